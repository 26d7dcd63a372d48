"""The web application of a bench: the API under /api, the pages everywhere else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.types import ASGIApp

from rasd.workbench.bench import Bench
from rasd.workbench.guarding import LOOPBACK, Guard
from rasd.workbench.pages import STATIC, add_pages
from rasd.workbench.problems import answer_problems
from rasd.workbench.shapes import document

SUBJECTS = ("session", "inbox", "review", "candidates", "incidents", "pictures", "codebook", "double", "auditing", "sources", "jobs")


def application(bench: Bench, names: Iterable[str] = LOOPBACK, static: Path = STATIC) -> ASGIApp:
    """The application, which answers to these host names only. It starts and closes the bench's jobs."""
    app = FastAPI(
        title="Rasd's workbench", version=version("rasd"), description="What docs/api.md tells in words.",
        docs_url=None, redoc_url=None, openapi_url="/api/openapi.json", lifespan=_lifespan,
    )  # fmt: skip
    app.state.bench = bench
    for name in SUBJECTS:
        app.include_router(import_module(f"rasd.workbench.endpoints.{name}").router, prefix="/api")
    answer_problems(app)
    app.openapi = lambda: document(app)  # type: ignore[method-assign]
    add_pages(app, static)
    return Guard(app, names)


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
    bench: Bench = app.state.bench
    bench.start()
    try:
        yield {}
    finally:
        bench.close()
