"""Second opinions: who else was asked what the story is, and whom to believe.

A page is read by trafilatura without its fallbacks. resiliparse, several times faster, is the witness on every
page; only where the two disagree are the dearer readers asked. Of all the readings that one is taken which agrees
most with the others (the medoid): a reader that lost half of the story, or took a list of others for it, stands
alone.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from typing import cast

from lxml import etree
from lxml.html import HtmlElement, document_fromstring
from resiliparse.extract.html2text import extract_plain_text
from trafilatura import bare_extraction
from trafilatura.readability_lxml import Document

from extract.errors import Unreadable
from extract.language import word_count
from extract.markup import lines_of

FAST = "trafilatura-fast"
WITNESS = "resiliparse"

_AGREE = 0.7  # of the shingles; below, the dearer readers are asked (any sooner, they bring in clutter)
_SHINGLE = 4  # words
_MOST_ELEMENTS = 2_500  # of a page without its furniture; news pages have 100 to 1,500
_PARAGRAPH = 10  # words of a witness's line that counts

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+")  # Chinese and Japanese put no blanks between words

Shingles = Counter[tuple[str, ...]]

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def shingles(lines: Iterable[str]) -> Shingles:
    """The runs of four words in a text, with how often each occurs (the measure of the public benchmarks)."""
    words = _WORD.findall(" ".join(lines).casefold())
    if len(words) < _SHINGLE:
        return Counter([tuple(words)] if words else [])
    return Counter(zip(*(words[start:] for start in range(_SHINGLE)), strict=False))


def agreement(one: Shingles, other: Shingles) -> float:
    """How much two texts are the same: the F1 of their shingles, 0 to 1."""
    size = one.total() + other.total()
    return 2 * (one & other).total() / size if size else 0.0


def fast(tree: HtmlElement, url: str) -> list[str]:
    """trafilatura alone, in the mode for precision."""
    return _trafilatura(tree, url, favor_precision=True, fast=True)


def is_confirmed(lines: list[str], witness: list[str]) -> bool:
    """Whether the witness's paragraphs are the story's, near enough."""
    paragraphs = [line for line in witness if word_count(line) >= _PARAGRAPH]
    if min(_share(lines, paragraphs), _share(paragraphs, lines)) >= _AGREE:
        return True
    return agreement(shingles(lines), shingles(paragraphs)) >= _AGREE


def _share(lines: list[str], others: list[str]) -> float:
    """How much of the lines' text stands among the others word for word: a quick look."""
    whole = "\n".join(others)
    return sum(len(line) for line in lines if line in whole) / max(1, sum(map(len, lines)))


def are_affordable(page: HtmlElement) -> bool:
    """Whether the dearer readers end in time: theirs grows with the square of a page's elements."""
    return int(cast("float", page.xpath("count(.//*)"))) <= _MOST_ELEMENTS


def medoid(readings: Mapping[str, list[str]]) -> str:
    """The name of the reading that agrees most with those of the other families; of equals, the first. Never the
    witness's own, which leaves in too much.

    trafilatura's modes are one family (a name's first word): they share their mistakes, and three of them are not
    three witnesses.
    """
    counted = {name: shingles(lines) for name, lines in readings.items()}

    def support(name: str) -> float:
        families: dict[str, float] = {}
        for one, other in counted.items():
            family = one.partition("-")[0]
            if family != name.partition("-")[0]:
                families[family] = max(families.get(family, 0), agreement(counted[name], other))
        return sum(families.values())

    return max((name for name in counted if name != WITNESS), key=support)


def _trafilatura(
    tree: HtmlElement, url: str, *, fast: bool = False, favor_precision: bool = False, favor_recall: bool = False
) -> list[str]:
    try:
        document = bare_extraction(
            tree,
            url=url or None,
            fast=fast,
            favor_precision=favor_precision,
            favor_recall=favor_recall,
            include_comments=False,
            include_tables=True,
            with_metadata=False,
        )
    except Exception as error:  # whatever breaks inside it on hostile markup (RecursionError too) is a reason
        raise Unreadable("the markup is too broken or too deep to extract a text from") from error
    return ((getattr(document, "text", None) or "") if document is not None else "").splitlines()


def resiliparse(tree: HtmlElement, _url: str = "") -> list[str]:
    """The witness: Bevendorff et al.'s main-content heuristics."""
    source = etree.tostring(tree, encoding="unicode", method="html")
    text = extract_plain_text(source, main_content=True, alt_texts=False, list_bullets=False, comments=False)
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def _readability(tree: HtmlElement, _url: str) -> list[str]:
    """Arc90's scoring, in the version that comes with trafilatura."""
    try:
        summary = Document(deepcopy(tree)).summary()
        return lines_of(document_fromstring(summary)) if summary.strip() else []
    except (etree.LxmlError, ValueError, AttributeError, RecursionError):
        return []  # one opinion less


READERS: dict[str, Callable[[HtmlElement, str], list[str]]] = {
    "trafilatura-precision": lambda tree, url: _trafilatura(tree, url, favor_precision=True),
    "trafilatura-balanced": lambda tree, url: _trafilatura(tree, url, fast=True),
    "trafilatura-recall": lambda tree, url: _trafilatura(tree, url, favor_recall=True),
    "readability": _readability,
    WITNESS: resiliparse,
}
"""The dearer readers, by the name under which an article records its method."""
