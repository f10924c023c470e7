"""The lexicon: the phrases of ``data/lexicon/*.toml`` and how they are found in a sentence.

How a phrase is written, ``phrases.py`` tells. One pass over the words of a sentence finds them all: what a word
begins is kept by the word that must follow, so that one look tells for many phrases whether they go on.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate, chain
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from alerts.matcher.phrases import LexiconError, State, phrase_states

__all__ = ["LEXICON", "Entry", "Hit", "Lexicon", "LexiconError", "lexicon", "phrase_states", "tables_of", "weights"]

LEXICON = Path(__file__).resolve().parents[2] / "data" / "lexicon"
FILES = ("actors.toml", "acts.toml", "frames.toml", "stages.toml", "telling.toml", "context.toml")
_NO_PHRASES = frozenset({"frame"})
"""Tables that combine phrases and hold none."""
_TOGETHER = frozenset({"role", "office", "back", "verb"})
"""Kinds whose codes do not exclude each other: "seorang" tells of one person, and of a single one."""
_ALWAYS = frozenset({"urge", "gather", "accused", "cause"})
"""Verbs that tell something even when their sentence holds no object of a frame."""
_WITHIN = "act"
"""Acts may lie in one another: each is told."""
_REMEMBERED = 32_768
"""Words of which is remembered what they begin: the vocabulary of the press is not much larger."""
_BETWEEN_WORDS = re.compile(r"(\W+)")
_GLUE = re.compile(r"[^\w,;:?!]{1,3}")
"""What may stand between two words of a phrase: a blank, a hyphen, a quotation mark, no comma."""
_SHARED = re.compile(r"<\w+>")


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase of the lexicon: its kind (``actor``, ``act``, ``stage`` …), its code within the kind."""

    kind: str
    code: str
    phrase: str
    needs: str = ""  # the kind of another hit that must stand in the same sentence
    name: str = ""  # "kind.code"
    group: str = ""  # within which the longest phrase at a place wins


class Hit(NamedTuple):
    """A phrase found in a sentence, by its place in it."""

    entry: Entry
    start: int
    end: int
    kind: str
    code: str


_Found = tuple[int, Entry, int]
"""A phrase between the places of its first and last word."""


class _Begun(NamedTuple):
    """A phrase of which some words have been met."""

    rank: int  # among the phrases that the same word begins
    entry: Entry
    states: tuple[State, ...]  # what may come next; none when nothing may: it ends here


class _Starts(NamedTuple):
    """The phrases that begin with a word."""

    alone: Sequence[tuple[int, Entry]]  # those that are this word, with their ranks …
    quiet: Sequence[tuple[int, Entry]]  # … and without those that are not looked for in a sentence without objects
    near: Mapping[str, Sequence[_Begun]]  # those that go on, by the word that must follow right behind …
    far: Sequence[tuple[int, Mapping[str, Sequence[_Begun]]]]  # … or after at most so many words
    later: frozenset[str]  # all words of ``far``


class _Word(NamedTuple):
    """What the lexicon knows of a word."""

    forms: tuple[str, ...]  # for which words of phrases it may stand: "jarinya" for "jari" and "jari*"
    starts: _Starts | None


