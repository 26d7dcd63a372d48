"""Whether a text is Arabic, and not another language in Arabic letters.

Persian, Urdu, Pashto, Kurdish, Sindhi and Uyghur have letters that Arabic lacks. Only a text with many of them is given
to py3langid (97 languages, 4.5 MB), so that plain Arabic, dialects included, neither pays for it nor is ever refused by it. Arabic that
was written on a Persian keyboard has such letters too; its words show that it is Arabic.
"""

from __future__ import annotations

import re

from rasd.arabic.letters import arabic_share

LEAST_ARABIC = 0.3
_LOOKED_AT = 4000
_MANY = 0.02
_strange = re.compile("[\u0679-\u06d3\u06d5]")
_AS_ARABIC = str.maketrans("یکہھۀ", "يكههه")
"""Arabic written on a Persian or Urdu keyboard."""
_arabic_word = re.compile("^[وفبكل]{0,2}(?:ال|لل)..|^.{2,}ة\\W*$")
_NAMES = {
    "fa": "Persian", "ur": "Urdu", "ps": "Pashto", "ku": "Kurdish", "sdh": "Kurdish", "ckb": "Kurdish", "ug": "Uyghur",
    "sd": "Sindhi", "azb": "Azerbaijani", "az": "Azerbaijani", "pnb": "Punjabi", "glk": "Gilaki", "mzn": "Mazandarani",
}  # fmt: skip


def foreign_language(text: str) -> str | None:
    """None for Arabic; else the language in English, or "other"."""
    if arabic_share(text) < LEAST_ARABIC:
        return "other"
    start = text[:_LOOKED_AT]
    if len(_strange.findall(start)) <= _MANY * len(start):
        return None
    import py3langid  # here: half a second, and seldom needed

    found = _NAMES.get(py3langid.classify(start)[0])
    if found and _NAMES.get(py3langid.classify(start.translate(_AS_ARABIC))[0]) is None and _has_arabic_words(start):
        return None
    return found


def _has_arabic_words(text: str) -> bool:
    """Whether a tenth of the words have the article or end in ة, as no other language's do."""
    words = text.split()
    return sum(bool(_arabic_word.match(word)) for word in words) >= 0.1 * len(words)
