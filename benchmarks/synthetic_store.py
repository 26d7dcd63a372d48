"""A database of many reports with made records, for measuring what is served of it; coding them would take minutes."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from rasd.evaluation.corpus import load
from rasd.event import Actor, Count, Event, EventDate, Evidence, Place, Source, Toll
from rasd.reading.items import ReadReport
from rasd.report import Report
from rasd.store import Store
from rasd.store.adding import Prepared, prepare

_BATCH = 500
_TYPES = "shelling", "air_strike", "clash", "arrest", "bombing", "protest", "killing", "abduction"
_ACTORS = "syria_forces", "isis", "sdf", "hts", "russia_forces", "civilians", "unidentified_gunmen"
_OUTLETS = [f"شبكة {n}" for n in range(40)]


def fill(file: Path, count: int, length: int = 1500) -> None:
    """Add so many reports, each with one to five records, over two years."""
    draw = random.Random(1)
    paragraphs = [line for item in load() for line in item.report.text.split("\n") if len(line) > 60]
    with Store(file) as store:
        source = store.source("made").number
        batch: list[Prepared] = []
        for n in range(count):
            batch.append(_report(draw, paragraphs, n, length))
            if len(batch) == _BATCH or n == count - 1:
                coded = {p.report.id: tuple(_events(draw, p.report)) for p in batch}
                store.add(source, batch, coded, {}, "made 1")
                batch = []


def _report(draw: random.Random, paragraphs: list[str], n: int, length: int) -> Prepared:
    chosen = [f"خبر رقم {n}"]
    while sum(map(len, chosen)) < length:
        chosen.append(draw.choice(paragraphs))
    day = date(2023, 1, 1) + timedelta(days=draw.randrange(730))
    report = Report(id=f"m{n}", text="\n".join(chosen), title=f"خبر رقم {n}", published=day, country="SY")
    read = ReadReport(
        report=report, content=report.text.encode(), media_type="text/plain", address=f"made/{n}.txt", outlet=draw.choice(_OUTLETS)
    )
    return prepare(read)


def _events(draw: random.Random, report: Report) -> Iterator[Event]:
    for n in range(draw.randrange(1, 6)):
        at = draw.randrange(len(report.text) - 20)
        span, killed = (at, at + 5), draw.choice((0, 0, 0, 1, 2, 3, 5, 12))
        place = Place(
            "سرمين", span, f"made:{draw.randrange(400)}", "Sarmin", "سرمين", 35 + draw.random(), 36 + 4 * draw.random(),
            draw.choice(("Idlib", "Aleppo", "Daraa", "Deir ez-Zor")), None, "SY", "settlement",
        )  # fmt: skip
        yield Event(
            event_id=f"{report.id[1:14]}{n:03}", document_id=report.id, event_type=draw.choice(_TYPES), status="occurred",
            initiators=(Actor(draw.choice(_ACTORS), "قوات", span),), supporters=(), targets=(Actor(draw.choice(_ACTORS), "مدنيين", span),),
            places=(place,), date=EventDate(report.published, report.published, "assumed"),
            toll=Toll(killed=Count(killed, killed, False, "ثلاثة", span)) if killed else Toll(), source=Source("none"),
            confidence=round(draw.uniform(0.4, 1.0), 3), evidence=Evidence((max(0, at - 50), at + 50), span),
        )  # fmt: skip
