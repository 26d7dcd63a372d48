"""The `rasd` command and what all commands share: errors as one sentence, exit codes.

Only the module of the command that is called is imported, so that no command pays for another's libraries.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from typing import Annotated

import typer

from rasd.errors import RasdError

COMMANDS = {
    "code": "code:code",
    "mentions": "mentions:mentions",
    "link": "link:link",
    "incidents": "incidents:incidents",
    "export": "export:export",
    "brief": "brief:brief",
    "serve": "serve:serve",
    "accounts": "accounts:app",
    "add": "add:add",
    "watch": "watch:watch",
    "status": "status:status",
    "search": "search:search",
    "show": "show:show",
    "rejected": "rejected:app",
    "recode": "recode:recode",
    "sources": "sources:app",
    "agreement": "agreement:agreement",
    "backup": "backup:backup",
    "restore": "backup:restore",
    "config": "config:app",
    "evaluate": "evaluate:evaluate",
    "codebook": "codebook:app",
    "gazetteer": "gazetteer:app",
    "archive": "archive:app",
}
"""Command -> module and name of its function, or of its app of subcommands."""


def build(names: Sequence[str]) -> typer.Typer:
    """The application with some of the commands."""
    app = typer.Typer(
        help="Rasd (رصد): event records from Arabic conflict reports.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(_options)
    for name in names:
        module, attribute = COMMANDS[name].split(":")
        command = getattr(import_module(f"rasd.cli.{module}"), attribute)
        if attribute == "app":
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def _options(
    show_version: Annotated[bool, typer.Option("--version", help="Print the version and stop.", is_eager=True)] = False,
) -> None:
    if show_version:
        typer.echo(version("rasd"))
        raise typer.Exit


def main() -> None:
    """Run the command; a declared error is one sentence on standard error and exit code 2."""
    called = sys.argv[1] if len(sys.argv) > 1 else ""
    try:
        build([called] if called in COMMANDS else list(COMMANDS))()
    except RasdError as error:
        typer.echo(f"rasd: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(1)
