// Names of the codebook's codes in the interface's language.

import type { CodebookActor, CodebookType } from "../api/types";
import { ui } from "../state/interface.svelte";
import { current } from "../state/session.svelte";

class Index<T extends { id: string }> {
  #of: readonly T[] | null = null;
  #byId = new Map<string, T>();

  find(list: readonly T[] | undefined, id: string): T | undefined {
    if (list && list !== this.#of) {
      this.#of = list;
      this.#byId = new Map(list.map((one) => [one.id, one]));
    }
    return this.#byId.get(id);
  }
}

const types = new Index<CodebookType>();
const actors = new Index<CodebookActor>();

export function typeOf(id: string): CodebookType | undefined {
  return types.find(current.codebook?.types, id);
}

export function actorOf(id: string): CodebookActor | undefined {
  return actors.find(current.codebook?.actors, id);
}

export function label(of: { label_en: string; label_ar: string }): string {
  return (ui.language === "ar" ? of.label_ar : of.label_en) || of.label_en || of.label_ar;
}

/** What an event type is, in the interface's language where the codebook says it so. */
export function definition(of: { definition: string; definition_ar: string }): string {
  return (ui.language === "ar" && of.definition_ar) || of.definition;
}

export function typeName(id: string | null | undefined): string {
  if (!id) return "—";
  const found = typeOf(id);
  return found ? label(found) : id.replaceAll("_", " ");
}

export function actorName(id: string): string {
  const found = actorOf(id);
  return found ? label(found) : id.replaceAll("_", " ");
}

/** The class of an event type, by which it is coloured. */
export function classOf(id: string | null | undefined): string {
  return (id && typeOf(id)?.class) || "other";
}

export function placeName(place: { text: string; name: string | null; name_ar: string | null }): string {
  return (ui.language === "ar" ? place.name_ar || place.name : place.name || place.name_ar) || place.text;
}
