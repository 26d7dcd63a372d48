"""Exports, the codebook browser, trying a sentence, the pages, and the API's documentation."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import zipfile
from pathlib import Path

import httpx
import pyarrow.parquet as parquet
import pytest
from served import Client, Serve

from rasd.workbench.pages import NOT_BUILT

DOCS = Path(__file__).resolve().parents[2] / "docs" / "api.md"


@pytest.mark.parametrize("what", ["records", "incidents"])
def test_every_format_is_served_as_a_file(client: Client, what: str) -> None:
    total = client.get("/api/map", params={"what": what}).json()["total"]

    def file(format: str, **more: object) -> bytes:
        answer = client.get("/api/export", params={"what": what, "format": format, **more})
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-disposition"].startswith(f'attachment; filename="rasd-{what}-{format}-')
        assert int(answer.headers["x-rasd-items"]) == total
        return answer.content

    assert len(list(csv.DictReader(io.StringIO(file("csv").decode())))) == total
    assert len(file("jsonl").splitlines()) == total
    assert len(json.loads(file("geojson"))["features"]) == total
    assert parquet.read_table(io.BytesIO(file("parquet"))).num_rows == total
    assert zipfile.is_zipfile(io.BytesIO(file("xlsx", rtl=True)))
    assert file("hxl").decode().splitlines()[1].startswith("#")
    assert file("csv", excel=True).startswith(b"\xef\xbb\xbf")
    for layout in ("acled", "ucdp"):
        assert len(file(layout).splitlines()) > 1


def test_filters_choose_what_is_exported(client: Client) -> None:
    params = {"what": "records", "format": "jsonl", "type": "shelling", "country": "SY"}
    lines = client.get("/api/export", params=params).text.splitlines()
    assert lines and all(json.loads(line)["event_type"] == "shelling" for line in lines)
    assert client.get("/api/export", params={"format": "doc"}).status_code == 422


def test_the_codebook_is_shown_with_the_users_own_examples(client: Client) -> None:
    book = client.get("/api/codebook").json()
    assert len(book["types"]) == 39 and "artillery" in book["weapons"] and book["statuses"][0] == "occurred"
    most = max(book["types"], key=lambda t: t["records"])
    found = client.get(f"/api/codebook/types/{most['id']}").json()
    assert found["triggers"] and found["records"] == most["records"] > 1
    for example in found["examples"]:
        text = client.get(f"/api/reports/{example['report_id']}").json()["report"]["text"]
        assert example["text"] in text and example["spans"]
    actor = max(book["actors"], key=lambda a: a["records"])
    shown = client.get(f"/api/codebook/actors/{actor['id']}").json()
    assert shown["records"] == actor["records"] and any(e["spans"] for e in shown["examples"])
    words = client.get("/api/codebook/words", params={"q": "هاون", "kind": "weapon"}).json()
    assert words["items"] and words["items"][0]["id"]
    assert client.get("/api/codebook/types/none").status_code == client.get("/api/codebook/actors/none").status_code == 404


def test_a_sentence_is_tried_step_by_step(client: Client) -> None:
    text = "قُتل ثلاثة مدنيين بقصف مدفعي لقوات النظام على بلدة النيرب شرقي إدلب، أمس."
    tried = client.post("/api/try", json={"text": text, "published": "2023-03-05", "country": "SY"}).json()
    assert [text[slice(*s)] for s in tried["sentences"]]
    for mention in tried["mentions"]:
        assert text[slice(*mention["span"])] == mention["text"]
    assert {m["kind"] for m in tried["mentions"]} >= {"actor", "place", "date", "count", "trigger"}
    assert any(c["kept"] and c["probability"] > 0.5 for c in tried["clauses"])
    assert tried["records"][0]["event_type"] == tried["explanation"][0]["event_type"] == "shelling"
    assert client.get("/api/overview").json()["counts"]["reports"] == 7
    assert client.post("/api/try", json={"text": ""}).status_code == 422


def test_pages_are_served_from_the_package(serve: Serve, tmp_path: Path) -> None:
    static = tmp_path / "static"
    (static / "assets").mkdir(parents=True)
    (static / "index.html").write_text("<!doctype html><title>Rasd</title>")
    (static / "assets" / "a-1234.js").write_text("export {}")
    (tmp_path / "secret.txt").write_text("secret")
    client = serve(static=static).client()
    for path in ("/", "/reports/r1", "/map?from=2023-01-01", "/%00"):
        page = client.get(path)
        assert page.status_code == 200 and "<title>Rasd" in page.text and page.headers["cache-control"] == "no-store"
    script = client.get("/assets/a-1234.js")
    assert "javascript" in script.headers["content-type"] and "immutable" in script.headers["cache-control"]
    assert client.get("/assets/gone.js").status_code == 404
    for path in ("/../secret.txt", "/%2e%2e/secret.txt", "/assets/..%2f..%2fsecret.txt"):
        assert "secret" not in client.get(path).text
    assert client.get("/api/nothing").headers["content-type"] == "application/problem+json"


MANIFEST = {
    "_shared.js": {"file": "assets/shared-1.js", "name": "shared"},
    "_text.js": {"file": "assets/text-1.js", "name": "text", "imports": ["_shared.js"]},
    "_review.js": {"file": "assets/review-1.js", "name": "review", "imports": ["_shared.js", "_text.js"]},
    "src/pages/Map.svelte": {"file": "assets/Map-1.js", "name": "Map", "imports": ["_shared.js"], "isDynamicEntry": True},
}


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A folder of built pages."""
    found = tmp_path / "static"
    (found / "assets").mkdir(parents=True)
    (found / "assets" / "shared-1.js").write_text("'script'\n" * 1000)
    (found / "manifest.json").write_text(json.dumps(MANIFEST))
    (found / "index.html").write_text('<!doctype html><head><script type="module" src="/assets/shared-1.js"></script></head><body><i></i></body>')
    return found


