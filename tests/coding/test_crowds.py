"""Whom the people of a demonstration, a strike, a riot are called."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.coding.coder import Coder
from rasd.report import Report


@pytest.mark.parametrize(
    ("text", "event_type", "expected"),
    [
        ("خرج عشرات الأهالي في مظاهرة وسط مدينة طفس اليوم.", "protest", ["protesters"]),
        ("أضرب المعلمون في مدارس مدينة طفس اليوم.", "protest", ["civilians"]),
        ("قطع شبان طريق المطار بالإطارات المشتعلة مساء أمس.", "riot", ["protesters"]),
    ],
)
def test_residents_who_demonstrate_are_protesters_those_on_strike_are_not(coder: Coder, text: str, event_type: str, expected: list[str]) -> None:
    events = coder.code(Report(id="x", text=text, published=date(2024, 5, 1), country="SY"))
    assert [[a.id for a in e.initiators] for e in events if e.event_type == event_type] == [expected]
