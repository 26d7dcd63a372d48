"""Fetching from real servers on the loopback address; names and addresses come from a resolver of the test."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler

import httpcore
import pytest
from site_server import Site

from rasd.reading.options import Limits, ReadOptions
from rasd.reading.web.addresses import is_public
from rasd.reading.web.fetching import USER_AGENT, Fetcher, FetchError

LIMITS = Limits(body=200_000, fetch_seconds=2.0)


class Pauses(list[float]):
    """Sleeps nowhere, notes how long it would have been."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)


def fetcher(site: Site | None = None, *, allow: Sequence[str] = ("127.0.0.1",), delay: float = 0.0, limits: Limits = LIMITS, **more) -> Fetcher:  # type: ignore[no-untyped-def]
    return Fetcher(ReadOptions(allow_hosts=frozenset(allow), delay=delay, limits=limits), **more)


def reason(web: Fetcher, address: str) -> FetchError:
    with pytest.raises(FetchError) as raised:
        web.fetch(address)
    return raised.value


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.9", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "255.255.255.255",
        "192.0.2.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::7f00:1",
        "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1", "no address",
    ],
)  # fmt: skip
def test_addresses_that_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_addresses_that_are_public(address: str) -> None:
    assert is_public(address)


def test_a_page_is_fetched_with_the_projects_name(site: Site) -> None:
    site.add("/%D8%AE%D8%A8%D8%B1?%D8%B3=1", "نص")
    assert fetcher().fetch(site.url("/خبر?س=1#part")).content == "نص".encode()
    ((path, headers),) = site.asked
    assert headers["User-Agent"] == USER_AGENT and USER_AGENT.startswith("Rasd/")
    assert path == "/%D8%AE%D8%A8%D8%B1?%D8%B3=1"


def test_what_did_not_change_is_not_sent_again(site: Site) -> None:
    address = site.add("/a", "نص", ETag='"v1"', Last_Modified="Sun, 05 Mar 2023 10:00:00 GMT")
    web = fetcher()
    first = web.fetch(address)
    assert first.content == "نص".encode() and first.charset == "utf-8"
    assert web.fetch(address, first.validators).content is None
    assert site.asked[1][1]["If-None-Match"] == '"v1"'
    assert site.asked[1][1]["If-Modified-Since"] == "Sun, 05 Mar 2023 10:00:00 GMT"


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1", "0"])
def test_private_hosts_are_refused_unless_allowed(site: Site, host: str) -> None:
    site.add("/", "نص")
    error = reason(fetcher(allow=()), site.url("/", host))
    assert error.lasting and ("private" in str(error)) and not site.asked


def test_a_host_is_allowed_by_its_name(site: Site) -> None:
    site.add("/", "نص")
    web = fetcher(allow=("intranet.example",), resolver=lambda host, port: ["127.0.0.1"])
    assert web.fetch(site.url("/", "INTRANET.example")).content
    assert "private" in str(reason(web, site.url("/", "other.example")))


@pytest.mark.parametrize("target", ["http://localhost:{port}/x", "http://[::1]:{port}/x", "//169.254.169.254/latest", "http://10.0.0.1/"])
def test_a_redirect_to_a_private_address_is_refused(site: Site, target: str) -> None:
    site.add("/", "", status=302, Location=target.format(port=site.port))
    site.add("/x", "secret")
    error = reason(fetcher(), site.url("/"))
    assert "private" in str(error) and site.paths() == ["/"]


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://example.org/", "gopher://x/", "data:text/html,x", "http://user:pw@127.0.0.1/", "http:///x", "javascript:1"])
def test_a_redirect_to_another_scheme_is_refused(site: Site, target: str) -> None:
    assert reason(fetcher(), site.add("/", "", status=301, Location=target)).lasting


