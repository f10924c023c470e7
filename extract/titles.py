"""The headline: what the page calls the story, without the outlet's name, its slogan and a page's number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from itertools import islice, takewhile
from typing import NamedTuple

from lxml import etree

from extract.addresses import is_home, join, split
from extract.dates import dates
from extract.knowledge import words
from extract.labels import Kind, kind
from extract.markup import Markup, text_of, text_within
from extract.nearby import OTHERS, PAGE, READERS, SIDES, common_box, is_named, signs, walk
from extract.outlets import SEPARATOR, begins_with_host, is_name, names, squashed, window_title

_PAGE = re.compile(
    r"\s*[-–—|(]?\s*(?:halaman|hal\.?|page|laman)\s?(?:\d{1,2}|all|semua)(?:\s(?:dari|of)\s\d{1,2})?\)?\s*$",
    re.IGNORECASE,
)
_LONGEST = 400  # characters
_AGREE = 0.8  # share of the shorter one's words found in the other
_SHORTEST = 3  # words of a heading that nothing on the page confirms
_LONGEST_RUBRIC = 5  # words
_FEWEST_WORDS = 25  # of prose behind a heading that opens a story
_LONGEST_BADGE = 3  # words of a rubric inside of a heading
_MOST_LINKS = 600  # that are looked through for the name of a rubric
_BESIDE = (OTHERS, READERS, PAGE, SIDES)
_BESIDE_TAGS = ("a", "aside", "footer", "nav", "li")


class Headline(NamedTuple):
    """The story's title as text, the element of the page that shows it, when one does, and the outlet's names."""

    text: str | None
    element: etree._Element | None
    outlet: frozenset[str] = frozenset()


class _Heading(NamedTuple):
    element: etree._Element
    text: str


def title(markup: Markup) -> str | None:
    """The headline's text alone."""
    return headline(markup).text


def headline(markup: Markup) -> Headline:
    """The ``<h1>`` that a statement (``og:title``, JSON-LD, ``<title>``) confirms, whole or in one of its parts.

    Two statements that agree with each other and not with the ``<h1>`` outvote it. Where the ``<h1>`` is the logo,
    a breadcrumb, a rubric or missing, another heading that a statement confirms is the headline; then ``og:title``,
    JSON-LD, an element that is named a headline, the heading right above the text, ``<title>``.
    """
    known = names(markup)
    stated = _statements(markup, known)
    firsts = [
        _Heading(h1, text) for h1 in _first_headings(markup) if (text := _bare(_text_without_badges(h1), known))
    ]
    firsts = [_narrowed(one, stated, known) for one in firsts if not _is_offices(markup, one)]
    supported = [one for one in firsts if _support(one.text, stated)]
    if supported:
        best = max(supported, key=lambda heading: len(_support(heading.text, stated)))
        only_window = _support(best.text, stated) == ["window"]
        if only_window and _is_rubric(markup, best) and (opening := _opening(markup, known)):
            return Headline(opening.text, opening.element, known)
        return Headline(_spelt(best, stated), best.element, known)
    firsts = [one for one in firsts if not _is_rubric(markup, one)]
    return _unconfirmed(markup, stated, known, firsts)


def _unconfirmed(markup: Markup, stated: dict[str, str], known: frozenset[str], firsts: list[_Heading]) -> Headline:
    """The headline of a page none of whose first headings a statement confirms."""
    rival = _rival(stated)
    firsts = [one for one in firsts if rival or not _is_slogan(markup, one, stated, known)]
    likely = next((one for one in firsts if any(agree(one.text, text) for text in stated.values())), None)
    if alone := likely or next((one for one in firsts if _is_plausible(markup, one, known)), None):
        return Headline(rival or alone.text, alone.element, known)
    if shown := _shown(markup, stated, known):
        return Headline(_spelt(shown, stated), shown.element, known)
    if text := _fuller(stated, rival):
        return Headline(text, None, known)
    named = _found(markup, stated.get("window"), known, firsts)
    return Headline(named.text if named else stated.get("window"), named.element if named else None, known)


