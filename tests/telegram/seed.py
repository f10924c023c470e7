"""Rows for the tests of messages, sender and bot, straight into the tables; and a clock that is put forward."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

from alerts import outbox
from archive import Archive
from archive.database import now_text
from model import Alert, MessageKind, Subject, SubjectKind
from tests.support import NOW

SEEN = now_text(NOW)


class Clock:
    """The time, and a way of waiting that takes none."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now
        self.waits: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        """For a server that shares the clock."""
        return self.now.timestamp()

    async def pause(self, stop: asyncio.Event, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += timedelta(seconds=seconds)
        await asyncio.sleep(0)


def article(archive: Archive, **given: Any) -> int:
    """An article; returns its id."""
    number = archive.value("select coalesce(max(id), 0) + 1 from articles")
    row = {
        "id": number,
        "url": f"https://outlet{number}.example/berita/{number}",
        "outlet": f"Kabar {number}",
        "title": "Bawaslu periksa seorang camat",
        "text": "Bawaslu memeriksa seorang camat.",
        "text_hash": str(number),
        "fetched": SEEN,
        "genre": "incident",
        "parts_have": 1,
        "published": "2024-11-14T04:05:00.000Z",
        "published_day": "2024-11-14",
        "published_precision": "instant",
    }
    archive.db.table("articles").insert(row | given)
    return int(number)


def incident(archive: Archive, *, articles: tuple[int, ...] = (), acts: tuple[str, ...] = (), **given: Any) -> int:
    """An incident with one report for each article (a new one when none is named); returns its id."""
    number = archive.value("select coalesce(max(id), 0) + 1 from incidents")
    row = {
        "id": number,
        "case_number": f"K-8204-{number:03d}",
        "stage": "reported",
        "actor": "sub_district_head",
        "region": "82.04",
        "sentence": "Bawaslu memeriksa seorang camat yang diduga menghadiri deklarasi pasangan calon.",
        "confidence": 0.9,
        "known_by": "main",
        "first_seen": SEEN,
        "last_change": SEEN,
    } | given
    archive.db.table("incidents").insert(row)
    for act in acts:
        archive.db.table("incident_acts").insert({"incident_id": number, "act": act})
    for ordinal, of in enumerate(articles or (article(archive),)):
        report = {key: row[key] for key in ("stage", "actor", "region", "sentence")}
        archive.db.table("incident_reports").insert(
            report
            | {
                "incident_id": number,
                "article_id": of,
                "ordinal": ordinal,
                "weight": "main",
                "seen": row["first_seen"],
            }
        )
    return int(number)


def circular(archive: Archive, **given: Any) -> int:
    """A circular with one report; returns its id."""
    number = archive.value("select coalesce(max(id), 0) + 1 from circulars")
    row = {
        "id": number,
        "register_number": f"E-3374-{number:03d}",
        "kind": "surat_edaran",
        "number": "800/123/2026",
        "date": "2026-11-20",
        "issuer": "Wali Kota Semarang",
        "subject": "Netralitas Pegawai",
        "region": "33.74",
        "sentence": "Wali Kota menerbitkan edaran.",
        "known_by": "main",
        "first_seen": SEEN,
        "last_change": SEEN,
    } | given
    archive.db.table("circulars").insert(row)
    archive.db.table("circular_reports").insert(
        {
            "circular_id": number,
            "article_id": article(archive, genre="circular"),
            "ordinal": 0,
            "weight": "main",
            "kind": row["kind"],
            "sentence": row["sentence"],
            "seen": SEEN,
        }
    )
    return int(number)


def queue(
    archive: Archive, chat: str, html: str = "<b>DUGAAN</b>", *, subject: int | None = None, **given: Any
) -> int:
    """A queued message about a subject of its own; returns its outbox id."""
    number = subject or archive.value("select count(*) + 1000 from outbox")
    kind = given.pop("kind", MessageKind.ALERT)
    alert = Alert(chat, kind, (Subject(SubjectKind.INCIDENT, number),), html, **given)
    with archive.transaction() as db:
        queued = outbox.queue(db, alert, NOW)
    assert queued is not None
    return queued


def row(archive: Archive, id: int) -> dict[str, Any]:
    """An outbox row."""
    return archive.rows("select * from outbox where id = ?", [id])[0]
