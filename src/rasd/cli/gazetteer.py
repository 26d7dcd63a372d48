"""`rasd gazetteer`: find places, add tables of one's own, fetch a country's places."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

_WIDTH = 200

app = typer.Typer(help="Places: find, add tables, fetch a country.", no_args_is_help=True)


@app.command()
def find(name: Annotated[str, typer.Argument(help="A name in Arabic, however spelled.")]) -> None:
    """Show the places of a name."""
    from rich.console import Console
    from rich.table import Table

    from rasd.gazetteer import Gazetteer

    found = Gazetteer.load().candidates(name)
    if not found:
        typer.echo(f"no place named {name!r}", err=True)
        raise typer.Exit(1)
    table = Table("id", "name", "Arabic", "admin", "country", "precision", "latitude", "longitude", "population")
    for e in found:
        area = " / ".join(a for a in (e.admin1, e.admin2) if a)
        table.add_row(
            e.id,
            e.name,
            f"\u2068{e.name_ar}\u2069",
            area,
            e.country,
            e.precision,
            f"{e.latitude:.4f}",
            f"{e.longitude:.4f}",
            str(e.population or ""),
        )
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _WIDTH  # a file or pipe has no width: names are not to be cut
    console.print(table)


@app.command()
def add(
    file: Annotated[
        Path, typer.Argument(help="A GeoNames dump, or a table with Arabic and English names and coordinates.")
    ],
) -> None:
    """Keep a table of places for every later run."""
    from rasd.gazetteer.tables import add_table

    count = add_table(file)
    typer.echo(f"{count} places added from {file}")


@app.command()
def fetch(
    country: Annotated[str, typer.Argument(help="ISO code, like SY.")],
    source: Annotated[str | None, typer.Option("--from", help="Another address of the file.")] = None,
) -> None:
    """Download a country's places from GeoNames and keep them; goes on where it was cut off."""
    from rasd.gazetteer.fetching import fetch_country
    from rasd.gazetteer.tables import add_table

    path = fetch_country(country, source)
    typer.echo(f"{add_table(path)} places added from {path.name}")
