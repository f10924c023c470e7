"""The words of ``data/names.toml``, by which names of persons are told from all else that has a capital."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).resolve().parents[1] / "data" / "names.toml"


@dataclass(frozen=True, slots=True)
class Lists:
    """What ``data/names.toml`` holds, in lower case."""

    private: frozenset[str]
    staff: frozenset[str]  # among those: who heads nothing, and appears by function and regency alone
    places: frozenset[str]
    public: frozenset[str]
    between: frozenset[str]
    before_pairs: frozenset[str]
    of_others: frozenset[str]
    tellers: frozenset[str]
    ordinary: frozenset[str]
    institutions: frozenset[str]
    honorifics: frozenset[str]
    known: frozenset[str]
    ambiguous: frozenset[str]
    anchors: frozenset[str]
    district_titles: frozenset[str]
    district_units: frozenset[str]
    district_places: frozenset[str]
    before_units: frozenset[str]
    office_titles: tuple[str, ...]
    office_prefixes: frozenset[str]
    alone: tuple[str, ...]
    before_alone: frozenset[str]
    office_words: frozenset[str]


def _split(text: str) -> frozenset[str]:
    return frozenset(" ".join(part.split()) for part in text.split(",") if part.strip())


@cache
def lists_of_names() -> Lists:
    """The lists, read once."""
    with _FILE.open("rb") as file:
        data = tomllib.load(file)
    staff, places = _split(data["private"]["staff"]), _split(data["private"]["places"])
    private, public = staff | _split(data["private"]["titles"]), _split(data["public"]["titles"])
    known = _split(",".join([*data["known"].values(), data["office"]["words"], data["public"]["between"]]))
    words = ",".join(data["known"][group] for group in ("words", "headlines", "everyday"))
    institutions = _split(data["known"]["institutions"])
    ordinary = _split(words) - institutions - _split(data["public"]["between"])
    for title in private | places | public:
        known |= set(title.split())
    return Lists(
        private=private,
        staff=staff,
        places=places,
        public=public,
        between=_split(data["public"]["between"]),
        before_pairs=_split(data["public"]["before_pairs"]),
        of_others=_split(data["public"]["of_others"]),
        tellers=_split(data["public"]["tellers"]),
        ordinary=ordinary,
        institutions=institutions,
        honorifics=_split(data["private"]["honorifics"]),
        known=known,
        ambiguous=_split(data["ambiguous"]["regions"]),
        anchors=_split(data["ambiguous"]["anchors"]),
        district_titles=_split(data["districts"]["titles"]),
        district_units=_split(data["districts"]["units"]),
        district_places=_split(data["districts"]["places"]) | _split(data["districts"]["units"]),
        before_units=_split(data["districts"]["before"]),
        office_titles=tuple(sorted(_split(data["office"]["titles"]), key=len, reverse=True)),
        alone=tuple(sorted(_split(data["office"]["alone"]), key=len, reverse=True)),
        before_alone=_split(data["office"]["before_alone"]),
        office_prefixes=_split(data["office"]["prefixes"]),
        office_words=_split(data["office"]["words"]),
    )
