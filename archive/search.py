"""Searching and listing what the archive holds. Any input is safe: words are data, never query syntax."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlite_utils import Database

from archive.schema_first import FTS_TOKENIZER
from model import SubjectKind

SNIPPET_WORDS = 24
ARTICLE_FIELDS = (
    "id",
    "title",
    "url",
    "outlet",
    "published",
    "published_day",
    "region",
    "genre",
    "snippet",
    "outlet_name",
)
INCIDENT_FIELDS = (
    "case_number",
    "stage",
    "actor",
    "office",
    "count",
    "region",
    "occurred",
    "acts",
    "reports",
    "first_reported",
    "last_reported",
    "first_seen",
    "last_change",
    "known_by",
    "untold_reason",
    "confidence",
    "sentence",
    "title",
    "url",
    "reported",
    "outlet_name",
    "convicted",
    "related",
)
CIRCULAR_FIELDS = (
    "register_number",
    "kind",
    "number",
    "date",
    "issuer",
    "subject",
    "region",
    "reports",
    "first_reported",
    "last_reported",
    "first_seen",
    "known_by",
    "untold_reason",
    "sentence",
    "title",
    "url",
    "reported",
    "outlet_name",
)


# What readers call an outlet: its name in the catalogue, else what the site calls itself, else the host.
OUTLET_NAME = "coalesce(s.name, a.site, a.outlet)"
_DAY = "coalesce(a.published_day, substr(r.seen, 1, 10))"  # an undated story counts on the day it was registered

# Which of its reports speaks for a row. For a case the latest one that tells its present stage, for a circular the
# first; a passing mention only when there is no other.
_SPEAKS = {
    SubjectKind.INCIDENT: (
        f"r.stage = x.stage desc, r.weight = 'main' desc, {_DAY} desc, a.published desc, r.id desc"
    ),
    SubjectKind.CIRCULAR: f"r.weight = 'main' desc, {_DAY}, a.published nulls last, r.id",
}
# The order of every list of a register, in the bot and on the command line: newest first by the day of that report.
_NEWEST_FIRST = "told.reported desc, told.published desc, x.id desc"

# Whether x.region lies in a wanted place or below it, and whether it lies above one.
_INSIDE = "(wanted.value = '' or x.region = wanted.value or x.region like wanted.value || '.%')"
_ABOVE = "(x.region is null or wanted.value like x.region || '.%')"
_REACHES = {SubjectKind.INCIDENT: _INSIDE, SubjectKind.CIRCULAR: f"({_INSIDE} or {_ABOVE})"}


def _region_clause(column: str) -> str:
    # A province holds its regencies: their codes begin with its own.
    return f"(:region is null or {column} = :region or {column} like :region || '.%')"


def search(
    db: Database,
    words: str,
    *,
    limit: int = 20,
    region: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> list[dict[str, Any]]:
    """Articles that hold all the words, newest first.

    Args:
        db: an open archive.
        words: what to look for; several words must all be there, a phrase stands in double quotes.
        limit: how many rows at most.
        region: a Kemendagri code; a province includes its regencies.
        since: the first local ISO day of publication.
        until: the last one.

    Returns rows with the keys ARTICLE_FIELDS; the snippet's matches stand between ``[`` and ``]``. An empty search
    finds nothing.
    """
    query = db.quote_fts(words.replace("\x00", " "))
    if not query.strip('" '):
        return []
    # The snippets are made for the rows that are shown alone: made for every hit they are most of the time.
    sql = f"""
        select hit.id, hit.title, hit.url, hit.outlet, hit.published, hit.published_day, hit.region, hit.genre,
               snippet(articles_fts, 1, '[', ']', '…', {SNIPPET_WORDS}) as snippet, hit.outlet_name
        from (
            select a.id, a.title, a.url, a.outlet, a.published, a.published_day, a.region, a.genre,
                   {OUTLET_NAME} as outlet_name
            from articles_fts join articles a on a.id = articles_fts.rowid
            left join sources s on s.id = a.source_id
            where articles_fts match :query and {_region_clause("a.region")}
              and (:since is null or a.published_day >= :since) and (:until is null or a.published_day <= :until)
            order by a.published_day desc, a.id desc limit :limit
        ) hit join articles_fts on articles_fts.rowid = hit.id
        where articles_fts match :query
        order by hit.published_day desc, hit.id desc"""  # noqa: S608 - constants only
    return list(db.query(sql, {"query": query, "region": region, "since": since, "until": until, "limit": limit}))


def still_found(words: str, texts: Sequence[str]) -> list[bool]:
    """For each text whether it holds all the words, by the rules of :func:`search`: a text without names, say."""
    db = Database(memory=True)
    table = db.table("texts")
    table.insert_all(({"id": number, "text": text} for number, text in enumerate(texts)), pk="id")
    if not texts:
        return []
    table.enable_fts(["text"], tokenize=FTS_TOKENIZER)
    query = db.quote_fts(words.replace("\x00", " "))
    hits = {row[0] for row in db.execute("select rowid from texts_fts where texts_fts match ?", [query])}
    return [number in hits for number in range(len(texts))]


def incidents(
    db: Database,
    *,
    region: str | None = None,
    stage: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int = 100,
) -> list[dict[str, Any]]:
    """The register of incidents, newest first: by the day of the latest report that tells the present stage.

    That report is the one of ``title``, ``url``, ``sentence``, ``outlet_name`` and ``reported`` (its day).
    ``since`` and ``until`` are local ISO days: a case counts when a report of it was published between them.
    Returns rows with the keys INCIDENT_FIELDS.
    """
    sql = f"""
        with told as ({_told(SubjectKind.INCIDENT)})
        select x.case_number, x.stage, x.actor, x.office, x.count, x.region, x.occurred,
               (select group_concat(act, ' ')
                from (select act from incident_acts where incident_id = x.id order by place)) as acts,
               told.reports, told.first_reported, told.last_reported,
               substr(x.first_seen, 1, 10) as first_seen, substr(x.last_change, 1, 10) as last_change,
               x.known_by, x.untold_reason, x.confidence,
               told.sentence, told.title, told.url, told.reported, told.outlet_name, x.convicted,
               (select group_concat(case_number, ' ') from ({_related("x.id")})) as related
        from incidents x join told on told.id = x.id
        where {_region_clause("x.region")} and (:stage is null or x.stage = :stage)
          and (:since is null or told.last_reported >= :since)
          and (:until is null or told.first_reported <= :until)
        order by {_NEWEST_FIRST} limit :limit"""  # noqa: S608 - constants only
    return list(db.query(sql, {"region": region, "stage": stage, "since": since, "until": until, "limit": limit}))


def circulars(
    db: Database,
    *,
    region: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int = 100,
) -> list[dict[str, Any]]:
    """The register of circulars, newest first: by the day of the first story about it, which made it known.

    That report is the one of ``title``, ``url``, ``sentence``, ``outlet_name`` and ``reported`` (its day); a story
    that only mentions the circular stands there when there is no other. Filters as :func:`incidents`; keys
    CIRCULAR_FIELDS.
    """
    sql = f"""
        with told as ({_told(SubjectKind.CIRCULAR)})
        select x.register_number, x.kind, x.number, x.date, x.issuer, x.subject, x.region,
               told.reports, told.first_reported, told.last_reported,
               substr(x.first_seen, 1, 10) as first_seen, x.known_by, x.untold_reason,
               told.sentence, told.title, told.url, told.reported, told.outlet_name
        from circulars x join told on told.id = x.id
        where {_region_clause("x.region")}
          and (:since is null or told.last_reported >= :since)
          and (:until is null or told.first_reported <= :until)
        order by {_NEWEST_FIRST} limit :limit"""  # noqa: S608 - constants only
    return list(db.query(sql, {"region": region, "since": since, "until": until, "limit": limit}))


def latest(db: Database, kind: SubjectKind, places: Sequence[str | None], *, limit: int) -> list[dict[str, Any]]:
    """The newest rows of a register that reach any of the places (a Kemendagri code; None is all of Indonesia).

    A place has what happens in it and below, and the circulars of the places above it too. What is known from a
    passing mention alone is left out. The order is that of :func:`incidents` and :func:`circulars`.
    Returns rows with id, url, outlet_name and reported (a local ISO day).
    """
    sql = f"""
        with told as ({_told(kind)})
        select x.id, told.url, told.outlet_name, told.reported
        from {kind.value}s x join told on told.id = x.id
        where x.known_by = 'main'
          and exists (select 1 from json_each(:places) wanted where {_REACHES[kind]})
        order by {_NEWEST_FIRST} limit :limit"""  # noqa: S608 - constants only
    return list(db.query(sql, {"places": json.dumps([place or "" for place in places]), "limit": limit}))


def related(db: Database, incident_id: int) -> tuple[str, ...]:
    """The numbers of the cases that may be this one, while nobody has decided."""
    return tuple(row["case_number"] for row in db.query(_related(":id"), {"id": incident_id}))


def _related(case: str) -> str:
    return f"""
        select o.case_number from incident_relations r
        join incidents o on o.id in (r.incident_id, r.related_id) and o.id != {case}
        where r.parted is null and {case} in (r.incident_id, r.related_id) order by o.id"""  # noqa: S608 - constants only


def _told(kind: SubjectKind) -> str:
    """Each register row with its reports: how many, their first and last day, and the one that speaks for it."""
    return f"""
        select * from (
            select r.{kind.value}_id as id, r.sentence, a.title, a.url, a.published, {_DAY} as reported,
                   {OUTLET_NAME} as outlet_name,
                   count(*) over every as reports, min({_DAY}) over every as first_reported,
                   max({_DAY}) over every as last_reported,
                   row_number() over (partition by r.{kind.value}_id order by {_SPEAKS[kind]}) as place
            from {kind.value}_reports r
            join {kind.value}s x on x.id = r.{kind.value}_id
            join articles a on a.id = r.article_id
            left join sources s on s.id = a.source_id
            window every as (partition by r.{kind.value}_id)
        ) where place = 1"""  # noqa: S608 - constants only
