"""Politeness: the pause between two requests to one host, whatever they are for, and across crawls."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar

_T = TypeVar("_T")
_CLOCK_STEP = 0.001
"""Seconds: the archive keeps times to the millisecond, cut off."""


class CrawlEnded(Exception):
    """The crawl ended before this request was answered; its address stays due."""


class Pacer:
    """Lets one request at a time go to a host, each at least ``gap`` seconds after the last one was answered.

    Counted from the answer and not from the request, the pause holds on the server's clock too. ``last`` says
    when earlier crawls asked each host; ``take_times`` gives what is to be remembered for later ones.
    """

    def __init__(self, gap: float, last: Mapping[str, datetime] | None = None) -> None:
        self.gap = gap
        self.closed = False
        self._closing = asyncio.Event()
        self._fetching: set[asyncio.Future[Any]] = set()
        now, clock = datetime.now(UTC), time.monotonic()
        # A time ahead of the clock (it was set back) counts as now.
        self._last = {
            host: clock - max(0.0, (now - at).total_seconds() - _CLOCK_STEP) for host, at in (last or {}).items()
        }
        self._times: dict[str, datetime] = {}

    async def fetch(self, host: str, download: Callable[[], Awaitable[_T]]) -> _T:
        """Wait for the host's turn, then run ``download``. Raises CrawlEnded, or what ``download`` raises."""
        while not self.closed and (wait := self._last.get(host, -self.gap) + self.gap - time.monotonic()) > 0:
            try:
                await asyncio.wait_for(self._closing.wait(), wait)
            except TimeoutError:
                continue
        if self.closed:
            raise CrawlEnded
        self._touch(host)
        fetching = asyncio.ensure_future(download())
        self._fetching.add(fetching)
        try:
            return await fetching
        except asyncio.CancelledError:
            raise CrawlEnded from None
        finally:
            self._fetching.discard(fetching)
            self._touch(host)

    def _touch(self, host: str) -> None:
        self._last[host] = time.monotonic()
        self._times[host] = datetime.now(UTC)

    def take_times(self) -> dict[str, datetime]:
        """When each host was asked, as far as it was not taken before."""
        times, self._times = self._times, {}
        return times

    def close(self, *, abandon: bool) -> None:
        """Let nothing new go out; with ``abandon`` also give up what is being fetched."""
        self.closed = True
        self._closing.set()
        if abandon:
            for fetching in tuple(self._fetching):
                fetching.cancel()
