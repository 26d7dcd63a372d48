import { describe, expect, it } from "vitest";
import { count, counted, dates, day, moment, number, percent } from "../src/language/format";

describe("format", () => {
  it("writes days with the months of the region's press", () => {
    expect(day("2023-03-05", "en")).toBe("5 Mar 2023");
    expect(day("2023-03-05", "ar")).toBe("5 آذار/مارس 2023");
    expect(day(null, "ar")).toBe("—");
    expect(day("soon", "en")).toBe("soon");
  });

  it("writes spans of days no finer than they are told", () => {
    expect(dates({ start: "2023-03-05", end: "2023-03-05", precision: "day" }, "en")).toBe("5 Mar 2023");
    expect(dates({ start: "2023-03-05", end: "2023-03-07", precision: "week" }, "en")).toBe("5 Mar 2023 – 7 Mar 2023");
    expect(dates({ start: "2023-03-01", end: "2023-03-31", precision: "month" }, "ar")).toBe("آذار/مارس 2023");
    expect(dates({ start: "2023-01-01", end: "2023-12-31", precision: "year" }, "ar")).toBe("2023");
    expect(dates({ start: null, end: null, precision: "assumed" }, "en")).toBe("—");
  });

  it("writes tolls as they are told", () => {
    expect(count({ low: 3, high: 3, approximate: false }, "en")).toBe("3");
    expect(count({ low: 3, high: 5, approximate: false }, "en")).toBe("3–5");
    expect(count({ low: 3, high: null, approximate: false }, "en")).toBe("≥ 3");
    expect(count({ low: 1200, high: 1200, approximate: true }, "en")).toBe("~1,200");
    expect(count({ low: 100, high: null, approximate: true }, "ar")).toBe("نحو 100 فأكثر");
  });

  it("gives a number the form of its noun that Arabic asks for", () => {
    expect([0, 1, 2, 3, 10, 11, 99, 100, 101, 103, 111].map((n) => counted(n, "record", "ar"))).toEqual([
      "0 سجل", "سجل واحد", "سجلان", "3 سجلات", "10 سجلات", "11 سجلًا", "99 سجلًا", "100 سجل", "101 سجل", "103 سجلات", "111 سجلًا",
    ]);
    expect([1, 2].map((n) => counted(n, "report", "en"))).toEqual(["1 report", "2 reports"]);
  });

  it("writes numbers, shares and moments alike in both languages", () => {
    expect(number(12345)).toBe("12,345");
    expect(percent(0.417)).toBe("42%");
    expect(percent(null)).toBe("—");
    expect(moment("2023-03-05T10:04:00Z")).toMatch(/^2023-03-0[456] \d\d:\d4$/);
  });
});
