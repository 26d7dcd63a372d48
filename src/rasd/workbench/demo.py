"""The demonstration: example reports and some of the corpus that tell of the same acts, in a database that is gone afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from rasd.evaluation.corpus import corpus_folder
from rasd.workbench.bench import Bench
from rasd.workbench.working import Asked

_TOLD_TWICE = 40
"""Reports of the corpus for linking: one act told by several."""


@contextmanager
def demo_database() -> Iterator[Path]:
    """A database file that is removed at the end."""
    with TemporaryDirectory(prefix="rasd-demo-") as folder:
        yield Path(folder) / "demo.sqlite"


def add_demo(bench: Bench) -> None:
    """Have the examples added by a job, so that the workbench is there at once."""
    inputs = [(f.name, f.read_bytes()) for f in sorted(examples_folder().glob("*.txt"))]
    with (corpus_folder() / "linking.jsonl").open("rb") as lines:
        inputs.append(("corpus.jsonl", b"".join(islice(lines, _TOLD_TWICE))))
    bench.runner.add("upload", "", Asked(), bench.owner, inputs)


def examples_folder() -> Path:
    """The examples beside the source tree, else the copy in the installed package."""
    beside = Path(__file__).resolve().parents[3] / "examples"
    return beside if beside.is_dir() else Path(str(files("rasd"))) / "examples"
