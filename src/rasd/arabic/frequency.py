"""Ordinary words of Arabic, by their frequency in general text: what is not among them may be a name.

Source: the Arabic lists of the wordfreq library; folded, without article, kept in the user's cache.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

import msgspec

from rasd.arabic.letters import fold
from rasd.cache import cache_folder, write_cache_file

_ORDINARY, _KNOWN = 3.6, 2.8
"""On the Zipf scale: once in 250,000 words, once in 1.6 million, or more often."""


@cache
def ordinary_words() -> frozenset[str]:
    """Folded words without article that general Arabic text uses often."""
    return _words(_ORDINARY, "small")


@cache
def known_words() -> frozenset[str]:
    """Those that it uses now and then: a word that is not among them, and behind "in" or "near", is most likely a name."""
    return _words(_KNOWN, "large")


def _words(least: float, wordlist: str) -> frozenset[str]:
    path = cache_folder() / f"ordinary-{version('wordfreq')}-{least}.msgpack"
    try:
        return frozenset(msgspec.msgpack.decode(path.read_bytes(), type=list[str]))
    except (OSError, msgspec.MsgspecError):
        words = _compile(least, wordlist)
        write_cache_file(path, msgspec.msgpack.encode(sorted(words)))
        return words


def _compile(least: float, wordlist: str) -> frozenset[str]:
    from wordfreq import get_frequency_dict

    found = (fold(w) for w, f in get_frequency_dict("ar", wordlist=wordlist).items() if f >= 10 ** (least - 9))
    return frozenset(w[2:] if w.startswith("ال") and len(w) > 4 else w for w in found)