def brought(page: httpx.Response) -> dict[str, object]:
    """The answers in a document, by their addresses."""
    found = re.findall(r'<script type="application/json" data-answer="([^"]+)">([^<]*)</script>', page.text)
    return {html.unescape(address): json.loads(body) for address, body in found}


def test_the_document_names_the_files_of_its_view(serve: Serve, static: Path) -> None:
    client = serve(static=static).client()

    def named(path: str) -> list[str]:
        return re.findall(r'<link rel="modulepreload" crossorigin href="([^"]+)"', client.get(path).text.partition("</head>")[0])

    assert named("/review/r1?q=a") == ["/assets/review-1.js", "/assets/text-1.js"]
    assert named("/map") == ["/assets/Map-1.js"]
    assert named("/") == named("/nothing/r1") == named("/%22%3E") == []


def test_the_document_brings_what_its_view_asks_first(serve: Serve, static: Path) -> None:
    served = serve(static=static)
    client = served.client()
    rows = "/api/reports?order=added&descending=true&limit=50&offset=0"
    report = client.get("/api/reports").json()["items"][0]["id"]
    address = f"/api/reports/{report}"
    assert set(brought(client.get("/"))) == {"/api/session", rows, "/api/overview"}
    served.bench.warm()
    assert set(brought(client.get("/map"))) == set(brought(client.get("/?q=a"))) == {"/api/session", "/api/codebook"}
    found = brought(client.get(f"/review/{report}?q=a"))
    assert found == {one: client.get(one).json() for one in ("/api/session", "/api/codebook", address)}
    assert set(brought(client.get(f"/review/{report}?layer=mine"))) == set(brought(client.get("/review/nothing"))) == {"/api/session", "/api/codebook"}


def test_no_text_of_a_report_becomes_a_part_of_the_document(serve: Serve, static: Path) -> None:
    client = serve(static=static).client()
    evil = "قصفت قوات النظام بلدة النيرب صباح اليوم وقُتل مدنيان </script><script>alert(1)</script><!-- & \u2028 بحسب الدفاع المدني."
    job = client.finished(client.post("/api/jobs", json={"kind": "text", "text": evil}))
    assert job["state"] == "done"
    report = client.get("/api/reports").json()["items"][0]["id"]
    page = client.get(f"/review/{report}")
    assert "alert(1)" in page.text and "<script>alert" not in page.text and "<!--" not in page.text
    assert brought(page)[f"/api/reports/{report}"]["report"]["text"] == evil  # type: ignore[index]


def test_files_are_sent_packed_to_who_takes_that(serve: Serve, static: Path) -> None:
    client, address = serve(static=static).client(), "/assets/shared-1.js"
    packed, plain = client.get(address), client.get(address, headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip" and int(packed.headers["content-length"]) < 1000
    assert "content-encoding" not in plain.headers and packed.content == plain.content and packed.headers["vary"] == "Accept-Encoding"
    assert "content-encoding" not in client.get("/").headers


def test_without_pages_it_is_said_what_to_do(client: Client) -> None:
    page = client.get("/")
    assert page.status_code == 503 and NOT_BUILT in page.text


def test_every_endpoint_is_documented_in_words(client: Client) -> None:
    told = DOCS.read_text("utf-8")
    paths = client.get("/api/openapi.json").json()["paths"]
    missing = [
        f"{method.upper()} {path}" for path, methods in paths.items() for method in methods
        if not re.search(rf"`?{method.upper()} {re.escape(path)}[`? ]", told)
    ]  # fmt: skip
    assert missing == []
    documented = set(re.findall(r"`(?:GET|POST|PATCH|DELETE) (/api[^`? ]*)", told)) - {"/api/openapi.json"}
    assert documented <= set(paths), documented - set(paths)
