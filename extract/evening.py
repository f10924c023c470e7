"""Mixed markup made even: what stands among a story's ``<p>`` as its prose becomes a ``<p>`` too.

Editors paste paragraphs as ``<div dir=auto>``, type the lead as bare text before the first ``<p>``, or put a law's
text into ``<div><i>``. Readers look for one kind of block and leave out the others.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from lxml import etree
from lxml.html import Element, HtmlElement

from extract.aside import BY_PICTURE, LONGEST_CAPTION
from extract.language import word_count
from extract.links import is_date
from extract.markup import INLINE, has_own_text, text_of, text_within
from extract.weighing import LINE, linked_in

_PARAGRAPHS = etree.XPath(f".//p[string-length(.) > {LINE}]")
_BLOCKS = frozenset({"div", "section", "label", "dl", "dt", "dd", "center", "address", "article"})
_FEWEST = 2  # paragraphs in a container that is a story's
_SHORTEST = 4  # words of a sentence between two paragraphs
_SHORTEST_OUTSIDE = 8  # words of one before the first or behind the last
_FEWEST_ENTRIES = 2  # of a live blog
_LONGEST_TIME = 40  # characters
_DEEPEST = 3  # levels of blocks in a block
_LONGEST = 5_000  # characters of a block that is looked at
_MOST_LINKED = 0.4  # share of a passage that may be links
_FRAME = re.compile(r"border|background")
_ENDS = re.compile(r"[.!?…:;][\s\"'”’)\]]{0,5}$")


def evened(page: HtmlElement) -> None:
    """Make paragraphs of the prose between, before and behind the ``<p>`` of each container that has some."""
    unlist_entries(page)
    counts = Counter(p.getparent() for p in cast("list[HtmlElement]", _PARAGRAPHS(page)))
    for container, count in counts.items():
        if container is not None and count >= _FEWEST and _is_mixed(container):
            _even(container)


def unlist_entries(page: HtmlElement) -> None:
    """Make blocks of a live blog's entries: readers leave out the times that stand above those of a list."""
    timed = Counter(item.getparent() for item in page.iter("li") if _is_timed(item))
    for entries, count in timed.items():
        if entries is None or count < _FEWEST_ENTRIES or count < len(entries):
            continue
        for block in [entries, *entries.iter("li", "div")]:
            block.tag = "div" if any(child.tag not in INLINE for child in block) else "p"
            block.attrib.clear()
        for entry in entries:
            entry[0].tag = "p"
            for time in [*entry.iter("time")]:
                time.drop_tag()


def _is_timed(item: HtmlElement) -> bool:
    """Whether an item without a link holds a time, and below it more."""
    if len(item) < 2 or (item.text or "").strip() or next(item.iter("a"), None) is not None:
        return False
    told = text_within(item[0], _LONGEST_TIME)
    return bool(told) and item[1].tag not in INLINE and is_date(told or "")


def _is_mixed(container: HtmlElement) -> bool:
    if len((container.text or "").strip()) > 1:
        return True
    return any(
        child.tag in _BLOCKS or len((child.tail or "").strip()) > 1 or (child.tag in INLINE and text_of(child))
        for child in container
    )


@dataclass(slots=True)
class _Piece:
    """A run of text and inline elements, or one block, among a container's children."""

    parts: list[str | HtmlElement]
    is_run: bool
    text: str = ""


def _even(container: HtmlElement) -> None:
    pieces = [*_pieces(container)]
    told = [index for index, piece in enumerate(pieces) if _is_paragraph(piece)]
    if not told:
        return
    first, last = told[0], told[-1]
    made: dict[int, _Piece] = {}
    begins = max((index + 1 for index, piece in enumerate(pieces[:first]) if _has_headline(piece)), default=0)
    for index in range(begins, last):
        fewest = _SHORTEST if index > first else _SHORTEST_OUTSIDE
        if (prose := _as_prose(pieces[index], fewest, lists=index > first)) is not None:
            made[index] = prose
    for index in range(last + 1, len(pieces)):
        if pieces[index].text:
            if _is_nested(pieces[index]):
                break  # a box of the newsroom's
            if (prose := _as_prose(pieces[index], _SHORTEST_OUTSIDE, lists=False)) is None:
                break
            made[index] = prose
    if made:
        _rebuild(container, [made.get(index, piece) for index, piece in enumerate(pieces)])


def _rebuild(container: HtmlElement, pieces: list[_Piece]) -> None:
    container.text = None
    for child in [*container]:
        child.tail = None
        container.remove(child)
    for part in (part for piece in pieces for part in piece.parts):
        _append(container, part)


def _pieces(container: HtmlElement) -> Iterator[_Piece]:
    run: list[str | HtmlElement] = [container.text or ""]
    for child in container:
        if child.tag in INLINE:
            run += [child, child.tail or ""]
            continue
        yield _Piece(run, True, _joined(run))
        yield _Piece([child], False, "" if child.tag == "br" else _text_of_block(child))
        run = [child.tail or ""]
    yield _Piece(run, True, _joined(run))


