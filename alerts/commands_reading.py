"""/terbaru and /cari: looking into the archive from the chat. No person's name leaves it."""

from __future__ import annotations

import json

from alerts import subscriptions
from alerts.commands_common import MAX_WORDS, Asker
from alerts.messages import View, circular_view, incident_view, summary
from archive import Archive
from archive.search import search
from model import SubjectKind
from wording import day, escape, link, reduce_names, region_name

LATEST = 5
HITS = 8

# The reach of subscriptions.wanting, seen from the chat: a place has what happens in it and below; circulars of the
# places above it too.
_INSIDE = "(wanted.value = '' or s.region = wanted.value or s.region like wanted.value || '.%')"
_ABOVE = "(s.region is null or wanted.value like s.region || '.%')"
# A passing mention or a draft is no news; an old story is, to who asks for the latest.
_TOLD = "s.known_by = 'main'"
_REPORTED = (
    "coalesce((select max(a.published_day) from {0}_reports r join articles a on a.id = r.article_id"
    " where r.{0}_id = s.id), substr(s.first_seen, 1, 10))"
)
_LATEST = {
    SubjectKind.INCIDENT: (
        f"select s.id from incidents s where exists (select 1 from json_each(?) wanted where {_INSIDE})"  # noqa: S608
        f" and {_TOLD} order by {_REPORTED.format('incident')} desc, s.id desc limit ?"
    ),
    SubjectKind.CIRCULAR: (
        "select s.id from circulars s where exists"  # noqa: S608 - both are constants of ours
        f" (select 1 from json_each(?) wanted where {_INSIDE} or {_ABOVE})"
        f" and {_TOLD} order by {_REPORTED.format('circular')} desc, s.id desc limit ?"
    ),
}


async def terbaru(asker: Asker, words: str) -> None:
    """``/terbaru``: the latest incidents and circulars of the chat's places; of Indonesia when it has none."""
    del words
    present = subscriptions.of_chat(asker.archive, asker.name)
    parts = []
    for kind, head in ((SubjectKind.INCIDENT, "latest_incidents"), (SubjectKind.CIRCULAR, "latest_circulars")):
        places = [one.region for one in present if one.kind is kind]
        if present and not places:
            continue
        places = places or [None]
        lines = [asker.text(head, places=", ".join(asker.place(place) for place in places))]
        views = latest(asker.archive, kind, places)
        lines += [summary(view, asker.language) for view in views] or [asker.text("nothing")]
        parts.append("\n".join(lines))
    await asker.answer("\n\n".join([*parts, asker.text("latest_footer")]))


def latest(archive: Archive, kind: SubjectKind, places: list[str | None]) -> list[View]:
    """The latest subjects of a kind that a subscriber of these places is told of, newest first."""
    wanted = json.dumps([place or subscriptions.NATION for place in places])
    rows = archive.rows(_LATEST[kind], [wanted, LATEST])
    read = incident_view if kind is SubjectKind.INCIDENT else circular_view
    return [read(archive.db, row["id"]) for row in rows]


async def cari(asker: Asker, words: str) -> None:
    """``/cari words``: articles of the archive, titles without names."""
    words = " ".join(words[:MAX_WORDS].split())
    if not words:
        await asker.answer(asker.text("search_usage"))
        return
    found = search(asker.archive.db, words, limit=HITS + 1)
    rows = found[:HITS]
    if not rows:
        await asker.answer(asker.text("search_none", words=words))
        return
    head = "search_head" if len(found) == len(rows) else "search_head_more"
    lines = [asker.text(head, words=words, count=len(rows))]
    for row in rows:
        title = reduce_names(row["title"]) or asker.text("hidden_title", outlet=row["outlet"])
        facts = [row["outlet"]]
        facts += [day(row["published_day"], asker.language)] if row["published_day"] else []
        facts += [region_name(row["region"], asker.language)] if row["region"] else []
        lines.append(f"{link(title, row['url'])}\n{escape(' · '.join(facts))}")
    await asker.answer("\n\n".join(lines))
