"""The lexicon: phrases of ``data/lexicon/*.toml`` and how they are found in a sentence.

A phrase is written as a newsroom would write it, in small letters, with six signs:

* ``dilapor*`` any ending; a bare word also stands for the word with ``-nya``;
* ``(camat|lurah)`` one of several, each of one or more words;
* ``[bapak]`` may be missing;
* ``<calon>`` any of the words given under ``[words]``;
* ``...`` up to six words in between; ``..`` up to two.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from model import NetraError

LEXICON = Path(__file__).resolve().parents[2] / "data" / "lexicon"
_TOGETHER = frozenset({"role", "office", "back", "verb"})
_ALWAYS = frozenset({"urge", "gather", "accused", "cause"})
"""Verbs that tell something even when their sentence holds no object of a frame."""
_NO_PHRASES = frozenset({"frame"})
"""Tables that combine phrases and hold none."""
"""Kinds whose codes do not exclude each other: "seorang" tells of one person, and of a single one."""
FILES = ("actors.toml", "acts.toml", "frames.toml", "stages.toml", "telling.toml", "context.toml")
_KEY = 4
"""Letters of a phrase's first word by which a wildcard is looked up."""
_GAPS = {"...": 6, "..": 2}
"""Words that may stand in between."""
_REMEMBERED = 32_768
"""Words whose entries are kept at hand: the vocabulary of the press is not much larger."""
_WORD = re.compile(r"\w+")
_GLUE = re.compile(r"[^\w,;:?!]{1,3}")
"""What may stand between two words of a phrase: a blank, a hyphen, a quotation mark, no comma."""
_SHARED = re.compile(r"<\w+>")
_TOKEN = re.compile(r"[()\[\]|]|\.{2,3}|[^\s()\[\]|]+")
_PLAIN = re.compile(r"\w+\*?")


class LexiconError(NetraError):
    """A file under ``data/lexicon`` that cannot be read or holds a phrase that cannot be."""


class State:
    """A place within a phrase: the words that may come next, right here or after a gap."""

    __slots__ = ("done", "far", "near", "wild")

    def __init__(self, *, done: bool = False) -> None:
        self.done = done  # the phrase may end here
        self.near: dict[str, tuple[State, ...]] = {}
        self.wild: tuple[tuple[str, State], ...] = ()
        self.far: dict[int, tuple[dict[str, tuple[State, ...]], tuple[tuple[str, State], ...]]] = {}

    def add(self, gap: int, word: str, then: State) -> None:
        """Let ``word`` follow after at most ``gap`` words, and lead to ``then``."""
        near, wild = self.far.get(gap, ({}, ())) if gap else (self.near, self.wild)
        if word.endswith("*"):
            wild = (*wild, (word[:-1], then))
        else:
            near[word] = (*near.get(word, ()), then)
        if gap:
            self.far[gap] = (near, wild)
        else:
            self.wild = wild

    def join(self, other: State) -> None:
        """Let everything follow that may follow ``other``."""
        self.done = self.done or other.done
        for word, states in other.near.items():
            self.near[word] = (*self.near.get(word, ()), *states)
        self.wild = (*self.wild, *other.wild)
        for gap, (near, wild) in other.far.items():
            own, own_wild = self.far.get(gap, ({}, ()))
            self.far[gap] = (
                {**own, **{word: (*own.get(word, ()), *states) for word, states in near.items()}},
                (*own_wild, *wild),
            )


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


class _Part(NamedTuple):
    """A piece of a phrase: a word, or a choice between sequences that may be missing; ``gap`` stands before it."""

    word: str
    choices: tuple[tuple[_Part, ...], ...]
    optional: bool
    gap: int


