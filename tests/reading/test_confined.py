"""Readers that run out of time or memory end alone; reading goes on."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest
from test_archives import page, record

from rasd.reading.confined import _workers
from rasd.reading.items import ReadFault, ReadReport, read_source
from rasd.reading.options import Limits, ReadOptions

HEAVY = b"<html><body>" + b"<p></p>" * 900_000 + b"</body></html>"


def test_an_archive_is_read_on_behind_the_page_that_takes_too_long(tmp_path: Path) -> None:
    file = tmp_path / "a.warc"
    file.write_bytes(record("https://a.example/1", page("amp")) + record("https://a.example/heavy", HEAVY) + record("https://a.example/2", page("portal")))
    began = time.monotonic()
    enough = Limits(seconds=3.0, memory=8_000_000_000)  # on a fast machine, too, its time is over first
    first, heavy, second = read_source(str(file), options=ReadOptions(limits=enough))
    assert isinstance(first, ReadReport) and isinstance(second, ReadReport) and second.address.endswith("/2")
    assert isinstance(heavy, ReadFault) and str(heavy.error) == f"{file}:https://a.example/heavy: takes more than 3 seconds to read"
    assert time.monotonic() - began < 20


@pytest.mark.skipif(sys.platform != "linux", reason="the limit of memory is one of Linux")
def test_a_reader_that_needs_too_much_memory_is_ended_and_its_input_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(HEAVY)
    (fault,) = read_source(str(file), options=ReadOptions(limits=Limits(memory=150_000_000)))
    assert isinstance(fault, ReadFault) and "150 MB of memory" in str(fault.error) and fault.content == HEAVY


def test_whoever_stops_reading_early_leaves_no_process_in_work(tmp_path: Path) -> None:
    file = tmp_path / "a.warc"
    file.write_bytes(b"".join(record(f"https://a.example/{n}", page("amp")) for n in range(50)))
    items = read_source(str(file))
    assert isinstance(next(items), ReadReport)
    items.close()  # type: ignore[attr-defined]
    assert len(list(read_source(str(file)))) == 50


def test_a_reader_that_died_in_the_meantime_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(page("amp"))
    assert isinstance(next(read_source(str(file))), ReadReport)
    for worker in _workers(Limits().memory)._idle:
        worker._process.kill()
        worker._process.wait()
    assert isinstance(next(read_source(str(file))), ReadReport)


def test_modules_of_the_folder_one_works_in_are_not_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "lxml.py").write_text("raise SystemExit(3)\n")
    (tmp_path / "a.html").write_bytes(page("amp"))
    monkeypatch.chdir(tmp_path)
    _workers(Limits().memory).close()
    (item,) = read_source("a.html")
    assert isinstance(item, ReadReport)
