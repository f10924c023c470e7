"""Offices that issue papers, as a story names them: "Pj Wali Kota Jambi", "Bawaslu Manggarai", "Menpan-RB"."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[2] / "data"
LONGEST_PLACE = 5
"""Words of the longest name of a province, regency or city, its short names included."""

MOST_OFFICES = 40
"""Offices read in one sentence, so that time stays bounded."""

_SMALL_PLACES = frozenset({"district", "village"})
_PLACE_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_LEVEL = re.compile(
    r"\s+(?P<level>Kabupaten|Kab\.?|Kota|Provinsi|Prov\.?|Propinsi|Daerah|Pemerintah|Pemkab|Pemkot|Pemprov)(?=\s)"
)


@dataclass(frozen=True, slots=True)
class Office:
    """An office named in a sentence."""

    start: int
    end: int
    name: str  # as the story names it, tidied: "Penjabat (Pj) Bupati Kuningan" is "Pj Bupati Kuningan"
    head: str  # the office without title and place, in small letters: "bupati"
    group: str  # a class of ``[offices]``
    place: str | None = None  # the region's code, when its name follows
    acting: str = ""  # the stand-in's title as printed


@cache
def knowledge() -> dict[str, Any]:
    """The tables of ``data/circulars.toml``, read once."""
    with (DATA / "circulars.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def place_names() -> dict[tuple[str, ...], str]:
    """The names of provinces, regencies and cities in small letters, as words, with their codes."""
    names: dict[tuple[str, ...], str] = {}
    with (DATA / "regions_aliases.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names.setdefault(tuple(row["alias"].lower().split()), row["code"])
    with (DATA / "regions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] in _SMALL_PLACES:
                continue
            bare = re.sub(r"^(?:Kabupaten|Kota|Provinsi)\s+", "", row["name"])
            for name in (bare, *filter(None, row["aliases"].split("|"))):
                names.setdefault(tuple(name.lower().split()), row["code"])
    return names


@cache
def region_names() -> dict[str, str]:
    """The bare name of each province, regency and city by code: "33.74" is "Semarang"."""
    with (DATA / "regions.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["code"]: re.sub(r"^(?:Kabupaten|Kota|Provinsi)\s+", "", row["name"])
            for row in csv.DictReader(file)
            if row["kind"] not in _SMALL_PLACES
        }


def words_pattern(phrases: Iterable[str]) -> str:
    """An alternation of phrases, longest first; blanks match any blank, a final ``*`` any ending."""
    parts = []
    for phrase in sorted(set(phrases), key=len, reverse=True):
        stem = phrase.removesuffix("*")
        part = r"\s+".join(re.escape(word) for word in stem.split())
        parts.append(part + (r"\w*" if phrase.endswith("*") else ""))
    return "|".join(parts)


@cache
def _groups() -> dict[str, str]:
    return {
        " ".join(name.split()): group for group, table in knowledge()["offices"].items() for name in table["names"]
    }


@cache
def _pattern() -> re.Pattern[str]:
    titles = knowledge()["titles"]
    acting, head = words_pattern(titles["acting"]), words_pattern(titles["head"])
    offices = words_pattern(_groups())
    return re.compile(
        rf"(?<![\w/.-])(?=[^\W\d_])(?:(?P<acting>(?:{acting})\.?)(?:\s*\((?P<short>\w{{2,4}})\.?\))?\s+)?"
        rf"(?:(?P<chief>{head})\s+)?(?P<office>{offices})(?![\w/]|\.\w)(?!-(?!\w*rb\b))",
        re.IGNORECASE,
    )


def _place_at(sentence: str, at: int) -> tuple[int, str] | None:
    """The region whose name begins at a place of the sentence: where it ends, and its code."""
    words: list[tuple[str, int]] = []
    for found in _PLACE_WORD.finditer(sentence, at):
        if words and sentence[words[-1][1] : found.start()].strip():
            break
        if not words and sentence[at : found.start()].strip():
            break
        words.append((found.group(), found.end()))
        if len(words) == LONGEST_PLACE:
            break
    if not words or not words[0][0][0].isupper():
        return None
    names = place_names()
    for length in range(len(words), 0, -1):
        key = tuple(re.sub(r"[.’']+$", "", word.lower()) for word, _ in words[:length])
        code = names.get(key)
        if code:
            last, end = words[length - 1]
            return end - (len(last) - len(last.rstrip(".’'"))), code
    return None


def find_offices(sentence: str) -> list[Office]:
    """Every office named in a sentence that may issue papers, in order, with its place when that follows it.

    In small letters ("bupati dan wakil bupati") an office is a class of persons, not one: it is left out, unless it
    makes a paper ("padahal bupati telah mengeluarkan …", "surat edaran dari gubernur").
    """
    offices: list[Office] = []
    for found in _pattern().finditer(sentence):
        if len(offices) >= MOST_OFFICES:
            break
        if not (found["office"][0].isupper() or found["acting"] or _acts(sentence, found)):
            continue
        if offices and found.start() < offices[-1].end:
            continue  # the short form in brackets behind the long one
        offices.append(_office(sentence, found))
    return offices


_MAKES_BEHIND = re.compile(
    r"\s+(?:(?:telah|sudah|juga|kembali|pun|akan|baru|baru\s+saja|segera)\s+)*(?:menerbitkan|mengeluarkan|meneken|menandatangani|mengedarkan"
    r"|membuat|mengirim\w*|melayangkan|merilis)\b",
    re.IGNORECASE,
)
_MADE_BEFORE = re.compile(r"(?:edaran|\bSE|instruksi|surat|imbauan)\s+(?:(?:dari|oleh)\s+)?$", re.IGNORECASE)


def _acts(sentence: str, found: re.Match[str]) -> bool:
    """Whether an office in small letters stands where the maker of a paper stands."""
    if found["office"].lower() in ("presiden", "camat"):
        return False
    return bool(
        _MAKES_BEHIND.match(sentence, found.end())
        or _MADE_BEFORE.search(sentence[max(0, found.start() - 25) : found.start()])
    )


def _office(sentence: str, found: re.Match[str]) -> Office:
    head = " ".join(found["office"].lower().split())
    group = _groups()[head]
    acting = " ".join((found["short"] or found["acting"] or "").split())
    chief = f"{found['chief']} " if found["chief"] else ""
    told_as = " ".join(found["office"].split())
    name = f"{acting} {chief}{told_as.title() if told_as.islower() else told_as}".strip()
    end = found.end()
    place: str | None = None
    # "Badan Kepegawaian Daerah (BKD)", "Pemerintah Kabupaten (Pemkab) Boyolali": the short form in brackets.
    short = re.match(r"\s*\((?P<short>[\w -]{2,12})\)", sentence[end:])
    if short:
        told = short["short"].strip()
        tail = _place_after(sentence, end + short.end(), group)
        if group == "national":
            name = f"{name} ({told})" if told.lower() not in _groups() else name
            return Office(found.start(), end + short.end(), name, head, group, None, acting)
        if told.lower() in _groups():
            end += short.end()
            if tail and group != "secretary":
                name, head = f"{acting} {told}".strip(), told.lower()
    after = _place_after(sentence, end, group)
    if after:
        end, level, place_name, place = after
        name = f"{name} {level}{place_name}"
    elif knowledge()["offices"][group].get("free"):
        free = re.match(r"(?:\s+[A-Z][\w.]*){1,3}", sentence[end:])
        if free:
            name += free.group().rstrip(".")
            end += free.end()
    if group == "agency":
        national = re.match(r"\s+(?:RI|Republik\s+Indonesia|Pusat)\b", sentence[end:])
        if national and place is None:
            return Office(
                found.start(), end + national.end(), name + national.group(), head, "national", None, acting
            )
    return Office(found.start(), end, name, head, group, place, acting)


def _place_after(sentence: str, at: int, group: str) -> tuple[int, str, str, str] | None:
    """The end, level word, name and code of the place that follows an office."""
    if not knowledge()["offices"][group].get("place"):
        return None
    level = _LEVEL.match(sentence, at)
    start = level.end() if level else at
    gap = len(sentence[start:]) - len(sentence[start:].lstrip())
    if not gap:
        return None
    found = _place_at(sentence, start + gap)
    if not found:
        return None
    end, code = found
    words = f"{level['level']} " if level else ""
    return end, words, " ".join(sentence[start + gap : end].split()), code


# One office may be called by several names: the same key makes "Badan Kepegawaian Daerah" and "BKD" one.
_SAME = {
    "walikota": "wali kota",
    "wako": "wali kota",
    "badan kepegawaian daerah": "bkd",
    "badan pengawas pemilihan umum": "bawaslu",
    "badan pengawas pemilu": "bawaslu",
    "pemerintah provinsi": "pemprov",
    "pemerintah kabupaten": "pemkab",
    "pemerintah kota": "pemkot",
    "sekretaris daerah": "sekda",
    "sekdaprov": "sekda",
    "sekdakab": "sekda",
    "sekdako": "sekda",
    "sekkab": "sekda",
    "sekkot": "sekda",
    "sekot": "sekda",
    "sekprov": "sekda",
    "badan kepegawaian dan pengembangan sumber daya manusia": "bkpsdm",
}


_MINISTRIES = (
    ("pendayagunaan", "panrb"),
    ("panrb", "panrb"),
    ("pan rb", "panrb"),
    ("pan-rb", "panrb"),
    ("menpan", "panrb"),
    ("pan dan rb", "panrb"),
    ("dalam negeri", "mendagri"),
    ("dagri", "mendagri"),
    ("perhubungan", "menhub"),
    ("menhub", "menhub"),
    ("bawaslu", "bawaslu"),
    ("badan pengawas", "bawaslu"),
    ("komisi a", "kasn"),
    ("kepegawaian negara", "bkn"),
)


def office_key(office: Office) -> str:
    """What makes two names one office, its place aside."""
    if office.group == "national":
        return next((key for part, key in _MINISTRIES if part in office.head), office.head)
    return _SAME.get(office.head, office.head)


_GOVERNMENTS = {"pemprov": "gubernur", "pemkab": "bupati", "pemkot": "wali kota"}


def may_be_same(one: Office, other: Office) -> bool:
    """Whether two names may stand for one issuer: the same office, or a government, its head and its secretary.

    Newsrooms write "Pemkot Semarang keluarkan" of what the mayor signs.
    """
    if one.place and other.place and one.place != other.place:
        return False
    keys = {_GOVERNMENTS.get(office_key(each), office_key(each)) for each in (one, other)}
    return len(keys) == 1 or (
        "government" in (one.group, other.group) and keys & {"pemda", "pemerintah daerah", "sekda"} != set()
    )


def names_of(office: Office) -> tuple[str, ...]:
    """Every name, in small letters, by which the same office may be called."""
    key = office_key(office)
    same = tuple(name for name in _groups() if _SAME.get(name, name) == key)
    return same or (office.head,)


_CHIEF = re.compile(r"^(?:Kepala|Ketua|Wakil Ketua)\s+")


def complete(office: Office, others: Iterable[Office]) -> Office:
    """Give an office without a place the place by which the story names it elsewhere.

    The fuller name replaces it ("Pjs Wali Kota" becomes "Pjs Wali Kota Bitung"); a name with its level is fuller
    than one without ("Bawaslu Kabupaten Manggarai").
    """
    same = [other for other in others if office_key(other) == office_key(office) and other.place]
    if office.place is None:
        named = [other for other in same if other.acting == office.acting] or same
        if not named:
            return office
        full = named[0]
        acting = full.acting or office.acting
        name = full.name if full.acting else f"{office.acting} {full.name}".strip()
        if not _CHIEF.match(office.name):
            name = _CHIEF.sub("", name)
        return replace(office, name=name, place=full.place, acting=acting)
    if office.group == "agency" and not re.search(r"\b(?:Kabupaten|Kota|Provinsi)\b", office.name):
        for other in same:
            if other.place == office.place and re.search(r"\b(?:Kabupaten|Kota|Provinsi)\b", other.name):
                return replace(office, name=_CHIEF.sub("", other.name))
    return office
