"""What all lists of news have in common: candidates, and how a list that is none says so."""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import urljoin

from w3lib.html import remove_tags

from crawler.addresses import NotAnAddress, canonical_url
from crawler.characters import sound_text
from model import Candidate, NetraError

MAX_CANDIDATES = 200
MAX_TITLE = 500
MAX_SUMMARY = 2_000
WIB = timezone(timedelta(hours=7))
"""A time told without an offset is the site's clock; most newsrooms sit in the western zone."""


class UnreadableList(NetraError):
    """The answer is no list of the kind it should be."""


class NoList(UnreadableList):
    """It is no list at all: another page stands there."""


class EmptyList(UnreadableList):
    """It is a list, and names nothing."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list names: articles, and (a sitemap index) further lists to read, newest first.

    ``older`` is a listing page's own next page, where the articles before these stand.
    """

    candidates: tuple[Candidate, ...] = ()
    more: tuple[str, ...] = ()
    older: str | None = None
    lifetime: float = 0.0  # seconds, as a feed's own ttl says


def beginning(body: bytes, tags: int) -> bytes:
    """The body up to its ``tags``-th "<"."""
    if body.count(b"<") <= tags:
        return body
    place = -1
    for _ in range(tags):
        place = body.index(b"<", place + 1)
    return body[:place]


def candidates_of(found: Iterable[Candidate | None], limit: int = MAX_CANDIDATES) -> tuple[Candidate, ...]:
    unique: dict[str, Candidate] = {}
    for candidate in found:
        if candidate is not None and candidate.url not in unique:
            unique[candidate.url] = candidate
            if len(unique) == limit:
                break
    return tuple(unique.values())


def candidate_of(
    base: str, link: object, title: object = None, summary: object = None, published: datetime | None = None
) -> Candidate | None:
    """A candidate, or None when the link is no address."""
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        url = canonical_url(urljoin(base, sound_text(link).strip()))
    except (NotAnAddress, ValueError):
        return None
    return Candidate(url, plain(title, MAX_TITLE), plain(summary, MAX_SUMMARY), published)


def plain(text: object, limit: int) -> str | None:
    """Text without markup, also when it was escaped twice; at most ``limit`` characters."""
    if not isinstance(text, str):
        return None
    text = remove_tags(html.unescape(html.unescape(text[: 10 * limit])))
    return " ".join(sound_text(text).replace("\x00", "").split())[:limit] or None


def moment_of(text: object, zone: timezone = WIB) -> datetime | None:
    """A W3C date or time (https://www.w3.org/TR/NOTE-datetime) as UTC, or None; of ``zone`` without offset."""
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
