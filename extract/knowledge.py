"""What this room knows from files: ``clutter.toml``, ``calendar.toml`` and ``platforms.toml`` under ``data/``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, cast

DATA = Path(__file__).resolve().parents[1] / "data"


@cache
def _file(name: str) -> dict[str, Any]:
    with (DATA / name).open("rb") as file:
        return tomllib.load(file)


def words(table: str, key: str) -> tuple[str, ...]:
    """The list ``key`` of table ``table`` in ``data/clutter.toml``, in the file's order."""
    return tuple(cast("list[str]", _file("clutter.toml")[table][key]))


def pairs(table: str, key: str) -> dict[str, str]:
    """The inline table ``key`` of table ``table`` in ``data/clutter.toml``."""
    return dict(cast("dict[str, str]", _file("clutter.toml")[table][key]))


def several_pages() -> dict[str, Any]:
    """``data/platforms.toml``: how pagers speak (table ``pager``), and the platforms' whole views."""
    return _file("platforms.toml")


@cache
def months() -> dict[str, int]:
    """Month names and short forms, Indonesian first, then English; lower case."""
    calendar = _file("calendar.toml")
    return {**calendar["english_months"], **calendar["months"]}


@cache
def weekdays() -> dict[str, int]:
    """Names of days with their ISO numbers (Monday is 1), Indonesian first, then English; lower case."""
    calendar = _file("calendar.toml")
    return {**calendar["english_weekdays"], **calendar["weekdays"]}


@cache
def english_weekdays() -> dict[str, int]:
    """The English names of days alone."""
    return dict(_file("calendar.toml")["english_weekdays"])


@cache
def zones() -> dict[str, str]:
    """Offsets by zone mark, e.g. ``WIB`` → ``+07:00``."""
    return dict(_file("calendar.toml")["zones"])
