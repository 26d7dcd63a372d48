"""PDF files that hold text: lines in reading order, joined to paragraphs, without what every page repeats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

import pypdfium2 as pdfium

from rasd.errors import InputError
from rasd.reading.documents.glyphs import Line, lines_of, right_brackets
from rasd.reading.documents.lead import report_of
from rasd.reading.findings import readable
from rasd.reading.items import Item
from rasd.reading.media import PDF
from rasd.reading.tasks import Task

_page_number = re.compile(r"^(?:صفحة|ص|Page)?\s*[-–—(]?\s*\d{1,4}\s*[-–—)]?(?:\s*(?:من|/|of)\s*\d{1,4})?$")
_ends_sentence = re.compile(r"[.!؟?:…»\"”)]$")
_NEW_PARAGRAPH = 1.25
"""Distance of base lines, in the lines of a paragraph, that begins a paragraph (word processors leave 1.3 in tall Arabic typefaces)."""
_UP = 1.5
"""Heights of the type that a line stands above the one before it where a column begins."""
_SHORT = 0.18
"""Part of the column that the last line of a paragraph leaves free at least."""


def read(task: Task) -> Iterator[Item]:
    """The file's one item. Raises InputError where it has no text that can be read."""
    content = task.whole()
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise InputError(task.address, "is locked with a password" if locked else "is a damaged PDF file") from None
    try:
        pages = len(document)
        if pages > task.options.limits.pages:
            raise InputError(task.address, f"has {pages:,} pages, more than {task.options.limits.pages}", "split it into its reports")
        lines = list(_paragraphs([_page(document, n) for n in range(pages)]))
        author = document.get_metadata_dict().get("Author", "").strip()
    except pdfium.PdfiumError as error:
        raise InputError(task.address, f"is a damaged PDF file: {error}") from None
    finally:
        document.close()
    if not lines:
        raise InputError(task.address, "has no text, only pictures", "recognise its text (OCR) and read that")
    report = report_of(task.address, right_brackets(lines), None)
    yield readable(report, task.address, content, PDF, author=author or None, limits=task.options.limits)


def _page(document: pdfium.PdfDocument, number: int) -> list[Line]:
    page = document[number]
    try:
        textpage = page.get_textpage()
        try:
            return [line for line in lines_of(textpage) if line.text]
        finally:
            textpage.close()
    finally:
        page.close()


def _paragraphs(pages: Sequence[Sequence[Line]]) -> Iterator[str]:
    """Paragraphs of all pages; one goes on over a page's end where its sentence does."""
    repeated = _repeated(pages)
    waiting = ""
    for page in pages:
        lines = [line for line in page if not _page_number.match(line.text) and line.text not in repeated]
        for column in _columns(lines):
            for paragraph, goes_on in _of_column(column):
                waiting = f"{waiting} {paragraph}".strip()
                if not goes_on or _ends_sentence.search(waiting):
                    yield waiting
                    waiting = ""
    if waiting:
        yield waiting


def _repeated(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """Lines at the edge of pages that more than half of at least three pages have."""
    edges = Counter(text for page in pages for text in {line.text for line in (*page[:2], *page[-2:])})
    return frozenset(text for text, times in edges.items() if len(pages) > 2 and times > len(pages) / 2)


def _columns(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that stand below each other; the next column begins higher up."""
    column: list[Line] = []
    for line in lines:
        if column and line.base > column[-1].base + _UP * line.size:
            yield column
            column = []
        column.append(line)
    if column:
        yield column


def _of_column(lines: Sequence[Line]) -> Iterator[tuple[str, bool]]:
    """Paragraphs, and whether each may go on in the next column: it is the last and its last line is full."""
    left = min(line.left for line in lines)
    width = max(line.right for line in lines) - left
    steps = sorted(map(_step, lines, lines[1:])) or [0.0]
    usual = max(steps[len(steps) // 4], 0.5)
    paragraph = lines[0].text
    for before, line in zip(lines, lines[1:], strict=False):
        apart = _step(before, line) > _NEW_PARAGRAPH * usual or abs(before.size - line.size) > 0.15 * line.size
        if apart or before.left - left > _SHORT * width:
            yield paragraph, False
            paragraph = line.text
        else:
            paragraph += " " + line.text
    yield paragraph, lines[-1].left - left <= _SHORT * width


def _step(before: Line, line: Line) -> float:
    """Distance of two base lines in heights of the type."""
    return abs(before.base - line.base) / max(line.size, 1.0)
