"""A kept article is read by newer rules: the registers follow what it tells now, and nobody is told anything.

The words are the same, so a finding is what the article told before unless it names another office. A report that
the newer rules do not find is taken out, but for what a person has decided; its case follows from the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlite_utils import Database

from alerts.matcher.numbers import normalise_number
from alerts.registers.acts import keep_acts
from alerts.registers.cases import register_incident, rewrite
from alerts.registers.circulars import find_entry, own_report, register_circular, told_by
from alerts.registers.details import forget_details, keep_details
from alerts.registers.finding import compatible, differ, faces_of, named_alike, other_office, same_stage
from alerts.registers.responses import forget_responses, keep_responses
from alerts.registers.standing import NEEDS_OFFICE, Row, case_of, derive, note
from alerts.registers.words import Report, spelling
from model import Circular, Findings, Incident, SubjectKind, Weight

READ_ANEW = "found by newer rules in a story kept before"
"""Why nobody is told of what only a later reading of an old story found."""


@dataclass(frozen=True, slots=True)
class Again:
    """What a second reading changed in the registers."""

    added: int  # reports that are new
    gone: int  # reports that are there no more
    moved: int  # cases that stand elsewhere now


def register_again(db: Database, report: Report, findings: Findings) -> Again:
    """Let the registers say what an article tells by newer rules, inside the caller's transaction.

    ``report.untold_reason`` says why nothing of it may alert. Doing it again changes nothing.
    """
    cases = _incidents_again(db, report, findings.incidents)
    papers = _circulars_again(db, report, findings.circulars)
    return Again(cases.added + papers.added, cases.gone + papers.gone, cases.moved)


def read_at_last(db: Database, report: Report, findings: Findings) -> None:
    """Let what an article's page tells stand for what its list told before it could be read.

    As many findings as the list told, the weightiest first, are read anew: they were alerted. What else the page
    tells is new, and left to :func:`alerts.registers.register`.
    """
    told = {
        table: db.execute(f"select count(*) from {table} where article_id = ?", [report.article_id]).fetchone()[0]  # noqa: S608
        for table in ("incident_reports", "circular_reports")
    }
    first = replace(
        findings,
        incidents=_weightiest(findings.incidents, told["incident_reports"]),
        circulars=_weightiest(findings.circulars, told["circular_reports"]),
    )
    register_again(db, report, first)


_Finding = TypeVar("_Finding", Incident, Circular)


def _weightiest(found: Sequence[_Finding], most: int) -> tuple[_Finding, ...]:
    return tuple(sorted(found, key=lambda each: each.weight is not Weight.MAIN)[:most])


# --- incidents ----------------------------------------------------------------------------------------------


def _incidents_again(db: Database, report: Report, incidents: Sequence[Incident]) -> Again:
    rows = list(
        db.query("select * from incident_reports where article_id = ? order by ordinal", [report.article_id])
    )
    before = {row["incident_id"]: _standing(db, row["incident_id"]) for row in rows}
    pairs = _paired(db, report, rows, incidents)
    for index, row in pairs.items():
        rewrite(db, row["id"], report, incidents[index])
        keep_acts(db, row["id"], row["incident_id"], incidents[index])
        keep_responses(db, row["id"], incidents[index], report.matcher_version)
    kept = {row["id"] for row in pairs.values()}
    gone = [row for row in rows if row["id"] not in kept and row["decided_by"] != "person"]
    for row in gone:
        db.execute("delete from incident_report_acts where report_id = ?", [row["id"]])
        forget_responses(db, row["id"])
        db.execute("delete from incident_reports where id = ?", [row["id"]])
    for incident_id in before:
        derive(db, incident_id)
    used = {row["id"] for row in rows}
    new = [incident for index, incident in enumerate(incidents) if index not in pairs]
    for incident in new:
        register_incident(db, report, incident, used)
    moved = [incident_id for incident_id, stood in before.items() if _standing(db, incident_id) != stood]
    for incident_id in moved:
        decision = f"read anew by rules {report.matcher_version}"
        if not _standing(db, incident_id)[2]:
            decision += ": no report is left"
        note(db, incident_id, decision, report.seen, by="rules", untold=report.untold_reason or READ_ANEW)
    return Again(len(new), len(gone), len(moved))


def _standing(db: Database, incident_id: int) -> tuple[str, int, bool]:
    case = case_of(db, incident_id)
    found = db.execute("select count(*) from incident_reports where incident_id = ?", [incident_id]).fetchone()
    return case["stage"], case["convicted"], bool(found[0])


def _paired(db: Database, report: Report, rows: Sequence[Row], incidents: Sequence[Incident]) -> dict[int, Row]:
    """Each finding (by its place) with the row by which the article told it before; the likest pairs first."""
    scored = sorted(
        (
            (-_agreement(row, incident), row["ordinal"], index)
            for row in rows
            for index, incident in enumerate(incidents)
            if _may_be_the_same(db, report, row, incident)
        )
    )
    by_ordinal = {row["ordinal"]: row for row in rows}
    pairs: dict[int, Row] = {}
    taken: set[int] = set()
    for _, ordinal, index in scored:
        if index not in pairs and ordinal not in taken:
            pairs[index] = by_ordinal[ordinal]
            taken.add(ordinal)
    return pairs


def _agreement(row: Row, incident: Incident) -> int:
    """How much a row and a finding of one article agree; an office by name says most."""
    points = (
        (4, named_alike(row, incident)),
        (3, row["actor"] == incident.actor.value),
        (2, row["sentence"] == incident.sentence),
        (2, row["region"] == incident.region),
        (1, row["count"] == incident.count),
        (1, row["stage"] == incident.stage.value),
    )
    return sum(worth for worth, agrees in points if agrees)


def _may_be_the_same(db: Database, report: Report, row: Row, incident: Incident) -> bool:
    if differ(row, incident):
        return False
    if row["decided_by"] == "person":
        return True
    others = list(
        db.query(
            "select * from incident_reports where incident_id = ? and article_id != ?",
            [row["incident_id"], report.article_id],
        )
    )
    if not others:
        return True
    faces = faces_of(db, case_of(db, row["incident_id"]))
    named = any(named_alike(face, incident) for face in faces)
    if incident.stage in NEEDS_OFFICE and not same_stage(row, incident) and not named:
        return False
    if all(other_office(face, incident) for face in faces):
        return False
    # What older rules read of count, day and acts is no measure for what newer ones read.
    anew = [other for other in others if other["matcher_version"] == report.matcher_version]
    return not anew or any(compatible(_with_acts(db, other), incident, whatever_done=named) for other in anew)


def _with_acts(db: Database, row: Row) -> Row:
    told = db.query("select act from incident_report_acts where report_id = ?", [row["id"]])
    return {**row, "acts": {each["act"] for each in told}}


# --- circulars ----------------------------------------------------------------------------------------------


def _circulars_again(db: Database, report: Report, circulars: Sequence[Circular]) -> Again:
    rows = list(
        db.query("select * from circular_reports where article_id = ? order by ordinal", [report.article_id])
    )
    left = {row["id"]: row for row in rows if row["decided_by"] != "person"}
    used: set[int] = set()
    new = []
    for circular in circulars:
        known = own_report(db, report, circular, used) or _told_before(db, report, left.values(), circular)
        if known is None:
            new.append(circular)
            continue
        used.add(known["id"])
        left.pop(known["id"], None)
        db.table("circular_reports").update(known["id"], told_by(report, circular))
        keep_details(db, known["id"], circular)
        _derive_circular(db, known["circular_id"], circular)
    for row in left.values():
        forget_details(db, row["id"])
        db.execute("delete from circular_reports where id = ?", [row["id"]])
        _derive_circular(db, row["circular_id"], None)
    used = {row["id"] for row in rows}
    entries = []
    for circular in new:
        register_circular(db, report, circular, used)
        entries += [entry["id"]] if (entry := find_entry(db, report, circular)) else []
    if len(entries) == 1:
        # Read under another number or issuer before, it was told all the same.
        _hand_alerts_on(db, [row["circular_id"] for row in left.values()], entries[0])
    return Again(len(new), len(left), 0)


def _told_before(db: Database, report: Report, rows: Iterable[Row], circular: Circular) -> Row | None:
    """The row of this article that told the circular in other words, if it stands for nothing else."""
    entry = find_entry(db, report, circular)
    if entry is not None:
        return next((row for row in rows if row["circular_id"] == entry["id"]), None)
    number, issuer = circular.number and normalise_number(circular.number), spelling(circular.issuer)
    for row in rows:
        others = db.execute(
            "select count(*) from circular_reports where circular_id = ? and article_id != ?",
            [row["circular_id"], report.article_id],
        ).fetchone()[0]
        same_number = bool(number) and bool(row["number"]) and normalise_number(row["number"]) == number
        same_issuer = issuer is not None and spelling(row["issuer"]) == issuer
        if not others and (same_number or same_issuer or row["sentence"] == circular.sentence):
            return row
    return None


def _derive_circular(db: Database, circular_id: int, circular: Circular | None) -> None:
    """Write what a circular is from what its reports tell; one without reports stays as it is."""
    reports = list(
        db.query("select * from circular_reports where circular_id = ? order by seen, id", [circular_id])
    )
    if not reports:
        return
    told = {
        column: next((report[column] for report in reports if report[column] is not None), None)
        for column in ("number", "date", "issuer", "subject", "region", "confidence")
    }
    main = any(report["weight"] == Weight.MAIN.value for report in reports)
    db.table("circulars").update(
        circular_id,
        {
            **told,
            "kind": reports[0]["kind"],
            "number_key": normalise_number(told["number"]) if told["number"] else None,
            "issuer_key": spelling(told["issuer"]),
            "sentence": reports[0]["sentence"],
            "known_by": (Weight.MAIN if main else Weight.MENTION).value,
            **({"national": int(circular.national)} if circular and len(reports) == 1 else {}),
        },
    )


def _hand_alerts_on(db: Database, emptied: Iterable[int], entry_id: int) -> None:
    for circular_id in emptied:
        db.execute(
            "insert or ignore into alerts (subject_kind, subject_id, chat, outbox_id, told)"
            " select subject_kind, ?1, chat, outbox_id, told from alerts where subject_kind = ?2"
            " and subject_id = ?3 and not exists (select 1 from circular_reports where circular_id = ?3)",
            [entry_id, SubjectKind.CIRCULAR.value, circular_id],
        )
