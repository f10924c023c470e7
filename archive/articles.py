"""Articles in the archive: kept once per address, with every earlier text; and their full-text search."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from urllib.parse import urlsplit

from sqlite_utils import Database

from archive.database import now_text
from model import Article, Findings

WIB = timezone(timedelta(hours=7))
LISTED = "list"
"""The method of an article that is known by the words of the list that named it: its page was not read."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of keeping an article."""

    id: int
    outcome: str  # "new", "changed" (its text differs from what was kept) or "unchanged"
    was_listed: bool = False  # until now it was known by the words of its list alone


@dataclass(frozen=True, slots=True)
class Published:
    """A time of publication as the table keeps it."""

    instant: datetime | None  # UTC, when the time of day is known
    day: str | None  # the local ISO day
    precision: str | None  # "instant", "day" or None

    @property
    def latest(self) -> datetime | None:
        """The latest instant (UTC) at which the story can have been published; None when unknown."""
        if self.instant:
            return self.instant
        if self.day:
            return datetime.fromisoformat(self.day).replace(tzinfo=WIB) + timedelta(days=1)
        return None


def text_hash(text: str) -> str:
    """A hash of a text's words alone, so that spacing and punctuation make no difference."""
    return hashlib.sha256(" ".join(_WORD.findall(text.casefold())).encode()).hexdigest()


def published_of(article: Article, listed: datetime | None = None) -> Published:
    """When an article was published: as its page says, else as the list it was found on says."""
    if article.published and len(article.published) > len("2026-11-22"):
        at = datetime.fromisoformat(article.published)
        if at.tzinfo is None:  # the page gives no offset: most portals stamp WIB
            at = at.replace(tzinfo=WIB)
        return Published(at.astimezone(UTC), at.date().isoformat(), "instant")
    if article.published:
        return Published(None, article.published, "day")
    if listed:
        return Published(listed.astimezone(UTC), listed.astimezone(WIB).date().isoformat(), "instant")
    return Published(None, None, None)


def keep(
    db: Database,
    article: Article,
    findings: Findings,
    published: Published,
    *,
    url: str,
    source_id: str | None,
    sha256: str | None,
    fetched: datetime,
    now: datetime,
) -> Kept:
    """Keep an article under ``url``, its key, inside the caller's transaction; a former text becomes a version."""
    row = {
        "canonical": article.canonical,
        "source_id": source_id,
        "outlet": outlet_of(url),
        "site": article.site,
        "title": article.title,
        "author": article.author,
        "published": now_text(published.instant) if published.instant else None,
        "published_day": published.day,
        "published_precision": published.precision,
        "fetched": now_text(fetched),
        "text": article.text,
        "text_hash": text_hash(article.text),
        "language": article.language,
        "parts_have": article.pages.have,
        "parts_of": article.pages.of,
        "method": article.method,
        "warnings": json.dumps(article.warnings, ensure_ascii=False),
        "sha256": sha256,
        **_read_as(findings),
    }
    old = next(iter(db.query("select * from articles where url in (?, ?)", [url, slash_twin(url)])), None)
    if old is None:
        article_id = int(str(db.table("articles").insert({"url": url, **row}).last_pk))
        _keep_readings(db, article_id, findings)
        return Kept(article_id, "new")
    article_id = int(old["id"])
    was_listed = old["method"] == LISTED != article.method
    if old["text_hash"] == row["text_hash"] and old["title"] == row["title"] and not was_listed:
        # That a part cannot be read, or that there are fewer than was thought, is known without a new text.
        told = {column: row[column] for column in ("parts_have", "parts_of", "warnings")}
        if any(old[column] != value for column, value in told.items()):
            db.table("articles").update(article_id, told)
        return Kept(article_id, "unchanged")
    db.table("article_versions").insert(
        {
            "article_id": article_id,
            "replaced": now_text(now),
            "reason": "page read" if was_listed else _why_new(old, article),
            **{column: old[column] for column in ("title", "text", "text_hash", "sha256")},
        }
    )
    db.table("articles").update(article_id, row)
    _keep_readings(db, article_id, findings)
    return Kept(article_id, "changed", was_listed)


def take_over(db: Database, listed_as: str, url: str) -> None:
    """Give an article that is known by its list alone the address under which its page turned out to stand."""
    if url in (listed_as, slash_twin(listed_as)) or text_of(db, url) is not None:
        return
    db.execute(
        "update articles set url = ? where url in (?, ?) and method = ?",
        [url, listed_as, slash_twin(listed_as), LISTED],
    )


def has_namesake(db: Database, url: str, title: str) -> bool:
    """Whether a story with this headline, or at this path, is kept from the same outlet.

    Be it under its page for telephones.
    """
    bare, path = outlet_of(url).removeprefix("m."), urlsplit(url).path.rstrip("/")
    kept = db.execute("select title, url from articles where outlet in (?, ?)", [bare, f"m.{bare}"])
    return any(row[0] == title or (path and urlsplit(row[1]).path.rstrip("/") == path) for row in kept)


def _why_new(old: dict[str, Any], article: Article) -> str:
    """Why an article's text is another one than before."""
    return "part arrived" if article.pages.have > old["parts_have"] else "edited"


def text_of(db: Database, url: str) -> str | None:
    """The text that is kept under an address, with or without a slash at its end; None when there is none."""
    row = db.execute("select text from articles where url in (?, ?)", [url, slash_twin(url)]).fetchone()
    return str(row[0]) if row else None


def read_anew(db: Database, article_id: int, findings: Findings) -> None:
    """Keep what an article tells by newer rules, inside the caller's transaction; its text stays as it is."""
    db.table("articles").update(article_id, _read_as(findings))
    _keep_readings(db, article_id, findings)


def _read_as(findings: Findings) -> dict[str, str | int | None]:
    place = findings.places[0] if findings.places else None
    return {
        "genre": findings.genre.value,
        "ruling": int(findings.ruling),
        "region": place.code if place else None,
        "region_basis": place.basis if place else None,
        "region_confidence": place.confidence if place else None,
        "matcher_version": findings.matcher_version,
    }


def _keep_readings(db: Database, article_id: int, findings: Findings) -> None:
    db.execute("delete from article_regions where article_id = ?", [article_id])
    db.execute("delete from flags where article_id = ?", [article_id])
    for place in findings.places:
        db.table("article_regions").insert(
            {
                "article_id": article_id,
                "region": place.code,
                "basis": place.basis,
                "confidence": place.confidence,
            },
            ignore=True,
        )
    for flag in findings.flags:
        db.table("flags").insert(
            {"article_id": article_id, "code": flag.code, "span": flag.span, "sentence": flag.sentence}
        )


def slash_twin(url: str) -> str:
    """The same address with the slash at its path's end taken off, or put there: newsrooms write both."""
    path, mark, query = url.partition("?")
    return (path[:-1] if path.endswith("/") else path + "/") + mark + query


def outlet_of(url: str) -> str:
    """The outlet as readers know it: the address's host, without www."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
