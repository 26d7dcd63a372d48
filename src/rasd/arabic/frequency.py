"""Ordinary words of Arabic, by their frequency in general text: what is not among them may be a name.

Source: the small Arabic list of the wordfreq library; folded, without article, kept in the user's cache.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version

import msgspec

from rasd.arabic.letters import fold
from rasd.cache import cache_folder, write_cache_file

_LEAST_ZIPF = 3.6
"""Once in 250,000 words or more often."""


@cache
def ordinary_words() -> frozenset[str]:
    """Folded words without article that general Arabic text uses often."""
    path = cache_folder() / f"ordinary-{version('wordfreq')}-{_LEAST_ZIPF}.msgpack"
    try:
        return frozenset(msgspec.msgpack.decode(path.read_bytes(), type=list[str]))
    except (OSError, msgspec.MsgspecError):
        words = _compile()
        write_cache_file(path, msgspec.msgpack.encode(sorted(words)))
        return words


def _compile() -> frozenset[str]:
    from wordfreq import get_frequency_dict

    least = 10 ** (_LEAST_ZIPF - 9)
    found = (fold(w) for w, f in get_frequency_dict("ar", wordlist="small").items() if f >= least)
    return frozenset(w[2:] if w.startswith("ال") and len(w) > 4 else w for w in found)
