"""Boxes: parts of a page that their class or id names as none of the story, and parts that are hidden.

A name is a hint and no proof: themes wrap each paragraph of a story in "paragraph-ads", and a hidden block may be
the rest of the story behind "Baca selengkapnya". So boxes inside the story's own container may together take no
more than a few per cent of its prose, or one paragraph when their names tell what is in them; what is more stays,
and loses a name that only tells its place, which would condemn it with other readers. Comments behind the story are
other people's words and go whatever their size.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from extract.knowledge import words
from extract.language import word_count
from extract.links import is_card
from extract.markup import drop, has_own_text, lines_of, spoken, text_of, text_within
from extract.weighing import ENOUGH, prose_before, told_in, weigh

_MARKED = etree.XPath("descendant::*[@class or @id or @style or @hidden]")
_INVISIBLE = re.compile(r"display: ?none")
_SIZELESS = re.compile(r"font-size: ?0(?:\.0+)?(?:px|pt|r?em|%)? ?(?:;|!|$)")
_SENTENCE = re.compile(r"[.!?…][\"'”’)\]]{0,3}$")
_MOST = 0.25  # share of the page's prose in an element beside the story that may be cut for its name
_FEW = 0.05  # share of the story's own prose that its container may lose to names
_MAIN = 0.8  # share of the prose in the part of a container that is looked at in its place
_REGION = 0.2  # share of the page's prose around the headline
_LONGEST_CAPTION = 600  # characters
_KNOWN = 60  # characters by which a line is known again
_PARAGRAPH = 400  # characters
_SENTENCE_WORDS = 5  # of a paragraph that a box without an end swallowed
_MOSTLY = 0.5  # share of the story's prose that stands before the comments on it
_ID_WORDS = 4
_TEXTS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6"})
_ROUNDS = 3  # boxes within boxes that had to stay
_SHELLS = frozenset({"div", "section", "article", "center"})
_MARKS = ("class", "id", "style", "hidden", "aria-hidden")


@dataclass(slots=True, eq=False)
class Box:
    """An element that is condemned by its name or hidden."""

    element: HtmlElement
    name: str
    told: int = 0  # characters of prose that would be lost with it


def cut_copies(weights: Counter[HtmlElement]) -> bool:
    """Cut blocks that tell word for word what a block beside them does: one for screens, one for the phone."""
    beside: dict[tuple[HtmlElement | None, int], list[HtmlElement]] = {}
    for element, weight in weights.items():
        if element.tag in _SHELLS and weight >= ENOUGH:
            beside.setdefault((element.getparent(), weight), []).append(element)
    copies = []
    for alike in (group for group in beside.values() if len(group) > 1):
        told: set[str] = set()
        for element in alike:
            if (text := text_of(element)) in told:
                copies.append(element)
            told.add(text)
    for copy in copies:
        drop(copy)
    return bool(copies)


def cut_boxes(page: HtmlElement, headline: HtmlElement | None, weights: Counter[HtmlElement]) -> None:
    """Cut the boxes of a page that may be cut; those in the story that must stay lose their names."""
    parts = [page]
    for _ in range(_ROUNDS):
        condemned = dict.fromkeys(element for part in parts for element in _condemned(part))
        boxes = [Box(element, _name(element)) for element in _outermost([*condemned])]
        if not boxes or not (parts := _cut(page, headline, boxes, weights)):
            return
        weights = weigh(page)


def cut_named_cards(page: HtmlElement, headline: HtmlElement) -> None:
    """Cut the boxes of a short story's page that by their names are none of it, and hold linked headlines."""
    around = {headline, *headline.iterancestors()}
    for element in [*_condemned(page)]:
        if element not in around and is_card(element):
            drop(element)


