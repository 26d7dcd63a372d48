"""Word documents (.docx): paragraphs, headings, captions and tables in their order."""

from __future__ import annotations

import io
from collections.abc import Iterator

from docx import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from rasd.errors import InputError
from rasd.reading.documents.lead import report_of
from rasd.reading.findings import readable
from rasd.reading.items import Item
from rasd.reading.media import WORD
from rasd.reading.pages.body import as_caption
from rasd.reading.tasks import Task

_MOST_ROWS = 2000


def read(task: Task) -> Iterator[Item]:
    """The document's one item. Raises InputError where it cannot be read."""
    content = task.whole()
    try:
        document = Document(io.BytesIO(content))
        title, lines = None, []
        for block in document.iter_inner_content():
            if isinstance(block, Paragraph):
                line = _line(block)
                title = title or (line if line and _style(block) in ("title", "العنوان") else None)
                lines.append(line)
            else:
                lines += _rows(block)
        author = (document.core_properties.author or "").strip()
    except (KeyError, ValueError, AttributeError, OSError) as error:
        raise InputError(task.address, f"is no readable Word document: {error}") from None
    report = report_of(task.address, [line for line in lines if line], title)
    named = author if author.lower() not in ("", "python-docx", "user", "admin", "administrator") else None
    yield readable(report, task.address, content, WORD, author=named, limits=task.options.limits)


def _style(paragraph: Paragraph) -> str:
    style = paragraph.style
    return (style.name or "").lower() if style is not None else ""


def _line(paragraph: Paragraph) -> str:
    words = " ".join(paragraph.text.split())
    return as_caption(words) if words and _style(paragraph).startswith(("caption", "تسمية")) else words


def _rows(table: Table) -> Iterator[str]:
    """A row is a line; a cell that spans several columns is told once."""
    for row in table.rows[:_MOST_ROWS]:
        cells = dict.fromkeys(cell._tc for cell in row.cells)
        words = [" ".join("".join(t.text or "" for t in cell.iter(f"{_W}t")).split()) for cell in cells]
        yield " | ".join(word for word in words if word)


_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
