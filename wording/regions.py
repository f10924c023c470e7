"""Names of provinces, regencies and cities: from a code to what is read, from what was typed to codes."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from wording.labels import label

_DATA = Path(__file__).resolve().parents[1] / "data"
_KINDS = {"province": "Prov.", "regency": "Kab.", "city": "Kota"}
_LONG_KIND = re.compile(r"^(?:Kabupaten|Kota)(?: Administrasi)? ")
_SHORTER = {"Selatan": "Sel.", "Utara": "Ut.", "Timur": "Tim.", "Barat": "Bar.", "Tengah": "Teng."}
# The two provinces whose full name is a title of its own.
_SPECIAL = {"31": "DKI Jakarta", "34": "DI Yogyakarta"}

# What a user may write before a name, with the kinds it leaves.
_TYPED_KIND = re.compile(
    r"^(?:(?P<city>kota(?:madya)?|pemkot)|(?P<regency>kab(?:upaten)?|pemkab)|(?P<province>prov(?:insi)?|propinsi))"
    r"\b\.?\s*(?=\S)"
)
_SHORT = 4
MIN_TYPED = 3
"""Below this many letters only whole names and short forms are found, no parts of names."""


@dataclass(frozen=True, slots=True)
class _Region:
    code: str
    kind: str  # province, regency or city
    bare: str  # the name without its kind


@cache
def _regions() -> dict[str, _Region]:
    found = {}
    with (_DATA / "regions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] in _KINDS:
                bare = _SPECIAL.get(row["code"]) or _LONG_KIND.sub("", row["name"])
                found[row["code"]] = _Region(row["code"], row["kind"], bare.replace("Kepulauan ", "Kep. "))
    return found


@cache
def _districts() -> dict[str, frozenset[str]]:
    """Code of a regency, or of its province → keys of the names of its districts."""
    found: dict[str, set[str]] = defaultdict(set)
    with (_DATA / "regions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] == "district":
                for name in (row["name"], *filter(None, row["aliases"].split("|"))):
                    found[row["parent"]].add(_key(name))
                    found[row["parent"][:2]].add(_key(name))
    return {code: frozenset(names) for code, names in found.items()}


@cache
def _names() -> dict[str, tuple[str, ...]]:
    """Code → keys of every name it goes by."""
    found: dict[str, set[str]] = defaultdict(set)
    with (_DATA / "regions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] in _KINDS:
                found[row["code"]].add(_key(_LONG_KIND.sub("", row["name"])))
    with (_DATA / "regions_aliases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            # A seat ("Ungaran") is a town people type; it only adds a name.
            found[row["code"]].add(_key(row["alias"]))
            found[row["code"]].add(_key(_LONG_KIND.sub("", row["alias"])))
    return {code: tuple(sorted(keys)) for code, keys in found.items() if code in _regions()}


@cache
def _abbreviations() -> dict[str, str]:
    with (_DATA / "regions_aliases.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["alias"] for row in csv.DictReader(file) if row["class"] == "abbr"}


def _key(text: str) -> str:
    """Spelling folded: "Toli-Toli", "Tolitoli" and "toli toli" are one; "Kep." is "Kepulauan"."""
    text = re.sub(r"\bkep(?:\.|\b)", "kepulauan", text.lower())
    return re.sub(r"[^a-z0-9]", "", text)


def region_name(code: str | None, language: str = "id", *, width: int | None = None, national: bool = False) -> str:
    """A place as readers know it: "Kab. Halmahera Selatan", "Kota Semarang", "Prov. Jambi", "DKI Jakarta".

    None reads as a place not known yet, or as the nation when ``national``; an unknown code as itself. With
    ``width`` a longer name is shortened to that many characters, by everyday short forms where there are any.
    """
    if code is None and national:
        return label("place", "national", language)
    if code is None:
        unknown = label("place", "unknown", language)
        return unknown if width is None or len(unknown) <= width else label("place", "unknown_short", language)
    region = _regions().get(code)
    if region is None:
        return code
    kind = _KINDS[region.kind]
    name = region.bare if code in _SPECIAL else f"{kind} {region.bare}"
    if width is None or len(name) <= width:
        return name
    shorter = " ".join(_SHORTER.get(word, word) for word in name.split(" "))
    if len(shorter) > width and code in _abbreviations():
        shorter = f"{kind} {_abbreviations()[code]}"
    return shorter if len(shorter) <= width else shorter[: width - 1] + "…"


def regions_below(province: str | None = None) -> list[str]:
    """The codes of all provinces, or of one province's regencies and cities, by name (regencies first)."""
    regions = _regions().values()
    if province is None:
        return [region.code for region in sorted(regions, key=lambda r: r.bare) if region.kind == "province"]
    inside = [region for region in regions if region.code.startswith(f"{province}.")]
    return [region.code for region in sorted(inside, key=lambda r: (r.kind != "regency", r.bare))]


def find_regions(text: str) -> list[str]:
    """The codes of the places that somebody may mean by what he typed, best first; never more than is honest.

    Whole names and everyday short forms win over parts of names: "Jambi" gives the province and the city,
    "Semarang" regency and city, "Kota Semarang" the city, "halmahera s" the one that begins so. Codes are
    understood too. An empty list means that nothing is known by that name.
    """
    typed = " ".join(text.lower().split())[:80]
    if typed in _regions():
        return [typed]
    if found := _TYPED_KIND.match(typed):
        named = _called(_key(typed[found.end() :]), {str(found.lastgroup)})
        if named[0]:
            return named[0]
        return _called(_key(typed), set(_KINDS))[0] or named[1] or named[2]  # "Kota Baru" is Kotabaru
    whole, begins, within = _called(_key(typed), set(_KINDS))
    return whole or begins or within


def _called(key: str, kinds: set[str]) -> tuple[list[str], list[str], list[str]]:
    """The regions of these kinds whose name is the key, begins with it, holds it."""
    whole: list[str] = []
    begins: list[str] = []
    within: list[str] = []
    if not key or key in {"kota", "kabupaten", "kab", "provinsi", "prov"}:
        return whole, begins, within
    for region in sorted(_regions().values(), key=lambda r: (list(_KINDS).index(r.kind), r.code)):
        if region.kind not in kinds:
            continue
        keys = _names()[region.code]
        if key in keys:
            whole.append(region.code)
        elif len(key) >= MIN_TYPED and any(name.startswith(key) for name in keys):
            begins.append(region.code)
        elif len(key) >= MIN_TYPED and any(key in name for name in keys):
            within.append(region.code)
    return whole, begins, within


def is_region(code: str) -> bool:
    """Whether a code is a province, regency or city that exists."""
    return code in _regions()


def is_district(name: str, region: str | None) -> bool:
    """Whether a regency, or a province, has a district of that name."""
    return region is not None and _key(name) in _districts().get(region, frozenset())


@cache
def known_names() -> dict[str, bool]:
    """Folded name of a region → whether it counts only in capitals (short forms that are words or persons)."""
    found: dict[str, bool] = {}
    with (_DATA / "regions_aliases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            short = row["class"] == "abbr" and len(row["alias"]) <= _SHORT
            key = _key(row["alias"])
            found[key] = found.get(key, True) and short
    for names in (_key(region.bare) for region in _regions().values()):
        found[names] = False
    return found
