"""The lines of a paper in letter form, and what each is by its own words: heading, number, day, addressee."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from alerts.matcher.dates import find_days
from alerts.matcher.issuers import knowledge
from alerts.matcher.letter_issuer import office_line
from alerts.matcher.numbers import find_numbers
from alerts.matcher.papers import LETTER
from alerts.matcher.text import Text

MOST_LINES = 1_500
"""Lines of a story among which a letter is looked for."""

LONGEST_FIELD = 400
"""Characters of a line that is read as a field."""

_RUN_TOGETHER = 2_000  # characters of a heading whose lines a page has run together


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    paragraph: int


A_LABEL = re.compile(r"(?:N[O0]M[O0]R|No|Sifat|Lampiran|Lamp|Hal|Perihal)\b\.?\s?:", re.IGNORECASE)
TO = re.compile(r"\W{0,3}(?:Kepada|Yth)\b", re.IGNORECASE)
SENTENCE_END = re.compile(r"[.;:!?]\W*$")
SIGNED = re.compile(
    r"(?:di\s?(?:tetapkan|keluarkan|buat|terbitkan|tandatangani|undangkan)(?:\s+dan\s+\w+)?)\s*(?:di\b|pada\b|tanggal\b|:)|pada\s+tanggal\s*:?\s*[\dlO]?",
    re.IGNORECASE,
)
PLACE_AND_DAY = re.compile(
    r"(?:^|\s)[A-Z][\w.’'-]{2,30}(?:\s[A-Z][\w.’'-]{1,30}){0,3},\s{0,3}(?:tanggal\s|tgl\.?\s)?(?=\d{1,2}[\s-][^\W\d_]{3,10}[\s-]\d{4}(?!\d).{0,40}$)"
)
_KIND_IN_CAPITALS = re.compile(
    r"(?<!\S)(?:SURAT\s+[A-Z]+|INSTRUKSI|KEPUTUSAN(?:\s+BERSAMA)?|EDARAN|PERATURAN|MAKLUMAT|IMBAUAN|HIMBAUAN)\b"
)
_NUMBER_IN_CAPITALS = re.compile(r"(?<!\S)N[O0]M[O0]R\b")
_ABOUT_IN_CAPITALS = re.compile(r"(?<!\S)TENTANG\b")
_NEXT_LABEL = re.compile(r"\s+(?=(?:Sifat|Lampiran|Lamp|Hal|Perihal)\b\.?\s?:|(?:Kepada\s+)?Yth\b|Kepada\s*$)")
_SIGNING_INSIDE = re.compile(r"(?<=\S)\s+(?=(?:D(?:i|I)(?:tetapkan|TETAPKAN|keluarkan|KELUARKAN))\s+(?:di|DI)\s)")


def lines_of(text: Text) -> Iterator[Line]:
    """The lines of a story; fields that a page has run together stand on lines of their own."""
    count = 0
    for number, paragraph in enumerate(text.body.split("\n"), 1):
        for part in _SIGNING_INSIDE.split(paragraph):
            for piece in cut(part):
                yield Line(piece, number)
                count += 1
        if count >= MOST_LINES:
            return


def cut(part: str) -> Iterator[str]:
    """The fields that a line holds, each by itself."""
    places = _run_together(part[:_RUN_TOGETHER]) if part[:24].isupper() and "TENTANG" in part else []
    if places:
        yield from (part[start:end].strip() for start, end in pairwise([0, *places, len(part)]) if start < end)
    elif A_LABEL.match(part):
        yield from _NEXT_LABEL.split(part)
    elif SIGNED.match(part) and (day := next(iter(find_days(mended(part[:200]))), None)):
        yield part[: day.end].strip()
        yield from ([rest] if (rest := part[day.end :].strip(" .,")) else [])
    else:
        yield part


def _run_together(part: str) -> list[int]:
    """Where kind, number and subject begin in "SURAT EDARAN NOMOR : … TENTANG …"; [] for other lines."""
    about = _ABOUT_IN_CAPITALS.search(part)
    number = _NUMBER_IN_CAPITALS.search(part, 0, about.start()) if about else None
    if about is None or number is None:
        return []
    kind = _KIND_IN_CAPITALS.search(part, 0, number.start())
    if kind is None and number.start() > 0:
        return []
    return [*([kind.start()] if kind else []), number.start(), about.start()]


_CONFUSED = re.compile(r"\b(?=[\dOolI]*\d)[\dOolI]+\b")
_FIGURES = str.maketrans("OolI", "0011")


def mended(text: str) -> str:
    """A line whose figures are figures again where a scan gave letters: "14 Agustus 2O24", "1 0ktober"."""
    return re.sub(r"\b0(?=kt)", "O", _CONFUSED.sub(_figures, text))


def _figures(found: re.Match[str]) -> str:
    return found.group().translate(_FIGURES)


def labelled(lines: Sequence[Line], label: re.Pattern[str]) -> str | None:
    return next((found["value"] for line in lines if (found := label.match(line.text))), None)


# --- headings and numbers --------------------------------------------------------------------------------

DRAFT = re.compile(r"(?:RANCANGAN|DRAFT?|KONSEP)\b\s*", re.IGNORECASE)
_NUMBER = re.compile(
    r"\W{0,3}(?:N\s?[O0]\s?M\s?[O0E]\s?R|N[O0]RN[O0]R|No(?=[\s.:]))\b\s?\.?\s*(?P<colon>[:;.]?)\s*(?P<value>.*)",
    re.IGNORECASE,
)


@cache
def _headings() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {_squashed(name): kind for kind, names in knowledge()["letter"]["headings"].items() for name in names}
    spelt = sorted(kinds, key=len, reverse=True)
    signs = {"o": "[o0]", "i": "[i1l]", "s": "[s5]"}
    pattern = "|".join(r"\W?".join(signs.get(sign, re.escape(sign)) for sign in name) for name in spelt)
    return (
        re.compile(
            rf"\W{{0,3}}(?:SALINAN\s+)?(?:{DRAFT.pattern})?(?P<kind>{pattern})(?![\w-])\W*(?P<rest>.*)",
            re.IGNORECASE,
        ),
        kinds,
    )


def _squashed(words: str) -> str:
    return "".join(sign for sign in words.lower() if sign.isalnum())


_OF_HEADING = re.compile(r"(?:nomor|no\b|tentang)", re.IGNORECASE)


def heading(text: str) -> tuple[str, str] | None:
    """The kind of paper that a line names as a heading does, and the words behind; None for a sentence."""
    pattern, kinds = _headings()
    found = pattern.match(text)
    if not found:
        return None
    rest = found["rest"].strip()
    capital = found["kind"].isupper()
    if not capital and not found["kind"].istitle():
        return None
    set_in_capitals = capital and rest[: len(found["kind"])].isupper()
    if rest and not (set_in_capitals or _OF_HEADING.match(rest) or office_line(rest)):
        return None
    spelt = _squashed(found["kind"]).translate(str.maketrans("015", "ois"))
    return kinds.get(spelt, kinds.get(_squashed(found["kind"]), LETTER)), rest


def kind_of_title(title: str) -> str | None:
    """The kind of paper with which a page's title begins ("Surat Edaran Netralitas …"): of that printed below."""
    pattern, kinds = _headings()
    found = pattern.match(title)
    if not found or not (found["kind"].isupper() or found["kind"].istitle()):
        return None
    return kinds.get(_squashed(found["kind"]))


def is_heading(title: str) -> bool:
    """Whether a page's title is a paper's heading, not a headline: in capitals, or with a number."""
    return bool(heading(title)) and (title.isupper() or bool(find_numbers(title)))


_UNFILLED = re.compile(r"\.{2,}|…|_{2,}|^/|^[-–]")


def number_line(lines: Sequence[Line], index: int) -> str | None:
    """The number of a line "NOMOR : …", "" when it was left open, None for another line."""
    found = _NUMBER.match(lines[index].text[:LONGEST_FIELD])
    if not found:
        return None
    value = found["value"].strip()
    following = lines[index + 1].text if index + 1 < len(lines) else ""
    if re.match(r"TAHUN\s+\d{4}", following, re.IGNORECASE) and value.isdigit():
        value = f"{value} {following}"
    if not value or _UNFILLED.search(value.split(" ", 1)[0]):
        return "" if found["colon"] or not value else None
    numbers = find_numbers(f"Nomor {value}")
    if numbers and numbers[0].start == 0:
        return numbers[0].printed
    bare = re.match(r"\d{1,6}\b(?![/.])", value)
    return bare.group() if bare and found["colon"] else None
