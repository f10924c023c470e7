"""The page before its story is looked for: without the parts that by their place, not their words, are none of it.

trafilatura drops much of this itself, but later, slower, and not all of it. Each cut of prose has its bound: an
element that by its tag never is a story holds less than half of the page's long paragraphs; boxes known by their
names take together a few per cent of the prose in the story's own container, or stand beside it with a quarter of
the page's at most (``boxes.py``); other stories have a headline of their own (``others.py``); links to them stand
alone or with a short excerpt (``links.py``); comments stand behind the story below a heading that counts them, and
captions and polls are shorter than a paragraph (``aside.py``). The page of a brief story, of which too little is
known to measure, loses rows of teasers and boxes that their names condemn and that hold linked headlines.
"""

from __future__ import annotations

from copy import deepcopy
from typing import cast

from lxml import etree
from lxml.html import HtmlElement

from extract.aside import cut_captions, cut_comments, cut_polls
from extract.boxes import cut_boxes, cut_copies, cut_named_cards
from extract.evening import evened, unlist_entries
from extract.links import cut_links
from extract.markup import drop, lines_of, text_of
from extract.others import cut_others, cut_teasers, headline_of
from extract.weighing import ENOUGH, main_part, weigh

_NEVER_STORY = (
    "head", "script", "style", "svg", "noscript", "nav", "aside", "footer", "template", "button", "select",
    "figcaption", "iframe", "object", "embed", "video", "audio", "source", "track", "canvas", "map",
    "area", "datalist", "option", "link", "meta",
)  # fmt: skip
_WORDLESS = ("img", "amp-img", "picture", "input")  # by them captions and polls are known

_BROKEN = etree.XPath(".//h1//br")
_PULLED = etree.XPath(".//figure[.//blockquote][not(.//img or .//video or .//iframe)]")
_LONG = etree.XPath("count(.//p[string-length(.) > 100])")
_SWALLOWERS = etree.XPath("(.//nav | .//aside | .//footer | .//noscript)[count(.//p[string-length(.) > 100]) > 2]")
_POSTS = etree.XPath(".//blockquote[contains(@class, 'twitter-') or contains(@class, 'tiktok-')]")
_QUOTES = "\"'“”‘’ "
_SWALLOWED = 0.5  # share of the page's long paragraphs in an element that by its tag never is a story
_BODY = 0.15  # share of the page's prose in an element among whose children the story's paragraphs are
_MAIN = 0.9  # share of the page's prose in the part whose lines are looked at
_NEARLY_ALL = 0.97  # share of the page's prose in the part that is looked at
_LAYOUT = 400  # characters in a cell of a table that is no table of data


def lean(tree: HtmlElement, title: str, url: str = "") -> HtmlElement:
    """A copy of the page without what is no story by its place: furniture, boxes, other stories, hidden parts."""
    page = deepcopy(tree)
    _join_headlines(page)
    _free_quotes(page)
    _without_furniture(page)
    weights = weigh(page)
    if cut_copies(weights):
        weights = weigh(page)
    total = weights[page]
    main = main_part(page, weights, _MAIN)
    cut_captions(main)
    cut_polls(main)
    etree.strip_elements(page, *_WORDLESS, with_tail=False)
    headline = headline_of(page, title, weights)
    if headline is not None:
        others = cut_others(page, headline, title, url, weights)
        if cut_teasers(page, headline, url, weights) or others:
            weights = weigh(page)
            total = weights[page]
    if total < ENOUGH:  # too little is known to cut by measure
        if headline is not None:
            cut_named_cards(page, headline)
            cut_comments(page, headline, brief=True)
        unlist_entries(page)
        return page
    for post in cast("list[HtmlElement]", _POSTS(page)):
        _lift_out(post)
    prose = {element: weight for element, weight in weights.items() if weight > _BODY * total}
    cut_links(title, prose, url, main_part(page, weights, _MAIN))
    cut_boxes(page, headline, weights)
    cut_comments(page, headline)
    _unfold_layout(page)
    evened(page)
    _narrow(page, headline)
    return page


def _join_headlines(page: HtmlElement) -> None:
    """Put a blank for each line break in a headline, which is one line whatever its theme makes of it."""
    for stop in cast("list[HtmlElement]", _BROKEN(page)):
        stop.tail = f" {stop.tail or ''}"
        stop.drop_tag()


def _free_quotes(page: HtmlElement) -> None:
    """Quotes that a theme shows as a figure become plain blocks; those that the text tells too go."""
    pulled = cast("list[HtmlElement]", _PULLED(page))
    whole = text_of(page) if pulled else ""
    for figure in pulled:
        quote = max(lines_of(figure), key=len, default="").strip(_QUOTES + ".,")
        if whole.count(quote) > 1:
            drop(figure)
        else:
            figure.tag = "div"
            figure.attrib.clear()


def _lift_out(post: HtmlElement) -> None:
    """Put a quoted post of a social network in the place of the boxes around it, whose names would condemn it."""
    box = post
    while (parent := box.getparent()) is not None and parent.tag in ("div", "figure", "section", "center"):
        if text_of(parent) != text_of(post):
            break
        box = parent
    post.attrib.clear()
    if box is not post and (above := box.getparent()) is not None:
        drop(post)
        post.tail, box.tail = box.tail, None
        above.replace(box, post)


def _narrow(page: HtmlElement, headline: HtmlElement | None) -> None:
    """Keep of the page only the smallest element that holds nearly all of its prose, and the headline."""
    weights = weigh(page)
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


def _unfold_layout(page: HtmlElement) -> None:
    """Tables that lay out the page become plain blocks: old portals put the story into a cell."""
    for table in page.xpath(".//table[.//table or .//p[string-length(.) > 100] or .//br]"):
        if any(len(text_of(cell)) > _LAYOUT for cell in table.iter("td")):
            for part in (table, *table.iter("tbody", "tr", "td", "th")):
                if next(part.iterancestors("table"), table) is table:
                    part.tag = "div"
