"""From a story that tells of incidents to the incidents themselves: who, how many, what, when, where, how far."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from alerts.matcher.actors import Mention
from alerts.matcher.apart import apart, shared_out, with_acts_of
from alerts.matcher.beside import Beside, beside, without
from alerts.matcher.counts import all_told, others_told
from alerts.matcher.deeds import Deed, act_reasons, acts_of, deeds_of, is_vague
from alerts.matcher.incidents import LEAD_SENTENCES, Verdict, is_political
from alerts.matcher.occurred import occurred
from alerts.matcher.offices import clear_office, office_of
from alerts.matcher.regions import named_in, place_of
from alerts.matcher.stages import stage_of, stage_reasons
from alerts.matcher.story import Line, acted_upon
from alerts.matcher.text import Text
from model import Actor, Incident, Place, Reason, Weight

_MENTIONED = 3
"""A story about something else rarely tells of more cases in passing."""
_REST = re.compile(
    r"^\W*(?:kedua|ketiga|keempat|kelima|keenam|dua-dua|mereka|ia\b|dia\b|dua\s+sudah|yang\s+bersangkutan)"
)


_SAME = re.compile(r"^\W*(?:keduanya|ketiganya|keempatnya|kelimanya|mereka|ia|dia|yang\s+bersangkutan)\b")
"""A sentence that begins so goes on about those of the one before, whomever else it names."""
_LAST = frozenset({Actor.ASN, Actor.REGIONAL_HEAD})
"""A class name says less than an office, and an elected head is rarely the accused."""
_COUNTS = ("pertama", "kedua")
_COUNTED_OUT = re.compile(r"\bpertama\b.{3,120}\bkedua\b")


@dataclass(frozen=True, slots=True)
class _Accused:
    actor: Actor
    count: int | None
    office: str | None


def accused(lines: Sequence[Line]) -> _Accused:
    """Who is accused above all: the one whom the headline names first, else whom the lines name most (rule 14)."""
    top = lines[0]
    head = list(top.ones) or [
        one
        for one in top.classes
        if one.actor is not Actor.REGIONAL_HEAD and not acted_upon(top.hits, top.low, one)
    ]
    actor = _actor(lines, head)
    count = _with_others(lines, _count(lines, actor, head))
    return _Accused(actor, count, office_of(lines, actor) if count == 1 else None)


def _actor(lines: Sequence[Line], head: list[Mention]) -> Actor:
    named = [one for one in head if not one.plain]
    if named:
        return named[0].actor
    body = lines[1:]
    early = [one for line in body[: LEAD_SENTENCES + 1] for one in line.ones]
    offices = Counter(one.actor for one in early if one.office and (one.acting or one.actor not in _LAST))
    if offices:
        return offices.most_common(1)[0][0]
    groups = (
        early,
        [one for line in body if line.strong or line.staged for one in line.ones],
        [one for line in body if line.strong or line.staged for one in line.classes],
    )
    for people in groups:
        tally = Counter(one.actor for one in people if not one.plain)
        if tally:
            return tally.most_common(1)[0][0]
    return head[0].actor if head else Actor.ASN


def _with_others(lines: Sequence[Line], count: int | None) -> int | None:
    """The count with those told of apart, where the story adds them up: "dua … satu lainnya … ketiganya"."""
    if count is None:
        return None
    top = lines[: LEAD_SENTENCES + 2]
    more = {others_told(line.low) for line in top}
    together = {size for line in top for size in all_told(line.low)}
    sums = {count + extra for extra in more if extra} & together
    return min(sums) if sums else count


def _count(lines: Sequence[Line], actor: Actor, head: list[Mention]) -> int | None:
    counted = [one.count for one in head if one.count]
    if len(counted) > 1 or (counted and counted[0] > 1):
        return sum(counted)
    for line in lines[1 : LEAD_SENTENCES + 1]:
        people = [one for one in line.ones if one.count]
        if not people or not (line.strong or line.staged):
            continue
        offices = {one.office for one in people if one.office}
        if len(offices) > 1:
            return len(offices)
        return max([one.count or 0 for one in people if one.actor is actor] or [people[0].count or 0])
    return (
        1 if counted or any(one.count == 1 for line in lines for one in line.ones if one.actor is actor) else None
    )


def incidents(text: Text, lines: Sequence[Line], verdict: Verdict, places: Sequence[Place]) -> tuple[Incident, ...]:
    """The incidents of a story in the order told; those of a story that is about something else are mentions."""
    if verdict.weight is not Weight.MAIN:
        return tuple(_in_passing(text, lines, range(1, len(lines)), places))
    who = accused(lines)
    second = beside(lines, who.actor)
    if second is not None:
        mine = [line for number, line in enumerate(lines) if number not in second.numbers]
        mine = without(mine, second.one.actor, who.actor)
        found = _main(text, mine, accused(mine), verdict, places)
        other = _second(text, lines, second, verdict, places)
        first = next((line.sentence.index for line in mine[1:] if line.ones), 0)
        return (other, *found) if second.numbers[0] < first else (*found, other)
    others = _other_cases(lines, who)
    own = [line for number, line in enumerate(lines) if number not in others]
    found = _main(text, own, who, verdict, places)
    return (*found, *_in_passing(text, lines, others, places))


def _second(
    text: Text, lines: Sequence[Line], second: Beside, verdict: Verdict, places: Sequence[Place]
) -> Incident:
    """The other case of a story that tells of two; a mention when the headline is silent on it."""
    told = [lines[number] for number in second.numbers]
    found = _passing(text, told, [one for one in told[0].ones if one.actor is second.one.actor], places)
    if not second.headed:
        return found
    return replace(found, weight=Weight.MAIN, confidence=verdict.confidence)


def _main(
    text: Text, lines: Sequence[Line], who: _Accused, verdict: Verdict, places: Sequence[Place]
) -> tuple[Incident, ...]:
    standing = stage_of(lines)
    sentences = [
        line.sentence.text for line in lines[: LEAD_SENTENCES + 1] if line.ones or line.accused or line.acted
    ]
    deeds = deeds_of(lines, who.actor, text.year)
    strong = _telling(lines, deeds)
    region = place_of(sentences, places)
    main = Incident(
        stage=standing.stage,
        actor=who.actor,
        acts=acts_of(deeds),
        sentence=strong.sentence.text,
        confidence=verdict.confidence,
        count=who.count,
        region=region,
        occurred=occurred(lines, text),
        weight=Weight.MAIN,
        office=who.office,
        vague=is_vague(deeds),
        convicted=standing.convicted,
        reasons=(
            *verdict.reasons,
            *stage_reasons(standing),
            *act_reasons(deeds),
            *_who_reasons(lines, who),
            *_where_reasons(lines, region, places),
        ),
    )
    several = apart(main, lines)
    return several if len(several) > 1 else _spread(main, lines, places)


def _telling(lines: Sequence[Line], deeds: Sequence[Deed]) -> Line:
    """The line that says so: the first of the body that tells who did one of the acts, in the story's order."""
    acting = [deed.line for deed in deeds if not deed.general and deed.line.sentence.index]
    strong = [line for line in lines[1:] if line.strong]
    for line in strong:
        if any(line is each for each in acting):
            return line
    named = (line for line in lines if line.ones)
    return next(iter(strong), None) or next(named, lines[0])


