"""Failures of Spark: one sentence that says what, where and what to do, and no traceback."""

from __future__ import annotations

import os
import sys
import time
import venv
from collections.abc import Callable
from pathlib import Path
from subprocess import PIPE, Popen

import pytest
from java import NEEDS_SPARK
from made import reports, write_lines
from processes import DRIVER, below
from tables import finished

from rasd.archive.cluster_faults import fault_of
from rasd.archive.cluster_session import context
from rasd.coding.coder import Coder
from rasd.errors import ArchiveError
from rasd.report import Report

_MASTER = "spark://127.0.0.1:1"  # nothing listens there


def java(folder: Path, version: str) -> str:
    """The home of a Java that only tells its version."""
    (folder / "bin").mkdir()
    program = folder / "bin" / "java"
    program.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n")
    program.chmod(0o755)
    return str(folder)


@pytest.mark.parametrize(
    ("version", "master", "sentence"),
    [
        ("", _MASTER, r"Spark needs Java, and .*/bin/java is not there; install Java 17 .*JAVA_HOME"),
        ("1.8.0_392", _MASTER, r"Spark needs Java 17, and .*/bin/java is 8; install Java 17"),
        ("11.0.2", _MASTER, r"Spark needs Java 17, and .*/bin/java is 11; install Java 17"),
        ("17.0.15", _MASTER, r"does not answer \(.*refused\); see whether the master runs"),
        ("21.0.1", "no-master", r"is no master that Spark knows; like spark://host:7077"),
        ("21.0.1", "yarn", r".*set HADOOP_CONF_DIR"),
        ("17.0.15", "local[2]", r"a cluster needs PySpark; pip install 'rasd\[cluster\]'"),
    ],
)
def test_what_is_missing_is_said_before_spark_begins(
    version: str, master: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JAVA_HOME", java(tmp_path, version) if version else str(tmp_path))
    for name in ("HADOOP_CONF_DIR", "YARN_CONF_DIR", "SPARK_CONF_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(sys.modules, "pyspark", None)
    with pytest.raises(ArchiveError, match=f"^{master.replace('[', '.').replace(']', '.')}: {sentence}"), context(master):
        pass


_IN_A_WORKER = """An error occurred while calling z:org.apache.spark.api.python.PythonRDD.collectAndServe.
: org.apache.spark.SparkException: Job aborted due to stage failure: Task 0 in stage 0.0 failed 20 times: org.apache.spark.api.python.PythonException: Traceback (most recent call last):
  File "/x/worker.py", line 2044, in main
    process()
{}

\tat org.apache.spark.api.python.BasePythonRunner$ReaderIterator.handlePythonException(PythonRunner.scala:581)
"""


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (_IN_A_WORKER.format("rasd.errors.CodebookError: book: no such folder"), "book: no such folder"),
        (_IN_A_WORKER.format("OSError: [Errno 28] No space left on device: 'out/work'"), "M: coding: OSError: [Errno 28] No space left on device: 'out/work'; AGAIN"),
        (_IN_A_WORKER.format("MemoryError"), "M: coding: MemoryError; AGAIN"),
        ("x\n: ExecutorLostFailure (executor 3 exited caused by one of the running tasks)", "M: coding: executors or their Python ended again and again; see whether there is memory for them"),
        ("An error occurred while calling o26.collect", "M: coding: the session ended in the middle; AGAIN"),
        ("", "M: coding: the session ended in the middle; AGAIN"),
        ("x\n: org.apache.spark.SparkException: Job aborted: no room\n\tat a.b.C", "M: coding: Job aborted: no room; AGAIN"),
    ],
)  # fmt: skip
def test_what_spark_tells_becomes_a_sentence(told: str, sentence: str) -> None:
    assert str(fault_of("M", RuntimeError(told), "coding", "AGAIN")) == sentence


def told_by(folder: Path, *command: str, when: Callable[[], bool] | None = None, **env: str) -> str:
    """What a command that fails says; where `when` is given, Spark's driver is killed as soon as it holds."""
    program = Popen(
        [sys.executable, "-m", "rasd", "archive", *command], cwd=folder, stdout=PIPE, stderr=PIPE, text=True, env=os.environ | env
    )
    while when and program.poll() is None:
        if when() and (found := [pid for pid, line in below(program.pid) if DRIVER in line]):
            os.kill(found[0], 9)
            break
        time.sleep(0.05)
    out, told = program.communicate()
    assert (program.returncode, out) == (2, ""), told
    assert "Traceback" not in told and "\tat " not in told, told
    return told.splitlines()[-1]


class TestOnThisMachine:
    pytestmark = NEEDS_SPARK

    @pytest.fixture
    def folder(self, tmp_path: Path) -> Path:
        write_lines(tmp_path / "in.jsonl", reports(400))
        return tmp_path

    def test_a_python_without_rasd(self, folder: Path) -> None:
        venv.create(folder / "bare", symlinks=True)
        python = str(folder / "bare/bin/python")
        told = told_by(folder, "code", "in.jsonl", "out", "--spark", "local[1]", PYSPARK_PYTHON=python)
        assert told == f"rasd: local[1]: coding: the Python of the workers ({python}) has no rasd; pip install 'rasd[cluster]' there, or set PYSPARK_PYTHON"

    def test_a_python_that_is_not_there(self, folder: Path) -> None:
        finished(folder / "tables", [(Report(id="a", text=text), Coder().code(Report(id="a", text=text))) for text in (reports(1)[0]["text"],)])
        told = told_by(folder, "link", "tables", "i.jsonl", "--spark", "local[1]", PYSPARK_PYTHON="/nowhere/python")
        assert told.startswith("rasd: local[1]: linking: the workers cannot run /nowhere/python; set PYSPARK_PYTHON")
        assert sorted(p.name for p in folder.iterdir()) == ["in.jsonl", "tables"]

    def test_a_session_that_ends_in_the_middle_of_coding(self, folder: Path) -> None:
        some_done = lambda: any(folder.glob("out/work/[!.]*.json"))  # noqa: E731
        told = told_by(folder, "code", "in.jsonl", "out", "--spark", "local[1]", "--piece-bytes", "5000", when=some_done)
        assert told == "rasd: local[1]: coding: the session ended in the middle; the same command goes on with what is not done"

    def test_a_session_that_ends_in_the_middle_of_linking(self, folder: Path) -> None:
        made, coder = [Report(id=row["id"], text=row["text"]) for row in reports(50)], Coder()
        finished(folder / "tables", [(report, coder.code(report)) for report in made])
        reading = lambda: any(folder.glob(".i.jsonl.*.work/read"))  # noqa: E731
        told = told_by(folder, "link", "tables", "i.jsonl", "--spark", "local[1]", when=reading)
        assert told == "rasd: local[1]: linking: the session ended in the middle; the same command begins anew"
        assert sorted(p.name for p in folder.iterdir()) == ["in.jsonl", "tables"]
