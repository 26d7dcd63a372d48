"""Compile the inner loops of scorers and trees (`src/rasd/coding/kernel.c`) beside their source.

    python scripts/build_kernel.py

Where there is no C compiler, or no headers of Python's, rasd does the same with array operations.
"""

from __future__ import annotations

import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path

SOURCE = Path(__file__).resolve().parent.parent / "src" / "rasd" / "coding" / "kernel.c"


class NotCompiled(Exception):
    """Why there is no compiled module."""


def target() -> Path:
    """Where this interpreter looks for the module."""
    return SOURCE.with_name(f"_kernel{sysconfig.get_config_var('EXT_SUFFIX')}")


def build() -> Path:
    """The compiled module, made anew where the source is newer. Raises NotCompiled."""
    made = target()
    if made.exists() and made.stat().st_mtime >= SOURCE.stat().st_mtime:
        return made
    linker = sysconfig.get_config_var("LDSHARED")
    if not linker:
        raise NotCompiled("this Python does not say how modules are compiled")
    headers = [f"-I{sysconfig.get_path(name)}" for name in ("include", "platinclude")]
    part = made.with_suffix(".part")
    command = [*shlex.split(linker), "-O3", "-fPIC", "-ffp-contract=off", *headers, str(SOURCE), "-o", str(part)]
    try:
        subprocess.run(command, check=True, capture_output=True, text=True)
    except FileNotFoundError as error:
        raise NotCompiled(f"no C compiler: {error.filename}") from None
    except subprocess.CalledProcessError as error:
        raise NotCompiled((error.stderr or "the compiler failed").strip().splitlines()[-1]) from None
    part.replace(made)
    return made


if __name__ == "__main__":
    try:
        print(build())
    except NotCompiled as error:
        sys.exit(f"{error}\nRasd does the same without, slower")
