"""The acts of a case: kept as each report tells them, and derived from all of them, whatever their order."""

from __future__ import annotations

from collections import Counter

from sqlite_utils import Database

from model import Act, Incident, Weight

VAGUE = frozenset({Act.UNSPECIFIED.value, Act.PARTISAN_ACTIVITY.value, Act.PARTISAN_DECISION.value})
"""Acts as which any other may be told: a breach by name, taking a side, the law's formula of an indictment."""
_SHOWN = frozenset(
    {
        Act.ATTEND_CAMPAIGN.value,
        Act.PHOTO_SYMBOL.value,
        Act.SOCIAL_MEDIA_SUPPORT.value,
        Act.CAMPAIGN_TEAM.value,
    }
)
"""One appearance beside a candidate is told by its picture, by its place, by where the picture was posted, or by
the part played there ("juru kampanye")."""
_PLACE = {act.value: place for place, act in enumerate(Act)}


def keep_acts(db: Database, report_id: int, incident_id: int, incident: Incident) -> None:
    """Keep the acts as one report tells them now, and derive the case's anew."""
    db.execute("delete from incident_report_acts where report_id = ?", [report_id])
    db.table("incident_report_acts").insert_all(
        {"report_id": report_id, "act": act.value, "place": place}
        for place, act in enumerate(dict.fromkeys(incident.acts))
    )
    derive_acts(db, incident_id)


def derive_acts(db: Database, incident_id: int) -> None:
    """Write ``incident_acts``: what the reports about the case tell, the act that most tell first.

    Of acts that as many tell, the one that they put first; then the order of the decree's codes in the model.

    A report that only mentions the case, or says no more than that a side was taken, counts when there is no
    better one.
    """
    told = list(
        db.query(
            "select r.id, r.weight, r.vague, a.act, a.place from incident_reports r"
            " join incident_report_acts a on a.report_id = r.id where r.incident_id = ?",
            [incident_id],
        )
    )
    told = [row for row in told if row["weight"] == Weight.MAIN.value] or told
    told = [row for row in told if not row["vague"]] or told
    told = [row for row in told if row["act"] != Act.UNSPECIFIED.value] or told
    tally = Counter(row["act"] for row in told)
    places = Counter[str]()
    for row in told:
        places[row["act"]] += row["place"]
    ranked = sorted(tally, key=lambda act: (-tally[act], places[act], _PLACE.get(act, len(_PLACE))))
    db.execute("delete from incident_acts where incident_id = ?", [incident_id])
    db.table("incident_acts").insert_all(
        {"incident_id": incident_id, "act": act, "reports": tally[act], "place": place}
        for place, act in enumerate(ranked)
    )


def may_be_one(known: set[str], told: set[str]) -> bool:
    """Whether two sets of acts may be two tellings of one case."""
    if known <= VAGUE or told <= VAGUE or known & told:
        return True
    return bool(known & _SHOWN and told & _SHOWN)
