"""Readings from one crawl to the next: lists that end the crawl, lie, or hold more than is taken at once."""

from __future__ import annotations

import signal
from typing import Any

from archive.polls import ENDED_THE_CRAWL
from crawler.conventions import conventions
from tests.crawler.crawl_desk import Desk
from tests.crawler.website import Reply, Website, page, rss


def sitemap(*links: str) -> Reply:
    rows = "".join(f"<url><loc>{link}</loc></url>" for link in links)
    return Reply(f"<urlset>{rows}</urlset>".encode(), kind="text/xml")


def test_a_list_that_hangs_the_process_does_not_starve_the_other_sources(desk: Desk) -> None:
    with Website("127.84.2.1") as bad, Website("127.84.2.2") as good:
        ways = [f"{bad.base}/feed", *(url for _, url in conventions(bad.base, None))]
        bad.replies |= {way.removeprefix(bad.base): rss(f"{bad.base}/a") for way in ways}
        desk.allow = (bad.pair, good.pair)
        bad_row = {"id": "bad", "feed_url": ways[0]}
        plan: dict[str, Any] = {"hang_list": ways, "alarm": 0.3}
        desk.sources(bad_row)
        assert desk.finish(desk.start(**plan)) == -signal.SIGALRM, desk.log

        good.replies |= {"/feed": rss(f"{good.base}/b"), "/b": page("baik")}
        desk.sources(bad_row, {"id": "good", "feed_url": f"{good.base}/feed"})
        report = desk.crawl(**plan)
        assert (report["polls"], report["pages"]) == (1, 1)
        assert f"bad: {ENDED_THE_CRAWL}" in desk.log
        (row,) = desk.rows("select outcome, reason from fetches where source_id = 'bad'")
        assert row == {"outcome": "failed", "reason": ENDED_THE_CRAWL}
        (row,) = desk.rows("select state, state_reason, fails, begun from sources where id = 'bad'")
        assert row == {"state": "failing", "state_reason": ENDED_THE_CRAWL, "fails": 1, "begun": 0}

        for _ in range(2):
            assert desk.finish(desk.start(everything=True, **plan)) == -signal.SIGALRM, desk.log
        report = desk.crawl(everything=True, **plan)
        assert report["polls"] == 1
        assert "bad: not read now, as its last 3 readings ended the crawl" in desk.log

        with desk.archive() as archive, archive.transaction() as db:
            db.execute("update sources set next_at = '2024-01-01T00:00:00.000Z' where id = 'bad'")
        assert desk.crawl(only=["bad"])["polls"] == 1  # its own time has come, and it hangs no more


def test_what_cannot_be_kept_is_a_failed_reading_and_not_one_without_a_record(desk: Desk) -> None:
    with Website("127.84.2.1") as site:
        site.replies |= {"/feed": rss(f"{site.base}/a")}
        desk.allow = (site.pair,)
        desk.sources({"id": "one", "feed_url": f"{site.base}/feed"})
        report = desk.crawl(spoil_list=[f"{site.base}/feed"])
        assert (report["polls"], report["failures"]) == (1, 1)
        (row,) = desk.rows("select outcome, reason from fetches")
        assert row["outcome"] == "failed"
        assert row["reason"].startswith("reading it failed: UnicodeEncodeError")
        assert desk.rows("select begun from sources") == [{"begun": 0}]


def test_not_modified_is_a_failure_when_nobody_asked_whether_it_was(desk: Desk) -> None:
    with Website("127.84.2.1") as site:
        site.replies |= {"/feed": Reply(status=304)}
        desk.allow = (site.pair,)
        desk.sources({"id": "one", "feed_url": f"{site.base}/feed"})
        desk.crawl()
        (row,) = desk.rows("select outcome, status, reason from fetches")
        assert row == {"outcome": "failed", "status": 304, "reason": "answered 304 to an unconditional request"}


def test_a_long_sitemap_without_dates_is_taken_in_over_several_readings_and_silently(desk: Desk) -> None:
    with Website("127.84.2.1") as site:
        old = [f"{site.base}/{number}" for number in range(500)]
        site.replies |= {"/sitemap.xml": sitemap(*old)}
        site.replies["/sitemap.xml"].headers["ETag"] = '"1"'
        desk.allow = (site.pair,)
        desk.sources({"id": "one", "sitemap_url": f"{site.base}/sitemap.xml"})
        counts = []
        for _ in range(3):
            desk.crawl(everything=True)  # the pages are missing, which is of no interest here
            counts.append(len(desk.rows("select url from frontier")))
        assert counts == [200, 400, 500]
        (first, second, third) = desk.rows("select new, reason from fetches order by id")
        assert first == {"new": 200, "reason": "300 of 500 new addresses are left for the next reading"}
        assert second == {"new": 200, "reason": "100 of 300 new addresses are left for the next reading"}
        assert third == {"new": 100, "reason": None}
        assert desk.rows("select distinct silent from frontier") == [{"silent": 1}]
        assert desk.rows("select state, state_reason, etag from sources") == [
            {"state": "ok", "state_reason": None, "etag": '"1"'}
        ]

        site.replies["/sitemap.xml"] = sitemap(*old, f"{site.base}/baru")
        desk.crawl(everything=True)
        assert desk.rows("select url from frontier where silent = 0") == [{"url": f"{site.base}/baru"}]


def test_a_page_that_is_missing_once_is_asked_for_once_more(desk: Desk) -> None:
    with Website("127.84.2.1") as site:
        site.replies |= {"/feed": rss(f"{site.base}/gone", f"{site.base}/back")}
        desk.allow = (site.pair,)
        desk.sources({"id": "one", "feed_url": f"{site.base}/feed"})
        desk.crawl()
        states = "select state, reason from frontier where url like '%/{}'"
        for name in ("gone", "back"):
            assert desk.rows(states.format(name)) == [{"state": "due", "reason": "answered 404 Not Found"}]
        site.replies["/back"] = page("kembali")
        with desk.archive() as archive, archive.transaction() as db:
            db.execute("update frontier set due_at = '2024-01-01T00:00:00.000Z'")
        desk.crawl()
        assert desk.rows(states.format("gone")) == [{"state": "parked", "reason": "answered 404 Not Found"}]
        assert desk.rows(states.format("back"))[0]["state"] == "done"
