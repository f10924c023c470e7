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
    return _KIND_OF_PLACE.sub("", region.name)


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
        if found["office"] in _acronyms() and not _part(sentence, found, "office").isupper():
            continue  # "Aji" is a man, "AJI" a union
        if sentence[found.start("office")].isupper() or found["acting"] or _acts(sentence, found):
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
    if found["office"] in ("presiden", "camat"):
        return False
    return bool(
        _MAKES_BEHIND.match(sentence, found.end())
        or _MADE_BEFORE.search(sentence[max(0, found.start() - 25) : found.start()])
    )


_SHORT_FORM = re.compile(r"\s*\((?P<short>[\w -]{2,12})\)")
_NATIONWIDE = re.compile(r"\s+(?:RI|Republik\s+Indonesia|Pusat)\b")


def _office(sentence: str, found: re.Match[str]) -> Office:
    head = " ".join(found["office"].split())
    group = _groups()[head]
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
            name = f"{name} ({told})" if told.lower() not in _groups() else name
            return Office(start, short.end(), name, head, group, None, acting)
        if told.lower() in _groups():
            end = short.end()
            if group != "secretary" and _place_after(sentence, end, told.lower(), table):
                name, head = f"{acting} {told}".strip(), told.lower()
    after = _place_after(sentence, end, head, table)
    if after is None and table.get("free"):
        more = _free_name(sentence, end, head, table)
        name, end = name + sentence[end:more], more
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
    r"\s+(?P<word>(?:[A-Z][\w.&’'-]*|\d{1,4}/[A-Z]\w*|(?:dan|serta|bagi)(?=\s+[A-Z])))(?P<comma>,(?=\s+[A-Z][\w]*(?:,|\s+dan)))?"
)
LONGEST_FREE_NAME = 8


def _free_name(sentence: str, end: int, head: str, table: dict[str, Any]) -> int:
    """Where the further words of an office's name end: "Dinas Pendidikan dan Kebudayaan", "Rektor Unkhair"."""
    stops = _verbs_of_headlines()
    for _ in range(LONGEST_FREE_NAME):
        word = _NAME_WORD.match(sentence, end)
        if not word or word["word"].lower().rstrip(".") in stops or word["word"].endswith(("kan", "KAN")):
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
    "pemko": "pemkot",
    "pemprop": "pemprov",
    "sekretaris daerah": "sekda",
    "sekdaprov": "sekda",
    "sekdakab": "sekda",
    "sekdako": "sekda",
    "sekkab": "sekda",
    "sekkot": "sekda",
    "sekot": "sekda",
    "sekprov": "sekda",
    "badan kepegawaian dan pengembangan sumber daya manusia": "bkpsdm",
    "kantor wilayah kementerian agama": "kanwil kemenag",
    "kanwil kementerian agama": "kanwil kemenag",
    "kantor wilayah kemenag": "kanwil kemenag",
    "kakanwil kemenag": "kanwil kemenag",
    "kantor kementerian agama": "kemenag",
    "kantor kemenag": "kemenag",
    "dewan pengurus korpri": "korpri",
    "dp korpri": "korpri",
}


_MINISTRIES = (
    ("sekjen", "sekjen"),
    ("sekretaris jenderal", "sekjen"),
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
        named = f"{office.head} {office.own}".strip().replace("kementerian", "menteri")
        return next((name for part, name in _MINISTRIES if part in named), named)
    return f"{_SAME.get(office.head, office.head)} {office.own}".strip()


_GOVERNMENTS = {"pemprov": "gubernur", "pemkab": "bupati", "pemkot": "wali kota"}


def may_be_same(one: Office, other: Office) -> bool:
    """Whether two names may stand for one issuer: the same office, or a government, its head and its secretary.

    Newsrooms write "Pemkot Semarang keluarkan" of what the mayor signs.
    """
    if one.place and other.place and one.place != other.place:
        return False
    if one.head == other.head and not (one.own and other.own and one.group != "campus"):
        return True  # "Rektor" is "Rektor Universitas Brawijaya"
    keys = {_GOVERNMENTS.get(office_key(each), office_key(each)) for each in (one, other)}
    return len(keys) == 1 or (
        "government" in (one.group, other.group) and keys & {"pemda", "pemerintah daerah", "sekda"} != set()
    )


def names_of(office: Office) -> tuple[str, ...]:
    """Every name, in small letters, by which the same office may be called."""
    return _names_of(office.head)


@cache
def _names_of(head: str) -> tuple[str, ...]:
    same_as = _SAME.get(head, head)
    return tuple(name for name in _groups() if _SAME.get(name, name) == same_as) or (head,)


_CHIEF = re.compile(r"^(?:Kepala|Ketua|Wakil Ketua)\s+")


def complete(office: Office, others: Iterable[Office]) -> Office:
    """Give an office without a place the place by which the story names it elsewhere.

    The fuller name replaces it ("Pjs Wali Kota" becomes "Pjs Wali Kota Bitung"); a name with its level is fuller
    than one without ("Bawaslu Kabupaten Manggarai").
    """
    if office.group == "campus":  # the body's name before the headline's, which is short
        return next(
            (other for other in others if other.head == office.head and len(other.name) > len(other.head)), office
        )
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
