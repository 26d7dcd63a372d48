"""The type of a record, looked at once more when its fields are filled."""

from __future__ import annotations

from datetime import date

import numpy as np

from rasd.coding.coder import Coder
from rasd.coding.deciding import Decider
from rasd.coding.features.settling import NUMBERS, WORDS, readings
from rasd.coding.trees import MISSING
from rasd.report import Report

TEXT = "فتح مسلحون النار على سيارة مدنية شرق بلدة البصيرة مساء أمس، وقتل ثلاثة مدنيين وأصيب طفلان. واعتقلت قوات سوريا الديمقراطية خمسة شبان في الشحيل."


def decider_of(coder: Coder) -> Decider:
    return coder.decider(coder.scan(Report(id="r", text=TEXT, published=date(2024, 5, 6))))


def test_every_reading_of_every_head_is_asked_about_and_one_of_each_is_taken(coder: Coder) -> None:
    decider = decider_of(coder)
    told = decider.read_once()
    read = readings(told)
    asked = decider.settling(told, read)
    assert asked.numbers.shape == (len(read), len(NUMBERS))
    assert [len(column) for column in asked.words] == [len(read)] * len(WORDS)
    taken = asked.numbers[:, NUMBERS.index("taken")]
    assert np.bincount([n for n, _ in read], weights=taken).tolist() == [1.0] * len(told)


def test_counts_of_people_are_those_that_the_reading_would_have(coder: Coder) -> None:
    decider = decider_of(coder)
    told = decider.read_once()
    read = readings(told)
    numbers = decider.settling(told, read).numbers
    detained = NUMBERS.index("detained")
    arrests = [n for n, f in enumerate(told) if f.group.head.event_type == "arrest"]
    of_arrest = {act.event_type: line[detained] for (n, act), line in zip(read, numbers, strict=True) if n in arrests}
    assert arrests and of_arrest["arrest"] == 5
    assert all(found in (5, MISSING) for found in of_arrest.values())


def test_a_record_has_a_reading_of_its_head_and_stays_a_telling_of_itself(coder: Coder) -> None:
    for filled in decider_of(coder).filled():
        head = filled.group.head
        assert head.event_type in {r.event_type for r in head.trigger.types}
        assert any(a is head for a in filled.group.acts)
