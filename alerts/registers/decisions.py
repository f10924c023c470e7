"""What a person decides about cases: two are one, one is two, two that seemed related are not.

A decision tells nobody anything: what was told stays told, and whoever was told of a case hears how it goes on. It
is kept whatever is read later, for the reports it was about are marked as decided by a person.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from alerts.registers.standing import Row, case_of, derive, note
from alerts.registers.words import next_number
from archive.database import now_text
from model import NetraError, SubjectKind, Weight

PERSON = "person"
_NUMBER = re.compile(r"K-(?:\d{2}|\d{4})-\d{3,}", re.IGNORECASE)


class WrongDecision(NetraError):
    """The decision cannot be carried out on these cases or reports; nothing was changed."""


def is_case_number(words: str) -> bool:
    """Whether words have the form of a case's number."""
    return _NUMBER.fullmatch(words.strip()) is not None


def find(db: Database, number: str) -> Row | None:
    """The case that a number stands for now: the one it was merged into, when it was; None when there is none."""
    found = db.query("select * from incidents where case_number = ?", [number.strip().upper()])
    case = next(iter(found), None)
    while case and case["merged_into"]:
        case = case_of(db, case["merged_into"])
    return case


def named(db: Database, number: str) -> Row:
    """As :func:`find`. Raises WrongDecision when there is no such case."""
    case = find(db, number)
    if case is None:
        raise WrongDecision(f"There is no case {number}. `netra incidents` lists them.")
    return case


def merge(db: Database, one: str, other: str, now: datetime) -> Row:
    """Make one case of two, inside the caller's transaction; returns it. The older number stays its number.

    Raises WrongDecision when a number is unknown, or both stand for one case.
    """
    cases = named(db, one), named(db, other)
    if cases[0]["id"] == cases[1]["id"]:
        raise WrongDecision(f"{one} and {other} are the same case, {cases[0]['case_number']}.")
    kept, gone = sorted(cases, key=lambda case: case["id"])
    ids = [kept["id"], gone["id"]]
    _move(db, "incident_reports", ids[0], "incident_id = ?", [gone["id"]])
    _move(db, "incident_history", ids[0], "incident_id = ?", [gone["id"]])
    db.execute("update incident_reports set decided_by = ? where incident_id = ?", [PERSON, ids[0]])
    db.execute("delete from incident_acts where incident_id = ?", [gone["id"]])
    told = None if None in (kept["untold_reason"], gone["untold_reason"]) else kept["untold_reason"]
    db.table("incidents").update(kept["id"], {"untold_reason": told, "decided_by": PERSON})
    db.table("incidents").update(gone["id"], {"merged_into": kept["id"], "decided_by": PERSON})
    # What a chat was told of either, it was told of the one that they are.
    db.execute(
        "update or ignore alerts set subject_id = ? where subject_kind = ? and subject_id = ?",
        [kept["id"], SubjectKind.INCIDENT.value, gone["id"]],
    )
    _join_relations(db, kept["id"], gone["id"])
    derive(db, kept["id"])
    note(db, kept["id"], f"merged {gone['case_number']}", now, by=PERSON)
    note(db, gone["id"], f"merged into {kept['case_number']}", now, by=PERSON)
    _one_story(db, kept["id"])
    return case_of(db, kept["id"])


def split(db: Database, number: str, articles: Sequence[int], now: datetime) -> Row:
    """Make a case of its own of some articles' reports, inside the caller's transaction; returns the new case.

    Raises WrongDecision when the number is unknown, an article does not report the case, or none would be left.
    """
    old = named(db, number)
    reports = list(db.query("select * from incident_reports where incident_id = ? order by seen, id", [old["id"]]))
    for article in articles:
        if article not in {report["article_id"] for report in reports}:
            raise WrongDecision(
                f"Article {article} does not report {old['case_number']}."
                f" `netra incidents show {old['case_number']}` lists the articles that do."
            )
    moved = [report for report in reports if report["article_id"] in articles]
    if len(moved) == len(reports):
        raise WrongDecision(f"{old['case_number']} would be left without a report: at least one must stay.")
    new_id = _new_case(db, old, moved, now)
    ids = json.dumps(sorted(set(articles)))
    for table in ("incident_reports", "incident_history"):
        where = "incident_id = ? and article_id in (select value from json_each(?))"
        _move(db, table, new_id, where, [old["id"], ids])
    db.execute(
        "update incident_reports set decided_by = ? where incident_id in (?, ?)", [PERSON, old["id"], new_id]
    )
    db.table("incidents").update(old["id"], {"decided_by": PERSON})
    for incident_id in (old["id"], new_id):
        derive(db, incident_id)
    new = case_of(db, new_id)
    _share_alerts(db, old, new)
    note(db, old["id"], f"split off {new['case_number']}", now, by=PERSON)
    note(db, new_id, f"split from {old['case_number']}", now, by=PERSON)
    _own_story(db, new_id, ids, now)
    return case_of(db, new_id)


