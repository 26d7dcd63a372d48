import csv
import io
from datetime import date, datetime
from pathlib import Path

import duckdb
import hxl
import openpyxl
import pyarrow.parquet as pq
import pytest
from exported import count, make
from test_plain import ITEMS, written

from rasd.errors import ExportError
from rasd.event import Source
from rasd.exports import World, workbook
from rasd.exports.workbook import write_xlsx


def test_parquet_keeps_the_whole_record(world: World) -> None:
    table = pq.read_table(io.BytesIO(written(ITEMS, "parquet", world)))
    first = table.to_pylist()[0]
    assert table.num_rows == 3
    assert first["date"]["start"] == date(2023, 3, 4) and first["toll"]["killed"]["low"] == 3
    assert first["toll"]["wounded"] == {"low": 10, "high": None, "approximate": False, "text": "", "span": [0, 1]}
    assert first["initiators"][0] == {"id": "russia_forces", "text": "russia_forces", "span": [0, 1], "suspected": False}
    assert first["places"][0]["latitude"] == 35.86 and first["reports"][0]["document_id"] == "r1"


def test_parquet_is_asked_by_duckdb(world: World, tmp_path: Path) -> None:
    (tmp_path / "e.parquet").write_bytes(written(ITEMS, "parquet", world))
    query = f"select sum(toll.killed.low), count(*) from '{tmp_path}/e.parquet' where date.start >= date '2023-01-01'"
    assert duckdb.sql(query).fetchall() == [(3, 2)]


def test_workbook_has_dates_numbers_and_no_formulas(world: World) -> None:
    book = openpyxl.load_workbook(io.BytesIO(written(ITEMS, "xlsx", world, names="keep", right_to_left=True)))
    sheet = book.active
    names = [cell.value for cell in sheet[1]]
    first, third = (dict(zip(names, sheet[n], strict=True)) for n in (2, 4))
    assert sheet.max_row == 4 and sheet.sheet_view.rightToLeft
    assert first["date_start"].value == datetime(2023, 3, 4) and first["date_start"].is_date
    assert first["killed_low"].value == 3 and first["killed_approximate"].value is False
    assert third["source"].data_type == "s" and third["source"].value.startswith("=HYPERLINK")


def test_workbook_that_is_full_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    with pytest.raises(ExportError, match="holds 2 rows"):
        write_xlsx(ITEMS, world, io.BytesIO())


def test_long_texts_are_cut_at_what_a_cell_holds(world: World) -> None:
    item = make(source=Source("media", "ن" * 40_000, (0, 1)))
    sheet = openpyxl.load_workbook(io.BytesIO(written([item], "xlsx", world, names="keep"))).active
    assert max(len(str(c.value)) for c in sheet[2]) == 32_767


def test_hxl_is_valid_and_has_p_codes(world: World) -> None:
    lines = written([*ITEMS, make("e4", killed=count(0))], "hxl", world).decode().splitlines()
    data = hxl.data(list(csv.reader(lines)))
    rows = list(data)
    assert len(rows) == 4 and data.validate()
    assert rows[0].get("#adm1+code") == "SY07" and rows[0].get("#country+code") == "SYR"
    assert rows[0].get("#affected+killed+min") == "3" and rows[3].get("#affected+killed+max") == "0"
