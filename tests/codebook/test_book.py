"""Loading: what the built-in codebook holds, a user's folder, and the cache."""

from __future__ import annotations

from pathlib import Path

import pytest

from rasd.codebook import Codebook, Entry, find_faults
from rasd.errors import CodebookError


def _entries(book: Codebook, key: str, kind: str) -> list[Entry]:
    return [e for e in book.entries.get(key, ()) if e.lexeme.kind == kind]


def test_the_built_in_codebook_has_no_faults() -> None:
    assert find_faults() == []


def test_all_types_of_the_contract() -> None:
    book = Codebook.load()
    assert len(book.types) == 39
    assert all(t.triggers and t.label_ar and t.acled for t in book.types.values())
    assert book.types["shelling"].class_ == "explosion"


def test_forms_are_found_by_their_folded_first_word_without_article() -> None:
    book = Codebook.load()
    types = {e.lexeme.id.split("/")[0] for e in _entries(book, "اغتيل", "trigger")}
    assert "assassination" in types
    assert {e.voice for e in _entries(book, "اغتيل", "trigger")} == {"passive"}
    names = [e for e in _entries(book, "حزب", "actor") if e.lexeme.id == "hezbollah"]
    assert ("له",) in {e.rest for e in names}


def test_frames_have_folded_prepositions() -> None:
    frames = Codebook.load().frames
    assert frames["strike"].prepositions["علي"] == "target"
    assert frames["kill"].passive_subject == "target"


def test_every_trigger_names_a_known_frame() -> None:
    book = Codebook.load()
    assert {t.frame for e in book.types.values() for t in e.triggers} <= set(book.frames)


def test_a_users_folder_adds_an_actor_a_trigger_and_a_word(own: Path) -> None:
    book = Codebook.load(own)
    assert book.actors["hill_guard"].names[0].from_ == "2015"
    (name,) = [e for e in _entries(book, "حرس", "actor") if e.lexeme.id == "hill_guard"]
    assert name.rest == ("تل",)
    index = len(book.types["shelling"].triggers) - 1
    assert f"shelling/{index}" in {e.lexeme.id for e in _entries(book, "زخوا", "trigger")}
    assert {e.lexeme.id for e in _entries(book, "جهنميه", "weapon")} == {"mortar"}
    assert len(book.types["shelling"].triggers) == len(Codebook.load().types["shelling"].triggers) + 1


def test_a_type_without_extends_replaces_the_built_in_one(own: Path) -> None:
    path = own / "types" / "shelling.toml"
    head = 'label_en = "Fire"\nlabel_ar = "نار"\ndefinition = "Fire."\nacled = ["a"]\nplover = ["b"]\nucdp = "never"'
    path.write_text(path.read_text(encoding="utf-8").replace("extends = true", head), encoding="utf-8")
    found = Codebook.load(own).types["shelling"]
    assert (found.label_en, len(found.triggers)) == ("Fire", 1)


def test_the_version_follows_the_content(own: Path) -> None:
    plain, extended = Codebook.load().version, Codebook.load(own).version
    assert plain != extended
    assert plain == Codebook.load().version


def test_a_warm_start_gives_the_same_entries(cache_dir: Path) -> None:
    cold = Codebook.load()
    assert len(list(cache_dir.glob("codebook-*.msgpack"))) == 1
    warm = Codebook.load()
    assert set(warm.entries) == set(cold.entries)
    assert warm.entries["اغتيل"] == cold.entries["اغتيل"]
    assert (warm.types, warm.actors, warm.frames) == (cold.types, cold.actors, cold.frames)


@pytest.mark.parametrize("damage", [b"", b"\x00\x01", b"\x81\xa5types\x80"])
def test_a_damaged_cache_is_made_again(cache_dir: Path, damage: bytes) -> None:
    whole = Codebook.load()
    (path,) = cache_dir.glob("codebook-*.msgpack")
    good = path.read_bytes()
    path.write_bytes(damage or good[: len(good) // 2])
    assert len(Codebook.load().entries) == len(whole.entries)
    assert path.read_bytes() == good


def test_a_cache_folder_that_cannot_be_written_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("RASD_CACHE_DIR", str(tmp_path / "file" / "below"))
    assert Codebook.load().types


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match="no such folder"):
        Codebook.load(tmp_path / "none")
