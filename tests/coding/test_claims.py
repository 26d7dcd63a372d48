from datetime import date

import numpy as np
import pytest

from rasd.coding.acts import Act
from rasd.coding.coder import Coder
from rasd.coding.features.claims import NUMBERS, Claims
from rasd.coding.features.looks import LOOKS
from rasd.coding.trees import MISSING, best_other
from rasd.coding.weighing import FIELDS
from rasd.report import Report

TEXT = "قصفت المدفعية بلدة كفرنوران مساء أمس فقتل خمسة مدنيين، واعتقلت الشرطة العسكرية رجلين في مدينة الباب."


def test_best_other_is_the_surest_other_row_of_a_key() -> None:
    other, place, together = best_other(np.array([1, 2, 1, 1, 3]), np.array([5, 9, 7, 7, 0]))
    assert other.tolist() == [2, -1, 3, 2, -1]
    assert place.tolist() == [2, 0, 0, 1, 0]
    assert together.tolist() == [3, 1, 3, 3, 1]


@pytest.fixture(scope="module")
def coder() -> Coder:
    return Coder()


def claims_on(coder: Coder, field: str) -> tuple[Claims, list[Act]]:
    decider = coder.decider(coder.scan(Report(id="r", text=TEXT, published=date(2024, 5, 6))))
    acts = decider.acts()
    found = decider.weighing.claims(next(f for f in FIELDS if f.name == field), acts)
    assert found is not None
    return found, acts


def test_a_count_that_two_acts_claim_is_contested(coder: Coder) -> None:
    claims, acts = claims_on(coder, "toll")
    assert len({a.trigger.first for a in acts}) >= 2
    look = next(k for k in LOOKS if k.name == "toll")
    asked = claims.asked(0, look.words)
    assert asked.numbers.shape == (len(asked.rows), len(NUMBERS))
    contested = dict(zip(asked.rows.tolist(), asked.numbers[:, NUMBERS.index("contested")].tolist(), strict=True))
    for pair, odds in contested.items():
        act, mention = claims.pairs.at[pair]
        others = [claims.odds[k, 0] for k, (a, m) in enumerate(claims.pairs.at) if m == mention and a != act]
        assert odds == max(others, default=MISSING)


def test_one_claim_stands_for_all_mentions_of_a_thing(coder: Coder) -> None:
    claims, _ = claims_on(coder, "roles")
    chosen, told, _ = claims.best(0)
    assert told.sum() == len(claims.pairs.at)
    assert len(chosen) == len({(a, claims._thing[m]) for a, m in claims.pairs.at})


def test_words_of_a_look_are_columns_of_its_scorer(coder: Coder) -> None:
    for field in FIELDS:
        claims, _ = claims_on(coder, field.name) if field.name != "source" else (None, None)
        for look in LOOKS:
            if look.scorer == field.name and claims is not None:
                asked = claims.asked(look.output, look.words)
                assert len(asked.words) == len(look.words)
                assert all(len(column) == len(asked.rows) for column in asked.words)


def test_a_claim_is_seen_beside_those_on_its_list_and_those_of_the_acts_around(coder: Coder) -> None:
    text = "قصفت المدفعية بلدات سراقب وكفرنبل وحاس مساء أمس، واعتقلت الشرطة العسكرية رجلين في حاس."
    decider = coder.decider(coder.scan(Report(id="r", text=text, published=date(2024, 5, 6))))
    claims = decider.weighing.claims(next(f for f in FIELDS if f.name == "places"), decider.acts())
    assert claims is not None
    asked = claims.asked(0, next(k for k in LOOKS if k.name == "places").words)
    number = {(a, claims.mentions[m]): k for k, (a, m) in enumerate(claims.pairs.at)}
    seen = {name: dict(zip(asked.rows.tolist(), asked.numbers[:, NUMBERS.index(name)].tolist(), strict=True)) for name in ("listbefore", "listafter", "actbefore")}
    told = 0
    for pair in asked.rows.tolist():
        act, place = claims.pairs.at[pair][0], claims.mentions[claims.pairs.at[pair][1]]
        for name, other in (("listbefore", place - 1), ("listafter", place + 1)):
            if seen[name][pair] != MISSING:
                told += 1
                assert seen[name][pair] == claims.odds[number[act, other], 0]
        assert seen["actbefore"][pair] == (claims.odds[number[act - 1, place], 0] if (act - 1, place) in number else MISSING)
    assert told >= 2
