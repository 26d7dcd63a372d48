"""Archives: rate of one process, of a pool and of Spark over the same reports, and whether all give the same records.

usage: python benchmarks/archive.py [--reports 20000] [--kind made|corpus|news] [--telling 10] [--characters 1500] [--floor] [--alone] [--jobs 2]
                                    [--spark local-cluster[2,1,2048]] [--kills 10]
       python benchmarks/archive.py --prefilter

The reports are made of templates (tests/archive/made.py), of 157 characters on average or of about as many as --characters says,
or are those of the corpus again and again under ids of their own. Of kind `news` so many of 100 tell of conflict as --telling says, the others of sport,
economy, weather and culture, and the prefilter passes them over.
Without --floor, --alone, --jobs or --spark only the pool of two is run. The floor normalises each text and scans it once with an
automaton of all forms and names. With --kills so many workers of a pool and of Spark are killed, each after some more pieces are
done, and of Spark's every fourth is an executor. CPU seconds are those of the workers at the pieces they kept; `own` is all other
processor time (starting, sending, pieces lost, writing the tables) in seconds, as a share of them, and as far as Java spent it. `MB` is the most
memory that one process below this one (a worker; with --spark also Java) held.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Self

import msgspec
import pyarrow.dataset as ds

from rasd.arabic.letters import normalize
from rasd.archive.finishing import finish_here, total
from rasd.archive.folder import Folder, Plan
from rasd.archive.pieces import Piece, cut
from rasd.archive.pool import code_here
from rasd.archive.prefilter import Prefilter
from rasd.archive.working import Setup, Worker
from rasd.codebook import Codebook
from rasd.coding.coder import Coder

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests/archive"))
from made import long_reports, news, reports, write_lines, write_table  # noqa: E402
from processes import EXECUTOR, POOL, PYTHON, below, killing  # noqa: E402

from coding import automaton  # noqa: E402

Run = Callable[[Folder, Setup, list[Piece]], None]


def corpus() -> list[dict[str, str]]:
    files = [*sorted((ROOT / "corpus").glob("*.jsonl")), *sorted((ROOT / "corpus/own").glob("*.jsonl"))]
    return [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines()]


def rows(kind: str, count: int, characters: int, telling: int) -> list[dict[str, str]]:
    if kind == "news":
        return news(count, telling)
    if kind == "made":
        return long_reports(count, characters) if characters else reports(count)
    known = corpus()
    keys = ("title", "text", "published")
    return [{"id": f"again-{n:07}", **{k: v for k, v in known[n % len(known)].items() if k in keys}} for n in range(count)]


def alone(folder: Folder, setup: Setup, left: list[Piece]) -> None:
    worker = Worker(setup)
    for piece in left:
        worker.code(piece)
    finish_here(folder)


def pool(jobs: int) -> Run:
    def run(folder: Folder, setup: Setup, left: list[Piece]) -> None:
        code_here(setup, left, jobs)
        finish_here(folder)

    return run


def spark(master: str) -> Run:
    def run(folder: Folder, setup: Setup, left: list[Piece]) -> None:
        from rasd.archive.cluster import code_on
        from rasd.archive.cluster_session import context
        from rasd.archive.cluster_tables import finish_on

        with context(master) as on:
            code_on(on, setup, left)
            finish_on(on, folder)

    return run


def scan(rows: list[dict[str, str]]) -> None:
    """The floor: what any coder does at least."""
    texts = [row["text"] for row in rows]
    reader = automaton(Coder())
    began = time.process_time()
    for text in texts:
        reader.find_matches_as_indexes(normalize(text).text)
    used = time.process_time() - began
    characters = sum(map(len, texts))
    print(f"{'floor':<28} {'':>8} {'':>10} {used:>8.2f} {len(texts) / used:>12.1f} {characters / used:>12,.0f}", flush=True)


def killed(run: Run, words: Sequence[str]) -> Run:
    """The run with workers killed: those with these words in their command line, one after the other."""

    def killing_run(folder: Folder, setup: Setup, left: list[Piece]) -> None:
        wanted = [(partial(are_done, folder, n * len(left) // (len(words) + 1)), what) for n, what in enumerate(words, 1)]
        with killing(wanted) as dead:
            run(folder, setup, left)
        print(f"killed: {', '.join(f'{count} {what}' for what, count in Counter(dead).items())}", flush=True)

    return killing_run


def are_done(folder: Folder, pieces: int) -> bool:
    return len(list(folder.work.glob("[!.]*.json"))) >= pieces


class Meter:
    """Processor time of this process and of all below it while a block runs, looked at each second: who ends takes a second of it along at most.

    `java`: the part of the Java programs among them.
    """

    def __init__(self) -> None:
        self._seen: dict[tuple[int, str], float] = {}
        self._java: set[int] = set()
        self.most_megabytes = 0
        self._stop = threading.Event()
        self._watch = threading.Thread(target=self._run)

    def _run(self) -> None:
        while not self._stop.wait(1):
            self._look()

    def _look(self) -> None:
        found = dict(below(os.getpid()))
        self._java |= {pid for pid, command in found.items() if "java " in command}
        for pid in (os.getpid(), *found):
            with suppress(OSError):
                told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
                if pid != os.getpid():
                    peaks = [line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmHWM")]  # none of one that has ended
                    self.most_megabytes = max([self.most_megabytes, *(int(peak.split()[1]) // 1024 for peak in peaks)])
                self._seen[pid, told[19]] = (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")

    @property
    def seconds(self) -> float:
        return sum(self._seen.values())

    def __enter__(self) -> Self:
        self._look()
        self._before = self.seconds
        self._watch.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._watch.join()
        self._look()
        self.used = self.seconds - self._before
        self.java = sum(used for (pid, _), used in self._seen.items() if pid in self._java)


def digest(folder: Folder) -> str:
    """Of all records, whatever their order in files."""
    table = ds.dataset(folder.path / "records", format="parquet", partitioning="hive").to_table()
    lines = sorted(msgspec.json.encode(row, order="deterministic") for row in table.to_pylist())
    return hashlib.sha256(b"\n".join(lines)).hexdigest()[:16]


def measure(name: str, run: Run, pieces: list[Piece], place: Path, prefilter: bool) -> None:
    folder = Folder(place / name)
    began = time.perf_counter()
    with Meter() as meter:
        run(folder, Setup(str(folder.path), prefilter=prefilter), folder.begin(Plan("benchmark", tuple(pieces))))
    seconds = time.perf_counter() - began
    done = total(folder.done())
    own = meter.used - done.cpu_seconds
    print(
        f"{name:<28} {seconds:>8.1f} {done.reports / seconds:>10.1f} {done.cpu_seconds:>8.1f} {done.reports / done.cpu_seconds:>12.1f} "
        f"{done.characters / done.cpu_seconds:>12,.0f} {own:>7.1f} {own / done.cpu_seconds:>6.1%} {meter.java:>7.1f} {meter.most_megabytes:>5} {done.records:>8} {done.rejects:>4}  {digest(folder)}", flush=True
    )


def prefilter() -> None:
    looks = Prefilter(Codebook.load())
    told = corpus()
    news = [json.loads(line)["text"] for line in (ROOT / "tests/data/archive/general_news.jsonl").read_text("utf-8").splitlines()]
    telling, silent = [[r["text"] for r in told if bool(r.get("events")) is kind] for kind in (True, False)]
    began = time.process_time()
    for text in telling:
        looks.keeps(text)
    rate = len(telling) / (time.process_time() - began)
    for name, texts in (("corpus, with records", telling), ("corpus, without", silent), ("general news", news)):
        print(f"{name:<24} {len(texts):>6} reports, kept {sum(map(looks.keeps, texts)) / len(texts):.4f}")
    print(f"{rate:.0f} reports a second of processor time, the vocabulary new")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--kind", choices=("made", "corpus", "news"), default="made")
    parser.add_argument("--telling", type=int, default=10)
    parser.add_argument("--characters", type=int, default=0)
    parser.add_argument("--jobs", type=int, action="append", default=[])
    parser.add_argument("--spark", action="append", default=[])
    parser.add_argument("--alone", action="store_true")
    parser.add_argument("--floor", action="store_true")
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--prefilter", action="store_true")
    options = parser.parse_args()
    if options.prefilter:
        prefilter()
        return
    runs: list[tuple[str, Run]] = [("one process", alone)] if options.alone else []
    jobs = options.jobs or ([] if options.spark or options.alone or options.floor else [2])
    runs += [(f"pool of {n}", pool(n)) for n in jobs]
    runs += [(master, spark(master)) for master in options.spark]
    if options.kills:
        mixed = [EXECUTOR if n % 4 == 2 else PYTHON for n in range(options.kills)]
        runs = [
            (name, run if name == "one process" else killed(run, mixed if name in options.spark else [POOL] * options.kills))
            for name, run in runs
        ]
    with tempfile.TemporaryDirectory(prefix="rasd-archive-") as place:
        found = rows(options.kind, options.reports, options.characters, options.telling)
        half = len(found) // 2
        write_lines(Path(place) / "a.jsonl", found[:half], [b"{broken"])
        if options.kind != "corpus":
            write_table(Path(place) / "b.parquet", found[half:], group=5_000)
        else:
            write_lines(Path(place) / "b.jsonl", found[half:])
        pieces = cut([place], each=200_000)
        print(f"{len(found)} reports in {len(pieces)} pieces")
        print(f"{'':<28} {'seconds':>8} {'reports/s':>10} {'CPU s':>8} {'reports/CPUs':>12} {'chars/CPUs':>12} {'own s':>7} {'own':>6} {'Java s':>7} {'MB':>5} {'records':>8} {'bad':>4}  records' digest")
        if options.floor:
            scan(found)
        for name, run in runs:
            measure(name, run, pieces, Path(place), options.kind == "news")


if __name__ == "__main__":
    main()
