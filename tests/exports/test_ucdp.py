from exported import count, make

from rasd.event import Source
from rasd.exports import Item, Origin, World
from rasd.exports.ucdp import HEADER, Rows, priogrid


def rows(world: World, *items: Item) -> list[dict[str, object]]:
    return [dict(zip(HEADER, row, strict=True)) for row in Rows(world).rows(items)]


def test_the_columns_are_geds() -> None:
    assert len(HEADER) == 49 and HEADER[:6] == ("id", "relid", "year", "active_year", "code_status", "type_of_violence")
    assert HEADER[-11:] == (
        "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low", "gwnoa", "gwnob",
    )  # fmt: skip


def test_a_government_against_a_group(world: World) -> None:
    (row,) = rows(world, make(kind="attack", by=("hts",), on=("syria_forces",), killed=count(4, 6)))
    assert row["type_of_violence"] == 1 and row["side_a"] == "Government of Syria" and row["gwnoa"] == 652
    assert (row["deaths_a"], row["deaths_b"], row["best"], row["low"], row["high"]) == (4, 0, 4, 4, 6)


def test_one_sided_violence(world: World) -> None:
    item = make(killed=count(3, None), origin=Origin(document_id="r1", outlet="شبكة"), source=Source("media", "شبكة", (0, 1)))
    (row,) = rows(world, item)
    assert row["type_of_violence"] == 3 and row["side_b"] == "Civilians" and row["deaths_civilians"] == 3
    assert row["high"] == 3 and row["geom_wkt"] == "POINT (36.8 35.86)" and row["source_office"] == "شبكة"
    assert row["country_id"] == 652 and row["where_prec"] == 1 and row["date_prec"] == 1


def test_groups_among_themselves(world: World) -> None:
    (row,) = rows(world, make(kind="clash", by=("hts",), on=("sna",), killed=count(2)))
    assert row["type_of_violence"] == 2 and row["deaths_unknown"] == 2


def test_the_coalition_is_a_government_and_an_authority_without_a_state_is_none(world: World) -> None:
    (coalition,) = rows(world, make(by=("coalition",), on=("isis",), killed=count(2)))
    (asayish,) = rows(world, make(kind="clash", by=("asayish",), on=("isis",), killed=count(2)))
    assert (coalition["type_of_violence"], coalition["gwnoa"]) == (1, None) and asayish["type_of_violence"] == 2


def test_sides_deaths_add_up_to_best(world: World) -> None:
    for kind in ("clash", "attack", "suicide_bombing", "shelling"):
        (row,) = rows(world, make(kind=kind, by=("isis",), on=("syria_forces",), killed=count(7)))
        assert sum(int(str(row[f"deaths_{side}"])) for side in ("a", "b", "civilians", "unknown")) == row["best"]


def test_only_what_ged_would_hold(world: World) -> None:
    layout = Rows(world)
    left = [
        make(), make(killed=count(0)), make(kind="arrest", killed=count(1)), make(status="alleged", killed=count(1)),
        make(by=("unidentified_gunmen",), killed=count(1)), make(places=(), killed=count(1)), make(on=(), killed=count(1)),
    ]  # fmt: skip
    assert not list(layout.rows(left))
    assert sum(layout.left_out.values()) == len(left)


def test_priogrid_cells() -> None:
    assert priogrid(-90, -180) == 1 and priogrid(89.9, 179.9) == 259_200 and priogrid(None, 3) is None
