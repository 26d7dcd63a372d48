from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import select

from rasd.errors import StoreError
from rasd.store import Store, tables
from rasd.store.backup import backup, restore
from rasd.store.model import Decision, IncidentEntry

Add = Callable[..., str]
TEXT = "قتل ثلاثة مدنيين في قصف على بلدة سراقب أمس."


def content(database: str | Path) -> dict[str, list[tuple[object, ...]]]:
    with Store(database) as store, store.reading() as connection:
        return {t.name: sorted((tuple(r) for r in connection.execute(select(t))), key=repr) for t in tables.metadata.sorted_tables}


@pytest.fixture
def filled(store: Store, database: str, add: Add) -> str:
    (record,) = store.records(add(TEXT))
    add(TEXT + "\nالمصدر: وكالات", name="copy")
    store.judge(Decision(action="accept", record_id=record.id), "samira")
    store.save_incidents([IncidentEntry(id="i1", events=(record.id,), document=msgspec.Raw(b"{}"))], why="run")
    return database


def test_a_backup_holds_everything_and_comes_back(filled: str, tmp_path: Path) -> None:
    with Store(filled) as store:
        backup(store, tmp_path / "backups" / "b.sqlite")
    assert content(tmp_path / "backups" / "b.sqlite") == content(filled)
    assert restore(tmp_path / "backups" / "b.sqlite", tmp_path / "new.sqlite") is None
    assert content(tmp_path / "new.sqlite") == content(filled)
    with Store(tmp_path / "new.sqlite") as again:
        assert again.search("قصف").total == 2  # words are searched anew
        assert again.undo(1, "samira").number == 2  # and counted on
    assert {p.name for p in (tmp_path / "backups").iterdir()} <= {"b.sqlite", "b.sqlite-wal", "b.sqlite-shm"}


def test_a_backup_goes_into_the_other_kind_of_database(filled: str, tmp_path: Path) -> None:
    """Whichever kind `filled` is, its rows come back through a file into the same kind, in the place of others."""
    with Store(filled) as store:
        backup(store, tmp_path / "b.sqlite")
        before = content(filled)
        store.add_reviewer("later")
        with pytest.raises(StoreError, match="holds 2 reports already"):
            restore(tmp_path / "b.sqlite", filled)
        kept = restore(tmp_path / "b.sqlite", filled, replace=True)
    assert content(filled) == before
    if kept is not None:  # a SQLite file that is replaced is kept
        assert "later" in {row[0] for row in content(kept)["reviewers"]}
    with Store(filled) as store:
        store.add_reviewer("huda")
        store.judge(Decision(action="note", report_id=store.reports().items[0].id, note="x"), "huda")
        with pytest.raises(StoreError, match="only added"), store.writing() as connection:
            connection.execute(tables.judgements.delete())


def test_what_is_no_backup_changes_nothing(filled: str, tmp_path: Path) -> None:
    with Store(filled) as store:
        file = backup(store, tmp_path / "b.sqlite")
        with pytest.raises(StoreError, match="is there already"):
            backup(store, file)
    before = content(filled)
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(file.read_bytes()[:20_000])
    for source, sentence in ((damaged, "damaged"), (tmp_path / "none", "no such file"), (Path(__file__), "no backup")):
        with pytest.raises(StoreError, match=sentence):
            restore(source, filled, replace=True)
    assert content(filled) == before
