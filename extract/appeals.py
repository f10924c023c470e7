"""Appeals: sentences by which a paper turns to its reader ("Ikuti … di Google News"), or speaks of its own rules.

They stand on lines of their own or at a paragraph's end; only they go. What somebody in the story says, and an item
of a list, is none. The words are data (``[appeals]`` and ``notices`` in ``data/clutter.toml``).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extract.knowledge import words
from extract.language import word_count
from extract.sentences import is_item, is_quoted, is_said, is_told, sentences, speaks_to_reader, tells

LONGEST_APPEAL = 70
"""Words: of a longer line only the last sentences are looked at."""

_LONGEST_ASIDE = 30  # words of a sentence that may go from a long paragraph
_SHORT = 8  # words of a question before an appeal
_TAIL = 600  # characters of a long paragraph's end that may hold an appeal


@lru_cache(maxsize=4_000)
def without_appeals(line: str, *, at_edge: bool) -> str:
    """The line without its appeals; "" when it holds nothing else.

    ``at_edge``: the line stands above or below the story, where the channels of others are the paper's as well.
    """
    if not _may_hold_appeal(line.casefold()) or is_item(line):
        return line
    begin = 0 if word_count(line) <= LONGEST_APPEAL else max(0, len(line) - _TAIL)
    parts = sentences(line[begin:])
    if begin:  # the cut is inside of a sentence
        begin += len(parts.pop(0))
    asides, at = [], begin
    for part in parts:
        short = begin == 0 or word_count(part) <= _LONGEST_ASIDE
        asides.append(short and _is_aside(part, at_edge=at_edge) and not _is_within_quote(line[:at]))
        at += len(part)
    if not any(asides):
        return line
    kept = [
        part
        for part, aside in zip(parts, asides, strict=True)
        if not aside and not (begin == 0 and _goes_with_appeal(part))
    ]
    rest = (line[:begin] + "".join(kept)).strip()
    return rest if word_count(rest) > 3 or is_told(rest) else ""


def _may_hold_appeal(low: str) -> bool:
    """A quick look: every line of every page comes by here."""
    tokens = low.replace(".", " ").replace("?", " ").split()
    return not _triggers().isdisjoint(tokens) and any(map(low.__contains__, _hints()))


@cache
def _triggers() -> frozenset[str]:
    """The words with which imperatives and notices begin."""
    return frozenset(
        phrase.split()[0] for phrase in (*words("appeals", "imperatives"), *words("patterns", "notice_hints"))
    )


@cache
def _hints() -> tuple[str, ...]:
    """What every appeal holds one of: the channels and the like, without those that hold another."""
    every = {*_channels(), *words("appeals", "alone"), *words("patterns", "notice_hints")}
    return tuple(hint for hint in every if not any(other in hint for other in every if other != hint))


@cache
def _channels() -> tuple[str, ...]:
    return (*words("appeals", "channels"), *words("appeals", "loose_channels"))


def _is_within_quote(before: str) -> bool:
    """Whether somebody's words have begun and not ended."""
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _is_aside(sentence: str, *, at_edge: bool) -> bool:
    low = sentence.casefold()
    if not (_is_notice(low) or _is_appeal(sentence, low, at_edge=at_edge)):
        return False
    return not is_said(sentence) and not is_quoted(sentence)


def _is_notice(low: str) -> bool:
    return any(map(low.__contains__, words("patterns", "notice_hints"))) and bool(_notices().search(low))


def _is_appeal(sentence: str, low: str, *, at_edge: bool) -> bool:
    appeal = _imperatives().match(low)
    if not appeal or not (speaks_to_reader(low) or not tells(sentence)):
        return False
    if low[appeal.start("verb") :].startswith(words("appeals", "alone")):
        return True
    if any(map(low.__contains__, words("appeals", "channels"))):
        return True
    loose = at_edge or re.search(r"(?<!\w)(?:kami|berita)(?!\w)", low)
    return bool(loose) and any(map(low.__contains__, words("appeals", "loose_channels")))


def _goes_with_appeal(sentence: str) -> bool:
    """What stands around an appeal and belongs to it: "Mau berita terbaru?", "Anda harus memasang aplikasinya"."""
    if is_said(sentence) or re.search('[“”"]', sentence):
        return False
    if word_count(sentence) <= _SHORT and sentence.rstrip().endswith(("?", "!", ":")):
        return True
    named = any(channel in sentence.casefold() for channel in (*_channels(), "http", "t.me"))
    return named and (speaks_to_reader(sentence) or not tells(sentence))


@cache
def _imperatives() -> re.Pattern[str]:
    verbs = "|".join(sorted(map(re.escape, words("appeals", "imperatives")), key=len, reverse=True))
    return re.compile(
        rf"[^\w]*(?:(?:yuk|ayo|mari|silakan|silahkan|jangan lupa)\b,?\s)?(?:juga\s|untuk\s)?(?P<verb>{verbs})\b"
    )


@cache
def _notices() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in words("patterns", "notices")))
