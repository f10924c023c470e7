"""Learn from labelled stories which features speak for an incident, and for a circular (``make train``).

Writes ``data/lexicon/learned.json``, and to ``LEARNED.md`` how stories are judged that were left out of learning.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from tabulate import tabulate

from alerts.matcher.circular_verdict import TOLD_ABOVE
from alerts.matcher.circulars import evidence
from alerts.matcher.features import ALONE, features_of, words_of
from alerts.matcher.incidents import may_be, ruled, share_of_rules, told_above
from alerts.matcher.learned import FILE
from alerts.matcher.regions import places
from alerts.matcher.story import Line, lines_of
from alerts.matcher.text import Text, read

_TESTS = Path(__file__).resolve().parents[2] / "tests"
LABELLED = (*sorted((_TESTS / "gold").glob("*.jsonl")), _TESTS / "matcher" / "headlines.jsonl")
RESULTS = Path(__file__).with_name("LEARNED.md")
UNFITTED = {"incident": ("unfitted", "papers", "natural"), "circular": ("papers", "natural")}
"""Files of ``tests/gold`` after whose stories no rule was made of whether a story is about one."""
_STRENGTH = 0.5
"""Inverse of the regularisation: chosen by the log-likelihood of stories left out."""
_FEWEST = 3
"""Stories that must have a feature."""
_FAINTEST = 0.01
"""A weight below it is left out."""
_FOLDS = 6
_NAMED = 0.5
"""A word that is printed with a capital more often than this, in mid-sentence, is a name."""


@dataclass(frozen=True)
class Example:
    """A labelled story, read."""

    features: dict[str, float]
    rules: float  # log-odds that are added
    least: float  # below which nothing learned brings it
    held: bool  # it may be one at all
    above: float  # log-odds above which it is told to be one
    answer: bool
    unfitted: bool
    lines: Sequence[Line] = field(repr=False)


def main() -> None:
    rows = [(path, json.loads(row)) for path in LABELLED for row in path.read_text(encoding="utf-8").splitlines()]
    told = {
        "incident": [_incident(path, row) for path, row in rows],
        "circular": [found for path, row in rows if (found := _circular(path, row))],
    }
    words = _plain_words(told["incident"])
    learning = {answer: [_without_names(each, words) for each in examples] for answer, examples in told.items()}
    measured = {answer: _measured(examples) for answer, examples in learning.items()}
    report = _TEXT.format(folds=_FOLDS, **measured)
    RESULTS.write_text(report, encoding="utf-8")
    print(report)
    answers = {answer: _learn(examples) for answer, examples in learning.items()}
    FILE.write_text(json.dumps(answers, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    for answer, weighed in answers.items():
        print(f"{FILE.name}: {len(weighed['weights'])} weights for {answer}")


def _incident(path: Path, row: dict[str, Any]) -> Example:
    lines = lines_of(_text(row))
    _, rules = ruled(lines)
    alone = len(lines) < ALONE
    unfitted = path.stem in UNFITTED["incident"]
    return Example(
        features_of(lines),
        share_of_rules(alone=alone) * rules,
        -math.inf,
        may_be(lines),
        told_above(alone=alone),
        row["incident"] == "main",
        unfitted,
        lines,
    )


def _circular(path: Path, row: dict[str, Any]) -> Example | None:
    """None of a story that is not labelled, names no paper or is one itself."""
    text = _text(row)
    lines = lines_of(text)
    told = evidence(text, places(text), lines) if "circular" in row else None
    if told is None:
        return None
    features, rules = told
    unfitted = path.stem in UNFITTED["circular"]
    main = row["circular"] == "main"
    return Example(dict(features), rules.odds, rules.least, True, TOLD_ABOVE, main, unfitted, lines)


def _text(row: dict[str, Any]) -> Text:
    return read(row["title"], row.get("text", ""), published=row.get("published"))


def _plain_words(examples: Sequence[Example]) -> set[str]:
    """The words that are no names of places or persons: in mid-sentence they are printed in small letters."""
    capital: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for example in examples:
        for line in example.lines[1:]:
            for word in line.sentence.text.split()[1:]:
                bare = word.strip(".,;:!?()[]\"'“”‘’/-")
                if bare and bare.lower() in words_of(line):
                    told[bare.lower()] += 1
                    capital[bare.lower()] += bare[0].isupper() and not bare.isupper()
    return {word for word in told if capital[word] <= _NAMED * told[word]}


def _without_names(example: Example, words: set[str]) -> Example:
    kept = {
        name: value
        for name, value in example.features.items()
        if " " not in name or name.split(" ", 1)[1] in words or ":" in name
    }
    return replace(example, features=kept)


_UNFITTED_COUNTS = 6.0
"""How many times as much an unfitted story counts: those after which rules were made fit the rules too well."""


def _fit(examples: Sequence[Example], labels: Sequence[bool]) -> tuple[DictVectorizer, LogisticRegression]:
    counts = Counter(name for example in examples for name in example.features)
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform(
        [
            {name: value for name, value in example.features.items() if counts[name] >= _FEWEST}
            for example in examples
        ]
    )
    counting = [_UNFITTED_COUNTS if example.unfitted else 1.0 for example in examples]
    model = LogisticRegression(C=_STRENGTH, max_iter=5_000)
    return vectorizer, model.fit(table, labels, sample_weight=counting)


def _learn(examples: Sequence[Example]) -> dict[str, Any]:
    vectorizer, model = _fit(examples, [example.answer for example in examples])
    weighed = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    return {
        "bias": round(float(model.intercept_[0]), 3),
        "weights": {name: round(float(weight), 3) for name, weight in weighed if abs(weight) >= _FAINTEST},
    }


# --- how stories are judged that were left out of the learning ---------------------------------------------


def _measured(examples: Sequence[Example]) -> str:
    """Precision, recall and calibration over stories left out, a sixth at a time."""
    labels = np.array([example.answer for example in examples])
    odds = _left_out(examples, labels)
    alone = np.array(["alone" in example.features for example in examples])
    unfitted = np.array([example.unfitted for example in examples])
    told = (odds > np.array([example.above for example in examples])) & np.array([each.held for each in examples])
    groups = (
        ("all", np.ones(len(examples), bool)),
        ("unfitted stories", unfitted & ~alone),
        ("unfitted headlines", unfitted & alone),
    )
    heads = ["left out", "of them", "right", "precision", "recall", "log-likelihood"]
    table = tabulate(
        [
            (name, int(which.sum()), *_figures(labels[which], told[which], odds[which]))
            for name, which in groups
            if which.any()
        ],
        heads,
        tablefmt="github",
        floatfmt=".3f",
    )
    sure = 1 / (1 + np.exp(-odds))
    bands = [(low / 10, (low + 2) / 10) for low in range(0, 10, 2)]
    counted = [(low, high, (sure >= low) & (sure < high + (high == 1))) for low, high in bands]
    calibration = tabulate(
        [
            (f"{low:.1f} to {high:.1f}", int(which.sum()), sure[which].mean(), labels[which].mean())
            for low, high, which in counted
            if which.any()
        ],
        ["confidence", "stories", "mean confidence", "share of right ones"],
        tablefmt="github",
        floatfmt=".3f",
    )
    return f"Of {len(examples):,} stories:\n\n{table}\n\n{calibration}"


_TEXT = """\
# What is learned, and how it judges stories that it has not seen

