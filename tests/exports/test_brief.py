import re
from datetime import date
from xml.etree import ElementTree

import pytest
from exported import count, make

from rasd.event import Source
from rasd.exports import Item, Origin, World
from rasd.exports.brief import Brief, summarise
from rasd.exports.brief_page import page
from rasd.exports.brief_pictures import draw_time
from rasd.exports.brief_words import WORDS, Language


def items() -> list[Item]:
    origin = Origin(document_id="r1", outlet="شبكة", title="<script>alert(1)</script>")
    several = [make(f"e{n}", document=f"r{n}", start=f"2023-03-{n + 1:02}", killed=count(n, None if n == 5 else n + 1)) for n in range(12)]
    return [*several, make("e90", "arrest", status="denied", places=(), origin=origin, source=Source("media", "شبكة", (0, 1)))]


def brief(world: World, language: Language = "en") -> Brief:
    return summarise(items(), world, language)


def test_tolls_are_ranges_and_open_where_a_bound_is(world: World) -> None:
    found = brief(world)
    assert str(found.tolls["killed"]) == "66–77+" and found.acts == 13 and len(found.documents) == 12


def test_the_ten_gravest_come_worst_first(world: World) -> None:
    assert [one.id for one in brief(world).gravest] == [f"e{n}" for n in range(11, 1, -1)]


def test_what_is_disputed(world: World) -> None:
    (one,) = brief(world).disputed
    assert one.id == "e90" and one.disputes == ("denied",)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_page_stands_alone(world: World, language: Language) -> None:
    text = page(brief(world, language), date(2023, 3, 1), date(2023, 3, 31))
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in text
    assert "<script>" not in text and "&lt;script&gt;" in text
    assert not re.search(r'(?:src|href)="|url\(|@import', text)
    pictures = re.findall(r"<svg.*?</svg>", text, re.S)
    assert len(pictures) == 3
    for picture in pictures:
        ElementTree.fromstring(picture)
    assert all(WORDS[language][part] in text for part in ("types", "places", "map", "time", "gravest", "disputed"))


def test_a_period_without_acts_says_so(world: World) -> None:
    text = page(summarise([], world, "ar"), date(2023, 3, 1), None)
    assert "لا شيء في هذه المدة" in text and "1 آذار/مارس 2023" in text


def test_both_languages_have_all_words() -> None:
    assert WORDS["ar"].keys() == WORDS["en"].keys()


def test_bars_over_time_hold_every_act(world: World) -> None:
    found = summarise([make(f"e{n}", start=f"20{n + 10}-03-01") for n in range(13)], world, "en")
    bars = re.findall(r"<title>\d{4}-\d\d-\d\d: (\d+)</title>", draw_time(found.days, "t"))
    assert len(bars) < 60 and sum(map(int, bars)) == 13
