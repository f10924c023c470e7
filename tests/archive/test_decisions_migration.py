"""An archive from before m007: its cases, reports and history stay, each a case of its own, decided by rules."""

from __future__ import annotations

from pathlib import Path

import sqlite_utils

from archive import open_archive
from archive.schema import migrations
from tests.archive.test_acts_migration import CASE, REPORT


def test_an_older_archive_keeps_all_its_cases_and_their_reports(tmp_path: Path) -> None:
    db = sqlite_utils.Database(tmp_path / "netra.db")
    db.execute("pragma foreign_keys = on")
    migrations.apply(db, stop_before="m007_decisions_and_relations")
    article = {"outlet": "o", "title": "T", "text": "I.", "text_hash": "h", "fetched": "2026", "genre": "incident"}
    db.table("articles").insert(article | {"id": 1, "url": "https://a.example/1", "parts_have": 1})
    db.table("incidents").insert(CASE)
    db.table("incident_reports").insert(REPORT | {"article_id": 1, "ordinal": 0})
    db.table("incident_acts").insert({"incident_id": 1, "act": "mobilisation"})
    db.table("incident_history").insert({"incident_id": 1, "stage": "charged", "seen": "2026", "article_id": 1})
    db.close()
    with open_archive(tmp_path / "netra.db", tmp_path / "raw.db") as archive:
        assert archive.rows("select merged_into, case_number from incidents") == [
            {"merged_into": None, "case_number": "K-00-001"}
        ]
        assert archive.rows("select decided_by, decision from incident_history") == [
            {"decided_by": "rules", "decision": None}
        ]
        assert archive.value("select count(*) from incident_reports") == 1
        assert archive.value("select act from incident_acts") == "mobilisation"
        assert archive.rows("pragma foreign_key_check") == []
        assert archive.value("pragma foreign_keys") == 1
        (table,) = archive.rows("select sql from sqlite_master where name = 'incidents'")
        assert "STRICT" in table["sql"].upper()
