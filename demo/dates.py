"""Dates as Indonesian newsrooms print them."""

from __future__ import annotations

from datetime import datetime

WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")


def long_date(at: datetime) -> str:
    """``14 Oktober 2026``."""
    return f"{at.day} {MONTHS[at.month - 1]} {at.year}"


def full_date(at: datetime) -> str:
    """``Rabu, 14 Oktober 2026``."""
    return f"{WEEKDAYS[at.weekday()]}, {long_date(at)}"


def short_date(at: datetime) -> str:
    """``14 Okt 2026, 09:20``."""
    return f"{at.day:02d} {SHORT_MONTHS[at.month - 1]} {at.year}, {at:%H:%M}"
