"""Learn from labelled stories which features speak for an incident (``make train``).

Writes ``data/lexicon/learned.json``, and to ``LEARNED.md`` how stories are judged that were left out of learning.
"""

from __future__ import annotations

import json
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

from alerts.matcher.features import features_of, words_of
from alerts.matcher.incidents import may_be, ruled
from alerts.matcher.learned import FILE
from alerts.matcher.lexicon import weights
from alerts.matcher.story import Line, lines_of
from alerts.matcher.text import read

_TESTS = Path(__file__).resolve().parents[2] / "tests"
LABELLED = (*sorted((_TESTS / "gold").glob("*.jsonl")), _TESTS / "matcher" / "headlines.jsonl")
RESULTS = Path(__file__).with_name("LEARNED.md")
UNFITTED = ("unfitted",)
"""Files of ``tests/gold`` after whose stories no rule was made of whether a story is about an incident."""
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
    rules: float  # log-odds
    held: bool  # it may be an incident at all
    incident: bool
    unfitted: bool
    lines: Sequence[Line] = field(repr=False)


def main() -> None:
    examples = [example for path in LABELLED for example in _read(path)]
    words = _plain_words(examples)
    examples = [_without_names(example, words) for example in examples]
    measured = _measured(examples)
    RESULTS.write_text(measured, encoding="utf-8")
    print(measured)
    answers = {"incident": _learn(examples, [example.incident for example in examples])}
    FILE.write_text(json.dumps(answers, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(f"{FILE.name}: {len(answers['incident']['weights'])} weights")


def _read(path: Path) -> list[Example]:
    found = []
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        lines = lines_of(read(row["title"], row.get("text", ""), published=row.get("published")))
        _, rules = ruled(lines)
        found.append(
            Example(
                features_of(lines),
                rules,
                may_be(lines),
                row["incident"] == "main",
                path.stem in UNFITTED,
                lines,
            )
        )
    return found


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


def _fit(examples: Sequence[Example], labels: Sequence[bool]) -> tuple[DictVectorizer, LogisticRegression]:
    counts = Counter(name for example in examples for name in example.features)
    vectorizer = DictVectorizer()
    table = vectorizer.fit_transform(
        [
            {name: value for name, value in example.features.items() if counts[name] >= _FEWEST}
            for example in examples
        ]
    )
    return vectorizer, LogisticRegression(C=_STRENGTH, max_iter=5_000).fit(table, labels)


def _learn(examples: Sequence[Example], labels: Sequence[bool]) -> dict[str, Any]:
    vectorizer, model = _fit(examples, labels)
    weighed = zip(vectorizer.get_feature_names_out(), model.coef_[0], strict=True)
    return {
        "bias": round(float(model.intercept_[0]), 3),
        "weights": {name: round(float(weight), 3) for name, weight in weighed if abs(weight) >= _FAINTEST},
    }


# --- how stories are judged that were left out of the learning ---------------------------------------------


def _measured(examples: Sequence[Example]) -> str:
    """LEARNED.md: precision, recall and calibration over stories left out, a sixth at a time."""
    labels = np.array([example.incident for example in examples])
    odds = _left_out(examples, labels)
    told = (odds > 0) & np.array([example.held for example in examples])
    alone = np.array(["alone" in example.features for example in examples])
    unfitted = np.array([example.unfitted for example in examples])
    groups = (
        ("all", np.ones(len(examples), bool)),
        ("unfitted stories", unfitted & ~alone),
        ("unfitted headlines", unfitted & alone),
    )
    heads = ["left out", "of them", "incidents", "precision", "recall", "log-likelihood"]
    table = tabulate(
        [(name, int(which.sum()), *_figures(labels[which], told[which], odds[which])) for name, which in groups],
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
        ],
        ["confidence", "stories", "mean confidence", "share of incidents"],
        tablefmt="github",
        floatfmt=".3f",
    )
    return _TEXT.format(count=len(examples), folds=_FOLDS, table=table, calibration=calibration)


_TEXT = """\
# What is learned, and how it judges stories that it has not seen

Written by `make train`, which learns `data/lexicon/learned.json` from {count:,} labelled stories. Each sixth of
them ({folds} folds) is judged by what was learned from the others, with the rules' share. "Unfitted" are stories
written without knowledge of the rules, after which no rule of whether a story is about an incident was made; the
strength of the regularisation and the rules' share were chosen by those of the first two hundred.

{table}

A confidence of 0.8 should be right in 8 of 10 cases:

{calibration}
"""


def _left_out(examples: Sequence[Example], labels: Any) -> Any:
    odds = np.zeros(len(examples))
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    for learning, left in folds.split(examples, labels):
        vectorizer, model = _fit([examples[at] for at in learning], [bool(labels[at]) for at in learning])
        odds[left] = model.decision_function(vectorizer.transform([examples[at].features for at in left]))
    return odds + weights()["rules"] * np.array([example.rules for example in examples])


def _figures(labels: Any, told: Any, odds: Any) -> tuple[int, float, float, float]:
    """Incidents, precision, recall, log-likelihood."""
    right = int((labels & told).sum())
    sure = 1 / (1 + np.exp(-odds))
    likelihood = float(np.log(np.where(labels, sure, 1 - sure).clip(1e-6)).mean())
    return int(labels.sum()), right / max(1, int(told.sum())), right / max(1, int(labels.sum())), likelihood


if __name__ == "__main__":
    main()
