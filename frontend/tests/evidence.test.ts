import { describe, expect, it } from "vitest";
import { differing, isEmpty, joined, marksOf, reasonOf } from "../src/review/evidence";
import { part, shares } from "../src/review/parting";
import { event, record } from "./records";

describe("marks", () => {
  it("has one for each value with words, and none for the rest", () => {
    const marks = marksOf(record("a"));
    expect(marks.map((mark) => [mark.key.field, mark.span])).toEqual([
      ["event_type", [0, 4]], ["initiators", [10, 21]], ["places", [30, 36]], ["toll.killed", [40, 45]], ["evidence", [50, 54]],
    ]);
    expect(marks.map((mark) => mark.role)).toEqual(["type", "initiator", "place", "toll", "type"]);
  });
});

describe("reasons", () => {
  const about = (field: string, span: [number, number] | null, rule: string) => ({ field, span, rule, value: "", probability: null, reasons: [] });

  it("takes the reasoning about these very words, else the only one about the field", () => {
    const values = [about("places", [30, 36], "one"), about("places", [50, 54], "two"), about("date", null, "assumed")];
    expect(reasonOf(values, "places", [50, 54])?.rule).toBe("two");
    expect(reasonOf(values, "places", [1, 2])).toBeNull();
    expect(reasonOf(values, "date", null)?.rule).toBe("assumed");
  });
});

describe("merging", () => {
  it("keeps what stands and takes over only what is missing", () => {
    const other = event({
      initiators: [{ id: "syria_forces", text: "الجيش", span: [70, 75] }, { id: "russia_forces", text: "روسيا", span: [76, 81] }],
      toll: { killed: { low: 5, high: 5, approximate: false, text: "خمسة", span: [90, 94] }, wounded: { low: 2, high: 2, approximate: false, text: "اثنان", span: [95, 100] } },
      source: { kind: "official", text: "الوزارة", span: [101, 108] },
    });
    const result = joined(event(), [other]);
    expect(result.initiators.map((actor) => actor.text)).toEqual(["قوات النظام", "روسيا"]);
    expect(result.toll.killed?.low).toBe(3);
    expect(result.toll.wounded?.low).toBe(2);
    expect(result.source.text).toBe("الوزارة");
    expect(result.places).toHaveLength(1);
  });
});

describe("splitting", () => {
  const two = event({ places: [...event().places, { ...event().places[0]!, id: "p2", text: "سرمين", span: [37, 39] }] });

  it("gives each part its place, and the toll to the first alone, unless said otherwise", () => {
    const plan = shares(two, 2);
    const [first, second] = [part(two, plan, 0), part(two, plan, 1)];
    expect([first, second].map((one) => one.places.map((place) => place.id))).toEqual([["p1"], ["p2"]]);
    expect([first, second].map((one) => one.toll.killed?.low)).toEqual([3, undefined]);
    expect(second.initiators).toHaveLength(1);
    expect(two.places).toHaveLength(2);
  });

  it("drops what no part was given", () => {
    const plan = shares(two, 2).map((share) => (share.field === "initiators" ? { ...share, parts: [false, true] } : share));
    expect([part(two, plan, 0), part(two, plan, 1)].map((one) => one.initiators.length)).toEqual([0, 1]);
  });
});

describe("differences", () => {
  it("names the fields that differ, and knows what is empty", () => {
    expect(differing(event(), event({ status: "alleged", toll: {} }))).toEqual(["status", "toll.killed"]);
    expect(isEmpty(event(), "source")).toBe(true);
    expect(isEmpty(event(), "toll.killed")).toBe(false);
    expect(isEmpty(event(), "supporters")).toBe(true);
  });
});
