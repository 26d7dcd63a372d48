"""Why two records are taken for one act or for two: the weight of every comparison, as text and as a picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

import msgspec

from rasd.incidents.record import Record
from rasd.incidents.scoring import compare
from rasd.incidents.traits import Row, TraitReader
from rasd.incidents.weights import Weights


class Part(msgspec.Struct, frozen=True):
    """What one comparison found, its bits and why it weighs so."""

    comparison: str
    finding: str
    bits: float
    reason: str


class Explanation(msgspec.Struct, frozen=True):
    """The parts of a pair's weight in bits, `prior` first; `never` says why it is not linked whatever it weighs."""

    left: str
    right: str
    parts: tuple[Part, ...]
    total: float
    threshold: float
    never: str | None


def explain(left: Record, right: Record, weights: Weights, reader: TraitReader) -> Explanation:
    """The weight of every comparison between two records."""
    reader.restart()
    rows = [reader.row(left), reader.row(right)]
    found = compare(rows, reader, [(0, 1)])[0]
    prior = weights.clustering["prior"]
    parts = [Part("prior", "", prior.bits, prior.reason)]
    for comparison, finding in found.items():
        weight = weights.findings[comparison, finding]
        parts.append(Part(comparison, finding, weight.bits, weight.reason))
    total = round(sum(p.bits for p in parts), 3)
    never = _never(left, right, rows, found)
    return Explanation(left.event.event_id, right.event.event_id, tuple(parts), total, weights.threshold, never)


def _never(left: Record, right: Record, rows: list[Row], found: Mapping[str, str]) -> str | None:
    if left.event.document_id == right.event.document_id:
        return "both are records of one report"
    if not rows[0].compatible & rows[1].type_bit:
        return f"{left.event.event_type} and {right.event.event_type} are never one act"
    if found["date"] == "apart":
        return "their days lie too far apart"
    return None


def as_text(explanation: Explanation) -> Iterator[str]:
    """One line a part, then the sum and what it means."""
    yield f"{explanation.left}  {explanation.right}"
    for part in explanation.parts:
        yield f"{part.bits:+6.1f}  {part.comparison:<11} {part.finding.replace('_', ' '):<18} {part.reason}"
    verdict = "for one act" if explanation.total > explanation.threshold else "for two acts"
    yield f"{explanation.total:+6.1f}  sum: speaks {verdict} (threshold {explanation.threshold:+.1f})"
    if explanation.never:
        yield f"        never linked: {explanation.never}"


_ROW, _LEFT, _WIDTH, _BITS = 24, 230, 760, 22
_FOR, _AGAINST, _SUM = "#2b7a4b", "#b3372f", "#444444"


def as_svg(explanation: Explanation) -> str:
    """A waterfall: each bar starts where the sum so far ends; green speaks for one act, red against."""
    shown = [p for p in explanation.parts if p.bits]
    sums = [0.0]
    for part in shown:
        sums.append(sums[-1] + part.bits)
    low, high = min(*sums, explanation.threshold), max(*sums, explanation.threshold)
    scale = min(float(_BITS), (_WIDTH - _LEFT - 60) / (high - low or 1))

    def at(bits: float) -> float:
        return _LEFT + (bits - low) * scale

    height = _ROW * (len(shown) + 2) + 10
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" font-family="sans-serif" font-size="13">',
        f"<title>{escape(explanation.left)} and {escape(explanation.right)}</title>",
        f'<line x1="{at(explanation.threshold):.1f}" x2="{at(explanation.threshold):.1f}" y1="4" y2="{height - 4}" '
        'stroke="#888888" stroke-dasharray="4 3"/>',
    ]
    for n, part in enumerate(shown):
        label = f"{part.comparison} {part.finding.replace('_', ' ')}".strip()
        lines += _bar(
            n, label, at(sums[n]), at(sums[n + 1]), part.bits, _FOR if part.bits > 0 else _AGAINST, part.reason
        )
    lines += _bar(len(shown), "sum", at(0), at(explanation.total), explanation.total, _SUM, explanation.never or "")
    return "\n".join([*lines, "</svg>", ""])


def _bar(n: int, label: str, start: float, end: float, bits: float, colour: str, note: str) -> list[str]:
    top = _ROW * n + 8
    left, width = min(start, end), max(abs(end - start), 1.0)
    return [
        f'<text x="8" y="{top + 14}">{escape(label)}</text>',
        f'<rect x="{left:.1f}" y="{top}" width="{width:.1f}" height="{_ROW - 6}" fill="{colour}"><title>{escape(note)}</title></rect>',
        f'<text x="{left + width + 5:.1f}" y="{top + 14}">{bits:+.1f}</text>',
    ]
