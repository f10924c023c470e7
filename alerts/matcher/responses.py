"""What the accused answers: a denial, his side of it, the rights of reply and correction of the Press Law.

An answer changes no stage (a denial is no ruling); it stands beside the accusation wherever that is told. Whose
words they are decides: a superior who denies for his people, or a supervisor who explains, answers for nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import cast

from alerts.matcher.actors import Mention
from alerts.matcher.lexicon import LEXICON, Entry, Hit, Lexicon, LexiconError, phrase_states, tables_of
from alerts.matcher.story import Line
from model import Actor, Response, ResponseKind

_REACH = 90
"""Characters between who answers and the word that says so: his name and his place stand there."""
_BACK = 2
"""Sentences in which the accused was named, for "ia" to be him."""
_BREAK = re.compile(
    r"[;:”\"]|\b(?:sedangkan|sementara|namun|tetapi|bahwa|yang|untuk|agar|karena|soal|kepada|oleh|saat|setelah)\b"
)
"""Between the two another clause has begun: its subject is another, or he is spoken to or about."""
_AFTER = re.compile(r"^[^.;:]{0,80}?,\s")
"""In a headline the answer may stand first: "Bantah Kampanye, Camat Mandai …"."""
_ENDS = re.compile(r"[.!?][”\"')*\s]*$")
"""What a sentence ends with, and a subheading does not."""
_OPEN = re.compile(r"[“\"][^”\"]*$")
_SPOKEN = re.compile(r"^[^”\"]*[”\"],?\s*")
"""The rest of a quote; behind it stands who speaks."""
_TITLED = frozenset({ResponseKind.RIGHT_OF_REPLY, ResponseKind.RIGHT_OF_CORRECTION, ResponseKind.CORRECTION})
"""They go by a name of their own, which stands at the head of a text or beside who uses them."""
_NEXT = 4
"""Characters between two words that belong together."""


@cache
def _lexicon() -> Lexicon:
    """The phrases, read once. Raises LexiconError when the file is missing or wrong."""
    entries = []
    for kind, table in tables_of(LEXICON / "responses.toml").items():
        for code, phrases in table.items():
            if not isinstance(phrases, list):
                raise LexiconError(f"responses.toml: [{kind}] {code} must be a list of phrases.")
            if kind == "response" and code not in set(ResponseKind):
                raise LexiconError(f"responses.toml: [response] {code} is no response of the data model.")
            for phrase in phrases:
                name = f"{kind}.{code}"
                entry = Entry(kind, code, str(phrase), name=name, group=name)
                entries += [(word, entry, states) for word, states in phrase_states(str(phrase)).items()]
    return Lexicon(entries)


@cache
def _begins() -> re.Pattern[str]:
    """The first words of all responses, for a quick look."""
    first = {
        word for phrase in tables_of(LEXICON / "responses.toml")["response"].values() for word in _first(phrase)
    }
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, first)))})")


def _first(phrases: object) -> set[str]:
    """The words with which phrases may begin, wildcards without their star."""
    return {word.rstrip("*") for phrase in cast("list[str]", phrases) for word in phrase_states(phrase)}


def responses_of(lines: Sequence[Line], actor: Actor) -> tuple[Response, ...]:
    """The answers of a story's accused, each kind once with the first sentence that tells it, in the order told.

    ``lines`` are those about this case, ``actor`` is who is accused in it.
    """
    found: dict[ResponseKind, str] = {}
    called = {_called(line, one) for line in lines for one in line.people if one.actor is actor}
    if len(called) > 1:
        return ()  # "guru" and "kepala sekolah": whose answer it is cannot be told
    for number, line in enumerate(lines):
        if not _begins().search(line.low) or (line.sentence.index and not _ENDS.search(line.low)):
            continue
        hits = _lexicon().scan(line.low)
        for hit in hits:
            if hit.kind != "response" or (kind := ResponseKind(hit.code)) in found:
                continue
            near = lines[max(0, number - _BACK) : number + 1]
            if _uses(kind, hit, line, actor) if kind in _TITLED else _is_his(hit, hits, near, actor):
                found[kind] = line.sentence.text
    return tuple(Response(kind, sentence.rstrip("* ")) for kind, sentence in found.items())


def _called(line: Line, one: Mention) -> str:
    """The word by which a sentence calls an official: "kades", "kepala sekolah"."""
    word = line.low[one.start : one.end].split()[0]
    return "kepala " + line.low[one.start : one.end].split()[-1] if word == "kepala" else word


def _uses(kind: ResponseKind, hit: Hit, line: Line, actor: Actor) -> bool:
    """Whether a right is used, or the paper corrects itself: told of the accused, or the text's own heading."""
    if hit.start <= _NEXT:
        return True
    return kind is not ResponseKind.CORRECTION and any(one.actor is actor for one in line.people)


def _is_his(hit: Hit, hits: Sequence[Hit], lines: Sequence[Line], actor: Actor) -> bool:
    """Whether the accused is who answers; ``lines`` end with the one that holds the answer."""
    line = lines[-1]
    if any(each.code == "turned" and 0 < hit.start - each.end <= _NEXT for each in hits):
        return False
    if _OPEN.search(line.low[: hit.start]):
        return _speaks(hit, hits, lines, actor)
    before = [each for each in _named(line, hits, actor) if each[1] <= hit.start]
    if not before:
        return _stands_first(hit, line, actor)
    _, end, who = before[-1]
    between = line.low[end : hit.start]
    if len(between) > _REACH or _BREAK.search(between) or between.count(",") % 2:
        return False
    return who == "accused" or (who == "pronoun" and _is_topic(before[:-1], lines[:-1], actor))


def _named(line: Line, hits: Sequence[Hit], actor: Actor) -> list[tuple[int, int, str]]:
    """Everybody in a sentence, in order: the accused, a pronoun, or another."""
    people = [(one.start, one.end, "accused" if one.actor is actor else "other") for one in line.people]
    spoken = [(each.start, each.end, each.code) for each in hits if each.code in ("pronoun", "other")]
    return sorted((*people, *spoken))


def _is_topic(before: Sequence[tuple[int, int, str]], lines: Sequence[Line], actor: Actor) -> bool:
    """Whether a pronoun means the accused: nobody stands before it, and the sentence before begins with him."""
    if before:
        return before[-1][2] == "accused"
    for line in reversed(lines):
        if named := [one for one in _named(line, _lexicon().scan(line.low), actor) if one[2] != "pronoun"]:
            return named[0][2] == "accused"
    return False


def _speaks(hit: Hit, hits: Sequence[Hit], lines: Sequence[Line], actor: Actor) -> bool:
    """Whether a quote is his: "…," kata Camat X; or "…," ujarnya, when the sentence before is about him."""
    line = lines[-1]
    rest = _SPOKEN.match(line.low[hit.end :])
    if rest is None:
        return False
    at = hit.end + rest.end()
    verb = next((each for each in hits if each.code == "speech" and each.start == at), None)
    if verb is None:
        return False
    if line.low[verb.start : verb.end].endswith("nya"):
        return _is_topic([], lines[:-1], actor)
    behind = [each for each in _named(line, hits, actor) if 0 < each[0] - verb.end <= _NEXT]
    return bool(behind) and behind[0][2] == "accused"


def _stands_first(hit: Hit, line: Line, actor: Actor) -> bool:
    """Whether a headline begins with the answer and then names who gives it."""
    if line.sentence.index or hit.start > _NEXT:
        return False
    comma = _AFTER.match(line.low)
    return comma is not None and any(
        one.actor is actor and abs(one.start - comma.end()) <= _NEXT for one in line.people
    )
