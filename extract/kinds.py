"""What kind of page it is: an article, or a page that tells no story. Simple rules that are seldom wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import cast

from lxml import etree

from extract import notices, titles
from extract.addresses import canonical_form, is_home, split
from extract.errors import NotAnArticle
from extract.knowledge import words
from extract.language import word_count
from extract.markup import INLINE, Markup, kinds_of, text_of, text_within
from extract.outlets import SEPARATOR, is_name, names, squashed

SHORTEST_STORY = 20
"""Words: less than this is a caption, a teaser or an error message."""

SHORTEST_BEHIND_WALL = 80
"""Words: a page with a login prompt and more text than this gives its story all the same."""

LONGEST_TEASER = 150
"""Words: what a page shows of a story before it says that the rest is for subscribers."""

SHORTEST_BESIDE_PICTURES = 60
"""Words: less than this beside a row of pictures or a film is what they show, told once more."""

MOST_LINKS_BELOW = 5
"""Addresses below its own that a story may link to (its parts, its AMP form); a list has more."""

_FEWEST_CARDS = 4  # teasers with a headline of their own, from which on the text is that of a list
_FEWEST_IN_RUBRIC = 2  # the same, under a title that is a rubric's name and no headline
_RUBRIC = 3  # words of such a title
_FEWEST_CUT = 2  # lines that end in dots
_FEWEST_PICTURES = 4  # captions that make a gallery
_MOST_IN_CARDS = 0.7  # share of a text's words that may stand in such teasers

_BUILT_LIKE_AN_ARTICLE = (
    ".//article[.//h1] | (.//h1)[1]/following::*[@itemprop='articleBody'] | .//main[.//h1][.//p]"
)
_LIST_DATA = frozenset({"CollectionPage", "SearchResultsPage", "ProfilePage"})


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a page is no article: a word of the vocabulary, its sentence, and whether it may be one tomorrow."""

    kind: str
    sentence: str
    temporary: bool = False

    def error(self, detail: str = "") -> NotAnArticle:
        """What extract() raises; ``detail`` is put behind the sentence in brackets."""
        sentence = f"{self.sentence} ({detail})" if detail else self.sentence
        return NotAnArticle(sentence, kind=self.kind, temporary=self.temporary)


FRONT_PAGE = Refusal("front page", "the page is a front page")
LIST = Refusal("list of stories", "the page is a list of stories")
GALLERY = Refusal("gallery", "the page is a gallery of pictures or a film")
INFORMATION = Refusal("information", "the page is information about the outlet and no news")
NO_TEXT = Refusal("no text", "the page has no text of a story")
REDIRECT = Refusal("redirect", "the page is a redirect to another address")
WALL = Refusal("login wall", "the story is behind a login wall")
NOTICES = {
    "missing": Refusal("not found", "the page is not found: it says that it does not exist"),
    "wall": WALL,
    "check": Refusal("bot check", "the site answered with a bot check", temporary=True),
    "maintenance": Refusal("maintenance", "the site is in maintenance", temporary=True),
    "server": Refusal("server error", "the site answered with a server error", temporary=True),
    "unhosted": Refusal(
        "no site", "there is no site: the account is suspended or the domain parked", temporary=True
    ),
    "files": Refusal("list of files", "the page is a list of files"),
}
"""The refusals by the kinds of notice in extract/notices.py. The temporary ones are asked for again."""


def refusal(markup: Markup) -> Refusal | None:
    """Why the page is no article, from its address, head and headings, before any text is extracted; else None."""
    if _is_front(markup):
        return FRONT_PAGE
    marked = is_marked_article(markup)
    if (notice := notices.told_by_name(markup, marked=marked)) and notice != "wall":
        return NOTICES[notice]
    if not marked and (notice := notices.told_by_little(markup)):
        return NOTICES[notice]
    if _is_information(markup):
        return INFORMATION
    if _always_lists(markup) or _lists_stories_below(markup) or (not marked and _is_list(markup)):
        return LIST
    return None


