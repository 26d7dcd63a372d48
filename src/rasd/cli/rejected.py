"""`rasd rejected`: input that could not be read, with its reason, and reading it again."""

from __future__ import annotations

from typing import Annotated

import typer

from rasd.cli.add import Tally
from rasd.cli.inputs import AllowHost, CodebookFolder, Column, Tables, reading
from rasd.cli.storing import AsJson, Db, Limit, Offset, coders, echo_json, echo_rest, echo_table, local, opened
from rasd.errors import NotFound

app = typer.Typer(help="Input that could not be read: list, retry, dismiss.", no_args_is_help=True)


@app.command("list")
def list_(
    source: Annotated[str | None, typer.Option(help="Of this source only.")] = None,
    resolved: Annotated[bool, typer.Option("--all", help="Also what has been read since.")] = False,
    limit: Limit = 50,
    offset: Offset = 0,
    json: AsJson = False,
    db: Db = None,
) -> None:
    """List rejected input, the newest first."""
    with opened(db) as store:
        page = store.rejected(source=source, resolved=resolved, limit=limit, offset=offset)
    if json:
        echo_json(page.items)
    else:
        rows = [(r.number, local(r.seen), r.reason, f"{r.size} bytes kept", r.tries, local(r.resolved)) for r in page.items]
        echo_table(("number", "seen", "reason", "content", "tries", "read since"), rows)
    echo_rest(len(page.items), offset, page.total)


@app.command()
def retry(
    numbers: Annotated[list[int] | None, typer.Argument(help="Numbers of the list; none: all.")] = None,
    codebook: CodebookFolder = None,
    gazetteer: Tables = None,
    column: Column = None,
    allow_host: AllowHost = None,
    db: Db = None,
) -> None:
    """Read rejected input again, from the bytes that were kept or its address."""
    from rasd.store.intake import Intake

    tally = Tally()
    with opened(db) as store, coders(codebook, gazetteer, 1) as coding:
        intake = Intake(store, coding, options=reading(column, allow_host))
        asked = store.rejected(limit=1_000_000).items
        missing = set(numbers or ()) - {r.number for r in asked}
        if missing:
            raise NotFound("rejected input", str(min(missing)))
        with tally.shown():
            for rejection in asked:
                for added in intake.retry(rejection) if not numbers or rejection.number in numbers else ():
                    tally.count(added)
    typer.echo(tally.summary())
    raise typer.Exit(1 if tally.kinds["rejected"] else 0)


@app.command()
def dismiss(numbers: Annotated[list[int], typer.Argument(help="Numbers of the list.")], db: Db = None) -> None:
    """Note that rejected input needs no further look; it stays in the database."""
    with opened(db) as store:
        for number in numbers:
            store.settle(number)
