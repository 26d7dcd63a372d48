from datetime import date

import msgspec
import pytest
from exported import SARAQIB, count, make

from rasd.event import Place
from rasd.exports import AcledSettings, Item, Origin, World
from rasd.exports.acled import HEADER, Rows
from rasd.exports.acled_coding import PRECEDENCE

BINNISH = msgspec.structs.replace(SARAQIB, id="rasd:sy-binnish", name="Binnish", text="بنش", name_ar="بنش")
IDLIB = Place("إدلب", (0, 1), "x", "Idlib", "إدلب", 35.9, 36.6, "Idlib", None, "SY", "governorate")


def rows(world: World, *items: Item, **settings: object) -> list[dict[str, object]]:
    found = Rows(world, AcledSettings(**settings)).rows(items)  # type: ignore[arg-type]
    return [dict(zip(HEADER, row, strict=True)) for row in found]


def test_the_columns_are_acleds_in_order() -> None:
    assert " · ".join(HEADER) == (
        "event_id_cnty · event_date · year · time_precision · disorder_type · event_type · sub_event_type · actor1 · assoc_actor_1 · "
        "inter1 · actor2 · assoc_actor_2 · inter2 · interaction · civilian_targeting · iso · region · country · admin1 · admin2 · admin3 · "
        "location · latitude · longitude · geo_precision · source · source_scale · notes · fatalities · tags · timestamp"
    )


def test_every_mapping_of_the_codebook_is_acleds() -> None:
    from rasd.codebook import Codebook

    for kind in Codebook.load().types.values():
        event_type, sub = kind.acled
        assert PRECEDENCE[sub] == event_type, kind.id


def test_a_shelling_of_civilians(world: World) -> None:
    (row,) = rows(world, make(killed=count(3), wounded=count(2)))
    assert row["event_date"] == date(2023, 3, 4) and row["time_precision"] == 1 and row["iso"] == 760
    assert (row["event_type"], row["sub_event_type"]) == ("Explosions/Remote violence", "Shelling/artillery/missile attack")
    assert (row["actor1"], row["inter1"]) == ("Russian forces", "External/Other forces")
    assert (row["actor2"], row["inter2"], row["civilian_targeting"]) == ("Civilians (Syria)", "Civilians", "Civilian targeting")
    assert row["interaction"] == "Civilians-External/Other forces" and row["fatalities"] == 3 and row["geo_precision"] == 1
    assert row["notes"] == "Russian forces shelled civilians in Saraqib, Idlib, Syria on 4 March 2023. Reported: 3 killed, 2 wounded."


@pytest.mark.parametrize(
    ("kind", "by", "on", "sub", "first", "second"),
    [
        ("territory_taken", "syria_forces", "hts", "Government regains territory", "State forces", "Rebel group"),
        ("territory_taken", "hts", "syria_forces", "Non-state actor overtakes territory", "Rebel group", "State forces"),
        ("attack", "isis", "sdf", "Armed clash", "Rebel group", "Rebel group"),
        ("attack", "isis", "civilians", "Attack", "Rebel group", "Civilians"),
        ("killing", "unidentified_gunmen", "", "Attack", "Political militia", "Civilians"),
        ("crackdown", "syria_police", "protesters", "Excessive force against protesters", "Protesters", "State forces"),
        ("protest", "civilians", "government", "Peaceful protest", "Protesters", "State forces"),
        ("arrest", "isis", "civilians", "Abduction/forced disappearance", "Rebel group", "Civilians"),
        ("arrest", "syria_police", "civilians", "Arrests", "State forces", "Civilians"),
        ("arrest", "hts", "civilians", "Arrests", "Rebel group", "Civilians"),
    ],
)
def test_sub_events_and_sides(world: World, kind: str, by: str, on: str, sub: str, first: str, second: str) -> None:
    (row,) = rows(world, make(kind=kind, by=(by,) if by else (), on=(on,) if on else (), killed=count(1)))
    assert (row["sub_event_type"], row["inter1"], row["inter2"]) == (sub, first, second)


