import { describe, expect, it } from "vitest";
import { folded } from "../src/text/folding";
import { paragraphs, sentence, trimmed, words } from "../src/text/words";

describe("words", () => {
  const text = "عنوان\n\nقُتل ثلاثة في قصف. وأصيب سبعة، بحسب مصدر!\nختام";

  it("keeps where each line that holds something begins", () => {
    expect(paragraphs(text).map((one) => text.slice(one.start, one.start + one.text.length))).toEqual(["عنوان", "قُتل ثلاثة في قصف. وأصيب سبعة، بحسب مصدر!", "ختام"]);
  });

  it("finds the sentence round words", () => {
    const at = text.indexOf("سبعة");
    expect(text.slice(...sentence(text, [at, at + 4]))).toBe("وأصيب سبعة، بحسب مصدر!");
    expect(text.slice(...sentence(text, [text.indexOf("ختام"), text.length]))).toBe("ختام");
    expect(text.slice(...sentence(text, [0, 2]))).toBe("عنوان");
  });

  it("cuts blanks from the ends of a span", () => {
    expect(trimmed("  قصف  ", [0, 7])).toEqual([2, 5]);
    expect(trimmed("   ", [0, 3])).toEqual([3, 3]);
  });

  it("leaves punctuation out of words", () => {
    expect(words("قصف، دوما.").map((span) => "قصف، دوما.".slice(...span))).toEqual(["قصف", "دوما"]);
  });

  it("folds what is typed as the search does", () => {
    expect(folded("قُتِلَ أحمدُ في القـاهرة")).toBe("قتل احمد في القاهره");
    expect(folded("مستشفى")).toBe(folded("مستشفي"));
  });
});
