import json
from pathlib import Path

import pytest

from rasd.coding.coder import Coder
from rasd.report import Report
from rasd.store import Store
from rasd.store.coders import Coders
from rasd.store.intake import Intake
from rasd.store.sourcing import due

TEXT = "قتل ثلاثة مدنيين في قصف على بلدة سراقب أمس."


@pytest.fixture(scope="module")
def coders(coder: Coder) -> Coders:
    return Coders()


def lines(file: Path, *rows: object) -> str:
    file.write_text("\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return str(file)


def kinds(intake: Intake, source: str, **options: bool) -> list[str]:
    return [added.kind for added in intake.add(source, **options)]


def test_reports_are_coded_and_kept_with_their_line(store: Store, coders: Coders, tmp_path: Path) -> None:
    line = {"id": "x", "text": TEXT, "published": "2023-03-05", "source": "شبكة", "author": "مراسل"}
    source = lines(tmp_path / "a.jsonl", line, {**line, "id": "y"}, "{broken", {"text": "English text only."})
    assert kinds(Intake(store, coders), source) == ["new", "known", "rejected", "rejected"]
    (row,) = store.reports().items
    found = store.report(row.id)
    assert [(s.name, s.address) for s in found.sightings] == [("x", f"{source}:1"), ("y", f"{source}:2")]
    assert (found.row.outlet, found.author) == ("شبكة", "مراسل")
    assert json.loads(store.content(found.content_hash)[0])["id"] == "x"
    assert row.records == 1 and found.coder == coders.version
    assert kinds(Intake(store, coders), source) == ["known", "known", "rejected", "rejected"]
    page = store.rejected()
    assert [(r.address, r.tries) for r in page.items] == [(f"{source}:4", 2), (f"{source}:3", 2)]
    assert store.content(page.items[1].content_hash)[0] == b"{broken"


def test_rejected_input_is_settled_when_it_can_be_read(store: Store, coders: Coders, tmp_path: Path) -> None:
    file = tmp_path / "late.2023-03-05.txt"
    intake = Intake(store, coders)
    assert kinds(intake, str(file)) == ["rejected"]
    (rejection,) = store.rejected().items
    assert "no such file" in rejection.reason and rejection.size == 0
    assert store.sources()[0].failures == 1
    file.write_text(TEXT, encoding="utf-8")
    assert [a.kind for a in intake.retry(rejection)] == ["new"]
    assert store.rejected().total == 0 and store.rejected(resolved=True).total == 1


def test_what_is_rejected_again_stays_in_the_list(store: Store, coders: Coders, tmp_path: Path) -> None:
    source = lines(tmp_path / "a.jsonl", "{broken")
    intake = Intake(store, coders)
    kinds(intake, source)
    (tmp_path / "a.jsonl").unlink()  # the bytes were kept
    assert [a.kind for a in intake.retry(store.rejected().items[0])] == ["rejected"]
    assert store.rejected().items[0].tries == 2


def test_a_report_that_the_coder_fails_on_is_kept_aside(store: Store, tmp_path: Path) -> None:
    class Failing(Coders):
        def code(self, reports):  # type: ignore[no-untyped-def]
            return ["coding it failed: test" if "عاجل" in r.text else c for r, c in zip(reports, super().code(reports), strict=True)]

    source = lines(tmp_path / "a.jsonl", {"text": f"عاجل: {TEXT}"}, {"text": TEXT})
    assert kinds(Intake(store, Failing()), source) == ["rejected", "new"]
    assert "coding it failed" in store.rejected().items[0].reason
    assert [a.kind for a in Intake(store, Coders()).retry(store.rejected().items[0])] == ["new"]


def test_a_watched_folder_is_read_again_only_where_it_changed(store: Store, coders: Coders, tmp_path: Path) -> None:
    intake = Intake(store, coders)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert kinds(intake, str(tmp_path), only_changed=True) == ["new"]
    (tmp_path / "b.txt").write_text(TEXT.replace("سراقب", "أريحا"), encoding="utf-8")
    assert kinds(intake, str(tmp_path), only_changed=True) == ["new"]
    assert kinds(intake, str(tmp_path), only_changed=True) == []
    assert kinds(intake, str(tmp_path)) == ["known", "known"]


def test_a_source_that_fails_is_left_alone_longer_each_time(store: Store) -> None:
    source = store.watch("https://example.org/feed", 60)
    assert due(source) == source.added
    waits = []
    for _ in range(6):
        store.note_reading(source.address, "no answer")
        (source,) = store.sources(watched=True)
        when = due(source)
        assert when and source.last_read
        waits.append((when - source.last_read).total_seconds())
    assert waits == [120, 240, 480, 960, 960, 960]
    store.note_reading(source.address)
    assert store.sources()[0].failures == 0 and store.sources()[0].last_error is None
    store.watch(source.address, None)
    assert store.sources(watched=True) == ()


def test_a_worker_that_dies_loses_no_report(coders: Coders) -> None:
    import os
    import signal

    with Coders(jobs=2) as many:
        reports = [Report(id=f"r{n}", text=f"{TEXT} {n}") for n in range(40)]
        expected = coders.code(reports)
        assert many.code(reports) == expected
        assert many._pool is not None
        os.kill(next(iter(many._pool._processes)), signal.SIGKILL)
        assert many.code(reports) == expected
