"""A story read line by line: what the lexicon finds in each sentence, who is in it, and how each thing is told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from alerts.matcher.actors import Mention, Role, mentions
from alerts.matcher.lexicon import Hit, lexicon
from alerts.matcher.telling import TOLD, TURNING, Telling, told
from alerts.matcher.text import Sentence, Text
from model import Actor

_TRANSITIVE = frozenset({"mobilisation", "partisan_activity", "pressure"})
"""Acts done to others: who stands behind the verb is acted upon."""
_TELLING = frozenset({"act", "accusation", "stage"})
_ITS = re.compile(r"\w{3}nya\b")


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with all that is read in it."""

    sentence: Sentence
    low: str  # its text in small letters, of the same length
    hits: tuple[Hit, ...]
    kinds: frozenset[str]  # the kinds of the hits, and each "kind.code"
    people: tuple[Mention, ...]  # all officials bound to neutrality
    ones: tuple[Mention, ...]  # the identifiable ones who are not mere speakers
    follows: bool  # it goes on about an official whom the headline or one of the two sentences before names
    tellings: tuple[tuple[Hit, Telling], ...]  # each act, accusation and stage with how it is told
    told_kinds: frozenset[str]  # which of the three are told as having happened
    identifies: bool  # it says whose the act in the sentences before was: "ternyata ASN"

    @property
    def classes(self) -> tuple[Mention, ...]:
        """Officials named as a class."""
        return tuple(person for person in self.people if person.role is Role.CLASS)

    @property
    def anaphora(self) -> bool:
        """Whether it points back to a case or a person told before."""
        return "back.case" in self.kinds

    @property
    def concrete(self) -> bool:
        """Whether it speaks of an identifiable official."""
        return bool(self.ones) or self.anaphora or self.follows

    @property
    def accused(self) -> bool:
        """Whether a breach is told by its name."""
        return "accusation" in self.told_kinds

    @property
    def acted(self) -> bool:
        """Whether a partisan act is told."""
        return "act" in self.told_kinds

    @property
    def staged(self) -> bool:
        """Whether a step of a procedure is told."""
        return "stage" in self.told_kinds

    @property
    def strong(self) -> bool:
        """Whether it tells, all in one, who did what."""
        return bool(self.ones or self.follows) and (self.accused or self.acted or self.identifies)

    def has(self, kind: str, code: str | None = None) -> bool:
        """Whether a phrase of this kind (and code) stands in it."""
        return (f"{kind}.{code}" if code else kind) in self.kinds

    def told(self, kind: str) -> Iterator[Hit]:
        """The acts, accusations or stages that are told as having happened."""
        return (hit for hit, how in self.tellings if hit.kind == kind and how in TOLD)


def lines_of(text: Text) -> tuple[Line, ...]:
    """Read every sentence of a story; line 0 is the headline."""
    scan = lexicon().scan
    found: list[Line] = []
    known: set[Actor] = set()  # offices of which the story has told one holder who is the accused
    for sentence in text.sentences:
        low = _small(sentence.text)
        hits = tuple(scan(low))
        people = tuple(
            replace(one, role=Role.ONE, count=1) if one.bare and one.actor in known else one
            for one in mentions(sentence.text, low, hits, sentence.index == 0)
        )
        line = _line(sentence, low, hits, people, found)
        if line.told_kinds:
            known.update(one.actor for one in line.ones if one.count == 1 and one.actor is not Actor.ASN)
        found.append(line)
    return tuple(found)


def _small(text: str) -> str:
    low = text.lower()
    if len(low) == len(text):
        return low
    # some capitals grow when made small; places in the text must stay
    return "".join(char if len(char.lower()) != 1 else char.lower() for char in text)


def _line(
    sentence: Sentence, low: str, hits: tuple[Hit, ...], people: tuple[Mention, ...], found: Sequence[Line]
) -> Line:
    kinds = frozenset(name for hit in hits for name in (hit.entry.kind, hit.entry.name))
    ones = _suspects(hits, kinds, people)
    before = found[-2:]
    headed = 0 < sentence.index <= 2 and bool(found[0].ones)
    pointed = any(each.ones for each in before) and ("back.person" in kinds or bool(_ITS.search(low)))
    follows = headed or pointed
    concrete = bool(ones) or "back.case" in kinds or follows
    turning = tuple(hit for hit in hits if hit.entry.kind in TURNING)
    tellings = tuple(
        (hit, told(low, turning, hit, concrete=concrete)) for hit in hits if hit.entry.kind in _TELLING
    )
    return Line(
        sentence=sentence,
        low=low,
        hits=hits,
        kinds=kinds,
        people=people,
        ones=ones,
        follows=follows,
        tellings=tellings,
        told_kinds=frozenset(hit.entry.kind for hit, how in tellings if how in TOLD),
        identifies="back.identifies" in kinds and any(each.acted and not each.people for each in before),
    )


def _suspects(hits: Sequence[Hit], kinds: frozenset[str], people: Sequence[Mention]) -> tuple[Mention, ...]:
    """The identifiable officials who may be the accused.

    An elected head may campaign: he counts only beside an accusation or a supervisor, unlike a Pj, who is a civil
    servant. Who is acted upon ("menyuruh THL memilih", "mengerahkan kades") is none.
    """
    watched = "accusation" in kinds or "supervisor" in kinds
    return tuple(
        person
        for person in people
        if person.role is Role.ONE
        and (person.actor is not Actor.REGIONAL_HEAD or person.acting or watched)
        and not any(
            hit.entry.kind == "act" and hit.entry.code in _TRANSITIVE and hit.start < person.start < hit.end
            for hit in hits
        )
    )
