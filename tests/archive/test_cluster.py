"""A Spark cluster of two executors on this machine: the same records as one process gives, whatever is killed."""

from functools import partial
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from java import NEEDS_SPARK
from processes import EXECUTOR, PYTHON, killing
from tables import records, rejects

from rasd.archive.finishing import total
from rasd.archive.folder import Folder, Plan
from rasd.archive.working import Setup

KILLED = (PYTHON, PYTHON, EXECUTOR, PYTHON)

pytestmark = NEEDS_SPARK


@pytest.fixture(scope="module")
def sheets_alone(alone: Folder) -> dict[str, list[object]]:
    return in_order(alone)


def in_order(folder: Folder) -> dict[str, list[object]]:
    """The rows of each country and month as they stand in its file."""
    found: dict[str, list[object]] = {}
    for file in sorted((folder.path / "records").rglob("*.parquet")):
        found.setdefault(str(file.parent.relative_to(folder.path)), []).extend(pq.ParquetFile(file).read().to_pylist())
    return found


def test_a_cluster_whose_workers_are_killed_leaves_the_same_tables(
    plan: Plan, alone: Folder, sheets_alone: dict[str, list[object]], tmp_path: Path
) -> None:
    from rasd.archive.cluster import code_on
    from rasd.archive.cluster_session import context
    from rasd.archive.cluster_tables import finish_on

    folder = Folder(tmp_path / "on [two] {a,b}*")  # no patterns
    left = folder.begin(plan)
    each = len(left) // (len(KILLED) + 2)
    coding = [(partial(_are_done, folder, n * each), what) for n, what in enumerate(KILLED, 1)]
    with context("local-cluster[2,1,1024]") as on:
        with killing(coding) as killed:
            code_on(on, Setup(str(folder.path)), left)
        assert len(folder.done()) == len(plan.pieces)
        with killing([(partial(_is_being_written, folder), PYTHON)]) as killed_at_the_end:
            finish_on(on, folder, here=0)
    assert set(killed) == {EXECUTOR, PYTHON} and killed_at_the_end == [PYTHON]
    assert total(folder.done()).reports == total(alone.done()).reports
    assert records(folder) == records(alone)
    assert in_order(folder) == sheets_alone
    assert rejects(folder) == rejects(alone)
    assert sorted(p.name for p in folder.path.iterdir()) == ["plan.json", "records", "rejects.parquet", "summary.json"]
    assert not list((folder.path / "records").glob(".*"))
    assert folder.begin(plan) == []


def _are_done(folder: Folder, pieces: int) -> bool:
    return len(list(folder.work.glob("[!.]*.json"))) >= pieces


def _is_being_written(folder: Folder) -> bool:
    return any((folder.path / ".records.part").glob(".shelf-*"))
