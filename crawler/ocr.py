"""Reading pictures of pages: the program tesseract with its Indonesian data, when they are there."""

from __future__ import annotations

import shutil
from functools import cache

from crawler import apart

LANGUAGE = "ind"
PAGE_SECONDS = 10.0
"""An A4 page of 200 pixels per inch takes 2 to 4 s."""

LOOK_SECONDS = 5.0
"""To ask the program for its languages."""

SURE = 40.0
"""Of tesseract's 100: below it a word is most often a stamp, a signature or a speck of dust."""

Line = tuple[str, float, float, float, float]
"""A line's text, and its left, top, right and bottom in pixels."""


@cache
def program() -> str | None:
    """The full path of tesseract; None when it, or its Indonesian data, is not installed."""
    path = shutil.which("tesseract")
    if path is None:
        return None
    try:
        listed = apart.run([path, "--list-langs"], b"", LOOK_SECONDS)
    except apart.EndedBadly:
        return None
    return path if LANGUAGE in listed.decode("utf-8", "replace").split() else None


def lines(picture: bytes, seconds: float = PAGE_SECONDS) -> list[Line]:
    """The lines on a picture (PGM), in reading order; [] without the program.

    Raises EndedBadly when it fails or takes more than ``seconds``.
    """
    path = program()
    if path is None:
        return []
    table = apart.run([path, "-", "-", "-l", LANGUAGE, "--dpi", "200", "tsv"], picture, seconds)
    return _lines(table.decode("utf-8", "replace"))


def _lines(table: str) -> list[Line]:
    """The lines of tesseract's TSV: a row per word, with the numbers of its block, paragraph and line."""
    found: dict[tuple[str, ...], Line] = {}
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != "5" or not cells[11].strip():
            continue
        left, top, width, height = map(float, cells[6:10])
        if float(cells[10]) < SURE:
            continue
        key, word = tuple(cells[1:5]), cells[11].strip()
        text, x, y, right, bottom = found.get(key, ("", left, top, left, top))
        found[key] = (
            f"{text} {word}".strip(), min(x, left), min(y, top), max(right, left + width), max(bottom, top + height)
        )  # fmt: skip
    return list(found.values())
