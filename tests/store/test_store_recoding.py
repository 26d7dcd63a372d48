from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import pytest

from rasd.errors import JudgementError
from rasd.event import Event
from rasd.store import Store
from rasd.store.model import Decision, Record

Add = Callable[..., str]
TEXT = "قتل ثلاثة مدنيين في قصف على بلدة سراقب أمس.\nاعتقلت قوات الأمن خمسة أشخاص في مدينة منبج صباح اليوم."


@pytest.fixture
def records(store: Store, add: Add) -> Sequence[Record]:
    found = store.records(add(TEXT))
    assert [r.event.event_type for r in found] == ["shelling", "arrest"]
    return found


def changed(event: Event, **values: Any) -> Event:
    """As a newer codebook would give it: another id too."""
    return msgspec.structs.replace(event, event_id=event.event_id[::-1], **values)


def recode(store: Store, records: Sequence[Record], events: Sequence[Event], coder: str = "newer", keep: bool = True) -> list[Any]:
    reports = list(store.to_recode(coder))
    assert [r.id for r in reports] == [records[0].report_id]
    return [(c.kind, c.record_id, [f.field for f in c.fields], c.judged) for c in store.recode(reports, [events], coder, keep=keep)]


def test_records_that_nobody_judged_follow_the_newer_coding(store: Store, records: Sequence[Record]) -> None:
    first, second = records
    told = recode(store, records, [changed(first.event, status="alleged")])
    assert told == [("changed", first.id, ["status"], False), ("gone", second.id, [], False)]
    kept, gone = store.records(first.report_id)
    assert (kept.id, kept.event.status, kept.differs) == (first.id, "alleged", False)
    assert (gone.id, gone.state) == (second.id, "withdrawn")
    assert not list(store.to_recode("newer"))
    assert store.report(first.report_id).coder == "newer"


def test_what_a_person_judged_stays_with_the_difference_beside_it(store: Store, records: Sequence[Record]) -> None:
    first, second = records
    store.judge([Decision(action="accept", record_id=r.id) for r in records], "samira")
    store.judge(Decision(action="finish", report_id=first.report_id), "samira")
    told = recode(store, records, [changed(first.event, status="alleged")])
    assert told == [("changed", first.id, ["status"], True), ("gone", second.id, [], True)]
    kept, other = store.records(first.report_id)
    assert (kept.event.status, kept.state, kept.differs) == ("occurred", "accepted", True)
    assert kept.newer is not None and kept.newer.status == "alleged"
    assert (other.state, other.differs, other.newer) == ("accepted", True, None)
    assert store.report(first.report_id).row.status == "open"  # a finished report with differences asks for a look
    store.judge(Decision(action="refresh", record_id=first.id), "samira")
    kept = store.record(first.id)
    assert (kept.event.status, kept.differs) == ("alleged", False)
    with pytest.raises(JudgementError, match="newest coding has no record"):
        store.judge(Decision(action="refresh", record_id=second.id), "samira")


def test_new_acts_get_ids_of_their_own_and_old_ones_keep_theirs(store: Store, records: Sequence[Record]) -> None:
    first, second = records
    third = changed(second.event, event_type="raid", evidence=msgspec.structs.replace(second.event.evidence, trigger=(90, 95)))
    told = recode(store, records, [changed(first.event), changed(second.event), third])
    assert [kind for kind, *_ in told] == ["new"]
    found = {r.id for r in store.records(first.report_id)}
    assert {first.id, second.id} < found and len(found) == 3


def test_a_dry_run_tells_the_same_and_keeps_nothing(store: Store, records: Sequence[Record]) -> None:
    events = [changed(records[0].event, status="alleged")]
    told = recode(store, records, events, keep=False)
    assert [r.event.status for r in store.records(records[0].report_id)] == ["occurred", "occurred"]
    assert recode(store, records, events) == told


def test_a_record_found_again_later_is_the_same_record(store: Store, records: Sequence[Record]) -> None:
    first, second = records
    recode(store, records, [first.event], "v2")
    recode(store, records, [first.event, second.event], "v3")
    assert [(r.id, r.state) for r in store.records(first.report_id)] == [(first.id, "proposed"), (second.id, "proposed")]
    assert [s.what for s in store.audit(second.id)] == ["coded", "recoded"]
