"""Tables at an address: whole or not at all, and never over those of another run."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from made import reports, write_lines
from pyarrow.fs import LocalFileSystem, copy_files
from s3 import Bucket
from tables import finished, records

from rasd.archive.folder import Folder, Plan
from rasd.archive.publishing import Published
from rasd.coding.coder import Coder
from rasd.errors import ArchiveError
from rasd.report import Report

PLAN = Plan("a test", ())


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made, coder = [Report(id=row["id"], text=row["text"]) for row in reports(10)], Coder()
    return finished(tmp_path_factory.mktemp("run") / "tables", [(report, coder.code(report)) for report in made])


def names(bucket: Bucket, key: str, to: Path) -> list[str]:
    copy_files(f"archive/{key}", str(to), bucket.filesystem, LocalFileSystem())
    return sorted(str(path.relative_to(to)) for path in to.rglob("*") if path.is_file())


def test_what_a_copy_left_in_the_middle_is_taken_away(bucket: Bucket, run: Path, tmp_path: Path) -> None:
    target = Published(bucket.address("a b/tables"), PLAN)
    assert target.done() is None
    target.begin()
    assert target.done() is None
    bucket.put(run / "rejects.parquet", "a b/tables/records/country=SY/month=2023-01/of-another-attempt.parquet")
    target.publish(run)
    done = target.done()
    assert done is not None and done.piece == "all"
    assert names(bucket, "a b/tables", tmp_path) == sorted(str(p.relative_to(run)) for p in run.rglob("*") if p.is_file())
    assert records(Folder(tmp_path)) == records(Folder(run))


def test_the_tables_of_another_run_are_left_alone(bucket: Bucket, run: Path) -> None:
    Published(bucket.address("mine"), PLAN).begin()
    with pytest.raises(ArchiveError, match="^s3://archive/mine: was begun with other inputs"):
        Published(bucket.address("mine"), Plan("another", ())).done()
    bucket.put(run / "rejects.parquet", "full/thesis.parquet")
    with pytest.raises(ArchiveError, match="^s3://archive/full: holds other files; choose an empty folder$"):
        Published(bucket.address("full"), PLAN).done()
    with pytest.raises(ArchiveError, match="^s3://nowhere/x: no such bucket"):
        target = Published(bucket.address().replace("archive", "nowhere").replace("?", "x?"), PLAN)
        target.done()
        target.begin()


def test_the_command_reads_and_writes_addresses(bucket: Bucket, tmp_path: Path) -> None:
    there, output = bucket.put(write_lines(tmp_path / "in.jsonl", reports(30), [b"{broken"]), "in.jsonl"), bucket.address("out")
    run = lambda *more: subprocess.run([sys.executable, "-m", "rasd", "archive", *more], cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: E731
    told = run("code", there, output)
    assert (told.returncode, told.stderr) == (2, "rasd: s3://archive/out: an output at an address needs --work, a folder where the run is kept until its tables are copied\n")
    told = run("code", bucket.address("gone"), output, "--work", "run")
    assert (told.returncode, told.stderr) == (2, "rasd: s3://archive/gone: no such file or folder\n")
    done = run("code", there, output, "--work", "run", "--jobs", "1")
    assert done.returncode == 0 and done.stdout.endswith(" records, 1 rejected: s3://archive/out\n"), done.stderr
    again = run("code", there, output, "--work", "not needed")
    assert again.stdout == done.stdout and not (tmp_path / "not needed").exists(), "nothing is left to do"
    linked = run("link", output, "incidents.jsonl")
    assert linked.returncode == 0 and json.loads((tmp_path / "incidents.jsonl").read_text("utf-8").splitlines()[0]), linked.stderr
    told = run("link", "run", output)
    assert (told.returncode, told.stderr) == (2, "rasd: s3://archive/out: incidents are written to a file, not to an address\n")
