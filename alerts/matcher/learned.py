"""What was learned from labelled stories: weights of features, in ``data/lexicon/learned.json`` (``make train``).

Logistic regression: the weights of a story's features add up to log-odds. Each weight can be read and explained.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from heapq import nlargest
from math import exp

from alerts.matcher.features import part_of, traits_of, words_of
from alerts.matcher.lexicon import LEXICON, LexiconError
from alerts.matcher.story import Line
from model import Reason

FILE = LEXICON / "learned.json"
_SHOWN = 6
"""Features that are told as reasons, those that weigh most."""
_FAINT = 0.1
"""Log-odds that are no reason to speak of."""


@dataclass(frozen=True, slots=True)
class Learned:
    """The weights of features for one answer."""

    bias: float
    weights: Mapping[str, float]

    def log_odds(self, features: Mapping[str, float]) -> float:
        """How much the features speak for the answer; above 0 it is more likely than not."""
        weights = self.weights
        return self.bias + sum(weights[name] * value for name, value in features.items() if name in weights)

    def reasons(
        self,
        features: Mapping[str, float],
        lines: Sequence[Line],
        shown: Callable[[str], tuple[str, str] | None] | None = None,
    ) -> tuple[Reason, ...]:
        """The features that weighed most, with where they stand in the story; weights in log-odds.

        ``shown`` tells the phrase and the sentence of features that the lines do not show.
        """
        weighed = {name: self.weights[name] * value for name, value in features.items() if name in self.weights}
        heaviest = nlargest(_SHOWN, weighed, key=lambda name: (abs(weighed[name]), name))
        return tuple(
            Reason(f"learned {name}", found[0], round(weighed[name], 2), found[1])
            if shown and (found := shown(name))
            else _reason(name, weighed[name], lines)
            for name in heaviest
            if abs(weighed[name]) >= _FAINT
        )


@cache
def learned(answer: str) -> Learned:
    """The weights for an answer, "incident" or "circular". Raises LexiconError when the file is damaged."""
    try:
        found = json.loads(FILE.read_text(encoding="utf-8"))[answer]
        return Learned(float(found["bias"]), {str(name): float(value) for name, value in found["weights"].items()})
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise LexiconError(f"{FILE.name} has no weights for {answer!r}: {error!r}. Run `make train`.") from error


def probability(log_odds: float) -> float:
    """Log-odds as a probability."""
    return 1 / (1 + exp(-max(-50.0, min(50.0, log_odds))))


def _reason(name: str, weight: float, lines: Sequence[Line]) -> Reason:
    """A feature as a reason: its phrase and sentence where they first stand in the story."""
    for number, line in enumerate(lines):
        part = part_of(number)
        if not name.startswith(part):
            continue
        what, sign = name[len(part) + 1 :], name[len(part)]
        if sign == "." and what in line.kinds:
            return Reason(f"learned {name}", _phrase(line, what), round(weight, 2), line.sentence.text)
        if (sign == ":" and what in traits_of(line)) or (sign == " " and what in words_of(line)):
            return Reason(f"learned {name}", what if sign == " " else "", round(weight, 2), line.sentence.text)
    return Reason(f"learned {name}", "", round(weight, 2), lines[0].sentence.text)


def _phrase(line: Line, kind: str) -> str:
    hit = next((hit for hit in line.hits if kind in (hit.kind, hit.entry.name)), None)
    return line.sentence.text[hit.start : hit.end] if hit else ""
