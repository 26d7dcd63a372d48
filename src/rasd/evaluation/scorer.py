"""Event records compared with gold, field by field.

A coded and a gold record of one report are paired one to one, best pairs first; a pair must share
the type's class or the trigger. A pair whose type is right counts for EVENT; every field counts its
items over all records, paired or not; "record" is the micro-average of the fields.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PLACE_NOUNS = frozenset(
    "مدينه بلده قريه ناحيه قضاء محافظه مخيم حي ريف منطقه بادية باديه مديريه ولايه معبر جبل طريق شارع قاعده مطار سجن حقل".split()
)
_marks = re.compile("[\u064b-\u065f\u0670\u0640]")
_alefs = re.compile("[أإآٱ]")
_outside = re.compile(r"[^\w]+")


@lru_cache(maxsize=100_000)
def key(text: str) -> str:
    """A text without marks and spelling variants, words separated by one space."""
    bare = _alefs.sub("ا", _marks.sub("", text)).replace("ى", "ي").replace("ة", "ه").replace("ؤ", "و").replace("ئ", "ي")
    return _outside.sub(" ", bare).strip()


@lru_cache(maxsize=100_000)
def place_key(name: str) -> str:
    """A place name without place nouns, articles and prepositions."""
    words = [w for w in key(name).split() if w not in _PLACE_NOUNS]
    bare = (re.sub(r"^لل", "ال", re.sub(r"^(ب|ل|و|ف|ك)(?=ال)", "", w)) for w in words or key(name).split())
    return " ".join(re.sub(r"^ال(?=\w{2})", "", w) for w in bare)


def same_place(a: str, b: str) -> bool:
    """Two names of one place: equal keys, or one's words among the other's."""
    ka, kb = place_key(a), place_key(b)
    if ka == kb:
        return True
    wa, wb = set(ka.split()), set(kb.split())
    return min(len(ka), len(kb)) > 3 and (wa <= wb or wb <= wa)


def _source_words(text: str) -> set[str]:
    return {re.sub(r"^(وال|بال|لل|ال|و|ل|ب)(?=\w{3})", "", w) for w in key(text).split()}


def source_same(a: str, b: str) -> bool:
    """Half of the shorter source's words are shared."""
    wa, wb = _source_words(a), _source_words(b)
    return len(wa & wb) >= max(1, min(len(wa), len(wb)) * 0.5)
