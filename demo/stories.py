"""The words of the newsroom: outlets, stories and what is to be found in them, read from TOML files."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from model import Actor, CircularKind, Genre, NetraError, Stage, Weight

HERE = Path(__file__).resolve().parent


class StoryError(NetraError):
    """A story or outlet of the newsroom is written wrongly; the text names the file and what is amiss."""


class Way(StrEnum):
    """How an outlet tells what is new: the one way that its row in the sources names."""

    RSS = "rss"
    WORDPRESS_RSS = "wordpress-rss"
    ATOM = "atom"
    NEWS_SITEMAP = "news-sitemap"
    LISTING = "listing"


class Kind(StrEnum):
    """What a block of a story's body is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    RELATED = "related"  # an inline "Baca Juga" line: it names another story
    FIGURE = "figure"  # a picture's caption
    ITEMS = "items"  # a bullet list, one item a line
    BREAK = "break"  # the story goes on on its next page


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a story's body."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A reader's comment under a story."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class ExpectedIncident:
    """An incident as the labelling guide would have it, with the day of the act when the story tells it."""

    stage: Stage
    actor: Actor
    count: int | None = None
    region: str | None = None
    occurred: str | None = None


@dataclass(frozen=True, slots=True)
class ExpectedCircular:
    """A circular as the labelling guide would have it."""

    kind: CircularKind
    number: str | None = None
    date: str | None = None
    issuer: str | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """What is to be found in a story: the values of the labelling guide."""

    genre: Genre = Genre.OTHER
    incident: Weight = Weight.NONE
    circular: Weight = Weight.NONE
    incidents: tuple[ExpectedIncident, ...] = ()
    circulars: tuple[ExpectedCircular, ...] = ()
    regions: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()  # "weekday": a printed weekday does not fit its date


@dataclass(frozen=True, slots=True)
class Story:
    """One story of one outlet. ``number`` is the CMS's id of it, ``body`` its blocks in order."""

    outlet: str
    slug: str
    number: int
    headline: str
    published: datetime
    author: str
    category: str
    body: tuple[Block, ...]
    expected: Expected = Expected()
    deck: str | None = None
    caption: str | None = None
    contributor: str | None = None
    editor: str | None = None
    signature: str | None = None
    case: str | None = None  # stories about one event carry the same name
    tags: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    charset: str = "utf-8"
    private: bool = False  # lies where robots.txt forbids

    @property
    def parts(self) -> tuple[tuple[Block, ...], ...]:
        """Its body split into the pages that the outlet prints it on; one for most stories."""
        parts: list[list[Block]] = [[]]
        for block in self.body:
            if block.kind is Kind.BREAK:
                parts.append([])
            else:
                parts[-1].append(block)
        return tuple(tuple(part) for part in parts)

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Its paragraphs proper, in order: no headings, captions or links to other stories."""
        return tuple(block.text for block in self.body if block.kind is Kind.PARAGRAPH)

    @property
    def code(self) -> str:
        """The two groups of letters by which the portal tells stories of one slug apart."""
        digest = hashlib.sha256(self.slug.encode()).hexdigest()
        return f"{digest[:5]}-{digest[5:11]}"

    @property
    def views(self) -> int:
        """How often it was read, as its page prints: made up, but always the same."""
        return 40 + int(hashlib.sha256(self.slug.encode()).hexdigest()[:4], 16) % 1900


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet: how its pages look (``theme``), where they lie, and how one learns what is new (``way``)."""

    id: str
    name: str
    slogan: str
    dateline: str
    theme: str
    platform: str
    kind: str
    province_code: str
    regency_code: str
    zone: str
    article: str
    way: Way
    way_path: str
    page_size: int
    categories: Mapping[str, str]
    listing: str
    disallow: tuple[str, ...] = ()
    gzip: bool = False

    def path(self, story: Story) -> str:
        """Where on this outlet a story lies."""
        if story.private:
            return f"/private/{story.slug}/"
        at = story.published
        return self.article.format(
            category=story.category,
            slug=story.slug,
            code=story.code,
            year=f"{at:%Y}",
            month=f"{at:%m}",
            day=f"{at:%d}",
        )

    def category_path(self, category: str) -> str:
        """Where the list of a category's stories lies."""
        return self.listing.format(category=category)


