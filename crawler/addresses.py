"""Addresses: the one canonical form, and which links of a listing page can be articles."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from model import NetraError

DATA = Path(__file__).resolve().parents[1] / "data" / "addresses.toml"
DEFAULT_PORTS = {"http": 80, "https": 443}
MAX_LENGTH = 2000
"""Characters; longer addresses are traps or tracking, and no browser of old took them either."""

WORDS_OF_A_SLUG = 3
_NUMBER = re.compile(r"\d{4}")
_PAGE_ENDINGS = (".html", ".htm", ".php", ".shtml", ".aspx")


class NotAnAddress(NetraError):
    """The text is no http or https address."""


@dataclass(frozen=True, slots=True)
class _Rules:
    prefixes: tuple[str, ...]
    parameters: frozenset[str]
    same_site: tuple[str, ...]
    segments: frozenset[str]
    extensions: frozenset[str]
    article_parameters: frozenset[str]
    document_hosts: tuple[str, ...]
    document_endings: tuple[str, ...]
    document_words: tuple[str, ...]


@cache
def _rules() -> _Rules:
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return _Rules(
        prefixes=tuple(data["tracking"]["prefixes"]),
        parameters=frozenset(data["tracking"]["parameters"]),
        same_site=tuple(data["hosts"]["same_site"]),
        segments=frozenset(data["not_articles"]["segments"]),
        extensions=frozenset(data["not_articles"]["extensions"]),
        article_parameters=frozenset(data["not_articles"]["article_parameters"]),
        document_hosts=tuple(data["documents"]["hosts"]),
        document_endings=tuple(f".{ending}" for ending in data["documents"]["extensions"]),
        document_words=tuple(data["documents"]["words"]),
    )


def _split(url: str) -> tuple[SplitResult, str, int | None]:
    if len(url) > 4 * MAX_LENGTH:
        raise NotAnAddress(f"{url[:60]!r}… is too long for an address.")
    try:
        parts = urlsplit(safe_url_string(url.strip()))
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except (ValueError, UnicodeError) as error:
        raise NotAnAddress(f"{url[:200]!r} is not an address: {error}.") from error
    if parts.scheme not in DEFAULT_PORTS or not host:
        raise NotAnAddress(f"{url[:200]!r} is not an http or https address.")
    return parts, host, port


def host_and_port(url: str) -> tuple[str, int]:
    """The host (without brackets, lower case) and the port that a request to the address dials.

    Raises NotAnAddress.
    """
    parts, host, port = _split(url)
    return host.lower(), port if port is not None else DEFAULT_PORTS[parts.scheme]


def canonical_url(url: str) -> str:
    """The one form of an address that the archive knows.

    Scheme and host in lower case; default port, fragment, user name and tracking parameters dropped; other
    parameters kept in their order; unsafe characters percent-encoded. Doing it twice changes nothing.

    Raises NotAnAddress for anything but an http or https address of bearable length.
    """
    parts, host, port = _split(url)
    netloc = f"[{host}]" if ":" in host else host
    if port is not None and port != DEFAULT_PORTS[parts.scheme]:
        netloc += f":{port}"
    path = "/" + parts.path.lstrip("/")
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _is_tracking(pair))
    canonical = urlunsplit((parts.scheme, netloc.lower(), path, query, ""))
    if len(canonical) > MAX_LENGTH:
        raise NotAnAddress(f"{canonical[:60]}… is too long for an address.")
    return canonical


def _is_tracking(pair: str) -> bool:
    name = unquote(pair.partition("=")[0]).lower()
    return name in _rules().parameters or name.startswith(_rules().prefixes)


def site_of(url: str) -> str:
    """What is the same for all addresses of one site: the host without www., m. or amp., and the port.

    Raises NotAnAddress.
    """
    _, host, port = _split(url)
    host = same_site(host.lower())
    return host if port is None or port in DEFAULT_PORTS.values() else f"{host}:{port}"


def same_site(host: str) -> str:
    """A host in small letters without the "www.", "m." or "amp." before it: the same site's, mostly."""
    for prefix in _rules().same_site:
        if host.startswith(prefix) and "." in host.removeprefix(prefix):
            return host.removeprefix(prefix)
    return host


def is_article_address(url: str, homepage: str) -> bool:
    """Whether a link found on a site's listing page can be one of its articles, by its address alone.

    Links to other sites (network widgets), to tags, categories, feeds, files and the site's own service pages
    are none; an article is named by a slug of three words or more, a number, or an id in the query.
    """
    try:
        parts = urlsplit(canonical_url(url))
        home = urlsplit(canonical_url(homepage))
        if site_of(url) != site_of(homepage) or (parts.path, parts.query) == (home.path, home.query):
            return False
    except NotAnAddress:
        return False
    rules = _rules()
    segments = [unquote(part).lower() for part in parts.path.split("/") if part]
    name = segments.pop() if segments else ""
    file_ending = name.rpartition(".")[2] if "." in name else ""
    for ending in _PAGE_ENDINGS:
        name = name.removesuffix(ending)
    if not rules.segments.isdisjoint([*segments, name]) or file_ending in rules.extensions:
        return False
    words = [word for word in re.split(r"[-_]", name) if word]
    if len(words) >= WORDS_OF_A_SLUG or _NUMBER.search(parts.path):
        return True
    names = {pair.partition("=")[0].lower() for pair in parts.query.split("&") if "=" in pair}
    return bool(names & rules.article_parameters)


def is_document_address(url: str, words: str, homepage: str) -> bool:
    """Whether a link of a public body's listing page, with these words, can lead to a circular that is a file."""
    try:
        parts = urlsplit(canonical_url(url))
        if site_of(url) != site_of(homepage):
            return False
    except NotAnAddress:
        return False
    rules = _rules()
    named = f"{words} {unquote(parts.path)}".lower()
    return (
        (parts.hostname or "").endswith(rules.document_hosts)
        and parts.path.lower().endswith(rules.document_endings)
        and any(word in named for word in rules.document_words)
    )
