"""CPU of matching, in this process; other work of the machine does not count, but may slow it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from alerts.matcher import match
from commands.evaluate import Case

RUNS = 5
STORY = 1_000
"""Characters that make a story: what is shorter is a headline with its lead, nearly all of which must be read."""
MEASURE = 2_500
"""Characters of the bar's article."""


@dataclass(frozen=True, slots=True)
class Lap:
    """One article: its characters (headline and text) and the milliseconds of CPU of the best run."""

    characters: int
    milliseconds: float


def laps(cases: Sequence[Case]) -> list[Lap]:
    """Match every case once to warm up, then in RUNS rounds over all of them; an article's lap is its best."""
    rounds = [[_milliseconds(case) for case in cases] for _ in range(RUNS + 1)][1:]
    return [
        Lap(len(case["title"]) + len(case.get("text") or ""), min(runs))
        for case, *runs in zip(cases, *rounds, strict=True)
    ]


def _milliseconds(case: Case) -> float:
    text, published, outlet = case.get("text") or "", case.get("published"), case.get("outlet")
    started = time.process_time_ns()
    match(case["title"], text, published=published, outlet=outlet)
    return (time.process_time_ns() - started) / 1e6


def per_article(all_laps: Sequence[Lap]) -> float | None:
    """The median article's milliseconds; None when there is none."""
    return median(lap.milliseconds for lap in all_laps) if all_laps else None


def per_measure(all_laps: Sequence[Lap]) -> float | None:
    """The median of the stories' milliseconds per MEASURE characters; None when none is as long as STORY."""
    shares = [lap.milliseconds / lap.characters * MEASURE for lap in all_laps if lap.characters >= STORY]
    return median(shares) if shares else None


def overall(all_laps: Sequence[Lap]) -> float | None:
    """Milliseconds per MEASURE characters of all articles together; None when there is nothing to read."""
    characters = sum(lap.characters for lap in all_laps)
    return sum(lap.milliseconds for lap in all_laps) / characters * MEASURE if characters else None
