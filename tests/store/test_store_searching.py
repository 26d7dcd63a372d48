from collections.abc import Callable

import pytest

from rasd.store import Store
from rasd.store.looking import ReportFilter

Add = Callable[..., str]


@pytest.fixture
def texts(store: Store, add: Add) -> dict[str, str]:
    return {
        "vocalised": add("قُتِلَ ثلاثة مدنيين في قَصْفٍ على بلدة سراقب أمس."),
        "clitics": add("فقتل وبالقصف المدفعي على مدينة دير الزور، وللإعلام روايته.", name="b", published="2023-04-01"),
        "other": add("اجتمع مجلس البلدية لمناقشة أسعار الخبز في ١٢ سوقاً محلياً.", name="c"),
    }


QUERIES: list[tuple[str, set[str]]] = [
    ("قتل", {"vocalised", "clitics"}),
    ("قُتِلَ", {"vocalised", "clitics"}),
    ("قصف", {"vocalised", "clitics"}),
    ("القصف", {"vocalised", "clitics"}),
    ("إعلام", {"clitics"}),
    ("أعلام", {"clitics"}),  # hamza does not matter
    ('"دير الزور"', {"clitics"}),
    ("«دير الزور»", {"clitics"}),
    ('"الزور دير"', set()),
    ("مدف*", {"clitics"}),
    ("12", {"other"}),
    ("قتل سراقب", {"vocalised"}),
    ("قتل خبز", set()),
    ("لبلدية", {"other"}),
    ("", set()),
    ("؟! ::", set()),
    ('"', set()),
    ("قصف OR (NOT", set()),
    ("'; DROP TABLE reports; --", set()),
]


def test_words_are_found_under_clitics_and_spelling(store: Store, texts: dict[str, str]) -> None:
    for query, expected in QUERIES:
        page = store.search(query)
        found = {name for name, id in texts.items() if id in {h.row.id for h in page.items}}
        assert (query, found, page.total) == (query, expected, len(expected))


def test_a_hit_says_where_the_words_stand(store: Store, texts: dict[str, str]) -> None:
    (hit,) = store.search("قصف سراقب").items
    text = store.report(hit.row.id).report.text
    assert [text[a:b] for a, b in hit.spans] == ["قَصْفٍ", "سراقب"]
    assert "سراقب" in hit.excerpt


def test_filters_and_pages(store: Store, texts: dict[str, str]) -> None:
    from datetime import date

    assert store.search("قتل", ReportFilter(published_from=date(2023, 4, 1))).total == 1
    page = store.search("قتل", limit=1, offset=1)
    assert (page.total, len(page.items)) == (2, 1)
