"""The lines of an article: trafilatura finds what is the article, and its lines are told as the coding reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

from rasd.arabic.letters import fold
from rasd.reading.pages.linked_data import articles, plain
from rasd.reading.pages.markup import BLOCKS, CAPTION

CAPTION_MARK = "صورة: "
_BLOCKS = frozenset(("p", "head", "item", "quote", "cell", "row", "table", "list", "code"))
_ends_sentence = re.compile(r"[.!؟?:…»\"”)]$")
_advert = re.compile(r"^(?:إعلان|اعلان|إعلانات|-? ?Advertisement ?-?)$|^المصدر\s*:(?:\s+\S+){1,8}$")
_trail = re.compile(r"[>»›/]")
_captioned = re.compile(r"^(?:صور[ةه]|الصور[ةه]|لقط[ةه]|خريط[ةه]|خارط[ةه]|إنفو[غج]راف|انفو[غج]راف|تصوير|أرشيف|من الأرشيف|عدسة|رسم)\b")
_credit = re.compile(r"(?:[-–—(|/]\s*)(?:رويترز|أ ?ف ?ب|فرانس برس|أسوشيتد برس|الأناضول|غيتي|سانا|وكالات|أرشيف(?:ية)?)\s*\)?$")


def lines_of_page(root: HtmlElement, title: str | None) -> list[str]:
    """Paragraphs, headings and captions in their order, without the title. `root` is changed."""
    from trafilatura import bare_extraction  # here: it alone takes a third of a second

    written = _article_body(root)
    leading = _leading_captions(root, title)
    found = bare_extraction(root, include_comments=False, include_tables=True, fast=True, with_metadata=False)
    body = getattr(found, "body", None)
    lines = list(_clean(_lines(body), title)) if body is not None else []
    if sum(map(len, lines)) < 0.5 * sum(map(len, written)):
        lines = list(_clean(iter(written), title))
    missing = [caption for caption in leading if caption not in lines]
    return missing + lines


def lines_of_fragment(root: HtmlElement, title: str | None) -> list[str]:
    """All lines of a piece of HTML that is an article already, as a feed has it."""
    return list(_clean(_fragment_lines(root.find(".//article")), title))


def _fragment_lines(element: HtmlElement) -> Iterator[str]:
    run = element.text or ""
    for child in element:
        if child.tag == "br":
            run += "\n" + (child.tail or "")
        elif child.tag in BLOCKS or child.find(".//br") is not None or child.find(".//p") is not None:
            yield from _split(run)
            yield from _fragment_lines(child)
            run = child.tail or ""
        else:
            run += child.text_content() + (child.tail or "")
    yield from _split(run)


def _article_body(root: HtmlElement) -> list[str]:
    """The article's text as JSON-LD has it: for pages whose text is only there."""
    for node in articles(root):
        if isinstance(node.get("articleBody"), str):
            return [plain(line) for line in re.split(r"[\r\n]+", node["articleBody"]) if line.strip()]
    return []


def _leading_captions(root: HtmlElement, title: str | None) -> list[str]:
    """Captions between the title and the first long paragraph: the lead picture often stands outside the text."""
    found: list[str] = []
    behind = False
    for element in root.iter("h1", "h2", "h3", "p", "div", "font"):
        words = plain(element.text or "")
        if title and element.tag != "p" and fold(plain(element.text_content())) == fold(title):
            behind, found = True, []
        elif words.startswith(CAPTION) and behind:
            found.append(as_caption(words[1:]))
        elif behind and element.tag == "p" and len(words) > 120:
            break
    return found


def _lines(element: Any) -> Iterator[str]:
    """Lines of a trafilatura element: blocks one by one, and the texts between them."""
    if element.tag == "row":
        cells = [plain(" ".join(cell.itertext())) for cell in element.iter("cell")]
        yield " | ".join(cell for cell in cells if cell)
        return
    run = element.text or ""
    for child in element:
        if child.tag in _BLOCKS:
            yield from _split(run)
            run = child.tail or ""
            yield from _lines(child)
        else:
            run += ("\n" if child.tag == "lb" else "") + "".join(child.itertext()) + (child.tail or "")
    yield from _split(run)


def _split(run: str) -> Iterator[str]:
    """A run of text; a line break in it ends a line only behind the end of a sentence."""
    line = ""
    for piece in map(plain, run.split("\n") if run.count("\n") else [run]):
        if line and _ends_sentence.search(line) and piece:
            yield line
            line = piece
        else:
            line = f"{line} {piece}".strip()
    if line:
        yield line


def _clean(lines: Iterator[str], title: str | None) -> Iterator[str]:
    same = fold(title or "")
    last = None
    for line in lines:
        trail = bool(same) and fold(line).endswith(same) and bool(_trail.search(line))
        if not line or fold(line) == same or _advert.match(line) or line == last or trail:
            continue
        last = line
        yield as_caption(line[1:]) if line.startswith(CAPTION) else line.replace(CAPTION, "")


def as_caption(words: str) -> str:
    """A caption so that the coding knows it as one: by its own first word or its credit, else with a mark before it."""
    words = words.strip()
    return words if _captioned.match(words) or _credit.search(words) else CAPTION_MARK + words
