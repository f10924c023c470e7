"""Offices that issue papers, as a story names them: "Pj Wali Kota Jambi", "Bawaslu Manggarai", "Menpan-RB"."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from alerts.matcher.gazetteer import CITY, DISTRICT, PROVINCE, REGENCY, gazetteer, key

DATA = Path(__file__).resolve().parents[2] / "data"
LONGEST_PLACE = 5
"""Words of the longest name of a province, regency or city, its short names included."""

MOST_OFFICES = 40
"""Offices read in one sentence, so that time stays bounded."""

_PLACE_WORD = re.compile(r"\s+([^\W\d_][\w'’.-]*)")
_LEVEL = re.compile(
    r"\s+(?P<level>Kabupaten|KABUPATEN|Kab\.?|KAB\.?|Kota|KOTA|Provinsi|PROVINSI|Prov\.?|Propinsi|Daerah|DAERAH|Pemerintah|Pemkab|Pemkot"
    r"|Pemprov)(?=\s)"
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
    own: str = ""  # the further words of its name, in small letters: "kesehatan" of "Dinas Kesehatan"


@cache
def knowledge() -> dict[str, Any]:
    """The tables of ``data/circulars.toml``, read once."""
    with (DATA / "circulars.toml").open("rb") as file:
        return tomllib.load(file)


def bare_name(code: str) -> str | None:
    """The name of a province, regency or city without its kind: "33.74" is "Semarang"; None for other codes."""
    region = gazetteer().by_code.get(code)
    if region is None or region.kind == DISTRICT:
        return None
    name = _KIND_OF_PLACE.sub("", region.name)
    return str(knowledge()["place_names"].get(name, name))


def level_of(code: str) -> str | None:
    """Whether a region whose name another bears too is a "Kabupaten" or a "Kota"; None where one alone bears it."""
    region = gazetteer().by_code.get(code)
    if region is None or len(gazetteer().find(bare_name(code) or "")) < 2:
        return None
    return {REGENCY: "Kabupaten", CITY: "Kota"}.get(region.kind)


def spelt_out(office: Office, told: str) -> Office:
    """An office with its place in full where it is called by the short form that the story ``told`` explains.

    "Pemkab Gumas" of a story that speaks of "Gunung Mas (Gumas)" is "Pemkab Gunung Mas".
    """
    last = office.name.rpartition(" ")[2]
    full = bare_name(office.place) if office.place else None
    if full is None or last == full or f"{full} ({last})" not in told:
        return office
    return replace(office, name=f"{office.name[: -len(last)]}{full}")


_KIND_OF_PLACE = re.compile(r"^(?:Kabupaten|Kota|Provinsi)\s+")


def words_pattern(phrases: Iterable[str]) -> str:
    """A pattern of phrases, the longest that fits; blanks match any blank, a final ``*`` any ending.

    Common beginnings are written once, so that a search looks at each letter of a text only once or twice.
    """
    tree: dict[str, Any] = {}
    for phrase in phrases:
        node = tree
        for letter in " ".join(phrase.split()):
            node = node.setdefault(letter, {})
        node[_END_OF_PHRASE] = {}
    return _branches(tree)


_END_OF_PHRASE = ""


def _branches(node: dict[str, Any]) -> str:
    parts = []
    for letter, below in sorted(node.items()):
        if letter == "*":
            continue
        if letter:
            parts.append((r"\s+" if letter == " " else re.escape(letter)) + _branches(below))
    if "*" in node:
        parts.append(r"\w*")
    ends = _END_OF_PHRASE in node
    if not parts:
        return ""
    if len(parts) == 1 and not ends:
        return parts[0]
    return f"(?:{'|'.join(parts)}){'?' if ends else ''}"


@cache
def office_names() -> dict[str, str]:
    """Every name of an office in small letters, with its class."""
    return {
        " ".join(name.split()): group for group, table in knowledge()["offices"].items() for name in table["names"]
    }


@cache
def _pattern() -> re.Pattern[str]:
    titles = knowledge()["titles"]
    acting, head = words_pattern(titles["acting"]), words_pattern(titles["head"])
    offices = words_pattern(office_names())
    return re.compile(
        rf"(?<![\w/.-])(?=[^\W\d_])(?:(?P<acting>(?:{acting})\.?)(?:\s*\((?P<short>\w{{2,4}})\.?\))?\s+)?"
        rf"(?:(?P<chief>{head})\s+)?(?P<office>{offices})(?![\w/]|\.\w)(?!-(?!\w*rb\b))",
    )


@cache
def _acronyms() -> frozenset[str]:
    """Short names of offices that count in capitals only."""
    return frozenset(name for table in knowledge()["offices"].values() for name in table.get("capitals", ()))


def small_letters(sentence: str) -> str:
    """A sentence in small letters, of the same length, so that places in the one are places in the other."""
    low = sentence.lower()
    return low if len(low) == len(sentence) else "".join(each.lower()[0] for each in sentence)


_KINDS_OF_HEAD = (
    ("bupati", REGENCY),
    ("kab", REGENCY),
    ("wali", CITY),
    ("wako", CITY),
    ("kot", CITY),
    ("gub", PROVINCE),
    ("prov", PROVINCE),
)


def _plain(word: str) -> str:
    return word.lower() if word.isalpha() else key(word)


def _place_at(sentence: str, at: int, office: str) -> tuple[int, str] | None:
    """The region whose name begins at a place of the sentence: where it ends, and its code.

    ``office`` (with its level word, in small letters) chooses between a regency and a city of one name, and lets a
    district stand behind "camat" and "panwascam".
    """
    table = gazetteer()
    words: list[tuple[str, int]] = []
    end = at
    while len(words) < LONGEST_PLACE:
        found = _PLACE_WORD.match(sentence, end)
        if not found or (words and sentence[end : found.start(1)].strip()):
            break
        words.append((found[1], found.end()))
        end = found.end()
        if len(words) == 1 and (not found[1][0].isupper() or _plain(found[1]) not in table.starts):
            return None
        if found[1][-1] in ",;":
            break
    small = office.endswith(_OF_A_DISTRICT)
    plain = [_plain(word) for word, _ in words]
    for length in range(len(words), 0, -1):
        name = "".join(plain[:length])
        codes = table.districts.get(name, ()) if small else ()
        if not codes and (unit := table.units.get(name)) and unit.units:
            codes = unit.units if not unit.acronym or unit.acronym == words[0][0].rstrip(".’'") else ()
        if codes:
            last, end = words[length - 1]
            wanted = next((kind for part, kind in _KINDS_OF_HEAD if part in office), None)
            code = next((each for each in codes if table.by_code[each].kind == wanted), codes[0])
            return end - (len(last) - len(last.rstrip(".’'"))), code
    return None


_OF_A_DISTRICT = (
    "camat",
    "panwascam",
    "panwaslu kecamatan",
    "kecamatan",
    "panwaslucam",
    "kepala distrik",
    "panwas kecamatan",
    "panwas distrik",
    "pandis",
)


def find_offices(sentence: str) -> list[Office]:
    """Every office named in a sentence that may issue papers, in order, with its place when that follows it.

    In small letters ("bupati dan wakil bupati") an office is a class of persons, not one: it is left out, unless it
    makes a paper ("padahal bupati telah mengeluarkan …", "surat edaran dari gubernur").
    """
    offices: list[Office] = []
    for found in _pattern().finditer(small_letters(sentence)):
        if len(offices) >= MOST_OFFICES:
            break
        if offices and found.start() < offices[-1].end:
            continue  # the short form in brackets behind the long one
        if sentence[max(0, found.start("office") - 5) : found.start("office")].lower() == "nota ":
            continue  # a paper
        if _OF_PARTY.match(sentence, found.end("office")):
            continue  # "Sekjen PDIP"
        if found["office"] in _acronyms() and not _part(sentence, found, "office").isupper():
            continue  # "Aji" is a man, "AJI" a union
        if sentence[found.start("office")].isupper() or found["acting"] or _acts(sentence, found):
            offices.append(_office(sentence, found))
    return offices


_OF_PARTY = re.compile(
    r"\s+(?:DPP|DPD|DPC|DPW|Partai|PDI|PDIP|Golkar|Gerindra|NasDem|PKB|PKS|PAN|PPP|Demokrat|Hanura|PSI)\b"
)


@cache
def _makes_behind() -> re.Pattern[str]:
    """What tells an office in small letters as a maker: one of ``told.makes`` after at most five small words."""
    return re.compile(rf"(?:\s+[a-z]+){{0,5}}?\s+(?:{words_pattern(knowledge()['told']['makes'])})(?!\w)")


WORDS_BEFORE = 40
"""Characters before an office in which "ditandatangani langsung oleh Pak" stands."""
_MADE_BEFORE = re.compile(
    r"(?:edaran|\bSE|instruksi|surat|imbauan|di(?:tandatangani|teken|keluarkan|terbitkan))\s+"
    r"(?:langsung\s+)?(?:(?:dari|oleh)\s+)?(?:(?:pak|bapak|ibu)\s+)?$",
    re.IGNORECASE,
)


def _acts(sentence: str, found: re.Match[str]) -> bool:
    """Whether an office in small letters stands where the maker of a paper stands."""
    if found["office"] in ("presiden", "camat"):
        return False
    return bool(
        _makes_behind().match(sentence, found.end())
        or _MADE_BEFORE.search(sentence[max(0, found.start() - WORDS_BEFORE) : found.start()])
    )


_SHORT_FORM = re.compile(r"\s*\((?P<short>[\w -]{2,12})\)")
_NATIONWIDE = re.compile(r"\s+(?:RI|Republik\s+Indonesia|Pusat)\b")


def _office(sentence: str, found: re.Match[str]) -> Office:
    head = " ".join(found["office"].split())
    group = office_names()[head]
    start, end = found.span()
    acting = " ".join(_part(sentence, found, "short" if found["short"] else "acting").split())
    chief = f"{_part(sentence, found, 'chief')} " if found["chief"] else ""
    told_as = " ".join(_part(sentence, found, "office").split())
    name = f"{acting} {chief}{told_as.title() if told_as.islower() else told_as}".strip()
    table = knowledge()["offices"][group]
    # "Badan Kepegawaian Daerah (BKD)", "Pemerintah Kabupaten (Pemkab) Boyolali": the short form in brackets.
    short = _SHORT_FORM.match(sentence, end)
    if short:
        told = short["short"].strip()
        if group == "national":
            name = f"{name} ({told})" if told.lower() not in office_names() else name
            return Office(start, short.end(), name, head, group, None, acting)
        if told.lower() in office_names():
            end = short.end()
            if group != "secretary" and _place_after(sentence, end, told.lower(), table):
                name, head = f"{acting} {told}".strip(), told.lower()
    after = _place_after(sentence, end, head, table)
    if after is None and table.get("free"):
        more = _free_name(sentence, end, head, table)
        name, end = name + _BRACKETS.sub("", sentence[end:more]), more
        after = _place_after(sentence, end, head, table)
    own = " ".join(sentence[found.end() : end].lower().split()) if table.get("free") else ""
    place: str | None = None
    if after:
        end, place_name, place = after
        name = f"{name} {place_name}"
    elif group == "agency" and (national := _NATIONWIDE.match(sentence, end)):
        return Office(start, national.end(), name + national.group(), head, "national", None, acting)
    return Office(start, end, name, head, table.get("as", group), place, acting, own)


def _part(sentence: str, found: re.Match[str], group: str) -> str:
    """A group as the sentence prints it: the match was made on its small letters."""
    return sentence[found.start(group) : found.end(group)] if found[group] else ""


_NAME_WORD = re.compile(
    r"\s+(?P<word>(?:(?:\d{1,4}|[IVX]{1,5})/[A-Z]\w*|[A-Z][\w.&’'-]*|(?:dan|serta|bagi)(?=\s+[A-Z])))(?P<comma>,(?=\s+[A-Z][\w]*(?:,|\s+dan)))?"
)
_VERB = re.compile(r"(?!pendidikan)\w+kan", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_SHORT_INSIDE = re.compile(r"\s\(\w{2,12}\)(?=\s[A-Z])")
"""The short form inside a name: "Universitas Khairun (Unkhair) Ternate"."""
LONGEST_FREE_NAME = 8


def _free_name(sentence: str, start: int, head: str, table: dict[str, Any]) -> int:
    """Where the further words of an office's name end: "Dinas Pendidikan dan Kebudayaan", "Rektor Unkhair"."""
    end = start
    stops = _verbs_of_headlines()
    for _ in range(LONGEST_FREE_NAME):
        if end > start and (short := _SHORT_INSIDE.match(sentence, end)):
            end = short.end()
        word = _NAME_WORD.match(sentence, end)
        if not word or word["word"].lower().rstrip(".") in stops or _VERB.fullmatch(word["word"]):
            break
        if table.get("place") and _place_after(sentence, end, head, table):
            break
        end = word.end()
        if word["word"].endswith("."):
            return end - 1
    return end


@cache
def _verbs_of_headlines() -> frozenset[str]:
    return frozenset(knowledge()["titles"]["headline_verbs"])


def _place_after(sentence: str, at: int, head: str, table: dict[str, Any]) -> tuple[int, str, str] | None:
    """The end, the name (with its level word) and the code of the place that follows an office."""
    if not table.get("place") or not sentence[at : at + 1].isspace():
        return None
    level = _LEVEL.match(sentence, at)
    start = level.end() if level else at
    found = _place_at(sentence, start, f"{head} {level['level'].lower()}" if level else head)
    if not found and level:  # "Gubernur Daerah Istimewa Yogyakarta"
        found = _place_at(sentence, at, head)
    if not found:
        return None
    end, code = found
    return end, " ".join(sentence[at:end].split()), code
