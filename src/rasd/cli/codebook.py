"""`rasd codebook`: check, show and list what the coder knows."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rasd.cli.inputs import CodebookFolder
from rasd.codebook import ActorInfo, Codebook, EventType
from rasd.errors import CodebookError

app = typer.Typer(help="What the coder knows: event types, actors, vocabulary.", no_args_is_help=True)


@app.command()
def check(
    folder: Annotated[Path | None, typer.Argument(help="A folder that extends the built-in codebook.")] = None,
) -> None:
    """Report every fault of the codebook with its file and line."""
    from rasd.codebook.book import find_faults

    faults = find_faults(folder)
    for fault in faults:
        typer.echo(fault)
    typer.echo(f"{len(faults)} faults" if faults else "no faults", err=True)
    raise typer.Exit(1 if faults else 0)


@app.command("list")
def list_(codebook: CodebookFolder = None) -> None:
    """List event types and actors."""
    from rich.console import Console
    from rich.table import Table

    book, console = Codebook.load(codebook), Console(highlight=False)
    types = Table("event type", "class", "English", "Arabic", "trigger groups")
    for t in book.types.values():
        types.add_row(t.id, t.class_, t.label_en, f"\u2068{t.label_ar}\u2069", str(len(t.triggers)))
    actors = Table("actor", "kind", "country", "English", "Arabic", "names")
    for a in book.actors.values():
        actors.add_row(a.id, a.kind, a.country, a.label_en, f"\u2068{a.label_ar}\u2069", str(len(a.names)))
    console.print(types, actors)


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="Id of an event type or an actor.")], codebook: CodebookFolder = None
) -> None:
    """Show an event type with its triggers, or an actor with its names."""
    book = Codebook.load(codebook)
    if name in book.types:
        typer.echo(_type(book, book.types[name]))
    elif name in book.actors:
        typer.echo(_actor(book.actors[name]))
    else:
        raise CodebookError([f"{name!r} is no event type and no actor; `rasd codebook list` shows them"])


def _type(book: Codebook, found: EventType) -> str:
    lines = [f"{found.id} ({found.class_}): {found.label_en} / \u2068{found.label_ar}\u2069", found.definition,
             f"ACLED: {' > '.join(found.acled)}   PLOVER: {'/'.join(p for p in found.plover if p) or '-'}   UCDP: {found.ucdp}"]  # fmt: skip
    forms: dict[str, list[str]] = {}
    for key, entries in book.entries.items():
        for entry in entries:
            if entry.lexeme.kind == "trigger" and entry.lexeme.id.split("/")[0] == found.id:
                forms.setdefault(entry.lexeme.id, []).append(" ".join((key, *entry.rest)))
    for n, t in enumerate(found.triggers):
        notes = [w for w, on in (("weak", t.weak), ("outcome", t.outcome), (t.status, bool(t.status))) if on]
        given = f" with {', '.join(' '.join(w) for w in t.with_)}" if t.with_ else ""
        lines.append(f"  {t.form}, frame {t.frame}{given}{' [' + ', '.join(notes) + ']' if notes else ''}:")
        lines.append(f"    words: {'; '.join(t.words)}")
        sample = forms.get(f"{found.id}/{n}", [])
        lines.append(f"    {len(sample)} forms, as: {' '.join(sample[:12])}")
    return "\n".join(lines)


def _actor(found: ActorInfo) -> str:
    lines = [
        f"{found.id} ({found.kind}{', ' + found.country if found.country else ''}): {found.label_en} / \u2068{found.label_ar}\u2069"
    ]
    for n in found.names:
        limits = [
            f"from {n.from_}" if n.from_ else "",
            f"until {n.until}" if n.until else "",
            f"in {n.country}" if n.country else "",
        ]
        note = ", ".join(p for p in limits if p)
        lines.append(f"  \u2068{n.name}\u2069" + (f" ({note})" if note else ""))
    return "\n".join(lines)
