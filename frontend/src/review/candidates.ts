// Values for words: from the codebook at once, else from the server.

import { get } from "../api/client";
import type { Actor, Candidate, Candidates, Field, Person, Place, Source, Span } from "../api/types";
import { actorOf, label, typeOf } from "../language/codes";
import { countryName } from "../language/countries";
import { t, term } from "../language/messages";
import { current } from "../state/session.svelte";
import { folded } from "../text/folding";
import type { Desk } from "./desk.svelte";
import { ruleText } from "./reasoning";
import { where } from "./values";

export interface Choice { value: unknown; label: string; detail: string | null; key: string }

/** Candidates for the selected words (`span`), or for typed ones (`q`), or both: the typed words' values with the selected span. */
export async function candidates(desk: Desk, field: Field, span: Span | null, q = "", limit = 12): Promise<Choice[]> {
  const where = span ? { report: desk.id, start: span[0], end: span[1], layer: desk.layer } : {};
  const found = await get<Candidates>("/candidates", { field, q: q || undefined, ...where });
  return found.candidates.slice(0, limit).map((candidate, n) => ({ value: candidate.value, label: named(field, candidate), detail: detail(field, candidate), key: `${n}` }));
}

function named(field: Field, candidate: Candidate): string {
  return field === "status" ? term("status", candidate.value as string) : label(candidate);
}

/** What tells a candidate from others of its name. */
function detail(field: Field, candidate: Candidate): string | null {
  const value = candidate.value as Partial<Actor & Place & Source & Person> & string;
  switch (field) {
    case "event_type": return typeOf(value)?.class ? term("class", typeOf(value)?.class) : candidate.detail;
    case "initiators": case "supporters": case "targets": {
      const actor = actorOf(value.id ?? "");
      return actor ? [term("kind", actor.kind), actor.country && countryName(actor.country)].filter(Boolean).join(" · ") : candidate.detail;
    }
    case "places": return where(candidate.value as Place);
    case "source": return term("source", value.kind);
    case "people": return term("person", value.role);
    case "date": return ruleText({ field, rule: (candidate.detail ?? "").replaceAll(" ", "_") });
    default: return field.startsWith("toll.") && candidate.detail ? t("review.approximate") : candidate.detail;
  }
}

/** Types of the codebook whose name, code or definition holds the words; names that begin so come first. */
export function types(q: string): Choice[] {
  const words = folded(q);
  return (current.codebook?.types ?? [])
    .map((type) => ({ type, text: folded(`${label(type)} ${type.label_en} ${type.label_ar} ${type.id.replaceAll("_", " ")}`) }))
    .filter(({ type, text }) => text.includes(words) || folded(`${type.definition} ${type.definition_ar}`).includes(words))
    .sort((a, b) => Number(!a.text.startsWith(words)) - Number(!b.text.startsWith(words)))
    .map(({ type }) => ({ value: type.id, label: label(type), detail: term("class", type.class), key: type.id }));
}
