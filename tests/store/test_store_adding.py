import threading
from collections.abc import Callable

from made_reports import made_events, prepared
from sqlalchemy import select

from rasd.store import Store, tables
from rasd.store.looking import RecordFilter, ReportFilter

Add = Callable[..., str]
TEXT = "قتل ثلاثة مدنيين في قصف على بلدة سراقب أمس."
AGENCY = (
    "قتل ثلاثة مدنيين وأصيب سبعة آخرون في قصف مدفعي على بلدة سراقب في ريف إدلب الشرقي.\n"
    "وقال مصدر محلي إن القصف استمر حتى ساعات المساء وطال أحياء سكنية في أطراف البلدة.\n"
    "وأضاف المصدر أن فرق الدفاع المدني نقلت المصابين إلى مشافي المدينة القريبة لتلقي العلاج.\n"
    "وتشهد المنطقة منذ أسابيع تصعيداً عسكرياً أدى إلى نزوح مئات العائلات نحو الحدود."
)


def test_a_report_comes_back_with_its_bytes_and_its_records(store: Store, add: Add) -> None:
    found = store.report(add(TEXT, outlet="شبكة"))
    assert (found.report.text, found.row.name, found.row.outlet, found.row.status) == (TEXT, "a", "شبكة", "new")
    assert store.content(found.content_hash) == (TEXT.encode(), "text/plain")
    (record,) = store.records(found.row.id)
    assert (record.event.event_type, record.state, record.added_by) == ("shelling", "proposed", None)
    assert record.event.event_id == record.id
    assert (found.row.records, found.row.killed) == (1, 3)


def test_the_same_words_twice_are_one_report_seen_twice(store: Store, add: Add) -> None:
    assert add(TEXT, name="a") == add(TEXT, name="b") == add(TEXT, name="b")
    (row,) = store.reports().items
    assert [s.name for s in store.report(row.id).sightings] == ["a", "b"]
    assert store.counts().records == 1


def test_another_day_of_publication_is_another_report(store: Store, add: Add) -> None:
    assert add(TEXT, published="2023-03-05") != add(TEXT, published="2021-01-01")


def test_agency_copy_is_linked_and_not_coded_again(store: Store, add: Add) -> None:
    first = add(AGENCY)
    copy = store.report(add("خاص شبكتنا\n" + AGENCY + "\nالمصدر: وكالات", name="copy"))
    assert (copy.row.status, copy.row.copy_of, copy.row.records) == ("copy", first, 0)
    assert copy.similarity is not None and copy.similarity > 0.9
    assert store.report(first).copies == (copy.row.id,)


def test_an_updated_toll_or_another_town_is_no_copy(store: Store, add: Add) -> None:
    add(AGENCY)
    for other in (AGENCY.replace("ثلاثة", "خمسة"), AGENCY.replace("سراقب", "أريحا"), "مقتل 9 مدنيين\n" + AGENCY):
        assert store.report(add(other)).row.copy_of is None


def test_a_short_post_of_another_day_is_no_copy(store: Store, add: Add) -> None:
    add(TEXT)
    assert store.report(add(TEXT + "\nالمصدر", published="2023-03-06")).row.copy_of is None
    assert store.report(add(TEXT + "\nالمصدر: وكالات")).row.copy_of is not None
    long = AGENCY.replace("أمس", "")
    first = add(long)
    assert store.report(add(long + "\nالمصدر", published="2023-03-07")).row.copy_of == first
    assert store.report(add(long + "\nالمصدر: نحن", published="2023-03-20")).row.copy_of is None


def test_a_text_with_a_day_is_no_copy_of_one_without(store: Store, add: Add) -> None:
    add(AGENCY, published=None)
    assert store.report(add(AGENCY)).row.copy_of is None
    assert store.report(add(AGENCY + "\nالمصدر", published=None)).row.copy_of is not None


def test_characters_that_no_database_holds(store: Store, add: Add) -> None:
    id = add("قتل\0 ثلاثة مدنيين في قصف على بلدة سراقب \ud800 أمس.".encode("utf-8", "surrogatepass").decode("utf-8", "replace"))
    text = store.report(id).report.text
    assert "\0" not in text and text.startswith("قتل\ufffd ثلاثة")


def test_two_records_of_one_id_are_two_records(store: Store) -> None:
    item = prepared(TEXT)
    (event,) = made_events(item.report)
    store.add(store.source("test").number, [item], {item.report.id: [event, event]}, {}, "coder")
    first, second = store.records(item.report.id)
    assert event.event_id in (first.id, second.id) and first.id != second.id
    assert store.recode([item.report], [[event, event]], "newer") == ()


def test_many_writers_at_once_double_nothing(store: Store) -> None:
    items = [prepared(f"{TEXT} مراسل {n}", name=f"n{n}") for n in range(20)]
    coded = {p.report.id: made_events(p.report) for p in items}
    source = store.source("test").number
    threads = [threading.Thread(target=store.add, args=(source, items, coded, {}, "coder")) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counts = store.counts()
    assert (counts.reports, counts.sightings) == (20, 20)
    assert counts.records == sum(map(len, coded.values()))


def test_lists_are_filtered_ordered_and_paged(store: Store, add: Add) -> None:
    a = add("قتل خمسة مدنيين في قصف على بلدة سراقب أمس.", published="2023-03-05", outlet="x")
    b = add("قتل تسعة مدنيين في قصف على مدينة منبج أمس.", published="2023-03-07", name="b")
    c = add("اجتمع مجلس البلدية لمناقشة أسعار الخبز في الأسواق المحلية.", published=None, name="c")
    assert [r.id for r in store.reports(order="killed").items] == [b, a, c]
    assert [r.id for r in store.reports(order="published", descending=False).items] == [a, b, c]
    page = store.reports(order="added", descending=False, limit=1, offset=1)
    assert (page.total, [r.id for r in page.items]) == (3, [b])
    assert [r.id for r in store.reports(ReportFilter(outlet="x")).items] == [a]
    assert [r.id for r in store.reports(ReportFilter(least_killed=6)).items] == [b]
    assert [r.id for r in store.reports(ReportFilter(without_records=True)).items] == [c]
    assert store.reports(ReportFilter(event_type="shelling", country="SY")).total == 2
    assert [r.report_id for r in store.events(RecordFilter(actor="civilians"), order="killed", descending=True).items] == [b, a]
    assert store.events(RecordFilter(country="IQ")).total == 0
    assert len(list(store.all_events())) == 2


def test_an_id_may_be_shortened(store: Store, add: Add) -> None:
    id = add(TEXT)
    assert store.report(id[:6]).row.id == id
    (record,) = store.records(id)
    assert store.record(record.id[:6]).id == record.id


def test_the_feed_of_changes_tells_what_to_look_at_again(store: Store, add: Add) -> None:
    first = add(TEXT)
    before = store.revision()
    second = add(AGENCY)
    assert [c.report_id for c in store.changes(before)] == [second]
    changed = {r.report_id for r in store.all_events(RecordFilter(since=before))}
    assert changed == {second} and first not in changed


def test_derived_states_can_be_made_again(store: Store, add: Add) -> None:
    add(TEXT)
    add(AGENCY)

    def content() -> list[object]:
        with store.reading() as connection:
            return [tuple(row) for row in connection.execute(select(tables.current).order_by(tables.current.c.record_id))]

    before = content()
    assert store.rebuild() == 2
    assert content() == before
