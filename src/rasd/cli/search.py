"""`rasd search`: reports by their words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from rasd.cli.inputs import day
from rasd.cli.storing import AsJson, Db, Limit, Offset, echo_json, echo_rest, opened

if TYPE_CHECKING:
    from rasd.store.model import Hit


def search(
    query: Annotated[list[str], typer.Argument(help='Words; "a phrase" in quotes; a beginning with a star.')],
    since: Annotated[str | None, typer.Option(help="Published on this day or later, YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option(help="Published on this day or earlier, YYYY-MM-DD.")] = None,
    limit: Limit = 20,
    offset: Offset = 0,
    json: AsJson = False,
    db: Db = None,
) -> None:
    """Find reports by their words, under any leading clitics and spelling: قتل finds قُتِلَ and فقتل."""
    from rasd.store.looking import ReportFilter

    first, last = day(since, "--since"), day(until, "--until")
    with opened(db) as store:
        wanted = ReportFilter(published_from=first, published_to=last)
        page = store.search(" ".join(query), wanted, limit=limit, offset=offset)
    if json:
        echo_json(page.items)
    for hit in () if json else page.items:
        _echo(hit)
    echo_rest(len(page.items), offset, page.total)
    raise typer.Exit(0 if page.total else 1)


def _echo(hit: Hit) -> None:
    from rasd.cli.writing import isolated

    row = hit.row
    typer.echo(f"{row.id}  {row.published or '          '}  {row.status:4}  {row.records} records  {isolated(row.title)}")
    typer.echo(f"    {isolated(hit.excerpt)}")
