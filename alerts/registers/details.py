"""Whom a circular orders, and which others it revokes or changes, kept as each report tells it."""

from __future__ import annotations

from sqlite_utils import Database

from alerts.matcher.numbers import normalise_number
from model import Circular

REVOKES, AMENDS = "revokes", "amends"
"""What one circular may do to another."""


def keep_details(db: Database, report_id: int, circular: Circular) -> None:
    """Keep scope and changes as one report tells them now."""
    forget_details(db, report_id)
    db.table("circular_scope").insert_all(
        {"report_id": report_id, "actor": actor.value, "place": place} for place, actor in enumerate(circular.scope)
    )
    for change, numbers in ((REVOKES, circular.revokes), (AMENDS, circular.amends)):
        db.table("circular_changes").insert_all(
            (
                {"report_id": report_id, "change": change, "number": one, "number_key": normalise_number(one)}
                for one in numbers
            ),
            ignore=True,
        )


def forget_details(db: Database, report_id: int) -> None:
    """A report that is taken away takes its details along."""
    db.execute("delete from circular_scope where report_id = ?", [report_id])
    db.execute("delete from circular_changes where report_id = ?", [report_id])


def scope_of(db: Database, circular_id: int) -> tuple[str, ...]:
    """Whom a circular orders, as its reports together tell: codes of actors, each once, the first told first."""
    rows = db.query(
        "select s.actor from circular_scope s join circular_reports r on r.id = s.report_id"
        " where r.circular_id = ? order by r.seen, r.id, s.place",
        [circular_id],
    )
    return tuple(dict.fromkeys(str(row["actor"]) for row in rows))


def changes_of(db: Database, circular_id: int, change: str) -> tuple[str, ...]:
    """The numbers, as printed, of the circulars that this one revokes or amends."""
    rows = db.query(
        "select c.number, c.number_key from circular_changes c join circular_reports r on r.id = c.report_id"
        " where r.circular_id = ? and c.change = ? order by r.seen, r.id, c.rowid",
        [circular_id, change],
    )
    first: dict[str, str] = {}
    for row in rows:
        first.setdefault(row["number_key"], row["number"])
    return tuple(first.values())
