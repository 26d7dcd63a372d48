// Splitting a record: which of its values goes to which part.

import type { Event, Field } from "../api/types";
import { FIELDS, isEmpty } from "./evidence";

/** One value and the parts it goes to. */
export interface Share { field: Field; index: number; parts: boolean[] }

const FIXED = new Set<Field>(["event_type", "status"]);
const LISTS = new Set<Field>(["initiators", "supporters", "targets", "places", "weapons", "seized", "people"]);

/** At first every part has everything, but where there are as many places as parts, each gets its own, and the tolls go to the first. */
export function shares(event: Event, parts: number): Share[] {
  const split = event.places.length >= parts;
  return FIELDS.filter((field) => !FIXED.has(field) && !isEmpty(event, field)).flatMap((field) => {
    const members = LISTS.has(field) ? (event[field as "places"] as unknown[]).length : 1;
    return Array.from({ length: members }, (_, index) => ({
      field, index,
      parts: Array.from({ length: parts }, (__, part) => {
        if (field === "places" && split) return index % parts === part;
        return field.startsWith("toll.") ? part === 0 : true;
      }),
    }));
  });
}

/** The event of one part. */
export function part(event: Event, shared: readonly Share[], n: number): Event {
  const result = structuredClone(event);
  const has = (field: Field, index = 0) => shared.some((share) => share.field === field && share.index === index && share.parts[n]);
  for (const field of LISTS) {
    const list = event[field as "places"] as unknown[];
    (result as unknown as { [name: string]: unknown })[field] = structuredClone(list.filter((_, index) => has(field, index)));
  }
  result.toll = Object.fromEntries(Object.entries(result.toll).filter(([name]) => has(`toll.${name}` as Field)));
  if (!has("source")) result.source = { kind: "none" };
  if (!has("date")) result.date = { start: null, end: null, precision: "assumed" };
  return result;
}
