"""Walls: pages that show the beginning of a story and keep the rest for subscribers or members."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import cast

from lxml import etree

from extract import notices
from extract.knowledge import words
from extract.language import word_count
from extract.markup import Markup
from extract.sentences import is_finished

SHORTEST_BEHIND_WALL = 80
"""Words: a page with a login prompt and more text than this gives its story all the same."""

LONGEST_TEASER = 150
"""Words: what a page shows of a story before it says that the rest is for subscribers.

A text of SHORTEST_BEHIND_WALL words that ends with a sentence may be a whole short story.
"""

_START = 60  # characters by which a line is found in the page's text
_BEHIND = 400  # characters behind the last line in which an invitation still belongs to the story

_TEXTS = etree.XPath("/descendant::text()[not(parent::script or parent::style)]", smart_strings=False)
_PAYWALL = etree.XPath(
    "boolean(//*[contains(@class,'paywall') or contains(@id,'paywall') or contains(@class,'login-wall')"
    " or contains(@class,'regwall') or contains(@class,'premium-wall')])"
)
_OF_COMMENTS = re.compile(r"koment|comment|tanggap|balas|reply|diskusi|forum")


def is_walled(markup: Markup, lines: Sequence[str], size: int) -> bool:
    """Whether what the page shows is only the beginning of a story; ``size`` is its number of words.

    A wall that stops the reading ("… untuk melanjutkan membaca", in a box or data that say so) walls off what
    stands behind it; a bare invitation to log in, which page heads and comment forms have too, only pages with next
    to no text, and only where it stands in or right behind that text.
    """
    if size >= 3 * LONGEST_TEASER or not _speaks_of_wall(markup):
        return False
    shown = notices.open_text(markup)
    if _stops_reading(markup, shown.lower(), shown, lines, size):
        return True
    return size < SHORTEST_BEHIND_WALL and _invites(_in_and_behind(shown, lines).lower())


def _speaks_of_wall(markup: Markup) -> bool:
    """A quick look at all of the page's text, hidden or not."""
    whole = " ".join("".join(cast("list[str]", _TEXTS(markup.tree))).lower().split())
    return any(phrase in whole for phrase in (*words("kinds", "wall_stops"), *words("kinds", "wall_inside")))


def _stops_reading(markup: Markup, low: str, shown: str, lines: Sequence[str], size: int) -> bool:
    """Whether a wall's words stand behind no more text than a teaser."""
    stops = [
        at
        for phrase in words("kinds", "wall_stops")
        if (at := low.find(phrase)) >= 0
        and not low.startswith(" lain", at + len(phrase))  # "artikel premium lainnya"
    ]
    if not stops or (size >= SHORTEST_BEHIND_WALL and not _is_for_subscribers(markup)):
        return False
    before = shown[: min(stops)]
    told = [line for line in lines if line[:_START] in before]
    shown_words = sum(map(word_count, told))
    if shown_words >= SHORTEST_BEHIND_WALL and is_finished(told[-1]):
        return False
    return shown_words < LONGEST_TEASER


def may_be_cut_short(markup: Markup, size: int) -> bool:
    """Whether a text of this size may be no more than what subscribers are shown to others."""
    return size < LONGEST_TEASER and _is_for_subscribers(markup)


def _is_for_subscribers(markup: Markup) -> bool:
    if any(str(item.get("isAccessibleForFree")).lower() == "false" for item in markup.data):
        return True
    return bool(_PAYWALL(markup.tree))


def _in_and_behind(shown: str, lines: Sequence[str]) -> str:
    """The page's text from the story's first line to a little behind its last; all of it where none is found."""
    told = (line for line in lines if not _invites(line.lower()))
    places = [at for line in told if (at := shown.find(line[:_START])) >= 0]
    if not places:
        return shown
    return shown[min(places) : max(places) + max(map(len, lines)) + _BEHIND]


def _invites(text: str) -> bool:
    """Whether a phrase that invites to log in stands in the text, and not at the form for comments."""
    for phrase in words("kinds", "wall_inside"):
        at = text.find(phrase)
        while at >= 0:
            if not _OF_COMMENTS.search(text[max(0, at - 60) : at + 100]):
                return True
            at = text.find(phrase, at + 1)
    return False
