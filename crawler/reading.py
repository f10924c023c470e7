"""Lists of news: what a feed, a sitemap or a listing page names, as candidates. Pure: bytes in, values out."""

from __future__ import annotations

import calendar
import html
import io
import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from itertools import islice
from typing import Any
from urllib.parse import urljoin

import feedparser
import lxml.etree
import lxml.html
from w3lib.encoding import html_to_unicode
from w3lib.html import remove_tags

from archive.raw import BadEncoding, decode
from crawler.addresses import NotAnAddress, canonical_url, is_article_address, is_document_address, site_of
from crawler.characters import sound_references, sound_text
from model import Candidate, NetraError, Reading

MAX_CANDIDATES = 200
MAX_SITEMAP_CANDIDATES = 2_000
"""A sitemap may hold years: so many are looked through for what is new."""
MAX_SITEMAP_ROWS = 50_000  # https://www.sitemaps.org/protocol.html
BACKLOG = timedelta(days=7)
"""What is older beside a sitemap's newest is an old backlog, of which no more than MAX_CANDIDATES are filled."""
MAX_CHILDREN = 3
"""Sitemaps read per sitemap index, the newest first."""
MAX_LIST_BYTES = 20_000_000
MAX_FEED_BYTES = 1_000_000
"""What is parsed of a feed, which tells the newest first."""
MAX_FEED_TAGS, MAX_SITEMAP_TAGS = 60_000, 2_000_000
"""As many "<" are parsed: feedparser takes up to 0.1 ms of CPU for each, and each is an object in memory."""
MAX_LINKS = 5_000
MAX_TITLE = 500
MAX_SUMMARY = 2_000
MIN_HEADLINE_WORDS = 4

WIB = timezone(timedelta(hours=7))
"""A time told without an offset is the site's clock; most newsrooms sit in the western zone."""

_GZIP = b"\x1f\x8b"
_ROOT = re.compile(rb"<(?:\w{1,20}:)?(rss|rdf|feed|urlset|sitemapindex|html|!doctype\s+html|head|body)\b", re.I)
_DECLARATION = re.compile(rb"<\?xml[^<>]{0,200}\?>")
_FEEDS = {b"rss", b"rdf", b"feed"}
_SITEMAPS = {b"urlset", b"sitemapindex"}
_NUMBER = re.compile(r"(\d{1,9})\.xml")
_MINUTES = re.compile(r"\s*(\d{1,6})(?:\.0*)?\s*")


class UnreadableList(NetraError):
    """The answer is no list of the kind it should be."""


