"""Incidents: what sources say, disputes, merging, splitting, undoing, and pictures of them."""

from __future__ import annotations

import pytest
from served import Client, Serve

TWICE = (
    "قُتل خمسة مدنيين بقصف مدفعي لقوات النظام على بلدة سرمين في ريف إدلب اليوم الأحد، وفق الدفاع المدني.",
    "عاجل: مقتل سبعة مدنيين في قصف مدفعي شنته قوات النظام على سرمين بريف إدلب صباح اليوم، بحسب مصدر طبي.",
)


@pytest.fixture
def twice(client: Client) -> Client:
    """Two reports tell of one act with different tolls; adding them links them."""
    for text in TWICE:
        job = client.finished(client.post("/api/jobs", json={"kind": "text", "text": text, "published": "2023-03-05"}))
        assert job["state"] == "done" and job["counts"]["new"] == 1, job
    return client


def shared(client: Client) -> dict[str, object]:
    found = client.get("/api/incidents", params={"order": "reports", "least_reports": 2}).json()["items"]
    assert len(found) == 1
    return client.get(f"/api/incidents/{found[0]['id']}").json()


def test_an_incident_shows_what_each_source_says(twice: Client) -> None:
    view = shared(twice)
    assert view["row"]["toll"]["killed"] == {"low": 5, "best": 7, "high": 7}
    dispute = next(d for d in view["disputed"] if d["field"] == "toll.killed")
    assert {v["value"] for v in dispute["values"]} == {"5", "7"}
    assert all(v["tellers"][0]["document_id"] in view["incident"]["documents"] for v in dispute["values"])
    assert {m["report"]["id"] for m in view["records"]} == set(view["incident"]["documents"])
    assert "toll.killed" in view["row"]["disputed"]
    one, disputed = view["row"]["id"], twice.get("/api/incidents", params={"disputed": True}).json()["items"]
    assert one in {i["id"] for i in disputed} and all(i["disputed"] for i in disputed)
    assert twice.get("/api/incidents", params={"q": "سرمين"}).json()["items"][0]["id"] == one
    assert twice.get("/api/incidents/none").status_code == 404


def test_a_split_is_obeyed_and_can_be_undone(twice: Client) -> None:
    view = shared(twice)
    left, right = (m["record"]["id"] for m in view["records"])
    path = f"/api/incidents/{view['row']['id']}"
    parts = twice.post(f"{path}/split", json={"parts": [[left]]}, headers={"If-Match": view["etag"]}).json()
    assert sorted(p["row"]["records"] for p in parts) == [1, 1]
    assert twice.finished(twice.post("/api/jobs", json={"kind": "link"}))["state"] == "done"
    likeness = twice.get("/api/likeness", params={"left": left, "right": right}).json()
    assert likeness["together"] is False and likeness["judged"] is False and likeness["total"] > likeness["threshold"]
    assert sum(c["weight"] for c in likeness["comparisons"]) == pytest.approx(likeness["total"], abs=0.01)
    now = twice.get(path).json()
    back = twice.post(f"{path}/undo", headers={"If-Match": now["etag"]}).json()
    assert [p["row"]["records"] for p in back] == [2]
    history = twice.get(f"{path}/history").json()
    assert [h["change"] for h in history[:3]] == ["founded", "changed", "changed"]
    kept = back[0]["row"]["id"] == view["row"]["id"]  # of two halves alike the one whose id comes first gives it to the whole
    assert history[3]["change"] == ("changed" if kept else "dissolved") and history[3]["why"] == "undone by samira"
    assert history[2]["why"] == "split by samira"
    now = twice.get(f"/api/incidents/{back[0]['row']['id']}").json()
    assert twice.post(f"/api/incidents/{now['row']['id']}/undo", headers={"If-Match": now["etag"]}).status_code == 409


