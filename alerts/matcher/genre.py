"""What a story is above all (labelling guide, rule 17): what its headline and lead are about decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from alerts.matcher.actors import LARGEST_GROUP, most_told
from alerts.matcher.story import Line
from model import Genre, Reason, Weight

_LEAD = 4
_STORY = 3
"""Lines of a story; with fewer a headline stands alone."""


def genre_of(
    lines: Sequence[Line], incident: Weight, circular: Weight, form: str | None = None
) -> tuple[Genre, tuple[Reason, ...]]:
    """The genre of a story, given what was found in it, with the sentence that decided.

    ``form`` tells what a story in letter form is ("pledge", "law", a kind of circular): "kami" in it is no essay's.
    """
    if incident is Weight.MAIN:
        return Genre.INCIDENT, ()
    if form == "pledge" and circular is not Weight.MAIN and _ours(lines):
        return Genre.PLEDGE, _because("pledge", lines[0])
    if form is None and (line := _opinion(lines)):
        return Genre.OPINION, _because("opinion", line)
    if circular is Weight.MAIN or (circular is Weight.MENTION and lines[0].has("circular_word")):
        return Genre.CIRCULAR, ()
    head, lead = lines[0], lines[1 : _LEAD + 1]
    if _ours(lines) and not _elsewhere(head, lead):
        for genre, line in _told(lines, head, lead):
            if line is not None:
                return genre, _because(genre.value, line)
    return Genre.OTHER, ()


def _told(lines: Sequence[Line], head: Line, lead: Sequence[Line]) -> Iterator[tuple[Genre, Line | None]]:
    """What the headline and lead may make of a story about neutrality, what decides first standing first."""
    top = (head, *lead)
    yield Genre.PLEDGE, _first(top, "pledge") or _signed(lines)
    yield Genre.STATISTICS, _first((head,), "vulnerability") or _tallied(head) or _counted(top[:3])
    yield Genre.REMINDER, _first(top, "rule") or _first(top, "conditional")
    yield Genre.REMINDER, _first((head,), "service") or _first((head,), "watch")
    yield Genre.STATISTICS, _first(lead, "vulnerability") or _first(lead, "statistics")
    yield Genre.REMINDER, _first(top, "training") or _first(top, "denial") or _admonished((head, *lead[:2]))


def _because(rule: str, line: Line) -> tuple[Reason, ...]:
    return (Reason(f"genre_{rule}", "", 0.0, line.sentence.text),)


def _first(lines: Sequence[Line], kind: str) -> Line | None:
    return next((line for line in lines if line.has(kind)), None)


def _admonished(lines: Sequence[Line]) -> Line | None:
    """Officials as a class, told what they may not do or what awaits them."""
    political = len(lines) < _STORY or any(line.has("contest") or line.has("candidate") for line in lines)
    for line in lines:
        partisan = political and any(line.has(kind) for kind in ("act", "accusation", "neutrality", "watch"))
        if not line.has("actor") or not partisan:
            continue
        if any(line.has(kind) for kind in ("future", "speech", "service", "watch")) or line.has(
            "stage", "sanctioned"
        ):
            return line
    return None


_TALLY = re.compile(
    r"\b\d[\d.]{1,6}\s+(?:\w+\s+){0,2}?(?:kasus|pelanggaran|aduan|pengaduan|laporan|dugaan|perkara)\b"
)


def _counted(lines: Sequence[Line]) -> Line | None:
    """A tally: two figures or more before "pelanggaran", "aduan" …"""
    return next((line for line in lines if _tells_many(line)), None)


_MEASURED = ("neutrality", "supervisor", "accusation", "act", "stage")


def _tallied(head: Line) -> Line | None:
    """A headline with words of a tally, when breaches or reports of them are what is counted."""
    return head if head.has("statistics") and any(head.has(kind) for kind in _MEASURED) else None


def _tells_many(line: Line) -> bool:
    breach = line.has("accusation") or line.has("stage")
    return bool(_TALLY.search(line.low)) or (breach and most_told(line.low, line.people) > LARGEST_GROUP)


def _elsewhere(head: Line, lead: Sequence[Line]) -> bool:
    """Whether the headline is about organisers, journalists or party people, or the top about other matters."""
    if (head.has("rebuttal") and not head.has("denial")) or any(line.has("anonymous") for line in (head, *lead)):
        return True
    if not head.has("actor") and any(
        hit.kind == "not_actor" and hit.code in ("organiser", "journalist", "party", "spouse") for hit in head.hits
    ):
        return True
    if not head.has("actor") and head.has("candidate") and not head.has("neutrality"):
        return True
    if any(head.has("other_matter", code) for code in ("graft", "crime", "organisers")):
        return True
    top = (head, *lead) if not head.has("rule") else (head,)
    matters = ("name_abused", "resigned") if head.has("service") else ("name_abused", "resigned", "spouse")
    if any(line.has("other_matter", code) for line in top for code in matters):
        return True
    return not head.has("neutrality") and any(line.has("other_matter", "rotation") for line in top)


_ALREADY = re.compile(r"\b(?:sudah|telah|sebelumnya|pernah)\W+(?:\w+\W+){0,2}$")


def _signed(lines: Sequence[Line]) -> Line | None:
    """A pledge read or signed at the event, wherever the story tells it."""
    for line in lines:
        for hit in line.hits:
            if hit.kind == "pledge" and hit.code == "signed" and not _ALREADY.search(line.low[: hit.start]):
                return line
    return None


def _ours(lines: Sequence[Line]) -> bool:
    """Whether the story speaks of the neutrality of officials at all."""
    officials = any(line.has("actor") for line in lines)
    political = len(lines) < _STORY or any(line.has("contest") or line.has("candidate") for line in lines)
    meeting = (
        "training" if len(lines) >= _STORY else "neutrality"
    )  # of a headline's meeting the subject must be told
    if officials and (lines[0].has("accusation") or (political and lines[0].has("act"))):
        return True
    head = lines[0]
    if (officials or len(lines) < _STORY) and any(
        _TALLY.search(line.low) and line.has("supervisor", "election") for line in lines[:_STORY]
    ):
        return True  # what a supervisor of elections counts are breaches
    told = any(head.has(kind) for kind in ("statistics", "pledge", "denial", "service")) or _tells_many(head)
    if told and (
        head.has("neutrality") or (head.has("supervisor", "election") and head.has("denial") and political)
    ):
        return True
    return officials and (
        any(line.has("neutrality") for line in lines)
        or any(
            any(line.has(kind) for kind in ("rule", "denial", "conditional", "pledge", "watch", meeting))
            and any(line.has(kind) for kind in ("candidate", "contest", "act", "politics"))
            for line in lines
        )
    )


def _opinion(lines: Sequence[Line]) -> Line | None:
    ends = (*lines[:3], *lines[-2:])  # within quotes it is a speaker's opinion, not the writer's
    marked = next((line for line in ends if line.has("opinion") and not _QUOTED.search(line.sentence.text)), None)
    return marked or _essay(lines[1:])


_FIRST_PERSON = re.compile(r"\b(?:saya|kita|bagi saya|kami)\b")
_QUOTED = re.compile(r"[\"“”‘]")
_ESSAY = 3
"""Sentences that an essay has at the least, and of which two speak in the writer's own person."""


def _essay(body: Sequence[Line]) -> Line | None:
    """An essay: the writer speaks in his own person, and quotes nobody."""
    if len(body) < _ESSAY or any(_QUOTED.search(line.sentence.text) for line in body):
        return None
    own = [line for line in body if _FIRST_PERSON.search(line.low)]
    return own[0] if len(own) > 1 else None
