"""Numbers in words and digits, against a list of expressions with their values."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from rasd.arabic.letters import normalize
from rasd.arabic.numerals import Number, find_numbers
from rasd.arabic.words import split_words

_DATA = Path(__file__).parents[1] / "data" / "numerals.tsv"
_FLOOR: Final = 0.98


def numbers(text: str) -> list[Number]:
    return find_numbers(split_words(normalize(text).text))


def words(text: str, number: Number) -> str:
    found = split_words(normalize(text).text)[number.first : number.last]
    return " ".join(w.text for w in found)


def short(number: Number) -> str:
    bound = "+" if number.high is None else "" if number.high == number.low else f"-{number.high}"
    kind = {"ordinal": "k", "vague": "v", "cardinal": ""}[number.kind]
    return f"{number.low}{bound}{'~' if number.approximate else ''}{kind}"


def test_listed_expressions() -> None:
    lines = [line for line in _DATA.read_text(encoding="utf-8").splitlines() if not line.startswith("#")][1:]
    rows = [line.split("\t") for line in lines]
    wrong = [f"{text}: {got} for {expected}" for text, expected in rows if (got := ";".join(map(short, numbers(text))) or "none") != expected]
    assert len(rows) >= 300
    assert 1 - len(wrong) / len(rows) >= _FLOOR, "\n".join(wrong)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("مقتل نحو 14 عنصرا", "نحو 14"),
        ("وإصابة ما لا يقل عن عشرة", "ما لا يقل عن عشره"),
        ("وصلت (900) أسرة", "( 900 )"),
        ("بين 30 و35 قتيلا", "بين 30 و 35"),
        ("من 10 إلى 15 قتيلا", "من 10 الي 15"),
        ("14 على الأقل", "14 علي الاقل"),
        ("14 قتيلا على الأقل", "14"),
        ("و23 جريحا", "و 23"),
        ("سبعة (7) أشخاص", "سبعه ( 7 )"),
        ("عدد من الجنود", "عدد من"),
    ],
)
def test_span_holds_clitics_and_modifiers(text: str, span: str) -> None:
    (number,) = numbers(text)
    assert words(text, number) == span


def test_sum_keeps_what_is_uncertain() -> None:
    plain, open_end, about = numbers("خمسة، أكثر من 10، نحو 7")
    assert plain.plus(about) == Number(12, 12, True, 0, about.last, "cardinal")
    assert open_end.plus(plain).high is None


def test_numbers_do_not_overlap() -> None:
    text = "بين 3 و5 أو 7 إلى 9 على الأقل 10 آلاف وخمسمئة ونصف مليون عشرات الآلاف"
    found = numbers(text)
    assert all(a.last <= b.first for a, b in zip(found, found[1:], strict=False))


@pytest.mark.parametrize("text", ["", "\n", "و", "(", "9" * 40, "نحو", "بين و", "ألف ألف ألف ألف ألف", "1,2,3,4", "ونصف"])
def test_odd_input_is_no_error(text: str) -> None:
    numbers(text)
