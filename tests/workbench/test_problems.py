"""Every error that the workbench can show has its sentence in both languages, with words that are really given."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from served import Client

from rasd.errors import JudgementError
from rasd.sentences import TABLE, sentence
from rasd.workbench.problems import _CODES

ROOT = Path(__file__).resolve().parents[2]
ROWS = {code: (english, arabic) for code, english, arabic in (line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[1:])}
MESSAGES = "".join(path.read_text("utf-8") for path in (ROOT / "frontend" / "src" / "language").glob("*.ts"))
NAMES_OF_THINGS = r"rasd( \w+| --\w+)*|JSON|CSV|Parquet|NUL|https?|If-Match"


def raised() -> Iterator[tuple[str, set[str]]]:
    """The codes that the program gives, with the words beside each; None of a code that stands for a kind of error."""
    for path in (ROOT / "src" / "rasd").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("JudgementError", "Problem", "problem"):
                codes = [a.value for a in node.args[:2] if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                given = [ast.literal_eval(k) for a in node.args if isinstance(a, ast.Dict) for k in a.keys if k]
                yield from ((code, {*given, *(k.arg or "" for k in node.keywords)}) for code in codes)
            if isinstance(node, ast.ClassDef):
                names = [b for b in node.body if isinstance(b, ast.Assign) and isinstance(b.targets[0], ast.Name) and b.targets[0].id == "code"]
                yield from ((ast.literal_eval(b.value), {"kind", "id"}) for b in names)


def placeholders(said: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(said) if name}


def test_every_code_has_a_sentence_in_both_languages_and_is_used() -> None:
    given: dict[str, set[str]] = {"database": set(), **dict.fromkeys(_CODES.values(), {"most"})}
    for code, words in raised():
        given[code] = given.get(code, words) & words
    given |= {code: set() for code in ("not_understood", "refused")}
    assert set(given) == set(ROWS)
    assert list(ROWS) == sorted(ROWS)
    for code, (english, arabic) in ROWS.items():
        assert english and re.search("[ء-ي]", arabic) and not re.search("[\u200e\u200f\u2066-\u2069]", arabic), code
        assert placeholders(english) | placeholders(arabic) <= given[code], code
        assert not re.search("[A-Za-z]", re.sub(NAMES_OF_THINGS, "", re.sub(r"\{\w+\}", "", arabic))), (code, arabic)


def test_kinds_of_things_are_named_in_both_languages() -> None:
    sources = "".join(path.read_text("utf-8") for path in (ROOT / "src" / "rasd").rglob("*.py"))
    kinds = set(re.findall(r'NotFound\("([\w ]+)"', sources)) | set(re.findall(r'row_of\([^"]+"(\w+)"', sources))
    assert {"report", "record", "event type"} <= kinds
    assert [kind for kind in kinds if f'"thing.{kind.replace(" ", "_")}":' not in MESSAGES] == []


def test_weapon_classes_are_named_in_both_languages(client: Client) -> None:
    book = client.get("/api/codebook").json()
    table = (ROOT / "frontend" / "src" / "language" / "things.ts").read_text("utf-8")
    assert [id for id in book["weapons"] if not re.search(rf'\b{id}: \["[^"]+", "[^"A-Za-z]+"\]', table)] == []
    assert len(book["seized"]) > 100 and all(re.fullmatch("[ء-ي ]+", one["label_ar"]) for one in book["seized"])


def test_an_error_says_its_code_and_words(client: Client, report: str) -> None:
    found = client.get("/api/reports/none").json()
    assert found["code"] == "not_found" and found["words"] == {"kind": "report", "id": "none"}
    assert found["detail"] == sentence("not_found", found["words"]) == "report 'none': no such report in this database"
    etag = client.get(f"/api/reports/{report}").headers["etag"]
    answer = client.post(f"/api/reports/{report}/judgements", json={"decisions": [{"action": "separate"}]}, headers={"If-Match": etag})
    assert (answer.status_code, answer.json()["code"]) == (422, "no_copy")
    wrong = client.get("/api/reports", params={"limit": 1000}).json()
    assert wrong["code"] == "not_understood" and wrong["faults"][0]["code"] == "less_than_equal" and wrong["faults"][0]["words"] == {"le": "200"}
    assert client.put("/api/reports").json()["code"] == "no_method"


def test_a_sentence_needs_its_words() -> None:
    assert JudgementError("needs_record", action="accept").words == {"action": "accept"}
    with pytest.raises(KeyError):
        JudgementError("needs_record")
