"""Event records compared with gold, field by field.

A coded and a gold record of one report are paired one to one, best pairs first; a pair must share
the type's class or the trigger. A pair whose type is right counts for EVENT; every field counts its
items over all records, paired or not; "record" is the micro-average of the fields.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from rasd.codebook.sources import event_classes
from rasd.errors import InputError
from rasd.event import Event, Span

_PLACE_NOUNS = frozenset(
    [
        "مدينه",
        "بلده",
        "قريه",
        "ناحيه",
        "قضاء",
        "محافظه",
        "مخيم",
        "حي",
        "ريف",
        "منطقه",
        "بادية",
        "باديه",
        "مديريه",
        "ولايه",
        "معبر",
        "جبل",
        "طريق",
        "شارع",
        "قاعده",
        "مطار",
        "سجن",
        "حقل",
    ]
)
_marks = re.compile("[\u064b-\u065f\u0670\u0640]")
_alefs = re.compile("[أإآٱ]")
_outside = re.compile(r"[^\w]+")


@lru_cache(maxsize=100_000)
def key(text: str) -> str:
    """A text without marks and spelling variants, words separated by one space."""
    bare = _alefs.sub("ا", _marks.sub("", text)).replace("ى", "ي").replace("ة", "ه").replace("ؤ", "و").replace("ئ", "ي")
    return _outside.sub(" ", bare).strip()


@lru_cache(maxsize=100_000)
def place_key(name: str) -> str:
    """A place name without place nouns, articles and prepositions."""
    words = [w for w in key(name).split() if w not in _PLACE_NOUNS]
    bare = (re.sub(r"^لل", "ال", re.sub(r"^(ب|ل|و|ف|ك)(?=ال)", "", w)) for w in words or key(name).split())
    return " ".join(re.sub(r"^ال(?=\w{2})", "", w) for w in bare)


def same_place(a: str, b: str) -> bool:
    """Two names of one place: equal keys, or one's words among the other's."""
    ka, kb = place_key(a), place_key(b)
    if ka == kb:
        return True
    wa, wb = set(ka.split()), set(kb.split())
    return min(len(ka), len(kb)) > 3 and (wa <= wb or wb <= wa)


def _source_words(text: str) -> set[str]:
    return {re.sub(r"^(وال|بال|لل|ال|و|ل|ب)(?=\w{3})", "", w) for w in key(text).split()}


def source_same(a: str, b: str) -> bool:
    """Half of the shorter source's words are shared."""
    wa, wb = _source_words(a), _source_words(b)
    return len(wa & wb) >= max(1, min(len(wa), len(wb)) * 0.5)


TOLL = ("killed", "wounded", "detained", "abducted", "released", "displaced")
SLOTS = (
    "event_type", "status", "initiators", "supporters", "targets", "places", "date", "killed", "wounded", "detained", "other_toll", "source",
)  # fmt: skip
_SILENT = ("date", "source")
_SIDED = ("clash", "agreement", "talks")


class Flat(NamedTuple):
    """A record, coded or gold, reduced to what is compared."""

    items: dict[str, list[Any]]
    spans: list[Span]
    trigger: str

    @property
    def event_type(self) -> str:
        """Id of the event type."""
        return str(self.items["event_type"][0])


