"""Where on the page the lines of an extracted story stand, and what of the story was left out there.

trafilatura decides where the story is. It sometimes keeps only one of several containers of a story that an
advertisement cuts in two, drops lists and subheadings between paragraphs, or leaves out the standfirst. What lies
in the very places where the story lies, or between its paragraphs, is the story's as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from lxml import etree
from lxml.html import HtmlElement

from extract.knowledge import words
from extract.language import word_count
from extract.markup import INLINE, lines_of, spoken, text_of
from extract.titles import agree
from extract.weighing import linked_in, linked_lines

_TEXTS = etree.XPath("//body//text()[string-length() > 40]")
_SHORTEST = 6  # words of a passage that is added
_MOST_LINKED = 0.4  # share of a passage that may be links
_MOST_PASSAGES = 2_000
_HOME = 0.2  # share of the story's text in a place that is the story's
_KNOWN = 40  # characters by which a line is known again
_BETWEEN = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "blockquote"})
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_LEAD = 12  # words
_LEVELS = 2  # blocks around the first paragraph before which the lead may stand
_STANDFIRST = (8, 90)  # words
_SENTENCE_ENDS = '.!?…"”’)。'


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of text on the page."""

    block: HtmlElement
    text: str
    told: bool  # whether it stands in the extracted story
    linked: int  # characters of it that are links; 0 for what is told
    place: tuple[str, ...]  # the tags and classes of the elements it lies in, innermost first
    fence: HtmlElement | None  # the <article> it lies in


def completed(page: HtmlElement, lines: Sequence[str], title: str, description: str) -> list[str]:
    """The lines with the story's passages that are missing among them, in the page's order.

    ``page`` is the page without what never is a story; ``description`` is what it says of itself in its head.
    """
    if not lines:
        return []
    passages = [*_passages(page, lines)]
    lines = _with(lines, _from_same_places(passages, lines))
    lines = _with(lines, _from_between(passages, lines))
    first = next((one.block for one in passages if one.told and not agree(one.text, title)), None)
    if first is not None:
        lines = _with(lines, _from_before(first, lines))
    standfirst = _standfirst(page, first, title, description) if first is not None else None
    if standfirst and standfirst[:_KNOWN] not in "\n".join(lines):
        return [standfirst, *lines]
    return lines


def _with(lines: Sequence[str], added: Iterable[tuple[int, str]]) -> list[str]:
    """The lines with others put in before the given indexes."""
    before: dict[int, list[str]] = {}
    for index, line in added:
        before.setdefault(index, []).append(line)
    return [line for index in range(len(lines) + 1) for line in (*before.get(index, ()), *lines[index : index + 1])]


def _passages(page: HtmlElement, lines: Sequence[str]) -> Iterator[Passage]:
    story = "\n".join(lines)
    places: dict[HtmlElement, tuple[tuple[str, ...], HtmlElement | None]] = {}
    seen: set[HtmlElement] = set()
    split: dict[HtmlElement, list[tuple[str, int]]] = {}  # the lines that blocks still have to give
    for text in cast("list[Any]", _TEXTS(page))[:_MOST_PASSAGES]:
        shown = " ".join(text.split())
        if len(shown) < 40:
            continue
        block = text.getparent().getparent() if text.is_tail else text.getparent()
        while block.tag in INLINE and block.getparent() is not None:
            block = block.getparent()
        if block in seen:
            continue
        told, linked = shown in story, 0
        if block.tag in ("p", "li", "blockquote", "h2", "h3", "h4"):
            seen.add(block)
            shown, linked = (shown, 0) if told else (text_of(block), linked_in(block))
        elif not told:  # text that stands in a container, between its ``<br>``
            if block not in split:
                split[block] = linked_lines(block)
            line = next((line for line in split[block] if shown in line[0]), None)
            if line is None:
                continue
            split[block].remove(line)
            shown, linked = line
        if block not in places:
            places[block] = _place(block)
        yield Passage(block, shown, told, linked, *places[block])


def _place(block: HtmlElement) -> tuple[tuple[str, ...], HtmlElement | None]:
    """The chain of tags and classes above a block (numbers in them do not count), and its <article>."""
    chain, fence = [block.tag], None
    for element in block.iterancestors():
        if element.tag == "body":
            break
        if element.tag == "article" and fence is None:
            fence = element
        chain.append(_kind(element.tag, element.get("class") or ""))
    return tuple(chain), fence


@lru_cache(maxsize=20_000)
def _kind(tag: str, classes: str) -> str:
    return f"{tag} {re.sub(r'[0-9]+', '0', classes[:300])}"


