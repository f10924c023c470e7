"""Dates as newsrooms write them: machine stamps and visible Indonesian (or English) bylines.

Numbers are always day first (DD/MM/YYYY); names of months, days and zones come from ``data/calendar.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache

from extract.knowledge import english_weekdays, months, weekdays, zones

FIRST_YEAR = 1995
"""The oldest year a page on the web is believed to be of."""

WIB = timezone(timedelta(hours=7))
EASTERNMOST = timezone(timedelta(hours=9))  # WIT: where an Indonesian day begins first

MAX_TEXT = 2000  # characters of a byline or stamp that are read


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A day as written, with its clock and offset where they are written too, and where it stands in the text."""

    day: date
    clock: time | None = None
    offset: timezone | None = None
    start: int = 0
    end: int = 0

    @property
    def moment(self) -> datetime | None:
        """The moment, when clock and offset are known."""
        if self.clock is None or self.offset is None:
            return None
        return datetime.combine(self.day, self.clock, self.offset)

    def iso(self) -> str:
        """ISO 8601 with the offset as told, else the bare day."""
        moment = self.moment
        return moment.isoformat(timespec="seconds") if moment else self.day.isoformat()

    def dayonly(self) -> WrittenDate:
        """The same day without its clock."""
        return replace(self, clock=None, offset=None)


def stamp(value: str) -> WrittenDate | None:
    """The date in a machine-written field (meta, JSON-LD, ``datetime``): ISO 8601, RFC 5322, or a byline's form."""
    value = value.strip()[:MAX_TEXT]
    if iso := _ISO.match(value):
        return _iso(iso)
    if _RFC_5322.match(value):
        try:
            return _of(parsedate_to_datetime(value))
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    if told := _SERVERS.match(value):
        return _told(
            (told["y"], told["m"], told["d"]), (told["h"], told["min"], told["s"]), told["zone"], told.span()
        )
    return next(dates(value), None)


_SERVERS = re.compile(  # Java's Date.toString: "Fri Apr 28 19:20:36 CEST 2023"
    r"[A-Z][a-z]{2}\s(?P<m>[A-Z][a-z]{2})\s{1,2}(?P<d>\d{1,2})\s(?P<h>\d{1,2}):(?P<min>\d{2}):(?P<s>\d{2})"
    r"\s(?P<zone>[A-Z]{2,5}|GMT[+-]\d{2}:\d{2})\s(?P<y>\d{4})$"
)


_RFC_5322 = re.compile(
    r"(?:[A-Z][a-z]{2},\s)?\d{1,2}\s[A-Z][a-z]{2}\s\d{4}\s\d{1,2}:\d{2}(?::\d{2})?\s(?:[+-]\d{4}|GMT|UTC)$"
)
_ISO = re.compile(
    r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})"
    r"(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d{1,9})?\s?(Z|UTC|GMT|WIB|WITA|WIT|[+-]\d{2}:?\d{2})?)?",
    re.IGNORECASE,
)


def _iso(match: re.Match[str]) -> WrittenDate | None:
    year, month, day, hour, minute, second, zone = match.groups()
    found = _told((year, month, day), (hour, minute, second), zone, match.span())
    if found and found.clock == time(0, 0) and found.offset in (None, UTC):
        return found.dayonly()  # midnight UTC is what systems write that know the day alone
    return found


