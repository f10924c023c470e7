"""robots.txt, obeyed as RFC 9309 asks.

Scrapy's own middleware takes a robots.txt that cannot be had (an error of the server, no answer) for a
permission; the RFC (2.3.1.4) asks to take it for a refusal, which also spares a dead host a second wait.
"""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from protego import Protego
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http.request import NO_CALLBACK

PRODUCT = "Netra"
"""The product token of our User-Agent: what a group of robots.txt must name to mean us."""
MAX_BYTES = 512_000  # RFC 9309, 2.5 asks for 500 KiB at least
_ITSELF = "netra_robots"


class RefusedByRobots(Exception):
    """robots.txt does not let us read this address."""


class RobotsUnreachable(Exception):
    """The site's robots.txt cannot be had for now; the text says why."""


class Robots:
    """Downloader middleware: reads each site's robots.txt once per crawl, and asks it for every request."""

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
            self._rules[site] = asyncio.ensure_future(self._read(site))
        rules = await self._rules[site]
        if rules is not None and not rules.can_fetch(request.url, PRODUCT):
            raise RefusedByRobots

    async def _read(self, site: str) -> Protego | None:
        request = Request(f"{site}/robots.txt", meta={_ITSELF: True}, callback=NO_CALLBACK)
        try:
            response = await self._crawler.engine.download_async(request)
        except IgnoreRequest:  # more than five redirects: RFC 9309, 2.3.1.2 takes it for missing
            return None
        if 200 <= response.status < 300:
            return Protego.parse(response.body[:MAX_BYTES].decode("utf-8-sig", errors="ignore"))
        if 300 <= response.status < 500 and response.status != 429:
            return None
        raise RobotsUnreachable(f"robots.txt answered {response.status}")
