"""Labels and texts in both languages, from ``data/labels.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

LANGUAGES = ("id", "en")
"""The first one is what a chat reads until it asks for the other."""

_FILE = Path(__file__).resolve().parents[1] / "data" / "labels.toml"


@cache
def _labels() -> dict[str, dict[str, dict[str, str]]]:
    with _FILE.open("rb") as file:
        return tomllib.load(file)


def label(group: str, value: str, language: str = "id") -> str:
    """The words of one value, e.g. ``label("stage", "examined")`` → "sedang diperiksa".

    An unknown language reads Indonesian; an unknown value reads as itself, so that an archive of a newer version
    never breaks a message.
    """
    words = _labels().get(group, {}).get(value)
    if words is None:
        return value
    return (words.get(language) or words["id"]).strip("\n")


def values(group: str) -> tuple[str, ...]:
    """The values of a group, in the order of the file."""
    return tuple(_labels().get(group, {}))
