"""What several rooms' tests share."""

from __future__ import annotations

from datetime import UTC, datetime

from archive import Archive

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


def article_id(archive: Archive, url: str, text: str = "Isi.") -> int:
    """The row of an article with this address; it is made when it is not there."""
    known = archive.value("select id from articles where url = ?", [url])
    if known is not None:
        return int(known)
    row = archive.db.table("articles").insert(
        {
            "url": url,
            "outlet": "a.example",
            "title": "Judul",
            "text": text,
            "text_hash": text,
            "fetched": "2026-11-22T03:00:00.000Z",
            "genre": "other",
            "parts_have": 1,
        }
    )
    return int(str(row.last_pk))
