"""Texts: character sets, languages, days, what a file is; and that plain text loads no reader of foreign formats."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from rasd.reading.dates import day_written
from rasd.reading.encoding import decode, decode_page
from rasd.reading.items import ReadFault, ReadReport, read_source
from rasd.reading.kinds import kind_of
from rasd.reading.language import foreign_language

TEXT = "قتل ثلاثة مدنيين في قصف على بلدة سراقب أمس، وأصيب خمسة آخرون بجروح."
FOREIGN = {
    "trafilatura", "lxml", "feedparser", "pypdfium2", "docx", "fastwarc", "pyarrow", "httpcore", "ijson", "py3langid", "protego", "sqlalchemy",
}  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1256", "iso-8859-6"])
def test_character_sets(encoding: str) -> None:
    assert decode(f"{TEXT}\n{TEXT}".encode(encoding)) == f"{TEXT}\n{TEXT}"


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256", "iso-8859-6", "utf-16"])
@pytest.mark.parametrize("declared", [None, "utf-8", "iso-8859-1", "no-such", "windows-1256"])
def test_a_pages_own_word_is_believed_where_it_gives_arabic(encoding: str, declared: str | None) -> None:
    page = f"<html><head><title>x</title><style>p{{a:b}}</style></head><body>{'<p class=abc>' + TEXT + '</p>'}</body></html>"
    if (encoding, declared) == ("iso-8859-6", "windows-1256"):
        pytest.skip("both give Arabic letters; the server's word holds")
    assert TEXT in decode_page(page.encode(encoding), declared)


def test_a_page_names_its_character_set() -> None:
    page = f'<html><head><meta charset="windows-1256"></head><body>{TEXT}</body></html>'
    assert TEXT in decode_page(page.encode("windows-1256"))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (TEXT, None), ("الطيران عم يقصف الغوطة هلأ والناس كلها نازلة عالملاجئ", None), ("قُتل ثلاثه فى مدرسه بيد مسلحى الجماعه فى القاهره", None), ("راح گال إله چان يضرب بالهاون على الفلوجة", None),
        ("قتل ثلاثة مدنیین فی قصف علی بلدة سراقب", None), ("اشتباکات بین الجیش والمسلحین فی الفلوجة", None), ("استشهاد المجاهد علی حسین فی جبهة الساحل", None),
        ("انفجار در مسجد شیعیان کابل", "Persian"), ("دھماکے میں دو افراد زخمی", "Urdu"),
        ("سه غیرنظامی در حمله هوایی دیروز در شهر کابل کشته شدند.", "Persian"), ("کابل میں کل فضائی حملے میں تین شہری ہلاک ہو گئے", "Urdu"), ("په کابل کې په هوايي برید کې درې تنه ووژل شول", "Pashto"),
        ("سێ کەسی سڤیل لە هێرشێکی ئاسمانی لە شاری هەولێر کوژران", "Kurdish"), ("Three civilians were killed", "other"), ("", "other"),
    ],
)  # fmt: skip
def test_languages(text: str, language: str | None) -> None:
    assert foreign_language(text) == language


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("الأحد 5 آذار/مارس 2023", "2023-03-05"), ("نشر في: ٥ مارس ٢٠٢٣ - 10:22 ص", "2023-03-05"), ("5 مارس، 2023", "2023-03-05"), ("كانون الثاني 7, 2024", "2024-01-07"),
        ("١٢ تشرين الثاني (نوفمبر) ٢٠٢٢", "2022-11-12"), ("12 شعبان 1444 هـ الموافق 5 آذار 2023م", "2023-03-05"), ("3 جانفي 2023", "2023-01-03"), ("آخر تحديث: 05/03/2023 11:20", "2023-03-05"),
        ("2023-03-05T23:10:00+03:00", "2023-03-05"), ("Sun, 05 Mar 2023 10:00:00 GMT", "2023-03-05"), ("March 5, 2023", "2023-03-05"), ("منذ ساعتين", None), ("", None), ("2023-13-45", None), ("1678012345", None), ("5 آذار", None),
    ],
)  # fmt: skip
def test_days_as_pages_write_them(text: str, day: str | None) -> None:
    assert day_written(text) == (date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.txt", TEXT.encode(), "text"), ("a", b'\xef\xbb\xbf {"text"', "json"), ("a.txt", b"{}", "text"), ("a.html", b"x", "page"), ("a", b"\n<!-- x --><!DOCTYPE html>", "page"), ("a.xml", b"<?xml version='1.0'?><!-- x --><rss>", "feed"),
        ("a", b"<urlset xmlns='x'>", "sitemap"), ("a", b"<rdf:RDF xmlns='x'>", "feed"), ("a.txt", b"%PDF-1.4", "pdf"), ("a.pdf", b"x", "pdf"), ("a.csv", b"a,b", "table"), ("a.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0" + bytes(range(200)), "other"),
        ("a.docx", b"PK\x03\x04", "zip"), ("a", b"WARC/1.0", "warc"), ("a.html", "<html>".encode("utf-16"), "page"), ("a.txt", bytes(99), "other"),
    ],
)  # fmt: skip
def test_what_a_file_is(name: str, head: bytes, kind: str) -> None:
    assert kind_of(name, head) == kind


def test_a_text_without_a_title_has_none(tmp_path: Path) -> None:
    file = tmp_path / "a.2023-03-05.txt"
    file.write_text(f"دمشق - {TEXT}\n{TEXT}\n", encoding="utf-8")
    (item,) = read_source(str(file))
    assert isinstance(item, ReadReport) and item.report.title is None and item.report.published == date(2023, 3, 5)


def test_a_folder_of_many_forms(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.csv").write_text(f"text\n{TEXT}\n", encoding="utf-8")
    (tmp_path / "c.html").write_text(f"<html><body><article><h1>قصف على سراقب</h1><p>{TEXT * 5}</p></article></body></html>", encoding="utf-8")
    (tmp_path / "notes.md").write_text("x")
    (tmp_path / "other.json").write_text("{}")
    assert [type(i) for i in read_source(str(tmp_path))] == [ReadReport] * 3


def test_a_folder_with_nothing_to_read(tmp_path: Path) -> None:
    (fault,) = read_source(str(tmp_path))
    assert isinstance(fault, ReadFault) and "no file of a kind that is read" in str(fault.error)


def test_plain_text_loads_no_reader_of_foreign_formats(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(TEXT, encoding="utf-8")
    program = (
        "import sys; sys.argv = ['rasd', 'code', sys.argv[1], '--format', 'jsonl']\n"
        "from rasd.cli.main import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(*{name.partition('.')[0] for name in sys.modules}, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=True)
    assert '"event_type"' in done.stdout
    assert FOREIGN & set(done.stderr.split()) == set()
