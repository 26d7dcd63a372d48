from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from sqlalchemy import text

from rasd.errors import Conflict, JudgementError, NotFound, StoreError
from rasd.store import Store
from rasd.store.events import document
from rasd.store.looking import RecordFilter
from rasd.store.model import Decision, Record

Add = Callable[..., str]
TEXT = "قتل ثلاثة مدنيين في قصف على بلدة سراقب أمس."


@pytest.fixture
def record(store: Store, add: Add) -> Record:
    (found,) = store.records(add(TEXT))
    return found


def span(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def killed(low: int) -> dict[str, Any]:
    return {"low": low, "high": low, "approximate": False, "text": "ثلاثة", "span": span("ثلاثة")}


def judge(store: Store, action: str, record: Record, by: str = "samira", **more: Any) -> Any:
    return store.judge(Decision(action=action, record_id=record.id, **more), by)[0]  # type: ignore[arg-type]


def now(store: Store, record: Record) -> Record:
    return store.record(record.id)


def test_accept_reject_and_undo(store: Store, record: Record) -> None:
    accepted = judge(store, "accept", record)
    assert (now(store, record).state, now(store, record).judged_by) == ("accepted", "samira")
    rejected = judge(store, "reject", record, by="karim", note="حادث سير")
    assert now(store, record).state == "rejected"
    assert store.reports().items[0].records == 0
    undo = store.undo(rejected.number, "samira")
    assert now(store, record).state == "accepted"
    store.undo(undo.number, "karim")
    assert now(store, record).state == "rejected"
    assert [(j.action, j.active) for j in store.judgements(record.report_id)] == [
        ("accept", True), ("reject", True), ("undo", False), ("undo", True)
    ]  # fmt: skip
    with pytest.raises(JudgementError, match="not in force"):
        store.undo(undo.number, "karim")
    store.undo(accepted.number, "karim")
    assert len(store.judgements(record.report_id)) == 5


def test_only_undo_takes_a_judgement_back(store: Store, record: Record) -> None:
    (accepted,) = store.judge(Decision(action="accept", record_id=record.id), "samira")
    for number in (accepted.number, 1617):
        with pytest.raises(JudgementError, match="takes nothing back"):
            store.judge(Decision(action="note", record_id=record.id, note="no", undoes=number), "samira")
    assert [j.active for j in store.judgements(record.report_id)] == [True]


def test_a_field_is_changed_and_the_change_undone(store: Store, record: Record) -> None:
    judge(store, "change", record, field="status", value="alleged")
    toll = judge(store, "change", record, field="toll.killed", value=killed(4))
    found = now(store, record)
    assert (found.event.status, found.event.toll.counts()["killed"].low, found.changed) == ("alleged", 4, ("status", "toll.killed"))
    assert store.reports().items[0].killed == 4
    store.undo(toll.number, "samira")
    assert now(store, record).event.toll.counts()["killed"].low == 3
    judge(store, "change", record, field="toll.killed", value=None)
    assert "killed" not in now(store, record).event.toll.counts()
    (row,) = store.events(RecordFilter(statuses=("alleged",))).items
    assert row.id == record.id


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("colour", "red", "no field"),
        ("status", "perhaps", "status"),
        ("event_type", "", "event type"),
        ("toll.killed", {**killed(3), "span": [0, 900]}, "outside the report"),
        ("toll.killed", {**killed(3), "span": [9, 4]}, "outside the report"),
        ("places", [{"text": "سراقب"}], "span"),
        ("date", None, "date"),
    ],
)
def test_a_change_that_breaks_the_contract_is_refused(store: Store, record: Record, field: str, value: Any, sentence: str) -> None:
    with pytest.raises(JudgementError, match=sentence):
        judge(store, "change", record, field=field, value=value)
    assert store.judgements() == ()


def test_add_merge_and_split(store: Store, record: Record) -> None:
    event = document(record.event)
    added = store.judge(Decision(action="add", report_id=record.report_id, value={"event": {**event, "event_type": "arrest"}}), "karim")[0]
    assert added.record_id
    own = store.record(added.record_id)
    assert (own.added_by, own.state, own.event.event_type, own.event.event_id) == ("karim", "accepted", "arrest", own.id)
    merged = judge(store, "merge", record, value={"records": [own.id]})
    assert (store.record(own.id).state, store.record(own.id).related) == ("merged", (record.id,))
    with pytest.raises(JudgementError, match="merged into"):
        judge(store, "accept", own)
    store.undo(merged.number, "samira")
    judge(store, "split", record, value={"events": [event, {**event, "event_type": "raid"}]})
    states = {r.state for r in store.records(record.report_id)}
    assert states == {"split", "accepted"} and len(store.records(record.report_id)) == 4
    assert store.reports().items[0].records == 3
    with pytest.raises(JudgementError, match="two new records"):
        judge(store, "split", own, value={"events": [event]})


