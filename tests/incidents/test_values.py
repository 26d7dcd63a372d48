"""An incident holds the value chosen by rule and everything told."""

from rasd.incidents.values import IncidentMaker


def test_toll_is_lowest_best_highest_by_whom(make) -> None:  # type: ignore[no-untyped-def]
    records = [
        make("a", killed=1, published="2024-03-17", source="الدفاع المدني"),
        make("b", killed=4, published="2024-03-18"),
        make("c", killed=3, published="2024-03-19"),
    ]
    killed = IncidentMaker().make("inc", records).toll["killed"]
    assert (killed.low, killed.best, killed.high) == (1, 3, 4)
    assert [(c.low, c.teller.event_id, c.teller.source) for c in killed.told][0] == (1, "a", "الدفاع المدني")


def test_claims_and_denials_stand_beside_each_other(make) -> None:  # type: ignore[no-untyped-def]
    incident = IncidentMaker().make(
        "inc",
        [
            make("monitor", who=("syria_forces",), source="المرصد"),
            make("regime", who=("armed_group_unspecified",)),
            make("denial", who=("syria_forces",), status="denied"),
            make("claim", who=("isis",), source="تنظيم داعش"),
        ],
    )
    actors = {a.id: a for a in incident.initiators}
    assert [t.event_id for t in actors["syria_forces"].tellers] == ["monitor"]
    assert [t.event_id for t in actors["syria_forces"].denied] == ["denial"]
    assert actors["isis"].claimed
    assert not actors["syria_forces"].claimed
    assert "armed_group_unspecified" in actors
    assert incident.status.value == "occurred"


def test_the_narrower_type_and_finer_place_win_and_nothing_is_dropped(make) -> None:  # type: ignore[no-untyped-def]
    incident = IncidentMaker().make(
        "inc",
        [
            make("a", kind="attack", where=("محافظة إدلب",), day="2024-03-16"),
            make("b", kind="attack", where=("سرمين",)),
            make("c", kind="shelling", where=("سرمين",)),
        ],
    )
    assert incident.event_type.value == "shelling"
    assert {t.value: len(t.tellers) for t in incident.event_type.told} == {"attack": 2, "shelling": 1}
    assert incident.place is not None
    assert incident.place.text == "سرمين"
    assert {p.place.text for p in incident.places} == {"سرمين", "محافظة إدلب"}
    assert (str(incident.first_date), str(incident.last_date)) == ("2024-03-16", "2024-03-17")