class Figures(NamedTuple):
    """Right, invented and missed items of a field."""

    right: int
    invented: int
    missed: int

    @property
    def precision(self) -> float:
        """Share of the coded items that are right."""
        return self.right / (self.right + self.invented) if self.right + self.invented else 1.0

    @property
    def recall(self) -> float:
        """Share of the gold items that were found."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0


class Fault(NamedTuple):
    """One thing wrong: a record missed or invented, or a field of a paired record."""

    document_id: str
    field: str
    event_type: str
    trigger: str
    gold: list[Any]
    coded: list[Any]
    gold_record: Flat | None
    coded_record: Flat | None


def _items(record: dict[str, Any]) -> dict[str, list[Any]]:
    out: dict[str, list[Any]] = {slot: [] for slot in SLOTS}
    out |= {k: record[k] for k in ("initiators", "supporters", "targets", "places")}
    out |= {"event_type": [record["event_type"]], "status": [record["status"]]}
    out |= {k: [record[k]] if record[k] else [] for k in _SILENT}
    for name in TOLL:
        if name in record["toll"]:
            out[name if name in SLOTS else "other_toll"].append((name, record["toll"][name]))
    return out


def flat_coded(event: Event, text: str) -> Flat:
    """A coded record for comparison."""
    start, end = event.evidence.trigger
    d = event.date
    day = None if d.precision == "assumed" else (d.start and d.start.isoformat(), d.end and d.end.isoformat())
    record = {
        "event_type": event.event_type, "status": event.status, **{r: sorted({a.id for a in getattr(event, r)}) for r in ("initiators", "supporters", "targets")},
        "places": [[n for n in (p.text, p.name_ar) if n] for p in event.places], "date": day,
        "toll": {k: (c.low, c.high) for k, c in event.toll.counts().items()}, "source": event.source.text,
    }  # fmt: skip
    return Flat(_items(record), [(start, end), *event.evidence.mentions], text[start:end])


def flat_gold(gold: dict[str, Any], text: str) -> Flat:
    """A gold record for comparison. Raises InputError when its trigger is not in the text."""
    trigger = gold["trigger"]
    spans = [(m.start(), m.start() + len(trigger)) for m in re.finditer(f"(?={re.escape(trigger)})", text)]
    if not spans:
        raise InputError("gold", f"the trigger {trigger!r} is not in its text")
    toll = {k: tuple(v) if isinstance(v, list) else (v, v) for k, v in (gold.get("toll") or {}).items()}
    record = {
        "event_type": gold["event_type"], "status": gold.get("status", "occurred"), **{r: sorted(set(gold.get(r, []))) for r in ("initiators", "supporters", "targets")},
        "places": [[p] for p in gold.get("places", [])], "date": tuple(gold["date"]) if gold.get("date") else None, "toll": toll, "source": gold.get("source"),
    }  # fmt: skip
    return Flat(_items(record), spans, trigger)


def overlap(a: list[Span], b: list[Span]) -> bool:
    """Some span of one shares a character with some span of the other."""
    return any(x[0] < y[1] and y[0] < x[1] for x in a for y in b)


def _match_places(coded: list[list[str]], gold: list[list[str]]) -> int:
    used: set[int] = set()
    for names in coded:
        hit = next((i for i, g in enumerate(gold) if i not in used and any(same_place(n, g[0]) for n in names)), None)
        if hit is not None:
            used.add(hit)
    return len(used)


def _similarity(coded: Flat, gold: Flat) -> float:
    trigger, same = overlap(coded.spans, gold.spans), coded.event_type == gold.event_type
    of_class = event_classes().get(coded.event_type) == event_classes().get(gold.event_type)
    if not (trigger or same or of_class):
        return 0.0
    p, g = coded.items, gold.items
    score = 3.0 * same + 1.0 * of_class + 2.5 * trigger + 1.5 * bool(_match_places(p["places"], g["places"]))
    score += 0.7 * len(set(p["initiators"]) & set(g["initiators"])) + 0.7 * len(set(p["targets"]) & set(g["targets"]))
    tolls = dict(t for name in ("killed", "wounded", "detained", "other_toll") for t in p[name])
    score += 0.8 * sum(
        tolls.get(k) == v for name in ("killed", "wounded", "detained", "other_toll") for k, v in g[name]
    )
    score += 0.4 * (p["date"] == g["date"] and bool(g["date"]))
    return score if score >= 3.0 else 0.0


def matched(coded: list[Flat], gold: list[Flat]) -> list[tuple[int, int]]:
    """Coded and gold records (their numbers) that tell of one act, one to one, best pairs first."""
    pairs = sorted(((_similarity(p, g), i, j) for i, p in enumerate(coded) for j, g in enumerate(gold)), reverse=True)
    free_p, free_g, found = set(range(len(coded))), set(range(len(gold))), []
    for score, i, j in pairs:
        if score > 0 and i in free_p and j in free_g:
            free_p.remove(i)
            free_g.remove(j)
            found.append((i, j))
    return found


def _hits(slot: str, coded: list[Any], gold: list[Any]) -> int:
    if slot == "places":
        return _match_places(coded, gold)
    if slot == "source":
        return int(bool(coded) and bool(gold) and source_same(coded[0], gold[0]))
    if slot in ("initiators", "supporters", "targets"):
        return len(set(coded) & set(gold))
    return sum(1 for item in coded if item in gold)


class Comparison:
    """Counts over reports; `add` one report at a time, then ask for `figures`."""

    def __init__(self) -> None:
        self.right: Counter[str] = Counter()
        self.invented: Counter[str] = Counter()
        self.missed: Counter[str] = Counter()
        self.reports = self.perfect = 0
        self.faults: list[Fault] = []

    def add(self, document: str, text: str, events: Iterable[Event], gold: Iterable[dict[str, Any]]) -> None:
        """Compare one report's records with its gold."""
        self.reports += 1
        ps, gs = [flat_coded(e, text) for e in events], [flat_gold(g, text) for g in gold]
        pairs = matched(ps, gs)
        free_p, free_g = {*range(len(ps))} - {i for i, _ in pairs}, {*range(len(gs))} - {j for _, j in pairs}
        whole = [self._pair(document, ps[i], gs[j]) for i, j in pairs]
        self.perfect += len(ps) == len(gs) == len(pairs) and all(whole)
        for i in sorted(free_p):
            self._alone(document, "INVENTED", ps[i], self.invented)
        for j in sorted(free_g):
            self._alone(document, "MISSED", gs[j], self.missed)

    def _pair(self, document: str, coded: Flat, gold: Flat) -> bool:
        ip, ig = dict(coded.items), gold.items
        if gold.event_type in _SIDED and {*ip["initiators"], *ip["targets"]} == {*ig["initiators"], *ig["targets"]}:
            ip |= {"initiators": ig["initiators"], "targets": ig["targets"]}
        same = coded.event_type == gold.event_type
        self._count("EVENT", int(same), 1, 1)
        whole = True
        for slot in SLOTS:
            hits, np, ng = _hits(slot, ip[slot], ig[slot]), len(ip[slot]), len(ig[slot])
            if slot in _SILENT and not ng:
                hits = np = 0  # not compared where the gold is silent
            self._count(slot, hits, np, ng)
            if hits < max(np, ng):
                whole = False
                self.faults.append(
                    Fault(document, slot, gold.event_type, gold.trigger, ig[slot], ip[slot], gold, coded)
                )
        return whole

    def _count(self, name: str, hits: int, coded: int, gold: int) -> None:
        self.right[name] += hits
        self.invented[name] += coded - hits
        self.missed[name] += gold - hits

    def _alone(self, document: str, field: str, record: Flat, counter: Counter[str]) -> None:
        counter["EVENT"] += 1
        for slot, items in record.items.items():
            if not (field == "INVENTED" and slot in _SILENT):
                counter[slot] += len(items)
        known = field == "MISSED"
        self.faults.append(
            Fault(
                document,
                field,
                record.event_type,
                record.trigger,
                [],
                [],
                record if known else None,
                None if known else record,
            )
        )

    def figures(self) -> dict[str, Figures]:
        """Figures of EVENT, of every field, and of the whole record."""
        out = {name: Figures(self.right[name], self.invented[name], self.missed[name]) for name in ("EVENT", *SLOTS)}
        out["record"] = Figures(*(sum(out[s][k] for s in SLOTS) for k in range(3)))
        return out
