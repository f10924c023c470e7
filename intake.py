"""The conveyor: a fetched page → article → findings → archive, registers and outbox, all in one transaction.

The live crawl, ``netra check``, and every later way in go through here. The bytes are kept first, by their hash; a
crash before the transaction leaves at most an orphan in ``raw.db``, and the address is read again.
"""

from __future__ import annotations

import logging
import re
import sys
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from sqlite_utils import Database

import extract
from alerts import matcher, registers, stories, telling
from archive import Archive, ArchiveError, articles, frontier, furniture, raw, waiting
from archive.database import now_text, parse_time
from crawler import apart, ocr
from crawler.addresses import NotAnAddress, canonical_url, is_article_address
from extract import ExtractionError, FirstPage, NeedsOcr, NotAnArticle, Unreadable, is_pdf, pdf, pdfium
from extract.furniture import are_different, differ_in_furniture_alone, suspects, without
from model import Article, Candidate, Findings, Page
from settings import Settings

log = logging.getLogger("netra.intake")

STORY_DEADLINE = timedelta(minutes=10)
"""After this long a story told over several pages is judged by the parts that are here."""
PDF_SECONDS, PDF_PATIENCE = 2.0, 4.0
"""Of CPU for a PDF's text (40 full pages take half a second), and as many times more by the clock."""
OCR_PAGES, OCR_SECONDS = 10, 25.0
"""As many pages of a scan are read, for so long; together less than the alarm around a page."""
OCR_SECONDS_OF_A_CRAWL = 15.0
"""After so long a crawl begins no further scan: they wait for the next one."""
SCAN_WAITS = "needs_ocr: its turn comes after the crawl"


@dataclass(frozen=True, slots=True)
class Examined:
    """What the pure half of the road makes of a story."""

    article: Article
    findings: Findings
    whole: Article  # with the lines that its outlet repeats from story to story
    left_out: tuple[str, ...] = ()  # those lines


def read(pages: Sequence[Page], *, scans: bool = True) -> Article:
    """The article of a story's pages; a PDF is read in a process of its own, which it may hang or kill.

    ``scans``: read a PDF without text by OCR, which takes some seconds, where tesseract is installed.

    Raises extract.ExtractionError when the pages hold no article.
    """
    if not pages or not is_pdf(pages[0]):
        return extract.extract(pages)
    page = pages[0]
    try:
        command = [sys.executable, "-I", pdfium.__file__, "lines"]
        answer = apart.run(command, page.body, PDF_SECONDS, patience=PDF_PATIENCE)
        document = pdfium.from_json(answer)
    except (apart.EndedBadly, ValueError) as error:
        raise Unreadable(
            f"the PDF cannot be read: {getattr(error, 'reason', 'its reader gave no answer')}"
        ) from error
    try:
        return pdf.article(page, document)
    except NeedsOcr:
        if not scans or ocr.program() is None:
            raise
    return pdf.article(page, _recognised(page.body, document), method=pdf.OCR)


def _recognised(body: bytes, document: pdfium.Document) -> pdfium.Document:
    """The document with the lines that OCR finds on its pages."""
    until = time.monotonic() + OCR_SECONDS
    pages: list[tuple[pdfium.Line, ...]] = []
    for number in range(min(document.total, OCR_PAGES)):
        left = until - time.monotonic()
        if left < 1:
            break
        try:
            command = [sys.executable, "-I", pdfium.__file__, "picture", str(number)]
            picture = apart.run(command, body, min(left, ocr.PAGE_SECONDS))
            found = ocr.lines(picture, max(1.0, min(until - time.monotonic(), ocr.PAGE_SECONDS))) if picture else []
        except apart.EndedBadly as error:
            if not any(pages):  # what keeps the first page from being read will keep the others, too
                raise NeedsOcr(f"needs_ocr: {error.reason}") from error
            break
        pages.append(tuple(pdfium.Line(*line) for line in found))
    return document._replace(pages=tuple(pages), drawn=True, cut=False)


