"""The page before its story is looked for: without the parts that by their place, not their words, are none of it.

trafilatura drops much of this itself, but later, slower, and not all of it. Every cut is guarded: an element that
holds a good part of the page's prose stays, whatever it is called (an unclosed ``<aside>`` swallows the story, a
theme calls its body "widget").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from functools import cache, lru_cache
from typing import Any, cast

from lxml import etree
from lxml.html import HtmlElement

from extract.knowledge import words
from extract.links import cut_links
from extract.markup import text_of
from extract.titles import agree

_NEVER_STORY = (
    "head", "script", "style", "svg", "noscript", "nav", "aside", "footer", "template", "button", "select",
    "figcaption", "iframe", "input", "object", "embed", "video", "audio", "source", "track", "canvas", "map",
    "area", "datalist", "option", "link", "meta", "img", "picture",
)  # fmt: skip

_LINE = 80  # characters from which on a text counts as prose
_PROSE = etree.XPath(f".//text()[string-length() > {_LINE}]")
_LONG = etree.XPath("count(.//p[string-length(.) > 100])")
_SWALLOWERS = etree.XPath("(.//nav | .//aside | .//footer | .//noscript)[count(.//p[string-length(.) > 100]) > 2]")
_NAMED = etree.XPath(".//*[@class or @id]")
_HIDDEN = etree.XPath(".//*[@hidden or @style[contains(., 'display:none') or contains(., 'display: none')]]")
_POSTS = etree.XPath(".//blockquote[contains(@class, 'twitter-') or contains(@class, 'tiktok-')]")
_SWALLOWED = 0.5  # share of the page's long paragraphs in an element that by its tag never is a story
_MOST = 0.25  # share of the page's prose in an element that may be cut for its name
_OWN_STORY = 0.2  # share in the <article> with the headline, from which on the other articles are other stories
_OTHER_STORY = 0.6  # share in what stands below another <h1>
_ENOUGH = 400  # characters of prose by which a story is known
_BODY = 0.15  # share of the page's prose in an element among whose children the story's paragraphs are
_NEARLY_ALL = 0.97  # share of the page's prose in the part that is looked at
_LAYOUT = 400  # characters in a cell of a table that is no table of data


def lean(tree: HtmlElement, title: str) -> HtmlElement:
    """A copy of the page without what is no story by its place: furniture, boxes, other stories, hidden parts."""
    page = deepcopy(tree)
    _without_furniture(page)
    weights = _weights(page)
    total = weights[page]
    if total < _ENOUGH:
        return page  # too little is known to cut anything
    for post in cast("list[HtmlElement]", _POSTS(page)):
        _lift_out(post)
    for element in _outermost([*_other_stories(page, title, weights)]):
        element.drop_tree()
    cut_links(title, dict.fromkeys(element for element, weight in weights.items() if weight > _BODY * total))
    for element in _outermost([*_boxes(page)]):
        if weights[element] <= _MOST * total:
            element.drop_tree()
    _narrow(page, _headline(page, title, weights))
    _unfold_layout(page)
    return page


def _lift_out(post: HtmlElement) -> None:
    """Put a quoted post of a social network in the place of the boxes around it, whose names would condemn it."""
    box = post
    while (parent := box.getparent()) is not None and parent.tag in ("div", "figure", "section", "center"):
        if text_of(parent) != text_of(post):
            break
        box = parent
    post.attrib.clear()
    if box is not post and (above := box.getparent()) is not None:
        post.drop_tree()
        post.tail, box.tail = box.tail, None
        above.replace(box, post)


def _narrow(page: HtmlElement, headline: HtmlElement | None) -> None:
    """Keep of the page only the smallest element that holds nearly all of its prose, and the headline."""
    weights = _weights(page)
    node = page.find("body")
    while node is not None:
        heavy = next((child for child in node if weights[child] >= _NEARLY_ALL * weights[page]), None)
        if heavy is None or (
            headline is not None and heavy is not headline and heavy not in headline.iterancestors()
        ):
            return
        for child in node:
            if child is not heavy:
                node.remove(child)
        node.text = heavy.tail = None
        node = heavy


def _without_furniture(page: HtmlElement) -> None:
    """Drop what by its tag never is a story; an unclosed one that swallowed the story is only renamed."""
    suspects = cast("list[HtmlElement]", _SWALLOWERS(page))
    if suspects:
        everything = cast("float", _LONG(page))
        for element in suspects:
            if cast("float", _LONG(element)) > _SWALLOWED * everything:
                element.tag = "div"
    etree.strip_elements(page, *_NEVER_STORY, with_tail=False)


def _weights(page: HtmlElement) -> Counter[HtmlElement]:
    """Characters of prose below each element that has any."""
    weights: Counter[HtmlElement] = Counter()
    for text in cast("list[Any]", _PROSE(page)):
        parent = text.getparent()
        for element in (parent, *parent.iterancestors()):
            weights[element] += len(text)
    return weights


def _outermost(elements: list[HtmlElement]) -> Iterator[HtmlElement]:
    chosen = set(elements)
    for element in elements:
        if element.getparent() is not None and not any(above in chosen for above in element.iterancestors()):
            yield element


def _boxes(page: HtmlElement) -> Iterator[HtmlElement]:
    for element in cast("list[HtmlElement]", _NAMED(page)):
        if element.tag not in ("html", "body", "main", "h1") and _is_box(
            f"{element.get('class') or ''} {element.get('id') or ''}"
        ):
            yield element
    yield from cast("list[HtmlElement]", _HIDDEN(page))


@lru_cache(maxsize=20_000)
def _is_box(names: str) -> bool:
    """Whether an element's class and id name a part of a page that is none of its story."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|[^A-Za-z]+", " ", names[:300]).lower()
    return bool(_box_names().search(f" {apart} ")) and not _body_names().search(f" {apart} ")