def _parse(tokens: list[str], phrase: str, closing: str = "") -> tuple[tuple[_Part, ...], ...]:
    """Read alternatives from ``tokens`` (taken from its end) up to the closing bracket."""
    alternatives: list[tuple[_Part, ...]] = []
    sequence: list[_Part] = []
    gap = 0
    while tokens:
        piece = tokens.pop()
        if piece in (")", "]"):
            if piece != closing:
                raise LexiconError(f"The phrase '{phrase}' has brackets that do not match.")
            return (*alternatives, tuple(sequence))
        if piece == "|" and closing:
            alternatives.append(tuple(sequence))
            sequence, gap = [], 0
        elif piece in _GAPS:
            gap = _GAPS[piece]
        elif piece in ("(", "["):
            choices = _parse(tokens, phrase, ")" if piece == "(" else "]")
            sequence.append(_Part("", choices, piece == "[", gap))
            gap = 0
        else:
            for word in _PLAIN.findall(piece):
                sequence.append(_Part(word, (), False, gap))
                gap = 0
    if closing or not sequence:
        raise LexiconError(f"The phrase '{phrase}' has brackets that do not match, or is empty.")
    return (*alternatives, tuple(sequence))


_END = State(done=True)


def _after(sequence: Sequence[_Part], then: State) -> State:
    """The state from which a sequence is read, and ``then`` reached at its end."""
    for part in reversed(sequence):
        state = State()
        _add(state, part, part.gap, then)
        if part.optional:
            state.join(then)
        then = state
    return then


def _add(state: State, part: _Part, gap: int, then: State) -> None:
    if part.word:
        state.add(gap, part.word, then)
    for choice in part.choices:
        _add_sequence(state, choice, gap, then)


def _add_sequence(state: State, sequence: Sequence[_Part], gap: int, then: State) -> None:
    if not sequence:
        state.join(then)
        return
    first, rest = sequence[0], sequence[1:]
    _add(state, first, gap, _after(rest, then))
    if first.optional:
        _add_sequence(state, rest, gap, then)


def phrase_states(phrase: str) -> dict[str, tuple[State, ...]]:
    """Read a phrase: for each first word (``kata``, or a wildcard as ``dilapor*``) what may follow.

    Raises LexiconError when brackets do not match, the phrase is empty, or it begins with a wildcard of fewer than
    four letters.
    """
    start = State()
    for sequence in _parse(_TOKEN.findall(phrase)[::-1], phrase):
        _add_sequence(start, sequence, 0, _END)
    if any(len(prefix) < _KEY for prefix, _ in start.wild):
        raise LexiconError(f"The phrase '{phrase}' must begin with at least four letters before its *.")
    return {**start.near, **{prefix + "*": (state,) for prefix, state in start.wild}}


class _Words:
    """The words of a sentence, as phrases are looked for in them."""

    __slots__ = ("all", "ends", "glued", "low", "stems", "words")

    def __init__(self, low: str) -> None:
        self.low = low
        self.words = _WORD.findall(low)
        self.ends = [found.end() for found in _WORD.finditer(low)]
        self.stems = self.words
        self.all = set(self.words)
        if "nya" in low:
            self.stems = [word[:-3] if word.endswith("nya") else word for word in self.words]
            self.all.update(self.stems)

    def touches(self, place: int) -> bool:
        """Whether the word at a place stands right behind the one before."""
        end = self.ends[place - 1]
        between = self.low[end : self.ends[place] - len(self.words[place])]
        return between == " " or bool(_GLUE.fullmatch(between))

    def reach(self, states: Sequence[State], place: int) -> int:
        """The place of the last word of the longest phrase that goes on from the word at ``place``, or -1."""
        best = -1
        after = place + 1
        for state in states:
            if state.done and place > best:
                best = place
            if after == len(self.words):
                continue
            if state.near or state.wild:
                then = self._next(state.near, state.wild, after)
                if then and self.touches(after):
                    best = max(best, self.reach(then, after))
            for gap, (near, wild) in state.far.items():
                if not wild and near.keys().isdisjoint(self.all):
                    continue
                for further in range(after, min(len(self.words), after + gap + 1)):
                    then = self._next(near, wild, further)
                    if then:
                        best = max(best, self.reach(then, further))
        return best

    def _next(
        self, near: Mapping[str, tuple[State, ...]], wild: Sequence[tuple[str, State]], place: int
    ) -> tuple[State, ...]:
        then = near.get(self.words[place]) or near.get(self.stems[place]) or ()
        for prefix, state in wild:
            if self.words[place].startswith(prefix):
                then = (*then, state)
        return then


