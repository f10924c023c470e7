"""What a message needs of a register row: the views, and how they are read from the tables."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from alerts.registers.details import AMENDS, REVOKES, changes_of, scope_of
from alerts.registers.responses import response_of
from archive.articles import LISTED
from archive.search import OUTLET_NAME, related
from model import NetraError, Stage
from wording import LANGUAGES

CONVICTED = "convicted"
"""What stands in place of the stage ``charged`` once a court has convicted: from then on nothing is "alleged"."""

RULED, REFERRED = "ruled", "referred"
"""What stands in place of the stage ``recommended`` where the report's own words say which of both it is."""
_RULING = re.compile(
    r"langgar|terbukti|bersalah|(?:tidak|tak)\s+netral|berpihak|memihak|memenuhi\s+unsur|diputus", re.IGNORECASE
)
STANDINGS = (*Stage, CONVICTED, RULED, REFERRED)


class UnknownSubject(NetraError):
    """There is no such row in the register."""


@dataclass(frozen=True, slots=True)
class Report:
    """An article that tells of the subject."""

    outlet: str
    url: str | None
    published: str | None  # ISO 8601, UTC; None when unknown
    published_day: str | None  # the local ISO day
    whole_day: bool = False  # only the day is known
    stage: str | None = None  # of an incident, as this report tells it
    sentence: str | None = None
    unread: bool = False  # the page was not read: only its headline and summary are known


@dataclass(frozen=True, slots=True)
class IncidentView:
    """What an incident's message shows."""

    case_number: str
    stage: str  # one of STANDINGS
    actor: str
    acts: tuple[str, ...]
    sentence: str
    reports: tuple[Report, ...]  # in the order seen: the first one told it first
    office: str | None = None
    count: int | None = None
    region: str | None = None
    occurred: str | None = None  # ISO day
    before: str | None = None  # what stood there before the present one
    response: str | None = None  # what the accused answers
    told_as: str | None = None  # the word by which the story calls the accused: "lurah"
    related: tuple[str, ...] = ()  # numbers of cases that may be this one


@dataclass(frozen=True, slots=True)
class CircularView:
    """What a circular's message shows."""

    register_number: str
    kind: str
    reports: tuple[Report, ...]
    number: str | None = None
    date: str | None = None  # ISO day
    issuer: str | None = None
    subject: str | None = None
    region: str | None = None
    national: bool = False  # it binds the whole country
    scope: tuple[str, ...] = ()  # whom it orders: codes of actors
    revokes: tuple[str, ...] = ()  # numbers of other circulars, as printed
    amends: tuple[str, ...] = ()


View = IncidentView | CircularView


def incident_view(db: Database, id: int) -> IncidentView:
    """The view of a row of ``incidents``. Raises UnknownSubject."""
    row = _row(db, "incidents", id)
    acts = [
        found["act"]
        for found in db.query("select act from incident_acts where incident_id = ? order by place, rowid", [id])
    ]
    stages = [
        _standing(found)
        for found in db.query(
            "select stage, convicted from incident_history where incident_id = ? order by id", [id]
        )
    ]
    earlier = [stage for stage in stages if stage != _standing(row)]
    reports = _reports(db, "incident", id)
    return IncidentView(
        case_number=row["case_number"],
        stage=_as_reported(_standing(row), reports),
        actor=row["actor"],
        acts=tuple(acts),
        sentence=row["sentence"],
        reports=reports,
        office=row["office"],
        count=row["count"],
        region=row["region"],
        occurred=row["occurred"],
        before=_as_reported(earlier[-1], reports) if earlier else None,
        response=response_of(db, id),
        told_as=_told_as(db, id, row["actor"]),
        related=related(db, id),
    )


def circular_view(db: Database, id: int) -> CircularView:
    """The view of a row of ``circulars``. Raises UnknownSubject."""
    row = _row(db, "circulars", id)
    return CircularView(
        register_number=row["register_number"],
        kind=row["kind"],
        reports=_reports(db, "circular", id),
        number=row["number"],
        date=row["date"],
        issuer=row["issuer"],
        subject=row["subject"],
        region=row["region"],
        national=bool(row["national"]),
        scope=scope_of(db, id),
        revokes=changes_of(db, id, REVOKES),
        amends=changes_of(db, id, AMENDS),
    )


def language_of(db: Database, chat: str) -> str:
    """The language a chat asked for; Indonesian when it never did."""
    row = db.execute("select language from chats where chat = ?", [chat]).fetchone()
    return str(row[0]) if row and row[0] in LANGUAGES else LANGUAGES[0]


def _row(db: Database, table: str, id: int) -> dict[str, Any]:
    for row in db.query(f"select * from [{table}] where id = ?", [id]):  # noqa: S608 (two names of ours)
        return dict(row)
    raise UnknownSubject(f"There is no row {id} in {table}.")


def _standing(row: dict[str, Any]) -> Any:
    """How far a row has come, as a message says it."""
    return CONVICTED if row["stage"] == Stage.CHARGED and row["convicted"] else row["stage"]


def _as_reported(stage: str, reports: Sequence[Report]) -> str:
    """``recommended`` as the first report that tells it says: ruled, or referred; other stages as they are."""
    if stage != Stage.RECOMMENDED:
        return stage
    return next((report.stage for report in reports if report.stage in (RULED, REFERRED)), stage)


def _report_standing(row: dict[str, Any]) -> Any:
    """How far a case has come as one report tells it, by the very words that told its stage."""
    phrase = _reason(row["reasons"], f"stage_{Stage.RECOMMENDED}") if row["stage"] == Stage.RECOMMENDED else None
    if phrase is None:
        return _standing(row)
    return RULED if _RULING.search(phrase) else REFERRED


def _told_as(db: Database, id: int, actor: str) -> str | None:
    """The word by which the first report calls the accused."""
    rows = db.query("select reasons from incident_reports where incident_id = ? order by seen, id", [id])
    return next((told for row in rows if (told := _reason(row["reasons"], f"actor_{actor}"))), None)


def _reason(reasons: str | None, rule: str) -> str | None:
    """The phrase of the first reason of a rule among those that a report's row keeps."""
    try:
        kept = json.loads(reasons or "[]")
    except ValueError:
        return None
    told = [each for each in kept if isinstance(each, dict)] if isinstance(kept, list) else []
    return next((str(each["phrase"]) for each in told if each.get("rule") == rule and each.get("phrase")), None)


def _reports(db: Database, subject: str, id: int) -> tuple[Report, ...]:
    """Articles about the subject in the order seen; those that only mention it when there are no others."""
    kept = (
        "r.stage, r.convicted, r.reasons" if subject == "incident" else "null as stage, 0 as convicted, r.reasons"
    )
    rows = list(
        db.query(
            f"select {OUTLET_NAME} as outlet, a.url, a.published, a.published_day,"  # noqa: S608 (constants of ours)
            f" a.published_precision, a.method, r.sentence, r.weight, {kept}"
            f" from {subject}_reports r join articles a on a.id = r.article_id"
            " left join sources s on s.id = a.source_id"
            f" where r.{subject}_id = ? order by r.seen, r.id",
            [id],
        )
    )
    main = [row for row in rows if row["weight"] == "main"] or rows
    return tuple(
        Report(
            outlet=row["outlet"],
            url=row["url"],
            published=row["published"],
            published_day=row["published_day"],
            whole_day=row["published_precision"] == "day",
            stage=_report_standing(row),
            sentence=row["sentence"],
            unread=row["method"] == LISTED,
        )
        for row in main
    )
