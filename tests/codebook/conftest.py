"""A cache folder of its own for every test, and a small folder of a user's."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def cache_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "cache"
    monkeypatch.setenv("RASD_CACHE_DIR", str(folder))
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder that adds an actor, a trigger and a weapon."""
    folder = tmp_path / "own"
    (folder / "types").mkdir(parents=True)
    (folder / "lexicon").mkdir()
    (folder / "actors.tsv").write_text(
        "id\tkind\tcountry\tlabel_en\tlabel_ar\nhill_guard\tmilitia\tSY\tHill Guard\tحرس التل\n", encoding="utf-8"
    )
    (folder / "actor_names.tsv").write_text(
        "id\tname\tfrom\tuntil\tcountry\tnote\nhill_guard\tحرس التل\t2015\t\t\t\n", encoding="utf-8"
    )
    (folder / "types" / "shelling.toml").write_text(
        'id = "shelling"\nextends = true\n\n[[trigger]]\nform = "verb"\nframe = "strike"\nwords = ["زخّ يزخّ"]\n',
        encoding="utf-8",
    )
    (folder / "lexicon" / "weapons.tsv").write_text(
        "words\tclass\tlabel_en\nجهنميّة جهنميّات\tmortar\thell cannon\n", encoding="utf-8"
    )
    return folder
