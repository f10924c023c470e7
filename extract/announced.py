"""What a story links of its own: the people and offices it lists, whose links lead to tag pages.

Systems link each name that they keep a page for. A list of such names looks like one of tags or of other stories;
but the story announces it ("Lima ASN yang disanksi:"), or gives it as a table.
"""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from extract.knowledge import words
from extract.language import word_count
from extract.markup import text_of, text_within

_LONGEST_TABLE = 1_500  # characters of a table of links
_LONGEST_NAME = 40  # characters of a person or an office that is linked
_LONGEST_LINE = 400  # characters of the line that announces a list


def is_own(part: HtmlElement, links: list[HtmlElement], known: Collection[HtmlElement]) -> bool:
    """Whether a part with these links is a list of the story's; ``known`` are those found so far."""
    return _is_table(part) or (_is_announced(part, known) and all(map(_leads_to_list, links)))


def _leads_to_list(link: HtmlElement) -> bool:
    """Whether a link leads to a tag's or a rubric's page."""
    try:
        path = urlsplit((link.get("href") or "").strip()[:1000]).path
    except ValueError:
        return False
    lists = (*words("kinds", "list_segments"), *words("kinds", "rubric_segments"))
    return any(segment in lists for segment in path.lower().split("/")[:-1])


def _is_announced(part: HtmlElement, known: Collection[HtmlElement]) -> bool:
    """Whether a line that is no label and ends in a colon stands before a part, or before the names above it."""
    above = part.getprevious()
    while above is not None and above in known:
        above = above.getprevious()
    line = text_within(above, _LONGEST_LINE) if above is not None else None
    if not line or not line.endswith(":") or word_count(line) < 2:
        return False
    label = line.rstrip(" :").casefold()
    labels = (("lists", "tags"), ("labels", "subjects"), ("links", "labels"), ("links", "labels_with_colon"))
    return not any(label in words(*names) for names in labels)


def _is_table(part: HtmlElement) -> bool:
    """Whether a part is a table of data: several rows of several cells, and no link as long as most headlines."""
    table = next(part.iter("table"), None)
    if table is None or (text := text_within(part, _LONGEST_TABLE)) is None or text_of(table) != text:
        return False
    if any(len(text_of(link)) > _LONGEST_NAME for link in table.iter("a")):
        return False
    rows = [[*row.iter("td", "th")] for row in table.iter("tr")]
    told = [sum(any(map(str.isalpha, text_of(cell))) for cell in row) for row in rows]
    return len(told) > 1 and min(told) > 1
