"""The register of incidents: a report joins its case or opens one, and what it changes there."""

from __future__ import annotations

import logging

from sqlite_utils import Database

from alerts.registers.acts import keep_acts
from alerts.registers.finding import CASE_DAYS, OVER_DAYS, find_case, may_move, own_report, related
from alerts.registers.responses import keep_responses
from alerts.registers.standing import Row, add_history, case_of, move_on, tell_stage
from alerts.registers.words import Change, Report, as_json, next_number, next_ordinal, office_key
from archive.database import now_text
from model import Incident, Subject, SubjectKind, Weight

log = logging.getLogger("netra.registers")

__all__ = ["CASE_DAYS", "OVER_DAYS", "register_incident", "rewrite"]


def register_incident(db: Database, report: Report, incident: Incident, used: set[int]) -> Change | None:
    """Enter one incident. ``used`` holds the reports of this article that earlier findings of it have taken."""
    known = own_report(db, report, incident, used)
    case = case_of(db, known["incident_id"]) if known else find_case(db, report, incident)
    if case is None and incident.retold:
        log.info("article %s answers an accusation that no kept story tells: no case is opened", report.article_id)
        return None
    news = case is None
    untold = report.untold_reason or (None if incident.weight is Weight.MAIN else "only mentioned in passing")
    untold = untold or report.doubt(incident.confidence, report.least_incident)
    if case is None:
        case = _open_case(db, report, incident, untold)
    report_id = known["id"] if known else _add_report(db, case["id"], report, incident)
    if known:
        rewrite(db, report_id, report, incident)
    used.add(report_id)
    keep_acts(db, report_id, case["id"], incident)
    keep_responses(db, report_id, incident, report.matcher_version)
    _learn(db, case, incident)
    subject = Subject(SubjectKind.INCIDENT, case["id"])
    region = case["region"] or incident.region
    if news:
        return Change(subject, region, news=True, untold_reason=untold)
    history_id = None
    if known is None or may_move(db, known, incident):
        history_id = move_on(db, case, report, incident, untold)
    if case["untold_reason"] and untold is None:
        # Known so far from a passing mention or from old news: this is the first report that may be told.
        db.execute("update incidents set untold_reason = null, known_by = 'main' where id = ?", [case["id"]])
        tell_stage(db, case["id"], incident)
        return Change(subject, region, news=True)
    if history_id is not None:
        return Change(subject, region, news=False, revision=history_id, untold_reason=untold)
    if untold is None:
        # The stage itself may be known from a report that could not be told; now it can.
        history_id = tell_stage(db, case["id"], incident)
        if history_id is not None:
            return Change(subject, region, news=False, revision=history_id)
    return None


def _open_case(db: Database, report: Report, incident: Incident, untold: str | None) -> Row:
    at = now_text(report.seen)
    maybe = related(db, report, incident)
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
            "convicted": int(incident.convicted),
            "matcher_version": report.matcher_version,
            "decided_by": "rules",
            "untold_reason": untold,
        }
    )
    incident_id = int(str(row.last_pk))
    db.table("incident_relations").insert_all(
        {"incident_id": incident_id, "related_id": other, "found": at} for other in maybe
    )
    add_history(db, incident_id, incident, report, untold)
    return case_of(db, incident_id)


def _learn(db: Database, case: Row, incident: Incident) -> None:
    """Fill in what earlier reports did not tell; what they told stays, but an office that names nobody."""
    better = office_key(incident.office) and not office_key(case["office"])
    db.execute(
        "update incidents set office = ?, count = coalesce(count, ?), occurred = coalesce(occurred, ?),"
        " region = coalesce(region, ?) where id = ?",
        [
            incident.office if better else case["office"] or incident.office,
            incident.count,
            incident.occurred,
            incident.region,
            case["id"],
        ],
    )


def _add_report(db: Database, incident_id: int, report: Report, incident: Incident) -> int:
    row = db.table("incident_reports").insert(
        {
            "incident_id": incident_id,
            "article_id": report.article_id,
            "ordinal": next_ordinal(db, "incident_reports", report.article_id),
            "seen": now_text(report.seen),
            "decided_by": "rules",
            **_told(report, incident),
        }
    )
    return int(str(row.last_pk))


def rewrite(db: Database, report_id: int, report: Report, incident: Incident) -> None:
    """Let an article's own row say what it tells as read now: it was edited, became whole, or is matched anew.

    When it was registered, and who decided about its case, stays.
    """
    db.table("incident_reports").update(report_id, _told(report, incident))


def _told(report: Report, incident: Incident) -> Row:
    return {
        "weight": incident.weight.value,
        "stage": incident.stage.value,
        "actor": incident.actor.value,
        "office": incident.office,
        "count": incident.count,
        "region": incident.region,
        "occurred": incident.occurred,
        "sentence": incident.sentence,
        "confidence": float(incident.confidence),
        "vague": int(incident.vague),
        "convicted": int(incident.convicted),
        "reasons": as_json(incident.reasons),
        "matcher_version": report.matcher_version,
    }
