"""Listing pages: headlines of a page, without selectors."""

from __future__ import annotations

from itertools import islice
from typing import Any
from urllib.parse import urljoin

import lxml.etree
import lxml.html
from w3lib.encoding import html_to_unicode

from crawler.addresses import NotAnAddress, canonical_url, is_article_address, is_document_address, site_of
from crawler.lists import EmptyList, Listing, UnreadableList, candidate_of, candidates_of
from model import Candidate

MAX_LINKS = 5_000
MIN_HEADLINE_WORDS = 4
_NEXT_MARKS = frozenset({"next", "nextpostslink", "next-page", "pager__item--next"})
"""What themes call the link to the next page of a list, in its rel or class."""


def listing_page(body: bytes, url: str, content_type: str | None, homepage: str) -> Listing:
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
        candidate = candidate_of(base, link.get("href"), _headline(link))
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
        raise EmptyList("the page has no headline links")
    return Listing(candidates_of(headlines.values()), older=_older(page, base, url))


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
