"""Exports in the tools that people open them with, where these are installed."""

import csv
import shutil
import subprocess
from pathlib import Path

import pytest
from exported import count, make
from test_plain import ITEMS, written

from rasd.exports import World

MORE = [*ITEMS, make("e4", killed=count(2, 4), start="2023-03-01", end="2023-03-31", precision="month")]


def needed(program: str, package: str) -> str:
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed here (apt-get install {package})")
    return found


def test_gdal_reads_types_and_geometries(world: World, tmp_path: Path) -> None:
    ogrinfo = needed("ogrinfo", "gdal-bin")
    (tmp_path / "e.geojson").write_bytes(written(MORE, "geojson", world))
    done = subprocess.run([ogrinfo, "-so", "-al", str(tmp_path / "e.geojson")], capture_output=True, text=True, check=True)
    told = dict(line.split(": ", 1) for line in done.stdout.splitlines() if ": " in line)
    assert (told["Feature Count"], told["Geometry"]) == ("4", "Point")
    types = [told[name].split()[0] for name in ("date_start", "killed_low", "confidence", "place")]
    assert types == ["Date", "Integer", "Real", "String"]


def test_libreoffice_reads_the_workbook(world: World, tmp_path: Path) -> None:
    soffice = needed("soffice", "libreoffice-calc")
    (tmp_path / "e.xlsx").write_bytes(written(MORE, "xlsx", world, names="keep", right_to_left=True))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = [soffice, profile, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1", "--outdir", str(tmp_path)]
    subprocess.run([*convert, str(tmp_path / "e.xlsx")], capture_output=True, check=True, timeout=120)
    rows = list(csv.DictReader((tmp_path / "e.csv").read_text("utf-8").splitlines()))
    assert [row["id"] for row in rows] == ["e1", "e2", "e3", "e4"]
    assert [row["date_start"] for row in rows] == ["2023-03-04", "", "2023-03-04", "2023-03-01"]
    assert (rows[0]["place"], rows[0]["killed_low"], rows[3]["killed_high"]) == ("سراقب", "3", "4")
    assert rows[2]["source"].startswith("=HYPERLINK"), "a word, not a formula"
