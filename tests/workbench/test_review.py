"""Review: judging with ETags, conflicts, undo and redo, explanations, histories, candidates."""

from __future__ import annotations

import httpx
import pytest
from served import Client, Serve


class Desk:
    """One reviewer's view of one report."""

    def __init__(self, client: Client, report: str, layer: str | None = None) -> None:
        self.client, self.path = client, f"/api/reports/{report}"
        self.params = {"layer": layer} if layer else {}
        self.look()

    def look(self) -> dict[str, object]:
        answer = self.client.get(self.path, params=self.params)
        assert answer.status_code == 200, answer.text
        assert answer.headers["etag"] == answer.json()["etag"]
        self.review = answer.json()
        return self.review

    def post(self, what: str, body: object = None, etag: str | None = None) -> httpx.Response:
        headers = {"If-Match": etag or self.review["etag"]}
        return self.client.post(f"{self.path}/{what}", json=body, params=self.params, headers=headers)

    def judge(self, *decisions: dict[str, object], **more: object) -> dict[str, object]:
        answer = self.post("judgements", {"decisions": list(decisions), **more})
        assert answer.status_code == 200, answer.text
        self.review = answer.json()
        return self.review

    def record(self, n: int = 0) -> dict[str, object]:
        return self.review["records"][n]


@pytest.fixture
def desk(client: Client, report: str) -> Desk:
    return Desk(client, report)


def test_a_value_is_changed_and_its_history_told(desk: Desk) -> None:
    record = desk.record()
    value = {"low": 40, "high": None, "approximate": True, "text": desk.review["report"]["text"][0:4], "span": [0, 4]}
    changed = desk.judge({"action": "change", "record_id": record["id"], "field": "toll.killed", "value": value})
    assert changed["records"][0]["event"]["toll"]["killed"] == value
    assert changed["report"]["status"] == "open" and changed["records"][0]["changed"] == ["toll.killed"]
    assert changed["report"]["killed"] >= 40
    entries = desk.client.get(f"/api/records/{record['id']}/history", params={"field": "toll.killed"}).json()
    assert [e["what"] for e in entries] == ["coded", "change"] and entries[1]["value"] == value
    assert entries[1]["words"] == [desk.review["report"]["text"][0:4]]


def test_what_somebody_else_changed_is_shown_and_not_overwritten(serve: Serve, report: str) -> None:
    served = serve()
    one, other = Desk(served.client(), report), Desk(served.client(), report)
    one.judge({"action": "reject", "record_id": one.record()["id"]})
    late = other.post("judgements", {"decisions": [{"action": "accept", "record_id": other.record()["id"]}]})
    assert late.status_code == 412 and late.headers["content-type"] == "application/problem+json"
    current = late.json()["current"]
    assert current["records"][0]["state"] == "rejected" and current["etag"] == one.review["etag"]
    assert len(one.look()["judgements"]) == 1
    other.review = current
    assert other.judge({"action": "accept", "record_id": other.record()["id"]})["records"][0]["state"] == "accepted"


def test_an_edit_needs_the_version_it_is_made_on(desk: Desk) -> None:
    body = {"decisions": [{"action": "finish"}]}
    assert desk.client.post(f"{desk.path}/judgements", json=body).status_code == 428
    assert desk.post("judgements", body, etag='"1-1"').status_code == 412
    assert desk.post("judgements", body, etag="nonsense").status_code == 412
    assert desk.look()["judgements"] == []


def test_decisions_are_kept_all_or_none(desk: Desk) -> None:
    first = desk.record()["id"]
    wrong = desk.post("judgements", {"decisions": [
        {"action": "accept", "record_id": first},
        {"action": "change", "record_id": first, "field": "event_type", "value": "no_such_type"},
    ]})  # fmt: skip
    assert wrong.status_code == 422 and "no_such_type" in wrong.json()["detail"]
    for value in ({"low": 5, "high": 2, "approximate": False, "text": "x", "span": [0, 1]},
                  {"low": 2**80, "high": None, "approximate": False, "text": "x", "span": [0, 1]},
                  {"low": 1, "high": 1, "approximate": False, "text": "x", "span": [0, 10**7]}):  # fmt: skip
        bad = {"action": "change", "record_id": first, "field": "toll.killed", "value": value}
        assert desk.post("judgements", {"decisions": [bad]}).status_code == 422
    assert desk.post("judgements", {"decisions": [{"action": "accept", "record_id": "elsewhere"}]}).status_code == 404
    assert desk.look()["judgements"] == []


def test_sent_twice_it_is_one_judgement(desk: Desk) -> None:
    body = {"decisions": [{"action": "accept", "record_id": desk.record()["id"]}], "key": "a-key-of-mine"}
    first, second = desk.post("judgements", body), desk.post("judgements", body)
    assert first.status_code == second.status_code == 200
    assert len(second.json()["judgements"]) == 1 and second.json()["etag"] == first.json()["etag"]


def test_records_are_added_merged_and_split(desk: Desk) -> None:
    one, two = desk.record(0), desk.record(1)
    event = {k: v for k, v in one["event"].items() if k not in ("event_id", "document_id", "confidence")}
    count = len(desk.review["records"])
    desk.judge({"action": "add", "value": {"event": event}})
    added = [r for r in desk.review["records"] if r["added_by"]]
    assert len(added) == 1 and added[0]["state"] == "accepted" and len(desk.review["records"]) == count + 1
    desk.judge({"action": "merge", "record_id": one["id"], "value": {"records": [two["id"]]}})
    states = {r["id"]: r["state"] for r in desk.review["records"]}
    assert states[one["id"]] == "accepted" and states[two["id"]] == "merged"
    desk.judge({"action": "split", "record_id": added[0]["id"], "value": {"events": [event, {**event, "event_type": "protest"}]}})
    parts = next(r for r in desk.review["records"] if r["id"] == added[0]["id"])["related"]
    assert {r["event"]["event_type"] for r in desk.review["records"] if r["id"] in parts} == {event["event_type"], "protest"}