def too_little(markup: Markup, lines: Sequence[str]) -> NotAnArticle | None:
    """Why a page with this text is no article after all; None when the text is enough."""
    text = " ".join(lines)
    size = word_count(text)
    marked = is_marked_article(markup)
    if _is_walled(markup, lines, size):
        return WALL.error()
    if size < SHORTEST_BEHIND_WALL:
        if (not marked or size < SHORTEST_STORY) and (notice := notices.told_inside(text)):
            return NOTICES[notice].error()
        if _is_gallery(markup, size):
            return GALLERY.error()
    if size < SHORTEST_STORY:
        return _without_text(markup, size)
    if _are_cut_short(lines) or (not marked and _stands_in_cards(markup, lines)):
        return LIST.error()
    return None


def _without_text(markup: Markup, size: int) -> NotAnArticle:
    """Which of the pages it is that have next to no text."""
    if not _is_told(markup) and (_headlines(markup) >= 10 or len({*_cards(markup)}) >= 2 * _FEWEST_CARDS):
        return LIST.error()
    if notices.little_text(markup) is not None:
        if notices.sends_on(markup):
            return REDIRECT.error()
        if notices.needs_scripts(markup):
            return NO_TEXT.error("it needs JavaScript")
    return NO_TEXT.error(f"{size} words")


def _headlines(markup: Markup) -> int:
    return sum(1 for link in markup.tree.iter("a") if len(text_of(link).split()) >= 5)


# --- marks of an article -----------------------------------------------------------------------------------


def is_marked_article(markup: Markup) -> bool:
    """Whether the page says of itself that it is one story."""
    if is_home(markup.url):
        return False
    if markup.body_classes() & frozenset(words("kinds", "article_bodies")):
        return True
    if _is_told(markup):
        return not _is_list(markup) or _has_slug(markup.url)
    if _is_list(markup):
        return False
    types = {kind for item in markup.data for kind in kinds_of(item)}
    return markup.metas.get("og:type", "").lower() == "article" or any(kind.endswith("Article") for kind in types)


def is_built_like_article(markup: Markup) -> bool:
    """Marked as an article, or built like one: a headline inside or beside one article body."""
    return is_marked_article(markup) or bool(markup.tree.xpath(f"boolean({_BUILT_LIKE_AN_ARTICLE})"))


def _is_told(markup: Markup) -> bool:
    """Whether the page states when its one story was published, or gives that story's data."""
    if markup.meta("article:published_time"):
        return True
    headlines = {str(item["headline"]) for item in markup.articles() if item.get("headline") and _is_article(item)}
    return len(headlines) == 1


def _is_article(item: object) -> bool:
    return isinstance(item, dict) and any(kind.endswith(("Article", "Posting")) for kind in kinds_of(item))


def _has_slug(url: str) -> bool:
    """Whether an address ends in a story's own name: four words, or words and a number."""
    parts = split(url)
    name = parts.path.rstrip("/").rpartition("/")[2] if parts else ""
    return name.count("-") + name.count("_") >= 3 or bool(re.search(r"[a-z]-\d{5,}(?:\.\w{2,5})?$|-\d{6,}", name))


# --- front pages, lists, information -----------------------------------------------------------------------


def _is_front(markup: Markup) -> bool:
    if is_home(markup.url):
        return True
    parts = split(markup.url)
    if parts is None:
        return False
    if parts.path.strip("/").lower() in words("kinds", "front_paths") and not parts.query:
        return True
    bare = canonical_form(re.sub(r"(?<=[?&])m=[01](?:&|$)", "", markup.url))  # Blogger's view for telephones
    return bare is not None and is_home(bare)


def _is_list(markup: Markup) -> bool:
    return (
        _lists_by_address(markup.url)
        or bool(markup.body_classes() & frozenset(words("kinds", "list_bodies")))
        or any(kind in _LIST_DATA for item in markup.data for kind in kinds_of(item))
        or _is_called(markup, "list_openings")
    )