def _is_slogan(markup: Markup, heading: _Heading, stated: dict[str, str], known: frozenset[str]) -> bool:
    """Whether a first heading far above the text is that of all pages, as ``<title>``: another opens the text."""
    if not _is_of_site(stated.get("window", ""), markup):
        return False
    opening = _opening(markup, known)
    box = (
        common_box(opening.element, heading.element) if opening and opening.element is not heading.element else None
    )
    return box is not None and box.tag in ("body", "html")


def _found(markup: Markup, window: str | None, known: frozenset[str], firsts: list[_Heading]) -> _Heading | None:
    """The headline by its name or its place alone: old portals call all their pages by their name and slogan."""
    if named := _named(markup, known):
        return named
    if (window is None or not is_in_address(window, markup.url)) and (opening := _opening(markup, known)):
        return opening
    if firsts and window is None:
        return firsts[0]
    return _above_story(markup, known) if window is None or _is_of_site(window, markup) else None


@lru_cache(maxsize=2_000)
def agree(one: str, other: str) -> bool:
    """Whether two headlines are the same one, cut or slightly edited."""
    first, second = squashed(one), squashed(other)
    if not first or not second:
        return False
    if first == second:
        return True
    words, others = set(re.findall(r"\w+", one.lower())), set(re.findall(r"\w+", other.lower()))
    fewer = min(len(words), len(others))
    if fewer < 3:
        return False
    return len(words & others) >= _AGREE * max(fewer, 0.6 * max(len(words), len(others)))


def _statements(markup: Markup, known: frozenset[str]) -> dict[str, str]:
    """What the page's head calls the story: ``shared`` (og:title), ``data`` (JSON-LD), ``window`` (<title>)."""
    window = _bare(window_title(markup), known)
    shared = _bare(markup.meta("og:title", "twitter:title"), known)
    if shared and window and window.startswith(shared) and window[len(shared) :].lstrip().startswith('"'):
        shared = window  # a quotation mark that was not escaped ended the attribute
    data = [text for item in markup.articles() if (text := _bare(item.get("headline"), known))]
    others = [text for text in (shared, window) if text]
    told = next((text for text in data if any(agree(text, other) for other in others)), data[0] if data else None)
    found = {"shared": shared, "data": told, "window": window}
    return {source: text for source, text in found.items() if text}


def _parts(text: str) -> frozenset[str]:
    """The text and its runs of separated parts, squashed; never one that is small beside the longest part."""
    pieces = SEPARATOR.split(text)[:8]
    flat = [squashed(piece) for piece in pieces]
    enough = max(map(len, flat)) // 2
    runs = ("".join(flat[start:end]) for start in range(len(flat)) for end in range(start + 1, len(flat) + 1))
    return frozenset(run for run in runs if len(run) >= enough and run)


def _support(heading: str, stated: dict[str, str]) -> list[str]:
    """The statements that name this heading: the same, one of their parts, or its cut beginning."""
    flat = squashed(heading)
    return [
        source
        for source, text in stated.items()
        if flat in _parts(text) or (len(squashed(text)) >= 12 and flat.startswith(squashed(text)))
    ]


def _rival(stated: dict[str, str]) -> str | None:
    """What two statements agree on, in the words of the more trusted one."""
    texts = list(stated.values())
    for index, text in enumerate(texts):
        if any(squashed(text) in _parts(other) for other in texts[index + 1 :]):
            return text
    return next((text for text in texts[1:] if squashed(text) in _parts(texts[0])), None)


def _narrowed(heading: _Heading, stated: dict[str, str], known: frozenset[str]) -> _Heading:
    """The part of a heading that a statement is, where the rest is a kicker in an element of its own."""
    if len(heading.element) == 0:
        return heading
    kicker = next((part for child in heading.element if (part := " ".join(text_of(child).split()))), "")
    rest = heading.text.removeprefix(kicker).strip()
    told = [squashed(text) for text in stated.values()]
    is_stated = any(squashed(heading.text) in text for text in told)  # with its kicker
    if not is_stated and len(kicker.split()) <= _LONGEST_BADGE and squashed(rest) in told:
        return _Heading(heading.element, rest)
    for text in [text for source in ("shared", "data") if (text := stated.get(source))]:
        if squashed(text) == squashed(heading.text):
            return heading
        for child in [*heading.element.iter()][1:10]:
            whole = _bare(text_of(child), known)
            if whole and len(whole.split()) >= _SHORTEST and squashed(whole) == squashed(text):
                return _Heading(heading.element, whole)
    return heading


