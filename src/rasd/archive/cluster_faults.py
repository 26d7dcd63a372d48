"""What Spark says at length when something fails, as one sentence: what, where and what to do."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rasd.errors import ArchiveError

if TYPE_CHECKING:
    from pyspark import SparkContext

_WORKER = re.compile(r"^rasd\.errors\.\w+: (.+)$", re.M)
"""A worker's own sentence, at the end of its traceback."""
_PYTHON = re.compile(r"Traceback \(most recent call last\):\n(?:[ ].*\n)+(\S.*)$", re.M)
_KNOWN = (
    (r'Cannot run program "([^"]+)"', "the workers cannot run {0}; set PYSPARK_PYTHON to a Python they have, with rasd[cluster] in it"),
    (r"No module named '([\w.]+)'", "the Python of the workers ({python}) has no {0}; pip install 'rasd[cluster]' there, or set PYSPARK_PYTHON"),
    (r"PYTHON_VERSION_MISMATCH", "the Python of the workers ({python}) is of another version than that of this program; set PYSPARK_PYTHON"),
    (r"All masters are unresponsive|Connection refused: .*:\d+$", "does not answer; see whether the cluster runs and whether this is its address"),
    (r"(?i)could not parse master url|invalid master url", "is no master that Spark knows; like spark://host:7077, yarn or local[2]"),
    (r"ExecutorLostFailure|crashed", "executors or their Python ended again and again; see whether there is memory for them"),
    (r"JAVA_GATEWAY_EXITED", "Java ended before Spark began; see what it says above"),
)  # fmt: skip
_GONE = re.compile(r"(?i)stopped SparkContext|^An error occurred while calling \S+$|Java server|sending or receiving|SparkContext (?:was|has been) shut ?down|Answer from Java side is empty|Connection reset")


def fault_of(master: str, error: BaseException, where: str, then: str = "") -> ArchiveError:
    """A failure of Spark as one sentence. `where`: in the middle of what; `then`: what the same command does when called again."""
    told = _text(error)
    if worker := _WORKER.search(told):
        return ArchiveError(worker[1])
    for words, sentence in _KNOWN:
        if found := re.search(words, told, re.M):
            python = os.environ.get("PYSPARK_PYTHON", "python3")
            return ArchiveError(f"{master}: {where}: {sentence.format(*found.groups(), python=python)}")
    advice = f"; {then}" if then else ""
    if isinstance(error, OSError | EOFError) or _GONE.search(told) or not told:
        return ArchiveError(f"{master}: {where}: the session ended in the middle{advice}")
    last = _PYTHON.search(told)
    return ArchiveError(f"{master}: {where}: {last[1] if last else _first_line(told)}{advice}")


def _text(error: BaseException) -> str:
    """What an error says; nothing where that would have to be asked of a Java that is gone."""
    try:
        return str(error).strip()
    except Exception:
        return ""


def _first_line(told: str) -> str:
    """Without the names of Java's classes before it."""
    lines = [line.strip() for line in told.splitlines()]
    line = next((line for line in lines if line.startswith(": ")), lines[0])
    return re.sub(r"^(?:: )?(?:[\w.$]+(?:Exception|Error): )*", "", line)[:300]


@contextmanager
def spark_told(context: SparkContext, where: str, then: str) -> Iterator[None]:
    """Failures of Spark in the block, also where another library wraps them, are raised as ArchiveError."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except Exception as error:
        failed = next((e for e in _causes(error) if isinstance(e, Py4JError | PySparkException | ConnectionError | EOFError)), None)
        if failed is None:
            raise
        raise fault_of(str(context.master), failed, where, then) from error


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
