"""How much prose stands where on a page: the measure by which parts of it are told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from typing import Any, cast

from lxml import etree
from lxml.html import HtmlElement

from extract.markup import INLINE, lines_of, text_of

LINE = 80
"""Characters from which on a text counts as prose."""

ENOUGH = 400
"""Characters, in texts longer than LINE, by which a story is known: with less nothing is told apart by measure."""

_PROSE = etree.XPath(f"descendant::text()[string-length() > {LINE}]")


def weigh(page: HtmlElement) -> Counter[HtmlElement]:
    """Characters of prose below each element that has any."""
    weights: Counter[HtmlElement] = Counter()
    around: Counter[HtmlElement] = Counter()  # paragraphs mostly share what is around them
    for text in cast("list[Any]", _PROSE(page)):
        parent = text.getparent()
        weights[parent] += len(text)
        if (above := parent.getparent()) is not None:
            around[above] += len(text)
    for element, size in around.items():
        for one in (element, *element.iterancestors()):
            weights[one] += size
    return weights


def main_part(page: HtmlElement, weights: Mapping[HtmlElement, int], share: float) -> HtmlElement:
    """The smallest element that holds this share of the page's prose."""
    part = page
    while (
        main := next((child for child in part if weights[child] >= share * weights[page] > 0), None)
    ) is not None:
        part = main
    return part


def prose_before(page: HtmlElement, marks: Collection[HtmlElement]) -> dict[HtmlElement, int]:
    """Characters of prose that stand before each of these elements."""
    before: dict[HtmlElement, int] = {}
    size = 0
    for event, element in etree.iterwalk(page, events=("start", "end")):
        if event == "start" and element in marks:
            before[element] = size
        text = (element.text if event == "start" else element.tail) or ""
        size += len(text) if len(text) > LINE else 0
    return before


def told_in(element: HtmlElement) -> int:
    """Characters of an element's lines that are long enough for prose, without what is linked in it."""
    size = sum(len(line) for line in lines_of(element) if len(line) > LINE)
    return max(0, size - linked_in(element)) if size else 0


def linked_in(element: HtmlElement) -> int:
    """Characters of an element's text that are links."""
    return sum(len(text_of(link)) for link in element.iter("a"))


def linked_lines(element: HtmlElement) -> list[tuple[str, int]]:
    """The text of an element by its lines (see ``lines_of``), and how many characters of each are links."""
    found: list[tuple[str, int]] = []
    parts: list[str] = []
    linked = 0
    within = False  # a link
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if node.tag not in INLINE:
            found.append((" ".join("".join(parts).split()), linked))
            parts, linked = [], 0
        if node.tag == "a":
            within = event == "start"
        text = node.text if event == "start" else node.tail if node is not element else None
        parts.append(text or "")
        linked += len(" ".join((text or "").split())) if within else 0
    found.append((" ".join("".join(parts).split()), linked))
    return [(line, size) for line, size in found if line]
