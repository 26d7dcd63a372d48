"""What sites ask of programs that follow links (RFC 9309), kept for a day."""

from __future__ import annotations

import time
from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

_KEPT = 86_400.0
_LONGEST = 512_000
"""Characters that are read of a robots.txt; the RFC asks for at least 500 KiB."""
_AGENT = "Rasd"


class Robots:
    """Asks each site once. `text_of` gives the text at an address, "" where there is none, None where it cannot be had."""

    def __init__(self, text_of: Callable[[str], str | None]) -> None:
        self._text_of = text_of
        self._known: dict[str, tuple[float, Protego]] = {}

    def allow(self, address: str) -> bool:
        """Whether the site lets this page be fetched. A site whose robots.txt cannot be had lets nothing."""
        return bool(self._rules(address).can_fetch(address, _AGENT))

    def delay(self, address: str) -> float:
        """Seconds that the site asks for between two requests."""
        return float(self._rules(address).crawl_delay(_AGENT) or 0.0)

    def _rules(self, address: str) -> Protego:
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        until, rules = self._known.get(site, (0.0, None))
        if rules is None or until < time.monotonic():
            text = self._text_of(f"{site}/robots.txt")
            rules = Protego.parse("User-agent: *\nDisallow: /" if text is None else text[:_LONGEST])
            self._known[site] = (time.monotonic() + (_KEPT if text is not None else 600.0), rules)
        return rules
