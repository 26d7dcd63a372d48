import { describe, expect, it } from "vitest";
import { Offsets } from "../src/text/offsets";

describe("offsets", () => {
  const text = "🔴 عاجل | قصف 🚁 على دوما";
  const offsets = new Offsets(text);
  const points = [...text];

  it("turns every code point position into the unit where it stands, and back", () => {
    expect(offsets.points).toBe(points.length);
    for (let point = 0; point <= points.length; point += 1) {
      const unit = points.slice(0, point).join("").length;
      expect(offsets.unit(point)).toBe(unit);
      expect(offsets.point(unit)).toBe(point);
    }
  });

  it("takes the start of a pair for a unit inside it", () => {
    expect(offsets.point(1)).toBe(0);
    const second = text.indexOf("🚁");
    expect(offsets.point(second + 1)).toBe(offsets.point(second));
    expect(offsets.point(second + 2)).toBe(offsets.point(second) + 1);
  });

  it("cuts the words of a span", () => {
    const start = points.indexOf("د");
    expect(offsets.slice([start, start + 4])).toBe("دوما");
    expect(offsets.slice([0, 1])).toBe("🔴");
  });

  it("stays inside the text", () => {
    expect(offsets.unit(9999)).toBe(text.length);
    expect(offsets.point(-3)).toBe(0);
  });
});
