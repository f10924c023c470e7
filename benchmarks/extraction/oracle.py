"""What could be reached on a set: with the best extractor for each page, and what the pages say of their titles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.extraction import scores
from benchmarks.extraction.cases import Case
from benchmarks.extraction.peers import Reading
from extract import ExtractionError
from extract.markup import Markup, read, text_of

Readings = Mapping[str, Sequence[Reading | None]]
"""For each extractor its readings in the order of the cases; None where it crashed or hung."""


def best_texts(cases: Sequence[Case], readings: Readings) -> scores.Totals:
    """The set's score if the best extractor were known for each page."""
    best = []
    for number, case in enumerate(cases):
        given = [reading.text for all_of in readings.values() if (reading := all_of[number])]
        best.append(max(given, key=lambda text: scores.matches(case.text, text).f1, default=""))
    return scores.totals(
        [scores.matches(case.text, text) for case, text in zip(cases, best, strict=True)],
        [scores.is_exact(case.text, text) for case, text in zip(cases, best, strict=True)],
    )


def some_day(cases: Sequence[Case], readings: Readings) -> float:
    """The share of pages on which any extractor gives the right day."""
    right = [
        any(reading and scores.same_day(case.published or "", reading.published) for reading in row)
        for case, row in zip(cases, zip(*readings.values(), strict=True), strict=True)
    ]
    return sum(right) / len(cases)


def stated_titles(cases: Sequence[Case]) -> float:
    """The share of pages whose h1, og:title, JSON-LD headline or ``<title>`` equals the gold title."""
    right = sum(any(scores.same_title(case.title or "", stated) for stated in _titles(case)) for case in cases)
    return right / len(cases)


def _titles(case: Case) -> Iterator[str]:
    try:
        markup = read(case.pages[0])
    except ExtractionError:
        return
    yield from _told(markup)


def _told(markup: Markup) -> Iterator[str]:
    for tag in ("h1", "title"):
        yield from (text_of(element) for element in markup.tree.iter(tag))
    yield markup.metas.get("og:title", "")
    yield from (str(item["headline"]) for item in markup.data if item.get("headline"))
