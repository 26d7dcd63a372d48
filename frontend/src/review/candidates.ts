// Values for words: from the codebook at once, else from the server.

import { get } from "../api/client";
import type { Candidate, Candidates, Field, Span } from "../api/types";
import { label } from "../language/codes";
import { current } from "../state/session.svelte";
import { folded } from "../text/folding";
import type { Desk } from "./desk.svelte";

export interface Choice { value: unknown; label: string; detail: string | null; key: string }

/** Candidates for the selected words (`span`), or for typed ones (`q`), or both: the typed words' values with the selected span. */
export async function candidates(desk: Desk, field: Field, span: Span | null, q = "", limit = 12): Promise<Choice[]> {
  const where = span ? { report: desk.id, start: span[0], end: span[1], layer: desk.layer } : {};
  const found = await get<Candidates>("/candidates", { field, q: q || undefined, ...where });
  return found.candidates.slice(0, limit).map(choice);
}

function choice(candidate: Candidate, n: number): Choice {
  return { value: candidate.value, label: label(candidate), detail: candidate.detail, key: `${n}` };
}

/** Types of the codebook whose name, code or definition holds the words; names that begin so come first. */
export function types(q: string): Choice[] {
  const words = folded(q);
  return (current.codebook?.types ?? [])
    .map((type) => ({ type, text: folded(`${label(type)} ${type.label_en} ${type.label_ar} ${type.id.replaceAll("_", " ")}`) }))
    .filter(({ type, text }) => text.includes(words) || folded(type.definition).includes(words))
    .sort((a, b) => Number(!a.text.startsWith(words)) - Number(!b.text.startsWith(words)))
    .map(({ type }) => ({ value: type.id, label: label(type), detail: type.class, key: type.id }));
}
