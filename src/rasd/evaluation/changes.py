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
from rasd.coding.titles import repeats_title
from rasd.evaluation.scorer import key, place_key
from rasd.event import Event
from rasd.report import Report

Said = tuple[Any, ...]
"""What a record says, without positions."""
_arabic_word = re.compile("[\u0621-\u064a]{4,}")
_marked = re.compile("[\u064b-\u0652]")
_western, _eastern = "0123456789", "٠١٢٣٤٥٦٧٨٩"
_TO_WESTERN = str.maketrans(_eastern, _western)
_PLAIN_NUMBER = re.compile(r"(?<![\d٠-٩.,/:\-])([3-9]|1[1-9]|[2-9]\d)(?![\d٠-٩.,/:\-])")

_KNOWN = ("الشحيل", "البصيرة", "سرمين", "تلبيسة", "طفس")
_INVENTED = ("زعنيرة", "دقسانة", "المرزوطية", "بردوشة")


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
    places = tuple(sorted(_put(place_key(p.text), words) for p in e.places))
    toll = tuple(
        (name, numbers.get(c.low, c.low), None if c.high is None else numbers.get(c.high, c.high))
        for name, c in sorted(e.toll.counts().items())
    )
    source = _put(key(e.source.text or ""), words)
    return (e.event_type, e.status, *ids, places, e.date.start, e.date.end, toll, source)


def _put(text: str, words: dict[str, str]) -> str:
    """A text with western digits and a change's words."""
    text = text.translate(_TO_WESTERN)
    for old, new in words.items():
        text = text.replace(old, new)
    return text


def _with(report: Report, text: str) -> Report:
    title = text.split("\n", 1)[0] if repeats_title(report) else report.title
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
    """A group's name written as another name of it that the codebook knows, of the same kind of noun."""
    scan = coder.scan(report)
    for actor in scan.actors:
        written = scan.text(actor.first, actor.last)
        others = [n for n in _names(coder, actor.id) if key(n) != key(written) and n.split()[0] == written.split()[0]]
        if actor.kind != "name" or actor.prefix or not others or not re.fullmatch(r"[\w ]+", written):
            continue
        new = random.choice(others)
        text = re.sub(rf"(?<!\w){re.escape(written)}(?!\w)", new, report.text)
        yield Change(_with(report, text), {key(written): key(new)})
        return


def _names(coder: Coder, actor: str) -> list[str]:
    return [n.name for n in coder.codebook.actors[actor].names if not (n.from_ or n.until or n.country)]


def villages(report: Report, coder: Coder, random: Random) -> Iterator[Change]:
    """A village named once replaced by another of the country, or by an invented name where the gazetteer lacks it."""
    scan = coder.scan(report)
    for n, place in enumerate(scan.places):
        if place.noun != "settlement" or place.refers or place.plain or n in scan.containers or " " in place.name:
            continue
        start, end = scan.place_span(place)
        old = report.text[start:end]
        if report.text.count(old) == 1 and re.fullmatch(r"\w+", old):
            new = random.choice([v for v in (_KNOWN if place.candidates else _INVENTED) if v != old])
            yield Change(_with(report, report.text[:start] + new + report.text[end:]), {place_key(old): place_key(new)})
            return


def numbers(report: Report, coder: Coder, random: Random) -> Iterator[Change]:
    """A count in digits, of one meaning in the report, replaced by another that takes the same noun form."""
    scan = coder.scan(report)
    told = {(scan.span(t.first, t.last)[0], t.low) for t in scan.tolls if t.low == t.high}
    values = Counter(n.low for n in scan.numbers)
    sums = {t.low for t in scan.tolls if t.kind in ("sum", "added")}
    for m in _PLAIN_NUMBER.finditer(report.text):
        old = int(m.group(1))
        if (m.start(), old) not in told or values[old] > 1 or sums:
            continue
        choices = [k for k in (range(3, 10) if old < 10 else range(11, 100)) if k != old and k not in values]
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
    alone: list[Report] = []
    for report in reports:
        before = coder.code(report)
        body = report.text.removeprefix(report.title or "").strip()
        if "\n" not in body:
            alone.append(msgspec.structs.replace(report, text=body, title=None))
        for name, changes in CHANGES.items():
            for change in changes(report, coder, Random(f"{seed} {report.id} {name}")):
                tried[name] += 1
                if said(coder.code(change.report)) != said(before, change):
                    failed[name].append(report.id)
    for one, other in zip(alone[::2], alone[1::2], strict=False):
        tried["order"] += 1
        first, second = (msgspec.structs.replace(one, text=text) for text in _both_ways(one.text, other.text))
        if said(coder.code(first)) != said(coder.code(second)):
            failed["order"].append(f"{one.id}+{other.id}")
    return {n: Outcome(tried[n] - len(failed[n]), tried[n], tuple(failed[n])) for n in failed}


def _both_ways(a: str, b: str) -> tuple[str, str]:
    """Two unrelated posts as the paragraphs of one report, in either order."""
    return f"{a}\n\n{b}", f"{b}\n\n{a}"
