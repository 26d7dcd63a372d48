"""Whether two triggers tell of one act, looked at a second time."""

from __future__ import annotations

from datetime import date

import numpy as np

from rasd.coding.acts import Act
from rasd.coding.coder import Coder
from rasd.coding.deciding import Decider
from rasd.coding.features.merging import NUMBERS, WORDS, asked
from rasd.coding.trees import LEAST, MISSING, log_odds
from rasd.report import Report

TEXT = (
    "قصفت طائرات حربية بلدة كفرنبل مساء أمس.\nوأسفر القصف عن مقتل خمسة مدنيين. وفي سراقب اعتقلت الشرطة رجلين بعد القصف بساعات، "
    "ثم شن الطيران الحربي غارة ثانية على كفرنبل."
)


def told(coder: Coder) -> tuple[Decider, list[Act]]:
    decider = coder.decider(coder.scan(Report(id="r", text=TEXT, published=date(2024, 5, 6))))
    return decider, decider.acts()


def test_a_line_for_each_pair_that_is_not_out_of_the_question(coder: Coder) -> None:
    decider, acts = told(coder)
    pairs, rows, sure = decider.pairs(acts)
    found = asked(acts, pairs, rows, sure, decider.context)
    assert len(pairs) >= 3
    assert found.rows.tolist() == np.flatnonzero(sure >= LEAST).tolist()
    assert found.numbers.shape == (len(found.rows), len(NUMBERS))
    assert [len(column) for column in found.words] == [len(found.rows)] * len(WORDS)


def test_a_pair_is_seen_beside_each_acts_other_pairs_and_an_act_that_may_be_one_with_both(coder: Coder) -> None:
    decider, acts = told(coder)
    pairs, rows, _ = decider.pairs(acts)
    sure = np.linspace(0.1, 0.9, len(pairs), dtype=np.float32)
    odds = dict(zip(pairs, log_odds(sure).tolist(), strict=True))
    numbers = dict(zip(pairs, asked(acts, pairs, rows, sure, decider.context).numbers.tolist(), strict=True))
    for (a, b), line in numbers.items():
        said = dict(zip(NUMBERS, line, strict=True))
        others = [found for pair, found in odds.items() if a in pair and pair != (a, b)]
        both = [
            min(odds[tuple(sorted((a, c)))], odds[tuple(sorted((c, b)))])  # type: ignore[index]
            for c in range(len(acts))
            if tuple(sorted((a, c))) in odds and tuple(sorted((c, b))) in odds
        ]
        assert said["weighed"] == odds[a, b]
        assert said["nextfirst"] == max(others, default=MISSING)
        assert said["third"] == max(both, default=MISSING)
        assert said["actsbetween"] == b - a
