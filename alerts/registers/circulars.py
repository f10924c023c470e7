"""The register of circulars: one row per issuer and number, or per issuer and time when no number is told."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from alerts.matcher.numbers import normalise_number
from alerts.registers.details import keep_details
from alerts.registers.words import Change, Report, as_json, next_number, next_ordinal, spelling
from archive.database import now_text
from model import Circular, Subject, SubjectKind, Weight

UNNUMBERED_DAYS = 45
"""Without number and date a circular is the one that its issuer was reported to have issued within this time."""
NAMELESS_DAYS = 7
"""Told without its issuer a circular is the one of its kind and place that was first told within this time."""
_NUMBERS_OF_MANY = re.compile(r"\W*\d{1,4}\W*(?:tahun\W*)?\d{4}\W*", re.IGNORECASE)
NEW_DAYS = 60
"""A circular dated longer than this before the story that tells of it is no news, however much is told of it."""


def register_circular(db: Database, report: Report, circular: Circular, used: set[int]) -> Change | None:
    """Enter one circular. ``used`` holds the reports of this article that earlier findings of it have taken."""
    known = own_report(db, report, circular, used)
    entry = _entry(db, known["circular_id"]) if known else find_entry(db, report, circular)
    news = entry is None
    untold = report.untold_reason or _untold(report, circular)
    untold = untold or report.doubt(circular.confidence, report.least_circular)
    if entry is None:
        entry = _open(db, report, circular, untold)
    report_id = known["id"] if known else _add_report(db, entry["id"], report, circular)
    used.add(report_id)
    keep_details(db, report_id, circular)
    _learn(db, entry["id"], circular)
    subject = Subject(SubjectKind.CIRCULAR, entry["id"])
    region = entry["region"] or circular.region
    national = bool(entry["national"]) or circular.national
    if news:
        return Change(subject, region, news=True, national=national, untold_reason=untold)
    if entry["untold_reason"] and untold is None:
        db.execute(
            "update circulars set untold_reason = null, known_by = 'main', last_change = ? where id = ?",
            [now_text(report.seen), entry["id"]],
        )
        return Change(subject, region, news=True, national=national)
    return None


def _untold(report: Report, circular: Circular) -> str | None:
    if circular.weight is not Weight.MAIN:
        return "only invoked, not yet issued, or in force no more"
    if circular.date:
        told = datetime.fromisoformat(report.published_day) if report.published_day else report.seen
        age = told.date() - datetime.fromisoformat(circular.date).date()
        if age.days > NEW_DAYS:
            return f"dated more than {NEW_DAYS} days before the story"
    return None


def _entry(db: Database, circular_id: int) -> dict[str, Any]:
    return next(iter(db.query("select * from circulars where id = ?", [circular_id])))


def _number_key(circular: Circular) -> str | None:
    return normalise_number(circular.number) if circular.number else None


def own_report(db: Database, report: Report, circular: Circular, used: set[int]) -> dict[str, Any] | None:
    """The row by which an earlier reading of this very article entered this circular, if any."""
    rows = db.query(
        "select * from circular_reports where article_id = ? and kind = ? and number is ? and issuer is ?"
        " order by ordinal",
        [report.article_id, circular.kind.value, circular.number, circular.issuer],
    )
    return next((row for row in rows if row["id"] not in used), None)


def find_entry(db: Database, report: Report, circular: Circular) -> dict[str, Any] | None:
    """The register's row of this circular, or None: then it is a new one."""
    number, issuer = _number_key(circular), spelling(circular.issuer)
    if number:
        for entry in db.query("select * from circulars where number_key = ? order by id", [number]):
            if _same_maker(entry, circular, issuer, number):
                return entry
    found = _find_by_time(db, report, circular, issuer) if issuer else None
    return found or _find_by_place(db, report, circular, issuer)


def _same_maker(entry: dict[str, Any], circular: Circular, issuer: str | None, number: str) -> bool:
    """Whether a row of the same number can be of the same issuer: numbers like "5 Tahun 2026" are everybody's."""
    if issuer is not None and issuer == entry["issuer_key"]:
        return True
    if circular.region is not None and entry["region"] is not None:
        return bool(circular.region == entry["region"])
    return (issuer is None or entry["issuer_key"] is None) and _NUMBERS_OF_MANY.fullmatch(number) is None


