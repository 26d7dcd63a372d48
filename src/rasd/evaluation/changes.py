"""Changes of a report that must not matter, and what its records must be after them.

Spelling (marks, hamza, tatweel, digits, quotes, ة/ه, spaces), the order of unrelated parts, another name of an
actor, another village, another number: a coder who understands a report gives the same records for all of
them, with that change and no other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from random import Random
from typing import Any, NamedTuple

import msgspec

from rasd.coding.coder import Coder
from rasd.evaluation.scorer import key, place_key
from rasd.event import Event
from rasd.report import Report

Said = tuple[Any, ...]
"""What a record says, without positions."""
_arabic_word = re.compile("[\u0621-\u064a]{4,}")
_marked = re.compile("[\u064b-\u0652]")
_western, _eastern = "0123456789", "٠١٢٣٤٥٦٧٨٩"
_PLAIN_NUMBER = re.compile(r"(?<![\d٠-٩.,/:\-])([3-9]|1[1-9]|[2-9]\d)(?![\d٠-٩.,/:\-])")


class Change(NamedTuple):
    """A changed report, and how what its records say must change: old folded words to new ones, old numbers to new ones."""

    report: Report
    words: dict[str, str] = {}
    numbers: dict[int, int] = {}


class Outcome(NamedTuple):
    """How many changed reports gave the records they must give."""

    same: int
    tried: int
    failed: tuple[str, ...]
    """Ids of the reports whose records changed."""


def said(events: Iterable[Event], change: Change | None = None) -> Counter[Said]:
    """What records say, with a change's words and numbers put in place of the old ones."""
    return Counter(_said(e, change) for e in events)


def _said(e: Event, change: Change | None) -> Said:
    words = change.words if change else {}
    numbers = change.numbers if change else {}
    ids = tuple(tuple(sorted({a.id for a in actors})) for actors in (e.initiators, e.supporters, e.targets))
    places = tuple(sorted(words.get(k, k) for k in (place_key(p.text) for p in e.places)))
    toll = tuple(
        (name, numbers.get(c.low, c.low), None if c.high is None else numbers.get(c.high, c.high))
        for name, c in sorted(e.toll.counts().items())
    )
    return (e.event_type, e.status, *ids, places, e.date.start, e.date.end, toll, key(e.source.text or ""))


def _with(report: Report, text: str) -> Report:
    title = text.split("\n", 1)[0] if report.title else None
    return msgspec.structs.replace(report, text=text, title=title)


def marks(report: Report, coder: Coder, random: Random) -> Iterator[Change]:
    """Short vowels inside words: not on the first letter, where they tell a passive."""

    def vowelled(m: re.Match[str]) -> str:
        word = m.group()
        at = random.randrange(2, len(word) - 1)
        return word[:at] + random.choice("\u064e\u0650\u0652") + word[at:]

    if not _marked.search(report.text):
        yield Change(_with(report, _arabic_word.sub(vowelled, report.text)))


def hamza(report: Report, coder: Coder, random: Random) -> Iterator[Change]:
    """Alefs without their hamza."""
    yield Change(_with(report, re.sub("[أإآ]", "ا", report.text)))


def tatweel(report: Report, coder: Coder, random: Random) -> Iterator[Change]:
    """Letters drawn out."""
    drawn = re.compile("(?<=[بتثجحخسشصضطظعغفقكلمنهي])(?=[\u0621-\u064a])")
    yield Change(_with(report, drawn.sub(lambda _: "ـ" if random.random() < 0.2 else "", report.text)))


def digits(report: Report, coder: Coder, random: Random) -> Iterator[Change]:
    """Western digits as Arabic-Indic ones, or the other way round."""
    swapped = str.maketrans(_western + _eastern, _eastern + _western)
    if re.search(r"\d", report.text):
        yield Change(_with(report, report.text.translate(swapped)))


def quotes(report: Report, coder: Coder, random: Random) -> Iterator[Change]:
    """Other quotation marks."""
    if re.search('[«»"“”]', report.text):
        straight = re.sub("[«»“”]", '"', report.text)
        yield Change(_with(report, straight if straight != report.text else re.sub('"(.*?)"', r"«\1»", report.text)))


def endings(report: Report, coder: Coder, random: Random) -> Iterator[Change]:
    """ة written ه, final ي written ى."""
    yield Change(_with(report, re.sub("ي\\b", "ى", report.text.replace("ة", "ه"))))


