"""Where on the page the lines of an extracted story stand, and what stands beside them in the same places.

trafilatura decides where the story is. It sometimes keeps only one of several containers of the same story (a story
cut in two by an advertisement), or leaves out its standfirst: what lies in the very places where the story lies is
the story's as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from lxml import etree

from extract.language import word_count
from extract.markup import INLINE, text_of

_TEXTS = etree.XPath("//body//text()[string-length() > 20]")
_SHORTEST = 6  # words of a passage that is added
_MOST_LINKED = 0.4  # share of a passage that may be links
_MOST_PASSAGES = 2_000


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of text on the page, in document order."""

    block: etree._Element
    text: str
    told: bool  # whether it stands in the extracted story
    place: tuple[str, ...]  # the tags and classes of the elements it lies in, innermost first
    fence: etree._Element | None  # the <article> it lies in


def completed(tree: etree._Element, lines: Sequence[str]) -> list[str]:
    """The lines with the passages that lie in the same places as they do, in the page's order.

    ``tree`` is the page without what never is a story. A place is the chain of tags and classes above a passage;
    it is the story's when it holds much of the story's text.
    """
    passages = [*_passages(tree, lines)]
    homes, fence = _homes(passages)
    added: dict[int, list[str]] = {}
    at = 0
    for passage in passages:
        if passage.told:
            at = next((index for index, line in enumerate(lines) if passage.text in line), at - 1) + 1
        elif passage.fence is fence and passage.place in homes and _is_prose(passage):
            added.setdefault(at, []).append(passage.text)
    if not added:
        return [*lines]
    return [line for index in range(len(lines) + 1) for line in (*added.get(index, ()), *lines[index : index + 1])]


def _passages(tree: etree._Element, lines: Sequence[str]) -> Iterator[Passage]:
    story = "\n".join(lines)
    places: dict[etree._Element, tuple[tuple[str, ...], etree._Element | None]] = {}
    seen: set[etree._Element] = set()
    for text in cast("list[Any]", _TEXTS(tree))[:_MOST_PASSAGES]:
        words = " ".join(text.split())
        if len(words) < 20:
            continue
        element = text.getparent()
        if text.is_tail:
            element = element.getparent()
        while element.tag in INLINE and element.getparent() is not None:
            element = element.getparent()
        told = words in story
        if element in seen:
            continue
        if element.tag in ("p", "li", "blockquote", "h2", "h3", "h4"):
            seen.add(element)
            if not told:
                words = text_of(element)
        if element not in places:
            places[element] = _place(element)
        yield Passage(element, words, told, *places[element])


def _place(block: etree._Element) -> tuple[tuple[str, ...], etree._Element | None]:
    chain, fence = [], None
    for element in (block, *block.iterancestors()):
        if element.tag == "body":
            break
        if element.tag == "article" and fence is None:
            fence = element
        classes = re.sub(r"\d+", "0", element.get("class") or "") if element is not block else ""
        chain.append(f"{element.tag} {classes}")
    return tuple(chain), fence


def _homes(passages: Sequence[Passage]) -> tuple[frozenset[tuple[str, ...]], etree._Element | None]:
    told = [passage for passage in passages if passage.told]
    weights: Counter[tuple[str, ...]] = Counter()
    fences: Counter[etree._Element | None] = Counter()
    for passage in told:
        weights[passage.place] += len(passage.text)
        fences[passage.fence] += len(passage.text)
    total = sum(weights.values())
    homes = frozenset(place for place, weight in weights.items() if weight >= 0.2 * total)
    return homes, fences.most_common(1)[0][0] if fences else None


def _is_prose(passage: Passage) -> bool:
    if word_count(passage.text) < _SHORTEST:
        return False
    linked = sum(len(text_of(link)) for link in passage.block.iter("a"))
    return linked <= _MOST_LINKED * len(passage.text)
