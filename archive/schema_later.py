"""What has changed in the tables since they were first made: each migration is frozen once it is released."""

from __future__ import annotations

from sqlite_utils import Database

from archive.schema_first import migrations

__all__ = ["migrations"]


@migrations()
def m005_furniture(db: Database) -> None:
    """What each outlet repeats from story to story."""
    db.table("furniture_outlets").create(
        {"outlet": str, "pages": int, "since": str}, pk="outlet", not_null={"pages", "since"}, strict=True
    )
    db.table("furniture").create(
        {
            "outlet": str,
            "line_hash": str,
            "line": str,
            "seen": int,
            "stories": str,
            "first_seen": str,
            "last_seen": str,
        },
        pk=("outlet", "line_hash"),
        not_null={"seen", "stories", "first_seen", "last_seen"},
        foreign_keys=[("outlet", "furniture_outlets", "outlet")],
        strict=True,
    )
    # Which outlets a source has brought.
    db.table("articles").create_index(["source_id", "outlet"])


@migrations()
def m006_acts_and_convictions(db: Database) -> None:
    """The acts that each report tells, from which a case's are derived; whether a court has convicted."""
    db.table("incident_report_acts").create(
        {"report_id": int, "act": str, "place": int},
        pk=("report_id", "act"),
        not_null={"place"},
        foreign_keys=[("report_id", "incident_reports", "id")],
        strict=True,
    )
    db.table("incident_reports").add_column("vague", int, not_null_default=0)
    for table in ("incidents", "incident_reports", "incident_history"):
        db.table(table).add_column("convicted", int, not_null_default=0)
    db.table("incident_acts").add_column("reports", int, not_null_default=1)
    db.table("incident_acts").add_column("place", int, not_null_default=0)
    # Until now only the case's acts were kept: each of its reports is taken to have told them all.
    db.execute(
        "insert into incident_report_acts (report_id, act, place)"
        " select r.id, a.act, row_number() over (partition by r.id order by a.rowid) - 1"
        " from incident_reports r join incident_acts a on a.incident_id = r.incident_id"
    )


@migrations()
def m007_decisions_and_relations(db: Database) -> None:
    """Cases merged and split by hand, who decided, and which cases may be one."""
    db.table("incidents").add_column("merged_into", int, fk="incidents", fk_col="id")
    db.table("incident_history").add_column("decided_by", str, not_null_default="rules")
    db.table("incident_history").add_column("decision", str)
    db.table("incident_relations").create(
        {"incident_id": int, "related_id": int, "found": str, "parted": str},
        pk=("incident_id", "related_id"),
        not_null={"found"},
        foreign_keys=[("incident_id", "incidents", "id"), ("related_id", "incidents", "id")],
        strict=True,
    )
    # Which articles were read by an older matcher.
    db.table("articles").create_index(["matcher_version"])


@migrations()
def m008_responses(db: Database) -> None:
    """What the accused answers, as each report tells it."""
    db.table("incident_responses").create(
        {"report_id": int, "kind": str, "sentence": str, "matcher_version": str},
        pk=("report_id", "kind"),
        not_null={"sentence"},
        foreign_keys=[("report_id", "incident_reports", "id")],
        strict=True,
    )


@migrations()
def m009_rulings_and_details_of_circulars(db: Database) -> None:
    """Which stories tell of a ruling; how sure a circular is, whom it orders, what it revokes or changes."""
    db.table("articles").add_column("ruling", int, not_null_default=0)
    for table in ("circulars", "circular_reports"):
        db.table(table).add_column("confidence", float)
    db.table("circular_scope").create(
        {"report_id": int, "actor": str, "place": int},
        pk=("report_id", "actor"),
        not_null={"place"},
        foreign_keys=[("report_id", "circular_reports", "id")],
        strict=True,
    )
    db.table("circular_changes").create(
        {"report_id": int, "change": str, "number": str, "number_key": str},
        pk=("report_id", "change", "number_key"),
        not_null={"number"},
        foreign_keys=[("report_id", "circular_reports", "id")],
        strict=True,
    )
    db.table("circular_changes").create_index(["number_key"])


@migrations()
def m010_politeness_and_rhythm(db: Database) -> None:
    """Whom a host asked to wait until when, its robots.txt; how often a source brings news and how it fails."""
    db.table("hosts").add_column("held_until", str)
    db.table("hosts").add_column("crawl_delay", float)
    db.table("robots").create(
        {"site": str, "fetched": str, "status": int, "body": str},
        pk="site",
        not_null={"fetched", "status"},
        strict=True,
    )
    db.table("sources").add_column("rate", float)
    db.table("sources").add_column("rate_at", str)
    db.table("sources").add_column("backoff", float, not_null_default=0.0)
    db.table("sources").add_column("first_tried", str)


@migrations()
def m011_ways_of_reading(db: Database) -> None:
    """By which addresses each source can be read, and what came of each."""
    db.table("source_ways").create(
        {
            "source_id": str,
            "url": str,
            "place": int,
            "reading": str,
            "origin": str,
            "state": str,
            "reason": str,
            "status": int,
            "items": int,
            "canonical": str,
            "tried": str,
        },
        pk=("source_id", "url"),
        not_null={"place", "reading", "origin", "state"},
        foreign_keys=[("source_id", "sources", "id")],
        strict=True,
    )