def _find_by_time(db: Database, report: Report, circular: Circular, issuer: str) -> dict[str, Any] | None:
    """By issuer and time: for reports that leave the number out, on either side."""
    for entry in db.query(
        "select * from circulars where issuer_key = ? and kind = ? and (number_key is null or ? is null)"
        " order by first_seen desc, id desc",
        [issuer, circular.kind.value, _number_key(circular)],
    ):
        if circular.date and entry["date"]:
            if circular.date == entry["date"]:
                return entry
            continue
        if (report.seen - datetime.fromisoformat(entry["first_seen"])).days <= UNNUMBERED_DAYS:
            return entry
    return None


def _find_by_place(db: Database, report: Report, circular: Circular, issuer: str | None) -> dict[str, Any] | None:
    """By kind, place and days, where one side tells no issuer: outlets that tell of one paper do so at one time."""
    for entry in db.query(
        "select * from circulars where region is ? and kind = ? and (issuer_key is null or ? is null)"
        " and (number_key is null or ? is null) and (date is null or ? is null or date = ?)"
        " order by first_seen desc, id desc",
        [circular.region, circular.kind.value, issuer, _number_key(circular), circular.date, circular.date],
    ):
        if (report.seen - datetime.fromisoformat(entry["first_seen"])).days <= NAMELESS_DAYS:
            return entry
    return None


def _open(db: Database, report: Report, circular: Circular, untold: str | None) -> dict[str, Any]:
    at = now_text(report.seen)
    row = db.table("circulars").insert(
        {
            "register_number": next_number(db, "circulars", "register_number", "E", circular.region),
            "kind": circular.kind.value,
            "number": circular.number,
            "number_key": _number_key(circular),
            "date": circular.date,
            "issuer": circular.issuer,
            "issuer_key": spelling(circular.issuer),
            "subject": circular.subject,
            "region": circular.region,
            "national": int(circular.national),
            "sentence": circular.sentence,
            "confidence": float(circular.confidence),
            "known_by": circular.weight.value,
            "first_seen": at,
            "last_change": at,
            "matcher_version": report.matcher_version,
            "decided_by": "rules",
            "untold_reason": untold,
        }
    )
    return _entry(db, int(str(row.last_pk)))


def _learn(db: Database, circular_id: int, circular: Circular) -> None:
    """Fill in what earlier reports did not tell; what they told stays."""
    db.execute(
        "update circulars set number = coalesce(number, ?), number_key = coalesce(number_key, ?),"
        " date = coalesce(date, ?), issuer = coalesce(issuer, ?), issuer_key = coalesce(issuer_key, ?),"
        " subject = coalesce(subject, ?), region = coalesce(region, ?), national = max(coalesce(national, 0), ?)"
        " where id = ?",
        [
            circular.number,
            _number_key(circular),
            circular.date,
            circular.issuer,
            spelling(circular.issuer),
            circular.subject,
            circular.region,
            int(circular.national),
            circular_id,
        ],
    )


def _add_report(db: Database, circular_id: int, report: Report, circular: Circular) -> int:
    row = db.table("circular_reports").insert(
        {
            "circular_id": circular_id,
            "article_id": report.article_id,
            "ordinal": next_ordinal(db, "circular_reports", report.article_id),
            "seen": now_text(report.seen),
            "decided_by": "rules",
            **told_by(report, circular),
        }
    )
    return int(str(row.last_pk))


def told_by(report: Report, circular: Circular) -> dict[str, Any]:
    """What a report's row keeps of the circular as its article tells it."""
    return {
        "weight": circular.weight.value,
        "kind": circular.kind.value,
        "number": circular.number,
        "date": circular.date,
        "issuer": circular.issuer,
        "subject": circular.subject,
        "region": circular.region,
        "sentence": circular.sentence,
        "confidence": float(circular.confidence),
        "reasons": as_json(circular.reasons),
        "matcher_version": report.matcher_version,
    }
