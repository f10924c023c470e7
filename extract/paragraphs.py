"""From the broken lines of a document's pages to its paragraphs.

A document is set for paper: every line ends at the margin, words are parted, each page repeats its head and foot.
What is put together again is judged by the lines' places (would the next word still have fitted?) and by how
official papers are built (numbered points, labels, headings in capitals).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from extract.knowledge import words
from extract.pdfium import Line

_EDGE = 3  # lines at a page's top or bottom among which its head and foot stand
_FURTHEST = 60.0  # points between two lines that follow each other
_SHORTEST_ROW = 40  # characters of a row of prose, which signatures and addresses do not have
_LONGEST_WORD = 40  # characters
_NEAR = 10  # lines around one that tell where its margin is
_LIGATURES = str.maketrans(
    {
        "\ufb00": "ff",
        "\ufb01": "fi",
        "\ufb02": "fl",
        "\ufb03": "ffi",
        "\ufb04": "ffl",
        "\u00ad": None,
        "\u200b": None,
    }
)
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:halaman|hal\.?|page|lembar)\s?(?:ke-?)?\s?)?\d{1,3}(?:\s?(?:/|dari|of|\|)\s?\d{1,3})?[-–—|.\s]*",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]|[A-Z]\.|[-–—•▪◦●○■*✓➢\uf0b7\uf0a7])(?=\s)")
_PARTED = re.compile(r"(?:\w-|\w/)$")
_SENTENCE_END = re.compile(r"[.!?;:][\"”’)]?$")


class _Placed(NamedTuple):
    """A line among the others of its page."""

    line: Line
    new_page: bool  # whether a page begins with it
    usual: float  # the usual distance of its page's lines, from top to top
    margin: float  # where its page's lines end at the latest


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """The paragraphs of a document, in order: headings, numbered points and labelled fields on lines of their own.

    Heads and feet that pages repeat, page numbers, catchwords and the stamps of electronic signatures are left out.
    """
    body = without_furniture([[line for line in map(_clean, page) if line.text] for page in pages])
    found: list[str] = []
    current: list[Line] = []
    for placed in _placed(body):
        if current and _goes_on(current, placed, found[-1:]):
            current.append(placed.line)
            continue
        if current:
            found.append(_joined(current))
        current = [placed.line]
    return [*found, _joined(current)] if current else found


def _clean(line: Line) -> Line:
    text = unicodedata.normalize("NFC", line.text.translate(_LIGATURES))
    text = "".join(" " if unicodedata.category(sign) in ("Zs", "Cc", "Cf") else sign for sign in text)
    return line._replace(text=_spaced_out(text) or " ".join(text.split()))


def _spaced_out(text: str) -> str | None:
    """ "S U R A T   E D A R A N" without the blanks between its letters; None for an ordinary line."""
    signs = text.split()
    if len(signs) < 5 or sum(len(sign) == 1 for sign in signs) < 0.9 * len(signs):
        return None
    squashed = "".join(signs).casefold()
    known = next((kind for kind in words("papers", "kinds") if kind.replace(" ", "") == squashed), None)
    return known.upper() if known else " ".join("".join(word.split()) for word in re.split(r"\s{2,}", text.strip()))


# --- heads and feet ----------------------------------------------------------------------------------------


def without_furniture(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The pages without the lines at their edges that other pages repeat, page numbers, catchwords and stamps."""
    seen = Counter(key for page in pages for key in {_key(line) for line in _edges(page)})
    least = max(2, (len([page for page in pages if page]) + 1) // 2)
    repeated = {key for key, count in seen.items() if count >= least}
    clean: list[list[Line]] = []
    named: set[str] = set()
    for page in pages:
        edges = {id(line) for line in _edges(page)}
        kept = []
        for line in page:
            at_edge = id(line) in edges
            key = _key(line)
            if _is_stamp(line.text) or (at_edge and _PAGE_NUMBER.fullmatch(line.text)):
                continue
            if at_edge and key in repeated:
                # The name of the paper itself stays where it stands first, though each page repeats it.
                if key in named or not _heading().match(line.text):
                    continue
                named.add(key)
            kept.append(line)
        clean.append(kept)
    return _without_catchwords(clean)


def _edges(page: list[Line]) -> list[Line]:
    """The lines nearest to the top and to the bottom, wherever the file draws them."""
    if len(page) <= 2 * _EDGE:
        return page
    by_place = sorted(page, key=lambda line: line.top)
    return [*by_place[:_EDGE], *by_place[-_EDGE:]]


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", line.text.casefold())


def _is_stamp(text: str) -> bool:
    folded = text.casefold().lstrip("-–•* ")
    return len(folded) < 300 and any(phrase in folded for phrase in words("papers", "stamps"))


def _without_catchwords(pages: list[list[Line]]) -> list[list[Line]]:
    """Without the next page's first words at a page's end: "b. bahwa …"."""
    for page, following in pairwise(pages):
        if page and following and (end := re.match(r"(.{1,40}?)\s?(?:\.\s?){2,}$|(.{1,40}?)\s?…$", page[-1].text)):
            word = (end[1] or end[2]).casefold().rstrip(" /-")
            if word and following[0].text.casefold().startswith(word):
                page.pop()
    return pages


# --- paragraphs --------------------------------------------------------------------------------------------


def _placed(pages: list[list[Line]]) -> Iterator[_Placed]:
    for number, page in enumerate(pages):
        steps = [step for one, other in pairwise(page) if 0 < (step := other.top - one.top) < _FURTHEST]
        usual = median(sorted(steps)[: max(1, len(steps) * 3 // 4)]) if steps else 0.0
        for index, line in enumerate(page):
            around = page[max(0, index - _NEAR) : index + _NEAR + 1]
            beside = [other.right for other in around if other.left <= line.right and line.left <= other.right]
            margin = max(beside, default=line.right)
            yield _Placed(line, index == 0 and number > 0, usual, margin)


def _goes_on(current: list[Line], placed: _Placed, before: list[str]) -> bool:
    """Whether a line goes on with the paragraph that ``current`` began; ``before``: the paragraph before that."""
    last, line = current[-1], placed.line
    if _begins(line.text) or not _is_next(last, placed):
        return False
    ended = bool(_SENTENCE_END.search(last.text))
    if _PARTED.search(last.text[-2:]):
        return True
    if _SUBJECT.match(current[0].text) or any(map(_SUBJECT.fullmatch, before)):
        return not ended and not _SUBJECT.fullmatch(last.text) and _alike(last, line)
    if _labelled(current[0].text) and not placed.new_page and line.left > current[0].left + 3 * _width(line):
        return not ended
    if _is_capitals(last.text) != _is_capitals(line.text) and (_is_heading(last.text) or _is_heading(line.text)):
        return False
    return not ended if line.text[0].islower() else _is_full(current, placed)


def _is_next(last: Line, placed: _Placed) -> bool:
    """Whether a line stands right below the last one, or begins the next page."""
    step = placed.line.top - last.top
    return placed.new_page or 0.3 * placed.usual < step <= 1.55 * placed.usual


def _is_full(current: list[Line], placed: _Placed) -> bool:
    """Whether the last line ended because the next word did not fit, and no paragraph begins by its indent."""
    last, line = current[-1], placed.line
    width, indent = _width(line), line.left - last.left
    first_word = line.text.split(" ", 1)[0]
    if last.right + (len(first_word) + 0.5) * width <= placed.margin:
        return False
    if _is_capitals(last.text) and _is_capitals(line.text) and abs(indent) > width:
        return False  # two centred headings
    if not _SENTENCE_END.search(last.text):
        return True
    # A sentence that ends at the margin: what tells a new paragraph is its indent, and the space before it.
    first_was_indented = len(current) == 1 and not _begins(last.text) and indent < 0
    near = not placed.new_page and line.top - last.top <= 1.15 * placed.usual
    return near and len(last.text) >= _SHORTEST_ROW and (first_was_indented or abs(indent) <= 1.5 * width)


def _begins(text: str) -> bool:
    """Whether a line begins a point, a labelled field or a heading, whatever stands before it."""
    return bool(_ITEM.match(text) or _labelled(text) or _SUBJECT.match(text) or _heading().match(text))


@cache
def _label() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in words("papers", "labels"))
    return re.compile(rf"(?:{names})\.?\s?:", re.IGNORECASE)


def _labelled(text: str) -> bool:
    return bool(_label().match(text))


_SUBJECT = re.compile(r"TENTANG\b|Tentang\s*:?$")


@cache
def _heading() -> re.Pattern[str]:
    """A paper's kind, its number, and the words that open the parts of a decree, in capitals or with a colon."""
    kinds = "|".join(re.escape(kind.upper()) for kind in words("papers", "kinds"))
    parts = "|".join(re.escape(part.upper()) for part in words("papers", "parts"))
    return re.compile(rf"(?:{kinds}|{parts}|NOMOR|No\.?|Nomor)\b(?!\s[a-z])")


def _is_capitals(text: str) -> bool:
    return text.isupper() and sum(sign.isalpha() for sign in text) >= 3


def _is_heading(text: str) -> bool:
    """Capitals that are more than an abbreviation at the end of a paragraph ("ASN.")."""
    return _is_capitals(text) and (len(text.split()) > 1 or len(text) > 5)


def _alike(one: Line, other: Line) -> bool:
    """Two lines of one heading: both in capitals, or both centred on the same axis."""
    if _is_capitals(one.text) and _is_capitals(other.text):
        return True
    middle = abs((one.left + one.right) - (other.left + other.right)) / 2
    return middle < 2 * _width(one) and _is_capitals(one.text) == _is_capitals(other.text)


def _width(line: Line) -> float:
    """The mean width of its characters."""
    return max(0.1, (line.right - line.left) / max(1, len(line.text)))


def _joined(lines: Sequence[Line]) -> str:
    parts = [lines[0].text]
    for line in lines[1:]:
        parts[-1:] = _with(parts[-1], line.text)
    return "".join(parts)


def _with(text: str, more: str) -> tuple[str, str]:
    """Two lines, the first with what stands between them; its last hyphen goes unless it belongs to the word."""
    if not text.endswith("-") or not _PARTED.search(text[-2:]):
        # "800.1.6/" and "512/BKPSDM" are one number.
        return (text if text.endswith("/") and more[0].isalnum() else text + " "), more
    head = re.split(r"[\s(\"“]", text[-_LONGEST_WORD:])[-1][:-1].casefold()
    tail = re.match(r"\w*", more[:_LONGEST_WORD])
    word = tail[0] if tail else ""
    # "undang-" "undangan" and "sebaik-" "baiknya" are doubled words, "non-" "ASN" and "se-" "Indonesia" compounds.
    doubled = any(head.endswith(word.casefold()[:size]) for size in range(3, len(word) + 1))
    return (text if doubled or not word[:1].islower() else text[:-1]), more
