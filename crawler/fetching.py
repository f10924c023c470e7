"""A page or a story fetched for a look, like any other: guarded, robots.txt obeyed, within the limits."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import faults
from crawler.addresses import NotAnAddress, canonical_url
from crawler.engine import run_spider
from crawler.faults import Fault
from crawler.networks import read_networks
from crawler.pace import CrawlEnded, Pacer
from crawler.pages import page_of
from crawler.scrapy_settings import MAX_PAGE_BYTES
from crawler.wire import MAX_BYTES
from model import NetraError, Page
from settings import Settings, load_settings

log = logging.getLogger("netra.crawler")

Further = Callable[[Sequence[Page], Collection[str]], Sequence[str]]
"""Reads from a story's pages that are here, the first one first, the addresses still to be asked for; it is told
which of them failed."""


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
        self.robots_memory = None
        self.found = found
        self.asked = {url}

    async def start(self) -> AsyncIterator[Request]:
        yield self._request(self.url)

    def _request(self, url: str) -> Request:
        return Request(url, callback=self._on_page, errback=self._on_error, cb_kwargs={"asked": url})

    def _on_page(self, response: Response, asked: str) -> list[Request]:
        fault = faults.of_status(response) or faults.of_content(response)
        self.found[asked] = fault or page_of(response, asked)
        return self._more()

    def _on_error(self, failure: Failure) -> list[Request]:
        asked: str = failure.request.cb_kwargs["asked"]  # type: ignore[attr-defined]
        if failure.value is None or isinstance(failure.value, CrawlEnded):
            return []
        largest = failure.request.meta.get(MAX_BYTES, MAX_PAGE_BYTES)  # type: ignore[attr-defined]
        self.found[asked] = faults.of_error(failure.value, largest)
        return self._more()

    def _more(self) -> list[Request]:
        """What the pages that came so far still ask for."""
        pages = _here(self.found)
        if not pages or pages[0].requested_url != self.url:
            return []
        failed = [url for url, found in self.found.items() if isinstance(found, Fault)]
        wanted = dict.fromkeys(canonical_url(url) for url in self.further(pages, failed))
        fresh = [url for url in wanted if url not in self.asked]
        self.asked.update(fresh)
        return [self._request(url) for url in fresh]


def _here(found: Mapping[str, Page | Fault]) -> list[Page]:
    """The pages that came, the asked one first."""
    return [page for page in found.values() if isinstance(page, Page)]


def fetch_one(url: str, settings: Settings | None = None) -> Page:
    """Fetch one page; as :func:`fetch_story`, without further pages."""
    return fetch_story(url, lambda *_: (), settings)[0]


def fetch_story(url: str, further: Further, settings: Settings | None = None) -> list[Page]:
    """Fetch a page and those that ``further`` reads from it; to be called once per process.

    ``settings`` default to those in force. Returns the asked page first, then the others as they came; a further
    one that cannot be had is left out, with a line in the log.

    Raises FetchError with a sentence when the asked page cannot be had, or SettingsError.
    """
    settings = settings or load_settings()
    try:
        url = canonical_url(url)
    except NotAnAddress as error:
        raise FetchError(str(error)) from error
    pacer = Pacer(settings.crawl_gap_seconds, read_networks(settings.networks), rest=settings.crawl_rest_seconds)
    found: dict[str, Page | Fault] = {url: Fault("it was interrupted")}
    run_spider(
        _Few, settings, lambda: pacer.close(abandon=True), url=url, further=further, pacer=pacer, found=found
    )
    first = found[url]
    if isinstance(first, Fault):
        raise FetchError(f"{url} cannot be fetched: {first.reason}.")
    for address, page in found.items():
        if isinstance(page, Fault):
            log.warning("%s cannot be fetched: %s.", address, page.reason)
    return _here(found)
