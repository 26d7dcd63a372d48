from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest

from rasd.reading.items import ReadFault, ReadReport, read_source

PAGES = Path(__file__).parents[1] / "data" / "pages"


def record(url: str, body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK", encoding: str = "") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n" + (f"Content-Encoding: {encoding}\r\n" if encoding else "") + "\r\n"
    block = http.encode() + body
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2023-03-05T10:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def page(name: str) -> bytes:
    return (PAGES / f"{name}.html").read_bytes()


RECORDS = [
    record("https://a.example/1", page("amp")),
    record("https://a.example/logo.png", b"\x89PNG", "image/png"),
    record("https://a.example/missing", page("drupal"), status="404 Not Found"),
    record("https://a.example/2", gzip.compress(page("portal")), encoding="gzip"),
    record("https://a.example/3", page("government-windows-1256"), "text/html; charset=windows-1256"),
    record("https://a.example/en", b"<html><body><article><p>" + b"Only English words here. " * 20 + b"</p></article></body></html>"),
]


@pytest.mark.parametrize("form", ["plain", "gzip", "wacz"])
def test_pages_of_an_archive(tmp_path: Path, form: str) -> None:
    file = tmp_path / {"plain": "a.warc", "gzip": "a.warc.gz", "wacz": "a.wacz"}[form]
    packed = b"".join(gzip.compress(r) for r in RECORDS)
    if form == "wacz":
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("archive/data.warc.gz", packed)
            archive.writestr("datapackage.json", "{}")
    else:
        file.write_bytes(b"".join(RECORDS) if form == "plain" else packed)
    *items, fault = read_source(str(file))
    assert [i.address for i in items] == [f"{file}:https://a.example/{n}" for n in (1, 2, 3)]
    for item in items:
        assert isinstance(item, ReadReport) and item.report.id.startswith("https://a.example/")
        assert list(read_source(item.address, content=item.content, media_type=item.media_type)) == [item]
        assert list(read_source(item.address)) == [item], "one page is found again by its address"
    assert isinstance(fault, ReadFault) and fault.address.endswith("/en") and fault.content


def test_a_damaged_archive_gives_what_stands_before(tmp_path: Path) -> None:
    file = tmp_path / "a.warc.gz"
    packed = [gzip.compress(r) for r in RECORDS]
    file.write_bytes(packed[0] + packed[3][:-200])
    item, *faults = read_source(str(file))
    assert isinstance(item, ReadReport) and faults and all(isinstance(f, ReadFault) for f in faults)
