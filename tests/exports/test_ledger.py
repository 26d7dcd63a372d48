import csv
import io
from pathlib import Path

import pytest
from exported import count, make

from rasd.errors import ExportError
from rasd.exports import Item, Ledger, Options, World, write


def export(path: Path, world: World, items: list[Item], format: str = "csv", since_last: bool = False) -> tuple[list[str], list[str]]:
    """Ids written and ids deleted."""
    ledger = Ledger(path, format)
    since = ledger.last if since_last else None
    out = io.BytesIO()
    write(items, format, out, Options(world=world, ledger=ledger, since=since))  # type: ignore[arg-type]
    gone = [id for id, _ in ledger.deleted(since)]
    ledger.close(keep=True)
    return [row[0] for row in csv.reader(out.getvalue().decode().splitlines()[1:])], gone


def test_changed_and_deleted_rows(world: World, tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    assert export(path, world, [make("a"), make("b"), make("c")]) == (["a", "b", "c"], [])
    assert export(path, world, [make("a"), make("b", killed=count(1)), make("d")], since_last=True) == (["b", "d"], ["c"])
    assert export(path, world, [make("a"), make("b", killed=count(1)), make("d")], since_last=True) == ([], [])
    assert export(path, world, [make("c"), make("a")], since_last=True) == (["c"], ["b", "d"])


def test_rows_of_a_layout_come_and_go(world: World, tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    (first,), _ = export(path, world, [make("a", killed=count(5))], "acled")
    again, gone = export(path, world, [make("a", killed=count(5)), make("b", document="r2", killed=count(2))], "acled", True)
    assert again == [first] and not gone, "another report of the event lowers its figure and keeps its id"
    assert export(path, world, [make("a", status="denied")], "acled", True) == ([], [first])


def test_acled_rows_carry_the_time_they_changed(world: World, tmp_path: Path) -> None:
    ledger, out = Ledger(tmp_path / "l", "x"), io.BytesIO()
    write([make()], "acled", out, Options(world=world, ledger=ledger))
    assert int(next(csv.DictReader(out.getvalue().decode().splitlines()))["timestamp"]) > 1_700_000_000
    ledger.close(keep=False)


def test_an_export_that_failed_does_not_count(world: World, tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    export(path, world, [make("a")])
    ledger = Ledger(path, "csv")
    write([make("b")], "csv", io.BytesIO(), Options(world=world, ledger=ledger))
    ledger.close(keep=False)
    assert export(path, world, [make("a"), make("b")], since_last=True) == (["b"], [])


def test_replaced_names_stay_the_same_from_export_to_export(world: World, tmp_path: Path) -> None:
    from rasd.event import Person

    first = make("a", people=(Person("سامر القنطار", "target", (0, 1)),))
    later = make("b", document="r2", people=(Person("فادي الزعتري", "target", (0, 1)),))
    export(tmp_path / "l", world, [first])
    assert export(tmp_path / "l", world, [first, later], since_last=True) == (["b"], [])


def test_a_ledger_serves_one_export(tmp_path: Path) -> None:
    Ledger(tmp_path / "l", "csv").close(keep=True)
    with pytest.raises(ExportError, match="another export"):
        Ledger(tmp_path / "l", "acled")
    (tmp_path / "text").write_text("this is no database, but a text that somebody wrote" * 50)
    with pytest.raises(ExportError, match="cannot be used as a ledger"):
        Ledger(tmp_path / "text", "csv")
