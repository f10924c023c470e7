"""/terbaru and /cari: looking into the archive from the chat. No person's name leaves it."""

from __future__ import annotations

import json
import re
from typing import Any

from alerts import subscriptions
from alerts.commands_common import MAX_WORDS, Asker
from alerts.listings import summary
from alerts.matcher.text import split_sentences
from alerts.messages import render
from alerts.registers import decisions
from alerts.views import circular_view, incident_view
from archive import Archive
from archive.search import latest, search, still_found
from model import MessageKind, SubjectKind
from wording import day, escape, link, reduce_names, reduce_title, region_name

LATEST = 5
HITS = 8
LOOKED_AT = 40
"""Hits that are looked through for those that may be shown."""
_MINUS = re.compile(r"(?:^| )[-−]\w")
"""What other search engines take for "without this word"."""


_OF_CASES = """
    select id, title, text, region from articles
    where id in (select value from json_each(:ids)) and id in (select article_id from incident_reports)"""


async def terbaru(asker: Asker, words: str) -> None:
    """``/terbaru``: the latest incidents and circulars of the chat's places; of Indonesia when it has none."""
    del words
    db = asker.archive.db
    present = subscriptions.of_chat(asker.archive, asker.name)
    parts = []
    for kind, head in ((SubjectKind.INCIDENT, "latest_incidents"), (SubjectKind.CIRCULAR, "latest_circulars")):
        places = [one.region for one in present if one.kind is kind and subscriptions.wider(present, one) is None]
        if present and not places:
            continue
        places = places or [None]
        lines = [asker.text(head, places=", ".join(asker.place(place) for place in places))]
        read = incident_view if kind is SubjectKind.INCIDENT else circular_view
        lines += [
            summary(read(db, row["id"]), row["outlet_name"], row["url"], row["reported"], asker.language)
            for row in latest(db, kind, places, limit=LATEST)
        ] or [asker.text("nothing")]
        parts.append("\n".join(lines))
    await asker.answer("\n\n".join([*parts, asker.text("latest_footer")]))


async def cari(asker: Asker, words: str) -> None:
    """``/cari words``: articles of the archive, titles without names; or a case, by its number."""
    asked = " ".join(words.split())
    if case := _case(asker, asked):
        await asker.answer(case)
        return
    words = _at_a_word(asked)
    if not words:
        await asker.answer(asker.text("search_long" if asked else "search_usage", count=MAX_WORDS))
        return
    notes = [asker.text("search_cut", count=MAX_WORDS)] if words != asked else []
    notes += [asker.text("search_minus")] if _MINUS.search(words) else []
    found = _found(asker.archive, words)[: HITS + 1]
    rows = found[:HITS]
    if not rows:
        await asker.answer("\n\n".join([asker.text("search_none", words=words), *notes]))
        return
    head = "search_head" if len(found) == len(rows) else "search_head_more"
    lines = [asker.text(head, words=words, count=len(rows))]
    for row in rows:
        text = asker.archive.value("select text from articles where id = ?", [row["id"]])
        title = reduce_title(row["title"], text, row["region"])
        title = title or asker.text("hidden_title", outlet=row["outlet_name"])
        facts = [row["outlet_name"]]
        facts += [day(row["published_day"], asker.language)] if row["published_day"] else []
        facts += [region_name(row["region"], asker.language)] if row["region"] else []
        lines.append(f"{link(title, row['url'])}\n{escape(' · '.join(facts))}")
    await asker.answer("\n\n".join([*lines, *notes]))


def _found(archive: Archive, words: str) -> list[dict[str, Any]]:
    """The articles that hold the words; those about a case only where they hold them without the names of persons.

    So a name never reveals its case.
    """
    rows = search(archive.db, words, limit=LOOKED_AT)
    ids = json.dumps([row["id"] for row in rows])
    cases = list(archive.db.query(_OF_CASES, {"ids": ids}))
    texts = [_without_names(row["title"], row["text"], row["region"]) for row in cases]
    hidden = {row["id"] for row, found in zip(cases, still_found(words, texts), strict=True) if not found}
    return [row for row in rows if row["id"] not in hidden]


def _without_names(title: str, text: str, region: str | None) -> str:
    sentences = (sentence for line in text.split("\n") for sentence in split_sentences(line))
    told = (reduce_names(sentence, region) for sentence in sentences)
    return "\n".join(filter(None, (reduce_title(title, text, region), *told)))


def _case(asker: Asker, asked: str) -> str | None:
    """The case that a number stands for, as its message; None for other words, and where no report is left."""
    found = decisions.find(asker.archive.db, asked) if decisions.is_case_number(asked) else None
    view = incident_view(asker.archive.db, found["id"]) if found else None
    return render([view], MessageKind.STAGE, asker.language) if view and view.reports else None


def _at_a_word(words: str) -> str:
    """As many whole words as are looked at; nothing when the first alone is longer."""
    return words if len(words) <= MAX_WORDS else words[: MAX_WORDS + 1].rpartition(" ")[0]
