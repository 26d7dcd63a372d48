"""A real Chromium on a real `rasd serve`. Tests skip, with the reason, where the browser or the built pages are missing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browsing import ARGUMENTS, CHROMIUM, WIDE, Server, Visit, Visitor, sync_api

from rasd.workbench.pages import are_built


@pytest.fixture(scope="session")
def browser() -> Iterator[sync_api.Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium here (apt-get install chromium)")
    if not are_built():
        pytest.skip("the pages of the workbench are not built (make frontend)")
    with sync_api.sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture(scope="session")
def demo(browser: sync_api.Browser) -> Iterator[Server]:
    """Example reports, coded and linked."""
    server = Server("--demo").settled()
    yield server
    server.stop()


@pytest.fixture
def visitor(browser: sync_api.Browser) -> Iterator[Visitor]:
    """Makes visits; afterwards none may have left the host or broken a rule of the page."""
    visits: list[Visit] = []

    def visit(server: Server, language: str = "en", viewport: dict[str, int] = WIDE, share: Visit | None = None, **more: object) -> Visit:
        context = share.page.context if share else browser.new_context(viewport=viewport, locale=language, accept_downloads=True, **more)
        context.set_default_timeout(20_000)
        visits.append(Visit(context.new_page(), server.address, language))
        return visits[-1]

    yield visit
    for one in visits:
        one.page.context.close()
    assert [request for one in visits for request in one.foreign] == []
    assert [complaint for one in visits for complaint in one.complaints] == []
