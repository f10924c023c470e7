"""The table of the raw archive, as migrations: frozen, a change is a new one."""

from __future__ import annotations

from sqlite_utils import Database, Migrations

raw_migrations = Migrations("netra-raw")


@raw_migrations()
def r001_pages(db: Database) -> None:
    """The bytes as received, by their hash: the evidence."""
    db.table("pages").create(
        {
            "sha256": str,
            "requested_url": str,
            "url": str,
            "source_id": str,
            "part_of": str,
            "fetched": str,
            "status": int,
            "headers": str,
            "charset": str,
            "peer": str,
            "body_sha256": str,
            "size": int,
            "content": bytes,
        },
        pk=("sha256", "requested_url"),
        not_null={"url", "fetched", "status", "headers", "body_sha256", "size", "content"},
        strict=True,
    )
    db.table("pages").create_index(["requested_url"])
