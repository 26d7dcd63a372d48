// The filters that incidents, map, timeline, counts, network and export share, as they stand in the page's address.

import type { Query } from "../api/client";
import { route } from "../state/route.svelte";

export const MANY = ["type", "actor", "country", "admin1", "place", "status", "state"] as const;
export const ONE = ["what", "from", "to", "confidence", "least_killed"] as const;
export type Chosen = { [name: string]: string | string[] };

export function chosenFilters(query: URLSearchParams): Chosen {
  const chosen: Chosen = {};
  for (const name of MANY) if (query.getAll(name).length) chosen[name] = query.getAll(name);
  for (const name of ONE) {
    const value = query.get(name);
    if (value) chosen[name] = value;
  }
  return chosen;
}

/** The same without some of them: a chart shows all its bars, whatever one of them was chosen. */
export function without(chosen: Chosen, ...names: string[]): Query {
  return Object.fromEntries(Object.entries(chosen).filter(([name]) => !names.includes(name)));
}

export function setFilters(values: { [name: string]: string | string[] | null }): void {
  const query = route.query;
  query.delete("offset");
  for (const [name, value] of Object.entries(values)) {
    query.delete(name);
    for (const one of Array.isArray(value) ? value : value ? [value] : []) query.append(name, one);
  }
  const text = query.toString();
  route.go(text ? `${route.path}?${text}` : route.path, true);
}

export function toggleFilter(name: string, value: string): void {
  const values = route.query.getAll(name);
  setFilters({ [name]: values.includes(value) ? values.filter((one) => one !== value) : [...values, value] });
}
