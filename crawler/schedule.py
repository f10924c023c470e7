"""When a source is looked at again: often where and when there is news, seldom elsewhere, never less than daily.

The interval goes with one over the square root of the rate of news, which for a given number of requests makes the
mean delay the least (as a fixed interval does for equal rates); the rate follows the hour of the day.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from math import log2, sqrt
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data" / "rhythm.toml"
WIB = timezone(timedelta(hours=7))
LEAST, ORDINARY, MOST = 1, 5, 20
"""Bounds and mean of the interval in least intervals: 3, 15 and 60 minutes at the default of 180 s."""
LONGEST = timedelta(days=1)
"""However often it failed, a source is tried once a day."""
UNKNOWN_RATE = 8.0
"""Articles a day of a source of which nothing is known yet: the median of regional outlets."""
_LEAST_RATE = 0.05
_LEAST_AFTER_FAILURE = 60.0
_MOST_DOUBLINGS = 16.0
_HOUR = 3600.0
_PER_OCTAVE = 4
"""Steps in which rates are told apart when the common measure is sought."""


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What the next look at a source depends on."""

    rate: float = UNKNOWN_RATE  # articles a day; many times as much where an election is near
    pinned: bool = False  # an official page: slow, and the one that issues circulars
    lifetime: float = 0.0  # seconds for which the list says that it stays as it is
    backoff: float = 0.0  # weights of its failed readings in a row, those that may pass counting half


@cache
def hours() -> tuple[float, ...]:
    """The share of news in each hour by the western clock, 1 on the mean."""
    shares = tomllib.loads(DATA.read_text(encoding="utf-8"))["hours"]
    mean = sum(shares) / len(shares)
    return tuple(share / mean for share in shares)


def next_poll(now: datetime, rhythm: Rhythm, *, min_interval: float, measure: float) -> datetime:
    """The time of a source's next reading.

    ``min_interval``: the least time between two readings, in seconds, of which all bounds are multiples;
    ``measure``: what :func:`measure_for` found for all sources together.
    """
    if rhythm.backoff > 0:
        seconds = max(ORDINARY * min_interval, _LEAST_AFTER_FAILURE) * 2 ** min(rhythm.backoff, _MOST_DOUBLINGS)
        return now + min(timedelta(seconds=seconds), LONGEST)
    least, most = LEAST * min_interval, MOST * min_interval
    seconds = max(_wait(now, rhythm.rate, measure), min(rhythm.lifetime, most), least)
    most = ORDINARY * min_interval if rhythm.pinned else most
    return now + min(timedelta(seconds=min(seconds, most)), LONGEST)


def _wait(now: datetime, rate: float, measure: float) -> float:
    """Seconds until as much is to be expected as makes a look worth it; the hours' shares change on the way."""
    local = now.astimezone(WIB)
    hour, left = local.hour, _HOUR - (local.minute * 60 + local.second)
    waited, wanted = 0.0, measure
    for _ in range(25):
        speed = sqrt(max(rate, _LEAST_RATE) * hours()[hour % 24])
        if wanted <= speed * left:
            return waited + wanted / speed
        waited, wanted, hour, left = waited + left, wanted - speed * left, hour + 1, _HOUR
    return waited


def measure_for(rhythms: Iterable[tuple[float, bool]], min_interval: float) -> float:
    """The measure by which sources of these rates, pinned or not, are read every ORDINARY intervals on the mean.

    All together make as many requests as if each were read at one fixed interval.
    """
    rates = Counter((round(log2(max(rate, _LEAST_RATE)) * _PER_OCTAVE), pinned) for rate, pinned in rhythms)
    budget = sum(rates.values()) / (ORDINARY * min_interval) if min_interval else 0.0
    if not budget:
        return 0.0
    low, high = 0.0, MOST * min_interval * sqrt(2.0**12 * max(hours()))
    for _ in range(40):
        measure = (low + high) / 2
        asked = sum(
            count * _per_second(2 ** (step / _PER_OCTAVE), pinned, measure, min_interval)
            for (step, pinned), count in rates.items()
        )
        low, high = (measure, high) if asked > budget else (low, measure)
    return high


def _per_second(rate: float, pinned: bool, measure: float, min_interval: float) -> float:
    """Readings a second of a source, on the mean of the day."""
    least, most = LEAST * min_interval, (ORDINARY if pinned else MOST) * min_interval
    waits = (min(max(measure / sqrt(rate * share), least), most) for share in hours())
    return sum(1 / wait for wait in waits) / len(hours())
