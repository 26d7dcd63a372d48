"""What the API answers to somebody who is asking for a page, taken before the page asks for it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping

from fastapi import FastAPI, Request
from starlette.types import Message

_PATIENCE = 2.0
"""Seconds; what takes longer the page asks for itself, while it shows what came."""
_KEPT = ("type", "asgi", "http_version", "scheme", "server", "client", "root_path", "state")
_PASSED = (b"host", b"cookie")


async def answers(app: FastAPI, request: Request, addresses: Iterable[str]) -> Mapping[str, bytes]:
    """The JSON that the API gives at once to whoever sent the request, by address; refusals are left out.

    Each is asked for with the request's own cookie, so that nobody is given here what the API would not give them.
    """
    asked = {asyncio.create_task(_answer(app, request, address)): address for address in addresses}
    done, _ = await asyncio.wait(asked, timeout=_PATIENCE)
    found = {asked[task]: task.result() for task in done if task.exception() is None}
    return {address: body for address in asked.values() if (body := found.get(address)) is not None}


async def _answer(app: FastAPI, request: Request, address: str) -> bytes | None:
    path, _, query = address.partition("?")
    scope = {name: request.scope[name] for name in _KEPT if name in request.scope}
    headers = [(name, value) for name, value in request.scope["headers"] if name in _PASSED]
    said: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    await app(
        {**scope, "method": "GET", "path": path, "raw_path": path.encode(), "query_string": query.encode(), "headers": headers}, receive, send
    )
    return b"".join(message.get("body", b"") for message in said) if said[0]["status"] == 200 else None
