"""What a worker keeps, puts aside and survives; records come back as they were."""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from made import reports, write_lines
from tables import records, rejects

from conftest import BAD, COUNT
from rasd.archive import working
from rasd.archive.finishing import finish_here, total
from rasd.archive.folder import Folder, Plan
from rasd.archive.journal import DEATHS, Journal
from rasd.archive.pieces import Piece, cut
from rasd.archive.rows import event_of
from rasd.archive.working import Setup, Worker
from rasd.coding.coder import Coder
from rasd.errors import ArchiveError
from rasd.reading.items import Item
from rasd.report import Report


def test_all_is_there_by_country_and_month(alone: Folder) -> None:
    done = total(alone.done())
    assert (done.reports, done.rejects) == (COUNT, len(BAD))
    assert len(records(alone)) == done.records > COUNT
    assert len(rejects(alone)) == len(BAD)
    files = [file.relative_to(alone.path / "records").parts for file in (alone.path / "records").rglob("*.parquet")]
    assert {len(parts) for parts in files} == {3}
    assert {"country=SY", "country=YE"} <= {parts[0] for parts in files}
    assert all(parts[1].startswith("month=") for parts in files)
    assert not alone.work.exists()


def test_records_come_back_as_the_coder_gave_them(alone: Folder) -> None:
    coder = Coder()
    by_report: dict[str, list[tuple[int, object]]] = {}
    for file in sorted((alone.path / "records").rglob("*.parquet")):
        for row in pq.ParquetFile(file).read().to_pylist():
            by_report.setdefault(row["document_id"], []).append((row["position"], event_of(row)))
    for row in reports(COUNT)[::40]:
        report = Report(id=row["id"], text=row["text"], published=_day(row["published"]))
        told = tuple(event for _, event in sorted(by_report.get(row["id"], []), key=lambda pair: pair[0]))
        assert told == coder.code(report), row["id"]


def _day(text: str):  # type: ignore[no-untyped-def]
    from datetime import date

    return date.fromisoformat(text)


def begun(tmp_path: Path, rows: list[dict[str, str]], **options: object) -> tuple[Folder, Setup, list[Piece]]:
    pieces = cut([str(write_lines(tmp_path / "in.jsonl", rows))])
    folder = Folder(tmp_path / "out")
    folder.begin(Plan("a test", tuple(pieces)))
    return folder, Setup(str(folder.path), **options), pieces  # type: ignore[arg-type]


def test_a_huge_report_is_put_aside_with_its_size(tmp_path: Path) -> None:
    rows = reports(3)
    rows[1]["text"] *= 100
    folder, setup, (piece,) = begun(tmp_path, rows, most_characters=5_000)
    done = Worker(setup).code(piece)
    assert (done.reports, done.rejects) == (2, 1)
    finish_here(folder)
    assert "characters, more than 5,000" in rejects(folder)[0].decode()


def test_a_report_that_the_coder_fails_on_costs_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, setup, (piece,) = begun(tmp_path, reports(5))
    worker = Worker(setup)
    code = worker._coder.code
    monkeypatch.setattr(worker._coder, "code", lambda report: code(report) if report.id != "made-000002" else 1 / 0)
    done = worker.code(piece)
    assert (done.reports, done.rejects) == (4, 1)
    finish_here(folder)
    assert "could not be coded: ZeroDivisionError" in rejects(folder)[0].decode()


def _deadly(code: Callable[[Report], object], report: Report) -> object:
    return code(report) if report.id != "made-000003" else os._exit(9)


def test_a_report_that_ends_its_process_is_put_aside_after_three(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, setup, (piece,) = begun(tmp_path, reports(5))
    for attempt in range(DEATHS + 1):
        child = os.fork()
        if child == 0:
            worker = Worker(setup)
            code = worker._coder.code
            monkeypatch.setattr(worker._coder, "code", partial(_deadly, code))
            worker.code(piece)
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == (9 if attempt < DEATHS else 0)
    (done,) = folder.done()
    assert (done.reports, done.rejects, done.deaths) == (4, 1, DEATHS)
    finish_here(folder)
    (row,) = pq.read_table(folder.path / "rejects.parquet").to_pylist()
    assert b"made-000003" in row["content"] and row["reason"] == "coding it ended the process each time"


def test_a_piece_that_cannot_even_be_begun_is_put_aside(tmp_path: Path) -> None:
    folder, setup, (piece,) = begun(tmp_path, reports(5))
    for _ in range(DEATHS):
        Journal(folder.journal(piece))  # and never closed, as by a process that died
    assert Worker(setup).code(piece).rejects == 1


def test_a_piece_that_fails_leaves_nothing_and_is_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, setup, (piece,) = begun(tmp_path, reports(5))

    def broken(piece: Piece) -> Iterator[Item]:
        yield from list(all_items(piece))[:3]
        raise MemoryError

    all_items = working.items
    monkeypatch.setattr(working, "items", broken)
    with pytest.raises(MemoryError):
        Worker(setup).code(piece)
    assert list(folder.work.iterdir()) == []
    monkeypatch.setattr(working, "items", all_items)
    assert Worker(setup).code(piece).reports == 5


def test_another_plan_needs_another_folder(tmp_path: Path) -> None:
    folder, _, pieces = begun(tmp_path, reports(2))
    assert folder.begin(Plan("a test", tuple(pieces))) == pieces
    with pytest.raises(ArchiveError, match="was begun with other inputs"):
        folder.begin(Plan("another codebook", tuple(pieces)))
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.txt").write_text("x")
    with pytest.raises(ArchiveError, match="holds other files"):
        Folder(tmp_path / "full").begin(Plan("a test", ()))


def test_an_archive_without_reports_gives_empty_tables(tmp_path: Path) -> None:
    folder, setup, pieces = begun(tmp_path, [])
    for piece in pieces:
        Worker(setup).code(piece)
    finish_here(folder)
    assert rejects(folder) == [] and list((folder.path / "records").iterdir()) == []