def spaces(report: Report, coder: Coder, random: Random) -> Iterator[Change]:
    """Double, non-breaking and trailing spaces."""
    wide = re.sub(" ", lambda _: random.choice([" ", " ", "  ", "\u00a0"]), report.text)
    yield Change(_with(report, re.sub("(?<=\\S)\n", " \n", wide)))


def actor_names(report: Report, coder: Coder, random: Random) -> Iterator[Change]:
    """An actor's name written as another name that the codebook gives the same actor."""
    scan = coder.scan(report)
    for actor in scan.actors:
        if actor.kind != "name" or actor.prefix or actor.suffix:
            continue
        written = scan.text(actor.first, actor.last)
        label = coder.codebook.actors[actor.id].label_ar
        if actor.id not in coder.codebook.actors or key(label) == key(written) or re.search(r"\W", written.replace(" ", "")):
            continue
        text = re.sub(rf"(?<!\w){re.escape(written)}(?!\w)", label, report.text)
        yield Change(_with(report, text), {key(written): key(label)})
        return


def villages(report: Report, coder: Coder, random: Random) -> Iterator[Change]:
    """A named settlement replaced by an invented name of no meaning."""
    invented = random.choice(["تل زعنير", "خربة دقسان", "كفر زوطا", "عين بردوش"])
    scan = coder.scan(report)
    for n, place in enumerate(scan.places):
        if place.noun != "settlement" or place.refers or n in scan.containers or place.last - place.first > 2:
            continue
        start, end = scan.place_span(place)
        old = report.text[start:end]
        if report.text.count(old) == 1 and not re.search(r"\W", old.replace(" ", "")):
            yield Change(_with(report, report.text[:start] + invented + report.text[end:]), {place_key(old): place_key(invented)})
            return


def numbers(report: Report, coder: Coder, random: Random) -> Iterator[Change]:
    """A number in digits replaced by another that takes the same noun form (3 to 9, 11 to 99)."""
    scan = coder.scan(report)
    told = {(scan.span(t.first, t.last)[0], t.low) for t in scan.tolls if t.low == t.high}
    for m in _PLAIN_NUMBER.finditer(report.text):
        old = int(m.group(1))
        if (m.start(), old) not in told or len(re.findall(rf"(?<!\d){old}(?!\d)", report.text)) > 1:
            continue
        choices = [k for k in (range(3, 10) if old < 10 else range(11, 100)) if k != old and str(k) not in report.text]
        new = random.choice(choices)
        yield Change(_with(report, report.text[: m.start()] + str(new) + report.text[m.end() :]), numbers={old: new})
        return


CHANGES: dict[str, Callable[[Report, Coder, Random], Iterator[Change]]] = {
    "marks": marks,
    "hamza": hamza,
    "tatweel": tatweel,
    "digits": digits,
    "quotes": quotes,
    "endings": endings,
    "spaces": spaces,
    "actor names": actor_names,
    "villages": villages,
    "numbers": numbers,
}


def measure(coder: Coder, reports: Iterable[Report], seed: int = 1) -> dict[str, Outcome]:
    """For each change, how many of the reports that it applies to give the same records with that change."""
    tried: Counter[str] = Counter()
    failed: dict[str, list[str]] = {name: [] for name in [*CHANGES, "order"]}
    alone: list[tuple[Report, Counter[Said]]] = []
    for report in reports:
        before = coder.code(report)
        if not report.title and "\n" not in report.text.strip():
            alone.append((report, said(before)))
        for name, changes in CHANGES.items():
            for change in changes(report, coder, Random(f"{seed} {report.id} {name}")):
                tried[name] += 1
                if said(coder.code(change.report)) != said(before, change):
                    failed[name].append(report.id)
    for one, other in zip(alone[::2], alone[1::2], strict=False):
        tried["order"] += 1
        first, second = _joined(one[0], other[0]), _joined(other[0], one[0])
        if said(coder.code(first)) != said(coder.code(second)):
            failed["order"].append(f"{one[0].id}+{other[0].id}")
    return {n: Outcome(tried[n] - len(failed[n]), tried[n], tuple(failed[n])) for n in failed}


def _joined(a: Report, b: Report) -> Report:
    """Two unrelated posts as the paragraphs of one report."""
    return msgspec.structs.replace(a, text=f"{a.text.strip()}\n\n{b.text.strip()}")
