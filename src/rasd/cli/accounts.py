"""`rasd accounts`: who may sign in to the workbench."""

from __future__ import annotations

import sys
from enum import StrEnum
from typing import Annotated

import typer

from rasd.cli.storing import AsJson, Db, echo_json, echo_table, opened
from rasd.errors import StoreError

app = typer.Typer(help="Accounts of the workbench: add, list, remove, set a password.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="The account's name, under which judgements are kept.")]


class Role(StrEnum):
    """Each may do what those before it may."""

    READER = "reader"
    CODER = "coder"
    ADJUDICATOR = "adjudicator"
    ADMINISTRATOR = "administrator"


@app.command()
def add(
    name: Name,
    role: Annotated[Role, typer.Option(help="What the account may do.")] = Role.CODER,
    full_name: Annotated[str | None, typer.Option(help="The person's name as others see it.")] = None,
    db: Db = None,
) -> None:
    """Add an account, or give one that is there this role and a new password. The password is asked for, or read from a pipe."""
    from rasd.workbench.accounts import set_account

    with opened(db) as store:
        set_account(store, name, password=_password(), role=role.value, full_name=full_name)
    typer.echo(f"{name} may sign in as {role.value}")


@app.command("list")
def list_(json: AsJson = False, db: Db = None) -> None:
    """List everybody who judges, and whether they can sign in."""
    with opened(db) as store:
        found = store.reviewers()
    if json:
        echo_json({"id": r.id, "name": r.name, "role": r.role, "signs_in": r.active and bool(r.password)} for r in found)
        return
    rows = [(r.id, r.name, r.role, "yes" if r.active and r.password else "no") for r in found]
    echo_table(("account", "name", "role", "can sign in"), rows)


@app.command()
def remove(name: Name, db: Db = None) -> None:
    """Have an account sign in no more. What it judged stays."""
    from rasd.workbench.accounts import close_account

    with opened(db) as store:
        close_account(store, name)
    typer.echo(f"{name} can no longer sign in; what it judged stays")


@app.command()
def password(name: Name, db: Db = None) -> None:
    """Set a new password; sessions of the account end."""
    from rasd.workbench.accounts import set_password

    with opened(db) as store:
        store.reviewer(name)
        set_password(store, name, _password())
    typer.echo(f"{name} has a new password")


def _password() -> str:
    """Asked for twice on a terminal; else the first line of standard input."""
    if sys.stdin.isatty():
        found: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        return found
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise StoreError("no password on standard input; write it in the first line, or run this on a terminal")
    return line
