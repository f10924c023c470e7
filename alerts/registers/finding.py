"""Which case a report belongs to: the same man at the same place, or texts that are alike; in doubt none."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from alerts.registers.acts import may_be_one
from alerts.registers.standing import NEEDS_OFFICE, RANK, Row, case_of
from alerts.registers.words import Report, Shingles, likeness, office_key, offices_differ, prints_office, shingles
from archive.database import now_text
from model import Incident, Stage

CASE_DAYS = 120
"""A case is looked for among those that changed within this time: about the longest from report to sanction."""
COMPARED_REPORTS = 10
OVER_DAYS = 30
"""So long after a sanction, a verdict or a dismissal a new allegation against the same office is a new case."""
MAX_RELATED = 3
"""More open cases than this are no hint to anybody."""


def own_report(db: Database, report: Report, incident: Incident, used: set[int]) -> Row | None:
    """The row by which an earlier reading of this very article entered this finding, if any.

    It must be the same man: not another office, and no grave stage without the office. A region may have become
    known meanwhile, when a late part of the story came in. What a person has decided about the article holds as
    long as it tells of no other office.
    """
    rows = [
        row
        for row in db.query(
            "select * from incident_reports where article_id = ? and actor = ? order by ordinal",
            [report.article_id, incident.actor.value],
        )
        if row["id"] not in used
    ]
    same_men = [row for row in rows if _same_man(db, row, incident)]
    same_place = [row for row in same_men if row["region"] == incident.region]
    if same_place:
        return same_place[0]
    placeless = [row for row in same_men if row["region"] is None]
    if len(same_men) == 1 and placeless:
        return placeless[0]
    decided = [
        row
        for row in rows
        if row["decided_by"] == "person"
        and not other_office(row, incident)
        and incident.region in (None, row["region"] or incident.region)
    ]
    return next(iter(decided), None)


def may_move(db: Database, known: Row, incident: Incident) -> bool:
    """Whether an article's own report may move its case on: not when it is there by hand alone, and tells less."""
    if incident.stage not in NEEDS_OFFICE or known["decided_by"] != "person" or same_stage(known, incident):
        return True
    return any(named_alike(face, incident) for face in faces_of(db, case_of(db, known["incident_id"])))


def _same_man(db: Database, row: Row, incident: Incident) -> bool:
    if other_office(row, incident):
        return False
    named = named_alike(row, incident)
    if incident.stage in NEEDS_OFFICE and not same_stage(row, incident) and not named:
        return False
    # read anew, a man's acts may be told better than before: named, he is still the same man
    faces = faces_of(db, case_of(db, row["incident_id"]))
    return any(compatible(face, incident, whatever_done=named) for face in faces)


def find_case(db: Database, report: Report, incident: Incident) -> Row | None:
    """The case this report belongs to, or None: then it is a new one."""
    cases = []
    for case in _candidates(db, report, incident):
        faces = [face for face in faces_of(db, case) if compatible(face, incident)]
        if faces and not _is_over(case, report, incident):
            cases.append((case, faces))
    if incident.office and incident.region:
        for case, faces in cases:
            if any(named_alike(face, incident) for face in faces):
                return case
    if incident.stage in NEEDS_OFFICE:
        cases = [(case, faces) for case, faces in cases if same_stage(case, incident)]
    else:
        # One finding names no office, but its story prints the very one of the other.
        for case, faces in cases:
            if incident.region and any(_is_printed(db, case, face, report, incident) for face in faces):
                return case
    text = shingles(report.text)
    best, found = 0.0, None
    for case, faces in cases:
        if any(not other_office(face, incident) for face in faces):
            like = _likeness(db, case["id"], report, text)
            if like > best:
                best, found = like, case
    return found


def _is_printed(db: Database, case: Row, face: Row, report: Report, incident: Incident) -> bool:
    if db.execute(
        "select 1 from incident_reports where incident_id = ? and article_id = ?", [case["id"], report.article_id]
    ).fetchone():
        return False  # two men of one story
    known, told = _keys(face, incident)
    if known and not told:
        return prints_office(report.text, known)
    return bool(told and not known) and any(
        prints_office(text, str(told)) for text in _texts(db, case["id"], report.article_id)
    )


def _candidates(db: Database, report: Report, incident: Incident) -> list[Row]:
    """The cases of a region and class of office that changed within some months, the latest first.

    A case that a person has made of several is found by what each of its reports tells.
    """
    return list(
        db.query(
            "select i.* from incidents i where i.merged_into is null and exists (select 1 from incident_reports r"
            " where r.incident_id = i.id and ((r.region is :region and r.actor = :actor)"
            " or (i.region is :region and i.actor = :actor)))"
            " and abs(julianday(:seen) - julianday(i.last_change)) <= :days order by i.last_change desc, i.id desc",
            {
                "region": incident.region,
                "actor": incident.actor.value,
                "seen": now_text(report.seen),
                "days": CASE_DAYS,
            },
        )
    )


