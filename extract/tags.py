"""A page's source before it is parsed: tags that would take unbounded time are cut to what pages write."""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_ATTRIBUTES = 100
"""Attributes of a tag: libxml2 holds each against all the others. News pages have up to 73."""

MAX_ATTRIBUTE = 20_000
"""Characters of a value: inline pictures and garbage."""

MAX_NAMES = 1_000
"""Characters of a class, an id or a style, each of which is searched by many expressions."""

_KEPT = 200  # characters of a value that is longer

_PLAIN = re.compile(
    r"""(?:[^<]++|<(?![a-zA-Z])"""
    rf"""|<[a-zA-Z][^>=]{{0,40}}+(?:=\s{{0,9}}+(?:"[^"]{{0,{MAX_NAMES}}}+"|'[^']{{0,{MAX_NAMES}}}+')?+[^>=]{{0,40}}+){{0,20}}+>)*+"""
)
"""Text, and tags of a few attributes and short values, up to the first tag that is none of these."""

_TAG = re.compile(r"""<[a-zA-Z][^>=]*+(?:=\s*+(?:"[^"]*+"|'[^']*+')?+[^>=]*+)*+""")
_NAME = re.compile(r"<[a-zA-Z][^\s/>]{0,50}")
_VALUE = re.compile(r"""=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>]*+)""")
_LONG = f"{{{MAX_NAMES},}}+"
_LONG_VALUE = re.compile(rf"""=\s*+("[^"]{_LONG}"?|'[^']{_LONG}'?|[^\s>"']{_LONG})""")
_SEARCHED = re.compile(r"\s(?:class|id|style)\s*$", re.IGNORECASE)


def without_fat_tags(text: str) -> str:
    """The source with tags of more attributes than any page writes reduced to their names, and long values cut.

    What a script compares (``a<b``) may look like a tag that never ends: its closing tag stays. libxml2 takes
    minutes for a tag of 100,000 attributes, wherever quotes hide its length.
    """
    kept, at = [], 0
    for tag in _long_tags(text):
        bounded = _bounded(tag[0])
        if bounded is not tag[0]:
            kept += [text[at : tag.start()], bounded]
            at = tag.end()
    return "".join([*kept, text[at:]]) if kept else text


def _long_tags(text: str) -> Iterator[re.Match[str]]:
    """The tags that are not plain."""
    plain = _PLAIN.match(text)
    while plain and (tag := _TAG.match(text, plain.end())):
        yield tag
        plain = _PLAIN.match(text, tag.end())


def _bounded(tag: str) -> str:
    """A tag (without its ``>``) within the bounds; the same object when it is."""
    if len(tag) <= 2 * MAX_ATTRIBUTES:
        return tag
    if len(_VALUE.sub(" ", tag).replace("/", " ").split()) > MAX_ATTRIBUTES and (name := _NAME.match(tag)):
        close = tag.find("</")
        return name[0] + (">" + tag[close:] if close >= 0 else "")
    bounded = _LONG_VALUE.sub(_cut, tag)
    return tag if len(bounded) == len(tag) else bounded


def _cut(value: re.Match[str]) -> str:
    """A long value cut where it is longer than an attribute of its name may be."""
    name = value.string[max(0, value.start() - 20) : value.start()]
    if len(value[1]) <= MAX_ATTRIBUTE and not _SEARCHED.search(name):
        return value[0]
    quote = value[1][0] if value[1][0] in "\"'" else ""
    return f"={quote}{value[1].strip(quote or None)[:_KEPT]}{quote}"
