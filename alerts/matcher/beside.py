"""Two cases in one headline: a camat is dismissed, a kades is still heard (guide, rules 12 and 13)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from alerts.matcher.actors import Mention
from alerts.matcher.counts import NUMBER
from alerts.matcher.others import LOOKS_BACK
from alerts.matcher.stages import stage_of
from alerts.matcher.story import Line
from alerts.matcher.telling import TOLD
from model import Actor, Stage

_GOES_ON = re.compile(r"^\W*(?:ia|dia|mereka|keduanya|ketiganya|yang\s+bersangkutan)\b")
_SAYS = "speech.verb_first"
_NEAR = 12
"""Characters between "ujar" and "seorang staf": he only speaks."""
_SOME = re.compile(rf"[,;:]\s(?:dan\s)?{NUMBER}\s")


@dataclass(frozen=True, slots=True)
class Beside:
    """Another official's case of which the headline tells too: who he is, and the places of its lines."""

    one: Mention
    numbers: tuple[int, ...]


def beside(lines: Sequence[Line], actor: Actor) -> Beside | None:
    """The case of another official than the accused (an ``actor``), come to another stage; None when there is none.

    ``lines`` are the story's, the headline first. The other holds another kind of office, and the headline names
    him too. Who is heard as a witness has no case. Cases on which the headline is silent: ``others``.
    """
    for number, line in enumerate(lines):
        one = _other(lines[0], line, actor) if number else None
        if (
            one is None
            or LOOKS_BACK.match(line.low)
            or not any(each.actor is one.actor for each in lines[0].people)
        ):
            continue
        counted = _counted_apart(lines[0], one.actor, actor)
        if not counted and not ((line.staged or line.has("handling")) and (line.accused or line.acted)):
            continue  # who only reports or is heard is told without a breach of his own
        numbers = [number]
        for after in range(number + 1, len(lines)):
            if not _continues(lines[after], lines[after - 1], one.actor, actor):
                break
            numbers.append(after)
        of_all = lines[number - 1]
        silent = counted and stage_of([lines[place] for place in numbers]).stage is Stage.ALLEGED
        if silent and number > 1 and of_all.staged and not of_all.people:
            numbers.insert(0, number - 1)  # "Seluruh perkara sudah direkomendasikan. Perkembangan enam ASN …"
        own = [each for place, each in enumerate(lines) if place not in numbers]
        if len(own) > 1 and any(each.ones and each.told_kinds for each in own[1:]):
            his, main = stage_of([lines[place] for place in numbers]), stage_of(without(own, one.actor, actor))
            if his.stage is not main.stage:
                return Beside(one, tuple(numbers))
    return None


def _other(head: Line, line: Line, actor: Actor) -> Mention | None:
    if line.has("witness") or line.has("conditional") or line.has("other_matter") or not line.ones:
        return None
    if any(one.actor is actor for one in line.people):
        return None
    found = line.ones[0]
    if any(hit.entry.name == _SAYS and 0 <= found.start - hit.end <= _NEAR for hit in line.hits):
        return None
    if found.plain and found.count == sum(one.count or 1 for one in head.ones if not one.plain):
        return None  # "Kades X dan Camat Y Didenda": the "dua aparatur" of the lead are those two
    elected = found.actor is Actor.REGIONAL_HEAD and not found.acting
    return found if (found.count or found.office) and not elected else None


def _counted_apart(head: Line, his: Actor, actor: Actor) -> bool:
    """Whether a headline counts each of two kinds in a clause of its own: "18 Kades Ditegur, 6 ASN Diperiksa"."""
    both = [next((one for one in head.ones if one.actor is each and one.count), None) for each in (his, actor)]
    if both[0] is None or both[1] is None:
        return False
    first, last = sorted((both[0], both[1]), key=lambda one: one.start)
    return any(sign in head.low[first.end : last.start] for sign in ",;")


def _continues(line: Line, before: Line, his: Actor, actor: Actor) -> bool:
    if any(one.actor is actor for one in line.people):
        return False
    if not line.people and line.sentence.paragraph == before.sentence.paragraph:
        return True
    return bool(_GOES_ON.match(line.low)) or any(one.actor is his for one in line.people)


def without(lines: Sequence[Line], his: Actor, actor: Actor) -> list[Line]:
    """The lines with a headline that tells only of the accused (an ``actor``): the other's clause is cut off."""
    head = lines[0]
    others = [one for one in head.people if one.actor is his]
    own = [one for one in head.people if one.actor is actor]
    if not others or not own:
        return list(lines)
    first = others[0].start
    after = own[0].start < first
    limit = first if after else own[0].start

    def kept(start: int) -> bool:
        return start < limit if after else start >= limit

    cut = replace(
        head,
        ones=tuple(one for one in head.ones if one.actor is not his),
        people=tuple(one for one in head.people if one.actor is not his),
    )
    return [_telling(cut, kept), *lines[1:]]


def whole_group(head: Line) -> Line:
    """A headline without its clause about some of a group: "Enam Kades Dipanggil, Satu Sudah Tersangka"."""
    some = _SOME.search(head.low)
    if some is None or not any(one.count for one in head.people if one.start < some.start()):
        return head
    return _telling(head, lambda start: start < some.start())


def _telling(head: Line, kept: Callable[[int], bool]) -> Line:
    """A headline that tells no more than what stands at the places to be kept."""
    tellings = tuple((hit, how) for hit, how in head.tellings if kept(hit.start))
    return replace(
        head,
        hits=tuple(hit for hit in head.hits if kept(hit.start)),
        tellings=tellings,
        told_kinds=frozenset(hit.kind for hit, how in tellings if how in TOLD),
    )
