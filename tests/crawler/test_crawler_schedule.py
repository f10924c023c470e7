"""When a source is looked at again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from crawler.schedule import next_poll

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_an_ordinary_source_is_read_every_quarter_of_an_hour() -> None:
    assert next_poll(NOW, fails=0, min_interval=180) - NOW == timedelta(minutes=15)


def test_each_failure_doubles_the_wait() -> None:
    waits = [(next_poll(NOW, fails=fails, min_interval=180) - NOW).total_seconds() / 60 for fails in range(5)]
    assert waits == [15, 30, 60, 120, 240]


@given(st.integers(0, 10**6), st.floats(0, 86400))
def test_no_source_waits_longer_than_a_day_or_less_than_the_least_interval(fails: int, least: float) -> None:
    wait = next_poll(NOW, fails=fails, min_interval=least) - NOW
    assert wait <= timedelta(days=1)
    assert wait >= timedelta(seconds=least) - timedelta(microseconds=1)
