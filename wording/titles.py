"""Headlines without names of persons: the name gives way to "…", the rest stays readable.

Most newsrooms print headlines in Title Case, where a capital says nothing. A capitalised word is shown when it is a
common word (``data/words.toml`` and its affixed forms, or a word that the story itself writes small), an
institution, a region or an acronym; all others count as names. As in :mod:`wording.names`, candidates and those who
speak for a body keep their names, and villages and schools go when the headline speaks of an officer.

Limits: a person called by a common word is seen only when the story writes him with a capital, or when the word
stands in [either] of that file; brands, clubs and works go like persons.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from wording.markup import visible
from wording.name_lists import lists_of_names
from wording.names import (
    MAX_LENGTH,
    Token,
    mark_districts,
    mark_words_as_names,
    names_in,
    reduce_names,
    says_something,
    title_ending_at,
    tokens_of,
    without,
)
from wording.words import candidates, is_common, words

_WORD = re.compile(r"[^\W\d_](?:[\w'’/-]|\.(?=\w))*")
_MID_SENTENCE = frozenset({" ", ", ", " ("})
_CASED = 0.03
"""Share of words with a capital below which a text says nothing about who has one: it was stripped of them."""
_TEXT_READ = 20_000
_LONG_WORD = 4
_FEW_CAPITALS = 3
"""A word written small this many times as often as with a capital is a common word in a name ("Posko Banjir")."""
_ROOT_IN_TEXT = 4
_ACRONYM = re.compile(r"[A-Z]{3,6}(?:-?\d{1,2})?|[A-Z]+-?\d{1,3}")
_BEHIND_NUMBERS = frozenset("TMKBH")
"""Short for triliun, miliar, kilo, billion, Hijriah (and Masehi)."""


class _Story:
    """How a story writes its words."""

    def __init__(self, text: str) -> None:
        self.text = text[:_TEXT_READ]
        self.lower = self.text.lower()
        self.small: Counter[str] = Counter()
        self.capital: Counter[str] = Counter()  # within a sentence, where a capital means something
        self.opening: Counter[str] = Counter()  # at its beginning
        end, count, capitals = -1, 0, 0
        titles = lists_of_names().private
        before = ""
        for match in _WORD.finditer(self.text):
            word = match[0].rstrip("'’/-")
            count += 1
            if word[0].isupper():
                capitals += 1
                within = self.text[end : match.start()] in _MID_SENTENCE
                (self.capital if within else self.opening)[word.lower()] += 1
            elif before not in titles:  # "camat suparjo" proves nothing
                self.small[word.lower()] += 1
            end, before = match.start() + len(word), word.lower()
        if capitals < count * _CASED:
            self.small.clear()

    @cached_property
    def roots(self) -> frozenset[str]:
        """What the words written small may be made from."""
        return frozenset(root for word in self.small for root in _roots(word))

    def writes_small(self, word: str) -> bool:
        """Whether the story shows a word of its headline to be a common one."""
        if self.capital[word]:
            return self.small[word] >= _FEW_CAPITALS * self.capital[word]
        return self.small[word] > 0 or not self.roots.isdisjoint(_roots(word))

    def knows_no_person(self, word: str) -> bool:
        """Whether a word that may be a name is none here: written small, and hardly with a capital."""
        if self.capital[word]:
            return False
        return self.small[word] > self.opening[word] or (word in self.roots and not self.opening[word])

    def dates(self, word: str) -> bool:
        """Whether a word is a month or feast here ("selama Ramadan", "1 Juni")."""
        return (
            re.search(rf"(?<!\w)(?:bulan|suci|selama|jelang|menjelang|awal|akhir|pada|\d+) {word}\b", self.lower)
            is not None
        )

    def tells_initials(self, text: str) -> bool:
        """Whether these capitals stand for a person: "inisial AS", "AS (45)", "Ahmad Sobari (AS)"."""
        if re.search(rf"(?<!\w)(?i:(?:ber)?inisial\w*)\W{{1,3}}{text}(?!\w)|(?<!\w){text} \(\d\d\b", self.text):
            return True
        for match in re.finditer(rf"(?<!\w)((?:[A-Z][\w'’]* ){{{len(text)}}})\({text}\)", self.text):
            spelt = match[1].split()
            if all(
                word[0] == letter and not is_common(word.lower()) for word, letter in zip(spelt, text, strict=True)
            ):
                return True
        return False

    def has(self, phrase: str) -> bool:
        """Whether these words stand in the story just so."""
        return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", self.text) is not None


def _roots(word: str) -> set[str]:
    return {root for root in candidates(word) if len(root) >= _ROOT_IN_TEXT}


def reduce_title(title: str, text: str = "", region: str | None = None) -> str | None:
    """A headline with the names of persons left out ("…"), or None when next to nothing is left.

    ``text`` is the story below it, which shows by its small letters what is no name; ``region`` where it plays.
    Never raises.
    """
    title = " ".join(visible(title).split())
    if len(title) > MAX_LENGTH or re.search(r"@\w|https?:|www\.", title):
        return None
    story = _Story(text)
    tokens = tokens_of(title)
    loud = title.isupper()
    for index, token in enumerate(tokens):
        if token.capital and not token.place:
            _read(tokens, index, story, loud=loud)
    mark_districts(tokens, title, region, story.text)
    _join_names(tokens, title, story)
    if not _has_capitals_throughout(title):
        mark_words_as_names(tokens, title)
    if not any(title_ending_at(tokens, index) is False for index in range(len(tokens))):
        _mark_small_places(tokens, title, story)
    drops = names_in(tokens, title)
    return without(title, drops) if says_something(tokens, drops) else None


def reduce_quote(sentence: str, region: str | None = None) -> str | None:
    """A sentence of a story for a message, read as a headline when it is one: there every word has a capital.

    None when it is not sure that no person is named. Never raises.
    """
    if _has_capitals_throughout(sentence[:MAX_LENGTH]):
        return reduce_title(sentence, region=region)
    return reduce_names(sentence, region)


def _has_capitals_throughout(text: str) -> bool:
    """Whether a text is written as most headlines are: no longer word is small but such as "untuk" and "karena"."""
    small = [match[0] for match in _WORD.finditer(text) if match[0].islower()]
    return all(len(word) < _LONG_WORD or word in words().particles for word in small)


def _read(tokens: list[Token], index: int, story: _Story, *, loud: bool) -> None:
    """Decide whether a capitalised word of a headline is known to be no name."""
    token = tokens[index]
    lists = words()
    titled = index > 0 and title_ending_at(tokens, index - 1) is False
    if token.initial or (titled and token.low in lists_of_names().honorifics):
        return
    if token.low in lists.either:
        if not token.either:
            return  # of an institution's name
        counted = index > 0 and tokens[index - 1].text.isdigit() and tokens[index - 1].known  # "3 Bulan"
        dated = counted or (token.low in lists.dated and _is_date(tokens, index, story))
        token.known = dated or story.knows_no_person(token.low)
        token.ordinary, token.either = True, not token.known
    elif not token.known:
        acronym = not loud and _is_acronym(tokens, index, story)
        token.known = acronym or is_common(token.low) or story.writes_small(token.low)
        token.ordinary = token.known and not acronym


def _is_date(tokens: list[Token], index: int, story: _Story) -> bool:
    """Whether a month or feast is that and no person ("Ramadan 1448 H", not "Rizki Ramadan", "Camat Juni")."""
    if index + 1 < len(tokens) and tokens[index + 1].text[0].isdigit():
        return True
    if index and (title_ending_at(tokens, index - 1) is not None or not tokens[index - 1].known):
        return False
    return story.dates(tokens[index].low)


def _is_acronym(tokens: list[Token], index: int, story: _Story) -> bool:
    """Whether capitals are an institution's: a person's stand behind an office, an age or the name."""
    text = tokens[index].text
    if index and tokens[index - 1].text[0].isdigit() and text in _BEHIND_NUMBERS:
        return True
    if _ACRONYM.fullmatch(text) is None or (index and title_ending_at(tokens, index - 1) is False):
        return False
    return not (story.tells_initials(text) or (text.capitalize() != text and story.has(text.capitalize())))


def _join_names(tokens: list[Token], title: str, story: _Story) -> None:
    """A common word that the story writes with a capital beside a name, and never small, is a part of it."""
    for index, token in enumerate(tokens):
        surely = story.small[token.low] >= _FEW_CAPITALS * max(1, story.capital[token.low])
        if not (token.capital and token.known and token.ordinary) or surely:
            continue
        for first in (index - 1, index):
            pair = tokens[max(first, 0) : first + 2]
            other = pair[0] if pair[-1] is token else pair[-1]
            beside = len(pair) == 2 and title[pair[0].end : pair[1].start] == " "
            if beside and other.capital and not other.known and story.has(f"{pair[0].text} {pair[1].text}"):
                token.known = False


def _mark_small_places(tokens: list[Token], title: str, story: _Story) -> None:
    """What follows "di" or "Gunung" in the headline and in the story too is a place."""
    anchors = words().anchors
    for index, token in enumerate(tokens[:-1]):
        if token.low not in anchors:
            continue
        last = index
        while last + 1 < len(tokens) and not tokens[last + 1].known and tokens[last + 1].capital:
            place = title[tokens[index + 1].start : tokens[last + 1].end]
            if title[tokens[last].end : tokens[last + 1].start] != " " or not (
                story.has(f"{token.low} {place}") or (token.low != "di" and story.has(f"{token.text} {place}"))
            ):
                break
            last += 1
        for found in tokens[index + 1 : last + 1]:
            found.known = found.place = True
