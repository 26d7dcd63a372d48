"""First start, the other pages, accounts, and rules that hold on every page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import EXAMPLES, PHONE, ROOT, WIDE, Server, Visitor, rasd, sync_api

expect = sync_api.expect
expect.set_options(timeout=20_000)
AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = {
    "inbox": "/", "incidents": "/incidents", "map": "/map?what=records", "types": "/codebook/types/shelling", "actors": "/codebook/actors/isis",
    "words": "/codebook/words?q=قصف", "try": "/try", "coding": "/coding", "sources": "/sources", "jobs": "/jobs", "export": "/export", "audit": "/audit",
}  # fmt: skip


@pytest.fixture
def fresh(browser: sync_api.Browser, tmp_path: Path) -> Iterator[Server]:
    """A server on a database that is not there yet."""
    server = Server("--db", str(tmp_path / "new.sqlite"))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def team(browser: sync_api.Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with accounts of each role."""
    database = str(tmp_path_factory.mktemp("team") / "team.sqlite")
    rasd("add", str(EXAMPLES / "monitor-daraa.2022-09-18.txt"), "--db", database)
    for name, role in (("lina", "reader"), ("karim", "coder"), ("samira", "coder"), ("nour", "adjudicator")):
        rasd("accounts", "add", name, "--role", role, "--db", database, said=f"{name} opens the door\n")
    server = Server("--db", database, "--accounts")
    yield server
    server.stop()


def sign_in(page: sync_api.Page, name: str) -> None:
    page.locator("input[autocomplete=username]").fill(name)
    page.locator("input[type=password]").fill(f"{name} opens the door")
    page.locator("button[type=submit]").click()
    page.locator("header nav").wait_for()


def test_first_start_adds_pasted_text_and_the_example_files(fresh: Server, visitor: Visitor) -> None:
    page = visitor(fresh, "ar").go()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    expect(page.locator(".empty")).to_contain_text("لا تقارير بعد")
    page.get_by_role("button", name="إضافة تقارير").first.click()
    dialog = page.get_by_role("dialog")
    dialog.locator("textarea").fill("مقتل ثلاثة مدنيين في قصف على بلدة النيرب\n\nقُتل ثلاثة مدنيين في قصف مدفعي على بلدة النيرب أمس.")
    page.reload()
    page.get_by_role("button", name="إضافة تقارير").first.click()
    expect(dialog.locator("textarea")).to_have_value("مقتل ثلاثة مدنيين في قصف على بلدة النيرب\n\nقُتل ثلاثة مدنيين في قصف مدفعي على بلدة النيرب أمس.")
    dialog.locator("input[type=date]").fill("2023-03-05")
    dialog.locator("button[type=submit]").click()
    expect(dialog.locator("a[href^='/review/']")).to_have_count(1, timeout=30_000)
    dialog.get_by_role("button", name="أضف المزيد").click()
    dialog.get_by_role("button", name="ملفات").click()
    dialog.locator("input[type=file]").set_input_files(sorted(EXAMPLES.glob("*.txt")))
    dialog.locator("button[type=submit]").click()
    expect(dialog.locator("a[href^='/review/']")).to_have_count(7, timeout=60_000)
    dialog.get_by_role("button", name="إغلاق").last.click()
    expect(page.locator("a.report")).to_have_count(8)

    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    page.get_by_role("searchbox").fill("قصف النصيرات")
    expect(page.locator("a.report")).to_have_count(1)
    expect(page.locator(".excerpt mark").first).to_contain_text("قصف")
    page.get_by_role("button", name="Clear filters").click()
    page.get_by_role("button", name="Sort by Records").click()
    expect(page.locator("a.report").first).to_contain_text("طرابلس")
    page.get_by_role("button", name="Review next").click()
    expect(page.locator(".card.open")).to_have_count(1)


def test_reports_that_a_job_adds_come_into_the_list_and_the_focus_stays(fresh: Server, visitor: Visitor) -> None:
    page = visitor(fresh, "ar").go()
    token = page.request.get(f"{fresh.address}/api/session").json()["csrf"]

    def add(name: str) -> None:
        text = (EXAMPLES / name).read_text("utf-8")
        page.request.post(f"{fresh.address}/api/jobs", data={"kind": "text", "text": text}, headers={"X-CSRF-Token": token})

    add("monitor-daraa.2022-09-18.txt")
    expect(page.locator("a.report")).to_have_count(1, timeout=30_000)
    page.locator("a.report").focus()
    seen = page.locator("a.report").get_attribute("href")
    add("agency-sudan.2024-06-02.txt")
    expect(page.locator("a.report")).to_have_count(2, timeout=30_000)
    assert page.evaluate("document.activeElement.getAttribute('href')") == seen