def test_a_merge_is_obeyed_by_later_linking(client: Client) -> None:
    one, other = client.get("/api/incidents").json()["items"][:2]
    etag = client.get(f"/api/incidents/{one['id']}").json()["etag"]
    body = {"others": [other["id"]], "note": "the same", "key": "merge-once"}
    merged = client.post(f"/api/incidents/{one['id']}/merge", json=body, headers={"If-Match": etag})
    assert merged.status_code == 200 and merged.headers["etag"] == merged.json()["etag"]
    assert merged.json()["row"]["records"] == one["records"] + other["records"]
    again = client.post(f"/api/incidents/{one['id']}/merge", json=body, headers={"If-Match": etag})
    assert again.json()["row"] == merged.json()["row"]  # sent twice
    client.finished(client.post("/api/jobs", json={"kind": "link"}))
    assert client.get(f"/api/incidents/{merged.json()['row']['id']}").json()["row"]["records"] == merged.json()["row"]["records"]
    stale = client.post(f"/api/incidents/{one['id']}/merge", json={"others": [other["id"]]}, headers={"If-Match": '"0"'})
    assert stale.status_code == 412 and stale.json()["current"]["row"]["id"] == one["id"]
    noted = client.post(f"/api/incidents/{one['id']}/note", json={"note": "look again"}).json()
    assert [j["action"] for j in noted["judgements"]] == ["merge", "note"]


def test_a_rejected_record_leaves_its_incident(twice: Client) -> None:
    view = shared(twice)
    member = view["records"][0]
    review = twice.get(f"/api/reports/{member['report']['id']}").json()
    decision = {"action": "reject", "record_id": member["record"]["id"]}
    path = f"/api/reports/{member['report']['id']}/judgements"
    assert twice.post(path, json={"decisions": [decision]}, headers={"If-Match": review["etag"]}).status_code == 200
    twice.finished(twice.post("/api/jobs", json={"kind": "link"}))
    assert twice.get(f"/api/incidents/{view['row']['id']}").json()["row"]["records"] == 1


def test_the_map_shows_acts_with_the_precision_of_their_places(client: Client) -> None:
    found = client.get("/api/map", params={"what": "records"}).json()
    assert found["type"] == "FeatureCollection" and len(found["features"]) == found["total"] > 10
    assert found["without_place"] == sum(f["geometry"] is None for f in found["features"])
    point = next(f for f in found["features"] if f["geometry"])
    longitude, latitude = point["geometry"]["coordinates"]
    assert 0 < longitude < 60 and 0 < latitude < 40 and point["properties"]["place"]["precision"]
    syria = client.get("/api/map", params={"what": "records", "country": ["SY"], "type": "shelling"}).json()["features"]
    assert syria and all(f["properties"]["event_type"] == "shelling" for f in syria)


def test_timeline_counts_and_network_add_up(client: Client) -> None:
    total = client.get("/api/incidents").json()["total"]
    for by in ("day", "week", "month"):
        line = client.get("/api/timeline", params={"by": by, "group": "type"}).json()
        assert sum(b["count"] for b in line["buckets"]) + line["undated"] == total
        assert all(sum(b["groups"].values()) == b["count"] for b in line["buckets"])
    rows = client.get("/api/counts", params={"by": "type"}).json()["rows"]
    assert sum(r["count"] for r in rows) == total and rows[0]["label_ar"] and rows[0]["count"] >= rows[-1]["count"]
    net = client.get("/api/network").json()
    ids = {n["id"] for n in net["nodes"]}
    assert net["edges"] and all(e["source"] in ids and e["target"] in ids for e in net["edges"])
    edge = net["edges"][0]
    assert sum(edge["types"].values()) == edge["count"]


def test_pictures_follow_judgements_at_once(serve: Serve) -> None:
    client = serve().client()
    params = {"what": "records"}
    before = client.get("/api/map", params=params).json()["total"]
    report = client.get("/api/reports").json()["items"][0]["id"]
    review = client.get(f"/api/reports/{report}").json()
    decision = {"action": "reject", "record_id": review["records"][0]["id"]}
    client.post(f"/api/reports/{report}/judgements", json={"decisions": [decision]}, headers={"If-Match": review["etag"]})
    assert client.get("/api/map", params=params).json()["total"] == before - 1
    assert client.get("/api/map", params={**params, "state": "rejected"}).json()["total"] == 1
