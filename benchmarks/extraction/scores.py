"""How a text is scored against the gold: as the scrapinghub benchmark does it, and by lines.

The public measure compares runs of four words (shingles), and takes the F1 of the mean precision and the mean
recall. For a reader another one counts: how many lines of clutter are left, how many paragraphs are lost.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
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
    """The set's score; a text that gives nothing has no precision, as the benchmark counts it.

    ``exact`` says of each text whether its words are the gold's (``is_exact``).
    """
    precision = _mean([score.precision for score in scored if score.found + score.wrong])
    recall = _mean([score.recall for score in scored if score.found + score.missed])
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Totals(f1, precision, recall, _mean(exact))


def _mean(values: Sequence[float]) -> float:
    return mean(values) if values else 0.0


def is_exact(gold: str, given: str) -> bool:
    """Whether all words are right, and no others there."""
    return words(gold) == words(given)


# --- by lines ----------------------------------------------------------------------------------------------


SHORT = 12
"""Letters: a line no longer than this ("Iklan") is the story's only where the story has it as words of its own."""


def clutter(gold: str, given: str) -> list[str]:
    """The lines that were given and are none of the story's nor parts of one, or that are given once too often."""
    return _strange(given, gold)


def lost(gold: str, given: str) -> list[str]:
    """The story's lines that were not given, or not as often as it has them."""
    return _strange(gold, given)


def _strange(text: str, other: str) -> list[str]:
    """The lines that stand in one text more often than in the other, be it inside of a longer line.

    Blanks, case, punctuation and line ends do not count. Long lines are judged first and taken out, so that a short
    one is not blamed for standing in them too.
    """
    lines = [(line, words(line.casefold())) for line in text.splitlines()]
    there = _Words([words(other.casefold())])
    here = _Words([tokens for _, tokens in lines])
    for number in sorted(range(len(lines)), key=lambda number: (-len("".join(lines[number][1])), -number)):
        if (tokens := lines[number][1]) and here.count(tokens) > there.count(tokens):
            here = _Words([*here.lines[:number], [], *here.lines[number + 1 :]])
    return [line for (line, tokens), kept in zip(lines, here.lines, strict=True) if tokens != kept]


class _Words:
    """A text in which runs of words can be counted."""

    def __init__(self, lines: list[list[str]]) -> None:
        self.lines = lines
        tokens = [token for line in lines for token in line]
        self._bare, self._spaced = "".join(tokens), f" {' '.join(tokens)} "

    def count(self, run: list[str]) -> int:
        """How often the run stands there; a long one also where the blanks between its words fell away."""
        bare = "".join(run)
        return self._spaced.count(f" {' '.join(run)} ") if len(bare) <= SHORT else self._bare.count(bare)


# --- what is said of a story -------------------------------------------------------------------------------


_STRAIGHT = str.maketrans("“”„«»‘’‚´`–—‑−", "\"\"\"\"\"'''''----")


def same_title(gold: str, given: str | None) -> bool:
    """Equal but for blanks, case and the shapes of quotes and dashes."""
    return _plain(gold) == _plain(given or "")


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text.translate(_STRAIGHT)).split()).casefold()


def same_authors(gold: str, given: str | None) -> bool:
    """The same people, in any order; nobody where the gold names nobody."""
    return _people(gold) == _people(given or "")


def _people(names: str) -> set[str]:
    return {name for part in re.split(r"[,;]", names) if (name := _plain(part))}


def same_day(gold: str, given: str | None) -> bool:
    """The same local day of publication, as each states it, or the same moment stated in different zones."""
    if not gold or not given:
        return not gold and not given
    return gold[:10] == given[:10] or (_moment(gold) is not None and _moment(gold) == _moment(given))


def _moment(stated: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(stated)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
