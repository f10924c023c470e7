"""What stands around the headline: the elements beside it, in the order of the page, and what is elsewhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import islice

from lxml import etree

_LONGEST_BYLINE = 160  # characters
_ELSEWHERE = re.compile(
    r"(?:^|\s)(?!has-|with-|no-|right-|left-)(?:[a-z]{1,8}[-_])?(?:footer|sidebar|widget|related|terkait|comments?|"
    r"komentar|popular|populer|trending|latest|terkini|menu|nav|recommend\w*|baca-?juga|copyright|breaking|ticker|"
    r"caption|more|next|prev)\b"
)
_WORDLESS = frozenset(
    ["br", "hr", "img", "picture", "source", "svg", "path", "script", "style", "noscript", "iframe", "ins", "input",
     "button", "select", "option", "link", "meta", "figure", "video", "form"]
)  # fmt: skip
_MOST_CHILDREN = 15  # a byline has few parts
_MOST = 500  # elements of one neighbour that are looked at


def walk(start: etree._Element, *, back: bool = False) -> Iterator[etree._Element]:
    """The elements behind (or before) one, the near ones first; never its ancestors or what is inside it."""
    for node in (start, *start.iterancestors()):
        for sibling in node.itersiblings(preceding=back):
            inside = islice(sibling.iter(etree.Element), _MOST)
            yield from reversed([*inside]) if back else inside
        if node.tag == "body":
            return


def short_text(element: etree._Element) -> str:
    """The element's text when it is short enough for a byline, else nothing."""
    if element.tag in _WORDLESS or len(element) > _MOST_CHILDREN:
        return ""
    size, parts = 0, []
    for part in element.itertext():
        size += len(part)
        if size > 4 * _LONGEST_BYLINE:
            return ""
        parts.append(str(part))
    text = " ".join("".join(parts).split())
    return text if len(text) <= _LONGEST_BYLINE else ""


def signs(element: etree._Element) -> str:
    """What an element's class, id and the like say of it, lower case."""
    return " ".join(element.get(name) or "" for name in ("class", "id", "itemprop", "property", "rel")).lower()[
        :300
    ]


def is_elsewhere(element: etree._Element, home: Collection[etree._Element] = ()) -> bool:
    """Inside a footer, a sidebar, a list of other stories, a comment, a caption.

    ``home`` are the elements around the headline: what the story as a whole stands in says nothing.
    """
    apart = any(node.tag == "article" for node in home)
    for node in (element, *islice(element.iterancestors(), 8)):
        if node in home or node.tag in ("html", "body"):
            return False
        if apart and node.tag == "article":
            return True  # another story below this one
        if node.tag in ("footer", "aside", "nav", "figure", "figcaption") or _ELSEWHERE.search(signs(node)):
            return True
    return False
