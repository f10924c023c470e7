"""What somebody asks for with ``/langganan``: kinds of news, and one place or several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from model import SubjectKind
from wording import LANGUAGES, label
from wording.places import find_places

MAX_LETTERS = 1500
"""Of what a user writes so many are looked at."""
MAX_NAME = 80
MAX_PLACES = 20
"""So many places are taken from one message."""
_PARTS = re.compile(r"[,;/&+\n]")
_JOINER = re.compile(r"\s(?:dan|serta|and)\s", re.IGNORECASE)
_AT_FRONT = re.compile(r"^(?:dan|serta|and)\s+", re.IGNORECASE)
_KIND_OF_PLACE = re.compile(r"(?:kota|kab(?:upaten)?|prov(?:insi)?)\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was understood."""

    kind: SubjectKind | None  # None: both
    places: tuple[str, ...]  # as they were typed
    cut: bool = False  # whether there were more places than are taken


def understand(words: str) -> Wish:
    """The kinds at the beginning of a user's words, and the places behind them: "edaran Kota Semarang, Bali"."""
    looked_at = words[:MAX_LETTERS]
    kinds, rest = _kinds(looked_at.split())
    places = _places(" ".join(rest))
    cut = len(words) > MAX_LETTERS or len(places) > MAX_PLACES
    if len(words) > MAX_LETTERS and len(places) > 1:
        places = places[:-1]  # it may have been cut
    taken = tuple(place[:MAX_NAME] for place in places[:MAX_PLACES])
    return Wish(next(iter(kinds)) if len(kinds) == 1 else None, taken, cut)


@cache
def words_for(value: str) -> frozenset[str]:
    """The words of both languages for a kind of subject, ``all``, ``nation``, or ``filler`` (that say nothing)."""
    return frozenset(word for language in LANGUAGES for word in label("words", value, language).split())


def _kinds(parts: Sequence[str]) -> tuple[set[SubjectKind], Sequence[str]]:
    """ "Dugaan dan edaran di Jambi": both kinds, and what is left."""
    kinds: set[SubjectKind] = set()
    at = 0
    for place, part in enumerate(parts):
        word = part.lower().strip(",;:&+")
        if word in words_for("all"):
            kinds |= set(SubjectKind)
        elif named := {kind for kind in SubjectKind if word in words_for(kind)}:
            kinds |= named
        elif word not in words_for("filler") and word not in {"", "dan", "serta", "and"}:
            break
        at = place + 1
    return kinds, parts[at:]


def _places(text: str) -> list[str]:
    """Places parted by commas or "dan"; a name that holds the word stays whole (Pangkajene dan Kepulauan)."""
    places: list[str] = []
    for part in (_AT_FRONT.sub("", one.strip()) for one in _PARTS.split(text)):
        places += [part] if find_places(part) else _JOINER.split(f" {part} ")
    return _with_names([place.strip(" .:") for place in places if place.strip(" .:")])


def _with_names(places: Sequence[str]) -> list[str]:
    """ "Kota", "Kabupaten Semarang" → "Kota Semarang", "Kabupaten Semarang"."""
    named = list(places)
    for at in range(len(named) - 2, -1, -1):
        kind, _, name = named[at + 1].partition(" ")
        if _KIND_OF_PLACE.fullmatch(named[at]) and _KIND_OF_PLACE.fullmatch(kind) and name:
            named[at] = f"{named[at]} {name}"
    return list(dict.fromkeys(named))
