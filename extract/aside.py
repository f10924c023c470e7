"""Captions, polls and comments that no class names: known by what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, cast

from lxml import etree
from lxml.html import HtmlElement

from extract.knowledge import words
from extract.language import word_count
from extract.markup import INLINE, drop, spoken, text_of, text_within
from extract.weighing import ENOUGH, LINE, prose_before, weigh

LONGEST_CAPTION = 300
"""Characters of a caption that no class names."""

_MOST_WORDS = 30  # of a caption that only its slant tells
_LONGEST_POLL = 400  # characters
_MOST_CHOICES = 50
_LONGEST_HEADING = 120  # characters of the line above comments
_STORY = 0.3  # share of the prose behind the headline that stands before the comments
BY_PICTURE = "data-by-picture"
"""Marks the blocks around pictures: a short text in one that is not the block's own is a caption more likely than a
paragraph."""

_LISTED = frozenset({"li", "nav", "aside", "footer"})
_SHORT = etree.XPath(f".//body//text()[string-length() < {_LONGEST_HEADING}]")
_SLANTED = frozenset({"i", "em", "small", "cite"})
_WRAPPERS = frozenset({"div", "figure", "section", "center", "p", "span", "a", "picture"})
_DATELINE = re.compile(r"[^\w]{0,3}[A-Z][A-Z.]{2,25}\b[^.!?]{0,40}?(?:[–—:]|\s-\s|,\s)")
_NAMES = re.compile(r"(?<=[a-z,] )[A-Z][a-z]|\((?i:foto|dok|ist)")
_QUOTED = re.compile('[“”"]')
_TWO_SENTENCES = re.compile(r"[.!?…][”\"]? (?=[A-Z])(?!Foto|Dok|Sumber)")


# --- captions -----------------------------------------------------------------------------------------------


def cut_captions(part: HtmlElement) -> None:
    """Cut captions that no class names: the line in a picture's box, the slanted one right below it."""
    empty: dict[HtmlElement, bool] = {}
    for picture in [*part.iter("img", "amp-img")]:
        if any(above.tag in _LISTED for above in picture.iterancestors()):
            continue
        box = picture
        while (parent := box.getparent()) is not None and parent.tag in _WRAPPERS and _is_empty(parent, empty):
            box = parent
        if parent is None or parent.getparent() is None:
            continue  # gone with a box before
        if parent.tag in _WRAPPERS and _is_picture_box(parent):
            drop(parent)
        elif (below := _below(box)) is not None and _is_caption(below):
            drop(below)
        elif parent.tag in _WRAPPERS:
            parent.set(BY_PICTURE, "")


def _is_empty(element: HtmlElement, known: dict[HtmlElement, bool]) -> bool:
    if element not in known:
        known[element] = not any(text.strip() for text in cast("Iterator[str]", element.itertext()))
    return known[element]


def _below(box: HtmlElement) -> HtmlElement | None:
    """What stands right below a picture, when it stands alone."""
    while not (box.tail or "").strip():
        following = box.getnext()
        if following is None:
            return None
        if following.tag != "br":
            behind = following.getnext()
            alone = following.tag not in INLINE or behind is None or behind.tag not in INLINE
            return following if alone and not (following.tail or "").strip() else None
        box = following
    return None


def _is_picture_box(element: HtmlElement) -> bool:
    """Whether an element is a picture's by tag or name, and holds beside it no more than may be a caption."""
    name = spoken(f"{element.get('class') or ''} {element.get('id') or ''}")
    if not (element.tag == "figure" or _picture_names().search(name)) or element.find(".//h1") is not None:
        return False
    text = text_within(element, LONGEST_CAPTION)
    return bool(text) and not _DATELINE.match(text or "")


def _is_caption(element: HtmlElement) -> bool:
    """Whether a line is slanted as a whole, and one short sentence that names somebody and that nobody says."""
    text = text_within(element, LONGEST_CAPTION) if element.tag in (*_WRAPPERS, *_SLANTED) else None
    if not text or word_count(text) > _MOST_WORDS or _QUOTED.search(text) or _TWO_SENTENCES.search(text):
        return False
    slanted = element.tag in _SLANTED or text == " ".join(text_of(part) for part in element if part.tag in _SLANTED)
    return slanted and bool(_NAMES.search(text)) and not _DATELINE.match(text)


@cache
def _picture_names() -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(map(re.escape, words('boxes', 'pictures')))}) ")


# --- polls --------------------------------------------------------------------------------------------------


def cut_polls(part: HtmlElement) -> None:
    """Cut the questions that readers answer by a click: some choices, and what little stands around them."""
    for choice in _choices(part)[:_MOST_CHOICES]:
        box = choice
        while (parent := box.getparent()) is not None and _may_be_poll(parent):
            box = parent
        if box is not choice and box.getparent() is not None and len(_choices(box)) > 1:
            drop(box)


def _choices(element: HtmlElement) -> list[HtmlElement]:
    return [choice for choice in element.iter("input") if choice.get("type") == "radio"]


def _may_be_poll(element: HtmlElement) -> bool:
    if element.tag in ("body", "main", "article") or element.find(".//h1") is not None:
        return False
    text = text_within(element, _LONGEST_POLL)
    return text is not None and all(len(p) < LINE or p.endswith("?") for p in map(text_of, element.iter("p")))


# --- comments -----------------------------------------------------------------------------------------------


def cut_comments(page: HtmlElement, headline: HtmlElement | None) -> None:
    """Cut what follows a heading that counts readers' comments ("2 Komentar"), when the story stands before it."""
    headings = [*_headings(page)]
    if not headings:
        return
    before = prose_before(page, {*headings, *(() if headline is None else (headline,))})
    start = 0 if headline is None else before.get(headline, 0)
    everything = weigh(page)[page] - start
    for heading in headings:
        told = before[heading] - start
        if told >= max(ENOUGH, _STORY * everything):
            _cut_from(heading)
            return


def _headings(page: HtmlElement) -> Iterator[HtmlElement]:
    named = words("boxes", "comment_words")
    whole = text_of(page).casefold()
    if not any(word in whole for word in named):
        return
    for text in cast("list[Any]", _SHORT(page)):
        low = text.casefold()
        if not any(word in low for word in named):
            continue
        block = text.getparent().getparent() if text.is_tail else text.getparent()
        while block.tag in INLINE and block.getparent() is not None:
            block = block.getparent()
        line = text_within(block, _LONGEST_HEADING)
        if line and block.find(".//a") is None and counts_comments(line):
            yield block


def counts_comments(line: str) -> bool:
    """Whether a line is the heading of readers' comments: "2 Komentar", "3 Tanggapan untuk “…”"."""
    return bool(_heading().fullmatch(line))


def _cut_from(heading: HtmlElement) -> None:
    node: HtmlElement | None = heading
    while node is not None and node.tag != "body":
        for sibling in [*node.itersiblings()]:
            drop(sibling)
        node.tail = None
        node = node.getparent()
    drop(heading)


@cache
def _heading() -> re.Pattern[str]:
    counted = "|".join(map(re.escape, words("boxes", "comment_words")))
    alone = "|".join(map(re.escape, words("boxes", "comment_headings")))
    return re.compile(
        rf"(?:ada )?\d{{1,4}} (?:{counted})(?: (?:untuk|pada|terhadap|di|to|on|for) .{{1,100}})?[:.]?"
        rf"|(?:{counted}) ?[(\[:]? ?\d{{1,4}} ?[)\]]?"
        rf"|(?:{alone}) ?:?",
        re.IGNORECASE,
    )
