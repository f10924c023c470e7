"""A simulation of a month: 350 feeds, the product's own schedule beside fixed intervals and back-off.

``python -m benchmarks.polling`` writes ``RESULTS.md``. Nothing is fetched and nothing waits: times are numbers.
"""

from __future__ import annotations

import heapq
import random
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import exp
from pathlib import Path
from statistics import mean, quantiles

from tabulate import tabulate

from archive.polls import rate_after
from crawler.schedule import MOST, ORDINARY, UNKNOWN_RATE, Rhythm, hours, measure_for, next_poll

RESULTS = Path(__file__).with_name("RESULTS.md")
SEED = 20261122
FEEDS, OFFICIAL = 350, 10
DAYS, SCORED_FROM = 28, 14
MEDIAN, SPREAD = 8.0, 1.468
"""Articles a day over feeds: log-normal, 8 at the median and some 23 at the mean."""
OFFICIAL_RATE = 0.4
LEAST_SECONDS = 180.0
BEGIN = datetime(2026, 11, 1, tzinfo=UTC)
DAY = 86400.0
NIGHT_SHIFT = 7
"""Hours between UTC, in which the simulation counts, and the western clock, which newsrooms live by."""


@dataclass
class Feed:
    """One feed: when it publishes (seconds from the beginning), and what a policy knows of it."""

    official: bool
    posts: list[float]
    rate: float | None = None
    interval: float = 900.0
    delays: list[float] = field(default_factory=list)
    polls: int = 0


Policy = Callable[[Feed, float, int, float], float]
"""Feed, time of the reading, new articles in it, seconds since the last one → time of the next reading."""


def feeds(chance: random.Random, count: int = FEEDS) -> list[Feed]:
    """The feeds of the simulation, with what they publish in all its days; one of ten is official."""
    shares = hours()
    found = []
    for number in range(count):
        official = number % OFFICIAL == 0
        rate = OFFICIAL_RATE if official else MEDIAN * exp(chance.gauss(0, SPREAD))
        posts = []
        for day in range(DAYS):
            for hour in range(24):
                expected = rate / 24 * shares[(hour + NIGHT_SHIFT) % 24]
                posts += [day * DAY + (hour + chance.random()) * 3600 for _ in range(_poisson(chance, expected))]
        found.append(Feed(official, sorted(posts)))
    return found


def _poisson(chance: random.Random, expected: float) -> int:
    count, left = 0, chance.expovariate(1.0)
    while left < expected:
        count += 1
        left += chance.expovariate(1.0)
    return count


def fixed(seconds: float) -> Policy:
    """Always the same interval."""
    return lambda _feed, now, _new, _since: now + seconds


def back_off(feed: Feed, now: float, new: int, _since: float) -> float:
    """Half the interval after news, half as much again after none; 15 minutes to a day."""
    feed.interval = min(max(feed.interval / 2 if new else feed.interval * 1.5, 900.0), DAY)
    return now + feed.interval


class Ours:
    """The product's schedule, which learns each feed's rate as it goes."""

    def __init__(self, all_feeds: Sequence[Feed], least: float = LEAST_SECONDS) -> None:
        self._feeds, self._least = all_feeds, least
        self._weighed_at, self._measure = -DAY, 0.0

    def __call__(self, feed: Feed, now: float, new: int, since: float) -> float:
        """The next reading."""
        if since > 0:
            feed.rate = rate_after(feed.rate, since / DAY, new)
        if now - self._weighed_at > 3600:
            rates = [(each.rate or UNKNOWN_RATE, each.official) for each in self._feeds]
            self._measure, self._weighed_at = measure_for(rates, self._least), now
        rhythm = Rhythm(feed.rate or UNKNOWN_RATE, feed.official)
        at = BEGIN + timedelta(seconds=now)
        return now + (next_poll(at, rhythm, min_interval=self._least, measure=self._measure) - at).total_seconds()


def simulate(all_feeds: Sequence[Feed], policy: Policy) -> None:
    """Read all feeds for DAYS; delays and readings of the days that are scored are kept with each feed."""
    chance = random.Random(SEED + 1)
    due = sorted((chance.random() * 900, number) for number in range(len(all_feeds)))
    last = [0.0] * len(all_feeds)
    end = DAYS * DAY
    while due and due[0][0] < end:
        now, number = heapq.heappop(due)
        feed = all_feeds[number]
        new = feed.posts[bisect_right(feed.posts, last[number]) : bisect_right(feed.posts, now)]
        if now >= SCORED_FROM * DAY:
            feed.polls += 1
            feed.delays += [now - at for at in new if at >= SCORED_FROM * DAY]
        following = policy(feed, now, len(new), now - last[number] if last[number] else 0.0)
        last[number] = now
        heapq.heappush(due, (following, number))


def row(name: str, make: Callable[[Sequence[Feed]], Policy], count: int = FEEDS) -> list[object]:
    """One policy's line: requests a day, then the delays in minutes: mean, p95, worst, worst official, by feed."""
    all_feeds = feeds(random.Random(SEED), count)
    simulate(all_feeds, make(all_feeds))
    delays = [delay / 60 for feed in all_feeds for delay in feed.delays]
    official = [delay / 60 for feed in all_feeds if feed.official for delay in feed.delays]
    by_feed = [mean(feed.delays) / 60 for feed in all_feeds if feed.delays]
    days = DAYS - SCORED_FROM
    return [
        name,
        round(sum(feed.polls for feed in all_feeds) / days),
        mean(delays),
        quantiles(delays, n=20)[-1],
        max(delays),
        max(official),
        mean(by_feed),
    ]


def main() -> None:
    """Simulate each policy and write the table."""
    ordinary = ORDINARY * LEAST_SECONDS
    rows = [
        row("every 15 minutes", lambda _: fixed(ordinary)),
        row("every 30 minutes", lambda _: fixed(2 * ordinary)),
        row("back-off, 15 minutes to a day", lambda _: back_off),
        row("Netra", Ours),
        row("Netra, half as often", lambda all_feeds: Ours(all_feeds, 2 * LEAST_SECONDS)),
    ]
    heads = ["policy", "requests a day", "mean", "p95", "worst", "worst official", "mean over feeds"]
    table = tabulate(rows, heads, tablefmt="github", floatfmt=".2f")
    RESULTS.write_text(
        _TEXT.format(table=table, feeds=FEEDS, official=FEEDS // OFFICIAL, most=MOST * 3), encoding="utf-8"
    )
    print(table)


_TEXT = """\
# How long news waits to be seen

Written by `make bench-polling`: a simulated month of {feeds} feeds, {official} of them official pages with news
every few days, the others with 8 articles a day at the median (log-normal), by the hours of a newsroom's day. The
last 14 days count. Delay in minutes from publication to the reading that shows it; Netra learns each feed's rate as
it goes.

{table}

Bars: at 33,600 requests a day a mean of 4.5 at most, p95 and the worst official page 15 at most. No page waits
longer than {most} minutes.
"""

if __name__ == "__main__":
    main()
