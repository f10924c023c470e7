"""Characters that do harm: references to what is none, lone surrogates, control characters."""

from __future__ import annotations

import re

MAX_FOREIGN = 100
"""Characters of what a site told that enter a log or a reason."""
_REFERENCE = re.compile(rb"&#(?:[xX]0*([0-9a-fA-F]+)|0*([0-9]+));?")
_REFERENCES = re.compile(rb"(?:&#(?:[xX][0-9a-fA-F]+|[0-9]+);?)+")


def printable(text: str, limit: int = MAX_FOREIGN) -> str:
    """What a site told, fit for the log and a reason: one line without control characters, ``limit`` at most."""
    shown = "".join(character if character.isprintable() else "\ufffd" for character in text[: limit + 1])
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def sound_references(body: bytes) -> bytes:
    """The body without references to what is no character, which feedparser fails at.

    Two that make a surrogate pair (emoji written in UTF-16) become one reference to their character.
    """
    return _REFERENCES.sub(_sound_run, body)


def _sound_run(run: re.Match[bytes]) -> bytes:
    sound: list[bytes] = []
    high = 0
    for reference in _REFERENCE.finditer(run.group()):
        code = _code(reference)
        if 0xDC00 <= code <= 0xDFFF and high:
            sound.append(b"&#%d;" % (0x10000 + (high - 0xD800) * 0x400 + code - 0xDC00))
        elif 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF:
            sound.append(reference.group())
        high = code if 0xD800 <= code <= 0xDBFF else 0
    return b"".join(sound)


def _code(reference: re.Match[bytes]) -> int:
    """The code point that a numeric reference names; 0 for one that is too long to be any."""
    hexadecimal, decimal = reference.groups()
    if hexadecimal is not None:
        return int(hexadecimal, 16) if len(hexadecimal) <= 6 else 0
    return int(decimal) if len(decimal) <= 7 else 0


def sound_text(text: str) -> str:
    """Text without lone surrogates, which no database and no address can hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "ignore")
