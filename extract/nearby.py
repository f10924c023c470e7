"""What stands around the headline, in the order of the page, and what is beside the story."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from itertools import islice

from lxml import etree

from extract.addresses import is_home, join, split
from extract.knowledge import words
from extract.markup import text_within

_LONGEST_BYLINE = 160  # characters
_WORDLESS = frozenset(
    ["br", "hr", "img", "picture", "source", "svg", "path", "script", "style", "noscript", "iframe", "ins", "input",
     "button", "select", "option", "link", "meta", "figure", "video", "form"]
)  # fmt: skip
_UNREAD = frozenset(["script", "style", "noscript", "template", "a", "option", "figcaption"])
_MOST_CHILDREN = 15  # a byline has few parts
_MOST = 500  # elements of one neighbour that are looked at
_RUN = 5  # words in a row that are prose
_HIGHEST = 8  # elements around one that are asked what they are
_LONGEST_CARD = 500  # characters of the block in which another story is told in short
_HEADLINE = 7  # words of a link that is another story's headline, and no two people's names
_SHORTEST = 3  # the same, in a heading
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

OTHERS = "others"
READERS = "readers"
PAGE = "page"
SIDES = "sides"
PICTURES = "pictures"
BOXES = "boxes"
HEADS = "heads"
"""The kinds of what stands beside a story: the lists of ``[beside]`` in ``data/clutter.toml``."""


def walk(start: etree._Element, *, back: bool = False) -> Iterator[etree._Element]:
    """The elements behind (or before) one, the near ones first; never its ancestors or what is inside it."""
    for node in (start, *start.iterancestors()):
        if node.tag == "body":
            return
        for sibling in node.itersiblings(preceding=back):
            inside = islice(sibling.iter(etree.Element), _MOST)
            yield from reversed([*inside]) if back else inside


def behind(headline: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    """The elements behind the headline, and how many words of prose stand between it and each of them."""
    told = 0
    for element in walk(headline):
        yield element, told
        if element.tag not in _UNREAD and element.text:
            told += _prose(element.text)
        if element.tail and element.tag != "script":
            told += _prose(element.tail)


def _prose(text: str) -> int:
    count = len(text.split())
    return count if count >= _RUN else 0


def short_text(element: etree._Element) -> str:
    """The element's text when it is short enough for a byline, else nothing."""
    if element.tag in _WORDLESS or len(element) > _MOST_CHILDREN:
        return ""
    return text_within(element, _LONGEST_BYLINE) or ""


def signs(element: etree._Element | None, *more: str) -> str:
    """What an element's class, id and the like (and the attributes ``more``) say of it, lower case."""
    if element is None:
        return ""
    get = element.get
    told = (get("class"), get("id"), get("itemprop"), get("property"), get("rel"), *map(get, more))
    return " ".join(filter(None, told)).lower()[:300]


@cache
def _named(kinds: tuple[str, ...]) -> re.Pattern[str]:
    names = [name for kind in kinds for name in words("beside", kind)]
    anywhere = [re.escape(name.strip("*")) for name in names if name.startswith("*")]
    others = [name for name in names if not name.startswith("*")]
    whole = [re.escape(name.rstrip("*")) + ("" if name.endswith("*") else r"\b") for name in others]
    start = r"(?:^|\s)(?!has-|with-|no-|right-|left-|(?:entry|post|article)[-_]footer)(?:[a-z]{1,8}[-_])?"
    forms = [f"{start}(?:{'|'.join(whole)})" if whole else "", *anywhere]
    return re.compile("|".join(filter(None, forms)))


def is_named(names: str, *kinds: str) -> bool:
    """Whether a class or id (``signs``) is that of something beside a story, of these kinds."""
    return bool(names) and _named(kinds).search(names) is not None


def is_elsewhere(element: etree._Element, home: Collection[etree._Element] = ()) -> bool:
    """Inside a footer, a sidebar, a list of other stories, a comment, a caption.

    ``home`` are the elements around the headline: what the story as a whole stands in says nothing.
    """
    apart = any(node.tag == "article" for node in home)
    for node in (element, *islice(element.iterancestors(), _HIGHEST)):
        if node in home or node.tag in ("html", "body"):
            return False
        if apart and node.tag == "article":
            return True  # another story below this one
        names = signs(node)
        if node.tag == "footer" and (_OF_STORY.search(names) or _closes_story(node, home)):
            continue
        if node.tag in ("footer", "aside", "nav", "figure", "figcaption"):
            return True
        if is_named(names, OTHERS, READERS, PAGE, SIDES, PICTURES):
            return True
    return False


def _closes_story(footer: etree._Element, home: Collection[etree._Element]) -> bool:
    """Whether a footer is that of the headline's own ``<article>``: some themes set date and author there."""
    parent = footer.getparent()
    return parent is not None and parent.tag == "article" and parent in home


_OF_STORY = re.compile(r"\bnode__meta|submitted|byline")
"""Drupal 8 and later set the byline below the headline into a ``<footer>``."""


def is_on_card(element: etree._Element, home: Collection[etree._Element], url: str) -> bool:
    """Whether an element stands with the linked headline of another story in one small block."""
    for node in (element, *islice(element.iterancestors(), 4)):
        if node in home or node.tag in ("html", "body"):
            return False
        text = text_within(node, _LONGEST_CARD)
        if text is None:
            return False
        links = [node] if node.tag == "a" else islice(node.iter("a"), 12)
        if any(_leads_to_story(link, url) for link in links):
            return True
    return False


_NO_STORY = re.compile(
    r"author|penulis|redaksi|reporter|profile?\b|/user|/tags?/|kategori|category|topi[kc]|rubrik|share"
)
"""What a byline links to, in long words too."""


def _leads_to_story(link: etree._Element, url: str) -> bool:
    address = join(url, (link.get("href") or "").partition("#")[0])
    here, there = split(url), split(address) if address else None
    if address is None or there is None or is_home(address) or (here and here.netloc != there.netloc):
        return False
    if here and there.path.rstrip("/") == here.path.rstrip("/") and there.query == here.query:
        return False
    if _NO_STORY.search(f"{address} {signs(link)}".lower()):
        return False
    size = len((text_within(link, _LONGEST_CARD) or "").split())
    around = link.getparent()
    titled = any(link.find(tag) is not None for tag in _HEADINGS)
    titled = titled or (around is not None and around.tag in _HEADINGS)
    return size >= (_SHORTEST if titled else _HEADLINE)


def common_box(element: etree._Element, other: etree._Element) -> etree._Element | None:
    """The smallest element that holds both."""
    around = set(element.iterancestors())
    return next((node for node in other.iterancestors() if node in around), None)
