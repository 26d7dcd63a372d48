import re
from pathlib import Path

from rasd.codebook import Codebook
from rasd.coding.features.looks import LOOKS, SHAPES

GLOSSARY = Path(__file__).parents[2] / "frontend/src/language/glossary.ts"


def test_every_column_that_may_be_a_reason_has_words_in_both_languages() -> None:
    text = GLOSSARY.read_text(encoding="utf-8")
    columns = text[text.index("export const COLUMNS") :]
    columns = columns[: columns.index("\n};")]
    asked = {word for look in LOOKS if look.scorer != "merge" for name in (*look.numbers, *look.words) for word in name.split()}
    looked_at = {column for shape in SHAPES if shape.name != "merge" for column in shape.columns}
    assert asked | looked_at <= set(re.findall(r"(\w+): \[", columns))


def test_every_class_of_markers_has_words_in_both_languages() -> None:
    classes = {entry.lexeme.id for entries in Codebook.load().entries.values() for entry in entries if entry.lexeme.kind == "marker"}
    assert classes <= set(re.findall(r"(\w+): \[\"", GLOSSARY.read_text(encoding="utf-8")))
