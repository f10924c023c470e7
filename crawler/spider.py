"""The spider: polls what is due, fetches what the lists name, and hands each page to the intake."""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator, Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DontCloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from archive import Archive, ArchiveError
from archive.frontier import DueAddress, begin, due_addresses, fail, known, last_reason
from archive.hosts import StoredRobots, record_hosts, store_robots, stored_robots
from archive.polls import MAX_UNENDED, Poll, begin_poll, due_sources, pause_poll, record_poll
from crawler import faults
from crawler.alarm import alarm
from crawler.faults import Fault
from crawler.lists import Listing, UnreadableList
from crawler.pace import CrawlEnded, Pacer
from crawler.pages import page_of
from crawler.queue import HostQueue
from crawler.reading import MAX_LIST_BYTES, read_list
from crawler.rounds import Round
from crawler.schedule import LONGEST
from crawler.scrapy_settings import MAX_PAGE_BYTES
from crawler.timetable import Timetable
from crawler.wire import MAX_BYTES
from model import Candidate, Page, Reading
from settings import Settings

HOUSEKEEPING_SECONDS = 1.0
REFILL_EACH = 10  # times of housekeeping
MAX_LISTING_PAGES = 5  # of a listing whose pages hold nothing but news, so many are read
LISTS_FIRST, PARTS_FIRST = 20, 10  # priorities within a host's line; ordinary pages have 0

Intake = Callable[[Page], Sequence[str]]
Missed = Callable[[str], Sequence[str]]
log = logging.getLogger("netra.crawler")
_HELD = f"its last {MAX_UNENDED} readings ended the crawl; it is tried again when it is due"


@dataclass(slots=True)
class Work:
    """What a crawl is to do, and what came of it."""

    archive: Archive
    settings: Settings
    intake: Intake
    missed: Missed = lambda _: ()
    only: Collection[str] = ()
    everything: bool = False
    deadline: float = 0.0  # of the event loop's clock, time.monotonic()
    outcome: str = "done"
    polls: int = 0
    pages: int = 0
    failures: int = 0
    refused: int = 0  # by robots.txt, not among the failures
    error: ArchiveError | None = None  # what ended the crawl early


