"""The pause between two requests to one host."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from crawler.pace import CrawlEnded, Pacer

GAP = 0.05


def run(pacer: Pacer, *hosts: str) -> dict[str, list[tuple[float, float]]]:
    """Fetch from these hosts, all at once; when each request began and ended."""
    times: dict[str, list[tuple[float, float]]] = {}

    async def one(host: str) -> None:
        async def download() -> None:
            began = time.monotonic()
            await asyncio.sleep(0)
            times.setdefault(host, []).append((began, time.monotonic()))

        await pacer.fetch(host, download)

    async def all_() -> None:
        await asyncio.gather(*(one(host) for host in hosts))

    asyncio.run(all_())
    return times


def test_a_pause_follows_each_answer() -> None:
    times = run(Pacer(GAP), "a", "a", "a")["a"]
    assert all(began - ended >= GAP for (_, ended), (began, _) in pairwise(times))


def test_hosts_do_not_wait_for_each_other() -> None:
    now = time.monotonic()
    times = run(Pacer(3600), *"abcdefgh")
    assert max(began for requests in times.values() for began, _ in requests) - now < 60


def test_what_earlier_crawls_asked_counts() -> None:
    now = time.monotonic()
    times = run(Pacer(GAP, {"a": datetime.now(UTC), "b": datetime.now(UTC) - timedelta(days=1)}), "a", "b")
    assert times["a"][0][0] - now >= GAP
    assert times["b"][0][0] < times["a"][0][0]


def test_a_time_ahead_of_the_clock_counts_as_now() -> None:
    assert run(Pacer(GAP, {"a": datetime.now(UTC) + timedelta(days=365)}), "a")["a"]


def test_the_times_of_requests_are_given_once() -> None:
    pacer = Pacer(0)
    before = datetime.now(UTC)
    run(pacer, "a", "b")
    times = pacer.take_times()
    assert set(times) == {"a", "b"}
    assert all(before <= at <= datetime.now(UTC) for at in times.values())
    assert pacer.take_times() == {}


@pytest.mark.parametrize("abandon", [True, False])
def test_after_closing_nothing_new_goes_out(abandon: bool) -> None:
    async def scenario() -> None:
        pacer = Pacer(3600, {"waits": datetime.now(UTC)})
        started, may_end = asyncio.Event(), asyncio.Event()
        asked: list[str] = []

        async def hang() -> str:
            started.set()
            await may_end.wait()
            return "answer"

        async def never() -> None:
            asked.append("x")

        running = asyncio.create_task(pacer.fetch("runs", hang))
        waiting = asyncio.create_task(pacer.fetch("waits", never))
        await started.wait()
        pacer.close(abandon=abandon)
        may_end.set()
        with pytest.raises(CrawlEnded):
            await waiting
        with pytest.raises(CrawlEnded):
            await pacer.fetch("later", never)
        if abandon:
            with pytest.raises(CrawlEnded):
                await running
        else:
            assert await running == "answer"
        assert asked == []

    asyncio.run(scenario())