def _who_reasons(lines: Sequence[Line], who: _Accused) -> tuple[Reason, ...]:
    """What says who is accused: the first mention of one who holds that office, with it when it is told."""
    for line in lines:
        for one in (*line.ones, *line.classes):
            named = who.office is None or one.office == who.office or line.sentence.index == 0
            if one.actor is who.actor and named:
                phrase = (
                    one.office
                    if one.office and one.office == who.office
                    else line.sentence.text[one.start : one.end]
                )
                return (Reason(f"actor_{who.actor.value}", phrase, 0.0, line.sentence.text),)
    return ()


def _where_reasons(lines: Sequence[Line], region: str | None, places: Sequence[Place]) -> tuple[Reason, ...]:
    """What says where: the words by which the place was known, with a sentence that holds them."""
    place = next((place for place in places if place.code == region), None)
    if place is None:
        return ()
    sentence = next((line.sentence.text for line in lines if place.basis in line.sentence.text), "")
    return (Reason(f"region_{place.code}", place.basis, 0.0, sentence),)


def _own_place(words: str, places: Sequence[Place]) -> str | None:
    """The region that some words of a story name themselves."""
    return next(iter(named_in([words], places)), None)


def _spread(main: Incident, lines: Sequence[Line], places: Sequence[Place]) -> tuple[Incident, ...]:
    """One object per regency where a list says who is where (rule 13), or per case that is counted out."""
    for line in lines[: LEAD_SENTENCES + 1]:
        if len(line.ones) > 1 and _COUNTED_OUT.search(line.low):
            own = shared_out(lines, [_marks(one, word) for one, word in zip(line.ones, _COUNTS, strict=False)])
            return tuple(
                replace(
                    with_acts_of(main, own, place),
                    actor=one.actor,
                    office=clear_office(one.office, one.actor),
                    count=one.count,
                    region=_own_place(line.sentence.text[one.start : until], places) or main.region,
                )
                for place, (one, until) in enumerate(
                    zip(line.ones, [*(each.start for each in line.ones[1:]), None], strict=True)
                )
            )
        named = [clear_office(one.office, one.actor) for one in line.ones if one.actor is main.actor]
        offices = [office for office in named if office]
        if len(offices) < 2:
            continue
        codes = {office: _own_place(office, places) for office in offices}
        known = {code for code in codes.values() if code}
        if len(known) == len(offices) == len(codes):
            own = shared_out(lines, [(office.lower(),) for office in codes])
            return tuple(
                replace(with_acts_of(main, own, place), region=code, office=office, count=1)
                for place, (office, code) in enumerate(codes.items())
            )
    return (main,)


