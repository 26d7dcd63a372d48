"""Inputs that are made to harm or mislead a reader: twenty and more for each form, made when they are asked for."""

from __future__ import annotations

import functools
import gzip
import io
import json
import random
import struct
import zipfile
import zlib
from collections.abc import Callable

import docx
import pyarrow as pa
import pyarrow.parquet as pq

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8
ELF = b"\x7fELF\x02\x01\x01" + bytes(500)
ENGLISH = "Three civilians were killed in shelling on the town of Saraqib yesterday. "
PERSIAN = "سه غیرنظامی در حمله هوایی دیروز در شهر کابل کشته شدند و چند نفر دیگر زخمی شدند. "
URDU = "کابل میں کل فضائی حملے میں تین شہری ہلاک ہو گئے اور پانچ زخمی ہوئے۔ "
ARABIC = "قُتل ثلاثة مدنيين في قصف مدفعي على بلدة سراقب بريف إدلب. "
MANY = ARABIC * 40_000
"""More letters than a report may have."""

Maker = Callable[[], bytes]
Inputs = dict[str, Maker | bytes]


def noise(length: int, seed: int = 1) -> bytes:
    return random.Random(seed).randbytes(length)


@functools.cache
def bomb() -> bytes:
    """300 MB in 300 KB."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(300)) + packer.flush()


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def damaged(whole: bytes) -> Inputs:
    """What happens to any binary file on its way."""
    n = len(whole)
    return {
        "empty": b"", "two bytes": whole[:2], "head": whole[:16], "tenth": whole[: n // 10], "quarter": whole[: n // 4], "half": whole[: n // 2],
        "zeros in front": bytes(64) + whole, "all zeros": whole[:4] + bytes(n - 4), "noise behind head": whole[:8] + noise(n),
        "backwards": whole[::-1], "picture": PNG, "program": ELF, "letters": (ENGLISH * 50).encode(), "html": b"<html><body>x</body></html>",
        "empty zip": zipped({}), "other zip": zipped({"a.txt": b"x", "../../etc/passwd": b"x"}), "bomb": bomb,
    }  # fmt: skip


# -- text


def text() -> Inputs:
    return {
        "empty": b"", "blanks": b" \n\t\r\n" * 100, "mark alone": b"\xef\xbb\xbf", "nulls": bytes(5000), "noise": noise(5000), "picture": PNG,
        "program": ELF, "bomb": bomb, "zip": zipped({"a.txt": b"x"}), "english": ENGLISH.encode() * 20, "persian": PERSIAN.encode() * 5,
        "urdu": URDU.encode() * 5, "digits": b"1234567890 " * 500, "signs": ("😀!؟،" * 500).encode(), "too long": MANY.encode(),
        "one long line": (MANY.replace(".", "")).encode(), "beyond the limit": b"x " * 11_000_000, "half letters": b"\xff\xfe" + b"\x00\xd8" * 500,
        "french": "Trois civils ont été tués à Alep après des bombardements. ".encode("latin-1") * 20, "marks only": ("\u064b\u0651" * 900).encode(),
        "direction marks": ("\u202e\u2066" * 900).encode(), "thai": ("พลเรือนสามคนเสียชีวิต" * 50).encode(), "xml bomb": laughs("<a>&h;</a>"),
    }  # fmt: skip


def lines() -> Inputs:
    arabic = json.dumps(ARABIC)
    return {
        "empty": b"", "blank": b"\n\n\n", "open": b"{", "list": b"[]", "word": b'"x"', "number": b"5", "null": b"null", "text a number": b'{"text": 5}',
        "text empty": b'{"text": ""}', "text null": b'{"text": null}', "deep list": b"[" * 200_000, "deep object": b'{"a":' * 200_000,
        "deep inside": b'{"text": ' + arabic.encode() + b', "a": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        "no day": b'{"text": ' + arabic.encode() + b', "published": "soon"}', "thirteenth month": b'{"text": ' + arabic.encode() + b', "published": "2023-13-40"}',
        "cut": b'{"text": "' + ARABIC.encode(), "bad escape": b'{"text": "\\x"}', "noise": b"{" + noise(3000).replace(b"\n", b""), "picture": PNG,
        "english": json.dumps({"text": ENGLISH}).encode(), "too long": json.dumps({"text": MANY}).encode(), "line beyond the limit": b'{"text": "' + b"x" * 21_000_000 + b'"}',
        "nulls": bytes(4000), "bomb": bomb,
    }  # fmt: skip


# -- pages


def laughs(body: str, depth: int = 12) -> bytes:
    entities = "".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">' for n in range(depth))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{"ab" * 10}">{entities}]>{body.replace("&h;", f"&{chr(97 + depth)};")}'.encode()


def page() -> Inputs:
    def html(body: str, head: str = "") -> bytes:
        return f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'.encode()

    return {
        "empty": b"", "doctype": b"<!DOCTYPE html>", "navigation": html("<nav><a href='/'>الرئيسية</a></nav>" * 50), "frames": b"<html><frameset><frame src='a.html'></frameset></html>",
        "deep": html("<div>" * 200_000), "deep tables": html("<table><tr><td>" * 20_000), "unclosed": html("<b><i><u>" * 100_000), "bomb of entities": laughs("<html><body><p>&h;</p></body></html>"),
        "long attribute": html(f"<div class='{'a ' * 2_000_000}'></div>"), "many tags": html("<p></p>" * 500_000), "many breaks": html("<div>" + "<br>" * 500_000 + "</div>"),
        "script": html("<script>" + "var a = 1;" * 300_000), "picture": PNG, "bomb": bomb, "zip": zipped({"a.html": b"x"}), "beyond the limit": b"<html>" + b"<p>x</p>" * 2_700_000,
        "persian": html(f"<article><p>{PERSIAN * 20}</p></article>"), "english": html(f"<article><p>{ENGLISH * 20}</p></article>"), "nulls": b"<html>" + bytes(100_000),
        "linked data": html("", f"<script type='application/ld+json'>{'[' * 100_000}</script>"), "linked english": html("", f'<script type="application/ld+json">{{"@type":"Article","articleBody":"{ENGLISH * 9}"}}</script>'),
        "open comment": html("<!-- " + "x-" * 1_000_000), "many metas": html("", "<meta name='a' content=''" * 50_000), "long title": html("", f"<title>{'عنوان ' * 200_000}</title>"),
        "too long": html("<article>" + "".join(f"<p>{n} {ARABIC * 100}</p>" for n in range(300)) + "</article>"), "open tags": b"<html><p " + b"<" * 2_000_000,
    }  # fmt: skip


# -- feeds and sitemaps


def feed(root: str = "rss") -> Inputs:
    open_, close = ('<rss version="2.0"><channel>', "</channel></rss>") if root == "rss" else ("<urlset>", "</urlset>")
    one = "<item><title>خبر</title><link>http://a.example/1</link></item>" if root == "rss" else "<url><loc>http://a.example/1</loc></url>"
    return {
        "empty": b"", "head": open_[:8].encode(), "cut": (open_ + one[:20]).encode(), "laughs": laughs(f"{open_}{one.replace('1<', '&h;<')}{close}"),
        "quadratic": f'<!DOCTYPE x [<!ENTITY a "{"x" * 100_000}">]>{open_}{one.replace("1<", "&a;" * 10_000 + "<")}{close}'.encode(),
        "file entity": f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>{open_}{one.replace("1<", "&a;<")}{close}'.encode(),
        "far entity": f'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">{open_}{one}{close}'.encode(), "recursion": f'<!DOCTYPE x [<!ENTITY a "&b;"><!ENTITY b "&a;">]>{open_}{one.replace("1<", "&a;<")}{close}'.encode(),
        "deep": (open_ + "<a>" * 100_000).encode(), "other xml": b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'><path/></svg>", "picture": PNG, "bomb": bomb,
        "long attribute": f"{open_[:-1]} a='{'x' * 3_000_000}'>".encode(), "endless": (open_ + one * 20_000 + close).encode(), "nulls": open_.encode() + bytes(50_000),
        "unknown letters": f"<?xml version='1.0' encoding='x-none'?>{open_}{one}{close}".encode(), "undefined entity": f"{open_}&nothing;{one}{close}".encode(), "wide and cut": f"{open_}{one}".encode("utf-16")[:-3],
        "instruction": b"<?xml version='1.0'?>" + b"<?a b?>" * 20_000, "beyond the limit": (open_ + " " * 21_000_000).encode(), "noise": open_.encode() + noise(20_000), "zip": zipped({"a": b"x"}),
        "script": f"{open_}{one.replace('http://a.example/1', 'javascript:alert(1)')}{close}".encode(),
    }  # fmt: skip


def sitemap() -> Inputs:
    found = feed("urlset")
    del found["script"], found["other xml"]  # a sitemap without a page of the web is an empty one
    return {**found, "index": b"<sitemapindex><sitemap><loc>http://127.0.0.1/s.xml</loc></sitemap></sitemapindex>", "no name space": b"<urlset><url><loc>http://a.example/\xd8\xa7</loc></url>"}


# -- tables


def separated() -> Inputs:
    return {
        "empty": b"", "blank": b"\n\n", "unknown columns": f"a,b\n{ARABIC},1\n".encode(), "endless line": b"text\n" + b"x" * 3_000_000, "endless cell": b'text\n"' + b"x\n" * 2_000_000,
        "many columns": ",".join(f"c{n}" for n in range(5000)).encode(), "nulls": b"text\n" + bytes(5000), "picture": PNG, "bomb": bomb, "program": ELF, "english": f"text\n{ENGLISH}\n".encode(),
        "persian": f"text\n{PERSIAN}\n".encode(), "no day": f"text,date\n{ARABIC},soon\n".encode(), "too many cells": f"text,date\n{ARABIC},2023-01-01,x,y\n".encode(), "only separators": b",,,\n,,,\n",
        "digits": b"1,2,3\n4,5,6\n", "too long": f"text\n{MANY}\n".encode(), "json": b'{"text": 1}\n', "xml": b"<a>\n<b/>\n</a>", "wide and cut": "text\nx".encode("utf-16")[:-1], "empty texts": b'text,title\n"",x\n"",y\n',
        "noise": b"text\n" + noise(3000).replace(b"\0", b"a"), "zip": zipped({"xl/workbook.xml": b"x"}),
    }  # fmt: skip


@functools.cache
def _table() -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({"text": [f"{ARABIC} {n}" for n in range(200)]}), out, compression="gzip")
    return out.getvalue()


def _huge_cell() -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.table({"text": ["x" * 80_000_000]}), out, compression="gzip")
    return out.getvalue()


def parquet() -> Inputs:
    whole = _table()
    size = struct.unpack("<I", whole[-8:-4])[0]
    out, nested = io.BytesIO(), io.BytesIO()
    pq.write_table(pa.table({"a": [1], "b": ["x"]}), out)
    pq.write_table(pa.table({"text": [ENGLISH]}), nested)
    return {
        **damaged(whole), "footer of a gigabyte": whole[:-8] + struct.pack("<I", 10**9) + b"PAR1", "no footer": whole[:-8], "footer of noise": whole[: -8 - size] + noise(size) + whole[-8:],
        "unknown columns": out.getvalue(), "english": nested.getvalue(), "a huge cell": _huge_cell, "pages of noise": whole[:4] + noise(len(whole) - size - 12) + whole[-8 - size :],
    }  # fmt: skip


# -- archives


def _record(length: int | str | None = None, body: bytes = b"x", kind: str = "text/html", extra: str = "", http_extra: str = "") -> bytes:
    block = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n{http_extra}\r\n".encode() + body
    head = f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\nContent-Type: application/http; msgtype=response\r\n{extra}"
    return f"{head}Content-Length: {len(block) if length is None else length}\r\n\r\n".encode() + block + b"\r\n\r\n"


def archive() -> Inputs:
    article = f"<html><head><meta charset='utf-8'></head><body><article><p>{ENGLISH * 10}</p></article></body></html>".encode()
    whole = gzip.compress(_record(body=article))
    return {
        **{name: content for name, content in damaged(whole).items() if name not in ("other zip", "empty zip", "tenth")},
        "a declared gigabyte": _record(10**9, article), "negative": _record(-5, article), "no number": _record("many", article), "long header": _record(extra="X: " + "a" * 3_000_000 + "\r\n", body=article),
        "many headers": _record(extra="X: a\r\n" * 200_000, body=article), "english": _record(body=article), "bomb inside": _record(body=bomb(), http_extra="Content-Encoding: gzip\r\n"),
        "too large inside": _record(body=b"<html>" + b"<p>x</p>" * 1_500_000), "bomb of entities": _record(body=laughs("<html><p>&h;</p></html>")), "deep": _record(body=b"<html>" + b"<div>" * 200_000), "packed twice": gzip.compress(whole),
    }  # fmt: skip


def wacz() -> Inputs:
    article = gzip.compress(_record(body=f"<html><body><article><p>{ENGLISH * 10}</p></article></body></html>".encode()))
    whole = zipped({"archive/data.warc.gz": article, "datapackage.json": b"{}"})
    many = {f"archive/{n}.warc": b"" for n in range(6000)}
    lying = bytearray(whole)
    place = whole.index(b"PK\x01\x02")
    lying[place + 24 : place + 28] = struct.pack("<I", 10**9)
    return {
        **damaged(whole), "english": whole, "many parts": zipped(many), "bomb inside": lambda: zipped({"archive/a.warc": bytes(200_000_000)}), "bomb in a bomb": zipped({"archive/a.warc.gz": bomb()}),
        "lies about its size": bytes(lying), "no archive": zipped({"datapackage.json": b"{}"}), "noise inside": zipped({"archive/a.warc.gz": noise(9000)}),
    }  # fmt: skip


# -- documents


@functools.cache
def _word() -> bytes:
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph(ENGLISH)
    document.save(out)
    return out.getvalue()


def _with_part(name: str, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(_word())) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    return zipped({**parts, name: content})


def _body(inner: str, doctype: str = "") -> bytes:
    return f'<?xml version="1.0"?>{doctype}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{inner}</w:body></w:document>'.encode()


def word() -> Inputs:
    main = "word/document.xml"
    entities = laughs("").decode().partition("?>")[2]
    lying = bytearray(_word())
    place = bytes(lying).index(b"PK\x01\x02")
    lying[place + 24 : place + 28] = struct.pack("<I", 10**9)
    return {
        **damaged(_word()), "english": _word(), "empty body": _with_part(main, _body("")), "no xml": _with_part(main, b"x"), "laughs": _with_part(main, _body("<w:p><w:r><w:t>&m;</w:t></w:r></w:p>", entities)),
        "deep": _with_part(main, _body("<w:p>" * 50_000)), "a huge picture": lambda: _with_part("word/media/a.png", bytes(220_000_000)), "too long": _with_part(main, _body(f"<w:p><w:r><w:t>{MANY}</w:t></w:r></w:p>")),
        "lies about its size": bytes(lying), "many paragraphs": _with_part(main, _body("<w:p/>" * 300_000)), "only a document": zipped({main: _body("")}), "relations of noise": _with_part("_rels/.rels", noise(500)),
        "file entity": _with_part(main, _body("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>')),
    }  # fmt: skip


def _pdf(*objects: str | bytes, trailer: str = "/Root 1 0 R") -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + (body if isinstance(body, bytes) else body.encode()) + b"\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return out + f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(places) + 1} {trailer} >>\nstartxref\n{len(out)}\n%%EOF".encode()


def _stream(content: bytes, more: str = "") -> bytes:
    return f"<< /Length {len(content)} {more} >>\nstream\n".encode() + content + b"\nendstream"


def pdf() -> Inputs:
    catalog, pages, font = "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    sheet = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>"
    words = f"BT /F 12 Tf 50 700 Td ({ENGLISH}) Tj ET".encode()
    whole = _pdf(catalog, pages, sheet, _stream(words), font)
    return {
        **{name: content for name, content in damaged(whole).items() if name not in ("zeros in front",)}, "english": whole, "no pages": _pdf(catalog, "<< /Type /Pages /Kids [] /Count 0 >>"),
        "a million pages": _pdf(catalog, "<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>", sheet, _stream(words), font), "pages in a circle": _pdf(catalog, "<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 2 >>"),
        "stream bomb": lambda: _pdf(catalog, pages, sheet, _stream(zlib.compress(b"q Q " * 40_000_000), "/Filter /FlateDecode"), font), "bomb of bombs": lambda: _pdf(catalog, pages, sheet, _stream(zlib.compress(zlib.compress(bytes(200_000_000))), "/Filter [/FlateDecode /FlateDecode]"), font),
        "form in a circle": _pdf(catalog, pages, sheet.replace("/Font", "/XObject << /X 6 0 R >> /Font"), _stream(b"/X Do"), font, _stream(b"/X Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>")),
        "endless saves": _pdf(catalog, pages, sheet, _stream(b"q " * 3_000_000), font), "huge page": _pdf(catalog, pages, sheet.replace("600 800", "1e30 1e30"), _stream(b""), font), "no words": _pdf(catalog, pages, sheet, _stream(b"0 0 m 9 9 l S"), font),
        "declares a gigabyte": whole.replace(b"/Length ", b"/Length 1000000000 % "), "many letters": _pdf(catalog, pages, sheet, _stream(b"BT /F 1 Tf " + b"1 0 Td (x) Tj " * 1_000_000 + b" ET"), font), "locked": _pdf(catalog, pages, sheet, _stream(words), font, "<< /Filter /Standard /V 1 /R 2 /O (aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa) /U (bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb) /P -4 >>", trailer="/Root 1 0 R /Encrypt 6 0 R /ID [(a) (a)]"),
    }  # fmt: skip


# -- chats


def telegram() -> Inputs:
    def export(*messages: object, **more: object) -> bytes:
        return json.dumps({"name": "x", "type": "public_channel", "id": 1, **more, "messages": list(messages)}).encode()

    one = {"id": 1, "type": "message", "date": "2023-03-05T10:00:00", "text": ENGLISH}
    return {
        "cut": export(one)[:-20], "no messages": export(), "messages a word": b'{"name": "x", "messages": "many"}', "messages null": b'{"messages": null}', "english": export(one), "many english": export(*[one] * 30),
        "no day": export({**one, "text": ARABIC, "date": "soon"}), "day a list": export({**one, "text": ARABIC, "date": [1]}), "too long": export({**one, "text": MANY}), "deep": b'{"messages": ' + b"[" * 200_000,
        "deep message": b'{"messages": [' + b'{"a":' * 200_000, "noise": b'{"messages": [' + noise(5000), "nulls": b'{"messages": [' + bytes(5000), "bad number": b'{"messages": [{"id": 1' + b"0" * 300_000 + b"e]}", "bad escape": b'{"messages": [{"text": "\\x"}]}',
        "service": export({"id": 1, "type": "service", "text": ARABIC}) , "not objects": export(1, "x", None, [1]), "two in one": export(one) + export(one), "persian": export({**one, "text": PERSIAN}), "endless word": b'{"messages": [{"type": "message", "text": "' + b"x" * 15_000_000,
        "bad letters": b'{"messages": [{"type": "message", "text": "' + b"\xff\xfe" * 500 + b'"}]}', "half letters": b'{"messages": [{"id": 1, "type": "message", "date": "2023-03-05", "text": "\\ud800 ab \\udc00"}]}',
    }  # fmt: skip


def whatsapp() -> Inputs:
    def chat(*texts: str, name: str = "Sami", day: str = "05/03/2023, 9:42 م") -> bytes:
        return "".join(f"{day} - {name}: {text}\n" for text in texts).encode()

    tongues = {
        "english": ENGLISH, "persian": PERSIAN, "urdu": URDU, "french": "Trois civils ont été tués à Alep.", "russian": "Трое мирных жителей погибли в результате обстрела.", "turkish": "Üç sivil öldürüldü.",
        "greek": "Τρεις άμαχοι σκοτώθηκαν.", "hebrew": "שלושה אזרחים נהרגו אתמול.", "thai": "พลเรือนสามคนเสียชีวิต", "chinese": "三名平民在炮击中丧生。", "german": "Drei Zivilisten wurden getötet.", "spanish": "Tres civiles murieron ayer.",
        "kurdish": "سێ کەسی سڤیل لە هێرشێکی ئاسمانی لە شاری هەولێر کوژران و پێنج کەس بریندار بوون", "pashto": "په کابل کې په هوايي برید کې درې تنه ووژل شول او پنځه تنه ټپیان شول",
        "uyghur": "ئۈچ پۇقرا ئۆلتۈرۈلدى ۋە بەش كىشى يارىلاندى", "too long": MANY,
    }  # fmt: skip
    return {
        **{name: chat(words, words) for name, words in tongues.items()}, "endless message": chat("x") + b"line of words\n" * 600_000, "wide": chat(ENGLISH, ENGLISH).decode().encode("utf-16"), "marks": chat("\u200f" * 9000 + ENGLISH, ENGLISH),
        "colons": chat(("a:" * 500_000), ENGLISH), "brackets": chat("<" * 100_000 + ENGLISH, ENGLISH), "no such day": chat(ENGLISH, ENGLISH, day="99/99/9999, 9:42 م"), "bomb": bomb, "nulls": chat("x", "y") + bytes(9000),
    }  # fmt: skip


FORMS: dict[str, tuple[str, Callable[[], Inputs]]] = {
    "text": ("a.txt", text), "lines": ("a.jsonl", lines), "page": ("a.html", page), "feed": ("a.rss", feed), "sitemap": ("sitemap.xml", sitemap), "table": ("a.csv", separated),
    "parquet": ("a.parquet", parquet), "archive": ("a.warc.gz", archive), "wacz": ("a.wacz", wacz), "word": ("a.docx", word), "pdf": ("a.pdf", pdf), "telegram": ("result.json", telegram), "whatsapp": ("chat.txt", whatsapp),
}  # fmt: skip
"""Form -> file name, and what makes its inputs."""