def _of(moment: datetime) -> WrittenDate | None:
    if not FIRST_YEAR <= moment.year <= 9998:
        return None
    offset = moment.utcoffset()
    return WrittenDate(
        moment.date(), moment.time().replace(microsecond=0), timezone(offset) if offset is not None else None
    )


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    names = "|".join(sorted(map(re.escape, months()), key=len, reverse=True))
    flags = re.IGNORECASE
    day, year = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?", r"(?P<y>\d{4}|['’]?\d{2})(?!\d|[:.]\d)"
    return (
        re.compile(rf"(?<!\d){day}[\s.-]{{1,3}}(?P<m>{names})\.?,?[\s-]{{1,3}}{year}", flags),
        re.compile(rf"\b(?P<m>{names})\.?\s{{1,2}}{day},?\s{{1,2}}{year}", flags),
        re.compile(r"(?<![\d/.-])(?P<d>\d{1,2})(?P<s>[/.-])(?P<m>\d{1,2})(?P=s)(?P<y>\d{4})(?![\d/])"),
        re.compile(r"(?<![\d/.-])(?P<y>\d{4})(?P<s>[/.-])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?![\d/])"),
        # Day, month and year in elements of their own: "12Okt2026", "12Okt 2026".
        re.compile(rf"(?<!\w)(?P<d>\d{{1,2}})\s?(?P<m>{names})\s?(?P<y>\d{{4}})(?!\w)", flags),
        # A year of two digits is one only beside a clock: "25.04.24 | 14:07".
        re.compile(
            r"(?<![\d/.:-])(?P<d>\d{2})(?P<s>[/.-])(?P<m>\d{2})(?P=s)(?P<y>[0-3]\d)(?=[\s,|•-]{1,4}\d{1,2}[:.]\d{2}\b)"
        ),
    )


_ZONE = r"(?:\s?(?P<zone>WIB|WITA|WIT|(?:UTC|GMT)?[+-]\d{2}:?\d{2}|UTC|GMT)\b)?"
_CLOCK = r"(?P<h>\d{1,2})[:.](?P<min>\d{2})(?:[:.](?P<s>\d{2}))?(?!\d)(?:\s?(?P<half>[ap])\.?m\b\.?)?" + _ZONE
_AFTER = re.compile(r"[\s,|•·/(–—-]{0,6}(?:(?:T|pada|pukul|pkl|jam|at|@)\.?:?\s{0,2})?" + _CLOCK, re.IGNORECASE)
_BEFORE = re.compile(r"(?<!\d)" + _CLOCK + r"[\s,|•·/–—-]{1,6}$", re.IGNORECASE)


def dates(text: str) -> Iterator[WrittenDate]:
    """Every full date (day, month, year) in a short text, in the order written, with the clock beside it."""
    text = text[:MAX_TEXT]
    found: dict[int, WrittenDate] = {}
    for pattern in _patterns():
        for match in pattern.finditer(text):
            day, month = match["d"], match["m"]
            if month.isdecimal() and _month_first(match["y"], day, month, text[: match.start()]):
                day, month = month, day
            if told := _told((match["y"], month, day), (None, None, None), None, match.span()):
                found.setdefault(match.start(), told)
    for told in sorted(found.values(), key=lambda told: told.start):
        yield _with_clock(told, text)


def _month_first(year: str, day: str, month: str, before: str) -> bool:
    """Whether the day's name before a date in numbers says that its month stands first: "Tue, 02/11/2025".

    Where both orders give that day, the language of its name decides, as in Drupal's own formats.
    """
    named = _named_day().search(before[-20:])
    if named is None or len(year) != 4:
        return False
    name = named[1].lower().rstrip(".")
    number = weekdays()[name]
    written = _told((year, month, day), (None, None, None), None, (0, 0))
    turned = _told((year, day, month), (None, None, None), None, (0, 0))
    if turned is None or turned.day.isoweekday() != number:
        return False
    return written is None or written.day.isoweekday() != number or name in english_weekdays()


@cache
def _named_day() -> re.Pattern[str]:
    return re.compile(rf"({_weekday()})[\s,.-]{{1,3}}$", re.IGNORECASE)


_CLOCK_ALONE = re.compile(r"(?:pukul|pkl|jam)?\.?\s{0,2}" + _CLOCK + r"(?:\sUhr)?", re.IGNORECASE)


def at_clock(told: WrittenDate, text: str) -> WrittenDate | None:
    """The day with the clock that all of ``text`` is ("10:25 WITA"); None where it is none."""
    found = _CLOCK_ALONE.fullmatch(text.strip(" |,•·–—-()"))
    return _at(told, found, (told.start, told.end)) if found else None


def _with_clock(told: WrittenDate, text: str) -> WrittenDate:
    clock = _AFTER.match(text, told.end)
    if clock is None:
        before = text[max(0, told.start - 40) : told.start]
        clock = _BEFORE.search(re.sub(_weekday() + r"[\s,]{0,3}$", "", before, flags=re.IGNORECASE))
        end = told.end
    else:
        end = clock.end()
    if clock is None:
        return told
    return _at(told, clock, (told.start, end)) or told


def _at(told: WrittenDate, clock: re.Match[str], span: tuple[int, int]) -> WrittenDate | None:
    hour = int(clock["h"]) % 12 + (12 if clock["half"] in "pP" else 0) if clock["half"] else int(clock["h"])
    return _told(
        (str(told.day.year), str(told.day.month), str(told.day.day)),
        (str(hour), clock["min"], clock["s"]), clock["zone"], span,
    )  # fmt: skip


@cache
def _weekday() -> str:
    return rf"\b(?:{'|'.join(sorted(map(re.escape, weekdays()), key=len, reverse=True))})\b\.?"


def without_dates(text: str) -> str:
    """What is left of a line when dates, clocks, zones and names of days are taken out: empty for a dateline."""
    for told in reversed(list(dates(text))):
        text = f"{text[: told.start]} {text[told.end :]}"
    text = re.sub(_weekday(), " ", text, flags=re.IGNORECASE)
    text = re.sub(
        r"\b\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\b|\b(?:WIB|WITA|WIT|pukul|jam|pkl)\b", " ", text, flags=re.IGNORECASE
    )
    return " ".join(re.sub(r"[|,•·/–—-]", " ", text).split())


def _told(
    written: tuple[str, str, str],
    clock: tuple[str | None, str | None, str | None],
    zone: str | None,
    span: tuple[int, int],
) -> WrittenDate | None:
    year, month, day = written
    year = year if len(year) == 4 else f"20{year[-2:]}"  # "17 Sep 24"
    number = int(month) if month.isdecimal() else months().get(month.lower(), 0)
    try:
        found = date(int(year), number, int(day))
    except ValueError:
        return None
    if not FIRST_YEAR <= found.year <= 9998:
        return None
    hour, minute, second = clock
    if hour is None or minute is None:
        return WrittenDate(found, start=span[0], end=span[1])
    try:
        told = time(int(hour), int(minute), int(second or 0))
    except ValueError:
        return WrittenDate(found, start=span[0], end=span[1])
    return WrittenDate(found, told, offset_of(zone), *span)


def offset_of(zone: str | None) -> timezone | None:
    """The offset of a zone mark: ``WIB``, ``Z``, ``+0700``, ``+07:00``; None for none or an impossible one."""
    if not zone:
        return None
    name = re.sub(r"^(?:UTC|GMT)(?=[+-])", "", zone.upper())
    sign = zones().get(name, "+00:00" if name == "Z" else name).replace(":", "")
    if not re.fullmatch(r"[+-]\d{4}", sign):
        return None
    shift = timedelta(hours=int(sign[1:3]), minutes=int(sign[3:5]))
    if shift > timedelta(hours=14):
        return None
    return timezone(-shift if sign[0] == "-" else shift)


_AGO = re.compile(
    r"(?<!\d)(?P<n>\d{1,3})\s?(?P<unit>detik|menit|mnt|jam|hari|minggu|seconds?|minutes?|mins?|hours?|days?|weeks?)"
    r"\s(?:yang\s)?(?:lalu|ago)\b",
    re.IGNORECASE,
)
_NEARBY = re.compile(r"\b(?P<word>hari ini|today|kemarin|kemaren|yesterday)\b", re.IGNORECASE)
_SECONDS = {"d": 1, "s": 1, "m": 60, "j": 3600, "h": 3600}


def relative(text: str, fetched: datetime) -> WrittenDate | None:
    """ "3 jam lalu" seen from the moment of fetching; hours and less give a moment (UTC), more gives a bare day."""
    local = fetched.astimezone(WIB)
    if match := _AGO.search(text[:MAX_TEXT]):
        count, unit = int(match["n"]), match["unit"].lower()
        if unit in ("hari", "minggu") or unit.startswith(("day", "week")):
            days = count * (7 if unit.startswith(("minggu", "week")) else 1)
            return WrittenDate((local - timedelta(days=days)).date(), start=match.start(), end=match.end())
        moment = fetched.astimezone(UTC) - timedelta(seconds=count * _SECONDS[unit[0]])
        clock = moment.time().replace(second=0, microsecond=0)
        return WrittenDate(moment.date(), clock, UTC, match.start(), match.end())
    if match := _NEARBY.search(text[:MAX_TEXT]):
        days = 0 if match["word"].lower() in ("hari ini", "today") else 1
        return WrittenDate((local - timedelta(days=days)).date(), start=match.start(), end=match.end())
    return None
