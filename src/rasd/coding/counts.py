"""Counts of people: numbers with what they count, duals, single persons, bare plurals, and sums of a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from rasd.coding.lexicon import Hit
from rasd.coding.mentions import Scan

_ONE = frozenset({"احدهم", "احدهما", "احداهن", "احدهن", "احداهما", "احدها"})
_THEM = frozenset({"منهم", "منهن", "منهما", "اخرين", "اخرون", "اخريات", "اخرى", "اخران", "اخر"})
_FURTHER = frozenset({"مع", "ومع", "الي", "جانب", "بالاضافه", "اضافه", "فضلا", "عن", "علاوه", "ومعه", "ومعهم", "كذلك", "و"})
_MOST_PARTS = 4
_JOINED = 9
"""How many words two parts of a list may stand apart."""


@dataclass(slots=True, eq=False)
class Count:
    """A number of people said in words [first, last)."""

    first: int
    last: int
    low: int
    high: int | None
    approximate: bool
    kind: str
    """number, several, dual, either (مقاتلين: two or many), single, plural, ordinal, sum."""
    head: str
    """What is counted: a person noun's lemma, "them", or nothing known."""
    part: bool
    """Follows "among them": a part of a total said before."""
    parts: int = 1


class CountFinder:
    """Finds the counts of a scan."""

    def __init__(self, scan: Scan, people: list[Hit]) -> None:
        self.scan = scan
        self.people = {h.first: h for h in sorted(people, key=lambda h: (h.last - h.first, h.entry.number == "plural"))}
        self.duals = {h.first for h in people if h.entry.number == "dual" and not h.prefix.endswith("ال")}
        self.titles = {t.first: t for t in scan.titles}
        self.among = {i for h in scan.markers["among"] for i in range(h.first, h.last)}
        self.measures = {h.first for h in scan.measures if h.prefix in ("", "ال")}
        self.named = {i for a in scan.actors for i in range(a.first, a.last)}
        numbers = [n for n in scan.numbers if n.first not in scan.time_words]
        self.numbers = {n.first: n for n in numbers if n.kind != "ordinal"}
        self.ordinals = {n.first: n for n in numbers if n.kind == "ordinal"}

    def find(self) -> dict[int, list[Count]]:
        """Counts of each sentence in order, sums of lists after the parts they begin with."""
        found: dict[int, list[Count]] = {}
        for count in self._single():
            number = self.scan.sentence_of[count.first]
            if number >= 0:
                found.setdefault(number, []).append(count)
        return {number: list(self._with_sums(counts)) for number, counts in found.items()}

    def _single(self) -> Iterator[Count]:
        i, end, counted = 0, len(self.scan.words), -1
        while i < end:
            count: Count | None = None
            if i == counted:
                pass  # the noun of the number before it
            elif number := self.numbers.get(i):
                if number.last not in self.measures or number.last in self.people:
                    counted, head = self._counted(number.last)
                    kind = "several" if number.kind == "vague" else "number"
                    count = Count(i, number.last, number.low, number.high, number.approximate, kind, head, self._is_part(i))
            else:
                count = self._person(i)
            if count is not None:
                yield count
            i = max(count.last, i + 1) if count is not None else i + 1

    def _person(self, i: int) -> Count | None:
        """One or two people, or a plural, told without a number."""
        text = self.scan.texts[i]
        if text in _ONE:
            return Count(i, i + 1, 1, 1, False, "single", "them", self._is_part(i - 1))
        if i in self.ordinals:
            n = self.ordinals[i]
            return Count(i, n.last, 1, 1, False, "ordinal", "", self._is_part(i))
        person = self.people.get(i) or self.titles.get(i)
        if person is None:
            return None
        lemma = person.entry.lexeme.lemma
        if person.entry.number == "dual":
            return Count(i, person.last, 2, 2, False, "dual", lemma, self._is_part(i))
        if person.entry.number == "plural" and i in self.duals:
            return Count(i, person.last, 2, 2, False, "either", lemma, self._is_part(i))
        if person.entry.number == "plural":
            return Count(i, person.last, 2, None, False, "plural", lemma, self._is_part(i))
        return Count(i, person.last, 1, 1, False, "single", lemma, self._is_part(i))

    def _counted(self, last: int) -> tuple[int, str]:
        """The person noun that a number ending at `last` counts: its place (-1 for none) and lemma."""
        texts = self.scan.texts
        for k in range(last, min(last + 3, len(texts))):
            person = self.people.get(k)
            if person is not None:
                return k, person.entry.lexeme.lemma
            if texts[k] in _THEM:
                return -1, "them"
            if k == last and texts[k] != "من" and self.scan.function.get(k) is not None:
                break
        return -1, ""

    def _is_part(self, i: int) -> bool:
        return any(k in self.among for k in range(max(i - 2, 0), i + 1))

    def _with_sums(self, counts: list[Count]) -> Iterator[Count]:
        for k, count in enumerate(counts):
            yield count
            total = count
            for other in counts[k + 1 :]:
                if other.kind == "plural" or (other.kind == "single" and self.scan.texts[other.first].startswith("ال")):
                    continue  # "four of the policemen and a driver"
                if total.parts == _MOST_PARTS or not self._continues(total, other):
                    break
                high = None if total.high is None or other.high is None else total.high + other.high
                total = replace(
                    total,
                    last=other.last, low=total.low + other.low, high=high, kind="sum", parts=total.parts + 1,
                    approximate=total.approximate or other.approximate,
                )  # fmt: skip
                yield total

    def _continues(self, total: Count, other: Count) -> bool:
        """The next part of a list: "five Iraqis and three Syrians", "a farmer with his son"."""
        if other.part or total.part or other.first - total.last > _JOINED:
            return False
        texts = self.scan.texts
        gap = range(total.last, other.first)
        if any(texts[i] in ".;!?\n:" or i in self.among for i in gap):
            return False
        joined = texts[other.first].startswith("و") or (other.first > 0 and texts[other.first - 1] in _FURTHER)
        return joined and not any(i in self.scan.trigger_words and i not in self.named for i in gap)