def _text_of_block(block: HtmlElement) -> str:
    """What a block tells, or a mark for one that is longer than any that is made even."""
    return text_of(block) if block.tag == "p" else text_within(block, _LONGEST) or ""


def _joined(run: Sequence[str | HtmlElement]) -> str:
    if len(run) == 1 and isinstance(run[0], str) and not run[0].strip():
        return ""
    return " ".join("".join(part if isinstance(part, str) else _raw(part) for part in run).split())


def _raw(element: HtmlElement) -> str:
    return etree.tostring(element, method="text", encoding="unicode", with_tail=False)


def _is_paragraph(piece: _Piece) -> bool:
    (block, *_) = piece.parts
    return not isinstance(block, str) and block.tag == "p" and len(piece.text) > LINE


def _has_headline(piece: _Piece) -> bool:
    return any(not isinstance(part, str) and next(part.iter("h1"), None) is not None for part in piece.parts)


def _is_nested(piece: _Piece) -> bool:
    """Whether a piece is a block of blocks."""
    (block, *_) = piece.parts
    return not (isinstance(block, str) or piece.is_run) and any(child.tag in _BLOCKS for child in block)


def _as_prose(piece: _Piece, fewest: int, *, lists: bool) -> _Piece | None:
    """The piece as one or more paragraphs, None where it is none; ``lists`` also takes lines of a few words."""
    (block, *_) = piece.parts
    if piece.is_run or isinstance(block, str):
        return _run_as_prose(piece, 2 if lists else fewest, ends=not lists)
    if not piece.text or block.tag not in _BLOCKS:
        return None
    if _is_pictured(block, piece.text) or (not lists and _is_framed(block)):
        return None
    leaves = [*_leaves(block)]
    if not any(_is_leaf_prose(leaf, fewest, lists=lists) for leaf in leaves):
        return None
    if not lists:
        leaves = [leaf for leaf in leaves if _is_leaf_prose(leaf, fewest, lists=False)]
    for leaf in leaves:
        leaf.tag = "p"
        leaf.tail = None
        leaf.attrib.clear()
    return _Piece([*leaves], False, piece.text)


def _run_as_prose(piece: _Piece, fewest: int, *, ends: bool) -> _Piece | None:
    if not piece.text or not _is_prose(piece.text, _linked(piece.parts), fewest, ends=ends):
        return None
    paragraph = Element("p")
    for part in piece.parts:
        if not isinstance(part, str):
            part.tail = None
        _append(paragraph, part)
    return _Piece([paragraph], False, piece.text)


def _is_pictured(block: HtmlElement, text: str) -> bool:
    """Whether a block holds a picture, and in an element of its own a text that is no longer than a caption."""
    return len(text) <= LONGEST_CAPTION and any(
        BY_PICTURE in element.attrib and not (has_own_text(element) and element is block)
        for element in block.iter()
    )


def _is_framed(block: HtmlElement) -> bool:
    """Whether a block is drawn as a box of its own: a note of the newsroom before or behind the story."""
    return bool(_FRAME.search(block.get("style") or ""))


def _leaves(block: HtmlElement) -> Iterator[HtmlElement]:
    """The blocks of text in a block of blocks, down to a few levels; none when there is something else in it."""
    found: list[HtmlElement] = []
    todo = [(block, 0)]
    while todo:
        element, depth = todo.pop()
        inner = [child for child in element.iterdescendants() if child.tag not in INLINE and child.tag != "br"]
        if not inner:
            if text_of(element):
                found.append(element)
        elif depth >= _DEEPEST or has_own_text(element) or any(child.tag not in _BLOCKS for child in element):
            return iter(())
        else:
            todo += [(child, depth + 1) for child in reversed(element)]
    return iter(found)


def _is_leaf_prose(leaf: HtmlElement, fewest: int, *, lists: bool) -> bool:
    text = text_of(leaf)
    linked = linked_in(leaf)
    if _is_prose(text, linked, fewest, ends=True) or _is_prose(text, linked, 2 * fewest, ends=not lists):
        return True
    bold = " ".join(text_of(part) for part in leaf if part.tag in ("b", "strong"))
    return lists and not linked and text == bold and word_count(text) > 1


def _is_prose(text: str, linked: int, fewest: int, *, ends: bool) -> bool:
    return (
        word_count(text) >= fewest and linked <= _MOST_LINKED * len(text) and not (ends and not _ENDS.search(text))
    )


def _linked(parts: Sequence[str | HtmlElement]) -> int:
    return sum(linked_in(part) for part in parts if not isinstance(part, str))


def _append(parent: HtmlElement, part: str | HtmlElement) -> None:
    if not isinstance(part, str):
        parent.append(part)
    elif part and len(parent):
        parent[-1].tail = (parent[-1].tail or "") + part
    elif part:
        parent.text = (parent.text or "") + part