_NEXT_MARKS = frozenset({"next", "nextpostslink", "next-page", "pager__item--next"})
"""What themes call the link to the next page of a list, in its rel or class."""


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list names: articles, and (a sitemap index) further lists to read, newest first.

    ``older`` is a listing page's own next page, where the articles before these stand.
    """

    candidates: tuple[Candidate, ...] = ()
    more: tuple[str, ...] = ()
    older: str | None = None
    lifetime: float = 0.0  # seconds, as a feed's own ttl says


def read_list(reading: Reading, body: bytes, url: str, content_type: str | None, homepage: str) -> Listing:
    """Read a list.

    ``body`` is the answer after Content-Encoding was undone, ``url`` the address that answered, and
    ``content_type`` its header. A sitemap where a feed should be is read as one, and the reverse.

    Raises UnreadableList with a short reason, also for a feed or listing page without a single item: a source
    that lists nothing is sick, not quiet. (A news sitemap may be empty: it holds two days.)
    """
    if body.startswith(_GZIP):
        try:
            body = decode(body, "gzip", MAX_LIST_BYTES)
        except BadEncoding as error:
            raise UnreadableList(f"the compressed list cannot be unpacked: {error}") from error
    if not body.strip():
        raise UnreadableList("the list is empty")
    if reading is Reading.LISTING:
        return _listing_page(body, url, content_type, homepage)
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _json_feed(body, url)
    found = _ROOT.search(body, 0, 20_000)
    root = found.group(1).lower() if found else b""
    if found and root in _SITEMAPS:
        return _sitemap(_document(body, found.start()), url, index=root == b"sitemapindex")
    if found and root in _FEEDS:
        return _feed(_document(body, found.start()), url, content_type)
    if root:
        raise UnreadableList(f"an HTML page came instead of a {reading.value}")
    raise UnreadableList(f"the answer is no {reading.value}")


def _document(body: bytes, root: int) -> bytes:
    """The XML declaration, if there is one before the root, and all from the root on.

    What else stands before the root is stray output, or a DOCTYPE whose entities are a trap at worst.
    """
    declarations = _DECLARATION.findall(body, 0, root)
    return (declarations[-1] if declarations else b"") + body[root:].replace(b"\x00", b"")


def _beginning(body: bytes, tags: int) -> bytes:
    """The body up to its ``tags``-th "<"."""
    if body.count(b"<") <= tags:
        return body
    place = -1
    for _ in range(tags):
        place = body.index(b"<", place + 1)
    return body[:place]


def _candidates(found: Iterable[Candidate | None], limit: int = MAX_CANDIDATES) -> tuple[Candidate, ...]:
    unique: dict[str, Candidate] = {}
    for candidate in found:
        if candidate is not None and candidate.url not in unique:
            unique[candidate.url] = candidate
            if len(unique) == limit:
                break
    return tuple(unique.values())


def _candidate(
    base: str, link: object, title: object = None, summary: object = None, published: datetime | None = None
) -> Candidate | None:
    """A candidate, or None when the link is no address."""
    if not isinstance(link, str) or not link.strip():
        return None
    try:
        url = canonical_url(urljoin(base, sound_text(link).strip()))
    except (NotAnAddress, ValueError):
        return None
    return Candidate(url, _plain(title, MAX_TITLE), _plain(summary, MAX_SUMMARY), published)


def _plain(text: object, limit: int) -> str | None:
    """Text without markup, also when it was escaped twice; at most ``limit`` characters."""
    if not isinstance(text, str):
        return None
    text = remove_tags(html.unescape(html.unescape(text[: 10 * limit])))
    return " ".join(sound_text(text).replace("\x00", "").split())[:limit] or None


# --- feeds -------------------------------------------------------------------------------------------------


def _feed(body: bytes, url: str, content_type: str | None) -> Listing:
    headers = {"content-type": content_type or "application/xml"}
    try:
        # A stream, never the bytes themselves: feedparser takes bytes for the name of a file to open.
        feed = feedparser.parse(
            io.BytesIO(sound_references(_beginning(body[:MAX_FEED_BYTES], MAX_FEED_TAGS))),
            response_headers=headers,
            sanitize_html=False,
            resolve_relative_uris=False,
        )
        entries = list(feed.get("entries", ()))
    except Exception as error:  # a hostile feed finds the gaps of any parser
        raise UnreadableList(f"the feed cannot be read: {type(error).__name__}") from error
    candidates = _candidates(_entry(entry, url) for entry in entries)
    if not candidates:
        raise UnreadableList("the feed has no entries")
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
    return _candidate(url, link, entry.get("title"), entry.get("summary"), published)


def _json_feed(body: bytes, url: str) -> Listing:
    """JSON Feed 1.x, https://www.jsonfeed.org/version/1.1/."""
    try:
        feed = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise UnreadableList("the JSON feed cannot be read") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list) or "jsonfeed.org" not in str(feed.get("version")):
        raise UnreadableList("the JSON is no JSON Feed")
    candidates = _candidates(
        _candidate(
            url,
            item.get("url") or item.get("external_url"),
            item.get("title"),
            item.get("summary") or item.get("content_text") or item.get("content_html"),
            _moment(item.get("date_published") or item.get("date_modified")),
        )
        for item in items
        if isinstance(item, dict)
    )
    if not candidates:
        raise UnreadableList("the feed has no entries")
    return Listing(candidates)


