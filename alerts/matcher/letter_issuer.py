"""Who issues a letter: the office of its signature, completed by its letterhead (guide, rule 19)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from alerts.matcher.gazetteer import CITY, PROVINCE, gazetteer
from alerts.matcher.issuers import Office, bare_name, find_offices, knowledge, words_pattern
from alerts.matcher.same_office import office_key

_LONGEST_OFFICE_LINE = 130
_NAME_BEHIND = 45
"""Characters behind an office on its line: the name of who signs, "ttd", a stamp."""
_BEHALF = re.compile(r"\W*(?:a\s?\.?\s?n\s?\.?|atas\s+nama)\s+(?=[A-Z])", re.IGNORECASE)
_ACTING = r"(?:Pj|Pjs|Plt|Plh|Pgs|Penjabat|Pelaksana\s+Tugas|Pelaksana\s+Harian)\b\.?"
_TITLE_ALONE = re.compile(
    rf"\W*(?:(?P<acting>{_ACTING})\s*)?(?P<title>kepala(?:\s+(?:dinas|badan|kantor|biro|kanwil|kantor\s+wilayah|bkd|bkpsdm|bkpp))?"
    r"|ketua|sekretaris|rektor|direktur|dekan|camat|inspektur)\W{0,3}$",
    re.IGNORECASE,
)
_LEVEL = re.compile(r"\W*(?:kabupaten|kota|provinsi|daerah|kecamatan)\s+[A-Z]", re.IGNORECASE)
_COLLEGIAL = re.compile(r"^(?:Wakil\s+)?Ketua\s+", re.IGNORECASE)
_STANDS_AT_TOP = (("SEKRETARIAT DAERAH", "SEKRETARIS DAERAH"), ("Sekretariat Daerah", "Sekretaris Daerah"))


@dataclass(frozen=True, slots=True)
class Block:
    """The parts of a letter that name who issues it."""

    head: Sequence[str]  # the lines above its first field
    heading: str  # the words behind its kind: "BUPATI KENDAL"
    foot: Sequence[str]  # the lines in which its signature stands
    place: str | None = None  # where it was signed
    sender: str | None = None  # behind "Dari :"


def office_line(text: str) -> bool:
    """Whether a line names an office and no more, as a letterhead or a signature does ("KEPALA,")."""
    if len(text) > _LONGEST_OFFICE_LINE or not text[:1].isalpha():
        return False
    return bool(_TITLE_ALONE.match(text)) or _office_of(text) is not None


def _principals(text: str) -> str:
    """A line of a signature without "a.n." before the one who is meant."""
    behalf = _BEHALF.match(text)
    return text[behalf.end() :] if behalf else text


def _office_of(text: str) -> Office | None:
    words = _principals(text)
    offices = find_offices(words)
    if not offices or offices[0].start > 2:
        return None
    behind = words[offices[0].end :].strip(" ,.")
    if len(behind) > _NAME_BEHIND or any(
        word.islower() for word in behind.split() if word.isalpha() and word != "ttd"
    ):
        return None
    return offices[0]


def signer(block: Block) -> Office | None:
    """The office that issues a letter, with its place, its name set as in prose; None when nothing names it.

    Signed "a.n." someone, it is that someone's; else who signs, whom the heading names, whose letterhead it bears.
    """
    own = _of_letterhead(block.head)
    place = _place_of(block, own)
    heading = next(iter(find_offices(block.heading)), None)
    signed, behalf = _signature(block.foot, own, place)
    if signed and heading and not behalf and office_key(signed) != office_key(heading) and heading.place:
        signed = None  # "INSTRUKSI BUPATI …" that the secretary has signed
    elif signed and heading and not signed.acting and heading.name.lower().startswith(signed.name.lower()):
        signed = heading  # "SEKRETARIS JENDERAL," of "SURAT EDARAN SEKRETARIS JENDERAL KEMENTERIAN AGAMA"
    sent = next(iter(find_offices(block.sender or "")), None)
    office = signed or heading or sent or own
    if office is None:
        return None
    if office.place is None and office.group not in ("national", "campus"):
        office = _with_place(office, place)
    return replace(office, name=_tidy(office.name))


def _tidy(name: str) -> str:
    name = _title(name)
    for formal, short in knowledge()["letter"]["short"].items():
        name = re.sub(rf"\b{formal}\b", short, name)
    name = re.sub(rf"^({_ACTING})", lambda found: found.group().rstrip(".").title(), name, flags=re.IGNORECASE)
    return _COLLEGIAL.sub("", name)  # the body decides, whoever chairs it


# --- the letterhead ----------------------------------------------------------------------------------------


_FREE = ("service", "campus", "directorate")  # offices whose own name follows: it ends with its line
_GOES_ON = re.compile(r"(?:kabupaten|kota|provinsi|kecamatan|daerah|resor|dan|republik)\b", re.IGNORECASE)


def _joined(lines: Sequence[str]) -> str:
    """The lines of a letterhead as one; a bar parts those that do not make one name together."""
    words = ""
    for line in filter(None, lines):
        last = words.rpartition("| ")[2]
        alike = last.isupper() == line.isupper()
        spans = _GOES_ON.match(line) or any(
            alike and office.start < len(last) < office.end and office.group not in _FREE
            for office in find_offices(f"{last} {line}")
        )
        words = f"{words} {line}" if spans else f"{words} | {line}"
    return words


@cache
def _address() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\w)(?:{words_pattern(knowledge()['letter']['words']['address'])})(?!\w)", re.IGNORECASE
    )


def _of_letterhead(head: Sequence[str]) -> Office | None:
    """The office whose letterhead stands at the top: the last and smallest one, with the place of the others."""
    lines = []
    for line in head:
        found = _address().search(line)
        lines.append(line[: found.start()] if found else line)
        if found and lines[-1] == "" and len(lines) > 1:
            break
    words = _joined([line.strip(" ,") for line in lines if len(line) < _LONGEST_OFFICE_LINE])
    for printed, office in _STANDS_AT_TOP:
        words = words.replace(printed, office)
    words = re.sub(r"\bREPUBLIK INDONESIA\b", " ", words)
    words = re.sub(r"\bKEPOLISIAN NEGARA\s+DAERAH\b", "POLDA", words)
    offices = find_offices(words)
    if not offices:
        return None
    own = next((each for each in reversed(offices) if each.group != "government"), offices[-1])
    if own.place is None and own.group not in ("national", "campus"):
        around = next((each for each in offices if each.place), None)
        own = _with_place(own, around.place if around else None)
    return own


def _place_of(block: Block, own: Office | None) -> str | None:
    """The code of the region whose office writes: of the letterhead, of any line there, of where it was signed."""
    if own and own.place:
        return own.place
    for line in (*block.head, block.heading):
        for office in find_offices(line):
            if office.place:
                return office.place
    codes = gazetteer().find(block.place or "")
    return codes[0] if len(codes) == 1 else None


def _with_place(office: Office, code: str | None) -> Office:
    """An office with the name of its region, as offices write it: "Sekretaris Daerah Kabupaten Pati"."""
    region = gazetteer().by_code.get(code or "")
    bare = bare_name(code) if code else None
    if region is None or bare is None or code is None:
        return office
    if bare in office.name:
        return replace(office, place=code)
    head = office.head
    if head.startswith(("bupati", "wali", "gubernur", "wakil")):
        name = f"{office.name} {bare}"
    else:
        level = {CITY: "Kota", PROVINCE: "Provinsi"}.get(region.kind, "Kabupaten")
        name = f"{office.name} {level} {bare}"
    return replace(office, name=name, place=code)


# --- the signature -----------------------------------------------------------------------------------------


def _signature(foot: Sequence[str], own: Office | None, place: str | None) -> tuple[Office | None, bool]:
    """The office that signs, and whether it is the one on whose behalf another does."""
    for index, line in enumerate(foot):
        if len(line) > _LONGEST_OFFICE_LINE or not line[:1].isalpha():
            continue
        following = foot[index + 1] if index + 1 < len(foot) else ""
        broken = _LEVEL.match(following) or (_TITLE_ALONE.match(line) and _office_of(following))
        joined = f"{line} {following}" if broken and not line.endswith(",") else line
        behalf = bool(_BEHALF.match(line))
        office = _office_of(joined) or _office_of(line)
        if office is not None and not _bare_head(office, own):
            return (_with_place(office, place) if office.place is None and _needs_place(office) else office), behalf
        title = _TITLE_ALONE.match(_principals(line))
        if own and (title or office):
            return _headed(own, title, office), behalf
    return None, False


def _needs_place(office: Office) -> bool:
    return office.group not in ("national", "campus")


def _bare_head(office: Office, own: Office | None) -> bool:
    """Whether a signature names by its kind alone ("Kepala Dinas,") what the letterhead names in full."""
    if own is None or own.group not in ("agency", "service", "campus", "directorate", "national"):
        return False
    if own.group == office.group == "campus":
        return not office.own
    return office.place is None and not office.own and office.head != own.head and own.head.startswith(office.head)


def _headed(own: Office, title: re.Match[str] | None, office: Office | None) -> Office:
    """The letterhead's office with the title of who signs for it: "KEPALA," of a service, "REKTOR," of a campus."""
    acting = (title["acting"] if title else None) or (office.acting if office else "") or ""
    word = title["title"].split()[0] if title else "Rektor" if own.group == "campus" else "Kepala"
    if own.group in ("regional_head", "secretary") or word.lower() == "sekretaris":
        return own
    if word.lower() in ("camat", "inspektur"):  # the head's title stands for the office's name
        return replace(own, name=f"{word.title()} {own.name.partition(' ')[2]}", acting=acting.rstrip("."))
    return replace(own, name=" ".join(f"{acting} {word.title()} {own.name}".split()), acting=acting.rstrip("."))


