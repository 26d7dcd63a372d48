"""Values that selected or typed words may stand for: what the coder reads there, then what the codebook and the gazetteer have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Literal, get_args

import msgspec

from rasd.arabic.letters import fold
from rasd.codebook import ActorInfo
from rasd.coding.coder import Coder
from rasd.coding.mentions import Scan
from rasd.event import Actor, Count, EventDate, Person, PersonRole, Place, Source, SourceKind, Span, Status
from rasd.gazetteer import PlaceEntry
from rasd.report import Report

Origin = Literal["codebook", "gazetteer", "numerals", "calendar", "words"]
MOST = 40
_NOWHERE = (0, 0)
_LATIN_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A value as a judgement takes it (one member, of a list), with words for people."""

    value: Any
    label_en: str
    label_ar: str
    detail: str = ""
    origin: Origin


class Asked(msgspec.Struct, frozen=True):
    """Words looked for, where they stand (None: nowhere), and the words that were selected."""

    words: str
    span: Span | None
    text: str


class Proposer:
    """Proposes values by one coder's codebook and gazetteer."""

    def __init__(self, coder: Coder) -> None:
        self._coder = coder
        self._by_field: dict[str, Callable[[Asked, Scan, list[int]], Iterator[Candidate]]] = {
            "event_type": self._types, "status": self._statuses, "places": self._places, "date": self._dates, "people": self._people,
            "source": self._sources, **dict.fromkeys(("initiators", "supporters", "targets"), self._actors),
            **dict.fromkeys(("weapons", "seized"), self._things),
        }  # fmt: skip

    def propose(self, field: str, report: Report | None, span: Span | None, query: str | None) -> tuple[str, list[Candidate]]:
        """The words, and what they may stand for, the likeliest first."""
        selected = report.text[span[0] : span[1]] if report and span else ""
        asked = Asked(query or selected, span, selected)
        scan, inside = self._read(asked, report, query is None)
        make = self._counts if field.startswith("toll.") else self._by_field.get(field)
        found = make(asked, scan, inside) if make else iter(())
        return asked.words, _distinct(found, asked.span is not None)

    def _read(self, asked: Asked, report: Report | None, in_text: bool) -> tuple[Scan, list[int]]:
        """A scan and the words in it that are asked for: in the report, else of the words alone."""
        published, country = (report.published, report.country) if report else (None, None)
        if report and asked.span and in_text:
            scan = self._coder.scan(report)
            inside = [i for i in range(len(scan.words)) if _overlap(scan.span(i, i + 1), asked.span)]
            if any(scan.sentence_of[i] >= 0 for i in inside):
                return scan, inside
        alone = Report(id="", text=asked.words, published=published, country=country)
        scan = self._coder.scan(alone)
        return scan, list(range(len(scan.words)))

    def _actors(self, asked: Asked, scan: Scan, inside: list[int]) -> Iterator[Candidate]:
        book = self._coder.codebook.actors
        read = [m.id for m in scan.actors if _meets(m, inside)]
        crowds = [implied for kind in self._coder.codebook.types.values() if not set(read).isdisjoint(kind.crowd) for implied in (kind.initiator, kind.target) if implied]
        ids = [*read, *crowds, *_matching(asked.words, ((i, _names(a)) for i, a in book.items()))]
        for id in ids:
            if info := book.get(id):
                value = Actor(id, asked.text, asked.span or _NOWHERE)
                detail = ", ".join(filter(None, (info.kind.replace("_", " "), info.country)))
                yield Candidate(value=value, label_en=info.label_en, label_ar=info.label_ar, detail=detail, origin="codebook")

    def _types(self, asked: Asked, scan: Scan, inside: list[int]) -> Iterator[Candidate]:
        book = self._coder.codebook.types
        read = [r.event_type for t in scan.triggers if _meets(t, inside) for r in t.types]
        told = ((i, [i.replace("_", " "), t.label_en, t.label_ar, *_trigger_words(t.triggers)]) for i, t in book.items())
        for id in [*read, *_matching(asked.words, told), *(book if not asked.words.strip() else ())]:
            if info := book.get(id):
                yield Candidate(value=id, label_en=info.label_en, label_ar=info.label_ar, detail=info.definition, origin="codebook")

    def _statuses(self, asked: Asked, scan: Scan, inside: list[int]) -> Iterator[Candidate]:
        for status in get_args(Status):
            yield Candidate(value=status, label_en=status, label_ar="", origin="codebook")

    def _places(self, asked: Asked, scan: Scan, inside: list[int]) -> Iterator[Candidate]:
        gazetteer, whole = self._coder.gazetteer, Place(asked.text or asked.words, asked.span or _NOWHERE)
        read = [entry for p in scan.places if _meets(p, inside) for entry in p.candidates]
        named = gazetteer.candidates(asked.words)
        found = sorted([*read, *named], key=lambda e: (e.country != scan.country, -e.population))
        for entry in [*found, *gazetteer.beginning(asked.words)]:
            yield _place(entry, whole)
        yield Candidate(value=whole, label_en=whole.text, label_ar=whole.text, detail="without coordinates", origin="words")

    def _dates(self, asked: Asked, scan: Scan, inside: list[int]) -> Iterator[Candidate]:
        for time in scan.times:
            if time.start and _meets(time, inside):
                yield _date(time.start, time.end, time.precision, asked, time.kind)
        try:
            day = date.fromisoformat(asked.words.strip().translate(_LATIN_DIGITS))
        except ValueError:
            return
        yield _date(day, day, "day", asked, "")

    def _counts(self, asked: Asked, scan: Scan, inside: list[int]) -> Iterator[Candidate]:
        numbers = [(n.low, n.high, n.approximate) for n in scan.numbers if n.kind != "ordinal" and _meets(n, inside)]
        numbers += [(t.low, t.high, t.approximate) for t in scan.tolls if _meets(t, inside)]
        for low, high, approximate in dict.fromkeys(numbers):
            value = Count(low, high, approximate, asked.text, asked.span or _NOWHERE)
            label = f"{low}" if low == high else f"{low}+" if high is None else f"{low}–{high}"
            yield Candidate(value=value, label_en=label, label_ar=label, detail="about" if approximate else "", origin="numerals")

    def _people(self, asked: Asked, scan: Scan, inside: list[int]) -> Iterator[Candidate]:
        for role in get_args(PersonRole):
            value = Person(asked.words, role, asked.span or _NOWHERE)
            yield Candidate(value=value, label_en=asked.words, label_ar=asked.words, detail=role, origin="words")

    def _sources(self, asked: Asked, scan: Scan, inside: list[int]) -> Iterator[Candidate]:
        read = [s.kind for s in scan.sources if _meets(s, inside)]
        for kind in [*read, *(k for k in get_args(SourceKind) if k != "none")]:
            value = Source(kind, asked.words, asked.span or msgspec.UNSET)
            yield Candidate(value=value, label_en=asked.words, label_ar=asked.words, detail=kind, origin="words")

    def _things(self, asked: Asked, scan: Scan, inside: list[int]) -> Iterator[Candidate]:
        hits = [*scan.weapons, *scan.goods]
        for hit in (h for h in hits if _meets(h, inside)):
            words = scan.text(hit.first, hit.last)
            yield Candidate(value=words, label_en=hit.entry.lexeme.id, label_ar=words, detail=hit.kind, origin="codebook")
        if asked.words.strip():
            yield Candidate(value=asked.words, label_en=asked.words, label_ar=asked.words, origin="words")


