"""The register of incidents: which case a report belongs to, and what it changes there."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

from alerts.registers.words import (
    Change,
    Report,
    alike,
    as_json,
    next_number,
    next_ordinal,
    shingles,
    spelling,
)
from archive.database import now_text
from model import Act, Incident, Stage, Subject, SubjectKind, Weight

CASE_DAYS = 120
"""A case is looked for among those that changed within this time: about the longest from report to sanction."""
COMPARED_REPORTS = 10

_RANK = {
    Stage.ALLEGED: 0,
    Stage.REPORTED: 1,
    Stage.EXAMINED: 2,
    Stage.RECOMMENDED: 3,
    Stage.SANCTIONED: 4,
    Stage.CHARGED: 4,
    Stage.DISMISSED: 4,
}
_NEEDS_OFFICE = frozenset({Stage.RECOMMENDED, Stage.SANCTIONED, Stage.CHARGED, Stage.DISMISSED})


def register_incident(db: Database, report: Report, incident: Incident, used: set[int]) -> Change | None:
    """Enter one incident. ``used`` holds the reports of this article that earlier findings of it have taken."""
    known = _own_report(db, report, incident, used)
    case = _case(db, known["incident_id"]) if known else _find_case(db, report, incident)
    news = case is None
    untold = report.untold_reason or (None if incident.weight is Weight.MAIN else "only mentioned in passing")
    if case is None:
        case = _open_case(db, report, incident, untold)
    used.add(known["id"] if known else _add_report(db, case["id"], report, incident))
    _learn(db, case["id"], incident)
    subject = Subject(SubjectKind.INCIDENT, case["id"])
    region = case["region"] or incident.region
    if news:
        return Change(subject, region, news=True, untold_reason=untold)
    history_id = _move_on(db, case, report, incident)
    if case["untold_reason"] and untold is None:
        # Known so far from a passing mention or from old news: this is the first report that may be told.
        db.execute("update incidents set untold_reason = null, known_by = 'main' where id = ?", [case["id"]])
        return Change(subject, region, news=True)
    if history_id is not None:
        return Change(subject, region, news=False, revision=history_id, untold_reason=untold)
    return None


def office_key(office: str | None) -> str | None:
    """The spelling of an office that names one ("camat mandai"); None for a mere class ("camat", "kepala desa")."""
    words = spelling(office)
    if words is None or " " not in words or words in {"kepala desa", "kepala dinas", "kepala sekolah"}:
        return None
    return words


def _case(db: Database, incident_id: int) -> dict[str, Any]:
    return next(iter(db.query("select * from incidents where id = ?", [incident_id])))


def _own_report(db: Database, report: Report, incident: Incident, used: set[int]) -> dict[str, Any] | None:
    """The row by which an earlier reading of this very article entered this finding, if any."""
    rows = db.query(
        "select * from incident_reports where article_id = ? and actor = ? and region is ? order by ordinal",
        [report.article_id, incident.actor.value, incident.region],
    )
    return next((row for row in rows if row["id"] not in used), None)


def _find_case(db: Database, report: Report, incident: Incident) -> dict[str, Any] | None:
    """The case this report belongs to, or None: then it is a new one."""
    cases = list(
        db.query(
            "select * from incidents where region is ? and actor = ?"
            " and julianday(?) - julianday(last_change) <= ? order by last_change desc, id desc",
            [incident.region, incident.actor.value, now_text(report.seen), CASE_DAYS],
        )
    )
    cases = [case for case in cases if _compatible(db, case, incident)]
    office = office_key(incident.office)
    if office and incident.region:
        for case in cases:
            if office == office_key(case["office"]):
                return case
    if incident.stage in _NEEDS_OFFICE:
        cases = [case for case in cases if case["stage"] == incident.stage.value]
    text = shingles(report.text)
    for case in cases:
        named = office_key(case["office"])
        if office and named and office != named:
            continue
        if any(alike(text, shingles(row["text"])) for row in _reports(db, case["id"])):
            return case
    return None


def _compatible(db: Database, case: dict[str, Any], incident: Incident) -> bool:
    if case["count"] is not None and incident.count is not None and case["count"] != incident.count:
        return False
    if case["occurred"] and incident.occurred and case["occurred"] != incident.occurred:
        return False
    vague = {Act.UNSPECIFIED.value}
    acts = {row["act"] for row in db.query("select act from incident_acts where incident_id = ?", [case["id"]])}
    told = {act.value for act in incident.acts}
    return acts <= vague or told <= vague or bool(acts & told)


def _reports(db: Database, incident_id: int) -> list[dict[str, Any]]:
    return list(
        db.query(
            "select a.text from incident_reports r join articles a on a.id = r.article_id"
            " where r.incident_id = ? order by r.id desc limit ?",
            [incident_id, COMPARED_REPORTS],
        )
    )


def _open_case(db: Database, report: Report, incident: Incident, untold: str | None) -> dict[str, Any]:
    at = now_text(report.seen)
    row = db.table("incidents").insert(
        {
            "case_number": next_number(db, "incidents", "case_number", "K", incident.region),
            "stage": incident.stage.value,
            "actor": incident.actor.value,
            "office": incident.office,
            "count": incident.count,
            "region": incident.region,
            "occurred": incident.occurred,
            "sentence": incident.sentence,
            "confidence": float(incident.confidence),
            "known_by": incident.weight.value,
            "first_seen": at,
            "last_change": at,
            "matcher_version": report.matcher_version,
            "decided_by": "rules",
            "untold_reason": untold,
        }
    )
    incident_id = int(str(row.last_pk))
    _add_history(db, incident_id, incident.stage, report)
    return _case(db, incident_id)


def _learn(db: Database, incident_id: int, incident: Incident) -> None:
    """Fill in what earlier reports did not tell; what they told stays."""
    for act in incident.acts:
        db.table("incident_acts").insert({"incident_id": incident_id, "act": act.value}, ignore=True)
    db.execute(
        "update incidents set office = coalesce(office, ?), count = coalesce(count, ?),"
        " occurred = coalesce(occurred, ?) where id = ?",
        [incident.office, incident.count, incident.occurred, incident_id],
    )


def _move_on(db: Database, case: dict[str, Any], report: Report, incident: Incident) -> int | None:
    """Move the case on when this report tells a later stage; returns the id of the history row."""
    old = Stage(case["stage"])
    if incident.stage is old or _RANK[incident.stage] < _RANK[old]:
        return None
    last = db.execute("select max(told_day) from incident_history where incident_id = ?", [case["id"]]).fetchone()[
        0
    ]
    if last and report.published_day and report.published_day < last:
        return None  # an older story read late tells nothing new
    db.execute(
        "update incidents set stage = ?, last_change = ? where id = ?",
        [incident.stage.value, now_text(report.seen), case["id"]],
    )
    return _add_history(db, case["id"], incident.stage, report)


def _add_history(db: Database, incident_id: int, stage: Stage, report: Report) -> int:
    row = db.table("incident_history").insert(
        {
            "incident_id": incident_id,
            "stage": stage.value,
            "told_day": report.published_day,
            "seen": now_text(report.seen),
            "article_id": report.article_id,
        }
    )
    return int(str(row.last_pk))


def _add_report(db: Database, incident_id: int, report: Report, incident: Incident) -> int:
    row = db.table("incident_reports").insert(
        {
            "incident_id": incident_id,
            "article_id": report.article_id,
            "ordinal": next_ordinal(db, "incident_reports", report.article_id),
            "weight": incident.weight.value,
            "stage": incident.stage.value,
            "actor": incident.actor.value,
            "office": incident.office,
            "count": incident.count,
            "region": incident.region,
            "occurred": incident.occurred,
            "sentence": incident.sentence,
            "confidence": float(incident.confidence),
            "reasons": as_json(incident.reasons),
            "seen": now_text(report.seen),
            "matcher_version": report.matcher_version,
            "decided_by": "rules",
        }
    )
    return int(str(row.last_pk))