def test_force_without_harm_is_an_intervention(world: World) -> None:
    (row,) = rows(world, make(kind="crackdown", by=("syria_police",), on=("protesters",), wounded=count(0)))
    assert row["sub_event_type"] == "Protest with intervention" and row["disorder_type"] == "Demonstrations"


def test_arrests_by_groups_are_a_setting(world: World) -> None:
    (row,) = rows(world, make(kind="arrest", by=("isis",)), nonstate_arrests="arrest")
    assert row["sub_event_type"] == "Arrests"


def test_an_army_abroad_is_an_external_force(world: World) -> None:
    (abroad,) = rows(world, make(by=("turkey_forces",)))
    (home,) = rows(world, make(by=("syria_forces",)))
    assert (abroad["inter1"], home["inter1"]) == ("External/Other forces", "State forces")


def test_places_and_days_are_taken_apart_and_shares_add_up(world: World) -> None:
    found = rows(world, make(places=(SARAQIB, BINNISH, IDLIB), start="2023-03-04", end="2023-03-06", killed=count(8)))
    assert len(found) == 6 and sum(int(str(r["fatalities"])) for r in found) == 8
    assert {r["location"] for r in found} == {"Saraqib", "Binnish"}
    assert len({r["event_id_cnty"] for r in found}) == 6


def test_a_night_is_one_day(world: World) -> None:
    (row,) = rows(world, make(start="2023-03-04", end="2023-03-05"))
    assert row["event_date"] == date(2023, 3, 4)


def test_reports_of_one_event_join_and_the_lowest_figure_wins(world: World) -> None:
    (row,) = rows(
        world,
        make("a", killed=count(5), document="r1", origin=Origin(document_id="r1", outlet="وكالة")),
        make("b", killed=count(3), document="r2", origin=Origin(document_id="r2", outlet="شبكة")),
        make("c", document="r3"),
    )
    assert row["fatalities"] == 3 and row["source"] == "وكالة; شبكة"


def test_acts_of_one_report_add_up(world: World) -> None:
    (row,) = rows(world, make("a", killed=count(5)), make("b", killed=count(3)))
    assert row["fatalities"] == 8
    assert len(rows(world, make("a"), make("b"), join=False)) == 2


@pytest.mark.parametrize(("words", "low", "number"), [("عشرات القتلى", 20, 12), ("مئات", 200, 100), ("عدد من المدنيين", 2, 3), ("أكثر من 20", 20, 20)])
def test_vague_figures(world: World, words: str, low: int, number: int) -> None:
    (row,) = rows(world, make(killed=count(low, None, words)))
    assert row["fatalities"] == number


@pytest.mark.parametrize(("precision", "number", "day"), [("day", 1, 5), ("week", 2, 8), ("month", 3, 8), ("assumed", 2, 5)])
def test_time_precision(world: World, precision: str, number: int, day: int) -> None:
    end = "2023-03-11" if precision in ("week", "month") else None
    (row,) = rows(world, make(start="2023-03-05", end=end, precision=precision))
    assert (row["time_precision"], row["event_date"]) == (number, date(2023, 3, day))


def test_what_is_no_event_is_counted(world: World) -> None:
    layout = Rows(world)
    assert not list(layout.rows([make(status="planned"), make(places=()), make(start=None)]))
    assert layout.left_out == {"not an event of the data set": 1, "no place or no day": 2}


def test_ids_do_not_hang_on_order(world: World) -> None:
    one = make("a"), make("b", "clash", by=("hts",), on=("syria_forces",))
    ids = [{str(r["event_id_cnty"]) for r in rows(world, *items)} for items in (one, one[::-1])]
    assert ids[0] == ids[1] and all(id.startswith("SYR") for id in ids[0])
