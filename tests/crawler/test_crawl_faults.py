"""One crawl over everything that can be wrong with a source or a page: each is named, the rest goes on."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any

import pytest

from tests.crawler.crawl_desk import Desk
from tests.crawler.website import Reply, Website, page, rss, self_signed

LARGE = 5_000_001
PAGES: dict[str, tuple[Reply, str, str]] = {
    # path: the reply, the state of its address afterwards, the reason beside it
    "/gone-404": (Reply(b"hilang", 404), "due", "answered 404 Not Found"),
    "/gone-410": (Reply(b"hilang", 410), "parked", "answered 410 Gone"),
    "/error-500": (Reply(b"galat", 500), "due", "answered 500 Internal Server Error"),
    "/busy-503": (Reply(b"sibuk", 503, headers={"Retry-After": "1"}), "due", "answered 503 Service Unavailable"),
    "/odd-status": (Reply(b"?", 799), "due", "answered 799"),
    "/large-pdf": (
        Reply(b"%PDF-1.4 x", kind="application/pdf", promised=20_000_001),
        "parked",
        "larger than 20 MB",
    ),
    "/picture": (Reply(b"\x89PNG\r\n\x1a\n"), "parked", "not HTML but an image"),
    "/json": (Reply(b"{}", kind="application/json"), "parked", "not HTML but application/json"),
    "/empty": (Reply(b""), "due", "the page is empty"),
    "/large": (Reply(b"x" * LARGE), "parked", "larger than 5 MB"),
    "/endless": (Reply(b"x" * 500_000, endless=True), "parked", "larger than 5 MB"),
    "/bomb": (
        Reply(gzip.compress(b"x" * LARGE), headers={"Content-Encoding": "gzip"}),
        "parked",
        "larger than 5 MB",
    ),
    "/not-gzip": (
        Reply(b"<p>tidak dikompresi</p>", headers={"Content-Encoding": "gzip"}),
        "due",
        "its compressed data are broken",
    ),
    "/brotli": (
        Reply(b"\x0b\x02\x80", headers={"Content-Encoding": "br"}),
        "parked",
        "packed as br, which was not asked for",
    ),
    "/escapes": (
        Reply(b"x", headers={"Content-Encoding": "\x1b[2J" + "x" * 5000}),
        "parked",
        "packed as \ufffd[2j" + "x" * 95 + "…, which was not asked for",
    ),
    "/escaping-type": (Reply(b"x", kind="a/\x1b]0;b" + "x" * 50), "parked", "not HTML but a/\ufffd]0"),
    "/loop": (Reply(status=302, headers={"Location": "/loop"}), "parked", "more than 5 redirects"),
    "/to-ftp": (
        Reply(status=302, headers={"Location": "ftp://berita.example/x"}),
        "parked",
        "redirects to no http or https address: 'ftp://berita.example/x'",
    ),
    "/cut-off": (Reply(b"<html>", promised=500), "due", "the answer broke off"),
    "/hangs-up": (Reply(hang_up=True), "due", "the answer is no HTTP, or broke off"),
    "/hangs": (Reply(hang=True), "due", "no answer within 20 s"),
    "/raises": (page("halaman ini membuat galat"), "due", "reading it failed: RuntimeError: halaman ini aneh"),
    "/private/x": (page("rahasia"), "due", "refused by robots.txt"),
}
FEEDS: dict[str, tuple[Reply, str]] = {
    # id: the reply of its feed, the reason of the failed reading
    "feed-html": (page("bukan umpan"), "an HTML page came instead of a feed"),
    "feed-broken": (Reply(b'<?xml version="1.0"?><rss><channel><item><title>Putus', kind="text/xml"), "entries"),
    "feed-empty": (Reply(b"", kind="text/xml"), "the list is empty"),
    "feed-404": (Reply(b"", 404), "answered 404 Not Found"),
    "feed-429": (Reply(b"", 429, headers={"Retry-After": "7200"}), "answered 429 Too Many Requests"),
    "feed-large": (Reply(b"<rss>" + b" " * LARGE, kind="text/xml"), "larger than 5 MB"),
}


HOSTS = 5  # that cannot be asked


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, Website, dict[str, Any]]]:
    folder = tmp_path_factory.mktemp("faults")
    shut_replies = {"/robots.txt": Reply(status=503), "/feed": rss("http://x.example/")}
    busy_replies = shut_replies | {"/robots.txt": Reply(status=429)}
    with (
        Website("127.84.0.1") as site,
        Website("127.84.0.2") as other,
        Website("127.84.0.3", shut_replies) as shut,
        Website("127.84.0.6", busy_replies) as busy,
        Website("127.84.0.7") as full,
        Website("127.84.0.5", certificate=self_signed(folder, "127.84.0.5")) as unsure,
    ):
        site.replies |= {path: reply for path, (reply, _, _) in PAGES.items()}
        site.replies |= {
            "/robots.txt": Reply(b"User-agent: *\nDisallow: /private/\n", kind="text/plain"),
            "/fine": page("halaman yang baik"),
            "/moved": Reply(status=301, headers={"Location": "/fine-there"}),
            "/fine-there": page("halaman yang pindah"),
            "/part-1": page("bagian satu"),
            "/part-2": page("bagian dua"),
            "/part-3": page("bagian tiga"),
            "/feed": rss(*(site.base + path for path in [*PAGES, "/fine", "/moved", "/part-1"])),
        }
        other.replies |= {f"/{name}": reply for name, (reply, _) in FEEDS.items()}
        full.replies["/feed-429"] = other.replies.pop("/feed-429")  # all of its host is asked no more
        other.replies["/robots.txt"] = full.replies["/robots.txt"] = Reply(status=404)
        desk = Desk(
            folder, allow=(site.pair, other.pair, full.pair, shut.pair, busy.pair, unsure.pair, "127.84.0.4:9")
        )
        desk.sources(
            {"id": "main", "feed_url": f"{site.base}/feed"},
            *({"id": name, "feed_url": f"{(full if name == 'feed-429' else other).base}/{name}"} for name in FEEDS),
            {"id": "robots-503", "feed_url": f"{shut.base}/feed"},
            {"id": "robots-429", "feed_url": f"{busy.base}/feed"},
            {"id": "no-such-host", "feed_url": "http://tidak-ada.invalid/feed"},
            {"id": "refuses", "feed_url": "http://127.84.0.4:9/feed"},
            {"id": "self-signed", "feed_url": f"{unsure.base}/feed"},
        )
        report = desk.crawl(
            timeout=2,
            **{"raise": [f"{site.base}/raises"]},
            parts={f"{site.base}/part-1": [f"{site.base}/part-2", f"{site.base}/part-3"]},
        )
        assert unsure.asked == []  # nothing was told to whoever it was
        assert shut.paths == busy.paths == ["/robots.txt"]
        yield desk, site, report


@pytest.mark.parametrize("path", PAGES)
def test_what_is_wrong_with_a_page_is_recorded_beside_its_address(crawled: Any, path: str) -> None:
    desk, site, _ = crawled
    rows = desk.rows("select state, reason from frontier where url = ?", [site.base + path])
    assert [(row["state"], row["reason"]) for row in rows] == [PAGES[path][1:]]


@pytest.mark.parametrize("name", FEEDS)
def test_what_is_wrong_with_a_source_is_recorded_and_said(crawled: Any, name: str) -> None:
    desk = crawled[0]
    (row,) = desk.rows("select outcome, reason from fetches where source_id = ?", [name])
    assert row["outcome"] == "failed"
    assert FEEDS[name][1] in row["reason"]
    assert f"{name}: {row['reason']}" in desk.log


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("robots-503", "robots.txt answered 503"),
        ("robots-429", "robots.txt answered 429"),
        ("no-such-host", "the host's name cannot be resolved"),
        ("refuses", "the host refuses connections"),
        ("self-signed", "no secure connection: its certificate cannot be verified"),
    ],
)
def test_a_host_that_cannot_be_asked_is_a_failed_source(crawled: Any, name: str, reason: str) -> None:
    (row,) = crawled[0].rows("select outcome, reason from fetches where source_id = ?", [name])
    assert (row["outcome"], row["reason"]) == ("failed", reason)


def test_the_rest_goes_on(crawled: Any) -> None:
    desk, site, report = crawled
    assert report["outcome"] == "done"
    assert report["polls"] == 1 + len(FEEDS) + HOSTS
    assert report["failures"] + report["refused"] == len(PAGES) + len(FEEDS) + HOSTS
    assert report["refused"] == 1
    done = {row["url"] for row in desk.rows("select url from frontier where state = 'done'")}
    assert done == {site.base + path for path in ("/fine", "/moved", "/part-1", "/part-2", "/part-3")}


def test_of_each_page_that_could_not_be_had_the_intake_is_told(crawled: Any) -> None:
    _, site, report = crawled
    had = {"/raises"}  # it came, and the intake itself failed
    assert {url.removeprefix(site.base) for url in report["missed"]} == PAGES.keys() - had


def test_retry_after_moves_the_next_reading(crawled: Any) -> None:
    (row,) = crawled[0].rows(
        "select (julianday(next_at) - julianday(last_read)) * 86400 as wait from sources where id = 'feed-429'"
    )
    assert row["wait"] == pytest.approx(7200, abs=5)


def test_a_moved_page_keeps_the_address_it_was_asked_under(crawled: Any) -> None:
    desk, site, _ = crawled
    (moved,) = [page for page in desk.pages() if page["requested_url"].endswith("/moved")]
    assert moved["url"] == f"{site.base}/fine-there"


def test_parts_of_a_story_are_fetched_in_the_same_crawl_and_know_their_story(crawled: Any) -> None:
    desk, site, _ = crawled
    parts = {page["requested_url"]: page["part_of"] for page in desk.pages() if "/part-" in page["url"]}
    first = f"{site.base}/part-1"
    assert parts == {first: None, f"{site.base}/part-2": first, f"{site.base}/part-3": first}


def test_an_error_nobody_expected_is_logged_with_its_traceback(crawled: Any) -> None:
    desk, site, _ = crawled
    assert f"{site.base}/raises: reading the page failed" in desk.log
    assert "Traceback" in desk.log
    assert "halaman ini aneh" in desk.log


def test_no_address_is_asked_for_twice_in_one_crawl(crawled: Any) -> None:
    paths = [path for path in crawled[1].paths if path != "/loop"]
    assert len(paths) == len(set(paths))
