"""`rasd evaluate`: coded records against gold."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Annotated, cast, get_args

import msgspec
import typer

from rasd.errors import InputError
from rasd.evaluation.causes import CAUSES, cause_of
from rasd.evaluation.corpus import GoldReport, Part, load, read_gold
from rasd.evaluation.reliability import reliability, right_ones
from rasd.evaluation.scorer import Comparison
from rasd.event import Event

_EXAMPLES = 3


def evaluate(
    gold: Annotated[list[Path] | None, typer.Argument(help="Gold JSON lines; the corpus when none is named.")] = None,
    part: Annotated[str, typer.Option(help="Part of the corpus when no gold is named: build, measured or all.")] = "build",
    pred: Annotated[Path | None, typer.Option(help="Event records to compare; coded now when not given.")] = None,
    errors: Annotated[bool, typer.Option(help="Group what is wrong by cause.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    sure: Annotated[bool, typer.Option("--reliability", help="How often records of each confidence are right.")] = False,
    all_errors: Annotated[bool, typer.Option(help="With --errors: every case, not three a cause.")] = False,
) -> None:
    """Precision, recall and F1 of event detection and of every field."""
    if part not in get_args(Part):
        raise InputError("--part", f"{part!r} is no part of the corpus", "write one of: " + ", ".join(get_args(Part)))
    reports = read_gold(gold) if gold else load(part=cast(Part, part))
    coded = _read(pred) if pred else _code(reports)
    comparison = Comparison()
    for item in reports:
        comparison.add(item.report.id, item.report.text, coded.get(item.report.id, ()), item.events)
    typer.echo(_as_json(comparison) if as_json else _as_table(comparison))
    if sure:
        typer.echo(_reliability(reports, coded))
    if errors:
        typer.echo(_causes(comparison, reports, coded, all_errors))


def _code(reports: list[GoldReport]) -> dict[str, tuple[Event, ...]]:
    from rasd.coding.coder import Coder

    coder = Coder()
    return {item.report.id: coder.code(item.report) for item in reports}


def _read(path: Path) -> dict[str, tuple[Event, ...]]:
    found: dict[str, list[Event]] = defaultdict(list)
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                event = msgspec.json.decode(line, type=Event)
            except msgspec.DecodeError as error:
                raise InputError(f"{path}:{number}", f"is no event record: {error}") from error
            found[event.document_id].append(event)
    return {k: tuple(v) for k, v in found.items()}


def _as_json(comparison: Comparison) -> str:
    out: dict[str, object] = {
        name: {
            "precision": round(f.precision, 4),
            "recall": round(f.recall, 4),
            "f1": round(f.f1, 4),
            "gold": f.right + f.missed,
        }
        for name, f in comparison.figures().items()
    }
    out["perfect_reports"] = round(comparison.perfect / comparison.reports, 4) if comparison.reports else 0
    return json.dumps(out)


def _as_table(comparison: Comparison) -> str:
    lines = [f"{'field':<12} {'P':>6} {'R':>6} {'F1':>6} {'gold':>6}"]
    for name, f in comparison.figures().items():
        lines.append(f"{name:<12} {f.precision:6.3f} {f.recall:6.3f} {f.f1:6.3f} {f.right + f.missed:6d}")
    return "\n".join([*lines, f"perfect reports: {comparison.perfect} of {comparison.reports}"])


def _reliability(reports: list[GoldReport], coded: dict[str, tuple[Event, ...]]) -> str:
    told: list[tuple[float, bool]] = []
    for item in reports:
        events = coded.get(item.report.id, ())
        told += zip((e.confidence for e in events), right_ones(item.report.text, events, item.events), strict=True)
    lines = [f"{'confidence':<12} {'records':>7} {'right':>6} {'said':>6}"]
    lines += [f"{b.low:.1f}–{b.high:.1f}      {b.records:7d} {b.right / b.records:6.3f} {b.said:6.3f}" for b in reliability(told)]
    return "\n".join(lines)


def _causes(comparison: Comparison, reports: list[GoldReport], coded: dict[str, tuple[Event, ...]], every: bool) -> str:
    texts = {item.report.id: item.report.text for item in reports}
    counts: Counter[str] = Counter()
    examples: dict[str, list[str]] = defaultdict(list)
    for fault in comparison.faults:
        cause = cause_of(fault, coded.get(fault.document_id, ()), texts[fault.document_id])
        counts[cause] += 1
        examples[cause].append(
            f"    {fault.document_id} {fault.field} {fault.event_type} «{fault.trigger}» gold {fault.gold} coded {fault.coded}"
        )
    lines = []
    for cause, n in sorted(counts.items(), key=lambda c: -c[1]):
        lines.append(f"{n:5d}  {cause}: {CAUSES[cause]}")
        lines += examples[cause] if every else examples[cause][:_EXAMPLES]
    return "\n".join(lines)
