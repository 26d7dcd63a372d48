"""Sends whatever the OpenAPI document allows, and what it does not, to every endpoint of a workbench, with Schemathesis.

Says every answer that is a fault of the server (5xx) or is not as documented: status, media type, headers, body.

    python benchmarks/contract.py --examples 300      # serves a temporary database with the examples
    python benchmarks/contract.py --address http://127.0.0.1:8470
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import checks

CHECKS = [
    checks.not_a_server_error, checks.status_code_conformance, checks.content_type_conformance, checks.response_headers_conformance,
    checks.response_schema_conformance,
]  # fmt: skip


def _operations(address: str) -> Iterator[Any]:
    schema = schemathesis.openapi.from_url(f"{address}/api/openapi.json")
    for found in schema.get_all_operations():
        operation = found.ok()
        if not (operation.method == "delete" and operation.path == "/api/session"):
            yield operation


def tried(address: str) -> int:
    """How many operations there are to try."""
    return sum(1 for _ in _operations(address))


def _real(address: str) -> dict[str, list[str]]:
    """Ids that are there, so that not every path ends in 404."""
    reports = [r["id"] for r in httpx.get(f"{address}/api/reports").json()["items"]]
    incidents = [i["id"] for i in httpx.get(f"{address}/api/incidents").json()["items"]]
    record = httpx.get(f"{address}/api/reports/{reports[0]}").json()["records"][0]["id"]
    return {"reports": reports, "incidents": incidents, "records": [record], "types": ["shelling"], "actors": ["isis"]}


def broken(address: str, examples: int, seed: int) -> list[str]:
    """One sentence for each operation that answers otherwise than documented."""
    csrf = httpx.get(f"{address}/api/session").json()["csrf"]
    real = _real(address)
    return [fault for operation in _operations(address) for fault in _try(operation, csrf, real, examples, seed)]


def _try(operation: Any, csrf: str, real: dict[str, list[str]], examples: int, number: int) -> Iterator[str]:
    sent = iter(range(examples * 10))

    @seed(number)
    @settings(max_examples=examples, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def one(case: Any) -> None:
        n, headers = next(sent), {"X-CSRF-Token": csrf}
        if n % 2:
            headers |= _made_real(case, real, n)
        case.call_and_validate(checks=CHECKS, headers=headers, timeout=30)

    try:
        one()
    except Unsatisfiable:
        yield f"{operation.label}: nothing could be made to send"
    except BaseException as error:  # groups of failures are no Exceptions
        if isinstance(error, KeyboardInterrupt):
            raise
        yield f"{operation.label}: {_said(error)}"


def _made_real(case: Any, real: dict[str, list[str]], n: int) -> dict[str, str]:
    """Have a case be about something that is there, as it is now; gives the header that says so."""
    before, _, after = case.path.partition("/{id}")
    ids = real.get(before.rpartition("/")[2])
    if not ids:
        return {}
    case.path_parameters = {**case.path_parameters, "id": ids[n % len(ids)]}
    seen = httpx.get(f"{str(case.operation.base_url).rstrip('/')}{before}/{ids[n % len(ids)]}") if after else None
    return {"If-Match": seen.headers["etag"]} if seen is not None and "etag" in seen.headers else {}


def _said(error: BaseException) -> str:
    inner = getattr(error, "exceptions", None)
    return " | ".join(map(_said, inner)) if inner else f"{type(error).__name__}: {error}"


@contextmanager
def _served() -> Iterator[str]:
    command = [sys.executable, "-m", "rasd", "serve", "--demo", "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    try:
        address = server.stdout.readline().split()[4].rstrip("/")
        while httpx.get(f"{address}/api/jobs/1").json()["state"] in ("queued", "running"):
            time.sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait()


def main() -> None:
    """Try every operation; exit code 1 where one is broken."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--address")
    options.add_argument("--examples", type=int, default=300)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    began = time.perf_counter()
    if given.address:
        count, faults = tried(given.address), broken(given.address, given.examples, given.seed)
    else:
        with _served() as address:
            count, faults = tried(address), broken(address, given.examples, given.seed)
    print("\n".join(faults))
    print(f"{count} operations, {given.examples} requests each, {len(faults)} broken, {time.perf_counter() - began:.0f} s")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