def _cut(
    page: HtmlElement, headline: HtmlElement | None, boxes: list[Box], weights: Counter[HtmlElement]
) -> list[HtmlElement]:
    """Cut what may be cut; the boxes that had to stay and lost their name, in which there may be others."""
    home = _home(page, headline, boxes, weights)
    around = {home, *home.iterancestors()}
    shown = {*around, *(() if headline is None else headline.iterancestors())}
    loose = [box for box in boxes if box.element not in shown]
    inside = [box for box in loose if _is_inside(box.element, home)]
    own = _measure(inside, home, page, weights)
    comments = _comments(loose, page, home, own, weights)
    open_ended = {box for box in inside if box not in comments and _is_open_ended(box)}
    keep = open_ended | _too_much([box for box in inside if box not in comments | open_ended], own)
    big = {box for box in loose if weights[box.element] > _MOST * weights[page]}.difference(inside, comments)
    for box in loose:
        if box not in keep and box not in big:
            drop(box.element)
    renamed = {box for box in boxes if (box in keep or box.element in around) and _is_place(box)} | open_ended
    alike = {box.name for box in renamed}
    renamed.update(box for box in boxes if box.element in shown and box.name in alike)
    return [part for box in boxes if box in renamed for part in _renamed(box, shell=box in keep)]


def _renamed(box: Box, *, shell: bool) -> list[HtmlElement]:
    """Take away a box's name, and a shell in the story that has no text of its own; where to look for more."""
    for mark in _MARKS:
        box.element.attrib.pop(mark, None)
    if shell and box.element.tag in _SHELLS and not has_own_text(box.element):
        parts = [*box.element]
        box.element.drop_tag()
        return parts
    return [box.element]


def _measure(inside: list[Box], home: HtmlElement, page: HtmlElement, weights: Counter[HtmlElement]) -> int:
    """Tell for each box in the story how much prose would be lost with it; how much of the story stands in none.

    What stands on the page more than once ("Externer Inhalt …", a copy for the phone) is not lost with one of them.
    """
    for box in inside:
        if not is_card(box.element) and not _is_caption(box) and not _is_list_of_words(box):
            box.told = told_in(box.element)
    if not any(box.told for box in inside):
        return weights[home]
    everything = text_of(page)
    own = told_in(home) - sum(box.told for box in inside)
    for box in inside:
        if box.told and everything.count(max(lines_of(box.element), key=len)[:_KNOWN]) > 1:
            box.told = 0
    return max(0, own)


def _is_caption(box: Box) -> bool:
    """Whether a box is named as a picture's caption and no longer than one."""
    return bool(_caption_names().search(box.name)) and text_within(box.element, _LONGEST_CAPTION) is not None


def _is_list_of_words(box: Box) -> bool:
    """Whether what is hidden ends like no sentence: words for search engines."""
    if not _is_hidden(box.element):
        return False
    return not any(_SENTENCE.search(line) for line in lines_of(box.element))


def _is_open_ended(box: Box) -> bool:
    """Whether the end of a box was forgotten, so that it swallowed the rest of its container.

    Nothing stands behind it, and it holds more paragraphs without a link than a caption, or the excerpts of as many
    links, would. Boxes whose content is prose by nature (an author's, a newsletter's) may hold as many.
    """
    element = box.element
    if _is_hidden(element) or _prose_names().search(box.name) or (element.tail or "").strip():
        return False
    if any(text_of(sibling) for sibling in element.itersiblings()):
        return False
    links = sum(1 for link in element.iter("a") if text_of(link))
    told = [text_of(child) for child in element if child.tag == "p" and child.find(".//a") is None]
    return sum(map(_is_sentence, told)) > max(1, links)


def _is_sentence(text: str) -> bool:
    return bool(_SENTENCE.search(text)) and word_count(text) >= _SENTENCE_WORDS


def _is_place(box: Box) -> bool:
    """Whether a box is hidden, or its name tells its place on the page more than what is in it."""
    return _is_hidden(box.element) or bool(_place_names().search(box.name))


def _too_much(boxes: list[Box], own: int) -> set[Box]:
    """The boxes that together hold more prose than may be lost; of those with one name all or none go.

    The names are taken by their size, the smallest first, until what was taken is too much: the rest stays.
    A name for what is in a box ("newsletter") is worth a paragraph more than one for its place ("ads").
    """
    sums: Counter[str] = Counter()
    for box in boxes:
        sums[box.name] += box.told
    places = {box.name for box in boxes if _is_place(box)}
    spent: Counter[bool] = Counter()
    stay = set()
    for name, told in sorted(sums.items(), key=lambda item: item[1]):
        is_place = name in places
        spent[is_place] += told
        if told and spent[is_place] > max(_FEW * own, 0 if is_place else _PARAGRAPH):
            stay.add(name)
    return {box for box in boxes if box.name in stay}


