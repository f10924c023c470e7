"""Who wants to be told what: a chat, a kind of subject and a region (the empty one is all of Indonesia)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from archive import Archive
from archive.database import now_text
from model import CONSOLE, SubjectKind, Subscription

NATION = ""


def subscribe(archive: Archive, chat: str, kind: SubjectKind, region: str | None, now: datetime) -> None:
    """Add a subscription, or bring an ended one back; doing it twice does no harm."""
    with archive.transaction() as db:
        db.execute(
            "insert into subscriptions (chat, kind, region, created) values (?, ?, ?, ?)"
            " on conflict (chat, kind, region) do update set ended = null, ended_reason = null",
            [chat, kind.value, region or NATION, now_text(now)],
        )


def end(archive: Archive, chat: str, now: datetime, reason: str) -> int:
    """End all subscriptions of a chat, with the reason. Returns how many there were."""
    with archive.transaction() as db:
        ended = db.execute(
            "update subscriptions set ended = ?, ended_reason = ? where chat = ? and ended is null",
            [now_text(now), reason, chat],
        )
        return int(ended.rowcount)


def end_one(archive: Archive, subscription: Subscription, now: datetime) -> None:
    """End one subscription at its chat's wish."""
    with archive.transaction() as db:
        db.execute(
            "update subscriptions set ended = ?, ended_reason = 'asked' where chat = ? and kind = ? and region = ?",
            [now_text(now), subscription.chat, subscription.kind.value, subscription.region or NATION],
        )


def of_chat(archive: Archive, chat: str) -> list[Subscription]:
    """The living subscriptions of a chat, oldest first."""
    rows = archive.rows("select * from subscriptions where chat = ? and ended is null order by id", [chat])
    return [Subscription(chat, SubjectKind(row["kind"]), row["region"] or None) for row in rows]


def wider(present: Sequence[Subscription], one: Subscription) -> Subscription | None:
    """The widest of a chat's subscriptions that already brings all that ``one`` brings, or None."""
    places = (None, one.region[:2]) if one.region else ()
    including = (Subscription(one.chat, one.kind, place) for place in places if place != one.region)
    return next((found for found in including if found in present), None)


def wanting(
    archive: Archive, kind: SubjectKind, region: str | None, *, console: bool, national: bool = False
) -> list[str]:
    """The chats to tell of a subject, in order of subscription; the console among them when ``console``.

    A place gets what happens in it and in every place below; a circular reaches every place below its issuer's
    too (regency ← province ← nation, when it is ``national``). What else has no region goes to those who watch all
    of Indonesia.
    """
    regions = {NATION}
    if region:
        regions |= {region, region[:2]}
    below = ""
    if kind is SubjectKind.CIRCULAR:
        below = f"{region}.%" if region else "%" if national else ""
    rows = archive.rows(
        "select chat, min(id) as first from subscriptions where ended is null and kind = ?"
        " and (region in (select value from json_each(?)) or region like ?) group by chat order by first",
        [kind.value, json.dumps(sorted(regions)), below],
    )
    chats = [row["chat"] for row in rows]
    return [CONSOLE, *chats] if console and CONSOLE not in chats else chats
