"""What keeping costs: `rasd add` of JSON lines against coding the same reports alone, on the same cores.

    python benchmarks/adding.py [--reports 10000] [--jobs 1] [--database FILE|URL]

Reports are paragraphs of the corpus, drawn anew for each, of about 1,500 to 2,000 characters. They are worked off in twenty
parts; each part is only read and coded, and read, coded and kept, one after the other and in turns first, by the same
processes: so that whatever else the machine does falls on both. Memory is the peak of the process after each part.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import tempfile
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

from rasd.evaluation.corpus import load
from rasd.reading.items import ReadReport, read_source
from rasd.store import Store
from rasd.store.coders import Coders
from rasd.store.intake import Intake

_BATCH = 32
_PARTS = 20


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
    """Seconds by the clock, and of processor time of this process."""
    return time.perf_counter(), time.process_time()


def coded(file: str, coders: Coders) -> None:
    """Read and code a file."""
    items = (item.report for item in read_source(file) if isinstance(item, ReadReport))
    while batch := list(islice(items, _BATCH * coders.jobs)):
        coders.code(batch)


def measure(files: list[str], jobs: int, database: str) -> dict[str, Any]:
    """Seconds of both ways over all parts, what became of the items, and the peaks of memory (MB)."""
    spent = {"coding_alone": [0.0, 0.0], "adding": [0.0, 0.0]}
    kinds: Counter[str] = Counter()
    peaks = []
    with Store(database) as store, Coders(jobs=jobs) as coders:
        intake = Intake(store, coders)
        ways = {
            "coding_alone": lambda file: coded(file, coders),
            "adding": lambda file: kinds.update(added.kind for added in intake.add(file)),
        }
        for n, file in enumerate(files):
            for name in list(ways)[:: -1 if n % 2 else 1]:
                before = _times()
                ways[name](file)
                for k, (then, now) in enumerate(zip(before, _times(), strict=True)):
                    spent[name][k] += now - then
            peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)
        start = time.perf_counter()
        kinds.update(f"again_{added.kind}" for file in files for added in intake.add(file))
        again = time.perf_counter() - start
    alone, adding = spent["coding_alone"], spent["adding"]
    return {
        "jobs": jobs, "coding_alone_s": round(alone[0], 1), "adding_s": round(adding[0], 1), "ratio": round(adding[0] / alone[0], 3),
        "ratio_of_processor_time": round(adding[1] / alone[1], 3) if jobs == 1 else None, "peak_mb": peaks, **kinds,
        "again_s": round(again, 1),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--reports", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--database")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rasd-adding-") as folder:
        file = Path(folder) / "reports.jsonl"
        write_reports(file, given.reports)
        lines = file.read_bytes().splitlines(keepends=True)
        size = -(-len(lines) // _PARTS)
        parts = [Path(folder) / f"part{n:02}.jsonl" for n in range(-(-len(lines) // size))]
        for n, part in enumerate(parts):
            part.write_bytes(b"".join(lines[n * size : (n + 1) * size]))
        del lines
        print(json.dumps(measure([str(part) for part in parts], given.jobs, given.database or f"{folder}/rasd.sqlite")))


if __name__ == "__main__":
    main()
