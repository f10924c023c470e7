"""Lists of stories: told by address, by the page's own marks, or by a text that is the teasers of others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice, takewhile

from lxml import etree

from extract import titles
from extract.addresses import canonical, join, split
from extract.knowledge import words
from extract.language import word_count
from extract.markup import INLINE, Markup, kinds_of, once, text_of, text_within
from extract.nearby import signs
from extract.outlets import SEPARATOR, is_name, names, squashed

MOST_LINKS_BELOW = 5
"""Addresses below its own that a story may link to (its parts, its AMP form); a list has more."""

MANY_HEADLINES = 10
"""Linked headlines on a page with next to no text that make it a list."""

_FEWEST_CARDS = 4  # teasers with a headline of their own, from which on the text is that of a list
_FEWEST_IN_RUBRIC = 2  # the same, under a title that is a rubric's name and no headline
_FEWEST_POSTS = 2  # whole stories below each other
_RUBRIC = 3  # words of such a title
_LONGEST_NAME = 5  # words of the name of a topic
_FEWEST_CUT = 2  # lines that end in dots
_FEWEST_FILES = 4  # links to files
_LONGEST_LABEL = 60  # characters of a link to one
_MOST_IN_CARDS = 0.7  # share of a text's words that may stand in such teasers
_START = 60  # letters by which a line is found in a teaser
_LONGEST_CARD = 800  # characters
_SHORTEST_POST, _MOST_POSTS = 40, 40  # words of a whole story, and how many are looked at
_FEWEST_WORDS, _LONGEST_SECTION = 5, 60  # words of a teaser
_LONGEST_POST = 60_000  # characters
_LIST_DATA = frozenset({"CollectionPage", "SearchResultsPage", "ProfilePage"})
_HEADINGS = ("h2", "h3", "h4", "h5")


# --- by address and marks --------------------------------------------------------------------------------------


def has_slug(url: str) -> bool:
    """Whether an address ends in a story's own name: four words, or words and a number."""
    parts = split(url)
    name = parts.path.rstrip("/").rpartition("/")[2] if parts else ""
    return name.count("-") + name.count("_") >= 3 or bool(re.search(r"[a-z]-\d{5,}(?:\.\w{2,5})?$|-\d{6,}", name))


_OF_ONE = re.compile(
    r"/(?:detail|baca|read|view|show|lihat|post|artikel|article)/\d{1,9}(?:[/-][^/]*)?/?$|/(?!(?:19|20)\d\d/?$)\d{3,9}/?$"
)
"""An address of one thing by its number: ``/berita-terkini/detail/88``, ``/archives/1234``; no year, no page."""


def is_of_one(url: str) -> bool:
    """Whether an address names one story: by words, or by a number that is no year and no page of a list."""
    parts = split(url)
    return has_slug(url) or (parts is not None and bool(_OF_ONE.search(parts.path.lower())))


@cache
def _segments(key: str) -> re.Pattern[str]:
    found = "|".join(map(re.escape, words("kinds", key)))
    return re.compile(rf"^(?:/(?:id|en))?(?:/[a-z0-9_-]{{1,20}})?/(?:{found})(?:/[^/]*){{0,4}}$")


_NUMBERED = re.compile(r"/page/\d+/?$|/search/label/")
_ARCHIVE = re.compile(r"^(?:/[a-z]{2})?/(?:19|20)\d\d(?:[/_-]\d{1,2}){0,2}(?:_archive\.html)?/?$")
"""The archive of a year, a month or a day; Blogger's old form is ``/2026_10_01_archive.html``."""


def is_always_list(url: str) -> bool | None:
    """A search, a numbered page of a list, an archive; None for an address under a segment that only lists have."""
    parts = split(url)
    if parts is None:
        return False
    path = parts.path.lower()
    if re.search(r"(?:^|&)s=", parts.query) or _NUMBERED.search(path) or _ARCHIVE.search(path):
        return True
    return None if _segments("list_segments").search(path) else False


def is_by_address(url: str) -> bool:
    """Whether an address lies under a segment that may be a rubric's or its stories'."""
    parts = split(url)
    return parts is not None and bool(_segments("rubric_segments").search(parts.path.lower()))


@once
def is_by_marks(markup: Markup) -> bool:
    """Whether the classes of ``<body>``, JSON-LD or the title say so."""
    classes = markup.body_classes()
    if any(classes.issuperset(entry.split()) for entry in words("kinds", "list_bodies")):
        return True
    if any(kind in _LIST_DATA for item in markup.data for kind in kinds_of(item)):
        return True
    # "Semua Berita di Media Itu Hoaks, Kata Camat" at an address of its own is a headline.
    return is_called(markup, "list_openings", longest=_LONGEST_NAME if has_slug(markup.url) else 12)


