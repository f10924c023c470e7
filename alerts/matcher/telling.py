"""How a thing is told: asserted, alleged, denied, conditional, still to come, or laid down as a rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import StrEnum

from alerts.matcher.lexicon import Hit


class Telling(StrEnum):
    """How a sentence puts a thing."""

    ASSERTED = "asserted"
    ALLEGED = "alleged"
    DENIED = "denied"
    CONDITIONAL = "conditional"
    FUTURE = "future"
    RULE = "rule"


TOLD = frozenset({Telling.ASSERTED, Telling.ALLEGED})
"""The ways in which something is said to have happened."""

TURNING = frozenset(
    {"planned", "conditional", "denial", "training", "future", "rule", "alleged", "clause", "stage", "threat"}
)
"""The kinds of phrases that can turn what stands beside them: all that :func:`told` need be given."""

_DONE_TO_OTHERS = frozenset({"sanctioned", "partisan_decision"})
"""What a superior can threaten with: a penalty, which is an act of his own when it serves a candidate."""
_LISTED = re.compile(r"^\W{0,2}(?:\d{1,2}[.)]|[a-z][.)]|[-–•*])\s")
_WHOEVER = re.compile(
    r"\b(?:yang|siapa\s?pun)"
    r"(?:\s(?:nekat|berani|terbukti|kedapatan|ketahuan|terlibat|masih|tetap|ikut|diketahui|nantinya|sengaja)){0,3}\s$"
)
_COMMA = re.compile(r"[,;:]\s")
_ALLEGED_REACH = 60
_DENIED_REACH = 50
_PLANNED_REACH = 6
_CLEARED_REACH = 4
_CLEARED = re.compile(r"terbukti|unsur|bukti|lolos|bebas")
_FUTURE_REACH = 26
"""Characters: how far a word still turns what follows it."""


def told(low: str, hits: Sequence[Hit], at: Hit, *, concrete: bool = False) -> Telling:
    """How the sentence (in small letters, with its ``hits`` of the kinds in TURNING) tells what ``at`` stands for.

    ``concrete`` says that an identifiable person is told of in the sentence: a prohibition that is quoted beside a
    concrete accusation ("Camat X diduga melanggar larangan …") does not undo it.
    """
    kinds = {hit.kind for hit in hits}
    threat = _threat(hits) if "threat" in kinds else None
    if (threat is not None or "conditional" in kinds) and _conditional(low, hits, threat, at):
        return Telling.CONDITIONAL
    if at.kind != "stage" and "stage" in kinds and _cleared(low, hits, at):
        return Telling.ALLEGED
    if "denial" in kinds and _denied(low, hits, at):
        return Telling.DENIED
    threatened = threat is not None and at.code in _DONE_TO_OTHERS and threat.start <= at.start < threat.end
    coming = threatened or _only_recommended(hits, at)
    coming = coming or (not kinds.isdisjoint(_TO_COME) and _coming(low, hits, at))
    drill = "training" in kinds and _drill(hits)
    if drill or _general(low, at, concrete) or ("rule" in kinds and not coming and _ruled(low, hits, at, concrete)):
        return Telling.RULE
    if coming:
        return Telling.FUTURE
    alleged = "alleged" in kinds and any(
        hit.kind == "alleged" and at.start - _ALLEGED_REACH <= hit.start < at.end for hit in hits
    )
    return Telling.ALLEGED if alleged else Telling.ASSERTED


_TO_COME = frozenset({"planned", "future"})
"""The kinds of words by which a thing lies ahead."""


def _threat(hits: Sequence[Hit]) -> Hit | None:
    """A superior's threat, in his own words ("saya copot") or not, where he does not say that he has done it."""
    if any(hit.kind == "threat" and hit.code == "done" for hit in hits):
        return None
    return next((hit for hit in hits if hit.kind == "threat" and hit.code in ("said", "vowed")), None)


def _conditional(low: str, hits: Sequence[Hit], threat: Hit | None, at: Hit) -> bool:
    """Whether a thing stands behind an "if", or is what a threat is for: "ketahuan ikut kampanye, saya pecat"."""
    if any(hit.kind == "conditional" and hit.start <= at.start for hit in hits):
        return True
    his = threat is not None and threat.code == "said" and at.start <= threat.start
    return threat is not None and his and _caught(low, hits, threat, at)


def _caught(low: str, hits: Sequence[Hit], threat: Hit, at: Hit) -> bool:
    """Whether the words of the threat name the thing, with nobody else's speech in between."""
    return any(
        hit.kind == "threat"
        and hit.code == "caught"
        and hit.start <= at.start
        and ":" not in low[hit.end : threat.start]
        for hit in hits
    )


def _parted(low: str, hits: Sequence[Hit], start: int, end: int) -> bool:
    """Whether another clause begins between two places."""
    return bool(_COMMA.search(low, start, end)) or any(
        hit.kind == "clause" and start <= hit.start < end for hit in hits
    )


def _cleared(low: str, hits: Sequence[Hit], at: Hit) -> bool:
    """Whether somebody is cleared of a breach ("tak terbukti langgar netralitas"): then he was accused of it."""
    return any(
        hit.kind == "stage"
        and hit.code == "dismissed"
        and hit.start <= at.start <= hit.end + _CLEARED_REACH
        and bool(_CLEARED.search(low, hit.start, hit.end))
        for hit in hits
    )


def _denied(low: str, hits: Sequence[Hit], at: Hit) -> bool:
    return any(
        hit.kind == "denial"
        and hit.start < at.end
        and at.start - hit.end < _DENIED_REACH
        and not _parted(low, hits, hit.end, at.start)
        and not (at.code == "partisan_decision" and hit.start > at.start)  # "memutasi guru yang menolak mendukung"
        for hit in hits
    )


def _drill(hits: Sequence[Hit]) -> bool:
    """Whether what is told is an exercise."""
    return any(hit.kind == "training" and hit.code == "drill" for hit in hits)


def _general(low: str, at: Hit, concrete: bool) -> bool:
    """A list's item, or "ASN yang tidak netral …": a class, not a case."""
    return not concrete and (bool(_WHOEVER.search(low, 0, at.start)) or bool(_LISTED.match(low)))


def _coming(low: str, hits: Sequence[Hit], at: Hit) -> bool:
    for hit in hits:
        if (
            hit.kind == "planned"
            and at.kind == "stage"
            and 0 < hit.start - at.end <= _PLANNED_REACH
            and not low[at.end : hit.start].strip()
        ):
            return True
        if hit.kind != "future":
            continue
        if hit.start >= at.start:
            continue
        if hit.code == "next":
            return True
        near = hit.end <= at.start <= hit.end + _FUTURE_REACH and len(low[hit.end : at.start].split()) <= 3
        if near and not _parted(low, hits, hit.end, at.start):
            return True
    return False


def _only_recommended(hits: Sequence[Hit], at: Hit) -> bool:
    """A penalty behind a recommendation is the one that is recommended: "direkomendasikan mendapat hukuman"."""
    return at.code == "sanctioned" and any(
        hit.kind == "stage" and hit.code == "recommended" and hit.start < at.start for hit in hits
    )


def _ruled(low: str, hits: Sequence[Hit], at: Hit, concrete: bool) -> bool:
    for hit in hits:
        if hit.kind != "rule" or hit.start > at.start:
            continue
        if at.start < hit.end:
            return True
        undone = concrete and (hit.code in ("law", "remind") or _parted(low, hits, hit.end, at.start))
        if not undone:
            return True
    return False
