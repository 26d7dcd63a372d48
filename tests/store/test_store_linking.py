from collections.abc import Callable
from datetime import date

import msgspec
import pytest

from rasd.errors import NotFound, StoreError
from rasd.store import Store
from rasd.store.model import Decision, IncidentEntry

Add = Callable[..., str]
TEXTS = "قتل ثلاثة مدنيين في قصف على بلدة سراقب أمس.", "قتل خمسة مدنيين في قصف على مدينة منبج أمس."


@pytest.fixture
def records(store: Store, add: Add) -> list[str]:
    return [store.records(add(text, name=str(n)))[0].id for n, text in enumerate(TEXTS)]


def entry(id: str, *events: str, note: str = "") -> IncidentEntry:
    return IncidentEntry(id=id, events=events, document=msgspec.Raw(f'{{"note":"{note}"}}'.encode()), first_day=date(2023, 3, 4))


def test_incidents_are_kept_with_every_form_they_had(store: Store, records: list[str]) -> None:
    one, two = records
    assert store.save_incidents([entry("i1", one), entry("i2", two)], why="run 1") == 2
    assert store.save_incidents([entry("i1", one), entry("i2", two)], why="run 2") == 0  # nothing new, no row
    before = store.revision()
    assert store.save_incidents([entry("i1", one, two, note="x")], why="run 3", dissolved=["i2"]) == 2
    assert store.incident("i1").events == (one, two)
    assert [i.id for i in store.incidents().items] == ["i1"]
    assert {i.id for i in store.incidents(dissolved=True, since=before).items} == {"i1", "i2"}
    assert [(s.change, s.why, s.events) for s in store.incident_history("i2")] == [("founded", "run 1", (two,)), ("dissolved", "run 3", ())]
    assert store.incidents_of([one, two, "none"]) == {one: "i1", two: "i1"}
    assert {c.incident_id for c in store.changes(before)} == {"i1", "i2"}
    with pytest.raises(NotFound):
        store.incident("i9")


def test_a_wrong_save_changes_nothing(store: Store, records: list[str]) -> None:
    one, two = records
    store.save_incidents([entry("i1", one)], why="run 1")
    with pytest.raises(StoreError, match="not in the store"):
        store.save_incidents([entry("i1", one, two), entry("i2", "nothing")], why="run 2")
    with pytest.raises(StoreError, match="still in incident"):
        store.save_incidents([entry("i2", one)], why="run 2")
    assert store.incident("i1").events == (one,)


def test_decisions_about_incidents_are_there_for_the_linking(store: Store, records: list[str]) -> None:
    store.save_incidents([entry("i1", records[0]), entry("i2", records[1])], why="run 1")
    made = store.judge(Decision(action="merge", incident_id="i1", value={"incidents": ["i2"]}), "samira")[0]
    (found,) = store.incident_judgements()
    assert (found.incident_id, found.active) == ("i1", True)
    store.undo(made.number, "samira")
    assert [j.active for j in store.incident_judgements()] == [False, True]
    with pytest.raises(NotFound):
        store.judge(Decision(action="note", incident_id="i9", note="?"), "samira")


def test_incidents_are_found_by_their_days(store: Store, records: list[str]) -> None:
    store.save_incidents([entry("i1", records[0])], why="run 1")
    assert store.incidents(first_day=date(2023, 3, 1), last_day=date(2023, 3, 31)).total == 1
    assert store.incidents(first_day=date(2023, 4, 1)).total == 0
