"""Addresses a page names: its canonical one, and those of the other parts of its story."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from courlan import extract_domain
from lxml import etree
from w3lib.url import canonicalize_url

from extract.knowledge import pairs, words
from extract.markup import Markup, text_of

MOST_PARTS = 30
"""No story is told over more pages; a pager that claims more is none of a story's."""

_SHORT = 8  # characters of a relative address that names a part: "./2/"
_LONGEST = 2000  # characters of an address


def split(url: str) -> SplitResult | None:
    """The parts of an http(s) address, or None when it is none."""
    if len(url) > _LONGEST:
        return None
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and parts.hostname else None


def join(base: str, address: str) -> str | None:
    """An address on a page made absolute, or None when it is none."""
    try:
        joined = urljoin(base, address.strip()[:_LONGEST])
    except ValueError:
        return None
    return joined if split(joined) else None


def canonical_form(url: str) -> str | None:
    """One spelling for an address: no fragment, no tracking or viewing parameters, no AMP, no whole-story view."""
    parts = split(url)
    if parts is None:
        return None
    whole = pairs("addresses", "whole_views")
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not _is_view(name.lower()) and whole.get(name.lower()) != value.lower()
    ]
    path = re.sub(r"/{2,}", "/", parts.path)
    path = re.sub(r"^/amp(?=/.)|(?<=.)/amp/?$", "", path) or "/"
    host = (parts.hostname or "") + (f":{parts.port}" if parts.port and parts.port not in (80, 443) else "")
    return str(canonicalize_url(urlunsplit((parts.scheme, host, path, urlencode(query), ""))))


_HOMES = frozenset({"", "/", "/index.php", "/index.html", "/id", "/id/"})


def is_home(url: str) -> bool:
    """Whether an address is a site's front page."""
    parts = split(url)
    return parts is not None and not parts.query and parts.path.lower() in _HOMES


_VIEW_HOST = re.compile(r"^(?:www|m|amp)\.")


def same_site(one: str, other: str) -> bool:
    """Whether two addresses lie on one registrable domain (or one host, where there is none)."""
    first, second = split(one), split(other)
    if first is None or second is None:
        return False
    if _VIEW_HOST.sub("", first.hostname or "") == _VIEW_HOST.sub("", second.hostname or ""):
        return True
    domain = extract_domain(one)
    return domain is not None and domain == extract_domain(other)


