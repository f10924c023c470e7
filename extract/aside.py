"""Captions, polls and comments that no class names: known by what stands beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any, cast

from lxml import etree
from lxml.html import HtmlElement

from extract.dates import dates, without_dates
from extract.knowledge import words
from extract.language import word_count
from extract.markup import INLINE, drop, lines_of, spoken, text_of, text_within
from extract.weighing import ENOUGH, LINE, prose_before, weigh

LONGEST_CAPTION = 300
"""Characters of a caption that no class names."""

_MOST_WORDS = 30  # of a caption that only its slant tells
_LONGEST_POLL = 400  # characters
_MOST_CHOICES = 50
_LONGEST_HEADING = 120  # characters of the line above comments
_BRIEF = 100  # characters of a brief story that stand before the comments
_STORY = 0.3  # share of the prose behind the headline that stands before the comments
BY_PICTURE = "data-by-picture"
"""Marks the blocks around pictures: a short text in one that is not the block's own is a caption more likely than a
paragraph."""

COUNT = r"\d{1,4}(?:[.,]\d{1,3})?(?: ?(?:k|rb|ribu|jt|juta)\b)?"
"""How pages write how many comments there are: "12", "2.500", "1,2 rb"."""

_NAME_LINE = re.compile(r"@?\w[\w .,'@()-]{0,40}[\w)]")
_NAME_WORDS = 4  # of who wrote a comment
_MARKS = " |-–—·•:,()/"
_AROUND_FORM, _ABOVE_FORM = 2, 4  # boxes around a form, blocks above each that are looked at
_RUNNING = frozenset({"p", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote"})
_SHELLS = frozenset({"div", "section", "article"})
_HEADINGS = frozenset({"h2", "h3"})
_CREDIT_WORDS = 4
_LISTED = frozenset({"li", "nav", "aside", "footer"})
_SHORT = etree.XPath(f".//body//text()[string-length() < {_LONGEST_HEADING}]")
_SLANTED = frozenset({"i", "em", "small", "cite"})
_WRAPPERS = frozenset({"div", "figure", "section", "center", "p", "span", "a", "picture"})
DATELINE = re.compile(r"[^\w]{0,3}[A-Z][A-Z.]{2,25}\b[^.!?]{0,40}?(?:[–—:]|\s-\s|,\s)")
_NAMES = re.compile(r"(?<=[a-z,] )[A-Z][a-z]|\((?i:foto|dok|ist)")
_QUOTED = re.compile('[“”"]')
_TWO_SENTENCES = re.compile(r"[.!?…][”\"]? (?=[A-Z])(?!Foto|Dok|Sumber)")


# --- captions -----------------------------------------------------------------------------------------------


def cut_captions(part: HtmlElement) -> None:
    """Cut captions that no class names: the line in a picture's box, the slanted one right below it."""
    empty: dict[HtmlElement, bool] = {}
    for picture in [*part.iter("img", "amp-img")]:
        if next(picture.iterancestors(*_LISTED), None) is not None:
            continue
        box = picture
        while (parent := box.getparent()) is not None and parent.tag in _WRAPPERS and _is_empty(parent, empty):
            box = parent
        if parent is None or parent.getparent() is None:
            continue  # gone with a box before
        if parent.tag in _WRAPPERS and _is_picture_box(parent):
            drop(parent)
        elif (below := _below(box)) is not None and _is_caption(below):
            drop(below)
        elif parent.tag in _WRAPPERS:
            parent.set(BY_PICTURE, "")


def _is_empty(element: HtmlElement, known: dict[HtmlElement, bool]) -> bool:
    if element not in known:
        known[element] = not any(text.strip() for text in cast("Iterator[str]", element.itertext()))
    return known[element]


def _below(box: HtmlElement) -> HtmlElement | None:
    """What stands right below a picture, when it stands alone."""
    while not (box.tail or "").strip():
        following = box.getnext()
        if following is None:
            return None
        if following.tag != "br":
            behind = following.getnext()
            alone = following.tag not in INLINE or behind is None or behind.tag not in INLINE
            return following if alone and not (following.tail or "").strip() else None
        box = following
    return None