@cache
def load_outlets() -> tuple[Outlet, ...]:
    """The five outlets, in the order of ``outlets.toml``; raises :class:`StoryError` when a row is wrong."""
    rows = tomllib.loads((HERE / "outlets.toml").read_text("utf-8"))["outlet"]
    try:
        return tuple(
            Outlet(**{**row, "way": Way(row["way"]), "disallow": tuple(row.get("disallow", ()))}) for row in rows
        )
    except (TypeError, ValueError, KeyError) as wrong:
        raise StoryError(f"demo/outlets.toml: {wrong}") from wrong


@cache
def load_stories() -> tuple[Story, ...]:
    """All stories of all outlets, as written in ``stories/``; raises :class:`StoryError` when one is wrong."""
    stories: list[Story] = []
    for outlet in load_outlets():
        file = HERE / "stories" / f"{outlet.id}.toml"
        for row in tomllib.loads(file.read_text("utf-8")).get("story", ()):
            stories.append(story_from(outlet, row))
    return tuple(stories)


def story_from(outlet: Outlet, row: Mapping[str, Any]) -> Story:
    """A story as its TOML table tells it; raises :class:`StoryError` naming the story when a field is wrong."""
    name = row.get("slug", row.get("headline", "?"))
    try:
        values = dict(row)
        if values["category"] not in outlet.categories:
            raise StoryError(f"{outlet.id}, {name}: no category {values['category']!r}.")
        values["body"] = tuple(_blocks(values["body"]))
        values["tags"] = tuple(values.get("tags", ()))
        values["comments"] = tuple(Comment(**comment) for comment in values.get("comments", ()))
        values["expected"] = _expected(values.get("expected", {}))
        story = Story(outlet=outlet.id, **values)
    except (TypeError, ValueError, KeyError) as wrong:
        raise StoryError(f"{outlet.id}, {name}: {wrong}") from wrong
    if not isinstance(story.published, datetime) or story.published.tzinfo is None:
        raise StoryError(f"{outlet.id}, {name}: `published` must be a time with an offset.")
    return story


def _expected(row: Mapping[str, Any]) -> Expected:
    incidents = (
        ExpectedIncident(
            stage=Stage(one["stage"]),
            actor=Actor(one["actor"]),
            count=one.get("count"),
            region=one.get("region"),
            occurred=one.get("occurred"),
        )
        for one in row.get("incidents", ())
    )
    circulars = (ExpectedCircular(**{**one, "kind": CircularKind(one["kind"])}) for one in row.get("circulars", ()))
    return Expected(
        genre=Genre(row.get("genre", Genre.OTHER)),
        incident=Weight(row.get("incident", Weight.NONE)),
        circular=Weight(row.get("circular", Weight.NONE)),
        incidents=tuple(incidents),
        circulars=tuple(circulars),
        regions=tuple(row.get("regions", ())),
        flags=tuple(row.get("flags", ())),
    )


def _blocks(body: str) -> list[Block]:
    """Blocks of a body: they are parted by blank lines, and their first letters say what they are."""
    blocks: list[Block] = []
    for chunk in re.split(r"\n\s*\n", body.strip()):
        text = chunk.strip()
        if text == "===":
            blocks.append(Block(Kind.BREAK, ""))
        elif text.startswith("## "):
            blocks.append(Block(Kind.HEADING, text[3:]))
        elif text.startswith("[foto] "):
            blocks.append(Block(Kind.FIGURE, text[7:]))
        elif text.startswith("[baca] "):
            blocks.append(Block(Kind.RELATED, text[7:]))
        elif text.startswith("* "):
            items = (line.removeprefix("* ") for line in text.splitlines())
            blocks.append(Block(Kind.ITEMS, "\n".join(items)))
        else:
            blocks.append(Block(Kind.PARAGRAPH, " ".join(text.split("\n"))))
    return blocks
