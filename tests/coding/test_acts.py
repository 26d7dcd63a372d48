"""What two acts say by themselves, compared."""

from __future__ import annotations

from datetime import date

from rasd.coding.acts import Details
from rasd.coding.coder import Coder
from rasd.report import Report

_NOTHING: frozenset[str] = frozenset()


def told(place: str, around: str = "", actor: str = "") -> Details:
    return Details(frozenset([actor] if actor else ()), _NOTHING, frozenset([place]), frozenset(), frozenset(), frozenset([around] if around else ()))


def test_a_village_and_its_province_are_one_place_two_villages_of_it_are_not() -> None:
    assert told("زنفور", "ادلب").compared(told("ادلب"))[2] == "same"
    assert told("ادلب").compared(told("زنفور", "ادلب"))[2] == "same"
    assert told("زنفور", "ادلب").compared(told("دقسان", "ادلب"))[2] == "other"


def test_what_only_one_says_is_told_apart_from_what_nobody_says() -> None:
    assert told("زنفور", actor="isis").compared(told("زنفور")) == ["one", "", "same", "", ""]


def test_a_headline_that_names_the_province_tells_the_act_of_the_village(coder: Coder) -> None:
    text = (
        "قتلى وجرحى بقصف مدفعي على ريف حماة\n\nقُتل مدنيان وأصيب أربعة آخرون، صباح اليوم الأحد، جراء قصف مدفعي لقوات النظام "
        "استهدف قرية زنفورة شمالي حماة، وفق الدفاع المدني."
    )
    events = list(coder.code(Report(id="x", text=text, published=date(2023, 3, 5))))
    assert [(e.event_type, [p.text for p in e.places]) for e in events] == [("shelling", ["زنفورة"])]
