"""JSON Lines in, JSON Lines out: what ``extract --jsonl`` and ``match --jsonl`` have in common.

Each line is a request with an id and is answered by one line with that id, in order; what cannot be answered by
``{"id", "error"}``, and the run goes on. Blank lines ask for nothing and are passed over.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from model import NetraError

LONGEST_LINE = 64_000_000
"""Bytes: a longer line is answered with an error; no page is that large."""

Object = dict[str, Any]


class BadLine(NetraError):
    """A line that is no request."""


def lines_of(source: BinaryIO) -> Iterator[bytes | None]:
    """The lines, as they come; None for one that is too long, which is read to its end and thrown away."""
    while line := source.readline(LONGEST_LINE):
        end, whole = line[-1:], True
        while end != b"\n" and (rest := source.readline(LONGEST_LINE)):
            end, whole = rest[-1:], False
        yield line if whole else None


def answers(lines: Iterable[bytes | None], answer: Callable[[Object], Object]) -> Iterator[Object]:
    """Each line's answer: its id and what ``answer`` says to the request, or the NetraError that this raises."""
    for line in lines:
        if line is not None and not line.strip():
            continue
        name: object = None
        try:
            request = _request(line)
            name = _name(request)
            yield {"id": name, **answer(request)}
        except NetraError as error:
            yield {"id": name, "error": str(error)}


def write(answered: Iterable[Object]) -> None:
    """One line for each, flushed at once; in ASCII, as some readers take U+2028 for the end of a line."""
    for each in answered:
        sys.stdout.buffer.write(json.dumps(each, allow_nan=False).encode() + b"\n")
        sys.stdout.buffer.flush()


def _request(line: bytes | None) -> Object:
    if line is None:
        raise BadLine(f"This line is longer than {LONGEST_LINE} bytes.")
    try:
        request = json.loads(line.decode("utf-8-sig"), parse_float=_finite, parse_constant=_finite)
    except RecursionError as error:
        raise BadLine("This line is not JSON that can be read: it is nested too deeply.") from error
    except ValueError as error:
        raise BadLine(f"This line is not JSON in UTF-8: {error}.") from error
    if not isinstance(request, dict):
        raise BadLine("This line is not a JSON object.")
    return request


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):  # JSON knows neither NaN nor Infinity, and could not be answered with one
        raise ValueError(f"{text[:20]} is no number of JSON's, or too large")
    return number


def _name(request: Object) -> object:
    name = request.get("id")
    if name is None or isinstance(name, bool | dict | list):
        raise BadLine("This line has no id (a string or a number).")
    return name
