"""Title, day, author and outlet of a page: what it says to machines first, then what stands around its title."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from lxml.html import HtmlElement

from rasd.arabic.letters import fold
from rasd.reading.dates import day_written
from rasd.reading.pages.linked_data import articles, meta, name_of, plain

_separators = re.compile(r"\s+[-–—|:»«•/]+\s+|\s*\|\s*|:\s+")
_date_class = re.compile(r"(?i)date|time|publish|posted|created|submitted|dateline")
_elsewhere = re.compile(r"(?i)(?:^|[\s_-])(?:top-?bar|topbar|navbar|nav|menu|sidebar|comments?|related|ticker|weather|archive)")
_author_class = re.compile(r"(?i)(?:^|[\s_-])(?:author|byline|created?by|writer)")
_written_by = re.compile(r"^\s*(?:بقلم|من(?=\s)|كتب(?:ت|ه|ها)?|أضافه|مرسلة بواسطة|بواسطة|إعداد|تحرير|الكاتب)\s*[:/]?\s*")
_DATES = (
    "article:published_time", "datePublished", "pubDate", "pubdate", "publishdate", "og:published_time", "date", "DC.date.issued",
    "dc.date", "article:published", "parsely-pub-date", "sailthru.date", "cXenseParse:recs:publishtime",
)  # fmt: skip
_SHORT = 90
_NEAR = 25
"""Elements behind the title in which a bare date is taken for that of publication."""


def title_of_page(root: HtmlElement) -> str | None:
    """The article's title without the site's name."""
    for node in articles(root):
        if isinstance(node.get("headline"), str) and node["headline"].strip():
            return plain(node["headline"])
    named = meta(root, "og:title", "twitter:title") or ""
    whole = plain(root.findtext(".//title") or "")
    headings = [text for h in root.iter("h1", "h2", "h3") if (text := plain(h.text_content()))]
    inside = [h for h in headings if len(h) > 8 and (fold(h) in fold(named) or fold(h) in fold(whole))]
    main = [plain(h.text_content()) for h in root.iter("h1") if plain(h.text_content())]
    if inside and (len(max(inside, key=len)) >= 0.4 * len(named or whole) or not main):
        return max(inside, key=len)
    if named:
        return _without_site(named, root)
    return main[0] if len(main) == 1 else _without_site(whole, root) or None


def _without_site(title: str, root: HtmlElement) -> str:
    site = fold(meta(root, "og:site_name") or "")
    parts = [p for p in _separators.split(title) if p.strip()]
    if site and len(parts) > 1 and (fold(parts[-1]) == site or fold(parts[0]) == site):
        cut = parts[-1] if fold(parts[-1]) == site else parts[0]
        return title.replace(cut, "").strip(" -–—|:»«•/")
    last = list(_separators.finditer(title))[-1:]
    if last and any(_is_title(element, title[: last[0].start()]) for element in root.iter("strong", "b", "div", "span", "font", "td", "p")):
        return title[: last[0].start()]
    return title


def day_of_page(root: HtmlElement, title: str | None) -> date | None:
    """The day of publication: JSON-LD, meta tags, microdata, `time`, then dates in words beside the title."""
    for text in _machine_dates(root):
        day = day_written(text)
        if day is not None:
            return day
    return _day_beside(root, title)


def _machine_dates(root: HtmlElement) -> Iterator[str]:
    yield from (str(node["datePublished"]) for node in articles(root) if node.get("datePublished"))
    yield from filter(None, [meta(root, *_DATES)])
    for element in root.xpath("//*[@itemprop='datePublished'] | //article//time | //main//time"):
        if not _is_elsewhere(element):
            yield from filter(None, (element.get(key) for key in ("datetime", "content", "title")))


def _day_beside(root: HtmlElement, title: str | None) -> date | None:
    """Elements named after dates first, the nearest behind the title; then any short text near it."""
    order = list(root.iter())
    place = next((n for n, e in enumerate(order) if title and _is_title(e, title)), 0)
    named = [n for n, e in enumerate(order) if isinstance(e.tag, str) and _date_class.search(f"{e.get('class')} {e.get('id')}")]
    behind = [n for n in named if n >= place] + [n for n in named[::-1] if n < place]
    near = range(place, min(place + _NEAR, len(order)))
    for n in (*behind, *near):
        element = order[n]
        if isinstance(element.tag, str) and not _is_elsewhere(element):
            text = plain(element.text_content())
            if len(text) < _SHORT and text != title and (day := day_written(text)) is not None:
                return day
    return None


def _is_title(element: HtmlElement, title: str) -> bool:
    return isinstance(element.tag, str) and element.tag not in ("title", "html", "head", "meta") and (
        len(element.text_content()) < 2 * len(title) + 20 and fold(plain(element.text_content())) == fold(title)
    )


def _is_elsewhere(element: HtmlElement) -> bool:
    """In navigation, a side column, comments: not beside the article."""
    around = [element, *element.iterancestors()]
    if any(e.tag == "article" for e in around):
        around = [e for e in around if e.tag != "footer"]
    return any(e.tag in ("nav", "footer", "aside") or (e.tag != "body" and _elsewhere.search(f"{e.get('class') or ''} {e.get('id') or ''}")) for e in around)


def author_of_page(root: HtmlElement) -> str | None:
    """Who wrote it, as the page names them."""
    for node in articles(root):
        if name := name_of(node.get("author"), root):
            return name
    if name := meta(root, "author", "dc.creator", "parsely-author"):
        return None if name.startswith("http") else name
    for path in ("//*[@itemprop='author']//*[@itemprop='name']", "//*[@itemprop='author']", "//*[@rel='author']"):
        for element in root.xpath(path):
            if name := _name(element):
                return name
    for element in root.xpath("//*[@class]"):
        if _author_class.search(element.get("class")) and not _is_elsewhere(element) and (name := _name(element)):
            return name
    return None


def _name(element: HtmlElement) -> str | None:
    name = _written_by.sub("", plain(element.text_content()))
    return name if 2 < len(name) < 60 and not re.search(r"\d", name) else None


def outlet_of_page(root: HtmlElement, title: str | None, host: str | None) -> str | None:
    """The site's name; where the page does not give it, what `title` leaves of the window's title, else the host."""
    if name := meta(root, "og:site_name", "application-name"):
        return name
    for node in articles(root):
        if name := name_of(node.get("publisher"), root):
            return name
    rest = plain(root.findtext(".//title") or "")
    if title and title in rest:
        rest = rest.replace(title, "").strip(" -–—|:»«•/")
        if 0 < len(rest.split()) <= 6:
            return rest
    return host
