"""Politeness as the sites see it: their own logs show the pauses, and what they ask for is done."""

from __future__ import annotations

import time
from itertools import pairwise

from tests.crawler.crawl_desk import Desk
from tests.crawler.website import Reply, Website, page, rss

GAP = 0.3


def pauses(*sites: Website) -> list[float]:
    """Seconds between two requests, whichever of the sites was asked."""
    times = sorted(asked.at for site in sites for asked in site.asked)
    return [later - earlier for earlier, later in pairwise(times)]


def asks(site: Website, text: str) -> None:
    site.replies["/robots.txt"] = Reply(text.encode(), kind="text/plain")


def test_the_hosts_of_a_network_are_asked_one_at_a_time_with_the_pause_between(desk: Desk) -> None:
    with Website("127.84.3.1") as one, Website("127.84.3.2") as two, Website("127.84.3.3") as stranger:
        for site in (one, two, stranger):
            site.replies |= {"/feed": rss(f"{site.base}/a", f"{site.base}/b"), "/a": page("a"), "/b": page("b")}
        (desk.folder / "networks.csv").write_text("host,network\n127.84.3.1,koran\n127.84.3.2,koran\n")
        desk.environment["NETRA_NETWORKS"] = str(desk.folder / "networks.csv")
        desk.gap, desk.allow = GAP, (one.pair, two.pair, stranger.pair)
        desk.sources(
            *({"id": f"s{n}", "feed_url": f"{site.base}/feed"} for n, site in enumerate((one, two, stranger)))
        )
        assert desk.crawl()["pages"] == 6
        assert min(pauses(one, two)) >= GAP
        assert stranger.asked[-1].at < max(one.asked[-1].at, two.asked[-1].at)
        assert {row["host"] for row in desk.rows("select host from hosts")} == {"koran", "127.84.3.3"}


def test_after_a_429_its_host_rests_and_no_other(desk: Desk) -> None:
    with Website("127.84.3.1") as full, Website("127.84.3.2") as other:
        full.replies |= {"/feed": rss(f"{full.base}/many", f"{full.base}/b"), "/many": Reply(status=429)}
        full.replies["/b"] = page("b")
        other.replies |= {"/feed": rss(f"{other.base}/c"), "/c": page("c")}
        desk.environment["NETRA_CRAWL_REST_SECONDS"] = "1.5"
        desk.allow = (full.pair, other.pair)
        desk.sources({"id": "full", "feed_url": f"{full.base}/feed"}, {"id": "z", "feed_url": f"{other.base}/feed"})
        desk.crawl()
        after = full.paths.index("/many")
        assert full.asked[after + 1].at - full.asked[after].at >= 1.5
        assert other.asked[-1].at - full.asked[after].at < 1.5


def test_a_long_rest_that_a_host_asks_for_is_kept_by_later_crawls_and_loses_nothing(desk: Desk) -> None:
    with Website("127.84.3.1") as site:
        site.replies |= {"/feed": rss(f"{site.base}/busy", f"{site.base}/b"), "/b": page("b")}
        site.replies["/busy"] = Reply(status=503, headers={"Retry-After": "7200"})
        desk.allow = (site.pair,)
        desk.sources({"id": "one", "feed_url": f"{site.base}/feed"})
        began = time.monotonic()
        desk.crawl()
        asked = len(site.asked)
        assert asked == 3
        assert "asked for a rest of" in desk.log
        desk.crawl(everything=True)
        assert len(site.asked) == asked
        assert time.monotonic() - began < 60
        assert desk.rows("select url from frontier where state = 'due' and tries = 0") == [
            {"url": f"{site.base}/b"},
            {"url": f"{site.base}/busy"},
        ]


def test_the_crawl_delay_of_robots_txt_is_kept_and_recorded(desk: Desk) -> None:
    with Website("127.84.3.1") as site:
        asks(site, "User-agent: *\nCrawl-delay: 1\n")
        site.replies |= {"/feed": rss(f"{site.base}/a"), "/a": page("a")}
        desk.allow = (site.pair,)
        desk.sources({"id": "one", "feed_url": f"{site.base}/feed"})
        desk.crawl()
        assert site.paths == ["/robots.txt", "/feed", "/a"]
        assert min(pauses(site)) >= 1
        assert desk.rows("select crawl_delay from hosts") == [{"crawl_delay": 1.0}]


def test_robots_txt_is_believed_for_a_day_and_longer_while_no_new_one_can_be_had(desk: Desk) -> None:
    with Website("127.84.3.1") as site:
        asks(site, "User-agent: *\nDisallow: /a\n")
        site.replies |= {"/feed": rss(f"{site.base}/a", f"{site.base}/b"), "/b": page("b"), "/a": page("a")}
        desk.allow = (site.pair,)
        desk.sources({"id": "one", "feed_url": f"{site.base}/feed"})
        desk.crawl()
        desk.crawl(everything=True)
        assert site.paths.count("/robots.txt") == 1
        site.replies["/robots.txt"] = Reply(status=500)
        with desk.archive() as archive, archive.transaction() as db:
            db.execute("update robots set fetched = '2026-01-01T00:00:00.000Z'")
        assert desk.crawl(everything=True)["failures"] == 1  # older than the 30 days of the RFC
        assert site.paths[-1] == "/robots.txt"
        with desk.archive() as archive, archive.transaction() as db:
            db.execute("update robots set fetched = strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-2 days')")
            db.execute("update frontier set due_at = '2026-01-01T00:00:00.000Z'")
        report = desk.crawl(everything=True)
        assert (report["polls"], report["failures"], report["refused"]) == (1, 0, 1)
        assert site.paths[-2:] == ["/robots.txt", "/feed"]
        assert "/a" not in site.paths


def test_a_site_that_asked_not_to_be_read_is_not_asked_for_anything(desk: Desk) -> None:
    with Website("127.84.3.1") as site, Website("127.84.3.2") as other:
        other.replies |= {"/feed": rss(f"{site.base}/x", f"{other.base}/c"), "/c": page("c")}
        desk.environment["NETRA_NEVER_READ"] = "127.84.3.1"
        desk.allow = (site.pair, other.pair)
        desk.sources({"id": "no", "feed_url": f"{site.base}/feed"}, {"id": "yes", "feed_url": f"{other.base}/feed"})
        assert desk.crawl()["pages"] == 1
        assert site.asked == []
        (state,) = desk.rows("select state_reason from sources where id = 'no'")
        assert "never_read" in state["state_reason"]
        (address,) = desk.rows("select state, reason from frontier where url like '%/x'")
        assert (address["state"], "never_read" in address["reason"]) == ("parked", True)
