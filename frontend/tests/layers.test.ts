import { describe, expect, it } from "vitest";
import type { Span } from "../src/api/types";
import { lanes, overlaps, under } from "../src/text/layers";

describe("lanes", () => {
  it("keeps spans that do not touch in one lane", () => {
    expect(lanes([[0, 4], [4, 9], [10, 12]])).toEqual([0, 0, 0]);
  });

  it("puts a short span below the long one that holds it", () => {
    expect(lanes([[5, 8], [0, 20]])).toEqual([1, 0]);
  });

  it("gives equal spans lanes of their own, in order", () => {
    expect(lanes([[0, 5], [0, 5], [0, 5]])).toEqual([0, 1, 2]);
  });

  it("never lets two spans of a lane overlap", () => {
    const spans: Span[] = Array.from({ length: 60 }, (_, n) => [(n * 37) % 100, ((n * 37) % 100) + 1 + ((n * 13) % 25)]);
    const found = lanes(spans);
    for (let a = 0; a < spans.length; a += 1)
      for (let b = 0; b < a; b += 1)
        if (found[a] === found[b]) expect(overlaps(spans[a] as Span, spans[b] as Span)).toBe(false);
  });
});

describe("under", () => {
  it("finds the shortest mark first and keeps ends exclusive", () => {
    const marks = [{ span: [0, 20] as Span }, { span: [5, 8] as Span }, { span: [8, 9] as Span }];
    expect(under(marks, 7).map((mark) => mark.span)).toEqual([[5, 8], [0, 20]]);
    expect(under(marks, 8)[0]?.span).toEqual([8, 9]);
    expect(under(marks, 20)).toEqual([]);
  });
});
