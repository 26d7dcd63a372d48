"""Judgements: the later word prevails, directly or through others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasd.errors import InputError
from rasd.incidents import Judgement, Linker, Weights, merging, splitting
from rasd.incidents.judging import Constraints
from rasd.incidents.training import as_toml, estimate


def test_a_later_judgement_sets_an_earlier_aside() -> None:
    made = Constraints([Judgement("a", "b", True), Judgement("b", "c", True), Judgement("a", "c", False)])
    assert made.group("b") == made.group("c")
    assert made.group("a") != made.group("c")
    assert made.group("c") in made.apart(made.group("a"))


def test_merging_and_splitting_name_all_records() -> None:
    made = Constraints(merging([["a", "b"], ["c"]]))
    assert len({made.group(i) for i in "abc"}) == 1
    made = Constraints(splitting([["a", "b"], ["c"]]))
    assert made.group("a") == made.group("b") != made.group("c")


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef"), st.booleans()), max_size=20))
def test_constraints_never_contradict_themselves(judged: list[tuple[str, str, bool]]) -> None:
    made = Constraints([Judgement(*j) for j in judged])
    for name in "abcdef":
        group = made.group(name)
        assert group not in made.apart(group)
        assert all(group in made.apart(other) for other in made.apart(group))
    if judged and judged[-1][0] != judged[-1][1]:
        left, right, same = judged[-1]
        assert (made.group(left) == made.group(right)) is same


def test_weights_are_drawn_to_what_people_judge(linker: Linker, make, tmp_path) -> None:  # type: ignore[no-untyped-def]
    records, judged = {}, []
    for n in range(8):
        pair = [make(f"a{n}", killed=1), make(f"b{n}", killed=1, day="2024-03-18")]
        strange = [make(f"c{n}", killed=1), make(f"d{n}", killed=9)]
        records |= {r.event.event_id: r for r in (*pair, *strange)}
        judged += [Judgement(f"a{n}", f"b{n}", True), Judgement(f"c{n}", f"d{n}", False)]
    own = estimate(records, judged, linker.weights, linker.reader)
    assert own.findings["date", "next_day"].bits > linker.weights.findings["date", "next_day"].bits
    assert own.findings["people", "same"] == linker.weights.findings["people", "same"]
    (tmp_path / "own.toml").write_text(as_toml(own), encoding="utf-8")
    assert Weights.load(tmp_path / "own.toml").findings == own.findings
    with pytest.raises(InputError, match="too few"):
        estimate(records, judged[:6], linker.weights, linker.reader)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [("[date]\nsome_day = 3", "no such finding"), ("[date]\nsame_day = 'much'", "is no weight"), ("date", "is not TOML")],
)
def test_faulty_weights_are_said(tmp_path, content: str, sentence: str) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "w.toml").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=sentence):
        Weights.load(tmp_path / "w.toml")


def test_every_finding_has_a_weight_and_a_reason() -> None:
    from rasd.incidents.comparisons import COMPARISONS

    weights = Weights.load()
    assert set(weights.findings) == {(c.name, f.name) for c in COMPARISONS for f in c.findings}
    assert all(w.reason for w in (*weights.findings.values(), *weights.clustering.values()))
