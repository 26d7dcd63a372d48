"""The inbox: lists, filters, searching, order, and the next report."""

from __future__ import annotations

from served import Client, Serve


def test_reports_are_listed_with_their_state_and_gravity(client: Client) -> None:
    found = client.get("/api/reports", params={"order": "killed"}).json()
    assert found["total"] == 7
    killed = [item["killed"] for item in found["items"]]
    assert killed == sorted(killed, reverse=True) and killed[0] >= found["items"][0]["most_killed"] > 0
    assert all(item["status"] == "new" and item["records"] for item in found["items"])
    assert all(item["confidence"] <= item["mean_confidence"] for item in found["items"])


def test_lists_come_in_pages_and_filters_narrow_them(client: Client) -> None:
    first, second = (client.get("/api/reports", params={"limit": 4, "offset": n}).json() for n in (0, 4))
    ids = [item["id"] for item in first["items"] + second["items"]]
    assert len(set(ids)) == 7 and first["total"] == second["total"] == 7
    syria = client.get("/api/reports", params={"country": "sy"}).json()
    assert 0 < syria["total"] < 7
    assert client.get("/api/reports", params={"status": ["done", "copy"]}).json()["total"] == 0
    assert client.get("/api/reports", params={"from": "2024-01-01"}).json()["total"] == 2


def test_words_are_found_and_shown_in_their_place(client: Client) -> None:
    found = client.get("/api/reports", params={"q": "القصف"}).json()
    assert found["items"] and "قصف" in found["items"][0]["excerpt"]
    start, end = found["items"][0]["spans"][0]
    text = client.get(f"/api/reports/{found['items'][0]['id']}").json()["report"]["text"]
    assert "قصف" in text[start:end]
    by_day = client.get("/api/reports", params={"q": "القصف", "order": "published", "descending": False}).json()["items"]
    assert [i["published"] for i in by_day] == sorted(i["published"] for i in by_day)


def test_two_reviewers_are_given_different_reports(serve: Serve) -> None:
    served = serve()
    one = served.client()
    first = one.get("/api/next", params={"order": "killed"}).json()
    assert first["remaining"] == 7
    assert one.get("/api/next", params={"order": "killed"}).json()["id"] == first["id"]  # it stays with who has it
    assert one.get("/api/next", params={"order": "killed", "after": first["id"]}).json()["id"] != first["id"]
    served.bench.presence.look(first["id"], "karim")
    assert one.get("/api/next", params={"order": "killed"}).json()["id"] != first["id"]
    assert one.get(f"/api/reports/{first['id']}").json()["also_open"] == ["karim"]


def test_an_overview_tells_what_there_is(client: Client) -> None:
    found = client.get("/api/overview").json()
    assert found["counts"]["by_status"] == {"new": 7}
    assert found["first_day"] < found["last_day"]
    assert {"value": "SY"}.items() <= next(c for c in found["countries"] if c["value"] == "SY").items()
    assert sum(t["count"] for t in found["types"]) == found["counts"]["records"]
