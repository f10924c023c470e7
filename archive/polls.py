"""Sources and their readings: which is read when and by which way, and what came of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import exp
from typing import Any

from sqlite_utils import Database

from archive.database import Archive, now_text, parse_time
from archive.ways import OK, Trial, Way, all_ways, record_trial, set_ways, ways_wanted
from model import Candidate, Reading, Source

MAX_UNENDED = 3
"""Readings of a source in a row that ended the crawl: after these nothing but its own time brings the next."""
ENDED_THE_CRAWL = "reading its list ended the crawl"
TRUST_VALIDATORS = timedelta(hours=24)
"""So long a site may answer "not modified"; then its list is asked for without validators, as they may lie."""
FIRST_AGAIN = timedelta(days=1)
"""So often the first way of reading is tried again while another one has to do."""
ASSUMED_RATE = 8.0
"""Articles a day of a source of which nothing is known: the median of regional outlets."""
MEMORY = timedelta(days=7)
"""How far back the rate of news reaches: what is older counts less and less."""


@dataclass(frozen=True, slots=True)
class DueSource:
    """A source to read now: by which way, with the validators of its last reading."""

    source: Source
    reading: Reading
    url: str
    way: str  # the key of the way among its ways: the address before it moved
    ways: int  # that are worth trying
    etag: str | None
    last_modified: str | None
    body_hash: str | None
    fails: int
    backoff: float  # the weights of these failures
    rate: float | None  # articles a day, None when not known yet
    first_reading: bool  # nothing of it was ever read
    trial: bool = False  # its first way of reading failed, and is tried again today
    held: bool = False  # its last MAX_UNENDED readings ended the crawl, and its own time has not come


@dataclass(frozen=True, slots=True)
class Poll:
    """What came of reading a source once."""

    source_id: str
    reading: Reading
    url: str
    outcome: str  # "new" (a list was read), "unchanged" (304 or the same bytes) or "failed"
    status: int | None = None
    reason: str | None = None  # why it failed, or what of a list that was read is left for the next reading
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    seconds: float | None = None
    candidates: Sequence[Candidate] = ()
    backoff: float = 0.0  # the weights of the failures in a row, this one included
    trial: bool = False  # its first way of reading was tried again
    way: str | None = None  # the key of the way among the source's, where it is not the address itself
    word: str = "failing"  # the state of the way when it failed
    of_host: bool = False  # it is the host that failed: another way would fail too
    canonical: str | None = None  # the address to which the list moved for good


_SOURCE_COLUMNS = (
    "name",
    "homepage",
    "province_code",
    "regency_code",
    "kind",
    "platform",
    "feed_url",
    "sitemap_url",
    "listing_url",
)


def load_catalogue(archive: Archive, sources: Iterable[Source], now: datetime) -> None:
    """Bring the rows of the catalogue file into the archive: new ones enter, changed ones are updated.

    Rows that are gone from the file are disabled, never deleted; rows added by command are left alone.
    """
    wanted = {source.id: source for source in sources}
    present = {row["id"]: row for row in archive.rows("select * from sources")}
    changed = [
        source
        for source in wanted.values()
        if source.id not in present
        or present[source.id]["disabled_reason"] == "gone from the catalogue"
        or any(present[source.id][column] != getattr(source, column) for column in _SOURCE_COLUMNS)
    ]
    gone = [
        id_ for id_, row in present.items() if id_ not in wanted and row["origin"] == "catalogue" and row["enabled"]
    ]
    ways = {source.id: ways_wanted(source) for source in wanted.values()}
    had = all_ways(archive)
    other = [
        id_
        for id_, wants in ways.items()
        if [(way.reading, way.url, way.origin) for way in had.get(id_, ())] != wants
    ]
    if not changed and not gone and not other:
        return
    with archive.transaction() as db:
        for source in changed:
            values = {column: getattr(source, column) for column in _SOURCE_COLUMNS}
            row = present.get(source.id)
            if row is None:
                db.table("sources").insert(
                    {
                        "id": source.id,
                        **values,
                        "origin": "catalogue",
                        "enabled": 1,
                        "reading": 0,
                        "state": "new",
                        "state_since": now_text(now),
                        "next_at": now_text(now),
                        "fails": 0,
                        "begun": 0,
                    }
                )
                continue
            if row["disabled_reason"] == "gone from the catalogue":
                values |= {"enabled": 1, "disabled_reason": None}
            if any(row[column] != values[column] for column in ("feed_url", "sitemap_url", "listing_url")):
                values |= {
                    "reading": 0,
                    "etag": None,
                    "last_modified": None,
                    "body_hash": None,
                    "begun": 0,
                    "next_at": now_text(now),
                }
            db.table("sources").update(source.id, values)
        for id_ in other:
            set_ways(db, id_, ways[id_])
        for id_ in gone:
            db.table("sources").update(id_, {"enabled": 0, "disabled_reason": "gone from the catalogue"})


def due_sources(
    archive: Archive, now: datetime, *, everything: bool = False, only: Collection[str] = ()
) -> list[DueSource]:
    """The enabled sources to read now, longest overdue first; with ``everything`` all of them, due or not.

    Validators are left out when the site sent no list for TRUST_VALIDATORS, and only said that it is unchanged.
    """
    rows = archive.rows(
        "select *, next_at > :now as early,"
        " (select count(*) from (select reason from fetches where source_id = sources.id"
        "  order by at desc, id desc limit :unended) where reason = :ended) as unended,"
        " exists (select 1 from fetches where source_id = sources.id and at > :trusted"
        "  and (outcome = 'new' or (outcome = 'unchanged' and status = 200))) as trusted"
        " from sources where enabled = 1 and (:everything or next_at <= :now) order by next_at, id",
        {
            "everything": everything,
            "now": now_text(now),
            "unended": MAX_UNENDED,
            "ended": ENDED_THE_CRAWL,
            "trusted": now_text(now - TRUST_VALIDATORS),
        },
    )
    rows = [row for row in rows if not only or row["id"] in only]
    ways = all_ways(archive, [row["id"] for row in rows]) if rows else {}
    due = []
    for row in rows:
        source = Source(id=row["id"], **{column: row[column] for column in _SOURCE_COLUMNS})
        place, has = _place(row["reading"], ways[row["id"]])
        trial = place > 0 and (row["first_tried"] or "") <= now_text(now - FIRST_AGAIN)
        way = has[0 if trial else place]
        due.append(
            DueSource(
                source=source,
                reading=way.reading,
                url=way.address,
                way=way.url,
                ways=sum(not each.hopeless for each in has),
                etag=row["etag"] if row["trusted"] and not trial else None,
                last_modified=row["last_modified"] if row["trusted"] and not trial else None,
                body_hash=None if trial else row["body_hash"],
                fails=row["fails"],
                backoff=row["backoff"],
                rate=row["rate"],
                trial=trial,
                first_reading=row["first_read"] is None,
                held=bool(row["early"]) and row["unended"] >= MAX_UNENDED,
            )
        )
    return due


def _place(reading: int, ways: Sequence[Way]) -> tuple[int, Sequence[Way]]:
    """The place of the way to read by: the one counted to, or the next that is not known to lead nowhere."""
    order = [(reading + step) % len(ways) for step in range(len(ways))]
    return next((place for place in order if not ways[place].hopeless), order[0]), ways


def unknown_sources(archive: Archive, ids: Collection[str]) -> list[str]:
    """Those of ``ids`` that name no source."""
    known = {row["id"] for row in archive.rows("select id from sources")}
    return sorted(set(ids) - known)


def begin_poll(archive: Archive, source_id: str, now: datetime, next_at: datetime) -> None:
    """Write down that a source's list begins to be read, before a parser that may hang or die sees it.

    Until ``next_at`` nobody reads it again, whatever becomes of this process; :func:`record_poll` or
    :func:`pause_poll` say that the reading came to an end, :func:`settle_polls` that it never did.
    """
    with archive.transaction() as db:
        begun = {"begun": 1, "last_read": now_text(now), "next_at": now_text(next_at)}
        db.table("sources").update(source_id, begun)


def pause_poll(archive: Archive, source_id: str, now: datetime) -> None:
    """A list was read without harm, and the reading of its source goes on with further lists."""
    with archive.transaction() as db:
        db.table("sources").update(source_id, {"begun": 0, "next_at": now_text(now)})


def settle_polls(archive: Archive) -> list[str]:
    """Record the readings that an earlier crawl began and that ended it as failed ones; their sources' ids.

    To be called before a crawl reads anything, under the crawl lock. The next reading waits as
    :func:`begin_poll` said.
    """
    rows = archive.rows("select * from sources where begun = 1 order by id")
    ways = all_ways(archive, [row["id"] for row in rows]) if rows else {}
    for row in rows:
        place, has = _place(row["reading"], ways[row["id"]])
        way = has[place]
        poll = Poll(
            row["id"],
            way.reading,
            way.address,
            "failed",
            way=way.url,
            reason=ENDED_THE_CRAWL,
            backoff=row["backoff"] + 1,
        )
        record_poll(archive, poll, parse_time(row["last_read"]), parse_time(row["next_at"]))
    return [row["id"] for row in rows]


def record_poll(archive: Archive, poll: Poll, now: datetime, next_at: datetime) -> list[str]:
    """Write down one reading of a source, and its fresh addresses into the frontier, in one transaction.

    A failed reading moves the source to its next way of reading. Until a way of reading told all that its list
    holds, what it lists is silent: old news, kept but not told. Returns the addresses that were not known.
    """
    at = now_text(now)
    fresh: list[str] = []
    with archive.transaction() as db:
        row = next(iter(db.query("select * from sources where id = ?", [poll.source_id])))
        silent = not _was_read(db, poll) if poll.candidates else True
        for candidate in poll.candidates:
            added = db.execute(
                "insert into frontier (url, source_id, state, tries, failures, first_seen, due_at, silent, title,"
                " summary, published, updated) values (?, ?, 'due', 0, 0, ?, ?, ?, ?, ?, ?, ?)"
                " on conflict do nothing",
                [
                    candidate.url,
                    poll.source_id,
                    at,
                    at,
                    int(silent),
                    candidate.title,
                    candidate.summary,
                    now_text(candidate.published) if candidate.published else None,
                    at,
                ],
            )
            if added.rowcount:
                fresh.append(candidate.url)
        db.table("fetches").insert(
            {
                "source_id": poll.source_id,
                "url": poll.url,
                "reading": poll.reading.value,
                "at": at,
                "status": poll.status,
                "outcome": poll.outcome,
                "reason": poll.reason,
                "new": len(fresh),
                "seconds": poll.seconds,
            }
        )
        record_trial(db, poll.source_id, poll.way or poll.url, _trial(poll), now)
        told = None if silent and poll.candidates else len(fresh)
        db.table("sources").update(poll.source_id, _after(row, poll, at, now_text(next_at), told))
    return fresh


def _trial(poll: Poll) -> Trial:
    """What a reading says of the way by which it was made."""
    failed = poll.outcome == "failed"
    return Trial(
        state=poll.word if failed else "redirected" if poll.canonical else OK,
        reason=poll.reason if failed else None,
        status=poll.status,
        items=len(poll.candidates) if poll.outcome == "new" else None,
        canonical=None if failed else poll.canonical,
    )


def _was_read(db: Database, poll: Poll) -> bool:
    """Whether the source's list was ever read to its end by this way of reading."""
    found = db.query(
        "select 1 from fetches where source_id = ? and reading = ? and outcome = 'new' and reason is null limit 1",
        [poll.source_id, poll.reading.value],
    )
    return next(iter(found), None) is not None


