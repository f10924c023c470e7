"""What is given to a command: a file, an address, a number; a wrong one is wrong use, named in one line."""

from __future__ import annotations

import math
import re
import sys
from pathlib import Path
from typing import Any, BinaryIO

import click

from model import NetraError, Page

_ADDRESS = re.compile(r"(?i)([a-z][a-z0-9+.-]*)://")


class WrongInput(NetraError):
    """What the command was to read is not there, or is no address that can be read."""


def is_address(name: str) -> bool:
    """Whether a word of the command line is an address, of whatever scheme, and no file."""
    return bool(_ADDRESS.match(name))


def open_input(name: str) -> BinaryIO:
    """A file, or standard input for "-", to read bytes from. Raises WrongInput."""
    if name == "-":
        return sys.stdin.buffer
    if is_address(name):
        raise WrongInput(
            f"{name} is an address, and a file is read here; `netra check URL` reads one by http or https."
        )
    try:
        return Path(name).open("rb")
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise _unreadable(name, error) from error


def read_input(name: str) -> bytes:
    """All of a file, or of standard input for "-". Raises WrongInput."""
    source = open_input(name)
    try:
        return source.read()
    except OSError as error:
        raise _unreadable(name, error) from error
    finally:
        if source is not sys.stdin.buffer:
            source.close()


def _unreadable(name: str, error: Exception) -> WrongInput:
    return WrongInput(f"{name} cannot be read: {getattr(error, 'strerror', None) or error}.")


def fetch(url: str) -> list[Page]:
    """The pages of a story at an address. Raises WrongInput when it is none of http or https, FetchError."""
    scheme = _ADDRESS.match(url)
    if scheme is None or scheme[1].lower() not in {"http", "https"}:
        raise WrongInput(f"{url} cannot be read: only addresses that begin with http:// or https:// are fetched.")
    # Twisted is for addresses alone.
    from crawler.addresses import NotAnAddress, canonical_url  # noqa: PLC0415
    from crawler.fetching import fetch_story  # noqa: PLC0415
    from extract import still_wanted  # noqa: PLC0415

    try:
        canonical_url(url)
    except NotAnAddress as error:
        raise WrongInput(str(error)) from error
    return fetch_story(url, still_wanted)


class Seconds(click.FloatRange):
    """An option that takes seconds, above 0."""

    def __init__(self) -> None:
        super().__init__(min=0, min_open=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """As the base class does, with a sentence that says what is wanted."""
        try:
            seconds = float(super().convert(value, param, ctx))
        except click.BadParameter:
            seconds = math.nan
        if not math.isfinite(seconds):
            self.fail(f"{value!r} is not a number of seconds above 0.", param, ctx)
        return seconds


class Rows(click.IntRange):
    """An option that takes a number of rows."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """As the base class does, with a sentence that says what is wanted."""
        try:
            return int(super().convert(value, param, ctx))
        except click.BadParameter:
            self.fail(f"{value!r} is not a whole number from {self.min} to {self.max}.", param, ctx)
