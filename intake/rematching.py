"""Kept articles read by newer rules: the archive follows, and nobody is told of old stories again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from alerts import matcher, registers, stories
from alerts.matcher import MATCHER_VERSION
from archive import Archive, articles
from archive.database import parse_time
from intake.listed import told_of
from model import Findings

_OLDER = "matcher_version is not ?"


@dataclass(slots=True)
class Rematched:
    """What came of it so far."""

    articles: int = 0
    added: int = 0
    gone: int = 0
    moved: int = 0


def waiting(archive: Archive) -> int:
    """How many articles were last read by other rules than the present ones."""
    return int(archive.value(f"select count(*) from articles where {_OLDER}", [MATCHER_VERSION]))  # noqa: S608


def rematch(archive: Archive) -> Iterator[Rematched]:
    """Read every such article anew, the oldest first; gives the sums after each one.

    One transaction per article: whatever ends it, what is done is done, and the next call goes on with the rest.
    """
    sums = Rematched()
    ids = archive.rows(
        f"select id from articles where {_OLDER} order by coalesce(published_day, substr(fetched, 1, 10)), id",  # noqa: S608
        [MATCHER_VERSION],
    )
    for each in ids:
        again = _read(archive, each["id"])
        if again is None:
            continue
        sums.articles += 1
        sums.added += again.added
        sums.gone += again.gone
        sums.moved += again.moved
        yield sums


def _read(archive: Archive, article_id: int) -> registers.Again | None:
    with archive.transaction() as db:
        article = next(iter(db.query("select * from articles where id = ?", [article_id])))
        if article["matcher_version"] == MATCHER_VERSION:
            return None  # it was fetched anew meanwhile
        findings = match_kept(article)
        articles.read_anew(db, article_id, findings)
        seen = parse_time(article["fetched"])
        report = registers.Report(
            article_id=article_id,
            text=article["text"],
            published_day=article["published_day"],
            seen=seen,
            matcher_version=findings.matcher_version,
            untold_reason=registers.READ_ANEW,
        )
        again = registers.register_again(db, report, findings)
        stories.group(db, article_id, article["title"], seen)
    return again


def match_kept(article: dict[str, Any]) -> Findings:
    """What the present rules find in a row of ``articles``."""
    return matcher.match(
        article["title"],
        told_of(article),
        published=article["published_day"],
        outlet=article["outlet"] or None,
        url=article["canonical"] or article["url"],
    )
