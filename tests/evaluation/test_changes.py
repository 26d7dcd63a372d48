"""Changes that must not matter, and that they do not."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest

from rasd.coding.coder import Coder
from rasd.evaluation.changes import CHANGES, measure, said
from rasd.evaluation.corpus import load
from rasd.report import Report

REPORT = Report(
    id="changed",
    text="قصفت مدفعية قوات النظام بلدة سرمين صباح أمس، ما أسفر عن مقتل 4 مدنيين وإصابة 15 آخرين، بحسب «مصدر طبي».",
    published=date(2019, 11, 5),
)
SPELLING = ("marks", "hamza", "tatweel", "digits", "quotes", "endings", "spaces")


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_changes_the_text_and_only_what_it_says(coder: Coder, name: str) -> None:
    before = coder.code(REPORT)
    assert before
    for change in CHANGES[name](REPORT, coder, Random(7)):
        assert change.report.text != REPORT.text
        assert said(coder.code(change.report)) == said(before, change)


def test_another_village_and_another_number_are_told_by_the_new_words(coder: Coder) -> None:
    (village,) = CHANGES["villages"](REPORT, coder, Random(7))
    (number,) = CHANGES["numbers"](REPORT, coder, Random(7))
    assert said(coder.code(village.report)) != said(coder.code(REPORT))
    assert said(coder.code(number.report)) != said(coder.code(REPORT))


def test_records_of_the_corpus_stand_what_must_not_matter(coder: Coder) -> None:
    outcomes = measure(coder, [g.report for g in load(part="measured")[:40]])
    for name in SPELLING:
        assert outcomes[name].same == outcomes[name].tried, (name, outcomes[name].failed)
    others = [o for n, o in outcomes.items() if n not in SPELLING]
    assert sum(o.tried for o in others) > 10
    assert sum(o.same for o in outcomes.values()) >= 0.97 * sum(o.tried for o in outcomes.values())
