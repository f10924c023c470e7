"""One page parsed once: its tree, and what the page says of itself (metas, JSON-LD, links)."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache, wraps
from itertools import islice
from typing import TypeVar, cast

from lxml import etree
from lxml.html import HtmlElement, document_fromstring
from trafilatura.utils import repair_faulty_html

from extract.decoding import page_text
from extract.errors import Unreadable
from extract.tags import without_fat_tags
from model import Candidate, Page

MAX_ELEMENTS = 6_000
"""trafilatura's time grows with the square of a page's elements. News pages have 500 to 4,000 without scripts."""

MAX_DEPTH = 1_000
"""Unclosed tags nest a page's paragraphs in hundreds; beyond this the time per element grows without bound."""

MAX_STEPS = 400_000
"""The depths of all elements together, which is what walks from each of them to the root take: news pages have
20,000, the worst of 440 had 60,000."""

MAX_TEXT = 300_000
"""Characters: a page with more of them outside scripts is no story (the longest have some 60,000)."""

TOO_DEEP = "markup: nested too deep, read only to depth 256"
LONG_LIST = "markup: a list or table too long, only its beginning read"
_LIMITS = ("ERR_RESOURCE_LIMIT", "ERR_NAME_TOO_LONG")
_MAX_DATA = 1_000_000  # characters of JSON-LD read per page
_MOST_PRUNED = 60_000  # elements of a page that is looked through for parts to drop
_MOST_ENTRIES = 300  # of a list or table on a page of too many elements
_MOST_OBJECTS = 300  # of JSON-LD, at the top and in @graph
_Answer = TypeVar("_Answer")

_OF_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review)$")


@dataclass(frozen=True, slots=True)
class Markup:
    """A parsed page; ``metas`` by lower-case property or name (the first counts), ``data`` its JSON-LD objects."""

    tree: HtmlElement
    url: str
    fetched: datetime
    metas: Mapping[str, str]
    data: tuple[Mapping[str, object], ...]
    candidate: Candidate | None = None
    warnings: tuple[str, ...] = ()
    answers: dict[object, object] = field(default_factory=dict, repr=False, compare=False)  # see once()

    def meta(self, *names: str) -> str | None:
        """The first non-empty value among these metas."""
        return next((value for name in names if (value := self.metas.get(name))), None)

    def articles(self) -> Iterator[Mapping[str, object]]:
        """JSON-LD objects that are an article, then those that are the web page itself (Yoast dates both)."""
        for wanted in (_OF_ARTICLE.search, re.compile(r"^(?:WebPage|ItemPage)$").search):
            yield from (item for item in self.data if any(wanted(kind) for kind in kinds_of(item)))

    def body_classes(self) -> frozenset[str]:
        """The classes of ``<body>``, lower case."""
        body = self.tree.find("body")
        return frozenset((body.get("class") or "").lower().split()) if body is not None else frozenset()


def once(question: Callable[[Markup], _Answer]) -> Callable[[Markup], _Answer]:
    """A question that is put to a page several times, and answered once."""

    @wraps(question)
    def answered(markup: Markup) -> _Answer:
        if question not in markup.answers:
            markup.answers[question] = question(markup)
        return cast("_Answer", markup.answers[question])

    return answered


def read(page: Page) -> Markup:
    """Parse a page. Raises NotHtml or Unreadable."""
    content_type = next((value for name, value in page.headers if name.lower() == "content-type"), "")
    text, warnings = page_text(page.body, content_type, page.charset)
    tree, cuts = _parsed(text)
    data, unread = _data(tree)
    if unread:
        cuts = (*cuts, "json-ld: unreadable")
    fetched = page.fetched if page.fetched.tzinfo else page.fetched.replace(tzinfo=UTC)
    return Markup(tree, page.url, _safe(fetched), _metas(tree), data, page.candidate, (*warnings, *cuts))


