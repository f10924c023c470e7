"""The register of incidents: which case a report belongs to, and what it changes there."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlite_utils import Database

from alerts.registers.acts import keep_acts, may_be_one
from alerts.registers.words import (
    Change,
    Report,
    alike,
    as_json,
    next_number,
    next_ordinal,
    office_key,
    shingles,
)
from archive.database import now_text
from model import Incident, Stage, Subject, SubjectKind, Weight

CASE_DAYS = 120
"""A case is looked for among those that changed within this time: about the longest from report to sanction."""
COMPARED_REPORTS = 10
OVER_DAYS = 30
"""So long after a sanction, a verdict or a dismissal a new allegation against the same office is a new case."""

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
    report_id = known["id"] if known else _add_report(db, case["id"], report, incident)
    if known:
        _reread(db, report_id, report, incident)
    used.add(report_id)
    keep_acts(db, report_id, case["id"], incident)
    _learn(db, case, incident)
    subject = Subject(SubjectKind.INCIDENT, case["id"])
    region = case["region"] or incident.region
    if news:
        return Change(subject, region, news=True, untold_reason=untold)
    history_id = _move_on(db, case, report, incident, untold)
    if case["untold_reason"] and untold is None:
        # Known so far from a passing mention or from old news: this is the first report that may be told.
        db.execute("update incidents set untold_reason = null, known_by = 'main' where id = ?", [case["id"]])
        _tell_stage(db, case["id"], incident)
        return Change(subject, region, news=True)
    if history_id is not None:
        return Change(subject, region, news=False, revision=history_id, untold_reason=untold)
    if untold is None:
        # The stage itself may be known from a report that could not be told; now it can.
        history_id = _tell_stage(db, case["id"], incident)
        if history_id is not None:
            return Change(subject, region, news=False, revision=history_id)
    return None


def _case(db: Database, incident_id: int) -> dict[str, Any]:
    return next(iter(db.query("select * from incidents where id = ?", [incident_id])))


def _own_report(db: Database, report: Report, incident: Incident, used: set[int]) -> dict[str, Any] | None:
    """The row by which an earlier reading of this very article entered this finding, if any.

    It must be the same man: not another office, and no grave stage without the office. A region may have become
    known meanwhile, when a late part of the story came in.
    """
    rows = [
        row
        for row in db.query(
            "select * from incident_reports where article_id = ? and actor = ? order by ordinal",
            [report.article_id, incident.actor.value],
        )
        if row["id"] not in used and _same_man(db, row, incident)
    ]
    same_place = [row for row in rows if row["region"] == incident.region]
    if same_place:
        return same_place[0]
    placeless = [row for row in rows if row["region"] is None]
    return placeless[0] if len(rows) == 1 and placeless else None


def _same_man(db: Database, row: dict[str, Any], incident: Incident) -> bool:
    known, told = office_key(row["office"]), office_key(incident.office)
    if known and told and known != told:
        return False
    named = known is not None and known == told
    if incident.stage in _NEEDS_OFFICE and not _same_stage(row, incident) and not named:
        return False
    # read anew, a man's acts may be told better than before: named, he is still the same man
    return _compatible(db, _case(db, row["incident_id"]), incident, whatever_done=named)


def _find_case(db: Database, report: Report, incident: Incident) -> dict[str, Any] | None:
    """The case this report belongs to, or None: then it is a new one."""
    cases = list(
        db.query(
            "select * from incidents where region is ? and actor = ?"
            " and julianday(?) - julianday(last_change) <= ? order by last_change desc, id desc",
            [incident.region, incident.actor.value, now_text(report.seen), CASE_DAYS],
        )
    )
    cases = [case for case in cases if _compatible(db, case, incident) and not _is_over(case, report, incident)]
    office = office_key(incident.office)
    if office and incident.region:
        for case in cases:
            if office == office_key(case["office"]):
                return case
    if incident.stage in _NEEDS_OFFICE:
        cases = [case for case in cases if _same_stage(case, incident)]
    text = shingles(report.text)
    for case in cases:
        named = office_key(case["office"])
        if office and named and office != named:
            continue
        if any(alike(text, shingles(row["text"])) for row in _reports(db, case["id"], report.article_id)):
            return case
    return None


def _is_over(case: dict[str, Any], report: Report, incident: Incident) -> bool:
    """Whether the case was closed a while ago, and this report tells the beginning of one: then it is another."""
    if _RANK[incident.stage] >= _RANK[Stage.RECOMMENDED] or _RANK[Stage(case["stage"])] < _RANK[Stage.SANCTIONED]:
        return False
    return (report.seen - datetime.fromisoformat(case["last_change"])).days > OVER_DAYS


def _compatible(db: Database, case: dict[str, Any], incident: Incident, *, whatever_done: bool = False) -> bool:
    if case["count"] is not None and incident.count is not None and case["count"] != incident.count:
        return False
    if case["occurred"] and incident.occurred and case["occurred"] != incident.occurred:
        return False
    if case["occurred"] and case["occurred"] == incident.occurred and _named_alike(case, incident):
        return True  # one man on one day: two tellings of one appearance
    if whatever_done:
        return True
    acts = {row["act"] for row in db.query("select act from incident_acts where incident_id = ?", [case["id"]])}
    return may_be_one(acts, {act.value for act in incident.acts})


def _named_alike(case: dict[str, Any], incident: Incident) -> bool:
    known = office_key(case["office"])
    return known is not None and known == office_key(incident.office)


def _same_stage(row: dict[str, Any], incident: Incident) -> bool:
    """Whether a row stands where the incident does: a verdict is more than the trial before it."""
    return bool(row["stage"] == incident.stage.value and bool(row["convicted"]) is incident.convicted)


def _reports(db: Database, incident_id: int, article_id: int) -> list[dict[str, Any]]:
    """The texts that told of a case, but for this article's own: two men in one story are not one man."""
    return list(
        db.query(
            "select a.text from incident_reports r join articles a on a.id = r.article_id"
            " where r.incident_id = ? and a.id != ? order by r.id desc limit ?",
            [incident_id, article_id, COMPARED_REPORTS],
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
            "convicted": int(incident.convicted),
            "matcher_version": report.matcher_version,
            "decided_by": "rules",
            "untold_reason": untold,
        }
    )
    incident_id = int(str(row.last_pk))
    _add_history(db, incident_id, incident, report, untold)
    return _case(db, incident_id)


