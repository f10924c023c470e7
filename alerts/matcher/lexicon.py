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
_TOGETHER = frozenset({"role", "office", "back"})
"""Kinds whose codes do not exclude each other: "seorang" tells of one person, and of a single one."""
FILES = ("actors.toml", "acts.toml", "stages.toml", "telling.toml", "context.toml")
_KEY = 4
"""Letters of a phrase's first word by which it is looked up."""
_BLANK = r"[^\w,;:?!]{1,3}"
_GAPS = {"...": r"\W+(?:\w+\W+){0,6}?", "..": r"\W+(?:\w+\W+){0,2}?"}
_REMEMBERED = 32_768
"""Words whose entries are kept at hand: the vocabulary of the press is not much larger."""
_WORD = re.compile(r"\w+")
_SHARED = re.compile(r"<\w+>")
_TOKEN = re.compile(r"[()\[\]|]|\.{2,3}|[^\s()\[\]|]+")


class LexiconError(NetraError):
    """A file under ``data/lexicon`` that cannot be read or holds a phrase that cannot be."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase of the lexicon: its kind (``actor``, ``act``, ``stage`` …), its code within the kind."""

    kind: str
    code: str
    phrase: str
    pattern: re.Pattern[str]
    needs: str = ""  # the kind of another hit that must stand in the same sentence
    name: str = ""  # "kind.code"
    group: str = ""  # within which the longest phrase at a place wins
    bare: bool = False  # a single word: its index entry is the whole match


