"""`rasd backup` and `rasd restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rasd.cli.storing import Db, opened, settings


def backup(target: Annotated[Path, typer.Argument(help="A file that is not there yet.")], db: Db = None) -> None:
    """Write everything into one SQLite file, whichever database it comes from, while others go on working."""
    from rasd.store.backup import backup as write

    with opened(db) as store:
        typer.echo(f"wrote {write(store, target)}")


def restore(
    source: Annotated[Path, typer.Argument(help="A file that `rasd backup` wrote.")],
    replace: Annotated[bool, typer.Option(help="Have it in the place of what the database holds.")] = False,
    db: Db = None,
) -> None:
    """Make a database hold what a backup holds; a SQLite file that is replaced is kept beside it."""
    from rasd.store.backup import restore as read

    kept = read(source, db or settings().database, replace=replace)
    typer.echo(f"restored {source}" + (f"; what was there before is in {kept}" if kept else ""))
