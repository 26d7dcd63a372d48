import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_table_of_mappings_is_the_codebooks() -> None:
    sys.path.insert(0, str(ROOT / "scripts"))
    from mapping_table import mapping_table

    assert mapping_table() in (ROOT / "docs/exports.md").read_text("utf-8")