Written by `make train`, which learns `data/lexicon/learned.json` from the labelled stories of `tests/gold` and
`tests/matcher/headlines.jsonl`. Each sixth of them ({folds} folds) is judged by what was learned from the others,
with the rules' share. "Unfitted" are stories written without knowledge of the rules, after which no rule of whether
a story is about one was made; the strength of the regularisation and the rules' share were chosen by some of them
(for incidents the first two hundred, for circulars three hundred). How much these stories count in learning, and
the log-odds above which a story is told to be about one, where precision and recall agree, were chosen by all of
them. A confidence of 0.8 should be right in 8 of 10 cases.

Before they were learned from, the last 360 of them (`natural.jsonl`) were judged as they came: incidents with a
precision of .93 and a recall of .90, circulars with .97 and .88.

## Incidents

{incident}

## Circulars

Only stories that name a paper are judged, and those that are no letter or circular themselves.

{circular}
"""


def _left_out(examples: Sequence[Example], labels: Any) -> Any:
    odds = np.zeros(len(examples))
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    for learning, left in folds.split(examples, labels):
        vectorizer, model = _fit([examples[at] for at in learning], [bool(labels[at]) for at in learning])
        odds[left] = model.decision_function(vectorizer.transform([examples[at].features for at in left]))
    odds += np.array([example.rules for example in examples])
    return np.maximum(odds, [example.least for example in examples])


def _figures(labels: Any, told: Any, odds: Any) -> tuple[int, float, float, float]:
    """How many there are, precision, recall, log-likelihood."""
    right = int((labels & told).sum())
    sure = 1 / (1 + np.exp(-odds))
    likelihood = float(np.log(np.where(labels, sure, 1 - sure).clip(1e-6)).mean())
    return int(labels.sum()), right / max(1, int(told.sum())), right / max(1, int(labels.sum())), likelihood


if __name__ == "__main__":
    main()
