"""What a circular's story tells of it besides: whom it orders, what it revokes or changes, how sure we are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from alerts.matcher.circular_cues import Cue, Story, has
from alerts.matcher.documents import Document
from alerts.matcher.learned import probability
from alerts.matcher.numbers import normalise_number
from alerts.matcher.story import Line
from model import Actor, Circular, Reason, Weight

MAIN = 3.0
"""The sum of weights from which a document is what the story is about."""
_EVEN, _SLOPE = 2.0, 0.75
"""Where confidence is even, and how fast it grows: set by hand, so that a document of MAIN points has .79. Too few
stories were judged at first sight to fit them."""
_ORDERED = re.compile(
    r"\b(?:kepada|bagi|untuk|agar|supaya|para|seluruh|semua|segenap|setiap|meminta|minta|mengimbau|imbau|imbauan"
    r"|mengingatkan|ingatkan|melarang|larang|dilarang|mewajibkan|wajibkan|wajib|menginstruksikan|instruksikan"
    r"|memerintahkan|perintahkan|ditujukan|netralitas)\s+(?:[\w/-]+\W+){0,4}$"
)
"""Before a class of officials: they are ordered, and do not act."""
_ELECTION = re.compile(r"\bpemilihan\s+(?:\w+\s+){0,2}$")
"""Before an office: it is what is voted for, "pemilihan ulang kepala daerah"."""
_REACH = 90
"""Characters before a class in which it is said that it is ordered."""


def confidence_of(weights: Iterable[float]) -> float:
    """How sure it is (0..1) that a story is about a document, from the weights of its reasons."""
    return round(probability((sum(weights) - _EVEN) / _SLOPE), 3)


def with_details(
    found: Sequence[Circular], documents: Sequence[Document], story: Story, lines: Sequence[Line]
) -> tuple[Circular, ...]:
    """The circulars of a story, the one that it is about with its scope and with what it revokes and changes.

    A circular that another one changes is no news by itself.
    """
    revoked, amended = _changed(documents, Cue.REVOKED), _changed(documents, Cue.AMENDED)
    keys = [normalise_number(each.number) if each.number else "" for each in found]
    old = {*revoked, *amended}
    mains = [place for place, each in enumerate(found) if each.weight is Weight.MAIN and keys[place] not in old]
    if not mains:
        return tuple(found)
    whole = [_as_changed(each, key, amended) for each, key in zip(found, keys, strict=True)]
    scope = tuple(_scope(documents, story, lines))
    for place in mains:
        own = tuple(one for one in scope if one is not Actor.REGIONAL_HEAD or whole[place].national)
        whole[place] = replace(whole[place], scope=own)  # heads of regions are ordered by the nation alone
    if len(mains) == 1:
        whole[mains[0]] = replace(whole[mains[0]], revokes=tuple(revoked.values()), amends=tuple(amended.values()))
    return tuple(whole)


def _changed(documents: Sequence[Document], cue: Cue) -> dict[str, str]:
    """The numbers, by their keys, of the documents of which a sentence says this."""
    return {
        each.key: each.number for each in documents if each.number and any(told is cue for told, *_ in each.cues)
    }


def _as_changed(circular: Circular, key: str, amended: dict[str, str]) -> Circular:
    if key not in amended or circular.weight is not Weight.MAIN:
        return circular
    why = Reason("amended", amended[key], 0.0, circular.sentence)
    return replace(circular, weight=Weight.MENTION, reasons=(*circular.reasons, why))


def _scope(documents: Sequence[Document], story: Story, lines: Sequence[Line]) -> Iterator[Actor]:
    """Whom the sentences that name a document, or tell what it says, speak of as ordered; each once, in order."""
    named = {index for document in documents for index in document.where}
    seen: set[Actor] = set()
    for index, sentence in enumerate(story.sentences[: len(lines)]):
        if not (index in named or index == 0 or has("content", sentence)):
            continue
        line = lines[index]
        accused = [(one.start, one.end) for one in line.ones]
        for hit in line.hits:
            if hit.kind != "actor" or any(start <= hit.start < end for start, end in accused):
                continue
            actor = Actor(hit.code)
            ordered = _ORDERED.search(line.low, max(0, hit.start - _REACH), hit.start)
            ordered = None if _ELECTION.search(line.low, 0, hit.start) else ordered
            if ordered and actor is not Actor.OTHER and actor not in seen:
                seen.add(actor)
                yield actor
