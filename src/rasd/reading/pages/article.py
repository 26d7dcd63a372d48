"""A page's bytes as an article."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

import msgspec
from lxml import etree

from rasd.errors import InputError
from rasd.reading.dates import day_written
from rasd.reading.encoding import decode_page
from rasd.reading.findings import NO_CHARACTER_SET, SAVE_AS_UTF8
from rasd.reading.names import name_of
from rasd.reading.pages.body import lines_of_page
from rasd.reading.pages.linked_data import plain
from rasd.reading.pages.markup import parsed, prepare
from rasd.reading.pages.metadata import author_of_page, day_of_page, outlet_of_page, title_of_page

_LINKS = 0.4
"""Part of the words outside links from which on a page is an article, not a list of articles."""

_MOST_LINKS = 2000
_BESIDE_AUTHOR = 50
"""Letters of a line beside the author's name that can be a day."""


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """What stands on a page. `text` has the title as its first line."""

    title: str | None
    text: str
    published: date | None
    author: str | None
    outlet: str | None


def article_of(content: bytes, address: str, charset: str | None = None) -> Article:
    """The article of an HTML page. Raises InputError where there is none."""
    try:
        root = parsed(decode_page(content, charset))
    except UnicodeError:
        raise InputError(address, NO_CHARACTER_SET, SAVE_AS_UTF8) from None
    except (ValueError, etree.ParserError):
        raise InputError(address, "is no HTML page") from None
    title = title_of_page(root)
    published, author = day_of_page(root, title), author_of_page(root)
    name = name_of(address)
    outlet = outlet_of_page(root, title, urlsplit(name).hostname if "://" in name else None)
    prepare(root)
    linked = [plain(link.text_content()) for link in root.iter("a")]
    lines = [line for line in lines_of_page(root, title) if not _is_byline(line, author, published)]
    if _outside(lines, linked) <= _LINKS * sum(map(len, lines)):
        raise InputError(address, "no article was found on this page")
    text = "\n\n".join([title, *lines] if title else lines)
    return Article(title=title, text=text, published=published, author=author, outlet=outlet)


def _is_byline(line: str, author: str | None, published: date | None) -> bool:
    """A line that only names author and day, which are told already."""
    if not author or author not in line or len(line) > len(author) + _BESIDE_AUTHOR:
        return False
    return line == author or (published is not None and day_written(line.replace(author, " ")) == published)


def _outside(lines: list[str], links: list[str]) -> int:
    """Letters of lines that stand in no link of the page."""
    left = "\n".join(lines)
    for words in sorted({words for words in links if len(words) > 3}, key=len, reverse=True)[:_MOST_LINKS]:
        left = left.replace(words, "")
    return len(left.replace(" ", ""))