class _Remembered:
    """robots.txt files in the archive (:class:`crawler.robots.RobotsMemory`)."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def get(self, site: str) -> StoredRobots | None:
        return stored_robots(self._archive, site)

    def put(self, site: str, robots: StoredRobots) -> None:
        store_robots(self._archive, site, robots)


class Collector(Spider):
    """One crawl: every source and every address is taken at most once in it."""

    name = "netra"

    def __init__(self, work: Work, pacer: Pacer) -> None:
        super().__init__(self.name)
        self.work = work
        self.pacer = pacer
        self.robots_memory = _Remembered(work.archive)
        self._timetable = Timetable(work.archive, work.settings.crawl_min_interval_seconds)
        self._ended = False
        self._polled: set[str] = set()
        self._taken: set[str] = set()
        self._ticks = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Collector:
        """Called by Scrapy."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._opened, signals.spider_opened)
        crawler.signals.connect(spider._idle, signals.spider_idle)
        return spider

    # --- life ------------------------------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Request]:
        """What is due at the beginning."""
        for request in self._take():
            yield request

    def _opened(self) -> None:
        loop = asyncio.get_running_loop()
        loop.call_at(self.work.deadline, self.end, "budget")
        loop.call_later(HOUSEKEEPING_SECONDS, self._housekeeping)

    def _housekeeping(self) -> None:
        """Each second: remember the requests made; now and then: take what became due meanwhile."""
        if self._ended:
            return
        with self._archive_errors():
            record_hosts(self.work.archive, self.pacer.take_changes())
        self._ticks += 1
        if self._ticks % REFILL_EACH == 0:
            self._schedule(self._take())
        asyncio.get_running_loop().call_later(HOUSEKEEPING_SECONDS, self._housekeeping)

    def _idle(self) -> None:
        requests = self._take()
        self._schedule(requests)
        if requests:
            raise DontCloseSpider

    def _schedule(self, requests: list[Request]) -> None:
        for request in requests:
            self.crawler.engine.crawl(request)

    def end(self, outcome: str, error: ArchiveError | None = None) -> None:
        """Request nothing new. After "budget" what is in flight is finished, else it is abandoned."""
        if self._ended and outcome == "budget":
            return
        self._ended = True
        self.work.outcome = outcome
        self.work.error = self.work.error or error
        queue = self.crawler.engine.scheduler
        if isinstance(queue, HostQueue):
            queue.end()
        self.pacer.close(abandon=outcome != "budget")

    @contextmanager
    def _archive_errors(self) -> Iterator[None]:
        """An archive that cannot be used ends the crawl at once."""
        try:
            yield
        except ArchiveError as error:
            self.end("stopped", error)

    def _end_for(self, failure: Failure) -> None:
        """An archive that could not tell of a site's robots.txt ends the crawl too."""
        if isinstance(failure.value, ArchiveError):
            self.end("stopped", failure.value)

    @property
    def _abandoned(self) -> bool:
        return self._ended and self.work.outcome == "stopped"

    # --- what is due -----------------------------------------------------------------------------------

    def _take(self) -> list[Request]:
        """Requests for all that is due and was not taken before in this crawl."""
        requests: list[Request] = []
        if self._ended:
            return requests
        with self._archive_errors():
            now, work = datetime.now(UTC), self.work
            for source in due_sources(work.archive, now, everything=work.everything, only=work.only):
                if source.source.id not in self._polled:
                    self._polled.add(source.source.id)
                    if source.held:
                        log.warning("%s: not read now, as %s", source.source.id, _HELD)
                    else:
                        round_ = Round(source)
                        requests += self._list_requests(round_, source.url, round_.validators())
            limit = 1000 + len(self._taken)
            for address in due_addresses(work.archive, now, limit=limit, only=work.only):
                requests += self._page_requests(address)
        return requests

    def _list_requests(self, round_: Round, url: str, headers: dict[str, str]) -> list[Request]:
        sitemap = round_.due.reading is Reading.SITEMAP
        try:
            request = Request(
                url,
                callback=self._on_list,
                errback=self._on_list_error,
                headers=headers,
                priority=LISTS_FIRST,
                cb_kwargs={"round_": round_},
                meta={MAX_BYTES: MAX_LIST_BYTES if sitemap else MAX_PAGE_BYTES},
            )
        except ValueError:
            return self._poll_failed(round_, Fault("not an http or https address", final=True))
        return [request]

    def _page_requests(self, due: DueAddress, priority: int = 0) -> list[Request]:
        if due.url in self._taken or self._ended:
            return []
        self._taken.add(due.url)
        try:
            request = Request(
                due.url,
                callback=self._on_page,
                errback=self._on_page_error,
                priority=priority,
                cb_kwargs={"due": due},
            )
        except ValueError:
            self._page_failed(due, Fault("not an http or https address", final=True))
            return []
        return [request]

    # --- lists -----------------------------------------------------------------------------------------

    def _on_list(self, response: Response, round_: Round) -> list[Request]:
        if self._abandoned:
            return []
        try:
            return self._read(response, round_)
        except Exception as error:  # or the source would be read again at every crawl, and fail without a word
            log.exception("%s: reading the list failed", round_.due.source.id)
            return self._poll_failed(round_, faults.unexpected(error))

    def _read(self, response: Response, round_: Round) -> list[Request]:
        due, first = round_.due, round_.read == 0
        round_.read += 1
        body_hash = hashlib.sha256(response.body).hexdigest()
        if first:
            round_.status = response.status
            round_.seconds = response.meta.get("download_latency")
            asked = response.status == 304 and round_.validators()
            if asked or (response.status == 200 and body_hash == due.body_hash):
                return self._poll_done(round_, round_.unchanged())
        fault = faults.of_status(response)
        if fault is not None:
            return self._list_failed(round_, fault)
        with self._archive_errors():
            now = datetime.now(UTC)
            ends_here = self._timetable.next_poll(now, round_, due.backoff + 1)
            begin_poll(self.work.archive, due.source.id, now, ends_here)
        if self._abandoned:
            return []
        content_type = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
        try:
            with alarm():
                listing = read_list(due.reading, response.body, response.url, content_type, due.source.homepage)
        except UnreadableList as error:
            return self._list_failed(round_, faults.of_error(error))
        if first:
            round_.note_first(response, listing, body_hash)
        for candidate in listing.candidates:
            round_.listed.setdefault(candidate.url, candidate)
        if listing.older and round_.read < MAX_LISTING_PAGES and self._all_unknown(listing):
            # Nothing on this page was seen before: more that is new may stand on the next one.
            round_.more.append(listing.older)
        return self._next_list(round_)

    def _all_unknown(self, listing: Listing) -> bool:
        with self._archive_errors():
            return not known(self.work.archive, [candidate.url for candidate in listing.candidates])
        return False

    def _next_list(self, round_: Round) -> list[Request]:
        if not round_.more:
            return self._poll_new(round_)
        with self._archive_errors():
            pause_poll(self.work.archive, round_.due.source.id, datetime.now(UTC))
        return self._list_requests(round_, round_.more.pop(0), {})

    def _on_list_error(self, failure: Failure) -> list[Request]:
        round_: Round = failure.request.cb_kwargs["round_"]  # type: ignore[attr-defined]
        self._end_for(failure)
        if self._abandoned or isinstance(failure.value, CrawlEnded) or failure.value is None:
            return []
        round_.read += 1
        sitemap = round_.due.reading is Reading.SITEMAP
        return self._list_failed(
            round_, faults.of_error(failure.value, MAX_LIST_BYTES if sitemap else MAX_PAGE_BYTES)
        )

    def _list_failed(self, round_: Round, fault: Fault) -> list[Request]:
        """A source failed when its first list did, or when none of an index's sitemaps gave anything."""
        if round_.read > 1 and (round_.more or round_.listed):
            log.warning("%s: a sitemap of its index: %s", round_.due.source.id, fault.reason)
            return self._next_list(round_)
        return self._poll_failed(round_, fault)

    def _poll_failed(self, round_: Round, fault: Fault) -> list[Request]:
        log.warning("%s: %s (%s)", round_.due.source.id, fault.reason, round_.due.url)
        self._count(fault)
        round_.status = fault.status or round_.status
        return self._poll_done(round_, round_.failed(fault), fault.retry_after)

    def _poll_new(self, round_: Round) -> list[Request]:
        with self._archive_errors():
            poll = round_.new(known(self.work.archive, list(round_.listed)))
            if poll.reason:
                log.info("%s: %s", round_.due.source.id, poll.reason)
            return self._poll_done(round_, poll)
        return []

    def _poll_done(self, round_: Round, poll: Poll, retry_after: float | None = None) -> list[Request]:
        due, now = round_.due, datetime.now(UTC)
        next_at = self._timetable.next_poll(now, round_, poll.backoff)
        if retry_after:
            next_at = max(next_at, now + min(timedelta(seconds=retry_after), LONGEST))
        requests: list[Request] = []
        with self._archive_errors():
            fresh = record_poll(self.work.archive, poll, now, next_at)
            self.work.polls += 1
            for url in fresh:
                requests += self._page_requests(
                    DueAddress(url, due.source.id, part_of=None, tries=0, candidate=round_.listed[url])
                )
        return requests

    # --- pages -----------------------------------------------------------------------------------------

    def _on_page(self, response: Response, due: DueAddress) -> list[Request]:
        if self._abandoned:
            return []
        fault = faults.of_status(response) or faults.of_content(response)
        if fault is not None:
            self._page_failed(due, fault)
            return self._instead_of(due)
        page = page_of(response, due.url, due.source_id, due.part_of, due.candidate)
        with self._archive_errors():
            if begin(self.work.archive, due.url, datetime.now(UTC)):
                return self._part_requests(due, self._taken_in(page, due))
        return []

    def _part_requests(self, due: DueAddress, urls: Sequence[str]) -> list[Request]:
        story = due.part_of or due.url
        parts = (DueAddress(url, due.source_id, part_of=story, tries=0, candidate=Candidate(url)) for url in urls)
        return [request for part in parts for request in self._page_requests(part, PARTS_FIRST)]

    def _instead_of(self, due: DueAddress) -> list[Request]:
        """A page could not be had: what is asked for in its place, if anything."""
        with self._archive_errors():
            try:
                with alarm():
                    return self._part_requests(due, self.work.missed(due.url))
            except ArchiveError:
                raise
            except Exception:
                log.exception("%s: going on without it failed", due.url)
        return []

    def _taken_in(self, page: Page, due: DueAddress) -> Sequence[str]:
        """Hand a page to the intake; what it did not expect costs this page alone."""
        try:
            with alarm():
                more = self.work.intake(page)
        except ArchiveError:
            raise
        except Exception as error:
            log.exception("%s: reading the page failed", due.url)
            self._page_failed(due, faults.unexpected(error))
            return ()
        self.work.pages += 1
        return more

    def _on_page_error(self, failure: Failure) -> list[Request]:
        due: DueAddress = failure.request.cb_kwargs["due"]  # type: ignore[attr-defined]
        self._end_for(failure)
        if self._abandoned or isinstance(failure.value, CrawlEnded) or failure.value is None:
            return []
        largest = failure.request.meta.get(MAX_BYTES, MAX_PAGE_BYTES)  # type: ignore[attr-defined]
        self._page_failed(due, faults.of_error(failure.value, largest))
        return self._instead_of(due)

    def _page_failed(self, due: DueAddress, fault: Fault) -> None:
        log.info("%s: %s", due.url, fault.reason)
        self._count(fault)
        with self._archive_errors():
            now = datetime.now(UTC)
            later = now + min(timedelta(seconds=fault.retry_after), LONGEST) if fault.retry_after else None
            again = fault.final_twice and last_reason(self.work.archive, due.url) == fault.reason
            final = fault.final or again
            fail(self.work.archive, due.url, now, fault.reason, final=final, not_before=later)

    def _count(self, fault: Fault) -> None:
        if fault.reason == faults.REFUSED_BY_ROBOTS:
            self.work.refused += 1
        else:
            self.work.failures += 1
