"""A real crawl of the built-in newsroom: five ways of reading, twice."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest

from demo.newsroom import Newsroom
from tests.crawler.crawl_desk import Desk


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Newsroom, dict[str, Any], dict[str, Any], int]:
    """Two crawls; and how many requests the first one made."""
    folder: Path = tmp_path_factory.mktemp("newsroom")
    with Newsroom() as newsroom:
        newsroom.sources_csv(folder / "sources.csv")
        desk = Desk(folder, allow=tuple(newsroom.hosts))
        first = desk.crawl()
        asked = len(newsroom.requests)
        again = desk.crawl(everything=True)
        return desk, newsroom, first, again, asked


def test_each_way_of_reading_gives_pages(crawled: Any) -> None:
    desk, newsroom, first, _, _ = crawled
    assert first["polls"] == 5
    assert first["outcome"] == "done"
    pages = desk.pages()
    assert {page["source_id"] for page in pages} == {outlet.id for outlet in newsroom.outlets}
    assert first["pages"] == len(pages) >= 35
    assert len({page["requested_url"] for page in pages}) == len(pages)


def test_a_page_comes_with_its_bytes_as_received_and_decoded(crawled: Any) -> None:
    desk = crawled[0]
    packed = [page for page in desk.pages() if page["source_id"] == "kabar-semarang"]
    assert packed
    for page in packed:
        assert page["headers"]["Content-Encoding"] == "gzip"
        assert gzip.decompress(page["wire"].encode("latin-1")) == page["body"].encode("latin-1")
        assert page["status"] == 200
        assert page["charset"] == "utf-8"
        assert page["peer"] == "127.83.0.2"


def test_a_page_comes_with_what_its_list_said(crawled: Any) -> None:
    desk, newsroom = crawled[0], crawled[1]
    titles = {story.headline for story in newsroom.stories("cakrabumi-jateng")}
    told = [page["title"] for page in desk.pages() if page["source_id"] == "cakrabumi-jateng"]
    assert told
    assert set(told) <= titles


def test_what_robots_txt_forbids_is_never_asked_for(crawled: Any) -> None:
    desk, newsroom = crawled[0], crawled[1]
    rows = desk.rows("select url, state, failures, reason from frontier where state <> 'done'")
    (refused,) = [row for row in rows if "/private/" in row["url"]]
    assert (refused["state"], refused["failures"]) == ("due", 1)  # robots.txt may say otherwise tomorrow
    assert refused["reason"] == "refused by robots.txt"
    assert (crawled[2]["failures"], crawled[2]["refused"]) == (0, 1)  # no failure: Netra did as the site asks
    assert not [request for request in newsroom.requests if "/private/" in request.path]


def test_robots_txt_is_read_once_per_host_and_crawl(crawled: Any) -> None:
    newsroom, asked = crawled[1], crawled[4]
    first = [request.outlet for request in newsroom.requests[:asked] if request.path == "/robots.txt"]
    assert sorted(first) == sorted(outlet.id for outlet in newsroom.outlets)


def test_a_list_that_did_not_change_is_asked_with_its_validators_and_noted(crawled: Any) -> None:
    desk, newsroom, _, again, asked = crawled
    later = [request for request in newsroom.requests[asked:] if request.path != "/robots.txt"]
    assert [request.status for request in later].count(304) == 4  # a sitemap index has no validators
    nothing = {"polls": 5, "pages": 0, "failures": 0, "refused": 0, "outcome": "done"}
    assert again == nothing | {"missed": []}
    outcomes = desk.rows("select source_id, outcome from fetches order by id desc limit 5")
    assert {row["outcome"] for row in outcomes if row["source_id"] != "warta-ngalam"} == {"unchanged"}


def test_requests_say_who_asks_and_what_can_be_decoded(crawled: Any) -> None:
    for request in crawled[1].requests:
        assert request.headers["Accept-Encoding"] == "gzip, deflate"
        assert request.headers["Accept-Language"] == "id"
        assert request.headers["User-Agent"].startswith("Netra/")
        assert "Referer" not in request.headers
        assert "Cookie" not in request.headers
