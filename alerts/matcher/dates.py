"""Days in Indonesian prose: "27 Agustus 2024", "Selasa (17/9/2024)", "Kamis (8/10)" with the story's year."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

CALENDAR = Path(__file__).resolve().parents[2] / "data" / "calendar.toml"
EARLIEST_YEAR = 1945
LATEST_YEAR = 2100
_REMEMBERED = 1024
"""Words behind figures ("3 orang") of which is remembered whether they name a month."""
SHORTEST_MISSPELT_MONTH = 5
"""Shorter words than this are never read as a misspelt month: "Mai" is a name."""


@dataclass(frozen=True, slots=True)
class Day:
    """One day as told in a sentence."""

    start: int  # first character, that of a weekday before the date when one is printed
    end: int
    span: str  # the words, with the weekday when it stands before
    iso: str | None  # None when the words name no day of the calendar ("30 Februari") or no year is known
    weekday: str | None = None  # as printed
    weekday_number: int | None = None  # ISO 8601: Monday is 1
    year_told: bool = True  # False when the year was taken from the story

    @property
    def fits(self) -> bool | None:
        """Whether the printed weekday is that of the date; None when one of the two is not told."""
        if self.iso is None or self.weekday_number is None:
            return None
        return date.fromisoformat(self.iso).isoweekday() == self.weekday_number


@cache
def _calendar() -> tuple[dict[str, int], dict[str, int]]:
    with CALENDAR.open("rb") as file:
        tables = tomllib.load(file)
    return tables["months"], tables["weekdays"]


# One date: figures alone, or figures, month's name and year; what stands before is looked at only then.
_DATE = re.compile(
    r"(?P<day>\d(?<![\w/.,-].)\d?)"  # the look behind stands second: the engine runs to the next figure by itself
    r"(?:\s*(?P<mark>[/.-])\s*(?P<month>\d{1,2})(?:\s*(?P=mark)\s*(?P<year>\d{4}|\d{2}))?(?![\w/-]|[.,]\d)"
    r"|\s{1,3}(?P<name>[^\W\d_]{3,9})\.?(?:\s{1,3}(?P<year2>\d{4})(?!\d))?)"
    r"(?P<close>\s*\))?"
)
FARTHEST_WEEKDAY = 30
"""Characters before a date in which its weekday stands: "Rabu malam, (".."""


@cache
def _weekday_before() -> re.Pattern[str]:
    weekdays = "|".join(re.escape(name) for name in sorted(_calendar()[1], key=len, reverse=True) if len(name) > 3)
    return re.compile(
        rf"(?:\b(?P<weekday>{weekdays})\b(?:\s+(?:kemarin|lalu|ini|pagi|siang|sore|malam|tanggal))?\s*,?\s*)?(?P<open>\(\s*)?$",
        re.IGNORECASE,
    )


@lru_cache(maxsize=_REMEMBERED)
def month_number(name: str) -> int | None:
    """The month that a word names (1 to 12), also with one letter missing or wrong; else None."""
    months = _calendar()[0]
    word = name.lower()
    if word in months:
        return months[word]
    if len(word) < SHORTEST_MISSPELT_MONTH:
        return None
    near = {months[month] for month in months if len(month) >= SHORTEST_MISSPELT_MONTH and _one_off(word, month)}
    return near.pop() if len(near) == 1 else None


def _one_off(word: str, other: str) -> bool:
    """Whether one letter was dropped, added or changed between two words."""
    if abs(len(word) - len(other)) > 1 or word[0] != other[0]:
        return False
    same = 0
    while same < min(len(word), len(other)) and word[same] == other[same]:
        same += 1
    tail, other_tail = word[same:], other[same:]
    return tail[1:] == other_tail[1:] or tail[1:] == other_tail or tail == other_tail[1:]


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def not_after(day: Day, last: str | None) -> Day:
    """A past day told without its year, moved a year back when it would be later than ``last``, an ISO day.

    "27 Desember" in a story of January is the December before; a year that is told stands, right or wrong.
    """
    if day.year_told or day.iso is None or last is None or day.iso <= last[:10]:
        return day
    told = date.fromisoformat(day.iso)
    return replace(day, iso=_iso(told.year - 1, told.month, told.day))


def find_days(sentence: str, *, year: int | None = None, start: int = 0) -> list[Day]:
    """Every day told in a sentence from a place on, in order.

    ``year`` is used for days without one. Figures alone ("17/9") count as a date only in brackets, behind a
    weekday, or with a year of four figures: the parts of document numbers look the same. Nothing is raised.
    """
    weekdays = _calendar()[1]
    days: list[Day] = []
    for found in _DATE.finditer(sentence, start):
        year_words = found["year"] or found["year2"]
        if found["name"]:
            month = month_number(found["name"])
            # "4 orang mei" is nobody's date; a month misspelt must have its year to be believed.
            if month is None or (found["name"].lower() not in _calendar()[0] and not year_words):
                continue
        else:
            month = int(found["month"])
            if not 1 <= month <= 12:
                continue
        before = _weekday_before().search(sentence, max(start, found.start() - FARTHEST_WEEKDAY), found.start())
        printed = before["weekday"] if before else None
        bracketed = bool(before and before["open"] and found["close"])
        if not (found["name"] or bracketed or printed or len(year_words or "") == 4):
            continue
        told = int(year_words) if year_words else None
        if told is not None and told < 100:
            told += 2000
        if told is not None and not EARLIEST_YEAR <= told <= LATEST_YEAR:
            continue
        used = told if told is not None else year
        number = int(found["day"])
        if not 1 <= number <= 31:
            continue
        first = before.start() if before else found.start()
        days.append(
            Day(
                start=first,
                end=found.end(),
                span=sentence[first : found.end()].strip(),
                iso=_iso(used, month, number) if used is not None and 1 <= used <= 9999 else None,
                weekday=printed,
                weekday_number=weekdays[printed.lower()] if printed else None,
                year_told=told is not None,
            )
        )
    return days
