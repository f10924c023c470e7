"""Phrases as ``data/lexicon/*.toml`` writes them, and the states through which a sentence's words lead in them.

A phrase is written as a newsroom would write it, in small letters, with six signs:

* ``dilapor*`` any ending; a bare word also stands for the word with ``-nya``;
* ``(camat|lurah)`` one of several, each of one or more words;
* ``[bapak]`` may be missing;
* ``<calon>`` any of the words given under ``[words]``;
* ``...`` up to six words in between; ``..`` up to two.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from model import NetraError

SHORTEST_WILD = 4
"""Letters before the ``*`` of a phrase's first word: with fewer, half the dictionary would begin it."""
_GAPS = {"...": 6, "..": 2}
"""Words that may stand in between."""
_TOKEN = re.compile(r"[()\[\]|]|\.{2,3}|[^\s()\[\]|]+")
_PLAIN = re.compile(r"\w+\*?")


class LexiconError(NetraError):
    """A file under ``data/lexicon`` that cannot be read or holds a phrase that cannot be."""


class State:
    """A place within a phrase: what may come next, by the word as the phrase writes it (``calon``, ``jari*``)."""

    __slots__ = ("done", "far", "near")

    def __init__(self, *, done: bool = False) -> None:
        self.done = done  # the phrase may end here
        self.near: dict[str, tuple[State, ...]] = {}  # right behind
        self.far: dict[int, dict[str, tuple[State, ...]]] = {}  # after at most so many words

    def add(self, gap: int, word: str, then: State) -> None:
        """Let ``word`` follow after at most ``gap`` words, and lead to ``then``."""
        _lead(self.far.setdefault(gap, {}) if gap else self.near, {word: (then,)})

    def join(self, other: State) -> None:
        """Let everything follow that may follow ``other``."""
        self.done = self.done or other.done
        _lead(self.near, other.near)
        for gap, words in other.far.items():
            _lead(self.far.setdefault(gap, {}), words)


def _lead(words: dict[str, tuple[State, ...]], more: Mapping[str, tuple[State, ...]]) -> None:
    for word, states in more.items():
        words[word] = (*words.get(word, ()), *states)


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
    if any(word.endswith("*") and len(word) <= SHORTEST_WILD for word in start.near):
        raise LexiconError(f"The phrase '{phrase}' must begin with at least four letters before its *.")
    return start.near
