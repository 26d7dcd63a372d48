import io
import json
import re

import msgspec
import openpyxl
import pyarrow.parquet as pq
import pytest
from exported import SARAQIB, count, make
from test_plain import written

from rasd.arabic.letters import fold
from rasd.event import Actor, Person, Source
from rasd.exports import Item, Origin, World, of_event

# Invented people: a victim, a spokesperson, a witness without a title.
TEXT = (
    "مقتل المواطن سامر القنطار في سراقب\n"
    "قال الناطق باسم الدفاع المدني نزيه الحوراني إن «سامر القنطار» قُتل بالقصف. ودُفن سَامِر القنطار أمس، وبكت أمّ القنطار "
    "ولسامر القنطار أربعة أطفال، وروى فادي الزعتري ما جرى لعبد الله الصفدي ولعبدالله الصفدي."
)
PRIVATE = ("سامر القنطار", "القنطار", "سامر", "فادي الزعتري", "عبد الله الصفدي", "الصفدي")
OFFICIAL = "نزيه الحوراني"


def at(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def people() -> tuple[Person, ...]:
    return (
        Person("سامر القنطار", "target", at("سامر القنطار")),
        Person(OFFICIAL, "source", at(OFFICIAL)),
        Person("عبد الله الصفدي", "mentioned", at("عبد الله الصفدي")),
    )


@pytest.fixture
def items() -> list[Item]:
    item = make(people=people(), source=Source("media", f"الناطق باسم الدفاع المدني {OFFICIAL} وسامر القنطار", at(OFFICIAL)), killed=count(1, text="المواطن سامر القنطار"))
    event = msgspec.structs.replace(
        item.event,
        evidence=msgspec.structs.replace(item.event.evidence, sentence=(0, len(TEXT)), trigger=at("قُتل")),
        targets=(Actor("civilians", "المواطن سامر القنطار", at("المواطن سامر القنطار")),),
        places=(msgspec.structs.replace(SARAQIB, text="دار سامر القنطار"), SARAQIB),
        weapons=("بندقية سامر القنطار",),
    )
    told = Origin(document_id="r1", title=TEXT.splitlines()[0], outlet="شبكة", text=TEXT)
    other = make("e2", document="r2", origin=Origin(document_id="r2", title="ما جرى لسامر القنطار"))
    by_witness = make("e3", document="r3", source=Source("witness", "وردة السلمان جارته", (0, 1)))
    return [of_event(event, told), other, by_witness]


def words(format: str, data: bytes) -> str:
    """All text of an export."""
    if format == "parquet":
        return json.dumps(pq.read_table(io.BytesIO(data)).to_pylist(), ensure_ascii=False, default=str)
    if format == "xlsx":
        return "\n".join(str(c.value) for line in openpyxl.load_workbook(io.BytesIO(data)).active for c in line)
    return data.decode()


@pytest.mark.parametrize("mode", ["redact", "initials"])
@pytest.mark.parametrize("format", ["csv", "jsonl", "geojson", "acled", "ucdp", "hxl", "parquet", "xlsx"])
def test_no_private_name_remains(world: World, items: list[Item], format: str, mode: str) -> None:
    text = fold(words(format, written(items, format, world, names=mode)))
    for name in (*PRIVATE, "وردة السلمان"):
        assert fold(name) not in text and fold(name).replace(" ", "") not in text, name


@pytest.mark.parametrize("format", ["csv", "geojson", "parquet", "xlsx"])
def test_officials_stay(world: World, items: list[Item], format: str) -> None:
    assert OFFICIAL in words(format, written(items, format, world, names="redact"))


def test_a_name_is_replaced_alike_everywhere(world: World, items: list[Item]) -> None:
    text = words("geojson", written(items, "geojson", world))
    rows = [f["properties"] for f in json.loads(text)["features"]]
    (code,) = set(re.findall(r"\[شخص \w+\]", rows[1]["titles"]))
    assert code in rows[0]["people"] and code in rows[0]["sentence"] and code in rows[0]["place"]


def test_initials(world: World, items: list[Item]) -> None:
    assert "س. ق." in words("csv", written(items, "csv", world, names="initials"))


def test_names_stay_in_json_lines_unless_asked(world: World, items: list[Item]) -> None:
    assert "سامر القنطار" in words("jsonl", written(items, "jsonl", world))


def test_a_name_without_the_text_is_private_unless_its_source_says_the_office(world: World) -> None:
    named = (Person("سامر القنطار", "mentioned", (0, 1)), Person(OFFICIAL, "mentioned", (0, 1)))
    item = make(people=named, source=Source("media", f"القائد {OFFICIAL}", (0, 1)))
    row = json.loads(written([item], "geojson", world))["features"][0]["properties"]
    assert OFFICIAL in row["people"] and "القنطار" not in row["people"]


def test_a_name_that_one_report_gives_without_office_is_private_everywhere(world: World) -> None:
    official = make("a", people=(Person(OFFICIAL, "source", (0, 1)),), source=Source("official", OFFICIAL, (0, 1)))
    private = make("b", document="r2", people=(Person(OFFICIAL, "target", (0, 1)),))
    assert OFFICIAL not in written([official, private], "csv", world).decode()


def test_places_and_actors_keep_words_that_are_also_names(world: World) -> None:
    place = msgspec.structs.replace(SARAQIB, text="القنطار", name_ar="القنطار")
    item = make(people=people()[:1], places=(place,))
    (feature,) = json.loads(written([item], "geojson", world))["features"]
    assert feature["properties"]["place"] == "القنطار"
