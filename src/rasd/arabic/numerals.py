"""Numbers in folded words: digits, number words, ranges, "about", "at least", "tens of"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from rasd.arabic.words import Word

Kind = Literal["cardinal", "ordinal", "vague"]


class Number(NamedTuple):
    """A number said in words [first, last); `high` is None where only a lower bound is given."""

    low: int
    high: int | None
    approximate: bool
    first: int
    last: int
    kind: Kind

    def plus(self, other: Number) -> Number:
        """The sum of two numbers."""
        high = None if self.high is None or other.high is None else self.high + other.high
        approximate = self.approximate or other.approximate
        return Number(self.low + other.low, high, approximate, min(self.first, other.first), max(self.last, other.last), "cardinal")


_UNIT_STEMS = {
    1: "واحد واحده احد احدي", 2: "اثنان اثنين اثنتان اثنتين اثنا اثني اثنتا اثنتي اتنين تنين", 3: "ثلاثه ثلاث تلاته تلات", 4: "اربعه اربع",
    5: "خمسه خمس", 6: "سته ست", 7: "سبعه سبع", 8: "ثمانيه ثماني ثمان تمانيه تمن", 9: "تسعه تسع", 10: "عشره عشر", 20: "عشرون عشرين", 30: "ثلاثون ثلاثين تلاتين",
    40: "اربعون اربعين", 50: "خمسون خمسين", 60: "ستون ستين", 70: "سبعون سبعين", 80: "ثمانون ثمانين تمانين", 90: "تسعون تسعين",
    11: "حداشر احدعش", 12: "اتناشر اطنعش", 13: "تلتاشر تلطعش", 14: "اربعتاشر اربعطعش", 15: "خمستاشر خمسطعش", 16: "ستاشر سطعش", 17: "سبعتاشر", 18: "تمنتاشر", 19: "تسعتاشر",
}  # fmt: skip
_HUNDREDS = {100: "مايه ميه مءه مئه ميت مايات", 200: "مايتان مايتين ميتان ميتين مايتا مايتي ميتا ميتي"}
_MULTIPLES = {3: "ثلاث", 4: "اربع", 5: "خمس", 6: "ست", 7: "سبع", 8: "ثمان ثماني", 9: "تسع"}
_SCALES = {1000: "الف الفا الاف", 1_000_000: "مليون مليونا ملايين", 1_000_000_000: "مليار مليارا مليارات"}
_DUAL_SCALES = {2000: "الفان الفين الفا الفي", 2_000_000: "مليونان مليونين مليوني", 2_000_000_000: "ملياران مليارين"}
_VAGUE = {"عشرات": 20, "مئات": 200, "ميات": 200, "الاف": 2000, "ملايين": 2_000_000}
_SEVERAL = frozenset("عدد عددا عده عديد بضعه بضع بعض مجموعه جمله كثير كثيرين كثيرون".split())
_ABOUT = frozenset("نحو حوالي قرابه زهاء ناهز يناهز تقريبا يقارب قارب حدود تقدر".split())
_MORE = frozenset("اكثر ازيد فوق يزيد تزيد يفوق تفوق تجاوز يتجاوز تجاوزت تتجاوز يربو تربو جاوز اقل".split())
_ORDINALS = frozenset(
    "اول اولي ثاني ثانيه ثالث ثالثه رابع رابعه خامس خامسه سادس سادسه سابع سابعه ثامن ثامنه تاسع تاسعه عاشر عاشره حادي حاديه".split()
)

VALUES: dict[str, int] = {w: n for n, words in _UNIT_STEMS.items() for w in words.split()}
VALUES |= {w: n for n, words in _HUNDREDS.items() for w in words.split()}
VALUES |= {m + h: n * 100 for n, ms in _MULTIPLES.items() for m in ms.split() for h in ("مايه", "ميه", "مئه")}
_SCALE_OF = {w: n for n, words in _SCALES.items() for w in words.split()}
_DUAL_OF = {w: n for n, words in _DUAL_SCALES.items() for w in words.split() if w != "الفا"}
_digits = re.compile(r"\d+(?:[.,]\d+)*")
_NAMED = frozenset("لواء فوج فرقه كتيبه طراز موديل رقم عيار قتال المرقم".split())


def _strip(word: str) -> tuple[str, str]:
    """(clitics, number word): و ف ب ل ك and ال cut where a number word is left."""
    if word in _STARTS or word[0].isdigit():
        return "", word
    for clitics in ("ال", "و", "وال", "ب", "وب", "بال", "ل", "لل", "ول", "ف", "ك"):
        rest = word[len(clitics) :]
        if word.startswith(clitics) and rest in _STARTS:
            return clitics, rest
    return "", word


_STARTS = frozenset(VALUES) | frozenset(_SCALE_OF) | frozenset(_DUAL_OF) | frozenset(_VAGUE) | _SEVERAL | _ORDINALS


def find_numbers(words: Sequence[Word]) -> list[Number]:
    """Every number of a report, in order, modifiers included in its words."""
    return list(_Reader(words).numbers())


class _Reader:
    def __init__(self, words: Sequence[Word]) -> None:
        self.words = [w.text for w in words]
        self.parts = [_strip(t) if t[0].isalnum() else ("", t) for t in self.words]

    def numbers(self) -> Iterator[Number]:
        i = 0
        while i < len(self.words):
            text = self.parts[i][1]
            if not (text[0].isdigit() or text in _STARTS):
                i += 1
                continue
            found = self._at(i)
            if found is None:
                i += 1
                continue
            i = max(found.last, i + 1)
            yield found

    def _at(self, i: int) -> Number | None:
        text = self.parts[i][1]
        if text in _SEVERAL:
            return self._several(i)
        if text in _VAGUE:
            return self._vague(i)
        if text in _ORDINALS:
            return Number(0, 0, False, i, i + 1, "ordinal")
        value, last = self._value(i)
        if value is None:
            return None
        if i and self.words[i - 1] in _NAMED or (i and self.words[i - 1].removeprefix("ال") in _NAMED):
            return Number(value, value, False, i, last, "ordinal")
        return self._modified(value, i, last)

    def _several(self, i: int) -> Number | None:
        text = self.parts[i][1]
        following = self.words[i + 1] if i + 1 < len(self.words) else ""
        if text in ("عدد", "عددا", "مجموعه", "جمله", "عديد", "كثير") and following != "من":
            return None
        return Number(2, None, False, i, i + (2 if following == "من" else 1), "vague")

    def _vague(self, i: int) -> Number | None:
        text = self.parts[i][1]
        low, last = _VAGUE[text], i + 1
        if text == "الاف" and i and self.parts[i - 1][1][0].isdigit():
            return None
        if last < len(self.words) and text in ("عشرات", "مئات", "ميات"):
            scale = _SCALE_OF.get(self.parts[last][1])
            if scale and self.parts[last][0] in ("ال", ""):
                low, last = {"عشرات": 20, "مئات": 200, "ميات": 200}[text] * scale, last + 1
        return Number(low, None, False, self._modifier_start(i), last, "vague")

    def _modifier_start(self, i: int) -> int:
        return i - 1 if i and self.words[i - 1] in _ABOUT else i

    def _value(self, i: int) -> tuple[int | None, int]:
        """The value of the number words from i on, and where they end."""
        total = current = 0
        k, seen = i, False
        while k < len(self.words):
            clitics, text = self.parts[k]
            if seen and clitics not in ("و", "", "ال", "وال"):
                break
            step = self._step(text)
            if step is None:
                break
            value, kind = step
            if kind == "scale":
                current = (current or 1) * value
                total += current
                current, seen, k = 0, True, k + 1
                continue
            joined = clitics.startswith("و")
            if seen and not self._follows(total, current, value, joined):
                break
            if kind == "digits" and seen:
                break
            current += value
            seen, k = True, k + 1
        return (total + current, k) if seen else (None, i)

    def _step(self, text: str) -> tuple[int, str] | None:
        if _digits.fullmatch(text):
            value = _from_digits(text)
            return None if value is None else (value, "digits")
        if text in VALUES:
            return VALUES[text], "unit"
        if text in _DUAL_OF:
            return _DUAL_OF[text], "unit"
        if text in _SCALE_OF:
            return _SCALE_OF[text], "scale"
        return None

    @staticmethod
    def _follows(total: int, current: int, value: int, joined: bool) -> bool:
        """Whether a value may continue the number: "three" + "ten", "five and thirty", "hundred and five"."""
        if not joined:
            return (0 < current < 10 and value == 10) or (2 < current < 10 and value == 100) or (current == 0 and total == 0)
        if current == 0:
            return value < 1000
        if value >= 1000:
            return False
        tail = current % 100
        if current % 1000 == 0:
            return value < 1000
        if value in (20, 30, 40, 50, 60, 70, 80, 90):
            return 0 < tail < 10
        return tail == 0 and current >= 100 and value < 100

    def _modified(self, value: int, i: int, last: int) -> Number:
        """With "between", "about", "at least", "more than" before it and "at least", "or N" after it."""
        first, low, approximate = i, value, False
        high: int | None = value
        before = self.words[i - 1] if i else ""
        before2 = self.words[i - 2] if i > 1 else ""
        upper = self._upper(value, last)
        if upper:
            other, end = upper
            return Number(min(low, other), max(low, other), False, first, end, "cardinal")
        if before in _ABOUT or (before in ("من", "عن", "علي") and before2 in _ABOUT) or self.parts[i][0] in ("ب",) and before in _ABOUT:
            first, approximate = i - 1, True
        elif before in ("من", "عن", "علي") and before2 in _MORE:
            less = self.words[i - 3] if i > 2 else ""
            if before2 == "اقل" and not less.startswith("لا"):
                approximate = less not in ("لا",)
            if before2 == "اقل" and less != "لا":
                low, high, approximate = 0, value, False
            else:
                high = None
            first = i - 3 if less in ("لا", "ما") else i - 2
        elif before in ("يقل", "تقل") or (before in ("عن",) and before2 in ("يقل", "تقل", "يقلون")):
            high, first = None, i - 2
        elif before in _MORE and before != "اقل":
            high, first = None, i - 1
        end = last
        for k in range(last, min(last + 4, len(self.words))):
            if self.words[k] == "علي" and k + 1 < len(self.words) and self.words[k + 1].startswith(("الاقل", "اقل")):
                high, end = None, end
                break
            if self.words[k] == "تقريبا":
                approximate = True
                break
            if self.words[k] in ",.;:":
                break
        return Number(low, high, approximate, max(first, 0), end, "cardinal")

    def _upper(self, value: int, last: int) -> tuple[int, int] | None:
        """The other end of a range: "30 to 35", "10-15", "seven or eight"."""
        if last + 1 >= len(self.words):
            return None
        link = self.words[last]
        between = last >= 2 and self.words[last - 2] in ("بين", "وبين") or (last >= 3 and self.words[last - 3] == "بين")
        if link in ("الي", "-", "او") or (between and link == "و") or (between and self.parts[last][0] == "و"):
            at = last if between and self.parts[last][0] == "و" and link not in ("-",) else last + 1
            other, end = self._value(at)
            if link == "-" and other is not None and other <= value:
                return None
            if other is not None and 0 < other < 40 * max(value, 1) and (link != "الي" or (last >= 2 and self.words[last - 2] == "من")):
                return other, end
        return None


def _from_digits(text: str) -> int | None:
    """1,350 and 1.350 are thousands, 2.5 is none alone."""
    if re.fullmatch(r"\d{1,3}([.,]\d{3})+", text):
        return int(re.sub(r"[.,]", "", text))
    if text.isdigit():
        return int(text[:15])
    return None