def canonical(markup: Markup) -> tuple[str | None, tuple[str, ...]]:
    """The page's own canonical address in its canonical form when it may be trusted, and warnings.

    Trusted: on the page's registrable domain and not the front page. When the page's own address is not known
    there is nothing to hold it against; it is taken, with a warning.
    """
    links = (link for link in markup.tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    for stated in (next((link.get("href") for link in links), None), markup.meta("og:url")):
        address = join(markup.url, stated) if stated else None
        if not address or is_home(address):
            continue
        if not split(markup.url):
            return canonical_form(address), ("canonical: taken unchecked, the page's own address is not known",)
        if same_site(address, markup.url):
            return canonical_form(address), ()
        return None, ("canonical: not trusted, it lies on another site",)
    return None, ()


class Pager(NamedTuple):
    """The other parts of a story in order, and whether they are known to be all of them."""

    parts: tuple[str, ...] = ()
    complete: bool = True


_PAGER = re.compile(
    r"page-?links|post-page|paginat|pagg?ing|pager|halaman|multi-?page|anchor-?numb|nextpage|page-num"
)
_PAGER_LABEL = re.compile(r"\s*(?:halaman|pages?|laman)\s?:?", re.IGNORECASE)
_FORWARD = re.compile(r"^\W*(?:halaman\s)?(?:selanjutnya|berikutnya|next(?:\spage)?|lanjut)\W*$", re.IGNORECASE)


def pager(markup: Markup) -> Pager:
    """The parts that an article's own pager names: addresses that extend or vary this page's address.

    Numbered links whose address ends in their number also tell the parts between them ("1 2 … 7"). A view of the
    whole story counts only where no parts are named.
    """
    here = split(markup.url)
    if here is None:
        return Pager()
    story, own = _numbered(here)
    parts: dict[int, str] = {}
    whole: str | None = None
    forward_only, patterned = True, True
    for link, text in _links(markup, story[0].rpartition("/")[2]):
        address = join(markup.url, link.get("href") or "")
        other = split(address) if address else None
        if other is None or other.netloc.lower() != here.netloc.lower():
            continue
        base, number = _numbered(other)
        if base != story or number == own:
            continue
        if number == 0:
            whole = whole or address
            continue
        parts.setdefault(number, urlunsplit(other._replace(fragment="")))
        if text.isdecimal():
            forward_only = False
            patterned = patterned and int(text) == number
    if not forward_only and patterned:
        _fill(parts, own)
    if not parts and whole:
        return Pager((whole,))
    if not 0 < len(parts) <= MOST_PARTS:
        return Pager()
    return Pager(tuple(parts[number] for number in sorted(parts)), complete=not forward_only)


def _fill(parts: dict[int, str], own: int) -> None:
    """Add the numbers a shortened pager leaves out, after the pattern of its highest link."""
    highest = max(parts, default=0)
    if not 3 <= highest <= MOST_PARTS:
        return
    head, _, tail = parts[highest].rpartition(str(highest))
    for number in range(2, highest):
        if number != own:
            parts.setdefault(number, f"{head}{number}{tail}")


def _links(markup: Markup, slug: str) -> list[tuple[etree._Element, str]]:
    """Links that stand in a pager, say "Halaman selanjutnya", or are the head's ``rel=next``.

    ``slug``, the last segment of the story's path, is in every address that may count, or the address is a short
    relative one ("?page=2", "2/"): the many other links of a page are passed over quickly.
    """
    found = [(link, "") for link in markup.tree.iter("link") if (link.get("rel") or "").lower() == "next"]
    for link in markup.tree.iter("a"):
        address = link.get("href") or ""
        if not address or (slug not in address and len(address) > _SHORT and not address.startswith("?")):
            continue
        text = text_of(link)
        if len(text) <= 40 and (
            "next" in (link.get("rel") or "").lower().split() or _FORWARD.match(text) or _in_pager(link)
        ):
            found.append((link, text))
    return found


def _in_pager(link: etree._Element) -> bool:
    node: etree._Element | None = link
    for _ in range(4):
        if node is None or node.tag in ("body", "article", "main"):
            return False
        if _PAGER.search(f"{node.get('class') or ''} {node.get('id') or ''}".lower()[:300]):
            return True
        if node is not link and _PAGER_LABEL.match((node.text or "")[:40]):
            return True
        node = node.getparent()
    return False


def _numbered(parts: SplitResult) -> tuple[tuple[str, str], int]:
    """An address as (its story, its part's number): 1 without a number, 0 for the whole story on one page.

    Only a slug can have parts: ``/page/2`` and ``/berita/2`` number a list, ``/2024/09/16`` is a day.
    """
    number = 1
    kept = []
    whole = pairs("addresses", "whole_views")
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        key = name.lower()
        if whole.get(key) == value.lower():
            number = 0
        elif key in words("addresses", "page_parameters") and value.isdecimal() and 0 < len(value) <= 3:
            number = int(value)
        elif not _is_view(key):
            kept.append((name, value))
    path = re.sub(r"/{2,}", "/", parts.path).rstrip("/")
    tail = re.search(r"(?<=[^/])(?:/|-part)(\d{1,2}|all)$", path)
    if number == 1 and tail and re.search(r"-|\d{5}", path[: tail.start()].rpartition("/")[2]):
        path = path[: tail.start()]
        number = 0 if tail[1] == "all" else int(tail[1]) + (1 if "-part" in tail[0] else 0)
    return (path, urlencode(kept)), number


def _is_view(name: str) -> bool:
    return name in words("addresses", "view_parameters") or name.startswith(words("addresses", "view_prefixes"))