def test_undo_and_redo_take_whole_requests(desk: Desk) -> None:
    first, second = desk.record(0)["id"], desk.record(1)["id"]
    before = desk.review["records"]
    desk.judge({"action": "accept", "record_id": first}, {"action": "reject", "record_id": second})
    desk.judge({"action": "finish"})
    assert desk.review["report"]["status"] == "done" and desk.review["undo"]["actions"] == ["finish"]
    for status in ("open", "new"):
        desk.review = desk.post("undo").json()
        assert desk.review["report"]["status"] == status
    assert desk.review["records"] == before and desk.review["undo"] is None
    assert desk.post("undo").status_code == 409
    desk.review = desk.post("redo", {"key": "redo-once-1"}).json()
    assert [r["state"] for r in desk.review["records"][:2]] == ["accepted", "rejected"]
    again = desk.post("redo", {"key": "redo-once-1"}).json()
    assert again["redo"]["actions"] == ["finish"]  # the same request twice redoes one step
    desk.review = desk.post("undo").json()
    desk.review = desk.post("redo").json()
    desk.judge({"action": "note", "note": "seen"})
    assert desk.review["redo"] is None and desk.post("redo").status_code == 409


def test_nobody_undoes_what_another_did(serve: Serve, report: str) -> None:
    served = serve()
    desk = Desk(served.client(), report)
    served.bench.store.add_reviewer("karim")
    from rasd.store.model import Decision

    served.bench.store.judge(Decision(action="accept", record_id=desk.record()["id"]), "karim")
    assert desk.look()["undo"] is None
    assert desk.post("undo").status_code == 409


def test_every_value_is_explained_by_words_of_the_report(desk: Desk) -> None:
    told = desk.client.get(f"{desk.path}/explanation").json()
    records = {r["id"]: r for r in desk.review["records"]}
    assert {one["record_id"] for one in told["records"]} == set(records)
    text = desk.review["report"]["text"]
    for one in told["records"]:
        event = records[one["record_id"]]["event"]
        assert one["trigger"] == event["evidence"]["trigger"]
        tolls = {v["field"]: text[slice(*v["span"])] for v in one["values"] if v["field"].startswith("toll.")}
        assert tolls == {f"toll.{name}": count["text"] for name, count in event["toll"].items()}
        assert all(v["reasons"] for v in one["values"] if v["field"] in ("told", "date"))


def test_selected_words_become_values(desk: Desk) -> None:
    review, client = desk.review, desk.client

    def asked(field: str, span: list[int]) -> list[dict[str, object]]:
        params = {"field": field, "report": review["report"]["id"], "start": span[0], "end": span[1]}
        return [c["value"] for c in client.get("/api/candidates", params=params).json()["candidates"]]

    for record in review["records"]:
        event = record["event"]
        for count in event["toll"].values():
            numbers = [(v["low"], v["high"]) for v in asked("toll.killed", count["span"])]
            assert (count["low"], count["high"]) in numbers
        for place in event["places"]:
            assert place["id"] is None or place["id"] in [v["id"] for v in asked("places", place["span"])]
        for actor in (a for a in event["targets"] if a["span"] != event["evidence"]["trigger"]):  # others the type implies
            assert actor["id"] in [v["id"] for v in asked("targets", actor["span"])]
        if "span" in event["date"]:
            assert event["date"]["start"] in [v["start"] for v in asked("date", event["date"]["span"])]
    value = asked("places", event["places"][0]["span"])[0]
    desk.judge({"action": "change", "record_id": record["id"], "field": "places", "value": [value]})


def test_typed_words_are_looked_up_in_any_spelling(client: Client) -> None:
    def ids(field: str, q: str) -> list[object]:
        found = client.get("/api/candidates", params={"field": field, "q": q}).json()["candidates"]
        return [c["value"] if isinstance(c["value"], str) else c["value"].get("id") for c in found]

    assert ids("initiators", "داعش")[0] == "isis" and "isis" in ids("targets", "islamic state")
    assert "shelling" in ids("event_type", "قصف") and "shelling" in ids("event_type", "shell")
    assert "rasd:sy-aleppo" in ids("places", "حَلَب")
    days = client.get("/api/candidates", params={"field": "date", "q": "٢٠٢٣-٠٣-٠٥"}).json()["candidates"]
    assert days[0]["value"] == {"start": "2023-03-05", "end": "2023-03-05", "precision": "day"}
    assert client.get("/api/candidates", params={"field": "no", "q": "x"}).status_code == 422
    assert client.get("/api/candidates", params={"field": "date", "report": "none", "start": 0, "end": 1}).status_code == 404


def test_the_original_comes_as_it_was(client: Client, report: str) -> None:
    answer = client.get(f"/api/reports/{report}/original")
    text = client.get(f"/api/reports/{report}").json()["report"]["text"]
    assert answer.content.decode().replace("\r\n", "\n") == text
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert client.get("/api/reports/nothing/original").status_code == 404
