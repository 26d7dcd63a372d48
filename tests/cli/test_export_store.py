"""Exports of the database: what went in comes out, filtered by what reviewers said."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner, Result

from rasd.cli.main import build
from rasd.store import Store
from rasd.store.model import Decision

ROOT = Path(__file__).resolve().parents[2]
FEW = 40
"""Reports of the corpus."""


def corpus() -> list[dict[str, str]]:
    lines = (ROOT / "corpus/linking.jsonl").read_text("utf-8").splitlines()[:FEW]
    return [{k: v for k, v in json.loads(line).items() if k in ("id", "published", "title", "text")} for line in lines]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build(["add", "code", "link", "export", "brief", "incidents"]), [*arguments])


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    (folder / "in.jsonl").write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in corpus()), encoding="utf-8")
    done = run("add", str(folder / "in.jsonl"), "--db", str(folder / "rasd.sqlite"))
    assert done.exit_code == 0, done.output
    assert run("link", "--db", str(folder / "rasd.sqlite")).exit_code == 0
    return folder / "rasd.sqlite"


def exported(database: Path, *options: str) -> bytes:
    done = run("export", "--db", str(database), *options)
    assert done.exit_code == 0, done.output
    return done.stdout_bytes


def rows(database: Path, *options: str) -> list[dict[str, str]]:
    return list(csv.DictReader(exported(database, *options).decode().splitlines()))


def test_json_lines_through_the_database_are_the_same_json_lines(database: Path, tmp_path: Path) -> None:
    with Store(database) as store:
        known = {r.name: r for r in store.reports(limit=1000).items}
        given = [r | {"id": known[r["id"]].id} for r in corpus() if known[r["id"]].copy_of is None]
    (tmp_path / "named.jsonl").write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in given), encoding="utf-8")
    coded = subprocess.run([sys.executable, "-m", "rasd", "code", str(tmp_path / "named.jsonl")], capture_output=True, check=True).stdout
    out = exported(database, "--format", "jsonl")
    assert out.count(b"\n") > FEW
    assert sorted(out.splitlines()) == sorted(coded.splitlines())
    (tmp_path / "out.jsonl").write_bytes(out)
    assert run("export", str(tmp_path / "out.jsonl"), "--format", "jsonl").stdout_bytes == out


def test_incidents_through_the_database_are_those_that_were_linked(database: Path, tmp_path: Path) -> None:
    out = exported(database, "--incidents", "--format", "jsonl")
    with Store(database) as store:
        assert out.splitlines() == [bytes(i.document) for i in store.all_incidents()]
    (tmp_path / "incidents.jsonl").write_bytes(out)
    assert run("export", str(tmp_path / "incidents.jsonl"), "--format", "jsonl").stdout_bytes == out
    found = rows(database, "--incidents")
    assert len(found) == out.count(b"\n")
    assert all(row["published"] for row in found), "reports lend their days"


def test_the_judgement_of_reviewers_filters(database: Path, tmp_path: Path) -> None:
    copy = tmp_path / "judged.sqlite"
    copy.write_bytes(database.read_bytes())
    first, second, third, *rest = [row["id"] for row in rows(copy)]
    with Store(copy) as store:
        store.add_reviewer("samira")
        store.judge(Decision(action="accept", record_id=first), "samira")
        store.judge(Decision(action="reject", record_id=second), "samira")
        store.judge(Decision(action="change", record_id=third, field="status", value="denied"), "samira")
    assert [row["id"] for row in rows(copy)] == [first, third, *rest], "rejected records are no part of the data set"
    assert [(row["id"], row["judgement"]) for row in rows(copy, "--judgement", "accepted")] == [(first, "accepted")]
    assert [row["id"] for row in rows(copy, "--judgement", "rejected", "--judgement", "accepted")] == [first, second]
    assert third in [row["id"] for row in rows(copy, "--status", "denied")]
    assert third not in [row["id"] for row in rows(copy, "--status", "occurred")]


def test_rows_quote_their_reports(database: Path) -> None:
    for row in rows(database, "--type", "shelling", "--names", "keep"):
        assert row["event_type"] == "shelling" and row["trigger"] and row["trigger"] in row["sentence"]
        assert row["titles"] and row["published"]


def test_parquet_knows_when_a_record_changed_and_what_became_of_it(database: Path, tmp_path: Path) -> None:
    assert run("export", "--db", str(database), "--format", "parquet", "--output", str(tmp_path / "x.parquet")).exit_code == 0
    table = pq.read_table(tmp_path / "x.parquet")
    with Store(database) as store:
        assert table.num_rows == store.counts().records
        begun = min(change.at for change in store.changes())
    assert min(table["changed"].to_pylist()) >= begun
    assert set(table["judgement"].to_pylist()) == {"proposed"}


def test_a_brief_of_the_database(database: Path) -> None:
    done = run("brief", "--db", str(database), "--incidents", "--language", "en")
    assert done.exit_code == 0 and done.stdout.startswith("<!doctype html>"), done.output
    assert run("brief", "--db", str(database)).stdout != done.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["x.jsonl", "--db", "y.sqlite"], "--db: goes without files"), (["x.jsonl", "--incidents"], "--incidents: goes without files"),
        (["--reports", "x.jsonl"], "--reports: goes with files"), (["--incidents", "--judgement", "accepted"], "--judgement: goes with records"),
        (["--judgement", "agreed"], "--judgement: 'agreed' is none; it is one of proposed"),
    ],
)  # fmt: skip
def test_options_that_do_not_go_together_are_said(arguments: list[str], sentence: str) -> None:
    done = subprocess.run([sys.executable, "-m", "rasd", "export", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 2 and sentence in done.stderr
