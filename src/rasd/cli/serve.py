"""`rasd serve`: the workbench in a browser."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from rasd.cli.inputs import CodebookFolder, Tables
from rasd.cli.storing import Db, coders, reviewer, settings

PORT = 8470


def serve(
    db: Db = None,
    demo: Annotated[bool, typer.Option(help="Show example reports, in a database that is gone afterwards.")] = False,
    host: Annotated[str, typer.Option(help="Address to listen on; beyond this machine only with accounts.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes a free one.")] = PORT,
    accounts: Annotated[bool, typer.Option(help="Have people sign in on the loopback address too.")] = False,
    name: Annotated[list[str] | None, typer.Option(help="A host name under which the workbench is reached. May be repeated.")] = None,
    certificate: Annotated[Path | None, typer.Option(help="TLS certificate (PEM), with --key.")] = None,
    key: Annotated[Path | None, typer.Option(help="Private key of the certificate.")] = None,
    open: Annotated[bool, typer.Option("--open", help="Open the workbench in the browser.")] = False,
    codebook: CodebookFolder = None,
    gazetteer: Tables = None,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes that code at once.")] = None,
) -> None:
    """Serve the workbench on this machine, until stopped."""
    from rasd.store import Store
    from rasd.workbench.bench import Bench
    from rasd.workbench.demo import add_demo, demo_database
    from rasd.workbench.pages import NOT_BUILT, are_built
    from rasd.workbench.serving import Serving, run

    serving = Serving.checked(host, port, name or [], accounts=accounts, certificate=certificate, key=key)
    with ExitStack() as ends:
        database = ends.enter_context(demo_database()) if demo else db or settings().database
        store = ends.enter_context(Store(database))
        serving.check_accounts(store)
        bench = Bench(
            store, lambda: coders(codebook, gazetteer, jobs), reviewer(None), accounts=serving.accounts, demo=demo,
            country=settings().country, secure=serving.secure,
        )  # fmt: skip
        if demo:
            add_demo(bench)
        if not are_built():
            typer.echo(f"rasd: {NOT_BUILT} The API works.", err=True)
        run(bench, serving, lambda address: _greet(address, store.address, open))


def _greet(address: str, database: str, open: bool) -> None:
    typer.echo(f"The workbench is at {address} (database {database}); stop it with Ctrl-C.")
    sys.stdout.flush()  # a program that started it may wait for this line
    if open:
        import webbrowser

        webbrowser.open(address)
