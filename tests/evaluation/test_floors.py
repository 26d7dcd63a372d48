"""The coder holds the figures that it has reached."""

from rasd.coding.coder import Coder
from rasd.evaluation.corpus import is_measured, load
from rasd.evaluation.floors import FIELDS, TOLERANCE, measure, read_floors


def test_what_is_only_measured_is_never_built_on() -> None:
    built = {g.report.id for g in load(part="build")}
    measured = {g.report.id for g in load(part="measured")}
    assert not built & measured
    assert len(measured) >= 100
    assert all(is_measured(i) for i in measured)


def test_every_report_has_an_id_of_its_own() -> None:
    ids = [g.report.id for g in load(part="all")]
    assert len(ids) == len(set(ids))


def test_the_part_only_measured_holds_its_floors(coder: Coder) -> None:
    found, floors = measure(coder, load(part="measured")), read_floors()["measured"]
    assert {n: found[n] for n in FIELDS if found[n] < floors[n] - TOLERANCE} == {}