def test_decisions_are_kept_all_or_none(store: Store, record: Record) -> None:
    with pytest.raises(NotFound):
        store.judge([Decision(action="accept", record_id=record.id), Decision(action="accept", record_id="nothing")], "samira")
    assert now(store, record).state == "proposed"
    with pytest.raises(NotFound, match="reviewer"):
        judge(store, "accept", record, by="nobody")
    store.change_reviewer(msgspec.structs.replace(store.reviewer("karim"), active=False))
    with pytest.raises(StoreError, match="no longer active"):
        judge(store, "accept", record, by="karim")


def test_sent_twice_is_judged_once(store: Store, record: Record) -> None:
    first = judge(store, "accept", record, key="tab-1-7")
    assert judge(store, "accept", record, key="tab-1-7").number == first.number
    assert len(store.judgements()) == 1


def test_two_people_on_one_report_do_not_overwrite_each_other(store: Store, record: Record) -> None:
    revision = store.report(record.report_id).row.revision
    store.judge(Decision(action="accept", record_id=record.id), "samira", if_revision=revision)
    with pytest.raises(Conflict):
        store.judge(Decision(action="reject", record_id=record.id), "karim", if_revision=revision)
    assert now(store, record).state == "accepted"


def test_a_report_is_finished_and_reopened(store: Store, record: Record) -> None:
    assert store.reports().items[0].status == "new"
    judge(store, "accept", record)
    assert store.reports().items[0].status == "open"
    store.judge(Decision(action="finish", report_id=record.report_id), "samira")
    assert store.reports().items[0].status == "done"
    store.judge(Decision(action="reopen", report_id=record.report_id), "samira")
    assert store.reports().items[0].status == "open"


@pytest.mark.parametrize("statement", ["UPDATE judgements SET reviewer = 'karim'", "DELETE FROM judgements"])
def test_the_database_itself_refuses_to_rewrite_a_judgement(store: Store, record: Record, statement: str) -> None:
    judge(store, "accept", record)
    with pytest.raises(StoreError, match="only added"), store.writing() as connection:
        connection.execute(text(statement))
    assert store.judgements()[0].reviewer == "samira"


def test_the_history_of_a_value_goes_back_to_its_words(store: Store, record: Record) -> None:
    judge(store, "change", record, field="toll.killed", value=killed(4))
    judge(store, "change", record, field="status", value="alleged")
    undone = judge(store, "change", record, by="karim", field="toll.killed", value=killed(5), note="حصيلة محدثة")
    store.undo(undone.number, "karim")
    steps = store.audit(record.id, "toll.killed")
    assert [(s.what, s.undone) for s in steps] == [("coded", False), ("change", False), ("change", True), ("undo", False)]
    assert steps[0].who == "made 1" and steps[0].words == ("ثلاثة",) and steps[2].note == "حصيلة محدثة"
    assert msgspec.json.decode(steps[1].value)["low"] == 4
    assert store.audit(record.id, "event_type")[0].words[0] == "قصف"
    assert [s.what for s in store.audit(record.id)] == ["coded", "change", "change", "change", "undo"]
    with pytest.raises(NotFound):
        store.audit("nothing")


def test_a_copy_is_coded_for_itself_once_somebody_says_so(store: Store, add: Add) -> None:
    long = TEXT + "\nوقال مصدر محلي إن القصف استمر حتى ساعات المساء وطال أحياء سكنية في أطراف البلدة.\nوأضاف أن فرق الدفاع المدني نقلت المصابين."
    add(long)
    copy = add(long + "\nالمصدر: وكالات", name="b")
    assert store.report(copy).row.status == "copy"
    store.judge(Decision(action="separate", report_id=copy), "samira")
    assert store.report(copy).row.status == "open"
    assert [r.id for r in store.to_recode("any", [copy])] == [copy]
