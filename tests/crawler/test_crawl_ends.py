"""How a crawl ends, and what it leaves for the next one: pauses, budget, signals, an archive that fails."""

from __future__ import annotations

import json
import signal
import time
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import pytest

from archive.frontier import MAX_TRIES, begin
from tests.crawler.crawl_desk import Desk
from tests.crawler.website import Reply, Website, page, rss

GAP = 0.3


def test_the_pause_between_requests_to_a_host_is_never_undercut_not_even_by_the_next_crawl(desk: Desk) -> None:
    with Website("127.84.1.1") as one, Website("127.84.1.2") as two:
        one.replies |= {
            "/feed": rss(f"{one.base}/a", f"{one.base}/moved", f"{two.base}/c"),
            "/a": page("a"),
            "/moved": Reply(status=302, headers={"Location": "/b"}),
            "/b": page("b"),
        }
        two.replies |= {"/feed": rss(f"{two.base}/c"), "/c": page("c")}
        desk.gap, desk.allow = GAP, (one.pair, two.pair)
        desk.sources({"id": "one", "feed_url": f"{one.base}/feed"}, {"id": "two", "feed_url": f"{two.base}/feed"})
        desk.crawl()
        between = time.monotonic()
        desk.crawl(everything=True)
        assert one.paths == ["/robots.txt", "/feed", "/a", "/moved", "/b", "/feed"]
        assert two.paths == ["/robots.txt", "/feed", "/c", "/feed"]
        assert one.asked[5].at > between
        for site in (one, two):
            pauses = [later.at - earlier.at for earlier, later in pairwise(site.asked)]
            assert min(pauses) >= GAP


def test_a_crawl_waits_for_the_pause_that_an_earlier_one_began(desk: Desk) -> None:
    with Website("127.84.1.1") as site:
        site.replies |= {"/feed": rss(f"{site.base}/a")}
        desk.gap, desk.allow = 1.5, (site.pair,)
        desk.sources({"id": "one", "feed_url": f"{site.base}/feed"})
        desk.crawl(asked_before="127.84.1.1", budget=4)
        began = float((desk.folder / "began").read_text())
        assert site.asked[0].at - began >= 1.5
        (row,) = desk.rows("select host, last_request from hosts")
        assert row["host"] == "127.84.1.1"


def test_after_the_budget_nothing_new_is_requested_and_the_rest_stays_due(desk: Desk) -> None:
    with Website("127.84.1.1") as site:
        links = [f"{site.base}/{number}" for number in range(50)]
        site.replies |= {"/feed": rss(*links), **{f"/{number}": page("x") for number in range(50)}}
        desk.gap, desk.allow = 0.25, (site.pair,)
        desk.sources({"id": "one", "feed_url": f"{site.base}/feed"})
        report = desk.crawl(budget=3)
        assert report["outcome"] == "budget"
        states = {
            row["state"]: row["n"] for row in desk.rows("select state, count(*) as n from frontier group by 1")
        }
        assert states["done"] == report["pages"] == len(site.asked) - 2
        assert states["due"] == 50 - report["pages"]
        assert not desk.rows("select url from frontier where state = 'due' and (tries > 0 or reason is not null)")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_crawl_within_five_seconds_and_loses_nothing(desk: Desk, number: signal.Signals) -> None:
    with Website("127.84.1.1") as slow, Website("127.84.1.2") as fast:
        slow.replies |= {"/feed": rss(f"{slow.base}/hangs", f"{slow.base}/later"), "/hangs": Reply(hang=True)}
        fast.replies |= {"/feed": rss(f"{fast.base}/fine"), "/fine": page("baik")}
        desk.allow = (slow.pair, fast.pair)
        desk.sources(
            {"id": "slow", "feed_url": f"{slow.base}/feed"}, {"id": "fast", "feed_url": f"{fast.base}/feed"}
        )
        child = desk.start()
        assert slow.hanging.wait(60)
        started = time.monotonic()
        child.send_signal(number)
        assert desk.finish(child) == 0, desk.log
        assert time.monotonic() - started < 5
        report = json.loads((desk.folder / "report.json").read_text())
        assert report["outcome"] == "stopped"
        due = desk.rows("select url, tries, reason from frontier where state = 'due' order by url")
        assert [row for row in due if "1.1" in row["url"]] == [
            {"url": f"{slow.base}/hangs", "tries": 0, "reason": None},
            {"url": f"{slow.base}/later", "tries": 0, "reason": None},
        ]


def test_a_page_that_hangs_the_process_ends_it_and_is_parked_after_three_tries(desk: Desk) -> None:
    with Website("127.84.1.1") as site:
        hangs = f"{site.base}/hangs"
        site.replies |= {"/feed": rss(hangs), "/hangs": page("macet")}
        desk.allow = (site.pair,)
        desk.sources({"id": "one", "feed_url": f"{site.base}/feed"})
        assert desk.finish(desk.start(hang=[hangs], alarm=0.3)) == -signal.SIGALRM, desk.log
        assert desk.rows("select state, tries from frontier") == [{"state": "due", "tries": 1}]
        with desk.archive() as archive:
            for _ in range(MAX_TRIES - 1):
                begin(archive, hangs, datetime.now(UTC))
        assert desk.crawl(hang=[hangs])["pages"] == 0
        (row,) = desk.rows("select state, reason from frontier")
        assert row == {"state": "parked", "reason": "reading it ended the crawl 3 times"}


def test_an_archive_that_fails_ends_the_crawl_at_once(desk: Desk) -> None:
    with Website("127.84.1.1") as site, Website("127.84.1.2") as slow:
        links = [f"{site.base}/{number}" for number in range(5)]
        site.replies |= {"/feed": rss(*links), **{f"/{number}": page("x") for number in range(5)}}
        slow.replies |= {"/feed": Reply(hang=True)}
        desk.allow = (site.pair, slow.pair)
        desk.sources(
            {"id": "one", "feed_url": f"{site.base}/feed"}, {"id": "slow", "feed_url": f"{slow.base}/feed"}
        )
        assert desk.finish(desk.start(full=[links[1]])) == 1
        assert "ArchiveFull: The disk is full." in desk.log
        states = {row["url"]: row["state"] for row in desk.rows("select url, state from frontier")}
        assert [states[link] for link in links] == ["done", "due", "due", "due", "due"]
        assert f"/{2}" not in site.paths


def test_one_page_is_fetched_for_a_look(desk: Desk) -> None:
    with Website("127.84.1.1") as site:
        site.replies |= {"/a": Reply(status=301, headers={"Location": "/b"}), "/b": page("halaman")}
        desk.allow = (site.pair,)
        desk.finish(desk.start("fetch_child.py", url=f"{site.base}/a?utm_source=x"))
        shown: dict[str, Any] = json.loads(desk.log)
        assert shown["url"] == f"{site.base}/b"
        assert shown["requested_url"] == f"{site.base}/a"
        assert "halaman" in shown["body"]
        assert site.paths == ["/robots.txt", "/a", "/b"]


def test_one_page_that_cannot_be_had_is_a_sentence(desk: Desk) -> None:
    desk.finish(desk.start("fetch_child.py", url="http://127.84.1.1:9/x"))
    assert desk.log == (
        "FetchError: http://127.84.1.1:9/x cannot be fetched: "
        "address not allowed: 127.84.1.1 is not a public address; if it is yours, add 127.84.1.1:9"
        " to NETRA_ALLOW_HOSTS.\n"
    )
