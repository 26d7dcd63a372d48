"""Jobs: text, files, addresses; what was rejected; cancelling; and a server that ends in the middle."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from served import EXAMPLES, Client, Serve

from rasd.store import Store
from rasd.workbench.running import Progress, Runner, Stopped
from rasd.workbench.working import safe_name

TEXT = "قُتل ثلاثة مدنيين بقصف مدفعي على بلدة النيرب شرقي إدلب، أمس السبت."


def test_pasted_text_becomes_a_report_with_records(client: Client) -> None:
    body = {"kind": "text", "text": TEXT, "title": "قصف على النيرب", "published": "2023-03-05", "country": "sy", "outlet": "شبكة الوادي"}
    job = client.finished(client.post("/api/jobs", json=body))
    assert job["state"] == "done" and job["counts"]["new"] == 1 and job["counts"]["incidents"] > 0
    review = client.get(f"/api/reports/{job['reports'][0]}").json()
    assert review["report"]["title"] == "قصف على النيرب" and review["report"]["outlet"] == "شبكة الوادي"
    assert review["report"]["country"] == "SY" and review["records"][0]["event"]["date"]["start"] == "2023-03-04"
    again = client.finished(client.post("/api/jobs", json=body))
    assert again["counts"] == {"known": 1} and again["reports"] == job["reports"]


def test_uploaded_files_are_read_under_their_own_names(client: Client) -> None:
    lines = "\n".join(map(json.dumps, ({"id": "a", "text": TEXT.replace("ثلاثة", "أربعة")}, {"id": "b"})))
    given = {"خبر.2023-03-05.txt": TEXT, "../../english.txt": "Nothing Arabic here.", "lines.jsonl": lines}
    files = [("files", (name, text.encode(), "text/plain")) for name, text in given.items()]
    job = client.finished(client.post("/api/uploads", files=files, data={"country": "SY"}))
    assert job["counts"]["new"] == 2 and job["counts"]["rejected"] == 2 and len(job["faults"]) == 2
    assert not any("/tmp" in fault for fault in job["faults"])
    reports = [client.get(f"/api/reports/{id}").json()["report"] for id in job["reports"]]
    assert {r["address"] for r in reports} == {"uploaded:خبر.2023-03-05.txt", "uploaded:lines.jsonl:1"}
    assert reports[0]["published"] == "2023-03-05"
    rejected = client.get("/api/rejected").json()["items"]
    assert {r["address"] for r in rejected} == {"uploaded:english.txt", "uploaded:lines.jsonl:2"}
    retried = client.finished(client.post(f"/api/rejected/{rejected[0]['number']}/retry"))
    assert retried["state"] == "done" and retried["counts"]["rejected"] == 1
    assert client.post(f"/api/rejected/{rejected[0]['number']}/dismiss").status_code == 204
    assert client.get("/api/rejected").json()["total"] == 1


def test_a_folder_of_this_machine_is_a_source_with_health(client: Client, tmp_path: Path) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "a.2023-03-05.txt").write_text(TEXT, encoding="utf-8")
    source = client.post("/api/sources", json={"address": str(folder), "every": 900}).json()
    assert source["health"] == "unread" and source["every"] == 900
    job = client.finished(client.post(f"/api/sources/{source['number']}/read"))
    assert job["counts"]["new"] == 1
    found = next(s for s in client.get("/api/sources").json() if s["number"] == source["number"])
    assert found["health"] == "well" and found["reports"] == 1 and found["due"]
    assert client.patch(f"/api/sources/{source['number']}", json={"every": None}).json()["every"] is None
    for address in ("-", "pasted", "uploaded:x", " "):
        assert client.post("/api/jobs", json={"kind": "source", "address": address}).status_code == 422


def test_reports_are_coded_again(client: Client) -> None:
    job = client.finished(client.post("/api/jobs", json={"kind": "recode", "force": True}))
    assert job["state"] == "done" and job["done"] == job["total"] == 7


def test_a_job_is_cancelled_before_and_while_it_runs(tmp_path: Path) -> None:
    with Store(tmp_path / "a.sqlite") as store:
        store.add_reviewer("samira")

        def slow(job: object, progress: Progress) -> None:
            while True:
                progress.step("new")
                time.sleep(0.01)

        runner = Runner(store, slow)
        runner.start()
        first, second = (runner.add("link", "", {}, "samira").number for _ in range(2))
        while store.job(first).state != "running":
            time.sleep(0.01)
        assert runner.cancel(second) and runner.cancel(first)
        while store.job(first).state == "running":
            time.sleep(0.01)
        assert [store.job(n).state for n in (first, second)] == ["cancelled", "cancelled"]
        assert store.job(first).result.counts["new"] > 0 and not runner.cancel(first)
        assert runner.resume(first)
        while store.job(first).state != "running":
            time.sleep(0.01)
        runner.stop()
        assert store.job(first).state == "interrupted"


def test_a_job_that_fails_says_why_and_the_next_one_runs(tmp_path: Path) -> None:
    with Store(tmp_path / "a.sqlite") as store:
        store.add_reviewer("samira")
        broken = [True]

        def once(job: object, progress: Progress) -> str:
            if broken and broken.pop():
                raise KeyError("a fault of the program")
            return "well"

        runner = Runner(store, once)
        runner.start()
        numbers = [runner.add("link", "", {}, "samira").number for _ in range(2)]
        while store.job(numbers[1]).state != "done":
            time.sleep(0.01)
        runner.stop()
        assert store.job(numbers[0]).state == "failed" and "a fault of the program" in (store.job(numbers[0]).message or "")
        with pytest.raises(Stopped):
            Progress(store, numbers[0], lambda: True).step("new")


def _serve(file: Path) -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-m", "rasd", "serve", "--db", str(file), "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout is not None
    return server, server.stdout.readline().split()[4].rstrip("/")


def test_a_killed_server_leaves_a_job_that_a_new_one_resumes(tmp_path: Path) -> None:
    file = tmp_path / "rasd.sqlite"
    reports = ({"id": str(n), "text": TEXT.replace("ثلاثة", str(n + 10)), "published": "2023-03-05"} for n in range(120))
    lines = "\n".join(map(json.dumps, reports))
    server, address = _serve(file)
    try:
        client = Client(address)
        job = client.post("/api/uploads", files=[("files", ("many.jsonl", lines.encode(), ""))], data={"link": "false"}).json()
        while not client.get("/api/overview").json()["counts"]["reports"]:
            time.sleep(0.02)
        server.send_signal(signal.SIGKILL)
        server.wait()
        client.close()
    finally:
        server.kill()
        server.communicate()
    server, address = _serve(file)
    try:
        client = Client(address)
        left = client.get(f"/api/jobs/{job['number']}").json()
        assert left["state"] == "interrupted" and left["can_resume"]
        kept = client.get("/api/overview").json()["counts"]["reports"]
        assert 0 < kept < 120
        client.post(f"/api/jobs/{job['number']}/resume")
        while (now := client.get(f"/api/jobs/{job['number']}").json())["state"] in ("queued", "running"):
            time.sleep(0.05)
        assert now["state"] == "done" and now["counts"]["known"] >= kept
        assert now["counts"]["known"] + now["counts"]["new"] + now["counts"].get("copy", 0) == 120
        assert client.get("/api/overview").json()["counts"]["sightings"] == 120
        assert client.post(f"/api/jobs/{job['number']}/resume").status_code == 409
        client.close()
    finally:
        server.terminate()
        server.communicate(timeout=30)
    assert server.returncode == 0
    with Store(file) as store:
        assert store.job_inputs(job["number"]) == ()


@pytest.mark.parametrize(("given", "kept"), [
    ("../../etc/passwd", "passwd"), ("C:\\texts\\a.txt", "a.txt"), ("...", "file"), ("خبر عاجل.2023-03-05.txt", "خبر عاجل.2023-03-05.txt"),
    ("a\0b.txt", "a_b.txt"), ("x" * 300 + ".jsonl", "x" * 80 + ".jsonl"),
])  # fmt: skip
def test_names_of_uploads_stay_in_their_folder(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_examples_are_there_for_the_demonstration() -> None:
    assert len(list(EXAMPLES.glob("*.txt"))) == 7


def test_the_demonstration_fills_itself(tmp_path: Path, serve: Serve) -> None:
    from rasd.workbench.demo import add_demo

    served = serve()
    add_demo(served.bench)
    client = served.client()
    while client.get("/api/jobs/1").json()["state"] in ("queued", "running"):
        time.sleep(0.05)
    assert client.get("/api/incidents", params={"least_reports": 3}).json()["total"] >= 3
