"""Review of a report: by keyboard alone, by mouse, on a phone; undo; nothing typed is lost."""

from __future__ import annotations

import re

import pytest
from browsing import PHONE, Server, Visitor, sync_api

expect = sync_api.expect
expect.set_options(timeout=20_000)


def states(page: sync_api.Page) -> list[str]:
    return [re.sub(r"card|open|s-\S+|svelte-\S+", "", found).strip() for found in page.eval_on_selector_all(".card", "all => all.map(one => one.className)")]


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_report_is_reviewed_by_keyboard_alone(demo: Server, visitor: Visitor, language: str) -> None:
    visit = visitor(demo, language)
    title = visit.text("حصيلة أحداث الأسبوع في درعا", "صد هجوم للمليشيا الحوثية")
    page = visit.review(title)
    keys = page.keyboard
    count = len(states(page))

    keys.press("a")
    expect(page.locator(".card.accepted")).to_have_count(1)
    expect(page.locator(".card").nth(1)).to_have_class(re.compile("open"))
    keys.press("r")
    expect(page.locator(".card.rejected")).to_have_count(1)
    keys.press("Control+z")
    expect(page.locator(".card.rejected")).to_have_count(0)
    keys.press("Control+y")
    expect(page.locator(".card.rejected")).to_have_count(1)
    keys.press("u")
    expect(page.locator(".card.rejected")).to_have_count(0)

    keys.press("k")
    keys.press("k")
    expect(page.locator(".card").first).to_have_class(re.compile("open"))
    keys.press("2")
    editor = page.locator(".editor")
    expect(editor.get_by_role("combobox").last).to_be_focused()
    keys.type("الجيش السوري")
    expect(page.get_by_role("option").first).to_be_visible()
    keys.press("Enter")
    keys.press("Control+Enter")
    expect(page.locator(".card.open .field-row.changed")).to_have_count(1)

    # words of the text fill a field: into the text, two words, what they are
    keys.press("t")
    keys.press("ArrowLeft")
    keys.press("Shift+ArrowLeft")
    keys.press("Enter")
    expect(page.locator(".fill")).to_be_visible()
    keys.press("9")
    expect(page.locator(".card.open .field-row.changed")).to_have_count(2)

    # words of the text open a record: the first type that they may mean
    keys.press("t")
    keys.press("Enter")
    keys.press("n")
    expect(page.locator(".choice").first).to_be_focused()
    keys.press("Enter")
    expect(page.locator(".card")).to_have_count(count + 1)

    keys.press("n")
    keys.type("راجعها ثانية")
    keys.press("Control+Enter")
    expect(page.locator(".card.open .note")).to_contain_text("راجعها ثانية")

    keys.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    keys.press("Escape")
    keys.press("Shift+A")
    expect(page.locator(".card.accepted")).to_have_count(count + 1)
    before = page.url
    keys.press("f")
    page.wait_for_url(lambda url: url != before)
    assert "/review/" in page.url


def test_letters_are_commands_on_an_arabic_keyboard_and_can_be_turned_off(demo: Server, visitor: Visitor) -> None:
    page = visitor(demo, "ar").review("قصف مدفعي على ريف إدلب")
    page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {code: 'KeyA', key: 'ش', bubbles: true}))")
    expect(page.locator(".card.accepted")).to_have_count(1)
    page.keyboard.press("Control+z")
    expect(page.locator(".card.accepted")).to_have_count(0)
    page.keyboard.press("?")
    page.get_by_role("dialog").get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("a")
    page.wait_for_timeout(300)
    expect(page.locator(".card.accepted")).to_have_count(0)


