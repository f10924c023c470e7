"""Common Indonesian words (``data/words.toml``) and what is made from them: "dipadamkan" is di-padam-kan.

The affixes are those of the standard grammar, with the nasal that swallows a root's first letter (menulis: tulis)
and everyday ng-, ny- (ngaku: aku).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).resolve().parents[1] / "data" / "words.toml"
_CLITICS = ("", "nya", "lah", "kah", "pun", "ku", "mu")
_SUFFIXES = ("", "kan", "an", "i")
# Prefix → the letters that it may have swallowed; "" is none.
_PREFIXES: dict[str, tuple[str, ...]] = {
    "memper": ("",),
    "diper": ("",),
    "menge": ("",),
    "penge": ("",),
    "meng": ("", "k"),
    "peng": ("", "k"),
    "meny": ("s",),
    "peny": ("s",),
    "mem": ("", "p"),
    "pem": ("", "p"),
    "men": ("", "t"),
    "pen": ("", "t"),
    "ber": ("", "r"),
    "bel": ("",),
    "per": ("", "r"),
    "pel": ("",),
    "ter": ("", "r"),
    "nge": ("",),
    "ng": ("", "k"),
    "ny": ("s",),
    "me": ("",),
    "pe": ("",),
    "di": ("",),
    "ke": ("",),
    "se": ("",),
    "be": ("",),
    "te": ("",),
}
# The sounds before which a prefix takes this form; the others stand before all ("me-gawat" is no word: meng-gawat).
_BEFORE = {"me": "lrmnwy", "mem": "bfpvaeiou", "men": "cdjtzsyaeiou", "meng": "aeioughkqx", "meny": "aeiou"}
_SHORTEST = 3
_SHORTEST_BARE = 4
"""Letters of a root that has -i or -an and no prefix: shorter ones make names of particles ("Dani", "Toni")."""
_DEPTH = 2  # di-ber-laku-kan, se-pe-ngetahu-an
_LONGER_BY = 4
"""Letters by which an affixed form is surely none of the names that its root is ("pembangunan", not "Bangun")."""


@dataclass(frozen=True, slots=True)
class Words:
    """The lists of the file, in lower case."""

    roots: frozenset[str]
    exact: frozenset[str]  # as they stand only
    either: frozenset[str]  # names of persons too
    dated: frozenset[str]  # among those: months and feasts
    before_dates: frozenset[str]  # what tells that they are
    anchors: frozenset[str]  # what a small place stands behind
    particles: frozenset[str]  # longer words that a headline too writes small


@cache
def words() -> Words:
    """The lists, read once."""
    with _FILE.open("rb") as file:
        data = tomllib.load(file)
    return Words(
        roots=_split(data["roots"].values()),
        exact=_split(data["exact"].values()),
        either=_split([data["either"]["words"]]),
        dated=_split([data["either"]["dated"]]),
        before_dates=_split([data["either"]["before_dates"]]),
        anchors=_split([data["places"]["anchors"]]),
        particles=_split([data["headlines"]["particles"]]),
    )


def _split(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(word.strip() for text in texts for word in text.split(",") if word.strip())


def is_common(word: str) -> bool:
    """Whether a word in lower case is a common Indonesian word, or made from one, and no person's name."""
    lists = words()
    if word in lists.either:
        return False
    if word in lists.exact or word in lists.roots:
        return True
    if "-" in word or "/" in word:
        parts = re.split(r"[-/]", word)
        return all(not part or part.isdigit() or is_common(part) for part in parts)
    made_from = candidates(word)
    if any(root in lists.roots for root in made_from):
        return True
    return any(root in lists.either and len(word) >= len(root) + _LONGER_BY for root in made_from)


def candidates(word: str) -> frozenset[str]:
    """What a word in lower case may be made from, itself among them; at least three letters long each."""
    found = {word}
    for clitic in _CLITICS:
        if not word.endswith(clitic):
            continue
        bare = word.removesuffix(clitic)
        for suffix in _SUFFIXES:
            if not bare.endswith(suffix):
                continue
            stem = bare.removesuffix(suffix)
            shortest = _SHORTEST_BARE if suffix in {"an", "i"} else _SHORTEST
            found |= {root for root in {stem} if len(root) >= shortest}
            found |= _without_prefixes(stem, _DEPTH)
    return frozenset(found)


def _without_prefixes(stem: str, depth: int) -> set[str]:
    found: set[str] = set()
    for prefix, swallowed in _PREFIXES.items():
        if not stem.startswith(prefix):
            continue
        rest = stem.removeprefix(prefix)
        for letter in swallowed:
            if letter and rest[:1] not in tuple("aeiou"):
                continue
            root = letter + rest
            if len(root) < _SHORTEST or rest[0] not in _BEFORE.get(prefix, rest[0]):
                continue
            found.add(root)
            if depth > 1:
                found |= _without_prefixes(root, depth - 1)
    return found