def _is_picture_box(element: HtmlElement) -> bool:
    """Whether an element is a picture's by tag or name, and holds beside it no more than may be a caption."""
    name = spoken(f"{element.get('class') or ''} {element.get('id') or ''}")
    if not (element.tag == "figure" or _picture_names().search(name)) or element.find(".//h1") is not None:
        return False
    text = text_within(element, LONGEST_CAPTION)
    return bool(text) and not DATELINE.match(text or "") and not _has_paragraphs(element)


def _has_paragraphs(element: HtmlElement) -> bool:
    """Whether a box holds more than one paragraph: its end was forgotten."""
    return (
        sum(word_count(text) > _CREDIT_WORDS and text[-1] in '.”"' for text in map(text_of, element.iter("p"))) > 1
    )


def _is_caption(element: HtmlElement) -> bool:
    """Whether a line is slanted as a whole, and one short sentence that names somebody and that nobody says."""
    text = text_within(element, LONGEST_CAPTION) if element.tag in (*_WRAPPERS, *_SLANTED) else None
    if not text or word_count(text) > _MOST_WORDS or _QUOTED.search(text) or _TWO_SENTENCES.search(text):
        return False
    slanted = element.tag in _SLANTED or text == " ".join(text_of(part) for part in element if part.tag in _SLANTED)
    return slanted and bool(_NAMES.search(text)) and not DATELINE.match(text)


@cache
def _picture_names() -> re.Pattern[str]:
    return re.compile(rf" (?:{'|'.join(map(re.escape, words('boxes', 'pictures')))}) ")


# --- polls --------------------------------------------------------------------------------------------------


def cut_polls(part: HtmlElement) -> None:
    """Cut the questions that readers answer by a click: some choices, and what little stands around them."""
    for choice in _choices(part)[:_MOST_CHOICES]:
        box = choice
        while (parent := box.getparent()) is not None and _may_be_poll(parent):
            box = parent
        if box is not choice and box.getparent() is not None and len(_choices(box)) > 1:
            drop(box)


def _choices(element: HtmlElement) -> list[HtmlElement]:
    return [choice for choice in element.iter("input") if choice.get("type") == "radio"]


def _may_be_poll(element: HtmlElement) -> bool:
    if element.tag in ("body", "main", "article") or element.find(".//h1") is not None:
        return False
    text = text_within(element, _LONGEST_POLL)
    return text is not None and all(len(p) < LINE or p.endswith("?") for p in map(text_of, element.iter("p")))


# --- comments -----------------------------------------------------------------------------------------------


def cut_comments(page: HtmlElement, headline: HtmlElement | None, *, brief: bool = False) -> None:
    """Cut what follows a heading of readers' comments ("2 Komentar"), and those right above the form for them.

    Only when enough of the story stands before it; of a ``brief`` one all of its text counts, not its prose alone.
    """
    for form in [*page.iter("textarea")]:
        _cut_above_form(form)
    headings = [*_headings(page)]
    if not headings:
        return
    before = prose_before(page, {*headings, *(() if headline is None else (headline,))})
    start = 0 if headline is None else before.get(headline, 0)
    everything = weigh(page)[page] - start
    for heading in headings:
        told = before[heading] - start
        tells = _letters_between(page, headline, heading) >= _BRIEF if brief else told >= ENOUGH
        if tells and told >= _STORY * everything:
            _cut_from(heading)
            return


def _letters_between(page: HtmlElement, headline: HtmlElement | None, heading: HtmlElement) -> int:
    """Characters of text behind the headline, or from the page's beginning, up to a heading."""
    count, begun = 0, headline is None
    for event, element in etree.iterwalk(page, events=("start", "end")):
        if element is heading:
            break
        begun = begun or element is headline
        text = element.text if event == "start" else element.tail
        count += len((text or "").strip()) if begun and (event == "end" or element is not headline) else 0
    return count


def _cut_above_form(field: HtmlElement) -> None:
    """Cut the comments, headed or not, that stand above the form for more of them."""
    form = next(field.iterancestors("form"), field)
    for box in (form, *islice(form.iterancestors("div", "section"), _AROUND_FORM)):
        for block in islice([one for one in box.itersiblings(preceding=True) if text_of(one)], _ABOVE_FORM):
            if _holds_comments(block):
                drop(block)


