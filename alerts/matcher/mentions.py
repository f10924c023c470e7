"""The names of regions in a sentence, each with the word that anchors it ("Bupati", "di", "Camat").

A name fires only with capitals, as a whole word, longest first, and never inside a longer one: "Luwu" is not in
"Luwu Timur", nor "Medan" in the district "Medan Satria". A name after "Universitas", "Polda" or "asal", or in a
newspaper's title, is where an office or a person comes from, not where the story plays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from alerts.matcher.gazetteer import CITY, PROVINCE, REGENCY, Name, gazetteer, lexicon

LOCATIVE, LIST, PLAIN = "locative", "list", "plain"
VILLAGE, DISTRICT, OFFICE, POLRES, BEAT = "village", "district", "office", "polres", "beat"
REGENCY_WORD = "kabupaten"  # opens an old name that a city bears today: "Kabupaten Pontianak"
UNIT_ANCHORS = frozenset({REGENCY, CITY, PROVINCE})

# The look behind stands second so that the engine can run to the next capital or digit ("50 Kota") by itself.
_CAPITALISED = re.compile(r"[A-Z0-9](?<![\w@#].)[^\W_]*")
_NEXT = re.compile(r"(?: - |\. |[ \-'’.])([A-Z0-9][^\W_]*)")
_WORD = re.compile(r"[^\W_]+")
_CLAUSE = re.compile(r"[,;:!?\"“”]")
_LIST_GAP = re.compile(r"\W*(?:\([^()]{1,24}\)\W*)?(?:\d{1,4}\W{0,3})?(?:dan|serta|maupun|atau|juga|&)?\W*")
_LOOK_BACK = 64
_REMEMBERED = 128
"""Sentences whose names are remembered: those of a story are asked for again by each of its cases."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a sentence, with what it may stand for there."""

    name: Name
    anchor: str  # the group of the word before it in data/lexicon/regions.toml, or "plain"
    anchor_size: int  # how many words before the name belong to the anchor
    sentence: str
    start: int
    end: int
    silent: bool = False  # named, but not as the place of the story

    @property
    def words(self) -> str:
        """The name as printed, with its anchor: "Wali Kota Semarang"."""
        before = [match.start() for match in _WORD.finditer(self.sentence, 0, self.start)]
        start = before[-self.anchor_size] if self.anchor_size and before else self.start
        return self.sentence[start : self.end].replace("(", "").replace(")", "")


class _Anchor(NamedTuple):
    """What stands before a name."""

    group: str
    size: int  # words
    silent: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """The anchors and silencing words of the lexicon, ready to be looked up."""

    anchors: Mapping[str, str]  # words → group
    sizes: Mapping[str, int]  # last word → how many words the longest anchor has that it ends
    silencers: frozenset[str]
    strong_silencers: frozenset[str]
    after: frozenset[str]
    other_meaning: Mapping[str, list[str]]  # name → words that, following it, make it no place
    comparison: frozenset[str]
    comparison_anchors: frozenset[str]
    locatives: frozenset[str]
    reach: int
    office_prefixes: tuple[str, ...]
    office_openers: frozenset[str]
    open_reach: int
    modifiers: frozenset[str]
    area_of: Mapping[str, str]  # name → the region in which it is an area


@cache
def _words() -> _Words:
    table = lexicon()
    silent, offices = table["silent"], table["offices"]
    anchors = {words: group for group, phrases in table["anchors"].items() for words in phrases}
    sizes: dict[str, int] = {}
    for phrase in anchors:
        *_, last = words = phrase.split()
        sizes[last] = max(sizes.get(last, 0), len(words))
    return _Words(
        anchors,
        sizes,
        frozenset(silent["before"]),
        frozenset(silent["before_strong"]),
        frozenset(silent["after"]),
        table["names"]["other_meaning"],
        frozenset(silent["comparison"]),
        frozenset(silent["comparison_anchors"]),
        frozenset(table["anchors"][LOCATIVE]),
        silent["reach"],
        tuple(offices["prefixes"]),
        frozenset(offices["openers"]),
        offices["open_reach"],
        frozenset(offices["modifiers"]),
        table["names"]["area_of"],
    )


@lru_cache(maxsize=_REMEMBERED)
def mentions(sentence: str) -> tuple[Mention, ...]:
    """The names of regions in one sentence, in order; silent ones are left out."""
    found: list[Mention] = []
    for mention in _named(sentence):
        last = found[-1] if found else None
        found.append(_as_listed(sentence, mention, last) if last else mention)
        if last and _lies_in(sentence, last, mention):
            found[-2] = replace(last, silent=True)
    return tuple(mention for mention in found if not mention.silent)


