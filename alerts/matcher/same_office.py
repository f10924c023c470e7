"""When two names are one office: short forms, a government and its head, a name told without its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cache

from alerts.matcher.issuers import Office, knowledge, office_names


def office_key(office: Office) -> str:
    """What makes two names one office, its place aside."""
    if office.group == "national":
        named = f"{office.head} {office.own}".strip().replace("kementerian", "menteri")
        return next((name for part, name in knowledge()["ministries"].items() if part in named), named)
    return f"{_short(office.head)} {office.own}".strip()


def _short(head: str) -> str:
    """The one form that stands for all names of an office: "BKD" for "Badan Kepegawaian Daerah"."""
    return str(knowledge()["same_office"].get(head, head))


_GOVERNMENTS = {"pemprov": "gubernur", "pemkab": "bupati", "pemkot": "wali kota"}


def may_be_same(one: Office, other: Office) -> bool:
    """Whether two names may stand for one issuer: the same office, or a government, its head and its secretary.

    Newsrooms write "Pemkot Semarang keluarkan" of what the mayor signs.
    """
    if one.place and other.place and one.place != other.place:
        return False
    if one.group == other.group == "campus":
        return True  # a campus and its rector; a story of two has not been met
    if one.head == other.head and not (one.own and other.own and one.group != "campus"):
        return True  # "Rektor" is "Rektor Universitas Brawijaya"
    keys = {_GOVERNMENTS.get(office_key(each), office_key(each)) for each in (one, other)}
    return len(keys) == 1 or (
        "government" in (one.group, other.group) and keys & {"pemda", "pemerintah daerah", "sekda"} != set()
    )


def names_of(office: Office) -> tuple[str, ...]:
    """Every name, in small letters, by which the same office, or a rector's campus, may be called."""
    return _CAMPUSES if office.group == "campus" else _names_of(office.head)


@cache
def _names_of(head: str) -> tuple[str, ...]:
    return tuple(name for name in office_names() if _short(name) == _short(head)) or (head,)


_CHAIR = re.compile(r"^(?:Wakil\s+)?Ketua\s+(?=Bawaslu|Panwas|KASN|Komisi)")


def without_chair(office: Office) -> Office:
    """The body of which an office is the chair: a board's paper is the board's, whoever signs or tells of it."""
    return replace(office, name=_CHAIR.sub("", office.name))


_CAMPUSES = ("rektor", "universitas", "institut", "politeknik", "uin", "iain", "stain")


def _with_campus(office: Office, others: Iterable[Office]) -> Office:
    """Give a rector named alone his campus as the story first names it; its body comes before its headline."""
    for other in others:
        if other.group == "campus" and other.own:
            if other.head == office.head:
                return other
            if other.head in _CAMPUSES[1:] and office.head.startswith("rektor"):
                title = office.name[: len(office.name) - len(office.own)].strip()
                return replace(office, name=f"{title} {other.name}", own=f"{other.head} {other.own}")
    return office


SERVICE = "dinas"
"""One of a government's many services: named so alone, it is the one that the story names in full."""


def _named_service(office: Office, others: Iterable[Office]) -> Office | None:
    """The service that a story means by "dinas" or "kepala dinas" alone: the one named most; None when unsure."""
    named = [(f"{other.head} {other.own}".strip(), other) for other in others if other.head.startswith(SERVICE)]
    counts = Counter(name for name, _ in named if name != SERVICE).most_common(2)
    if not counts or (len(counts) > 1 and counts[0][1] == counts[1][1]):
        return None
    full = next(other for name, other in named if name == counts[0][0])
    chief = "Kepala " if office.name.lower().startswith("kepala ") else ""
    return replace(full, name=chief + _CHIEF.sub("", full.name))


def is_nameless(office: Office) -> bool:
    """Whether an office is called "dinas", "kepala dinas" or "Sekjen" and no more."""
    return office.head in (SERVICE, "sekjen", "sekretaris jenderal") and not office.own


_CHIEF = re.compile(r"^(?:Kepala|Ketua|Wakil Ketua)\s+")


def complete(office: Office, others: Iterable[Office]) -> Office:
    """Give an office without a place the place by which the story names it elsewhere.

    The fuller name replaces it ("Pjs Wali Kota" becomes "Pjs Wali Kota Bitung"); a name with its level is fuller
    than one without ("Bawaslu Kabupaten Manggarai").
    """
    if office.group == "campus":
        return _with_campus(office, others)
    others = list(others)
    if is_nameless(office):
        office = _named_service(office, others) or office
    same = [other for other in others if office_key(other) == office_key(office) and other.place]
    if office.place is None:
        named = [other for other in same if other.acting == office.acting or not office.acting] or same
        if not named:
            return office
        full = named[0]
        acting = full.acting or office.acting
        name = full.name if full.acting else f"{office.acting} {full.name}".strip()
        chief = _CHIEF.match(office.name)
        if not chief:
            name = _CHIEF.sub("", name)
        elif not _CHIEF.match(name):
            name = chief.group() + name
        return replace(office, name=name, place=full.place, acting=acting)
    if office.group == "agency" and not re.search(r"\b(?:Kabupaten|Kota|Provinsi)\b", office.name):
        for other in same:
            if other.place == office.place and re.search(r"\b(?:Kabupaten|Kota|Provinsi)\b", other.name):
                return replace(office, name=_CHIEF.sub("", other.name))
    return office
