"""Compiled data in the user's cache folder: written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path


def cache_folder() -> Path:
    """RASD_CACHE_DIR, else the user's cache folder."""
    if given := os.environ.get("RASD_CACHE_DIR"):
        return Path(given)
    from platformdirs import user_cache_path  # here: not needed when the folder is given

    return user_cache_path("rasd")


def write_cache_file(path: Path, content: bytes) -> None:
    """Replace the file at once; a folder that cannot be written leaves the data in memory only."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(content)
            os.replace(name, path)
        except OSError:
            Path(name).unlink(missing_ok=True)
