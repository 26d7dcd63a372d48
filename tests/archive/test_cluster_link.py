"""Linking on a Spark cluster: the same incidents as on one machine, byte by byte, whatever is killed."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from subprocess import run
from typing import TYPE_CHECKING

import msgspec
import pytest
from java import NEEDS_SPARK
from made import reports
from processes import EXECUTOR, PYTHON, killing
from tables import finished

from rasd.archive.linking import read_records
from rasd.coding.coder import Coder
from rasd.evaluation.linking import read_linked
from rasd.incidents import Linker, Weights
from rasd.report import Report

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

ROOT = Path(__file__).resolve().parents[2]
GOLD = ("corpus/linking.jsonl", "tests/data/linking/tune.jsonl", "tests/data/linking/aside.jsonl")

pytestmark = NEEDS_SPARK


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    from rasd.archive.cluster_session import session

    with session("local-cluster[2,1,1024]") as on:
        yield on


def here(tables: Path) -> tuple[list[bytes], list[str]]:
    """Incidents as one machine links them, and the ids that came twice."""
    twice: list[str] = []
    return [msgspec.json.encode(i) for i in Linker().link(read_records(tables, twice.append))], twice


def there(spark: SparkSession, tables: Path) -> tuple[list[bytes], list[tuple[int, str]]]:
    """The same as the cluster links them; how many came twice, and the first of them."""
    from rasd.archive.cluster_link import LinkSetup, link_on

    twice: list[tuple[int, str]] = []
    told = link_on(spark, tables, LinkSetup(), Weights.load(), tables.with_name("out.jsonl"), lambda *few: twice.append(few))
    return list(told), twice


def test_the_command_gives_the_same_incidents_of_gold_records(tmp_path: Path) -> None:
    gold = [r for path in GOLD for r in read_linked(ROOT / path)]
    finished(tmp_path / "on [two] {a,b}*", ((r.report, r.events) for r in gold))
    command = [sys.executable, "-m", "rasd", "archive", "link", "on [two] {a,b}*"]
    for more in (["here.jsonl"], ["there.jsonl", "--spark", "local[2]"]):
        done = run([*command, *more], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
    incidents = (tmp_path / "here.jsonl").read_bytes()
    assert (tmp_path / "there.jsonl").read_bytes() == incidents
    assert done.stdout == f"{len(incidents.splitlines())} incidents: there.jsonl\n"
    assert 100 < len(incidents.splitlines()) < sum(len(r.events) for r in gold) - 50
    assert len(list(tmp_path.iterdir())) == 3


def test_coded_records_give_the_same_incidents_whatever_is_killed(spark: SparkSession, tmp_path: Path) -> None:
    coder, draw = Coder(), random.Random(4)
    made = [Report(id=r["id"], text=r["text"], published=date(2024, 5, draw.randint(1, 6))) for r in reports(400)]
    coded = [(report, coder.code(report)) for report in made]
    tables = finished(tmp_path / "tables", [*coded, *coded[:5]])
    incidents, twice = here(tables)
    stages = [(partial(_is_begun, tmp_path, name), what) for name, what in (("read", PYTHON), ("records", EXECUTOR), ("checkpoints/*/*", PYTHON))]
    with killing(stages) as killed:
        found, told = there(spark, tables)
    assert found == incidents
    assert told == [(len(twice), twice[0])] and len(twice) >= 5
    assert killed == [PYTHON, EXECUTOR, PYTHON]
    assert max(len(msgspec.json.decode(i)["events"]) for i in incidents) > 2


def _is_begun(folder: Path, step: str) -> bool:
    return any(folder.glob(f".out.jsonl.*.work/{step}"))


def test_an_archive_without_records_has_no_incidents(spark: SparkSession, tmp_path: Path) -> None:
    assert there(spark, finished(tmp_path / "tables", [])) == ([], [])


def test_parts_of_a_graph_of_any_shape(spark: SparkSession, tmp_path: Path) -> None:
    from rasd.archive.cluster_parts import parts_of
    from rasd.archive.cluster_paths import address

    spark.sparkContext.setCheckpointDir(address(tmp_path))
    draw = random.Random(6)
    path = draw.sample([f"p{n:03}" for n in range(200)], 200)
    edges = [*zip(path, path[1:], strict=False), *((f"s{0:03}", f"s{n:03}") for n in range(1, 30))]
    edges += [(f"r{draw.randrange(60):02}", f"t{draw.randrange(60):02}") for _ in range(50)]
    part = {node: node for edge in edges for node in edge}
    for _ in part:
        for left, right in edges:
            part[left] = part[right] = min(part[left], part[right])
    found = parts_of(spark.createDataFrame(edges, "l string, r string")).collect()
    assert sorted((row.unique_id, row.part) for row in found) == sorted(part.items())
