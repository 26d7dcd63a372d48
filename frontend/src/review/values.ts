// How the values of a record read: label, words, and what makes them special.

import type { Event, Field, Span, TollField } from "../api/types";
import { actorName, placeName, typeName } from "../language/codes";
import { countryName } from "../language/countries";
import { count, dates } from "../language/format";
import { governorate } from "../language/governorates";
import { listed } from "../language/listing";
import { t, term } from "../language/messages";
import { thingName } from "../language/things";
import { ui } from "../state/interface.svelte";
import { spansOf } from "./evidence";

export interface Shown { label: string; detail: string; span: Span | null; unsure: boolean }

export function fieldName(field: Field): string {
  return t(`field.${field}` as Parameters<typeof t>[0]);
}

/** The values of a field as they are shown, in the order of its list. */
export function shownValues(event: Event, field: Field): Shown[] {
  const spans = spansOf(event, field);
  return texts(event, field).map(([label, detail, unsure], n) => ({ label, detail: detail ?? "", span: spans[n] ?? null, unsure: unsure ?? false }));
}

function texts(event: Event, field: Field): [string, string?, boolean?][] {
  switch (field) {
    case "event_type": return [[typeName(event.event_type)]];
    case "status": return [[t(`status.${event.status}`)]];
    case "initiators": case "supporters": case "targets":
      return event[field].map((actor) => [actorName(actor.id), actor.suspected ? t("review.suspected") : "", actor.suspected]);
    case "places": return event.places.map((place) => [placeName(place), where(place), place.id === null]);
    case "date": return event.date.start || event.date.span ? [[dates(event.date, ui.language), event.date.precision === "day" ? "" : term("precision", event.date.precision), event.date.precision === "assumed"]] : [];
    case "weapons": case "seized": return event[field].map((word) => [thingName(field, word)]);
    case "people": return event.people.map((person) => [person.name, t(`person.${person.role}`)]);
    case "source": return event.source.kind === "none" ? [] : [[event.source.text ?? t(`source.${event.source.kind}`), event.source.text ? t(`source.${event.source.kind}`) : ""]];
    default: {
      const told = event.toll[field.slice(5) as TollField];
      return told ? [[count(told, ui.language)]] : [];
    }
  }
}

/** Where a place lies, and how exactly it is known. */
export function where(place: Event["places"][number]): string {
  if (!place.id) return t("review.notInGazetteer");
  const parts = [place.admin1 && place.admin1 !== place.name ? governorate(place.admin1) : null, countryName(place.country)];
  const precision = place.precision && place.precision !== "settlement" ? term("precision", place.precision) : null;
  return [...parts, precision].filter(Boolean).join(" · ");
}

/** One line that tells a record: who, whom, where, how many. */
export function summary(event: Event): string {
  const who = listed(event.initiators.map((actor) => actorName(actor.id)));
  const whom = listed(event.targets.map((actor) => actorName(actor.id)));
  const where = listed(event.places.map(placeName));
  const many = listed(Object.entries(event.toll).map(([field, told]) => `${t(`field.toll.${field as TollField}`)} ${count(told, ui.language)}`));
  return [who, whom, where, many].filter(Boolean).join(" · ");
}
