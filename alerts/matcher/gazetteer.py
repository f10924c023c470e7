"""The table of regions: provinces, regencies, cities and districts with their codes, names and other names.

Codes are those of Kepmendagri 300.2.2-2430/2025. Names are looked up by a key of letters and digits only, so that
"Tojo Una-Una", "Tojo Unauna" and "Tojo Una Una" are one; what a name means in a sentence is not decided here.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[2] / "data"
PROVINCE, REGENCY, CITY, DISTRICT = "province", "regency", "city", "district"

_WORD = re.compile(r"[^\W_]+")
_UNIT = re.compile(r"^(?:Kabupaten|Kota)(?: Administrasi)? ")


@dataclass(frozen=True, slots=True)
class Region:
    """A row of ``data/regions.csv``."""

    code: str  # Kemendagri code: "33", "33.74" or "33.74.01"
    name: str  # official, e.g. "Kota Semarang"
    kind: str  # "province", "regency", "city" or "district"
    parent: str | None  # the code of the region around it
    aliases: tuple[str, ...]  # other names in use, the name without its kind ("Semarang") among them


@dataclass(frozen=True, slots=True)
class Name:
    """All that one spelling can stand for."""

    units: tuple[str, ...] = ()  # codes of provinces, regencies and cities
    districts: tuple[str, ...] = ()
    ordinary: bool = False  # also a common word, or a person's name
    needs_anchor: bool = False  # says nothing without a word like "Bupati" or "di" before it
    needs_office: bool = False  # not even "di" before it says enough ("di Puncak", "di Batu")
    acronym: str = ""  # the exact capitals that are required ("OKU"), if any


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All regions by their code, and all names by their key.

    ``starts`` gives, for the first word of any name, how many words the longest such name has.
    """

    by_code: Mapping[str, Region]
    units: Mapping[str, Name]  # names of provinces, regencies and cities
    districts: Mapping[str, tuple[str, ...]]  # codes of the districts of one name
    starts: Mapping[str, int]

    def name(self, name_key: str) -> Name | None:
        """What a name's key can stand for; None when no region bears it."""
        unit = self.units.get(name_key)
        if unit is not None:
            return unit
        codes = self.districts.get(name_key)
        return Name(districts=codes) if codes else None

    def find(self, name: str) -> tuple[str, ...]:
        """The codes of provinces, regencies and cities that bear this name; none when it is unknown."""
        found = self.units.get(key(name)) or self.units.get(key(_UNIT.sub("", name)))
        return found.units if found else ()


def key(name: str) -> str:
    """A name with nothing but its letters and digits, in lower case."""
    return "".join(_WORD.findall(name)).lower()


def province_of(code: str) -> str:
    """The province of a code: always its first two digits, never what a text says."""
    return code[:2]


@cache
def lexicon() -> Mapping[str, Any]:
    """The words around names and their weights, ``data/lexicon/regions.toml``, read once."""
    return tomllib.loads((DATA / "lexicon" / "regions.toml").read_text(encoding="utf-8"))


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of ``data/regions.csv`` and ``data/regions_aliases.csv``, read once."""
    regions = _regions()
    starts: dict[str, int] = {}
    districts: dict[str, tuple[str, ...]] = {}
    for region in regions.values():
        if region.kind == DISTRICT:
            for spelling in (region.name, *region.aliases):
                found = _start(spelling, starts)
                codes = districts.get(found, ())
                if region.code not in codes:
                    districts[found] = (*codes, region.code)
    units: dict[str, Name] = {}
    for spelling, name in _unit_names(regions.values()).items():
        found = _start(spelling, starts)
        units[found] = _merged(units.get(found), name, districts.get(found, ()))
    return Gazetteer(regions, units, districts, starts)


def _start(spelling: str, starts: dict[str, int]) -> str:
    """Note the first word of a name, also for when all is written as one; give the name's key."""
    words = spelling.lower().split()
    found = "".join(words)
    if not found.isalnum():
        words = _WORD.findall(spelling.lower())
        found = "".join(words)
    if starts.get(words[0], 0) < len(words):
        starts[words[0]] = len(words)
    starts.setdefault(found, 1)
    return found


def _merged(old: Name | None, new: Name, districts: tuple[str, ...] = ()) -> Name:
    """One name of what two spellings with the same key can stand for."""
    old = old or Name()
    return Name(
        tuple(dict.fromkeys((*old.units, *new.units))),
        districts or old.districts,
        old.ordinary or new.ordinary,
        old.needs_anchor or new.needs_anchor,
        old.needs_office or new.needs_office,
        old.acronym or new.acronym,
    )


def _regions() -> dict[str, Region]:
    """The rows of ``data/regions.csv`` by code."""
    with (DATA / "regions.csv").open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)  # code,name,kind,parent,aliases,lat,lon,population
        return {
            code: Region(code, name, kind, parent or None, tuple(aliases.split("|")) if aliases else ())
            for code, name, kind, parent, aliases, *_ in rows
        }


def _unit_names(regions: Iterable[Region]) -> dict[str, Name]:
    """The provinces' own names and the rows of ``data/regions_aliases.csv``, by their spelling.

    Codes of districts in ``also_codes`` are left out: they are found through the districts themselves.
    """
    other = lexicon()["names"]
    needs_anchor, needs_office = frozenset(other["needs_anchor"]), frozenset(other["needs_office"])
    trusted = frozenset(other["trusted"])
    names = {region.name: Name(units=(region.code,)) for region in regions if region.kind == PROVINCE}
    with (DATA / "regions_aliases.csv").open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines)
        next(rows)  # alias,code,kind,class,also_codes,ordinary_word,needs_context,evidence
        for alias, code, _, _, also, ordinary, context, *_ in rows:
            found = key(alias)
            name = Name(
                units=(code, *(one for one in also.split("|") if 0 < len(one) < 6)),
                ordinary=ordinary == "1" and found not in trusted,
                needs_anchor=(context == "1" and found not in trusted) or found in needs_anchor,
                needs_office=found in needs_office,
                acronym=alias if alias.isupper() and len(alias) <= 4 else "",
            )
            names[alias] = _merged(names[alias], name) if alias in names else name
    return {alias: name for alias, name in names.items() if not _told_by_kota(alias, name, names)}


def _told_by_kota(alias: str, name: Name, names: Mapping[str, Name]) -> bool:
    """Whether an alias ("Kota Solo") is but another ("Solo") after a word that is read as its anchor."""
    bare = names.get(alias.removeprefix("Kota ")) if alias.startswith("Kota ") else None
    return bare is not None and set(name.units) <= set(bare.units)
