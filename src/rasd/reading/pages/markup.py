"""A page's elements made ready for extraction: captions marked, paragraphs made of line breaks, layout tables undone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import html
from lxml.html import HtmlElement

CAPTION = "\ue000"
"""Put before a caption's text, so that it is known behind the extraction; no text has this private character."""
BLOCKS = frozenset(
    ["address", "article", "aside", "blockquote", "center", "div", "dl", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tr", "ul"]
)
_caption_class = re.compile(r"(?i)(^|[\s_-])(?:tr-|wp-|image-|img-|media-|photo-|picture-|figure-|field-)?caption(?:-text|-content)?($|\s|__text)")
_unwanted = re.compile(
    r"(?i)(?:^|\s)(?:ads?|adv|advert\S*|adsbygoogle|ad-\S+|ads-\S+|ads__\S+|\S+--ads|\S*adspot\S*|td-a-rec\S*|sponsored\S*|sharedaddy|share-\S+|social-\S+|"
    r"related|related-\S+|more-on|read-?more|read-?also|newsletter\S*|cookie-\S+|screen-reader-text|visually-hidden|sr-only|"
    r"article-dates?|breadcrumbs?|tags-links)(?:\s|$)"
)
_KEPT = ("html", "body", "main", "article")
_DROPPED = "//comment()|//script[not(contains(@type,'ld+json'))]|//style|//noscript|//amp-ad|//amp-embed|//amp-sidebar|//ins|//iframe|//svg|//button"
_LONG = 200
_MOSTLY = 0.7
"""Part of the letters of a table or row that stand in links where it is navigation."""


def parsed(text: str) -> HtmlElement:
    """The page as a tree. Raises ValueError for one without any element."""
    parser = html.HTMLParser(encoding="utf-8", remove_pis=True)
    root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    for element in root.xpath(_DROPPED):
        element.drop_tree()
    return root


def prepare(root: HtmlElement) -> None:
    """Change the tree in place; what stands outside articles everywhere is left to the extraction."""
    most = 0.5 * len(root.text_content())
    for element in root.xpath("//*[@class]"):
        if _unwanted.search(element.get("class")) and element.tag not in _KEPT and len(element.text_content()) < most:
            element.drop_tree()
    for element in list(_captions(root)):
        _mark(element)
    _undo_layout_tables(root)
    for element in reversed(list(root.iter("div", "td", "font", "span", "article", "section", "center"))):  # inner ones first
        if _has_double_break(element):
            _make_paragraphs(element)


def _captions(root: HtmlElement) -> Iterator[HtmlElement]:
    for element in root.iter("figcaption"):
        yield element
    for element in root.xpath("//*[@class][not(ancestor-or-self::figcaption)]"):
        if _caption_class.search(element.get("class")) and element.tag in ("p", "span", "div", "td", "blockquote", "small", "dd", "figure"):
            if len(element.text_content()) < 400 and not element.xpath(".//img|.//picture|.//amp-img|.//h1|.//h2"):
                yield element


def _mark(caption: HtmlElement) -> None:
    """A paragraph of its own behind the picture, with the mark before its words."""
    words = " ".join(caption.text_content().split())
    holder = _picture_of(caption)
    parent = holder.getparent()
    if parent is None:
        return
    if words:
        paragraph = html.Element("p")
        paragraph.text = CAPTION + words
        paragraph.tail, holder.tail = holder.tail, None
        parent.insert(parent.index(holder) + 1, paragraph)
    if caption is not holder:
        caption.drop_tree()
    else:
        parent.remove(holder)


def _picture_of(caption: HtmlElement) -> HtmlElement:
    """The outermost element that holds picture and caption and little else."""
    holder = caption
    for above in caption.iterancestors("figure", "table", "div"):
        others = len(above.text_content()) - len(caption.text_content())
        if others > 60 or not above.xpath(".//img|.//picture|.//amp-img|.//video"):
            break
        holder = above
    return holder


def _undo_layout_tables(root: HtmlElement) -> None:
    """A cell with many words becomes the article, tables and rows of links go, tables of data stay."""
    for part in list(root.iter("table", "tr")):
        letters = _letters(part)
        if letters and sum(_letters(link) for link in part.iter("a")) > _MOSTLY * letters:
            part.drop_tree()
    for cell in list(root.iter("td")):
        if _own_length(cell) > _LONG:
            for element in (cell, *cell.iterancestors("tr", "tbody", "table")):
                element.tag = "div"
            cell.tag = "article"


def _letters(element: HtmlElement) -> int:
    return len("".join(element.text_content().split()))


def _own_length(cell: HtmlElement) -> int:
    links = sum(len(a.text_content()) for a in cell.iter("a"))
    inner = sum(len(t.text_content()) for t in cell.iterchildren("table"))
    return len(cell.text_content()) - links - inner


def _has_double_break(element: HtmlElement) -> bool:
    return any(_is_double(child) for child in element.iterchildren("br"))


def _is_double(br: HtmlElement) -> bool:
    following = br.getnext()
    return not (br.tail or "").strip() and following is not None and following.tag == "br"


def _make_paragraphs(element: HtmlElement) -> None:
    """Runs of inline content between double line breaks and blocks become paragraphs."""
    children = list(element)
    opening, element.text = element.text, None
    for child in children:
        element.remove(child)
    paragraph = html.Element("p")
    paragraph.text = opening
    for child in children:
        tail, child.tail = child.tail, None
        if child.tag in BLOCKS or (child.tag == "br" and not _filled(paragraph)):
            _close(element, paragraph)
            if child.tag in BLOCKS:
                element.append(child)
            paragraph = html.Element("p")
            paragraph.text = tail
        elif child.tag == "br" and _ends_paragraph(paragraph):
            if paragraph[-1].tag == "br":
                paragraph.remove(paragraph[-1])
            _close(element, paragraph)
            paragraph = html.Element("p")
            paragraph.text = tail
        else:
            paragraph.append(child)
            child.tail = tail
    _close(element, paragraph)
    if element.tag in ("font", "span"):
        element.tag = "div"


def _ends_paragraph(paragraph: HtmlElement) -> bool:
    """Whether a line break here is the second one, or stands behind a line of its own type, as old pages write headings."""
    if not len(paragraph) or (paragraph[-1].tail or "").strip():
        return False
    alone = len(paragraph) == 1 and not (paragraph.text or "").strip()
    return paragraph[-1].tag == "br" or (alone and paragraph[-1].tag in ("b", "strong", "font", "big", "span", "u"))


def _filled(paragraph: HtmlElement) -> bool:
    return bool(paragraph.text_content().strip())


def _close(element: HtmlElement, paragraph: HtmlElement) -> None:
    if _filled(paragraph):
        element.append(paragraph)
