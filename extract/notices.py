"""What a page that is no story says of itself: not found, in maintenance, behind a check, sent on elsewhere.

The words are data (``[kinds]`` in ``data/clutter.toml``), in three lists for each kind: ``…_whole`` are all that a
title or heading says, ``…_opening`` are how it begins, ``…_inside`` stand in the text of a page with little text. A
page that is marked as an article is held to the first list alone: a story about a site in maintenance is a story.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from lxml import etree

from extract.knowledge import words
from extract.markup import Markup
from extract.nearby import BOXES, READERS, SIDES, is_named, signs
from extract.outlets import SEPARATOR, is_name, names

NOTICES = ("check", "maintenance", "server", "unhosted", "missing", "files")
"""The kinds of notice, by the first half of their lists' names, in the order in which they are looked for."""

FEW_WORDS = 150
"""Words shown on a page, menu and footer with them, below which its text is a notice rather than a story."""

_HEADINGS = 6  # headings that are read
_LONGEST = 12  # words of a heading that is a notice
_SAMPLE = 20_000  # characters of a script or of the page's text that are searched
_UNSEEN = ("script", "style", "noscript", "template", "option", "head")
_ASIDE = ("nav", "aside", "footer", "form", "dialog")
_HIDDEN = re.compile(r"hidden|search-|display: ?none")
_CLOSED = re.compile(r"display: ?none")
_SENTENCE = 5  # words
_LEAST_PROSE = 20  # words in sentences, beside which a form's riddle is that of a form for comments
_SCRIPTED = re.compile(
    r"(?:window|document|top|self)\.location(?:\.href)?\s{0,3}=[^=]|location\.(?:replace|assign)\("
)


def told_by_name(markup: Markup, *, marked: bool) -> str | None:
    """The notice that the page's title or one of its headings is; ``marked`` for a page marked as an article."""
    outlets = names(markup)
    for called in _titles(markup, outlets, only_first=marked):
        for kind in NOTICES:
            if called in _whole(kind) or (not marked and _opens(called, kind)):
                return kind
    if marked:
        return None
    classes = markup.body_classes()
    return "missing" if "error404" in classes or _has_error_block(markup) else None


def told_by_little(markup: Markup) -> str | None:
    """The notice that a page with few words is, by its words or by what its scripts do.

    Beside a few sentences a form's riddle ("Saya bukan robot") is that of a form for comments.
    """
    shown = little_text(markup)
    if shown is None:
        return None
    body = markup.tree.find("body")
    outside = " ".join(_shown(body, unseen=(*_UNSEEN, "form"))) if body is not None else shown
    has_prose = body is not None and _prose(body) >= _LEAST_PROSE
    marks = words("kinds", "check_marks") + (() if has_prose else words("kinds", "riddle_marks"))
    if any(mark in piece for piece in _machinery(markup) for mark in marks):
        return "check"
    return told_inside(outside if has_prose else shown)


def _prose(body: etree._Element) -> int:
    """How many words stand in sentences outside of forms, links and headings."""
    runs = _shown(body, unseen=(*_UNSEEN, "form", "a", "button", "h1", "h2", "h3", "h4", "footer", "nav"))
    return sum(size for run in runs if (size := len(run.split())) >= _SENTENCE)


def told_inside(text: str) -> str | None:
    """The notice whose words stand in a short text."""
    low = " ".join(text[:_SAMPLE].lower().split())
    return next((kind for kind in NOTICES if any(phrase in low for phrase in _inside(kind))), None)


def is_taken_down(text: str) -> bool:
    """Whether a short text begins by saying that the story was taken down: "Artikel ini telah dihapus …"."""
    return _bare(text[:_SAMPLE]).startswith(words("kinds", "missing_first"))


def little_text(markup: Markup) -> str | None:
    """What the page shows, when it is less than FEW_WORDS; None for a page with more."""
    body = markup.tree.find("body")
    parts: list[str] = []
    count = 0
    for text in _shown(body if body is not None else markup.tree):
        count += len(text.split())
        parts.append(text)
        if count >= FEW_WORDS or len(parts) > 10 * FEW_WORDS:
            return None
    return " ".join(parts)


def sends_on(markup: Markup) -> bool:
    """Whether a page with little text only sends the reader on, by a refresh to another address or a script."""
    target = re.search(
        r"url\s{0,3}=\s{0,3}['\"]?([^'\"\s]{1,2000})", markup.metas.get("refresh", ""), re.IGNORECASE
    )
    if target and target[1].partition("#")[0].rstrip("/") != markup.url.partition("#")[0].rstrip("/"):
        return True
    return any(_SCRIPTED.search(script.text or "", 0, _SAMPLE) for script in markup.tree.iter("script"))


def needs_scripts(markup: Markup) -> bool:
    """Whether the page says, or is built so, that it shows nothing without JavaScript."""
    roots = frozenset(words("kinds", "script_roots"))
    return any(element.get("id") in roots for element in markup.tree.iter("div")) or any(
        "javascript" in "".join(element.itertext())[:_SAMPLE].lower() for element in markup.tree.iter("noscript")
    )