_BADGE = re.compile(
    r"badge|label|kategori|category|kicker|rubri[ck]|kanal|channel|topper|overline|edit|premium|share|sr-only"
)


def _text_without_badges(heading: etree._Element) -> str:
    """A heading's text but for a rubric or button at one of its ends: ``<span class="badge">Politik</span>``.

    Only short ones that their names or their tag call so.
    """
    text = text_of(heading).strip()
    for child in heading:
        part = text_of(child).strip()
        called = child.tag == "button" or _BADGE.search(signs(child))
        if part and part != text and called and len(part.split()) <= _LONGEST_BADGE:
            text = text.removeprefix(part).removesuffix(part).strip()
    return text


def _spelt(heading: _Heading, stated: dict[str, str]) -> str:
    """The heading's text; where it is put together of several elements, with the statement's punctuation."""
    if len(heading.element) == 0:
        return heading.text
    same = (text for text in stated.values() if squashed(text) == squashed(heading.text))
    return next(same, heading.text)


def _fuller(stated: dict[str, str], rival: str | None) -> str | None:
    """JSON-LD's headline where ``og:title`` is its cut beginning or carries a rubric behind it, else the rival."""
    shared, data = stated.get("shared"), stated.get("data")
    if shared and data and (shared.startswith(data) or data.startswith(shared.rstrip(". …"))):
        return data
    return rival or shared or data


def _first_headings(markup: Markup) -> Iterator[etree._Element]:
    """The ``<h1>`` elements but those of breadcrumbs and of the page's foot and side."""
    for h1 in markup.tree.findall(".//h1")[:20]:
        places = (h1, *(node for _, node in zip(range(3), h1.iterancestors(), strict=False)))
        names = [signs(node) for node in places if node.tag not in ("html", "body")]
        names += [str(name) for node in places for name in node.attrib]  # data-breadcrumb-headline=""
        aside = any(node.tag in ("footer", "aside") for node in places)
        if not aside and not any("breadcrumb" in name for name in names):
            yield h1


def _is_offices(markup: Markup, heading: _Heading) -> bool:
    """Whether a heading is the office's name: ``<title>`` ends with it, and another heading is what stands before.

    "Apel Kesiapan Digelar - Kelurahan Cikole", with "Kelurahan Cikole" as the first heading.
    """
    parts = [squashed(part) for part in SEPARATOR.split(window_title(markup))]
    if len(parts) < 2 or parts[-1] != squashed(heading.text):
        return False
    before = "".join(parts[:-1])
    return any(squashed(text_of(one)) == before for one in islice(markup.tree.iter(*_HEADINGS[1:]), 20))


_OF_SITE = re.compile(r"logo|brand|site-?(?:title|name)|tagline|slogan")


def _is_plausible(markup: Markup, heading: _Heading, known: frozenset[str]) -> bool:
    """Whether a heading that nothing confirms may be the story's: not the logo with its slogan, not a rubric."""
    whole = " ".join(text_of(heading.element).split())
    if len(heading.text.split()) < _SHORTEST or is_name(SEPARATOR.split(whole)[0], known):
        return False
    links = heading.element.findall(".//a")
    if any((address := join(markup.url, link.get("href") or "")) and is_home(address) for link in links):
        return False
    return not _OF_SITE.search(signs(heading.element))


def _is_rubric(markup: Markup, heading: _Heading) -> bool:
    """Whether a short heading names no story: "Detail Berita", or a rubric of the menu, whose link leads away."""
    if len(heading.text.split()) > _LONGEST_RUBRIC:
        return False
    if heading.text.lower() in words("titles", "rubrics"):
        return True
    here = split(markup.url)
    flat = squashed(heading.text)
    for link in islice(markup.tree.iter("a"), _MOST_LINKS):
        if squashed(text_within(link, len(heading.text) + 20) or "") == flat:
            there = split(join(markup.url, link.get("href") or "") or "")
            if there and here and (there.path.rstrip("/"), there.query) != (here.path.rstrip("/"), here.query):
                return True
    return False


