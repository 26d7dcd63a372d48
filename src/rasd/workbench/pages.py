"""The workbench's pages: files that the build of `frontend/` puts beside this module."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec
from fastapi import FastAPI, Request
from starlette.responses import FileResponse, HTMLResponse, Response

from rasd.workbench.problems import Problem

STATIC = Path(__file__).with_name("static")
NOT_BUILT = "The pages of the workbench are not built here: run `make frontend` in the source folder, then start `rasd serve` again."
_FOREVER = "public, max-age=31536000, immutable"
_AN_HOUR = "public, max-age=3600"
_REPORT = re.compile(r"review/(?P<id>[\w-]{1,100})")
_SESSION, _CODEBOOK = "/api/session", "/api/codebook"


class Chunk(msgspec.Struct, frozen=True):
    """A file of the build's manifest: what else is loaded with it."""

    file: str
    imports: tuple[str, ...] = ()


def are_built(static: Path = STATIC) -> bool:
    """Whether there are pages to serve."""
    return (static / "index.html").is_file()


def add_pages(app: FastAPI, static: Path, accounts: bool) -> None:
    """Serve files of the folder; every other path outside /api is a view of the one page."""

    @app.get("/{path:path}", include_in_schema=False)
    def page(path: str, request: Request) -> Response:
        if path == "api" or path.startswith("api/"):
            raise Problem(404, f"there is no /{path[:100]}")
        return _served(static, path, _asked(path, request.url.query, accounts))


def _served(static: Path, path: str, asked: tuple[str, ...]) -> Response:
    if not are_built(static):
        return HTMLResponse(f"<!doctype html><meta charset=utf-8><title>Rasd</title><p>{NOT_BUILT}</p>", 503)
    file = (static / path.replace("\0", "")).resolve()
    if path and file.is_relative_to(static.resolve()) and file.is_file():
        # the build names its assets by their content; others change with an update of the program
        return FileResponse(file, headers={"Cache-Control": _FOREVER if path.startswith("assets/") else _AN_HOUR})
    if path.startswith("assets/"):
        raise Problem(404, "there is no such file; load the page again")
    view = path.partition("/")[0] or "inbox"
    page = _document(static, (static / "index.html").stat().st_mtime_ns, view if view.isascii() and view.isalpha() else "", asked)
    return HTMLResponse(page, headers={"Cache-Control": "no-cache"})


def _asked(path: str, query: str, accounts: bool) -> tuple[str, ...]:
    """What the view asks the API for when it starts, as far as nobody has to sign in for it first."""
    if accounts:
        return (_SESSION,)
    report = _REPORT.fullmatch(path)
    return (_SESSION, f"/api/reports/{report['id']}", _CODEBOOK) if report and "layer=" not in query else (_SESSION,)


@lru_cache(64)
def _document(static: Path, changed: int, view: str, asked: tuple[str, ...]) -> str:
    """The document with all that the view will ask for named in its head: the browser fetches it at once instead of bit after bit."""
    data = "".join(f'<link rel="preload" as="fetch" crossorigin href="{address}">' for address in asked)
    head, end, rest = (static / "index.html").read_text("utf-8").partition("</head>")
    return head + "".join(_named(static, view)) + data + end + rest


def _named(static: Path, view: str) -> Iterator[str]:
    """Tags for the files of a view's page that the document does not name."""
    manifest = static / "manifest.json"
    if not manifest.is_file():
        return
    chunks = msgspec.json.decode(manifest.read_bytes(), type=dict[str, Chunk])
    known = _closure(chunks, "index.html")
    for chunk in _closure(chunks, f"src/pages/{view.capitalize()}.svelte"):
        if chunk not in known:
            yield f'<link rel="modulepreload" crossorigin href="/{chunk.file}">'


def _closure(chunks: dict[str, Chunk], name: str) -> list[Chunk]:
    """A chunk and all that it imports."""
    names = [name] if name in chunks else []
    for one in names:
        names += [i for i in chunks[one].imports if i not in names]
    return [chunks[one] for one in names]
