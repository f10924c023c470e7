"""What the accused answers, kept as each report tells it. An answer moves no stage."""

from __future__ import annotations

from sqlite_utils import Database

from model import Incident, ResponseKind

_FIRST = (
    ResponseKind.RIGHT_OF_CORRECTION,
    ResponseKind.RIGHT_OF_REPLY,
    ResponseKind.CORRECTION,
    ResponseKind.DENIAL,
    ResponseKind.CLARIFICATION,
)
"""Of several answers the first of these is told: the rights of the Press Law, then what says most."""


def keep_responses(db: Database, report_id: int, incident: Incident, matcher_version: str) -> None:
    """Keep the answers as one report tells them now."""
    forget_responses(db, report_id)
    db.table("incident_responses").insert_all(
        {
            "report_id": report_id,
            "kind": response.kind.value,
            "sentence": response.sentence,
            "matcher_version": matcher_version,
        }
        for response in incident.responses
    )


def forget_responses(db: Database, report_id: int) -> None:
    """A report that is taken away takes its answers along."""
    db.execute("delete from incident_responses where report_id = ?", [report_id])


def response_of(db: Database, incident_id: int) -> str | None:
    """The sentence that tells best what the accused of a case answers, from the newest report that has one."""
    rows = db.query(
        "select s.kind, s.sentence from incident_responses s join incident_reports r on r.id = s.report_id"
        " where r.incident_id = ? order by r.seen desc, r.id desc",
        [incident_id],
    )
    ranked = sorted(rows, key=lambda row: _FIRST.index(ResponseKind(row["kind"])))
    return next((str(row["sentence"]) for row in ranked), None)