def _marks(one: Mention, word: str) -> tuple[str, ...]:
    """The words by which a later sentence says which of two cases it goes on about."""
    office = (one.office.lower(),) if one.office else ()
    return (*office, f"perkara {word}", f"kasus {word}", f"yang {word}")


def _other_cases(lines: Sequence[Line], who: _Accused) -> list[int]:
    """The lines of a story about an incident that tell of another one, by their numbers."""
    found: list[int] = []
    for number, line in enumerate(lines):
        if number < 2:
            continue
        goes_on = bool(found) and found[-1] == number - 1 and not line.ones and bool(_REST.match(line.low))
        begins = line.has("other_case") and any(one.count and one.count != who.count for one in line.ones)
        if goes_on or begins:
            found.append(number)
    return found


def _in_passing(
    text: Text, lines: Sequence[Line], numbers: Iterable[int], places: Sequence[Place]
) -> list[Incident]:
    """The cases told in passing in the given lines: an official counted or named, a breach, what was done."""
    found: list[Incident] = []
    wanted = set(numbers)
    used: set[int] = set()
    for number in sorted(wanted):
        line = lines[number]
        people = _people(lines, number)
        near = [lines[place] for place in (number - 1, number, number + 1) if 0 < place < len(lines)]
        after = [number + 1] if number + 1 < len(lines) and _goes_on(lines[number + 1]) else []
        told = [line, *(lines[place] for place in after)]
        if number in used or not people or not _is_case(told, near, lines):
            continue
        used.update(after)
        found.append(_passing(text, told, people, places))
        if len(found) == _MENTIONED:
            break
    return found


def _people(lines: Sequence[Line], number: int) -> list[Mention]:
    """Of whom a line tells in passing: those whom it names, or the one before it when it goes on about them."""
    line, before = lines[number], lines[number - 1]
    goes_on = number > 1 and line.follows and not line.people and line.staged and (line.acted or line.accused)
    return [
        one
        for one in (before.ones if goes_on else line.ones)
        if (one.count or one.office) and (one.actor is not Actor.REGIONAL_HEAD or one.acting)
    ]


def _passing(text: Text, told: Sequence[Line], people: Sequence[Mention], places: Sequence[Place]) -> Incident:
    """One case told in a few lines, the first of which names its people."""
    line, one = told[0], people[0]
    standing = stage_of(told)
    deeds = deeds_of(told, one.actor, text.year)
    return Incident(
        stage=standing.stage,
        actor=one.actor,
        acts=acts_of(deeds),
        sentence=line.sentence.text,
        confidence=0.5,
        count=sum(each.count or 0 for each in people) or None,
        region=place_of([each.sentence.text for each in told], places),
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


def _goes_on(line: Line) -> bool:
    """Whether a sentence goes on about the case of the one before."""
    if _SAME.match(line.low):
        return True
    return not line.ones and (bool(_REST.match(line.low)) or line.has("stage", "dismissed"))


def _is_case(told: Sequence[Line], near: Sequence[Line], lines: Sequence[Line]) -> bool:
    line = told[0]
    if any(each.has("other_matter", "name_abused") for each in lines[: LEAD_SENTENCES + 1]):
        return False  # officials whose names a party used are the victims
    if line.has("conditional") or line.has("other_matter", "graft") or line.has("other_matter", "crime"):
        return False
    if not any(each.accused or each.acted or each.staged for each in told):
        return False
    if any(each.accused or each.acted or each.has("neutrality") for each in near):
        return is_political(lines) and any(each.has("neutrality") or each.has("supervisor") for each in lines)
    # a personnel authority named beside it is enough where the story is about neutrality
    return line.has("supervisor") and any(each.has("neutrality") for each in lines[: LEAD_SENTENCES + 1])
