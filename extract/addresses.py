"""Addresses: their parts, one spelling for each, and the canonical one that a page names."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from courlan import extract_domain
from w3lib.url import canonicalize_url

from extract.knowledge import pairs, words
from extract.markup import Markup

_LONGEST = 2000  # characters of an address
_MOST_PARAMETERS = 50


@lru_cache(maxsize=2_000)
def split(url: str) -> SplitResult | None:
    """The parts of an http(s) address, or None when it is none."""
    if len(url) > _LONGEST or url.count("&") > _MOST_PARAMETERS:
        return None
    try:
        parts = urlsplit(url.strip())
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.scheme in ("http", "https") and parts.hostname else None


@lru_cache(maxsize=2_000)
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
        if not is_view(name.lower()) and whole.get(name.lower()) != value.lower()
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


VIEW_HOST = re.compile(r"^(?:www|m|amp)\.")


def same_site(one: str, other: str) -> bool:
    """Whether two addresses lie on one registrable domain (or one host, where there is none)."""
    first, second = split(one), split(other)
    if first is None or second is None:
        return False
    if VIEW_HOST.sub("", first.hostname or "") == VIEW_HOST.sub("", second.hostname or ""):
        return True
    domain = extract_domain(one)
    return domain is not None and domain == extract_domain(other)


def canonical(markup: Markup) -> tuple[str | None, tuple[str, ...]]:
    """The page's own canonical address in its canonical form when it may be trusted, and warnings.

    Trusted: on the page's registrable domain, no front page, and of this story. ``og:url`` counts where there is no
    such link, and only when it tells another address than the one that answered. When the page's own address is
    not known there is nothing to hold it against; it is taken, with a warning.
    """
    links = (link for link in markup.tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split())
    linked = next((href for link in links if (href := (link.get("href") or "").strip())), None)
    stated = linked or markup.meta("og:url")
    address = join(markup.url, stated) if stated else None
    if not address or (not linked and (is_home(address) or address == markup.url)):
        return None, ()
    if doubt := _doubt(address, markup):
        return None, (f"canonical: not trusted, {doubt}",)
    unchecked = () if split(markup.url) else ("canonical: taken unchecked, the page's own address is not known",)
    return canonical_form(address), unchecked


def _doubt(address: str, markup: Markup) -> str | None:
    """Why an address cannot be the canonical one of the story on the page."""
    if is_home(address):
        return "it is the front page"
    if not split(markup.url) or address == markup.url:
        return None
    if not same_site(address, markup.url):
        return "it lies on another site"
    return None if _names_story(address, markup) else "it does not name this story"


def _names_story(address: str, markup: Markup) -> bool:
    """Whether an address is of the story on the page: its number, or half of the words of its name, stand in the
    page's own address or title."""
    own, other = canonical_form(markup.url) or "", canonical_form(address) or ""
    first, second = _last(own), _last(other)
    query = urlsplit(other).query
    if own == other or (first == second and re.search(r"\d|-", first) and query in ("", urlsplit(own).query)):
        return True
    if not second:
        return bool(query)  # "/?p=123": a number that nothing else on the page repeats
    if _numbers(own) & _numbers(other):
        return True
    tag = markup.tree.find(".//title")
    told = f"{first} {markup.meta('og:title') or ''} {(tag.text or '') if tag is not None else ''}"
    named = _words(second)
    if len(named) < 2:
        return bool(named) and named <= _words(first)  # a rubric's name may be in the title
    return len(named & _words(told)) >= 0.5 * len(named)


def _numbers(url: str) -> set[str]:
    """The numbers in an address's path and query that are long enough to name one story: no year, no day."""
    parts = urlsplit(url)
    return set(re.findall(r"\d{5,}", parts.path)) | set(re.findall(r"\d{3,}", parts.query))


def _words(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{3,}", text.lower()))


def _last(url: str) -> str:
    """The last named segment of an address's path, without its extension."""
    segments = [segment for segment in urlsplit(url).path.split("/") if segment]
    return re.sub(r"\.(?:html?|php|aspx?)$", "", segments[-1]) if segments else ""


def is_view(name: str) -> bool:
    """Whether a query parameter only changes how or whence a page is looked at."""
    return name in words("addresses", "view_parameters") or name.startswith(words("addresses", "view_prefixes"))
