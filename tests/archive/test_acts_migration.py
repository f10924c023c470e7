"""An archive from before m006: the acts that a case has are kept as those of its reports."""

from __future__ import annotations

import sqlite_utils

from archive.schema import migrations

REPORT = {"incident_id": 1, "weight": "main", "stage": "charged", "actor": "asn", "sentence": "S.", "seen": "2026"}
CASE = {
    "id": 1,
    "case_number": "K-00-001",
    "stage": "charged",
    "actor": "asn",
    "sentence": "S.",
    "confidence": 1.0,
    "known_by": "main",
    "first_seen": "2026",
}


def test_each_report_of_an_older_archive_keeps_the_acts_of_its_case() -> None:
    db = sqlite_utils.Database(memory=True)
    migrations.apply(db, stop_before="m006_acts_and_convictions")
    article = {"outlet": "o", "title": "T", "text": "I.", "text_hash": "h", "fetched": "2026", "genre": "incident"}
    for number in (1, 2):
        db.table("articles").insert(article | {"id": number, "url": f"https://a.example/{number}", "parts_have": 1})
    db.table("incidents").insert(CASE)
    for act in ("mobilisation", "attend_campaign"):
        db.table("incident_acts").insert({"incident_id": 1, "act": act})
    db.table("incident_reports").insert_all(REPORT | {"article_id": number, "ordinal": 0} for number in (1, 2))
    migrations.apply(db)
    kept = list(db.query("select report_id, act from incident_report_acts order by report_id, place"))
    assert [(row["report_id"], row["act"]) for row in kept] == [
        (1, "mobilisation"),
        (1, "attend_campaign"),
        (2, "mobilisation"),
        (2, "attend_campaign"),
    ]
    for table in ("incidents", "incident_reports"):
        assert {row["convicted"] for row in db.query(f"select convicted from {table}")} == {0}
    db.close()
