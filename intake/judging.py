"""The verdict on one story: article, findings, registers, outbox and frontier, in one transaction."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

from sqlite_utils import Database

from alerts import matcher, registers, stories, telling
from archive import Archive, articles, frontier, furniture
from archive.database import now_text, parse_time
from crawler import ocr
from crawler.addresses import canonical_url, is_article_address
from extract import ExtractionError, NeedsOcr, NotAnArticle, is_pdf
from extract.furniture import are_different, differ_in_furniture_alone, suspects, without
from intake.documents import read
from intake.listed import FAILURES, HIDING
from intake.listed import listed as announced
from model import Article, Findings, Page
from settings import Settings

log = logging.getLogger("netra.intake")

SCAN_WAITS = "needs_ocr: its turn comes after the crawl"
NO_OCR = "; tesseract with Indonesian data is not installed"
"""Ends the reason of a parked scan which is read as soon as the program is there."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What the pure half of the road makes of a story."""

    article: Article
    findings: Findings
    whole: Article  # with the lines that its outlet repeats from story to story
    left_out: tuple[str, ...] = ()  # those lines


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


class Judge:
    """Reads a story's pages and enters what they tell; keeps count of what it has entered."""

    def __init__(self, archive: Archive, settings: Settings, clock: Callable[[], datetime]) -> None:
        self.archive = archive
        self.settings = settings
        self.clock = clock
        self.articles = 0  # new or changed ones kept so far
        self.scanning = 0.0  # seconds spent on scans so far

    def judge(
        self, pages: Sequence[Page], sha256: str, *, scans: bool = False, notes: tuple[str, ...] = ()
    ) -> None:
        """Read a story's pages, the first one first, and settle it in the frontier.

        ``sha256`` names the first page's bytes; ``scans``: read a PDF without text now, instead of after the crawl;
        ``notes`` join the article's warnings. Raises whatever goes wrong that is not the pages' fault.
        """
        first = pages[0]
        began = time.monotonic()
        try:
            recurring = furniture.known(self.archive.db, articles.outlet_of(first.url))
            examined = examine(pages, scans=scans, recurring=recurring)
        except ExtractionError as error:
            # Only what is wrong with the page itself parks it; any other error is ours, and the page is read again.
            log.info("%s: no article: %s", first.url, error)
            if len(pages) == 1 and isinstance(error, NotAnArticle) and error.temporary:
                self.ask_again(first, f"no article: {error.reason}")
            else:
                self._refuse(first, sha256, error, scans=scans)
            if isinstance(error, NotAnArticle) and (error.temporary or error.kind in HIDING):
                enough = FAILURES if error.temporary else 0
                self.judge_by_list(first.requested_url, error.reason, failures=enough)
        else:
            self._enter(first, sha256, _with_notes(examined, notes))
        finally:
            if scans and is_pdf(first):
                self.scanning += time.monotonic() - began

    def _refuse(self, first: Page, sha256: str, error: ExtractionError, *, scans: bool) -> None:
        state, reason = "parked", f"no article: {error.reason}"
        if isinstance(error, NeedsOcr):
            if ocr.program() is None:
                reason = error.reason + NO_OCR
            elif scans:
                reason = error.reason
            else:  # while it is read no other page would be fetched
                state, reason = "waiting", SCAN_WAITS
        with self.archive.transaction() as db:
            self._settle(db, first, sha256, state, reason)

    def ask_again(self, page: Page, reason: str) -> None:
        """The site answered with maintenance, a check or an error of its own: a failed fetch, no verdict."""
        frontier.ended(self.archive, page.requested_url)
        frontier.fail(self.archive, page.requested_url, self.clock(), reason)

    def judge_by_list(self, url: str, why: str | None = None, *, failures: int = FAILURES) -> None:
        """Enter what the list that named an address says, when its page could not be had and it tells a finding.

        Only after so many ``failures`` in a row, and where nothing is kept under the address. Without a reason
        (``why``) that hides a story it must still be asked for: what is gone for good was perhaps withdrawn.
        """
        row = frontier.row(self.archive, url)
        if not row or row["failures"] < failures or articles.text_of(self.archive.db, url) is not None:
            return
        if why is None and row["state"] != "due":
            return
        if (found := announced(row, why or str(row["reason"]))) is None:
            return
        article, findings = found
        if articles.has_namesake(self.archive.db, url, article.title):
            return
        page = Page(url, url, row["source_id"], 0, (), b"", self.clock())
        self._enter(page, None, Examined(article, findings, article))

    def _enter(self, first: Page, sha256: str | None, examined: Examined) -> None:
        now = self.clock()
        row = frontier.row(self.archive, first.requested_url)
        listed = parse_time(row["published"]) if row.get("published") else None
        published = articles.published_of(examined.article, listed)
        with self.archive.transaction() as db:
            url = address_of(examined.article, first)
            if sha256:
                articles.take_over(db, first.requested_url, url)
            kept = articles.keep(
                db,
                _as_kept(db, examined, url),
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
                    untold_reason=why_untold(
                        published, now, self.settings.alerts_window_hours, silent=bool(row.get("silent"))
                    ),
                    least_incident=self.settings.incident_confidence,
                    least_circular=self.settings.circular_confidence,
                )
                if kept.was_listed:
                    registers.read_at_last(db, report, examined.findings)
                changes = registers.register(db, report, examined.findings)
                stories.group(db, kept.id, examined.article.title, now)
                telling.tell(self.archive, changes, now, console=self.settings.telegram_token is None)
            if kept.outcome == "new" and sha256 and not is_pdf(first):
                outlet, lines = articles.outlet_of(first.url), suspects(examined.whole)
                furniture.learn(db, outlet, kept.id, lines, different=are_different, now=now)
            if sha256:
                self._settle(db, first, sha256, "done", None)
        self.articles += kept.outcome != "unchanged"

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


def why_untold(published: articles.Published, now: datetime, hours: float, *, silent: bool) -> str | None:
    """Why a story may not alert: older than so many hours, or undated and there before we first looked."""
    if hours == 0:
        return None
    if published.latest is None:
        return "undated, and listed before the source was first read" if silent else None
    return f"published more than {hours:g} h ago" if now - published.latest > timedelta(hours=hours) else None


def _with_notes(examined: Examined, notes: tuple[str, ...]) -> Examined:
    article = examined.article
    return replace(examined, article=replace(article, warnings=(*article.warnings, *notes))) if notes else examined


def _as_kept(db: Database, examined: Examined, url: str) -> Article:
    """The article; with the text it is kept with when that differs in furniture alone.

    What was learned since is no edit of the story.
    """
    text = articles.text_of(db, url) if examined.left_out else None
    if text is not None and differ_in_furniture_alone(text, examined.article.text, examined.left_out):
        return replace(examined.article, text=text)
    return examined.article


def address_of(article: Article, first: Page) -> str:
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


def _name_in(url: str) -> str | None:
    """What names the article in an address: its last segment of two words or more, without ending; None without."""
    for segment in reversed(urlsplit(url).path.casefold().split("/")):
        name = re.sub(r"\.(?:s?html?|php)$", "", segment)
        if "-" in name or "_" in name:
            return name
    return None
