"""Article pages in the manner of common news systems: title, day, author, outlet and every line, exactly."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rasd.coding.coder import Coder
from rasd.reading.items import ReadFault, ReadReport, read_source

PAGES = Path(__file__).parents[1] / "data" / "pages"
NAMES = sorted(file.stem for file in PAGES.glob("*.html"))
CAPTION_OPENINGS = ("صورة", "خريطة")


def expected(name: str) -> dict[str, object]:
    found: dict[str, object] = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    return found


def read(name: str) -> ReadReport:
    file = PAGES / f"{name}.html"
    charset = expected(name)["charset"]
    if charset:  # known from the server alone
        items = read_source(str(file), content=file.read_bytes(), media_type=f"text/html; charset={charset}")
    else:
        items = read_source(str(file))
    (item,) = items
    assert isinstance(item, ReadReport), item
    return item


def test_there_are_twelve_and_more_of_which_three_in_old_character_sets() -> None:
    assert len(NAMES) >= 12
    assert sum(b"\xd8\xa7\xd9\x84" not in (PAGES / f"{name}.html").read_bytes() for name in NAMES) >= 3


@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_read_exactly(name: str) -> None:
    item, want = read(name), expected(name)
    report = item.report
    assert report.text.split("\n\n") == [want["title"], *want["lines"]]  # type: ignore[misc]
    assert (report.title, str(report.published), item.author, item.outlet) == (want["title"], want["published"], want["author"], want["outlet"])
    assert item.content == (PAGES / f"{name}.html").read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_the_coding_takes_captions_for_captions_and_the_rest_for_what_it_is(name: str, coder: Coder) -> None:
    report = read(name).report
    scan = coder._reader.scan(report)
    told = {scan.norm.span(scan.words[s.first].start, scan.words[s.first].end)[0]: s.kind for s in scan.sentences}
    captions = [line for line in report.text.split("\n\n") if line.startswith(CAPTION_OPENINGS) or line.endswith(("(أرشيف)", "رويترز"))]
    assert not {report.text.index(line) for line in captions} & told.keys()
    assert told[0] == "title" and {"body"} <= set(told.values())


def test_a_page_without_an_article_is_kept_aside_with_its_bytes(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text("<html><body><nav><a href='/'>الرئيسية</a></nav></body></html>", encoding="utf-8")
    (fault,) = read_source(str(file))
    assert isinstance(fault, ReadFault) and "no article" in fault.error.what and fault.content == file.read_bytes()


def test_the_day_in_a_files_name_serves_a_page_without_one(tmp_path: Path) -> None:
    body = "<p>" + "قتل ثلاثة مدنيين في قصف على بلدة سراقب. " * 8 + "</p>"
    file = tmp_path / "a.2023-03-05.html"
    file.write_text(f"<html><body><article><h1>قصف على بلدة سراقب</h1>{body}</article></body></html>", encoding="utf-8")
    (item,) = read_source(str(file))
    assert isinstance(item, ReadReport) and str(item.report.published) == "2023-03-05"


def test_a_page_in_another_language_is_kept_aside(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    body = "سه غیرنظامی در حمله هوایی دیروز در شهر کابل کشته شدند و چهار نفر دیگر زخمی شدند. " * 6
    file.write_text(f"<html><head><title>حمله هوایی</title></head><body><article><p>{body}</p></article></body></html>", encoding="utf-8")
    (fault,) = read_source(str(file))
    assert isinstance(fault, ReadFault) and "Persian" in fault.error.what
