"""From a story that tells of incidents to the incidents themselves: who, how many, what, when, where, how far."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from alerts.matcher.actors import Mention
from alerts.matcher.apart import apart, shared_out, with_acts_of
from alerts.matcher.beside import Beside, beside, whole_group, without
from alerts.matcher.clauses import clauses
from alerts.matcher.counts import NUMBER, all_told, number_of, others_told
from alerts.matcher.deeds import Deed, act_reasons, acts_of, deeds_of, is_vague
from alerts.matcher.incidents import LEAD_SENTENCES, Verdict, is_reply
from alerts.matcher.occurred import occurred
from alerts.matcher.offices import clear_office, office_of
from alerts.matcher.others import ALIKE, Other, Own, alike, others
from alerts.matcher.passing import in_passing, passing
from alerts.matcher.regions import named_in, place_of
from alerts.matcher.responses import responses_of
from alerts.matcher.shares import region_named, shares_of
from alerts.matcher.stages import stage_of, stage_reasons
from alerts.matcher.story import Line
from alerts.matcher.suspects import acted_upon
from alerts.matcher.text import Text
from model import Actor, Incident, Place, Reason, Stage, Weight

_LAST = frozenset({Actor.ASN, Actor.REGIONAL_HEAD})
"""A class name says less than an office, and an elected head is rarely the accused."""
_ELECTED = frozenset({Actor.REGIONAL_HEAD})
_PROVINCE = 2
"""Characters of a province's code."""
_HAPPENED = re.compile(
    r"\b(?:peristiwa|kejadian|perkara|kasus|dugaan)\b[^.;]{0,40}\b(?:muncul|bermula|berawal|terjadi|berlangsung)\b"
)
_AT = re.compile(r"\b(?:di|dari|ke)\s")
"""A place is told where something happened."""
_NUMBER = re.compile(rf"\b{NUMBER}\b")
_COUNTS = ("pertama", "kedua")
_COUNTED_OUT = re.compile(
    r"\bpertama\b.{3,120}\bkedua\b|\b(?P<case>laporan|kasus|perkara|dugaan)\s.{3,120}?\b(?:dan|maupun|serta)\s(?P=case)\b"
)
"""Cases told one by one: "laporan terhadap seorang camat maupun laporan terhadap seorang lurah"."""


@dataclass(frozen=True, slots=True)
class _Accused:
    actor: Actor
    count: int | None
    office: str | None


def accused(lines: Sequence[Line]) -> _Accused:
    """Who is accused above all: the one whom the headline names first, else whom the lines name most (rule 14)."""
    head = _headed(lines[0])
    actor = _actor(lines, head)
    count = _with_others(lines, _count(lines, actor, head))
    return _Accused(actor, count, office_of(lines, actor) if count == 1 else None)


def _headed(top: Line) -> list[Mention]:
    """Of whom a headline tells, in its order; classes when it names nobody, or where one is told of first.

    A headline has no articles: "ASN Blitar Diteruskan ke KASN; Laporan soal Kades Ngadri Disetop" begins with one.
    """
    classes = [
        one
        for one in top.classes
        if one.actor is not Actor.REGIONAL_HEAD and not acted_upon(top.hits, top.low, one)
    ]
    if not top.ones:
        return classes
    first = top.ones[0].start
    steps = [hit.start for hit in top.told("stage") if hit.start < first]
    return [*(one for one in classes if one.unmarked and any(one.end <= step for step in steps)), *top.ones]


