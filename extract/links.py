"""Links to other stories among the paragraphs of this one: they go, with the label before them.

A headline linked in mid-text says nothing of this story, and may accuse somebody else. Three shapes: a block that
holds nothing but links; a card (a linked headline with an excerpt or a date below it); a label ("Baca juga:") and
its link in the flow of a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cache

from lxml.html import HtmlElement

from extract.knowledge import words
from extract.markup import INLINE, text_of, text_within
from extract.titles import agree

_LONGEST = 1_500  # characters of a box of links
_EXCERPT = 300  # characters that stand with a linked headline
_LONGEST_LABEL = 40  # characters before the first link of a box
_HEADLINE = 25  # characters of a link that may be a headline
_RUNNING = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "blockquote", "dd", "td"})


def cut_links(title: str, prose: Collection[HtmlElement]) -> None:
    """Take the links to other stories out of a page, where they stand among the paragraphs of its own.

    ``prose`` are the elements that hold much of the page's prose. Boxes beside the story keep their links: by them
    a box is known.
    """
    for part in [child for element in prose for child in element if child not in prose]:
        links = [link for link in part.iter("a") if link.get("href")]
        if links and part.tag != "a" and _is_box(part, title):
            part.drop_tree()
            continue
        for link in links:
            if not link.get("href", "").startswith("#"):
                _cut_labelled(link)


def _is_box(part: HtmlElement, title: str) -> bool:
    """Whether a part of the story holds links and labels only, or linked headlines with their excerpts."""
    whole = text_within(part, _LONGEST)
    named = [text for link in part.iter("a") if (text := text_of(link))] if whole else []
    if not whole or not named:
        return False
    rest = _letters(whole) - sum(map(_letters, named))
    before = whole.partition(named[0])[0]
    only_links = rest <= 3 or (rest - 3 <= _letters(before) <= _LONGEST_LABEL and bool(_label().search(before)))
    if not only_links:
        if part.tag in _RUNNING or len(before) > _LONGEST_LABEL:
            return False
        headlines = sum(_is_headline(link) for link in part.iter("a"))
        if rest > _EXCERPT * headlines:
            return False
    return not agree(whole, title)


def _is_headline(link: HtmlElement) -> bool:
    """Whether a long link stands on a line of its own."""
    if len(text_of(link)) < _HEADLINE:
        return False
    node = link
    while True:
        previous, following, parent = node.getprevious(), node.getnext(), node.getparent()
        before = (previous.tail if previous is not None else parent.text) or ""
        if before.strip() or (node.tail or "").strip():
            return False
        if any(other is not None and other.tag in INLINE and text_of(other) for other in (previous, following)):
            return False
        if parent.tag not in INLINE or previous is not None or following is not None:
            return True
        node = parent


def _letters(text: str) -> int:
    return len(text) - text.count(" ")


@cache
def _label() -> re.Pattern[str]:
    alone = "|".join(sorted(map(re.escape, words("links", "labels")), key=len, reverse=True))
    colon = "|".join(sorted(map(re.escape, words("links", "labels_with_colon")), key=len, reverse=True))
    return re.compile(rf"(?:^|(?<=[^\w]))(?:(?:{alone})\s*[:|»>-]?|(?:{colon})\s*[:|»>])\s*$", re.IGNORECASE)


def _cut_labelled(link: HtmlElement) -> None:
    """Take out a link in the flow of a text when a label stands right before it, and the label."""
    node = link
    while True:
        previous, parent = node.getprevious(), node.getparent()
        before = (previous.tail if previous is not None else parent.text) or ""
        if before.strip():
            if match := _label().search(before):
                _set_before(node, before[: match.start()])
                _empty(link)
            return
        if previous is not None:
            if previous.tag in INLINE and _label().fullmatch(text_of(previous)):
                _empty(previous)
                _empty(link)
            return
        if parent.tag not in INLINE:
            return
        node = parent


def _set_before(node: HtmlElement, text: str) -> None:
    previous = node.getprevious()
    if previous is not None:
        previous.tail = text
    else:
        node.getparent().text = text


def _empty(element: HtmlElement) -> None:
    for child in list(element):
        element.remove(child)
    element.text = None
