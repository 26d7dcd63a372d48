"""Outlines of the region's countries for the brief's map, from Natural Earth (public domain) as world-atlas packs it.

    npm pack world-atlas@2 && tar xzf world-atlas-*.tgz
    python scripts/outlines.py package/countries-50m.json > src/rasd/exports/data/outlines.json

Gives {ISO numeric code: [[[longitude, latitude], …] …]} in hundredths of a degree, small rings left out.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

WEST, SOUTH, EAST, NORTH = -18, -5, 80, 45
FINENESS = 0.1
"""Degrees that a point must be away from the one kept before it."""


def arcs(topology: dict) -> list[list[tuple[float, float]]]:  # type: ignore[type-arg]
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * kx + dx, y * ky + dy))
        found.append(thinned(points))
    return found


def thinned(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The ends always stay, so that neighbours still share their border."""
    kept = points[:1]
    for point in points[1:-1]:
        if max(abs(point[0] - kept[-1][0]), abs(point[1] - kept[-1][1])) >= FINENESS:
            kept.append(point)
    return [*kept, points[-1]]


def ring(numbers: list[int], known: list[list[tuple[float, float]]]) -> list[tuple[int, int]]:
    points: list[tuple[float, float]] = []
    for number in numbers:
        arc = known[number] if number >= 0 else known[~number][::-1]
        points += arc if not points else arc[1:]
    return [(round(x * 100), round(y * 100)) for x, y in points]


def shown(points: list[tuple[int, int]]) -> bool:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    inside = max(xs) > WEST * 100 and min(xs) < EAST * 100 and max(ys) > SOUTH * 100 and min(ys) < NORTH * 100
    return inside and (max(xs) - min(xs)) * (max(ys) - min(ys)) > 400


def main() -> None:
    topology = json.loads(Path(sys.argv[1]).read_text())
    known = arcs(topology)
    found: dict[str, list[list[tuple[int, int]]]] = {}
    for country in topology["objects"]["countries"]["geometries"]:
        polygons = [country["arcs"]] if country["type"] == "Polygon" else country["arcs"]
        rings = [r for polygon in polygons for r in [ring(polygon[0], known)] if shown(r)]
        if rings and country.get("id"):
            found[country["id"]] = rings
    print(json.dumps(found, separators=(",", ":")))


if __name__ == "__main__":
    main()