def _distinct(found: Iterable[Candidate], has_span: bool) -> list[Candidate]:
    """Each value once, as JSON has it; without a span where the words stand nowhere."""
    kept: dict[bytes, Candidate] = {}
    for one in found:
        value = msgspec.to_builtins(one.value)
        if not has_span and isinstance(value, dict):
            value.pop("span", None)
        kept.setdefault(msgspec.json.encode(value), msgspec.structs.replace(one, value=value))
        if len(kept) == MOST:
            break
    return list(kept.values())


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _meets(mention: Any, inside: list[int]) -> bool:
    """Whether a mention has one of the words."""
    return bool(inside) and mention.first <= inside[-1] and inside[0] < mention.last


def _names(actor: ActorInfo) -> list[str]:
    return [actor.id.replace("_", " "), actor.label_en, actor.label_ar, *(n.name for n in actor.names)]


def _trigger_words(triggers: Iterable[Any]) -> list[str]:
    return [word for trigger in triggers for word in trigger.words]


def _key(text: str) -> str:
    return " ".join(w.removeprefix("ال") if len(w) > 4 else w for w in fold(text).casefold().split())


def _matching(words: str, known: Iterable[tuple[str, list[str]]]) -> list[str]:
    """Ids of which a name is, begins with, or holds the words, in this order."""
    wanted = _key(words)
    if not wanted:
        return []
    ranked = []
    for id, names in known:
        keys = [_key(name) for name in names]
        rank = 0 if wanted in keys else 1 if any(k.startswith(wanted) for k in keys) else 2 if any(wanted in k for k in keys) else 3
        if rank < 3:
            ranked.append((rank, id))
    return [id for _, id in sorted(ranked)]


def _place(entry: PlaceEntry, whole: Place) -> Candidate:
    area = ", ".join(filter(None, (entry.admin2, entry.admin1, entry.country)))
    return Candidate(
        value=entry.fill(whole), label_en=entry.name, label_ar=entry.name_ar, detail=f"{area} ({entry.precision})", origin="gazetteer"
    )


def _date(start: date, end: date | None, precision: Any, asked: Asked, kind: str) -> Candidate:
    value = EventDate(start, end, precision, asked.span or msgspec.UNSET)
    label = f"{start}" if end in (None, start) else f"{start} – {end}"
    return Candidate(value=value, label_en=label, label_ar=label, detail=kind.replace("_", " "), origin="calendar")