class Hit(NamedTuple):
    """A phrase found in a sentence, by its place in it."""

    entry: Entry
    start: int
    end: int

    @property
    def kind(self) -> str:
        """The kind of the phrase."""
        return self.entry.kind

    @property
    def code(self) -> str:
        """The code of the phrase."""
        return self.entry.code


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a phrase: a word, or a choice between sequences that may be missing; ``glue`` stands before it."""

    word: str
    choices: tuple[tuple[_Part, ...], ...]
    optional: bool
    glue: str


def _parse(tokens: list[str], phrase: str, closing: str = "") -> tuple[tuple[_Part, ...], ...]:
    """Read alternatives from ``tokens`` (taken from its end) up to the closing bracket."""
    alternatives: list[tuple[_Part, ...]] = []
    sequence: list[_Part] = []
    glue = _BLANK
    while tokens:
        piece = tokens.pop()
        if piece in (")", "]"):
            if piece != closing:
                raise LexiconError(f"The phrase '{phrase}' has brackets that do not match.")
            return (*alternatives, tuple(sequence))
        if piece == "|" and closing:
            alternatives.append(tuple(sequence))
            sequence, glue = [], _BLANK
        elif piece in _GAPS:
            glue = _GAPS[piece]
        elif piece in ("(", "["):
            choices = _parse(tokens, phrase, ")" if piece == "(" else "]")
            sequence.append(_Part("", choices, piece == "[", glue))
            glue = _BLANK
        else:
            sequence.append(_Part(piece, (), False, glue))
            glue = _BLANK
    if closing or not sequence:
        raise LexiconError(f"The phrase '{phrase}' has brackets that do not match, or is empty.")
    return (*alternatives, tuple(sequence))


def _inner(part: _Part) -> str:
    return _word_pattern(part.word) if part.word else "(?:" + "|".join(map(_pattern, part.choices)) + ")"


def _tail(sequence: Sequence[_Part]) -> str:
    """What may follow a word: each piece with the blank or gap before it."""
    return "".join(f"(?:{p.glue}{_inner(p)})?" if p.optional else p.glue + _inner(p) for p in sequence)


def _pattern(sequence: Sequence[_Part]) -> str:
    if not sequence:
        return ""
    first, rest = sequence[0], sequence[1:]
    return f"(?:{_inner(first)}{_BLANK})?{_pattern(rest)}" if first.optional else _inner(first) + _tail(rest)


def _heads(sequence: Sequence[_Part]) -> Iterator[tuple[str, str]]:
    """Each word that a sequence may begin with, and the pattern of the sequence when it does."""
    if not sequence:
        return
    first, rest = sequence[0], sequence[1:]
    after = _BLANK + _pattern(rest) if first.optional else _tail(rest)
    if first.word:
        yield first.word, _word_pattern(first.word) + after
    for choice in first.choices:
        for word, pattern in _heads(choice):
            yield word, pattern + after
    if first.optional:
        yield from _heads(rest)


def _word_pattern(word: str) -> str:
    if word.endswith("*"):
        return re.escape(word[:-1]) + r"\w*"
    return re.escape(word) + r"(?:nya)?(?!\w)"


def phrase_patterns(phrase: str) -> dict[str, re.Pattern[str]]:
    """Compile a phrase: for each first word (``kata``, or the head of a wildcard as ``dila*``) what must follow.

    Raises LexiconError when brackets do not match, the phrase is empty, or it begins with a wildcard of fewer than
    four letters.
    """
    tokens = _TOKEN.findall(phrase)[::-1]
    by_key: dict[str, list[str]] = defaultdict(list)
    for sequence in _parse(tokens, phrase):
        for word, pattern in _heads(sequence):
            by_key[_key(word, phrase)].append(pattern)
    return {key: re.compile("|".join(dict.fromkeys(each))) for key, each in by_key.items()}


def _key(word: str, phrase: str) -> str:
    if not word.endswith("*"):
        return word
    if len(word) <= _KEY:
        raise LexiconError(f"The phrase '{phrase}' must begin with at least four letters before its *.")
    return word[:_KEY] + "*"


class Lexicon:
    """All phrases, ready to be looked for."""

    def __init__(self, entries: Iterable[tuple[str, Entry]]) -> None:
        index: dict[str, list[Entry]] = defaultdict(list)
        for key, entry in entries:
            index[key].append(entry)
        self.index = dict(index)
        self._entries = lru_cache(maxsize=_REMEMBERED)(self._lookup)

    def _lookup(self, word: str) -> tuple[Entry, ...]:
        """The entries that may begin with a word."""
        keys = [word]
        if len(word) >= _KEY:
            keys.append(word[:_KEY] + "*")
            if word.endswith("nya"):
                keys.append(word[:-3])
        return tuple(entry for key in keys for entry in self.index.get(key, ()))

    def scan(self, low: str) -> list[Hit]:
        """Find every phrase in a sentence (given in small letters), in the order of their beginnings."""
        hits: list[Hit] = []
        entries_of = self._entries
        for found in _WORD.finditer(low):
            entries = entries_of(found.group())
            if not entries:
                continue
            start, end = found.span()
            for entry in entries:
                if entry.bare:
                    hits.append(Hit(entry, start, end))
                else:
                    match = entry.pattern.match(low, start)
                    if match:
                        hits.append(Hit(entry, start, match.end()))
        return _satisfied(hits)


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
) -> Iterator[tuple[str, Entry]]:
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
            for key, pattern in phrase_patterns(spelt).items():
                bare = pattern.pattern == _word_pattern(key)
                plain = code.partition("__")[0]
                group = f"{kind}.{plain}" if kind in _TOGETHER else kind
                yield key, Entry(kind, plain, str(phrase), pattern, needs, f"{kind}.{plain}", group, bare)


@cache
def lexicon() -> Lexicon:
    """The lexicon of the product, read once. Raises LexiconError when a file is missing or wrong."""
    entries: list[tuple[str, Entry]] = []
    files = {name: _tables(LEXICON / name) for name in FILES}
    words = {
        f"<{name}>": f"({value})" for tables in files.values() for name, value in tables.pop("words", {}).items()
    }
    for name, tables in files.items():
        for kind, table in tables.items():
            entries += _entries(kind, table, name, words)
    return Lexicon(entries)


def _tables(path: Path) -> dict[str, dict[str, object]]:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{path.name} cannot be read: {error}") from error
    return {kind: table for kind, table in found.items() if isinstance(table, dict)}


@cache
def weights() -> dict[str, float]:
    """The weights of the scoring, ``data/lexicon/weights.toml``, by rule."""
    tables = _tables(LEXICON / "weights.toml")
    return {
        rule: float(value)
        for table in tables.values()
        for rule, value in table.items()
        if isinstance(value, int | float)
    }
