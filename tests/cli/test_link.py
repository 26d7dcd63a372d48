import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REPORTS = [
    {"id": "one", "published": "2024-03-17", "text": "قتل طفل وأصيب ستة مدنيين بقصف مدفعي لقوات النظام على بلدة سرمين اليوم الأحد."},
    {"id": "two", "published": "2024-03-18", "text": "قتل مدنيان بقصف مدفعي لقوات النظام على بلدة سرمين أمس الأحد."},
    {"id": "three", "published": "2024-03-18", "text": "اعتقلت قوات سوريا الديمقراطية ثلاثة أشخاص في بلدة الشحيل أمس الأحد."},
]


def rasd(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "rasd", *arguments], input=given, capture_output=True, check=False)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("link") / "reports.jsonl"
    path.write_text("\n".join(json.dumps(r, ensure_ascii=False) for r in REPORTS), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def events(reports: Path) -> Path:
    path = reports.with_name("events.jsonl")
    path.write_bytes(rasd("code", str(reports)).stdout)
    return path


def test_reports_become_incidents_and_are_listed(reports: Path, tmp_path: Path) -> None:
    linked = tmp_path / "incidents.jsonl"
    done = rasd("link", str(reports), "--output", str(linked))
    assert done.returncode == 0, done.stderr.decode()
    found = [json.loads(line) for line in linked.read_text("utf-8").splitlines()]
    assert sorted(i["documents"] for i in found) == [["one", "two"], ["three"]]
    assert found[0].keys() >= {"incident_id", "events", "toll", "places", "initiators"}
    both = next(i for i in found if len(i["events"]) == 2)
    assert (both["toll"]["killed"]["low"], both["toll"]["killed"]["high"]) == (1, 2)
    assert both["incident_id"] in rasd("incidents", str(linked)).stdout.decode()
    shown = rasd("incidents", str(linked), "--show", both["incident_id"]).stdout.decode()
    assert "lowest 1, best 2, highest 2" in shown
    assert rasd("incidents", str(linked), "--show", "inc-none").returncode == 2


def test_records_pipe_through(events: Path) -> None:
    done = rasd("link", "-", "--format", "jsonl", given=events.read_bytes())
    assert len(done.stdout.splitlines()) == 2, done.stderr.decode()
    assert rasd("link", str(events), "--format", "json").stdout.strip().endswith(b"]")
    assert b"shelling" in rasd("link", str(events), "--format", "table").stdout


def test_a_pair_is_explained_in_words_and_as_a_picture(events: Path, tmp_path: Path) -> None:
    ids = [json.loads(line)["event_id"] for line in events.read_text("utf-8").splitlines()]
    picture = tmp_path / "why.svg"
    done = rasd("link", str(events), "--explain", ids[0], ids[1], "--picture", str(picture))
    text = done.stdout.decode()
    assert "same day" in text
    assert "speaks for one act" in text
    assert picture.read_text("utf-8").startswith("<svg")
    assert rasd("link", str(events), "--explain", ids[0], "nobody").returncode == 2


def test_judgements_are_obeyed(events: Path, tmp_path: Path) -> None:
    ids = [json.loads(line)["event_id"] for line in events.read_text("utf-8").splitlines()]
    judged = tmp_path / "judged.jsonl"
    judged.write_text(json.dumps({"left": ids[0], "right": ids[1], "same": False}), encoding="utf-8")
    assert len(rasd("link", str(events), "--judgements", str(judged), "--format", "jsonl").stdout.splitlines()) == 3
    few = rasd("link", str(events), "--judgements", str(judged), "--train")
    assert (few.returncode, b"too few" in few.stderr) == (2, True)
    judged.write_text("{}", encoding="utf-8")
    faulty = rasd("link", str(events), "--judgements", str(judged))
    assert (faulty.returncode, b"is no judgement" in faulty.stderr) == (2, True)


def test_faults_of_the_input_are_said_and_the_rest_is_linked(events: Path) -> None:
    first = events.read_bytes().splitlines()[0]
    done = rasd("link", "-", "--format", "jsonl", given=b"\n".join([first, b"{broken", first, b'{"event_id": "x"}']))
    assert len(done.stdout.splitlines()) == 1
    complaints = done.stderr.decode().splitlines()
    assert [c.split(":")[2] for c in complaints] == ["2", "3", "4"]
    assert "twice" in complaints[1]
    assert done.returncode == 1
    assert b"no such file" in rasd("link", "nowhere.jsonl").stderr


def test_records_without_confidence_and_coordinates_are_taken(shared: Path, tmp_path: Path) -> None:
    gold = shared / "gold"
    events, linked = tmp_path / "events.jsonl", tmp_path / "incidents.jsonl"
    perfect = [sys.executable, str(gold / "gold_as_events.py"), str(gold / "linking/dev.jsonl")]
    events.write_bytes(subprocess.run(perfect, capture_output=True, check=True).stdout)
    linked.write_bytes(rasd("link", str(events), "--format", "jsonl").stdout)
    score = [sys.executable, str(gold / "link_score.py"), str(gold / "linking/dev.jsonl"), "--events", str(events), "--incidents", str(linked)]
    printed = subprocess.run(score, capture_output=True, check=True).stdout.decode()
    pairs, records = (float(line.split()[-1]) for line in printed.splitlines()[1:])
    assert pairs >= 0.93 and records >= 0.96, printed
