"""What does not fit in a story: shown to the reader beside the finding, never corrected.

Only checks that are certain from the words alone: a weekday that is not that of its date, a day that no calendar
has, a law that bears another number, a circular whose number tells another month than its date, a body addressed
after its end. Codes: ``weekday``, ``impossible_date``, ``wrong_law``, ``month_in_number``, ``former_body``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from alerts.matcher.circular_cues import concerned
from alerts.matcher.dates import find_days
from alerts.matcher.issuers import DATA
from alerts.matcher.numbers import find_numbers, number_month, number_year
from alerts.matcher.paper_details import day_of
from alerts.matcher.papers import LAW, find_papers
from alerts.matcher.text import Text
from model import Flag

NEAR = timedelta(days=60)
"""A date told without its year is checked only when it lies this near to the day of publication."""

_TYPES = {
    "uu": "UU",
    "undang-undang": "UU",
    "undang undang": "UU",
    "pp": "PP",
    "peraturan pemerintah": "PP",
    "perpres": "Perpres",
    "peraturan presiden": "Perpres",
}
_LAW = re.compile(
    r"(?<![\w-])(?P<type>Undang[- ]Undang|Peraturan Pemerintah|Peraturan Presiden|Perpres|UU|PP)"
    r"(?:\s*\((?:UU|PP|Perpres)\))?(?:\s+(?:RI|ASN))?\s*"
    r"(?:[Nn]om[oe]r|[Nn]o)?[\s.:]*(?P<number>\d{1,3})\s*(?:/|\s+[Tt]ahun\s+)(?P<year>\d{4})(?!\d)"
    r"(?:\s+tentang\s+(?P<subject>[^,.;()]{2,60}))?"
)
_LAWS = ("Undang", "Peraturan P", "Perpres", "UU", "PP")
_SENT_TO = (
    r"\b(?:(?:akan|segera|bakal|kami|kita|pihaknya)\s+(?:\w+\s+){0,2}?|untuk\s+)?(?:diteruskan|meneruskan|teruskan|direkomendasikan|merekomendasikan"
    r"|rekomendasikan|dilaporkan|melaporkan|laporkan|dilimpahkan|melimpahkan|dikirim(?:kan)?|mengirim(?:kan)?|disampaikan|menyampaikan)"
    r"\s+(?:\w+\s+){0,3}?(?:ke|kepada)\s+"
)
_WORTH_READING = re.compile(r"\d|KASN|Komisi A")
_ROMAN_GROUP = re.compile(r"/\s*[IVX]+\s*/")
_BACK = re.compile(
    r"\b(?:pernah|sempat|dulu|dahulu|lalu|sebelumnya|saat\s+itu|ketika\s+itu|(?:19|20)[01]\d|202[0-3])\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Body:
    names: tuple[str, ...]
    sent_to: re.Pattern[str]  # something that goes to it
    gone: str


@cache
def _subjects() -> tuple[tuple[str, tuple[str, ...], frozenset[str]], ...]:
    return tuple((entry["type"], tuple(entry["begins"]), frozenset(entry["known"])) for entry in _laws()["subject"])


@cache
def _misquoted() -> frozenset[tuple[str, str]]:
    return frozenset((entry["type"], entry["number"]) for entry in _laws()["misquoted"])


@cache
def _bodies() -> tuple[_Body, ...]:
    return tuple(
        _Body(
            tuple(entry["names"]),
            re.compile(_SENT_TO + "(?:" + "|".join(map(re.escape, entry["names"])) + r")\b"),
            entry["gone"],
        )
        for entry in _laws()["body"]
    )


@cache
def _laws() -> dict[str, list[dict[str, str]]]:
    with (DATA / "laws.toml").open("rb") as file:
        return tomllib.load(file)


def flags(text: Text) -> tuple[Flag, ...]:
    """What does not fit in a story, in the order told; one of a kind and span each. Nothing is raised."""
    found: dict[tuple[str, str], Flag] = {}
    neutrality: bool | None = None
    for sentence in text.sentences:
        if not _WORTH_READING.search(sentence.text):
            continue
        for code, span in _odd(sentence.text, text.day):
            if code not in _OF_ANY_STORY:
                neutrality = concerned(text) if neutrality is None else neutrality
                if not neutrality:
                    continue
            found.setdefault((code, span), Flag(code, span, sentence.text))
    return tuple(found.values())


_OF_ANY_STORY = ("weekday", "impossible_date")
"""The others are checked only in stories on neutrality."""


def _odd(sentence: str, published: str | None) -> Iterator[tuple[str, str]]:
    yield from _days(sentence, published)
    yield from _law_numbers(sentence)
    yield from _months_in_numbers(sentence)
    yield from _former_bodies(sentence, published)


def _days(sentence: str, published: str | None) -> Iterator[tuple[str, str]]:
    told = _date(published)
    for day in find_days(sentence, year=told.year if told else None):
        if day.iso is None:
            if day.year_told or (told and day.weekday):
                yield "impossible_date", day.span
        elif day.fits is False and (day.year_told or (told and abs(date.fromisoformat(day.iso) - told) <= NEAR)):
            yield "weekday", day.span


def _date(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def _law_numbers(sentence: str) -> Iterator[tuple[str, str]]:
    if not any(name in sentence for name in _LAWS):
        return
    for law in _LAW.finditer(sentence):
        kind = _TYPES[" ".join(law["type"].lower().split())]
        number = f"{int(law['number'])}/{law['year']}"
        subject = (law["subject"] or "").lower()
        wrong = (kind, number) in _misquoted()
        for other, begins, known in _subjects():
            named = any(subject == begin or subject.startswith(f"{begin} ") for begin in begins)
            wrong = wrong or (other == kind and named and number not in known)
        if wrong:
            end = law.start("subject") if law["subject"] else law.end()
            yield "wrong_law", sentence[law.start() : end].removesuffix("tentang ").strip()


def _months_in_numbers(sentence: str) -> Iterator[tuple[str, str]]:
    if not _ROMAN_GROUP.search(sentence) or not any(
        number_month(number.printed) for number in find_numbers(sentence)
    ):
        return
    for paper in find_papers(sentence):
        if paper.kind == LAW or not paper.numbers:
            continue
        printed = paper.numbers[0].printed
        month, year = number_month(printed), number_year(printed)
        day = day_of(sentence, paper, None)
        if month and day and day.iso and int(day.iso[:4]) == year and int(day.iso[5:7]) != month:
            yield "month_in_number", sentence[paper.numbers[0].number_start : day.end].strip()


def _former_bodies(sentence: str, published: str | None) -> Iterator[tuple[str, str]]:
    told = _date(published)
    if told is None:
        return
    for body in _bodies():
        if told.isoformat() < body.gone or not any(name in sentence for name in body.names):
            continue
        found = body.sent_to.search(sentence)
        if found and not _BACK.search(sentence):
            yield "former_body", found.group()
