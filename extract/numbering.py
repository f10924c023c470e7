"""How addresses number a story's parts: ``/slug/2``, ``/slug/halaman/2``, ``-part1``, ``?page=2`` or ``=all``."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, urlencode, urlunsplit

from extract.addresses import VIEW_HOST, is_view, split
from extract.knowledge import pairs, several_pages

WHOLE = 0
"""The number of the view that shows all parts on one page."""

FIRST = 1

_SLUG = re.compile(r"-|\d{5}")


class Place(NamedTuple):
    """What an address names: a story (its path and query without all that numbers or changes the view), and a part.

    ``number`` orders the parts: ``FIRST`` without a number, ``WHOLE`` for all of them on one page. Where a site
    counts otherwise (``/15`` for page 2, ``/10`` for an offset) it is no page's number, but still in order.
    """

    path: str
    query: str
    number: int

    @property
    def story(self) -> tuple[str, str]:
        """What all parts of a story have in common."""
        return self.path, self.query


def place(address: SplitResult) -> Place:
    """What an address names. Only a slug can have parts: ``/page/2`` and ``/berita/2`` number a list."""
    number = FIRST
    kept = []
    for name, value in parse_qsl(address.query, keep_blank_values=True):
        found = _number(name.lower(), value)
        if found is not None:
            number = found if number == FIRST else number
        elif not is_view(name.lower()):
            kept.append((name, value))
    path = re.sub(r"/{2,}", "/", address.path).rstrip("/")
    path = re.sub(r"(?<=.)/amp$|^/amp(?=/.)", "", path)
    tail = _tail(path)
    if number == FIRST and tail:
        number = WHOLE if tail[2] else int(tail[1]) + ("-part" in tail[0])
        path = path[: tail.start()]
    return Place(re.sub(r"(?<=.)/amp$", "", path), urlencode(kept), number)


def part_key(url: str) -> str:
    """One form for the addresses of one part of a story, whatever the scheme, the view or the spelling."""
    parts = split(url)
    if parts is None:
        return url
    named = place(parts)
    return f"{host(parts)}{named.path}?{named.query}#{named.number}"


def host(parts: SplitResult) -> str:
    """The host and port, the same for a site's ``www.``, ``m.`` and ``amp.`` views."""
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    return VIEW_HOST.sub("", parts.hostname or "") + port


def first_address(parts: SplitResult) -> str:
    """The address of a story's first part, from that of any other."""
    return urlunsplit(_unnumbered(parts))


def whole_address(parts: SplitResult, view: str) -> str:
    """The address of the whole story, from that of its first part; ``view`` as in the data: "?page=all", "/all"."""
    bare = _unnumbered(parts)
    if view.startswith("?"):
        return urlunsplit(bare._replace(query="&".join(filter(None, [bare.query, view[1:]]))))
    return urlunsplit(bare._replace(path=bare.path.rstrip("/") + view))


def _unnumbered(parts: SplitResult) -> SplitResult:
    """An address without its number, its fragment and what only changes the view; an untouched query as it was."""
    query = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if _number(name.lower(), value) is None and not is_view(name.lower())
    ]
    untouched = len(query) == len(parts.query.split("&"))
    path = re.sub(r"(?<=\d)/amp/?$", "", parts.path)
    bare = re.sub(r"/{2,}", "/", path).rstrip("/")
    tail = _tail(bare)
    path = bare[: tail.start()] + "/" * path.endswith("/") if tail else parts.path
    return parts._replace(path=path, query=parts.query if untouched else urlencode(query), fragment="")


@cache
def _tails() -> re.Pattern[str]:
    named = "|".join(map(re.escape, several_pages()["pager"]["segments"]))
    return re.compile(rf"(?<=[^/])(?:/(?:(?:{named})/)?|-part)(\d{{1,2}})$|(?<=[^/])/([a-z][a-z-]{{1,11}})$")


def _tail(path: str) -> re.Match[str] | None:
    """What numbers a part at the end of a path whose last segment but that is a slug or an id."""
    tail = _tails().search(path)
    if tail is None or not _SLUG.search(path[: tail.start()].rpartition("/")[2]):
        return None
    return tail if tail[1] or tail[2] in several_pages()["pager"]["whole_paths"] else None


def _number(name: str, value: str) -> int | None:
    """The part that a parameter numbers; None when it numbers none."""
    rules = several_pages()["pager"]
    if pairs("addresses", "whole_views").get(name) == value.lower():
        return WHOLE
    if name in rules["numbers"] or name in rules["offsets"]:
        if value.isdecimal() and 0 < len(value) <= 3:
            return max(FIRST, int(value) + (name in rules["offsets"]))
        return FIRST if not value else None
    return FIRST if name in pairs("addresses", "whole_views") and value in ("", "0") else None
