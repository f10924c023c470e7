"""Papers as themselves: a circular that reaches us in letter form, alone or quoted whole inside a story.

Offices write by form (Permendagri 1/2023 and PermenPANRB 5/2021 on official papers): letterhead, kind of paper,
"NOMOR", "TENTANG" or "Hal", addressees, points, "Ditetapkan di … pada tanggal …", signature. The form says what the
verbs of newsrooms say in a story. How the signature names the issuer: :mod:`alerts.matcher.letter_issuer`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from alerts.matcher.dates import Day, find_days
from alerts.matcher.issuers import Office, knowledge, small_letters, words_pattern
from alerts.matcher.letter_issuer import Block, office_line, signer, titled
from alerts.matcher.letter_lines import (
    DRAFT,
    LONGEST_FIELD,
    PLACE_AND_DAY,
    SENTENCE_END,
    SIGNED,
    TO,
    Line,
    cut,
    heading,
    is_heading,
    kind_of_title,
    labelled,
    lines_of,
    mended,
    number_line,
)
from alerts.matcher.letter_subject import subject_bare, subject_below, subject_beside, subject_of_title
from alerts.matcher.numbers import find_numbers
from alerts.matcher.papers import LETTER
from alerts.matcher.text import Text

PLEDGE, LAW_PAPER, NOTICE = "pledge", "law", "notice"
NOT_ORDERS = (PLEDGE, LAW_PAPER, NOTICE)
"""Papers in the form of a letter that are no circular: they promise, legislate, judge or tell."""

_HEAD = 14  # lines among which a paper that is no circular names itself
_SEARCHED = 30  # lines from the first field within which the other fields stand
_LONGEST_HEADING = 260
_SIGNING_LINE = 140
_ADDRESS_LINE = 60  # characters: what is longer below the fields is prose


@dataclass(frozen=True, slots=True)
class Letter:
    """A paper in letter form, as its own fields give it."""

    kind: str  # a kind of the guide, LETTER, DECREE or one of NOT_ORDERS
    first: int  # its first paragraph in the story
    last: int
    shown: int  # the paragraph of its subject, else of its heading
    number: str | None = None  # as printed, blanks around strokes removed
    subject: str | None = None
    day: Day | None = None
    issuer: Office | None = None
    issuers: str | None = None  # of a joint decision
    draft: bool = False

    def holds(self, paragraph: int) -> bool:
        """Whether a paragraph of the story (0: its headline) is the letter's."""
        return self.first <= paragraph <= self.last


_SOME_FIELD = re.compile(
    r"\W{0,3}(?:n\s?[o0]\s?m\s?[o0e]\s?r|n[o0]rn[o0]r|no|hal|perihal|h\s?a\s?l)\b[^:]{0,14}:|\W{0,3}n[o0]m[o0]r\s\S*\d"
    r"|\W{0,3}t\s?e\s?n\s?t\s?a\s?n\s?g\b"
    r"|\W{0,3}(?:(?:naskah\s)?ikrar|[pf]akta|putusan|surat pernyataan)\b|(?:saya\s)?yang bertanda\s?tangan",
    re.IGNORECASE,
)
_IN_CAPITALS = ("TENTANG", "NOMOR", "N0MOR", "NOM0R")


def may_hold(text: Text) -> bool:
    """Whether a story may hold a letter: cheap, and asked first."""
    for line in text.body.split("\n"):
        if _SOME_FIELD.match(line) or (line[:12].isupper() and any(word in line for word in _IN_CAPITALS)):
            return True
    return False


def form_of(text: Text) -> str | None:
    """The kind of paper that a story in letter form is, as ``Letter.kind`` has it; None for other stories."""
    letter = read_letter(text)
    return letter.kind if letter and letter.first <= _AT_TOP else None


_AT_TOP = 3
"""Paragraphs: a letter that begins further down is quoted by a story."""


