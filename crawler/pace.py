"""Politeness: one request at a time to a host or its publisher's network, and a pause, for whatever it is and
across crawls."""

from __future__ import annotations

import asyncio
import logging
import random
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

from scrapy.http import Response

from archive.hosts import Host
from crawler.networks import Networks

log = logging.getLogger("netra.crawler")
_T = TypeVar("_T")
_CLOCK_STEP = 0.001
"""Seconds: the archive keeps times to the millisecond, cut off."""
LONGEST_CRAWL_DELAY = 60.0
"""Seconds: what robots.txt asks for beyond it is a mistake or a refusal in other words."""
LONGEST_WAIT_SECONDS = 86_400.0
LONG_HOLD = 60.0
"""Seconds: what a host asks for beyond it no crawl sits out; its addresses wait in the frontier."""
JITTER = 0.1
"""Share of a pause that is added to it by chance, so that no beat is heard."""
_TOO_MANY, _UNAVAILABLE = 429, 503


class CrawlEnded(Exception):
    """The crawl ended before this request was answered; its address stays due."""


class HostHeld(Exception):
    """The host asked to be left alone for a while; ``seconds`` are left of it."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"it asked not to be asked for {seconds:.0f} s")
        self.seconds = seconds


def retry_after(response: Response, now: datetime) -> float | None:
    """The seconds that a Retry-After header asks to wait (RFC 9110, 10.2.3), a day at most; None without."""
    text = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if not text:
        return None
    try:
        seconds = float(text) if text.isdigit() else (parsedate_to_datetime(text) - now).total_seconds()
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(seconds, 0.0), LONGEST_WAIT_SECONDS)


class Pacer:
    """Lets one request at a time go to a target, each at least ``gap`` seconds after the last one was answered.

    A target is a host or a publisher's network (:meth:`crawler.networks.Networks.target`). Counted from the answer
    and not from the request, the pause holds on the server's clock too; a Crawl-delay of its robots.txt makes it
    longer, and what an answer asks for holds the target (:meth:`heed`). ``known`` says what earlier crawls know of
    each; ``take_changes`` gives what is to be remembered for later ones.
    """

    def __init__(
        self,
        gap: float,
        networks: Networks,
        known: Mapping[str, Host] | None = None,
        *,
        rest: float = 30.0,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.gap = gap
        self.rest = rest
        self.closed = False
        self._networks = networks
        self._chance = chance
        self._closing = asyncio.Event()
        self._slots: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._fetching: set[asyncio.Future[Any]] = set()
        self._hosts = dict(known or {})
        self._changed: set[str] = set()
        self._ready: dict[str, float] = {}  # of the monotonic clock
        self._held: dict[str, float] = {}
        now, clock = datetime.now(UTC), time.monotonic()
        for target, host in self._hosts.items():
            # A time ahead of the clock (it was set back) counts as now.
            ago = max(0.0, (now - host.last_request).total_seconds() - _CLOCK_STEP)
            self._ready[target] = clock - ago + self._pause(target)
            if host.held_until and host.held_until > now:
                left = (host.held_until - now).total_seconds() + _CLOCK_STEP
                self._held[target] = clock + min(left, LONGEST_WAIT_SECONDS)

    def target(self, host: str) -> str:
        """What a request to a host asks of."""
        return self._networks.target(host)

    def wait(self, target: str) -> float:
        """Seconds until a target may be asked again, 0 when it may be now."""
        ready = max(self._ready.get(target, 0.0), self._held.get(target, 0.0))
        return max(0.0, ready - time.monotonic())

    def held(self, target: str) -> float:
        """Seconds for which a target still asked to be left alone."""
        return max(0.0, self._held.get(target, 0.0) - time.monotonic())

    async def fetch(self, target: str, download: Callable[[], Awaitable[_T]]) -> _T:
        """Wait for the target's turn, then run ``download``.

        Raises CrawlEnded, HostHeld when the target asked for a long rest, or what ``download`` raises.
        """
        async with self._slots[target]:
            await self._turn(target)
            self._touch(target)
            fetching = asyncio.ensure_future(download())
            self._fetching.add(fetching)
            try:
                return await fetching
            except asyncio.CancelledError:
                raise CrawlEnded from None
            finally:
                self._fetching.discard(fetching)
                self._touch(target)

    async def _turn(self, target: str) -> None:
        while not self.closed and (wait := self.wait(target)) > 0:
            if (held := self.held(target)) > LONG_HOLD:
                raise HostHeld(held)
            try:
                await asyncio.wait_for(self._closing.wait(), wait)
            except TimeoutError:
                continue
        if self.closed:
            raise CrawlEnded

    def _pause(self, target: str) -> float:
        host = self._hosts.get(target)
        return max(self.gap, min(host.crawl_delay or 0.0, LONGEST_CRAWL_DELAY) if host else 0.0)

    def _touch(self, target: str) -> None:
        self._ready[target] = time.monotonic() + self._pause(target) * (1 + JITTER * self._chance())
        host = self._hosts.get(target)
        self._know(
            target, Host(datetime.now(UTC), host.held_until if host else None, host.crawl_delay if host else None)
        )

    def _know(self, target: str, host: Host) -> None:
        self._hosts[target] = host
        self._changed.add(target)

    def heed(self, target: str, response: Response) -> None:
        """Rest as an answer asks: after a 429 ``rest`` seconds at least, else as long as its Retry-After says."""
        now = datetime.now(UTC)
        asked = retry_after(response, now)
        if response.status == _TOO_MANY:
            self._hold(target, max(self.rest, asked or 0.0), now)
        elif response.status == _UNAVAILABLE and asked:
            self._hold(target, asked, now)

    def _hold(self, target: str, seconds: float, now: datetime) -> None:
        if seconds > LONG_HOLD:
            log.warning("%s asked for a rest of %.0f s; it is asked nothing until then", target, seconds)
        until = now + timedelta(seconds=seconds)
        self._held[target] = max(self._held.get(target, 0.0), time.monotonic() + seconds)
        host = self._hosts[target]
        self._know(target, Host(host.last_request, max(until, host.held_until or until), host.crawl_delay))

    def delay(self, target: str, seconds: float | None) -> None:
        """Pause as the Crawl-delay of a robots.txt asks, LONGEST_CRAWL_DELAY at most; None takes it back."""
        host = self._hosts.get(target)
        if host is None or host.crawl_delay == seconds:
            return
        self._know(target, Host(host.last_request, host.held_until, seconds))
        since = time.monotonic() - max(0.0, (datetime.now(UTC) - host.last_request).total_seconds())
        self._ready[target] = max(self._ready.get(target, 0.0), since + self._pause(target))

    def take_changes(self) -> dict[str, Host]:
        """What is known of each target, as far as it changed and was not taken before."""
        changed, self._changed = self._changed, set()
        return {target: self._hosts[target] for target in changed}

    def close(self, *, abandon: bool) -> None:
        """Let nothing new go out; with ``abandon`` also give up what is being fetched."""
        self.closed = True
        self._closing.set()
        if abandon:
            for fetching in tuple(self._fetching):
                fetching.cancel()
