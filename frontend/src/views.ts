// Each page comes when it is asked for: `/review/…` is pages/Review.svelte. The server knows that too, and names the files of the first
// one in the document's head.

import type { Component } from "svelte";

const pages = import.meta.glob<{ default: Component }>(["./pages/*.svelte", "!./pages/Login.svelte"]);

/** The page of a view; undefined where there is none. */
export function view(name: string): Promise<{ default: Component }> | undefined {
  return pages[`./pages/${name.charAt(0).toUpperCase()}${name.slice(1)}.svelte`]?.();
}