def _opening(markup: Markup, known: frozenset[str]) -> _Heading | None:
    """The heading, no link and not beside the story, right behind which the page's first prose stands."""
    for element in islice(markup.tree.iter(*_HEADINGS), 60):
        text = _bare(text_within(element, _LONGEST), known)
        if not text or len(text.split()) <= _SHORTEST or _leads_away(element, markup.url):
            continue
        around = [element, *islice(element.iterancestors(), 4)]
        if any(node.tag in _BESIDE_TAGS or is_named(signs(node), *_BESIDE) for node in around):
            continue
        behind = takewhile(lambda one: one.tag not in _HEADINGS, islice(walk(element), 30))
        if sum(map(_words_of, behind)) >= _FEWEST_WORDS:
            before = sum(map(_words_of, islice(walk(element, back=True), 30)))
            return _Heading(element, text) if before < _FEWEST_WORDS else None
    return None


def _leads_away(heading: etree._Element, url: str) -> bool:
    """Whether a heading holds a link to another page than its own."""
    here = split(url)
    for link in heading.iter("a"):
        there = split(join(url, link.get("href") or "") or "")
        if (
            here is None
            or there is None
            or (there.path.rstrip("/"), there.query)
            != (
                here.path.rstrip("/"),
                here.query,
            )
        ):
            return True
    return False


_HEADINGS = ("h1", "h2", "h3", "h4")


def _is_of_site(window: str, markup: Markup) -> bool:
    """Whether a window's title is that of all pages: the outlet's name and slogan, or "Detail Berita"."""
    return len(window.split()) < _FEWEST_OF_HEADLINE or begins_with_host(window, markup)


def _above_story(markup: Markup, known: frozenset[str]) -> _Heading | None:
    """The line right above the page's first prose, lines of date and byline left out, whatever element it is in.

    No link that leads elsewhere, and no sentence.
    """
    prose = next((one for one in islice(markup.tree.iter(*_HOLDERS), _MOST_HOLDERS) if _is_prose(one)), None)
    for element in islice(walk(prose, back=True), 60) if prose is not None else ():
        text = _bare(element.text if element.tag in (*_HOLDERS, *_LETTERED) else None, known)
        if not text or kind(text) is not Kind.STORY or next(dates(text), None):
            continue
        is_headline = _FEWEST_OF_HEADLINE <= len(text.split()) <= _MOST_OF_HEADLINE and not text.endswith(
            (".", ":")
        )
        around = [element, *islice(element.iterancestors(), 4)]
        is_beside = any(node.tag in _BESIDE_TAGS[1:] or is_named(signs(node), *_BESIDE) for node in around)
        leads_elsewhere = bool(element.get("href", "#").partition("#")[0])
        return _Heading(element, text) if is_headline and not is_beside and not leads_elsewhere else None
    return None


_HOLDERS = ("p", "div", "td", "font", "span")
_LETTERED = ("a", "b", "strong", "big", "i", "em", "small", "h5", "h6")
_MOST_HOLDERS = 400
_FEWEST_OF_HEADLINE, _MOST_OF_HEADLINE = 4, 40  # words


def _is_prose(element: etree._Element) -> bool:
    """Whether words enough stand right in an element, also behind a dateline in bold."""
    own = [element.text, *(child.tail for child in islice(element, 3))]
    return any(len((text or "").split()) >= _FEWEST_OF_PROSE for text in own)


_FEWEST_OF_PROSE = 15  # words


def _words_of(element: etree._Element) -> int:
    """How many words of prose an element begins with."""
    count = len((element.text or "").split()) if element.tag in ("p", "div", "td", "span") else 0
    return count if count > _LONGEST_RUBRIC or element.tag == "td" else 0


