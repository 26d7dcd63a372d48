"""Archives in pieces: every report once, wherever the cuts fall; what cannot be read is told of."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import reports, write_lines, write_table, write_warc

from rasd.archive import units
from rasd.archive.pieces import cut
from rasd.archive.units import items
from rasd.errors import InputError
from rasd.reading.items import ReadFault, ReadReport

ROWS = reports(40)
IDS = [row["id"] for row in ROWS]


def read(*inputs: Path, **sizes: int) -> tuple[list[str], list[str]]:
    """Ids of the reports and the faults of all pieces, in order."""
    found = [item for piece in cut([str(i) for i in inputs], **sizes) for item in items(piece)]
    return [i.report.id for i in found if isinstance(i, ReadReport)], [str(i.error) for i in found if isinstance(i, ReadFault)]


@settings(deadline=None, max_examples=60)
@given(each=st.integers(1, 3_000), blank=st.lists(st.sampled_from([b"", b"\r", b"  "]), max_size=4))
def test_every_line_is_in_one_piece(tmp_path_factory: pytest.TempPathFactory, each: int, blank: list[bytes]) -> None:
    path = write_lines(tmp_path_factory.mktemp("lines") / "a.jsonl", ROWS[:12], blank)
    assert read(path, each=each) == (IDS[:12], [])


@pytest.mark.parametrize("rows", [1, 7, 10, 1000])
def test_every_row_is_in_one_piece(tmp_path: Path, rows: int) -> None:
    assert read(write_table(tmp_path / "a.parquet", ROWS, group=10), rows=rows) == (IDS, [])


def test_days_outlets_and_texts_are_the_same_in_every_form(tmp_path: Path) -> None:
    lines = write_lines(tmp_path / "a.jsonl.gz", ROWS)
    table = write_table(tmp_path / "a.parquet", ROWS)
    found = [[(i.report, i.outlet) for p in cut([str(path)]) for i in items(p) if isinstance(i, ReadReport)] for path in (lines, table)]
    assert found[0] == found[1]
    assert len(found[0]) == 40 and found[0][0][1] == "شبكة"


def test_pages_of_a_web_archive_are_known_by_their_address(tmp_path: Path) -> None:
    path = write_warc(tmp_path / "a.warc.gz", ROWS, statuses=(200, 200, 404, 301))
    ids, faults = read(path)
    assert len(ids) == 20 and faults == []
    assert ids[0] == f"https://news.example/{IDS[0]}.{ROWS[0]['published']}.txt"
    (first, *_) = [i for p in cut([str(path)]) for i in items(p) if isinstance(i, ReadReport)]
    assert first.report.text == ROWS[0]["text"]


def test_a_listing_names_files_from_its_folder(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    write_lines(tmp_path / "deep" / "a.jsonl", ROWS[:2])
    write_warc(tmp_path / "b.warc", ROWS[2:4])
    (tmp_path / "all.paths").write_text("# two files\ndeep/a.jsonl\n\nb.warc\ngone.jsonl\n")
    ids, faults = read(tmp_path / "all.paths")
    assert len(ids) == 4
    assert [f.endswith("gone.jsonl: no such file") for f in faults] == [True]


def test_damage_is_told_of_and_what_stands_before_is_read(tmp_path: Path) -> None:
    whole = write_warc(tmp_path / "a.warc", ROWS[:10]).read_bytes()
    parts = b"".join(gzip.compress(b"WARC/1.1" + part) for part in whole.split(b"WARC/1.1")[1:])
    last = len(gzip.compress(b"WARC/1.1" + whole.split(b"WARC/1.1")[-1]))
    for name, content in (("b.warc", whole[:-150]), ("c.warc.gz", parts[:-100]), ("d.warc.gz", parts[: len(parts) - last + 30])):
        (tmp_path / name).write_bytes(content)
        ids, (fault,) = read(tmp_path / name)
        assert len(ids) == 9, name
        assert "cut off" in fault and name in fault
    (tmp_path / "e.jsonl.gz").write_bytes(write_lines(tmp_path / "f.jsonl.gz", ROWS).read_bytes()[:1500])
    ids, (fault,) = read(tmp_path / "e.jsonl.gz")
    assert 0 < len(ids) < 40 and "cannot be read" in fault
    (tmp_path / "g.parquet").write_bytes(b"PAR1 nothing")
    assert "no readable Parquet" in read(tmp_path / "g.parquet")[1][0]
    write_table(tmp_path / "h.parquet", ROWS)


def test_a_table_without_texts_says_so(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    pq.write_table(pa.table({"id": ["a"], "body": ["نص"]}), tmp_path / "a.parquet")
    assert read(tmp_path / "a.parquet")[1] == [f"{tmp_path}/a.parquet: has no column `text`; columns are id, title, text, published, country, source, author"]


def test_a_line_too_long_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "LONGEST", 1_000)
    long = json.dumps({"id": "long", "text": "قصف " * 2_000}, ensure_ascii=False).encode()
    path = write_lines(tmp_path / "a.jsonl", ROWS[:6], [long])
    for each in (100, 900, 50_000):
        ids, faults = read(path, each=each)
        assert ids == IDS[:6] and len(faults) == 1 and "longer than" in faults[0]


@pytest.mark.parametrize(("name", "sentence"), [("nowhere", "no such file or folder"), ("a.docx", "is of no kind that is read"), ("empty", "no file in this folder")])
def test_inputs_that_are_none_are_said(tmp_path: Path, name: str, sentence: str) -> None:
    (tmp_path / "a.docx").write_bytes(b"x")
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match=sentence):
        cut([str(tmp_path / name)])
