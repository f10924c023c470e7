"""When a source is looked at again: by its rate of news, the hour, its own word, and how it fails."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import Response

from crawler.contests import times
from crawler.lifetime import lifetime
from crawler.schedule import LEAST, MOST, ORDINARY, Rhythm, measure_for, next_poll

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)  # by the western clock
NIGHT = datetime(2026, 11, 22, 18, tzinfo=UTC)
MINUTES = 60.0
LEAST_INTERVAL = 180.0
RATES = [(rate, False) for rate in (0.2, 1.0, 4.0, 8.0, 20.0, 60.0, 200.0)]
MEASURE = measure_for(RATES, LEAST_INTERVAL)


def minutes(rhythm: Rhythm, now: datetime = NOON) -> float:
    """The wait until the next look."""
    found = next_poll(now, rhythm, min_interval=LEAST_INTERVAL, measure=MEASURE)
    return (found - now).total_seconds() / MINUTES


def test_the_more_news_a_source_brings_the_sooner_it_is_read_within_bounds() -> None:
    waits = [minutes(Rhythm(rate)) for rate, _ in RATES]
    assert waits == sorted(waits, reverse=True)
    assert all(LEAST * 3 <= wait <= MOST * 3 for wait in waits)
    assert minutes(Rhythm(4.0)) / minutes(Rhythm(16.0)) == pytest.approx(2, rel=0.1)


def test_all_sources_together_are_read_as_often_as_at_one_fixed_interval() -> None:
    def asked(rate: float) -> int:
        now, count = NOON, 0
        while now < NOON + timedelta(days=7):
            now = next_poll(now, Rhythm(rate), min_interval=LEAST_INTERVAL, measure=MEASURE)
            count += 1
        return count

    fixed = 7 * 24 * 60 / (ORDINARY * 3) * len(RATES)
    assert sum(asked(rate) for rate, _ in RATES) == pytest.approx(fixed, rel=0.05)


def test_at_night_one_looks_less() -> None:
    assert minutes(Rhythm(8.0), NIGHT) > 1.5 * minutes(Rhythm(8.0))


def test_a_look_late_at_night_does_not_wait_beyond_the_morning() -> None:
    before_six = datetime(2026, 11, 22, 22, 50, tzinfo=UTC)
    at_six = datetime(2026, 11, 22, 23, 0, tzinfo=UTC)
    slow = Rhythm(3.0)
    assert minutes(slow, before_six) - 10 <= minutes(slow, at_six) + 1


def test_an_official_page_is_read_every_quarter_of_an_hour_however_slow_it_is() -> None:
    assert minutes(Rhythm(0.05, pinned=True), NIGHT) == 15
    assert minutes(Rhythm(0.05, pinned=True, lifetime=86400.0)) == 15


def test_what_a_list_says_of_its_own_lifetime_is_kept_up_to_an_hour() -> None:
    assert minutes(Rhythm(200.0)) < 30
    assert minutes(Rhythm(200.0, lifetime=30 * MINUTES)) == 30
    assert minutes(Rhythm(200.0, lifetime=86400.0)) == 60


def test_each_failure_doubles_the_wait_and_one_that_may_pass_counts_half() -> None:
    assert [minutes(Rhythm(backoff=weight)) for weight in (1, 2, 3)] == [30, 60, 120]
    assert minutes(Rhythm(backoff=0.5)) == pytest.approx(15 * 2**0.5)
    assert minutes(Rhythm(backoff=1000.0)) == 24 * 60


@given(
    st.builds(Rhythm, st.floats(0, 1e6), st.booleans(), st.floats(0, 1e9), st.floats(0, 1e6)),
    st.floats(0, 86400),
    st.lists(st.tuples(st.floats(0, 1e4), st.booleans()), max_size=5),
    st.timedeltas(timedelta(0), timedelta(days=4000)),
)
def test_no_source_waits_longer_than_a_day_or_less_than_the_least_interval(
    rhythm: Rhythm, least: float, others: list[tuple[float, bool]], later: timedelta
) -> None:
    now = NOON + later
    wait = next_poll(now, rhythm, min_interval=least, measure=measure_for(others, least)) - now
    assert wait <= timedelta(days=1)
    assert wait >= timedelta(seconds=least) - timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"Cache-Control": "public, max-age=600"}, 600),
        ({"Cache-Control": "max-age=600", "Age": "200"}, 400),
        ({"Cache-Control": "max-age=60, s-maxage=900"}, 60),
        ({"Cache-Control": "max-age=600, no-cache"}, 0),
        ({"Cache-Control": "no-store"}, 0),
        ({"Cache-Control": "max-age=viel"}, 0),
        ({"Expires": "Thu, 12 Nov 2026 01:00:00 GMT", "Date": "Thu, 12 Nov 2026 00:30:00 GMT"}, 1800),
        ({"Expires": "Thu, 12 Nov 2026 00:00:00 GMT", "Date": "Thu, 12 Nov 2026 00:30:00 GMT"}, 0),
        ({"Expires": "0"}, 0),
        ({"Expires": "kapan saja", "Age": "x"}, 0),
    ],
)
def test_cache_headers_say_how_long_a_list_stays_as_it_is(headers: dict[str, str], seconds: float) -> None:
    assert lifetime(Response("https://kabar.example/feed", headers=headers)) == seconds


@pytest.mark.parametrize(
    ("day", "province", "regency", "raised"),
    [
        (date(2024, 11, 1), "33", "33.74", True),
        (date(2024, 11, 1), None, None, True),
        (date(2026, 11, 22), "33", "33.74", False),
        (date(2025, 4, 1), "72", "72.08", True),
        (date(2025, 4, 1), "72", None, True),
        (date(2025, 4, 1), "72", "72.71", False),
        (date(2025, 4, 1), "33", None, False),
        (date(2025, 4, 1), None, None, False),
        (date(2025, 7, 1), "91", "91.71", True),
    ],
)
def test_an_election_raises_the_places_that_vote(
    day: date, province: str | None, regency: str | None, raised: bool
) -> None:
    assert (times(day, province, regency) > 1) is raised
