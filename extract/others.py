"""Other stories on a story's page: those that a site loads below its own, and the cards of others.

They have a headline of their own. A second ``<article>`` without one holds the rest of the story, articles within
the story's own are the entries of a live blog, and a subheading may be coded as a second ``<h1>``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from extract.aside import DATELINE, counts_comments
from extract.links import host_of, is_card, is_date, leads_elsewhere
from extract.markup import drop, lines_of, spoken, text_of
from extract.titles import agree
from extract.weighing import ENOUGH, prose_before

_OWN_STORY = 0.2  # share in the <article> with the headline, from which on the other articles may be other stories
_OTHER_STORY = 0.6  # share in what stands below another <h1>
_SAME_NAMES = 0.3  # share of the names in a part that the story's own part has too
_FEWEST_NAMES = 3
_LITTLE = 100  # characters of prose in an article that tells nothing
_ROW = 2  # teasers in a row
_MOST_BRIEF = 4_000  # characters of prose on the page of a brief story, other stories' excerpts among them
_BYLINE = re.compile(r" (?:byline|author|authors|penulis|date|tanggal|tgl|published|meta|timestamp) ")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,20}")  # a capital in mid-sentence
_POST = re.compile(r"(?:^|\s)post-(\d{1,12})(?!\S)")
_HEADINGS = ("h1", "h2", "h3", "h4")


@dataclass(frozen=True, slots=True)
class _Own:
    """The ``<article>`` of the page's own story, with its headline, title and the page's address."""

    own: HtmlElement
    headline: HtmlElement
    title: str
    url: str


def headline_of(page: HtmlElement, title: str, weights: Counter[HtmlElement]) -> HtmlElement | None:
    """The heading that is the title, and of several the one that stands closest to prose."""
    headings = [*_agreeing(page, title, "h1", "h2")] or [*_agreeing(page, title, "h3", "h4")]

    def around(heading: HtmlElement) -> int:
        near = (weights[above] for above in heading.iterancestors() if weights[above] >= ENOUGH)
        return next(near, weights[page])

    return min(headings, key=around, default=None)


def _agreeing(page: HtmlElement, title: str, *tags: str) -> Iterator[HtmlElement]:
    for heading in page.iter(*tags) if title else ():
        if agree(text := text_of(heading), title) and not counts_comments(text):
            yield heading


def cut_others(
    page: HtmlElement, headline: HtmlElement, title: str, url: str, weights: Counter[HtmlElement]
) -> bool:
    """Cut the other stories, and put what goes on in further articles behind the first part.

    Returns whether there was any of them.
    """
    own = next(headline.iterancestors("article"), None)
    if own is not None and weights[own] < max(ENOUGH, _OWN_STORY * weights[page]):
        own = None
    parts = [*_below(page, headline, title, weights)]
    below = [part for part in parts if own is None or own not in part.iterancestors()]
    for part in below:
        drop(part)
    if own is None:
        return bool(below)
    return _cut_articles(page, _Own(own, headline, title, url), weights) or bool(below)


def cut_teasers(page: HtmlElement, headline: HtmlElement, url: str, weights: Counter[HtmlElement]) -> bool:
    """Cut the rows of teasers from the page of a brief story, which they would outweigh.

    A row are neighbours of one kind that each begin with the linked headline of another story. Returns whether
    there was any.
    """
    paragraphs: Counter[HtmlElement | None] = Counter()
    for element, weight in weights.items():
        if element.tag == "p":
            paragraphs[element.getparent()] += weight
    if weights[page] > _MOST_BRIEF or max(paragraphs.values(), default=0) >= ENOUGH:
        return False
    around = {headline, *headline.iterancestors()}
    teasers = [teaser for row in _rows(page, host_of(url)) for teaser in row if teaser not in around]
    if weights[page] - sum(weights[teaser] for teaser in teasers) >= ENOUGH:
        return False
    for teaser in teasers:
        drop(teaser)
    return bool(teasers)


def _rows(page: HtmlElement, host: str) -> Iterator[list[HtmlElement]]:
    for parent in [element for element in page.iter() if len(element) >= _ROW]:
        alike: dict[tuple[str, str], list[HtmlElement]] = {}
        for child in parent:
            alike.setdefault((child.tag, child.get("class") or ""), []).append(child)
        for group in alike.values():
            row = [child for child in group if _is_teaser(child, host)] if len(group) >= _ROW else []
            if len(row) >= _ROW:
                yield row


def _is_teaser(part: HtmlElement, host: str) -> bool:
    link = next((link for link in part.iter("a") if text_of(link)), None)
    if link is None or not leads_elsewhere(link, host, slug=False):
        return False
    return text_of(part).startswith(text_of(link)) and is_card(part)


def _cut_articles(page: HtmlElement, story: _Own, weights: Counter[HtmlElement]) -> bool:
    above, entries = {story.own, *story.own.iterancestors()}, {*story.own.iter("article")}
    others = [article for article in page.iter("article") if article not in above]
    before = {*story.own.itersiblings(preceding=True)}
    for article in others:
        if article.getparent() is None:
            continue
        if article in entries and not (is_card(article) or _is_linked_story(article, story)):
            article.tag = "div"
        elif article in entries or weights[article] < _LITTLE or _is_another(article, story):
            drop(article)
        elif article not in before:
            _join(story.own, article)
    return bool(others)


def _join(own: HtmlElement, rest: HtmlElement) -> None:
    """Put what a further article tells behind the story's own part."""
    drop(rest)
    rest.tag, rest.tail = "div", None
    own.append(rest)


