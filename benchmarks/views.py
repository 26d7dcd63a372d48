"""How fast the workbench serves its views of a large database: the first request after its start, and many.

    python benchmarks/views.py --reports 10000 [--database FILE]

Times are of whole answers over HTTP on the loopback address, from one client, in milliseconds.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from pathlib import Path

import httpx

from synthetic_store import fill
from workbench_server import served

VIEWS = {
    "inbox, newest first": "/api/reports",
    "inbox, new ones by people killed": "/api/reports?status=new&order=killed",
    "inbox, least sure first": "/api/reports?order=confidence&descending=false",
    "inbox, by title": "/api/reports?order=title",
    "inbox, page 150": "/api/reports?offset=7500",
    "inbox, one type and country": "/api/reports?type=shelling&country=SY&order=killed",
    "inbox, a word": "/api/reports?q=%D9%82%D8%B5%D9%81",
    "next report": "/api/next?order=killed",
    "overview": "/api/overview",
    "one report": None,
    "map, records of a month": "/api/map?what=records&from=2023-06-01&to=2023-06-30",
    "timeline, records by month": "/api/timeline?what=records&by=month",
    "network, records": "/api/network?what=records",
}  # fmt: skip


def _timed(client: httpx.Client, path: str) -> float:
    began = time.perf_counter()
    client.get(path).raise_for_status()
    return (time.perf_counter() - began) * 1000


def measure(address: str, times: int) -> None:
    """Print a line a view: the first request, and median and 95th percentile of the others."""
    with httpx.Client(base_url=address, timeout=120) as client:
        print(f"| first view: {VIEWS['inbox, newest first']} | {_timed(client, '/api/reports'):.0f} ms |")
        report = client.get("/api/reports?order=records").json()["items"][0]["id"]
        for name, path in VIEWS.items():
            first = _timed(client, path or f"/api/reports/{report}")
            more = sorted(_timed(client, path or f"/api/reports/{report}") for _ in range(times))
            print(f"| {name} | {first:.0f} | {statistics.median(more):.1f} | {more[int(times * 0.95) - 1]:.1f} |")


def main() -> None:
    """Fill a database, serve it, measure."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--reports", type=int, default=10_000)
    options.add_argument("--times", type=int, default=40)
    options.add_argument("--database", type=Path)
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = given.database or Path(folder) / "rasd.sqlite"
        if not database.exists():
            fill(database, given.reports)
        with served(database) as address:
            measure(address, given.times)


if __name__ == "__main__":
    main()
