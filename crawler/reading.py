"""Lists of news: what a feed, a sitemap or a listing page names, as candidates. Pure: bytes in, values out."""

from __future__ import annotations

import re

from archive.raw import BadEncoding, decode
from crawler.feeds import feed, json_feed, wordpress
from crawler.listings import listing_page
from crawler.lists import EmptyList, Listing, NoList, UnreadableList
from crawler.sitemaps import sitemap
from model import Reading

MAX_LIST_BYTES = 20_000_000
_GZIP = b"\x1f\x8b"
_ROOT = re.compile(rb"<(?:\w{1,20}:)?(rss|rdf|feed|urlset|sitemapindex|html|!doctype\s+html|head|body)\b", re.I)
_DECLARATION = re.compile(rb"<\?xml[^<>]{0,200}\?>")
_FEEDS = {b"rss", b"rdf", b"feed"}
_SITEMAPS = {b"urlset", b"sitemapindex"}


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
        raise EmptyList("the list is empty")
    if reading is Reading.LISTING:
        return listing_page(body, url, content_type, homepage)
    if reading is Reading.WORDPRESS:
        return wordpress(body, url)
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return json_feed(body, url)
    found = _ROOT.search(body, 0, 20_000)
    root = found.group(1).lower() if found else b""
    if found and root in _SITEMAPS:
        return sitemap(_document(body, found.start()), url, index=root == b"sitemapindex")
    if found and root in _FEEDS:
        return feed(_document(body, found.start()), url, content_type)
    if root:
        raise NoList(f"an HTML page came instead of a {reading.value}")
    raise NoList(f"the answer is no {reading.value}")


def _document(body: bytes, root: int) -> bytes:
    """The XML declaration, if there is one before the root, and all from the root on.

    What else stands before the root is stray output, or a DOCTYPE whose entities are a trap at worst.
    """
    declarations = _DECLARATION.findall(body, 0, root)
    return (declarations[-1] if declarations else b"") + body[root:].replace(b"\x00", b"")
