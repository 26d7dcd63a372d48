// The one place where code points of the API become UTF-16 units of the browser, and back.

import type { Span } from "../api/types";

/** Offsets of one text. Texts have few characters beyond the BMP (emoji), so only those are remembered. */
export class Offsets {
  /** Code point positions of the characters that take two units, ascending. */
  readonly #wide: number[] = [];
  readonly points: number;

  constructor(readonly text: string) {
    let point = 0;
    for (let unit = 0; unit < text.length; point += 1) {
      const wide = (text.codePointAt(unit) as number) > 0xffff;
      if (wide) this.#wide.push(point);
      unit += wide ? 2 : 1;
    }
    this.points = point;
  }

  /** UTF-16 index of a code point position; positions outside the text are drawn to its ends. */
  unit(point: number): number {
    const inside = Math.max(0, Math.min(point, this.points));
    return inside + this.#before(inside, (wide) => wide);
  }

  /** Code point position of a UTF-16 index; an index inside a pair counts as the pair's start. */
  point(unit: number): number {
    const inside = Math.max(0, Math.min(unit, this.text.length));
    // The n-th wide character starts at unit wide + n.
    return inside - this.#before(inside, (wide, n) => wide + n);
  }

  units(span: Span): Span {
    return [this.unit(span[0]), this.unit(span[1])];
  }

  slice(span: Span): string {
    return this.text.slice(...this.units(span));
  }

  /** How many wide characters lie before a position, by bisection over their keys. */
  #before(position: number, key: (wide: number, n: number) => number): number {
    let low = 0;
    let high = this.#wide.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (key(this.#wide[middle] as number, middle) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
