"""Stories: the reports of one event across outlets. They group a case's reports; an alert's subject is the case."""

from __future__ import annotations

from datetime import datetime

from sqlite_utils import Database

from archive.database import now_text


def group(db: Database, article_id: int, title: str, now: datetime) -> int | None:
    """Put an article into the story of the case or circular it reports, inside the caller's transaction.

    The first report opens the story. An article that reports nothing has none; the same text under another
    address joins the story of the first. Returns the story's id.
    """
    subject = next(
        iter(
            db.query(
                "select 'incident' as kind, incident_id as id from incident_reports"
                " where article_id = :a and weight = 'main'"
                " union all select 'circular', circular_id from circular_reports"
                " where article_id = :a and weight = 'main'",
                {"a": article_id},
            )
        ),
        None,
    )
    if subject is None:
        db.execute("update articles set story_id = null where id = ? and story_id is not null", [article_id])
        return None
    if subject["kind"] == "incident":
        siblings = "select article_id from incident_reports where incident_id = :s"
    else:
        siblings = "select article_id from circular_reports where circular_id = :s"
    known = db.execute(
        f"select min(story_id) from articles where id in ({siblings}) or text_hash ="  # noqa: S608 - constants
        " (select text_hash from articles where id = :a)",
        {"s": subject["id"], "a": article_id},
    ).fetchone()[0]
    if known is None:
        row = db.table("stories").insert({"title": title, "first_seen": now_text(now)})
        known = int(str(row.last_pk))
    db.execute("update articles set story_id = ? where id = ?", [known, article_id])
    return int(known)
