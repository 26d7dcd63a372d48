"""Settings: one TOML file, and environment variables that override it. Command-line options override both."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from rasd.errors import SettingsError

_PREFIX = "RASD_"
_LISTS = {"gazetteer": os.pathsep, "allow_hosts": ",", "columns": ","}
"""Settings that are lists, and what separates them in the environment."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a user sets once. RASD_DATABASE, RASD_JOBS and so on override the file."""

    database: str | None = None
    """A SQLite file, or a postgresql:// URL; without it `rasd.sqlite` in the user's data folder."""
    reviewer: str | None = None
    """Who judges, where a command does not say; without it the name of the user of this machine."""
    codebook: Path | None = None
    """A folder that extends or overrides the built-in codebook."""
    gazetteer: tuple[Path, ...] = ()
    """Tables of places to add; in the environment separated as PATH is."""
    country: str | None = None
    """ISO code of the country that reports are about where they do not say."""
    jobs: int = 1
    """Processes that code at once."""
    watch_every: int = 900
    """Seconds between two readings of a watched source that has no interval of its own."""
    allow_hosts: tuple[str, ...] = ()
    """Hosts that may be fetched although their address is private; in the environment separated by commas."""
    fetch_delay: float = 2.0
    """Seconds between two requests to one host."""
    columns: tuple[str, ...] = ()
    """Columns of tables, each FIELD=NAME; in the environment separated by commas."""


def settings_file() -> Path:
    """RASD_CONFIG, else `config.toml` in the user's configuration folder."""
    if given := os.environ.get("RASD_CONFIG"):
        return Path(given)
    from platformdirs import user_config_path  # here: not needed when the file is given

    return user_config_path("rasd") / "config.toml"


def load_settings() -> tuple[Settings, dict[str, str]]:
    """The settings, and where each that is set comes from: a file, or an environment variable.

    Raises SettingsError for a file that cannot be read, an unknown setting or a wrong value.
    """
    file = settings_file()
    found = _from_file(file)
    origins = dict.fromkeys(found, str(file))
    settings = _checked(found, str(file))
    for name in Settings.__struct_fields__:
        if (value := os.environ.get(_PREFIX + name.upper())) is not None:
            origins[name] = _PREFIX + name.upper()
            settings = _checked({**found, name: _parsed(name, value)}, origins[name])
            found[name] = _parsed(name, value)
    return settings, origins


def _from_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if "RASD_CONFIG" in os.environ:
            raise SettingsError(f"{file}: no such file, though RASD_CONFIG names it") from None
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: cannot be read: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file}: is not TOML: {error}") from None


def _parsed(name: str, value: str) -> Any:
    return [part.strip() for part in value.split(_LISTS[name]) if part.strip()] if name in _LISTS else value


def _path(kind: type, value: Any) -> Any:
    """The one type that msgspec does not read itself."""
    if kind is not Path or not isinstance(value, str):
        raise TypeError(f"Expected a path, got {value!r}")
    return Path(value).expanduser()


def _checked(found: dict[str, Any], where: str) -> Settings:
    unknown = sorted(found.keys() - set(Settings.__struct_fields__))
    if unknown:
        names = ", ".join(Settings.__struct_fields__)
        raise SettingsError(f"{where}: {unknown[0]!r} is no setting; settings are {names}")
    try:
        settings = msgspec.convert(found, Settings, strict=False, dec_hook=_path)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{where}: {error}") from None
    for name in ("jobs", "watch_every"):
        if getattr(settings, name) < 1:
            raise SettingsError(f"{where}: {name} must be at least 1")
    if settings.fetch_delay < 0:
        raise SettingsError(f"{where}: fetch_delay must not be negative")
    return settings
