"""Feeds: RSS, RDF and Atom, JSON Feed, and the posts of WordPress's REST interface."""

from __future__ import annotations

import calendar
import io
import json
import re
from datetime import UTC, datetime
from typing import Any

import feedparser

from crawler.characters import sound_references
from crawler.lists import (
    EmptyList,
    Listing,
    NoList,
    UnreadableList,
    beginning,
    candidate_of,
    candidates_of,
    moment_of,
)
from model import Candidate

MAX_FEED_BYTES = 1_000_000
"""What is parsed of a feed, which tells the newest first."""
MAX_FEED_TAGS = 60_000
"""As many "<" are parsed: feedparser takes up to 0.1 ms of CPU for each."""
_MINUTES = re.compile(r"\s*(\d{1,6})(?:\.0*)?\s*")


def feed(body: bytes, url: str, content_type: str | None) -> Listing:
    headers = {"content-type": content_type or "application/xml"}
    try:
        # A stream, never the bytes themselves: feedparser takes bytes for the name of a file to open.
        feed = feedparser.parse(
            io.BytesIO(sound_references(beginning(body[:MAX_FEED_BYTES], MAX_FEED_TAGS))),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
        entries = list(feed.get("entries", ()))
    except Exception as error:  # a hostile feed finds the gaps of any parser
        raise UnreadableList(f"the feed cannot be read: {type(error).__name__}") from error
    candidates = candidates_of(_entry(entry, url) for entry in entries)
    if not candidates:
        raise EmptyList("the feed has no entries")
    return Listing(candidates, lifetime=_ttl(feed.feed.get("ttl")))


def _ttl(text: object) -> float:
    """Seconds of an RSS 2.0 feed's ttl, which is told in minutes."""
    found = _MINUTES.fullmatch(text) if isinstance(text, str) else None
    return 60.0 * float(found.group(1)) if found else 0.0


def _entry(entry: Any, url: str) -> Candidate | None:
    link = entry.get("feedburner_origlink") or entry.get("link")
    # Past feedparser's own get, which takes the one for the other and warns of it.
    stamp = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    try:
        published = datetime.fromtimestamp(calendar.timegm(stamp), UTC) if stamp else None
    except (ValueError, TypeError, OverflowError, OSError):
        published = None
    return candidate_of(url, link, entry.get("title"), entry.get("summary"), published)


def json_feed(body: bytes, url: str) -> Listing:
    """JSON Feed 1.x, https://www.jsonfeed.org/version/1.1/."""
    try:
        feed = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableList("the JSON feed cannot be read") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in str(feed.get("version")):
        raise UnreadableList("the JSON is no JSON Feed")
    candidates = candidates_of(
        candidate_of(
            url,
            item.get("url") or item.get("external_url"),
            item.get("title"),
            item.get("summary") or item.get("content_text") or item.get("content_html"),
            moment_of(item.get("date_published") or item.get("date_modified")),
        )
        for item in items
        if isinstance(item, dict)
    )
    if not candidates:
        raise EmptyList("the feed has no entries")
    return Listing(candidates)


def wordpress(body: bytes, url: str) -> Listing:
    """Posts of WordPress's REST interface, https://developer.wordpress.org/rest-api/reference/posts/."""
    try:
        posts = json.loads(body[:MAX_FEED_BYTES].decode("utf-8-sig"), strict=False)
    except (ValueError, RecursionError) as error:
        raise NoList("the answer is no list of WordPress posts") from error
    if not isinstance(posts, list):
        raise NoList("the answer is no list of WordPress posts")
    candidates = candidates_of(
        candidate_of(
            url,
            post.get("link"),
            _rendered(post.get("title")),
            _rendered(post.get("excerpt")),
            moment_of(post.get("date_gmt"), UTC),
        )
        for post in posts
        if isinstance(post, dict)
    )
    if not candidates:
        raise EmptyList("the feed has no entries")
    return Listing(candidates)


def _rendered(field: object) -> object:
    """The text of a field, which WordPress wraps: {"rendered": "…"}."""
    return field.get("rendered") if isinstance(field, dict) else field
