// The address of the page: a path and its query. Links are plain <a href>, caught once for the whole document.

import { forgetGiven } from "../api/given";

class Route {
  #path = $state(location.pathname);
  #search = $state(location.search);

  get path(): string { return this.#path; }
  /** The parts of the path: `/incidents/inc-1` is ["incidents", "inc-1"]. */
  get parts(): string[] { return this.#path.split("/").filter(Boolean).map(decodeURIComponent); }
  /** What is shown: the first part, or the inbox. */
  get view(): string { return this.parts[0] ?? "inbox"; }
  get query(): URLSearchParams { return new URLSearchParams(this.#search); }

  go(address: string, replace = false): void {
    const url = new URL(address, location.href);
    if (replace) history.replaceState(null, "", url);
    else if (url.href !== location.href) history.pushState(null, "", url);
    const other = url.pathname !== this.#path;
    this.#read();
    if (other && !replace) window.scrollTo(0, 0);
  }

  listen(): void {
    window.addEventListener("popstate", () => this.#read());
    document.addEventListener("click", (event) => this.#follow(event));
  }

  #read(): void {
    forgetGiven();
    this.#path = location.pathname;
    this.#search = location.search;
  }

  #follow(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const link = (event.target as Element).closest?.("a");
    if (!link || link.origin !== location.origin || link.target || link.hasAttribute("download") || link.pathname.startsWith("/api/")) return;
    if (link.pathname === location.pathname && link.hash) return;
    event.preventDefault();
    this.go(link.href);
  }
}

export const route = new Route();