def test_the_map_leads_to_a_report(demo: Server, visitor: Visitor) -> None:
    page = visitor(demo).go("/map?what=records")
    spots = page.locator(".spot")
    expect(spots.first).to_be_visible()
    spots.last.click()
    page.locator(".here a").first.click()
    expect(page.locator(".card.open")).to_have_count(1)
    page.go_back()
    spots.first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".here li").first).to_be_visible()


def test_charts_and_a_brush_filter_the_map(demo: Server, visitor: Visitor) -> None:
    page = visitor(demo, "ar").go("/map?what=records")
    total = page.locator(".title .quiet")
    all_of_them = total.inner_text()
    box = page.locator("svg[aria-label^='عبر الزمن']").bounding_box()
    page.mouse.move(box["x"] + box["width"] - 40, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 60, steps=4)
    page.mouse.up()
    page.wait_for_url("**from=2021-**")
    expect(total).not_to_have_text(all_of_them)
    page.get_by_role("button", name="كل الزمن").click()
    expect(total).to_have_text(all_of_them)
    page.locator("svg[aria-label='بحسب النوع'] [role=button]").first.press("Enter")
    page.wait_for_url("**type=**")
    expect(total).not_to_have_text(all_of_them)


@pytest.mark.parametrize("kind", ["SVG", "PNG"])
def test_every_picture_is_saved(demo: Server, visitor: Visitor, kind: str) -> None:
    page = visitor(demo).go("/map?what=records")
    page.locator(".spot").first.wait_for()
    buttons = page.get_by_role("button", name=f"as {kind}")
    assert buttons.count() == 6
    for n in range(6):
        with page.expect_download() as waiting:
            buttons.nth(n).click()
        content = Path(waiting.value.path()).read_bytes()
        assert content.startswith(b"\x89PNG" if kind == "PNG" else b"<svg")
        assert len(content) > 1500
        assert kind == "PNG" or b"var(--" not in content


def test_an_export_is_downloaded_without_names(demo: Server, visitor: Visitor) -> None:
    page = visitor(demo).go("/export?what=records&country=SY")
    expect(page.get_by_role("status").filter(has_text="match")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download Table (CSV)").click()
    table = Path(waiting.value.path()).read_text("utf-8")
    assert table.count("\n") > 10
    assert "سمير العواد" not in table


def test_an_incident_shows_what_each_report_says_and_is_split_and_taken_back(demo: Server, visitor: Visitor) -> None:
    page = visitor(demo).go("/incidents?order=reports")
    page.locator("tbody a").first.click()
    columns = page.locator(".compare thead th")
    columns.first.wait_for()
    count = columns.count()
    assert count > 4
    page.get_by_role("button", name="Why together?").click()
    expect(page.get_by_role("dialog").locator("tbody tr").first).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Split").click()
    page.get_by_role("dialog").get_by_role("button", name="Split").click()
    expect(columns).not_to_have_count(count)
    page.get_by_role("button", name="Take back").click()
    expect(columns).to_have_count(count)


def test_a_sentence_is_tried(demo: Server, visitor: Visitor) -> None:
    page = visitor(demo).go("/try")
    page.get_by_role("button", name="Put in an example").click()
    page.get_by_role("button", name="Code it").click()
    expect(page.locator(".card.open")).to_contain_text("Shelling")
    expect(page.locator(".card.open .value[data-field='toll.killed']")).to_contain_text("3")


def test_roles_see_and_do_what_is_theirs(team: Server, visitor: Visitor) -> None:
    page = visitor(team).go()
    page.locator("input[autocomplete=username]").fill("karim")
    page.locator("input[type=password]").fill("not the password")
    page.locator("button[type=submit]").click()
    expect(page.get_by_role("alert")).to_contain_text("wrong")
    sign_in(page, "lina")
    expect(page.get_by_role("button", name="Add reports")).to_have_count(0)
    expect(page.get_by_role("link", name="Audit log")).to_have_count(0)
    page.locator("a.report").first.click()
    page.wait_for_selector(".card.open")
    expect(page.locator(".card .good, .card .bad, footer select")).to_have_count(0)
    page.keyboard.press("a")
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("input[type=password]")).to_be_visible()


