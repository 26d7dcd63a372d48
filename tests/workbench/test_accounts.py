"""Accounts: signing in, roles, forged requests, guessing, other names of the server, and serving beyond this machine."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from served import Client, Serve, Served

from rasd.errors import ServingError, StoreError
from rasd.store import Store
from rasd.workbench import passwords
from rasd.workbench.accounts import close_account, set_account, set_password
from rasd.workbench.passwords import Tries
from rasd.workbench.serving import Serving, listening

PASSWORD = "a long enough one"
ROLES = {"rana": "reader", "karim": "coder", "salma": "adjudicator", "adel": "administrator"}


@pytest.fixture
def served(serve: Serve) -> Served:
    """A server with an account of each role."""
    found = serve(accounts=True)
    hashed = passwords.hashed(PASSWORD)
    for name, role in ROLES.items():
        found.bench.store.add_reviewer(name, role=role, password=hashed)  # type: ignore[arg-type]
    return found


SignIn = Callable[[str], Client]


@pytest.fixture
def sign_in(served: Served) -> SignIn:
    return lambda name: served.client().sign_in(name, PASSWORD)


def test_nothing_is_told_before_signing_in(served: Served) -> None:
    client = served.client()
    assert client.greet() == {"accounts": True, "demo": False, "version": "0.1.0", "csrf": None, "user": None}
    paths = client.get("/api/openapi.json").json()["paths"]
    asked = [(method, path) for path, methods in paths.items() for method in methods if path != "/api/session"]
    assert len(asked) > 45
    for method, path in asked:
        answer = client.request(method.upper(), path.format(id="x", number=1), headers={"If-Match": '"1"'})
        assert answer.status_code == 401, (method, path, answer.text)


def test_a_session_is_a_cookie_that_scripts_and_other_sites_do_not_get(served: Served) -> None:
    client = served.client()
    answer = client.post("/api/session", json={"name": "karim", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "path=/;" in cookie
    client.csrf = answer.json()["csrf"]
    assert client.get("/api/session").json()["user"]["role"] == "coder"
    assert client.delete("/api/session").status_code == 204
    assert client.get("/api/reports").status_code == 401


def test_a_page_brings_reports_only_to_who_is_signed_in(serve: Serve, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><head></head><body></body>")
    served = serve(accounts=True, static=tmp_path)
    served.bench.store.add_reviewer("rana", role="reader", password=passwords.hashed(PASSWORD))
    stranger, client = served.client(), served.client().sign_in("rana", PASSWORD)
    report = client.get("/api/reports").json()["items"][0]
    for path in ("/", f"/review/{report['id']}"):
        assert report["title"] in client.get(path).text and (client.csrf or "?") in client.get(path).text
        page = stranger.get(path).text
        assert '"user":null' in page and page.count("data-answer") == 1 and report["title"] not in page
    assert client.delete("/api/session").status_code == 204
    assert client.get(f"/review/{report['id']}").text.count("data-answer") == 1


def test_edits_without_the_sessions_token_are_refused(sign_in: SignIn) -> None:
    client, other = sign_in("karim"), sign_in("adel")
    body = {"kind": "text", "text": "خبر"}
    for headers in ({"X-CSRF-Token": ""}, {"X-CSRF-Token": "x"}, {"X-CSRF-Token": other.csrf or ""}):
        assert client.post("/api/jobs", json=body, headers=headers).status_code == 403
    elsewhere = client.post("/api/jobs", json=body, headers={"Origin": "https://elsewhere.example"})
    assert elsewhere.status_code == 403 and "another site" in elsewhere.json()["detail"]
    assert client.post("/api/jobs", content=b'{"kind":"link"}', headers={"Content-Type": "text/plain"}).status_code == 422
    assert client.get("/api/jobs").json()["total"] == 0


@pytest.mark.parametrize(("method", "path", "body", "least"), [
    ("POST", "/api/jobs", {"kind": "text", "text": "خبر"}, "coder"),
    ("POST", "/api/jobs", {"kind": "link"}, "adjudicator"),
    ("POST", "/api/jobs", {"kind": "recode"}, "administrator"),
    ("POST", "/api/sources", {"address": "https://feeds.example/a"}, "coder"),
    ("GET", "/api/next", None, "coder"),
    ("GET", "/api/export?format=jsonl", None, "coder"),
    ("GET", "/api/export?format=csv", None, "reader"),
    ("GET", "/api/audit", None, "adjudicator"),
    ("POST", "/api/assignments", {"reports": ["none"], "reviewers": ["karim"]}, "adjudicator"),
    ("POST", "/api/reports/none/judgements", {"decisions": [{"action": "finish"}]}, "coder"),
    ("POST", "/api/incidents/none/merge", {"others": ["x"]}, "adjudicator"),
    ("PATCH", "/api/sources/1", {"every": None}, "administrator"),
])  # fmt: skip
def test_roles_reach_as_far_as_they_should(sign_in: SignIn, method: str, path: str, body: object, least: str) -> None:
    order = list(ROLES.values())
    for name, role in ROLES.items():
        answer = sign_in(name).request(method, path, json=body, headers={"If-Match": '"1-0"'})
        assert (answer.status_code != 403) is (order.index(role) >= order.index(least)), (name, answer.text)


def test_with_accounts_nobody_reads_files_of_the_server(sign_in: SignIn) -> None:
    client = sign_in("adel")
    for address in ("/etc/passwd", "../x", "file:///etc/passwd", "-"):
        assert client.post("/api/jobs", json={"kind": "source", "address": address}).status_code == 422
        assert client.post("/api/sources", json={"address": address}).status_code == 422
    client_source = next(s for s in client.get("/api/sources").json() if s["address"].startswith("/"))
    assert client.post(f"/api/sources/{client_source['number']}/read").status_code == 422


def test_guessing_is_slowed_down(served: Served) -> None:
    client = served.client()
    wrong = {"name": "karim", "password": "not this one"}
    assert [client.post("/api/session", json=wrong).status_code for _ in range(6)] == [401] * 5 + [429]
    right = client.post("/api/session", json={"name": "karim", "password": PASSWORD})
    assert right.status_code == 429 and int(right.headers["retry-after"]) > 200
    assert client.post("/api/session", json={"name": "nobody", "password": PASSWORD}).status_code == 401
    assert served.client().sign_in("adel", PASSWORD).get("/api/reports").status_code == 200


def test_tries_are_forgotten_after_a_while() -> None:
    tries = Tries(2, within=0.2)
    tries.fail(["a"])
    assert tries.wait(["a", "b"]) == 0
    tries.fail(["a"])
    assert tries.wait(["b", "a"]) == 1
    time.sleep(0.25)
    assert tries.wait(["a"]) == 0


def test_an_account_that_is_closed_or_gets_another_password_is_signed_out(served: Served, sign_in: SignIn) -> None:
    karim, salma = sign_in("karim"), sign_in("salma")
    set_password(served.bench.store, "karim", "another long one")
    close_account(served.bench.store, "salma")
    assert [c.get("/api/reports").status_code for c in (karim, salma)] == [401, 401]
    assert served.client().post("/api/session", json={"name": "salma", "password": PASSWORD}).status_code == 401
    assert served.client().sign_in("karim", "another long one").get("/api/reports").status_code == 200


def test_a_role_that_changes_holds_at_once(served: Served, sign_in: SignIn) -> None:
    client = sign_in("rana")
    assert client.get("/api/audit").status_code == 403
    set_account(served.bench.store, "rana", password=PASSWORD, role="adjudicator")
    assert served.client().sign_in("rana", PASSWORD).get("/api/audit").status_code == 200


def test_other_names_of_the_server_are_refused(client: Client) -> None:
    for host in ("elsewhere.example", "127.0.0.1.elsewhere.example", "", "[::2]:80", "localhost.elsewhere.example:8470"):
        answer = client.get("/api/session", headers={"Host": host})
        assert answer.status_code == 400 and answer.headers["content-type"] == "application/problem+json"
    for host in ("localhost", "LOCALHOST:1", "[::1]:8470", "127.0.0.1"):
        assert client.get("/api/session", headers={"Host": host}).status_code == 200
    assert client.get("/", headers={"Host": "elsewhere.example"}).status_code == 400


def test_every_answer_keeps_to_itself(client: Client) -> None:
    for path in ("/api/session", "/api/nothing", "/", "/api/reports?limit=-1"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "script-src 'self';" in policy and "frame-ancestors 'none'" in policy
        assert "http" not in policy and headers["x-content-type-options"] == "nosniff"
    assert client.get("/api/session").headers["cache-control"] == "no-store"


def test_what_is_too_large_is_refused_however_it_is_sent(client: Client) -> None:
    body = b'{"kind":"text","text":"' + b"x" * (9 * 1024 * 1024) + b'"}'
    headers = {"Content-Type": "application/json"}
    assert client.post("/api/jobs", content=body, headers=headers).status_code == 413
    assert client.post("/api/jobs", content=iter([body]), headers=headers).status_code == 413  # its length is not said


@pytest.mark.parametrize(("host", "names", "said"), [
    ("0.0.0.0", [], "--name"), ("192.0.2.1", [], "accounts"), ("0.0.0.0", ["rasd.example"], "accounts"),
])  # fmt: skip
def test_beyond_this_machine_only_with_accounts(tmp_path: Path, host: str, names: list[str], said: str) -> None:
    with Store(tmp_path / "a.sqlite") as store:
        with pytest.raises(ServingError, match=said):
            Serving.checked(host, 0, names, accounts=False).check_accounts(store)
        set_account(store, "adel", password=PASSWORD, role="administrator")
        if said == "accounts":
            Serving.checked(host, 0, names, accounts=False).check_accounts(store)


def test_only_a_loopback_address_goes_without_accounts(tmp_path: Path) -> None:
    for host in ("127.0.0.1", "localhost", "::1", "127.9.9.9"):
        assert not Serving.checked(host, 0, [], accounts=False).accounts
    for host in ("10.0.0.1", "rasd.example", "::", "localhost.example"):
        assert Serving.checked(host, 0, ["rasd.example"], accounts=False).accounts
    with pytest.raises(ServingError, match="together"):
        Serving.checked("127.0.0.1", 0, [], accounts=False, certificate=tmp_path)


def test_accounts_are_kept_by_commands(tmp_path: Path) -> None:
    database = str(tmp_path / "a.sqlite")

    def rasd(*words: str, password: str = "") -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "rasd", *words, "--db", database]
        return subprocess.run(command, input=password, capture_output=True, text=True, timeout=60)

    refused = rasd("serve", "--accounts", "--port", "0")
    assert refused.returncode == 2 and "rasd accounts add" in refused.stderr
    assert rasd("accounts", "add", "karim", "--role", "coder", password="short\n").returncode == 2
    assert rasd("accounts", "add", "karim", "--role", "coder", password=PASSWORD + "\n").returncode == 0
    assert '"signs_in":true' in rasd("accounts", "list", "--json").stdout
    assert rasd("accounts", "password", "nobody", password=PASSWORD + "\n").returncode == 2
    assert rasd("accounts", "remove", "karim").returncode == 0
    assert '"signs_in":false' in rasd("accounts", "list", "--json").stdout


def test_names_that_mean_something_else_are_no_accounts(tmp_path: Path) -> None:
    with Store(tmp_path / "a.sqlite") as store:
        for name in ("shared", "me", "a b", "", "x/y", "x" * 65):
            with pytest.raises(StoreError):
                set_account(store, name, password=PASSWORD, role="coder")


def test_a_cookie_over_tls_is_never_sent_without(serve: Serve) -> None:
    served = serve(accounts=True)
    served.bench.secure = True
    set_account(served.bench.store, "karim", password=PASSWORD, role="coder")
    answer = httpx.post(f"{served.address}/api/session", json={"name": "karim", "password": PASSWORD})
    assert "secure" in answer.headers["set-cookie"].lower()


def test_small_answers_are_sent_at_once() -> None:
    with contextlib.closing(listening(Serving.checked("127.0.0.1", 0, [], accounts=False))) as listener:
        listener.listen()
        with socket.create_connection(listener.getsockname()), listener.accept()[0] as connection:
            # what asyncio looks for before it sets TCP_NODELAY; without it each answer waits for the client's delayed acknowledgement
            assert connection.proto == socket.IPPROTO_TCP
