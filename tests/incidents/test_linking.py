"""Records into incidents: what joins, what never does, in any order, piece by piece, and with people's judgements."""

import random
from pathlib import Path

import pytest

from rasd.errors import InputError
from rasd.evaluation.linking import agreement, read_linked
from rasd.incident import Incident
from rasd.incidents import Judgement, Linker, Record, merging, reach, splitting

ROOT = Path(__file__).resolve().parents[2]
FLOORS = {
    "corpus/linking.jsonl": (0.93, 0.96),
    "tests/data/linking/tune.jsonl": (0.97, 0.98),
    "tests/data/linking/aside.jsonl": (0.87, 0.95),
}
"""Least F1 over pairs and least B-cubed F1 with perfect records."""


def groups(incidents: tuple[Incident, ...] | list[Incident]) -> set[tuple[str, ...]]:
    return {tuple(sorted(i.events)) for i in incidents}


def linked(linker: Linker, *records: Record, judgements: tuple[Judgement, ...] = ()) -> set[tuple[str, ...]]:
    return groups(list(linker.link(records, judgements)))


@pytest.mark.parametrize("path", FLOORS)
def test_gold_is_reached(linker: Linker, path: str) -> None:
    reports = read_linked(ROOT / path)
    gold = {event: incident for r in reports for event, incident in r.incidents.items()}
    found = agreement(gold, linked(linker, *(Record(e) for r in reports for e in r.events)))
    assert found.pairs[2] >= FLOORS[path][0], found
    assert found.records[2] >= FLOORS[path][1], found


def test_one_act_told_three_ways(linker, make) -> None:  # type: ignore[no-untyped-def]
    found = linked(
        linker,
        make("a", killed=1, wounded=6),
        make("b", who=(), where=("إدلب",), killed=1, wounded=8),
        make("c", kind="attack", killed=2, wounded=7),
        make("other place", where=("النيرب",), killed=1),
        make("other day", day="2024-03-21", killed=1),
        make("other way round", who=("hts",), hit=("syria_forces",), killed=2),
    )
    assert ("a", "b", "c") in found
    assert len(found) == 4


def test_records_of_one_report_stay_apart(linker, make) -> None:  # type: ignore[no-untyped-def]
    assert linked(linker, make("a", "report"), make("b", "report")) == {("a",), ("b",)}


def test_a_vague_account_does_not_pull_two_acts_together(linker, make) -> None:  # type: ignore[no-untyped-def]
    found = linked(linker, make("a", killed=2), make("b", where=("خان شيخون",), killed=3), make("vague", where=("إدلب",), killed=2))
    assert found == {("a", "vague"), ("b",)}


def test_villages_of_no_gazetteer_are_told_apart(linker, make) -> None:  # type: ignore[no-untyped-def]
    found = linked(linker, make("a", where=("كفر مجهولة",)), make("b", where=("كفر مجهوله",)), make("c", where=("تل غير معروف",)))
    assert found == {("a", "b"), ("c",)}


def test_places_named_in_the_text_help(linker, make) -> None:  # type: ignore[no-untyped-def]
    text = "قصفت قوات النظام بلدة سرمين."
    silent = make("a", where=(), text=text, published="2024-03-18")
    found = linked(linker, silent, make("b", killed=1), make("c", where=("أريحا",), killed=1))
    assert ("a", "b") in found


def test_order_changes_nothing(linker: Linker) -> None:
    records = [Record(e) for r in read_linked(ROOT / "corpus/linking.jsonl") for e in r.events]
    whole = linked(linker, *records)
    assert linked(linker, *random.Random(3).sample(records, len(records))) == whole


def test_pieces_give_the_same_incidents_with_stable_ids(linker: Linker) -> None:
    records = [Record(e) for r in read_linked(ROOT / "corpus/linking.jsonl") for e in r.events]
    shuffled = random.Random(4).sample(records, len(records))
    pairs, home, known, gone = [], {}, [], {}
    for n in range(0, len(shuffled), 15):
        update = linker.update(shuffled[n : n + 15], known, pairs=pairs, incidents=home)
        known += shuffled[n : n + 15]
        pairs += update.pairs
        gone |= update.retired
        home |= {e: i.incident_id for i in update.incidents for e in i.events}
    found: dict[str, list[str]] = {}
    for event, name in home.items():
        found.setdefault(name, []).append(event)
    assert {tuple(sorted(g)) for g in found.values()} == linked(linker, *records)
    assert not set(gone) & set(found)


def test_an_update_leaves_other_incidents_alone(linker, make) -> None:  # type: ignore[no-untyped-def]
    first = linker.update([make("a", killed=1), make("z", where=("جاسم",), kind="assassination")])
    home = {e: i.incident_id for i in first.incidents for e in i.events}
    known = [make("a", killed=1), make("z", where=("جاسم",), kind="assassination")]
    second = linker.update([make("b", killed=2)], known, pairs=first.pairs, incidents=home)
    (changed,) = second.incidents
    assert changed.events == ("a", "b")
    assert changed.incident_id == home["a"]
    assert second.retired == {}


def test_two_incidents_become_one(linker, make) -> None:  # type: ignore[no-untyped-def]
    apart = [make("a", killed=2, kind="clash"), make("b", killed=9, kind="bombing", who=())]
    first = linker.update(apart)
    home = {e: i.incident_id for i in first.incidents for e in i.events}
    assert len(set(home.values())) == 2
    second = linker.update([], apart, pairs=first.pairs, incidents=home, judgements=merging([["a"], ["b"]]))
    (one,) = second.incidents
    assert second.retired == {({*home.values()} - {one.incident_id}).pop(): (one.incident_id,)}


def test_people_are_obeyed(linker, make) -> None:  # type: ignore[no-untyped-def]
    a, b, c = make("a", killed=1), make("b", killed=1), make("c", killed=1)
    assert linked(linker, a, b, c) == {("a", "b", "c")}
    assert linked(linker, a, b, c, judgements=splitting([["a", "b"], ["c"]])) == {("a", "b"), ("c",)}
    far = make("far", where=("عدن",), day="2020-01-01", who=("houthis",))
    assert ("a", "far") in linked(linker, a, far, judgements=merging([["a"], ["far"]]))
    split_again = (*merging([["a"], ["far"]]), Judgement("far", "a", False))
    assert linked(linker, a, far, judgements=split_again) == {("a",), ("far",)}


def test_a_new_report_does_not_undo_a_split(linker, make) -> None:  # type: ignore[no-untyped-def]
    judged = splitting([["a"], ["b"]])
    for n in range(4):
        fresh = [make(f"new{k}", killed=1) for k in range(n)]
        found = linked(linker, make("a", killed=1), make("b", killed=1), *fresh, judgements=judged)
        assert not any({"a", "b"} <= set(group) for group in found)


def test_an_event_given_twice_is_said(linker, make) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError, match="two records have this event id"):
        list(linker.link([make("a"), make("a")]))


def test_nothing_and_one(linker, make) -> None:  # type: ignore[no-untyped-def]
    assert linked(linker) == set()
    assert linked(linker, make("a")) == {("a",)}


def test_reach_covers_the_days_compared(make) -> None:  # type: ignore[no-untyped-def]
    days = reach([make("a", day="2024-03-17", published="2024-03-20")])
    assert days is not None
    assert [str(d) for d in days] == ["2024-03-14", "2024-03-23"]
    assert reach([]) is None
