"""All that was learned: the scorers of the first look, the trees of the second, and the network that reads the words around."""

from __future__ import annotations

import lzma
from functools import cache
from importlib.resources import files
from typing import TypeVar

import msgspec

from rasd.coding.acts import Surroundings
from rasd.coding.context import ContextReader, Network, Silence
from rasd.coding.features.looks import LOOKS, SHAPES, Look
from rasd.coding.scorers import Scorer, Weights
from rasd.coding.trees import Forest, Trees

_Learned = TypeVar("_Learned")


class Scorers:
    """Scorers by name, for each the second looks at its outputs, and what reads the words around."""

    def __init__(self, weights: dict[str, Weights], trees: dict[str, Trees] | None = None, reader: ContextReader | None = None) -> None:
        self._scorers = {s.name: Scorer(s, weights.get(s.name, Weights())) for s in SHAPES}
        self._reader = reader
        self._looks: dict[str, list[tuple[Look, Forest]]] = {s.name: [] for s in SHAPES}
        for look in LOOKS:
            grown = (trees or {}).get(look.name)
            if grown is not None and grown.sizes:  # too few examples grow no trees: the first look stands
                self._looks[look.scorer].append((look, Forest(look.numbers, look.words, grown)))

    def __getitem__(self, name: str) -> Scorer:
        return self._scorers[name]

    def looks(self, name: str) -> list[tuple[Look, Forest]]:
        """The second looks at a scorer's outputs that were learned."""
        return self._looks[name]


    def read(self, around: Surroundings) -> Silence:
        """What the network says of a report; nothing where there is none."""
        return self._reader.read(around) if self._reader is not None else Silence(around)


@cache
def built_in_scorers() -> Scorers:
    """The scorers shipped with the package."""
    return Scorers(_read("scorers", Weights), _read("trees", Trees), ContextReader(network_of(files("rasd.coding").joinpath("data/context.msgpack").read_bytes())))


def network_of(data: bytes) -> Network:
    """A network from its file."""
    return msgspec.msgpack.decode(data, type=Network)


def _read(name: str, learned: type[_Learned]) -> dict[str, _Learned]:
    data = lzma.decompress(files("rasd.coding").joinpath(f"data/{name}.json.xz").read_bytes())
    return msgspec.json.decode(data, type=dict[str, learned])  # type: ignore[valid-type]