class _Reading:
    """A sentence whose words have been looked up, as phrases are followed through it."""

    __slots__ = ("forms", "parts", "there")

    def __init__(self, parts: Sequence[str], words: Sequence[_Word]) -> None:
        self.parts = parts  # words and what stands between them, by turns
        self.forms = [word[0] for word in words]  # of each word
        self.there = set(chain.from_iterable(self.forms))  # all of them
        self.forms.append(())  # nothing stands behind the last

    def touches(self, place: int) -> bool:
        """Whether the word at a place stands right behind the one before."""
        between = self.parts[2 * place - 1]
        return between == " " or _GLUE.fullmatch(between) is not None

    def reach(self, states: Sequence[State], place: int) -> int:
        """The place of the last word of the longest phrase that goes on from the word at ``place``, or -1."""
        if not states:
            return place
        best = -1
        after = place + 1
        for state in states:
            if state.done and place > best:
                best = place
            if state.near:
                for form in self.forms[after]:
                    if form in state.near and self.touches(after):
                        best = max(best, self.reach(state.near[form], after))
            for gap, words in state.far.items():
                if words.keys().isdisjoint(self.there):
                    continue
                for further, forms in enumerate(self.forms[after : after + gap + 1], after):
                    for form in forms:
                        if form in words:
                            best = max(best, self.reach(words[form], further))
        return best

    def begun(self, place: int, starts: _Starts) -> list[_Found]:
        """The phrases that begin with the word at ``place``, by their ranks."""
        found = [(rank, entry, place) for rank, entry in starts.alone]
        after = place + 1
        for form in self.forms[after]:
            if form in starts.near and self.touches(after):
                for rank, entry, states in starts.near[form]:
                    found.append((rank, entry, self.reach(states, after)))
        for gap, words in starts.far:
            if words.keys().isdisjoint(self.there):
                continue
            for further, forms in enumerate(self.forms[after : after + gap + 1], after):
                for form in forms:
                    for rank, entry, states in words.get(form, ()):
                        found.append((rank, entry, self.reach(states, further)))
        if len(found) > 1:
            found.sort(key=_rank)
        return [(place, entry, last) for _, entry, last in found if last >= 0]


_rank = itemgetter(0)


class Lexicon:
    """All phrases, ready to be looked for."""

    def __init__(self, entries: Iterable[tuple[str, Entry, tuple[State, ...]]]) -> None:
        self._index: dict[str, list[_Begun]] = defaultdict(list)
        for rank, (word, entry, states) in enumerate(entries):
            self._index[word].append(_Begun(rank, entry, states))
        self._forms = frozenset(_words_in(self._index))
        self._wild = sorted({len(word) - 1 for word in self._forms if word.endswith("*")})
        self._known = lru_cache(maxsize=_REMEMBERED)(self._look_up)
        # verbs tell nothing without an object in their sentence: then they are not looked for
        self._objects = frozenset(
            word
            for word, found in self._index.items()
            if not word.endswith("*") and any(begun.entry.kind == "object" for begun in found)
        )

    def entries(self) -> list[Entry]:
        """Every phrase of the lexicon."""
        return [begun.entry for found in self._index.values() for begun in found]

    def _look_up(self, word: str) -> _Word:
        whole = (word, word[:-3]) if word.endswith("nya") else (word,)
        wild = [f"{word[:size]}*" for size in self._wild if size <= len(word)]
        begun = [each for form in whole for each in self._index.get(form, ())]
        begun += sorted((each for form in wild for each in self._index.get(form, ())), key=_rank)
        return _Word(
            tuple(form for form in (*whole, *wild) if form in self._forms), _starts(begun) if begun else None
        )

    def scan(self, low: str) -> list[Hit]:
        """Find every phrase in a sentence (given in small letters), in the order of their beginnings."""
        parts = _BETWEEN_WORDS.split(low)
        words = list(map(self._known, parts[::2]))
        reading = _Reading(parts, words)
        forms, there = reading.forms, reading.there
        idle = self._objects.isdisjoint(there)
        found: list[_Found] = []
        for place, (_, starts) in enumerate(words):
            if starts is None:
                continue
            alone, quiet, near, _, later = starts
            # most phrases end here: the word that must follow is not there, or not in the whole sentence
            goes_on = not later.isdisjoint(there)
            if near and not goes_on:
                for form in forms[place + 1]:
                    goes_on = goes_on or form in near
            if goes_on:
                here = reading.begun(place, starts)
                found += [one for one in here if not _is_quiet(one[1])] if idle else here
            else:
                for _, entry in quiet if idle else alone:
                    found.append((place, entry, place))
        ends = list(accumulate(map(len, parts)))
        return [
            _new(Hit, (entry, ends[2 * place] - len(parts[2 * place]), ends[2 * last], entry.kind, entry.code))
            for place, entry, last in _longest(_accompanied(found))
        ]


_new = tuple.__new__  # a thousand hits a story: their class would only pass on what it is given


def _is_quiet(entry: Entry) -> bool:
    """Whether a phrase tells nothing without an object in its sentence."""
    return entry.kind == "verb" and entry.code not in _ALWAYS


