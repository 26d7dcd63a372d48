"""Compile the hot modules of the rasd that is installed beside this interpreter, with mypyc.

    python scripts/compile.py

The modules are compiled in a temporary folder, and the extension modules put beside their sources: Python prefers
them, and what they give is the same. An installation that points at a working tree is refused, as the compiled
modules would hide later changes. Without mypyc or a C compiler everything stays as it is, in Python, and the exit
status is 0: compiled or not, rasd does the same. The modules must hold no msgspec structure: those read their
annotations when they run, which compiled classes do not keep.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

HOT = ("coding", "coding/features", "arabic", "gazetteer")
"""Folders of the package whose modules are compiled."""
LEFT = frozenset({
    "coding/kernel.py", "coding/scorers.py", "coding/trees.py", "coding/learned.py", "coding/context.py", "coding/features/claims.py", "coding/explain.py", "coding/coder.py", "gazetteer/fetching.py", "gazetteer/index.py", "gazetteer/model.py",
    "gazetteer/sources.py", "gazetteer/tables.py", "arabic/frequency.py", "arabic/inflection.py", "arabic/nouns.py", "arabic/verbs.py", "arabic/wordlists.py",
})  # fmt: skip
"""Modules of these folders that stay as they are: array work, structures, or what coding a report does not use."""
SETUP = """
from mypyc.build import mypycify
from setuptools import setup

setup(name="rasd-compiled", ext_modules=mypycify({modules!r}, opt_level="3", debug_level="0", multi_file=True))
"""


def hot_modules(package: Path) -> Iterator[str]:
    """The modules to compile, as paths from the folder that holds the package."""
    for folder in HOT:
        for path in sorted((package / folder).glob("*.py")):
            name = path.relative_to(package).as_posix()
            if path.name != "__init__.py" and name not in LEFT:
                yield f"{package.name}/{name}"


def installed_package() -> Path:
    """The folder of the installed package; SystemExit where it is a working tree."""
    spec = find_spec("rasd")
    if spec is None or spec.origin is None:
        sys.exit("rasd is not installed beside this interpreter; run `pip install .` first")
    package = Path(spec.origin).parent
    if (package.parent.parent / "pyproject.toml").exists():
        sys.exit(f"{package} is a working tree: compiled modules would hide later changes; install rasd with `pip install .` first")
    return package


def compiled(package: Path, folder: Path) -> str:
    """Compile a copy of the package in a folder; gives what went wrong, "" for nothing."""
    shutil.copytree(package, folder / package.name, ignore=shutil.ignore_patterns("*.so", "*.pyd", "__pycache__"))
    (folder / "setup.py").write_text(SETUP.format(modules=list(hot_modules(package))), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "setup.py", "-q", "build_ext", "--inplace"], cwd=folder, capture_output=True, text=True, check=False
    )
    said = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    return "" if done.returncode == 0 else said[-1] if said else "the compiler failed"


def main() -> None:
    """Compile, and put the extension modules into the installation, all or none."""
    package = installed_package()
    if find_spec("mypyc") is None or find_spec("setuptools") is None:
        print("mypyc is not installed: rasd stays in Python and does the same, slower")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fault = compiled(package, folder)
        if fault:
            print(f"compiling failed ({fault}): rasd stays in Python and does the same, slower")
            return
        made = [p for suffix in ("*.so", "*.pyd") for p in folder.rglob(suffix) if "build" not in p.relative_to(folder).parts]
        shared = [path for path in made if path.stem.partition(".")[0].endswith("__mypyc")]
        for path in [*shared, *(p for p in made if p not in shared)]:  # the code first, then the modules that load it
            shutil.copy2(path, package.parent / path.relative_to(folder))
    print(f"compiled {len(made) - len(shared)} modules in {package}")


if __name__ == "__main__":
    main()
