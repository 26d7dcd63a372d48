"""What befell how many people: counts paired with the toll words (قتلى، أصيب، اعتقال …) near them.

Each pairing is a candidate; which of them belongs to which act the `toll` scorer decides.
"""

from __future__ import annotations

from collections.abc import Iterator

from rasd.coding.counts import Count, CountFinder
from rasd.coding.lexicon import Hit
from rasd.coding.mentions import Scan, TollMention
from rasd.coding.tally import Tally

_RIGHT, _LEFT = 16, 9
_NEAREST = 2
_COUNTED = 3
"""Words after a count in which whom it counts is named."""
_STOPS = frozenset(".!?;:\n-()")
_ONE_OR_TWO = {"ه": 1, "ها": 1, "هما": 2}
_NAME_FREE = frozenset({"preposition", "direction", "conjunction", "complementizer", "relative"})


def find_tolls(scan: Scan, hits: list[Hit]) -> list[TollMention]:
    """Every pairing of a toll word with a count of its sentence, and every count by itself."""
    people = [h for h in scan.hits if h.kind == "person"]
    counts = CountFinder(scan, people).find()
    nouns = {h.first for h in people}
    words = _TollWords(scan, [h for h in hits if h.entry.tense != "participle" or h.first not in nouns])
    found = list(words.harmless())
    for number, in_sentence in counts.items():
        found += words.paired(number, in_sentence)
    found += words.said_by_word(counts)
    found += _added(scan, found)
    return sorted({(t.word, t.field, t.first, t.last): t for t in found}.values(), key=lambda t: (t.word, t.field, t.first, t.last))


class _TollWords:
    def __init__(self, scan: Scan, hits: list[Hit]) -> None:
        self.scan = scan
        quiet = {i for h in scan.markers["no_harm"] for i in range(h.first, h.last)}
        self.of: dict[int, dict[tuple[int, str], Hit]] = {}
        for hit in hits:
            number = scan.sentence_of[hit.first]
            if number >= 0 and hit.first not in quiet:
                known = self.of.setdefault(number, {})
                kept = known.get((hit.first, hit.entry.lexeme.id))
                if kept is None or (kept.entry.number == "dual" and hit.entry.number == "plural"):
                    known[hit.first, hit.entry.lexeme.id] = hit
        self.negated = {h.last for h in scan.markers["negation"]}
        self.stops = Tally((i for i, w in enumerate(scan.texts) if w in _STOPS), len(scan.texts))
        self.uninformed = {h.first for h in scan.markers["no_information"]}

    def harmless(self) -> Iterator[TollMention]:
        """ "No casualties" and the like."""
        for hit in self.scan.markers["no_harm"]:
            fields = [f for f in hit.column(0).split() if f in ("killed", "wounded")] or ["killed", "wounded"]
            for field in fields:
                yield TollMention(hit.first, hit.last, field, 0, 0, False, hit.first, "none")

    def paired(self, number: int, counts: list[Count]) -> Iterator[TollMention]:
        """Each count with the nearest toll words of its sentence, and by itself."""
        hits = list(self.of.get(number, {}).values())
        at = sorted({h.first for h in hits})
        singles = [c for c in counts if c.parts == 1]
        for c in counts:
            if c.kind == "plural":  # a bare plural tells no number
                continue
            rival = _nearest(at, c)
            if c.kind != "ordinal":
                yield TollMention(c.first, c.last, "people", c.low, c.high, c.approximate, c.first, c.kind, "", 0, 99, rival, c.head, c.part, c.parts)
            for hit in hits:
                yield from self._pair(hit, c, singles, rival)

    def _pair(self, hit: Hit, c: Count, singles: list[Count], rival: int) -> Iterator[TollMention]:
        """The pairing, if the count stands within reach with at most one other count between."""
        if hit.entry.lexeme.id == "casualties":
            return
        inside = c.first <= hit.first < c.last
        right = c.first >= hit.last
        gap = 0 if inside else c.first - hit.last if right else hit.first - c.last
        if gap < 0 or gap > (_RIGHT if right else _LEFT):
            return
        begin, end = (hit.last, c.first) if right else (c.last, hit.first)
        if self.stops(begin, end):
            return
        rank = 0
        for other in singles:
            rank += begin <= other.first < end
        if rank >= _NEAREST:
            return
        side = "in" if inside else "R" if right else "L"
        yield TollMention(
            c.first, c.last, hit.entry.lexeme.id, c.low, c.high, c.approximate, hit.first, c.kind, f"{side}{hit.entry.form}", rank, gap,
            rival if rival != hit.first else -1, c.head, c.part, c.parts,
        )  # fmt: skip

    def said_by_word(self, counts: dict[int, list[Count]]) -> Iterator[TollMention]:
        """Counts that the toll word itself gives: a dead man, two bodies, his killing, nobody hurt, a name after "killed"."""
        for number, known in self.of.items():
            taken = {i for c in counts.get(number, ()) for i in range(c.first, c.last)}
            for hit in known.values():
                yield from self._own(hit, taken)

    def _own(self, hit: Hit, taken: set[int]) -> Iterator[TollMention]:
        entry, field = hit.entry, hit.entry.lexeme.id
        fields = ["killed", "wounded"] if field == "casualties" else [field]
        if self._is_denied(hit):
            for f in fields:
                yield TollMention(hit.first, hit.last, f, 0, 0, False, hit.first, "none")
            return
        if field == "casualties":
            return
        style = "own" + entry.form
        if hit.suffix in _ONE_OR_TWO and (entry.form == "masdar" or entry.voice != "passive"):
            n = _ONE_OR_TWO[hit.suffix]
            yield TollMention(hit.first, hit.last, field, n, n, False, hit.first, "pronoun", style)
        if entry.form == "noun":
            definite = hit.prefix.endswith("ال") or bool(hit.suffix)
            if entry.number == "dual":
                yield TollMention(hit.first, hit.last, field, 2, 2, False, hit.first, "owndual", style)
            elif entry.number == "singular":
                yield TollMention(hit.first, hit.last, field, 1, 1, False, hit.first, "ownsingle", style, part=definite)
            return
        k = hit.last
        if k < len(self.scan.words) and self._may_be_name(k) and k not in taken:
            yield TollMention(k, k + 1, field, 1, 1, False, hit.first, "name", style)
        elif hit.entry.form == "verb" and not hit.suffix:
            yield TollMention(hit.first, hit.last, field, 1, 1, False, hit.first, "subject", style)

    def _may_be_name(self, k: int) -> bool:
        scan = self.scan
        return (
            scan.texts[k].isalpha() and len(scan.texts[k]) > 2 and k not in scan.vocabulary and k not in scan.number_words
            and k not in scan.time_words and scan.function.get(k) not in _NAME_FREE and k not in scan.actor_at
            and scan.sentence_of[k] == scan.sentence_of[k - 1]
        )  # fmt: skip

    def _is_denied(self, hit: Hit) -> bool:
        """ "No casualties", "the attack left no victims"; "no news of casualties" tells nothing."""
        several = hit.entry.number != "singular" or hit.entry.lexeme.id == "casualties"
        reach = 6 if hit.entry.form == "noun" and several else 2
        for i in range(hit.first, max(hit.first - reach, -1), -1):
            if i < hit.first and (self.scan.texts[i] in _STOPS or self.scan.texts[i] == "," or i in self.uninformed):
                return False
            if i in self.negated:
                return True
        return False