@pytest.mark.parametrize("title", ["قصف مدفعي على ريف إدلب", "شهداء بقصف على مخيم النصيرات"])
def test_a_value_shows_its_words_and_the_rule_that_gave_it(demo: Server, visitor: Visitor, title: str) -> None:
    """The second report begins with a character beyond the BMP, which moves every later offset of the browser by one."""
    page = visitor(demo, "ar").review(title)
    page.locator(".card.open .value[data-field=event_type]").hover()
    lit = page.locator("rect.ground.lit")
    expect(lit).to_have_count(1)
    words = page.locator(".why bdi[lang=ar]").inner_text().strip("«»")
    assert words
    expect(page.locator(".why")).to_contain_text(re.compile("كلمات «.+» في الدليل، المجموعة [0-9]+"))
    # the drawn box lies over the very letters
    at = page.evaluate(
        """([box, words]) => { const at = document.caretPositionFromPoint(box.x + box.width / 2, box.y + box.height / 2);
             return [at.offset, at.offsetNode.data.lastIndexOf(words, at.offset)]; }""",
        [lit.bounding_box(), words],
    )
    assert at[1] >= 0 and 0 < at[0] - at[1] < len(words)
    # in Arabic nothing of it is English
    for value in page.locator(".card.open .value:not(.none)").all():
        value.focus()
        said = page.locator(".why").inner_text()
        assert not re.search("[A-Za-z]", said), said


def test_marks_never_part_joined_letters(demo: Server, visitor: Visitor) -> None:
    page = visitor(demo, "ar").review("طرابلس بعد ليلتين")
    page.wait_for_selector("line.rule", state="attached")
    lone = page.eval_on_selector_all(".pane p", "all => all.map(one => one.childNodes.length === 1 && one.firstChild.nodeType === 3)")
    assert len(lone) > 5 and all(lone)
    of_others = page.locator("path.rule.other").get_attribute("d") or ""
    assert page.locator("line.rule").count() > 4 and of_others.count("M") > 15


def test_a_view_opened_by_its_address_brings_its_answers(demo: Server, visitor: Visitor) -> None:
    visit = visitor(demo)
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url.removeprefix(demo.address)))
    page = visit.go("/")
    assert page.locator("a.report").count() > 5 and [a for a in asked if a.startswith("/api/")] == ["/api/jobs?limit=50"]
    report = visit.report("طرابلس بعد ليلتين")
    asked.clear()
    page = visit.go(f"/review/{report}")
    page.wait_for_selector(".card.open")
    assert [a for a in asked if a.startswith("/api/")] == [f"/api/reports/{report}/explanation"]


def select_words(page: sync_api.Page, words: str) -> None:
    """Drag over words of the text, as a person does."""
    box = page.evaluate(
        """words => { for (const p of document.querySelectorAll('.pane p')) { const at = p.firstChild.data.indexOf(words); if (at < 0) continue;
             p.scrollIntoView({block: 'center'}); const range = document.createRange(); range.setStart(p.firstChild, at); range.setEnd(p.firstChild, at + words.length);
             const r = range.getBoundingClientRect(); return {left: r.left, right: r.right, y: r.top + r.height / 2}; } }""",
        words,
    )
    page.mouse.move(box["right"] - 0.5, box["y"])
    page.mouse.down()
    page.mouse.move((box["left"] + box["right"]) / 2, box["y"])
    page.mouse.move(box["left"] + 0.5, box["y"])
    page.mouse.up()


def test_by_mouse_words_fill_fields_and_records_are_added_merged_and_split(demo: Server, visitor: Visitor) -> None:
    visit = visitor(demo)
    page = visit.review("نزوح مئات الأسر")
    count = page.locator(".card").count()

    page.locator(".card.open .value[data-field=event_type]").click()
    page.locator(".editor").get_by_role("combobox").fill("attack")
    page.get_by_role("option", name="Armed attack").first.click()
    page.locator(".editor button[type=submit]").click()
    expect(page.locator(".card.open .value[data-field=event_type]")).to_contain_text("Armed attack")

    select_words(page, "شمال دارفور")
    menu = page.locator(".fill")
    expect(menu).to_be_visible()
    menu.get_by_role("button", name="Places").click()
    menu.locator(".choice").first.click()
    expect(page.locator(".card.open .field-row.changed")).to_have_count(2)

    select_words(page, "نزوح")
    menu.get_by_role("button", name="New record").click()
    menu.locator(".choice").first.click()
    expect(page.locator(".card")).to_have_count(count + 1)

    page.locator(".pick").nth(0).check()
    page.locator(".pick").nth(1).check()
    page.get_by_role("button", name="Merge 2 picked").click()
    page.get_by_role("dialog").get_by_role("button", name="Merge", exact=True).click()
    expect(page.locator(".card")).to_have_count(count)

    page.locator(".card").first.locator(".head").click()
    page.locator(".card.open footer").get_by_role("button", name="Split").click()
    page.get_by_role("dialog").get_by_role("button", name="Split", exact=True).click()
    expect(page.locator(".card")).to_have_count(count + 1)

    for _ in range(5):
        page.get_by_role("button", name="Undo").click()
        page.wait_for_timeout(150)
    expect(page.locator(".card")).to_have_count(count)
    expect(page.locator(".field-row.changed")).to_have_count(0)


