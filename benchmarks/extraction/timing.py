"""CPU time of ours beside trafilatura with metadata: page by page in turns, so that a busy machine slows both.

Each round goes over all pages before the next one begins, for trafilatura and htmldate remember strings from call
to call, and a crawl does not read one page three times. (Either way the ratio is the same, within its noise.)
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

from benchmarks.extraction.cases import Case
from benchmarks.extraction.peers import decoded
from extract import ExtractionError, extract

ROUNDS = 3
"""For each page the best of so many counts: what else the machine does only ever adds."""


class Lap(NamedTuple):
    """CPU seconds for one page."""

    ours: float
    trafilatura: float


class Pace(NamedTuple):
    """CPU of a set: the medians in milliseconds, and two ratios that must tell the same."""

    pages: int
    ours: float
    trafilatura: float
    of_medians: float
    of_pages: float  # the median of the pages' ratios


def race(case: Case) -> Lap | None:
    """The first page of a story, read by both; None when ours refuses it, which is quick."""
    import trafilatura  # noqa: PLC0415

    page = case.pages[0]
    html = decoded(page)

    def theirs() -> object:
        return trafilatura.bare_extraction(
            html, url=page.url or None, favor_precision=True, include_comments=False, with_metadata=True
        )

    try:
        return Lap(_seconds(lambda: extract([page])), _seconds(theirs))
    except ExtractionError:
        return None


def best(rounds: Sequence[Sequence[Lap | None]]) -> list[Lap]:
    """For each page the best lap of either; pages without a lap in some round are left out.

    ``rounds`` hold the pages in the same order.
    """
    pages = [[lap for lap in laps if lap] for laps in zip(*rounds, strict=True)]
    full = [laps for laps in pages if len(laps) == len(rounds)]
    return [Lap(min(lap.ours for lap in laps), min(lap.trafilatura for lap in laps)) for laps in full]


def pace(laps: Sequence[Lap]) -> Pace:
    """The figures of a set. Raises ValueError when there is none."""
    if not laps:
        raise ValueError("no page was timed")
    ours, theirs = median(lap.ours for lap in laps), median(lap.trafilatura for lap in laps)
    ratio = median(lap.ours / lap.trafilatura for lap in laps)
    return Pace(len(laps), ours * 1000, theirs * 1000, ours / theirs, ratio)


def _seconds(call: Callable[[], object]) -> float:
    began = time.process_time()
    call()
    return time.process_time() - began
