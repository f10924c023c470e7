"""The JSON-LD that speaks of this story: by its headline or its address, never by standing on the page alone.

Themes leave their template's block ("Article headline", 5 February 2015, John Doe), and lists of other stories
bring the data of theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape

from extract import titles
from extract.addresses import join, split
from extract.markup import Markup
from extract.numbering import host, place
from extract.outlets import squashed, window_title
from extract.titles import Headline

_SHARED = 3  # words that a headline written for search engines has in common with the one shown
_SHARE = 0.3  # and as a share of its own words

Item = Mapping[str, object]


def of_story(markup: Markup, headline: Headline) -> list[Item]:
    """The articles in JSON-LD that are surely this story: their headline or their address is the page's."""
    return [item for item, own in _judged(markup, headline) if own]


def unnamed(markup: Markup, headline: Headline) -> list[Item]:
    """Those that do not say which story they are of: to be believed where nothing contradicts them."""
    return [item for item, own in _judged(markup, headline) if own is None]


def _judged(markup: Markup, headline: Headline) -> Iterator[tuple[Item, bool | None]]:
    """Each article in JSON-LD, and whether it is this story's; None when it does not say."""
    stated = (headline.text, markup.meta("og:title", "twitter:title"), window_title(markup))
    called = [text for text in stated if text]
    for item in markup.articles():
        told = item.get("headline") or item.get("name")
        text = " ".join(unescape(told).split()) if isinstance(told, str) else ""
        named = bool(text) and squashed(text) not in headline.outlet
        if named and any(_agree(text, other) for other in called):
            yield item, True
            continue
        here = {found for url in (markup.url, markup.meta("og:url")) if url and (found := _place(url))}
        addresses = set(_addresses(item, markup.url)) if here else set()
        if addresses & here:
            yield item, True
        elif addresses or (named and not any(_resemble(text, other) for other in called)):
            yield item, False
        else:
            yield item, None


def _agree(one: str, other: str) -> bool:
    if titles.agree(one, other):
        return True
    first, second = sorted((squashed(one), squashed(other)), key=len)
    return len(first) >= 12 and second.startswith(first)


def _resemble(one: str, other: str) -> bool:
    first, second = (set(re.findall(r"\w{3,}", text.lower())) for text in (one, other))
    return len(first & second) >= max(_SHARED, _SHARE * len(first))


def _addresses(item: Item, base: str) -> Iterator[tuple[str, str, str]]:
    """The pages that an item says it is of; not its publisher's front page, nor an id that is no address."""
    of = item.get("mainEntityOfPage")
    stated = [item.get("url"), item.get("@id"), *(of.values() if isinstance(of, dict) else [of])]
    for value in stated[:8]:
        if isinstance(value, str) and ("/" in value or "?" in value):
            found = _place(join(base, value) or "")
            if found is not None and (found[1] or found[2]):
                yield found


def _place(url: str) -> tuple[str, str, str] | None:
    parts = split(url)
    if parts is None:
        return None
    named = place(parts)
    return host(parts), re.sub(r"\.html?$", "", named.path), named.query
