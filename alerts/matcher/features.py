"""A story as numbers: what the lexicon finds in headline, lead and body, and the words of headline and lead.

Weights for them are learned from labelled stories (``make train``). Names of places and persons are no features: a
story is no incident because it plays in a certain town.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence

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
    counts: Counter[str] = Counter()
    for number, line in enumerate(lines):
        part = part_of(number)
        for kind in line.kinds:
            counts[f"{part}.{kind}"] += 1
        for trait in traits_of(line):
            counts[f"{part}:{trait}"] += 1
    found = {name: math.log1p(count) for name, count in counts.items()}
    for number, line in enumerate(lines[: LEAD + 1]):
        part = part_of(number)
        for word in words_of(line):
            found[f"{part} {word}"] = 1.0
    if len(lines) < ALONE:
        found["alone"] = 1.0
    return found


def part_of(number: int) -> str:
    """In which part of a story a line stands."""
    return PARTS[0] if number == 0 else PARTS[1] if number <= LEAD else PARTS[2]


def words_of(line: Line) -> set[str]:
    """The words of a line; figures are one."""
    return {_FIGURE if word.isdigit() else word for word in _WORD.findall(line.low)}


def traits_of(line: Line) -> Iterator[str]:
    """What a line tells as a whole: who is in it, and what is told of him."""
    told = [name for name in ("accused", "acted", "staged") if getattr(line, name)]
    yield from told
    if line.ones:
        yield "ones"
        yield from (f"ones {name}" for name in told)
    if line.classes:
        yield "classes"
    elif line.people and not line.ones:
        yield "bystanders"  # who reports, speaks or suffers
    yield from (name for name in ("strong", "tried", "anaphora") if getattr(line, name))
