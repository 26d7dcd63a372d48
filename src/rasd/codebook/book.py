"""The codebook a coder works with: built-in data, extended by a folder of the user's."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rasd.codebook.cache import cache_file, content_hash, read_cache, write_cache
from rasd.codebook.check import check_sources
from rasd.codebook.compile import Compiled, compile_sources
from rasd.codebook.fields import Fields
from rasd.codebook.files import Fault
from rasd.codebook.model import ActorInfo, Entry, EventType, Frame, Lexeme
from rasd.codebook.sources import BUILT_IN, data_files, read_sources
from rasd.errors import CodebookError


class Entries(Mapping[str, tuple[Entry, ...]]):
    """Written forms by folded first word without article; entries are made when first asked for."""

    __slots__ = ("_compiled", "_made")

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self._made: dict[str, tuple[Entry, ...]] = {}

    def _make(self, packed: bytes) -> Iterator[Entry]:
        numbers = array("I", packed)
        lexemes, shapes, tails = self._compiled.lexemes, self._compiled.shapes, self._compiled.tails
        for lexeme, shape, tail in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
            form, tense, voice, number, gender, definite = shapes[shape]
            yield Entry(lexemes[lexeme], form, tense, voice, number, gender, *tails[tail], definite)

    @property
    def lexemes(self) -> Sequence[Lexeme]:
        """Every word of the vocabulary once, with what it stands for."""
        return self._compiled.lexemes

    def __getitem__(self, key: str) -> tuple[Entry, ...]:
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = tuple(self._make(self._compiled.keys[key]))
        return made

    def get(self, key: str, default: Any = None) -> Any:
        """The forms of a key, or the default; most words have none."""
        return self[key] if key in self._compiled.keys else default

    def complements(self) -> frozenset[str]:
        """The words with which complements begin."""
        return frozenset(words[0] for _, complement in self._compiled.tails for words in complement)

    def __contains__(self, key: object) -> bool:
        return key in self._compiled.keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._compiled.keys)

    def __len__(self) -> int:
        return len(self._compiled.keys)


@dataclass(frozen=True, slots=True)
class Codebook:
    """Event types, actors, frames and all written forms of the vocabulary."""

    types: Mapping[str, EventType]
    actors: Mapping[str, ActorInfo]
    frames: Mapping[str, Frame]
    entries: Entries
    fields: Fields
    """What words are about."""
    version: str
    """Hash of the data files: two codebooks of one version code alike."""

    @classmethod
    def load(cls, folder: Path | None = None) -> Codebook:
        """The built-in codebook, extended and overridden by the files of `folder`.

        Raises CodebookError with all faults of the user's folder. The compiled form is cached.
        """
        folders = _folders(folder)
        version = content_hash(data_files(folders), folders)
        path = cache_file(version)
        compiled = read_cache(path)
        if compiled is None:
            compiled, faults = _compile(folders)
            own = [str(fault) for fault in faults if folder and fault.place.file.is_relative_to(folder)]
            if own:
                raise CodebookError(own)
            write_cache(path, compiled)
        return cls(compiled.types, compiled.actors, compiled.frames, Entries(compiled), Fields(compiled.fields, compiled.fields_by_stem), version)


def _folders(folder: Path | None) -> list[Path]:
    if folder is not None and not folder.is_dir():
        raise CodebookError([f"{folder}: no such folder"])
    return [BUILT_IN, folder] if folder else [BUILT_IN]


def _compile(folders: list[Path]) -> tuple[Compiled, list[Fault]]:
    sources = read_sources(folders)
    compiled = compile_sources(sources)
    return compiled, sorted({*sources.faults, *check_sources(sources)})


def find_faults(folder: Path | None = None) -> list[str]:
    """All faults of the built-in codebook and the user's folder, one "file:line: sentence" each."""
    return [str(fault) for fault in _compile(_folders(folder))[1]]
