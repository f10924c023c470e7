"""The headline and the outlet's name: what the page calls the story, without the site's own name."""

from __future__ import annotations

import re

from courlan import extract_domain

from extract.markup import Markup, text_of

_SEPARATED = re.compile(r"\s+[-–—|•·»:/]{1,2}\s+|\s*[|»]\s*|\s+::\s+|\.{3}\s+-\s+")
_PAGE = re.compile(
    r"\s*[-–—|(]?\s*(?:halaman|hal\.?|page|laman)\s?(?:\d{1,2}|all|semua)(?:\s(?:dari|of)\s\d{1,2})?\)?\s*$",
    re.IGNORECASE,
)
_LONGEST = 400  # characters
_AGREE = 0.8  # share of the shorter one's words found in the other


def site(markup: Markup) -> str | None:
    """The outlet's name as the page gives it: ``og:site_name``, else the publisher in JSON-LD."""
    if name := markup.meta("og:site_name"):
        return name[:200]
    for item in markup.articles():
        publisher = item.get("publisher")
        if isinstance(publisher, dict) and isinstance(name := publisher.get("name"), str) and name.strip():
            return " ".join(name.split())[:200]
    return markup.meta("application-name")


def title(markup: Markup) -> str | None:
    """The ``<h1>`` that agrees with ``og:title``; else ``og:title``, JSON-LD's headline, a lone h1, ``<title>``."""
    names = site_names(markup)
    shared = _bare(markup.meta("og:title", "twitter:title"), names)
    headline = next((h for item in markup.articles() if (h := _bare(item.get("headline"), names))), None)
    tag = markup.tree.find(".//title")
    window = _bare(text_of(tag) if tag is not None else None, names)
    headings = [text for h1 in markup.tree.findall(".//h1")[:20] if (text := _bare(text_of(h1), names))]
    for stated in (shared, headline, window):
        if stated and (agreeing := next((heading for heading in headings if agree(heading, stated)), None)):
            return agreeing
    if stated := shared or headline:
        return stated
    return (headings[0] if len(headings) == 1 else None) or window or (headings[0] if headings else None)


def agree(one: str, other: str) -> bool:
    """Whether two headlines are the same one, cut or slightly edited."""
    first, second = squashed(one), squashed(other)
    if not first or not second:
        return False
    if first == second:
        return True
    words, others = set(re.findall(r"\w+", one.lower())), set(re.findall(r"\w+", other.lower()))
    fewer = min(len(words), len(others))
    if fewer < 3:
        return False
    return len(words & others) >= _AGREE * max(fewer, 0.6 * max(len(words), len(others)))


def squashed(text: str) -> str:
    """Letters and digits only, lower case: "Kompas.com" and "kompascom" are one."""
    return re.sub(r"[\W_]+", "", text.lower())


def site_names(markup: Markup) -> frozenset[str]:
    """The outlet's names, squashed: as given by the page and as read from its host."""
    host = re.sub(r"^[a-z]+://|[/:?#].*$", "", markup.url.lower())
    domain = extract_domain(markup.url) or host
    labels = {host, host.removeprefix("www."), domain, domain.partition(".")[0]}
    given = {name for name in (site(markup), markup.meta("application-name", "twitter:site")) if name}
    return frozenset(squashed(name) for name in {*labels, *given} if len(squashed(name)) >= 3)


def _bare(value: object, names: frozenset[str]) -> str | None:
    """A headline without the site's name at its ends and without a page number."""
    if not isinstance(value, str) or not value.strip():
        return None
    text = " ".join(value.split())[:_LONGEST]
    for _ in range(4):
        before = text
        text = _PAGE.sub("", text).strip() or text
        cuts = list(_SEPARATED.finditer(text))
        if cuts and _is_site(text[cuts[-1].end() :], names):
            text = text[: cuts[-1].start()].strip()
        elif cuts and _is_site(text[: cuts[0].start()], names):
            text = text[cuts[0].end() :].strip()
        elif (head := re.match(r"([^\s:]{3,40}):\s+", text)) and _is_site(head[1], names):
            text = text[head.end() :]
        if text == before:
            break
    return text if squashed(text) and squashed(text) not in names else None


def _is_site(part: str, names: frozenset[str]) -> bool:
    flat = squashed(part)
    if not flat or len(part.split()) > 6:
        return False
    if flat in names or re.fullmatch(
        r"[\w-]+(?:\.[\w-]+)*\.(?:com|id|net|co|org|news|tv|info)", part.strip().lower()
    ):
        return True
    return len(flat) >= 5 and any(
        len(name) >= 5 and (flat.startswith(name) or name.startswith(flat)) for name in names
    )