def _is_another(article: HtmlElement, story: _Own) -> bool:
    """Whether an article beside the story's own is another story: by its headline, or as a card."""
    if _is_other_post(article, story.own):
        return True
    heading = next(article.iter(*_HEADINGS), None)
    if heading is None:
        return is_card(article)
    if agree(text_of(heading), story.title):
        return False
    if _is_signed(article, heading):
        return True
    return bool(heading.tag == story.headline.tag and not _shares_names(article, text_of(story.own)))


def _is_linked_story(entry: HtmlElement, story: _Own) -> bool:
    """Whether an article in the story's own begins with the linked headline of another story."""
    if _is_other_post(entry, story.own):
        return True
    heading = next(entry.iter(*_HEADINGS), None)
    link = heading.find(".//a") if heading is not None else None
    if heading is None or link is None or not leads_elsewhere(link) or text_of(link) != text_of(heading):
        return False
    path = urlsplit(story.url).path
    return not agree(text_of(heading), story.title) and not (path and urlsplit(link.get("href") or "").path == path)


def _is_other_post(article: HtmlElement, own: HtmlElement) -> bool:
    """Whether WordPress numbers an article otherwise than the story's own ("post-7816")."""
    numbers = [_POST.search(f"{one.get('class') or ''} {one.get('id') or ''}") for one in (article, own)]
    return None not in numbers and len({number[1] for number in numbers if number}) == 2


def _is_signed(part: HtmlElement, heading: HtmlElement) -> bool:
    """Whether a part has what stands with a story's headline: a link to it, a time, a byline."""
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    if any(leads_elsewhere(link) for link in links):
        return True
    return any(
        element.tag == "time" or _BYLINE.search(spoken(element.get("class") or "")) for element in part.iter()
    )


def _shares_names(part: HtmlElement, story: str) -> bool:
    """Whether a part speaks of the same people and places as the story."""
    return _shares_names_of(text_of(part), story)


def _shares_names_of(part: str, story: str) -> bool:
    names = set(_NAME.findall(part))
    if len(names) < _FEWEST_NAMES:
        return False
    return len(names & set(re.findall(r"[A-Z][a-z]+", story))) >= _SAME_NAMES * len(names)


def _below(
    page: HtmlElement, headline: HtmlElement, title: str, weights: Counter[HtmlElement]
) -> Iterator[HtmlElement]:
    """The part of the page around each further ``<h1>``, or linked ``<h2>``, with another headline."""
    above = set(headline.iterancestors())
    others = [
        heading
        for heading in page.iter("h1", "h2")
        if (heading.tag == "h1" or _is_linked(heading)) and not agree(text_of(heading), title)
    ]
    before = prose_before(page, {headline, *others}) if others else {}
    article = next(headline.iterancestors("article"), None)
    for heading in others:
        apart = article is not None and _is_in_another(heading, article) and _tells(article, headline)
        if not apart and before[heading] - before[headline] < ENOUGH:
            continue
        part = heading
        while (parent := part.getparent()) is not None and parent not in above:
            part = parent
        parts = [part] if part is not heading else [*_up_to_next(heading)]
        bounded = apart or sum(weights[one] for one in parts) <= _OTHER_STORY * weights[page]
        if bounded and _is_story(heading, parts):
            yield from parts


def _is_in_another(heading: HtmlElement, article: HtmlElement) -> bool:
    """Whether a first heading stands in another ``<article>`` beside this one."""
    around = next(heading.iterancestors("article"), None)
    return heading.tag == "h1" and around is not None and around not in {article, *article.iterancestors()}


def _tells(article: HtmlElement, headline: HtmlElement) -> bool:
    """Whether an article holds more than its headline, in however short paragraphs."""
    return len(text_of(article)) - len(text_of(headline)) >= _LITTLE


def _up_to_next(heading: HtmlElement) -> Iterator[HtmlElement]:
    """A heading and what stands beside it, up to the next one of its kind."""
    yield heading
    yield from takewhile(lambda sibling: next(sibling.iter(heading.tag), None) is None, heading.itersiblings())


def _is_story(heading: HtmlElement, parts: list[HtmlElement]) -> bool:
    """Whether these parts are another story.

    Below an ``<h1>`` in a box of its own it is one, unless it goes on with what was told before. An ``<h1>`` among
    the paragraphs may be a subheading, a linked ``<h2>`` stands above the rest of the story if its end was
    forgotten: there the story must be dated, or begin its box, and speak of others.
    """
    boxed = heading is not parts[0]
    if heading.tag == "h1" and boxed:
        return _is_signed(parts[0], heading) or not _shares_names(parts[0], _told_before(parts[0]))
    if not (_begins_with(parts[0], heading) if boxed else heading.tag == "h1" and _is_dated(parts[1:])):
        return False
    text = " ".join(map(text_of, parts)).removeprefix(text_of(heading))
    return len(set(_NAME.findall(text))) >= _FEWEST_NAMES and not _shares_names_of(text, _told_before(parts[0]))


def _told_before(part: HtmlElement) -> str:
    return " ".join(text_of(sibling) for sibling in part.itersiblings(preceding=True))


def _begins_with(part: HtmlElement, heading: HtmlElement) -> bool:
    """Whether a heading is the first line of a part."""
    first = next((text for text in part.itertext() if not text.isspace()), "")
    called = text_of(heading)
    return called.startswith(" ".join(first.split())) and lines_of(part)[:1] == [called]


def _is_dated(parts: list[HtmlElement]) -> bool:
    """Whether a date or a dateline stands in the first lines of some parts."""
    lines = [line for part in parts for line in lines_of(part)[:2]][:3]
    return any(is_date(line) or DATELINE.match(line) for line in lines)


def _is_linked(heading: HtmlElement) -> bool:
    """Whether a heading is a link to another page as a whole."""
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    return any(leads_elsewhere(link, slug=False) and text_of(heading) in text_of(link) for link in links)
