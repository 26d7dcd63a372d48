"""How fast reports are coded, as a ratio to two floors measured in the same run.

    python benchmarks/coding.py [--reports 600] [--jobs 2] [--json]

Floors over the same texts: (a) only normalising, (b) one scan with a multi-pattern automaton
(ahocorasick-rs, leftmost-longest) that holds every form of the codebook and every name of the
gazetteer. Ratios are of processor time, which other work on the machine disturbs less. Also: start-up of the command on one short report, peak memory, growth with the
length of a text and with the size of codebook and gazetteer.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

import rasd.coding.lexicon
from rasd.arabic.letters import normalize
from rasd.coding.coder import Coder
from rasd.evaluation.corpus import load
from rasd.report import Report

MEDIUM = 1500


def medium_reports(count: int) -> list[Report]:
    """Reports of about 1,500 characters: the corpus' longer ones, and shorter ones put together."""
    texts, pending = [], ""
    for item in load():
        text = item.report.text
        if 1200 <= len(text) <= 1800:
            texts.append(text)
        elif len(text) < 1200:
            pending = f"{pending}\n\n{text}" if pending else text
            if len(pending) >= MEDIUM:
                texts.append(pending[:MEDIUM])
                pending = ""
    return [Report(id=f"b{i}", text=texts[i % len(texts)], published=date(2024, 5, 6)) for i in range(count)]


def seconds(work: Callable[[], Any], runs: int = 3, clock: Callable[[], float] = time.perf_counter) -> float:
    """Median time of a piece of work."""
    times = []
    for _ in range(runs):
        start = clock()
        work()
        times.append(clock() - start)
    return statistics.median(times)


def both(work: Callable[[], Any], runs: int = 3) -> tuple[float, float]:
    """Median times of a piece of work: by the clock, and of the processor."""
    pairs = []
    for _ in range(runs):
        start, used = time.perf_counter(), time.process_time()
        work()
        pairs.append((time.perf_counter() - start, time.process_time() - used))
    clock, processor = zip(*pairs, strict=True)
    return statistics.median(clock), statistics.median(processor)


_coder: Coder | None = None


def _code_chunk(reports: Sequence[Report]) -> int:
    global _coder
    _coder = _coder or Coder()
    return sum(len(_coder.code(r)) for r in reports)


def pooled(reports: Sequence[Report], jobs: int) -> float:
    """Seconds with a pool that is already warm."""
    chunks = [reports[i : i + 50] for i in range(0, len(reports), 50)]
    with ProcessPoolExecutor(jobs) as pool:
        list(pool.map(_code_chunk, [reports[:5]] * jobs * 2))
        return seconds(lambda: list(pool.map(_code_chunk, chunks)), runs=2)


def start_up() -> float:
    """Seconds of the whole command on one short report, caches warm."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "r.txt"
        path.write_text("قتل ثلاثة مدنيين في قصف على بلدة سراقب أمس.", encoding="utf-8")
        command = [sys.executable, "-m", "rasd", "code", str(path), "--published", "2024-05-06", "--format", "jsonl"]
        return seconds(lambda: subprocess.run(command, check=True, capture_output=True), runs=5)


def automaton(coder: Coder) -> AhoCorasick:
    """One automaton over all folded first words and names."""
    forms = [" ".join((key, *e.rest)) for key, entries in coder.codebook.entries.items() for e in entries]
    return AhoCorasick(sorted({*forms, *coder.gazetteer.names()}), matchkind=MatchKind.LeftmostLongest)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=600)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    reports = medium_reports(args.reports)
    megabytes = sum(len(r.text.encode()) for r in reports) / 1e6
    coder = Coder()
    for report in reports[:100]:
        coder.code(report)
    scan = automaton(coder)
    _, normalising = both(lambda: [normalize(r.text) for r in reports])
    _, scanning = both(lambda: [scan.find_matches_as_indexes(normalize(r.text).text) for r in reports])
    coding, used = both(lambda: [coder.code(r) for r in reports])
    many = pooled(reports, args.jobs)
    growth = {}
    for factor in (1, 4, 16, 64):
        text = "\n\n".join(r.text for r in reports[:factor])
        report = Report(id="g", text=text, published=date(2024, 5, 6))
        growth[len(text)] = seconds(lambda r=report: coder.code(r), 3, time.process_time)
    figures = {
        "coded": "in Python" if rasd.coding.lexicon.__file__.endswith(".py") else "by compiled modules",
        "reports": len(reports),
        "mean_characters": round(statistics.mean(len(r.text) for r in reports)),
        "reports_per_second": round(len(reports) / coding),
        "reports_per_processor_second": round(len(reports) / used),
        "megabytes_per_second": round(megabytes / coding, 2),
        f"reports_per_second_{args.jobs}_jobs": round(len(reports) / many),
        "normalising_seconds": round(normalising, 3),
        "scan_seconds": round(scanning, 3),
        "coding_seconds": round(used, 3),
        "coding_to_normalising": round(used / normalising, 1),
        "coding_to_scan": round(used / scanning, 1),
        "start_up_seconds": round(start_up(), 3),
        "peak_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "microseconds_per_character_by_length": {n: round(t / n * 1e6, 2) for n, t in growth.items()},
    }
    sys.stdout.write(json.dumps(figures, indent=None if args.json else 2) + "\n")


if __name__ == "__main__":
    main()