def _starts(begun: Iterable[_Begun]) -> _Starts:
    """The phrases that a word begins, by the words that must follow."""
    alone: list[tuple[int, Entry]] = []
    near: dict[str, list[_Begun]] = {}
    far: dict[int, dict[str, list[_Begun]]] = {}
    for rank, (_, entry, states) in enumerate(begun):
        if any(state.done for state in states):
            alone.append((rank, entry))
        for state in states:
            for words, gathered in (
                (state.near, near),
                *((state.far[g], far.setdefault(g, {})) for g in state.far),
            ):
                for word, then in words.items():
                    goes_on = any(each.near or each.far for each in then)
                    gathered.setdefault(word, []).append(_Begun(rank, entry, then if goes_on else ()))
    return _Starts(
        alone,
        [(rank, entry) for rank, entry in alone if not _is_quiet(entry)],
        near,
        tuple(far.items()),
        frozenset(chain.from_iterable(far.values())),
    )


def _words_in(index: Mapping[str, Sequence[_Begun]]) -> Iterator[str]:
    """All words that stand in phrases."""
    yield from index
    left = [state for found in index.values() for begun in found for state in begun.states]
    seen: set[State] = set()
    while left:
        state = left.pop()
        if state not in seen:
            seen.add(state)
            for words in (state.near, *state.far.values()):
                yield from words
                left.extend(then for following in words.values() for then in following)


def _accompanied(found: list[_Found]) -> list[_Found]:
    """Drop the phrases that need a companion which the sentence lacks."""
    needed = {one[1].needs for one in found if one[1].needs}
    if not needed:
        return found
    missing = needed - {one[1].kind for one in found}
    return [one for one in found if one[1].needs not in missing]


def _longest(found: Sequence[_Found]) -> list[_Found]:
    """Of each group the longest phrase at a place, and none inside a longer one; ``found`` by first words."""
    best: dict[tuple[int, str], _Found] = {}
    for one in found:
        key = one[0], one[1].group
        if key not in best or one[2] > best[key][2]:
            best[key] = one
    reach: dict[str, int] = {}
    kept: list[_Found] = []
    for (_, group), one in best.items():
        if group not in reach or one[2] > reach[group]:
            reach[group] = one[2]
        elif group != _WITHIN:
            continue
        kept.append(one)
    return kept


def _entries(
    kind: str, table: Mapping[str, object], source: str, words: Mapping[str, str]
) -> Iterator[tuple[str, Entry, tuple[State, ...]]]:
    """The phrases of one table: ``code = [phrases]``; ``code = {needs = "kind", phrases = […]}``."""
    for code, value in table.items():
        needs = ""
        phrases: object = value
        if isinstance(value, dict):
            needs = str(value.get("needs", ""))
            phrases = value.get("phrases")
        if not isinstance(phrases, list):
            raise LexiconError(f"{source}: [{kind}] {code} must be a list of phrases.")
        for phrase in phrases:
            spelt = _SHARED.sub(lambda found: words.get(found.group(), found.group()), str(phrase))
            plain = code.partition("__")[0]
            group = f"{kind}.{plain}" if kind in _TOGETHER else kind
            entry = Entry(kind, plain, str(phrase), needs, f"{kind}.{plain}", group)
            for word, states in phrase_states(spelt).items():
                yield word, entry, states


@cache
def lexicon() -> Lexicon:
    """The lexicon of the product, read once. Raises LexiconError when a file is missing or wrong."""
    entries: list[tuple[str, Entry, tuple[State, ...]]] = []
    files = {name: tables_of(LEXICON / name) for name in FILES}
    words = {
        f"<{name}>": f"({value})" for tables in files.values() for name, value in tables.pop("words", {}).items()
    }
    for name, tables in files.items():
        for kind, table in tables.items():
            if kind not in _NO_PHRASES:
                entries += _entries(kind, table, name, words)
    return Lexicon(entries)


def tables_of(path: Path) -> dict[str, dict[str, object]]:
    """The tables of a TOML file. Raises LexiconError when it cannot be read."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{path.name} cannot be read: {error}") from error
    return {kind: table for kind, table in found.items() if isinstance(table, dict)}


@cache
def weights() -> dict[str, float]:
    """The weights of the scoring, ``data/lexicon/weights.toml``, by rule."""
    tables = tables_of(LEXICON / "weights.toml")
    return {
        rule: float(value)
        for table in tables.values()
        for rule, value in table.items()
        if isinstance(value, int | float)
    }
