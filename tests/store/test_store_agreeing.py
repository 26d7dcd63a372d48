from collections.abc import Callable

import pytest

from rasd.errors import JudgementError
from rasd.store import Store
from rasd.store.agreeing import Pick
from rasd.store.events import document
from rasd.store.model import Decision

Add = Callable[..., str]
TEXT = "قتل ثلاثة مدنيين في قصف على بلدة سراقب أمس.\nاعتقلت قوات الأمن خمسة أشخاص في مدينة منبج صباح اليوم."


@pytest.fixture
def report(store: Store, add: Add) -> str:
    id = add(TEXT)
    store.assign([id], ["samira", "karim"])
    return id


def finish(store: Store, report: str) -> None:
    for coder in ("samira", "karim"):
        store.judge(Decision(action="finish", report_id=report), coder, layer=True)


def test_independent_coders_see_only_their_own_decisions(store: Store, report: str) -> None:
    shelling, arrest = store.records(report)
    store.judge(Decision(action="reject", record_id=arrest.id), "samira", layer=True)
    assert [r.state for r in store.records(report, "samira")] == ["proposed", "rejected"]
    assert [r.state for r in store.records(report, "karim")] == ["proposed", "proposed"]
    assert [r.state for r in store.records(report)] == ["proposed", "proposed"]
    store.add_reviewer("huda")
    with pytest.raises(JudgementError, match="not assigned"):
        store.judge(Decision(action="accept", record_id=shelling.id), "huda", layer=True)


def test_blind_coders_begin_with_an_empty_report(store: Store, add: Add) -> None:
    id = add(TEXT)
    event = document(store.records(id)[0].event)
    store.assign([id], ["samira", "karim"], blind=True)
    assert store.records(id, "samira") == ()
    for coder in ("samira", "karim"):
        store.judge(Decision(action="add", report_id=id, value={"event": event}), coder, layer=True)
    (compared,) = store.compare(id)  # two records of two people, aligned by their words
    assert compared.differing == ()
    assert len(store.records(id)) == 2  # the coder's proposals, untouched


def test_comparing_and_deciding(store: Store, report: str) -> None:
    shelling, arrest = store.records(report)
    store.judge(Decision(action="change", record_id=shelling.id, field="status", value="alleged"), "samira", layer=True)
    store.judge(Decision(action="reject", record_id=arrest.id), "karim", layer=True)
    first, second = store.compare(report)
    assert first.differing == ("status",)
    assert second.differing == ("found",) and second.records["karim"] is None
    store.adjudicate(report, "huda" if store.add_reviewer("huda", role="adjudicator") else "", [Pick("samira", shelling.id)])
    assert [(r.event.event_type, r.event.status, r.state, r.judged_by) for r in store.records(report)] == [
        ("shelling", "alleged", "accepted", "huda"),
        ("arrest", "occurred", "rejected", "huda"),
    ]
    assert store.report(report).row.status == "done"
    with pytest.raises(JudgementError, match="keeps no record"):
        store.adjudicate(report, "huda", [Pick("karim", arrest.id)])


def test_a_record_that_one_coder_added_is_adopted(store: Store, report: str) -> None:
    event = {**document(store.records(report)[0].event), "event_type": "raid"}
    added = store.judge(Decision(action="add", report_id=report, value={"event": event}), "karim", layer=True)[0]
    assert added.record_id
    store.adjudicate(report, "samira", [Pick("karim", added.record_id)])
    found = store.record(added.record_id)
    assert (found.state, found.added_by, found.judged_by, found.event.event_type) == ("accepted", "karim", "samira", "raid")


def test_agreement_per_field(store: Store, add: Add) -> None:
    towns = ("سراقب", "منبج", "الباب", "عفرين")
    counts = ("ثلاثة", "أربعة", "خمسة", "ستة")
    ids = [add(f"قتل {n} مدنيين في قصف على مدينة {town} أمس.", name=town) for n, town in zip(counts, towns, strict=True)]
    store.assign(ids, ["samira", "karim"])
    for n, id in enumerate(ids):
        (record,) = store.records(id)
        for coder in ("samira", "karim"):
            if n % 2 or (coder == "karim" and n == 0):
                store.judge(Decision(action="change", record_id=record.id, field="status", value="alleged"), coder, layer=True)
        finish(store, id)
    found = {a.field: a for a in store.agreement()}
    # By hand: values (o,a)(a,a)(o,o)(a,a); 8 values, 3 o and 5 a. Observed 2/8, expected 2·3·5/(8·7): alpha = 1 - 0.25·56/30.
    assert found["status"].alpha == pytest.approx(1 - 0.25 * 56 / 30)
    assert found["status"].alike == 0.75 and found["status"].units == 4
    assert found["toll.killed"].alpha == 1.0
    assert found["event_type"].alpha is None  # nothing varies
    assert found["found"].alike == 1.0


def test_only_finished_codings_count(store: Store, report: str) -> None:
    assert {a.units for a in store.agreement()} == {0}
    finish(store, report)
    assert {a.field: a.units for a in store.agreement()}["event_type"] == 2