def _named(sentence: str) -> Iterator[Mention]:
    """The longest names that stand in a sentence, each with the word before it."""
    starts = gazetteer().starts
    past = 0
    for match in _CAPITALISED.finditer(sentence):
        start = match.start()
        if start < past:
            continue
        first = match.group().lower()
        longest = starts.get(first)
        if not longest:
            continue
        spans = _spans(sentence, start, match.end(), first, longest)
        if not spans:
            continue
        anchor = _anchor(sentence, start)
        name, end = _choose(spans, anchor.group)
        if name:
            past = end
            if anchor.group == PLAIN and not (name.ordinary or name.needs_office):
                anchor = _behind_own_name(sentence, start) or anchor
            silent = anchor.silent or _means_else(sentence, start, end)
            silent = silent or (anchor.group == PLAIN and _is_half(sentence, start, end))
            group = _told_after(sentence, end, name) or (REGENCY if first == REGENCY_WORD else anchor.group)
            yield Mention(name, group, anchor.size, sentence, start, end, silent)
        elif first != "kota":  # "Kota Kudus" is a district too, but mostly the regency's town
            past = end


def _spans(sentence: str, start: int, end: int, first: str, longest: int) -> list[tuple[Name, int]]:
    """All names that begin with a word, each with its end, longest first."""
    named = gazetteer().name
    name_key = first
    spans: list[tuple[Name, int]] = []
    while True:
        name = named(name_key)
        if name and (not name.acronym or sentence[start:end] == name.acronym):
            spans.append((name, end))
        longest -= 1
        following = _NEXT.match(sentence, end) if longest else None
        if not following:
            break
        name_key += following.group(1).lower()
        end = following.end()
    spans.reverse()
    return spans


def _choose(spans: list[tuple[Name, int]], group: str) -> tuple[Name | None, int]:
    """The name that a run of words means, and its end; a district without its anchor is passed over."""
    name, end = spans[0]
    if name.units or group in (DISTRICT, VILLAGE):
        return name, end
    for shorter, nearer in spans[1:]:
        if shorter.units and (group in UNIT_ANCHORS or _within(name, shorter)):
            return shorter, nearer
    return None, end


def _within(district: Name, unit: Name) -> bool:
    """Whether a district ("Semarang Barat") lies in the region whose name it begins with."""
    return any(code.startswith(unit.units) for code in district.districts)


def _told_after(sentence: str, end: int, name: Name) -> str | None:
    """The kind of region that follows the name of two ("Polres Madiun Kota"), if one does."""
    if len(name.units) < 2 or sentence[end : end + 2] != " K":
        return None
    if sentence.startswith(" Kabupaten", end):
        return REGENCY
    return CITY if sentence.startswith(" Kota", end) else None


def _means_else(sentence: str, start: int, end: int) -> bool:
    """Whether what follows makes the name an address, a newspaper ("Post") or a common word ("Puncak acara")."""
    if sentence[end : end + 1] == "." and sentence[end + 1 : end + 2].isalnum():
        return True
    following = _WORD.match(sentence, end + 1)
    if not following or sentence[end] not in " -":
        return False
    word = following.group().lower()
    return word in _words().after or word in _words().other_meaning.get(sentence[start:end].lower(), ())


def _anchor(sentence: str, start: int) -> _Anchor:
    """Read backwards from a name to the words that anchor or silence it."""
    table = _words()
    low = max(0, start - _LOOK_BACK)
    words = _WORD.findall(_CLAUSE.split(sentence[low:start])[-1].lower())
    cut = 0
    while words and (words[-1].isdigit() or words[-1] in table.modifiers):
        del words[-1]
        cut += 1
    found = _anchor_phrase(words, table)
    if not found:
        silent = _hits(words[-table.reach :], table.silencers) or _compared(words, table)
        return _Anchor(PLAIN, 0, silent)
    group, size = found
    before = words[: len(words) - size]
    silent = _hits(before[-2:], table.strong_silencers) or (
        " ".join(words[-size:]) in table.comparison_anchors and _compared(before, table)
    )
    return _Anchor(group, size + cut, silent)


_OWN_NAME = re.compile(r"(\w+)((?: [A-Z][\w'’]*){1,2}) $")


