"""What kind of page it is: an article, or a page that tells no story. Simple rules that are seldom wrong."""

from __future__ import annotations

import re
from functools import cache

from extract.addresses import is_home, split
from extract.knowledge import words
from extract.language import word_count
from extract.markup import Markup, kinds_of, text_of

SHORTEST_STORY = 20
"""Words: less than this is a caption, a teaser or an error message."""

SHORTEST_BEHIND_WALL = 80
"""Words: a page with a login prompt and more text than this gives its story all the same."""

MOST_LINKS_BELOW = 5
"""Addresses below its own that a story may link to (its parts, its AMP form); a list has more."""

_BUILT_LIKE_AN_ARTICLE = (
    ".//article[.//h1] | (.//h1)[1]/following::*[@itemprop='articleBody'] | .//main[.//h1][.//p]"
)
_LIST_DATA = frozenset({"CollectionPage", "SearchResultsPage", "ProfilePage"})


def refusal(markup: Markup) -> str | None:
    """Why the page is no article, from its address, head and headings, before any text is extracted; else None."""
    if is_home(markup.url):
        return "the page is a front page"
    if error := _error(markup):
        return error
    if _always_lists(markup.url) or _lists_stories_below(markup):
        return "the page is a list of stories"
    if not is_marked_article(markup) and _is_list(markup):
        return "the page is a list of stories"
    return None


def _error(markup: Markup) -> str | None:
    heading = markup.tree.find(".//h1")
    named = (_window_title(markup), text_of(heading).lower()[:200] if heading is not None else "")
    if any(_speaks_of(text, words("kinds", "checks")) for text in named):
        return "the site answered with a bot check"
    if "error404" in markup.body_classes() or any(_speaks_of(text, words("kinds", "missing")) for text in named):
        return "the page says it does not exist"
    return None


def _is_list(markup: Markup) -> bool:
    return (
        _lists_by_address(markup.url)
        or bool(markup.body_classes() & frozenset(words("kinds", "list_bodies")))
        or any(kind in _LIST_DATA for item in markup.data for kind in kinds_of(item))
    )


def is_marked_article(markup: Markup) -> bool:
    """Whether the page says of itself that it is one story."""
    if is_home(markup.url):
        return False
    if markup.body_classes() & frozenset(words("kinds", "article_bodies")):
        return True
    if _is_list(markup):
        return False
    types = {kind for item in markup.data for kind in kinds_of(item)}
    return markup.metas.get("og:type", "").lower() == "article" or any(kind.endswith("Article") for kind in types)


def is_built_like_article(markup: Markup) -> bool:
    """Marked as an article, or built like one: a headline inside or beside one article body."""
    return is_marked_article(markup) or bool(markup.tree.xpath(f"boolean({_BUILT_LIKE_AN_ARTICLE})"))


def too_little(markup: Markup, text: str) -> str | None:
    """Why a page with this text is no article after all; None when the text is enough."""
    size = word_count(text)
    if size < SHORTEST_BEHIND_WALL and _has_wall(markup):
        return "the story is behind a login or paywall"
    if size < SHORTEST_STORY:
        links = sum(1 for link in markup.tree.iter("a") if len(text_of(link).split()) >= 5)
        return "the page is a list of stories" if links >= 10 else f"the page has too little text ({size} words)"
    return None


def _has_wall(markup: Markup) -> bool:
    body = markup.tree.find("body")
    if body is None:
        return False
    shown = text_of(body).lower()[:200_000]
    return any(phrase in shown for phrase in words("kinds", "login"))


def _window_title(markup: Markup) -> str:
    title = markup.tree.find(".//title")
    return text_of(title).lower()[:200] if title is not None else ""


def _speaks_of(text: str, phrases: tuple[str, ...]) -> bool:
    """An error's own words, in a title too short to be a headline about errors."""
    return 0 < len(text.split()) <= 10 and text.lstrip("0123456789 :-–|!").startswith(phrases)


@cache
def _segments(key: str) -> re.Pattern[str]:
    names = "|".join(map(re.escape, words("kinds", key)))
    return re.compile(rf"^(?:/(?:id|en))?(?:/[a-z0-9_-]{{1,20}})?/(?:{names})(?:/[^/]*){{0,4}}$")


def _always_lists(url: str) -> bool:
    """A search, a numbered page of a list, or an address under a segment that only lists have."""
    parts = split(url)
    if parts is None:
        return False
    path = parts.path.lower()
    return bool(
        re.search(r"(?:^|&)s=", parts.query)
        or re.search(r"/page/\d+/?$|/search/label/", path)
        or _segments("list_segments").search(path)
    )


def _lists_by_address(url: str) -> bool:
    parts = split(url)
    return parts is not None and bool(_segments("rubric_segments").search(parts.path.lower()))


def _lists_stories_below(markup: Markup) -> bool:
    """Stories stand below their list: ``/berita`` links to ``/berita/<slug>`` many times, a story to none."""
    parts = split(markup.url)
    if parts is None or "-" in parts.path.rstrip("/").rpartition("/")[2]:
        return False
    start = parts.path.rstrip("/") + "/"
    below = set()
    for link in markup.tree.iter("a"):
        path = (link.get("href") or "").removeprefix(f"{parts.scheme}://{parts.netloc}")
        if path.startswith(start) and path.count("-", len(start)) >= 2:
            below.add(path)
    return len(below) >= MOST_LINKS_BELOW
