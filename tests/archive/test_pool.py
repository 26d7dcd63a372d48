"""Processes of this machine: the same records as one process gives, whatever is killed."""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from multiprocessing import active_children
from pathlib import Path

from made import reports, write_lines
from processes import below
from tables import records, rejects

from rasd.archive.finishing import finish_here, total
from rasd.archive.folder import Done, Folder, Plan
from rasd.archive.pieces import cut
from rasd.archive.pool import code_here
from rasd.archive.working import Setup, Worker

KILLS = 6


def test_workers_killed_at_random_leave_the_same_tables(plan: Plan, alone: Folder, tmp_path: Path) -> None:
    folder = Folder(tmp_path / "out")
    left = folder.begin(plan)
    draw, killed, told = random.Random(3), [], list[Done]()
    at = sorted(draw.sample(range(1, len(left) - 3), KILLS))
    """Killed soon after so many pieces are done: by the clock, a slow machine would never get anywhere."""

    def kill() -> None:
        time.sleep(draw.uniform(0, 0.3))
        if children := [c.pid for c in active_children() if c.pid]:
            killed.append(draw.choice(children))
            with suppress(ProcessLookupError):
                os.kill(killed[-1], signal.SIGKILL)

    def tell(done: Done) -> None:
        told.append(done)
        if len(told) in at:
            threading.Thread(target=kill).start()

    code_here(Setup(str(folder.path)), left, 2, tell)
    finish_here(folder)
    assert len(killed) == KILLS
    assert sorted(d.piece for d in told) == sorted(p.name for p in left)
    assert records(folder) == records(alone)
    assert rejects(folder) == rejects(alone)


def test_a_run_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    pieces = cut([str(write_lines(tmp_path / "in.jsonl", reports(300)))], each=6_000)
    plan, folder, whole = Plan("a test", tuple(pieces)), Folder(tmp_path / "out"), Folder(tmp_path / "whole")

    class Stopped(Exception):
        pass

    seen: list[Done] = []

    def told(done: Done) -> None:
        seen.append(done)
        if len(seen) == 5:
            raise Stopped

    with suppress(Stopped):
        code_here(Setup(str(folder.path)), folder.begin(plan), 2, told)
    left = folder.begin(plan)
    assert len(pieces) - 7 <= len(left) <= len(pieces) - 5  # one that was just done may be counted too
    code_here(Setup(str(folder.path)), left, 2)
    finish_here(folder)
    worker = Worker(Setup(str(whole.path)))
    for piece in whole.begin(plan):
        worker.code(piece)
    finish_here(whole)
    assert total(folder.done()).reports == 300
    assert records(folder) == records(whole)
    assert folder.begin(plan) == []


def test_the_command_codes_and_says_what_it_did(tmp_path: Path) -> None:
    write_lines(tmp_path / "in.jsonl", reports(30), [b"{broken"])
    command = [sys.executable, "-m", "rasd", "archive", "code", "in.jsonl", "out", "--jobs", "2", "--piece-bytes", "4000"]
    run = lambda *more: subprocess.run([*command, *more], cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: E731
    done = run()
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("30 reports, ") and done.stdout.endswith(" records, 1 rejected: out\n")
    assert "a core codes" in done.stderr
    assert json.loads((tmp_path / "out" / "summary.json").read_text())["reports"] == 30
    assert run().stdout == done.stdout, "nothing is left to do"
    assert run("--prefilter").returncode == 2
    missing = subprocess.run([*command[:5], "nowhere.jsonl", "out2"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (missing.returncode, missing.stderr) == (2, "rasd: nowhere.jsonl: no such file or folder\n")


def test_workers_end_with_the_program_that_began_them_and_the_run_goes_on(tmp_path: Path) -> None:
    write_lines(tmp_path / "in.jsonl", reports(1_000))
    command = [sys.executable, "-m", "rasd", "archive", "code", "in.jsonl", "out", "--jobs", "2", "--piece-bytes", "10000"]
    done_before = 0
    for end in (signal.SIGKILL, signal.SIGINT):
        # as from a terminal: what a shell runs in the background is deaf to the interrupt
        hears = lambda: signal.signal(signal.SIGINT, signal.default_int_handler)  # noqa: E731
        main = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, preexec_fn=hears)
        while len(list((tmp_path / "out").glob("work/[!.]*.json"))) <= done_before:
            assert main.poll() is None
            time.sleep(0.05)
        workers = [pid for pid, line in below(main.pid) if "spawn_main" in line]
        assert workers
        main.send_signal(end)
        told = main.communicate()[1]
        ends = time.monotonic() + 30
        while any(Path(f"/proc/{pid}").exists() for pid in workers) and time.monotonic() < ends:
            time.sleep(0.1)
        assert not any(Path(f"/proc/{pid}").exists() for pid in workers)
        done_before = len(list((tmp_path / "out").glob("work/[!.]*.json")))
    assert main.returncode == 130 and "the same command goes on" in told and "Traceback" not in told, told
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("1000 reports, ") and "going on with the rest" in done.stderr


def test_the_records_of_an_archive_become_incidents(tmp_path: Path) -> None:
    rows = [row | {"published": "2024-05-06"} for row in reports(12)]
    write_lines(tmp_path / "in.jsonl", [*rows, rows[0]])
    run = lambda *command: subprocess.run([sys.executable, "-m", "rasd", *command], cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: E731
    assert "is no finished output" in run("archive", "link", ".", "i.jsonl").stderr
    assert run("archive", "code", "in.jsonl", "tables", "--jobs", "1").returncode == 0
    done = run("archive", "link", "tables", "i.jsonl")
    assert done.returncode == 0 and "twice were left out" in done.stderr, done.stderr
    linked = [json.loads(line) for line in (tmp_path / "i.jsonl").read_text("utf-8").splitlines()]
    assert done.stdout == f"{len(linked)} incidents: i.jsonl\n"
    write_lines(tmp_path / "once.jsonl", rows)
    (tmp_path / "records.jsonl").write_text(run("code", "once.jsonl").stdout, encoding="utf-8")
    known = [json.loads(line) for line in run("link", "records.jsonl", "--format", "jsonl").stdout.splitlines()]
    assert {tuple(sorted(i["events"])) for i in linked} == {tuple(sorted(i["events"])) for i in known}