def _is_called(markup: Markup, key: str, *, longest: int = 12) -> bool:
    """Whether a title or the first heading begins with words of a list, without the outlet's name."""
    outlets = names(markup)
    tags = (markup.tree.find(".//title"), markup.tree.find(".//h1"))
    shown = [text_of(tag)[:300] for tag in tags if tag is not None]
    parts = [part for text in shown for part in SEPARATOR.split(text) if not is_name(part, outlets)]
    return any(
        part.strip().lower().startswith(words("kinds", key)) and len(part.split()) <= longest for part in parts
    )


def _is_information(markup: Markup) -> bool:
    """Imprint, rules, contact: told by the last segment of the address and by the title together."""
    parts = split(markup.url)
    if parts is None:
        return False
    name = re.sub(r"\.(?:s?html?|php|aspx?)$", "", parts.path.rstrip("/").lower()).rpartition("/")[2]
    if re.sub(r"[_\s]|%20", "-", name) not in words("kinds", "information_segments"):
        return False
    return _is_called(markup, "information_openings", longest=8)


@cache
def _segments(key: str) -> re.Pattern[str]:
    found = "|".join(map(re.escape, words("kinds", key)))
    return re.compile(rf"^(?:/(?:id|en))?(?:/[a-z0-9_-]{{1,20}})?/(?:{found})(?:/[^/]*){{0,4}}$")


def _always_lists(markup: Markup) -> bool:
    """A search, a numbered page of a list, or an address under a segment that only lists have."""
    parts = split(markup.url)
    if parts is None:
        return False
    path = parts.path.lower()
    if re.search(r"(?:^|&)s=", parts.query) or re.search(r"/page/\d+/?$|/search/label/", path):
        return True
    if not _segments("list_segments").search(path):
        return False
    single = markup.body_classes() & frozenset(words("kinds", "article_bodies"))
    return not (_has_slug(markup.url) and (single or _is_told(markup)))


def _lists_by_address(url: str) -> bool:
    parts = split(url)
    return parts is not None and bool(_segments("rubric_segments").search(parts.path.lower()))


def _lists_stories_below(markup: Markup) -> bool:
    """Stories stand below their list: ``/berita`` links to ``/berita/<slug>`` many times, a story to none."""
    parts = split(markup.url)
    if parts is None or _has_slug(markup.url):
        return False
    start = parts.path.rstrip("/") + "/"
    below = set()
    for link in markup.tree.iter("a"):
        path = (link.get("href") or "").removeprefix(f"{parts.scheme}://{parts.netloc}")
        if path.startswith(start) and path.count("-", len(start)) >= 2:
            below.add(path)
    return len(below) >= MOST_LINKS_BELOW


def _are_cut_short(lines: Sequence[str]) -> bool:
    """Whether nearly all of the lines end in dots, as teasers do."""
    cut = sum(line.rstrip(" ]\u00bb").endswith(("\u2026", "...")) for line in lines)
    return cut >= _FEWEST_CUT and cut >= _MOST_IN_CARDS * len(lines)


def _stands_in_cards(markup: Markup, lines: Sequence[str]) -> bool:
    """Whether nearly all of the text are teasers, each beside the linked headline of a story of its own."""
    cards = [*dict.fromkeys(_cards(markup))]
    if len(cards) < _FEWEST_IN_RUBRIC:
        return False
    fewest = _FEWEST_IN_RUBRIC if len((titles.title(markup) or "").split()) <= _RUBRIC else _FEWEST_CARDS
    total = inside = 0
    met = set()
    for line in lines[:200]:
        size = word_count(line)
        total += size
        place = next((number for number, card in enumerate(cards) if line[:80] in card), None)
        if place is not None:
            inside += size
            met.add(place)
    return len(met) >= fewest and inside >= _MOST_IN_CARDS * total


