"""The gazetteer: names to places, compiled once and kept in the user's cache."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from rasd.arabic.words import Word
from rasd.cache import cache_folder, write_cache_file
from rasd.errors import GazetteerError
from rasd.gazetteer import sources
from rasd.gazetteer.model import PlaceEntry, PlaceMention, Resolution, name_key, without_article
from rasd.gazetteer.resolution import resolve

_FORMAT = "1"


class _Compiled(msgspec.Struct, array_like=True):
    places: list[PlaceEntry]
    names: dict[str, list[int]]
    """Places by the words of a name, joined by spaces."""


class Gazetteer:
    """Finds names in words and chooses among places of one name."""

    def __init__(self, places: Sequence[PlaceEntry], names: dict[str, list[int]], version: str = "") -> None:
        """`version`: hash of the tables; two gazetteers of one version know the same places."""
        self.version = version
        self._places = places
        self._names = names
        self._lengths: dict[str, tuple[int, ...]] = {}
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in names:
            first, _, rest = name.partition(" ")
            lengths[first].add(rest.count(" ") + 2 if rest else 1)
        self._lengths = {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()}

    @classmethod
    def load(cls, added: Sequence[Path] = (), cache: Path | None = None) -> Gazetteer:
        """The built-in gazetteer with the tables the user added. Raises GazetteerError for a faulty table."""
        tables = sources.added_tables(added)
        try:
            contents = [(str(t), t.read_text(encoding="utf-8")) for t in tables]
        except (OSError, UnicodeDecodeError) as error:
            raise GazetteerError(f"cannot read a gazetteer table: {error}") from error
        folder = cache or cache_folder()
        key = sha256(
            repr(
                [
                    _FORMAT,
                    sources.geonames_version(),
                    sources.built_in_tables(),
                    sorted(sources.common_words()),
                    contents,
                ]
            ).encode()
        ).hexdigest()[:16]
        path = folder / f"gazetteer-{key}.msgpack"
        try:
            compiled = msgspec.msgpack.decode(path.read_bytes(), type=_Compiled)
        except (OSError, msgspec.MsgspecError):
            compiled = _compile(named for name, text in contents for named in sources.table(name, text))
            write_cache_file(path, msgspec.msgpack.encode(compiled))
        return cls(compiled.places, compiled.names, key)

    def starts(self, word: str) -> bool:
        """Some name begins with this folded word."""
        return word in self._lengths or without_article(word) in self._lengths

    def names(self) -> Iterator[str]:
        """Every name, its words folded and without article."""
        return iter(self._names)

    def match(
        self, words: Sequence[Word], at: int, stem: str | None = None
    ) -> tuple[int, tuple[PlaceEntry, ...]] | None:
        """The longest name that starts at words[at]: (how many words, its places).

        `stem` stands for the first word where the caller has cut a clitic off.
        """
        first = without_article(stem or words[at].text)
        for length in self._lengths.get(first, ()):
            if at + length > len(words):
                continue
            name = (
                first
                if length == 1
                else " ".join([first, *(without_article(w.text) for w in words[at + 1 : at + length])])
            )
            found = self._names.get(name)
            if found:
                return length, tuple(self._places[n] for n in found)
        return None

    def candidates(self, name: str) -> tuple[PlaceEntry, ...]:
        """Places of a name, however it is spelled."""
        return tuple(self._places[n] for n in self._names.get(" ".join(name_key(name)), ()))

    def beginning(self, name: str, most: int = 20) -> tuple[PlaceEntry, ...]:
        """Places of which a name begins with these words, the largest first."""
        key = " ".join(name_key(name))
        if not key:
            return ()
        numbers = {n for known, found in self._names.items() if known.startswith(key) for n in found}
        places = (self._places[n] for n in numbers)
        return tuple(sorted(places, key=lambda p: (-p.population, p.id))[:most])

    def resolve(self, mentions: Sequence[PlaceMention], country: str | None) -> list[Resolution]:
        """The likeliest place of each mention, by what contains it, its neighbours and its size."""
        return resolve(mentions, country)


def _compile(added: Iterable[sources.Named]) -> _Compiled:
    common = sources.common_words()
    places: list[PlaceEntry] = []
    names: dict[str, list[int]] = defaultdict(list)
    for entry, spellings in [*added, *sources.own_places(), *sources.geonames()]:
        keys = dict.fromkeys(k for k in map(name_key, spellings) if k and len("".join(k)) > 2)
        kept = [k for k in keys if not _doubles(entry, [places[n] for n in names.get(" ".join(k), ())])]
        if not kept:
            continue
        if any(k in common for k in kept):
            entry = msgspec.structs.replace(entry, common=True)
        places.append(entry)
        for key in kept:
            names[" ".join(key)].append(len(places) - 1)
    return _Compiled(places, dict(names))


def _doubles(entry: PlaceEntry, others: Iterable[PlaceEntry]) -> bool:
    """The place is one that an earlier source gave under the same name."""
    return any(abs(o.latitude - entry.latitude) < 0.08 and abs(o.longitude - entry.longitude) < 0.08 for o in others)
