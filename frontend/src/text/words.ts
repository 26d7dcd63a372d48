// Paragraphs, sentences and words of a report, in UTF-16 units.

import type { Span } from "../api/types";

export interface Paragraph { start: number; text: string }

/** The lines of a text that hold something, with the index of their first unit. */
export function paragraphs(text: string): Paragraph[] {
  const found: Paragraph[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    if (line.trim()) found.push({ start, text: line });
    start += line.length + 1;
  }
  return found;
}

/** Spans of the words, punctuation left out. */
export function words(text: string): Span[] {
  const segmenter = new Intl.Segmenter("ar", { granularity: "word" });
  const found: Span[] = [];
  for (const part of segmenter.segment(text)) {
    if (part.isWordLike) found.push([part.index, part.index + part.segment.length]);
  }
  return found;
}

const ENDS = /[.!?؟؛…](?=\s)|\n/gu;

/** The sentence round a span, without the blanks at its ends. */
export function sentence(text: string, span: Span): Span {
  let start = 0;
  let end = text.length;
  for (const match of text.matchAll(ENDS)) {
    const after = match.index + match[0].length;
    if (after <= span[0]) start = after;
    else if (match.index >= span[1]) {
      end = match[0] === "\n" ? match.index : after;
      break;
    }
  }
  return trimmed(text, [start, end]);
}

/** A span without the blanks at its ends; empty at its start where it is only blanks. */
export function trimmed(text: string, span: Span): Span {
  const inside = text.slice(...span);
  const lead = inside.length - inside.trimStart().length;
  const words = inside.trim().length;
  return [span[0] + lead, span[0] + lead + words];
}
