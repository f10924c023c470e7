"""What kind of page it is: an article, or a page that tells no story. Simple rules that are seldom wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract import lists, notices, titles
from extract.addresses import canonical_form, is_home, split
from extract.clutter import SHORTEST_PROSE
from extract.errors import NotAnArticle
from extract.knowledge import words
from extract.language import word_count
from extract.lists import has_slug
from extract.markup import Markup, kinds_of, once, text_of
from extract.outlets import squashed
from extract.walls import SHORTEST_BEHIND_WALL, is_walled, may_be_cut_short

SHORTEST_STORY = 20
"""Words: less than this is a caption, a teaser or an error message."""

SHORTEST_BESIDE_PICTURES = 60
"""Words: less than this beside a row of pictures or a film is what they show, told once more."""

_FEWEST_PICTURES = 4  # captions that make a gallery
_LONGEST_PROFILE = 4  # words of the title of a page about an office
_LONGEST_INTRODUCTION = 40  # words above a list of links
_LONGEST_NAME = 6  # words of the title of a service
_MOST_TOLD = 2  # paragraphs on the page of a service

_BUILT_LIKE_AN_ARTICLE = (
    ".//article[.//h1] | (.//h1)[1]/following::*[@itemprop='articleBody'] | .//main[.//h1][.//p]"
)


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
SERVICE = Refusal("service", "the page is a service of the site (a calendar, statistics, a download) and no news")
VISITORS = Refusal("guest book", "the page is a guest book or forum of its readers and no news")
NO_TEXT = Refusal("no text", "the page has no text of a story")
REDIRECT = Refusal("redirect", "the page is a redirect to another address")
WALL = Refusal("login wall", "the story is behind a login wall")
NOTICES = {
    "missing": Refusal("not found", "the page is not found: it says that it does not exist"),
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
    if notice := notices.told_by_name(markup, marked=marked):
        return NOTICES[notice]
    if not marked and (notice := notices.told_by_little(markup)):
        return NOTICES[notice]
    return _told_by_head(markup, marked=marked)


def _told_by_head(markup: Markup, *, marked: bool) -> Refusal | None:
    """Information, a guest book or a list, by address, title and marks."""
    if _is_information(markup, marked=marked):
        return INFORMATION
    if not marked and lists.is_called(markup, "visitors_whole", longest=_LONGEST_PROFILE, whole=True):
        return VISITORS
    if _always_lists(markup) or lists.lists_stories_below(markup):
        return LIST
    return LIST if not marked and _is_list(markup) and not _claims_story(markup) else None


def too_little(markup: Markup, lines: Sequence[str]) -> NotAnArticle | None:
    """Why a page with this text is no article after all; None when the text is enough."""
    text = " ".join(lines)
    size = word_count(text)
    marked = is_marked_article(markup)
    if is_walled(markup, lines, size):
        return WALL.error()
    if size < SHORTEST_BEHIND_WALL and (refused := _told_by_few_words(markup, text, size, marked=marked)):
        return refused.error()
    if size < SHORTEST_STORY:
        return _without_text(markup, size)
    if lists.are_cut_short(lines):
        return LIST.error()
    return None if marked else _unmarked_list(markup, lines, size)


def is_next_to_nothing(lines: Sequence[str]) -> bool:
    """Whether a page has no text of its own."""
    return word_count(" ".join(lines)) < SHORTEST_STORY


def _told_by_few_words(markup: Markup, text: str, size: int, *, marked: bool) -> Refusal | None:
    """The notice or the gallery that a short text is."""
    if size < _LONGEST_INTRODUCTION and notices.is_taken_down(text):
        return NOTICES["missing"]
    called = (titles.title(markup) or "") if size < SHORTEST_STORY else ""
    if (size < SHORTEST_STORY or not marked) and (notice := notices.told_inside(f"{called} {text}")):
        return NOTICES[notice]
    return GALLERY if _is_gallery(markup, size) else None


def doubts(markup: Markup, lines: Sequence[str]) -> tuple[str, ...]:
    """Warnings about a text that may be only the beginning of its story."""
    if may_be_cut_short(markup, word_count(" ".join(lines))):
        return ("text: perhaps only the beginning, the page is for subscribers",)
    return ()


def _unmarked_list(markup: Markup, lines: Sequence[str], size: int) -> NotAnArticle | None:
    """Why a page that does not say that it is an article tells many things, or none, by the place of its text."""
    if lists.stand_in_cards(markup, lines) or lists.stand_in_posts(markup, lines):
        return LIST.error()
    if lists.stand_beside_files(markup, lines):
        return NOTICES["files"].error()
    if _is_service(markup, lines):
        return SERVICE.error()
    if size < _LONGEST_INTRODUCTION and lists.is_named_as_topic(markup):
        return LIST.error() if lists.headlines(markup) >= lists.MANY_HEADLINES else None
    return None


def _without_text(markup: Markup, size: int) -> NotAnArticle:
    """Which of the pages it is that have next to no text."""
    if not _is_told(markup) and (lists.headlines(markup) >= lists.MANY_HEADLINES or lists.are_many_cards(markup)):
        return LIST.error()
    if notices.little_text(markup) is not None:
        if notices.sends_on(markup):
            return REDIRECT.error()
        if notices.needs_scripts(markup):
            return NO_TEXT.error("it needs JavaScript")
    return NO_TEXT.error(f"{size} words")


# --- marks of an article -----------------------------------------------------------------------------------


@once
def is_marked_article(markup: Markup) -> bool:
    """Whether the page says of itself that it is one story."""
    if is_home(markup.url):
        return False
    if markup.body_classes() & frozenset(words("kinds", "article_bodies")):
        return True
    if _is_told(markup):
        return not _is_list(markup) or lists.is_of_one(markup.url)
    return not _is_list(markup) and _is_typed(markup)


def _is_typed(markup: Markup) -> bool:
    """Whether its metas or data call it an article, as some systems call every page."""
    types = {kind for item in markup.data for kind in kinds_of(item)}
    return markup.metas.get("og:type", "").lower() == "article" or any(kind.endswith("Article") for kind in types)


def _claims_story(markup: Markup) -> bool:
    """Whether a page under a rubric's address (``/berita-terkini/<slug>``) may be a story.

    Its type says so, or its headline is what its address says; and nothing calls it a list.
    """
    if lists.is_by_marks(markup) or lists.is_named_as_topic(markup):
        return False
    if lists.is_of_one(markup.url) and _is_typed(markup):
        return True
    return has_slug(markup.url) and titles.is_in_address(titles.title(markup) or "", markup.url)


def is_built_like_article(markup: Markup) -> bool:
    """Marked as an article, or built like one: a headline inside or beside one article body."""
    return is_marked_article(markup) or bool(markup.tree.xpath(f"boolean({_BUILT_LIKE_AN_ARTICLE})"))


@once
def _is_told(markup: Markup) -> bool:
    """Whether the page states when its one story was published, or gives that story's data."""
    if markup.meta("article:published_time"):
        return True
    headlines = {str(item["headline"]) for item in markup.articles() if item.get("headline") and _is_article(item)}
    return len(headlines) == 1