def _home(
    page: HtmlElement, headline: HtmlElement | None, boxes: list[Box], weights: Counter[HtmlElement]
) -> HtmlElement:
    """The smallest element that holds most of the prose around the headline that is in no box."""
    free = weights.copy()
    for box in boxes:
        for element in (box.element, *box.element.iterancestors()):
            free[element] -= weights[box.element]
    near = () if headline is None else headline.iterancestors()
    enough = max(ENOUGH, _REGION * weights[page])
    home = next((element for element in near if weights[element] >= enough), page)
    condemned = {box.element for box in boxes}
    counts = free if free[home] >= ENOUGH else weights
    while True:
        main = next((child for child in home if counts[child] >= _MAIN * counts[home] > 0), None)
        if main is None or main in condemned:
            return home
        home = main


def _is_inside(element: HtmlElement, home: HtmlElement) -> bool:
    """Whether an element stands in the story's container, or hidden right behind it."""
    if home in element.iterancestors():
        return True
    return element.getprevious() is home and _is_hidden(element)


def _comments(
    boxes: list[Box], page: HtmlElement, home: HtmlElement, own: int, weights: Counter[HtmlElement]
) -> set[Box]:
    """The boxes of comments that stand behind most of the story."""
    named = [box for box in boxes if _comment_names().search(box.name)]
    if not named or own < ENOUGH:
        return set()
    before = prose_before(page, {home, *(box.element for box in named)})
    found: set[Box] = set()
    others = 0
    for box in named:
        if before[box.element] - before[home] - others >= _MOSTLY * (weights[home] - others):
            found.add(box)
        if home in box.element.iterancestors():
            others += weights[box.element]
    return found


# --- names --------------------------------------------------------------------------------------------------


def _outermost(elements: list[HtmlElement]) -> Iterator[HtmlElement]:
    chosen = set(elements)
    for element in elements:
        if element.getparent() is not None and not any(above in chosen for above in element.iterancestors()):
            yield element


def _condemned(page: HtmlElement) -> Iterator[HtmlElement]:
    for element in cast("list[HtmlElement]", _MARKED(page)):
        classes, name = element.get("class") or "", element.get("id") or ""
        if _is_box(f"{classes} {name}") and element.tag not in ("html", "body", "main", "h1"):
            if not name or _is_name(element, name) or _is_box(f"{classes} "):
                yield element
        elif _is_hidden(element):
            yield element


def _is_name(element: HtmlElement, name: str) -> bool:
    """Whether an id is a name: that of a heading or of many words is made of the text below it."""
    return element.tag not in _TEXTS and len(re.findall(r"[A-Za-z]+", name[:300])) <= _ID_WORDS


def _is_hidden(element: HtmlElement) -> bool:
    if element.get("hidden") is not None:
        return True
    style = element.get("style")
    return bool(style) and bool(_INVISIBLE.search(style) or (not len(element) and _SIZELESS.search(style)))


def _name(element: HtmlElement) -> str:
    """What boxes of one kind have in common: their class, or their id without its numbers."""
    return spoken(element.get("class") or element.get("id") or "")


@lru_cache(maxsize=20_000)
def _is_box(names: str) -> bool:
    """Whether an element's class and id name a part of a page that is none of its story."""
    apart = spoken(names)
    return bool(_box_names().search(apart)) and not _body_names().search(apart)


@cache
def _box_names() -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(map(re.escape, words('boxes', 'names')))}) ")


@cache
def _body_names() -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(map(re.escape, words('boxes', 'bodies')))}) ")


@cache
def _caption_names() -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(map(re.escape, words('boxes', 'captions')))}) ")


@cache
def _prose_names() -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(map(re.escape, words('boxes', 'prose')))}) ")


@cache
def _place_names() -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(map(re.escape, words('boxes', 'places')))}) ")


@cache
def _comment_names() -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(map(re.escape, words('boxes', 'comments')))}) ")
