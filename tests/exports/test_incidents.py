import io
import json
from datetime import date

import msgspec
import pytest
from exported import SARAQIB
from test_plain import written

from rasd.exports import Origin, World, of_incident, read_items
from rasd.exports.brief import summarise
from rasd.incident import Choice, Incident, IncidentActor, IncidentCount, Teller, Told, ToldCount, ToldDate, ToldPlace

ONE = Teller("e1", "r1", "شبكة", "media")
TWO = Teller("e2", "r2", "سامر القنطار", "witness")
BOTH = (ONE, TWO)
DAY = date(2023, 3, 4)


@pytest.fixture
def incident() -> Incident:
    return Incident(
        incident_id="i1",
        events=("e1", "e2"),
        documents=("r1", "r2"),
        event_type=Choice("shelling", "most told", (Told("shelling", BOTH),)),
        status=Choice("occurred", "most told", (Told("occurred", (ONE,)), Told("denied", (TWO,)))),
        first_date=DAY,
        last_date=DAY,
        dates=(ToldDate(DAY, DAY, False, BOTH),),
        place=SARAQIB,
        place_rule="finest",
        places=(ToldPlace(SARAQIB, BOTH),),
        initiators=(IncidentActor("russia_forces", (ONE,)), IncidentActor("syria_forces", (), denied=(TWO,))),
        supporters=(),
        targets=(IncidentActor("civilians", BOTH),),
        toll={"killed": IncidentCount(3, 4, 5, "median", (ToldCount(3, 3, False, ONE), ToldCount(5, 5, False, TWO)))},
        weapons=(),
        seized=(),
        people=(Told("سامر القنطار", (ONE,)),),
    )


def row(incident: Incident, world: World, format: str) -> dict[str, str]:
    import csv

    reports = {"r1": Origin(document_id="r1", outlet="شبكة", published=DAY)}
    return next(csv.DictReader(written([of_incident(incident, reports)], format, world).decode().splitlines()))


def test_a_row_has_lowest_best_and_highest(incident: Incident, world: World) -> None:
    found = row(incident, world, "csv")
    assert (found["killed_low"], found["killed_best"], found["killed_high"]) == ("3", "4", "5")
    assert found["initiators"] == "russia_forces" and found["documents"] == "r1; r2" and found["confidence"] == ""


def test_acled_takes_the_lowest_and_ged_the_best(incident: Incident, world: World) -> None:
    assert row(incident, world, "acled")["fatalities"] == "3"
    ged = row(incident, world, "ucdp")
    assert (ged["low"], ged["best"], ged["high"], ged["number_of_sources"]) == ("3", "4", "5", "2")


def test_json_lines_keep_all_that_was_told_and_come_back(incident: Incident, world: World) -> None:
    line = written([of_incident(incident)], "jsonl", world)
    assert msgspec.json.decode(line, type=Incident) == incident
    (item,) = read_items("x", io.BytesIO(line), {}, pytest.fail)  # type: ignore[arg-type]
    assert item == of_incident(incident)


@pytest.mark.parametrize("format", ["jsonl", "csv", "geojson", "acled", "ucdp", "hxl"])
def test_no_private_name_remains(incident: Incident, world: World, format: str) -> None:
    assert "القنطار" not in written([of_incident(incident)], format, world, names="redact").decode()


def test_redacted_incidents_are_still_incidents(incident: Incident, world: World) -> None:
    line = json.loads(written([of_incident(incident)], "jsonl", world, names="redact"))
    found = msgspec.convert(line, Incident)
    assert found.toll["killed"].best == 4 and found.events == incident.events and found.initiators[0].id == "russia_forces"
    assert found.status.told[1].tellers[0].source == "شاهد" and found.status.told[0].tellers[0].source == "شبكة"


def test_a_brief_says_what_is_disputed(incident: Incident, world: World) -> None:
    found = summarise([of_incident(incident)], world, "en")
    (one,) = found.disputed
    assert one.disputes == (
        "told differently: told as fact, denied", "denied for: Syrian government forces", "killed, told differently: 3–5",
    )  # fmt: skip
    assert found.linked and str(found.tolls["killed"]) == "3–5"
