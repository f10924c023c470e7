"""Sources, polls and the frontier."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from archive import Archive, frontier, polls
from archive.polls import Poll
from model import Candidate, Reading, Source
from tests.support import NOW

KABAR = Source(
    id="kabar",
    name="Kabar",
    homepage="https://kabar.example/",
    feed_url="https://kabar.example/feed/",
    listing_url="https://kabar.example/berita/",
)
URL = "https://kabar.example/a"
LATER = NOW + timedelta(hours=1)


def poll(*urls: str, outcome: str = "new", **fields: str) -> Poll:
    candidates = [Candidate(url, title="Judul", published=NOW) for url in urls]
    return Poll("kabar", Reading.FEED, "https://kabar.example/feed/", outcome, candidates=candidates, **fields)  # type: ignore[arg-type]


@pytest.fixture
def kabar(archive: Archive) -> Archive:
    polls.load_catalogue(archive, [KABAR], NOW)
    return archive


def states(archive: Archive) -> dict[str, str]:
    return {row["url"]: row["state"] for row in archive.rows("select url, state from frontier")}


def test_a_new_source_is_due_at_once_by_its_first_way_of_reading(kabar: Archive) -> None:
    (due,) = polls.due_sources(kabar, NOW)
    assert (due.source, due.reading, due.first_reading) == (KABAR, Reading.FEED, True)


def test_a_source_just_read_is_due_again_only_when_its_time_has_come(kabar: Archive) -> None:
    polls.record_poll(kabar, poll(URL), NOW, LATER)
    assert polls.due_sources(kabar, NOW) == []
    assert [due.first_reading for due in polls.due_sources(kabar, LATER)] == [False]
    assert len(polls.due_sources(kabar, NOW, everything=True)) == 1


def test_only_the_sources_asked_for_are_due(kabar: Archive) -> None:
    polls.load_catalogue(kabar, [KABAR, replace(KABAR, id="lain")], NOW)
    assert [due.source.id for due in polls.due_sources(kabar, NOW, only=["lain"])] == ["lain"]
    assert polls.unknown_sources(kabar, ["lain", "hilang"]) == ["hilang"]


def test_addresses_enter_once_and_the_poll_says_which_were_new(kabar: Archive) -> None:
    assert polls.record_poll(kabar, poll(URL, URL + "b"), NOW, LATER) == [URL, URL + "b"]
    assert polls.record_poll(kabar, poll(URL, URL + "c"), LATER, LATER) == [URL + "c"]
    assert [row["new"] for row in kabar.rows("select new from fetches order by id")] == [2, 1]


def test_what_the_first_reading_lists_is_silent_and_later_news_is_not(kabar: Archive) -> None:
    polls.record_poll(kabar, poll(URL), NOW, LATER)
    polls.record_poll(kabar, poll(URL + "b"), LATER, LATER)
    assert [row["silent"] for row in kabar.rows("select silent from frontier order by rowid")] == [1, 0]


def test_validators_are_kept_until_a_failure_moves_to_the_next_way_of_reading(kabar: Archive) -> None:
    polls.record_poll(kabar, poll(etag='"1"', last_modified="Sun", body_hash="ab"), NOW, NOW)
    (due,) = polls.due_sources(kabar, NOW)
    assert (due.etag, due.last_modified, due.body_hash) == ('"1"', "Sun", "ab")
    polls.record_poll(kabar, poll(outcome="unchanged"), NOW, NOW)
    assert polls.due_sources(kabar, NOW)[0].etag == '"1"'
    polls.record_poll(kabar, poll(outcome="failed", reason="404"), NOW, NOW)
    (due,) = polls.due_sources(kabar, NOW)
    assert (due.reading, due.etag, due.fails) == (Reading.LISTING, None, 1)
    (row,) = kabar.rows("select state, state_reason from sources")
    assert (row["state"], row["state_reason"]) == ("failing", "404")


def test_an_unchanged_answer_after_a_failure_is_a_recovery(kabar: Archive) -> None:
    polls.record_poll(kabar, poll(outcome="failed", reason="timeout"), NOW, NOW)
    polls.record_poll(kabar, poll(outcome="unchanged"), NOW, NOW)
    (row,) = kabar.rows("select state, state_reason, fails from sources")
    assert (row["state"], row["state_reason"], row["fails"]) == ("ok", None, 0)


def test_a_row_gone_from_the_catalogue_is_disabled_and_comes_back_with_it(kabar: Archive) -> None:
    polls.load_catalogue(kabar, [], NOW)
    assert polls.due_sources(kabar, NOW) == []
    assert kabar.value("select disabled_reason from sources") == "gone from the catalogue"
    polls.load_catalogue(kabar, [KABAR], NOW)
    assert len(polls.due_sources(kabar, NOW)) == 1


def test_a_changed_address_forgets_the_validators_and_keeps_the_state(kabar: Archive) -> None:
    polls.record_poll(kabar, poll(URL, etag='"1"'), NOW, LATER)
    polls.load_catalogue(kabar, [replace(KABAR, feed_url="https://kabar.example/rss")], NOW)
    (due,) = polls.due_sources(kabar, NOW)
    assert (due.url, due.etag, due.first_reading) == ("https://kabar.example/rss", None, False)


def test_newest_news_is_fetched_first(kabar: Archive) -> None:
    polls.record_poll(kabar, poll(URL), NOW, LATER)
    polls.record_poll(kabar, poll(URL + "new"), LATER, LATER)
    assert [due.url for due in frontier.due_addresses(kabar, LATER)] == [URL + "new", URL]


def test_what_the_list_said_of_an_address_travels_with_it(kabar: Archive) -> None:
    polls.record_poll(kabar, poll(URL), NOW, LATER)
    (due,) = frontier.due_addresses(kabar, NOW)
    assert due.candidate == Candidate(URL, "Judul", None, NOW)


def test_a_failed_fetch_is_tried_again_later_and_parked_after_a_week_of_failures(kabar: Archive) -> None:
    polls.record_poll(kabar, poll(URL), NOW, LATER)
    now = NOW
    for _ in range(frontier.MAX_FAILURES - 1):
        frontier.fail(kabar, URL, now, "timed out")
        assert frontier.due_addresses(kabar, now) == []
        now += timedelta(days=1)
        assert len(frontier.due_addresses(kabar, now)) == 1
    frontier.fail(kabar, URL, now, "timed out")
    assert states(kabar) == {URL: "parked"}
    assert kabar.value("select reason from frontier") == "timed out"


def test_failed_fetches_do_not_count_as_readings_that_ended_the_crawl(kabar: Archive) -> None:
    polls.record_poll(kabar, poll(URL), NOW, LATER)
    for _ in range(frontier.MAX_TRIES + 1):
        frontier.fail(kabar, URL, NOW, "timed out")
    assert frontier.begin(kabar, URL, NOW)


def test_a_site_that_asks_to_wait_longer_is_obeyed(kabar: Archive) -> None:
    polls.record_poll(kabar, poll(URL), NOW, LATER)
    frontier.fail(kabar, URL, NOW, "429", not_before=NOW + timedelta(hours=5))
    assert frontier.due_addresses(kabar, NOW + timedelta(hours=4)) == []


def test_a_final_failure_parks_at_once_and_keeps_the_row(kabar: Archive) -> None:
    polls.record_poll(kabar, poll(URL), NOW, LATER)
    frontier.fail(kabar, URL, NOW, "404", final=True)
    assert states(kabar) == {URL: "parked"}


def test_a_page_that_ends_the_crawl_three_times_is_not_read_a_fourth_time(kabar: Archive) -> None:
    polls.record_poll(kabar, poll(URL), NOW, LATER)
    assert [frontier.begin(kabar, URL, NOW) for _ in range(4)] == [True, True, True, False]
    assert states(kabar) == {URL: "parked"}
    assert "ended the crawl" in kabar.value("select reason from frontier")


def test_an_address_the_frontier_does_not_know_may_be_read(kabar: Archive) -> None:
    assert frontier.begin(kabar, "https://elsewhere.example/", NOW)
    frontier.fail(kabar, "https://elsewhere.example/", NOW, "404")


def test_times_are_kept_in_one_form() -> None:
    from archive.database import now_text, parse_time  # noqa: PLC0415

    wib = datetime.fromisoformat("2026-11-22T10:00:00.5+07:00")
    assert now_text(wib) == "2026-11-22T03:00:00.500Z"
    assert parse_time(now_text(wib)) == wib
