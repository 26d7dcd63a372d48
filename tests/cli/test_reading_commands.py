"""Other forms and addresses through the commands themselves, with a real server and a real database."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from rasd.cli.main import build
from rasd.store import Store

sys.path.insert(0, str(Path(__file__).parents[1] / "reading"))
from site_server import Site, running  # noqa: E402

TEXT = "قُتل ثلاثة مدنيين في قصف مدفعي على بلدة سراقب بريف إدلب صباح اليوم، وأصيب خمسة آخرون بجروح متفاوتة. "
PAGE = f"<html lang='ar'><head><title>قصف على سراقب</title></head><body><article><h1>قصف على سراقب</h1><time datetime='2023-03-05'></time><p>{TEXT * 3}</p></article></body></html>"


@pytest.fixture
def site() -> Iterator[Site]:
    with running() as found:
        yield found


@pytest.fixture(autouse=True)
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "config.toml"
    file.write_text("fetch_delay = 0\n")
    monkeypatch.setenv("RASD_CONFIG", str(file))
    monkeypatch.setenv("RASD_DATABASE", str(tmp_path / "rasd.sqlite"))
    return file


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """`rasd watch` takes over the signals of its process, which here is that of all tests."""
    before = {name: signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM)}
    yield
    for name, handler in before.items():
        signal.signal(name, handler)


def rasd(*arguments: str) -> Result:
    return CliRunner().invoke(build([arguments[0]]), list(arguments))


def test_a_page_is_coded_by_its_address(site: Site, tmp_path: Path) -> None:
    address = site.add("/a", PAGE)
    out = tmp_path / "events.jsonl"
    done = rasd("code", address, "--output", str(out), "--allow-host", "127.0.0.1")
    events = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert done.exit_code == 0 and events[0]["event_type"] == "shelling" and events[0]["document_id"] == address
    assert events[0]["toll"]["killed"]["low"] == 3


def test_a_private_address_is_refused_in_one_sentence(site: Site, tmp_path: Path) -> None:
    address = site.add("/a", PAGE)
    done = rasd("code", address, "--output", str(tmp_path / "events.jsonl"))
    assert done.exit_code == 1 and done.stderr == f"rasd: {address}: the host 127.0.0.1 has the private address 127.0.0.1\n" and not site.asked


def test_columns_and_hosts_from_the_settings(site: Site, settings: Path, tmp_path: Path) -> None:
    settings.write_text('fetch_delay = 0\nallow_hosts = ["127.0.0.1"]\ncolumns = ["text=a"]\n')
    (tmp_path / "a.csv").write_text(f"a,b\n{TEXT},x\n", encoding="utf-8")
    assert rasd("code", site.add("/a", PAGE), str(tmp_path / "a.csv"), "--output", str(tmp_path / "events.jsonl")).exit_code == 0


@pytest.mark.parametrize("column", ["text", "words=a", "text="])
def test_a_column_that_is_none(tmp_path: Path, column: str) -> None:
    (tmp_path / "a.csv").write_text(f"a,b\n{TEXT},x\n", encoding="utf-8")
    done = rasd("code", str(tmp_path / "a.csv"), "--column", column)
    assert "names no column" in str(done.exception)


def test_rejected_rows_are_read_again_with_the_column_named(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(f"a,b\n{TEXT},x\n", encoding="utf-8")
    done = rasd("add", str(tmp_path / "a.csv"))
    assert done.exit_code == 1 and "cannot be told" in done.output
    assert "1 new" in rasd("rejected", "retry", "--column", "text=a").output
    with Store(str(tmp_path / "rasd.sqlite")) as store:
        assert store.rejected().total == 0


def test_a_feed_is_watched(site: Site, tmp_path: Path) -> None:
    link = site.add("/1", "", status=404)
    feed = site.add("/feed", f"<rss version='2.0'><channel><title>ن</title><item><title>خ</title><link>{link}</link></item></channel></rss>", "application/rss+xml", ETag='"1"')
    once = ("watch", "--once", "--allow-host", "127.0.0.1")
    assert "1 rejected" in rasd(*once, feed, "--every", "1s").output
    site.add("/1", PAGE)
    assert "1 new" in rasd("rejected", "retry", "--allow-host", "127.0.0.1").output
    with Store(str(tmp_path / "rasd.sqlite")) as store:
        assert store.rejected().total == 0
        (row,) = store.reports().items
        assert row.address == link and str(row.published) == "2023-03-05"
