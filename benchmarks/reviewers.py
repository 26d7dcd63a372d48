"""Many reviewers at once: each asks for the next report, judges, undoes, searches and looks at maps, for some minutes.

    python benchmarks/reviewers.py --reviewers 50 --minutes 5 [--database postgresql://…]

Afterwards the database is asked whether every edit that was acknowledged is there once, in the name of who made it, and nothing else.
Prints how many requests were made, how fast they were answered, and how many edits met a conflict.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import httpx

from rasd.store import Store
from rasd.workbench.passwords import hashed
from synthetic_store import fill
from workbench_server import served

PASSWORD = "a password for all of them"


class Reviewer:
    """One person at the workbench."""

    def __init__(self, address: str, name: str) -> None:
        self.name, self._draw = name, random.Random(name)
        self.client = httpx.Client(base_url=address, timeout=120)
        answer = self.client.post("/api/session", json={"name": name, "password": PASSWORD})
        answer.raise_for_status()
        self.client.headers["X-CSRF-Token"] = answer.json()["csrf"]
        self.times: dict[str, list[float]] = {}
        self.statuses: Counter[int] = Counter()
        self.acknowledged: list[str] = []
        """Keys of the edits that were kept."""

    def work(self, until: float) -> None:
        """Review one report after another; some of the time, one that somebody else has open."""
        seen = None
        while time.monotonic() < until:
            found = self._ask("next report", "GET", "/api/next", params={"order": "killed", **({"after": seen} if seen else {})})
            seen = found.json()["id"]
            if seen is None:
                return
            if self._draw.random() < 0.1:
                seen = self._ask("inbox", "GET", "/api/reports", params={"order": "killed", "limit": 5}).json()["items"][0]["id"]
            self._review(seen)
            if self._draw.random() < 0.1:
                self._ask("search", "GET", "/api/reports", params={"q": "قصف", "limit": 20})
            if self._draw.random() < 0.05:
                self._ask("map", "GET", "/api/map", params={"what": "records", "from": "2023-06-01", "to": "2023-06-30"})

    def _review(self, report: str) -> None:
        review = self._ask("report", "GET", f"/api/reports/{report}").json()
        for record in review["records"][:3]:
            action = self._draw.choice(("accept", "accept", "reject"))
            review = self._edit(review, "judgements", decisions=[{"action": action, "record_id": record["id"]}])
        if self._draw.random() < 0.2:
            review = self._edit(review, "undo")
        self._edit(review, "judgements", decisions=[{"action": "finish"}])

    def _edit(self, review: dict[str, object], what: str, **body: object) -> dict[str, object]:
        """One edit; where somebody was quicker, what they did is looked at and nothing is overwritten."""
        key = uuid4().hex
        path = f"/api/reports/{review['report']['id']}/{what}"  # type: ignore[index]
        answer = self._ask("edit", "POST", path, json={**body, "key": key}, headers={"If-Match": str(review["etag"])})
        if answer.status_code == 200:
            self.acknowledged.append(key)
            return answer.json()  # type: ignore[no-any-return]
        return answer.json()["current"] if answer.status_code == 412 else review

    def _ask(self, what: str, method: str, path: str, **more: object) -> httpx.Response:
        began = time.perf_counter()
        answer = self.client.request(method, path, **more)  # type: ignore[arg-type]
        self.times.setdefault(what, []).append((time.perf_counter() - began) * 1000)
        self.statuses[answer.status_code] += 1
        if answer.status_code not in (200, 409, 412):
            raise AssertionError(f"{method} {path}: {answer.status_code} {answer.text}")
        return answer


def check(database: str, reviewers: list[Reviewer]) -> list[str]:
    """What is wrong in the database: edits that are not there, twice, or that nobody made."""
    told = {f"{r.name}:{key}" for r in reviewers for key in r.acknowledged}
    with Store(database) as store:
        kept = Counter(j.key.rpartition("/")[0] for j in store.judgements())
        names = {j.key.rpartition("/")[0]: j.reviewer for j in store.judgements()}
        rows = {row.id: row for row in store.reports(limit=10_000).items}
        judged = {j.report_id for j in store.judgements()}
        states = [(rows[id], store.records(id)) for id in sorted(judged & set(rows))[:300] if id]
    faults = [f"lost: {key}" for key in told - set(kept)] + [f"nobody made {key}" for key in set(kept) - told]
    faults += [f"{key} is {names[key]}'s" for key in kept if not key.startswith(f"{names[key]}:")]
    faults += [f"{key} is there {n} times" for key, n in kept.items() if n > 3]
    for row, records in states:
        standing = sum(r.state in ("proposed", "accepted") for r in records)
        if standing != row.records:
            faults.append(f"{row.id} lists {row.records} records and has {standing}")
    return faults


def run(address: str, database: str, count: int, seconds: float) -> tuple[list[Reviewer], list[str]]:
    """Have so many reviewers work; gives them and what is wrong afterwards."""
    reviewers = [Reviewer(address, f"reviewer{n}") for n in range(count)]
    until = time.monotonic() + seconds
    with ThreadPoolExecutor(count) as pool:
        for done in [pool.submit(r.work, until) for r in reviewers]:
            done.result()
    for reviewer in reviewers:
        reviewer.client.close()
    return reviewers, check(database, reviewers)


def add_accounts(database: str, count: int) -> None:
    """Accounts for all reviewers, with one password."""
    kept = hashed(PASSWORD)
    with Store(database) as store:
        for n in range(count):
            store.add_reviewer(f"reviewer{n}", role="coder", password=kept)


def main() -> None:
    """Fill, serve, review, check; exit code 1 where something is wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--reviewers", type=int, default=50)
    options.add_argument("--minutes", type=float, default=5)
    options.add_argument("--reports", type=int, default=5000)
    options.add_argument("--database")
    given = options.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = given.database or str(Path(folder) / "rasd.sqlite")
        fill(database, given.reports)  # type: ignore[arg-type]
        add_accounts(database, given.reviewers)
        with served(database, "--accounts") as address:
            reviewers, faults = run(address, database, given.reviewers, given.minutes * 60)
    statuses = sum((r.statuses for r in reviewers), Counter())
    print(f"{statuses.total()} requests, {statuses[412]} conflicts, {statuses[409]} with nothing to undo, {len(faults)} faults")
    for what in sorted({w for r in reviewers for w in r.times}):
        times = sorted(t for r in reviewers for t in r.times.get(what, ()))
        print(f"| {what} | {len(times)} | {statistics.median(times):.0f} ms | {times[int(len(times) * 0.95)]:.0f} ms | {times[-1]:.0f} ms |")
    print("\n".join(faults[:20]))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
