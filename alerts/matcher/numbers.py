"""Document numbers in prose, in every form that offices and newsrooms give them.

The shapes met: ``B/1502/800.1.10/VIII/2024``, ``800/17674/436.8.4/ 2023``, ``10 Tahun 2024``, ``1/2023``,
``800.1 -61 7a3 BKPSDM`` (a scan without strokes), ``B 2708/KASN/9/2020``, ``SEK-UM.01.01-1133``. Laws are numbered
alike: whose number it is, only the noun before it tells (see :mod:`alerts.matcher.papers`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

LONGEST_NUMBER = 14
"""Words: no number met has more than nine, and time stays bounded."""
MOST_NUMBERS = 40
"""Numbers read in one sentence."""

_KEYWORD = re.compile(
    r"(?<![\w/.-])(?:(?:ber)?nom[oe]r(?:nya)?|no)(?:\b|(?=\d{3}))(?P<between>(?:\s+(?:surat|edaran|tersebut|adalah|yakni|yaitu|itu)\b)*)"
    r"\s*[.:]*\s*|(?<![\w/.,-])SE[\s-](?=\d)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"\S+")
_CLOSING = ".,;:)]}”\"'’»!?"
_YEAR_WORDS = frozenset({"tahun", "thn", "th", "tahu"})
_YEAR = re.compile(r"[12]\d{2}[\d$](?!\d)")
_JOINT = re.compile(r"\s*(?:,\s*dan|,|;|:|dan|serta|&)\s+(?=[\dA-Z]*\d)|\s*:\s*(?=\d)", re.IGNORECASE)
# "…/2023.Menurut": a full stop without its blank ends the number after a year.
_GLUED_SENTENCE = re.compile(r"(?<=\d{4})[.,](?=[A-Z“\"])")
_BLANKS_AROUND_STROKE = re.compile(r"\s*/\s*")
_ACRONYM = re.compile(r"[A-Z]{4,}[.,;:)]*$")
_OPEN_GROUP = re.compile(r"/(?:[A-Z]{1,4}\.\s?)*[A-Z]{1,4}\.$")
"""A group of a file's code goes on behind its full stop: "779/PM. 00/K1/…", "B/71/M. SM. 00.00/2017"."""
_ABBREVIATED = re.compile(r"[A-Z]{1,4}\.(?:\d|$)")
_ROMAN = re.compile(r"^(?:I{1,3}|IV|VI{0,3}|IX|XI{0,2})$")
_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@dataclass(frozen=True, slots=True)
class Number:
    """A document number in a sentence."""

    start: int  # where it is introduced: the keyword, or the number itself when it follows another
    number_start: int
    end: int
    printed: str  # blanks around strokes removed


def find_numbers(sentence: str) -> list[Number]:
    """Every document number that a sentence introduces by "Nomor", "No.", "bernomor" or "SE", in order.

    Further numbers behind the first ("81 dan 92 Tahun 2024", "Nomor 2 Tahun 2022, 246 Tahun 2022") are each one.
    Bare integers (ballot numbers, telephones) are none. Nothing is raised.
    """
    found: list[Number] = []
    if not _DIGIT.search(sentence):
        return found
    position = 0
    while len(found) < MOST_NUMBERS and (keyword := _KEYWORD.search(sentence, position)):
        start, at = keyword.start(), keyword.end()
        if keyword.group() == "SE-":  # "SE-800/359/…": the letters belong to the number
            at = start
        position = keyword.end()
        shared = _shared_tail(sentence, at)
        if shared:
            found += shared
            position = shared[-1].end
        number = None if shared else _read(sentence, start, at)
        while number and len(found) < MOST_NUMBERS:
            found.append(number)
            position = number.end
            joint = _JOINT.match(sentence, number.end)
            number = _read(sentence, joint.end(), joint.end()) if joint else None
    return found


_BARE = re.compile(r"\s+(?=(?:[A-Z]{1,6}[-./]?\s?)?\d)")
_DAY_IN_FIGURES = re.compile(r"\d{1,2}/\d{1,2}(?:/\d{2,4})?$")


def number_at(sentence: str, at: int) -> Number | None:
    """The number that stands at a place without "Nomor": "Surat Edaran 800/117/BKD", "SKB 2 Tahun 2022".

    A day in figures is none.
    """
    opening = _BARE.match(sentence, at)
    number = _read(sentence, opening.end(), opening.end()) if opening else None
    return None if number is None or _DAY_IN_FIGURES.match(number.printed) else number


_SHARED_TAIL = re.compile(
    r"(?P<first>\d{1,6})(?:\s*,\s*(?P<middle>\d{1,6}))?\s+dan\s+(?P<last>\d{1,6})(?P<tail>\s+[Tt]ahun\s+[12]\d{3}\b|/[^\s,;]+)"
)


def _shared_tail(sentence: str, at: int) -> list[Number]:
    """The numbers of "81 dan 92 Tahun 2024", "138 dan 139/PM.00.02/…": each has the tail (guide, rule 19)."""
    found = _SHARED_TAIL.match(sentence, at)
    if not found:
        return []
    tail = found["tail"].rstrip(_CLOSING)
    end = found.start("tail") + len(tail)
    printed = tail if tail.startswith("/") else f" Tahun {tail.split()[-1]}"
    told = [name for name in ("first", "middle", "last") if found[name]]
    return [
        Number(
            found.start(name), found.start(name), end if name == "last" else found.end(name), found[name] + printed
        )
        for name in told
    ]


