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

BY_DATA = "json-ld"
"""The method of a text that only the page's data tell."""

_SHARED = 3  # words that a headline written for search engines has in common with the one shown
_SHARE = 0.3  # and as a share of its own words

Item = Mapping[str, object]


def of_story(markup: Markup, headline: Headline) -> list[Item]:
    """The articles in JSON-LD that are surely this story: their headline or their address is the page's."""
    return [item for item, own in _judged(markup, headline) if own]


def unnamed(markup: Markup, headline: Headline) -> list[Item]:
    """Those that do not say which story they are of: to be believed where nothing contradicts them."""
    return [item for item, own in _judged(markup, headline) if own is None]


def body(markup: Markup, headline: Headline) -> list[str]:
    """The lines of the story as its data tell them: what pages show that a script builds.

    Such a page may take its headline from these data, so its ``<title>``, ``og:title`` or address must agree.
    """
    called = [text for text in (markup.meta("og:title", "twitter:title"), window_title(markup)) if text]
    texts = (
        text
        for item in of_story(markup, headline)
        if isinstance(text := item.get("articleBody"), str)
        and (_is_here(item, markup) or any(_agree(_headline_of(item), other) for other in called))
    )
    ends = _END_OF_LINE.sub("\n", next(texts, ""))
    return [line for part in ends.split("\n") if (line := " ".join(unescape(_TAG.sub(" ", part)).split()))]


_END_OF_LINE = re.compile(r"</(?:p|div|li|h[1-6])>|<br\s?/?>", re.IGNORECASE)
_TAG = re.compile(r"<[a-z/!][^<>]{0,500}>", re.IGNORECASE)


def _judged(markup: Markup, headline: Headline) -> Iterator[tuple[Item, bool | None]]:
    """Each article in JSON-LD, and whether it is this story's; None when it does not say."""
    stated = (headline.text, markup.meta("og:title", "twitter:title"), window_title(markup))
    called = [text for text in stated if text]
    for item in markup.articles():
        text = _headline_of(item)
        named = bool(text) and squashed(text) not in headline.outlet
        if named and any(_agree(text, other) for other in called):
            yield item, True
            continue
        if _is_here(item, markup):
            yield item, True
        elif (_places(markup) and any(_addresses(item, markup.url))) or (
            named and not any(_resemble(text, other) for other in called)
        ):
            yield item, False
        else:
            yield item, None


def _headline_of(item: Item) -> str:
    told = item.get("headline") or item.get("name")
    return " ".join(unescape(told).split()) if isinstance(told, str) else ""


def _is_here(item: Item, markup: Markup) -> bool:
    """Whether an item says that it is of this page."""
    return not _places(markup).isdisjoint(_addresses(item, markup.url))


def _places(markup: Markup) -> set[tuple[str, str, str]]:
    return {found for url in (markup.url, markup.meta("og:url")) if url and (found := _place(url))}


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