def _learn(db: Database, case: dict[str, Any], incident: Incident) -> None:
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


def _move_on(
    db: Database, case: dict[str, Any], report: Report, incident: Incident, untold: str | None
) -> int | None:
    """Move the case on when this report tells a later stage, or a verdict; returns the id of the history row."""
    old = Stage(case["stage"])
    ruled = incident.convicted and not case["convicted"]
    if (incident.stage is old and not ruled) or _RANK[incident.stage] < _RANK[old]:
        return None
    last = db.execute("select max(told_day) from incident_history where incident_id = ?", [case["id"]]).fetchone()[
        0
    ]
    if last and report.published_day and report.published_day < last:
        return None  # an older story read late tells nothing new
    # A conviction stands until the case is dropped: by an acquittal on appeal.
    convicted = incident.convicted or (bool(case["convicted"]) and incident.stage is not Stage.DISMISSED)
    db.execute(
        "update incidents set stage = ?, convicted = ?, last_change = ? where id = ?",
        [incident.stage.value, int(convicted), now_text(report.seen), case["id"]],
    )
    return _add_history(db, case["id"], incident, report, untold)


def _tell_stage(db: Database, incident_id: int, incident: Incident) -> int | None:
    """The history row of the case's present stage if nobody could be told of it yet; from now on it is told."""
    row = db.execute(
        "update incident_history set untold_reason = null where untold_reason is not null and stage = ?1"
        " and convicted = ?2 and id = (select max(id) from incident_history where incident_id = ?3) returning id",
        [incident.stage.value, int(incident.convicted), incident_id],
    ).fetchone()
    return int(row[0]) if row else None


def _add_history(db: Database, incident_id: int, incident: Incident, report: Report, untold: str | None) -> int:
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
            "vague": int(incident.vague),
            "convicted": int(incident.convicted),
            "reasons": as_json(incident.reasons),
            "seen": now_text(report.seen),
            "matcher_version": report.matcher_version,
            "decided_by": "rules",
        }
    )
    return int(str(row.last_pk))


def _reread(db: Database, report_id: int, report: Report, incident: Incident) -> None:
    """Let an article's own row say what it tells as read now: it was edited, became whole, or is matched anew."""
    db.execute(
        "update incident_reports set stage = ?, convicted = ?, vague = ?, sentence = ?, reasons = ?,"
        " matcher_version = ? where id = ?",
        [
            incident.stage.value,
            int(incident.convicted),
            int(incident.vague),
            incident.sentence,
            as_json(incident.reasons),
            report.matcher_version,
            report_id,
        ],
    )