def _behind_own_name(sentence: str, start: int) -> _Anchor | None:
    """The office of a village or district whose own name stands between it and its regency's.

    "Lurah Gerem Cilegon", "Camat BKU Loteng": the region is what the office belongs to.
    """
    found = _OWN_NAME.search(sentence, max(0, start - _LOOK_BACK), start)
    if not found:
        return None
    words = [found.group(1).lower(), *found.group(2).lower().split()]
    for place, word in enumerate(words[:-1]):
        if _words().anchors.get(word) in (DISTRICT, VILLAGE):
            return _Anchor(OFFICE, len(words) - place, False)
    return None


_PAIRED = re.compile(r"-([A-Z][a-z]+)")
_PAIRED_BEFORE = re.compile(r"([A-Z][a-z]+)-$")


def _is_half(sentence: str, start: int, end: int) -> bool:
    """Whether a bare name is one half of a ticket's: "Tim Robinsar-Fajar" (in "Solo-Jogja" both are places)."""
    half = _PAIRED.match(sentence, end) or _PAIRED_BEFORE.search(sentence, max(0, start - _LOOK_BACK), start)
    return half is not None and half.group(1).lower() not in gazetteer().starts


def _anchor_phrase(words: list[str], table: _Words) -> tuple[str, int] | None:
    """The anchor with which words end: its group, and how many words it takes."""
    if not words:
        return None
    for size in range(table.sizes.get(words[-1], 0), 0, -1):
        group = table.anchors.get(" ".join(words[-size:]))  # a slice longer than the list finds a shorter phrase
        if group and not (group == LOCATIVE and words[-1] == "daerah"):
            return group, min(size, len(words))
    if words[-1].startswith(table.office_prefixes):
        return OFFICE, 1
    for size, word in enumerate(reversed(words[-table.open_reach :]), start=1):
        if word in table.locatives and word != "daerah":
            break
        if word in table.office_openers and not _hits(words[-size:], table.silencers):
            return OFFICE, size
    return (LOCATIVE, 1) if words[-1] == "daerah" else None


def _hits(words: list[str], phrases: frozenset[str]) -> bool:
    """Whether one of the words, or two neighbours, is among the phrases."""
    return any(word in phrases for word in words) or any(
        f"{left} {right}" in phrases for left, right in pairwise(words)
    )


def _compared(before: list[str], table: _Words) -> bool:
    """Whether words end with a comparison: "bersama", "sejajar dengan", "seperti di"."""
    end = len(before)
    while end and before[end - 1] in table.locatives:
        end -= 1
    last = before[max(0, end - 2) : end]
    return bool(last) and (last[-1] in table.comparison or " ".join(last) in table.comparison)


def _lies_in(sentence: str, inner: Mention, outer: Mention) -> bool:
    """Whether "X, Y" names a district or quarter of Y that bears another region's name ("Depok, Sleman")."""
    if not sentence.startswith(",", inner.end) or outer.start - inner.end > 20 or not inner.name.units:
        return False
    if "," in sentence[inner.end + 1 : outer.start]:
        return False
    area = _words().area_of.get(sentence[inner.start : inner.end].lower())
    return any(
        (area is not None and unit.startswith(area))
        or (len(unit) > 2 and any(code.startswith(unit) for code in inner.name.districts))
        for unit in outer.name.units
        if unit not in inner.name.units
    )


def _around(province: Name, unit: Name) -> bool:
    """Whether a name stands for nothing but the province around another."""
    return all(len(code) == 2 for code in province.units) and any(
        len(code) > 2 and code.startswith(province.units) for code in unit.units
    )


def _as_listed(sentence: str, mention: Mention, last: Mention) -> Mention:
    """A bare name that continues a list shares the anchor of the name before it, and its silence."""
    gap = sentence[last.end : mention.start]
    if mention.anchor != PLAIN or mention.silent:
        return mention
    if len(gap) > 40 or not _LIST_GAP.fullmatch(gap) or not gap.strip():
        return mention
    if _around(mention.name, last.name):
        return mention  # "di Makassar, Sulawesi Selatan"
    anchor = last.anchor
    if anchor in (DISTRICT, VILLAGE) and mention.name.units and "dan" not in gap:
        anchor = LOCATIVE  # "Kecamatan Wonomulyo, Polewali Mandar": the region around it
    return replace(mention, anchor=anchor, silent=last.silent)
