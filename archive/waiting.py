"""Stories told over several pages, in the frontier: their parts wait (``waiting``) until the story is judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from archive.articles import slash_twin
from archive.database import Archive, now_text, parse_time

LED_HERE = "a later page of {}"


@dataclass(frozen=True, slots=True)
class Part:
    """One page of a story: where it stands. ``sha256`` is None until its bytes are here."""

    url: str
    state: str
    sha256: str | None
    failures: int
    reason: str | None

    @property
    def here(self) -> bool:
        """Whether its bytes are here, and it may tell a part of a story."""
        return self.sha256 is not None and self.state in ("waiting", "done")

    @property
    def failed(self) -> bool:
        """Whether the last try to fetch it failed; it may be tried again."""
        return self.sha256 is None and (self.state == "parked" or self.failures > 0)


@dataclass(frozen=True, slots=True)
class Story:
    """A story that waits: its first page's address, and since when; ``first`` is the state of its first page."""

    url: str
    since: datetime
    reason: str | None
    first: str | None
    failing: bool  # a part could not be fetched, and is to be tried again


def stories(archive: Archive) -> list[Story]:
    """The stories of which a page waits."""
    rows = archive.rows(
        "select coalesce(part_of, url) as story, min(updated) as since, max(reason) as reason,"
        " (select state from frontier as one where one.url = coalesce(frontier.part_of, frontier.url)) as first,"
        " exists (select 1 from frontier as part where part.part_of = coalesce(frontier.part_of, frontier.url)"
        "  and part.state = 'due' and part.failures > 0) as failing"
        " from frontier where state = 'waiting' group by story"
    )
    return [
        Story(row["story"], parse_time(row["since"]), row["reason"], row["first"], bool(row["failing"]))
        for row in rows
    ]


def parts(archive: Archive, story: str) -> list[Part]:
    """All pages of a story, its first one first, then in the order in which they were named."""
    rows = archive.rows(
        "select url, state, sha256, failures, reason from frontier where url = :story or part_of = :story"
        " order by url != :story, rowid",
        {"story": story},
    )
    return [Part(row["url"], row["state"], row["sha256"], int(row["failures"] or 0), row["reason"]) for row in rows]


def story_of(archive: Archive, url: str) -> str | None:
    """The story that an address is a further part of, or None."""
    found = archive.value("select part_of from frontier where url = ?", [url])
    return None if found is None else str(found)


def came(archive: Archive, url: str, sha256: str, now: datetime) -> None:
    """A page of a story is here, and waits for the others."""
    with archive.transaction() as db:
        db.execute(
            "update frontier set state = 'waiting', sha256 = ?, updated = ? where url = ?",
            [sha256, now_text(now), url],
        )


def ask(archive: Archive, story: str, urls: Sequence[str], source_id: str | None, now: datetime) -> None:
    """Put a story's parts into the frontier, due now; a known address still to be fetched becomes a part."""
    at = now_text(now)
    with archive.transaction() as db:
        for url in urls:
            db.execute(
                "insert into frontier"
                " (url, source_id, state, tries, failures, first_seen, due_at, silent, part_of, updated)"
                " values (?, ?, 'due', 0, 0, ?, ?, 0, ?, ?)"
                " on conflict (url) do update set part_of = excluded.part_of"
                " where frontier.part_of is null and frontier.url != excluded.part_of",
                [url, source_id, at, at, story, at],
            )


def lead(archive: Archive, first: str, url: str, source_id: str | None, now: datetime) -> str:
    """A later page was found by itself: its story's first page enters the frontier, if it was never seen.

    What the list told of the later page it told of the story. Returns the first page's address as the frontier
    has it.
    """
    at = now_text(now)
    with archive.transaction() as db:
        known = next(
            iter(db.query("select url from frontier where url in (?, ?)", [first, slash_twin(first)])), None
        )
        if known is not None:
            first = str(known["url"])
        else:
            db.execute(
                "insert into frontier (url, source_id, state, tries, failures, first_seen, due_at, silent, title,"
                " summary, published, updated) values (:first, :source_id, 'due', 0, 0, :at, :at,"
                " coalesce((select silent from frontier where url = :url), 0),"
                " (select title from frontier where url = :url), (select summary from frontier where url = :url),"
                " (select published from frontier where url = :url), :at)",
                {"first": first, "source_id": source_id, "at": at, "url": url},
            )
        db.execute(
            "update frontier set part_of = ?, reason = ?, updated = ? where url = ?",
            [first, LED_HERE.format(first), at, url],
        )
    return first


def part_ways(archive: Archive, url: str, now: datetime) -> None:
    """What looked like a story's later page is none."""
    with archive.transaction() as db:
        db.execute(
            "update frontier set part_of = null, reason = null, updated = ? where url = ?", [now_text(now), url]
        )


def due(archive: Archive, story: str, now: datetime) -> list[str]:
    """A story's parts to be fetched now."""
    rows = archive.rows(
        "select url from frontier where part_of = ? and state = 'due' and due_at <= ? order by rowid",
        [story, now_text(now)],
    )
    return [str(row["url"]) for row in rows]


def to_come(archive: Archive, story: str) -> int:
    """How many of a story's parts may still come."""
    found = archive.value("select count(*) from frontier where part_of = ? and state = 'due'", [story])
    return int(found or 0)


def park(archive: Archive, urls: Sequence[str], reason: str, now: datetime) -> None:
    """Give addresses up."""
    with archive.transaction() as db:
        for url in urls:
            db.execute(
                "update frontier set state = 'parked', reason = ?, updated = ? where url = ?",
                [reason, now_text(now), url],
            )


def take_up(archive: Archive, ending: str, reason: str, now: datetime) -> None:
    """Let the pages wait again that were parked for a reason that ends so; from now on for ``reason``."""
    with archive.transaction() as db:
        db.execute(
            "update frontier set state = 'waiting', reason = ?, tries = 0, updated = ?"
            " where state = 'parked' and sha256 is not null and substr(reason, -length(?)) = ?",
            [reason, now_text(now), ending, ending],
        )


def fetch_again(archive: Archive, story: str, now: datetime) -> None:
    """The bytes of a story's pages are gone: all that were here are due."""
    at = now_text(now)
    with archive.transaction() as db:
        db.execute(
            "update frontier set state = 'due', sha256 = null, tries = 0, due_at = ?, updated = ?"
            " where (url = ? or part_of = ?) and sha256 is not null and state in ('waiting', 'done')",
            [at, at, story, story],
        )
