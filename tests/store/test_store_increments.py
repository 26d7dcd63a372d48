"""Linking the store's records: the same incidents whatever the order and the steps, and people's decisions stand."""

import random
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest
from made_reports import read_report

from rasd.errors import StoreError
from rasd.evaluation.linking import LinkedReport, read_linked
from rasd.event import Event
from rasd.incident import Incident
from rasd.incidents import Linker, Record
from rasd.store import Store
from rasd.store.adding import prepare
from rasd.store.increments import StoreLinker
from rasd.store.looking import RecordFilter
from rasd.store.model import Decision, Linked

ROOT = Path(__file__).resolve().parents[2]
Groups = set[tuple[str, ...]]


@pytest.fixture(scope="module")
def linker() -> Linker:
    return Linker()


@pytest.fixture(scope="module")
def told() -> list[LinkedReport]:
    return read_linked(ROOT / "corpus/linking.jsonl")


def add(store: Store, *found: LinkedReport, shift: int = 0) -> list[str]:
    """Keep reports with their gold records, `shift` days later than they are; gives the record ids."""
    ids = []
    for one in found:
        published = (one.report.published or date(2024, 1, 1)) + timedelta(days=shift)
        item = prepare(read_report(one.report.text, name=f"{one.report.id}+{shift}", published=str(published)))
        events = tuple(_moved(e, item.report.id, shift) for e in one.events)
        store.add(store.source("gold").number, [item], {item.report.id: events}, {}, "gold")
        ids += [e.event_id for e in events]
    return ids


def _moved(event: Event, report: str, shift: int) -> Event:
    days = [day and day + timedelta(days=shift) for day in (event.date.start, event.date.end)]
    when = msgspec.structs.replace(event.date, start=days[0], end=days[1])
    return msgspec.structs.replace(event, event_id=f"{event.event_id}+{shift}", document_id=report, date=when)


def groups(store: Store) -> Groups:
    return {tuple(sorted(i.events)) for i in store.incidents(limit=1000).items}


def at_once(store: Store, linker: Linker) -> Groups:
    """The incidents of all standing records, linked in one go and without the store."""
    records = []
    for current in store.all_events():
        report = store.report(current.report_id).report
        records.append(Record(current.event, report.published, report.text))
    return {tuple(sorted(i.events)) for i in linker.link(records)}


def incident_of(store: Store, record: str) -> Incident:
    return msgspec.json.decode(store.incident(store.incidents_of([record])[record]).document, type=Incident)


def test_steps_in_any_order_give_what_one_go_gives(store: Store, linker: Linker, told: list[LinkedReport]) -> None:
    shuffled = random.Random(6).sample(told, len(told))
    for n in range(0, len(shuffled), 9):
        add(store, *shuffled[n : n + 9])
        StoreLinker(store, linker).link()
    found = groups(store)
    assert found == at_once(store, linker)
    assert max(map(len, found)) > 2
    before = {i.id: i.revision for i in store.incidents(limit=1000).items}
    again = StoreLinker(store, linker).link(afresh=True)
    assert (again.founded, again.dissolved) == (0, 0)
    assert {i.id: i.revision for i in store.incidents(limit=1000).items} == before


def test_only_what_is_new_is_compared_with_what_is_near(store: Store, linker: Linker, told: list[LinkedReport]) -> None:
    add(store, *told[:20])
    add(store, *told[:20], shift=4000)
    first = StoreLinker(store, linker).link()
    assert StoreLinker(store, linker).link() == Linked(fresh=0, grouped=0, pairs=0, founded=0, changed=0, dissolved=0)
    ids = add(store, told[20])
    compared: list[set[str]] = []
    second = StoreLinker(store, _Watched(linker, compared)).link()  # type: ignore[arg-type]
    assert second.fresh == len(ids)
    assert second.pairs < first.pairs / 4
    assert not any(id.endswith("+4000") for id in compared[0]), "eleven years later is not near"