def test_two_coders_work_apart_and_an_adjudicator_decides(team: Server, visitor: Visitor) -> None:
    judge = visitor(team).go("/coding")
    sign_in(judge, "nour")
    judge.get_by_role("button", name="Assign reports").click()
    dialog = judge.get_by_role("dialog")
    dialog.get_by_role("checkbox", name="karim").check()
    dialog.get_by_role("checkbox", name="samira").check()
    dialog.locator(".reports input").first.check()
    dialog.get_by_role("button", name="Assign reports (1)").click()
    expect(judge.get_by_role("link", name="Compare")).to_have_count(1)

    for name, key in (("karim", "a"), ("samira", "r")):
        page = visitor(team).go("/coding")
        sign_in(page, name)
        page.get_by_role("link", name="Code", exact=True).click()
        page.wait_for_selector(".card.open")
        page.keyboard.press(key)
        expect(page.locator(".card.accepted, .card.rejected")).to_have_count(1)
        with page.expect_response("**/judgements*"):
            page.keyboard.press("f")

    judge.reload()
    judge.get_by_role("link", name="Compare").click()
    expect(judge.get_by_text("did not find it")).to_have_count(1)
    judge.get_by_role("button", name="Take this one: karim, Act 1").click()
    judge.get_by_role("button", name="Write the chosen records").click()
    judge.wait_for_url("**/review/**")
    expect(judge.locator(".card").first).to_be_visible()
    judge.goto(judge.url.split("/review")[0] + "/coding")
    expect(judge.get_by_role("columnheader", name="Krippendorff")).to_be_visible()


def faults(page: sync_api.Page, rules: str) -> list[tuple[str, str, str]]:
    """What axe finds on the page as it is: the rule, the element, what to mend."""
    result = page.evaluate(f"axe.run(document, {{runOnly: {rules}, resultTypes: ['violations']}})")
    return [(one["id"], node["html"][:200], node["failureSummary"]) for one in result["violations"] for node in one["nodes"][:3]]


@pytest.mark.parametrize("name", [*PAGES, "review", "incident"])
def test_no_page_has_a_fault_that_axe_finds(demo: Server, visitor: Visitor, name: str) -> None:
    if not AXE.is_file():
        pytest.skip("axe-core is not installed (npm ci in frontend/)")
    visit = visitor(demo)
    if name == "review":
        page = visit.review("طرابلس بعد ليلتين")
    elif name == "incident":
        found = visit.page.request.get(f"{demo.address}/api/incidents?order=reports&limit=1").json()
        page = visit.go(f"/incidents/{found['items'][0]['id']}")
    else:
        page = visit.go(PAGES[name])
    # the browser's own evaluation is not bound by the page's policy, a script element would be
    page.evaluate(AXE.read_text("utf-8"))
    everything = "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']"
    contrast = "{type: 'rule', values: ['color-contrast']}"
    for language in ("en", "ar"):
        if language == "ar":
            page.get_by_role("button", name="العربية").click()
            expect(page.locator("html")).to_have_attribute("lang", "ar")
        for theme, size, rules in (("light", WIDE, everything), ("dark", WIDE, contrast), ("light", PHONE, everything)):
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size(size)
            # cards out of sight have only estimated places, which may overlap where none does once it is seen
            page.evaluate("document.querySelectorAll('.card').forEach((card) => (card.style.contentVisibility = 'visible'))")
            found = faults(page, rules)
            assert not found, json.dumps([language, theme, size["width"], found], ensure_ascii=False, indent=1)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_no_page_is_wider_than_a_phone(demo: Server, visitor: Visitor, language: str) -> None:
    visit = visitor(demo, language, PHONE)
    wide = [name for name, path in PAGES.items() if visit.go(path).evaluate("document.documentElement.scrollWidth > innerWidth")]
    assert wide == []


def test_an_error_of_the_server_is_said_in_arabic(demo: Server, visitor: Visitor) -> None:
    page = visitor(demo, "ar").go("/review/0000")
    assert "لا تقرير بهذا المعرّف" in page.get_by_role("alert").inner_text()
    assert not re.search("[A-Za-z]", page.locator("main").inner_text())
