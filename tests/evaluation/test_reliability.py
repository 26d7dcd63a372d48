"""Confidence against what is right."""

from rasd.coding.coder import Coder
from rasd.evaluation.corpus import load
from rasd.evaluation.reliability import Bin, reliability, right_ones


def test_the_table_counts_each_record_once() -> None:
    table = reliability([(0.95, True), (0.9, False), (0.45, True), (1.0, True)])
    assert table[0] == Bin(0.4, 0.5, 1, 1, 0.45)
    assert (table[1].low, table[1].high, table[1].records, table[1].right) == (0.9, 1.0, 3, 2)


def test_records_above_nine_tenths_are_right_nine_times_in_ten(coder: Coder) -> None:
    told: list[tuple[float, bool]] = []
    for item in load(part="measured"):
        events = coder.code(item.report)
        told += zip((e.confidence for e in events), right_ones(item.report.text, events, item.events), strict=True)
    sure = [right for confidence, right in told if confidence >= 0.9]
    assert len(sure) > 200
    assert sum(sure) / len(sure) >= 0.9
