"""Exports of the corpus's gold records in the tools that people open them with, where these are installed."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from pathlib import Path

import duckdb
import msgspec
import pandas as pd
import pytest
from test_plain import ITEMS, written

from rasd.evaluation.corpus import corpus_folder, read_gold
from rasd.evaluation.linking import gold_event
from rasd.exports import Item, Origin, World, of_event
from rasd.exports.columns import COLUMNS
from rasd.exports.world import main_place
from rasd.gazetteer import Gazetteer

_GDAL = {"text": "String", "integer": "Integer", "number": "Real", "boolean": "Integer(Boolean)", "date": "Date"}


def needed(program: str, package: str) -> str:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed here (apt-get install {package})")
    return found


@pytest.fixture(scope="module")
def gold() -> list[Item]:
    """Every gold record of the development corpus with its report, places by their names."""
    gazetteer, found = Gazetteer.load(), []
    for gold in read_gold(sorted(corpus_folder().glob("*.jsonl"))):
        report = gold.report
        origin = Origin(document_id=report.id, published=report.published, title=report.title, text=report.text)
        for event in (gold_event(report, n, said) for n, said in enumerate(gold.events)):
            places = tuple(entries[0].fill(p) if (entries := gazetteer.candidates(p.text)) else p for p in event.places)
            found.append(of_event(msgspec.structs.replace(event, places=places), origin))
    return found


@pytest.fixture(scope="module")
def wanted(gold: list[Item]) -> dict[str, int]:
    """What every tool has to find: rows, days, places with coordinates, people killed."""
    events = [item.event for item in gold]
    placed = [e for e in events if (place := main_place(e.places)) and place.latitude is not None]
    killed = [e.toll.killed.low for e in events if e.toll.killed]
    return {"rows": len(events), "days": sum(e.date.start is not None for e in events), "placed": len(placed), "killed": sum(killed)}


def test_gdal_reads_types_and_geometries(world: World, gold: list[Item], wanted: dict[str, int], tmp_path: Path) -> None:
    ogrinfo = needed("ogrinfo", "gdal-bin")
    (tmp_path / "e.geojson").write_bytes(written(gold, "geojson", world))
    command = [ogrinfo, "-al", "-so", str(tmp_path / "e.geojson")]
    told = dict(line.split(": ", 1) for line in subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines() if ": " in line)
    assert (told["Feature Count"], told["Geometry"]) == (str(wanted["rows"]), "Point")
    types = {c.name: (_GDAL[c.kind], told[c.name].split(" ")[0]) for c in COLUMNS if c.name in told}
    assert len(types) == len(COLUMNS) - 2, "all columns but the coordinates, which are the geometry"
    # a column without any value reads as text, whatever it would hold; a text that is a day everywhere reads as a day
    assert {name for name, (right, found) in types.items() if found not in (right, "String")} <= {"published"}
    assert all(types[name][1] == "Date" for name in ("date_start", "date_end")) and types["killed_low"][1] == "Integer"
    query = "select sum(killed_low) as killed, count(date_start) as days from e where killed_low is not null or date_start is not null"
    asked = subprocess.run([ogrinfo, "-dialect", "SQLite", "-sql", query, command[-1]], capture_output=True, text=True, check=True).stdout
    assert f"killed (Integer) = {wanted['killed']}" in asked and f"days (Integer) = {wanted['days']}" in asked


def test_geopandas_reads_points_and_days(world: World, gold: list[Item], wanted: dict[str, int], tmp_path: Path) -> None:
    geopandas = pytest.importorskip("geopandas", reason="GeoPandas is not among the packages of the lock file (pip install geopandas)")
    (tmp_path / "e.geojson").write_bytes(written(gold, "geojson", world))
    frame = geopandas.read_file(tmp_path / "e.geojson")
    assert (len(frame), int(frame.geometry.notna().sum()), frame.killed_low.sum()) == (wanted["rows"], wanted["placed"], wanted["killed"])
    assert frame.crs.to_epsg() == 4326 and str(frame.date_start.dtype).startswith("datetime64")


def test_libreoffice_reads_the_workbook_and_the_table(world: World, gold: list[Item], wanted: dict[str, int], tmp_path: Path) -> None:
    soffice = needed("soffice", "libreoffice-calc")
    (tmp_path / "book.xlsx").write_bytes(written([*gold, *ITEMS], "xlsx", world, names="keep", right_to_left=True))
    (tmp_path / "table.csv").write_bytes(written(gold, "csv", world, names="keep", bom=True))
    book, table = _converted(soffice, tmp_path, "book.xlsx"), _converted(soffice, tmp_path, "table.csv")
    assert (len(book), len(table)) == (wanted["rows"] + len(ITEMS), wanted["rows"])
    for rows in (book[: wanted["rows"]], table):
        assert [row["id"] for row in rows] == [item.id for item in gold]
        assert [row["date_start"] for row in rows] == [str(item.event.date.start or "") for item in gold]
        assert sum(int(row["killed_low"] or 0) for row in rows) == wanted["killed"]
        assert [row["place"] for row in rows] == [item.event.places[0].text if item.event.places else "" for item in gold]
    assert book[-1]["source"].startswith("=HYPERLINK"), "a word, not a formula"


def _converted(soffice: str, folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a file as LibreOffice writes them: values, not what cells show."""
    out = folder / "out"
    # separator comma, quote, UTF-8, from line 1; a number in a text cell stays text, dates are written as ISO days
    options = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false"
    command = [soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--infilter=CSV:44,34,76,1", "--convert-to", options]
    subprocess.run([*command, "--outdir", str(out), str(folder / name)], capture_output=True, check=True, timeout=240, env={**os.environ, "LC_ALL": "C.UTF-8"})
    return list(csv.DictReader((out / Path(name).with_suffix(".csv").name).read_text("utf-8-sig").splitlines(keepends=True)))


def test_pandas_and_duckdb_read_the_table_and_parquet(world: World, gold: list[Item], wanted: dict[str, int], tmp_path: Path) -> None:
    for format in ("csv", "parquet"):
        (tmp_path / f"e.{format}").write_bytes(written(gold, format, world, names="keep"))
    table = pd.read_csv(tmp_path / "e.csv", parse_dates=["date_start", "date_end"])
    assert (len(table), int(table.date_start.notna().sum()), int(table.killed_low.sum())) == (wanted["rows"], wanted["days"], wanted["killed"])
    assert int(table.latitude.notna().sum()) == wanted["placed"] and str(table.date_start.dtype).startswith("datetime64")
    query = "select count(*), count({day}), sum({killed}), typeof(any_value({day})) from '{file}'"
    names = {"e.csv": ("date_start", "killed_low"), "e.parquet": ("date.start", "toll.killed.low")}
    for file, (day, killed) in names.items():
        found = duckdb.sql(query.format(day=day, killed=killed, file=tmp_path / file)).fetchall()
        assert found == [(wanted["rows"], wanted["days"], wanted["killed"], "DATE")], file
    assert len(pd.read_parquet(tmp_path / "e.parquet")) == wanted["rows"]
