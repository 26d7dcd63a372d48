"""What keeping costs: `rasd add` of JSON lines against coding the same reports alone, on the same cores.

    python benchmarks/adding.py [--reports 10000] [--jobs 1] [--database FILE|URL]

Reports are paragraphs of the corpus, drawn anew for each, of about 1,500 to 2,000 characters. Both sides read the
same file and code with the same processes; only `add` keeps. Memory is the peak of the adding process after each tenth.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import resource
import tempfile
import time
from itertools import islice
from pathlib import Path
from typing import Any

from rasd.evaluation.corpus import load
from rasd.reading.items import ReadReport, read_source
from rasd.store import Store
from rasd.store.coders import Coders
from rasd.store.intake import Intake

_BATCH = 32


def write_reports(file: Path, count: int, length: int = 1500) -> None:
    """Paragraphs of the corpus drawn anew for every report, so that no two reports are copies."""
    draw = random.Random(1)
    paragraphs = [line for item in load() for line in item.report.text.split("\n") if len(line) > 60]
    with file.open("w", encoding="utf-8") as out:
        for n in range(count):
            chosen: list[str] = []
            while sum(map(len, chosen)) < length:
                chosen.append(draw.choice(paragraphs))
            row = {"id": f"b{n}", "text": "\n".join(chosen), "published": "2024-05-06"}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")


def _times() -> tuple[float, float]:
    """Seconds by the clock, and of processor time with ended children."""
    return time.perf_counter(), sum(os.times()[:4])


def coding_alone(file: str, jobs: int) -> tuple[float, float]:
    """Seconds to read and code the file: by the clock, and of processor time."""
    before = _times()
    with Coders(jobs=jobs) as coders:
        items = (item.report for item in read_source(file) if isinstance(item, ReadReport))
        while batch := list(islice(items, _BATCH * jobs)):
            coders.code(batch)
    clock, processor = _times()
    return clock - before[0], processor - before[1]


def adding(file: str, jobs: int, database: str) -> tuple[tuple[float, float], list[int], dict[str, int]]:
    """Seconds to read, code and keep the file, as above; peak memory (MB) after each tenth; what became of the items."""
    before = _times()
    peaks: list[int] = []
    kinds: dict[str, int] = {}
    total = len(Path(file).read_bytes().splitlines())
    with Store(database) as store, Coders(jobs=jobs) as coders:
        for n, added in enumerate(Intake(store, coders).add(file), 1):
            kinds[added.kind] = kinds.get(added.kind, 0) + 1
            if n % max(1, total // 10) == 0:
                peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
    clock, processor = _times()
    return (clock - before[0], processor - before[1]), peaks, kinds


def _adding(file: str, jobs: int, database: str, out: Any) -> None:
    out.put(adding(file, jobs, database))


def _alone(file: str, jobs: int, out: Any) -> None:
    out.put(coding_alone(file, jobs))


def in_process(work: Any, *arguments: Any) -> Any:
    """Runs in a process that may have processes of its own."""
    context = multiprocessing.get_context("spawn")
    out = context.Queue()
    process = context.Process(target=work, args=(*arguments, out))
    process.start()
    found = out.get()
    process.join()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--database")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rasd-adding-") as folder:
        file = Path(folder) / "reports.jsonl"
        write_reports(file, given.reports)
        alone = in_process(_alone, str(file), given.jobs)
        took, peaks, kinds = in_process(_adding, str(file), given.jobs, given.database or f"{folder}/rasd.sqlite")
        again, _, known = in_process(_adding, str(file), given.jobs, given.database or f"{folder}/rasd.sqlite")
    print(
        json.dumps(
            {
                "reports": given.reports, "jobs": given.jobs, "coding_alone_s": round(alone[0], 1), "adding_s": round(took[0], 1),
                "ratio": round(took[0] / alone[0], 3), "ratio_of_processor_time": round(took[1] / alone[1], 3),
                "peak_mb_by_tenth": peaks, **kinds, "again_s": round(again[0], 1), "again": known,
            }
        )
    )  # fmt: skip


if __name__ == "__main__":
    main()
