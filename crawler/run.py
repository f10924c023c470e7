"""One crawl, as a function."""

from __future__ import annotations

import logging
import time
from collections.abc import Collection
from dataclasses import dataclass

from archive import Archive
from archive.hosts import known_hosts, record_hosts
from archive.polls import ENDED_THE_CRAWL, settle_polls
from crawler.engine import run_spider
from crawler.networks import read_networks
from crawler.pace import Pacer
from crawler.spider import Collector, Intake, Missed, Work
from settings import Settings

log = logging.getLogger("netra.crawler")


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """What a crawl did: sources read, pages taken in, readings and fetches that failed, what robots.txt refused
    (not among the failures), and how it ended.

    ``outcome``: "done" (nothing was due or in flight any more), "budget" (its time was over) or "stopped"
    (by a signal).
    """

    polls: int
    pages: int
    failures: int
    refused: int
    outcome: str


def crawl(
    archive: Archive,
    settings: Settings,
    intake: Intake,
    *,
    missed: Missed = lambda _: (),
    only: Collection[str] = (),
    everything: bool = False,
    budget: float | None = None,
) -> CrawlReport:
    """Read every source that is due, fetch what they list, and hand each page to ``intake``.

    ``only`` names sources to keep to; ``everything`` treats all as due. Goes on with what becomes due until
    nothing is due or in flight, or ``budget`` seconds (``settings.crawl_budget_seconds``) are over. Each
    source and address is taken once. To be called once per process, in its main thread; the caller holds the
    crawl lock. ``intake`` stores the page and marks the frontier; it returns addresses to fetch as further
    parts of the same story. ``missed`` is told of a part that could not be had, and answers likewise.

    Raises ArchiveError when the archive cannot be used any more, NetworksError when the list of networks is wrong.
    """
    seconds = settings.crawl_budget_seconds if budget is None else budget
    for source_id in settle_polls(archive):
        log.warning("%s: %s", source_id, ENDED_THE_CRAWL)
    work = Work(archive, settings, intake, missed, only, everything, deadline=time.monotonic() + seconds)
    pacer = Pacer(
        settings.crawl_gap_seconds,
        read_networks(settings.networks),
        known_hosts(archive),
        rest=settings.crawl_rest_seconds,
    )
    spiders: list[Collector] = []

    class Held(Collector):
        """The spider that Scrapy makes, held so that a signal reaches it."""

        def __init__(self, work: Work, pacer: Pacer) -> None:
            super().__init__(work, pacer)
            spiders.append(self)

    def stop() -> None:
        for spider in spiders:
            spider.end("stopped")

    run_spider(Held, settings, stop, work=work, pacer=pacer)
    if work.error is not None:
        raise work.error
    record_hosts(archive, pacer.take_changes())
    return CrawlReport(work.polls, work.pages, work.failures, work.refused, work.outcome)
