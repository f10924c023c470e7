"""The pages of a story put together: in order, without what repeats, and whether they are all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extract import kinds
from extract.addresses import split
from extract.clutter import key as form
from extract.language import word_count
from extract.markup import Markup
from extract.numbering import WHOLE, part_key, place
from extract.pager import Pager, pager
from model import Parts

_HELD = 0.8
"""Share of page 1's lines that a whole view repeats at least; a line or two is cut or edited by it."""

_LAST = 1_000  # the place of a page that no address and no pager numbers


@dataclass(frozen=True, slots=True)
class Told:
    """One page of a story: the address asked for, and its lines after the filter and before it."""

    url: str
    markup: Markup
    text: list[str]
    lines: list[str]
    method: str = ""


@dataclass(frozen=True, slots=True)
class Together:
    """A story's text over all its pages, and how many of them it holds."""

    text: list[str]
    lines: list[str]
    parts: Parts
    method: str
    warnings: tuple[str, ...] = ()


def put_together(first: Told, further: Sequence[Told]) -> Together:
    """The story that its first page and others tell: each paragraph once, the pages in their order.

    The whole story on one page stands for all of them when it holds more than page 1. A page that says nothing new
    repeats an earlier one: sites answer so to a number behind their last.
    """
    pages = {told.url: story_pager(told.markup) for told in (first, *further)}
    top = pages[first.url]
    warnings = []
    counted, text, lines, repeated = [first], list(first.text), list(first.lines), set()
    unseen = top.whole is not None  # the story on one page, which alone may tell that there is more
    for told in sorted(further, key=lambda told: _number(first, top, told)):
        if is_whole(first.markup, told.url):
            if holds(told.text, first.text):
                parts = _count([first], pages, set())
                of = parts.of or 1
                return Together(told.text, [*first.lines, *told.lines], Parts(of, of), told.method)
            unseen = False
            warnings.append(f"{told.url}: the whole view holds no more than page 1")
            continue
        known = set(map(form, text))
        fresh = [line for line in told.text if form(line) not in known]
        if told.text and not fresh:
            warnings.append(f"{told.url}: repeats an earlier page")
            repeated.add(part_key(told.url))
            continue
        text += fresh
        lines += told.lines
        counted.append(told)
    parts = _count(counted, pages, repeated)
    if unseen and parts == Parts(1, 1):
        parts = Parts(1, None)
    return Together(text, lines, parts, first.method, tuple(warnings))


def story_pager(markup: Markup) -> Pager:
    """The page's pager, when it is a story's: never that of a list."""
    found = pager(markup)
    if (found.parts or found.whole) and not kinds.is_built_like_article(markup):
        return Pager()
    return found


def is_whole(first: Markup, url: str) -> bool:
    """Whether an address is that of the whole story on one page, by its own words or as page 1 names it."""
    here, other = split(first.url), split(url)
    if here is None or other is None:
        return False
    if place(other) == place(here)._replace(number=WHOLE):
        return True
    whole = pager(first).whole
    return whole is not None and part_key(whole) == part_key(url)


def holds(whole: Sequence[str], first: Sequence[str]) -> bool:
    """Whether a text is that of all parts: page 1's lines are in it, and a paragraph more."""
    forms = set(map(form, whole))
    held = sum(form(line) in forms for line in first)
    known = set(map(form, first))
    more = sum(word_count(line) for line in whole if form(line) not in known)
    less = sum(word_count(line) for line in first if form(line) not in forms)
    return held >= _HELD * len(first) and more > less


def repeats(text: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """Whether all that a page tells is told on other pages."""
    known = {form(line) for other in others for line in other}
    return bool(text) and all(form(line) in known for line in text)


def _number(first: Told, top: Pager, told: Told) -> int:
    """A page's place in its story: by its address, else by the order in which page 1 names it."""
    here, other = split(first.markup.url), split(told.url)
    if here is not None and other is not None and place(here).story == place(other).story:
        return place(other).number
    named = [part_key(url) for url in top.parts]
    return named.index(part_key(told.url)) + 2 if part_key(told.url) in named else _LAST


def _count(counted: Sequence[Told], pages: dict[str, Pager], repeated: set[str]) -> Parts:
    """Have and of; ``of`` is None while the last page only says that another one follows."""
    here = {part_key(told.markup.url if index == 0 else told.url) for index, told in enumerate(counted)}
    pagers = [pages[told.url] for told in counted]
    known = here.union(*({part_key(url) for url in named.parts} for named in pagers)) - repeated
    totals = [named.total for named in pagers if named.total]
    if not totals and known != here and not any(named.numbered for named in pagers):
        return Parts(have=len(counted), of=None)
    return Parts(have=len(counted), of=max([len(known), len(counted), *totals]))
