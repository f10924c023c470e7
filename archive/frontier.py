"""The frontier: where every address stands on its way.

An address is ``due`` (to be fetched), ``waiting`` (fetched, its story has parts to come), ``done`` or
``parked`` (given up, with the reason). Nothing is ever dropped: a parked address keeps its row.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from archive.database import Archive, now_text, parse_time
from model import Candidate

MAX_TRIES = 3
"""Readings of a page begun and not ended: after these it is the page that ends the crawl."""
MAX_FAILURES = 10
RETRY_AFTER = timedelta(minutes=10)
"""After the first failed fetch of an address, doubled after each further one: ten of them are a week."""
LONGEST_RETRY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DueAddress:
    """An address to fetch now."""

    url: str
    source_id: str | None
    part_of: str | None
    tries: int
    candidate: Candidate


def due_addresses(
    archive: Archive, now: datetime, *, limit: int = 1000, only: Collection[str] = ()
) -> list[DueAddress]:
    """Addresses to fetch now: newest news first, so that a backlog delays no alert."""
    rows = archive.rows(
        "select * from frontier where state = 'due' and due_at <= :now"
        " and (:all or source_id in (select value from json_each(:only)))"
        " order by first_seen desc, rowid limit :limit",
        {"now": now_text(now), "all": not only, "only": json.dumps(list(only)), "limit": limit},
    )
    return [_due(row) for row in rows]


def _due(row: dict[str, str | int | None]) -> DueAddress:
    url = str(row["url"])
    published = parse_time(str(row["published"])) if row["published"] else None
    text = {key: str(row[key]) if row[key] is not None else None for key in ("title", "summary")}
    return DueAddress(
        url=url,
        source_id=str(row["source_id"]) if row["source_id"] else None,
        part_of=str(row["part_of"]) if row["part_of"] else None,
        tries=int(row["tries"] or 0),
        candidate=Candidate(url, text["title"], text["summary"], published),
    )


def begin(archive: Archive, url: str, now: datetime) -> bool:
    """Count a try before a page is read, so that a page that kills the process is not read for ever.

    Returns False, and parks the address, when MAX_TRIES tries were begun before and none came to an end.
    """
    with archive.transaction() as db:
        row = next(iter(db.query("select tries from frontier where url = ?", [url])), None)
        if row is None:
            return True
        if int(row["tries"]) >= MAX_TRIES:
            reason = f"reading it ended the crawl {MAX_TRIES} times"
            db.execute(
                "update frontier set state = 'parked', reason = ?, updated = ? where url = ?",
                [reason, now_text(now), url],
            )
            return False
        db.execute("update frontier set tries = tries + 1, updated = ? where url = ?", [now_text(now), url])
        return True


def ended(archive: Archive, url: str) -> None:
    """Reading a page that was begun came to an end, if only to an error: it is not the page that ends the crawl."""
    with archive.transaction() as db:
        db.execute("update frontier set tries = max(0, tries - 1) where url = ?", [url])


def fail(
    archive: Archive,
    url: str,
    now: datetime,
    reason: str,
    *,
    final: bool = False,
    not_before: datetime | None = None,
) -> None:
    """A fetch failed: try again later (not before ``not_before``); park it when ``final`` or failing for a week."""
    with archive.transaction() as db:
        row = next(iter(db.query("select failures from frontier where url = ?", [url])), None)
        if row is None:
            return
        failures = int(row["failures"]) + 1
        parked = final or failures >= MAX_FAILURES
        due_at = now + min(RETRY_AFTER * 2 ** (failures - 1), LONGEST_RETRY)
        db.execute(
            "update frontier set failures = ?, state = ?, reason = ?, due_at = ?, updated = ? where url = ?",
            [
                failures,
                "parked" if parked else "due",
                reason,
                now_text(max(due_at, not_before or due_at)),
                now_text(now),
                url,
            ],
        )


def known(archive: Archive, urls: Sequence[str]) -> set[str]:
    """Those of ``urls`` that the frontier has seen."""
    rows = archive.rows(
        "select url from frontier where url in (select value from json_each(?))", [json.dumps(list(urls))]
    )
    return {str(row["url"]) for row in rows}


def row(archive: Archive, url: str) -> dict[str, Any]:
    """What the frontier knows of an address; empty when it does not know it."""
    return next(iter(archive.rows("select * from frontier where url = ?", [url])), {})


def last_reason(archive: Archive, url: str) -> str | None:
    """Why the last try of an address failed, or None."""
    reason = archive.value("select reason from frontier where url = ?", [url])
    return None if reason is None else str(reason)