def is_called(markup: Markup, key: str, *, longest: int, whole: bool = False, headings: bool = False) -> bool:
    """Whether a title or the first heading begins with these words, or ``whole`` is one; no outlet's name.

    ``headings``: where the page has no first heading, the next one will do.
    """
    known = words("kinds", key)
    called = called_by_itself(markup)
    if headings and markup.tree.find(".//h1") is None:
        called = [*called, *(text_of(one)[:300].strip().lower() for one in islice(markup.tree.iter(*_HEADINGS), 1))]
    return any(
        (name in known if whole else name.startswith(known)) and len(name.split()) <= longest for name in called
    )


@once
def called_by_itself(markup: Markup) -> list[str]:
    """The parts of the window's title and of the first heading that are not the outlet's name, lower case."""
    outlets = names(markup)
    tags = (markup.tree.find(".//title"), markup.tree.find(".//h1"))
    shown = [text_of(tag)[:300] for tag in tags if tag is not None]
    return [part.strip().lower() for text in shown for part in SEPARATOR.split(text) if not is_name(part, outlets)]


def lists_stories_below(markup: Markup) -> bool:
    """Stories stand below their list: ``/berita`` links to ``/berita/<slug>`` many times, a story to none."""
    parts = split(markup.url)
    if parts is None or has_slug(markup.url):
        return False
    start = parts.path.rstrip("/") + "/"
    below = set()
    for link in markup.tree.iter("a"):
        path = (link.get("href") or "").removeprefix(f"{parts.scheme}://{parts.netloc}")
        if path.startswith(start) and path.count("-", len(start)) >= 2:
            below.add(path)
    return len(below) >= MOST_LINKS_BELOW


def headlines(markup: Markup) -> int:
    """How many links of the page read like a headline."""
    return sum(1 for link in markup.tree.iter("a") if len(text_of(link).split()) >= 5)


def is_named_as_topic(markup: Markup) -> bool:
    """Whether what the page is called is too short for a headline: a rubric, a topic, a name."""
    return len((titles.title(markup) or "").split()) <= _LONGEST_NAME


# --- by the text -----------------------------------------------------------------------------------------------


def are_cut_short(lines: Sequence[str]) -> bool:
    """Whether nearly all of the lines end in dots, as teasers do."""
    cut = sum(line.rstrip(" ]\u00bb").endswith(("\u2026", "...")) for line in lines)
    return cut >= _FEWEST_CUT and cut >= _MOST_IN_CARDS * len(lines)


def are_many_cards(markup: Markup) -> bool:
    """Whether the page has as many teasers as two lists."""
    return len({*_cards(markup)}) >= 2 * _FEWEST_CARDS


def stand_in_cards(markup: Markup, lines: Sequence[str]) -> bool:
    """Whether nearly all of the text are teasers, each beside the headline of a story that it leads to."""
    rubric = _is_rubric(markup)
    cards = [*_cards(markup), *(_sections(markup) if rubric and not has_slug(markup.url) else ())]
    return _are_inside(lines, cards, _FEWEST_IN_RUBRIC if rubric else _FEWEST_CARDS)


def stand_in_posts(markup: Markup, lines: Sequence[str]) -> bool:
    """Whether nearly all of the text are stories, or one of them, that stand whole below each other.

    Each stands under a headline of the same level that leads to it.
    """
    levels: dict[str, list[str]] = {}
    for level, text in _posts(markup):
        levels.setdefault(level, []).append(text)
    return any(len(texts) >= _FEWEST_POSTS and _are_inside(lines, texts, 1) for texts in levels.values())


def stand_beside_files(markup: Markup, lines: Sequence[str]) -> bool:
    """Whether nearly all of the text are the rows of a list of files."""
    return _are_inside(lines, _rows_of_files(markup), _FEWEST_FILES)


def _are_inside(lines: Sequence[str], blocks: Iterable[str], fewest: int) -> bool:
    """Whether nearly all of the lines stand in so many of these texts."""
    texts = [*dict.fromkeys(map(squashed, blocks))]
    if len(texts) < fewest:
        return False
    total = inside = 0
    met = set()
    for line in lines[:200]:
        size = word_count(line)
        total += size
        start = squashed(line)[:_START]
        place = next((number for number, text in enumerate(texts) if start in text), None) if start else None
        if place is not None:
            inside += size
            met.add(place)
    return len(met) >= fewest and inside >= _MOST_IN_CARDS * total


