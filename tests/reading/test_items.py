import json
from pathlib import Path

import pytest

from rasd.reading.items import Memory, ReadFault, ReadReport, read_source

TEXT = "قتل ثلاثة مدنيين في قصف على بلدة سراقب أمس."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256"])
def test_json_lines_are_items_with_their_own_bytes(tmp_path: Path, encoding: str) -> None:
    rows = [json.dumps({"id": str(n), "text": TEXT * 3}, ensure_ascii=False) for n in range(3)]
    file = tmp_path / "a.jsonl"
    file.write_bytes("\n".join(rows).encode(encoding))
    items = list(read_source(str(file)))
    assert [i.address for i in items] == [f"{file}:{n}" for n in (1, 2, 3)]
    for item in items:
        assert isinstance(item, ReadReport) and item.report.text == TEXT * 3
        (again,) = read_source(item.address, content=item.content, media_type=item.media_type)
        assert again == item


def test_faults_are_items_and_keep_their_bytes(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    file.write_bytes(b'{"text": 5}\n\n{x\n' + b"\xff" * 8)
    faults = list(read_source(str(file)))
    assert all(isinstance(f, ReadFault) for f in faults)
    assert [(f.address.rpartition(":")[2], bool(f.content)) for f in faults] == [("1", True), ("3", True), ("4", True)]


def test_a_memory_leaves_out_what_did_not_change(tmp_path: Path) -> None:
    memory: Memory = {}
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert len(list(read_source(str(tmp_path), memory=memory))) == 1
    assert list(read_source(str(tmp_path), memory=memory)) == []
    (tmp_path / "a.txt").write_text(TEXT + " عاجل", encoding="utf-8")
    assert len(list(read_source(str(tmp_path), memory=memory))) == 1


@pytest.mark.parametrize("several", [False, True])
@pytest.mark.parametrize("indent", [None, 1])
def test_a_json_file_of_one_object_or_a_list(tmp_path: Path, several: bool, indent: int | None) -> None:
    rows = [{"id": str(n), "text": TEXT} for n in range(2)]
    file = tmp_path / "a.json"
    file.write_text(json.dumps(rows if several else rows[0], ensure_ascii=False, indent=indent), encoding="utf-8")
    items = list(read_source(str(file)))
    assert [i.report.id for i in items if isinstance(i, ReadReport)] == ["0", "1"][: 2 if several else 1]
    for item in items:
        assert isinstance(item, ReadReport)
        assert list(read_source(item.address, content=item.content, media_type=item.media_type)) == [item]
