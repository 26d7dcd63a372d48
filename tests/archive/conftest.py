"""One archive for all tests, and what one process makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from made import reports, write_lines, write_table
from s3 import Bucket, keys_only, serving

from rasd.archive.finishing import finish_here
from rasd.archive.folder import Folder, Plan
from rasd.archive.pieces import Piece, cut
from rasd.archive.working import Setup, Worker

COUNT = 2_000
BAD = [b"{broken", b'{"id": "no text"}', b'{"text": "not in Arabic at all"}', b'{"text": 7}']


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """2,000 made reports in JSON lines, packed JSON lines and Parquet, with bad lines among them."""
    folder = tmp_path_factory.mktemp("archive")
    rows = reports(COUNT)
    write_lines(folder / "a.jsonl", rows[:1200], BAD)
    write_lines(folder / "b.jsonl.gz", rows[1200:1400])
    write_table(folder / "c.parquet", rows[1400:], group=150)
    return folder


@pytest.fixture(scope="module")
def bucket() -> Iterator[Bucket]:
    with keys_only(), serving() as bucket:
        yield bucket


@pytest.fixture(scope="session")
def pieces(archive: Path) -> list[Piece]:
    return cut([str(archive)], each=40_000, rows=100)


@pytest.fixture(scope="session")
def plan(pieces: list[Piece]) -> Plan:
    return Plan("the tests", tuple(pieces))


@pytest.fixture(scope="session")
def alone(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """The archive coded in this process, one piece after the other."""
    folder = Folder(tmp_path_factory.mktemp("alone") / "it's [one]")
    worker = Worker(Setup(str(folder.path)))
    for piece in folder.begin(plan):
        worker.code(piece)
    finish_here(folder)
    return folder
