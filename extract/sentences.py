"""Sentences: where they end, which of them tell something, are said by somebody, or speak to the reader.

The words are data (``[sentences]`` and ``[appeals]`` in ``data/clutter.toml``). Nothing here parses Indonesian: a
verb is known by its prefix, and by standing behind the word that could be its subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from extract.knowledge import words
from extract.language import word_count

_STOP = re.compile(
    r"[.!?…]{1,5}[”\"’')\]]{0,4}\s{1,4}(?=[“\"‘'(\[]?[A-Z0-9@])"
    r"|(?<=[a-z)”\"])[.!?](?=[A-Z][a-z]+ )"  # the blank between two sentences fell away
)
_SHORT_FORM = re.compile(r"(?:^|[\s(“\"])(?:[A-Z]\w{0,2}|no|hal|jl|tgl|dok|dkk)\.\s*$")
_QUOTE = re.compile(r"[\s•*–—-]{0,4}[“\"„‘']")
_END = re.compile(r"[.!?;:][\s”\"’')\]]*$")
_FULL_STOP = re.compile(r"[.;][\s”\"’')\]]*$")
_TOKEN = re.compile(r"[^\W\d_][\w'’]*")
_HEADLINE = 0.7  # share of words with capitals in a line set like a headline
_AUXILIARIES = 2  # words that may stand between "yang" and its verb ("yang akan segera dibahas")


def sentences(line: str) -> list[str]:
    """A line cut behind its full stops; the parts put together are the line again."""
    parts, start = [], 0
    for stop in _STOP.finditer(line):
        if _SHORT_FORM.search(line, max(start, stop.start() - 8), stop.end()):
            continue
        parts.append(line[start : stop.end()])
        start = stop.end()
    return [*parts, line[start:]]


def is_quoted(line: str) -> bool:
    """Whether a line begins with a quotation mark: somebody in the story speaks."""
    return bool(_QUOTE.match(line))


def is_said(text: str) -> bool:
    """Whether a word of speech is in it ("… ujarnya"), or one whom only the story can mean."""
    low = text.casefold()
    return bool(_said().search(_no_speech().sub(" ", low))) or is_reported(low)


def is_reported(text: str) -> bool:
    """Whether a reporter puts behind a comma whose words they are: "…, begitu perintah kepala dinas"."""
    return bool(_reported().search(text.casefold()))


def is_finished(line: str) -> bool:
    """Whether a line ends as a sentence does; a headline cut short by dots does not."""
    return bool(_END.search(line)) and not line.endswith(("...", "…", "[…]", "[...]"))


@lru_cache(maxsize=4_000)
def tells(text: str) -> bool:
    """Whether a verb of a main clause stands behind the first word: something is told of somebody."""
    written = _TOKEN.findall(text[:2_000])
    tokens = [token.casefold() for token in written]
    in_capitals = sum(token[0].isupper() for token in written) > _HEADLINE * len(written)
    subordinate = _set("subordinate")
    return any(
        _is_verb(token)
        and (in_capitals or written[index][0].islower())  # a name is no verb
        and subordinate.isdisjoint(tokens[max(0, index - _AUXILIARIES) : index])
        for index, token in enumerate(tokens)
        if index
    )


def is_told(line: str) -> bool:
    """Whether a line is a whole sentence that tells; a headline may end in an exclamation mark, but not so."""
    return is_finished(line) and bool(_FULL_STOP.search(line)) and tells(line)


def speaks_to_reader(text: str) -> bool:
    """Whether a word is in it by which a paper turns to its reader ("kami", "Anda", a link)."""
    return bool(_address().search(text.casefold()))


def _is_verb(token: str) -> bool:
    if token in _set("plain_verbs"):
        return True
    return bool(_prefixed().match(token)) and token not in _set("no_verbs")


@cache
def _prefixed() -> re.Pattern[str]:
    return re.compile("|".join(words("sentences", "verbs")))


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(words("sentences", name))


@cache
def _said() -> re.Pattern[str]:
    return any_word(words("appeals", "speech"))


@cache
def _reported() -> re.Pattern[str]:
    return re.compile(rf"[,!?”\"]\s(?:{'|'.join(words('appeals', 'reported'))})\b")


@cache
def _no_speech() -> re.Pattern[str]:
    return any_word(words("appeals", "no_speech"))


@cache
def _address() -> re.Pattern[str]:
    return any_word(words("appeals", "address"))


def any_word(choice: Iterable[str]) -> re.Pattern[str]:
    """An expression that finds any of these as whole words, in a text of lower case."""
    longest_first = sorted(map(re.escape, choice), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)")


def is_item(line: str) -> bool:
    """Whether a line is an item of a list by its own form: numbered, or ended by a semicolon."""
    return is_numbered(line) or bool(re.search(r";(?:\s?(?:dan|atau|serta|dan/atau))?\s*$", line[-20:]))


def is_numbered(line: str) -> bool:
    """Whether a line begins with a number or letter of a list: "2. …", "(b) …"."""
    return bool(re.match(r"\(?(?:\d{1,2}|[a-z])[.)]\s", line))


def is_headline(line: str) -> bool:
    """Whether a line could be the headline of another story: no sentence, and some words long."""
    return 4 <= word_count(line) <= 20 and not re.search(r"[.:;][\s”\"’')\]]*$", line) and not is_quoted(line)
