from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rasd.reading.items import ReadFault, ReadReport, read_source
from rasd.reading.options import ReadOptions

TEXT = "قتل ثلاثة مدنيين في قصف على بلدة سراقب أمس."
HEADERS = {
    "id,title,text,published,source": ("id", "title", "text", "published", "source"),
    "المعرف;العنوان;نص الخبر;تاريخ النشر;المصدر": ("id", "title", "text", "published", "source"),
    "Headline\tBody\tPublication Date\tOutlet\tUUID": ("title", "text", "published", "source", "id"),
}
VALUES = {"id": "7", "title": "قصف على سراقب", "text": TEXT, "published": "5 آذار/مارس 2023", "source": "وكالة"}


def one(path: Path, **columns: str) -> ReadReport:
    (item,) = read_source(str(path), options=ReadOptions(columns=tuple(columns.items())))
    assert isinstance(item, ReadReport), item.error
    return item


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1256", "utf-16"])
@pytest.mark.parametrize("header", HEADERS)
def test_columns_are_guessed_by_their_names(tmp_path: Path, header: str, encoding: str) -> None:
    separator = next(c for c in "\t;," if c in header)
    row = separator.join(f'"{VALUES[field]}"' for field in HEADERS[header])
    file = tmp_path / "a.csv"
    file.write_bytes(f"{header}\r\n{row}\r\n".encode(encoding))
    item = one(file)
    assert item.report.text == f"قصف على سراقب\n\n{TEXT}" and item.report.title == "قصف على سراقب"
    assert (item.report.id, item.report.published, item.outlet, item.address) == ("7", date(2023, 3, 5), "وكالة", f"{file}:2")
    assert list(read_source(item.address, content=item.content, media_type=item.media_type)) == [item]


def test_columns_that_cannot_be_guessed_are_said_with_their_names(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"a,b\n{TEXT},2023-03-05\n", encoding="utf-8")
    (fault,) = read_source(str(file))
    assert isinstance(fault, ReadFault)
    assert str(fault.error) == f"{file}: which column holds the text cannot be told; say --column text=NAME; its columns are a, b"
    assert one(file, text="a", published="b").report.published == date(2023, 3, 5)
    (fault,) = read_source(str(file), options=ReadOptions(columns=(("text", "c"),)))
    assert isinstance(fault, ReadFault) and "has no column 'c'" in str(fault.error)


def test_a_cell_of_several_lines_is_one_report(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f'text\n"{TEXT}\n\n{TEXT}"\n\n{TEXT}\n', encoding="utf-8")
    items = list(read_source(str(file)))
    assert [i.report.text for i in items if isinstance(i, ReadReport)] == [f"{TEXT}\n\n{TEXT}", TEXT]


def test_bad_rows_are_kept_aside_and_the_others_read(tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"text,date\n{TEXT},2023-03-05\n{TEXT},soon\nEnglish words only,2023-03-05\n{TEXT},2023-03-05,x\n{TEXT},\n", encoding="utf-8")
    items = list(read_source(str(file)))
    assert [isinstance(i, ReadReport) for i in items] == [True, False, False, False, True]
    assert all(i.content for i in items)


@pytest.mark.parametrize("day", [date(2023, 3, 5), datetime(2023, 3, 5, 10), "2023-03-05T10:00:00Z"])
def test_parquet(tmp_path: Path, day: object) -> None:
    file = tmp_path / "a.parquet"
    pq.write_table(pa.table({"body": [TEXT, None, TEXT * 2], "date": [day, day, day], "blob": [b"x", b"y", b"z"]}), file)
    items = list(read_source(str(file)))
    assert [isinstance(i, ReadReport) for i in items] == [True, False, True]
    assert isinstance(items[0], ReadReport) and items[0].report.published == date(2023, 3, 5) and items[0].address == f"{file}:1"
    assert list(read_source(items[0].address, content=items[0].content, media_type=items[0].media_type)) == [items[0]]


def test_parquet_of_many_rows_comes_in_order(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": [f"{TEXT} {n}" for n in range(300)]}), file, row_group_size=50)
    assert [i.report.text.rpartition(" ")[2] for i in read_source(str(file)) if isinstance(i, ReadReport)] == [str(n) for n in range(300)]
