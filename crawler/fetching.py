"""One page, fetched like any other: guarded, robots.txt obeyed, within the limits."""

from __future__ import annotations

from collections.abc import AsyncIterator

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


class FetchError(NetraError):
    """The page cannot be had; the text says why."""


class _Single(Spider):
    """Fetches one address."""

    name = "netra-one"

    def __init__(self, url: str, pacer: Pacer, found: list[Page | Fault]) -> None:
        super().__init__(self.name)
        self.url = url
        self.pacer = pacer
        self.found = found

    async def start(self) -> AsyncIterator[Request]:
        yield Request(self.url, callback=self._on_page, errback=self._on_error)

    def _on_page(self, response: Response) -> None:
        fault = faults.of_status(response) or faults.of_content(response)
        self.found.append(fault or page_of(response, self.url))

    def _on_error(self, failure: Failure) -> None:
        if failure.value is not None and not isinstance(failure.value, CrawlEnded):
            self.found.append(faults.of_error(failure.value))


def fetch_one(url: str, settings: Settings | None = None) -> Page:
    """Fetch one page; to be called once per process. ``settings`` default to those in force.

    Raises FetchError with a sentence, or SettingsError.
    """
    settings = settings or load_settings()
    try:
        url = canonical_url(url)
    except NotAnAddress as error:
        raise FetchError(str(error)) from error
    pacer = Pacer(settings.crawl_gap_seconds)
    found: list[Page | Fault] = []
    run_spider(_Single, settings, lambda: pacer.close(abandon=True), url=url, pacer=pacer, found=found)
    result = found[0] if found else Fault("it was interrupted")
    if isinstance(result, Fault):
        raise FetchError(f"{url} cannot be fetched: {result.reason}.")
    return result