class _Start(NamedTuple):
    """A phrase whose first word has been met."""

    entry: Entry
    states: tuple[State, ...]
    done: bool  # the word may be all of it
    following: frozenset[str] | None  # the words of which one must follow otherwise; None when they are too many
    near: bool  # … right behind it


class Lexicon:
    """All phrases, ready to be looked for."""

    def __init__(self, entries: Iterable[tuple[str, Entry, tuple[State, ...]]]) -> None:
        self.index: dict[str, list[tuple[Entry, tuple[State, ...]]]] = defaultdict(list)
        self._wild: dict[str, list[tuple[str, Entry, tuple[State, ...]]]] = defaultdict(list)
        for word, entry, states in entries:
            if word.endswith("*"):
                self._wild[word[:_KEY]].append((word[:-1], entry, states))
            else:
                self.index[word].append((entry, states))
        self._entries = lru_cache(maxsize=_REMEMBERED)(self._lookup)
        # verbs tell nothing without an object in their sentence: then they are not looked for
        self._objects = frozenset(
            word for word, found in self.index.items() if any(entry.kind == "object" for entry, _ in found)
        )

    def _lookup(self, word: str) -> tuple[_Start, ...]:
        """The phrases that may begin with a word."""
        found = list(self.index.get(word, ()))
        if word.endswith("nya"):
            found += self.index.get(word[:-3], ())
        found += [(e, states) for prefix, e, states in self._wild.get(word[:_KEY], ()) if word.startswith(prefix)]
        return tuple(_start_of(entry, states) for entry, states in found)

    def entries(self) -> list[Entry]:
        """Every phrase of the lexicon."""
        return [entry for each in self.index.values() for entry, _ in each]

    def scan(self, low: str) -> list[Hit]:
        """Find every phrase in a sentence (given in small letters), in the order of their beginnings."""
        hits: list[Hit] = []
        entries_of = self._entries
        words = _Words(low)
        ends, there = words.ends, words.all
        final = len(ends) - 1
        idle = "verb" if there.isdisjoint(self._objects) else ""
        for place, word in enumerate(words.words):
            for entry, states, done, following, near in entries_of(word):
                if entry.kind == idle and entry.code not in _ALWAYS:
                    continue
                # most phrases end here: the word that must follow is not there, or not in the whole sentence
                if following is None:
                    goes_on = True
                elif near:
                    after = place + 1
                    goes_on = place < final and (words.words[after] in following or words.stems[after] in following)
                else:
                    goes_on = not following.isdisjoint(there)
                last = words.reach(states, place) if goes_on else place if done else -1
                if last >= 0:
                    hits.append(Hit(entry, ends[place] - len(word), ends[last], entry.kind, entry.code))
        return _satisfied(hits)


def _start_of(entry: Entry, states: tuple[State, ...]) -> _Start:
    following: set[str] = set()
    for state in states:
        following.update(state.near)
        for near, wild in state.far.values():
            following.update(near)
            if wild:
                return _Start(entry, states, False, None, False)
        if state.wild:
            return _Start(entry, states, False, None, False)
    near_only = not any(state.far for state in states)
    return _Start(entry, states, any(state.done for state in states), frozenset(following), near_only)


def _satisfied(hits: list[Hit]) -> list[Hit]:
    """Drop hits that need a companion which the sentence lacks, then those inside a longer one of their kind."""
    if len(hits) < 2:
        return [hit for hit in hits if not hit.entry.needs]
    kinds = {hit.entry.kind for hit in hits}
    best: dict[tuple[str, int], Hit] = {}
    for hit in hits:
        if hit.entry.needs and hit.entry.needs not in kinds:
            continue
        key = (hit.entry.group, hit.start)
        if key not in best or hit.end > best[key].end:
            best[key] = hit
    kept: list[Hit] = []
    reach: dict[str, int] = {}
    for hit in sorted(best.values(), key=_start):
        group = hit.entry.group
        if hit.end <= reach.get(group, -1) and group != "act":  # acts may lie in one another: each is told
            continue
        reach[group] = max(reach.get(group, -1), hit.end)
        kept.append(hit)
    return kept


def _start(hit: Hit) -> int:
    return hit.start


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
