"""Where ACLED's rules leave a choice: settings, which a TOML file may change."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from rasd.errors import InputError
from rasd.event import Status


class AcledSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Choices of the ACLED layout."""

    statuses: frozenset[Status] = frozenset({"occurred"})
    """Which statuses are events of the data set."""
    nonstate_arrests: Literal["abduction", "arrest"] = "abduction"
    """Detention by a group that is no state and runs no courts."""
    judicial_groups: frozenset[str] = frozenset({"aanes", "asayish", "hamas", "houthis", "hts", "palestinian_authority"})
    """Actors that run a judicial system: what they detain is an arrest."""
    least_arrested: int = 1
    """Arrests of fewer people are left out (ACLED keeps significant ones only). 0 keeps those without a number."""
    several: int = 3
    """Fatalities where a report says only "several"; ACLED writes 10 where the context is large."""
    dozens: int = 12
    hundreds: int = 100
    thousands: int = 1000
    join: bool = True
    """Records of one place, day, pair of actors and sub-event are one event."""
    inter: dict[str, str] = {}
    """Actor id to ACLED's category, where another one is wanted than the kind of the actor gives."""
    names: dict[str, str] = {}
    """Actor id to the name to write."""
    scales: dict[str, str] = {}
    """Outlet to source_scale (National, Regional …); not told by any record."""


def load_settings(path: Path | None) -> AcledSettings:
    """Settings of a TOML file, or the built-in ones. Raises InputError."""
    if path is None:
        return AcledSettings()
    try:
        return msgspec.toml.decode(path.read_bytes(), type=AcledSettings)
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from error
    except msgspec.MsgspecError as error:
        known = ", ".join(AcledSettings.__struct_fields__)
        raise InputError(str(path), f"is no file of ACLED settings: {error}", f"the settings are {known}") from error
