"""Where sites of a platform usually list what is new (``data/conventions.toml``)."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from crawler.addresses import NotAnAddress, canonical_url
from model import Reading

DATA = Path(__file__).resolve().parents[1] / "data" / "conventions.toml"
_ANY = "unknown"


@cache
def _platforms() -> dict[str, tuple[tuple[Reading, str], ...]]:
    tables = tomllib.loads(DATA.read_text(encoding="utf-8"))
    return {
        platform: tuple((Reading(name), path) for name, paths in ways.items() for path in paths)
        for platform, ways in tables.items()
    }


def platforms() -> frozenset[str]:
    """The platforms of which conventions are known."""
    return frozenset(_platforms())


def conventions(homepage: str, platform: str | None) -> tuple[tuple[Reading, str], ...]:
    """The addresses by which a site of this platform may be read, in order of preference.

    Raises NotAnAddress when the homepage is none.
    """
    parts = urlsplit(canonical_url(homepage))
    base, own = f"{parts.scheme}://{parts.netloc}", parts.path.rstrip("/")
    ways = _platforms().get(platform or _ANY) or _platforms()[_ANY]
    found: dict[str, Reading] = {}
    for reading, path in ways:
        try:
            found.setdefault(canonical_url(base + path.replace("{path}", own)), reading)
        except NotAnAddress:
            continue  # a homepage of 2,000 characters
    return tuple((reading, url) for url, reading in found.items())
