"""How Spark itself writes and reads a folder that all machines see."""

from __future__ import annotations

import re
from pathlib import Path

_GLOB = re.compile(r"([\[\]{}*?\\])")
"""What Spark takes for a pattern in the name of a file, unless a backslash stands before it."""


def address(path: Path) -> str:
    """A folder as Spark writes to it."""
    return f"file://{path.absolute()}"


def pattern(path: Path) -> str:
    """The same as Spark reads from it, where a name may be a pattern."""
    return _GLOB.sub(r"\\\1", address(path))
