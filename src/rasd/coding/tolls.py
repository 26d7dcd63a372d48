"""Counts of people: a toll word (قتلى، أصيب، اعتقال …) and the number that belongs to it."""

from __future__ import annotations

from rasd.arabic.numerals import Number
from rasd.coding.lexicon import Hit
from rasd.coding.mentions import ActorMention, Scan, TollMention

_REACH = 14
_STOPS = frozenset(".!?;:\n-()")
_THEM = frozenset({"منهم", "منهن", "اخرين", "اخرون", "اخريات"})
_ONE_OR_TWO = {"ه": 1, "ها": 1, "هما": 2}


def find_tolls(scan: Scan, hits: list[Hit]) -> list[TollMention]:
    """Every toll of the report, sums added up and parts ("among them three") left out."""
    return _Tolls(scan, hits).find()


class _Tolls:
    def __init__(self, scan: Scan, hits: list[Hit]) -> None:
        self.scan = scan
        self.hits = hits
        self.taken: dict[int, str] = {}
        self.at = {h.first: h for h in hits}
        self.measures = {h.first for h in scan.measures}
        busy = {i for t in scan.times for i in range(t.first, t.last)}
        self.numbers = {
            n.first: n for n in scan.numbers if n.kind != "ordinal" and n.first not in busy and not self._measured(n)
        }
        self.ends = {n.last: n for n in self.numbers.values()}
        self.people: dict[int, ActorMention] = {a.first: a for a in scan.actors}
        self.among = {h.last for h in scan.markers["among"]} | {h.first for h in scan.markers["among"]}
        self.harmless = scan.markers["no_harm"]
        self.negated = {h.last for h in scan.markers["negation"]}
        self.uninformed = {h.first for h in scan.markers["no_information"]}
        self.titles = {t.first: t for t in scan.titles}
        nouns = {h.first: h for h in hits if h.entry.form == "noun"}
        self.owner = {
            n.first: nouns[k].entry.lexeme.id
            for n in self.numbers.values()
            for k in (n.last + 1, n.last)
            if k in nouns
        }
        self.ordinals = {n.first for n in scan.numbers if n.kind == "ordinal"}

    def _measured(self, number: Number) -> bool:
        """A number of things, money, kilometres."""
        return number.last in self.measures

    def find(self) -> list[TollMention]:
        found = [t for hit in self.harmless for t in self._harmless(hit)]
        counted: set[tuple[int, str]] = set()
        plurals = {(h.first, h.entry.lexeme.id) for h in self.hits if h.entry.number == "plural"}
        quiet = {i for h in self.harmless for i in range(h.first, h.last)}
        for hit in self.hits:
            field = hit.entry.lexeme.id
            if hit.first in quiet or self.scan.sentence_of[hit.first] < 0 or (hit.first, field) in counted:
                continue
            if hit.entry.number == "dual" and (hit.first, field) in plurals:
                continue
            tolls = self._of(hit)
            counted |= {(hit.first, field) for t in tolls if t.kind == "number"}
            found += tolls
        return sorted([*self._add_up(_surest(found)), *self._counted()], key=lambda t: (t.word, t.field, t.first))

    def _counted(self) -> list[TollMention]:
        """People counted by no toll word of their own ("nearly sixty women"): what befell them the act's type says."""
        found = []
        for n in self.numbers.values():
            if n.first in self.taken or n.first in self.owner or self._is_part(n.first):
                continue
            if any(k in self.people and self._is_people(self.people[k]) for k in (n.last, n.last + 1)) or any(
                self.scan.texts[k] in _THEM for k in range(n.last, min(n.last + 1, len(self.scan.words)))
            ):
                kind = "several" if n.kind == "vague" else "number"
                found.append(TollMention(n.first, n.last, "people", n.low, n.high, n.approximate, n.first, kind))
        ends = {n.last for n in self.numbers.values()} | {n.first - 1 for n in self.numbers.values()}
        found += [
            TollMention(m.first, m.last, "people", 2, 2, False, m.first, "dual")
            for m in self.people.values()
            if m.number == "dual" and self._is_people(m) and m.first not in ends
        ]
        return self._add_up(found)

    @staticmethod
    def _is_people(m: ActorMention) -> bool:
        return m.kind not in ("name", "adjective", "generic", "reference", "property", "unit") or m.id == "civilians"

    def _harmless(self, hit: Hit) -> list[TollMention]:
        fields = hit.column(0).split()
        fields = [f for f in fields if f in ("killed", "wounded")] or ["killed", "wounded"]
        return [TollMention(hit.first, hit.last, f, 0, 0, False, hit.first, "none") for f in fields]

    def _of(self, hit: Hit) -> list[TollMention]:
        fields = ["killed", "wounded"] if hit.entry.lexeme.id == "casualties" else [hit.entry.lexeme.id]
        if self._is_denied(hit):
            return [TollMention(hit.first, hit.last, f, 0, 0, False, hit.first, "none") for f in fields]
        count = self._by_noun(hit) if hit.entry.form == "noun" else self._by_verb(hit)
        if count is None or hit.entry.lexeme.id == "casualties":
            return []
        first, last, low, high, approximate, kind = count
        return [TollMention(first, last, fields[0], low, high, approximate, hit.first, kind)]

    def _is_denied(self, hit: Hit) -> bool:
        """ "No casualties", "the attack left no victims"; "no news of casualties" tells nothing."""
        reach = 6 if hit.entry.form == "noun" and hit.entry.number != "singular" else 2
        for i in range(hit.first, max(hit.first - reach, -1), -1):
            if i < hit.first and (self.scan.texts[i] in _STOPS or self.scan.texts[i] == "," or i in self.uninformed):
                return False
            if i in self.negated:
                return True
        return False

    def _number(self, n: Number, field: str) -> tuple[int, int, int, int | None, bool, str]:
        self.taken[n.first] = field
        return n.first, n.last, n.low, n.high, n.approximate, "several" if n.kind == "vague" else "number"

    def _by_noun(self, hit: Hit) -> tuple[int, int, int, int | None, bool, str] | None:
        for back in (0, 1):
            before = self.ends.get(hit.first - back)
            if before and not self._is_part(before.first):
                if before.first in self.taken:  # the number was read with the verb before it
                    return None
                return self._number(before, hit.entry.lexeme.id)
        if hit.entry.number == "dual":
            return hit.first, hit.last, 2, 2, False, "dual"
        definite = hit.prefix.endswith("ال")
        if hit.entry.number == "singular" and not definite and not hit.suffix:
            after = self._right(hit, 4, people=False)
            return after or (hit.first, hit.last, 1, 1, False, "single")
        after = self._right(hit, 9, people=False) if self._tells_number(hit) else None
        if after or definite or hit.suffix:
            return after
        return hit.first, hit.last, 2, None, False, "plural"

    def _tells_number(self, hit: Hit) -> bool:
        """ "The number of dead rose to three"."""
        return any(
            self.scan.texts[i].endswith(("عدد", "حصيله", "عددهم")) for i in range(max(0, hit.first - 3), hit.first)
        )

    def _by_verb(self, hit: Hit) -> tuple[int, int, int, int | None, bool, str] | None:
        if hit.suffix in _ONE_OR_TWO and (hit.entry.form == "masdar" or hit.entry.voice != "passive"):
            count = _ONE_OR_TWO[hit.suffix]
            return hit.first, hit.last, count, count, False, "pronoun" if hit.entry.form == "verb" else "single"
        right = self._right(hit, _REACH, people=True)
        return right or self._left(hit)

    def _right(self, hit: Hit, reach: int, people: bool) -> tuple[int, int, int, int | None, bool, str] | None:
        person: ActorMention | None = None
        i, end = hit.last, min(hit.last + reach, len(self.scan.words))
        while i < end:
            word = self.scan.texts[i]
            if word in _STOPS or i in self.among:
                break
            if i in self.at and i >= hit.last and (self.at[i].entry.lexeme.id != hit.entry.lexeme.id or person):
                break
            number = self.numbers.get(i)
            if number and self.owner.get(i, hit.entry.lexeme.id) not in (hit.entry.lexeme.id, "casualties"):
                break
            if number and i not in self.taken:
                return self._number(number, hit.entry.lexeme.id)
            if people and person is None and i == hit.last and (i in self.ordinals or word == "اخر"):
                return i, i + 1, 1, 1, False, "single"
            if people and person is None and i in self.titles and i not in self.people:
                person = ActorMention(i, self.titles[i].last, "", "person", number="singular")
            mention = self.people.get(i)
            if people and mention and person is None and self._countable(mention, hit):
                person = mention
            i = mention.last if mention and mention.last > i else i + 1
        return self._person(person) if person else None

    @staticmethod
    def _countable(mention: ActorMention, hit: Hit) -> bool:
        if mention.kind in ("name", "adjective", "unit", "generic", "reference", "property"):
            return False
        active = hit.entry.form == "verb" and hit.entry.voice == "active"
        return not (active and mention.kind == "member" and mention.number == "plural")

    def _person(self, m: ActorMention) -> tuple[int, int, int, int | None, bool, str] | None:
        if m.number == "dual":
            return m.first, m.last, 2, 2, False, "dual"
        if m.number == "singular":
            return m.first, m.last, 1, 1, False, "single"
        return m.first, m.last, 2, None, False, "plural"

    def _left(self, hit: Hit) -> tuple[int, int, int, int | None, bool, str] | None:
        sentence = self.scan.sentence_of[hit.first]
        for i in range(hit.first - 1, max(hit.first - 7, -1), -1):
            if self.scan.sentence_of[i] != sentence or self.scan.texts[i] in _STOPS or i in self.at:
                return None
            number = self.numbers.get(i)
            if number and i not in self.taken and not self._is_part(i):
                return self._number(number, hit.entry.lexeme.id)
        return None

    def _is_part(self, i: int) -> bool:
        """The number follows "among them"."""
        return any(k in self.among for k in range(i - 1, i + 1))

    def _add_up(self, found: list[TollMention]) -> list[TollMention]:
        """Add coordinated numbers that no toll word of their own governs ("5 Iraqis and 3 Syrians")."""
        return [self._with_followers(t) if t.kind in ("number", "single", "dual") else t for t in found]

    def _with_followers(self, toll: TollMention) -> TollMention:
        end = len(self.scan.words)
        i, limit = toll.last, min(toll.last + 9, end)
        while i < limit:
            word = self.scan.texts[i]
            if word in _STOPS or word == "," or i in self.among or (i in self.at and not word.startswith("و")):
                break
            also = self.people.get(i)
            if also and self._adds(toll, also):
                more = 2 if also.number == "dual" else 1
                high = None if toll.high is None else toll.high + more
                toll = toll._replace(last=also.last, low=toll.low + more, high=high)
                i, limit = also.last, min(also.last + 4, end)
                continue
            if i in self.at:
                break
            number = self.numbers.get(i)
            if number and i not in self.taken and word.startswith("و") and not self._governed(number):
                self.taken[i] = toll.field
                high = None if toll.high is None or number.high is None else toll.high + number.high
                toll = toll._replace(last=number.last, low=toll.low + number.low, high=high)
                i, limit = number.last, min(number.last + 6, end)
                continue
            i += 1
        return toll

    def _adds(self, toll: TollMention, m: ActorMention) -> bool:
        """A further person in the list: "a farmer and his son"."""
        named = m.kind in ("name", "adjective", "generic", "reference", "property", "unit")
        return m.prefix == "و" and m.number in ("singular", "dual") and not named and m.first - toll.last <= 5

    def _governed(self, number: Number) -> bool:
        """The number is a toll noun's own ("5 dead and 7 wounded")."""
        return any(i in self.at and self.at[i].entry.form == "noun" for i in (number.last, number.last + 1))


_SURE = {"none": 0, "number": 1, "dual": 2, "single": 3, "several": 4, "pronoun": 5, "plural": 6}


def _surest(found: list[TollMention]) -> list[TollMention]:
    """One toll of a field for each word, in the order of the text: a number before a bare plural."""
    best: dict[tuple[int, str], TollMention] = {}
    for toll in found:
        kept = best.get((toll.word, toll.field))
        if kept is None or _SURE[toll.kind] < _SURE[kept.kind]:
            best[(toll.word, toll.field)] = toll
    return sorted(best.values(), key=lambda t: (t.word, t.field, t.first))
