"""Who wrote it: a person's name as the page gives it, never the outlet, a CMS account or a commenter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from extract.knowledge import words
from extract.markup import Markup, text_of
from extract.titles import site_names, squashed

_BYLINES = (
    ".//*[contains(@class,'author') or contains(@class,'penulis') or contains(@class,'byline') or @rel='author'"
    " or @itemprop='author'][string-length(.) < 120]"
    "[not(ancestor-or-self::*[contains(@class,'comment') or contains(@id,'comment') or contains(@id,'respond')"
    " or contains(@class,'komentar') or contains(@class,'related') or self::footer or self::aside])]"
)
_SHORT_PARAGRAPHS = (
    ".//p[string-length(.) < 140][contains(., ':')][not(ancestor::*[contains(@class,'comment')"
    " or contains(@id,'comment') or contains(@class,'related') or self::aside])]"
)
_MOST = 6  # names kept


def author(markup: Markup, lines: Iterable[str]) -> str | None:
    """The writers, joined by ", ", or None.

    ``lines`` are the lines of the story before the filter: "Penulis: …" at its end (or elsewhere on the page)
    counts when JSON-LD and metas name nobody; an editor stands for the writer only when no writer is named.
    """
    names = site_names(markup)
    lines = [*lines]
    for group in _groups(markup, lines):
        people = list(dict.fromkeys(person for value in group for person in _people(value, names)))
        if people:
            return ", ".join(people[:_MOST])
    return None


def _groups(markup: Markup, lines: list[str]) -> Iterator[Iterable[str]]:
    """The places where a page names people, in order of trust; the later ones are looked at only when needed."""
    yield [*_data(markup), *_metas(markup)]
    yield _bylines(markup)
    yield labelled(lines, "authors")
    shown = [text_of(element) for element in markup.tree.xpath(_SHORT_PARAGRAPHS)[:300]]
    yield labelled(shown, "authors")
    yield labelled([*lines, *shown], "editors")


def _data(markup: Markup) -> Iterator[str]:
    by_id = {str(item.get("@id")): item for item in markup.data if item.get("@id")}
    for item in markup.articles():
        people = item.get("author")
        for person in people if isinstance(people, list) else [people]:
            if isinstance(person, dict):
                known = by_id.get(str(person.get("@id")), {})
                name = person.get("name") or known.get("name")
            else:
                name = person
            if isinstance(name, str):
                yield name


def _metas(markup: Markup) -> Iterator[str]:
    for name in ("author", "article:author", "content_author", "dable:author", "parsely-author", "dc.creator"):
        if value := markup.metas.get(name):
            yield value


def _bylines(markup: Markup) -> Iterator[str]:
    for element in markup.tree.xpath(_BYLINES)[:10]:
        text = text_of(element)
        if len(text) <= 100:
            yield text


@cache
def _label(kind: str) -> re.Pattern[str]:
    labels = sorted(map(re.escape, words("labels", kind)), key=len, reverse=True)
    return re.compile(
        rf"\W{{0,3}}(?:{'|'.join(labels)})(?:\s[\w ]{{1,40}})?\s?[:|]\s?(?P<name>.{{2,80}})", re.IGNORECASE
    )


def labelled(lines: Iterable[str], kind: str) -> list[str]:
    """What stands behind "Penulis:", "Kontributor Kota …:" (``authors``) or "Editor:" (``editors``)."""
    return [match["name"] for line in lines if len(line) <= 140 and (match := _label(kind).fullmatch(line.strip()))]


_PREFIX = re.compile(
    r"^(?:ditulis oleh|oleh|by|penulis|pewarta|reporter|wartawan|jurnalis|kontributor|editor|redaktur|author)\b"
    r"\s?[:|-]?\s?",
    re.IGNORECASE,
)


def _people(value: str, outlets: frozenset[str]) -> Iterator[str]:
    value = re.split(r"(?<=\w)\W+(?:editor|redaktur|penyunting)\s?[:|]", " ".join(value.split())[:300], flags=re.I)[
        0
    ]
    for part in re.split(r"\s*[;|]\s*|\s*,\s+(?=[A-Z][a-z]+\s[A-Z])|\s+(?:dan|and|&)\s+", value):
        name = _PREFIX.sub("", part).rpartition(":")[2].strip(" ,-–—:•*()")
        name = re.split(r"\s+[-–—]\s+|\s*/\s*", name)[0].strip()
        if _is_person(name, outlets):
            yield name.title() if name.isupper() and len(name) > 4 else name


def _is_person(name: str, outlets: frozenset[str]) -> bool:
    flat, low = squashed(name), name.lower()
    if not 3 <= len(flat) <= 60 or len(name.split()) > 7 or low in words("authors", "whole"):
        return False
    if any(flat == outlet or (len(flat) >= 6 and outlet.startswith(flat)) for outlet in outlets):
        return False
    if any(part in f"{low} " for part in words("authors", "parts")):
        return False
    return any(sign.isupper() for sign in name) and not re.search(r"\d", name)
