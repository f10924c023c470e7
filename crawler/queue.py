"""Which request goes next: hosts in turn, each when its pause is over, within a host the most urgent first."""

from __future__ import annotations

import asyncio
import heapq
import logging
from collections import OrderedDict
from itertools import count
from typing import Any

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.utils.httpobj import urlparse_cached

from crawler.pace import LONG_HOLD, Pacer

log = logging.getLogger("netra.crawler")


class HostQueue(BaseScheduler):
    """Scrapy's scheduler of this crawl, in memory: the frontier in the archive is what survives.

    Gives out one request per target (host or network, :meth:`crawler.pace.Pacer.target`) at a time, and none before
    its pause is over: a request on its way takes up one of few places, and whoever rests takes up none.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._lines: OrderedDict[str, list[tuple[int, int, Request]]] = OrderedDict()
        self._number = count()
        self._closed = False
        self._alarm: asyncio.TimerHandle | None = None
        self._pacer: Pacer

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> HostQueue:
        """Called by Scrapy."""
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        """Called by Scrapy; the spider knows the pauses."""
        self._pacer = spider.pacer  # type: ignore[attr-defined]

    def has_pending_requests(self) -> bool:
        """Whether anything waits."""
        return bool(self._lines)

    def enqueue_request(self, request: Request) -> bool:
        """Add a request to its target's line; False when the crawl takes nothing new."""
        if self._closed:
            return False
        target = self._target(request)
        request.meta.setdefault("download_slot", target)  # for Scrapy's AutoThrottle
        line = self._lines.setdefault(target, [])
        heapq.heappush(line, (-request.priority, next(self._number), request))
        return True

    def next_request(self) -> Request | None:
        """A request whose turn has come, or None; then the engine is woken when the next one's comes."""
        busy = {self._target(request) for request in self._crawler.engine.downloader.active}
        soonest: float | None = None
        for target, line in list(self._lines.items()):
            if target in busy:
                continue
            if (held := self._pacer.held(target)) > LONG_HOLD:
                self._put_off(target, held)
                continue
            if wait := self._pacer.wait(target):
                soonest = wait if soonest is None else min(soonest, wait)
                continue
            _, _, request = heapq.heappop(line)
            if line:
                self._lines.move_to_end(target)
            else:
                del self._lines[target]
            return request
        if soonest is not None:
            self._wake_in(soonest)
        return None

    def _put_off(self, target: str, seconds: float) -> None:
        """What a host that asked for a long rest was to be asked stays due in the frontier."""
        waiting = len(self._lines.pop(target))
        log.info("%s rests for %.0f s more; %d requests wait for a later crawl", target, seconds, waiting)

    def _wake_in(self, seconds: float) -> None:
        # The engine asks again when something ends and every 5 s: too seldom for pauses that end between.
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm = asyncio.get_running_loop().call_later(seconds, self._wake)

    def _wake(self) -> None:
        slot: Any = self._crawler.engine._slot
        if slot is not None:
            slot.nextcall.schedule()

    def end(self) -> None:
        """Throw away what waits and take nothing new."""
        self._closed = True
        self._lines.clear()

    def _target(self, request: Request) -> str:
        return self._pacer.target(urlparse_cached(request).hostname or "")
