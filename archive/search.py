"""Searching and listing what the archive holds. Any input is safe: words are data, never query syntax."""

from __future__ import annotations

from typing import Any

from sqlite_utils import Database

SNIPPET_WORDS = 24
ARTICLE_FIELDS = ("id", "title", "url", "outlet", "published", "published_day", "region", "genre", "snippet")
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
)


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

    Returns rows with id, title, url, outlet, published, published_day, region, genre and snippet (matches between
    ``[`` and ``]``). An empty search finds nothing.
    """
    query = db.quote_fts(words.replace("\x00", " "))
    if not query.strip('" '):
        return []
    # The snippets are made for the rows that are shown alone: made for every hit they are most of the time.
    sql = f"""
        select hit.*, snippet(articles_fts, 1, '[', ']', '…', {SNIPPET_WORDS}) as snippet
        from (
            select a.id, a.title, a.url, a.outlet, a.published, a.published_day, a.region, a.genre
            from articles_fts join articles a on a.id = articles_fts.rowid
            where articles_fts match :query and {_region_clause("a.region")}
              and (:since is null or a.published_day >= :since) and (:until is null or a.published_day <= :until)
            order by a.published_day desc, a.id desc limit :limit
        ) hit join articles_fts on articles_fts.rowid = hit.id
        where articles_fts match :query
        order by hit.published_day desc, hit.id desc"""  # noqa: S608 - constants only
    return list(db.query(sql, {"query": query, "region": region, "since": since, "until": until, "limit": limit}))


def incidents(
    db: Database,
    *,
    region: str | None = None,
    stage: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int = 100,
) -> list[dict[str, Any]]:
    """The register of incidents, latest report first.

    ``since`` and ``until`` are local ISO days: a case counts when a report of it was published between them.
    Returns rows with the keys INCIDENT_FIELDS.
    """
    sql = f"""
        with told as ({_told("incident")})
        select i.case_number, i.stage, i.actor, i.office, i.count, i.region, i.occurred,
               (select group_concat(act, ' ') from incident_acts where incident_id = i.id) as acts,
               told.reports, told.first_reported, told.last_reported,
               substr(i.first_seen, 1, 10) as first_seen, substr(i.last_change, 1, 10) as last_change,
               i.known_by, i.untold_reason, i.confidence, i.sentence, a.title, a.url
        from incidents i join told on told.id = i.id
        left join incident_reports r on r.id = told.first_report
        left join articles a on a.id = r.article_id
        where {_region_clause("i.region")} and (:stage is null or i.stage = :stage)
          and (:since is null or told.last_reported >= :since)
          and (:until is null or told.first_reported <= :until)
        order by told.last_reported desc, i.id desc limit :limit"""  # noqa: S608 - constants only
    return list(db.query(sql, {"region": region, "stage": stage, "since": since, "until": until, "limit": limit}))


def circulars(
    db: Database,
    *,
    region: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int = 100,
) -> list[dict[str, Any]]:
    """The register of circulars, latest report first; filters as :func:`incidents`, keys CIRCULAR_FIELDS."""
    sql = f"""
        with told as ({_told("circular")})
        select c.register_number, c.kind, c.number, c.date, c.issuer, c.subject, c.region,
               told.reports, told.first_reported, told.last_reported,
               substr(c.first_seen, 1, 10) as first_seen, c.known_by, c.untold_reason, c.sentence, a.title, a.url
        from circulars c join told on told.id = c.id
        left join circular_reports r on r.id = told.first_report
        left join articles a on a.id = r.article_id
        where {_region_clause("c.region")}
          and (:since is null or told.last_reported >= :since)
          and (:until is null or told.first_reported <= :until)
        order by told.last_reported desc, c.id desc limit :limit"""  # noqa: S608 - constants only
    return list(db.query(sql, {"region": region, "since": since, "until": until, "limit": limit}))


def _told(kind: str) -> str:
    """Each register row with its reports: how many, the first one's id, the first and last day of publication.

    A report whose day is unknown counts on the day it was registered.
    """
    return f"""
        select r.{kind}_id as id, count(*) as reports, min(r.id) as first_report,
               min(coalesce(a.published_day, substr(r.seen, 1, 10))) as first_reported,
               max(coalesce(a.published_day, substr(r.seen, 1, 10))) as last_reported
        from {kind}_reports r join articles a on a.id = r.article_id group by r.{kind}_id"""  # noqa: S608
