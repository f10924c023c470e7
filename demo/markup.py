"""Small HTML templates: a theme is one file of named parts, and whatever is put into a part is escaped."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from string import Template

THEMES = Path(__file__).resolve().parent / "themes"
_PART = re.compile(r"^<!--== ([\w-]+) ==-->\n", re.MULTILINE)


class Markup(str):
    """Text that is markup already and is not escaped again."""

    __slots__ = ()


def join(pieces: Iterable[Markup]) -> Markup:
    """Several pieces of markup, one after the other."""
    return Markup("\n".join(pieces))


class Theme:
    """The named parts of one theme file under ``themes/``."""

    def __init__(self, parts: dict[str, Template]) -> None:
        self._parts = parts

    def __contains__(self, part: str) -> bool:
        return part in self._parts

    def fill(self, part: str, **values: str | int) -> Markup:
        """The part with its ``$names`` filled in; everything but :class:`Markup` is escaped."""
        safe = {
            name: value if isinstance(value, Markup) else html.escape(str(value)) for name, value in values.items()
        }
        return Markup(self._parts[part].substitute(safe).rstrip("\n"))


@cache
def load_theme(name: str) -> Theme:
    """The theme of that name, e.g. ``"portal"``."""
    pieces = _PART.split((THEMES / f"{name}.html").read_text("utf-8"))
    return Theme({name: Template(text) for name, text in zip(pieces[1::2], pieces[2::2], strict=True)})
