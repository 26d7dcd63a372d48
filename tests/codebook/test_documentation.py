"""docs/codebook.md names every file, class and key that the codebook takes."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasd.codebook.check import _KEYS
from rasd.codebook.tables import LEXICON, Table

_TEXT = (Path(__file__).parents[2] / "docs" / "codebook.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(("name", "table"), LEXICON.items())
def test_tables(name: str, table: Table) -> None:
    assert f"| `{name}` | {', '.join(table.columns)} |" in _TEXT
    if name != "function_words":
        named = {column: values for column, values in table.allowed.items() if column != "form"}
        assert not [v for values in named.values() for v in values if v not in _TEXT]


@pytest.mark.parametrize("key", sorted(_KEYS - {"note"}))
def test_trigger_keys(key: str) -> None:
    assert f"| `{key}` |" in _TEXT
