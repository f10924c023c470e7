"""Partisan acts read as frames: a verb of one class beside an object of another, whatever words stand between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from alerts.matcher.lexicon import LEXICON, Entry, Hit, LexiconError, tables_of

_OF_KIN = re.compile(
    r"\b(?:istri|suami|anak|kakak|adik|menantu)\w*\s(?:\w+\s){0,2}(?:maju|calon|caleg|nyaleg|nyalon|mencalonkan|menjadi\s+calon)\b"
)
"""A relative runs for office: that he does is no act of the official's."""
_PRESENCE = frozenset({"attend", "accused", "cause", "beside", "hinder"})
"""Verbs that tell nothing of who is on duty: he is there, things happen to him, he takes posters down."""
_ONWARD = frozenset({"cause", "hinder"})
"""What is caused or hindered stands behind the verb: "jalan rusak" hinders nobody named before it."""
_KIN = "kin"
_AGENTS = frozenset({"candidate", "team"})
_HIS_OWN = re.compile(r"\s(?:\w+\s){0,3}(?:me(?!nempel)|ber)\w+$")
"""An active verb right behind a candidate is his own act: "caleg yang membagi uang"."""
_VERB = re.compile(r"\s(?:me|ber|di)\w{3,}")
_BESIDE = 2
"""Characters between two words that stand side by side."""
_PAUSE = re.compile(r"[,;:]")
_CAUSE_REACH = 40
_REACH = 70
"""Characters between a verb and its object, either way round: about ten words."""


@cache
def frames() -> dict[tuple[str, str], Entry]:
    """The act that each pair of a verb's and an object's class makes, from ``data/lexicon/frames.toml``."""
    found: dict[tuple[str, str], Entry] = {}
    for verb, pairs in tables_of(LEXICON / "frames.toml").get("frame", {}).items():
        if not isinstance(pairs, dict):
            raise LexiconError(f"frames.toml: [frame.{verb}] must be a table of objects and acts.")
        for thing, act in pairs.items():
            found[verb, thing] = Entry("act", str(act), f"{verb} + {thing}", name=f"act.{act}", group="act")
    return found


def framed_acts(hits: Sequence[Hit], low: str) -> list[Hit]:
    """The acts that the verbs and objects among ``hits`` make together; each verb takes its nearest objects.

    An act begins at its verb, so that what turns the verb ("dilarang memasang …") turns the act.
    """
    things = [hit for hit in hits if hit.kind == "object"]
    if not things:
        return []
    known = [hit for hit in hits if hit.kind == "act"]
    on_duty = any(hit.kind == "duty" for hit in hits)
    acts: list[Hit] = []
    first = 0  # of the things that are not yet too far behind
    table = frames()
    for verb in hits:
        if verb.kind != "verb" or (on_duty and verb.code in _PRESENCE):
            continue
        best: tuple[int, Hit, str] | None = None  # the gap, the act, the object's class
        while first < len(things) and things[first].end < verb.start - _REACH:
            first += 1
        for thing in things[first:]:
            if thing.start > verb.end + _REACH:
                break
            entry = table.get((verb.code, thing.code))
            if entry is None:
                continue
            ahead = thing.start >= verb.end
            gap = thing.start - verb.end if ahead else verb.start - thing.end
            if not 0 <= gap <= _REACH or (not ahead and verb.code in _ONWARD):
                continue
            if thing.code in _AGENTS and (
                _has_verb(low, thing, hits) if ahead else _is_subject(low, thing, verb, hits)
            ):
                continue
            if verb.code == "cause" and gap > _CAUSE_REACH:
                continue
            if best is None or gap < best[0]:
                end = max(verb.end, thing.end)
                best = (gap, Hit(entry, verb.start, end, "act", entry.code), thing.code)
        if (
            best is not None
            and (best[2] == _KIN or not _OF_KIN.search(low, max(0, verb.start - 40), best[1].end))
            and not _known(best[1], known)
        ):
            acts.append(best[1])
            known.append(best[1])
    return acts


def _has_verb(low: str, thing: Hit, hits: Sequence[Hit]) -> bool:
    """Whether a candidate opens a clause with a verb of his own: "Kades Bantu Warga, Caleg Salurkan Sembako"."""
    if not low.endswith(", ", 0, thing.start):
        return False
    return bool(_VERB.match(low, thing.end)) or any(
        hit.kind == "verb" and 0 < hit.start - thing.end <= _BESIDE for hit in hits
    )


def _is_subject(low: str, thing: Hit, verb: Hit, hits: Sequence[Hit]) -> bool:
    """Whether the verb behind a candidate is his own: "caleg yang membagi uang", "…, Paslon Ikut Membantu".

    A candidate who opens a clause is its subject, up to an official or another clause; of a passive he is not.
    """
    if _HIS_OWN.match(low, thing.end, verb.end):
        return True
    opens = not thing.start or low.endswith(", ", 0, thing.start)
    if not opens or low.startswith("di", verb.start) or _PAUSE.search(low, thing.end, verb.start):
        return False
    return not any(hit.kind == "actor" and thing.end < hit.start < verb.start for hit in hits)


def _known(act: Hit, known: Sequence[Hit]) -> bool:
    """Whether the same act has been found at the same words already."""
    return any(hit.code == act.code and hit.start < act.end and act.start < hit.end for hit in known)
