"""Choosing among places of one name: containment, the report's country, neighbours, size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import asin, cos, log10, radians, sin, sqrt

from rasd.gazetteer.model import PlaceEntry, PlaceMention, Resolution

_FLOOR = 0.2
_NEAR_KM = 60.0
_FIT = {
    "settlement": ("settlement",),
    "site": ("site", "settlement"),
    "district": ("district", "settlement"),
    "governorate": ("governorate",),
    "country": ("country",),
}


@lru_cache(maxsize=50_000)
def kilometres(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance between (latitude, longitude) pairs."""
    p, q = radians(a[0]), radians(b[0])
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(b[1] - a[1]) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(h)))


def resolve(mentions: Sequence[PlaceMention], country: str | None) -> list[Resolution]:
    """One resolution for each mention; what contains others and what is sure is chosen first and helps the rest."""
    votes = Counter(c for m in mentions for c in {e.country for e in m.candidates})
    chosen: dict[int, PlaceEntry] = {}
    out: dict[int, Resolution] = {}
    for n in sorted(range(len(mentions)), key=lambda n: (len(mentions[n].within), len(mentions[n].candidates))):
        mention = mentions[n]
        anchors = [chosen[k] for k in mention.within if k in chosen]
        others = list(chosen.values())[:12]
        scored = sorted(
            ((_score(e, mention, country, votes, anchors, others), e.population, e.id, e) for e in mention.candidates),
            key=lambda s: (-s[0], -s[1], s[2]),
        )
        if scored and scored[0][0] >= _FLOOR:
            chosen[n] = scored[0][3]
            out[n] = Resolution(
                scored[0][3], round(scored[0][0], 3), tuple((e, round(s, 3)) for s, _, _, e in scored[1:6])
            )
        else:
            out[n] = Resolution(None, 0.0, tuple((e, round(s, 3)) for s, _, _, e in scored[:5]))
    return [out[n] for n in range(len(mentions))]


def _score(
    entry: PlaceEntry,
    mention: PlaceMention,
    country: str | None,
    votes: Counter[str],
    anchors: Sequence[PlaceEntry],
    others: Sequence[PlaceEntry],
) -> float:
    score = 0.25 + 0.04 * log10(entry.population + 10)
    if country:
        score += 0.3 if entry.country == country else -0.15
    if votes:
        score += 0.15 * votes[entry.country] / max(votes.values())
    if mention.noun in _FIT:
        score += 0.1 if entry.precision in _FIT[mention.noun] else -0.1
    here = (entry.latitude, entry.longitude)
    for anchor in anchors:
        if anchor.precision == "country":
            score += 0.3 if anchor.country == entry.country else -0.4
            continue
        same = entry.admin1 is not None and entry.admin1 in (anchor.admin1, anchor.name_ar, anchor.name)
        distance = kilometres(here, (anchor.latitude, anchor.longitude))
        score += 0.3 if same or distance < _NEAR_KM else 0.1 if distance < 3 * _NEAR_KM else -0.3
    if others and not anchors:
        nearest = min(kilometres(here, (o.latitude, o.longitude)) for o in others)
        score += 0.15 if nearest < _NEAR_KM else 0.05 if nearest < 300 else -0.05
    return max(0.0, min(score, 1.0))
