"""A story as numbers: what the lexicon finds in headline, lead and body, and the words of headline and lead.

Weights for them are learned from labelled stories (``make train``). Names of places and persons are no features: a
story is no incident because it plays in a certain town.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain

from alerts.matcher.story import Line

LEAD = 4
"""Sentences of the body that count as the lead."""
ALONE = 3
"""Headline and sentences that make a story; with less a headline stands alone."""
PARTS = ("head", "lead", "body")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?|\d+")
_FIGURE = "0"
"""Stands for every figure."""


def features_of(lines: Sequence[Line]) -> dict[str, float]:
    """The features of a story's lines: ``head.<kind>`` and so on (logarithms of counts), ``head <word>`` (1.0)."""
    found: dict[str, float] = {}
    log = math.log1p
    for part, told in zip(PARTS, (lines[:1], lines[1 : LEAD + 1], lines[LEAD + 1 :]), strict=True):
        kinds = Counter(chain.from_iterable([line.kinds for line in told]))
        traits = Counter(chain.from_iterable(map(traits_of, told)))
        found.update([(f"{part}.{name}", log(count)) for name, count in kinds.items()])
        found.update([(f"{part}:{name}", log(count)) for name, count in traits.items()])
        if part != PARTS[-1]:
            found.update([(f"{part} {word}", 1.0) for word in set().union(*map(words_of, told))])
    if len(lines) < ALONE:
        found["alone"] = 1.0
    return found


_OF_KINDS = {"accusation": "accused", "act": "acted", "stage": "staged"}


def part_of(number: int) -> str:
    """In which part of a story a line stands."""
    return PARTS[0] if number == 0 else PARTS[1] if number <= LEAD else PARTS[2]


def words_of(line: Line) -> set[str]:
    """The words of a line; figures are one."""
    return {_FIGURE if word.isdigit() else word for word in _WORD.findall(line.low)}


def traits_of(line: Line) -> list[str]:
    """What a line tells as a whole: who is in it, and what is told of him."""
    found = [_OF_KINDS[kind] for kind in line.told_kinds]
    if line.ones:
        found += ["ones", *(f"ones {name}" for name in found)]
    if line.people:
        if line.classes:
            found.append("classes")
        elif not line.ones:
            found.append("bystanders")  # who reports, speaks or suffers
    if line.strong:
        found.append("strong")
    if line.tried:
        found.append("tried")
    if line.anaphora:
        found.append("anaphora")
    return found
