"""Make the pictures of the workbench for the documentation anew: every page of `rasd serve --demo`, in Arabic and English.

    python scripts/workbench_pictures.py              # all
    python scripts/workbench_pictures.py inbox login  # these

Chromium itself turns each picture into WebP. Needs Chromium, the package playwright and the built pages (`make frontend`).
"""

from __future__ import annotations

import base64
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "browser"))

from browsing import ARGUMENTS, CHROMIUM, PHONE, Server, Visit, rasd, sync_api  # noqa: E402

PICTURES = ROOT / "docs" / "images"
SIZE = {"width": 1280, "height": 800}
PAGES = {
    "inbox": "/", "incidents": "/incidents?least_reports=2", "map": "/map?what=records", "codebook": "/codebook/types/shelling",
    "actors": "/codebook/actors/isis", "coding": "/coding", "sources": "/sources", "jobs": "/jobs", "export": "/export?what=records",
}  # fmt: skip
TO_WEBP = """async png => { const image = new Image(); image.src = 'data:image/png;base64,' + png; await image.decode();
    const canvas = document.createElement('canvas'); canvas.width = image.width; canvas.height = image.height;
    canvas.getContext('2d').drawImage(image, 0, 0); return canvas.toDataURL('image/webp', 0.82).split(',')[1]; }"""


def review(visit: Visit) -> None:
    """A report of a week, a value looked at."""
    page = visit.review("حصيلة أحداث الأسبوع في درعا")
    page.locator(".card").nth(1).locator(".head").click()
    page.locator(".card.open .value[data-field=places]").first.hover()


def editing(visit: Visit) -> None:
    """A place being changed, with its candidates on the map."""
    page = visit.review("قصف مدفعي على ريف إدلب")
    page.locator(".card.open .value[data-field=places]").first.click()
    page.locator(".editor svg [role=button]").first.wait_for()


def incident(visit: Visit) -> None:
    """The incident that most reports tell of."""
    found = visit.page.request.get(f"{visit.address}/api/incidents?order=reports&limit=1").json()
    visit.go(f"/incidents/{found['items'][0]['id']}")


def tried(visit: Visit) -> None:
    """An example sentence, coded."""
    page = visit.go("/try")
    page.locator("form button[type=button]").click()
    page.locator("form button[type=submit]").click()
    page.locator(".card.open").wait_for()


def keys(visit: Visit) -> None:
    """The list of keys."""
    visit.review("حصيلة أحداث الأسبوع في درعا").keyboard.press("?")


def audit(visit: Visit) -> None:
    """Some decisions in the log."""
    page = visit.review("قتيلان بقصف مسيّرة")
    page.keyboard.press("Shift+A")
    page.locator(".card.accepted").first.wait_for()
    page.keyboard.press("Control+z")
    page.locator(".card.proposed").first.wait_for()
    visit.go("/audit")


SCENES: dict[str, Callable[[Visit], object]] = {
    **{name: lambda visit, path=path: visit.go(path) for name, path in PAGES.items()},  # type: ignore[misc]
    "review": review, "editing": editing, "incident": incident, "try": tried, "keys": keys, "audit": audit,
}  # fmt: skip


def main(wanted: list[str]) -> None:
    """Take the pictures of these scenes; of all where none is named."""
    with sync_api.sync_playwright() as play, tempfile.TemporaryDirectory() as folder:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        names = [name for name in SCENES if not wanted or name in wanted]
        if names:
            _take_scenes(browser, names)
        if not wanted or "login" in wanted:
            _take_login(browser, f"{folder}/team.sqlite")
        browser.close()


def _take_scenes(browser: sync_api.Browser, names: list[str]) -> None:
    server = Server("--demo").settled()
    for language in ("ar", "en"):
        for name in names:
            _take(browser, server, SCENES[name], f"workbench-{name}-{language}", locale=language, viewport=SIZE)
    if "review" in names:
        _take(browser, server, review, "workbench-review-dark-ar", locale="ar", viewport=SIZE, color_scheme="dark")
        _take(browser, server, review, "workbench-review-phone-ar", locale="ar", viewport=PHONE, device_scale_factor=2)
    server.stop()


def _take_login(browser: sync_api.Browser, database: str) -> None:
    rasd("accounts", "add", "samira", "--db", database, said="a picture needs no secret\n")
    server = Server("--db", database, "--accounts")
    for language in ("ar", "en"):
        _take(browser, server, lambda visit: visit.go(), f"workbench-login-{language}", locale=language, viewport=SIZE)
    server.stop()


def _take(browser: sync_api.Browser, server: Server, scene: Callable[[Visit], object], name: str, **how: object) -> None:
    visit = Visit(browser.new_context(**how).new_page(), server.address, str(how["locale"]))  # type: ignore[arg-type]
    scene(visit)
    visit.page.wait_for_timeout(500)
    png = base64.b64encode(visit.page.screenshot()).decode()
    (PICTURES / f"{name}.webp").write_bytes(base64.b64decode(visit.page.evaluate(TO_WEBP, png)))
    visit.page.context.close()


if __name__ == "__main__":
    main(sys.argv[1:])