def _moment(text: object) -> datetime | None:
    """A W3C date or time (https://www.w3.org/TR/NOTE-datetime) as UTC, or None."""
    if not isinstance(text, str):
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=WIB)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


# --- sitemaps (https://www.sitemaps.org/protocol.html) --------------------------------------------------------


def _sitemap(body: bytes, url: str, *, index: bool) -> Listing:
    try:
        body = sound_references(_beginning(body, MAX_SITEMAP_TAGS))
        rows = list(islice(_rows(body, "sitemap" if index else "url"), MAX_SITEMAP_ROWS))
    except lxml.etree.XMLSyntaxError as error:
        raise UnreadableList(f"the sitemap is no XML: {error.msg}") from error
    if index:
        return Listing(more=_children(rows, url))
    found = (
        # A page's last change says nothing of when its news was published.
        _candidate(url, row.get("loc"), row.get("title"), None, _moment(row.get("publication_date")))
        for row in _newest_first(rows)
    )
    return Listing(_candidates(found, MAX_SITEMAP_CANDIDATES))


def _newest_first(rows: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Rows with a date newest first, without an old backlog; then the others, from both ends of the file.

    Sites that give no dates append the newest, or put it first.
    """
    dated: list[tuple[datetime, dict[str, str]]] = []
    undated: deque[dict[str, str]] = deque()
    for row in rows:
        date = _moment(row.get("publication_date")) or _moment(row.get("lastmod"))
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
            _moment(row.get("lastmod")) or datetime.min.replace(tzinfo=UTC),
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


# --- listing pages -----------------------------------------------------------------------------------------


def _listing_page(body: bytes, url: str, content_type: str | None, homepage: str) -> Listing:
    """Headline links of a page, without selectors: on the same site, with four words or more."""
    try:
        _, text = html_to_unicode(content_type, body)
        parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=False)
        page = lxml.html.document_fromstring(text.replace("\x00", "").encode("utf-8", "replace"), parser)
    except (lxml.etree.LxmlError, ValueError, LookupError) as error:
        raise UnreadableList("the listing page cannot be read as HTML") from error
    base = page.xpath("string(//base[@href][1]/@href)")
    try:
        base = urljoin(url, str(base).strip())
    except ValueError:
        base = url
    headlines: dict[str, Candidate] = {}
    for link in islice(page.iter("a"), MAX_LINKS):
        candidate = _candidate(base, link.get("href"), _headline(link))
        if candidate is None or not candidate.title:
            continue
        if len(candidate.title.split()) < MIN_HEADLINE_WORDS:
            continue
        if not is_article_address(candidate.url, homepage) and not is_document_address(
            candidate.url, candidate.title, homepage
        ):
            continue
        headlines.setdefault(candidate.url, candidate)
    if not headlines:
        raise UnreadableList("the page has no headline links")
    return Listing(_candidates(headlines.values()), older=_older(page, base, url))


def _older(page: Any, base: str, url: str) -> str | None:
    """The next page of a listing: its rel=next, or the pager's link to the page after this one."""
    for link in islice(page.iter("link", "a"), MAX_LINKS):
        marks = f"{link.get('rel') or ''} {link.get('class') or ''}".casefold().split()
        if not _NEXT_MARKS.intersection(marks) or not link.get("href"):
            continue
        try:
            older = canonical_url(urljoin(base, link.get("href").strip()))
        except (NotAnAddress, ValueError):
            continue
        if site_of(older) == site_of(url) and older != url:
            return older
    return None


def _headline(link: Any) -> str:
    """The text of a link; of a card that is one link, its heading alone."""
    heading = link.xpath("string(.//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5][1])")
    return str(heading).strip() or str(link.text_content())
