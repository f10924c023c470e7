"""The present rules on trial: what they would have alerted of the articles in the archive. Writes nothing there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from alerts import registers
from alerts.registers.finding import CASE_DAYS
from archive.articles import WIB, Published
from archive.database import now_text, parse_time
from archive.schema import migrations
from intake.judging import why_untold
from intake.rematching import match_kept
from settings import Settings

_COPIED = ("id", "url", "outlet", "title", "text", "text_hash", "fetched", "published_day", "genre", "parts_have")
_TOLD = """
    select 'incident' as kind, h.article_id, h.stage, h.seen, i.region, i.office, a.title, a.url,
           r.sentence, r.reasons
    from incident_history h join incidents i on i.id = h.incident_id join articles a on a.id = h.article_id
    left join incident_reports r on r.article_id = h.article_id and r.incident_id = h.incident_id
    where h.untold_reason is null and h.decision is null and i.untold_reason is null and h.seen >= :since
    group by h.id
    union all
    select 'circular', r.article_id, c.kind, r.seen, c.region, c.issuer, a.title, a.url, r.sentence, r.reasons
    from circulars c join circular_reports r on r.id =
        (select min(id) from circular_reports where circular_id = c.id and weight = 'main')
    join articles a on a.id = r.article_id where c.untold_reason is null and r.seen >= :since
    order by 4, 2"""


@dataclass(frozen=True, slots=True)
class Told:
    """Something to alert: a case's first news or later stage, or a circular, by the article that tells it."""

    day: str  # local ISO day on which it was, or would have been, alerted
    kind: str  # incident or circular
    stage: str  # of an incident, else the circular's kind
    region: str | None
    office: str | None  # of the accused, or the issuer
    article_id: int
    title: str
    url: str
    sentence: str | None  # the clause that fired
    phrase: str | None  # the words in it that weigh most

    @property
    def key(self) -> tuple[str, str, int]:
        """By what two alerts are the same."""
        return self.kind, self.stage, self.article_id


def was_alerted(db: Database, since: datetime) -> list[Told]:
    """What the archive's registers have had for telling since a time, whoever subscribed."""
    return [_told(row) for row in db.query(_TOLD, {"since": now_text(since)})]


def would_be_alerted(db: Database, since: datetime, settings: Settings) -> list[Told]:
    """What the present rules would have had for telling: registers of their own, filled from the kept articles.

    Articles from before that report cases go first, so that a later stage is one. Decisions by hand are not known.
    """
    with closing(Database(memory=True)) as own:
        migrations.apply(own)
        for article in _articles(db, since):
            findings = match_kept(article)
            if not findings.incidents and not findings.circulars:
                continue
            own.table("articles").insert({column: article[column] for column in _COPIED})
            seen = parse_time(article["fetched"])
            report = registers.Report(
                article_id=article["id"],
                text=article["text"],
                published_day=article["published_day"],
                seen=seen,
                matcher_version=findings.matcher_version,
                untold_reason=why_untold(
                    _published(article), seen, settings.alerts_window_hours, silent=bool(article["silent"])
                ),
                least_incident=settings.incident_confidence,
                least_circular=settings.circular_confidence,
            )
            registers.register(own, report, findings)
        return was_alerted(own, since)


def _articles(db: Database, since: datetime) -> Iterator[dict[str, Any]]:
    ids = db.execute(
        "select id from articles where fetched >= ?1 or (fetched >= ?2 and (id in (select article_id from"
        " incident_reports) or id in (select article_id from circular_reports))) order by fetched, id",
        [now_text(since), now_text(since - timedelta(days=CASE_DAYS))],
    ).fetchall()
    for (number,) in ids:
        yield from db.query(
            "select a.*, (select silent from frontier where url = a.url) as silent from articles a where id = ?",
            [number],
        )


def _published(article: dict[str, Any]) -> Published:
    instant = parse_time(article["published"]) if article["published"] else None
    return Published(instant, article["published_day"], article["published_precision"])


def _told(row: dict[str, Any]) -> Told:
    reasons = [each for each in json.loads(row["reasons"] or "[]") if each["sentence"] == row["sentence"]]
    heaviest = max(reasons, key=lambda each: float(each["weight"]), default=None)
    return Told(
        day=parse_time(row["seen"]).astimezone(WIB).date().isoformat(),
        kind=row["kind"],
        stage=row["stage"],
        region=row["region"],
        office=row["office"],
        article_id=row["article_id"],
        title=row["title"],
        url=row["url"],
        sentence=row["sentence"],
        phrase=heaviest["phrase"] if heaviest else None,
    )
