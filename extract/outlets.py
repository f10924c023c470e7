"""The outlet's name: as the page states it, else as its other places agree on it; slogans cut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import cast

from courlan import extract_domain
from lxml import etree

from extract.addresses import is_home, join
from extract.knowledge import words
from extract.markup import Markup, kinds_of, once, text_of
from extract.nearby import signs

SEPARATOR = re.compile(r"\s+[-–—|•·»:/~]{1,2}\s+|\s*[|»｜ㅣ]\s*|\s*::\s*|\.{3}\s+-\s+")
_DOMAIN = re.compile(r"(?:https?:)?(?://)?(?:[a-z0-9-]+\.){1,4}[a-z]{2,10}/?", re.IGNORECASE)
_SIGNS = re.compile(r"[\W_]+")
_LONGEST = 80  # characters of a name
_ENOUGH = 2  # places that must agree where the page does not state its name
_SURE = 3  # places that agree, so that the others are not looked at


@lru_cache(maxsize=2_000)
def squashed(text: str) -> str:
    """Letters and digits only, lower case: "Kompas.com" and "kompascom" are one."""
    return _SIGNS.sub("", text.lower())


def site(markup: Markup) -> str | None:
    """The outlet's name: ``og:site_name`` without its slogan, else what most of the other places agree on.

    The other places: the publisher in JSON-LD, the name of the web application, the logo's text, the constant part
    of ``<title>``, the copyright line, the host. One place alone is believed only when it is a statement.
    """
    stated = _name(markup.meta("og:site_name"))
    if stated and _DOMAIN.fullmatch(stated) and stated == stated.lower():
        return _spelt(markup, stated)
    if stated:
        return _without_slogan(markup, stated)
    votes = _Votes(_labels(markup))
    for name, weight in _places(markup):
        votes.add(name, weight)
    if votes.most() < _SURE:
        for name in dict.fromkeys(_copyrights(markup)):
            votes.add(name, 1.0)
    return votes.winner()


class _Votes:
    """How many places name the outlet how; names that differ in signs and capitals are one."""

    def __init__(self, hosts: frozenset[str]) -> None:
        self._hosts = hosts
        self._votes: dict[str, float] = {}
        self._spelling: dict[str, str] = {}

    def add(self, name: str, weight: float) -> None:
        key = squashed(name)
        if key not in self._votes:  # the host is one more place
            self._votes[key] = float(any(key.startswith(host) or host.startswith(key) for host in self._hosts))
        self._votes[key] += weight
        if key not in self._spelling or (self._spelling[key].isupper() and not name.isupper()):
            self._spelling[key] = name

    def most(self) -> float:
        return max(self._votes.values(), default=0.0)

    def winner(self) -> str | None:
        best = max(self._votes, key=lambda key: self._votes[key], default=None)
        return self._spelling[best] if best is not None and self._votes[best] >= _ENOUGH else None


@once
def window_title(markup: Markup) -> str:
    """The text of ``<title>``."""
    tag = markup.tree.find("head/title")
    tag = markup.tree.find(".//title") if tag is None else tag
    return text_of(tag) if tag is not None else ""


@once
def names(markup: Markup) -> frozenset[str]:
    """The outlet's names, squashed: as stated by the page and as read from its host."""
    host = re.sub(r"^[a-z]+://|[/:?#].*$", "", markup.url.lower())
    domain = extract_domain(markup.url) or host
    labels = {host, host.removeprefix("www."), domain, domain.partition(".")[0]}
    stated = {name for name in (_name(markup.meta("og:site_name")), *_stated(markup)) if name}
    first = {part for name in stated for part in SEPARATOR.split(name)[:1]}
    handle = {(markup.meta("twitter:site") or "").lstrip("@")}
    return frozenset(squashed(name) for name in {*labels, *stated, *first, *handle} if len(squashed(name)) >= 2)


def is_name(part: str, known: frozenset[str]) -> bool:
    """Whether a part of a title is the outlet's name, or begins with it: a name and its edition or rubric."""
    flat = squashed(part)
    if not flat or len(part.split()) > 6:
        return False
    if flat in known or _DOMAIN.fullmatch(part.strip()):
        return True
    return len(flat) >= 5 and any(
        len(name) >= 5 and (flat.startswith(name) or (name.startswith(flat) and len(flat) >= 0.5 * len(name)))
        for name in known
    )


def begins_with_host(text: str, markup: Markup) -> bool:
    """Whether a text begins with the name that the page's host spells."""
    flat = squashed(text)
    return any(flat.startswith(label) for label in _labels(markup))


def _labels(markup: Markup) -> frozenset[str]:
    """The labels of the page's host that may spell the outlet's name, squashed."""
    host = re.sub(r"^[a-z]+://|[/:?#].*$", "", markup.url.lower())
    return frozenset(label for part in host.split(".")[:-1] if len(label := squashed(part)) >= 5)


def _name(value: object) -> str | None:
    """A usable name, or None: a platform's ("Blogger"), an address, nothing."""
    if not isinstance(value, str) or not value.strip():
        return None
    name = " ".join(unescape(value).split()).strip(" :|-–—»«•").strip()
    if len(name) > _LONGEST or "//" in name or not squashed(name) or name.lower() in words("sites", "platforms"):
        return None
    return name


