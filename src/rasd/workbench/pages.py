"""The workbench's pages: files that the build of `frontend/` puts beside this module, in a document that brings the first answers along."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

import msgspec
from fastapi import FastAPI, Request
from starlette.responses import HTMLResponse, Response, StreamingResponse

from rasd.workbench.answering import answers
from rasd.workbench.files import file_under, sent
from rasd.workbench.problems import Problem

STATIC = Path(__file__).with_name("static")
NOT_BUILT = "The pages of the workbench are not built here: run `make frontend` in the source folder, then start `rasd serve` again."
_REPORT = re.compile(r"review/(?P<id>[\w-]{1,100})")
_SESSION, _CODEBOOK = "/api/session", "/api/codebook"
_INBOX = ("/api/reports?order=added&descending=true&limit=50&offset=0", "/api/overview")


class Chunk(msgspec.Struct, frozen=True):
    """A file of the build's manifest: what else is loaded with it."""

    file: str
    name: str = ""
    imports: tuple[str, ...] = ()


def are_built(static: Path = STATIC) -> bool:
    """Whether there are pages to serve."""
    return (static / "index.html").is_file()


def add_pages(app: FastAPI, static: Path) -> None:
    """Serve files of the folder; every other path outside /api is a view of the one page."""

    @app.get("/{path:path}", include_in_schema=False)
    async def page(path: str, request: Request) -> Response:
        if path == "api" or path.startswith("api/"):
            raise Problem(404, "no_path", path=path[:100])
        if not are_built(static):
            return HTMLResponse(f"<!doctype html><meta charset=utf-8><title>Rasd</title><p>{NOT_BUILT}</p>", 503)
        if file := file_under(static, path):
            return sent(file, request, path.startswith("assets/"))
        if path.startswith("assets/"):
            raise Problem(404, "no_file")
        return _view(app, static, path, request)


def _view(app: FastAPI, static: Path, path: str, request: Request) -> Response:
    """The document of a view: its head at once, so that files are on their way while the answers are made; kept by nobody."""
    view = path.partition("/")[0] or "inbox"
    changed = (static / "index.html").stat().st_mtime_ns
    head, end = _document(static, changed, view if view.isascii() and view.isalpha() else "")

    async def parts() -> AsyncIterator[bytes]:
        yield head
        # just after the start nobody waits for the codebook: the page shows what there is, and asks for it
        first = (_SESSION, _CODEBOOK) if app.state.bench.is_warm else (_SESSION,)
        yield _inert(await answers(app, request, (*first, *_asked(path, request.url.query)))) + end

    return StreamingResponse(parts(), headers={"Cache-Control": "no-store"}, media_type="text/html")


def _asked(path: str, query: str) -> tuple[str, ...]:
    """What the view itself asks the API for when it starts, as the page writes the addresses."""
    report = _REPORT.fullmatch(path)
    if report and "layer=" not in query:
        return (f"/api/reports/{report['id']}",)
    return () if path or query else _INBOX


def _inert(found: Mapping[str, bytes]) -> bytes:
    """Answers as elements that no browser runs; none can end its element, for a `<` stands in strings of JSON only."""
    return b"".join(
        b'<script type="application/json" data-answer="%s">%s</script>' % (address.replace("&", "&amp;").encode(), body.replace(b"<", rb"\u003c"))
        for address, body in found.items()
    )


@lru_cache(64)
def _document(static: Path, changed: int, view: str) -> tuple[bytes, bytes]:
    """The document around the answers, with the files of the view named in its head: the browser fetches all at once."""
    built = (static / "index.html").read_text("utf-8")
    head, end, rest = built.partition("</head>")
    before, close, after = rest.rpartition("</body>")
    named = "".join(f'<link rel="modulepreload" crossorigin href="/{file}">' for file in _files(static, view) if file not in built)
    return (head + named + end + before).encode(), (close + after).encode()


def _files(static: Path, view: str) -> Iterator[str]:
    """The files of a view's page, as the build's manifest has them."""
    manifest = static / "manifest.json"
    if manifest.is_file():
        chunks = msgspec.json.decode(manifest.read_bytes(), type=dict[str, Chunk])
        page = next((key for key, chunk in chunks.items() if chunk.name.lower() == view.lower()), "")
        yield from (chunk.file for chunk in _closure(chunks, page))


def _closure(chunks: dict[str, Chunk], name: str) -> list[Chunk]:
    """A chunk and all that it imports."""
    names = [name] if name in chunks else []
    for one in names:
        names += [i for i in chunks[one].imports if i not in names]
    return [chunks[one] for one in names]
