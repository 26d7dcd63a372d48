"""Match weights in bits: the built-in ones, a user's, and what clustering needs besides."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from rasd.errors import InputError
from rasd.incidents.comparisons import COMPARISONS

_CLUSTERING = ("prior", "threshold", "unseen", "floor")


@dataclass(frozen=True, slots=True)
class Weight:
    """Bits for or against one act, and why."""

    bits: float
    reason: str


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of findings by (comparison, finding), and the clustering's numbers."""

    findings: Mapping[tuple[str, str], Weight]
    clustering: Mapping[str, Weight]

    @property
    def prior(self) -> float:
        """What a pair weighs before anything is compared."""
        return self.clustering["prior"].bits

    @property
    def threshold(self) -> float:
        """The mean weight between records from which incidents join."""
        return self.clustering["threshold"].bits

    @property
    def unseen(self) -> float:
        """The weight of two records that were not compared."""
        return self.clustering["unseen"].bits

    @property
    def floor(self) -> float:
        """The least a pair weighs."""
        return self.clustering["floor"].bits

    @classmethod
    def load(cls, path: Path | None = None) -> Weights:
        """The built-in weights, each replaced by the file's where it has one. Raises InputError for a faulty file."""
        built_in = _tables(tomllib.loads((files("rasd.incidents") / "data" / "weights.toml").read_text("utf-8")), "")
        if path is None:
            return built_in
        try:
            own = _tables(tomllib.loads(path.read_text(encoding="utf-8")), str(path))
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(str(path), f"cannot be read: {error}") from error
        except tomllib.TOMLDecodeError as error:
            raise InputError(str(path), f"is not TOML: {error}") from error
        return cls({**built_in.findings, **own.findings}, {**built_in.clustering, **own.clustering})


def _tables(tables: Mapping[str, object], where: str) -> Weights:
    known = {(c.name, f.name) for c in COMPARISONS for f in c.findings} | {("clustering", k) for k in _CLUSTERING}
    findings: dict[tuple[str, str], Weight] = {}
    for section, rows in tables.items():
        if not isinstance(rows, Mapping):
            raise InputError(where, f"{section!r} is no table", "write [comparison] and then finding = [bits, reason]")
        for name, value in rows.items():
            if (section, name) not in known:
                raise InputError(where, f"[{section}] {name}: there is no such finding")
            findings[section, name] = _weight(value, f"{where}: [{section}] {name}")
    clustering = {name: findings.pop(("clustering", name)) for name in _CLUSTERING if ("clustering", name) in findings}
    return Weights(findings, clustering)


def _weight(value: object, where: str) -> Weight:
    bits, reason = (value[0], value[1]) if isinstance(value, list) and len(value) == 2 else (value, "")
    if isinstance(bits, bool) or not isinstance(bits, int | float) or not isinstance(reason, str):
        raise InputError(where, f"{value!r} is no weight", "write [bits, reason]")
    return Weight(float(bits), reason)