def faces_of(db: Database, case: Row) -> list[Row]:
    """What a case is known as, each with its acts: as a whole, and by each report that a person put into it."""
    acts = {row["act"] for row in db.query("select act from incident_acts where incident_id = ?", [case["id"]])}
    vague = db.execute("select min(vague) from incident_reports where incident_id = ?", [case["id"]]).fetchone()[0]
    faces = [{**case, "acts": acts, "vague": vague}]
    for row in db.query(
        "select * from incident_reports where incident_id = ? and decided_by = 'person' order by id", [case["id"]]
    ):
        told = db.query("select act from incident_report_acts where report_id = ?", [row["id"]])
        faces.append({**row, "acts": {each["act"] for each in told}})
    return faces


def compatible(face: Row, incident: Incident, *, whatever_done: bool = False) -> bool:
    """Whether an incident can be what a case is known as: count, day and acts do not contradict."""
    if face["count"] is not None and incident.count is not None and face["count"] != incident.count:
        return False
    if face["occurred"] and incident.occurred and face["occurred"] != incident.occurred:
        return False
    if face["occurred"] and face["occurred"] == incident.occurred and named_alike(face, incident):
        return True  # one man on one day: two tellings of one appearance
    if whatever_done or face["vague"] or incident.vague:
        return True
    return may_be_one(face["acts"], {act.value for act in incident.acts})


def _keys(row: Row, incident: Incident) -> tuple[str | None, str | None]:
    return office_key(row["office"], row["region"]), office_key(incident.office, incident.region)


def named_alike(row: Row, incident: Incident) -> bool:
    """Whether both name the same office."""
    known, told = _keys(row, incident)
    return known is not None and known == told


def other_office(row: Row, incident: Incident) -> bool:
    """Whether both name an office, and not the same."""
    known, told = _keys(row, incident)
    return bool(known and told and known != told)


def differ(row: Row, incident: Incident) -> bool:
    """Whether both name an office, and those are surely of two men."""
    return offices_differ(*_keys(row, incident))


def same_stage(row: Row, incident: Incident) -> bool:
    """Whether a row stands where the incident does: a verdict is more than the trial before it."""
    return bool(row["stage"] == incident.stage.value and bool(row["convicted"]) is incident.convicted)


def _is_over(case: Row, report: Report, incident: Incident) -> bool:
    """Whether the case was closed a while ago, and this report tells the beginning of one: then it is another."""
    if RANK[incident.stage] >= RANK[Stage.RECOMMENDED] or RANK[Stage(case["stage"])] < RANK[Stage.SANCTIONED]:
        return False
    return (report.seen - datetime.fromisoformat(case["last_change"])).days > OVER_DAYS


def _likeness(db: Database, incident_id: int, report: Report, text: Shingles) -> float:
    """How like a text is to those that told of a case, 0 when it tells another story.

    But for this article's own: two men in one story are not one man.
    """
    texts = _texts(db, incident_id, report.article_id)
    return max((likeness(text, shingles(each)) for each in texts), default=0.0)


def _texts(db: Database, incident_id: int, but: int) -> list[str]:
    """The latest texts that told of a case, but for one article's."""
    rows = db.query(
        "select a.text from incident_reports r join articles a on a.id = r.article_id"
        " where r.incident_id = ? and a.id != ? order by r.id desc limit ?",
        [incident_id, but, COMPARED_REPORTS],
    )
    return [row["text"] for row in rows]


def related(db: Database, report: Report, incident: Incident) -> list[int]:
    """The open cases that a graver stage may be about, though too little agrees to say so; at most MAX_RELATED.

    Of the same region, and not told by the same story: the office is the same and only the rest differs, or the
    texts are alike, or nothing contradicts but one side names no office.
    """
    if incident.stage not in NEEDS_OFFICE or incident.region is None:
        return []
    cases = db.query(
        "select * from incidents i where merged_into is null and region = ?"
        " and abs(julianday(?) - julianday(last_change)) <= ?"
        " and exists (select 1 from incident_reports where incident_id = i.id)"
        " and not exists (select 1 from incident_reports where incident_id = i.id and article_id = ?)"
        " order by last_change desc, id desc",
        [incident.region, now_text(report.seen), CASE_DAYS, report.article_id],
    )
    text, found = shingles(report.text), []
    for case in cases:
        if RANK[Stage(case["stage"])] < RANK[incident.stage] and _may_be(db, case, report, incident, text):
            found.append(int(case["id"]))
    return found[:MAX_RELATED]


def _may_be(db: Database, case: Row, report: Report, incident: Incident, text: Shingles) -> bool:
    faces = faces_of(db, case)
    if any(named_alike(face, incident) for face in faces):
        return True
    if all(differ(face, incident) for face in faces):
        return False
    if _likeness(db, case["id"], report, text) > 0:
        return True
    return any(face["actor"] == incident.actor.value and compatible(face, incident) for face in faces)
