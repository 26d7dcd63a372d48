"""P-codes and country numbers: facts that were looked up, and what must hold of all rows."""

import csv
from importlib.resources import files

import pytest

from rasd.event import Place
from rasd.exports.world import country, governorate, table


def place(country: str, admin1: str) -> Place:
    return Place("x", (0, 1), country=country, admin1=admin1)


@pytest.mark.parametrize(
    ("land", "name", "code"),
    [
        ("SY", "إدلب", "SY07"), ("IQ", "دهوك", "IQG09"), ("IQ", "Diyala", "IQG10"), ("IQ", "حلبجة", ""), ("YE", "أمانة العاصمة", "YE13"),
        ("LB", "El Nabatieh", "LB4"), ("PS", "الضفة الغربية", "PS01"), ("PS", "Gaza Strip", "PS02"), ("LY", "طرابلس", ""), ("SD", "Aj Jazirah", "SD15"),
        ("EG", "شمال سيناء", "EG34"), ("SO", "شبيلي السفلى", "SO23"), ("IR", "طهران", "IR028"), ("SS", "الوحدة", "SS06"),
    ],
)  # fmt: skip
def test_p_codes(land: str, name: str, code: str) -> None:
    assert governorate(place(land, name)).pcode == code


def test_every_code_is_its_countrys_and_nobody_elses() -> None:
    rows = table("governorates.tsv")
    codes = [row["pcode"] for row in rows if row["pcode"]]
    assert len(codes) == len(set(codes)) == 168
    assert all(row["pcode"].startswith(row["country"]) for row in rows if row["pcode"])


def test_the_gazetteers_governorates_have_rows() -> None:
    lands = {row["country"] for row in table("governorates.tsv")}
    text = files("rasd.gazetteer").joinpath("data/admin1.csv").read_text(encoding="utf-8")
    named = [(row["country"], row["name_ar"]) for row in csv.DictReader(text.splitlines()) if row["country"] in lands]
    assert [n for n in named if governorate(place(*n)).name == n[1]] == []


@pytest.mark.parametrize(
    ("code", "iso", "iso3", "gw"),
    [("SY", 760, "SYR", 652), ("YE", 887, "YEM", 678), ("IL", 376, "ISR", 666), ("PS", 275, "PSE", 0), ("SS", 728, "SSD", 626), ("US", 840, "USA", 2)],
)
def test_country_numbers(code: str, iso: int, iso3: str, gw: int) -> None:
    found = country(code)
    assert (found.iso, found.iso3, found.gw) == (iso, iso3, gw)
