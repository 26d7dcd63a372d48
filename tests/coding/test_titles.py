from __future__ import annotations

from datetime import date

import pytest

from rasd.coding.coder import Coder
from rasd.coding.titles import title_of
from rasd.report import Report

LEAD = "قُتل ثلاثة مدنيين وأصيب خمسة آخرون بجروح في قصف مدفعي استهدف بلدة سراقب بريف إدلب الشرقي صباح اليوم."
BODY = f"{LEAD}\n\nوقال الدفاع المدني إن القصف استهدف السوق الشعبي وسط البلدة، وإن فرقه نقلت المصابين إلى مشفى قريب."


@pytest.mark.parametrize(
    "title",
    ["قتلى بقصف على سراقب", "عاجل | صواريخ على معسكر التاجي", "درعا || محاولة اغتيال جديدة", "لبنان: يوميات الحرب – الأسبوع الثالث", "من يقصف سراقب؟", "«المخلب - النسر 2».. عملية جديدة"],
)  # fmt: skip
def test_lines_that_look_like_titles(title: str) -> None:
    assert title_of(f"{title}\n\n{BODY}") == title
    assert title_of(f"\n  {title}  \n{BODY}") == title


@pytest.mark.parametrize(
    "text",
    [BODY, LEAD, "قتلى بقصف على سراقب", f"دمشق - قال مصدر عسكري إن ثلاثة جنود قتلوا أمس في كمين قرب السخنة\n{BODY}", f"قُتل ثلاثة مدنيين،\n{BODY}", f"قصف على البلدة.\n{BODY}", "قصف على بلدة سراقب\nقتيلان", "", " \n "],
)  # fmt: skip
def test_texts_without_a_title(text: str) -> None:
    assert title_of(text) is None


@pytest.mark.parametrize(("title", "kind"), [(None, "body"), (LEAD, "title")])
def test_an_untitled_reports_first_sentence_is_read_as_a_sentence(coder: Coder, title: str | None, kind: str) -> None:
    report = Report(id="a", text=BODY, title=title, published=date(2023, 3, 5))
    assert coder._reader.scan(report).sentences[0].kind == kind
