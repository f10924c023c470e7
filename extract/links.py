"""Links to other stories among the paragraphs of this one: they go, with the label before them.

A headline linked in mid-text says nothing of this story, and may accuse somebody else. Four shapes: a block that
holds nothing but links; a card (a linked headline with an excerpt or a date below it); a line that is a linked
headline with no more than a short label or a date beside it; a known label ("Baca juga:") and its link in the flow
of a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from urllib.parse import urlsplit

from lxml import etree
from lxml.html import HtmlElement

from extract.announced import is_own
from extract.dates import without_dates
from extract.knowledge import words
from extract.language import word_count
from extract.markup import INLINE, drop, lines_of, text_of, text_within
from extract.titles import agree

_LONGEST = 1_500  # characters of a box of links
_EXCERPT = 300  # characters that stand with a linked headline
_LONGEST_LABEL = 40  # characters before the first link of a box
_LABEL_WORDS = 4  # of a label that only its colon or dash tells
_HEADLINE = 25  # characters of a link that may be a headline
_HEADLINE_WORDS = 4  # of a link behind a label
_SHORTEST_HEADLINE = 18  # characters
_LONGEST_HEADLINE = 200  # characters
_LONGEST_LINE = 500  # characters with a headline among them, blanks in the source included
_TITLED = 0.6  # share of the words of a headline that begin with a capital
_SIGNS = " \t\r\n\xa0[(•▪►▶→»>*“\"'"
_RUNNING = frozenset({"p", "h2", "h3", "h4", "h5", "h6", "blockquote", "dd", "td"})


def cut_links(title: str, prose: Mapping[HtmlElement, int], url: str = "", part: HtmlElement | None = None) -> None:
    """Take the links to other stories out of a page, where they stand among the paragraphs of its own.

    ``prose`` are the elements that hold much of the page's prose, and how much; ``part`` is the one whose lines are
    looked at, if not the first of them; ``url`` is the page's address, "" when it is not known. Boxes beside the
    story keep their links: by them a box is known.
    """
    host = host_of(url)
    gone: set[HtmlElement] = set()
    named: set[HtmlElement] = set()
    for card in [child for element in prose for child in element if prose.get(child, _LONGEST) < _LONGEST]:
        if _may_be_card(card) and _is_box(card, title, host):
            gone.update(card.iter())
            _drop_with_label(card)
    for child in [child for element in prose for child in element if child not in prose and child not in gone]:
        links = [link for link in child.iter("a") if link.get("href")]
        if not links:
            continue
        if is_own(child, links, named):
            named.add(child)
            for link in links:
                link.drop_tag()  # else readers take it for a list of other stories
            continue
        if child.tag in _RUNNING:
            _cut_labels_within(links)
        if _is_box(child, title, host):
            _drop_with_label(child)
            continue
        for link in links:
            if not link.get("href", "").startswith("#"):
                _cut_labelled(link)
    if part is None:
        part = next(iter(prose), None)
    if part is not None:
        _cut_lines(part, title, host)


def leads_elsewhere(link: HtmlElement, host: str = "", *, slug: bool = True) -> bool:
    """Whether a link leads to what may be another story of the site: no anchor, no file, no list, no other site.

    Without ``slug`` the address need not look like a story's: where what is linked is a headline already.
    """
    return _is_story((link.get("href") or "").strip()[:1000], host, slug=slug)


@lru_cache(maxsize=4_000)
def _is_story(href: str, host: str, *, slug: bool) -> bool:
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    if parts.scheme not in ("", "http", "https") or (host and parts.netloc and host_of(href) != host):
        return False
    segments = [segment for segment in parts.path.lower().split("/") if segment]
    if not segments:
        return bool(re.search(r"\d", parts.query))
    if segments[0] in (*words("kinds", "list_segments"), *words("kinds", "rubric_segments")):
        return False
    if re.search(r"\.(?!html?$|php$|aspx?$|cms$)[a-z]{2,4}\d?$", segments[-1]):
        return False  # a document or a picture
    return not slug or bool(re.search(r"[-_\d]", segments[-1]) or parts.query)


def host_of(url: str) -> str:
    """The last two names of an address's host, as far as sites' parts have them in common."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    names = host.split(".")
    return ".".join(names[-3:] if len(names) > 2 and len(names[-2]) <= 3 else names[-2:])