def examine(pages: Sequence[Page], *, scans: bool = True, recurring: Collection[str] = ()) -> Examined:
    """Read a story's pages, first one first, without keeping anything; see :func:`read`.

    ``recurring`` are lines known as the outlet's furniture; a document's letterhead is none.

    Raises extract.ExtractionError when they hold no article.
    """
    whole = read(pages, scans=scans)
    first = pages[0]
    article, left_out = without(whole, () if is_pdf(first) else recurring)
    url = article.canonical or first.url
    findings = matcher.match(
        article.title,
        article.text,
        published=article.published,
        outlet=articles.outlet_of(url) or None,
        url=url,
    )
    return Examined(article, findings, whole, left_out)


def _with_notes(examined: Examined, notes: tuple[str, ...]) -> Examined:
    article = examined.article
    return replace(examined, article=replace(article, warnings=(*article.warnings, *notes))) if notes else examined


class Intake:
    """Takes the pages of one crawl into one archive. Call it with each page."""

    def __init__(
        self, archive: Archive, settings: Settings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.archive = archive
        self.settings = settings
        self.clock = clock
        self.articles = 0  # new or changed ones kept so far
        self._scanning = 0.0  # seconds spent on scans so far

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
                self._judge([page], sha256)
                return ()
        waiting.came(self.archive, page.requested_url, sha256, self.clock())
        return self._go_on(story)

    def missed(self, url: str) -> Sequence[str]:
        """A fetch of this address failed: the addresses of its story to be asked for now, perhaps instead of it."""
        story = waiting.story_of(self.archive, url)
        return () if story is None else self._go_on(story)

    def conclude_overdue(self, guard: Callable[[], AbstractContextManager[None]] = nullcontext) -> int:
        """Judge the stories whose missing parts have failed or are too late; returns how many.

        ``guard`` is put around each of them (the crawl's alarm). A story that cannot be judged stops no other: it
        is tried again, and parked when judging it has ended the process frontier.MAX_TRIES times. A story whose
        first page is still to be fetched waits for it.
        """
        count = 0
        for story in waiting.stories(self.archive):
            if story.first == "due":
                continue
            if story.reason == SCAN_WAITS and self._scanning > OCR_SECONDS_OF_A_CRAWL:
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
        views = self._views(first)
        missing = tuple(
            f"part not read: {row.url}: {row.reason or 'not fetched yet'}"
            for row in rows
            if not row.here and row.url not in views
        )
        self._judge(story, str(rows[0].sha256), scans=True, notes=missing)

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
            first = self._frontier_row(story).get("state")
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
            self._judge([self._as_listed(page)], sha256s[page.requested_url], scans=True)

    # --- the verdict -----------------------------------------------------------------------------------

    def _judge(
        self, pages: Sequence[Page], sha256: str, *, scans: bool = False, notes: tuple[str, ...] = ()
    ) -> None:
        first = pages[0]
        outlet = articles.outlet_of(first.url)
        began = time.monotonic()
        try:
            recurring = furniture.known(self.archive.db, outlet)
            examined = _with_notes(examine(pages, scans=scans, recurring=recurring), notes)
        except ExtractionError as error:
            # Only what is wrong with the page itself parks it; any other error is ours, and the page is read again.
            log.info("%s: no article: %s", first.url, error)
            if len(pages) == 1 and isinstance(error, NotAnArticle) and error.temporary:
                self._ask_again(first, f"no article: {error.reason}")
                return
            scan = isinstance(error, NeedsOcr)
            with self.archive.transaction() as db:
                if scan and not scans and ocr.program():  # while it is read no other page would be fetched
                    self._settle(db, first, sha256, "waiting", SCAN_WAITS)
                else:
                    self._settle(
                        db, first, sha256, "parked", error.reason if scan else f"no article: {error.reason}"
                    )
            return
        finally:
            if scans and is_pdf(first):
                self._scanning += time.monotonic() - began
        now = self.clock()
        row = self._frontier_row(first.requested_url)
        listed = parse_time(row["published"]) if row.get("published") else None
        published = articles.published_of(examined.article, listed)
        with self.archive.transaction() as db:
            url = self._address_of(examined.article, first)
            kept = articles.keep(
                db,
                self._as_kept(db, examined, url),
                examined.findings,
                published,
                url=url,
                source_id=first.source_id,
                sha256=sha256,
                fetched=first.fetched,
                now=now,
            )
            if kept.outcome != "unchanged":
                report = registers.Report(
                    article_id=kept.id,
                    text=examined.article.text,
                    published_day=published.day,
                    seen=now,
                    matcher_version=examined.findings.matcher_version,
                    untold_reason=self._untold(published, now, silent=bool(row.get("silent"))),
                )
                changes = registers.register(db, report, examined.findings)
                stories.group(db, kept.id, examined.article.title, now)
                telling.tell(self.archive, changes, now, console=self.settings.telegram_token is None)
            if kept.outcome == "new" and not is_pdf(first):
                furniture.learn(db, outlet, kept.id, suspects(examined.whole), different=are_different, now=now)
            self._settle(db, first, sha256, "done", None)
        self.articles += kept.outcome != "unchanged"

    def _ask_again(self, page: Page, reason: str) -> None:
        """The site answered with maintenance, a check or an error of its own: a failed fetch, no verdict."""
        frontier.ended(self.archive, page.requested_url)
        frontier.fail(self.archive, page.requested_url, self.clock(), reason)

    @staticmethod
    def _as_kept(db: Database, examined: Examined, url: str) -> Article:
        """The article; with the text it is kept with when that differs in furniture alone.

        What was learned since is no edit of the story.
        """
        text = articles.text_of(db, url) if examined.left_out else None
        if text is not None and differ_in_furniture_alone(text, examined.article.text, examined.left_out):
            return replace(examined.article, text=text)
        return examined.article

    @staticmethod
    def _address_of(article: Article, first: Page) -> str:
        """The article's key: its canonical address when that names this very story, else the one that answered.

        Some sites give every page their section page as canonical: kept under it, stories would overwrite each
        other.
        """
        own = canonical_url(first.url)
        if not article.canonical:
            return own
        canonical = canonical_url(article.canonical)
        name, stated = _name_in(own), _name_in(canonical)
        if name is None:
            return canonical if is_article_address(canonical, urljoin(canonical, "/")) else own
        return canonical if stated == name else own

    def _as_listed(self, page: Page) -> Page:
        """A page from the raw archive with what the list it was found on said of it."""
        row = self._frontier_row(page.requested_url)
        published = parse_time(row["published"]) if row.get("published") else None
        return replace(page, candidate=Candidate(page.url, row.get("title"), row.get("summary"), published))

    def _frontier_row(self, url: str) -> dict[str, Any]:
        return next(iter(self.archive.rows("select * from frontier where url = ?", [url])), {})

    def _untold(self, published: articles.Published, now: datetime, *, silent: bool) -> str | None:
        """Why this story may not alert: it is old, or undated and was there before we first looked."""
        hours = self.settings.alerts_window_hours
        if hours == 0:
            return None
        if published.latest is None:
            return "undated, and listed before the source was first read" if silent else None
        return f"published more than {hours:g} h ago" if now - published.latest > timedelta(hours=hours) else None

    def _settle(self, db: Database, first: Page, sha256: str, state: str, reason: str | None) -> None:
        now = now_text(self.clock())
        db.execute(
            "update frontier set state = ?, reason = ?, sha256 = ?, updated = ? where url = ?",
            [state, reason, sha256, now, first.requested_url],
        )
        db.execute(
            "update frontier set state = ?, updated = ? where part_of = ? and state = 'waiting'",
            [state, now, first.requested_url],
        )


def _name_in(url: str) -> str | None:
    """What names the article in an address: its last segment of two words or more, without ending; None without."""
    for segment in reversed(urlsplit(url).path.casefold().split("/")):
        name = re.sub(r"\.(?:s?html?|php)$", "", segment)
        if "-" in name or "_" in name:
            return name
    return None


def _kept_form(urls: Sequence[str]) -> list[str]:
    """Addresses as the archive knows them, without those that it cannot take."""
    kept: dict[str, None] = {}
    for url in urls:
        with suppress(NotAnAddress):
            kept[canonical_url(url)] = None
    return list(kept)
