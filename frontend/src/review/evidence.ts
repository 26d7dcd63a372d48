// The words a record rests on, as marks for the text and as values for the card. Spans stay code points here.

import type { Event, EventRecord, Field, Reasoned, Span, TollField } from "../api/types";

export type MarkRole = "type" | "initiator" | "supporter" | "target" | "place" | "date" | "toll" | "person" | "source" | "weapon";
export const ROLES: MarkRole[] = ["type", "initiator", "target", "supporter", "place", "date", "toll", "person", "source"];
export const TOLLS: TollField[] = ["killed", "wounded", "detained", "abducted", "released", "displaced"];
export const ACTOR_FIELDS = ["initiators", "supporters", "targets"] as const;
/** The fields of a card, in the order in which a coder asks: what, who, whom, where, when, how many, according to whom. */
export const FIELDS: Field[] = [
  "event_type", "status", "initiators", "targets", "supporters", "places", "date",
  ...TOLLS.map((toll): Field => `toll.${toll}`), "weapons", "seized", "people", "source",
];
/** Fields that a card shows though they are empty. */
export const ALWAYS: ReadonlySet<Field> = new Set<Field>(["event_type", "status", "initiators", "targets", "places", "date", "toll.killed", "source"]);

/** One value of a record; `index` is its place in a list. */
export interface ValueKey { record: string; field: Field; index: number }
export interface Mark { span: Span; role: MarkRole; key: ValueKey }

const ROLE_OF: { [field: string]: MarkRole } = {
  event_type: "type", evidence: "type", status: "type", initiators: "initiator", supporters: "supporter", targets: "target", places: "place",
  date: "date", people: "person", source: "source", weapons: "weapon", seized: "weapon",
};

export function roleOf(field: Field): MarkRole {
  return field.startsWith("toll") ? "toll" : (ROLE_OF[field] as MarkRole);
}

/** The words of each value of a field; null where the value has none. */
export function spansOf(event: Event, field: Field): (Span | null)[] {
  switch (field) {
    case "event_type": return [event.evidence.trigger];
    case "initiators": case "supporters": case "targets": return event[field].map((actor) => actor.span);
    case "places": return event.places.map((place) => place.span);
    case "people": return event.people.map((person) => person.span);
    case "date": return [event.date.span ?? null];
    case "source": return [event.source.span ?? null];
    case "weapons": case "seized": return event[field].map(() => null);
    default: return field.startsWith("toll.") ? [event.toll[field.slice(5) as TollField]?.span ?? null] : [];
  }
}

/** Every span that a record rests on, with the value it stands for. */
export function marksOf(record: EventRecord): Mark[] {
  const marks: Mark[] = [];
  for (const field of FIELDS) {
    spansOf(record.event, field).forEach((span, index) => {
      if (span) marks.push({ span, role: roleOf(field), key: { record: record.id, field, index } });
    });
  }
  for (const span of record.event.evidence.mentions) marks.push({ span, role: "type", key: { record: record.id, field: "evidence", index: 0 } });
  return marks;
}

export function sameKey(a: ValueKey | null, b: ValueKey | null): boolean {
  return a !== null && b !== null && a.record === b.record && a.field === b.field && a.index === b.index;
}

/** What the coder says about a value: the reasoning about its words, else about its field. */
export function reasonOf(values: readonly Reasoned[], field: Field, span: Span | null): Reasoned | null {
  const about = values.filter((value) => value.field === field);
  const exact = about.find((value) => span && value.span && value.span[0] === span[0] && value.span[1] === span[1]);
  return exact ?? (about.length === 1 ? (about[0] as Reasoned) : null);
}

/** A field's value as `Decision` wants it. */
export function valueOf(event: Event, field: Field): unknown {
  if (field.startsWith("toll.")) return event.toll[field.slice(5) as TollField] ?? null;
  return event[field as keyof Event];
}

export function isEmpty(event: Event, field: Field): boolean {
  const value = valueOf(event, field);
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0) || (field === "source" && event.source.kind === "none");
}

/** The staying record with what only the others have: members of lists by what they say, tolls, source. */
export function joined(stays: Event, others: readonly Event[]): Event {
  const result = structuredClone(stays);
  for (const other of others) {
    for (const field of ACTOR_FIELDS) result[field] = union(result[field], other[field], (actor) => actor.id);
    result.places = union(result.places, other.places, (place) => place.id ?? place.text);
    result.people = union(result.people, other.people, (person) => person.name);
    for (const field of ["weapons", "seized"] as const) result[field] = union(result[field], other[field], (word) => word);
    result.toll = { ...other.toll, ...result.toll };
    if (result.source.kind === "none") result.source = other.source;
    if (!result.date.span && other.date.span) result.date = other.date;
  }
  return result;
}

function union<T>(own: T[], more: readonly T[], key: (one: T) => string): T[] {
  const known = new Set(own.map(key));
  return [...own, ...more.filter((one) => !known.has(key(one)))];
}

/** Fields in which two forms of a record differ. */
export function differing(a: Event, b: Event): Field[] {
  return FIELDS.filter((field) => JSON.stringify(valueOf(a, field)) !== JSON.stringify(valueOf(b, field)));
}
