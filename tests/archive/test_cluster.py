"""A Spark cluster of two executors on this machine: the same records as one process gives, whatever is killed."""

from functools import partial
from pathlib import Path

import pytest
from java import NEEDS_SPARK
from processes import EXECUTOR, PYTHON, killing
from tables import records, rejects

from rasd.archive.finishing import total
from rasd.archive.folder import Folder, Plan
from rasd.archive.working import Setup
from rasd.errors import ArchiveError

KILLED = (PYTHON, PYTHON, EXECUTOR, PYTHON)

pytestmark = NEEDS_SPARK


def test_a_cluster_whose_workers_are_killed_leaves_the_same_tables(plan: Plan, alone: Folder, tmp_path: Path) -> None:
    from rasd.archive.cluster import code_on, finish_on, session

    folder = Folder(tmp_path / "on [two] {a,b}*")  # no patterns
    left = folder.begin(plan)
    each = len(left) // (len(KILLED) + 2)
    wanted = [(partial(_are_done, folder, n * each), what) for n, what in enumerate(KILLED, 1)]
    with session("local-cluster[2,1,1024]") as spark:
        with killing(wanted) as killed:
            code_on(spark, Setup(str(folder.path)), left)
        assert len(folder.done()) == len(plan.pieces)
        finish_on(spark, folder)
    assert set(killed) == {EXECUTOR, PYTHON}
    assert total(folder.done()).reports == total(alone.done()).reports
    assert records(folder) == records(alone)
    assert rejects(folder) == rejects(alone)
    assert folder.begin(plan) == []


def _are_done(folder: Folder, pieces: int) -> bool:
    return len(list(folder.work.glob("[!.]*.json"))) >= pieces


def test_a_cluster_that_is_not_there_is_said() -> None:
    from rasd.archive.cluster import session

    with pytest.raises(ArchiveError, match="no-master: no Spark session: "):
        session("no-master")
