"""`rasd status`: what the database holds, and what needs a look."""

from __future__ import annotations

from typing import Annotated

import typer

from rasd.cli.storing import AsJson, Db, echo_json, local, opened


def status(
    json: AsJson = False,
    derive: Annotated[bool, typer.Option(help="First derive all current states anew from records and judgements.")] = False,
    db: Db = None,
) -> None:
    """Say what the database holds: reports by status, records by state, sources that fail, rejected input."""
    with opened(db) as store:
        if derive:
            typer.echo(f"derived the states of {store.rebuild()} reports anew", err=True)
        counts = store.counts()
        failing = [source for source in store.sources() if source.failures]
        if json:
            echo_json([counts])
            return
        typer.echo(f"database   {store.address}")
        typer.echo(f"reports    {counts.reports}{_parts(counts.by_status)}; seen {counts.sightings} times")
        typer.echo(f"records    {counts.records}{_parts(counts.by_state)}")
        typer.echo(f"judgements {counts.judgements}")
        typer.echo(f"incidents  {counts.incidents}")
        typer.echo(f"sources    {counts.sources}, {len(failing)} failing")
        typer.echo(f"rejected   {counts.rejected}" + ("; see `rasd rejected`" if counts.rejected else ""))
        for source in failing:
            typer.echo(f"  {source.address}: failed {source.failures} times, last {local(source.last_read)}: {source.last_error}")


def _parts(found: dict[str, int]) -> str:
    return " (" + ", ".join(f"{count} {name}" for name, count in found.items()) + ")" if found else ""
