"""The tables of the archive as first made, as migrations: frozen, a change is a new one in ``schema_later``."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

migrations = Migrations("netra")

FTS_TOKENIZER = "unicode61 remove_diacritics 2"


@migrations()
def m001_sources_and_frontier(db: Database) -> None:
    """Where news comes from, and every address on its way."""
    db.table("sources").create(
        {
            "id": str,
            "name": str,
            "homepage": str,
            "province_code": str,
            "regency_code": str,
            "kind": str,
            "platform": str,
            "feed_url": str,
            "sitemap_url": str,
            "listing_url": str,
            "origin": str,
            "enabled": int,
            "disabled_reason": str,
            "reading": int,
            "state": str,
            "state_reason": str,
            "state_since": str,
            "first_read": str,
            "last_read": str,
            "next_at": str,
            "fails": int,
            "begun": int,
            "etag": str,
            "last_modified": str,
            "body_hash": str,
        },
        pk="id",
        not_null={"id", "name", "homepage", "origin", "enabled", "reading", "state", "next_at", "fails", "begun"},
        strict=True,
    )
    db.table("sources").create_index(["enabled", "next_at"])
    db.table("hosts").create(
        {"host": str, "last_request": str}, pk="host", not_null={"host", "last_request"}, strict=True
    )
    db.table("fetches").create(
        {
            "id": int,
            "source_id": str,
            "url": str,
            "reading": str,
            "at": str,
            "status": int,
            "outcome": str,
            "reason": str,
            "new": int,
            "seconds": float,
        },
        pk="id",
        not_null={"source_id", "url", "at", "outcome", "new"},
        foreign_keys=[("source_id", "sources", "id")],
        strict=True,
    )
    db.table("fetches").create_index(["source_id", "at"])
    db.table("frontier").create(
        {
            "url": str,
            "source_id": str,
            "state": str,
            "reason": str,
            "part_of": str,
            "tries": int,
            "failures": int,
            "first_seen": str,
            "due_at": str,
            "silent": int,
            "title": str,
            "summary": str,
            "published": str,
            "sha256": str,
            "updated": str,
        },
        pk="url",
        not_null={"url", "state", "tries", "failures", "first_seen", "due_at", "silent", "updated"},
        strict=True,
    )
    db.table("frontier").create_index(["state", "due_at"])
    db.table("frontier").create_index(["part_of"])
    db.table("crawls").create(
        {
            "id": int,
            "started": str,
            "ended": str,
            "outcome": str,
            "polls": int,
            "pages": int,
            "articles": int,
            "failures": int,
        },
        pk="id",
        not_null={"started"},
        strict=True,
    )


@migrations()
def m002_articles(db: Database) -> None:
    """Articles, their earlier versions, their places and their index."""
    db.table("stories").create(
        {"id": int, "title": str, "first_seen": str}, pk="id", not_null={"title", "first_seen"}, strict=True
    )
    db.table("articles").create(
        {
            "id": int,
            "url": str,
            "canonical": str,
            "source_id": str,
            "outlet": str,
            "site": str,
            "title": str,
            "author": str,
            "published": str,
            "published_day": str,
            "published_precision": str,
            "fetched": str,
            "text": str,
            "text_hash": str,
            "language": str,
            "genre": str,
            "region": str,
            "region_basis": str,
            "region_confidence": str,
            "parts_have": int,
            "parts_of": int,
            "method": str,
            "warnings": str,
            "sha256": str,
            "matcher_version": str,
            "story_id": int,
        },
        pk="id",
        not_null={"url", "outlet", "title", "text", "text_hash", "fetched", "genre", "parts_have"},
        foreign_keys=[("story_id", "stories", "id")],
        strict=True,
    )
    db.table("articles").create_index(["url"], unique=True)
    for columns in (
        ["published_day"],
        ["region", "published_day"],
        ["text_hash"],
        ["story_id"],
        ["canonical"],
    ):
        db.table("articles").create_index(columns)
    db.table("articles").enable_fts(["title", "text"], tokenize=FTS_TOKENIZER, create_triggers=True)
    db.table("article_regions").create(
        {"article_id": int, "region": str, "basis": str, "confidence": str},
        pk=("article_id", "region"),
        foreign_keys=[("article_id", "articles", "id")],
        strict=True,
    )
    db.table("article_versions").create(
        {
            "id": int,
            "article_id": int,
            "replaced": str,
            "reason": str,
            "title": str,
            "text": str,
            "text_hash": str,
            "sha256": str,
        },
        pk="id",
        not_null={"article_id", "replaced", "reason", "title", "text", "text_hash"},
        foreign_keys=[("article_id", "articles", "id")],
        strict=True,
    )
    db.table("flags").create(
        {"id": int, "article_id": int, "code": str, "span": str, "sentence": str},
        pk="id",
        not_null={"article_id", "code", "span", "sentence"},
        foreign_keys=[("article_id", "articles", "id")],
        strict=True,
    )
    db.table("flags").create_index(["article_id"])


@migrations()
def m003_registers(db: Database) -> None:
    """The registers of incidents and circulars, each with the reports that tell of it."""
    db.table("incidents").create(
        {
            "id": int,
            "case_number": str,
            "stage": str,
            "actor": str,
            "office": str,
            "count": int,
            "region": str,
            "occurred": str,
            "sentence": str,
            "confidence": float,
            "known_by": str,
            "first_seen": str,
            "last_change": str,
            "matcher_version": str,
            "decided_by": str,
            "untold_reason": str,
        },
        pk="id",
        not_null={"case_number", "stage", "actor", "sentence", "confidence", "known_by", "first_seen"},
        strict=True,
    )
    db.table("incidents").create_index(["case_number"], unique=True)
    db.table("incidents").create_index(["region", "last_change"])
    db.table("incident_acts").create(
        {"incident_id": int, "act": str},
        pk=("incident_id", "act"),
        foreign_keys=[("incident_id", "incidents", "id")],
        strict=True,
    )
    db.table("incident_reports").create(
        {
            "id": int,
            "incident_id": int,
            "article_id": int,
            "ordinal": int,
            "weight": str,
            "stage": str,
            "actor": str,
            "office": str,
            "count": int,
            "region": str,
            "occurred": str,
            "sentence": str,
            "confidence": float,
            "reasons": str,
            "seen": str,
            "matcher_version": str,
            "decided_by": str,
        },
        pk="id",
        not_null={"incident_id", "article_id", "ordinal", "weight", "stage", "actor", "sentence", "seen"},
        foreign_keys=[("incident_id", "incidents", "id"), ("article_id", "articles", "id")],
        strict=True,
    )
    db.table("incident_reports").create_index(["article_id", "ordinal"], unique=True)
    db.table("incident_reports").create_index(["incident_id"])
    db.table("incident_history").create(
        {
            "id": int,
            "incident_id": int,
            "stage": str,
            "told_day": str,
            "seen": str,
            "article_id": int,
            "untold_reason": str,
        },
        pk="id",
        not_null={"incident_id", "stage", "seen"},
        foreign_keys=[("incident_id", "incidents", "id"), ("article_id", "articles", "id")],
        strict=True,
    )
    db.table("incident_history").create_index(["incident_id"])
    db.table("circulars").create(
        {
            "id": int,
            "register_number": str,
            "kind": str,
            "number": str,
            "number_key": str,
            "date": str,
            "issuer": str,
            "issuer_key": str,
            "subject": str,
            "region": str,
            "national": int,
            "sentence": str,
            "known_by": str,
            "first_seen": str,
            "last_change": str,
            "matcher_version": str,
            "decided_by": str,
            "untold_reason": str,
        },
        pk="id",
        not_null={"register_number", "kind", "sentence", "known_by", "first_seen"},
        strict=True,
    )
    db.table("circulars").create_index(["register_number"], unique=True)
    db.table("circulars").create_index(["number_key"])
    db.table("circulars").create_index(["issuer_key", "date"])
    db.table("circular_reports").create(
        {
            "id": int,
            "circular_id": int,
            "article_id": int,
            "ordinal": int,
            "weight": str,
            "kind": str,
            "number": str,
            "date": str,
            "issuer": str,
            "subject": str,
            "region": str,
            "sentence": str,
            "reasons": str,
            "seen": str,
            "matcher_version": str,
            "decided_by": str,
        },
        pk="id",
        not_null={"circular_id", "article_id", "ordinal", "weight", "kind", "sentence", "seen"},
        foreign_keys=[("circular_id", "circulars", "id"), ("article_id", "articles", "id")],
        strict=True,
    )
    db.table("circular_reports").create_index(["article_id", "ordinal"], unique=True)
    db.table("circular_reports").create_index(["circular_id"])


@migrations()
def m004_alerts(db: Database) -> None:
    """Who wants to know what, what each chat was told, and the messages on their way."""
    db.table("subscriptions").create(
        {
            "id": int,
            "chat": str,
            "kind": str,
            "region": str,
            "created": str,
            "ended": str,
            "ended_reason": str,
        },
        pk="id",
        not_null={"chat", "kind", "region", "created"},
        strict=True,
    )
    db.table("subscriptions").create_index(["chat", "kind", "region"], unique=True)
    db.table("chats").create({"chat": str, "language": str, "updated": str}, pk="chat", strict=True)
    db.table("outbox").create(
        {
            "id": int,
            "chat": str,
            "kind": str,
            "subject_kind": str,
            "subject_id": int,
            "revision": int,
            "html": str,
            "state": str,
            "tries": int,
            "created": str,
            "not_before": str,
            "sending_at": str,
            "sent_at": str,
            "message_id": int,
            "reply_to": int,
            "maybe_double": int,
            "error": str,
        },
        pk="id",
        not_null={
            "chat",
            "kind",
            "subject_kind",
            "subject_id",
            "revision",
            "html",
            "state",
            "tries",
            "created",
            "not_before",
            "maybe_double",
        },
        foreign_keys=[("reply_to", "outbox", "id")],
        strict=True,
    )
    db.table("outbox").create_index(["subject_kind", "subject_id", "chat", "kind", "revision"], unique=True)
    db.table("outbox").create_index(["state", "not_before"])
    db.table("outbox").create_index(["state", "chat", "id"])
    db.table("alerts").create(
        {"subject_kind": str, "subject_id": int, "chat": str, "outbox_id": int, "told": str},
        pk=("subject_kind", "subject_id", "chat"),
        not_null={"outbox_id", "told"},
        foreign_keys=[("outbox_id", "outbox", "id")],
        strict=True,
    )
