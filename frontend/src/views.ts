// Each page comes when it is asked for: `/review/…` is pages/Review.svelte. The server knows that too, and names the files of the first
// one in the document's head.

import type { Component } from "svelte";

const pages = import.meta.glob<{ default: Component }>(["./pages/*.svelte", "!./pages/Login.svelte"]);
const known = new Map<string, Component>();

/** The page of a view: at once where it is there already, else when it has come; undefined where there is none. */
export function view(name: string): Component | Promise<Component> | undefined {
  const load = pages[`./pages/${name.charAt(0).toUpperCase()}${name.slice(1)}.svelte`];
  return known.get(name) ?? load?.().then((found) => {
    known.set(name, found.default);
    return found.default;
  });
}
