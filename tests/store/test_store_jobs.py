"""Jobs, the log of judgements, facets and other lists that a workbench asks the store for; on both databases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from rasd.errors import InputError, NotFound
from rasd.reading.items import ReadFault
from rasd.store import Store
from rasd.store.looking import RecordFilter, ReportFilter
from rasd.store.model import Decision, JobResult

Add = Callable[..., str]
ONE = "قصف على سراقب قتل ثلاثة مدنيين\nقصف على منبج قتل أربعة مدنيين"
OTHER = "اعتقلت دورية ستة أشخاص في عفرين"


def test_a_job_keeps_what_it_was_given_until_it_is_done(store: Store) -> None:
    inputs = [("a.txt", "خبر".encode()), ("b.txt", b"")]
    job = store.add_job("upload", "a.txt (+1)", {"country": "SY"}, "samira", "here:1:x", inputs)
    assert job.state == "queued" and store.job_inputs(job.number) == tuple(inputs)
    assert store.note_job(job.number, if_state=["queued"], state="running")
    assert not store.note_job(job.number, if_state=["queued"], state="running")
    store.note_job(job.number, state="failed", message="no")
    assert store.job_inputs(job.number)
    store.note_job(job.number, state="done", done=2, result=JobResult(counts={"new": 2}, reports=("r1",)))
    found = store.job(job.number)
    assert found.result.counts == {"new": 2} and found.done == 2 and store.job_inputs(job.number) == ()
    assert [j.number for j in store.jobs().items] == [job.number]
    with pytest.raises(NotFound):
        store.job(job.number + 1)


def test_jobs_of_servers_that_are_gone_or_silent_are_interrupted(store: Store) -> None:
    here, gone = (store.add_job("link", "", {}, "samira", server) for server in ("here:1:x", "gone:2:y"))
    assert set(store.job_servers()) == {"here:1:x", "gone:2:y"}
    assert store.interrupt_jobs(servers=["gone:2:y"], silent=timedelta(hours=1)) == 1
    assert store.job(here.number).state == "queued" and store.job(gone.number).state == "interrupted"
    store.touch_jobs("here:1:x")
    assert store.interrupt_jobs(silent=timedelta(hours=1)) == 0
    assert store.interrupt_jobs(silent=timedelta(seconds=-1)) == 1


def test_the_log_of_judgements_comes_in_pages_and_knows_what_was_undone(store: Store, add: Add) -> None:
    report = add(ONE)
    first, second = store.records(report)
    accepted, _ = store.judge([Decision(action="accept", record_id=first.id), Decision(action="reject", record_id=second.id)], "samira")
    undone = store.undo(accepted.number, "karim")
    page = store.judgement_log(limit=2)
    assert page.total == 3 and [j.number for j in page.items] == [undone.number, accepted.number + 1]
    (last,) = store.judgement_log(limit=2, offset=2).items
    assert last.number == accepted.number and not last.active
    assert store.judgement_log(reviewer="karim").total == store.judgement_log(action="reject").total == 1
    assert store.judgement_log(report_id="none").total == 0


def test_facets_count_what_stands(store: Store, add: Add) -> None:
    one = add(ONE, outlet="شبكة")
    add(OTHER, name="b", published="2023-04-01")
    facets = store.facets()
    assert dict(facets.types) == {"shelling": 2, "arrest": 1} and dict(facets.countries) == {"SY": 3}
    assert facets.outlets == (("شبكة", 1),) and facets.days == facets.published == (date(2023, 3, 5), date(2023, 4, 1))
    store.judge([Decision(action="reject", record_id=r.id) for r in store.records(one)], "samira")
    assert dict(store.facets().types) == {"arrest": 1} and store.facets().days[0] == date(2023, 4, 1)


def test_reports_are_ordered_and_filtered_by_what_their_records_tell(store: Store, add: Add) -> None:
    one, other = add(ONE), add(OTHER, name="b")
    assert [r.id for r in store.reports(order="killed_total").items] == [one, other]
    assert [r.id for r in store.reports(order="killed_total", descending=False).items] == [other, one]
    assert [r.id for r in store.reports(ReportFilter(event_type="arrest", country="SY")).items] == [other]
    assert [h.row.id for h in store.search("سراقب OR منبج").items] == []
    assert [h.row.id for h in store.search("على", order="killed_total").items] == [one]
    assert set(store.texts([one, "none"])) == set(store.rows([one, "none"])) == {one}
    ids = tuple(r.id for r in store.records(one))
    assert {r.id for r in store.all_events(RecordFilter(ids=ids[:1]))} == {ids[0]}


def test_independent_coders_and_rejected_input_are_found_one_by_one(store: Store, add: Add) -> None:
    report = add(ONE)
    store.assign([report], ["samira", "karim"], blind=True)
    store.judge(Decision(action="finish", report_id=report), "karim", layer=True)
    assert [(a.reviewer, a.blind, a.finished) for a in store.assignments(report)] == [("karim", True, True), ("samira", True, False)]
    assert store.double_coded("samira") == (report,) and store.double_coded("nobody") == ()
    fault = ReadFault(error=InputError("a.txt", "is empty"), address="a.txt", content=b"")
    store.add(store.source("test").number, [fault], {}, {}, "made 1")
    number = store.rejected().items[0].number
    assert store.rejection(number).address == "a.txt"
    with pytest.raises(NotFound):
        store.rejection(number + 1)
