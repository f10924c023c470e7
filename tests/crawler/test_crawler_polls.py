"""What the archive remembers of a source's readings: begun and not ended, silent, with validators to trust."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from archive import Archive, polls
from archive.polls import ENDED_THE_CRAWL, MAX_UNENDED, Poll
from model import Candidate, Reading, Source
from tests.support import NOW

KABAR = Source(
    id="kabar",
    name="Kabar",
    homepage="https://kabar.example/",
    feed_url="https://kabar.example/feed/",
    sitemap_url="https://kabar.example/sitemap.xml",
)
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def kabar(archive: Archive) -> Archive:
    polls.load_catalogue(archive, [KABAR], NOW)
    return archive


def read(archive: Archive, outcome: str, *names: str, at: datetime = NOW, **more: str | int) -> None:
    (due,) = polls.due_sources(archive, at, everything=True)
    candidates = [Candidate(f"https://kabar.example/{name}") for name in names]
    poll = Poll("kabar", due.reading, due.url, outcome, candidates=candidates, trial=due.trial, **more)  # type: ignore[arg-type]
    polls.record_poll(archive, poll, at, at)


def silent(archive: Archive) -> dict[str, int]:
    rows = archive.rows("select url, silent from frontier")
    return {row["url"].rpartition("/")[2]: row["silent"] for row in rows}


def test_a_reading_that_began_and_never_ended_is_a_failure_and_waits(kabar: Archive) -> None:
    polls.begin_poll(kabar, "kabar", NOW, LATER)
    assert polls.due_sources(kabar, NOW) == []
    assert polls.settle_polls(kabar) == ["kabar"]
    assert polls.settle_polls(kabar) == []
    assert polls.due_sources(kabar, NOW) == []
    (due,) = polls.due_sources(kabar, LATER)
    assert (due.reading, due.fails, due.held) == (Reading.SITEMAP, 1, False)
    (row,) = kabar.rows("select reading, outcome, reason from fetches")
    assert row == {"reading": "feed", "outcome": "failed", "reason": ENDED_THE_CRAWL}


def test_a_reading_that_ended_or_goes_on_elsewhere_is_none_that_never_ended(kabar: Archive) -> None:
    polls.begin_poll(kabar, "kabar", NOW, LATER)
    read(kabar, "new", "a")
    assert polls.settle_polls(kabar) == []
    polls.begin_poll(kabar, "kabar", NOW, LATER)
    polls.pause_poll(kabar, "kabar", NOW)
    assert polls.settle_polls(kabar) == []
    assert len(polls.due_sources(kabar, NOW)) == 1


def test_after_three_readings_that_ended_the_crawl_only_its_own_time_brings_the_next(kabar: Archive) -> None:
    for _ in range(MAX_UNENDED):
        (due,) = polls.due_sources(kabar, NOW, everything=True)
        assert not due.held
        polls.begin_poll(kabar, "kabar", NOW, LATER)
        polls.settle_polls(kabar)
    assert [due.held for due in polls.due_sources(kabar, NOW, everything=True)] == [True]
    assert [due.held for due in polls.due_sources(kabar, LATER, everything=True)] == [False]
    read(kabar, "new", "a", at=LATER)
    assert [due.held for due in polls.due_sources(kabar, NOW, everything=True)] == [False]


def test_what_another_way_of_reading_lists_first_is_silent_too(kabar: Archive) -> None:
    read(kabar, "new", "a")
    read(kabar, "new", "b")
    read(kabar, "failed")
    read(kabar, "new", "c")  # the sitemap, for the first time
    read(kabar, "new", "d")
    read(kabar, "failed")
    read(kabar, "new", "e")  # the feed again
    assert silent(kabar) == {"a": 1, "b": 0, "c": 1, "d": 0, "e": 0}


def test_until_a_list_was_read_to_its_end_it_is_silent(kabar: Archive) -> None:
    read(kabar, "new", "a", reason="1 of 2 new addresses are left for the next reading")
    read(kabar, "new", "b")
    read(kabar, "new", "c")
    assert silent(kabar) == {"a": 1, "b": 1, "c": 0}


def test_a_day_after_the_last_list_its_validators_are_trusted_no_more(kabar: Archive) -> None:
    def etag(hours: float) -> str | None:
        return polls.due_sources(kabar, NOW + timedelta(hours=hours), everything=True)[0].etag

    read(kabar, "new", "a", status=200, etag='"1"')
    read(kabar, "unchanged", at=NOW + timedelta(hours=20), status=304)
    assert etag(23.9) == '"1"'
    assert etag(24) is None
    read(kabar, "unchanged", at=NOW + timedelta(hours=24), status=200)
    assert etag(47) == '"1"'


def test_the_rate_of_news_is_learned_from_readings_and_forgets_slowly(kabar: Archive) -> None:
    read(kabar, "new", *(f"old{n}" for n in range(50)))  # silent: what was there before
    (due,) = polls.due_sources(kabar, NOW, everything=True)
    assert due.rate is None
    at = NOW
    for day in range(60):
        at = NOW + timedelta(days=day + 1)
        read(kabar, "new", *(f"{day}-{n}" for n in range(24)), at=at)
    (due,) = polls.due_sources(kabar, at, everything=True)
    assert due.rate == pytest.approx(24, rel=0.05)
    for _ in range(7):
        at += timedelta(days=1)
        read(kabar, "unchanged", at=at)
    (due,) = polls.due_sources(kabar, at, everything=True)
    assert due.rate is not None
    assert 5 < due.rate < 12


def test_a_way_of_reading_that_had_to_give_way_is_tried_again_after_a_day(kabar: Archive) -> None:
    read(kabar, "failed")
    read(kabar, "new", "a")
    (due,) = polls.due_sources(kabar, NOW, everything=True)
    assert (due.reading, due.trial) == (Reading.SITEMAP, False)
    tomorrow = NOW + timedelta(days=1)
    (due,) = polls.due_sources(kabar, tomorrow, everything=True)
    assert (due.reading, due.trial, due.etag) == (Reading.FEED, True, None)
    read(kabar, "failed", at=tomorrow)
    (state,) = kabar.rows("select state, fails, reading from sources")
    assert state == {"state": "ok", "fails": 0, "reading": 1}
    (due,) = polls.due_sources(kabar, tomorrow)
    assert (due.reading, due.trial) == (Reading.SITEMAP, False)
    after = tomorrow + timedelta(days=1)
    read(kabar, "new", "b", at=after)
    (due,) = polls.due_sources(kabar, after + timedelta(days=2), everything=True)
    assert (due.reading, due.trial) == (Reading.FEED, False)
