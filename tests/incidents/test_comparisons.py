"""A pair weighs the same whichever record comes first."""

import math
import random
from pathlib import Path

import duckdb

from rasd.evaluation.linking import read_linked
from rasd.incidents import Linker, Record
from rasd.incidents.comparisons import PLACE
from rasd.incidents.scoring import compare

ROOT = Path(__file__).resolve().parents[2]


def test_findings_do_not_depend_on_sides(linker: Linker) -> None:
    records = [Record(e) for r in read_linked(ROOT / "corpus/linking.jsonl") for e in r.events]
    linker.reader.restart()
    rows = [linker.reader.row(r) for r in records]
    pairs = [(a, b) for a in range(len(rows)) for b in range(a)]
    assert compare(rows, linker.reader, pairs) == compare(rows, linker.reader, [(b, a) for a, b in pairs])


def test_a_distance_near_its_bound_does_not_depend_on_sides() -> None:
    draw, bound = random.Random(2), next(f.sql for f in PLACE.findings if f.name == "around")
    points = []
    for _ in range(1_000):
        latitude, longitude, turn, km = draw.uniform(12, 37), draw.uniform(13, 48), draw.uniform(0, 1.5), draw.uniform(11.99, 12.01)
        north, east = km * math.sin(turn) / 111.2, km * math.cos(turn) / 111.2 / math.cos(math.radians(latitude))
        points.append((latitude, longitude, latitude + north, longitude + east))
    with duckdb.connect(":memory:") as con:
        con.execute("CREATE TABLE pairs (a DOUBLE, b DOUBLE, c DOUBLE, d DOUBLE)")
        con.executemany("INSERT INTO pairs VALUES (?, ?, ?, ?)", points)
        found = [
            con.execute(f"SELECT {bound} FROM (FROM pairs SELECT {sides})").fetchall()
            for sides in (
                "a AS latitude_l, b AS longitude_l, c AS latitude_r, d AS longitude_r",
                "c AS latitude_l, d AS longitude_l, a AS latitude_r, b AS longitude_r",
            )
        ]
    assert found[0] == found[1] and len(set(found[0])) == 2
