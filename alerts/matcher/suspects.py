"""Who of a sentence's officials may be the accused: its subjects, not those to whom something is done."""

from __future__ import annotations

import re
from collections.abc import Sequence

from alerts.matcher.actors import Mention, Role
from alerts.matcher.lexicon import Hit
from model import Actor

_TRANSITIVE = frozenset({"mobilisation", "partisan_activity", "pressure"})
"""Acts done to others: who stands behind the verb is acted upon."""
_DONE_TO = frozenset({"urge", "gather"})
_SAID_OF = frozenset({"accused", "cause"})
"""Verbs behind which he stands of whom the act is told: "dugaan Camat X …", "gara-gara Lurah X …". So does he
behind the name of a trace: "pesan suara Kades X …".
"""
_HIS_WORDS = re.compile(
    r"(?:\w+(?<!k)an|ajakan|bujukan|desakan|tekanan|pidato|orasi|ceramah|instruksi|perintah"
    r"|pesan\s(?:berantai|singkat|suara|wa|whatsapp))"
    r"\s(?:(?:dari|oleh|oknum|seorang|sang)\s)?"
)
"""Right before an official: a noun of what he does, "sambutan Camat X", "ajakan Lurah Y"."""
_OBJECT_REACH = 12
"""Characters between a verb and the people to whom it is done."""
_FINDING = ("menyatakan", "nyatakan")
"""Behind it stands who is found to have done something: "menyatakan Camat X melanggar"."""
_HEARD = re.compile(r"^[^,.;:]{0,80}$")
"""Between an official and "sebagai saksi"."""
_SUBORDINATES = re.compile(
    r"\b(?:anak\s+buah|bawahan|staf|ajudan|jajaran|sopir|anggota|camat|lurah|kades|kadis|pegawai|perangkat)nya\b"
)
_TOGETHER_WITH = re.compile(r"\b(?:dan|serta|beserta|bersama)\s(?:\w+\s){0,2}$")


def suspects(
    hits: Sequence[Hit], kinds: frozenset[str], people: Sequence[Mention], low: str
) -> tuple[Mention, ...]:
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
        and not acted_upon(hits, low, person)
        and not _superior(hits, low, person, people)
        and not ("witness" in kinds and _witness(hits, low, person))
    )


def _witness(hits: Sequence[Hit], low: str, person: Mention) -> bool:
    """Whether he is heard about another's case: "Camat X diperiksa sebagai saksi"."""
    return any(
        hit.kind == "witness" and hit.start >= person.end and bool(_HEARD.match(low[person.end : hit.start]))
        for hit in hits
    )


def _superior(hits: Sequence[Hit], low: str, person: Mention, people: Sequence[Mention]) -> bool:
    """Whether the act is his subordinates': "Kapolda dibisiki, ada anak buahnya jadi timses".

    With "Lurah X dan stafnya" they and he have done it together.
    """
    below = _SUBORDINATES.search(low, person.end)
    if below is None:
        return False
    alone = not any(person.end <= one.start < below.start() for one in people)
    if alone and _TOGETHER_WITH.search(low, person.end, below.start()):
        return False
    return not any(
        hit.kind == "verb" and hit.code in _DONE_TO and person.end <= hit.start < below.start() for hit in hits
    )


def acted_upon(hits: Sequence[Hit], low: str, person: Mention) -> bool:
    """Whether an official is the one to whom something is done: "arahkan kepala sekolah", "mengerahkan kades"."""
    for hit in hits:
        if hit.start >= person.start:
            break
        within = hit.kind == "act" and hit.code in _TRANSITIVE and person.start < hit.end
        behind = hit.kind == "verb" and hit.code in _DONE_TO and 0 < person.start - hit.end <= _OBJECT_REACH
        behind = behind and not low.startswith(_FINDING, hit.start)
        if (within or behind) and "," not in low[hit.start : person.start] and not _his(hit, hits, low, person):
            return True
    return False


def _his(act: Hit, hits: Sequence[Hit], low: str, person: Mention) -> bool:
    """Whether what begins an act is said of whoever stands behind it: "dugaan Camat X …", "sambutan Lurah Y …"."""
    if _HIS_WORDS.fullmatch(low, act.start, person.start):
        return True
    return any(
        hit.start == act.start and (hit.kind == "trace" or (hit.kind == "verb" and hit.code in _SAID_OF))
        for hit in hits
    )
