"""`rasd sources`: where reports come from, and how their last readings went."""

from __future__ import annotations

from typing import Annotated

import typer

from rasd.cli.storing import AsJson, Db, echo_json, echo_table, local, opened, settings
from rasd.cli.watch import absolute, seconds
from rasd.errors import NotFound

app = typer.Typer(help="Sources and their health: list, watch, unwatch.", no_args_is_help=True)


@app.command("list")
def list_(
    watched: Annotated[bool, typer.Option(help="Only those that `rasd watch` reads.")] = False,
    json: AsJson = False,
    db: Db = None,
) -> None:
    """List sources with the reports they gave."""
    with opened(db) as store:
        found = store.sources(watched=watched)
    if json:
        echo_json(found)
        return
    rows = [
        (s.address, s.reports, s.rejected, f"{s.every} s" if s.every else "", local(s.last_ok), s.failures or "", s.last_error)
        for s in found
    ]
    echo_table(("source", "reports", "rejected", "every", "read well", "failures", "last error"), rows)


@app.command()
def watch(
    source: Annotated[str, typer.Argument(help="A file, a folder or another source.")],
    every: Annotated[str | None, typer.Option(help="Time between two readings: 90s, 15m, 2h, 1d.")] = None,
    db: Db = None,
) -> None:
    """Have `rasd watch` read a source from now on."""
    with opened(db) as store:
        store.watch(absolute(source), seconds(every) if every else settings().watch_every)


@app.command()
def unwatch(source: Annotated[str, typer.Argument(help="A watched source.")], db: Db = None) -> None:
    """Have `rasd watch` leave a source alone; its reports stay."""
    with opened(db) as store:
        known = {s.address for s in store.sources()}
        address = source if source in known else absolute(source)
        if address not in known:
            raise NotFound("source", source)
        store.watch(address, None)
