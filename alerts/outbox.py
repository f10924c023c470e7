"""The outbox: messages on their way. A row is written with its finding and leaves only by being accounted for.

queued → sending → sent | unknown | dead. ``sending`` is committed before the call, the outcome after it, so that a
crash in between is known: the row then goes out once more, marked as a possible double.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from archive import Archive
from archive.database import now_text, parse_time
from model import CONSOLE, Alert, MessageKind, OutboxState


@dataclass(frozen=True, slots=True)
class Message:
    """An outbox row to be sent."""

    id: int
    chat: str
    kind: MessageKind
    html: str
    tries: int
    created: datetime
    maybe_double: bool
    reply_to_message: int | None  # Telegram's id of the message it answers, when that was sent


def queue(db: Database, alert: Alert, now: datetime) -> int | None:
    """Queue one message inside the caller's transaction; returns its id, or None when it is there already.

    First news of a subject is told once per chat: subjects this chat knows already are left out, and when none is
    left nothing is queued.
    """
    subjects = list(alert.subjects)
    if alert.kind is MessageKind.ALERT:
        subjects = [subject for subject in subjects if told(db, subject.kind.value, subject.id, alert.chat) is None]
    if not subjects:
        return None
    first = subjects[0]
    reply_to = None
    if alert.kind is MessageKind.STAGE:
        reply_to = told(db, first.kind.value, first.id, alert.chat)
    at = now_text(now)
    added = db.execute(
        "insert into outbox (chat, kind, subject_kind, subject_id, revision, html, state, tries, created,"
        " not_before, maybe_double, reply_to) values (?, ?, ?, ?, ?, ?, 'queued', 0, ?, ?, 0, ?)"
        " on conflict (subject_kind, subject_id, chat, kind, revision) do nothing returning id",
        [
            alert.chat,
            alert.kind.value,
            first.kind.value,
            first.id,
            alert.revision,
            alert.html,
            at,
            at,
            reply_to,
        ],
    ).fetchone()
    if added is None:
        return None
    for subject in subjects if alert.kind is MessageKind.ALERT else ():
        db.table("alerts").insert(
            {
                "subject_kind": subject.kind.value,
                "subject_id": subject.id,
                "chat": alert.chat,
                "outbox_id": added[0],
                "told": at,
            }
        )
    return int(added[0])


def told(db: Database, subject_kind: str, subject_id: int, chat: str) -> int | None:
    """The outbox row by which a chat was first told of a subject, or None."""
    row = db.execute(
        "select outbox_id from alerts where subject_kind = ? and subject_id = ? and chat = ?",
        [subject_kind, subject_id, chat],
    ).fetchone()
    return int(row[0]) if row else None


def recover(archive: Archive, now: datetime) -> int:
    """After a crash: rows left in ``sending`` may have arrived; queue them once more, marked. Returns how many.

    Only for the one sender that holds the sender's lock.
    """
    with archive.transaction() as db:
        found = db.execute(
            "update outbox set state = 'queued', maybe_double = 1, not_before = ? where state = 'sending'",
            [now_text(now)],
        )
        return int(found.rowcount)


def take(archive: Archive, now: datetime, *, console: bool, busy: Collection[str] = ()) -> Message | None:
    """The next message to send, now in ``sending``; None when none is due.

    Order within a chat is kept: a chat whose oldest queued row waits, or that is in ``busy``, is passed over.
    ``console`` takes the console's rows alone, otherwise all others.
    """
    with archive.transaction() as db:
        rows = list(
            db.query(
                "select o.*, (select message_id from outbox where id = o.reply_to and chat = o.chat)"
                " as reply_to_message from outbox o where o.id in"
                " (select min(id) from outbox where state in ('queued', 'sending') group by chat)"
                " and o.state = 'queued' and o.not_before <= ?"
                " and (o.chat = ?) = ? and o.chat not in (select value from json_each(?))"
                " order by o.id limit 1",
                [now_text(now), CONSOLE, int(console), json.dumps(sorted(busy))],
            )
        )
        if not rows:
            return None
        row = rows[0]
        db.execute(
            "update outbox set state = 'sending', sending_at = ?, tries = tries + 1 where id = ?",
            [now_text(now), row["id"]],
        )
    return Message(
        id=row["id"],
        chat=row["chat"],
        kind=MessageKind(row["kind"]),
        html=row["html"],
        tries=row["tries"] + 1,
        created=parse_time(row["created"]),
        maybe_double=bool(row["maybe_double"]),
        reply_to_message=row["reply_to_message"],
    )


def sent(archive: Archive, message: Message, now: datetime, message_id: int | None) -> None:
    """It arrived."""
    with archive.transaction() as db:
        db.execute(
            "update outbox set state = 'sent', sent_at = ?, message_id = ?, error = null where id = ?",
            [now_text(now), message_id, message.id],
        )


def retry(archive: Archive, message: Message, not_before: datetime, error: str, *, maybe_double: bool) -> None:
    """It did not arrive, or (``maybe_double``) perhaps did: try again, not before a time."""
    with archive.transaction() as db:
        db.execute(
            "update outbox set state = 'queued', not_before = ?, error = ?, maybe_double = max(maybe_double, ?)"
            " where id = ?",
            [now_text(not_before), error, int(maybe_double), message.id],
        )


def dead(archive: Archive, message: Message, error: str) -> None:
    """It cannot be delivered; the reason stays visible."""
    with archive.transaction() as db:
        db.execute("update outbox set state = 'dead', error = ? where id = ?", [error, message.id])


def moved(archive: Archive, old: str, new: str, now: datetime) -> None:
    """A group became a supergroup: its subscriptions, told subjects and queued messages move along.

    What the new chat has already stays as it is there; the old chat's twin of it is closed, with the reason.
    """
    reason = f"the group moved to {new}"
    with archive.transaction() as db:
        db.execute("update or ignore subscriptions set chat = ? where chat = ?", [new, old])
        db.execute(
            "update subscriptions set ended = ?, ended_reason = ? where chat = ? and ended is null",
            [now_text(now), reason, old],
        )
        db.execute("update or ignore alerts set chat = ? where chat = ?", [new, old])
        db.execute("update or ignore chats set chat = ? where chat = ?", [new, old])
        db.execute("update or ignore outbox set chat = ? where chat = ? and state = 'queued'", [new, old])
        db.execute(
            "update outbox set state = 'dead', error = ? where chat = ? and state = 'queued'",
            [f"{reason}, which has this message", old],
        )


def next_due(archive: Archive, *, console: bool, busy: Collection[str] = ()) -> datetime | None:
    """When the earliest message that :func:`take` would give may go, or None when there is none.

    A read, cheap enough to ask twice a second: no write lock is taken to find that nothing is due.
    """
    value = archive.value(
        "select min(not_before) from outbox where id in"
        " (select min(id) from outbox where state in ('queued', 'sending') group by chat)"
        " and state = 'queued' and (chat = ?) = ? and chat not in (select value from json_each(?))",
        [CONSOLE, int(console), json.dumps(sorted(busy))],
    )
    return parse_time(value) if value else None


def counts(archive: Archive) -> dict[str, int]:
    """How many rows stand in each state."""
    rows = archive.rows("select state, count(*) as n from outbox group by state")
    return {state.value: 0 for state in OutboxState} | {row["state"]: row["n"] for row in rows}
