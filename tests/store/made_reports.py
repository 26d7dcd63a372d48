"""Reports as a reader would give them."""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256

from rasd.event import Actor, Count, Event, EventDate, Evidence, Place, Source, Toll
from rasd.reading.items import ReadReport
from rasd.report import Report
from rasd.store.adding import Prepared, prepare


def read_report(text: str, *, name: str = "a", published: str | None = "2023-03-05", outlet: str | None = None) -> ReadReport:
    report = Report(id=name, text=text, published=date.fromisoformat(published) if published else None)
    return ReadReport(report=report, content=text.encode(), media_type="text/plain", address=f"/reports/{name}.txt", outlet=outlet)


def prepared(text: str, *, name: str = "a", published: str | None = "2023-03-05", outlet: str | None = None) -> Prepared:
    return prepare(read_report(text, name=name, published=published, outlet=outlet))


_TRIGGERS = {"قصف": "shelling", "اعتقلت": "arrest"}
_COUNTS = {"ثلاثة": 3, "أربعة": 4, "خمسة": 5, "ستة": 6, "تسعة": 9}
_TOWNS = "سراقب", "منبج", "الباب", "عفرين"


def made_events(report: Report) -> tuple[Event, ...]:
    """A record for each sentence that holds a trigger, so that the store's tests do not depend on how well is coded."""
    found = []
    for sentence in re.finditer(r"[^\n]+", report.text):
        start, end = sentence.span()
        for trigger, event_type in _TRIGGERS.items():
            at = report.text.find(trigger, start, end)
            if at >= 0:
                found.append(_event(report, event_type, (at, at + len(trigger)), (start, end)))
                break
    return tuple(found)


def _event(report: Report, event_type: str, trigger: tuple[int, int], sentence: tuple[int, int]) -> Event:
    def words(options: object) -> list[tuple[str, tuple[int, int]]]:
        places = ((word, report.text.find(word, *sentence)) for word in options)  # type: ignore[attr-defined]
        return [(word, (at, at + len(word))) for word, at in places if at >= 0]

    counts = [Count(low=_COUNTS[w], high=_COUNTS[w], approximate=False, text=w, span=s) for w, s in words(_COUNTS)]
    places = [Place(text=w, span=s, id=f"place:{w}", name_ar=w, country="SY", precision="settlement") for w, s in words(_TOWNS)]
    return Event(
        event_id=sha256(f"{report.id}{event_type}{trigger}".encode()).hexdigest()[:16],
        document_id=report.id,
        event_type=event_type,
        status="occurred",
        initiators=(),
        supporters=(),
        targets=tuple(Actor(id="civilians", text=w, span=s) for w, s in words(["مدنيين"])),
        places=tuple(places),
        date=EventDate(start=report.published, end=report.published, precision="assumed"),
        toll=Toll(killed=counts[0]) if counts and event_type == "shelling" else Toll(),
        source=Source(kind="none"),
        confidence=0.8,
        evidence=Evidence(sentence=sentence, trigger=trigger),
    )