def part(db: Database, one: str, other: str, now: datetime) -> None:
    """Two cases that seemed related are two, inside the caller's transaction.

    Raises WrongDecision when a number is unknown, or no open question stands between them.
    """
    first, second = named(db, one), named(db, other)
    parted = db.execute(
        "update incident_relations set parted = ? where parted is null"
        " and ((incident_id = ? and related_id = ?) or (related_id = ? and incident_id = ?))",
        [now_text(now), first["id"], second["id"], first["id"], second["id"]],
    )
    if not parted.rowcount:
        raise WrongDecision(f"{first['case_number']} and {second['case_number']} are not listed as related.")
    for case, not_this in ((first, second), (second, first)):
        note(db, case["id"], f"not {not_this['case_number']}", now, by=PERSON)


def relations(db: Database) -> list[dict[str, Any]]:
    """The open questions, the newest first: rows with newer, older (numbers), found, and what is known of both."""
    return list(
        db.query(
            "select n.case_number as newer, o.case_number as older, n.region, n.stage as newer_stage,"
            " o.stage as older_stage, n.actor, n.office as newer_office, o.office as older_office,"
            " substr(r.found, 1, 10) as found, n.sentence as newer_sentence, o.sentence as older_sentence"
            " from incident_relations r join incidents n on n.id = r.incident_id"
            " join incidents o on o.id = r.related_id where r.parted is null order by r.found desc, n.id desc, o.id"
        )
    )


def _new_case(db: Database, old: Row, moved: Collection[Row], now: datetime) -> int:
    """The row of a case split off; what its reports tell is written into it afterwards."""
    first = next(iter(moved))
    main = any(report["weight"] == Weight.MAIN.value for report in moved)
    region = next((report["region"] for report in moved if report["region"]), old["region"])
    given = {key: first[key] for key in ("stage", "actor", "sentence", "matcher_version")}
    row = db.table("incidents").insert(
        {
            **given,
            "case_number": next_number(db, "incidents", "case_number", "K", region),
            "region": region,
            "confidence": first["confidence"] or 0.0,
            "known_by": (Weight.MAIN if main else Weight.MENTION).value,
            "first_seen": first["seen"] or now_text(now),
            "last_change": first["seen"] or now_text(now),
            "decided_by": PERSON,
            "untold_reason": old["untold_reason"] if main else "only mentioned in passing",
        }
    )
    return int(str(row.last_pk))


def _share_alerts(db: Database, old: Row, new: Row) -> None:
    """Who was told of the old case was told of this one with it; but not of what was only mentioned."""
    if new["known_by"] == Weight.MAIN.value:
        db.execute(
            "insert or ignore into alerts (subject_kind, subject_id, chat, outbox_id, told)"
            " select subject_kind, ?, chat, outbox_id, told from alerts where subject_kind = ? and subject_id = ?",
            [new["id"], SubjectKind.INCIDENT.value, old["id"]],
        )


def _move(db: Database, table: str, to: int, where: str, parameters: list[Any]) -> None:
    db.execute(f"update {table} set incident_id = ? where {where}", [to, *parameters])  # noqa: S608 - our own words


def _join_relations(db: Database, kept: int, gone: int) -> None:
    """The questions about both cases are those about the one; that between them is answered."""
    for column in ("incident_id", "related_id"):
        db.execute(f"update or ignore incident_relations set {column} = ? where {column} = ?", [kept, gone])  # noqa: S608 - ours
    db.execute(
        "delete from incident_relations where incident_id = related_id or incident_id = ?1 or related_id = ?1",
        [gone],
    )


def _one_story(db: Database, incident_id: int) -> None:
    """The reports about one case are one story."""
    articles = "select article_id from incident_reports where incident_id = :case and weight = 'main'"
    db.execute(
        f"update articles set story_id = (select min(story_id) from articles where id in ({articles}))"  # noqa: S608 - ours
        f" where id in ({articles})",
        {"case": incident_id},
    )


def _own_story(db: Database, incident_id: int, articles: str, now: datetime) -> None:
    """Articles that tell of the case that was split off alone become a story of their own."""
    alone = list(
        db.query(
            "select id, title from articles a where id in (select value from json_each(:articles)) and not exists"
            " (select 1 from incident_reports where article_id = a.id and weight = 'main' and incident_id != :case)"
            " and not exists (select 1 from circular_reports where article_id = a.id and weight = 'main')"
            " order by id",
            {"articles": articles, "case": incident_id},
        )
    )
    if alone:
        row = db.table("stories").insert({"title": alone[0]["title"], "first_seen": now_text(now)})
        for article in alone:
            db.table("articles").update(article["id"], {"story_id": int(str(row.last_pk))})
