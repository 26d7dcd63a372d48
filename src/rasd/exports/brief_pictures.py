"""The pictures of a brief as SVG: a map, acts over time, bars. No scripts, no network, sharp on paper."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from html import escape
from importlib.resources import files

import msgspec

from rasd.exports.brief import Group, Spot

_WIDTH = 720
_MOST_BARS = 60
_LABELLED = 12
_BLUE, _RED = "#3b6ea5", "#b3261e"
_INK = 'fill="#1c2430" font-size="12"'


@cache
def _outlines() -> dict[str, list[list[tuple[int, int]]]]:
    """Rings of countries in hundredths of a degree. Natural Earth, public domain."""
    data = files("rasd.exports").joinpath("data").joinpath("outlines.json").read_bytes()
    return msgspec.json.decode(data, type=dict[str, list[list[tuple[int, int]]]])


class _Frame:
    """A window of the world: equirectangular, true to scale at its middle latitude."""

    def __init__(self, spots: Sequence[Spot]) -> None:
        xs, ys = [s.longitude for s in spots], [s.latitude for s in spots]
        side = max(max(xs) - min(xs), max(ys) - min(ys), 1.0)
        self.west, self.east = min(xs) - side * 0.12, max(xs) + side * 0.12
        self.south, self.north = min(ys) - side * 0.12, max(ys) + side * 0.12
        squeeze = math.cos(math.radians((self.south + self.north) / 2))
        self.scale = min(_WIDTH / ((self.east - self.west) * squeeze), 560 / (self.north - self.south))
        self.across = self.scale * squeeze
        self.width, self.height = (self.east - self.west) * self.across, (self.north - self.south) * self.scale

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        return round((longitude - self.west) * self.across, 1), round((self.north - latitude) * self.scale, 1)

    def shows(self, ring: list[tuple[int, int]]) -> bool:
        """Whether the boxes round a ring and the window meet."""
        xs, ys = [x / 100 for x, _ in ring], [y / 100 for _, y in ring]
        return max(xs) > self.west and min(xs) < self.east and max(ys) > self.south and min(ys) < self.north


def draw_map(spots: Iterable[Spot], title: str) -> str:
    """Circles whose area grows with the number of acts; red where people were killed. "" without spots."""
    shown = sorted(spots, key=lambda s: (-s.acts, s.label))
    if not shown:
        return ""
    frame = _Frame(shown)
    most = shown[0].acts
    land = "".join(f'<path d="{_path(ring, frame)}"/>' for rings in _outlines().values() for ring in rings if frame.shows(ring))
    circles = "".join(_circle(spot, frame, most) for spot in shown)
    labels = "".join(_label(spot, frame) for spot in shown[:_LABELLED])
    body = f'<rect fill="#eef3f7" width="100%" height="100%"/><g fill="#fbfaf5" stroke="#a9b3bf" stroke-width="0.8">{land}</g>{circles}{labels}'
    return _svg(frame.width, frame.height, title, body)


def _path(ring: list[tuple[int, int]], frame: _Frame) -> str:
    return "M" + "L".join("{:g},{:g}".format(*frame.at(x / 100, y / 100)) for x, y in ring) + "Z"


def _circle(spot: Spot, frame: _Frame, most: int) -> str:
    x, y = frame.at(spot.longitude, spot.latitude)
    radius = 3 + 13 * math.sqrt(spot.acts / most)
    color = _RED if spot.killed else _BLUE
    return f'<circle fill="{color}" fill-opacity="0.6" cx="{x}" cy="{y}" r="{radius:.1f}"><title>{escape(spot.label)}: {spot.acts}</title></circle>'


def _label(spot: Spot, frame: _Frame) -> str:
    x, y = frame.at(spot.longitude, spot.latitude)
    halo = 'stroke="#fff" stroke-width="3" paint-order="stroke"'
    return f'<text {_INK} {halo} x="{x}" y="{y - 6}" text-anchor="middle">{escape(spot.label)}</text>'


def draw_time(days: Counter[date], title: str) -> str:
    """Acts by day, week or month, whichever gives at most sixty bars. "" without days."""
    if not days:
        return ""
    first, last = min(days), max(days)
    step = next(s for s in (1, 7, 30, 91, 365, 3650) if (last - first).days // s < _MOST_BARS or s == 3650)
    sums = Counter(dict.fromkeys(range((last - first).days // step + 1), 0))
    for day, acts in days.items():
        sums[(day - first).days // step] += acts
    wide, most = _WIDTH / len(sums), max(sums.values())
    bars = "".join(
        f'<rect fill="{_BLUE}" x="{n * wide:.1f}" y="{150 - 140 * acts / most:.1f}" width="{max(wide - 1, 0.5):.1f}" height="{140 * acts / most:.1f}">'
        f"<title>{first + timedelta(days=n * step)}: {acts}</title></rect>"
        for n, acts in sums.items()
    )
    axis = f'<text {_INK} x="0" y="168">{first}</text><text {_INK} x="{_WIDTH}" y="168" text-anchor="end">{last}</text><text {_INK} x="0" y="10">{most}</text>'
    return _svg(_WIDTH, 175, title, bars + axis)


def draw_bars(groups: Sequence[Group], title: str) -> str:
    """Horizontal bars, most first. "" without groups."""
    if not groups:
        return ""
    most, height = max(g.acts for g in groups), 22
    rows = "".join(
        f'<text {_INK} x="250" y="{n * height + 15}" text-anchor="end">{escape(g.label)}</text>'
        f'<rect fill="{_BLUE}" x="258" y="{n * height + 4}" width="{380 * g.acts / most:.1f}" height="14"/>'
        f'<text {_INK} x="{264 + 380 * g.acts / most:.1f}" y="{n * height + 15}">{g.acts}</text>'
        for n, g in enumerate(groups)
    )
    return _svg(_WIDTH, height * len(groups) + 6, title, rows)


def _svg(width: float, height: float, title: str, body: str) -> str:
    size = f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" direction="ltr"><title>{escape(title)}</title>{body}</svg>'
    )
