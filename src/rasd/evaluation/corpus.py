"""The gold corpus: reports written for the project, with their records."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal
from zlib import crc32

import msgspec

from rasd.errors import InputError
from rasd.report import Report


class GoldReport(msgspec.Struct, frozen=True):
    """A report and the records that the coding manual calls for, as the corpus writes them."""

    report: Report
    events: tuple[dict[str, Any], ...]


def corpus_folder() -> Path:
    """The corpus beside the source tree, else the copy in the installed package."""
    beside = Path(__file__).resolve().parents[3] / "corpus"
    return beside if beside.is_dir() else Path(str(files("rasd"))) / "corpus"


Part = Literal["build", "measured", "all"]
_MEASURED_SHARE = 4
"""One report in so many of the project's own is only measured."""


def is_measured(report_id: str) -> bool:
    """Whether a report of `corpus/own` is only measured: a fixed rule on its id, so that it holds for reports to come."""
    return report_id.startswith("own-m-") or crc32(report_id.encode()) % _MEASURED_SHARE == 0


def load(name: str | None = None, part: Part = "build") -> list[GoldReport]:
    """The reports of one file of the corpus (its name), or of a part of it: what may be built on, or what is only measured."""
    folder = corpus_folder()
    if name is not None:
        return read_gold([folder / f"{name}.jsonl"])
    shared = sorted(p for p in folder.glob("*.jsonl") if p.stem not in ("seed", "linking"))
    own = read_gold(sorted((folder / "own").glob("*.jsonl")))
    built = read_gold(shared) + [g for g in own if not is_measured(g.report.id)]
    measured = [g for g in own if is_measured(g.report.id)]
    return built if part == "build" else measured if part == "measured" else built + measured


def read_gold(paths: Iterable[Path]) -> list[GoldReport]:
    """Gold reports of JSON lines. Raises InputError with file and line."""
    found = []
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except OSError as error:
            raise InputError(str(path), f"cannot be read: {error.strerror}") from error
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    found.append(_gold(msgspec.json.decode(line)))
                except (msgspec.DecodeError, KeyError, ValueError, TypeError) as error:
                    raise InputError(f"{path}:{number}", f"is no gold report: {error!r}") from error
    return found


def _gold(row: dict[str, Any]) -> GoldReport:
    report = Report(
        id=row["id"], text=row["text"], title=row.get("title"), published=date.fromisoformat(row["published"])
    )
    return GoldReport(report, tuple(row["events"]))
