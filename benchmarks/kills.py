"""`rasd add` is ended with SIGKILL at random moments; after a last, whole run nothing is lost and nothing doubled.

    python benchmarks/kills.py [--kills 200] [--reports 2000] [--database sqlite|postgresql|URL] [--jobs 1] [--seed 1]

Every run adds the same JSON lines. Until the kills are used up a run is killed at a random moment: while it opens the
database, codes, or writes. Once a database is complete a new one is begun, so that all kills fall into real work.
After each kill the database is opened again, what it held after the kill before must be there, and the first reports
are judged, so that later runs have judgements to leave alone. In the end reports,
records, sightings, bytes and judgements are compared, value by value, with a database that was filled undisturbed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from sqlalchemy import select

from postgresql_server import Server
from rasd.store import Store, tables
from rasd.store.model import Decision

_TOWNS = "سراقب", "جسر الشغور", "أريحا", "منبج", "الباب", "عفرين", "البوكمال", "الميادين", "هجين", "تدمر"
_FORMS = (
    "قتل {n} مدنيين في قصف مدفعي لقوات النظام على بلدة {town} أمس.",
    "اعتقلت قوات الأمن {n} أشخاص في مدينة {town} صباح اليوم.",
    "أصيب {n} مدنيين جراء انفجار عبوة ناسفة في {town}، بحسب مصدر محلي.",
)
_VOLATILE = {"added", "seen", "coded", "at", "number", "revision", "source", "coding", "last_read", "last_ok"}
"""Columns that differ from run to run: times, and counters that a killed transaction may have used."""


def write_reports(file: Path, count: int) -> None:
    """Plain reports, each other than all others; every tenth comes twice, in other words for its id."""
    lines = []
    for n in range(count):
        form, town = _FORMS[n % len(_FORMS)], _TOWNS[n // len(_FORMS) % len(_TOWNS)]
        text = form.format(n=n % 90 + 3, town=town) + f"\nمراسل الشبكة رقم {n}"
        lines.append({"id": f"k{n}", "text": text, "published": f"2023-03-{n % 28 + 1:02}", "source": "شبكة"})
        if n % 10 == 0:
            lines.append({**lines[-1], "id": f"again-{n}"})
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines) + "\n", encoding="utf-8")


def command(file: Path, database: str, jobs: int) -> list[str]:
    return [sys.executable, "-m", "rasd", "add", str(file), "--db", database, "--jobs", str(jobs)]


def content(database: str) -> dict[str, list[str]]:
    """All rows but for times and counters, in an order of their own."""
    found: dict[str, list[str]] = {}
    with Store(database) as store, store.reading() as connection:
        for table in tables.metadata.sorted_tables:
            if table.name in ("changes", "sources"):
                continue
            names = [c.name for c in table.c if c.name not in _VOLATILE]
            rows = connection.execute(select(*(table.c[name] for name in names))).all()
            found[table.name] = sorted(json.dumps([str(v) for v in row], ensure_ascii=False) for row in rows)
    return found


def ids(database: str) -> set[str]:
    with Store(database) as store, store.reading() as connection:
        return set(connection.execute(select(tables.reports.c.id)).scalars())


def judge_some(database: str) -> None:
    """Accept the records of the reports k0 to k49 that are there; sent again a judgement is still one."""
    names = {f"k{n}" for n in range(50)}
    with Store(database) as store:
        store.add_reviewer("samira")
        for row in store.reports(limit=1_000_000).items:
            if row.name in names:
                accepted = [Decision(action="accept", record_id=r.id, key=f"kill-{r.id}") for r in store.records(row.id)]
                store.judge(accepted, "samira")


def kill_runs(file: Path, databases: list[str], kills: int, whole: float, jobs: int) -> tuple[int, int]:
    """Kill runs until the kills are used up; gives how many ran to their end before, and how many databases were used."""
    done = finished = current = 0
    acknowledged: set[str] = set()
    while done < kills:
        process = subprocess.Popen(command(file, databases[current], jobs), stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
        try:
            process.communicate(timeout=random.uniform(0.2, min(6.0, whole)))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            done += 1
            there = ids(databases[current])
            assert acknowledged <= there, "a report that was kept is gone"
            acknowledged = there
            judge_some(databases[current])
            continue
        assert process.returncode == 0, process.stderr and process.stderr.read()
        finished += 1
        if done < kills and current + 1 < len(databases):
            current, acknowledged = current + 1, set()
    return finished, current + 1


def timed(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(arguments, check=True, capture_output=True)
    return time.perf_counter() - start


def prove(kind: str, kills: int, reports: int, jobs: int) -> dict[str, Any]:
    """The whole proof on one kind of database."""
    count = max(1, kills // 20) + 1
    with tempfile.TemporaryDirectory(prefix="rasd-kills-") as folder:
        file = Path(folder) / "reports.jsonl"
        write_reports(file, reports)
        server = Server() if kind == "postgresql" else None
        try:
            names = [f"kills{n}" for n in range(count)]
            databases = [server.url(n) for n in names] if server else [f"{folder}/{n}.sqlite" for n in names]
            calm = server.url("calm") if server else f"{folder}/calm.sqlite"
            whole = timed(command(file, calm, jobs))
            judge_some(calm)
            finished, used = kill_runs(file, databases, kills, whole, jobs)
            expected = content(calm)
            for database in databases[:used]:
                timed(command(file, database, jobs))
                judge_some(database)  # those that no kill came before
                found = content(database)
                for table, rows in expected.items():
                    assert found[table] == rows, f"{table} differs in {database}: {sorted({*found[table]} ^ {*rows})[:2]}"
            sizes = {name: len(rows) for name, rows in expected.items() if name in ("reports", "records", "judgements", "sightings", "contents")}
            return {"database": kind, "kills": kills, "whole_run_s": round(whole, 2), "runs_to_the_end": finished, "databases": used, **sizes}
        finally:
            if server:
                server.stop()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    random.seed(given.seed)
    print(json.dumps(prove(given.database, given.kills, given.reports, given.jobs)))


if __name__ == "__main__":
    main()
