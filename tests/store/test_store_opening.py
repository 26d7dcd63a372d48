import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from made_reports import made_events, prepared

from rasd.errors import StoreError
from rasd.store import Store
from rasd.store.engine import shown
from rasd.store.migrating import HEAD, SCRIPTS, migrate
from rasd.store.tables import metadata

NEXT = '''
revision = "9999"
down_revision = "{head}"

def upgrade():
    from alembic import op
    op.execute("CREATE TABLE later (id INTEGER)")
    {rest}
'''


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """Scripts with one revision more than the program knows."""
    folder = tmp_path / "scripts" / "versions"
    folder.mkdir(parents=True)
    for script in (SCRIPTS / "versions").glob("0*.py"):
        (folder / script.name).write_text(script.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "9999_later.py").write_text(NEXT.format(head=HEAD, rest=""), encoding="utf-8")
    return folder.parent


def test_the_scripts_make_the_tables_that_the_code_uses(store: Store) -> None:
    with store.reading() as connection:
        found = compare_metadata(MigrationContext.configure(connection, opts={"include_object": _ours}), metadata)
    assert found == []
    assert ScriptDirectory(str(SCRIPTS)).get_heads() == [HEAD]


def _ours(_: object, name: str | None, kind: str, *__: object) -> bool:
    """Full-text search has tables, columns and indexes of its own."""
    return not (name or "").startswith("report_search") and name not in ("words_search", "stems_search")


def test_a_sqlite_file_is_kept_before_its_tables_change(tmp_path: Path, newer: Path) -> None:
    file = tmp_path / "rasd.sqlite"
    with Store(file) as store:
        store.add_reviewer("samira")
        assert not list(tmp_path.glob("*.backup"))  # there was nothing to keep
        migrate(store.engine, newer, "9999")
        assert store.reviewer("samira").name == "samira"
    (kept,) = tmp_path.glob(f"rasd.sqlite.revision-{HEAD}-*.backup")
    with closing(sqlite3.connect(kept)) as connection:
        assert connection.execute("SELECT id FROM reviewers").fetchall() == [("samira",)]
        assert connection.execute("SELECT name FROM sqlite_master WHERE name = 'later'").fetchall() == []


def test_a_change_that_fails_in_the_middle_leaves_the_tables_as_they_were(store: Store, newer: Path) -> None:
    broken = newer / "versions" / "9999_later.py"
    broken.write_text(NEXT.format(head=HEAD, rest='raise RuntimeError("broken")'), encoding="utf-8")
    with pytest.raises(RuntimeError):
        migrate(store.engine, newer, "9999")
    with Store(store.url.render_as_string(hide_password=False)) as again, again.reading() as connection:
        assert not again.engine.dialect.has_table(connection, "later")


def test_tables_of_a_newer_rasd_are_not_touched(tmp_path: Path, newer: Path) -> None:
    with Store(tmp_path / "a.sqlite") as store:
        migrate(store.engine, newer, "9999")
    with pytest.raises(StoreError, match="update Rasd"):
        Store(tmp_path / "a.sqlite")


def test_programs_that_open_a_new_database_at_once_make_it_once(tmp_path: Path) -> None:
    code = "import sys; from rasd.store import Store; Store(sys.argv[1]).close()"
    runs = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path / "a.sqlite")], stderr=subprocess.PIPE) for _ in range(3)]
    assert [run.communicate()[1] for run in runs] == [b"", b"", b""]


def test_sqlite_files_have_wal_and_foreign_keys(tmp_path: Path) -> None:
    with Store(tmp_path / "new" / "folder" / "a.sqlite") as store, store.reading() as connection:
        found = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "foreign_keys", "synchronous")]
    assert found == ["wal", 1, 2]


def test_what_is_no_database_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "text.sqlite").write_text("قتل ثلاثة مدنيين في قصف. " * 100, encoding="utf-8")
    with pytest.raises(StoreError, match="is no SQLite database"):
        Store(tmp_path / "text.sqlite")
    with pytest.raises(StoreError, match="cannot be opened"):
        Store(tmp_path)
    with pytest.raises(StoreError, match="only SQLite files and PostgreSQL"):
        Store("mysql://host/name")
    with pytest.raises(StoreError, match="no address of a database"):
        Store("://")


def test_a_server_that_is_not_there_is_said_without_the_password() -> None:
    with pytest.raises(StoreError, match=re.escape("rasd:***@127.0.0.1:1/x: no server answers there")):
        Store("postgresql://rasd:secret@127.0.0.1:1/x")
    assert "secret" not in shown("postgresql://rasd:secret@host/x")


def test_an_older_database_gets_what_its_lists_are_ordered_by(tmp_path: Path) -> None:
    file = tmp_path / "old.sqlite"
    text = "قصف على سراقب قتل ثلاثة مدنيين\nقصف على منبج قتل أربعة مدنيين"
    with Store(file) as store:
        item = prepared(text)
        store.add(store.source("test").number, [item], {item.report.id: made_events(item.report)}, {}, "made 1")
        expected = store.report(item.report.id).row
    assert expected.killed_total == 7 and expected.mean_confidence == 0.8
    with closing(sqlite3.connect(file)) as connection:  # as an older Rasd left it
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND sql LIKE 'CREATE INDEX%'").fetchall()
        for (name,) in names:
            if name.startswith(("ix_reports_status_", "ix_current_state_")) or name in {f"ix_reports_{n}" for n in _NEWLY_INDEXED}:
                connection.execute(f"DROP INDEX {name}")
        for column in ("killed_total", "mean_confidence"):
            connection.execute(f"ALTER TABLE reports DROP COLUMN {column}")
        connection.execute("CREATE INDEX ix_reports_status ON reports (status)")
        connection.execute("CREATE INDEX ix_current_state ON current (state)")
        connection.execute("DROP TABLE job_inputs")
        connection.execute("DROP TABLE jobs")
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
        connection.commit()
    with Store(file) as store:
        assert store.report(item.report.id).row == expected
        with store.reading() as connection:
            assert compare_metadata(MigrationContext.configure(connection, opts={"include_object": _ours}), metadata) == []


_NEWLY_INDEXED = "killed_total", "confidence", "mean_confidence", "record_count", "title"