# --- blocks -------------------------------------------------------------------------------------------------


def is_card(part: HtmlElement) -> bool:
    """Whether a part holds linked headlines with no more than an excerpt for each."""
    whole = text_within(part, _LONGEST)
    if not whole:
        return False
    links = [*part.iter("a")]
    rest = _letters(whole) - sum(_letters(text_of(link)) for link in links)
    headlines = sum(leads_elsewhere(link) and _is_headline(link) for link in links)
    return bool(headlines) and rest <= _EXCERPT * headlines


def _is_box(part: HtmlElement, title: str, host: str) -> bool:
    """Whether a part of the story holds links and labels only, or linked headlines with their excerpts."""
    if part.tag == "a":
        return _is_linked_card(part, title, host)
    whole = text_within(part, _LONGEST)
    links = [link for link in part.iter("a") if text_of(link)] if whole else []
    if not whole or not links:
        return False
    if _is_teaser(part, links[-1], title, host):
        return True
    named = [text_of(link) for link in links]
    rest = _letters(whole) - sum(map(_letters, named))
    before = whole.partition(named[0])[0]
    only_links = rest <= 3 or (rest - 3 <= _letters(before) <= _LONGEST_LABEL and bool(_label().search(before)))
    if not only_links:
        if len(before) > _LONGEST_LABEL or (part.tag in _RUNNING and not _is_card_line(part, links[0], host)):
            return False
        headlines = sum(map(_is_headline, links))
        if rest > _EXCERPT * headlines or any(agree(name, title) for name in named):
            return False
    return not agree(whole, title)


def _may_be_card(part: HtmlElement) -> bool:
    """Whether a part that holds much of a short page's prose is no larger than one card, and has no headline."""
    return text_within(part, _LONGEST_HEADLINE + _EXCERPT) is not None and next(part.iter("h1"), None) is None


def _is_linked_card(link: HtmlElement, title: str, host: str) -> bool:
    """Whether a link goes around the headline and the excerpt of another story, each in a block of its own."""
    if all(child.tag in INLINE for child in link) or not leads_elsewhere(link, host, slug=False):
        return False
    if text_within(link, _LONGEST_HEADLINE + _EXCERPT) is None:
        return False
    lines = [line for line in lines_of(link) if len(line) >= _HEADLINE]
    return bool(lines) and lines[0][-1] not in ".…”" and not agree(lines[0], title)


def _is_teaser(part: HtmlElement, link: HtmlElement, title: str, host: str) -> bool:
    """Whether a part is a bold headline, an excerpt and a link behind it that says no more than "Selengkapnya"."""
    if text_of(link).strip(_SIGNS + "].…»:").lower() not in words("links", "onward"):
        return False
    if not leads_elsewhere(link, host, slug=False) or text_within(part, _LONGEST_HEADLINE + _EXCERPT) is None:
        return False
    heading, *excerpt = lines_of(part)
    bold = next(part.iter("b", "strong", "h2", "h3", "h4", "h5", "h6"), None)
    if not excerpt or bold is None or text_of(bold) != heading or not excerpt[-1].endswith(text_of(link)):
        return False
    return len(heading) >= _HEADLINE and heading[-1] not in ".:”" and not agree(heading, title)


def _drop_with_label(box: HtmlElement) -> None:
    """Drop a box and the line above it that says what it is ("Berita Lain")."""
    above = box.getprevious()
    label = text_within(above, _LONGEST_LABEL) if above is not None else None
    if above is not None and label and _label().fullmatch(f"{label.rstrip(' :')}:"):
        drop(above)
    drop(box)


def _is_card_line(part: HtmlElement, link: HtmlElement, host: str) -> bool:
    """Whether a paragraph begins with a linked headline on a line of its own, as cards in plain markup do."""
    return part.tag == "p" and leads_elsewhere(link, host) and not _text_before(link, part)


def _text_before(link: HtmlElement, part: HtmlElement) -> bool:
    for event, element in etree.iterwalk(part, events=("start", "end")):
        if element is link:
            return False
        if ((element.text if event == "start" else element.tail) or "").strip():
            return True
    return False


