"""The queue of a crawl: one line per host, so that a slow or large site never stands in another's way."""

from __future__ import annotations

import heapq
from collections import OrderedDict
from itertools import count

from scrapy import Request
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler
from scrapy.utils.httpobj import urlparse_cached


class HostQueue(BaseScheduler):
    """Scrapy's scheduler of this crawl, in memory: the frontier in the archive is what survives.

    Gives out one request per host at a time, hosts in turn, within a host by priority, then first come.
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._lines: OrderedDict[str, list[tuple[int, int, Request]]] = OrderedDict()
        self._number = count()
        self._closed = False

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> HostQueue:
        """Called by Scrapy."""
        return cls(crawler)

    def has_pending_requests(self) -> bool:
        """Whether anything waits."""
        return bool(self._lines)

    def enqueue_request(self, request: Request) -> bool:
        """Add a request to its host's line; False when the crawl takes nothing new."""
        if self._closed:
            return False
        line = self._lines.setdefault(_host(request), [])
        heapq.heappush(line, (-request.priority, next(self._number), request))
        return True

    def next_request(self) -> Request | None:
        """A request to a host that is not being asked, or None."""
        busy = {_host(request) for request in self._crawler.engine.downloader.active}
        for host, line in self._lines.items():
            if host not in busy:
                _, _, request = heapq.heappop(line)
                if line:
                    self._lines.move_to_end(host)
                else:
                    del self._lines[host]
                return request
        return None

    def end(self) -> None:
        """Throw away what waits and take nothing new."""
        self._closed = True
        self._lines.clear()


def _host(request: Request) -> str:
    return urlparse_cached(request).hostname or ""
