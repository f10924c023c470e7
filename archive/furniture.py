"""What each outlet repeats from story to story: a small memory of lines, counted as its articles are kept.

Which lines may count, and which stories differ, is judged in :mod:`extract.furniture`; here it is remembered.
Only a hash of a line is kept until the line is seen again, and each outlet's memory is bounded. What is learned
holds for pages read from then on: kept articles stay as they are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from sqlite_utils import Database

from archive.database import now_text

STORIES = 3
"""So many different stories of an outlet with the line make it furniture …"""

PAGES = 5
"""… once so many articles of the outlet were read."""

MOST_LINES = 1000
"""Lines remembered of an outlet: those of its last hundred articles or so, at some ten lines an article."""

MOST_KNOWN = 200
"""Lines of furniture that a page is held against: more than any honest site has."""


class Suspect(Protocol):
    """A line of an article that is furniture if it recurs; see :class:`extract.furniture.Suspect`."""

    @property
    def form(self) -> str:
        """The line as lines are compared."""

    @property
    def line(self) -> str:
        """The line as it stands in the article."""

    @property
    def is_plain(self) -> bool:
        """Whether stories that are no copies of each other are different enough for it."""


class Different(Protocol):
    """Whether two texts (title and text) tell different stories; see :func:`extract.furniture.are_different`."""

    def __call__(self, one: str, other: str, /, *, clearly: bool) -> bool:
        """``clearly``: stories that are alike, as a case's follow-ups are, do not count as different."""


def known(db: Database, outlet: str) -> frozenset[str]:
    """The outlet's furniture: the lines as last seen. None in an archive that is too old to have a memory."""
    return frozenset(row["line"] for row in learned(db, outlet))


def learned(db: Database, outlet: str) -> list[dict[str, Any]]:
    """The outlet's furniture, the latest seen first: ``line``, ``seen``, ``first_seen``, ``last_seen``."""
    if not _is_there(db):
        return []
    return list(
        db.query(
            "select line, seen, first_seen, last_seen from furniture join furniture_outlets using (outlet)"
            " where outlet = ? and pages >= ? and json_array_length(stories) >= ? and line is not null"
            " order by last_seen desc, seen desc, line limit ?",
            [outlet, PAGES, STORIES, MOST_KNOWN],
        )
    )


def outlets(db: Database, source_id: str) -> list[str]:
    """The outlets, in order of their names, that a source has brought articles of."""
    rows = db.query("select distinct outlet from articles where source_id = ? order by outlet", [source_id])
    return [str(row["outlet"]) for row in rows]


def pages(db: Database, outlet: str) -> int:
    """How many of the outlet's articles its lines were counted on."""
    if not _is_there(db):
        return 0
    row = db.execute("select pages from furniture_outlets where outlet = ?", [outlet]).fetchone()
    return int(row[0]) if row else 0


def learn(
    db: Database,
    outlet: str,
    article_id: int,
    suspects: Iterable[Suspect],
    *,
    different: Different,
    now: datetime,
) -> None:
    """Count the lines of a new article, inside the transaction that keeps it.

    The caller counts an article once: when it is kept for the first time.
    """
    at = now_text(now)
    db.execute(
        "insert into furniture_outlets (outlet, pages, since) values (?, 1, ?)"
        " on conflict (outlet) do update set pages = pages + 1",
        [outlet, at],
    )
    texts: dict[int, str | None] = {}

    def text(number: int) -> str | None:
        if number not in texts:
            row = db.execute("select title || char(10) || text from articles where id = ?", [number]).fetchone()
            texts[number] = str(row[0]) if row else None
        return texts[number]

    def differs(number: int, suspect: Suspect) -> bool:
        one, other = text(number), text(article_id)
        return one is not None and other is not None and different(one, other, clearly=not suspect.is_plain)

    for suspect in suspects:
        place = [outlet, _hash(suspect.form)]
        row = db.execute("select stories from furniture where outlet = ? and line_hash = ?", place).fetchone()
        if row is None:
            db.execute(
                "insert into furniture (outlet, line_hash, line, seen, stories, first_seen, last_seen)"
                " values (?, ?, null, 1, ?, ?, ?)",
                [*place, json.dumps([article_id]), at, at],
            )
            continue
        stories = json.loads(row[0])
        if len(stories) < STORIES and all(differs(number, suspect) for number in stories):
            stories.append(article_id)
        db.execute(
            "update furniture set line = ?, seen = seen + 1, stories = ?, last_seen = ?"
            " where outlet = ? and line_hash = ?",
            [suspect.line, json.dumps(stories), at, *place],
        )
    _prune(db, outlet)


def forget(db: Database, outlet: str) -> int:
    """Forget all lines of an outlet, inside the caller's transaction; it is learned anew. Returns how many were
    furniture."""
    count = len(learned(db, outlet))
    db.execute("delete from furniture where outlet = ?", [outlet])
    db.execute("delete from furniture_outlets where outlet = ?", [outlet])
    return count


def _hash(form: str) -> str:
    return hashlib.sha256(form.encode("utf-8", "replace")).hexdigest()[:16]


def _is_there(db: Database) -> bool:
    # An archive opened to be read is not migrated.
    return (
        db.execute("select 1 from sqlite_master where type = 'table' and name = 'furniture'").fetchone() is not None
    )


def _prune(db: Database, outlet: str) -> None:
    """Forget the lines seen longest ago; furniture last."""
    db.execute(
        "delete from furniture where rowid in (select rowid from furniture where outlet = ?"
        " order by json_array_length(stories) >= ? desc, last_seen desc, rowid desc limit -1 offset ?)",
        [outlet, STORIES, MOST_LINES],
    )
