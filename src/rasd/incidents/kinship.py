"""Which event types and actors may stand for one another: `data/closeness.tsv` and `data/kin.toml`, loaded."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from rasd.codebook.book import Codebook
from rasd.codebook.model import ActorInfo

_TYPE_BITS = 63
"""Types beyond this many share one bit of the mask and are told apart by their number."""


def _data(name: str) -> str:
    return (files("rasd.incidents") / "data" / name).read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class TypeMasks:
    """A type's number, its own bit, and the bits of types close to it and compatible with it (itself among both)."""

    number: int
    bit: int
    close: int
    compatible: int


class Types:
    """Numbers and masks of event types; types of a user's codebook are close to nothing but themselves."""

    def __init__(self) -> None:
        close, compatible = _closeness()
        self._numbers = {name: n for n, name in enumerate(sorted(close))}
        self._masks: dict[str, TypeMasks] = {}
        for name in list(self._numbers):
            self._masks[name] = self._made(name, close[name], compatible[name])

    def masks(self, name: str) -> TypeMasks:
        """Those of a type, numbered when first asked for."""
        if name not in self._masks:
            self._numbers[name] = len(self._numbers)
            self._masks[name] = self._made(name, (), ())
        return self._masks[name]

    def _made(self, name: str, close: Iterable[str], compatible: Iterable[str]) -> TypeMasks:
        bit = self._bit(name)
        near = bit | self._union(close)
        return TypeMasks(self._numbers[name], bit, near, near | self._union(compatible))

    def _bit(self, name: str) -> int:
        return 1 << min(self._numbers[name], _TYPE_BITS)

    def _union(self, names: Iterable[str]) -> int:
        mask = 0
        for name in names:
            mask |= self._bit(name)
        return mask


@cache
def _closeness() -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """Close and compatible types of each type, made symmetric; close wins."""
    rows = [line.split("\t") for line in _data("closeness.tsv").splitlines()[1:]]
    close: dict[str, set[str]] = {row[0]: set() for row in rows}
    compatible: dict[str, set[str]] = {row[0]: set() for row in rows}
    for name, near, possible in rows:
        for table, cell in ((close, near), (compatible, possible)):
            for other in filter(None, (part.strip() for part in cell.split(";"))):
                table[name].add(other)
                table[other].add(name)
    return close, compatible


@cache
def kin() -> Mapping[str, Any]:
    """Tables of kin.toml: families, stands_for, theatres, countries."""
    return tomllib.loads(_data("kin.toml"))


@dataclass(frozen=True, slots=True)
class ActorMasks:
    """An actor's number, the bits of its families and of its kind, and of the kinds it may turn out to be."""

    number: int
    families: int
    kind: int
    stands_for: int
    country: str


class Actors:
    """Numbers and masks of actors, from the codebook and kin.toml; unknown ids are actors of no kind."""

    def __init__(self, known: Mapping[str, ActorInfo] | None = None) -> None:
        self._known = Codebook.load().actors if known is None else known
        kinds = sorted({a.kind for a in self._known.values()} | {k for ks in kin()["stands_for"].values() for k in ks})
        self._kinds = {kind: 1 << n for n, kind in enumerate(kinds)}
        self._families: dict[str, int] = {}
        for n, members in enumerate(kin()["families"].values()):
            for member in members:
                self._families[member] = self._families.get(member, 0) | 1 << n
        self._masks: dict[str, ActorMasks] = {}

    def masks(self, actor: str) -> ActorMasks:
        """Those of an actor, numbered when first asked for."""
        found = self._masks.get(actor)
        if found is None:
            info = self._known.get(actor)
            stands_for = 0
            for kind in kin()["stands_for"].get(actor, ()):
                stands_for |= self._kinds[kind]
            kind = self._kinds[info.kind] if info else 0
            found = ActorMasks(
                len(self._masks), self._families.get(actor, 0), kind, stands_for, info.country if info else ""
            )
            self._masks[actor] = found
        return found

    @property
    def civilian_bit(self) -> int:
        """The bit of the kind of civilians."""
        return self._kinds.get("civilians", 0)
