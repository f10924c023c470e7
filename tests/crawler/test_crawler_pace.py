"""The pause between two requests to one host or network, and what makes it longer."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from scrapy.http import Response

from archive.hosts import Host
from crawler.networks import Networks
from crawler.pace import JITTER, CrawlEnded, HostHeld, Pacer, retry_after

GAP = 0.05
NETWORKS = Networks({"koran.example": "koran"})


def pacer_of(
    gap: float, asked: dict[str, datetime] | None = None, *, rest: float = 30.0, chance: float = 0.0
) -> Pacer:
    known = {target: Host(at) for target, at in (asked or {}).items()}
    return Pacer(gap, NETWORKS, known, rest=rest, chance=lambda: chance)


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
    times = run(pacer_of(GAP), "a", "a", "a")["a"]
    assert all(began - ended >= GAP for (_, ended), (began, _) in pairwise(times))


def test_hosts_do_not_wait_for_each_other() -> None:
    now = time.monotonic()
    times = run(pacer_of(3600), *"abcdefgh")
    assert max(began for requests in times.values() for began, _ in requests) - now < 60


def test_what_earlier_crawls_asked_counts() -> None:
    now = time.monotonic()
    times = run(pacer_of(GAP, {"a": datetime.now(UTC), "b": datetime.now(UTC) - timedelta(days=1)}), "a", "b")
    assert times["a"][0][0] - now >= GAP
    assert times["b"][0][0] < times["a"][0][0]


def test_a_time_ahead_of_the_clock_counts_as_now() -> None:
    assert run(pacer_of(GAP, {"a": datetime.now(UTC) + timedelta(days=365)}), "a")["a"]


def test_what_changed_is_given_once() -> None:
    pacer = pacer_of(0)
    before = datetime.now(UTC)
    run(pacer, "a", "b")
    changed = pacer.take_changes()
    assert set(changed) == {"a", "b"}
    assert all(before <= host.last_request <= datetime.now(UTC) for host in changed.values())
    assert pacer.take_changes() == {}


@pytest.mark.parametrize("abandon", [True, False])
def test_after_closing_nothing_new_goes_out(abandon: bool) -> None:
    async def scenario() -> None:
        pacer = pacer_of(3600, {"waits": datetime.now(UTC)})
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


def test_one_request_at_a_time_goes_to_a_target_however_long_it_takes() -> None:
    async def scenario() -> list[str]:
        pacer, told, answered = pacer_of(0), [], asyncio.Event()

        async def slow() -> None:
            told.append("first asked")
            await answered.wait()
            told.append("first answered")

        async def second() -> None:
            told.append("second asked")

        waiting = [asyncio.create_task(pacer.fetch("koran", each)) for each in (slow, second)]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        answered.set()
        await asyncio.gather(*waiting)
        return told

    assert asyncio.run(scenario()) == ["first asked", "first answered", "second asked"]


def test_chance_only_adds_to_a_pause() -> None:
    for chance in (0.0, 0.5, 1.0):
        pacer = pacer_of(100, chance=chance)
        run(pacer, "a")
        assert 99 < pacer.wait("a") <= 100 * (1 + JITTER * chance)
        assert pacer.wait("a") > 100 * (1 + JITTER * chance) - 1


def test_a_network_is_one_target_and_a_host_without_its_www_another() -> None:
    pacer = pacer_of(0)
    assert pacer.target("aceh.koran.example") == pacer.target("koran.example") == "koran"
    assert pacer.target("www.lain.example") == pacer.target("lain.example") == "lain.example"
    assert pacer.target("bukankoran.example") == "bukankoran.example"


def answer(status: int, wait: str | None = None) -> Response:
    return Response("http://a.example/", status=status, headers={"Retry-After": wait} if wait else {})


@pytest.mark.parametrize(
    ("status", "wait", "seconds"),
    [(429, None, 30), (429, "5", 30), (429, "45", 45), (503, "50", 50), (503, None, 0), (200, "50", 0)],
)
def test_what_an_answer_asks_for_holds_the_target(status: int, wait: str | None, seconds: float) -> None:
    pacer = pacer_of(0)
    run(pacer, "a")
    pacer.heed("a", answer(status, wait))
    assert seconds - 1 < pacer.held("a") <= seconds or (seconds == 0 and pacer.held("a") == 0)
    assert pacer.wait("a") == pytest.approx(pacer.held("a"), abs=0.5)


def test_a_hold_outlives_the_crawl() -> None:
    pacer = pacer_of(0)
    run(pacer, "a")
    pacer.heed("a", answer(503, "7200"))
    later = Pacer(0, NETWORKS, pacer.take_changes())
    assert 7000 < later.held("a") <= 7201
    with pytest.raises(HostHeld, match="asked not to be asked for"):
        run(later, "a")


def test_a_crawl_delay_makes_the_pause_longer_up_to_a_minute_and_outlives_the_crawl() -> None:
    pacer = pacer_of(1)
    run(pacer, "a", "b")
    pacer.delay("a", 20)
    pacer.delay("b", 86400)
    assert 18 < pacer.wait("a") <= 20
    assert 58 < pacer.wait("b") <= 60
    later = Pacer(1, NETWORKS, pacer.take_changes())
    assert 18 < later.wait("a") <= 20
    later.delay("a", None)
    run(later, "c")
    assert later.take_changes()["a"].crawl_delay is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("120", 120),
        ("999999999", 86400),
        ("Thu, 12 Nov 2026 00:01:00 GMT", 60),
        ("Wed, 11 Nov 2026 00:00:00 GMT", 0),
        ("soon", None),
        ("-5", None),
        ("Thu, 99 Nov 2026", None),
        ("", None),
    ],
)
def test_retry_after_is_read_as_seconds_or_a_date(text: str, seconds: float | None) -> None:
    assert retry_after(answer(503, text), datetime(2026, 11, 12, tzinfo=UTC)) == seconds