def is_in_address(text: str, url: str) -> bool:
    """Whether most words of the address's last part stand in a text."""
    parts = split(url)
    name = parts.path.rstrip("/").rpartition("/")[2] if parts else ""
    told = set(re.findall(r"[^\W\d_]{3,}", name.lower()))
    return len(told) >= _SHORTEST and len(told & set(re.findall(r"\w+", text.lower()))) >= 0.5 * len(told)


def _shown(markup: Markup, stated: dict[str, str], known: frozenset[str]) -> _Heading | None:
    """The heading below the first level, or the element named a headline, that most statements confirm."""
    best: tuple[int, _Heading] | None = None
    headings = [*markup.tree.iter("h2", "h3", "h4", "h5")][:80]
    for element in (*headings, *_called_headline(markup)):
        text = _bare(text_of(element), known)
        if not text or len(text) > _LONGEST or (support := len(_support(text, stated))) == 0:
            continue
        if best is None or support > best[0]:
            best = support, _narrowed(_Heading(element, text), stated, known)
        if support == len(stated):
            break
    return best[1] if best else _plain(markup, stated)


def _plain(markup: Markup, stated: dict[str, str]) -> _Heading | None:
    """An element without a mark that holds just what a statement says: home-made portals set headlines in bold."""
    wanted = {run for text in stated.values() for run in _parts(text)}
    for element in markup.tree.iter("td", "div", "p", "b", "strong", "font", "span", "big"):
        text = " ".join((element.text or "").split())
        if 12 <= len(text) <= _LONGEST and len(text.split()) >= _SHORTEST and squashed(text) in wanted:
            return _Heading(element, text)
    return None


_CALLED = re.compile(
    r"\bjudul|headline|(?:entry|post|article|news|single|detail|content)[-_]?(?:title|heading)|contentheading"
    r"|\bjdl|title[-_]?(?:news|berita|post|article|artikel|detail)"
)


def _called_headline(markup: Markup) -> Iterator[etree._Element]:
    """Elements whose class or id says that they are a headline, but those in lists of other stories."""
    for element in markup.tree.iter("div", "span", "p", "td", "b", "strong", "font", "h2", "h3", "h4", "h5"):
        if _CALLED.search(signs(element)) and element.getparent().tag != "a":
            around = [element, *(node for _, node in zip(range(4), element.iterancestors(), strict=False))]
            named = " ".join(signs(node) for node in around if node.tag not in ("html", "body"))
            beside = is_named(named, *_BESIDE) or _OF_SITE.search(named)
            if not beside and not any(node.tag in ("aside", "footer", "li") for node in around):
                yield element


def _named(markup: Markup, known: frozenset[str]) -> _Heading | None:
    """The first element that is called a headline and holds one, where no statement helps."""
    for element in _called_headline(markup):
        text = _bare(text_of(element), known)
        if text and _SHORTEST < len(text.split()) <= 40 and element.find(".//a") is None:
            return _Heading(element, text)
    return None


def _bare(value: object, known: frozenset[str]) -> str | None:
    """A headline without the outlet's name (and the slogan behind it) at its ends and without a page number."""
    if not isinstance(value, str) or not value.strip():
        return None
    text = " ".join(unescape(value).split())[:_LONGEST]
    for _ in range(4):
        before = text
        text = _PAGE.sub("", text).strip() or text
        text = _cut(text, known)
        if (head := re.match(r"([^\s:]{3,40}):\s+", text)) and is_name(head[1], known):
            text = text[head.end() :]
        if text == before:
            break
    return text if squashed(text) and squashed(text) not in known else None


def _cut(text: str, known: frozenset[str]) -> str:
    """Cut behind the headline from the first part that is the outlet's name on, or that name before it."""
    cuts = list(SEPARATOR.finditer(text))
    for index, cut in enumerate(cuts):
        end = cuts[index + 1].start() if index + 1 < len(cuts) else len(text)
        if is_name(text[cut.end() : end], known) and text[: cut.start()].strip():
            return text[: cut.start()].strip() if not is_name(text[: cut.start()], known) else text
    if cuts and is_name(text[: cuts[0].start()], known):
        return text[cuts[0].end() :].strip()
    return text
