// Which of overlapping spans is drawn where, so that each stays readable.

import type { Span } from "../api/types";

export interface Spanned { span: Span }

/**
 * A lane for each span so that no two spans in one lane share a character; longer spans get the inner lanes (0 is nearest to the
 * words), so that a short span inside a long one lies below it. Equal spans keep their order.
 */
export function lanes(spans: readonly Span[]): number[] {
  const order = spans.map((_, n) => n).sort((a, b) => length(at(spans, b)) - length(at(spans, a)) || at(spans, a)[0] - at(spans, b)[0] || a - b);
  const taken: Span[][] = [];
  const found = new Array<number>(spans.length).fill(0);
  for (const n of order) {
    const span = at(spans, n);
    let lane = taken.findIndex((others) => !others.some((other) => overlaps(other, span)));
    if (lane < 0) lane = taken.push([]) - 1;
    (taken[lane] as Span[]).push(span);
    found[n] = lane;
  }
  return found;
}

export function overlaps(a: Span, b: Span): boolean {
  return a[0] < b[1] && b[0] < a[1];
}

/** The spans at a position, the shortest first: the one a pointer means. */
export function under<T extends Spanned>(marks: readonly T[], position: number): T[] {
  return marks.filter((mark) => mark.span[0] <= position && position < mark.span[1]).sort((a, b) => length(a.span) - length(b.span));
}

function length(span: Span): number {
  return span[1] - span[0];
}

function at(spans: readonly Span[], n: number): Span {
  return spans[n] as Span;
}