def _added(scan: Scan, found: list[TollMention]) -> Iterator[TollMention]:
    """Two counts that two toll words of one sentence tell ("killed three … and an officer fell"), added up."""
    told: dict[tuple[int, str], dict[tuple[int, int], list[TollMention]]] = {}
    for t in found:
        whole = t.field != "people" and t.low and t.rank == 0 and not t.part and t.kind != "subject"
        if whole and (t.rival < 0 or (t.style.startswith("R") and t.rival > t.first)):
            told.setdefault((scan.sentence_of[t.word], t.field), {}).setdefault((t.first, -t.last), []).append(t)
    for counts in told.values():
        spots = sorted(counts)
        for one, other in zip(spots, spots[1:], strict=False):
            pair = next(((a, b) for a in counts[one] for b in counts[other] if a.word != b.word and a.last <= b.first), None)
            if pair is not None:
                yield _sum_of(scan, *pair)


def _sum_of(scan: Scan, a: TollMention, b: TollMention) -> TollMention:
    high = None if a.high is None or b.high is None else a.high + b.high
    blurred, style = a.approximate or b.approximate, f"add {a.kind} {b.kind}"
    return TollMention(a.first, b.last, a.field, a.low + b.low, high, blurred, a.word, "added", style, 0, b.first - a.last, -1, _sides(scan, a, b), parts=2)


def _sides(scan: Scan, a: TollMention, b: TollMention) -> str:
    """Whether two counts tell what two groups lost each ("two of the army fell, nine of the gunmen were killed"), or one group, or who is not said."""
    one, other = (
        next((scan.actor_at[i].id for i in range(t.first, min(t.last + _COUNTED, len(scan.texts))) if i in scan.actor_at), None) for t in (a, b)
    )
    if one is None or other is None:
        return "unsaid"
    return "one group" if one == other else "two groups"


def _nearest(at: list[int], c: Count) -> int:
    """The toll word that stands nearest to a count, -1 for none."""
    return min(at, key=lambda i: min(abs(i - c.first), abs(i - c.last)), default=-1)