def _is_article(item: object) -> bool:
    return isinstance(item, dict) and any(kind.endswith(("Article", "Posting")) for kind in kinds_of(item))


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
    return lists.is_by_address(markup.url) or lists.is_by_marks(markup)


def _always_lists(markup: Markup) -> bool:
    """A list whatever the page says; under a segment that only lists have, unless it is a story in every way."""
    listed = lists.is_always_list(markup.url)
    if listed is not None:
        return listed
    single = markup.body_classes() & frozenset(words("kinds", "article_bodies"))
    return not (lists.is_of_one(markup.url) and (single or _is_told(markup)))


def _is_information(markup: Markup, *, marked: bool) -> bool:
    """Imprint, rules, contact: told by the last segment of the address and by the title together.

    Of pages that are not marked as an article also "Profil Camat" under ``/profil-camat``.
    """
    parts = split(markup.url)
    if parts is None:
        return False
    name = re.sub(r"\.(?:s?html?|php|aspx?)$", "", parts.path.rstrip("/").lower()).rpartition("/")[2]
    name = re.sub(r"[_\s]|%20", "-", name)
    if name in words("kinds", "information_segments"):
        return lists.is_called(markup, "information_openings", longest=8)
    return not marked and any(
        squashed(called) == squashed(name)
        and called.startswith(words("kinds", "information_openings"))
        and len(called.split()) <= _LONGEST_PROFILE
        for called in lists.called_by_itself(markup)
    )


def _is_service(markup: Markup, lines: Sequence[str]) -> bool:
    """A calendar, statistics, a download, a stream: told by address and title together, with little prose."""
    parts = split(markup.url)
    if parts is None or has_slug(markup.url):
        return False
    names = (parts.hostname or "").partition(".")[0], *re.split(r"[/.]", parts.path.lower())
    known = words("kinds", "service_segments")
    if not any(name in known or name.startswith(tuple(f"{one}-" for one in known)) for name in names):
        return False
    if not lists.is_called(markup, "service_openings", longest=_LONGEST_NAME, headings=True):
        return False
    told = [size for line in lines if not line.startswith("|") and (size := word_count(line)) >= SHORTEST_PROSE]
    return len(told) <= _MOST_TOLD and sum(told) < SHORTEST_BESIDE_PICTURES


# --- galleries ---------------------------------------------------------------------------------------------


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