def _safe(moment: datetime) -> datetime:
    """A moment with room for the hours of every zone on both sides."""
    low, high = datetime(1990, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
    return min(max(moment, low), high)


def text_of(element: etree._Element) -> str:
    """All text of an element, blanks collapsed."""
    return " ".join(etree.tostring(element, method="text", encoding="unicode", with_tail=False).split())


def text_within(element: etree._Element, most: int) -> str | None:
    """All text of an element, blanks collapsed; None when it is longer than ``most``."""
    whole = text_of(element) if len(element) else " ".join((element.text or "").split())
    return whole if len(whole) <= most else None


def has_own_text(element: HtmlElement) -> bool:
    """Whether text stands in an element itself, between what it holds."""
    return any((text or "").strip() for text in (element.text, *(child.tail for child in element)))


def drop(element: HtmlElement) -> None:
    """Take an element out of its page with all that is in it; what stands behind it stays."""
    if element.getparent() is not None:  # it may have gone with another
        element.drop_tree()


INLINE = frozenset(
    ["a", "abbr", "b", "bdi", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "mark", "q",
     "s", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var"]
)  # fmt: skip
"""Elements that do not begin a line of their own."""


def lines_of(element: etree._Element) -> list[str]:
    """The text of an element, a line for each block and each ``<br>`` in it, blanks collapsed, no empty ones."""
    parts: list[str] = []
    for event, node in etree.iterwalk(element, events=("start", "end")):
        if node.tag not in INLINE:
            parts.append("\n")
        if event == "start":
            parts.append(" ".join((node.text or "").split("\n")))
        elif node is not element:
            parts.append(" ".join((node.tail or "").split("\n")))
    return [bare for line in "".join(parts).split("\n") if (bare := " ".join(line.split()))]


@lru_cache(maxsize=20_000)
def spoken(names: str) -> str:
    """A class or id by its words, lower case, each with a blank on both sides: " entry content wrapper "."""
    return f" {re.sub(r'(?<=[a-z])(?=[A-Z])|[^A-Za-z]+', ' ', names[:300]).lower()} "


def kinds_of(item: Mapping[str, object]) -> tuple[str, ...]:
    """The ``@type`` of a JSON-LD object, always as a tuple."""
    kind = item.get("@type")
    stated = kind[:10] if isinstance(kind, list) else [kind] if kind else []
    return tuple(str(part)[:100] for part in stated)


def _parsed(text: str) -> tuple[HtmlElement, tuple[str, ...]]:
    """The tree, with what would take unbounded time cut or refused, and warnings."""
    source = _repaired(without_fat_tags(text))
    tree, cut = _tree(source, huge=False)
    notes: tuple[str, ...] = ()
    if cut:  # libxml2 stopped: at depth 256, which unclosed tags reach, or at an attribute of 10 MB
        deep, _ = _tree(source, huge=True)
        if deep is not None and _depth(deep)[0] <= MAX_DEPTH:
            tree = deep
        else:
            notes = (TOO_DEEP,)
    if tree is None:
        raise Unreadable("the markup cannot be parsed")
    # an element has a tag in the source, but for the two or three that libxml2 puts around all
    count = int(tree.xpath("count(descendant-or-self::*)")) if source.count(b"<") > MAX_ELEMENTS - 10 else 0
    if MAX_ELEMENTS < count <= _MOST_PRUNED:
        count -= _pruned(tree)
        if count > MAX_ELEMENTS and (gone := _shortened(tree)):
            count -= gone
            notes = (*notes, LONG_LIST)
    if count > MAX_ELEMENTS:
        raise Unreadable(f"the page has {count:,} elements, more than {MAX_ELEMENTS:,}")
    if (cut or _DEEP(tree)) and _depth(tree)[1] > MAX_STEPS:
        raise Unreadable("the markup is nested too deep, with too much in its depth")
    if len(source) > MAX_TEXT:
        _bound(tree)
    return tree, notes


_CONTROLS = bytes(code for code in range(0x20) if code not in b"\t\n\r")


def _repaired(text: str) -> bytes:
    """UTF-8 without signs that no XML may hold; faults in the first lines that break libxml2 are mended."""
    for sign in ("\ufffe", "\uffff"):
        if sign in text:
            text = text.replace(sign, "")
    begin = text[:4096]
    head = repair_faulty_html(begin, text[:50].lower())
    source = text if head == begin else head + text[4096:]
    return source.encode("utf-8", "replace").translate(None, _CONTROLS)


_ONE_CLASS = etree.ElementDefaultClassLookup(element=HtmlElement)
"""lxml.html asks Python for the class of each element it hands out, each time; this answers in C."""


def _tree(source: bytes, *, huge: bool) -> tuple[HtmlElement | None, bool]:
    """The parsed tree, and whether libxml2 stopped at one of its limits."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=huge)
    parser.set_element_class_lookup(_ONE_CLASS)
    try:
        tree = document_fromstring(source, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None, True
    return tree, any(entry.type_name in _LIMITS for entry in parser.error_log)


_DEEP = etree.XPath(f"boolean({'/*' * 61})")


def _depth(tree: HtmlElement) -> tuple[int, int]:
    """How deep the deepest element lies, and the sum of all elements' depths."""
    depth = deepest = steps = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        if event == "start":
            depth += 1
            steps += depth
            deepest = max(deepest, depth)
        else:
            depth -= 1
    return deepest, steps


_SIZE = etree.XPath("string-length()")


def _bound(tree: HtmlElement) -> None:
    """Refuse more text than any story has."""
    size = int(cast("float", _SIZE(tree)))
    size -= sum(len(element.text or "") for element in tree.iter("script", "style"))
    if size > MAX_TEXT:
        raise Unreadable(f"the page has {size:,} characters of text, more than {MAX_TEXT:,}")


_PROSE = frozenset({"p", "br", "h2", "h3", "h4", "blockquote"})
_SELDOM_STORY = ("nav", "footer", "select", "svg", "form", "iframe", "style", "noscript", "script")


def _pruned(tree: HtmlElement) -> int:
    """Drop what never holds a story; how many elements went."""
    gone = 0
    for element in list(tree.iter(*_SELDOM_STORY)):
        if element.getparent() is None or "ld+json" in (element.get("type") or ""):
            continue
        if element.tag != "form" or element.find(".//h1") is None:  # some systems put the whole page into a form
            gone += sum(1 for _ in element.iter())
            element.drop_tree()
    return gone


def _shortened(tree: HtmlElement) -> int:
    """Drop what stands behind the first entries of endless lists (rows, comments); how many elements went."""
    gone = 0
    for parent in [element for element in tree.iter() if len(element) > _MOST_ENTRIES]:
        for entry in parent[_MOST_ENTRIES:]:
            if entry.tag not in _PROSE:
                gone += sum(1 for _ in entry.iter())
                entry.drop_tree()
    return gone


def _metas(tree: HtmlElement) -> dict[str, str]:
    metas: dict[str, str] = {}
    for element in tree.iter("meta"):
        value = " ".join((element.get("content") or "")[:2000].split())
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if (name := element.get(attribute)) and value:
                metas.setdefault(name.strip().lower(), value)
    return metas


def _data(tree: HtmlElement) -> tuple[tuple[Mapping[str, object], ...], bool]:
    """The page's JSON-LD objects (with those of ``@graph``), and whether a block could not be read."""
    found: list[Mapping[str, object]] = []
    unread, budget = False, _MAX_DATA
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text:
            continue
        block = script.text.strip().removeprefix("<!--").removesuffix("-->")
        budget -= len(block)
        if budget < 0:
            return tuple(found), True
        try:
            found.extend(islice(_objects(json.loads(block, strict=False)), _MOST_OBJECTS))
        except (ValueError, RecursionError):
            unread = True
            found.extend(_salvaged(block))
        if len(found) > _MOST_OBJECTS:
            break
    return tuple(found), unread


def _objects(value: object) -> Iterator[Mapping[str, object]]:
    """The objects at the top and in ``@graph``: not what hangs deeper (comments, lists of other stories)."""
    todo: deque[object] = deque([value])
    while todo:
        item = todo.popleft()
        if isinstance(item, list):
            todo.extendleft(reversed(item[:200]))
        elif isinstance(item, dict):
            yield item
            todo.append(item.get("@graph"))


_FIELD = re.compile(r'"(datePublished|headline)"\s{0,9}:\s{0,9}"([^"\\]{4,300})"')


def _salvaged(block: str) -> Iterator[Mapping[str, object]]:
    """The plain fields of a broken block that claims to be an article (a stray comma breaks many)."""
    if re.search(r'"@type"\s{0,9}:\s{0,9}"(?:News|Blog)?(?:Article|Posting)"', block):
        fields: dict[str, object] = {"@type": "NewsArticle"}
        for name, value in _FIELD.findall(block[:50_000]):
            fields.setdefault(name, value)
        yield fields
