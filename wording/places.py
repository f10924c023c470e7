"""Places as people type them: in either language, and the nearest names of one that is not known."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path

from wording.regions import find_regions, region_name, regions_below

_FILE = Path(__file__).resolve().parents[1] / "data" / "places_english.toml"
_KIND = re.compile(r"^(?:kota|kab(?:upaten)?|prov(?:insi)?|d\.?k\.?i|d\.?i)\b\.?\s*(?=\S)")
_LONGEST = 80
"""Characters of a name that are looked at."""
_ALIKE = 0.65
"""How alike two names must be, by difflib's measure, for one to be offered for the other."""
_AS_GOOD = 0.15
"""By so much a name may be less alike than the best one."""


def find_places(text: str) -> list[str]:
    """As :func:`wording.regions.find_regions`, with English names too: "Central Java", "Semarang Regency"."""
    typed = " ".join(text.lower().split())[:_LONGEST]
    return find_regions(typed) or find_regions(_in_indonesian(typed))


def near_places(text: str, limit: int) -> list[str]:
    """The codes of the places whose names are most like what somebody typed, best first; there may be none."""
    typed = " ".join(text.lower().split())[:_LONGEST]
    alike: dict[str, float] = {}
    for form in dict.fromkeys((typed, _in_indonesian(typed))):
        matcher = difflib.SequenceMatcher(b=_folded(form), autojunk=False)
        for name in difflib.get_close_matches(_folded(form), _by_name(), n=limit, cutoff=_ALIKE):
            matcher.set_seq1(name)
            alike |= {code: max(matcher.ratio(), alike.get(code, 0)) for code in _by_name()[name]}
    kind = typed[:3]  # of "kota", "kab.", "prov."
    best = sorted(alike, key=lambda code: (-alike[code], not region_name(code).lower().startswith(kind)))
    return [code for code in best if alike[code] > alike[best[0]] - _AS_GOOD][:limit]


@cache
def _by_name() -> dict[str, list[str]]:
    """Folded name without its kind → the codes of the places that bear it, provinces first."""
    names: dict[str, list[str]] = defaultdict(list)
    provinces = regions_below()
    for code in [*provinces, *(below for province in provinces for below in regions_below(province))]:
        names[_folded(region_name(code).lower())].append(code)
    return dict(names)


def _folded(name: str) -> str:
    name = re.sub(r"\bkep(?:\.|\b)", "kepulauan", _KIND.sub("", name))
    return re.sub(r"[^a-z0-9]", "", name)


@cache
def _english() -> dict[str, dict[str, str]]:
    with _FILE.open("rb") as file:
        return tomllib.load(file)


def _in_indonesian(typed: str) -> str:
    """An English name in small letters, its words put as Indonesian has them; another as it was."""
    directions, kinds, names = (_english()[part] for part in ("directions", "kinds", "names"))
    typed = re.sub(r"\bsouth[ -](east|west)\b", r"south\1", typed.removeprefix("the "))
    if typed in names:
        return names[typed]
    words = typed.split()
    kind = ""
    if len(words) > 2 and words[0] in kinds and words[1] == "of":
        kind, words = kinds[words[0]], words[2:]
    elif len(words) > 1 and words[-1] in kinds:
        kind, words = kinds[words[-1]], words[:-1]
    behind: list[str] = []
    while len(words) > 1 and words[0] in directions:
        behind.insert(0, directions[words.pop(0)])
    if not behind and len(words) > 1 and words[-1] in directions:
        behind.append(directions[words.pop()])
    return " ".join([kind, *(names.get(word, word) for word in words), *behind]).strip()
