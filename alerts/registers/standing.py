"""Where a case stands: its stage through time, and all that follows from what its reports tell."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from alerts.registers.acts import derive_acts
from alerts.registers.words import Report, office_key
from archive.database import now_text
from model import Incident, Stage, Weight

RANK = {
    Stage.ALLEGED: 0,
    Stage.REPORTED: 1,
    Stage.EXAMINED: 2,
    Stage.RECOMMENDED: 3,
    Stage.SANCTIONED: 4,
    Stage.CHARGED: 4,
    Stage.DISMISSED: 4,
}
NEEDS_OFFICE = frozenset({Stage.RECOMMENDED, Stage.SANCTIONED, Stage.CHARGED, Stage.DISMISSED})

Row = dict[str, Any]


def case_of(db: Database, incident_id: int) -> Row:
    """A row of ``incidents``."""
    return next(iter(db.query("select * from incidents where id = ?", [incident_id])))


def move_on(db: Database, case: Row, report: Report, incident: Incident, untold: str | None) -> int | None:
    """Move the case on when this report tells a later stage, or a verdict; returns the id of the history row."""
    last = db.execute("select max(told_day) from incident_history where incident_id = ?", [case["id"]]).fetchone()
    told = {"stage": incident.stage, "convicted": incident.convicted, "published_day": report.published_day}
    moved = _next((Stage(case["stage"]), bool(case["convicted"])), told, last[0])
    if moved is None:
        return None
    stage, convicted = moved
    db.execute(
        "update incidents set stage = ?, convicted = ?, last_change = max(last_change, ?) where id = ?",
        [stage.value, int(convicted), now_text(report.seen), case["id"]],
    )
    return add_history(db, case["id"], incident, report, untold)


def _next(now: tuple[Stage, bool], told: Row, last_day: str | None) -> tuple[Stage, bool] | None:
    """Where a case stands after a report that tells a stage; None when it stays where it is."""
    (old, convicted), stage = now, Stage(told["stage"])
    ruled = told["convicted"] and not convicted
    if (stage is old and not ruled) or RANK[stage] < RANK[old]:
        return None
    if last_day and told["published_day"] and told["published_day"] < last_day:
        return None  # an older story read late tells nothing new
    # A conviction stands until the case is dropped: by an acquittal on appeal.
    return stage, bool(told["convicted"]) or (convicted and stage is not Stage.DISMISSED)


def tell_stage(db: Database, incident_id: int, incident: Incident) -> int | None:
    """The history row of the case's present stage if nobody could be told of it yet; from now on it is told."""
    row = db.execute(
        "update incident_history set untold_reason = null where untold_reason is not null and stage = ?1"
        " and convicted = ?2 and id = (select max(id) from incident_history where incident_id = ?3) returning id",
        [incident.stage.value, int(incident.convicted), incident_id],
    ).fetchone()
    return int(row[0]) if row else None


def add_history(db: Database, incident_id: int, incident: Incident, report: Report, untold: str | None) -> int:
    """Note a stage that a report tells; returns the id of the row."""
    row = db.table("incident_history").insert(
        {
            "incident_id": incident_id,
            "stage": incident.stage.value,
            "convicted": int(incident.convicted),
            "told_day": report.published_day,
            "seen": now_text(report.seen),
            "article_id": report.article_id,
            "untold_reason": untold,
        }
    )
    return int(str(row.last_pk))


def derive(db: Database, incident_id: int) -> None:
    """Write what a case is from what its reports tell, in the order they were registered.

    For what changes its reports as a whole: a decision by hand, newer rules. A case without reports stays as it is.
    """
    reports = list(
        db.query(
            "select r.*, a.published_day from incident_reports r join articles a on a.id = r.article_id"
            " where r.incident_id = ? order by r.seen, r.id",
            [incident_id],
        )
    )
    if not reports:
        return
    case = case_of(db, incident_id)
    main = [report for report in reports if report["weight"] == Weight.MAIN.value]
    told = main or reports
    stage, convicted, last_change = _fold(reports)
    offices = [report["office"] for report in (*told, *reports) if report["office"]]
    db.table("incidents").update(
        incident_id,
        {
            "stage": stage.value,
            "convicted": int(convicted),
            "actor": told[0]["actor"],
            "office": next((office for office in offices if office_key(office)), next(iter(offices), None)),
            "count": _first(report["count"] for report in (*told, *reports)),
            "occurred": _first(report["occurred"] for report in (*told, *reports)),
            "region": _first(report["region"] for report in (*told, *reports, case)),
            "sentence": told[0]["sentence"],
            "confidence": told[0]["confidence"] if told[0]["confidence"] is not None else 0.0,
            "known_by": (Weight.MAIN if main else Weight.MENTION).value,
            "first_seen": min(case["first_seen"], reports[0]["seen"]),
            "last_change": last_change,
        },
    )
    derive_acts(db, incident_id)


def _fold(reports: list[Row]) -> tuple[Stage, bool, str]:
    """The stage to which reports bring a case one after the other, whether convicted, and when it came there.

    A report that a person put there counts whatever day it is of.
    """
    first, *later = reports
    now, last_day, last_change = (
        (Stage(first["stage"]), bool(first["convicted"])),
        first["published_day"],
        first["seen"],
    )
    for report in later:
        if moved := _next(now, report, None if report["decided_by"] == "person" else last_day):
            now, last_change = moved, report["seen"]
            last_day = max(last_day or "", report["published_day"] or "") or None
    return *now, last_change


def _first(values: Iterable[Any]) -> Any:
    return next((value for value in values if value is not None), None)


def note(
    db: Database, incident_id: int, decision: str, at: datetime, *, by: str, untold: str | None = None
) -> None:
    """Note a decision about a case in its history, beside the stage where the case stands after it.

    A stage that nobody could be told of stays so: the next fresh story that tells it is told. ``untold`` is why
    nobody is told of a stage that only the decision brings.
    """
    case = case_of(db, incident_id)
    last = next(
        iter(
            db.query(
                "select untold_reason from incident_history where incident_id = ? and stage = ? and convicted = ?"
                " order by id desc limit 1",
                [incident_id, case["stage"], case["convicted"]],
            )
        ),
        {"untold_reason": case["untold_reason"] or untold},
    )
    db.table("incident_history").insert(
        {
            "incident_id": incident_id,
            "stage": case["stage"],
            "convicted": case["convicted"],
            "seen": now_text(at),
            "untold_reason": last["untold_reason"],
            "decided_by": by,
            "decision": decision,
        }
    )