def _without_slogan(markup: Markup, name: str) -> str:
    """ "Riau Pesisir | Kabar dari Tepi Selat": the part that another place also names, else the first one."""
    parts = [part.strip() for part in SEPARATOR.split(name) if part.strip()]
    if len(parts) < 2:
        return name
    others = {squashed(other) for other in _stated(markup)} | _labels(markup)
    return next((part for part in parts if squashed(part) in others), parts[0])


def _spelt(markup: Markup, domain: str) -> str:
    """A bare domain as other places write it: "Layarberita" for "layarberita.co.id", where they do."""
    label = squashed(domain.removeprefix("www.").partition(".")[0])
    return next((name for name, _ in _places(markup) if squashed(name) == label), domain)


def _stated(markup: Markup) -> Iterator[str]:
    """The names of the outlet in JSON-LD and in the metas of web applications."""
    by_id = {str(item.get("@id")): item for item in markup.data if item.get("@id")}
    for item in markup.articles():
        publisher = item.get("publisher")
        if isinstance(publisher, dict):
            known = by_id.get(str(publisher.get("@id")), {})
            if name := _name(publisher.get("name") or known.get("name")):
                yield name
    for item in markup.data:
        kinds = kinds_of(item)
        if any(kind == "WebSite" or kind.endswith("Organization") for kind in kinds) and (
            name := _name(item.get("name"))
        ):
            yield name
    for meta in ("application-name", "apple-mobile-web-app-title"):
        if name := _name(markup.meta(meta)):
            yield name


def _places(markup: Markup) -> Iterator[tuple[str, float]]:
    """Names of the outlet and how far each is believed: a statement 2, a hint 1."""
    seen: set[str] = set()
    for name in _stated(markup):
        if squashed(name) not in seen:
            seen.add(squashed(name))
            yield SEPARATOR.split(name)[0], 2.0
    logos = list(dict.fromkeys(_logos(markup)))
    yield from ((name, 1.0) for name in logos[:3])
    if window := window_title(markup):
        hosts = _labels(markup)
        shown = {squashed(text_of(heading)) for heading in [*markup.tree.iter("h1", "h2", "h3")][:30]}
        shown = {text for text in shown if not any(text.startswith(host) for host in hosts)}
        parts = [part.strip() for part in SEPARATOR.split(window) if part.strip()]
        beside_headline = len(parts) == 2 and any(squashed(part) in shown for part in parts)
        for part in parts[:1] + parts[-1:] if len(parts) != 2 else parts:
            named = _name(part) if len(parts) > 1 or len(part.split()) <= 5 else None
            if named and squashed(part) not in shown:
                yield named, 2.0 if beside_headline else 1.0


_LOGO = re.compile(r"logo|brand|site-?title|site-?name|masthead")


def _logos(markup: Markup) -> Iterator[str]:
    """The text or alternative text of what links to the front page in a logo's place."""
    for image in [*markup.tree.iter("img")][:40]:
        place = image.getparent()
        names = f"{signs(image, 'src')} {signs(place)} {signs(_parent(place))}"
        if _LOGO.search(names) or _leads_home(markup, place):
            for told in (image.get("alt"), place.get("title") if place is not None else None):
                if name := _name(re.sub(r"^logo\s+|\s+logo$", "", told or "", flags=re.IGNORECASE)):
                    yield name
    for link in [*markup.tree.iter("a")][:60]:
        in_logo = _LOGO.search(signs(link)) or _LOGO.search(signs(link.getparent()))
        if in_logo and _leads_home(markup, link) and (name := _name(text_of(link))):
            yield name


def _parent(element: etree._Element | None) -> etree._Element | None:
    return element.getparent() if element is not None else None


def _leads_home(markup: Markup, element: etree._Element | None) -> bool:
    if element is None or element.tag != "a":
        return False
    address = join(markup.url, element.get("href") or "")
    return bool(address and is_home(address))


_IN_RIGHTS = etree.XPath(".//text()[contains(., '©') or contains(., 'opyright') or contains(., 'ak Cipta')]")
_RIGHTS = re.compile(
    r"(?:copyright|hak cipta(?: situs)?|©|\(c\)|all rights? reserved|@|\b(?:19|20)\d\d\b|[-–—|,.:‧•]|\s)+",
    re.IGNORECASE,
)
_END_OF_NAME = re.compile(
    r"\.\s|\s[-–—|•‧]\s|[|•]|,\s|\s(?:powered|all rights?|made with|dibuat|dilarang|hak cipta|seluruh|theme|©)",
    re.IGNORECASE,
)


def _copyrights(markup: Markup) -> Iterator[str]:
    """The names in lines of rights: "Copyright © 2009-2024 Gema Samawa Online. Jl. …"."""
    texts = cast("list[etree._ElementUnicodeResult]", _IN_RIGHTS(markup.tree))
    holders = (_parent(text.getparent()) if text.is_tail else text.getparent() for text in texts[-12:])
    for element in dict.fromkeys(holders):
        line = text_of(element) if element is not None and element.tag not in ("script", "style") else ""
        at = re.search(r"©|copyright|hak cipta|\(c\)", line, re.IGNORECASE)
        if at is None or len(line) > 400 or at.start() > 60:
            continue
        rest = line[at.start() :]
        rest = rest[match.end() :] if (match := _RIGHTS.match(rest)) else rest
        end = _END_OF_NAME.search(f"{rest} ")
        if (name := _name(rest[: end.start()] if end else rest)) and len(name.split()) <= 7:
            yield name
