"""Headlines: whether one tells of a case or only of a rule, a threat, a tally, and of whom it tells."""

from __future__ import annotations

import re

from alerts.matcher.actors import LARGEST_GROUP, most_told
from alerts.matcher.lexicon import Hit
from alerts.matcher.regions import named_in
from alerts.matcher.story import Line
from alerts.matcher.telling import TOLD, Telling
from model import Act, Actor

PENALTIES = frozenset({"recommended", "sanctioned", "charged"})
"""What a case may end with."""
STATEMENT = re.compile(r"^[^:,]{3,45}:\s")
"""A headline that quotes: "Pj Gubernur Aceh: …"."""
_UNCLEAR = (
    "conditional",
    "rule",
    "pledge",
    "circular_word",
    "vulnerability",
    "statistics",
    "training",
    "denial",
    "service",
    "observer",
)


_AGAINST_HIM = frozenset({"accusation", "stage"})


def is_turned(head: Line, kind: str) -> bool:
    """Whether a headline holds a phrase by which it tells of no case.

    Words of a tally do, but "persen" in a recording of an official's may be what he wants a ticket to get.
    """
    if not head.has(kind):
        return False
    if kind == "rebuttal" and head.ones:  # "Dituding Tak Netral, Camat X Bantah": a denial changes nothing
        denied = min(hit.start for hit in head.hits if hit.kind == kind)
        return not any(hit.kind in _AGAINST_HIM and hit.start < denied for hit, how in head.tellings if how in TOLD)
    if kind == "service" and head.ones:
        return any(hit.kind == kind and hit.code == "marker" and not _shown(head, hit) for hit in head.hits)
    return not (kind == "statistics" and head.has("trace") and any(one.office for one in head.ones))


def _shown(head: Line, service: Hit) -> bool:
    """Whether a headline serves what a case has left behind, no rule: "Begini Isi Rekaman Lurah X …"."""
    return any(hit.kind == "trace" and 0 <= hit.start - service.end <= _BESIDE for hit in head.hits)


_BESIDE = 2
"""Characters between two words that stand side by side."""


def is_clear(head: Line) -> bool:
    asks = "?" in head.low and not head.ones
    return not asks and not any(is_turned(head, kind) for kind in _UNCLEAR)


def names_someone(head: Line) -> bool:
    """Whether a headline names somebody bound to neutrality who may be the accused."""
    return bool(head.ones) or (is_clear(head) and any(one.actor is not Actor.REGIONAL_HEAD for one in head.classes))


_TALLY = re.compile(
    r"\b(?:\d{2,4}|\d{1,3}(?:\.\d{3})+)\s+(?:\w+\s+){0,2}?(?:kasus|pelanggaran|aduan|pengaduan|laporan|dugaan|perkara|temuan)\b"
)


LARGEST_NOWHERE = 20
"""More people than this in a headline alone that names no place are the country's."""


_HERE = re.compile(r"\sdi\s[A-Z]")


def is_placed(head: Line) -> bool:
    """Whether a headline says where: it names a region, or has "di …" behind an official: "Guru di Kuningan"."""
    text = head.sentence.text
    return bool(named_in((text,))) or any(_HERE.match(text, one.end) for one in head.people)


def is_tally(head: Line, alone: bool) -> bool:
    """Whether a headline counts cases, not people: "Tangani 87 Dugaan Pelanggaran"."""
    nowhere = alone and (head.has("statistics") or not is_placed(head))  # or counted over a whole campaign
    if most_told(head.low, head.people) > (LARGEST_NOWHERE if nowhere else LARGEST_GROUP):
        return True
    return bool(_TALLY.search(head.low)) and not any((one.count or 0) > 1 for one in head.ones)


def only_threatens(head: Line) -> bool:
    """Whether a headline only threatens with a penalty: "ASN Tidak Netral Terancam Dipecat"."""
    if any(one.office or one.count for one in head.ones) or "alleged" in head.kinds or is_placed(head):
        return False
    if head.has("act", Act.PARTISAN_DECISION):
        return False  # the threat is the breach: "ancam mutasi guru yang beda pilihan"
    caught = {hit.start for hit in head.hits if hit.kind == "threat"}
    if any(hit.start not in caught for hit in head.told("stage") if hit.code not in PENALTIES):
        return False
    penalties = [(hit, how) for hit, how in head.tellings if hit.kind == "stage" and hit.code in PENALTIES]
    return any(how is Telling.FUTURE or _for_whoever(head, hit) for hit, how in penalties)


def _for_whoever(head: Line, penalty: Hit) -> bool:
    """Whether a penalty is that of anybody who does a thing: "ASN Ikut Kampanye Dipecat", in one clause."""
    return any(
        one.unmarked and one.end < hit.start < penalty.start and not _PAUSE.search(head.low, one.end, penalty.start)
        for one in head.classes
        for hit in head.hits
        if hit.kind in ("act", "accusation")
    )


_PAUSE = re.compile(r"[,;:]|\b(?:yang|karena|lantaran|usai|setelah|akhirnya)\b")
