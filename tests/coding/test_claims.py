from datetime import date

import numpy as np
import pytest

from rasd.coding.acts import Act, Surroundings
from rasd.coding.coder import Coder
from rasd.coding.features.claims import NUMBERS, Beside, Claims, Wanted
from rasd.coding.features.looks import LOOKS
from rasd.coding.trees import MISSING, best_other, log_odds
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


def claims_on(coder: Coder, field: str) -> tuple[Claims, list[Act], Surroundings]:
    decider = coder.decider(coder.scan(Report(id="r", text=TEXT, published=date(2024, 5, 6))))
    acts = decider.acts()
    found = decider.weighing.claims(next(f for f in FIELDS if f.name == field), acts)
    assert found is not None
    return found, acts, decider.around


def test_a_count_that_two_acts_claim_is_contested(coder: Coder) -> None:
    claims, acts, around = claims_on(coder, "toll")
    assert len({a.trigger.first for a in acts}) >= 2
    look = next(k for k in LOOKS if k.name == "toll")
    (asked,) = Beside(around, [Wanted(claims, 0, look.words)]).asked()
    odds = log_odds(claims.scores)
    assert asked.numbers.shape == (len(asked.rows), len(NUMBERS))
    contested = dict(zip(asked.rows.tolist(), asked.numbers[:, NUMBERS.index("contested")].tolist(), strict=True))
    for pair, told in contested.items():
        act, mention = claims.pairs.at[pair]
        others = [odds[k, 0] for k, (a, m) in enumerate(claims.pairs.at) if m == mention and a != act]
        assert told == max(others, default=MISSING)


def test_one_claim_stands_for_all_mentions_of_a_thing(coder: Coder) -> None:
    claims, _, around = claims_on(coder, "roles")
    chosen, told, _ = Beside(around, [Wanted(claims, 0, ())]).best()
    assert told.sum() == len(claims.pairs.at)
    assert len(chosen) == len({(a, around.scan.actors[claims.mentions[m]].id) for a, m in claims.pairs.at})


def test_outputs_asked_together_are_asked_the_same_as_each_by_itself(coder: Coder) -> None:
    decider = coder.decider(coder.scan(Report(id="r", text=TEXT, published=date(2024, 5, 6))))
    acts = decider.acts()
    claimed = {f.name: claims for f in FIELDS if (claims := decider.weighing.claims(f, acts)) is not None}
    wanted = [Wanted(claimed[k.scorer], k.output, k.words) for k in LOOKS if k.scorer in claimed]
    assert len(wanted) >= 5
    for one, together in zip(wanted, Beside(decider.around, wanted).asked(), strict=True):
        (alone,) = Beside(decider.around, [one]).asked()
        assert together.rows.tolist() == alone.rows.tolist()
        assert together.numbers.tolist() == alone.numbers.tolist()
        assert together.words == alone.words
        assert len(together.words) == len(one.words)
        assert all(len(column) == len(together.rows) for column in together.words)


def test_a_claim_is_seen_beside_those_on_its_list_and_those_of_the_acts_around(coder: Coder) -> None:
    text = "قصفت المدفعية بلدات سراقب وكفرنبل وحاس مساء أمس، واعتقلت الشرطة العسكرية رجلين في حاس."
    decider = coder.decider(coder.scan(Report(id="r", text=text, published=date(2024, 5, 6))))
    claims = decider.weighing.claims(next(f for f in FIELDS if f.name == "places"), decider.acts())
    assert claims is not None
    (asked,) = Beside(decider.around, [Wanted(claims, 0, next(k for k in LOOKS if k.name == "places").words)]).asked()
    odds = log_odds(claims.scores)
    number = {(a, claims.mentions[m]): k for k, (a, m) in enumerate(claims.pairs.at)}
    seen = {name: dict(zip(asked.rows.tolist(), asked.numbers[:, NUMBERS.index(name)].tolist(), strict=True)) for name in ("listbefore", "listafter", "actbefore")}
    told = 0
    for pair in asked.rows.tolist():
        act, place = claims.pairs.at[pair][0], claims.mentions[claims.pairs.at[pair][1]]
        for name, other in (("listbefore", place - 1), ("listafter", place + 1)):
            if seen[name][pair] != MISSING:
                told += 1
                assert seen[name][pair] == odds[number[act, other], 0]
        assert seen["actbefore"][pair] == (odds[number[act - 1, place], 0] if (act - 1, place) in number else MISSING)
    assert told >= 2