def _after(row: Mapping[str, Any], poll: Poll, at: str, next_at: str, told: int | None) -> dict[str, object]:
    """The columns of a source after a reading; ``told``: how many new articles, None when it was silent."""
    failed = poll.outcome == "failed"
    if failed and poll.trial:  # the way that has to do goes on
        return {"first_tried": at, "next_at": at, "begun": 0}
    state = "failing" if failed else "ok"
    after: dict[str, object] = {
        "last_read": at,
        "next_at": next_at,
        "state": state,
        "state_reason": poll.reason if failed else None,
        "begun": 0,
        "fails": int(row["fails"]) + 1 if failed else 0,
        "backoff": poll.backoff,
    }
    if row["state"] != state:
        after["state_since"] = at
    if failed and (not poll.of_host or int(row["fails"]) % 2):
        # The next way of reading has validators of its own; of a host that cannot be asked the same is asked twice.
        after |= {"reading": int(row["reading"]) + 1, "etag": None, "last_modified": None, "body_hash": None}
        after["first_tried"] = row["first_tried"] or at
    elif poll.outcome == "new":
        after |= {"etag": poll.etag, "last_modified": poll.last_modified, "body_hash": poll.body_hash}
    if not failed and row["first_read"] is None:
        after["first_read"] = at
    if not failed and poll.trial:
        after |= {"reading": 0, "first_tried": None}
    if not failed:
        after |= _rate_after(row, at, told)
    return after


def _rate_after(row: Mapping[str, Any], at: str, told: int | None) -> dict[str, object]:
    """The rate of news after a reading that brought ``told`` articles since the last one."""
    if row["rate_at"] is None or told is None:
        return {"rate_at": at}
    days = (parse_time(at) - parse_time(row["rate_at"])) / timedelta(days=1)
    return {"rate": rate_after(row["rate"], days, told), "rate_at": at} if days > 0 else {}


def rate_after(before: float | None, days: float, told: int) -> float:
    """The rate of news, articles a day, after ``told`` articles in ``days``: a mean that forgets, over MEMORY."""
    kept = exp(-days / (MEMORY / timedelta(days=1)))
    return (ASSUMED_RATE if before is None else before) * kept + (1 - kept) * told / days


def rates(archive: Archive) -> list[dict[str, Any]]:
    """Of each enabled source its kind, its place and its rate of news."""
    return archive.rows("select kind, province_code, regency_code, rate from sources where enabled = 1")