def _cards(markup: Markup) -> Iterator[str]:
    """Linked headlines, and the texts of the blocks that hold one and little else."""
    parts = split(markup.url)
    here = (markup.url, parts.path if parts else "")
    for link in [*markup.tree.iter("a")][:400]:
        address = (link.get("href") or "").partition("#")[0]
        if len(address.strip("/ ")) < 2 or address in here:
            continue
        head = text_within(link, 600)
        if head is None or len(head.split()) < 3 or _stands_in_prose(link):
            continue
        yield head
        block: etree._Element | None = link
        for _ in range(6):
            text = text_within(block, 800) if block is not None and block.tag != "body" else None
            if block is None or text is None:
                break
            if len(text) >= len(head) + 40 or (block is link and len(text.split()) >= 20):
                yield text
                break
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


# --- walls and galleries -----------------------------------------------------------------------------------


def _is_walled(markup: Markup, lines: Sequence[str], size: int) -> bool:
    """Whether what the page shows is only the beginning of a story that is for subscribers or members.

    A wall that stops the reading ("… untuk melanjutkan membaca", in a box or data that say so) walls off what
    stands behind it; a bare invitation to log in, which comment forms have too, only pages with next to no text.
    """
    if size >= 3 * LONGEST_TEASER or not _speaks_of_wall(markup):
        return False
    shown = notices.open_text(markup)
    low = shown.lower()
    stops = [at for phrase in words("kinds", "wall_stops") if (at := low.find(phrase)) >= 0]
    if stops and (size < SHORTEST_BEHIND_WALL or _is_for_subscribers(markup)):
        before = shown[: min(stops)]
        if sum(word_count(line) for line in lines if line[:60] in before) < LONGEST_TEASER:
            return True
    return size < SHORTEST_BEHIND_WALL and any(_invites(low, phrase) for phrase in words("kinds", "wall_inside"))


_TEXTS = etree.XPath("//text()[not(parent::script or parent::style)]", smart_strings=False)


def _speaks_of_wall(markup: Markup) -> bool:
    """A quick look at all of the page's text, hidden or not."""
    whole = " ".join("".join(cast("list[str]", _TEXTS(markup.tree))).lower().split())
    return any(phrase in whole for phrase in (*words("kinds", "wall_stops"), *words("kinds", "wall_inside")))


def _invites(shown: str, phrase: str) -> bool:
    """Whether the phrase stands in the text, and not before the form for comments."""
    at = shown.find(phrase)
    while at >= 0:
        if not re.search(r"koment|comment|tanggap|balas|reply|diskusi|forum", shown[max(0, at - 60) : at + 100]):
            return True
        at = shown.find(phrase, at + 1)
    return False


def _is_for_subscribers(markup: Markup) -> bool:
    if any(str(item.get("isAccessibleForFree")).lower() == "false" for item in markup.data):
        return True
    boxes = "//*[contains(@class,'paywall') or contains(@id,'paywall') or contains(@class,'login-wall')"
    return bool(
        markup.tree.xpath(f"boolean({boxes} or contains(@class,'regwall') or contains(@class,'premium-wall')])")
    )


def _is_gallery(markup: Markup, size: int) -> bool:
    """Pictures or a film with few words beside them: told by the address, the captions, or the film itself."""
    parts = split(markup.url)
    if parts is not None:
        segments = {(parts.hostname or "").partition(".")[0], *parts.path.lower().split("/")[1:-1]}
        if segments & frozenset(words("kinds", "gallery_segments")):
            return True
    if size >= SHORTEST_BESIDE_PICTURES:
        return False
    captions = {squashed(text_of(element)[:400]): text_of(element) for element in markup.tree.iter("figcaption")}
    if len(captions) >= _FEWEST_PICTURES and sum(map(word_count, captions.values())) > size:
        return True
    types = {kind for item in markup.data for kind in kinds_of(item)}
    return markup.metas.get("og:type", "").lower().startswith("video") or (
        "VideoObject" in types and not _is_told(markup)
    )
