"""A source is read by another way when one dies, and where it moved for good it is asked there."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from archive.ways import all_ways
from crawler.conventions import conventions, platforms
from model import Reading
from tests.crawler.crawl_desk import Desk
from tests.crawler.website import Reply, Website, page, rss

POSTS = "/wp-json/wp/v2/posts?per_page=50&_fields=link,date_gmt,title,excerpt"


def ways(desk: Desk) -> dict[str, str]:
    """The states of the ways that were tried, by path."""
    rows = desk.rows("select url, state from source_ways where tried is not null")
    return {"/" + row["url"].split("/", 3)[3]: row["state"] for row in rows}


def crawl_again(desk: Desk, times: int = 1) -> None:
    for _ in range(times):
        desk.crawl(everything=True)


def test_where_the_own_address_died_the_conventions_of_its_platform_are_tried_and_kept(desk: Desk) -> None:
    with Website("127.84.5.1") as site:
        post = {"link": f"{site.base}/a", "date_gmt": "2026-11-12T01:00:00", "title": {"rendered": "Berita a"}}
        site.replies |= {POSTS: Reply(json.dumps([post]).encode(), kind="application/json"), "/a": page("a")}
        site.replies["/rss"] = page("bukan umpan")
        desk.allow = (site.pair,)
        desk.sources({"id": "one", "feed_url": f"{site.base}/umpan", "platform": "wordpress"})
        crawl_again(desk, 5)
        assert ways(desk) == {
            "/umpan": "dead",
            "/feed/": "dead",
            "/?feed=rss2": "dead",
            "/rss": "dead",
            POSTS: "ok",
        }
        assert site.paths[-2:] == [POSTS, "/a"]
        (source,) = desk.rows("select state, backoff, fails from sources")
        assert source == {"state": "ok", "backoff": 0.0, "fails": 0}
        (reading,) = desk.rows("select reading, items from source_ways where state = 'ok'")
        assert reading == {"reading": "wordpress", "items": 1}
        crawl_again(desk)
        assert site.paths[-1] == POSTS


def test_while_a_way_is_untried_a_source_is_not_read_less(desk: Desk) -> None:
    with Website("127.84.5.1") as site:
        desk.allow = (site.pair,)
        desk.sources({"id": "one", "feed_url": f"{site.base}/umpan"})
        crawl_again(desk)
        (row,) = desk.rows("select fails, backoff, next_at, last_read from sources")
        wait = datetime.fromisoformat(row["next_at"]) - datetime.fromisoformat(row["last_read"])
        assert (row["fails"], row["backoff"]) == (1, 0.0)
        assert wait.total_seconds() <= 3600


def test_a_host_that_cannot_be_asked_is_asked_by_the_same_way_once_more(desk: Desk) -> None:
    with Website("127.84.5.1") as site:
        site.replies |= {"/robots.txt": Reply(status=404), "/umpan": Reply(status=503)}
        desk.allow = (site.pair,)
        desk.sources({"id": "one", "feed_url": f"{site.base}/umpan"})
        crawl_again(desk, 3)
        assert [path for path in site.paths if path != "/robots.txt"] == ["/umpan", "/umpan", "/feed/"]
        assert datetime.now(UTC).isoformat() < desk.rows("select next_at from sources")[0]["next_at"]


def test_a_list_that_moved_for_good_is_asked_at_its_new_address(desk: Desk) -> None:
    with Website("127.84.5.1") as site:
        site.replies |= {
            "/old": Reply(status=301, headers={"Location": "/new"}),
            "/new": rss(f"{site.base}/a"),
            "/a": page("a"),
        }
        desk.allow = (site.pair,)
        desk.sources({"id": "one", "feed_url": f"{site.base}/old"})
        crawl_again(desk, 2)
        assert site.paths.count("/old") == 1
        assert site.paths.count("/new") == 2
        assert ways(desk) == {"/old": "redirected"}
        site.replies["/new"] = Reply(status=404)
        crawl_again(desk)
        with desk.archive() as archive:
            (way, *_) = all_ways(archive)["one"]
        assert (way.url, way.address, way.state) == (f"{site.base}/old", f"{site.base}/old", "dead")


def test_a_list_that_moved_for_now_is_asked_where_it_was(desk: Desk) -> None:
    with Website("127.84.5.1") as site:
        site.replies |= {"/old": Reply(status=302, headers={"Location": "/new"}), "/new": rss(f"{site.base}/a")}
        desk.allow = (site.pair,)
        desk.sources({"id": "one", "feed_url": f"{site.base}/old"})
        crawl_again(desk, 2)
        assert site.paths.count("/old") == 2
        assert ways(desk) == {"/old": "ok"}


def test_the_conventions_of_a_platform_are_joined_to_the_homepage() -> None:
    assert (Reading.FEED, "https://www.detik.com/jatim/rss") in conventions("https://www.detik.com/jatim", "detik")
    assert conventions("https://kabar.example/", "wordpress")[0] == (Reading.FEED, "https://kabar.example/feed/")
    assert conventions("https://kabar.example/", "buatan sendiri") == conventions("https://kabar.example/", None)


@pytest.mark.parametrize("platform", sorted(platforms()))
def test_every_platform_of_the_file_gives_addresses(platform: str) -> None:
    found = conventions("https://kabar.example/jatim", platform)
    assert found
    assert all(url.startswith("https://kabar.example/") for _, url in found)
