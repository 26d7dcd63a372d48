"""What a page says of itself to machines: JSON-LD, meta tags, microdata."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from typing import Any

from lxml.html import HtmlElement

_ARTICLES = ("article", "posting", "report", "webpage")
_MOST_NODES = 2000


def articles(root: HtmlElement) -> list[dict[str, Any]]:
    """The objects of JSON-LD that describe an article, news articles before pages of any kind."""
    found = [node for script in root.xpath("//script[contains(@type,'ld+json')]") for node in _nodes(script.text or "")]
    named = [(kind, node) for node in found for kind in [_kind(node)] if kind is not None]
    return [node for _, node in sorted(named, key=lambda pair: pair[0])]


def name_of(value: Any, root: HtmlElement) -> str | None:
    """The name of an author or publisher: a text, an object, a list, or a reference into the page's graph."""
    if isinstance(value, list):
        names = [name for one in value[:5] if (name := name_of(one, root))]
        return "، ".join(dict.fromkeys(names)) or None
    if isinstance(value, dict):
        if "name" in value:
            return name_of(value["name"], root)
        return _by_reference(value.get("@id"), root)
    return plain(value) if isinstance(value, str) and not value.startswith("http") else None


def meta(root: HtmlElement, *names: str) -> str | None:
    """The content of the first meta tag of these names that has one."""
    for name in names:
        for value in root.xpath("//meta[@property=$n or @name=$n or @itemprop=$n]/@content", n=name):
            if value.strip():
                return plain(value)
    return None


def plain(text: object) -> str:
    """Without entities that were escaped twice, and with single blanks."""
    return " ".join(html.unescape(str(text)).split())


def _nodes(text: str) -> Iterator[dict[str, Any]]:
    try:
        waiting = [json.loads(text, strict=False)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        node = waiting.pop(0)
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            yield node
            waiting += [value for key in ("@graph", "mainEntity", "mainEntityOfPage") if isinstance(value := node.get(key), (dict, list))]


def _kind(node: dict[str, Any]) -> int | None:
    kinds = node.get("@type")
    for name in kinds if isinstance(kinds, list) else [kinds]:
        for place, ending in enumerate(_ARTICLES):
            if isinstance(name, str) and name.lower().endswith(ending):
                return place
    return None


def _by_reference(reference: Any, root: HtmlElement) -> str | None:
    for script in root.xpath("//script[contains(@type,'ld+json')]"):
        for node in _nodes(script.text or ""):
            if reference and node.get("@id") == reference and isinstance(node.get("name"), str):
                return plain(node["name"])
    return None
