"""Whether a text is Arabic, and not another language in Arabic letters.

Persian, Urdu, Pashto, Kurdish, Sindhi and Uyghur have letters that Arabic lacks. Only a text with many of them is given
to py3langid (97 languages, 4.5 MB), so that plain Arabic, dialects included, neither pays for it nor is ever refused by it.
"""

from __future__ import annotations

import re

from rasd.arabic.letters import arabic_share

LEAST_ARABIC = 0.3
_LOOKED_AT = 4000
_MANY = 0.02
_strange = re.compile("[\u0679-\u06d3\u06d5]")
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

    return _NAMES.get(py3langid.classify(start)[0])
