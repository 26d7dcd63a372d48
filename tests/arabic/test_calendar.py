"""Time expressions, against a list of expressions with their days."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasd.arabic.calendar import TimeExpression, find_times
from rasd.arabic.letters import normalize
from rasd.arabic.words import split_words

_DATA = Path(__file__).parents[1] / "data" / "dates.tsv"
_FLOOR: Final = 0.97
_TUESDAY = date(2023, 2, 14)


def times(text: str, published: date | None = _TUESDAY) -> list[TimeExpression]:
    return find_times(split_words(normalize(text).text), published)


def rows() -> list[tuple[date | None, str, str]]:
    lines = [line for line in _DATA.read_text(encoding="utf-8").splitlines() if not line.startswith("#")][1:]
    table = [line.split("\t") for line in lines]
    return [(None if day == "-" else date.fromisoformat(day), text, expected) for day, text, expected in table]


def short(found: list[TimeExpression]) -> str:
    return ";".join(f"{t.start or ''}/{t.end or ''}" for t in found) or "none"


def test_listed_expressions() -> None:
    table = rows()
    wrong = [f"{day} {text}: {got} for {expected}" for day, text, expected in table if (got := short(times(text, day))) != expected]
    assert len(table) >= 300
    assert 1 - len(wrong) / len(table) >= _FLOOR, "\n".join(wrong)


def test_without_publication_nothing_relative_is_resolved() -> None:
    for _, text, _ in rows():
        for time in times(text, None):
            year_said = any(w.text.isdigit() and len(w.text) >= 4 for w in split_words(normalize(text).text))
            short_year = any(c in text for c in "/.-")
            assert time.start is None or year_said or short_year, text


@pytest.mark.parametrize(
    ("text", "span", "kind", "precision"),
    [
        ("قتل فجر أمس الاثنين جندي", "فجر امس الاثنين", "relative", "day"),
        ("في ساعات متأخرة من ليل السبت هاجم", "ساعات متاخره من ليل السبت", "weekday", "day"),
        ("سقطت ليل الجمعة السبت قذائف", "ليل الجمعه السبت", "span", "day"),
        ("منذ مطلع الشهر الجاري فر", "منذ مطلع الشهر الجاري", "since", "day"),
        ("في العشرين من الشهر الجاري", "العشرين من الشهر الجاري", "relative", "day"),
        ("بين 3 و7 أيار قتل", "بين 3 و 7 ايار", "span", "day"),
        ("في تشرين الثاني/نوفمبر الماضي", "تشرين الثاني / نوفمبر الماضي", "absolute", "month"),
        ("الأسبوع الماضي", "الاسبوع الماضي", "relative", "week"),
        ("عام 2014", "عام 2014", "absolute", "year"),
        ("وفي اليوم نفسه", "اليوم نفسه", "same_day", "day"),
        ("انفجرت فجرا عبوة", "فجرا", "clock", "day"),
    ],
)
def test_span_kind_and_precision(text: str, span: str, kind: str, precision: str) -> None:
    (time,) = times(text)
    assert " ".join(w.text for w in split_words(normalize(text).text)[time.first : time.last]) == span
    assert (time.kind, time.precision) == (kind, precision)


@pytest.mark.parametrize(("text", "found"), [("أن يغادروا قبل يوم الجمعة", 0), ("قبل السبت المقبل", 0), ("قبل فجر الجمعة بقليل", 1), ("الأربعاء قبل الماضي", 1), ("قبل يومين", 1)])
def test_a_day_before_which_something_has_to_be_done_is_no_day_of_an_act(text: str, found: int) -> None:
    assert len(times(text)) == found


_PIECES = [w for _, text, _ in rows() for w in text.split()]


@given(st.lists(st.sampled_from(_PIECES), max_size=30), st.dates(date(1, 1, 1), date(9999, 12, 31)) | st.none())
def test_any_mixture_of_words_is_read_in_order(pieces: list[str], published: date | None) -> None:
    found = times(" ".join(pieces), published)
    assert all(a.last <= b.first for a, b in zip(found, found[1:], strict=False))
    for time in found:
        assert time.first < time.last
        assert (time.start is None) == (time.end is None)
        assert time.start is None or time.end is None or time.start <= time.end