class _Watched:
    """A linker that notes which known records it is given."""

    def __init__(self, linker: Linker, seen: list[set[str]]) -> None:
        self._linker, self._seen = linker, seen
        self.weights, self.group = linker.weights, linker.group

    def compare(self, fresh, known=()):  # type: ignore[no-untyped-def]
        known = list(known)
        self._seen.append({r.event.event_id for r in known})
        return self._linker.compare(fresh, known)


def test_incidents_follow_what_reviewers_do_to_records(store: Store, linker: Linker, told: list[LinkedReport]) -> None:
    add(store, *told)
    StoreLinker(store, linker).link()
    several = max(store.incidents(limit=1000).items, key=lambda i: len(i.events))
    first, second, *_ = several.events
    toll = {"low": 77, "high": 77, "approximate": False, "text": "77", "span": [0, 1]}
    store.judge(Decision(action="change", record_id=first, field="toll.killed", value=toll), "samira")
    StoreLinker(store, linker).link()
    assert incident_of(store, first).toll["killed"].high == 77
    assert groups(store) == at_once(store, linker)
    store.judge(Decision(action="reject", record_id=second), "samira")
    StoreLinker(store, linker).link()
    assert second not in {id for group in groups(store) for id in group}
    assert second not in incident_of(store, first).events
    assert groups(store) == at_once(store, linker)


def test_an_incident_without_records_dissolves(store: Store, linker: Linker, told: list[LinkedReport]) -> None:
    (id, *_) = add(store, told[0])
    StoreLinker(store, linker).link()
    home = store.incidents_of([id])[id]
    store.judge(Decision(action="reject", record_id=id), "samira")
    assert StoreLinker(store, linker).link().dissolved == 1
    assert store.incident(home).dissolved
    undone = store.judgements()[-1]
    store.undo(undone.number, "samira")
    StoreLinker(store, linker).link()
    assert store.incidents_of([id]) == {id: home}, "it comes back under its id"


def test_what_people_merge_and_split_stays_so(store: Store, linker: Linker, told: list[LinkedReport]) -> None:
    half = len(told) // 2
    add(store, *told[:half])
    StoreLinker(store, linker).link()
    items = sorted(store.incidents(limit=1000).items, key=lambda i: (-len(i.events), i.id))
    big, alone = items[0], [i for i in items if len(i.events) == 1][0]
    parted = Decision(action="split", incident_id=big.id, value={"groups": [[big.events[0]], list(big.events[1:])]})
    joined = Decision(action="merge", incident_id=items[1].id, value={"groups": [list(items[1].events), list(alone.events)]})
    numbers = [j.number for j in store.judge([parted, joined], "samira")]
    linked = StoreLinker(store, linker)
    linked.link()
    for more in ((), told[half:]):
        add(store, *more)
        linked.link()
        found = groups(store)
        assert not any({big.events[0], big.events[1]} <= set(g) for g in found)
        assert any({items[1].events[0], alone.events[0]} <= set(g) for g in found)
    assert linked.link(afresh=True).fresh == store.events(RecordFilter(), limit=1).total
    assert groups(store) == found
    for number in numbers:
        store.undo(number, "samira")
    linked.link()
    assert groups(store) == at_once(store, linker)


def test_two_linkings_at_once_do_not_mix(store: Store, linker: Linker, told: list[LinkedReport]) -> None:
    add(store, *told[:5])

    class Slow(_Watched):
        def compare(self, fresh, known=()):  # type: ignore[no-untyped-def]
            fresh = list(fresh)
            StoreLinker(store, self._linker).link()
            return self._linker.compare(fresh, known)

    with pytest.raises(StoreError, match="another linking"):
        StoreLinker(store, Slow(linker, [])).link()  # type: ignore[arg-type]
    assert groups(store) == at_once(store, linker)
    assert StoreLinker(store, linker).link().fresh == 0