def _is_headline(link: HtmlElement) -> bool:
    """Whether a long link stands on a line of its own."""
    if len(text_of(link)) < _HEADLINE:
        return False
    node = link
    while True:
        previous, following, parent = node.getprevious(), node.getnext(), node.getparent()
        before = (previous.tail if previous is not None else parent.text) or ""
        if before.strip() or (node.tail or "").strip():
            return False
        if any(other is not None and other.tag in INLINE and text_of(other) for other in (previous, following)):
            return False
        if parent.tag not in INLINE or previous is not None or following is not None:
            return True
        node = parent


def _letters(text: str) -> int:
    return len(text) - text.count(" ")


# --- lines --------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Line:
    """One line of a container: its texts with where they stand, and the link each lies in."""

    texts: list[tuple[HtmlElement, str, HtmlElement | None]] = field(default_factory=list)
    size: int = 0
    links: int = 0

    def add(self, element: HtmlElement, place: str, text: str, link: HtmlElement | None) -> None:
        self.texts.append((element, place, link))
        self.size += len(text)
        self.links += link is not None

    def parts(self) -> tuple[str, str, str, list[HtmlElement]]:
        """What stands before the first link, in links, and behind or between them; and the links."""
        links = [*dict.fromkeys(link for *_, link in self.texts if link is not None)]
        before: list[str] = []
        linked: list[str] = []
        rest: list[str] = []
        for element, place, link in self.texts:
            (linked if link is not None else rest if linked else before).append(getattr(element, place))
        return _one_line(before), _one_line(linked), _one_line(rest), links

    def cut(self) -> None:
        for element, place, _ in self.texts:
            setattr(element, place, None)
        self.texts.clear()


def _one_line(texts: list[str]) -> str:
    return " ".join("".join(texts).split())


def _cut_lines(container: HtmlElement, title: str, host: str) -> None:
    """Cut the lines of a container that are a headline of another story, with its label or date."""
    for block in [*dict.fromkeys(_blocks_with_headlines(container))]:
        if block.getparent() is None:
            continue
        above = _label_above(block)
        for line in _lines(block):
            if _is_other(line, title, host):
                label = above.parts() if above is not None and not above.links else None
                if line.links and label is not None and _is_short_label(label[0]) and above is not None:
                    above.cut()
                line.cut()
            above = line if line.size <= _LONGEST_LINE else None


def _is_other(line: _Line, title: str, host: str) -> bool:
    """Whether a line is a headline of another story."""
    if line.size > _LONGEST_LINE:
        return False
    before, linked, rest, links = line.parts()
    if links:
        found = _is_linked_headline(before, linked, rest) and all(leads_elsewhere(link, host) for link in links)
    else:
        found = _is_labelled_headline(before)
    return found and not agree(linked or before, title)


def _blocks_with_headlines(container: HtmlElement) -> Iterator[HtmlElement]:
    """The blocks of a container in whose lines a link may be a headline, or that begin with a label."""
    for link in container.iter("a"):
        if link.get("href") and len(text_of(link)) >= _SHORTEST_HEADLINE:
            yield _block(link)
    for element in container.iter():
        text = element.tail if element.tag == "br" else element.text
        if text and text.lstrip(_SIGNS).lower().startswith(_openings()):
            yield _block(element)


def _block(element: HtmlElement) -> HtmlElement:
    while element.tag in INLINE or element.tag == "br":
        parent = element.getparent()
        if parent is None:
            break
        element = parent
    return element


def _label_above(block: HtmlElement) -> _Line | None:
    """The block before this one, when it is one short line."""
    previous = block.getprevious()
    if previous is None or (previous.tail or "").strip() or not text_within(previous, _LONGEST_LABEL):
        return None
    lines = [*_lines(previous)]
    return lines[0] if len(lines) == 1 else None


def _lines(container: HtmlElement) -> Iterator[_Line]:
    """The lines of text below a container."""
    line = _Line()
    link: HtmlElement | None = None
    for event, element in etree.iterwalk(container, events=("start", "end")):
        tag = element.tag
        if tag not in INLINE:
            if line.texts:
                yield line
                line = _Line()
        elif tag == "a":
            link = element if event == "start" and element.get("href") else None
        if event == "start":
            if text := element.text:
                line.add(element, "text", text, link)
        elif (text := element.tail) and element is not container:
            line.add(element, "tail", text, link)
    if line.texts:
        yield line


