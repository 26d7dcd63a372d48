"""The sentences of errors that people meet in the workbench: one row a code in `sentences.tsv`, English here, both languages in the pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("sentences.tsv")


def sentence(code: str, words: Mapping[str, object]) -> str:
    """The English sentence of a code, with these words in the places that it names. Raises KeyError for an unknown code or a missing word."""
    return _english()[code].format_map(words)


@cache
def _english() -> Mapping[str, str]:
    rows = (line.split("\t") for line in TABLE.read_text("utf-8").splitlines()[1:])
    return {code: english for code, english, _ in rows}
