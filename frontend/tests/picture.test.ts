import { describe, expect, it } from "vitest";
import type { MapFeature, PlacePrecision } from "../src/api/types";
import { clusters, spotRadius, type Located } from "../src/picture/clusters";
import { endOf, stepFor } from "../src/picture/periods";

function located(id: string, x: number, y: number, precision: PlacePrecision = "settlement"): Located {
  const place = { id, name: id, name_ar: id, text: id, admin1: null, country: "SY", precision };
  return { x, y, feature: { type: "Feature", id, geometry: { type: "Point", coordinates: [0, 0] }, properties: { killed: 2, place } as MapFeature["properties"] } };
}

describe("clusters", () => {
  it("loses and doubles nobody", () => {
    const points = Array.from({ length: 500 }, (_, n) => located(`p${n}`, (n * 37) % 800, (n * 91) % 500, n % 9 === 0 ? "governorate" : "settlement"));
    const found = clusters(points, 34).flatMap((one) => one.members.map((member) => member.id));
    expect(found).toHaveLength(500);
    expect(new Set(found).size).toBe(500);
  });

  it("leaves no spot hidden under another, across the edges of the grid too", () => {
    const found = clusters([located("a", 33, 10), located("b", 35, 10), located("c", 300, 300)], 34);
    expect(found.map((one) => one.members.length)).toEqual([2, 1]);
    expect(found[0]?.killed).toBe(4);
    const [one, other] = found as [(typeof found)[0], (typeof found)[0]];
    expect(Math.hypot(one.x - other.x, one.y - other.y)).toBeGreaterThan(spotRadius(2));
  });

  it("keeps a governorate's disc apart from the points in it", () => {
    const found = clusters([located("disc", 50, 50, "governorate"), located("town", 51, 51)], 34);
    expect(found.map((one) => one.area)).toEqual(["governorate", null]);
  });
});

describe("periods", () => {
  it("ends bars on the last day of their step", () => {
    expect(endOf("2024-02-01", "month")).toBe("2024-02-29");
    expect(endOf("2024-12-30", "week")).toBe("2025-01-05");
    expect(endOf("2024-03-31", "day")).toBe("2024-03-31");
  });

  it("chooses a step that gives a readable number of bars", () => {
    expect(stepFor("2024-01-01", "2024-03-01")).toBe("day");
    expect(stepFor("2023-01-01", "2024-12-31")).toBe("week");
    expect(stepFor("2011-01-01", "2024-12-31")).toBe("month");
  });
});
