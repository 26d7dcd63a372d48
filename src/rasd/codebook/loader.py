"""Loading a codebook: the built-in data, extended or overridden by a user's folder, compiled once."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec
from platformdirs import user_cache_path

from rasd.arabic.letters import fold
from rasd.codebook.compiler import entries_of, index, strip_article
from rasd.codebook.model import ActorInfo, ActorName, Entry, EventType, Frame, Lexeme, Trigger
from rasd.errors import CodebookError

_FORMAT = 4
"""Raised when the compiled form changes."""

LEXICONS = {
    "persons": "person", "weapons": "weapon", "tolls": "toll", "reporting": "reporting", "sources": "source", "markers": "marker",
    "titles": "title", "place_nouns": "place_noun", "measures": "measure", "goods": "goods", "function_words": "function",
}  # fmt: skip


class Codebook(msgspec.Struct, frozen=True):
    """Event types, actors, frames and every written form of the vocabulary."""

    types: dict[str, EventType]
    actors: dict[str, ActorInfo]
    frames: dict[str, Frame]
    entries: dict[str, tuple[Entry, ...]]
    version: str
    """Hash of the content: the same data gives the same version."""

    @classmethod
    def load(cls, folder: Path | None = None) -> Codebook:
        """The built-in codebook, extended by `folder` where given. Raises CodebookError with all faults."""
        sources = read_sources(folder)
        key = sha256(repr([_FORMAT, sorted(sources.items())]).encode()).hexdigest()[:16]
        cached = cache_folder() / f"codebook-{key}.msgpack"
        try:
            return msgspec.msgpack.decode(cached.read_bytes(), type=cls)
        except (OSError, msgspec.MsgspecError):
            pass
        codebook = _Compiler(sources).codebook(key)
        write_atomically(cached, msgspec.msgpack.encode(codebook))
        return codebook


def cache_folder() -> Path:
    """Where compiled data is kept: RASD_CACHE_DIR, else the user's cache folder."""
    given = os.environ.get("RASD_CACHE_DIR")
    return Path(given) if given else user_cache_path("rasd")


def write_atomically(path: Path, content: bytes) -> None:
    """Write a cache file whole or not at all; a folder that cannot be written is no error."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(f".{os.getpid()}.part")
        part.write_bytes(content)
        part.replace(path)
    except OSError:
        return


def read_sources(folder: Path | None) -> dict[str, str]:
    """Text of every data file by its name relative to the codebook; the user's files are named `user:…`."""
    root = files("rasd.codebook").joinpath("data")
    found = {name: root.joinpath(name).read_text(encoding="utf-8") for name in _names(Path(str(root)))}
    if folder is None:
        return found
    if not folder.is_dir():
        raise CodebookError([f"{folder}: no such codebook folder"])
    try:
        return found | {f"user:{n}": (folder / n).read_text(encoding="utf-8") for n in _names(folder)}
    except (OSError, UnicodeDecodeError) as error:
        raise CodebookError([f"{folder}: {error}"]) from error


def _names(root: Path) -> list[str]:
    return sorted(p.relative_to(root).as_posix() for pattern in ("**/*.toml", "**/*.tsv") for p in root.glob(pattern))


