"""A page or a story fetched for a look, like any other: guarded, robots.txt obeyed, within the limits."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Sequence

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import faults
from crawler.addresses import NotAnAddress, canonical_url
from crawler.engine import run_spider
from crawler.faults import Fault
from crawler.pace import CrawlEnded, Pacer
from crawler.pages import page_of
from model import NetraError, Page
from settings import Settings, load_settings

log = logging.getLogger("netra.crawler")

Further = Callable[[Page], Sequence[str]]
"""Reads from a story's first page the addresses of the others."""


class FetchError(NetraError):
    """The page cannot be had; the text says why."""


class _Few(Spider):
    """Fetches one address, and the further ones that its page names."""

    name = "netra-one"

    def __init__(self, url: str, further: Further, pacer: Pacer, found: dict[str, Page | Fault]) -> None:
        super().__init__(self.name)
        self.url = url
        self.further = further
        self.pacer = pacer
        self.found = found

    async def start(self) -> AsyncIterator[Request]:
        yield self._request(self.url)

    def _request(self, url: str) -> Request:
        return Request(url, callback=self._on_page, errback=self._on_error, cb_kwargs={"asked": url})

    def _on_page(self, response: Response, asked: str) -> list[Request]:
        fault = faults.of_status(response) or faults.of_content(response)
        self.found[asked] = page = fault or page_of(response, asked)
        if asked != self.url or isinstance(page, Fault):
            return []
        further = [canonical_url(url) for url in self.further(page)]
        return [self._request(url) for url in further if url != self.url]

    def _on_error(self, failure: Failure) -> None:
        asked: str = failure.request.cb_kwargs["asked"]  # type: ignore[attr-defined]
        if failure.value is not None and not isinstance(failure.value, CrawlEnded):
            self.found[asked] = faults.of_error(failure.value)


def fetch_one(url: str, settings: Settings | None = None) -> Page:
    """Fetch one page; as :func:`fetch_story`, without further pages."""
    return fetch_story(url, lambda _: (), settings)[0]


def fetch_story(url: str, further: Further, settings: Settings | None = None) -> list[Page]:
    """Fetch a page and those that ``further`` reads from it; to be called once per process.

    ``settings`` default to those in force. Returns the pages in order, the asked one first; a further one that
    cannot be had is left out, with a line in the log. Raises FetchError with a sentence when the asked one cannot
    be had, or SettingsError.
    """
    settings = settings or load_settings()
    try:
        url = canonical_url(url)
    except NotAnAddress as error:
        raise FetchError(str(error)) from error
    pacer = Pacer(settings.crawl_gap_seconds)
    found: dict[str, Page | Fault] = {url: Fault("it was interrupted")}
    run_spider(
        _Few, settings, lambda: pacer.close(abandon=True), url=url, further=further, pacer=pacer, found=found
    )
    first = found[url]
    if isinstance(first, Fault):
        raise FetchError(f"{url} cannot be fetched: {first.reason}.")
    order = [url, *(canonical_url(one) for one in further(first))]
    pages = []
    for one in dict.fromkeys(order):
        page = found.get(one, Fault("it was interrupted"))
        if isinstance(page, Fault):
            log.warning("%s cannot be fetched: %s.", one, page.reason)
        else:
            pages.append(page)
    return pages