def _actor(lines: Sequence[Line], head: list[Mention]) -> Actor:
    body = lines[1:]
    told = {one.actor for line in body if line.told_kinds for one in line.ones}
    # an elected head whom the body accuses of nothing speaks of his officials, or is asked to punish them
    named = [one for one in head if not one.plain and (one.acting or one.actor not in _ELECTED - told or not body)]
    if named:
        return named[0].actor
    early = [one for line in body[: LEAD_SENTENCES + 1] for one in line.ones]
    offices = Counter(one.actor for one in early if one.office and (one.acting or one.actor not in _LAST))
    if offices:
        return offices.most_common(1)[0][0]
    groups = (
        early,
        [one for line in body if line.strong or line.staged for one in line.ones],
        [one for line in body if line.strong or line.staged for one in line.classes if one.actor not in _ELECTED],
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
    sums = {count + extra for line in top if (extra := others_told(line.low))}
    sums &= {size for line in top for size in all_told(line.low)} if sums else set()
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
        same = [one.count or 0 for one in people if one.actor is actor]
        if same or alike(people[0].actor, actor):
            return max(same or [people[0].count or 0])
    return (
        1 if counted or any(one.count == 1 for line in lines for one in line.ones if one.actor is actor) else None
    )


def incidents(text: Text, lines: Sequence[Line], verdict: Verdict, places: Sequence[Place]) -> tuple[Incident, ...]:
    """The incidents of a story in the order told; those of a story that is about something else are mentions.

    A reply or a correction retells an accusation: how far the case has come is not its to say.
    """
    found = _told_in(text, lines, verdict, places)
    if not is_reply(lines):
        return found
    return tuple(replace(each, stage=Stage.ALLEGED, convicted=False, retold=True) for each in found)


def _told_in(text: Text, lines: Sequence[Line], verdict: Verdict, places: Sequence[Place]) -> tuple[Incident, ...]:
    lines = clauses(lines)
    if verdict.weight is not Weight.MAIN:
        return tuple(in_passing(text, lines, places))
    who = accused(lines)
    home = _home(lines[0], who.actor, places)
    second = beside(lines, who.actor)
    if second is None:
        return _cases(text, lines, verdict, places, home)
    mine = [line for number, line in enumerate(lines) if number not in second.numbers]
    mine = without(mine, second.one.actor, who.actor)
    found = _cases(text, mine, verdict, places, home)
    other = _second(text, lines, second, verdict, places)
    found = (_less(found[0], [other], lines), *found[1:])
    first = next((line.sentence.index for line in mine[1:] if line.ones), 0)
    return (other, *found) if second.numbers[0] < first else (found[0], other, *found[1:])


def _home(head: Line, actor: Actor, places: Sequence[Place]) -> str | None:
    """Where the accused of a headline that names several places acted: the one told behind him."""
    if len(named_in([head.sentence.text], places)) < 2:
        return None
    start = next((one.start for one in head.people if one.actor is actor), 0)
    end = next((one.start for one in head.people if one.start > start and one.actor is not actor), None)
    return _own_place(head.sentence.text[start:end], places)


def _cases(
    text: Text, lines: Sequence[Line], verdict: Verdict, places: Sequence[Place], home: str | None
) -> tuple[Incident, ...]:
    """The story's own case, which plays at ``home`` when that is known, and those which it tells besides."""
    who = accused(lines)
    region = home or _first_place(lines, places)
    own = Own(who.actor, who.office, region, text.year, places)
    besides = others(lines, own)
    plain = [other for other in besides if not other.rest]
    found = _main(text, _without(lines, plain), verdict, places, home)
    told = {id(other): _told_of(text, lines, other, places, found[0]) for other in besides}
    if len(found) > 1 or len(plain) == len(besides):
        more = [told[id(other)] for other in plain]
        if len(found) > 1:  # told of each in turn: the same men again
            known = {(one.actor, one.region) for one in found}
            return (*found, *(one for one in more if (one.actor, one.region) not in known))
        return (_less(found[0], more, lines), *more)
    # of one group, only those come to another stage are cases of their own
    mine = [whole_group(lines[0]), *lines[1:]]
    stage = _main(text, _without(mine, besides), verdict, places, home)[0].stage
    kept = [other for other in besides if not other.rest or told[id(other)].stage not in (stage, Stage.ALLEGED)]
    rest = [told[id(other)] for other in kept if other.rest]
    if rest:
        own_lines = _without(mine, kept)
        found = _main(text, own_lines, verdict, places, home)
        found = (_less(found[0], rest, own_lines, group=True),) if len(found) == 1 else found
    return (*found, *(told[id(other)] for other in kept))


def _first_place(lines: Sequence[Line], places: Sequence[Place]) -> str | None:
    """Where a story's own case plays: the headline's regency, else the first that is named beside an accused."""
    region = place_of([lines[0].sentence.text], places)
    if region is not None and len(region) > _PROVINCE:
        return region
    for line in lines[1:]:
        if line.ones and line.told_kinds:
            named = _own_place(line.sentence.text, places)
            return named if named and len(named) > _PROVINCE else region
    return region


def _told_of(text: Text, lines: Sequence[Line], other: Other, places: Sequence[Place], own: Incident) -> Incident:
    """Another case than the story's ``own``, which it may resemble: "Perkara lain yang nasibnya serupa …"."""
    region = other.region or (own.region if other.rest else None)
    found = passing(text, [lines[number] for number in other.numbers], other.people, places, region)
    line = next((lines[number] for number in other.numbers if ALIKE.search(lines[number].low)), None)
    if line is None or found.stage is not Stage.ALLEGED:
        return found
    return replace(found, stage=own.stage, reasons=(*found.reasons, _as_far(own.stage, line)))


def _as_far(stage: Stage, line: Line) -> Reason:
    """What says that a case has come as far as another."""
    phrase = ALIKE.search(line.low)
    return Reason(f"stage_{stage.value}", phrase.group() if phrase else "", 0.0, line.sentence.text)


def _without(lines: Sequence[Line], besides: Sequence[Other]) -> list[Line]:
    aside = {number for other in besides for number in other.numbers}
    return [line for number, line in enumerate(lines) if number not in aside]


def _less(main: Incident, more: Sequence[Incident], lines: Sequence[Line], *, group: bool = False) -> Incident:
    """The story's own case without those told apart, where its lines count what is left.

    ``group`` says that they are of its own kind ("enam kades … satu di antaranya"); else its count was that of all
    only where nobody counts its own kind so ("dua aparatur": a camat and a guru).
    """
    left = (main.count or 0) - sum(each.count or 0 for each in more)
    top = lines[1 : LEAD_SENTENCES + 3]
    counts = {number_of(each) for line in top for each in _NUMBER.findall(line.low)}
    own = {one.count for line in lines[: LEAD_SENTENCES + 3] for one in line.people if one.actor is main.actor}
    return replace(main, count=left) if left in counts and (group or main.count not in own) else main


def _second(
    text: Text, lines: Sequence[Line], second: Beside, verdict: Verdict, places: Sequence[Place]
) -> Incident:
    """The other case of a headline that tells of two."""
    told = [lines[number] for number in second.numbers]
    his = next(line for line in told if second.one in line.ones)
    found = passing(text, told, [one for one in his.ones if one.actor is second.one.actor], places)
    answers = responses_of(told, found.actor)
    return replace(found, weight=Weight.MAIN, confidence=verdict.confidence, responses=answers)


def _main(
    text: Text, lines: Sequence[Line], verdict: Verdict, places: Sequence[Place], home: str | None
) -> tuple[Incident, ...]:
    who = accused(lines)
    standing = stage_of(lines)
    sentences = [
        line.sentence.text for line in lines[: LEAD_SENTENCES + 1] if line.ones or line.accused or line.acted
    ]
    deeds = deeds_of(lines, who.actor, text.year)
    strong = _telling(lines, deeds)
    region = home or place_of(sentences, places)
    if region is not None and len(region) == _PROVINCE:
        region = _act_place(lines, region, places) or region
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
        responses=responses_of(lines, who.actor),
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


def _act_place(lines: Sequence[Line], province: str, places: Sequence[Place]) -> str | None:
    """The one regency of a province in which a provincial official acted, as the body tells it (rule 18)."""
    for line in lines[1:]:
        if line.acted or _HAPPENED.search(line.low):
            at = _AT.search(line.low)
            code = region_named(line.sentence.text[at.end() :], places) if at else None
            if code is not None and len(code) > _PROVINCE and code.startswith(province):
                return code
    return None


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
    shares = shares_of(lines[1 : LEAD_SENTENCES + 3], main.count, places)
    if shares:
        return tuple(
            replace(main, region=share.region, count=share.number, office=None, sentence=share.line.sentence.text)
            for share in shares
        )
    for line in lines[: LEAD_SENTENCES + 1]:
        if len(line.ones) > 1 and _COUNTED_OUT.search(line.low):
            own = shared_out(lines, [_marks(one, word) for one, word in zip(line.ones, _COUNTS, strict=False)])
            return tuple(
                replace(
                    with_acts_of(main, own, place),
                    actor=one.actor,
                    office=clear_office(one.office, one.actor),
                    count=one.count,
                    responses=responses_of(own[place], one.actor),
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
