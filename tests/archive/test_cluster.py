"""A Spark cluster of two executors on this machine: the same records as one process gives, whatever is killed."""

import os
import random
import shutil
import signal
import threading
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from subprocess import run

import pytest
from processes import below
from tables import records, rejects

from rasd.archive.finishing import total
from rasd.archive.folder import Folder, Plan
from rasd.archive.working import Setup
from rasd.errors import ArchiveError

KILLS = 4


def _java() -> int:
    """The version of Java here; 0 where there is none."""
    if shutil.which("java") is None:
        return 0
    told = run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    number = "".join(c if c.isdigit() else " " for c in told).split()
    return int(number[0]) if number else 0


pytestmark = [
    pytest.mark.skipif(find_spec("pyspark") is None, reason="PySpark is not installed here (pip install rasd[cluster])"),
    pytest.mark.skipif(_java() < 17, reason="Spark needs Java 17 (apt-get install openjdk-17-jre-headless)"),
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]


def test_a_cluster_whose_workers_are_killed_leaves_the_same_tables(plan: Plan, alone: Folder, tmp_path: Path) -> None:
    from rasd.archive.cluster import code_on, finish_on, session

    folder = Folder(tmp_path / "on [two] {a,b}*")  # no patterns
    left = folder.begin(plan)
    draw, killed, stop = random.Random(5), [], threading.Event()

    def kill() -> None:
        """Python workers, and once a whole executor, each after some more pieces are done."""
        for number in range(KILLS):
            wanted = (number + 1) * len(left) // (KILLS + 2)
            while len(list(folder.work.glob("[!.]*.json"))) < wanted:
                if stop.wait(0.05):
                    return
            what = "CoarseGrainedExecutorBackend" if number == KILLS // 2 else "pyspark.daemon"
            if found := [pid for pid, command in below(os.getpid()) if what in command and "--driver-url" in command or what == "pyspark.daemon" in command]:
                killed.append((what, draw.choice(found)))
                with suppress(ProcessLookupError):
                    os.kill(killed[-1][1], signal.SIGKILL)

    killer = threading.Thread(target=kill)
    with session("local-cluster[2,1,1024]") as spark:
        killer.start()
        try:
            code_on(spark, Setup(str(folder.path)), left)
        finally:
            stop.set()
            killer.join()
        assert len(folder.done()) == len(plan.pieces)
        finish_on(spark, folder)
    assert {what for what, _ in killed} == {"CoarseGrainedExecutorBackend", "pyspark.daemon"}
    assert total(folder.done()).reports == total(alone.done()).reports
    assert records(folder) == records(alone)
    assert rejects(folder) == rejects(alone)
    assert folder.begin(plan) == []


def test_a_cluster_that_is_not_there_is_said() -> None:
    from rasd.archive.cluster import session

    with pytest.raises(ArchiveError, match="no-master: no Spark session: "):
        session("no-master")