def _is_linked_headline(before: str, linked: str, rest: str) -> bool:
    """Whether a line is a linked headline alone, or with a label or a date."""
    if len(linked) > _LONGEST_HEADLINE or (rest and not is_date(rest)):
        return False
    if not before or is_date(before):
        return len(linked) >= _HEADLINE and (bool(before or rest) or _is_titled(linked))
    return word_count(linked) >= _HEADLINE_WORDS and _is_short_label(before)


def _is_short_label(before: str) -> bool:
    """Whether a text is a known label, or a few words and a colon or dash."""
    if _label().fullmatch(before):
        return True
    bare = before.lstrip(_SIGNS)
    return (
        word_count(bare) <= _LABEL_WORDS
        and len(bare) <= _LONGEST_LABEL
        and bare.endswith((":", "–", "—", "»", "|"))
    )


def _is_labelled_headline(text: str) -> bool:
    """Whether a line without a link is a known label and a headline: "Lihat Juga – Camat Boja Ditangkap Polisi"."""
    if len(text) > _LONGEST_HEADLINE or not (match := _opening().match(text)):
        return False
    headline = text[match.end() :]
    return word_count(headline) >= _HEADLINE_WORDS and not headline.endswith(".") and _is_titled(headline)


def _is_titled(text: str) -> bool:
    """Whether most words of a text begin with a capital, as in a headline."""
    named = [word for word in text.split() if word[0].isalpha()]
    return sum(word[0].isupper() for word in named) >= _TITLED * len(named)


def is_date(text: str) -> bool:
    """Whether a line tells a date and no more."""
    return any(sign.isdigit() for sign in text) and not re.search(r"\w{3}", without_dates(text))


@cache
def _label() -> re.Pattern[str]:
    return re.compile(rf"(?:^|(?<=[^\w]))(?:{_labels('[:|»>-]?', '[:|»>]')})\s*$", re.IGNORECASE)


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{_labels('[:|»>–—-]', '[:|»>–—-]')})\s*", re.IGNORECASE)


@cache
def _openings() -> tuple[str, ...]:
    return tuple(label.lower() for label in (*words("links", "labels"), *words("links", "labels_with_colon")))


def _labels(mark: str, mark_needed: str) -> str:
    alone = "|".join(sorted(map(re.escape, words("links", "labels")), key=len, reverse=True))
    colon = "|".join(sorted(map(re.escape, words("links", "labels_with_colon")), key=len, reverse=True))
    return rf"(?:{alone})\s*{mark}|(?:{colon})\s*{mark_needed}"


# --- the flow of a text -------------------------------------------------------------------------------------


def _cut_labels_within(links: list[HtmlElement]) -> None:
    """Take out the links of a running text that begin with their label: "Baca juga: Lurah …"."""
    for link in links:
        text = text_of(link)
        if (match := _opening().match(text)) is None:
            continue
        if word_count(text[match.end() :]) >= _HEADLINE_WORDS and leads_elsewhere(link, slug=False):
            _empty(link)


def _cut_labelled(link: HtmlElement) -> None:
    """Take out a link in the flow of a text when a label stands right before it, and the label."""
    node = link
    while True:
        previous, parent = node.getprevious(), node.getparent()
        before = (previous.tail if previous is not None else parent.text) or ""
        if before.strip():
            if match := _label().search(before):
                _set_before(node, before[: match.start()])
                _empty(link)
            return
        if previous is not None:
            if previous.tag in INLINE and _label().fullmatch(text_of(previous)):
                _empty(previous)
                _empty(link)
            return
        if parent.tag not in INLINE:
            return
        node = parent


def _set_before(node: HtmlElement, text: str) -> None:
    previous = node.getprevious()
    if previous is not None:
        previous.tail = text
    else:
        node.getparent().text = text


def _empty(element: HtmlElement) -> None:
    for child in list(element):
        element.remove(child)
    element.text = None
