"""When: the day of the act itself, as told; a report's, an examination's or a verdict's day is none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from alerts.matcher.dates import Day, find_days
from alerts.matcher.lexicon import Hit
from alerts.matcher.story import Line
from alerts.matcher.text import Text

_DISTANCE = 60
"""Characters between an act and a day that still belong together."""
_FRESH = 4
"""Days before publication: one so near is as likely that of what is news, the report or the examination."""
_TIED = re.compile(r"\b(?:pada|tanggal|hari|sejak|di|saat|bulan)\s+(?:hari\s+|tanggal\s+|malam\s+)?$")
"""Right before a day: it is told of the words before it, and not of the whole sentence."""
_CONTAINED = 4
"""Characters by which an act's first word may lie off the step that holds it: "terbukti hadir"."""


def occurred(lines: Iterable[Line], text: Text) -> str | None:
    """The ISO day of the act as told, or None when no day is, or when it may be another's.

    A day that a comma sets off (", Selasa (1/9/2026).") is that of its sentence's main verb: where that verb is a
    step taken about the act ("memeriksa camat yang diduga …"), it is not the act's.
    """
    for line in lines:
        days = [day for day in find_days(line.sentence.text, year=text.year) if day.iso]
        days = [day for day in days if not (text.day and day.iso and day.iso > text.day)]
        if not days or line.has("conditional"):
            continue
        for day in (_of_event(line, days), _of_act(line, days, text)):
            if day is not None:
                return day.iso
    return None


def _steps(line: Line) -> list[Hit]:
    """What is told to be done about the act, by whomever: reports, tracing, hearings, verdicts, penalties."""
    return [
        hit
        for hit in line.hits
        if hit.kind in ("handling", "court") or (hit.kind == "stage" and hit.code != "alleged")
    ]


def _of_event(line: Line, days: Sequence[Day]) -> Day | None:
    """The one day of a sentence that says when the thing happened: "foto itu diambil pada Jumat"."""
    event = next((hit for hit in line.hits if hit.kind == "event"), None)
    if event is None or not line.sentence.index or len(days) != 1:
        return None
    day = days[0]
    handled = any(hit.start >= event.end and hit.start < day.start for hit in _steps(line))
    return None if handled or day.start < event.start else day


def _of_act(line: Line, days: Sequence[Day], text: Text) -> Day | None:
    acts = list(line.told("act"))
    if not acts or line.has("speech", "verb_first"):
        return None
    steps = [step for step in _steps(line) if not any(_holds(step, act) for act in acts)]
    for day in days:
        near = min(_gap(act.start, act.end, day.start, day.end) for act in acts)
        other = min((_gap(step.start, step.end, day.start, day.end) for step in steps), default=near + 1)
        if near > _DISTANCE or near >= other or _belongs_to_step(line, day, acts, steps, text):
            continue
        return day
    return None


def _holds(step: Hit, act: Hit) -> bool:
    """Whether a step's words are the act's own frame: "terbukti hadir", "kedapatan membagikan"."""
    return step.kind == "stage" and step.code == "recommended" and step.start <= act.start <= step.end + _CONTAINED


def _belongs_to_step(line: Line, day: Day, acts: Sequence[Hit], steps: Sequence[Hit], text: Text) -> bool:
    """Whether a day is that of a step told in its sentence, or may be."""
    if not steps:
        return False
    if not line.low[: day.start].strip(" \"'“(") or not any(act.start < day.start for act in acts):
        return True  # "Kamis (5/11), camat yang hadir di kampanye diperiksa": the sentence's own day
    if not any(step.start < day.start for step in steps):
        return False
    if not _TIED.search(line.low, 0, day.start):
        return True
    first = min(step.start for step in steps)
    return first < min(act.start for act in acts) and _is_fresh(day, text) and not _after_another(line, day, text)


def _after_another(line: Line, day: Day, text: Text) -> bool:
    """Whether the sentence has told the step's day already, before this one."""
    return any(each.end <= day.start for each in find_days(line.sentence.text, year=text.year))


def _is_fresh(day: Day, text: Text) -> bool:
    if day.iso is None or text.day is None:
        return True
    try:
        return (date.fromisoformat(text.day) - date.fromisoformat(day.iso)).days <= _FRESH
    except ValueError:
        return True


def _gap(start: int, end: int, other_start: int, other_end: int) -> int:
    return max(start - other_end, other_start - end, 0)
