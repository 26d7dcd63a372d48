"""The workbench's pages: files that the build of `frontend/` puts beside this module."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI, Request
from starlette.responses import FileResponse, HTMLResponse, Response

from rasd.workbench.problems import Problem

STATIC = Path(__file__).with_name("static")
NOT_BUILT = "The pages of the workbench are not built here: run `make frontend` in the source folder, then start `rasd serve` again."
_FOREVER = "public, max-age=31536000, immutable"


def are_built(static: Path = STATIC) -> bool:
    """Whether there are pages to serve."""
    return (static / "index.html").is_file()


def add_pages(app: FastAPI, static: Path) -> None:
    """Serve files of the folder; every other path outside /api is a view of the one page."""

    @app.get("/{path:path}", include_in_schema=False)
    def page(path: str, request: Request) -> Response:
        if path == "api" or path.startswith("api/"):
            raise Problem(404, f"there is no /{path[:100]}")
        return _served(static, path)


def _served(static: Path, path: str) -> Response:
    if not are_built(static):
        return HTMLResponse(f"<!doctype html><meta charset=utf-8><title>Rasd</title><p>{NOT_BUILT}</p>", 503)
    file = (static / path.replace("\0", "")).resolve()
    if path and file.is_relative_to(static.resolve()) and file.is_file():
        # the build names its assets by their content
        return FileResponse(file, headers={"Cache-Control": _FOREVER if path.startswith("assets/") else "no-cache"})
    if path.startswith("assets/"):
        raise Problem(404, "there is no such file; load the page again")
    return FileResponse(static / "index.html", headers={"Cache-Control": "no-cache"})
