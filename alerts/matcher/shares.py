"""A group told by where its members serve: "tiga ASN di Kota Bima, dua di Dompu" (guide, rule 13)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from alerts.matcher.counts import NUMBER, number_of
from alerts.matcher.gazetteer import gazetteer, province_of
from alerts.matcher.regions import named_in
from alerts.matcher.story import Line
from model import Place

FEWEST, MOST = 2, 12
"""Regions over which a group is told as spread."""
_LINES = 3
"""Sentences that such a list may fill."""
_COUNT = re.compile(rf"(?<![\w./,-]){NUMBER}(?![\w./-])")
_NAME = re.compile(
    r"(?P<kind>(?:Kabupaten|Kota|Kab\.|Pemkab|Pemkot|Pemko)\s)?(?P<name>[A-Z][\w’']+(?:\s[A-Z][\w’']+){0,2})"
)
_PROVINCE = 2
"""Characters of a province's code."""


class Share(NamedTuple):
    """How many of a group are told of in one region, and the line that says so."""

    region: str
    number: int
    line: Line


def shares_of(lines: Sequence[Line], total: int | None, places: Sequence[Place]) -> list[Share]:
    """Where the members of a group of ``total`` are, when a story counts them out by region; else [].

    The numbers of the list must add up to the group, and each have a region of its own: "tiga dari Dinas Kesehatan"
    is none, nor are the pairs of candidates of several regencies.
    """
    if total is None or total < FEWEST:
        return []
    for first in range(len(lines)):
        told = lines[first : first + _LINES]
        counted = [(line, found) for line in told for found in _COUNT.finditer(line.low)]
        sizes = [number_of(found.group()) or 0 for _, found in counted]
        for start, end in _runs(sizes, total):
            if counted[start][0] is not told[0]:
                continue
            parts = counted[start:end]
            for words in (_behind(parts), _before(parts)):
                regions = [region_named(each, places) for each in words]
                if None not in regions and len(set(regions)) == len(regions):
                    return [
                        Share(region or "", size, line)
                        for region, size, (line, _) in zip(regions, sizes[start:end], parts, strict=True)
                    ]
    return []


def _runs(sizes: Sequence[int], total: int) -> Iterator[tuple[int, int]]:
    """The stretches of a row of numbers that add up to a total."""
    for start in range(len(sizes)):
        added = 0
        for end in range(start, min(start + MOST, len(sizes))):
            added += sizes[end]
            if added == total and end > start:
                yield start, end + 1
            if added >= total:
                break


def _behind(parts: Sequence[tuple[Line, re.Match[str]]]) -> list[str]:
    """The words behind each number, up to the next one: "dua orang di Pemkab Banjar"."""
    ends = [after.start() if line is other else None for (line, _), (other, after) in pairwise(parts)]
    return [line.sentence.text[found.end() : end] for (line, found), end in zip(parts, [*ends, None], strict=True)]


def _before(parts: Sequence[tuple[Line, re.Match[str]]]) -> list[str]:
    """The words before each number, from the one before: "Kabupaten Pacitan dua orang"."""
    starts = [before.end() if line is other else 0 for (other, before), (line, _) in pairwise(parts)]
    return [
        line.sentence.text[start : found.start()] for (line, found), start in zip(parts, [0, *starts], strict=True)
    ]


def region_named(words: str, places: Sequence[Place]) -> str | None:
    """The one region that some words name, bare names too where they lie in the story's province."""
    named = named_in([words], places) or named_in([words])
    if len(named) == 1:
        return named[0]
    if named or not places:
        return None
    home = province_of(places[0].code)
    for found in _NAME.finditer(words):
        name = found["name"].split()
        for length in range(len(name), 0, -1):
            codes = gazetteer().find(f"{found['kind'] or ''}{' '.join(name[:length])}") or gazetteer().find(
                " ".join(name[:length])
            )
            inside = [code for code in codes if province_of(code) == home and len(code) > _PROVINCE]
            if len(inside) == 1 or (inside and not found["kind"]):
                return inside[0]
    return None
