"""One crawl's pages → the archive: each page is kept at once, each story judged when its parts are here."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urljoin

import extract
from archive import Archive, ArchiveError, articles, frontier, raw, waiting
from archive.database import parse_time
from crawler import ocr
from crawler.addresses import NotAnAddress, canonical_url, is_article_address
from extract import FirstPage
from intake.judging import NO_OCR, SCAN_WAITS, Judge
from model import Candidate, Page
from settings import Settings

log = logging.getLogger("netra.intake")

STORY_DEADLINE = timedelta(minutes=10)
"""After this long a story told over several pages is judged by the parts that are here."""
OCR_SECONDS_OF_A_CRAWL = 15.0
"""After so long a crawl begins no further scan: they wait for the next one."""


class Intake:
    """Takes the pages of one crawl into one archive. Call it with each page."""

    def __init__(
        self, archive: Archive, settings: Settings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.archive = archive
        self.settings = settings
        self.clock = clock
        self._judge = Judge(archive, settings, clock)

    @property
    def articles(self) -> int:
        """How many new or changed articles were kept so far."""
        return self._judge.articles

    def __call__(self, page: Page) -> Sequence[str]:
        """Take one page; returns the addresses of its story's further parts that are still to be fetched.

        Raises whatever goes wrong that is not the page's fault; then nothing of it is kept but its bytes.
        """
        try:
            return self._take(page)
        except Exception:
            self._came_to_an_end(page.requested_url)
            raise

    def _take(self, page: Page) -> Sequence[str]:
        sha256 = raw.keep(self.archive, page)
        story = waiting.story_of(self.archive, page.requested_url) or page.part_of
        if story is None:
            role = extract.role(page)
            story = self._led_to(role.first, page) if role.first else page.requested_url
            alone = story == page.requested_url and len(waiting.parts(self.archive, story)) <= 1
            if alone and not role.has_parts:
                self._judge.judge([page], sha256)
                return ()
        if story != page.requested_url and (reason := extract.refused_for_now(page)):
            self._judge.ask_again(page, f"no article: {reason}")
        else:
            waiting.came(self.archive, page.requested_url, sha256, self.clock())
        return self._go_on(story)

    def missed(self, url: str) -> Sequence[str]:
        """A fetch of this address failed: the addresses of its story to be asked for now, perhaps instead of it.

        A story by itself that cannot be had again and again is judged by what the list that named it says.
        """
        story = waiting.story_of(self.archive, url)
        if story is not None:
            return self._go_on(story)
        self._judge.judge_by_list(url)
        return ()

    def conclude_overdue(self, guard: Callable[[], AbstractContextManager[None]] = nullcontext) -> int:
        """Judge the stories whose missing parts have failed or are too late; returns how many.

        ``guard`` is put around each of them (the crawl's alarm). A story that cannot be judged stops no other: it
        is tried again, and parked when judging it has ended the process frontier.MAX_TRIES times. A story whose
        first page is still to be fetched waits for it. Scans that were parked for want of tesseract are taken up.
        """
        if ocr.program():
            waiting.take_up(self.archive, NO_OCR, SCAN_WAITS, self.clock())
        count = 0
        for story in waiting.stories(self.archive):
            if story.first == "due":
                continue
            if story.reason == SCAN_WAITS and self._judge.scanning > OCR_SECONDS_OF_A_CRAWL:
                continue
            late = self.clock() - story.since >= STORY_DEADLINE
            if late or story.failing or waiting.to_come(self.archive, story.url) == 0:
                count += self._conclude_guarded(story.url, guard, late=late)
        return count

    def _conclude_guarded(
        self, story: str, guard: Callable[[], AbstractContextManager[None]], *, late: bool
    ) -> bool:
        if not frontier.begin(self.archive, story, self.clock()):
            self._give_up(story)
            return False
        try:
            with guard():
                self._ask_for_more(story)
                if not late and waiting.to_come(self.archive, story):
                    self._came_to_an_end(story)
                    return False
                self.conclude(story)
        except raw.NotKept as error:
            log.warning("%s It is fetched again.", error)
            waiting.fetch_again(self.archive, story, self.clock())
            return False
        except ArchiveError:
            self._came_to_an_end(story)
            raise
        except Exception:
            log.exception("%s: judging the story failed", story)
            self._came_to_an_end(story)
            return False
        return True

    def _came_to_an_end(self, url: str) -> None:
        """Best effort: an archive that cannot even take this note has said so already."""
        with suppress(ArchiveError):
            frontier.ended(self.archive, url)

    def _give_up(self, story: str) -> None:
        urls = [part.url for part in waiting.parts(self.archive, story) if part.state == "waiting"]
        waiting.park(self.archive, urls, "judging its story ended the crawl again and again", self.clock())

    def conclude(self, url: str) -> None:
        """Judge a story by the parts of it that are here; ``url`` is its first page's address in the frontier."""
        rows = waiting.parts(self.archive, url)
        pages = self._pages(rows)
        if not pages or pages[0].requested_url != url:
            self._conclude_without_first(rows, pages)
            return
        first, *further = pages
        led = {row.url for row in rows if row.reason == waiting.LED_HERE.format(url)}
        strangers = [page for page in further if page.requested_url in led and not extract.is_part(first, page)]
        self._judge_apart(strangers, rows)
        story = [self._as_listed(first), *(page for page in further if page not in strangers)]
        # A view of the whole story that fails is missed only where no parts stand for it.
        views = self._views(first) if extract.further_parts(first) else ()
        missing = tuple(
            f"part not read: {row.url}: {row.reason or 'not fetched yet'}"
            for row in rows
            if not row.here and row.url not in views
        )
        self._judge.judge(story, str(rows[0].sha256), scans=True, notes=missing)

    # --- stories over several pages --------------------------------------------------------------------

    def _led_to(self, found: FirstPage, page: Page) -> str:
        """The first page's address when a later page was found by itself: a page N is never an article of its own.

        Its address alone is trusted only when what is left of it without the number names an article. The page's
        own address when it is no later page.
        """
        own = page.requested_url
        first = next(iter(_kept_form([found.url])), own)
        if first in (own, articles.slash_twin(own)):
            return own
        if not found.proven and not is_article_address(first, urljoin(first, "/")):
            return own
        return waiting.lead(self.archive, first, own, page.source_id, self.clock())

    @staticmethod
    def _views(first: Page) -> set[str]:
        view = extract.whole_view(first)
        return set(_kept_form([view] if view else []))

    def _pages(self, rows: Sequence[waiting.Part]) -> list[Page]:
        """The pages of a story that are here, the first one first. Raises raw.NotKept when their bytes are gone."""
        return [raw.load(self.archive, str(row.sha256), row.url) for row in rows if row.here]

    def _go_on(self, story: str) -> Sequence[str]:
        """A page of a story came, or failed: what to ask for now; with nothing to come the story is judged."""
        try:
            self._ask_for_more(story)
            first = frontier.row(self.archive, story).get("state")
            if first != "due" and waiting.to_come(self.archive, story) == 0:
                self.conclude(story)
        except raw.NotKept as error:
            log.warning("%s It is fetched again.", error)
            waiting.fetch_again(self.archive, story, self.clock())
        return waiting.due(self.archive, story, self.clock())

    def _ask_for_more(self, story: str) -> None:
        """Put the parts that the story's pages name into the frontier; a whole view that failed is given up."""
        rows = waiting.parts(self.archive, story)
        pages = self._pages(rows)
        if not pages or pages[0].requested_url != story:
            return
        known = {row.url for row in rows}
        failed = {row.url: row for row in rows if row.failed}
        more = [url for url in _kept_form(extract.still_wanted(pages, list(failed))) if url not in known]
        for url in self._views(pages[0]) & failed.keys():
            if failed[url].state == "due" and len(known) + len(more) > 2:
                reason = f"the whole story on one page: {failed[url].reason}; its parts are read instead"
                waiting.park(self.archive, [url], reason, self.clock())
        waiting.ask(self.archive, story, more, pages[0].source_id, self.clock())

    def _conclude_without_first(self, rows: Sequence[waiting.Part], pages: Sequence[Page]) -> None:
        """Page 1 is given up. What is surely a later page is given up with it; what only looked so is judged."""
        why = next((row.reason for row in rows), None) or "it was never fetched"
        found = {page.requested_url: extract.role(page).first for page in pages}
        later = [url for url, first in found.items() if first is not None and first.proven]
        waiting.park(
            self.archive, later, f"a later page, and page 1 of its story cannot be had: {why}", self.clock()
        )
        self._judge_apart([page for page in pages if page.requested_url not in later], rows)

    def _judge_apart(self, pages: Sequence[Page], rows: Sequence[waiting.Part]) -> None:
        """Judge pages that looked like the later ones of a story and are none."""
        sha256s = {row.url: str(row.sha256) for row in rows}
        for page in pages:
            waiting.part_ways(self.archive, page.requested_url, self.clock())
            self._judge.judge([self._as_listed(page)], sha256s[page.requested_url], scans=True)

    def _as_listed(self, page: Page) -> Page:
        """A page from the raw archive with what the list it was found on said of it."""
        row = frontier.row(self.archive, page.requested_url)
        published = parse_time(row["published"]) if row.get("published") else None
        return replace(page, candidate=Candidate(page.url, row.get("title"), row.get("summary"), published))


def _kept_form(urls: Sequence[str]) -> list[str]:
    """Addresses as the archive knows them, without those that it cannot take."""
    kept: dict[str, None] = {}
    for url in urls:
        with suppress(NotAnAddress):
            kept[canonical_url(url)] = None
    return list(kept)
