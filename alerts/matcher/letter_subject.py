"""The subject of a paper in letter form: below "TENTANG", or behind "Hal"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from alerts.matcher.letter_issuer import office_line, titled
from alerts.matcher.letter_lines import (
    A_LABEL,
    PLACE_AND_DAY,
    SENTENCE_END,
    SIGNED,
    TO,
    Line,
    heading,
    kind_of_title,
)

_STOP = re.compile(
    r"(?:dengan rahmat|yth\b|kepada\b|di\b|menimbang|mengingat|memutuskan|sehubungan|dalam rangka|menindaklanjuti"
    r"|berdasarkan|sesuai|dasar\b|bersama ini|dengan ini|\W?(?:\d{1,2}|[a-zA-Z]|[IVX]{1,4})[.)]\s)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:,|-|/|\b(?:dan|dalam|pada|di|ke|dari|bagi|untuk|dengan|serta|atau|terhadap|menjelang|oleh|yang|tahun|para))$",
    re.IGNORECASE,
)
_MOST_SUBJECT_LINES = 6
_LONGEST_LINE = 260
_SHORT_LINE = 75
_CUT = re.compile(r"\s+(?:Kepada|Yth\b|KEPADA|YTH\b).*$")


def subject_below(lines: Sequence[Line], index: int, value: str) -> tuple[str | None, int]:
    """The subject behind "TENTANG", on its line or the lines below, and the line behind it."""
    parts = [value] if value else []
    at = index + 1
    while at < len(lines) and len(parts) < _MOST_SUBJECT_LINES:
        text = lines[at].text
        if _STOP.match(text) or _heading_field(text) or (parts and not _continues(parts[-1], text)):
            break
        parts.append(text)
        at += 1
        if not text.isupper() and text[:12].isupper():
            break
    return _cleaned(parts), at


def subject_bare(lines: Sequence[Line], number_at: int) -> tuple[str | None, int]:
    """The subject in capitals below the number of a paper that lost its line "TENTANG", and the line behind."""
    below = lines[number_at + 1].text if number_at + 1 < len(lines) else ""
    bare = below.isupper() and " " in below and not (office_line(below) or heading(below) or TO.match(below))
    return subject_below(lines, number_at, "") if bare else (None, number_at + 1)


_ABOUT = re.compile(r"\btentang\s+(?P<subject>\S.*)", re.IGNORECASE)


def subject_of_title(title: str) -> str | None:
    """The subject that a page's title tells of the paper printed below: "Surat Edaran Bupati X tentang …"."""
    found = _ABOUT.search(title) if kind_of_title(title) else None
    return _cleaned([found["subject"]]) if found else None


def _heading_field(text: str) -> bool:
    return bool(A_LABEL.match(text) or SIGNED.match(text) or (text.endswith(",") and office_line(text)))


def _continues(last: str, text: str) -> bool:
    if last.isupper():
        return (text.isupper() or _capitals(text) != "") and not (office_line(text) and not _GOES_ON.search(last))
    return (
        bool(_GOES_ON.search(last) or text[:1].islower())
        and len(text) <= _LONGEST_LINE
        and not SENTENCE_END.search(last)
    )


def _capitals(text: str) -> str:
    """The words in capitals with which a line begins: a heading may be run into its first sentence."""
    words = text.split()
    count = next((index for index, word in enumerate(words) if any(sign.islower() for sign in word)), len(words))
    return " ".join(words[:count]) if count > 1 else ""


def subject_beside(lines: Sequence[Line], index: int, value: str) -> tuple[str | None, int]:
    """The subject behind "Hal", with the lines on which it goes on before the addressees."""
    parts, at = [value], index + 1
    below = [line.text for line in lines[index + 1 : index + 5]]
    to = next((step for step, text in enumerate(below) if TO.match(text)), None)
    for text in below[:to] if to is not None else below:
        broken = _GOES_ON.search(parts[-1]) or text[:1].islower()
        if _STOP.match(text) or _heading_field(text) or PLACE_AND_DAY.search(text) or len(text) > _SHORT_LINE:
            break
        if heading(text) or (to is None and not broken):
            break
        parts.append(text)
        at += 1
    return _cleaned(parts), at


def _without_prose(part: str) -> str:
    run = _capitals(part)
    into_prose = bool(run) and part[:12].isupper() and len(run) < len(part)
    return run if into_prose and (len(run) > _SHORT_LINE // 4 or len(part) > _SHORT_LINE) else part


def _cleaned(parts: Sequence[str]) -> str | None:
    whole = ""
    for part in map(_without_prose, parts):
        parted = whole.endswith("-") and part[:1].isalpha() and not whole.upper().endswith(("NON-", "SE-", "ANTI-"))
        whole = (whole[:-1] if parted else f"{whole} ") + part
    subject = titled(_CUT.sub("", " ".join(whole.split())).strip(" .,;:\"'“”-–"))
    return subject if len(subject) > 3 else None
