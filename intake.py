"""The conveyor: a fetched page → article → findings → archive, registers and outbox, all in one transaction.

The live crawl, ``netra check``, and every later way in go through here. The bytes are kept first, by their hash; a
crash before the transaction leaves at most an orphan in ``raw.db``, and the address is read again.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from sqlite_utils import Database

import extract
from alerts import matcher, registers, stories, telling
from archive import Archive, ArchiveError, articles, frontier, raw
from archive.database import now_text, parse_time
from crawler.addresses import canonical_url, is_article_address
from extract import ExtractionError
from model import Article, Findings, Page
from settings import Settings

log = logging.getLogger("netra.intake")

STORY_DEADLINE = timedelta(minutes=10)
"""After this long a story told over several pages is judged by the parts that are here."""
_FURTHER_PART = re.compile(r"(?:/(?:page/)?(?:[2-9]|[1-3]\d)|[?&](?:page|halaman|page_num)=(?:[2-9]|[1-3]\d))$")


@dataclass(frozen=True, slots=True)
class Examined:
    """What the pure half of the road makes of a story."""

    article: Article
    findings: Findings


def examine(pages: Sequence[Page]) -> Examined:
    """Read a story's pages, first one first, without keeping anything.

    Raises extract.ExtractionError when they hold no article.
    """
    article = extract.extract(pages)
    first = pages[0]
    url = article.canonical or first.url
    findings = matcher.match(
        article.title,
        article.text,
        published=article.published,
        outlet=articles.outlet_of(url) or None,
        url=url,
    )
    return Examined(article, findings)


class Intake:
    """Takes the pages of one crawl into one archive. Call it with each page."""

    def __init__(
        self, archive: Archive, settings: Settings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    ) -> None:
        self.archive = archive
        self.settings = settings
        self.clock = clock
        self.articles = 0  # new or changed ones kept so far

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
        if page.part_of:
            self._part_is_here(page, sha256)
            if self._parts_to_come(page.part_of) == 0:
                self.conclude(page.part_of)
            return ()
        first_page = self._first_page_of(page)
        if first_page:
            self._send_to(first_page, page, sha256)
            return ()
        parts = self._further_parts(page)
        if not parts:
            self._judge([page], sha256)
            return ()
        return self._wait_for(page, sha256, parts)

    def conclude_overdue(self, guard: Callable[[], AbstractContextManager[None]] = nullcontext) -> int:
        """Judge the stories whose missing parts have failed or are too late; returns how many.

        ``guard`` is put around each of them (the crawl's alarm). A story that cannot be judged stops no other: it
        is tried again, and parked when judging it has ended the process frontier.MAX_TRIES times.
        """
        waiting = self.archive.rows(
            "select coalesce(part_of, url) as story, min(updated) as since from frontier where state = 'waiting'"
            " group by story"
        )
        count = 0
        for row in waiting:
            late = self.clock() - parse_time(row["since"]) >= STORY_DEADLINE
            if late or self._parts_to_come(row["story"]) == 0:
                count += self._conclude_guarded(row["story"], guard)
        return count

    def _conclude_guarded(self, story: str, guard: Callable[[], AbstractContextManager[None]]) -> bool:
        if not frontier.begin(self.archive, story, self.clock()):
            self._give_up(story)
            return False
        try:
            with guard():
                self.conclude(story)
        except raw.NotKept as error:
            log.warning("%s It is fetched again.", error)
            self._fetch_again(story)
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
        with self.archive.transaction() as db:
            db.execute(
                "update frontier set state = 'parked', reason = ?, updated = ?"
                " where (url = ? or part_of = ?) and state = 'waiting'",
                ["judging its story ended the crawl again and again", now_text(self.clock()), story, story],
            )

    def _fetch_again(self, story: str) -> None:
        now = now_text(self.clock())
        with self.archive.transaction() as db:
            db.execute(
                "update frontier set state = 'due', sha256 = null, tries = 0, due_at = ?, updated = ?"
                " where (url = ? or part_of = ?) and state = 'waiting'",
                [now, now, story, story],
            )

    def conclude(self, url: str) -> None:
        """Judge a story by the parts of it that are here; ``url`` is its first page's address in the frontier."""
        rows = self.archive.rows(
            "select url, sha256 from frontier where sha256 is not null and (url = :url or part_of = :url)",
            {"url": url},
        )
        pages = {row["url"]: raw.load(self.archive, row["sha256"], row["url"]) for row in rows}
        first = pages.pop(url)
        # In the order of the pager, whatever the order in which they came.
        further = [pages[part] for part in self._further_parts(first) if part in pages]
        sha256 = next(str(row["sha256"]) for row in rows if row["url"] == url)
        self._judge([first, *further], sha256)

    # --- stories over several pages --------------------------------------------------------------------

    def _further_parts(self, page: Page) -> tuple[str, ...]:
        try:
            return tuple(dict.fromkeys(canonical_url(url) for url in extract.further_parts(page)))
        except ExtractionError:
            return ()  # what is wrong with the page is said when it is judged

    def _first_page_of(self, page: Page) -> str | None:
        """The address of page 1 when this is a later page of a story: a page N is never an article of its own."""
        part = _FURTHER_PART.search(page.url.rstrip("/"))
        if not part:
            return None
        try:
            canonical = extract.extract([page]).canonical
        except ExtractionError:
            return None
        base = page.url.rstrip("/")[: part.start()].rstrip("/")
        return canonical_url(canonical) if canonical and canonical.rstrip("/") == base else None

    def _send_to(self, first_page: str, page: Page, sha256: str) -> None:
        """Put the story's first page into the frontier, due now, in place of this one."""
        now = now_text(self.clock())
        with self.archive.transaction() as db:
            _enter(db, first_page, page.source_id, None, now)
            db.execute(
                "update frontier set state = 'done', reason = ?, sha256 = ?, updated = ? where url = ?",
                [f"a later page of {first_page}", sha256, now, page.requested_url],
            )

    def _wait_for(self, page: Page, sha256: str, parts: Sequence[str]) -> Sequence[str]:
        now = now_text(self.clock())
        with self.archive.transaction() as db:
            db.execute(
                "update frontier set state = 'waiting', sha256 = ?, updated = ? where url = ?",
                [sha256, now, page.requested_url],
            )
            for part in parts:
                _enter(db, part, page.source_id, page.requested_url, now)
            rows = db.query(
                "select url from frontier where part_of = ? and state = 'due' order by rowid", [page.requested_url]
            )
            due = [str(row["url"]) for row in rows]
        if not due:
            self.conclude(page.requested_url)
        return due

    def _part_is_here(self, page: Page, sha256: str) -> None:
        with self.archive.transaction() as db:
            db.execute(
                "update frontier set state = 'waiting', sha256 = ?, updated = ? where url = ?",
                [sha256, now_text(self.clock()), page.requested_url],
            )

    def _parts_to_come(self, url: str) -> int:
        return int(
            self.archive.value("select count(*) from frontier where part_of = ? and state = 'due'", [url]) or 0
        )

    # --- the verdict -----------------------------------------------------------------------------------

    def _judge(self, pages: Sequence[Page], sha256: str) -> None:
        first = pages[0]
        try:
            examined = examine(pages)
        except ExtractionError as error:
            # Only what is wrong with the page itself parks it; any other error is ours, and the page is read again.
            log.info("%s: no article: %s", first.url, error)
            with self.archive.transaction() as db:
                self._settle(db, first, sha256, "parked", f"no article: {error.reason}")
            return
        now = self.clock()
        row = self._frontier_row(first.requested_url)
        listed = parse_time(row["published"]) if row.get("published") else None
        published = articles.published_of(examined.article, listed)
        with self.archive.transaction() as db:
            kept = articles.keep(
                db,
                examined.article,
                examined.findings,
                published,
                url=self._address_of(examined.article, first),
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
            self._settle(db, first, sha256, "done", None)
        self.articles += kept.outcome != "unchanged"

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


def _enter(db: Database, url: str, source_id: str | None, part_of: str | None, now: str) -> None:
    """Put an address into the frontier, due now; a known one that is still to be fetched becomes a part."""
    db.execute(
        "insert into frontier"
        " (url, source_id, state, tries, failures, first_seen, due_at, silent, part_of, updated)"
        " values (?, ?, 'due', 0, 0, ?, ?, 0, ?, ?) on conflict (url) do update set part_of = excluded.part_of"
        " where excluded.part_of is not null and frontier.part_of is null and frontier.url != excluded.part_of",
        [url, source_id, now, now, part_of, now],
    )