def test_a_place_is_chosen_on_the_map_of_candidates(demo: Server, visitor: Visitor) -> None:
    page = visitor(demo).review("قصف مدفعي على ريف إدلب")
    page.locator(".card").nth(1).locator(".head").click()
    page.locator(".card.open .value[data-field=places]").first.click()
    candidates = page.locator(".editor svg [role=button]")
    expect(candidates.first).to_be_visible()
    candidates.first.click()
    expect(page.locator(".editor svg [role=button][aria-pressed=true]")).to_have_count(1)
    page.keyboard.press("Escape")


def test_a_phone_shows_text_and_records_without_sideways_scrolling(demo: Server, visitor: Visitor) -> None:
    for language in ("en", "ar"):
        page = visitor(demo, language, PHONE, has_touch=True).review("شهداء بقصف على مخيم النصيرات")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        second = page.locator(".card").nth(1)
        second.locator(".head").tap()
        expect(second).to_have_class(re.compile("open"))
        page.locator(".card.open .value[data-field=places]").first.tap()
        expect(page.locator("rect.ground.lit")).not_to_have_count(0)
        page.goto(page.url.split("/review")[0] + "/")
        page.wait_for_selector("a.report")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_is_typed_survives_a_reload_and_a_lost_connection(demo: Server, visitor: Visitor) -> None:
    page = visitor(demo).review("قتيلان باشتباك مسلح في العجيلات")
    page.locator(".card.open .value[data-field='toll.killed']").click()
    page.locator(".editor input[type=number]").first.fill("17")
    page.reload()
    expect(page.locator(".editor")).to_contain_text("Restored")
    expect(page.locator(".editor input[type=number]").first).to_have_value("17")

    page.route("**/judgements*", lambda route: route.abort())
    page.locator(".editor button[type=submit]").click()
    expect(page.get_by_text("has not reached the server")).to_be_visible()
    page.unroute("**/judgements*")
    page.reload()
    page.get_by_role("button", name="Send again").click()
    expect(page.locator(".card.open .value[data-field='toll.killed']")).to_contain_text("17")
    expect(page.get_by_text("has not reached the server")).to_have_count(0)


def test_two_people_at_one_record_lose_nothing(demo: Server, visitor: Visitor) -> None:
    first, second = visitor(demo), visitor(demo)
    one, other = first.review("قناص حوثي يقتل"), second.review("قناص حوثي يقتل")
    other.locator(".card.open .value[data-field=status]").click()
    other.locator(".editor").get_by_role("button", name="Alleged").click()
    one.locator(".card.open header .good").click()
    expect(one.locator(".card.accepted")).to_have_count(1)

    other.locator(".editor button[type=submit]").click()
    dialog = other.get_by_role("dialog")
    expect(dialog).to_contain_text("Accepted")
    expect(dialog).to_contain_text("Alleged")
    dialog.get_by_role("button", name="Apply mine as well").click()
    expect(other.locator(".card.accepted")).to_have_count(1)
    expect(other.locator(".card.open .value[data-field=status]")).to_contain_text("Alleged")


def test_two_tabs_show_the_same(demo: Server, visitor: Visitor) -> None:
    first = visitor(demo)
    second = visitor(demo, share=first)
    title = "جريمة حوثية جديدة"
    one, other = first.review(title), second.review(title)
    one.locator(".card.open header .good").click()
    expect(other.locator(".card.accepted")).to_have_count(1)
