import re
import unicodedata
from collections import Counter, defaultdict

import pytest

from rasd.gazetteer import Gazetteer, sources
from rasd.gazetteer.model import name_key

NEAR = 4.5
"""Degrees from a place of the project's tables to the nearest settlement of its country, at most: seas and deserts are wide."""
FAR_OUT = {"rasd:ye-arabian-sea", "rasd:sd-border-triangle"}


@pytest.fixture(scope="module")
def own() -> list[sources.Named]:
    return list(sources.own_places())


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RASD_DATA_DIR", str(tmp_path_factory.mktemp("data")))
        return Gazetteer.load(cache=tmp_path_factory.mktemp("cache"))


def test_names_are_arabic_and_hold_nothing_invisible(own: list[sources.Named]) -> None:
    for entry, names in own:
        for name in names:
            assert re.search("[\u0621-\u064a]", name), entry.id
            assert name == " ".join(name.split()), entry.id
            assert not [c for c in name if unicodedata.category(c)[0] in "CZ" and c != " "], entry.id


def test_every_row_has_an_id_of_its_own(own: list[sources.Named]) -> None:
    assert [i for i, n in Counter(entry.id for entry, _ in own).items() if n > 1] == []


def test_no_row_repeats_the_names_of_an_earlier_one(own: list[sources.Named]) -> None:
    seen: dict[tuple[str, ...], list[tuple[float, float]]] = defaultdict(list)
    for entry, names in own:
        keys = {name_key(n) for n in names}
        fresh = [
            k
            for k in keys
            if not any(abs(a - entry.latitude) < 0.08 and abs(b - entry.longitude) < 0.08 for a, b in seen[k])
        ]
        assert fresh, entry.id
        for key in fresh:
            seen[key].append((entry.latitude, entry.longitude))


def test_a_place_lies_in_its_country(own: list[sources.Named]) -> None:
    settled: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for entry, _ in sources.geonames():
        settled[entry.country].append((entry.latitude, entry.longitude))
    for entry, _ in own:
        if entry.country not in sources.REGION or entry.precision == "country" or entry.id in FAR_OUT:
            continue
        nearest = min(max(abs(a - entry.latitude), abs(b - entry.longitude)) for a, b in settled[entry.country])
        assert nearest < NEAR, entry.id


@pytest.mark.parametrize(
    ("name", "country", "latitude", "longitude"),
    [
        ("ترهونة", "LY", 32.43, 13.63),
        ("معيتيقة", "LY", 32.89, 13.28),
        ("كوباني", "SY", 36.89, 38.35),
        ("عين العرب", "SY", 36.89, 38.35),
        ("سري كانيه", "SY", 36.85, 40.07),
        ("عفرين", "SY", 36.51, 36.87),
        ("محافظة الأنبار", "IQ", 33.0, 41.5),
        ("بيت فوريك", "PS", 32.18, 35.34),
        ("مسكاف عام", "IL", 33.25, 35.55),
        ("عيتا الشعب", "LB", 33.10, 35.34),
        ("كبكابية", "SD", 13.64, 24.09),
        ("براقش", "YE", 16.02, 44.80),
        ("بلدوين", "SO", 4.74, 45.20),
        ("الشيخ زويد", "EG", 31.22, 34.11),
        ("سراوان", "IR", 27.37, 62.33),
        ("جيلان بينار", "TR", 36.85, 40.05),
        ("جبل الشعانبي", "TN", 35.21, 8.68),
        ("عين قزام", "DZ", 19.57, 5.77),
        ("تيساليت", "ML", 20.20, 1.01),
    ],
)
def test_names_of_reports_are_known(
    gazetteer: Gazetteer, name: str, country: str, latitude: float, longitude: float
) -> None:
    found = [e for e in gazetteer.candidates(name) if e.country == country]
    assert any(abs(e.latitude - latitude) < 0.05 and abs(e.longitude - longitude) < 0.05 for e in found)


def test_spellings_of_one_place_give_one_id(gazetteer: Gazetteer) -> None:
    for one, other in (
        ("كوباني", "عين العرب"),
        ("قامشلو", "القامشلي"),
        ("ديرك", "المالكية"),
        ("معيتيقة", "قاعدة معيتيقة"),
    ):
        assert {e.id for e in gazetteer.candidates(one)} & {e.id for e in gazetteer.candidates(other)}, (one, other)


def test_an_everyday_word_is_marked_as_one(gazetteer: Gazetteer) -> None:
    for name in ("أنصار", "الصينية", "جابر"):
        assert all(e.common for e in gazetteer.candidates(name)), name
