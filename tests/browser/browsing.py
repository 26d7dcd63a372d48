"""What the tests of the pages work with: a server in a process of its own, and a person at a browser window."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from playwright import sync_api

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
CHROMIUM = os.environ.get("RASD_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome") or ""
ARGUMENTS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
WIDE = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 780}
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONUNBUFFERED": "1"}


def rasd(*arguments: str, said: str = "") -> None:
    """Run a command of Rasd to its end."""
    subprocess.run([sys.executable, "-m", "rasd", *arguments], input=said, text=True, env=ENVIRONMENT, check=True, capture_output=True)


class Server:
    """`rasd serve` in a process of its own, on a free port."""

    def __init__(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "rasd", "serve", "--port", "0", *arguments]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=ENVIRONMENT)
        said = ""
        assert self._process.stdout
        for line in self._process.stdout:
            said += line
            found = re.search(r"http://[\d.]+:\d+", line)
            if found:
                self.address = found[0]
                return
        raise AssertionError(f"rasd serve ended: {said}")

    def settled(self) -> Server:
        """Wait until its jobs have ended."""
        for _ in range(300):
            with urllib.request.urlopen(f"{self.address}/api/jobs") as answer:
                states = [job["state"] for job in json.load(answer)["items"]]
            if states and not {"queued", "running"} & set(states):
                return self
            time.sleep(0.1)
        raise AssertionError(f"jobs do not end: {states}")

    def stop(self) -> None:
        self._process.terminate()
        assert self._process.stdout
        self._process.stdout.close()
        self._process.wait(20)


class Visit:
    """One person at one browser window: what went over the network, and what the browser complained of."""

    def __init__(self, page: sync_api.Page, address: str, language: str) -> None:
        self.page, self.address, self.language = page, address, language
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        page.on("request", self._note_request)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda message: self.complaints.append(message.text) if self._matters(message) else None)

    def go(self, path: str = "/") -> sync_api.Page:
        """Open a path and wait until the page has what it asked for."""
        self.page.goto(self.address + path)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def report(self, title: str) -> str:
        """The id of the report whose title holds these words."""
        items = self.page.request.get(f"{self.address}/api/reports?limit=200").json()["items"]
        return next(item["id"] for item in items if title in (item["title"] or ""))

    def review(self, title: str) -> sync_api.Page:
        """The review page of a report, its first card open."""
        page = self.go(f"/review/{self.report(title)}")
        page.wait_for_selector(".card.open")
        return page

    def text(self, english: str, arabic: str) -> str:
        return arabic if self.language == "ar" else english

    def _note_request(self, request: sync_api.Request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.foreign.append(request.url)

    @staticmethod
    def _matters(message: sync_api.ConsoleMessage) -> bool:
        # the browser itself reports every answer of 4xx, also those that a test provokes
        return message.type in ("error", "warning") and "Failed to load resource" not in message.text


Visitor = Callable[..., Visit]
"""`visitor(server, language, viewport, share=…)`: a new window, or a further tab of one."""