def _from_same_places(passages: Sequence[Passage], lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Prose in the places that hold much of the story, with the index before which it belongs."""
    told = [passage for passage in passages if passage.told]
    weights: Counter[tuple[str, ...]] = Counter()
    fences: Counter[HtmlElement | None] = Counter()
    for passage in told:
        weights[passage.place] += len(passage.text)
        fences[passage.fence] += len(passage.text)
    homes = {place for place, weight in weights.items() if weight >= _HOME * weights.total()}
    at = 0
    for passage in passages:
        if passage.told:
            ahead = next((index for index in range(at, len(lines)) if passage.text in lines[index]), None)
            if ahead is None:
                ahead = next((index for index in range(at) if passage.text in lines[index]), at - 1)
            at = ahead + 1
        elif passage.place in homes and passage.fence is fences.most_common(1)[0][0] and _is_prose(passage):
            yield at, passage.text


def _is_prose(passage: Passage) -> bool:
    return word_count(passage.text) >= _SHORTEST and passage.linked <= _MOST_LINKED * len(passage.text)


def _from_between(passages: Sequence[Passage], lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Subheadings, lists and short paragraphs that stand between two paragraphs of the story."""
    starts = {line.removeprefix("- ")[:_KNOWN]: index for index, line in reversed([*enumerate(lines)])}
    story = "\n".join(lines)
    parents = Counter(passage.block.getparent() for passage in passages if passage.told)
    for parent, count in parents.items():
        if parent is None or count < 2:
            continue
        children = [(child, lines_of(child)) for child in parent if child.tag in _BETWEEN]
        known = [[starts[line[:_KNOWN]] for line in shown if line[:_KNOWN] in starts] for _, shown in children]
        last = max((number for number, indexes in enumerate(known) if indexes), default=0)
        first = next((indexes for indexes in known if indexes), None)
        at = min(first) if first and children[0][0].tag in _HEADINGS else None  # a part may begin with a subheading
        for (child, shown), indexes in zip(children[:last], known[:last], strict=True):
            if indexes:
                at = max(indexes) + 1
            elif at is not None and linked_in(child) <= _MOST_LINKED * sum(map(len, shown)):
                yield from ((at, line) for line in shown if line not in story)


def _from_before(first: HtmlElement, lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Paragraphs that stand right before the first told one, or before the block that holds it."""
    story = "\n".join(lines)
    found: list[str] = []
    node: HtmlElement | None = first
    for _ in range(_LEVELS):
        for block in node.itersiblings(preceding=True) if node is not None else ():
            text = text_of(block)
            if not text:
                continue
            if not _is_lead(block, text):
                break
            if text not in story:
                found.append(text)
        node = node.getparent() if node is not None else None
        if node is None or node.tag not in ("div", "section", "p"):
            break
    return ((0, text) for text in reversed(found))


def _is_lead(block: HtmlElement, text: str) -> bool:
    return (
        block.tag == "p"
        and word_count(text) >= _LEAD
        and text[-1] in _SENTENCE_ENDS
        and linked_in(block) <= _MOST_LINKED * len(text)
    )


def _standfirst(page: HtmlElement, first: HtmlElement, title: str, description: str) -> str | None:
    """The summary between headline and text: known by its class, or as what the page's head says of the story."""
    fewest, most = _STANDFIRST
    begun = False
    for element in page.iter("h1", "h2", "h3", "p", "div", "span", "em", "strong", "blockquote", "section"):
        if element is first or element in first.iterancestors():
            if element is first:
                return None
            continue
        if not begun:
            begun = element.tag in ("h1", "h2") and agree(text_of(element), title)
            continue
        named = _is_standfirst(f"{element.get('class') or ''} {element.get('id') or ''}")
        if not named and (not description or element.tag in ("div", "section")):
            continue
        text = text_of(element)
        if (
            not fewest <= word_count(text) <= most
            or text[-1] not in _SENTENCE_ENDS
            or linked_in(element) > _MOST_LINKED * len(text)
        ):
            continue
        if named or _same(text, description):
            return None if any(mark in text.casefold() for mark in words("standfirsts", "by_machine")) else text
    return None


def _same(text: str, description: str) -> bool:
    """Whether one is the other, or its beginning."""
    one, other = text.casefold(), description.casefold().rstrip(" .…")
    return bool(other) and len(other) >= _KNOWN and (one.startswith(other) or other.startswith(one))


@lru_cache(maxsize=5_000)
def _is_standfirst(names: str) -> bool:
    apart = spoken(names)
    return any(f" {name} " in apart for name in words("standfirsts", "names"))
