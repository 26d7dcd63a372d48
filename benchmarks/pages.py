"""How fast the workbench's pages are in a browser: the first view of a large database, and a report with many records.

    python benchmarks/pages.py --reports 10000

Times are milliseconds from the start of the navigation (or the click) until the rows, or cards and marks, are on the page, and how long
of it the page's own thread worked (which a busy machine does not change as much); each visit has an empty cache. Needs Chromium and the built pages (`make frontend`).
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tests" / "browser")]

from browsing import ARGUMENTS, CHROMIUM, EXAMPLES, WIDE, Server, rasd, sync_api  # noqa: E402

from synthetic_store import fill  # noqa: E402

SEEN = """([selector, least]) => new Promise(done => { const look = () =>
    document.querySelectorAll(selector).length >= least ? requestAnimationFrame(() => done(performance.now())) : requestAnimationFrame(look); look(); })"""
MARKED = """least => new Promise(done => { const look = () =>
    document.querySelector("path.rule.other")?.getAttribute("d").split("M").length + document.querySelectorAll("line.rule").length >= least
    ? requestAnimationFrame(() => done(performance.now())) : requestAnimationFrame(look); look(); })"""
"""The lines of the record that is open are elements, those of all others one path."""
MANY = "digest.txt"


def digest(folder: Path) -> Path:
    """One report of all examples: about thirty acts."""
    parts = [path.read_text("utf-8") for path in sorted(EXAMPLES.glob("*.txt"))]
    (folder / MANY).write_text("حصيلة أحداث الشهر في المنطقة\n\n" + "\n\n".join(parts), "utf-8")
    return folder / MANY


class Work:
    """How long a page's main thread worked since this was made, in milliseconds."""

    def __init__(self, page: sync_api.Page) -> None:
        self._devtools = page.context.new_cdp_session(page)
        self._devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
        self._before = self._sum()

    def done(self) -> float:
        return self._sum() - self._before

    def _sum(self) -> float:
        metrics = {one["name"]: one["value"] for one in self._devtools.send("Performance.getMetrics")["metrics"]}
        return 1000 * metrics["TaskDuration"]


def first_view(browser: sync_api.Browser, address: str) -> tuple[float, float]:
    """Until fifty rows stand in the inbox."""
    page = browser.new_context(viewport=WIDE).new_page()
    work = Work(page)
    page.goto(address, wait_until="commit")
    took = page.evaluate(SEEN, ["a.report", 50])
    worked = work.done()
    page.context.close()
    return took, worked


def review(browser: sync_api.Browser, address: str, id: str, records: int) -> tuple[tuple[float, float], tuple[float, float]]:
    """Until all cards and marks stand: opened by its address, and from a page of the workbench that is open already."""
    page = browser.new_context(viewport=WIDE).new_page()
    work = Work(page)
    page.goto(f"{address}/review/{id}", wait_until="commit")
    page.evaluate(SEEN, [".card", records])
    direct = page.evaluate(MARKED, records * 3), work.done()
    page.goto(f"{address}/?q=حصيلة+أحداث+الشهر")
    page.wait_for_selector(f"a.report[href^='/review/{id}']")
    page.wait_for_load_state("networkidle")
    work = Work(page)
    start = page.evaluate("id => { const now = performance.now(); document.querySelector(`a.report[href^='/review/${id}']`).click(); return now; }", id)
    page.evaluate(SEEN, [".card", records])
    inside = page.evaluate(MARKED, records * 3) - start, work.done()
    page.context.close()
    return direct, inside


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--reports", type=int, default=10_000)
    arguments.add_argument("--visits", type=int, default=7)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_api.sync_playwright() as play:
        database = Path(folder) / "many.sqlite"
        fill(database, chosen.reports)
        rasd("add", str(digest(Path(folder))), "--db", str(database))
        server = Server("--db", str(database))
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            request = browser.new_context().request
            found = request.get(f"{server.address}/api/reports?q=حصيلة أحداث الشهر").json()["items"][0]
            views = [first_view(browser, server.address) for _ in range(chosen.visits)]
            reviews = [review(browser, server.address, found["id"], found["records"]) for _ in range(chosen.visits)]
            _tell(f"first view, {chosen.reports} reports", views)
            _tell(f"review of {found['records']} records, by address", [direct for direct, _ in reviews])
            _tell(f"review of {found['records']} records, from the inbox", [inside for _, inside in reviews])
        finally:
            browser.close()
            server.stop()


def _tell(what: str, measured: list[tuple[float, float]]) -> None:
    times, worked = zip(*measured, strict=True)
    print(f"{what}: median {statistics.median(times):.0f} ms, worst {max(times):.0f} ms of {len(times)}; the page worked {statistics.median(worked):.0f} ms")


if __name__ == "__main__":
    main()