@cache
def _box_names() -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(map(re.escape, words('boxes', 'names')))}) ")


@cache
def _body_names() -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(map(re.escape, words('boxes', 'bodies')))}) ")


def _other_stories(page: HtmlElement, title: str, weights: Counter[HtmlElement]) -> Iterator[HtmlElement]:
    """Stories that a page loads below its own, and the cards of others: articles that are not this one."""
    headline = _headline(page, title, weights)
    if headline is None:
        return
    own = next(headline.iterancestors("article"), None)
    if own is not None and weights[own] >= max(_ENOUGH, _OWN_STORY * weights[page]):
        above = {own, *own.iterancestors()}
        yield from (article for article in page.iter("article") if article not in above)
        yield from (part for part in _below(page, headline, title, weights) if own not in part.iterancestors())
    else:
        yield from _below(page, headline, title, weights)


def _headline(page: HtmlElement, title: str, weights: Counter[HtmlElement]) -> HtmlElement | None:
    """The heading that is the title, and of several the one that stands closest to prose."""
    headings = [heading for heading in page.iter("h1", "h2") if title and agree(text_of(heading), title)]

    def around(heading: HtmlElement) -> int:
        near = (weights[above] for above in heading.iterancestors() if weights[above] >= _ENOUGH)
        return next(near, weights[page])

    return min(headings, key=around, default=None)


def _below(
    page: HtmlElement, headline: HtmlElement, title: str, weights: Counter[HtmlElement]
) -> Iterator[HtmlElement]:
    """The part of the page around each further ``<h1>`` with another headline."""
    above = set(headline.iterancestors())
    others = [h1 for h1 in page.iter("h1") if not agree(text_of(h1), title)]
    before = _prose_before(page, {headline, *others}) if others else {}
    for h1 in others:
        if before[h1] - before[headline] < _ENOUGH:
            continue
        part = h1
        while (parent := part.getparent()) is not None and parent not in above:
            part = parent
        if weights[part] <= _OTHER_STORY * weights[page]:
            yield part


def _prose_before(page: HtmlElement, headings: set[HtmlElement]) -> dict[HtmlElement, int]:
    """Characters of prose that stand before each of these headings."""
    before: dict[HtmlElement, int] = {}
    size = 0
    for event, element in etree.iterwalk(page, events=("start", "end")):
        if event == "start" and element in headings:
            before[element] = size
        text = (element.text if event == "start" else element.tail) or ""
        size += len(text) if len(text) > _LINE else 0
    return before


def _unfold_layout(page: HtmlElement) -> None:
    """Tables that lay out the page become plain blocks: old portals put the story into a cell."""
    for table in page.xpath(".//table[.//table or .//p[string-length(.) > 100] or .//br]"):
        if any(len(text_of(cell)) > _LAYOUT for cell in table.iter("td")):
            for part in (table, *table.iter("tbody", "tr", "td", "th")):
                if next(part.iterancestors("table"), table) is table:
                    part.tag = "div"
