"""The cases told in passing, by a story that is about something else or about another case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from alerts.matcher.actors import Mention
from alerts.matcher.deeds import act_reasons, acts_of, deeds_of, is_vague
from alerts.matcher.incidents import LEAD_SENTENCES, is_political
from alerts.matcher.occurred import occurred
from alerts.matcher.offices import clear_office
from alerts.matcher.others import alike, steps_of
from alerts.matcher.regions import place_of
from alerts.matcher.stages import stage_of, stage_reasons
from alerts.matcher.story import Line
from alerts.matcher.tallies import tallied
from alerts.matcher.text import Text
from model import Actor, Incident, Place, Reason, Weight

_MENTIONED = 3
"""A story about something else rarely tells of more cases in passing."""
_QUOTES = ('"', "“", "'", "‘")
_GOES_ON = 2
"""Sentences behind one that may tell what became of its case."""
_ELSE = ("graft", "crime", "rotation")
"""Matters of which a sentence may tell besides; a superior's transfers are another offence."""
_REST = re.compile(
    r"^\W*(?:kedua|ketiga|keempat|kelima|keenam|dua-dua|mereka|ia\b|dia\b|dua\s+sudah|yang\s+bersangkutan)"
)
_SAME = re.compile(r"^\W*(?:keduanya|ketiganya|keempatnya|kelimanya|mereka|ia|dia|yang\s+bersangkutan)\b")
"""A sentence that begins so goes on about those of the one before, whomever else it names."""
_AGAIN = re.compile(
    r"^(?:\s+[\w/.-]+){0,4}?\s+(?:itu|tersebut|tadi|dimaksud|bersangkutan|yang\s+(?:sudah|telah|di\w+))\b"
)
"""Right behind an official who has been told of before."""


def in_passing(text: Text, lines: Sequence[Line], places: Sequence[Place]) -> list[Incident]:
    """The cases told in passing: an official counted or named, a breach, what was done; the headline holds none."""
    found: list[tuple[list[Mention], list[Line]]] = []
    used: set[int] = set()
    for number in range(1, len(lines)):
        people = _people(lines, number)
        if number in used or not people:
            continue
        line = lines[number]
        if found and _is_told_again(line, people[0], found[-1][0][0]):
            found[-1][1].append(line)
            continue
        near = [lines[place] for place in (number - 1, number, number + 1) if 0 < place < len(lines)]
        after = list(_after(lines, number))
        told = [line, *(lines[place] for place in after)]
        if not _is_case(told[: 1 + (number + 1 in after and _goes_on(told[1]))], near, lines):
            continue
        used.update(after)
        if len(found) == _MENTIONED:
            break
        found.append((people, told))
    cases = [passing(text, told, people, places) for people, told in found]
    known = {(case.actor, case.region) for case in cases}
    cases += [case for case in tallied(lines, places) if (case.actor, case.region) not in known]
    return [case for case in cases if case.region or case.office]  # else nobody is identifiable


def passing(
    text: Text, told: Sequence[Line], people: Sequence[Mention], places: Sequence[Place], region: str | None = None
) -> Incident:
    """One case told in a few lines: its ``people``, and its ``region`` when that is known already."""
    one = people[0]
    line = next((each for each in told if one in each.ones), told[0])
    standing = stage_of(told)
    deeds = deeds_of(told, one.actor, text.year)
    return Incident(
        stage=standing.stage,
        actor=one.actor,
        acts=acts_of(deeds),
        sentence=line.sentence.text,
        confidence=0.5,
        count=sum(each.count or 0 for each in people) or None,
        region=region or place_of([each.sentence.text for each in told], places),
        occurred=occurred(told, text),
        weight=Weight.MENTION,
        office=clear_office(one.office, one.actor) if one.count == 1 else None,
        vague=is_vague(deeds),
        convicted=standing.convicted,
        reasons=(
            Reason("mention", line.sentence.text[one.start : one.end], 1.0, line.sentence.text),
            *stage_reasons(standing),
            *act_reasons(deeds),
        ),
    )


def _people(lines: Sequence[Line], number: int) -> list[Mention]:
    """Of whom a line tells in passing: those whom it names, or the one before it when it goes on about them."""
    line, before = lines[number], lines[number - 1]
    goes_on = number > 1 and line.follows and not line.people and line.staged and (line.acted or line.accused)
    return [
        one for one in (before.ones if goes_on else line.ones) if (one.count or one.office) and _accused(line, one)
    ]


def _accused(line: Line, one: Mention) -> bool:
    """Whether an official is told of as one who did it; an acting head is so only where that is said of him."""
    if one.actor is not Actor.REGIONAL_HEAD:
        return True
    return one.acting and (line.has("alleged") or bool(steps_of(line)))


def _after(lines: Sequence[Line], number: int) -> Iterator[int]:
    """The sentences that go on about the case of one: the next, and what its paragraph tells of him or nobody."""
    for place in range(number + 1, min(number + 1 + _GOES_ON, len(lines))):
        line = lines[place]
        same = line.sentence.paragraph == lines[number].sentence.paragraph
        if not (
            (place == number + 1 and _goes_on(line))
            or (same and not line.people and (line.follows or steps_of(line)))
        ):
            return
        if line.has("conditional") or line.has("rule") or line.low.startswith(_QUOTES):
            return
        yield place


def _is_told_again(line: Line, one: Mention, before: Mention) -> bool:
    """Whether a line comes back to those of the case before: as many, of one kind, "itu" or "yang sudah …"."""
    return (
        alike(one.actor, before.actor)
        and (one.count == before.count or one.count is None)
        and bool(_AGAIN.match(line.low[one.end : one.end + 60]))
    )


def _goes_on(line: Line) -> bool:
    """Whether a sentence goes on about the case of the one before."""
    if _SAME.match(line.low):
        return True
    return not line.ones and (bool(_REST.match(line.low)) or line.has("stage", "dismissed"))


def _is_case(told: Sequence[Line], near: Sequence[Line], lines: Sequence[Line]) -> bool:
    line = told[0]
    if any(each.has("other_matter", "name_abused") for each in lines[: LEAD_SENTENCES + 1]):
        return False  # officials whose names a party used are the victims
    if line.has("conditional") or any(line.has("other_matter", matter) for matter in _ELSE):
        return False
    if not any(each.accused or each.acted or each.staged for each in told):
        return False
    if any(each.accused or each.acted or each.has("neutrality") for each in near):
        return is_political(lines) and any(each.has("neutrality") or each.has("supervisor") for each in lines)
    # a personnel authority named beside it is enough where the story is about neutrality
    return line.has("supervisor") and any(each.has("neutrality") for each in lines[: LEAD_SENTENCES + 1])
