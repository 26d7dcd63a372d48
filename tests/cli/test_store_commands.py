import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

TEXT = "قتل ثلاثة مدنيين في قصف على بلدة سراقب أمس."


@pytest.fixture
def rasd(tmp_path: Path):  # type: ignore[no-untyped-def]
    """Runs a command on a database of its own, away from the user's settings."""
    environment = {**os.environ, "RASD_DATABASE": str(tmp_path / "rasd.sqlite"), "RASD_CONFIG": str(tmp_path / "config.toml")}
    (tmp_path / "config.toml").write_text('reviewer = "samira"\n', encoding="utf-8")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.2023-03-05.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "in" / "b.jsonl").write_text(json.dumps({"id": "b", "text": TEXT + " عاجل", "published": "2023-03-06"}) + "\n{broken\n", encoding="utf-8")

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        done = subprocess.run([sys.executable, "-m", "rasd", *arguments], capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)
        assert "Traceback" not in done.stderr
        return done

    run.environment = environment  # type: ignore[attr-defined]
    return run


def test_a_working_day(rasd, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    added = rasd("add", "in")
    assert added.stdout == "2 new with 2 records, 0 known, 0 copies, 1 rejected\n"
    assert added.returncode == 1 and "is not JSON" in added.stderr
    assert rasd("add", "in").stdout == "0 new with 0 records, 2 known, 0 copies, 1 rejected\n"

    counts = json.loads(rasd("status", "--json").stdout)
    assert (counts["reports"], counts["records"], counts["rejected"]) == (2, 2, 1)
    assert "reports    2 (2 new)" in rasd("status").stdout

    (hit,) = [json.loads(line) for line in rasd("search", "عاجل", "--json").stdout.splitlines()]
    report = hit["row"]["id"]
    assert rasd("search", "زلزال").returncode == 1
    assert report in rasd("search", "قصف", "--since", "2023-03-06").stdout

    shown = rasd("show", report[:8]).stdout
    assert TEXT in shown and "published  2023-03-06" in shown
    _, record = [json.loads(line) for line in rasd("show", report, "--json").stdout.splitlines()]
    assert "ثلاثة" in rasd("show", record["id"]).stdout
    assert "coded" in rasd("show", record["id"], "--field", "toll.killed").stdout
    assert json.loads(rasd("show", report, "--original").stdout)["id"] == "b"
    nothing = rasd("show", "nothing")
    assert (nothing.returncode, nothing.stderr) == (2, "rasd: report, record or incident 'nothing': no such report, record or incident in this database\n")

    assert rasd("recode").stdout == "0 reports: 0 records changed, 0 new, 0 gone\n"
    assert rasd("recode", "--force", "--dry-run").stdout == "2 reports: 0 records would change, 0 new, 0 gone\n"

    (tmp_path / "in" / "b.jsonl").unlink()
    assert "is not JSON" in rasd("rejected", "list").stdout
    retried = rasd("rejected", "retry")
    assert retried.returncode == 1 and "1 rejected" in retried.stdout
    assert rasd("rejected", "dismiss", "1").returncode == 0
    assert rasd("rejected", "list", "--json").stdout == ""

    assert [json.loads(line)["reports"] for line in rasd("sources", "list", "--json").stdout.splitlines()] == [2]
    assert rasd("backup", "b.sqlite").stdout == "wrote b.sqlite\n"
    assert rasd("restore", "b.sqlite").returncode == 2
    assert "is in" in rasd("restore", "b.sqlite", "--replace").stdout
    assert json.loads(rasd("status", "--json", "--db", "b.sqlite").stdout)["reports"] == 2
    assert "toll.killed" in rasd("agreement").stdout


def test_records_of_the_database_become_incidents(rasd, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    rasd("add", "in/a.2023-03-05.txt")
    assert rasd("link").stdout == "1 records new or changed, 0 pairs compared; incidents: 1 founded, 0 changed, 0 dissolved\n"
    (tmp_path / "in" / "c.2023-03-05.txt").write_text("قتل ثلاثة مدنيين بقصف على سراقب أمس، بحسب الدفاع المدني.", encoding="utf-8")
    rasd("add", "in/c.2023-03-05.txt")
    assert rasd("link").stdout == "1 records new or changed, 1 pairs compared; incidents: 0 founded, 1 changed, 0 dissolved\n"
    assert rasd("link").stdout == "0 records new or changed, 0 pairs compared; incidents: 0 founded, 0 changed, 0 dissolved\n"

    (incident,) = [json.loads(line) for line in rasd("incidents", "--json").stdout.splitlines()]
    id = incident["incident_id"]
    assert len(incident["events"]) == 2 and incident["toll"]["killed"]["best"] == 3
    assert id in rasd("incidents", "--from", "2023-03-04", "--to", "2023-03-04").stdout
    assert id not in rasd("incidents", "--from", "2023-03-05").stdout
    for shown in (rasd("incidents", "--show", id).stdout, rasd("show", id).stdout, rasd("show", id[:9]).stdout):
        assert "lowest 3, best 3, highest 3" in shown
    assert "founded  rasd link" in rasd("show", id, "--history").stdout
    assert "incidents  1" in rasd("status").stdout
    why = rasd("link", "--explain", *incident["events"]).stdout
    assert "place       same" in why and "speaks for one act" in why
    for wrong in (["in", "--db", "rasd.sqlite"], ["--train"], ["in", "--afresh"]):
        assert rasd("link", *wrong).returncode == 2


def test_watching_until_stopped(rasd, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert "nothing is watched" in rasd("watch", "--once").stderr
    assert "is no time between readings" in rasd("watch", "in", "--every", "soon").stderr
    command = [sys.executable, "-m", "rasd", "watch", "in", "--every", "1s"]
    process = subprocess.Popen(command, cwd=tmp_path, env=rasd.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert "2 new" in process.stdout.readline()
    (tmp_path / "in" / "c.2023-03-07.txt").write_text(TEXT, encoding="utf-8")
    assert "1 new" in process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    began = time.monotonic()
    _, errors = process.communicate()
    assert process.returncode == 0 and "Traceback" not in errors
    assert time.monotonic() - began < 5
    (source,) = [json.loads(line) for line in rasd("sources", "list", "--watched", "--json").stdout.splitlines()]
    assert source["address"] == str(tmp_path / "in") and source["reports"] == 3
    rasd("sources", "unwatch", "in")
    assert rasd("sources", "list", "--watched", "--json").stdout == ""


def test_settings_and_their_origin(rasd, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    found = {row["setting"]: row for row in map(json.loads, rasd("config", "show", "--json").stdout.splitlines())}
    assert found["reviewer"]["value"] == "samira" and found["reviewer"]["from"].endswith("config.toml")
    assert found["database"]["from"] == "RASD_DATABASE"
    rasd.environment["RASD_DATABASE"] = "postgresql://rasd:secret@127.0.0.1:1/x"
    assert "secret" not in rasd("config", "show").stdout
    down = rasd("status")
    assert down.returncode == 2 and "no server answers" in down.stderr and "secret" not in down.stderr
    rasd.environment["RASD_JOBS"] = "many"
    assert rasd("status").stderr.startswith("rasd: RASD_JOBS: ")


def test_help_starts_at_once_and_loads_no_database(rasd) -> None:  # type: ignore[no-untyped-def]
    code = "import sys, rasd.cli.main; sys.exit(bool({'sqlalchemy', 'datasketch', 'numpy', 'rasd.coding'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    shown = rasd("--help").stdout
    for command in ("add", "watch", "status", "search", "show", "rejected", "recode", "sources", "backup", "restore", "config"):
        assert command in shown
