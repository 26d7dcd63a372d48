import csv
import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rasd.cli.main import build

RECORD = {
    "event_id": "e1", "document_id": "r1", "event_type": "shelling", "status": "occurred",
    "initiators": [{"id": "russia_forces", "text": "الطيران", "span": [0, 3]}], "supporters": [],
    "targets": [{"id": "civilians", "text": "مدنيين", "span": [4, 9]}],
    "places": [{"text": "سراقب", "span": [1, 2], "name": "Saraqib", "country": "SY", "admin1": "إدلب", "latitude": 35.86, "longitude": 36.8}],
    "date": {"start": "2023-03-04", "end": "2023-03-04", "precision": "day"},
    "toll": {"killed": {"low": 3, "high": 3, "approximate": False, "text": "ثلاثة", "span": [0, 1]}},
    "source": {"kind": "none"}, "evidence": {"sentence": [0, 9], "trigger": [0, 3]},
}  # fmt: skip
LATER = {**RECORD, "event_id": "e2", "event_type": "arrest", "date": {"start": "2024-01-01", "end": "2024-01-01", "precision": "day"}}
LINES = "\n".join(json.dumps(r) for r in (RECORD, LATER)).encode()


def rasd(*arguments: str, given: bytes = LINES) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "rasd", *arguments], input=given, capture_output=True, check=False)


def ids(done: subprocess.CompletedProcess[bytes]) -> list[str]:
    return [row["id"] for row in csv.DictReader(done.stdout.decode().splitlines())]


def test_standard_input_to_standard_output() -> None:
    done = rasd("export", "-")
    assert ids(done) == ["e1", "e2"] and done.returncode == 0, done.stderr.decode()


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        (["--from", "2023-06-01"], ["e2"]), (["--to", "2023-06-01"], ["e1"]), (["--type", "arrest"], ["e2"]),
        (["--place", "ادلب"], ["e1", "e2"]), (["--place", "Homs"], []), (["--country", "sy"], ["e1", "e2"]),
        (["--actor", "isis"], []), (["--status", "denied"], []), (["--judgement", "accepted"], []),
    ],
)  # fmt: skip
def test_filters(options: list[str], kept: list[str]) -> None:
    done = CliRunner().invoke(build(["export", "brief"]), ["export", "-", *options], input=LINES)
    assert [row["id"] for row in csv.DictReader(done.stdout.splitlines())] == kept


def test_a_broken_line_is_said_and_the_rest_is_written() -> None:
    done = rasd("export", "-", given=LINES + b'\n{"event_id": 3}\n{broken')
    assert ids(done) == ["e1", "e2"] and done.returncode == 1
    assert done.stderr.decode().count("is no event record and no incident") == 2 and b"-:3" in done.stderr


def test_reports_lend_their_outlet(tmp_path: Path) -> None:
    (tmp_path / "reports.jsonl").write_text(json.dumps({"id": "r1", "outlet": "شبكة", "published": "2023-03-05", "text": "قصف مدنيين"}))
    done = rasd("export", "-", "--format", "acled", "--reports", str(tmp_path / "reports.jsonl"))
    assert [row["source"] for row in csv.DictReader(done.stdout.decode().splitlines())] == ["شبكة", "شبكة"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere.jsonl"], "nowhere.jsonl: cannot be read"), (["-", "--from", "soon"], "--from: 'soon' is no date"),
        (["-", "--since", "last"], "--since: needs the ledger"), (["-", "--status", "x"], "it is one of occurred"),
        (["-", "--type", "sheling"], "--type: the codebook has no 'sheling'"),
        (["-", "--output", "/nowhere/x.csv"], "cannot be written"), (["-", "--acled-settings", "nowhere.toml"], "cannot be read"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_one_sentence(arguments: list[str], sentence: str) -> None:
    done = rasd("export", *arguments)
    assert done.returncode == 2 and sentence in done.stderr.decode() and b"Traceback" not in done.stderr


def test_a_failed_export_leaves_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("old")
    assert rasd("export", "nowhere.jsonl", "--output", str(tmp_path / "x.csv")).returncode == 2
    assert (tmp_path / "x.csv").read_text() == "old" and len(list(tmp_path.iterdir())) == 1


def test_changed_rows_since_the_last_export(tmp_path: Path) -> None:
    kept = ["--ledger", str(tmp_path / "l"), "--since", "last", "--deleted", str(tmp_path / "gone.csv")]
    assert ids(rasd("export", "-", *kept)) == ["e1", "e2"]
    assert ids(rasd("export", "-", *kept, given=json.dumps(RECORD).encode())) == []
    assert [row["id"] for row in csv.DictReader((tmp_path / "gone.csv").read_text().splitlines())] == ["e2"]


def test_a_brief_is_a_page() -> None:
    done = rasd("brief", "-", "--language", "en", "--from", "2023-01-01", "--to", "2023-12-31")
    assert done.returncode == 0 and done.stdout.startswith(b"<!doctype html>"), done.stderr.decode()
    assert "1 January 2023 to 31 December 2023" in done.stdout.decode() and "Saraqib" in done.stdout.decode()
