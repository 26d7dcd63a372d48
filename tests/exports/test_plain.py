import io
import json
from pathlib import Path

import duckdb
import jsonschema
import msgspec
import pandas as pd
import pytest
from exported import SARAQIB, count, make
from geojson_pydantic import FeatureCollection

from rasd.event import Event, Person, Source
from rasd.exports import Item, Options, Origin, World, write
from rasd.exports.cells import safe
from rasd.exports.columns import COLUMNS


def written(items: list[Item], format: str, world: World, **options: object) -> bytes:
    out = io.BytesIO()
    write(items, format, out, Options(world=world, **options))  # type: ignore[arg-type]
    return out.getvalue()


ITEMS = [
    make("e1", killed=count(3), wounded=count(10, None)),
    make("e2", "arrest", by=("syria_police",), places=(), start=None, detained=count(5)),
    make("e3", "protest", by=("protesters",), on=(), source=Source("media", "=HYPERLINK(\"http://x\")", (0, 1))),
]


def test_csv_has_the_types_in_pandas(world: World, tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_bytes(written(ITEMS, "csv", world))
    table = pd.read_csv(tmp_path / "e.csv", parse_dates=["date_start", "date_end"])
    assert list(table.columns) == [c.name for c in COLUMNS] and len(table) == 3
    assert str(table.date_start.dtype).startswith("datetime64")
    assert table.killed_low.tolist()[0] == 3 and table.latitude.dtype == float
    assert table.wounded_high.isna().all() and table.wounded_low[0] == 10


def test_csv_has_the_types_in_duckdb(world: World, tmp_path: Path) -> None:
    (tmp_path / "e.csv").write_bytes(written(ITEMS, "csv", world))
    found = duckdb.sql(f"select typeof(date_start), typeof(killed_low), typeof(latitude), place from '{tmp_path}/e.csv'").fetchall()
    assert found[0] == ("DATE", "BIGINT", "DOUBLE", "سراقب") and len(found) == 3


def test_excel_finds_the_mark_of_utf8(world: World) -> None:
    assert written(ITEMS, "csv", world, bom=True).startswith(b"\xef\xbb\xbfid,")
    assert written(ITEMS, "csv", world).startswith(b"id,")


@pytest.mark.parametrize("start", ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u200f=1", "\ufeff=cmd", "＝1"])
def test_no_cell_starts_a_formula(start: str) -> None:
    assert safe(start) == "'" + start


@pytest.mark.parametrize("text", ["", "سراقب", "a=b", "3", " قال", "«=»"])
def test_other_cells_stay(text: str) -> None:
    assert safe(text) == text


def test_formulas_of_a_report_stay_words(world: World) -> None:
    rows = written(ITEMS, "csv", world, names="keep").decode().splitlines()
    assert "'=HYPERLINK" in rows[3]


def test_negative_coordinates_stay_numbers(world: World, tmp_path: Path) -> None:
    place = msgspec.structs.replace(SARAQIB, longitude=-7.5)
    assert ",-7.5," in written([make(places=(place,))], "csv", world).decode()


def test_json_lines_are_the_records(world: World, shared: Path) -> None:
    lines = written(ITEMS, "jsonl", world).splitlines()
    assert [msgspec.json.decode(line, type=Event) for line in lines] == [item.event for item in ITEMS]
    schema = json.loads((shared / "contract/event.schema.json").read_text())
    for line in lines:
        jsonschema.validate(json.loads(line), schema, format_checker=jsonschema.FormatChecker())


def test_geojson_is_valid(world: World) -> None:
    found = FeatureCollection.model_validate_json(written(ITEMS, "geojson", world))
    assert [f.id for f in found.features] == ["e1", "e2", "e3"]
    assert found.features[0].geometry.coordinates[:2] == (36.8, 35.86)  # type: ignore[union-attr]
    assert found.features[1].geometry is None


def test_geojson_of_nothing_is_valid(world: World) -> None:
    assert FeatureCollection.model_validate_json(written([], "geojson", world)).features == []


def test_quotations_come_from_the_report(world: World) -> None:
    item = make(origin=Origin(document_id="r1", text="قصف على سراقب", outlet="شبكة", title="عنوان"), people=(Person("x", "target", (0, 1)),))
    assert item.sentence == "ق"
    row = dict(zip([c.name for c in COLUMNS], written([item], "csv", world).decode().splitlines()[1].split(","), strict=False))
    assert row["event_type"] == "shelling"
