"""Sentences that tell of two men: "kades itu diperiksa, sedangkan seorang camat dijatuhi sanksi" is read as two."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from alerts.matcher.actors import Mention, Role
from alerts.matcher.story import Line
from alerts.matcher.telling import TOLD

_CONTRAST = re.compile(r"[,;]\s+(?=(?:sedangkan|sementara|adapun)\b)")
"""Between two clauses with subjects of their own."""


def clauses(lines: Sequence[Line]) -> list[Line]:
    """The lines; those of the body that set one official against another are cut in two."""
    return [*lines[:1], *(part for line in lines[1:] for part in _parts(line))]


def _parts(line: Line) -> Iterator[Line]:
    ones = [one.start for one in line.people if one.role is Role.ONE]
    cut = next((found.end() for found in _CONTRAST.finditer(line.low)), 0) if len(ones) > 1 else 0
    if not ones or not min(ones) < cut <= max(ones):
        yield line
        return
    first, second = _stretch(line, 0, cut), _stretch(line, cut, len(line.low))
    if _stages(second) - _stages(first):
        yield first
        yield replace(second, follows=False, identifies=False)
    else:
        yield line  # one group, come to one stage


def _stages(line: Line) -> set[str]:
    return {hit.code for hit in line.told("stage")}


def _stretch(line: Line, start: int, end: int) -> Line:
    """A stretch of a line as a line of its own, every place counted from its beginning."""
    hits = {hit: hit._replace(start=hit.start - start, end=hit.end - start) for hit in line.hits}
    within = {hit for hit in line.hits if start <= hit.start and hit.end <= end}
    tellings = tuple((hits[hit], how) for hit, how in line.tellings if hit in within)
    return replace(
        line,
        sentence=replace(line.sentence, text=line.sentence.text[start:end].strip()),
        low=line.low[start:end].rstrip(),
        hits=tuple(hits[hit] for hit in line.hits if hit in within),
        kinds=frozenset(name for hit in within for name in (hit.entry.kind, hit.entry.name)),
        people=_of(line.people, start, end),
        ones=_of(line.ones, start, end),
        tellings=tellings,
        told_kinds=frozenset(hit.kind for hit, how in tellings if how in TOLD),
    )


def _of(people: Iterable[Mention], start: int, end: int) -> tuple[Mention, ...]:
    return tuple(
        replace(one, start=one.start - start, end=one.end - start) for one in people if start <= one.start < end
    )
