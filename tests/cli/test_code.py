import json
import subprocess
import sys
from pathlib import Path

import pytest

TEXT = "قتل ثلاثة مدنيين في قصف على بلدة سراقب أمس."


def rasd(*arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "rasd", *arguments], input=given, capture_output=True, check=False)


def records(done: subprocess.CompletedProcess[bytes]) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_a_file_becomes_json_lines(tmp_path: Path) -> None:
    (tmp_path / "r.2023-03-05.txt").write_text(TEXT, encoding="utf-8")
    (event,) = records(rasd("code", str(tmp_path)))
    assert event["event_type"] == "shelling"
    assert event["date"]["start"] == "2023-03-04"
    assert TEXT[slice(*event["evidence"]["trigger"])]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "windows-1256", "iso-8859-6"])
def test_character_sets(tmp_path: Path, encoding: str) -> None:
    long = TEXT + " وقالت مصادر محلية إن القصف استمر حتى المساء في أطراف البلدة."
    (tmp_path / "r.txt").write_bytes(long.encode(encoding))
    done = rasd("code", str(tmp_path / "r.txt"), "--published", "2023-03-05")
    assert [e["event_type"] for e in records(done)] == ["shelling"], done.stderr.decode()


def test_bad_lines_are_said_and_the_rest_is_coded(tmp_path: Path) -> None:
    lines = [json.dumps({"id": "a", "text": TEXT, "published": "2023-03-05"}), "{broken", '{"id": "c"}', '{"id": "d", "text": "x", "published": "soon"}']
    done = rasd("code", "-", given="\n".join(lines).encode())
    assert [e["document_id"] for e in records(done)] == ["a"]
    complaints = done.stderr.decode().splitlines()
    assert [c.split(":")[2] for c in complaints] == ["2", "3", "4"]
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"", "is empty"), (b"  \n", "is empty"), (b"An English report about shelling.", "is not in Arabic"), (b"\x00\x00\x00", "is neither text nor any other form")],
)
def test_what_cannot_be_coded_is_said(tmp_path: Path, content: bytes, sentence: str) -> None:
    (tmp_path / "r.txt").write_bytes(content)
    done = rasd("code", str(tmp_path / "r.txt"))
    assert sentence in done.stderr.decode()
    assert (done.stdout, done.returncode) == (b"", 1)


def test_a_missing_file_and_a_wrong_date() -> None:
    assert "no such file" in rasd("code", "nowhere.txt").stderr.decode()
    wrong = rasd("code", "nowhere.txt", "--published", "5 March")
    assert wrong.returncode == 2
    assert "is no date" in wrong.stderr.decode()


def test_every_format_and_jobs_keep_the_order(tmp_path: Path) -> None:
    for n in range(5):
        (tmp_path / f"r{n}.2023-03-05.txt").write_text(TEXT.replace("ثلاثة", str(n + 3)), encoding="utf-8")
    one = rasd("code", str(tmp_path))
    two = rasd("code", str(tmp_path), "--jobs", "2")
    assert one.stdout == two.stdout
    assert [e["toll"]["killed"]["low"] for e in records(one)] == [3, 4, 5, 6, 7]
    assert len(json.loads(rasd("code", str(tmp_path), "--format", "json").stdout)) == 5
    assert len(rasd("code", str(tmp_path), "--format", "csv").stdout.decode().splitlines()) == 6
    table = rasd("code", str(tmp_path), "--format", "table", "--explain").stdout.decode()
    assert "shelling" in table
    assert "\u2068سراقب\u2069" in table


def test_mentions_are_lines(tmp_path: Path) -> None:
    (tmp_path / "r.txt").write_text(TEXT, encoding="utf-8")
    found = [json.loads(line) for line in rasd("mentions", str(tmp_path / "r.txt"), "--published", "2023-03-05").stdout.splitlines()]
    assert {"document_id", "kind", "text", "span", "value"} == set(found[0])
    assert {"trigger", "place", "count", "date"} <= {m["kind"] for m in found}


def test_the_codebook_is_shown_and_clean() -> None:
    assert rasd("codebook", "check").returncode == 0
    assert "غارة" in rasd("codebook", "show", "air_strike").stdout.decode()
    assert "قسد" in rasd("codebook", "show", "sdf").stdout.decode()
    assert rasd("codebook", "show", "nothing").returncode == 2
    assert "shelling" in rasd("codebook", "list").stdout.decode()


def test_places_are_found() -> None:
    assert "Deir ez-Zor" in rasd("gazetteer", "find", "دير الزور").stdout.decode()
    assert rasd("gazetteer", "find", "لامكان").returncode == 1