def test_a_name_that_changes_its_address_gains_nothing(site: Site) -> None:
    """The first answer is public, every later one private: what was checked is what is connected to."""
    answers = iter([["203.0.113.1", "93.184.216.34"], *[["127.0.0.1"]] * 9])
    asked: list[str] = []

    def rebinding(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return next(answers)

    web = fetcher(allow=(), resolver=rebinding, limits=Limits(tries=2, fetch_seconds=0.3), sleep=Pauses())
    connected: list[str] = []
    real = web._backend._network.connect_tcp

    def connect(host: str, *rest: object) -> object:
        connected.append(host)
        if host == "93.184.216.34":
            raise httpcore.ConnectError("no route")
        return real(host, *rest)  # type: ignore[arg-type]

    web._backend._network.connect_tcp = connect  # type: ignore[method-assign, assignment]
    error = reason(web, site.url("/", "rebind.example"))
    assert "private" in str(error) and connected == ["93.184.216.34"] and not site.asked
    assert asked == ["rebind.example"] * 2


def test_a_host_with_public_and_private_addresses_is_reached_by_the_public_one_alone() -> None:
    connected: list[str] = []
    web = fetcher(allow=(), resolver=lambda host, port: ["10.0.0.1", "93.184.216.34"], limits=Limits(tries=1))

    def connect(host: str, *rest: object) -> object:
        connected.append(host)
        raise httpcore.ConnectError("no route")

    web._backend._network.connect_tcp = connect  # type: ignore[method-assign, assignment]
    reason(web, "http://both.example/")
    assert connected == ["93.184.216.34"]


def test_redirects_are_followed_up_to_a_limit(site: Site) -> None:
    for n in range(5):
        site.add(f"/{n}", "", status=302, Location=f"/{n + 1}")
    site.add("/5", "نص")
    assert fetcher().fetch(site.url("/0")).address.endswith("/5")
    site.add("/loop", "", status=302, Location="/loop")
    assert "redirected more than 5 times" in str(reason(fetcher(), site.url("/loop")))


def test_a_busy_server_is_asked_again_after_the_pause_it_names(site: Site) -> None:
    pauses = Pauses()
    address = site.add("/", "", status=503, Retry_After="7")
    error = reason(fetcher(sleep=pauses), address)
    assert not error.lasting and "503 (asked 3 times)" in str(error) and [p for p in pauses if p > 1] == [7.0, 7.0]
    pauses.clear()
    reason(fetcher(sleep=pauses), site.add("/", "", status=500))
    assert [p for p in pauses if p > 1] == [2.0, 4.0]


def test_a_missing_page_is_asked_for_once(site: Site) -> None:
    error = reason(fetcher(), site.url("/none"))
    assert error.lasting and "404" in str(error) and len(site.asked) == 1


def test_requests_to_one_host_are_apart(site: Site) -> None:
    pauses = Pauses()
    web = fetcher(delay=5.0, sleep=pauses)
    address = site.add("/", "نص")
    web.fetch(address)
    web.fetch(address)
    assert len(pauses) == 1 and 4.5 < pauses[0] <= 5.0


def _chunked(handler: BaseHTTPRequestHandler, pieces, pause: float = 0.0, **headers: str) -> None:  # type: ignore[no-untyped-def]
    handler.send_response(200)
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    try:
        for piece in pieces:
            handler.wfile.write(piece)
            handler.wfile.flush()
            time.sleep(pause)
    except OSError:
        pass


def endless() -> object:
    while True:
        yield b"x" * 4096


def test_an_endless_answer_ends_at_the_size_limit(site: Site) -> None:
    site.pages["/"] = lambda handler: _chunked(handler, endless())
    assert "larger than" in str(reason(fetcher(), site.url("/")))


def test_a_slow_answer_ends_at_the_time_limit(site: Site) -> None:
    site.pages["/"] = lambda handler: _chunked(handler, (b"x" for _ in range(200)), 0.05)
    began = time.monotonic()
    error = reason(fetcher(limits=Limits(fetch_seconds=0.5, tries=1)), site.url("/"))
    assert "0.5 seconds" in str(error) and time.monotonic() - began < 2


def test_slow_headers_end_at_the_time_limit(site: Site) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        try:
            for letter in b"HTTP/1.1 200 OK\r\nX-Long: " + b"a" * 200:
                handler.connection.sendall(bytes([letter]))
                time.sleep(0.05)
        except OSError:
            pass

    site.pages["/"] = drip
    began = time.monotonic()
    reason(fetcher(limits=Limits(fetch_seconds=0.5, tries=1)), site.url("/"))
    assert time.monotonic() - began < 2


def test_a_packed_answer_is_unpacked_up_to_the_limit(site: Site) -> None:
    assert fetcher().fetch(site.add("/", gzip.compress("نص".encode()), Content_Encoding="gzip")).content == "نص".encode()
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 100_000
    assert "larger than" in str(reason(fetcher(), site.add("/bomb", bomb, Content_Encoding="gzip")))
    assert "packed" in str(reason(fetcher(), site.add("/br", b"x", Content_Encoding="br")))
    assert "packed" in str(reason(fetcher(), site.add("/twice", b"x", Content_Encoding="gzip, gzip")))
    assert "damaged" in str(reason(fetcher(), site.add("/bad", b"\x1f\x8bxxxxxxxxxxxx", Content_Encoding="gzip")))
    assert "cut off" in str(reason(fetcher(), site.add("/cut", gzip.compress(b"x" * 999)[:-9], Content_Encoding="gzip")))


def test_a_declared_gigabyte_is_not_read(site: Site) -> None:
    site.pages["/"] = lambda handler: _chunked(handler, [b"x"], Content_Length=str(10**9))
    assert "larger than" in str(reason(fetcher(), site.url("/")))


def test_a_server_that_speaks_no_http_is_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/"
        server.listen()

        def answer() -> None:
            connection, _ = server.accept()
            connection.recv(1000)
            connection.sendall(b"\x00\x01SSH-2.0-x\r\n\r\n")
            connection.close()

        thread = threading.Thread(target=answer)
        thread.start()
        assert "connection broke" in str(reason(fetcher(limits=Limits(tries=1, fetch_seconds=1)), address))
        thread.join()


def test_robots_txt_is_obeyed_where_links_are_followed(site: Site) -> None:
    site.add("/robots.txt", "User-agent: *\nDisallow: /private\nCrawl-delay: 9\n", "text/plain")
    site.add("/open", "نص"), site.add("/private/a", "نص")
    pauses = Pauses()
    web = fetcher(sleep=pauses)
    assert web.fetch(site.url("/open"), obey_robots=True).content
    with pytest.raises(FetchError, match="robots"):
        web.fetch(site.url("/private/a"), obey_robots=True)
    assert web.fetch(site.url("/private/a")).content, "an address that the user names is fetched"
    assert site.paths() == ["/robots.txt", "/open", "/private/a"] and max(pauses) > 8


def test_a_site_whose_robots_txt_cannot_be_had_is_left_alone(site: Site) -> None:
    site.add("/robots.txt", "", status=500)
    site.add("/a", "نص")
    with pytest.raises(FetchError, match="robots"):
        fetcher(sleep=Pauses()).fetch(site.url("/a"), obey_robots=True)
    site.pages.pop("/robots.txt")
    assert fetcher(sleep=Pauses()).fetch(site.url("/a"), obey_robots=True).content