def _is_rubric(markup: Markup) -> bool:
    """Whether the title, or the first heading, is the name of a rubric."""
    first = markup.tree.find(".//h1")
    called = [titles.title(markup) or "", text_of(first) if first is not None else ""]
    return any(text and len(text.split()) <= _RUBRIC for text in called) or not any(called)


def _cards(markup: Markup) -> Iterator[str]:
    """Headlines that lead to their story, and the texts of the blocks that hold one and little else."""
    parts = split(markup.url)
    here = (markup.url, parts.path if parts else "")
    for link in [*markup.tree.iter("a")][:400]:
        address = (link.get("href") or "").partition("#")[0]
        if len(address.strip("/ ")) < 2 or address in here:
            continue
        head = text_within(link, 600)
        if head is None:
            continue
        if head.lower().strip("[]()<>.:…»→› ") in words("kinds", "teaser_links"):
            yield from _block_around(link, 60)
        elif len(head.split()) >= 3 and not _stands_in_prose(link):
            yield head
            whole = len(head.split()) >= 20
            yield from [head] if whole else _block_around(link, len(head) + 40)
    for block in islice(markup.tree.iterfind(".//*[@onclick]"), 200):
        text = text_within(block, _LONGEST_CARD)
        if text and block.tag != "body" and next(block.iter(*_HEADINGS), None) is not None:
            yield text


def _block_around(link: etree._Element, least: int) -> Iterator[str]:
    """The text of the smallest block around a link that has so many characters."""
    block: etree._Element | None = link
    for _ in range(6):
        text = text_within(block, _LONGEST_CARD) if block is not None and block.tag != "body" else None
        if block is None or text is None:
            return
        if len(text) >= least:
            yield text
            return
        block = block.getparent()


def _stands_in_prose(link: etree._Element) -> bool:
    """Whether words of a sentence stand before the link in its block."""
    node = link
    while (parent := node.getparent()) is not None:
        before = [parent.text or "", *(one.tail for one in islice(node.itersiblings(preceding=True), 5))]
        if any(len((text or "").split()) >= 3 for text in before):
            return True
        if parent.tag not in INLINE:
            return False
        node = parent
    return False


def _sections(markup: Markup) -> Iterator[str]:
    """Headings of one level with one short text behind each: cards whose address only a script knows."""
    for tag in _HEADINGS:
        found = [one for one in islice(markup.tree.iter(tag), 60) if len(text_of(one).split()) >= _RUBRIC]
        if len(found) < _FEWEST_CARDS:
            continue
        for heading in found:
            behind = takewhile(lambda one: one.tag not in _HEADINGS, islice(heading.itersiblings(), 6))
            texts = [text for one in behind if len((text := text_of(one)).split()) >= _FEWEST_WORDS]
            if len(texts) == 1 and len(texts[0].split()) <= _LONGEST_SECTION:
                yield f"{text_of(heading)} {texts[0]}"


_POST = re.compile(r"\bhentry\b|\bpost\b|blog-?post|\bitem\b")


def _posts(markup: Markup) -> Iterator[tuple[str, str]]:
    """The stories that stand whole on the page under a headline that leads elsewhere: its level, and the text."""
    stated = [markup.url, markup.meta("og:url") or "", canonical(markup)[0] or ""]
    here = {parts.path.rstrip("/") for url in stated if (parts := split(url))}
    count = 0
    for heading in islice(markup.tree.iter("h1", *_HEADINGS), 200):
        boxes = (box for box in islice(heading.iterancestors(), 5) if box.tag == "article" or _is_post(box))
        box = next(boxes, None)
        if box is None or count >= _MOST_POSTS or next(box.iter("h1", *_HEADINGS)) is not heading:
            continue
        link = heading.find(".//a[@href]")
        address = split(join(markup.url, link.get("href") or "") or "") if link is not None else None
        if address is not None and address.path.rstrip("/") not in here:
            count += 1
            text = text_within(box, _LONGEST_POST) or ""
            if len(text.split()) >= _SHORTEST_POST:
                yield str(heading.tag), text


def _is_post(box: etree._Element) -> bool:
    return box.tag in ("div", "li", "section") and bool(_POST.search(signs(box)))


def _rows_of_files(markup: Markup) -> Iterator[str]:
    """The texts of the rows that link to a file."""
    for link in islice(markup.tree.iter("a"), 1_000):
        path = (link.get("href") or "").lower().partition("?")[0]
        label = (text_within(link, _LONGEST_LABEL) or "").lower()
        if path.endswith(words("kinds", "file_endings")) or label.startswith(words("kinds", "file_links")):
            around = (node for node in islice(link.iterancestors(), 4) if node.tag in ("tr", "li", "p", "div"))
            row = next(around, link)
            if text := text_within(row, _LONGEST_CARD):
                yield text