def _read(sentence: str, start: int, at: int) -> Number | None:
    """The number that begins at a place of the sentence, or None when what stands there is no number."""
    words: list[re.Match[str]] = []
    for word in _WORD.finditer(sentence, at):
        words.append(word)
        if len(words) >= LONGEST_NUMBER:
            break
    end = at
    index = 0
    while index < len(words):
        step = 1 if index == 0 else _goes_on(sentence[at:end], [word.group() for word in words[index : index + 2]])
        if not step:
            break
        end = words[index + step - 1].end()
        index += step
        glued = _GLUED_SENTENCE.search(sentence, at, end)
        if glued:
            end = glued.start()
            break
        if sentence[end - 1] in ',;)”"' or step == 2:
            break
    printed = sentence[at:end].rstrip(_CLOSING).lstrip('(“"')
    end = at + len(sentence[at:end].rstrip(_CLOSING))
    printed = _BLANKS_AROUND_STROKE.sub("/", " ".join(printed.split()))
    return Number(start, at, end, printed) if _is_number(printed) else None


def _goes_on(so_far: str, ahead: list[str]) -> int:
    """How many of the next words still belong to the number: 0, 1 or 2."""
    word = ahead[0]
    following = ahead[1] if len(ahead) > 1 else ""
    if word.lower() in _YEAR_WORDS:
        return 2 if _YEAR.match(following) else 0
    digits = any(each.isdigit() for each in word)
    glue = (
        so_far.endswith("/")
        or word.startswith("/")
        or (word[0] in ".-" and len(word) > 1 and word[1].isdigit())
        or (len(so_far) == 1 and so_far.isupper() and digits and "/" in word)
        or (len(word) <= 2 and word.isupper() and following[:1] in (".", "/") and len(following) > 1)
    )
    if glue:
        return 1
    if _OPEN_GROUP.search(so_far) and (_ABBREVIATED.match(word) or (digits and "/" in word)):
        return 1
    # A scan that lost its strokes: "800.1 -61 7a3 BKPSDM".
    scan = "/" not in so_far and "." in so_far.rstrip(".") and so_far[0].isdigit()
    return 1 if scan and ((digits and word[0].isdigit() and "/" not in word) or _ACRONYM.match(word)) else 0


def _is_number(printed: str) -> bool:
    if not any(each.isdigit() for each in printed) or len(printed) > 80:
        return False
    first = printed.split(maxsplit=1)[0]
    if not any(each.isdigit() for each in first) and not (len(first) == 1 and first.isupper()):
        return False
    if "/" in printed:
        return True
    if re.search(r"\sT(?:ahun|hn|h|ahu)\s+[12]\d", printed, re.IGNORECASE):
        return True
    letters = any(each.isalpha() for each in printed)
    return letters and ("." in printed or "-" in printed) and len(printed) >= 6


def normalise_number(number: str) -> str:
    """The register's key of a number: equal for one document however outlets print it.

    Blanks, full stops at the end of a group, leading "Nomor" or "SE", and letter case are dropped; O and 0, I, l
    and 1 are the same; "01 tahun 2023" and "1/2023" are the same; so are a full stop and a stroke between letters
    ("BKPSDM.PKAP"), and "B 27", "B.27" and "B/27". IV and V stay two, and so do a scan's "$" and 3 or 8, since
    nobody can say which was meant. Nothing is raised; the key is not for readers.
    """
    text = re.sub(r"^\s*(?:(?:ber)?nom[oe]r|no)\b[\s.:]*", "", number, flags=re.IGNORECASE)
    text = re.sub(r"(?<=\d)l|l(?=\d)|(?<=/)l(?=/)", "1", text)
    text = re.sub(r"^\s*SE[\s-](?=\d)", "", text, flags=re.IGNORECASE).upper()
    text = re.sub(r"\s+(?:TAHUN|THN|TH)\.?\s+(?=\d)", "/", text)
    text = re.sub(r"(?<=[A-Z])\.(?=[A-Z])", "/", text)
    text = re.sub(r"^([A-Z])[\s.-]+(?=\d)", r"\1/", text)
    groups = ["".join(group.split()).rstrip(".,") for group in text.split("/")]
    key = "/".join(groups).strip(".,:;").replace("O", "0").replace("I", "1")
    short = re.fullmatch(r"0*(\d+)/(\d{4})", key)
    return f"{short[1]}/{short[2]}" if short else key


def number_year(number: str) -> int | None:
    """The year that a number ends with ("…/VIII/2024", "10 Tahun 2024"); None when it has none."""
    found = re.search(r"(?:^|[/\s])((?:19|20)\d{2})\.?$", number)
    return int(found[1]) if found else None


def number_month(number: str) -> int | None:
    """The month that a number tells in Roman figures: before its year, or as its only group of such figures.

    A single letter elsewhere than before the year may be a unit's name ("/V.1/", "/I/"): None.
    """
    if number_year(number) is None:
        return None
    groups = [group.strip(" .") for group in number.split("/")]
    if len(groups) > 2 and _ROMAN.match(groups[-2]):
        return _MONTHS.index(groups[-2]) + 1
    romans = [group for group in groups[1:] if _ROMAN.match(group)]
    if len(romans) == 1 and len(romans[0]) > 1:
        return _MONTHS.index(romans[0]) + 1
    return None