def _holds_comments(block: HtmlElement) -> bool:
    """Whether each part of a block begins with a name, one of them dated: "Sule - 12 Oktober 2026"."""
    entries = [*block.iter("tr")] if block.tag == "table" else [*block]
    told = [lines for entry in entries if (lines := lines_of(entry))]
    if not told or block.tag in _RUNNING or any(len(lines) < 2 for lines in told):
        return False
    heads = [without_dates(lines[0]).strip(_MARKS) for lines in told]
    dated = [any(next(dates(line), None) for line in lines[:2]) for lines in told]
    return any(dated) and all(_NAME_LINE.fullmatch(head) and word_count(head) <= _NAME_WORDS for head in heads)


def _headings(page: HtmlElement) -> Iterator[HtmlElement]:
    whole = text_of(page).casefold()
    named = [name for name in _names() if name in whole]
    if not named:
        return
    for text in cast("list[Any]", _SHORT(page)):
        low = text.casefold()
        if not any(name in low for name in named):
            continue
        heading = text.getparent().getparent() if text.is_tail else text.getparent()
        above = heading.getparent()
        while heading.tag in INLINE and above is not None and (above.tag in INLINE or not _is_alone(heading)):
            heading, above = above, above.getparent()
        line = text_within(heading, _LONGEST_HEADING)
        if not line or next(heading.iter("a"), None) is not None:
            continue
        if counts_comments(line) or (_topic().fullmatch(line) and _stands_above_names(heading)):
            yield heading


def _is_alone(inline: HtmlElement) -> bool:
    """Whether nothing stands on the line of an inline element beside it."""
    previous, following, parent = inline.getprevious(), inline.getnext(), inline.getparent()
    before = previous.tail if previous is not None else parent.text if parent is not None else None
    if (before or "").strip() or (inline.tail or "").strip():
        return False
    beside = (previous, following)
    return not any(other is not None and other.tag in INLINE and text_of(other) for other in beside)


def counts_comments(line: str) -> bool:
    """Whether a line is the heading of readers' comments: "2 Komentar", "Tulis Komentar", "Komentar Terbaru"."""
    return bool(_heading().fullmatch(line))


def _stands_above_names(heading: HtmlElement) -> bool:
    """Whether a heading that may be the story's ("Diskusi") stands behind no paragraph and above a name."""
    above = next((block for block in heading.itersiblings(preceding=True) if text_of(block)), None)
    if above is not None and above.tag not in _SHELLS:
        return False
    name, told, *_ = [*islice(_lines_behind(heading), 2), "", ""]
    return bool(told) and bool(_NAME_LINE.fullmatch(name)) and word_count(name) <= _NAME_WORDS


def _lines_behind(heading: HtmlElement) -> Iterator[str]:
    for block in heading.itersiblings():
        if block.tag in _HEADINGS:
            return
        yield from lines_of(block)


def _cut_from(heading: HtmlElement) -> None:
    node: HtmlElement | None = heading
    while node is not None and node.tag != "body":
        for sibling in [*node.itersiblings()]:
            drop(sibling)
        node.tail = None
        node = node.getparent()
    drop(heading)


@cache
def _heading() -> re.Pattern[str]:
    counted = "|".join(map(re.escape, words("boxes", "comment_words")))
    alone = "|".join(map(re.escape, words("boxes", "comment_headings")))
    asked = "|".join(map(re.escape, words("boxes", "comment_verbs")))
    alike = "|".join(map(re.escape, words("boxes", "comment_asked")))
    whose = "|".join(map(re.escape, words("boxes", "commenters")))
    whose = rf"(?: (?:{whose}))?"
    return re.compile(
        rf"(?:ada )?{COUNT} (?:{counted}){whose}(?: (?:untuk|pada|terhadap|di|to|on|for) .{{1,100}})?[:.]?"
        rf"|(?:{counted}){whose} ?[(\[:]? ?{COUNT} ?[)\]]?"
        rf"|(?:{asked}) (?:{COUNT} (?:{counted})|(?:semua |sebuah )?(?:{alike})){whose}"
        r"(?: di (?:sini|bawah(?: ini)?))? ?[:.!]?"
        rf"|(?:{alone}) ?[:.!]?",
        re.IGNORECASE,
    )


def _names() -> tuple[str, ...]:
    """What comments are called: none of them has a heading without one of these."""
    return (*words("boxes", "comment_words"), *words("boxes", "comment_topics"))


@cache
def _topic() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, words('boxes', 'comment_topics')))}) ?:?", re.IGNORECASE)