def rows_of(name: str, text: str, faults: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """(line number, row by column) of a table; rows of a wrong length are faults."""
    lines = text.splitlines()
    header: list[str] | None = None
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if header is None:
            header = [c.strip() for c in cells]
            continue
        if len(cells) > len(header):
            faults.append(f"{name}:{number}: {len(cells)} columns where the header has {len(header)}")
            continue
        yield number, dict(zip(header, [c.strip() for c in cells] + [""] * (len(header) - len(cells)), strict=True))


class _Compiler:
    def __init__(self, sources: dict[str, str]) -> None:
        self.sources = sources
        self.faults: list[str] = []
        self.pairs: list[tuple[str, Entry]] = []

    def codebook(self, version: str) -> Codebook:
        types = {t.id: t for name in self._named("types/") for t in self._type(name)}
        actors = self._actors()
        frames = {k: f for name in self._named("frames.toml") for k, f in self._frames(name).items()}
        for name in self._named("lexicon/"):
            self._lexicon(name)
        if self.faults:
            raise CodebookError(self.faults)
        return Codebook(types, actors, frames, index(self.pairs), version)

    def _named(self, start: str) -> list[str]:
        """Built-in files first, so that the user's override them."""
        return [n for n in self.sources if n.startswith(start)] + [
            n for n in self.sources if n.startswith(f"user:{start}")
        ]

    def _toml(self, name: str) -> dict[str, Any]:
        try:
            return tomllib.loads(self.sources[name])
        except tomllib.TOMLDecodeError as error:
            self.faults.append(f"{name}: {error}")
            return {}

    def _add(self, name: str, line: int, lexeme: Lexeme, form: str, words: str) -> None:
        try:
            self.pairs += entries_of(lexeme, form, words)
        except (ValueError, IndexError) as error:
            self.faults.append(f"{name}:{line}: {words!r}: {error}")

    def _line_of(self, name: str, words: str) -> int:
        at = self.sources[name].find(words)
        return self.sources[name].count("\n", 0, at) + 1 if at >= 0 else 1

    def _type(self, name: str) -> Iterator[EventType]:
        data = self._toml(name)
        if not data:
            return
        triggers = []
        for n, t in enumerate(data.get("trigger", [])):
            trigger = Trigger(
                t.get("form", "noun"), t.get("frame", "stage"), tuple(t.get("words", ())), _wanted(t.get("with", ())), _wanted(t.get("without", ())),
                bool(t.get("weak")), t.get("status", ""), bool(t.get("outcome")),
            )  # fmt: skip
            triggers.append(trigger)
            for words in trigger.words:
                lemma = words.split("|")[0].split()[0] + (" +" + words.split("+")[1] if "+" in words else "")
                self._add(
                    name, self._line_of(name, words), Lexeme("trigger", f"{data['id']}/{n}", lemma), trigger.form, words
                )
        yield EventType(
            data["id"], data.get("label_en", data["id"]), data.get("label_ar", ""), data.get("definition", ""), CLASS_OF.get(data["id"], data.get("class", "other")),
            tuple(data.get("acled", ())), tuple(data.get("plover", ())), data.get("ucdp", ""), tuple(triggers),
        )  # fmt: skip

    def _frames(self, name: str) -> dict[str, Frame]:
        try:
            return {k: msgspec.convert(v, Frame) for k, v in self._toml(name).items()}
        except msgspec.ValidationError as error:
            self.faults.append(f"{name}: {error}")
            return {}

    def _actors(self) -> dict[str, ActorInfo]:
        actors: dict[str, ActorInfo] = {}
        for name in self._named("actors.tsv"):
            for _, row in rows_of(name, self.sources[name], self.faults):
                actors[row["id"]] = ActorInfo(row["id"], row["kind"], row["country"], row["label_en"], row["label_ar"])
        names: dict[str, list[ActorName]] = {a: [] for a in actors}
        for name in self._named("actor_names.tsv"):
            for number, row in rows_of(name, self.sources[name], self.faults):
                if row["id"] not in actors:
                    self.faults.append(f"{name}:{number}: no actor {row['id']!r} in actors.tsv")
                    continue
                alias = ActorName(row["name"], row["from"], row["until"], row["country"])
                names[row["id"]].append(alias)
                lexeme = Lexeme("actor", row["id"], row["name"], (alias.from_, alias.until, alias.country, row["note"]))
                self._add(name, number, lexeme, "name", alias.name)
        return {k: msgspec.structs.replace(a, names=tuple(names[k])) for k, a in actors.items()}

    def _lexicon(self, name: str) -> None:
        kind = LEXICONS.get(Path(name.removeprefix("user:")).stem)
        if kind is None:
            self.faults.append(f"{name}: no lexicon of this name; known are {', '.join(sorted(LEXICONS))}")
            return
        for number, row in rows_of(name, self.sources[name], self.faults):
            words = row.get("words", "")
            lexeme = _lexeme(kind, words, row)
            form = row.get("form") or ("phrase" if kind in ("marker", "function") else "noun")
            self._add(name, number, lexeme, "noun" if form == "participle" else form, words)


def _wanted(items: list[str]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (i,) if i.startswith("@") else tuple(strip_article(fold(w)) for w in i.replace("_", " ").split()) for i in items
    )


def _lexeme(kind: str, words: str, row: dict[str, str]) -> Lexeme:
    columns = {
        "person": "actor",
        "toll": "toll",
        "reporting": "effect",
        "source": "kind",
        "place_noun": "precision",
        "goods": "label_en",
    }
    column = columns.get(kind, "class")
    extra = tuple(v for k, v in row.items() if k not in ("words", "form", column))
    return Lexeme(kind, row.get(column, ""), words, extra)  # type: ignore[arg-type]


def _classes() -> dict[str, str]:
    text = files("rasd.codebook").joinpath("data/event_types.tsv").read_text(encoding="utf-8")
    return {row["event_type"]: row["class"] for _, row in rows_of("event_types.tsv", text, [])}


CLASS_OF = _classes()
