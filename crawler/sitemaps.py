"""Sitemaps and their indexes, https://www.sitemaps.org/protocol.html."""

from __future__ import annotations

import io
import re
from collections import deque
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urljoin

import lxml.etree

from crawler.addresses import NotAnAddress, canonical_url, site_of
from crawler.characters import sound_references
from crawler.lists import (
    MAX_CANDIDATES,
    MAX_SUMMARY,
    Listing,
    UnreadableList,
    beginning,
    candidate_of,
    candidates_of,
    moment_of,
)

MAX_SITEMAP_CANDIDATES = 2_000
"""A sitemap may hold years: so many are looked through for what is new."""
MAX_SITEMAP_ROWS = 50_000  # as the protocol allows
MAX_SITEMAP_TAGS = 2_000_000
"""As many "<" are parsed: each is an object in memory."""
BACKLOG = timedelta(days=7)
"""What is older beside a sitemap's newest is an old backlog, of which no more than MAX_CANDIDATES are filled."""
MAX_CHILDREN = 3
"""Sitemaps read per sitemap index, the newest first."""
_NUMBER = re.compile(r"(\d{1,9})\.xml")


def sitemap(body: bytes, url: str, *, index: bool) -> Listing:
    try:
        body = sound_references(beginning(body, MAX_SITEMAP_TAGS))
        rows = list(islice(_rows(body, "sitemap" if index else "url"), MAX_SITEMAP_ROWS))
    except lxml.etree.XMLSyntaxError as error:
        raise UnreadableList(f"the sitemap is no XML: {error.msg}") from error
    if index:
        return Listing(more=_children(rows, url))
    found = (
        # A page's last change says nothing of when its news was published.
        candidate_of(url, row.get("loc"), row.get("title"), None, moment_of(row.get("publication_date")))
        for row in _newest_first(rows)
    )
    return Listing(candidates_of(found, MAX_SITEMAP_CANDIDATES))


def _newest_first(rows: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Rows with a date newest first, without an old backlog; then the others, from both ends of the file.

    Sites that give no dates append the newest, or put it first.
    """
    dated: list[tuple[datetime, dict[str, str]]] = []
    undated: deque[dict[str, str]] = deque()
    for row in rows:
        date = moment_of(row.get("publication_date")) or moment_of(row.get("lastmod"))
        if date is None:
            undated.append(row)
        else:
            dated.append((date, row))
    dated.sort(key=lambda pair: pair[0], reverse=True)
    for place, (date, row) in enumerate(dated):
        if place < MAX_CANDIDATES or dated[0][0] - date <= BACKLOG:
            yield row
    while undated:
        yield undated.pop()
        if undated:
            yield undated.popleft()


def _rows(body: bytes, name: str) -> Iterator[dict[str, str]]:
    """The entries of a sitemap, as they stand in the file."""
    events = lxml.etree.iterparse(
        io.BytesIO(body),
        events=("end",),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    for _, element in events:
        if _local(element) != name:
            continue
        yield _row(element)
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]


def _row(element: Any) -> dict[str, str]:
    """Address and date of an entry, and what its news:news says; an image's address and title are not its own."""
    row: dict[str, str] = {}
    for part in element:
        for told in part.iter() if _local(part) == "news" else (part,):
            if isinstance(told.tag, str) and told.text and told.text.strip():
                row.setdefault(_local(told), told.text.strip()[: 2 * MAX_SUMMARY])
    return row


def _local(element: Any) -> str:
    """An element's name without its namespace or (where that is not declared) its prefix."""
    return re.split("[}:]", element.tag)[-1] if isinstance(element.tag, str) else ""


def _children(rows: list[dict[str, str]], url: str) -> tuple[str, ...]:
    """The sitemaps worth reading of an index: same site, newest first; without dates news and high numbers."""

    def age(row: dict[str, str]) -> tuple[datetime, bool, bool, int]:
        loc = row["loc"].lower()
        number = _NUMBER.search(loc)
        return (
            moment_of(row.get("lastmod")) or datetime.min.replace(tzinfo=UTC),
            "news" in loc,
            "post" in loc,
            int(number.group(1)) if number else 0,
        )

    more: dict[str, None] = {}
    for row in sorted((row for row in rows if "loc" in row), key=age, reverse=True):
        try:
            child = canonical_url(urljoin(url, row["loc"]))
            if site_of(child) == site_of(url) and child != canonical_url(url):
                more[child] = None
        except (NotAnAddress, ValueError):
            continue
    if not more:
        raise UnreadableList("the sitemap index names no sitemap of its own site")
    return tuple(more)[:MAX_CHILDREN]
