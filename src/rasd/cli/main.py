"""The `rasd` command and what all commands share: errors as one sentence, exit codes."""

from __future__ import annotations

import sys
from importlib.metadata import version
from typing import Annotated

import typer

from rasd.cli import brief, code, codebook, evaluate, export, gazetteer, mentions
from rasd.errors import RasdError

app = typer.Typer(
    help="Rasd (رصد): event records from Arabic conflict reports.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("code")(code.code)
app.command("mentions")(mentions.mentions)
app.command("export")(export.export)
app.command("brief")(brief.brief)
app.command("evaluate")(evaluate.evaluate)
app.add_typer(codebook.app, name="codebook")
app.add_typer(gazetteer.app, name="gazetteer")


@app.callback()
def _options(
    show_version: Annotated[bool, typer.Option("--version", help="Print the version and stop.", is_eager=True)] = False,
) -> None:
    if show_version:
        typer.echo(version("rasd"))
        raise typer.Exit


def main() -> None:
    """Run the command; a declared error is one sentence on standard error and exit code 2."""
    try:
        app()
    except RasdError as error:
        typer.echo(f"rasd: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(1)
