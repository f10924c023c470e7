"""The ways by which each source can be read: its own addresses and the conventions of its platform, in order."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from archive.database import Archive, now_text
from model import Reading, Source

OK = "ok"
UNTRIED = "untried"
DEAD = frozenset({"dead", "refused by robots"})
"""States of a convention that is not tried any more: that there is no such address is no failure of the source."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way of reading a source."""

    reading: Reading
    url: str  # as the catalogue or the convention says; its key
    origin: str  # "own" or "convention"
    state: str = UNTRIED  # "ok", "redirected", "dead", "blocked", "refused by robots", "empty", "failing"
    canonical: str | None = None  # the address to which it moved for good
    tried: str | None = None

    @property
    def address(self) -> str:
        """The address to ask."""
        return self.canonical or self.url

    @property
    def hopeless(self) -> bool:
        """Whether a convention turned out to lead nowhere."""
        return self.origin != OWN and self.state in DEAD


OWN, CONVENTION = "own", "convention"


def ways_wanted(source: Source) -> list[tuple[Reading, str, str]]:
    """The ways that a source should have: reading, address and origin, in order of preference."""
    found = {url: (reading, OWN) for reading, url in source.readings()}
    for reading, url in source.conventions:
        found.setdefault(url, (reading, CONVENTION))
    return [(reading, url, origin) for url, (reading, origin) in found.items()]


def all_ways(archive: Archive, only: Collection[str] = ()) -> Mapping[str, Sequence[Way]]:
    """The ways of every source, or of these, in order of preference."""
    ways: dict[str, list[Way]] = defaultdict(list)
    for row in archive.rows(
        "select * from source_ways where :all or source_id in (select value from json_each(:only))"
        " order by source_id, place",
        {"all": not only, "only": json.dumps(list(only))},
    ):
        ways[row["source_id"]].append(
            Way(Reading(row["reading"]), row["url"], row["origin"], row["state"], row["canonical"], row["tried"])
        )
    return ways


def set_ways(db: Database, source_id: str, wanted: Sequence[tuple[Reading, str, str]]) -> None:
    """Write a source's ways down; what is known of those that it had stays."""
    db.execute(
        "delete from source_ways where source_id = ? and url not in (select value from json_each(?))",
        [source_id, json.dumps([url for _, url, _ in wanted])],
    )
    for place, (reading, url, origin) in enumerate(wanted):
        db.execute(
            "insert into source_ways (source_id, url, place, reading, origin, state) values (?, ?, ?, ?, ?, ?)"
            " on conflict (source_id, url) do update set place = excluded.place, reading = excluded.reading,"
            " origin = excluded.origin",
            [source_id, url, place, reading.value, origin, UNTRIED],
        )


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of trying a way."""

    state: str
    reason: str | None = None
    status: int | None = None
    items: int | None = None  # that it lists
    canonical: str | None = None


def record_trial(db: Database, source_id: str, url: str, trial: Trial, now: datetime) -> None:
    """Write down what came of trying a way."""
    db.execute(
        "update source_ways set state = ?, reason = ?, status = ?, items = coalesce(?, items), canonical = ?,"
        " tried = ? where source_id = ? and url = ?",
        [trial.state, trial.reason, trial.status, trial.items, trial.canonical, now_text(now), source_id, url],
    )
