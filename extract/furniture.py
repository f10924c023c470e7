"""Furniture: lines that an outlet repeats from story to story. Which lines could be it, and what takes them out.

A page alone cannot tell furniture; an outlet's stories together can. The archive remembers and counts; here is
the judgement. What recurs is not always furniture: follow-ups of a running case repeat its background, copies of a
story repeat all of it, and a paragraph lost may be a case's evidence. So a line counts only where it says little of
what the rest of its story speaks of, and only for stories that differ:

- a label at a story's edge, or an appeal to the reader, tells no story: any stories will do but copies;
- every other line needs stories unlike each other: the words and the names of the rest of them differ, as those of
  two reports of one event do not.

In doubt a line stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cache

from justext import get_stoplist

from extract.clutter import SHORTEST_PROSE, key
from extract.knowledge import words as known_words
from extract.language import word_count
from model import Article

LONGEST = 80
"""Words: a longer line is never taken for furniture."""

_FIRST, _LAST = 2, 3  # lines at a story's edges
_MOST_LINES = 40  # from each end: what one page can make us count is bounded
_OF_THE_STORY = 0.3  # of a line's words: with more of them in the rest of its story, the line belongs to that
# Of the words, and of the names, of the shorter rest. Of 2,550 pairs of stories of one outlet 6 % are alike by
# these limits; of 123 pairs of reports of one event that share a paragraph, all.
_ALIKE_WORDS, _ALIKE_NAMES = 0.2, 0.3
_FEW_WORDS, _FEW_NAMES = 8, 3  # of less nothing is said
_OWN = 1 / 3  # of a story's words: with less of its own it is a copy
_SENTENCE_END = re.compile(r"[.!?:;,…][\s”\"'’)\]]*$")
_QUOTE = re.compile("[“”\"]|(?<!\\w)['‘]")
_WORD = re.compile(r"\w{3,}")
_NAME = re.compile(r"(?<=[\w,;:)] )[A-Z]\w[\w’'-]+")  # capitals that no sentence's beginning explains


@dataclass(frozen=True, slots=True)
class Suspect:
    """A line of a story that could be furniture."""

    form: str  # as extract.clutter.key compares lines
    line: str
    is_plain: bool  # a label at the edge or an appeal: no story is told in it


def suspects(article: Article) -> tuple[Suspect, ...]:
    """The lines of an article, each once, that are furniture if they recur."""
    lines = article.text.split("\n")
    content = [_content(line) for line in lines]
    told = Counter(word for line in content for word in line)
    told.update(_content(article.title))
    for word in _content(article.site or ""):  # a paper named after its town is not told of in each story there
        told[word] = 0
    found: dict[str, Suspect] = {}
    for index, line in enumerate(lines):
        if _MOST_LINES <= index < len(lines) - _MOST_LINES:
            continue
        form = key(line)
        if not form or form in found or word_count(line) > LONGEST:
            continue
        elsewhere = sum(told[word] > 1 for word in content[index])
        if elsewhere <= _OF_THE_STORY * len(content[index]):
            at_edge = index < _FIRST or index >= len(lines) - _LAST
            found[form] = Suspect(form, line, _is_appeal(form, line) or (at_edge and _is_label(line)))
    return tuple(found.values())


def are_different(one: str, other: str, *, clearly: bool) -> bool:
    """Whether two texts (title and text, one line a paragraph) tell different stories; False when unsure.

    What both have word for word tells nothing. The rest of them must be a story's own, no copy's few changed lines;
    and ``clearly`` asks besides that their words and names differ, as those of follow-ups do not.
    """
    mine, theirs = _by_key(one), _by_key(other)
    shared = mine.keys() & theirs.keys()
    rests = []
    for lines in (mine, theirs):
        rest = [line for form, line in lines.items() if form not in shared]
        if sum(map(word_count, rest)) <= _OWN * sum(map(word_count, lines.values())):
            return False
        rests.append("\n".join(rest))
    if not clearly:
        return True
    words = [_content(rest) for rest in rests]
    if min(map(len, words)) < _FEW_WORDS or _overlap(*words) >= _ALIKE_WORDS:
        return False
    names = [frozenset(map(str.casefold, _NAME.findall(rest))) - _stop_words() for rest in rests]
    return min(map(len, names)) < _FEW_NAMES or _overlap(*names) < _ALIKE_NAMES


def without(article: Article, furniture: Collection[str]) -> tuple[Article, tuple[str, ...]]:
    """The article without the lines that the outlet repeats, and those lines.

    ``furniture`` in any spelling that is one by :func:`extract.clutter.key`. An article that holds nothing else is
    left as it is: a page that has become empty would be lost with its headline.
    """
    forms = frozenset(map(key, furniture)) - {""}
    if not forms:
        return article, ()
    lines = article.text.split("\n")
    left = tuple(line for line in lines if key(line) in forms)
    kept = [line for line in lines if key(line) not in forms]
    if not left or not kept:
        return article, ()
    return replace(article, text="\n".join(kept)), left


def differ_in_furniture_alone(one: str, other: str, furniture: Collection[str]) -> bool:
    """Whether two texts are the same line by line once the furniture is taken out of both."""
    forms = {*map(key, furniture), ""}

    def bare(text: str) -> list[str]:
        return [form for line in text.split("\n") if (form := key(line)) not in forms]

    return bare(one) == bare(other)


def _by_key(text: str) -> dict[str, str]:
    lines = text.split("\n")
    if len(lines) > 2 * _MOST_LINES:
        lines = [*lines[:_MOST_LINES], *lines[-_MOST_LINES:]]
    return {form: line for line in lines if (form := key(line))}


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / min(len(one), len(other))


def _is_label(line: str) -> bool:
    """A short line that is no sentence, says nothing in quotes and numbers nothing."""
    return word_count(line) < SHORTEST_PROSE and not (
        _SENTENCE_END.search(line.rstrip()) or _QUOTE.search(line) or any(sign.isdigit() for sign in line)
    )


def _is_appeal(form: str, line: str) -> bool:
    """An imperative to the reader ("Ikuti …", "Dapatkan …") by the paper itself: in no quotes."""
    return form.partition(" ")[0] in _appeals() and not _QUOTE.search(line)


@cache
def _appeals() -> frozenset[str]:
    return frozenset(known_words("furniture", "appeals"))


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(word.casefold() for name in ("Indonesian", "English") for word in get_stoplist(name))


def _content(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall(text.casefold()) if not word.isdigit()) - _stop_words()
