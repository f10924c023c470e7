"""Which office the accused holds, as printed with its place; the register merges by it, so doubt means none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from alerts.matcher.gazetteer import gazetteer
from alerts.matcher.story import Line
from model import Actor

_IN_PLACES = frozenset({Actor.VILLAGE_HEAD, Actor.SUB_DISTRICT_HEAD})
"""Offices of a village or a district: with a regency's name behind them they name no single office."""


@cache
def _regencies() -> frozenset[str]:
    """The names proper of all kabupaten and kota; not those of their seats, which are districts too."""
    units = gazetteer().by_code.values()
    return frozenset(
        re.sub(r"^(?:Kabupaten|Kota)\s+(?:Administrasi\s+)?", "", unit.name).casefold()
        for unit in units
        if unit.kind in {"regency", "city"}
    )


_PARENTHESIS = re.compile(r"\s*\([^)]*\)")
_CAPITALISED = re.compile(r"\b[A-Z][\w'’-]+")
_HEADLINE_WORD = re.compile(
    r"^(?:di|ter|me[mnl]|ber|ke)[a-z]{3,}$|nya$|^(?:ini|itu|hanya|tak|tidak|jadi|usai|akan|bakal|bisa|minta|ajak|"
    r"jalani|ikut|hadiri|kena|kepergok|viral|bantah|langgar|dan|pemilik|pose|pakai|sebar|unggah|dukung|jalani|foto|"
    r"ngaku|akui|main|pamer|bagi|bagikan|kerahkan|kumpulkan|arahkan|pimpin|galang|naik|masuk|pasang|cs|dkk)$",
    re.IGNORECASE,
)
"""Words of a headline, where all are capitalised, that are no part of a name."""


def office_of(lines: Sequence[Line], actor: Actor) -> str | None:
    """The office of one accused official; what the body prints comes first, since a headline capitalises all."""
    for line in lines[1:]:
        for one in line.ones if line.told_kinds else ():
            if one.actor is actor and one.office and (office := clear_office(one.office, actor)):
                return office
    if not any(one.actor is actor and one.office for one in lines[0].ones):
        return None
    body = {word for line in lines[1:] for word in _CAPITALISED.findall(line.sentence.text)}
    for one in lines[0].ones:
        if one.actor is not actor or not one.office:
            continue
        title = lines[0].sentence.text[one.start : one.end].split()
        kept = one.office.split()[: len(title)]
        for word in one.office.split()[len(title) :]:
            if _HEADLINE_WORD.search(word) or (body and word not in body):
                break
            kept.append(word)
        if len(kept) > len(title) and (office := clear_office(" ".join(kept), actor)):
            return office
    return None


def clear_office(office: str | None, actor: Actor) -> str | None:
    """The office when it names one holder: "Kades Sukamaju", not "Kades Lombok Timur" (a regency has hundreds)."""
    if office is None:
        return None
    office = _PARENTHESIS.sub("", office).strip()
    if " " not in office:
        return None
    if actor in _IN_PLACES:
        name = re.split(r"\s", office, maxsplit=1)[1]
        while name and not name[0].isupper():
            name = name.partition(" ")[2]
        bare = re.sub(r"^(?:Desa|Distrik|Camat|Lurah|Nagari)\s+", "", name)
        if not bare or bare.casefold() in _regencies():
            return None
    return office
