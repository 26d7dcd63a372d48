"""`rasd config show`: the settings and where each comes from."""

from __future__ import annotations

import typer

from rasd.cli.storing import AsJson, echo_json, echo_table

app = typer.Typer(help="Settings: one TOML file, and environment variables.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keep `show` a command of its own."""


@app.command()
def show(json: AsJson = False) -> None:
    """Show every setting, its value and where it comes from. Passwords are left out."""
    from rasd.config import Settings, load_settings, settings_file
    from rasd.store.engine import default_database, shown

    settings, origins = load_settings()
    values = {name: getattr(settings, name) for name in Settings.__struct_fields__}
    values["database"] = shown(settings.database) if settings.database else str(default_database())
    rows = [
        {"setting": name, "value": _text(value), "from": origins.get(name, "default"), "variable": f"RASD_{name.upper()}"}
        for name, value in values.items()
    ]
    if json:
        echo_json(rows)
        return
    typer.echo(f"file: {settings_file()}" + ("" if settings_file().exists() else " (not there)"))
    echo_table(("setting", "value", "from", "variable"), [list(row.values()) for row in rows])


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
