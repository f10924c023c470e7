"""Who does what in a clause: whether the accused does a deed, or somebody else whom the sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from alerts.matcher.actors import Role
from alerts.matcher.lexicon import LEXICON, Hit, LexiconError, tables_of
from alerts.matcher.story import Line
from model import Actor

_FORMS = {
    "determiner": r"(?:(?:{words}|\d+)\s+)*$",
    "beginning": r"(?:^|[,;:.!?(“\"”]\s*|\b(?:{words})\s+)$",
    "verb": r"\b(?:me\w{3,}|ber\w{3,}|{words})\s+$",
    "directing": r"\b(?:{words})\s+(?:\S+\s+){0,2}$",
    "told_to": r"\b(?:{words})\s+(?:[^\s,]+\s+){1,5}$",
    "onward": r"\b(?:{words})\b|,",
    "elided": r"\b(?:{words}|me\w{4,}nya)\b",
    "pronoun": r"\b(?:{words})\b",
    "kin": r"\b(?:{words})\s+$",
    "trace": r"(?:(?:dalam|di|pada|isi|potongan)\s)*(?:{words})\w*\b",
    "denying": r"\b(?:{words})\s(?:\w+\s){0,2}$",
    "listing": r"\b(?:{words})\b",
    "breaking": r"\b(?:{words})\b.{0,30}$",
}
"""How the words of ``[grammar]`` are looked for: before a place ($), at a sentence's beginning, or anywhere."""
_RELATIVE = re.compile(r"(?:\s(?!me|ber|di|ter)\w+)?\s+yang\b")
"""Behind a person: a relative clause about him, "warga yang …", "istri bupati yang …"."""
_BESIDE = 40
"""Characters before an official in which the one stands whose kin he is: "istri bupati"."""
_MOST_BEFORE = 12
"""People before a verb among whom its subject is looked for, so that time stays bounded."""
_REMEMBERED = 64
"""Stretches before a person of which is remembered how they end: each verb behind him asks again."""
_LEFT = 120
"""Characters before a person in which the words stand that direct him, or make him the object of a verb."""
_SAME = {"told_to": "directing"}
_HIS_KIN = re.compile(r"\b(?!tersebut)\w{3,}(?:nya)\syang\s(?:\w+\s)?$")
"""Right before a verb: "tetangganya yang menjadi …"."""
_PASSIVE = re.compile(r"di(?!duga|mohon|ukung)\w{3,}")
_BY = re.compile(r"^\s+(?:oleh\s+)?(?:para\s+|sejumlah\s+|seorang\s+)?$")


@cache
def grammar(name: str) -> re.Pattern[str]:
    """The words of one list of ``[grammar]`` in ``data/lexicon/deeds.toml``, ready to be looked for.

    The text must be in small letters. Raises LexiconError when the list is missing.
    """
    words = tables_of(LEXICON / "deeds.toml").get("grammar", {}).get(_SAME.get(name, name))
    if not isinstance(words, list) or not words:
        raise LexiconError(f"deeds.toml: [grammar] {name} must be a list of words.")
    spelt = "|".join(re.escape(str(word)).replace(r"\ ", r"\s") for word in sorted(words, key=len, reverse=True))
    return re.compile(_FORMS[name].replace("{words}", spelt))


def does(line: Line, hit: Hit, agents: Sequence[Hit], actor: Actor) -> bool:
    """Whether the accused (an ``actor``) does what a phrase tells; ``agents`` are the others found in the sentence.

    Whoever stands nearest before the verb as its subject does it; when nobody does, the sentence goes on about the
    accused. Whom he tells to do something ("meminta warga hadir") does it himself.
    """
    low = line.low
    if _PASSIVE.match(low, hit.start):
        end = hit.start + len(low[hit.start :].split(None, 1)[0])
        return not any(agent.start >= end and _BY.match(low[end : agent.start]) for agent in agents)
    if _HIS_KIN.search(low, 0, hit.start) or _told_to(low[: hit.start]):
        return False
    his = {found.span() for found in grammar("pronoun").finditer(low)}
    people = {(each.start, each.end) for each in agents}
    for one in [one for one in line.people if one.end <= hit.start][-_MOST_BEFORE:]:
        span = _with_kin(low, one.start, one.end)
        is_he = span[0] == one.start and (one.role is Role.ONE or one.actor is actor)
        (his if is_he else people).add(span)
    before = sorted((person for person in people | his if person[1] <= hit.start), reverse=True)
    return next(_judged(low, hit, before[:_MOST_BEFORE], his), True)


def _told_to(before: str) -> bool:
    """Whether the accused has told somebody to do it: "memobilisasi perangkat desa untuk menghadiri …"."""
    found = grammar("told_to").search(before)
    return found is not None and not any(grammar(name).search(found.group()) for name in ("onward", "elided"))


def _with_kin(low: str, start: int, end: int) -> tuple[int, int]:
    """The stretch of an official's mention, with the kin whose it only names: "istri bupati"."""
    kin = grammar("kin").search(low, max(0, start - _BESIDE), start)
    return (kin.start() if kin else start), end


def _judged(low: str, hit: Hit, people: Sequence[tuple[int, int]], his: set[tuple[int, int]]) -> Iterator[bool]:
    """What each person before the verb, the nearest first, says of who does it; nothing when he is no subject."""
    for start, end in people:
        between = low[end : hit.start]
        before = _before(low[max(0, start - _LEFT) : start])
        if _is_directed(before):
            if not grammar("onward").search(between):
                yield False
            # else "mengumpulkan warga lalu mengajak …": the first verb's subject goes on
        elif (start, end) in his or grammar("elided").search(between) or _elsewhere(between):
            yield True
        elif _RELATIVE.match(between) and not grammar("onward").search(between):
            yield False  # "suaminya yang maju sebagai calon"
        elif _begins(before):
            yield False


@lru_cache(maxsize=_REMEMBERED)
def _before(low: str) -> str:
    """What stands before a person, without the words that only count or determine him."""
    return grammar("determiner").sub("", low)


@lru_cache(maxsize=_REMEMBERED)
def _is_directed(before: str) -> bool:
    """Whether words end with somebody's telling who follows to do something."""
    return bool(grammar("directing").search(before))


@lru_cache(maxsize=_REMEMBERED)
def _begins(before: str) -> bool:
    """Whether who follows begins a clause as its subject, and is no verb's object."""
    return not grammar("verb").search(before) and bool(grammar("beginning").search(before))


def _elsewhere(between: str) -> bool:
    """Whether a relative clause about another begins than the one who stands before it."""
    return " yang " in between and not _RELATIVE.match(between)
