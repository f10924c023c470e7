"""How a text is scored against the gold: as the scrapinghub benchmark does it, and by lines.

The public measure compares runs of four words (shingles), and takes the F1 of the mean precision and the mean
recall. For a reader another one counts: how many lines of clutter are left, how many paragraphs are lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from statistics import mean
from typing import NamedTuple


class Matches(NamedTuple):
    """Shingles found, wrongly given, and missed."""

    found: float
    wrong: float
    missed: float

    @property
    def precision(self) -> float:
        """Of what was given, how much is right."""
        if self.wrong == self.missed == 0:
            return 1.0
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 0.0

    @property
    def recall(self) -> float:
        """Of what is right, how much was given."""
        if self.wrong == self.missed == 0:
            return 1.0
        return self.found / (self.found + self.missed) if self.found + self.missed else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def words(text: str) -> list[str]:
    """The words of a text as the benchmark cuts it."""
    return re.findall(r"\w+", text)


def matches(gold: str, given: str) -> Matches:
    """The shingles of one text held against another's."""
    one, other = _shingles(words(gold)), _shingles(words(given))
    found = (one & other).total()
    return Matches(found, other.total() - found, one.total() - found)


def _shingles(tokens: list[str], size: int = 4) -> Counter[tuple[str, ...]]:
    runs = (tuple(tokens[start : start + size]) for start in range(max(1, len(tokens) - size + 1)))
    return Counter(run for run in runs if run)


class Totals(NamedTuple):
    """A whole set: F1 of the mean precision and recall, and the share of texts that are exactly right."""

    f1: float
    precision: float
    recall: float
    exact: float


def totals(scored: Sequence[Matches], exact: Sequence[bool]) -> Totals:
    """The set's score; a text that gives nothing has no precision, as the benchmark counts it."""
    precision = mean(score.precision for score in scored if score.found + score.wrong)
    recall = mean(score.recall for score in scored if score.found + score.missed)
    return Totals(2 * precision * recall / (precision + recall), precision, recall, mean(exact))


def lines(text: str) -> list[str]:
    """The lines of a text in the form in which they are compared: words and numbers only."""
    return [bare for line in text.splitlines() if (bare := "".join(words(line)).casefold())]


def clutter(gold: str, given: str) -> list[str]:
    """The lines that were given and are none of the story's (nor parts of one)."""
    whole = "".join(lines(gold))
    return [line for line in given.splitlines() if (bare := "".join(words(line)).casefold()) and bare not in whole]


def lost(gold: str, given: str) -> list[str]:
    """The story's lines that were not given."""
    whole = "".join(lines(given))
    return [line for line in gold.splitlines() if (bare := "".join(words(line)).casefold()) and bare not in whole]