def read_letter(text: Text) -> Letter | None:
    """The first paper in letter form that a story holds, or None; nothing is raised.

    What makes the form: two of the fields that name a paper (its kind as a heading, "Nomor", "Tentang" or "Hal")
    and one that addresses, dates or signs it, each on a line of its own.
    """
    if not may_hold(text):
        return None
    lines = list(lines_of(text))
    fields = _Fields.of(lines, text.title)
    if fields is None and is_heading(text.title):  # the heading is the page's title, and so not in its text
        lines = [*(Line(piece, 0) for piece in cut(text.title)), *lines]
        fields = _Fields.of(lines, text.title)
    if fields is None:
        return None
    end = _end(lines, fields.opening)
    signing, day = _signing(lines, fields, end)
    head = [line.text for line in lines[fields.start : fields.opening]]
    block = Block(
        head=head[: next((index for index, line in enumerate(head) if TO.match(line)), len(head))],
        heading=fields.heading_rest,
        foot=[line.text for line in lines[fields.body(lines, signing) : end]],
        place=_place(lines, signing),
        sender=labelled(lines[fields.start : fields.opening + _HEAD], _FROM),
    )
    joint = fields.kind == "keputusan_bersama"
    issuer = None if joint else signer(block) or signer(replace(block, heading=_behind_kind(text.title)))
    shown = fields.subject_at if fields.subject_at is not None else fields.opening
    return Letter(
        kind=_kind(fields),
        first=lines[fields.start].paragraph,
        last=lines[min(end, len(lines)) - 1].paragraph,
        shown=lines[shown].paragraph,
        number=fields.number,
        subject=fields.subject,
        day=day,
        issuer=issuer,
        issuers=_joint(lines, fields) if joint else None,
        draft=fields.draft,
    )


def _behind_kind(title: str) -> str:
    """The words behind the kind of paper in a page's title: "Bupati Kendal" of "Surat Edaran Bupati Kendal"."""
    return title if kind_of_title(title) else ""


# --- fields ------------------------------------------------------------------------------------------------

_ABOUT = re.compile(r"\W{0,3}(?:T\s?E\s?N\s?T\s?A\s?N\s?G|Tentang)(?!\w)\s*:?\s*(?P<value>.*)")
_MATTER = re.compile(r"\W{0,3}(?:H\s?a\s?l|Perihal)\s*(?:\(Perihal\))?\.?\s*[:;]\s*(?P<value>\S.*)", re.IGNORECASE)
_FROM = re.compile(r"Dari\s*:\s*(?P<value>\S.*)", re.IGNORECASE)
_PARTS = re.compile(r"(?:Menimbang|Mengingat|MEMUTUSKAN|MENGADILI|KESATU|Menetapkan)\b|D\s?E\s?M\s?I KEADILAN")


