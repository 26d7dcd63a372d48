"""What the words of a report as a whole say of whether it tells of any act."""

from __future__ import annotations

from datetime import date

import pytest

from rasd.coding.acts import Surroundings
from rasd.coding.coder import Coder
from rasd.coding.features import reports
from rasd.report import Report

STRIKE = "قتل سبعة مدنيين في غارة جوية على سوق بلدة معرة مصرين أمس. ونقل الدفاع المدني الجرحى إلى مشافي إدلب."
MATCH = "قصف المهاجم مرمى الضيوف بتسديدة صاروخية في الشوط الثاني. واحتفل المدرب مع اللاعبين بالفوز في الدوري."


def around(coder: Coder, text: str) -> Surroundings:
    return Surroundings(coder.scan(Report(id="x", text=text, published=date(2020, 5, 1))), coder.codebook)


def test_a_line_for_the_report_and_one_for_each_sentence(coder: Coder) -> None:
    rows, bags = reports.described(around(coder, STRIKE))
    assert rows == [(2,), ("",), ("",)]
    assert len(bags) == 3
    assert set(bags[1]) | set(bags[2]) <= set(bags[0])


def test_names_and_numbers_say_nothing_of_what_a_report_is_about(coder: Coder) -> None:
    told = around(coder, STRIKE)
    other = around(coder, STRIKE.replace("معرة مصرين", "سراقب").replace("إدلب", "حلب").replace("سبعة", "تسعة").replace("أمس", "الثلاثاء"))
    assert reports.described(told)[1][0] == reports.described(other)[1][0]


@pytest.mark.parametrize(("text", "tells"), [(STRIKE, True), (MATCH, False)])
def test_a_strike_tells_an_act_and_a_match_does_not(coder: Coder, text: str, tells: bool) -> None:
    matter = coder.decider(around(coder, text).scan).matter()
    assert (matter[0] > 0.5) == tells
    assert coder.code(Report(id="x", text=text, published=date(2020, 5, 1))) == () or tells
