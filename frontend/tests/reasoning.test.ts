import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it, vi } from "vitest";

describe("reasons", async () => {
  vi.stubGlobal("navigator", { language: "ar" });
  vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => {} });
  vi.stubGlobal("document", { documentElement: { dataset: {} } });
  const { featureText, ruleText } = await import("../src/review/reasoning");
  const { ui } = await import("../src/state/interface.svelte");
  beforeAll(() => { ui.language = "ar"; });

  it("tells what weighed in the words of the interface", () => {
    expect(featureText("in=body from=title")).toBe("موضع الفعل: المتن، موضعه: العنوان");
    expect(featureText("style=Rverb rank=R0")).toBe("كيف قيل: بعده فعل، ترتيبه بين أمثاله: بعده 1");
    expect(featureText("n:مسلح مسلحون form=noun")).toBe("مسلح مسلحون، صيغة الكلمة: اسم");
    expect(featureText("coord=")).toBe("معطوف على ما قبله: لا شيء");
  });

  it("names what the second look asked", () => {
    expect(featureText("contested")).toBe("فعل آخر يطالب به");
    expect(featureText("type initiatorgroup")).toBe("النوع + فئة الفاعل");
  });

  it("names every field of meaning of the codebook", () => {
    const table = readFileSync("../src/rasd/codebook/data/fields.tsv", "utf-8").trim().split("\n").slice(1);
    for (const field of new Set(table.map((line) => line.split("\t")[0])))
      for (const feature of [`fw1=${field}`, `f:${field}`, `d:${field} type=shelling`]) expect(featureText(feature)).not.toContain(field);
  });

  it("tells the rule that gave a value", () => {
    expect(ruleText({ field: "toll.killed", rule: "number" })).toBe("عدد مع ما أصابهم");
    expect(ruleText({ field: "places", rule: "بلدة" })).toBe("بعد كلمة «بلدة»");
    expect(ruleText({ field: "event_type", rule: "shelling/3" })).toContain("المجموعة 4");
    ui.language = "en";
    expect(ruleText({ field: "places", rule: "" })).toBe("by its name");
  });
});