@dataclass(slots=True)
class _Fields:
    """The fields at a paper's top, each with the line it stands on."""

    start: int = 0  # its first line, letterhead included
    opening: int = 0  # its first field
    kind: str | None = None  # as its heading says
    heading_at: int | None = None
    heading_rest: str = ""  # "BUPATI KENDAL" of "SURAT EDARAN BUPATI KENDAL"
    draft: bool = False
    number: str | None = None
    number_at: int | None = None
    subject: str | None = None
    subject_at: int | None = None
    subject_end: int = 0
    labelled: bool = False  # its subject stands behind "Hal"
    addressed: int | None = None

    @classmethod
    def of(cls, lines: Sequence[Line], title: str) -> _Fields | None:
        """The fields of the first paper in letter form; None when there is none."""
        fields = cls()
        first: int | None = None
        for index, line in enumerate(lines):
            if first is not None and index > first + _SEARCHED:
                break
            if fields._take(lines, index, line.text) and first is None:
                first = index
        if first is None:
            return None
        fields.opening = first
        fields.start = _letterhead(lines, first)
        fields.kind = fields.kind or kind_of_title(title)
        if fields.subject is None and fields.kind and fields.number_at is not None:
            fields._find_subject(lines, title)
        return fields if fields._is_form(lines) else None

    def _take(self, lines: Sequence[Line], index: int, text: str) -> bool:
        """Note the field that a line holds; tells whether it is one that names a paper."""
        told = heading(text) if self.heading_at is None and len(text) <= _LONGEST_HEADING else None
        if told and (told[0] not in NOT_ORDERS or index < _HEAD):
            self.kind, self.heading_rest, self.heading_at = told[0], told[1], index
            self.draft = bool(DRAFT.match(text))
            inline = find_numbers(told[1])
            if inline and self.number is None:
                self.number, self.number_at = inline[0].printed, index
            return True
        if self.number_at is None and (told_number := number_line(lines, index)) is not None:
            self.number, self.number_at = told_number or None, index
            return True
        if (self.subject_at is None or self.labelled) and self._take_subject(lines, index, text):
            return True
        if self.addressed is None and TO.match(text):
            self.addressed = index
        return False

    def _take_subject(self, lines: Sequence[Line], index: int, text: str) -> bool:
        about = _ABOUT.match(text)
        if about and (self.heading_at is not None or self.number_at is not None):
            found, end = subject_below(lines, index, about["value"])
            if found:
                self.subject, self.subject_at, self.subject_end, self.labelled = found, index, end, False
            return bool(found)
        beside = None if about or self.subject_at is not None else _MATTER.match(text[:LONGEST_FIELD])
        if beside:
            self.subject, self.subject_end = subject_beside(lines, index, beside["value"])
            self.subject_at, self.labelled = index, True
        return bool(beside)

    def _find_subject(self, lines: Sequence[Line], title: str) -> None:
        """The subject of a paper that lost its line "TENTANG": below its number, else in the page's title."""
        found, end = subject_bare(lines, self.number_at or 0)
        if found:
            self.subject, self.subject_at, self.subject_end = found, (self.number_at or 0) + 1, end
        else:
            self.subject = subject_of_title(title)

    def _is_form(self, lines: Sequence[Line]) -> bool:
        """Whether enough fields stand here for a letter."""
        named = sum(each is not None for each in (self.heading_at, self.number_at, self.subject_at))
        opening = self.opening
        short = [line.text for line in lines[self.start :] if len(line.text) <= _SIGNING_LINE]
        dated = any(SIGNED.match(text) or PLACE_AND_DAY.search(mended(text)) for text in short)
        parts = any(_PARTS.match(line.text) for line in lines[opening : opening + 2 * _SEARCHED])
        closing = sum((dated, parts, self.addressed is not None))
        if closing < 2:
            closing += any(office_line(line.text) for line in lines[opening + 1 :])
        if self.kind in NOT_ORDERS:
            return named + closing >= 2
        return closing >= 1 if named >= 2 else bool(self.kind) and named == 1 and closing >= 2

    def body(self, lines: Sequence[Line], signing: int | None) -> int:
        """The line from which the signature is looked for: the one that dates it, else the first of the prose."""
        top = max(self.opening, self.heading_at or 0, self.number_at or 0, self.subject_at or 0)
        if signing is not None and signing > top:
            return signing
        start = max(top, self.subject_end, (self.addressed or -1) + 1)
        for index, line in enumerate(lines[start : start + _HEAD], start):
            if len(line.text) > _ADDRESS_LINE or (
                SENTENCE_END.search(line.text) and len(line.text) > _ADDRESS_LINE // 2
            ):
                return index
        return start


# --- where it ends, when and where it was signed ------------------------------------------------------------

_DAY_AT_END = re.compile(r"(?:^|\s)\d{1,2}\s[^\W\d_]{3,9}\s\d{4}$")
_DAY_LABEL = re.compile(r"(?:tanggal|tgl)\b\.?\s*:\s*(?P<value>\S.*)", re.IGNORECASE)
_END = re.compile(
    r"(?:tembusan|salinan sesuai|lampiran\s+(?!:)\S|disalin|diundangkan|unduh\b|download\b)", re.IGNORECASE
)


