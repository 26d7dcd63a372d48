"""Double coding over HTTP: own layers, nobody sees the other's, comparing, adjudicating, agreement."""

from __future__ import annotations

import pytest
from served import Client, Serve

from rasd.workbench.passwords import hashed

PASSWORD = "a long enough one"
People = dict[str, Client]


@pytest.fixture
def people(serve: Serve) -> People:
    served = serve(accounts=True)
    kept = hashed(PASSWORD)
    for name, role in {"karim": "coder", "rana": "coder", "nour": "coder", "salma": "adjudicator"}.items():
        served.bench.store.add_reviewer(name, role=role, password=kept)  # type: ignore[arg-type]
    return {name: served.client().sign_in(name, PASSWORD) for name in ("karim", "rana", "nour", "salma")}


@pytest.fixture
def report(people: People) -> str:
    """A report that two people code independently."""
    found = people["salma"].get("/api/reports", params={"order": "records"}).json()["items"][0]["id"]
    answer = people["salma"].post("/api/assignments", json={"reports": [found], "reviewers": ["karim", "rana"]})
    assert answer.status_code == 201 and answer.json()["items"][0]["reviewers"] == [
        {"id": "karim", "finished": False}, {"id": "rana", "finished": False}
    ]  # fmt: skip
    return str(found)


def judge(client: Client, report: str, *decisions: dict[str, object]) -> dict[str, object]:
    review = client.get(f"/api/reports/{report}").json()
    answer = client.post(f"/api/reports/{report}/judgements", json={"decisions": list(decisions)}, headers={"If-Match": review["etag"]})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_independent_coders_do_not_see_each_other(people: People, report: str) -> None:
    karim, rana, nour = people["karim"], people["rana"], people["nour"]
    record = karim.get(f"/api/reports/{report}").json()["records"][0]["id"]
    mine = judge(karim, report, {"action": "reject", "record_id": record})
    assert mine["layer"] == "karim" and mine["records"][0]["state"] == "rejected" and mine["undo"]
    other = rana.get(f"/api/reports/{report}").json()
    assert other["layer"] == "rana" and other["records"][0]["state"] == "proposed" and other["judgements"] == []
    assert nour.get(f"/api/reports/{report}").json()["layer"] is None
    for layer in ("shared", "karim"):
        assert rana.get(f"/api/reports/{report}", params={"layer": layer}).status_code == 403
    assert nour.get(f"/api/reports/{report}", params={"layer": "mine"}).status_code == 404
    assert rana.get(f"/api/reports/{report}/comparison").status_code == 403
    told = rana.get(f"/api/records/{record}/history").json()
    assert [e["what"] for e in told] == ["coded"]
    assert people["salma"].get(f"/api/reports/{report}", params={"layer": "karim"}).json()["layer"] == "karim"


def test_blind_coders_see_no_proposals(people: People) -> None:
    report = people["salma"].get("/api/reports").json()["items"][0]["id"]
    people["salma"].post("/api/assignments", json={"reports": [report], "reviewers": ["karim"], "blind": True})
    review = people["karim"].get(f"/api/reports/{report}").json()
    assert review["blind"] and review["records"] == []
    assert people["karim"].get(f"/api/reports/{report}/explanation").json()["records"] == []


def test_an_adjudicator_decides_and_agreement_is_told(people: People, report: str) -> None:
    karim, rana, salma = people["karim"], people["rana"], people["salma"]
    first = karim.get(f"/api/reports/{report}").json()["records"][0]
    changed = {"action": "change", "record_id": first["id"], "field": "event_type", "value": "protest"}
    judge(karim, report, changed, {"action": "finish"})
    assert salma.get(f"/api/reports/{report}/comparison").json()["finished"] == ["karim"]
    judge(rana, report, {"action": "finish"})
    compared = salma.get(f"/api/reports/{report}/comparison")
    assert compared.headers["etag"] == compared.json()["etag"] and compared.json()["acts"][0]["differing"] == ["event_type"]
    agreement = {a["field"]: a for a in salma.get("/api/agreement").json()}
    assert agreement["event_type"]["alike"] < 1 and agreement["found"]["alike"] == 1
    path, body = f"/api/reports/{report}/adjudication", {"picks": [{"reviewer": "karim", "record_id": first["id"]}], "note": "as Karim"}
    stale = salma.post(path, json=body, headers={"If-Match": '"1-1"'})
    assert stale.status_code == 412 and stale.json()["current"]["acts"]
    done = salma.post(path, json=body, headers={"If-Match": compared.headers["etag"]}).json()
    states = {r["id"]: r["state"] for r in done["records"]}
    assert done["report"]["status"] == "done" and states.pop(first["id"]) == "accepted" and set(states.values()) <= {"rejected"}
    assert karim.get(f"/api/reports/{report}").json()["layer"] is None  # now the shared state is for all
    mine = karim.get("/api/assignments", params={"mine": True}).json()
    assert mine["total"] == 1 and mine["items"][0]["adjudicated"]
    log = salma.get("/api/audit", params={"report": report}).json()
    assert log["items"][0]["action"] == "finish" and log["items"][0]["note"] == "as Karim"
    assert salma.get("/api/audit", params={"reviewer": "rana"}).json()["total"] == 1
