"""Pages, feeds and sitemaps read from real servers, with what is noted for the next reading."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from site_server import Site

from rasd.reading.items import Item, Memory, ReadFault, ReadReport, read_source
from rasd.reading.options import Limits, ReadOptions

PAGES = Path(__file__).parents[1] / "data" / "pages"
OPTIONS = ReadOptions(allow_hosts=frozenset(["127.0.0.1"]), delay=0.0, limits=Limits(tries=1, fetch_seconds=5))
WORDS = "قُتل ثلاثة مدنيين في قصف مدفعي على بلدة سراقب بريف إدلب صباح اليوم، وأصيب خمسة آخرون بجروح متفاوتة. "


def page(n: int) -> str:
    return f'<html lang="ar"><head><title>خبر رقم {n}</title></head><body><article><h1>خبر رقم {n}</h1><p>{WORDS * 3} ({n})</p></article></body></html>'


def rss(*entries: str, title: str = "شبكة الميدان") -> str:
    return f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>{title}</title>{"".join(entries)}</channel></rss>'


def entry(link: str, n: int, body: str = "مقتطف قصير…", day: str = "Sun, 05 Mar 2023 10:00:00 +0300") -> str:
    return f"<item><title>خبر رقم {n}</title><link>{link}</link><guid isPermaLink='false'>{n}</guid><pubDate>{day}</pubDate><description><![CDATA[{body}]]></description></item>"


def read(address: str, memory: Memory | None = None, options: ReadOptions = OPTIONS) -> list[Item]:
    return list(read_source(address, memory=memory, options=options))


def reports(items: list[Item]) -> list[ReadReport]:
    assert all(isinstance(item, ReadReport) for item in items), [str(i.error) for i in items if isinstance(i, ReadFault)]
    return items  # type: ignore[return-value]


def test_a_page_by_its_address(site: Site) -> None:
    name = "government-windows-1256"
    expected = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    address = site.add("/news.aspx?id=55", (PAGES / f"{name}.html").read_bytes(), "text/html; charset=windows-1256")
    (item,) = reports(read(address))
    assert item.address == address and item.report.title == expected["title"] and item.outlet == "127.0.0.1"
    assert str(item.report.published) == expected["published"] and item.media_type == "text/html; charset=windows-1256"
    assert list(read_source(address, content=item.content, media_type=item.media_type)) == [item]


def test_a_watched_page_that_did_not_change_gives_nothing(site: Site) -> None:
    address = site.add("/a", page(1), ETag='"1"')
    memory: Memory = {}
    assert len(read(address, memory)) == 1 and read(address, memory) == []
    site.add("/a", page(2), ETag='"2"')
    assert len(read(address, memory)) == 1


def test_a_feed_gives_new_entries_only(site: Site) -> None:
    links = [site.add(f"/{n}", page(n)) for n in range(3)]
    feed = site.add("/feed", rss(*(entry(link, n) for n, link in enumerate(links[:2]))), "application/rss+xml")
    memory: Memory = {}
    first = reports(read(feed, memory))
    assert [i.address for i in first] == links[:2] and {str(i.report.published) for i in first} == {"2023-03-05"}
    assert first[0].outlet == "127.0.0.1"
    assert read(feed, memory) == [] and site.paths().count("/0") == 1
    site.add("/feed", rss(*(entry(link, n) for n, link in list(enumerate(links))[1:])), "application/rss+xml")
    assert [i.address for i in reports(read(feed, memory))] == links[2:]
    assert sorted(k for k in memory if k.startswith("entry ")) == ["entry 1", "entry 2"], "grows no further than the feed"


def test_entries_that_bring_their_text_are_not_fetched(site: Site) -> None:
    body = f"<p>{WORDS * 4}</p><figure><img src='x'><figcaption>شارع في سراقب</figcaption></figure><h2>نزوح</h2><p>{WORDS * 2}</p>"
    feed = site.add("/feed", rss(entry(site.url("/1"), 1, body)), "application/rss+xml")
    (item,) = reports(read(feed))
    assert site.paths() == ["/feed"] and item.outlet == "شبكة الميدان"
    assert item.report.text.split("\n\n") == ["خبر رقم 1", (WORDS * 4).strip(), "صورة: شارع في سراقب", "نزوح", (WORDS * 2).strip()]
    assert list(read_source(item.address, content=item.content, media_type=item.media_type)) == [item]


def test_atom_with_html_content(site: Site) -> None:
    atom = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>مدونة</title><entry><id>tag:x,1</id><title>خبر</title><updated>2023-03-05T10:00:00Z</updated><author><name>سلمى</name></author><link rel="alternate" href="{site.url("/1")}"/><content type="html">&lt;p&gt;{WORDS * 6}&lt;/p&gt;</content></entry></feed>'
    (item,) = reports(read(site.add("/atom.xml", atom, "application/atom+xml")))
    assert (item.author, item.outlet, str(item.report.published)) == ("سلمى", "مدونة", "2023-03-05")


def test_a_page_that_fails_is_tried_again_next_time_and_one_that_is_gone_is_not(site: Site) -> None:
    gone, busy = site.url("/gone"), site.add("/busy", "", status=500)
    feed = site.add("/feed", rss(entry(gone, 1), entry(busy, 2)), "application/rss+xml", ETag='"1"')
    memory: Memory = {}
    faults = read(feed, memory)
    assert [f.error.what for f in faults if isinstance(f, ReadFault)] == ["the server answered 404", "the server answered 500 (asked 1 times)"]
    site.add("/busy", page(2)), site.add("/gone", page(1))
    assert [i.address for i in reports(read(feed, memory))] == [busy]
    assert read(feed, memory) == []


def test_an_unchanged_feed_is_not_sent(site: Site) -> None:
    feed = site.add("/feed", rss(entry(site.add("/1", page(1)), 1)), "application/rss+xml", ETag='"1"')
    memory: Memory = {}
    assert len(read(feed, memory)) == 1 and read(feed, memory) == []
    assert site.asked[-1][1]["If-None-Match"] == '"1"'


def test_a_sitemap_index_leads_to_pages_the_newest_first(site: Site) -> None:
    urls = "".join(f"<url><loc>{site.add(f'/{n}', page(n))}</loc><lastmod>2023-03-0{n}</lastmod></url>" for n in (1, 3, 2))
    part = site.add("/part.xml", f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>', "application/xml")
    index = site.add("/sitemap.xml", f"<sitemapindex><sitemap><loc>{part}</loc><lastmod>2023-03-03</lastmod></sitemap></sitemapindex>", "application/xml")
    memory: Memory = {}
    assert [i.report.title for i in reports(read(index, memory))] == [f"خبر رقم {n}" for n in (3, 2, 1)]
    assert read(index, memory) == []


def test_robots_txt_keeps_pages_of_a_feed_aside(site: Site) -> None:
    site.add("/robots.txt", "User-agent: Rasd\nDisallow: /1\n", "text/plain")
    feed = site.add("/feed", rss(entry(site.add("/1", page(1)), 1)), "application/rss+xml")
    (fault,) = read(feed)
    assert isinstance(fault, ReadFault) and "robots.txt" in fault.error.what and "/1" not in site.paths()


def test_an_endless_feed_is_read_up_to_a_limit_and_goes_on_next_time(site: Site) -> None:
    body = f"<p>{WORDS * 6}</p>"
    feed = site.add("/feed", rss(*(entry(site.url(f"/{n}"), n, f"{body}{n}") for n in range(7))), "application/rss+xml", ETag='"1"')
    few = ReadOptions(allow_hosts=OPTIONS.allow_hosts, delay=0.0, limits=Limits(entries=3))
    assert len(reports(read(feed, {}, few))) == 3


def test_a_sitemap_beyond_the_limit_goes_on_next_time(site: Site) -> None:
    urls = "".join(f"<url><loc>{site.add(f'/{n}', page(n))}</loc></url>" for n in range(5))
    sitemap = site.add("/s.xml", f"<urlset>{urls}</urlset>", "application/xml", ETag='"1"')
    few = ReadOptions(allow_hosts=OPTIONS.allow_hosts, delay=0.0, limits=Limits(entries=2))
    memory: Memory = {}
    counts = [len(reports(read(sitemap, memory, few))) for _ in range(4)]
    assert counts == [2, 2, 1, 0]


def test_a_feed_that_leads_to_private_addresses(site: Site) -> None:
    feed = site.add("/feed", rss(entry("http://169.254.169.254/latest", 1), entry("http://localhost/", 2), entry("file:///etc/passwd", 3)), "application/rss+xml")
    faults = read(feed)
    assert len(faults) == 3 and all(isinstance(f, ReadFault) for f in faults) and site.paths() == ["/feed"]


def test_sitemaps_that_lead_to_themselves_end(site: Site) -> None:
    site.add("/s.xml", f"<sitemapindex>{'<sitemap><loc>' + site.url('/s.xml') + '</loc></sitemap>'}</sitemapindex>", "application/xml")
    read(site.url("/s.xml"))
    assert len(site.asked) < 6


@pytest.mark.parametrize("address", ["ftp://example.org/a", "file:///etc/passwd", "http://", "http://[::1", "https://user:word@example.org/", "http://a b/"])
def test_addresses_that_are_none(address: str) -> None:
    (fault,) = read(address)
    assert isinstance(fault, ReadFault) and not fault.content


def test_other_documents_by_address(site: Site) -> None:
    text = site.add("/a.txt", WORDS, "text/plain; charset=utf-8")
    rows = site.add("/b.jsonl", json.dumps({"text": WORDS}), "application/x-ndjson")
    for address, count in itertools.chain([(text, 1), (rows, 1)]):
        assert len(reports(read(address))) == count