def open_text(markup: Markup) -> str:
    """What the page shows without being asked: no boxes that open, no comments and their form; blanks collapsed."""
    body = markup.tree.find("body")
    parts = _shown(body, open_only=True) if body is not None else ()
    return " ".join(" ".join(parts).split())[: 10 * _SAMPLE]


def _shown(body: etree._Element, *, unseen: Sequence[str] = _UNSEEN, open_only: bool = False) -> Iterator[str]:
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, node in walk:
        if event == "end":
            if node.tail and node is not body:
                yield node.tail
        elif node.tag in unseen or (open_only and node is not body and _is_closed(node)):
            walk.skip_subtree()
        elif node.text:
            yield node.text


def _is_closed(node: etree._Element) -> bool:
    """Whether an element opens when asked for, or belongs to the comments."""
    names = signs(node, "style")
    return is_named(names, BOXES, READERS) or bool(_CLOSED.search(names))


def _titles(markup: Markup, outlets: frozenset[str], *, only_first: bool) -> Iterator[str]:
    """The parts of the window's title, then of the first headings that are the page's own, each bare."""
    window = markup.tree.find(".//title")
    shown = [_start(window)] if window is not None else []
    for heading in _headings(markup):
        if not only_first or heading.tag == "h1":
            shown.append(_start(heading))
    for text in shown:
        for part in dict.fromkeys((text, *SEPARATOR.split(text))):
            bare = _bare(part)
            if bare and len(bare.split()) <= _LONGEST and not is_name(part, outlets):
                yield bare


def _headings(markup: Markup) -> Sequence[etree._Element]:
    found: list[etree._Element] = []
    for seen, heading in enumerate(markup.tree.iter("h1", "h2", "h3", "h4")):
        if len(found) >= _HEADINGS or seen >= 10 * _HEADINGS:
            break
        if not _stands_aside(heading):
            found.append(heading)
    return found


def _stands_aside(element: etree._Element) -> bool:
    """Whether it lies in a menu, a sidebar, a comment form or a box that opens when asked for."""
    for depth, node in enumerate((element, *islice(element.iterancestors(), 12))):
        if depth and node.tag in ("body", "main", "article"):
            return False
        names = signs(node, "style")
        if node.tag in _ASIDE or node.get("hidden") is not None or _HIDDEN.search(names):
            return True
        if is_named(names, BOXES, READERS, SIDES):
            return True
    return False


def _start(element: etree._Element) -> str:
    parts: list[str] = []
    size = 0
    for text in element.itertext():
        parts.append(str(text))
        size += len(text)
        if size > 400:
            break
    return " ".join("".join(parts).split())[:200]


def _bare(text: str) -> str:
    """A title without the number of the error before it, or signs at its ends."""
    low = text.lower().replace("’", "'").strip(" \t.,:;!?…-–—|\"'“”*()[]{}›»«😢😞☹")
    return re.sub(r"^(?:(?:http |kode |code )?(?:error|kesalahan|galat)? ?\d{3})\s?[-–—:|.]?\s?(?=\S)", "", low)


def _opens(called: str, kind: str) -> bool:
    return called.startswith(_opening(kind))


def _has_error_block(markup: Markup) -> bool:
    return bool(markup.tree.xpath(_ERROR_BLOCK))


_ERROR_BLOCK = (
    "boolean(//body//*[self::div or self::section or self::main or self::article]"
    "[contains(@class, '404') or contains(@id, '404')]"
    "[contains(concat(' ', normalize-space(@class), ' ', @id, ' '), ' error-404 ')"
    " or contains(concat(' ', normalize-space(@class), ' ', @id, ' '), ' error404 ')"
    " or contains(concat(' ', normalize-space(@class), ' ', @id, ' '), ' page-404 ')"
    " or contains(concat(' ', normalize-space(@class), ' ', @id, ' '), ' page404 ')"
    " or contains(@class, '404_content') or contains(@class, '404-title') or contains(@class, '404-page')"
    " or contains(@class, '404-content') or contains(@class, 'content-404')])"
)


def _machinery(markup: Markup) -> Iterator[str]:
    """What scripts, frames, forms and named parts of a page show of the machine that answered."""
    for element in markup.tree.iter("script", "iframe", "form", "div", "input", "meta", "link"):
        said = (element.get(name) for name in ("src", "id", "class", "action", "name", "href"))
        yield " ".join(filter(None, said)).lower()
        if element.tag == "script":
            yield (element.text or "")[:_SAMPLE].lower()


@cache
def _whole(kind: str) -> frozenset[str]:
    return frozenset(words("kinds", f"{kind}_whole"))


@cache
def _opening(kind: str) -> tuple[str, ...]:
    return words("kinds", f"{kind}_opening")


@cache
def _inside(kind: str) -> tuple[str, ...]:
    return words("kinds", f"{kind}_inside")