# --- capitals ----------------------------------------------------------------------------------------------


@cache
def _spellings() -> tuple[frozenset[str], frozenset[str]]:
    words = knowledge()["letter"]["words"]
    return frozenset(words["capitals"]), frozenset(words["small"])


def titled(words: str) -> str:
    """Words in capitals, set as a title is in prose ("Netralitas ASN dalam Pemilihan"); others stay as they are."""
    capitals = [word for word in words.split() if len(word) > 3 and word.isalpha()]
    if not capitals or sum(word.isupper() for word in capitals) * 2 < len(capitals):
        return words
    return _title(words)


_PROPER = (("dalam Negeri", "Dalam Negeri"),)
"""Small words that belong to a name."""


def _title(words: str) -> str:
    title = " ".join(_set(word, first=index == 0) for index, word in enumerate(words.split()))
    for printed, proper in _PROPER:
        title = title.replace(printed, proper)
    return title


def _set(word: str, *, first: bool) -> str:
    return "".join(_piece(piece, first=first) for piece in re.split(r"(\W+)", word))


def _piece(piece: str, *, first: bool) -> str:
    capitals, small = _spellings()
    if not piece.isupper() or piece in capitals or any(sign.isdigit() for sign in piece):
        return piece
    if not any(vowel in piece for vowel in "AIUEOY"):
        return piece  # "BKPSDM": nothing to read as a word
    low = piece.lower()
    return low if low in small and not first else low.capitalize()
