"""Who is told what of the registers' changes: one message per chat and article, queued with the article itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from alerts import outbox, subscriptions
from alerts.messages import render
from alerts.registers import Change
from alerts.views import View, circular_view, incident_view
from archive import Archive
from model import CONSOLE, Alert, MessageKind, Subject, SubjectKind


def tell(archive: Archive, changes: Sequence[Change], now: datetime, *, console: bool) -> int:
    """Queue the messages that ``changes`` call for, inside the caller's transaction; returns how many.

    First news of an article's subjects goes to a chat as one message. A later stage answers what a chat was told,
    and is first news to a chat that was not.
    """
    news: dict[str, list[Subject]] = {}
    alerts: list[Alert] = []
    for change in changes:
        if change.untold_reason:
            continue
        told = _told(archive, change.subject)
        wanting = subscriptions.wanting(
            archive, change.subject.kind, change.region, console=console, national=change.national
        )
        for chat in wanting:
            if chat not in told and change.subject not in news.get(chat, ()):
                news.setdefault(chat, []).append(change.subject)
        if not change.news:
            # Whoever was told an accusation is told what became of it, whatever he subscribes to by now.
            alerts += [
                Alert(chat, MessageKind.STAGE, (change.subject,), "", change.revision)
                for chat, subscribed in told.items()
                if (console if chat == CONSOLE else subscribed)
            ]
    alerts += [Alert(chat, MessageKind.ALERT, tuple(subjects), "") for chat, subjects in news.items()]
    return sum(_queue(archive, alert, now) for alert in alerts)


def _told(archive: Archive, subject: Subject) -> dict[str, bool]:
    """The chats that were told of a subject, each with whether it still has any subscription."""
    rows = archive.rows(
        "select a.chat,"
        " exists (select 1 from subscriptions s where s.chat = a.chat and s.ended is null) as subscribed"
        " from alerts a where a.subject_kind = ? and a.subject_id = ?",
        [subject.kind.value, subject.id],
    )
    return {row["chat"]: bool(row["subscribed"]) for row in rows}


def _queue(archive: Archive, alert: Alert, now: datetime) -> bool:
    language = archive.value("select language from chats where chat = ?", [alert.chat]) or "id"
    html = render([view(archive, subject) for subject in alert.subjects], alert.kind, language)
    return outbox.queue(archive.db, replace(alert, html=html), now) is not None


def view(archive: Archive, subject: Subject) -> View:
    """A register row with what a message needs of it."""
    if subject.kind is SubjectKind.INCIDENT:
        return incident_view(archive.db, subject.id)
    return circular_view(archive.db, subject.id)
