"""The short form of `benchmarks/kills.py`, and a database that fails in the middle."""

import os
import resource
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kills import command, content, prove, write_reports
from postgresql_server import Server, programs
from rasd.store import Store


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_kills_at_random_moments_lose_and_double_nothing(kind: str) -> None:
    if kind == "postgresql" and programs() is None:
        pytest.skip("PostgreSQL is not installed here (apt-get install postgresql)")
    found = prove(kind, kills=2, reports=60, jobs=1)
    assert (found["kills"], found["reports"]) == (2, 60)
    assert found["judgements"] > 0


def run(file: Path, database: str, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(file, database, 1), capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload,no-any-return]


def one_sentence(done: subprocess.CompletedProcess[str], part: str) -> None:
    (line,) = done.stderr.splitlines()
    assert line.startswith("rasd: ") and part in line, line
    assert done.returncode == 2


def test_no_more_room_for_the_file(tmp_path: Path) -> None:
    write_reports(tmp_path / "reports.jsonl", 120)
    database = str(tmp_path / "rasd.sqlite")
    Store(database).close()

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))

    one_sentence(run(tmp_path / "reports.jsonl", database, preexec_fn=limit), "is it full")
    before = content(database)
    assert 0 < len(before["reports"]) < 120
    assert run(tmp_path / "reports.jsonl", database).returncode == 0
    after = content(database)
    assert len(after["reports"]) == 120 and set(before["reports"]) <= set(after["reports"])


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1500k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can only be mounted by root")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk(tmp_path: Path, small_disk: Path) -> None:
    write_reports(tmp_path / "reports.jsonl", 300)
    database = str(small_disk / "rasd.sqlite")
    one_sentence(run(tmp_path / "reports.jsonl", database), "the disk is full")
    before = content(database)
    assert 0 < len(before["reports"]) < 300
    subprocess.run(["mount", "-o", "remount,size=50m", str(small_disk)], check=True)
    assert run(tmp_path / "reports.jsonl", database).returncode == 0
    assert len(content(database)["reports"]) == 300


def test_a_server_that_goes_away_and_comes_back(tmp_path: Path) -> None:
    if programs() is None:
        pytest.skip("PostgreSQL is not installed here (apt-get install postgresql)")
    write_reports(tmp_path / "reports.jsonl", 200)
    server = Server("")  # with fsync, as in life: the server crashes
    try:
        database = server.url("rasd")
        Store(database).close()
        process = subprocess.Popen(command(tmp_path / "reports.jsonl", database, 1), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        with Store(database) as store:
            while not store.counts().reports:
                time.sleep(0.05)
        server.halt()
        out, err = process.communicate()
        one_sentence(subprocess.CompletedProcess([], process.returncode, out, err), "went away")
        server.start()
        before = content(database)
        assert 0 < len(before["reports"]) < 200
        assert run(tmp_path / "reports.jsonl", database).returncode == 0
        assert len(content(database)["reports"]) == 200
    finally:
        server.stop()
