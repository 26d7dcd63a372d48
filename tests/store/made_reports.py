"""Reports as a reader would give them."""

from __future__ import annotations

from datetime import date

from rasd.reading.items import ReadReport
from rasd.report import Report
from rasd.store.adding import Prepared, prepare


def read_report(text: str, *, name: str = "a", published: str | None = "2023-03-05", outlet: str | None = None) -> ReadReport:
    report = Report(id=name, text=text, published=date.fromisoformat(published) if published else None)
    return ReadReport(report=report, content=text.encode(), media_type="text/plain", address=f"/reports/{name}.txt", outlet=outlet)


def prepared(text: str, *, name: str = "a", published: str | None = "2023-03-05", outlet: str | None = None) -> Prepared:
    return prepare(read_report(text, name=name, published=published, outlet=outlet))
