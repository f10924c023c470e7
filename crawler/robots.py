"""robots.txt, obeyed as RFC 9309 asks.

Scrapy's own middleware takes a robots.txt that cannot be had (an error of the server, no answer) for a
permission; the RFC (2.3.1.4) asks to take it for a refusal, which also spares a dead host a second wait.
"""

from __future__ import annotations

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK

from archive.hosts import ROBOTS_LAST, ROBOTS_LAST_UNREACHABLE, StoredRobots
from crawler.pace import CrawlEnded

PRODUCT = "Netra"
"""The product token of our User-Agent: what a group of robots.txt must name to mean us."""
MAX_BYTES = 512_000  # RFC 9309, 2.5 asks for 500 KiB at least
_ITSELF = "netra_robots"
_TOO_MANY_REDIRECTS = 310
"""Kept as the status of a robots.txt that redirects without end."""
log = logging.getLogger("netra.crawler")


class RefusedByRobots(Exception):
    """robots.txt does not let us read this address."""


class RobotsUnreachable(Exception):
    """The site's robots.txt cannot be had for now; the text says why."""


class RobotsMemory(Protocol):
    """Where robots.txt files are kept from one crawl to the next."""

    def get(self, site: str) -> StoredRobots | None:
        """The file of a site ("https://host:port") as it was last read."""

    def put(self, site: str, robots: StoredRobots) -> None:
        """Keep a file that was read now."""


class Robots:
    """Downloader middleware: asks each site's robots.txt for every request; it is read once a day.

    The spider has the pacer that a Crawl-delay slows, and a ``robots_memory`` (None for a single look).
    """

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._rules: dict[str, asyncio.Future[Protego | None]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Robots:
        """Called by Scrapy."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises RefusedByRobots, RobotsUnreachable or what fetching robots.txt raised."""
        if request.meta.get(_ITSELF):
            return
        parts = urlsplit(request.url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules:
            self._rules[site] = asyncio.ensure_future(self._rules_of(site, parts.hostname or ""))
        rules = await self._rules[site]
        if rules is not None and not rules.can_fetch(request.url, PRODUCT):
            raise RefusedByRobots

    async def _rules_of(self, site: str, host: str) -> Protego | None:
        spider: Any = self._crawler.spider
        memory: RobotsMemory | None = spider.robots_memory
        stored = memory.get(site) if memory else None
        now = datetime.now(UTC)
        if stored is None or not timedelta(0) <= now - stored.fetched < ROBOTS_LAST:
            try:
                stored = await self._read(site)
            except CrawlEnded:
                raise
            except Exception as error:
                # RFC 9309, 2.4: the old one holds while no new one can be had.
                if stored is None or now - stored.fetched > ROBOTS_LAST_UNREACHABLE:
                    raise
                log.info("%s: robots.txt cannot be had (%s); that of %s holds", site, error, stored.fetched.date())
            else:
                if memory:
                    memory.put(site, stored)
        rules = None if stored.body is None else Protego.parse(stored.body)
        delay = rules.crawl_delay(PRODUCT) if rules else None
        spider.pacer.delay(spider.pacer.target(host), delay)
        return rules

    async def _read(self, site: str) -> StoredRobots:
        request = Request(f"{site}/robots.txt", meta={_ITSELF: True}, callback=NO_CALLBACK)
        now = datetime.now(UTC)
        try:
            response = await self._crawler.engine.download_async(request)
        except IgnoreRequest:  # more than five redirects: RFC 9309, 2.3.1.2 takes it for missing
            return StoredRobots(now, _TOO_MANY_REDIRECTS, None)
        if 200 <= response.status < 300:
            body = response.body[:MAX_BYTES].decode("utf-8-sig", errors="ignore")
            return StoredRobots(now, response.status, body)
        if 300 <= response.status < 500 and response.status != 429:
            return StoredRobots(now, response.status, None)
        raise RobotsUnreachable(f"robots.txt answered {response.status}")