def _end(lines: Sequence[Line], opening: int) -> int:
    return next((index for index in range(opening + 1, len(lines)) if _END.match(lines[index].text)), len(lines))


def _signing(lines: Sequence[Line], fields: _Fields, end: int) -> tuple[int | None, Day | None]:
    """The line that dates the paper, and its day: "Ditetapkan di …", "Kendal, 4 September 2024", "Tanggal : …"."""
    for index in range(fields.opening, end):
        if SIGNED.match(lines[index].text):
            near = mended(" ".join(line.text for line in lines[index : min(index + 3, end)])[:240])
            day = next((day for day in find_days(near) if day.iso and day.year_told), None)
            if day or lines[index].text[:5].lower() != "pada ":
                return index, day
    for index in range(fields.start, end):
        text = mended(lines[index].text[:200])
        found = PLACE_AND_DAY.search(text)
        if (
            found
            and len(text) - found.start() < 80
            and (day := next(iter(find_days(text, start=found.end())), None))
        ):
            return index, day if day.iso else None
    number = mended(lines[fields.number_at].text) if fields.number_at is not None else ""
    for line in (number, *(line.text for line in lines[fields.start : fields.opening])):
        found = _DAY_AT_END.search(mended(line[:200]))
        if found and (day := next((day for day in find_days(found.group()) if day.iso), None)):
            return None, day
    label = labelled(lines[fields.start :], _DAY_LABEL) or ""
    return None, next((day for day in find_days(mended(label[:60])) if day.iso and day.year_told), None)


_AT = re.compile(r"(?:^|\b)di\s*:?\s+(?P<place>[A-Z][\w.’' -]{2,40}?)(?=\s+pada\b|,|$)")


def _place(lines: Sequence[Line], signing: int | None) -> str | None:
    """The place where a paper was signed, as printed."""
    if signing is None:
        return None
    found = _AT.search(lines[signing].text) or re.match(r"(?P<place>[A-Z][\w.’' -]{2,40}),", lines[signing].text)
    return found["place"].strip() if found else None


_HEAD_LINES = 16
_PROSE = 80
"""Characters of a line that ends as a sentence does: no addressee's, no letterhead's."""


def _letterhead(lines: Sequence[Line], first: int) -> int:
    """The first line of the letterhead above a paper's first field: short lines that end no sentence."""
    start = first
    while start > 0 and first - start < _HEAD_LINES:
        text = lines[start - 1].text
        prose = len(text) > 2 * _PROSE or (
            text[-1] in ".:!?" and len(text) > 3 and not text.isupper() and not TO.match(text)
        )
        if prose:
            break
        start -= 1
    return start


# --- kind --------------------------------------------------------------------------------------------------


@cache
def words_at_start(table: str) -> re.Pattern[str]:
    """A pattern of a table of ``[letter.words]`` at the beginning of some words in small letters."""
    return re.compile(rf"\W*(?:{words_pattern(knowledge()['letter']['words'][table])})(?!\w)")


def _kind(fields: _Fields) -> str:
    if fields.kind:
        return fields.kind
    subject = small_letters(fields.subject or "")
    if words_at_start("urges").match(subject):
        return "surat_imbauan"
    told = heading(fields.subject or "")
    return told[0] if told and told[0] in ("surat_edaran", "instruksi") else LETTER


def _joint(lines: Sequence[Line], fields: _Fields) -> str | None:
    """Who decided together: the words between the heading and the first number."""
    if fields.heading_at is None:
        return None
    until = fields.number_at if fields.number_at and fields.number_at > fields.heading_at else fields.heading_at + 1
    words = [fields.heading_rest, *(line.text for line in lines[fields.heading_at + 1 : until])]
    listed = " ".join(" ".join(words).split()).strip(" ,")
    return titled(listed) if office_line(listed.split(",")[0]) else None
