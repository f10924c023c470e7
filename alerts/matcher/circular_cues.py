"""What the words around a paper say of it: issued, invoked or planned; on neutrality or on another matter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple

from alerts.matcher.dates import find_days
from alerts.matcher.gazetteer import gazetteer
from alerts.matcher.issuers import (
    Office,
    bare_name,
    find_offices,
    knowledge,
    level_of,
    small_letters,
    words_pattern,
)
from alerts.matcher.papers import Paper, find_papers
from alerts.matcher.same_office import names_of
from alerts.matcher.text import Text
from model import Place

BEFORE = 70
AFTER = 90
"""Characters around a paper's name and number in which a verb speaks of it."""

_FULL_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


_PERSON = re.compile(r",?(?:\s+[A-Z][\w.'’]*){1,5}")
_PERSON_MAKES = re.compile(
    r"\b(?P<name>[A-Z][\w'’]+)\s+(?:(?:telah|sudah|juga|kembali|pun|baru)\s+)*"
    r"(?:menerbitkan|mengeluarkan|meneken|menandatangani|mengedarkan|melayangkan)\b"
)


class Cue(Enum):
    """How a sentence speaks of a paper."""

    NONE = "none"
    ISSUED = "issued"  # made, signed, sent, or its content told
    INVOKED = "invoked"  # only leant on
    ABSENT = "absent"  # there is none: "tanpa surat edaran pun"
    EARLIER = "earlier"  # told as older than the story
    PLANNED = "planned"  # not there yet
    REVOKED = "revoked"  # there no more
    AMENDED = "amended"  # changed by another
    HEADLINE = "headline"
    SIGNED = "signed"


@cache
def _topic(name: str) -> re.Pattern[str]:
    topics, told = knowledge()["topic"], knowledge()["told"]
    return re.compile(rf"(?<!\w)(?:{words_pattern(topics.get(name) or told[name])})(?:nya)?(?!\w)")


_WORD = re.compile(r"\w+")


class _Beginnings(NamedTuple):
    """By which words the phrases of a table can be told to stand in a sentence, or not to."""

    alone: frozenset[str]  # phrases of one word: where it stands, the table's phrase does
    first: frozenset[str]  # first words of longer ones
    open: tuple[str, ...]  # beginnings of words that may end in any way


@cache
def _beginnings(name: str) -> _Beginnings:
    topics, told = knowledge()["topic"], knowledge()["told"]
    phrases = list(topics.get(name) or told[name])
    firsts = {phrase: phrase.split()[0] for phrase in phrases}
    return _Beginnings(
        frozenset(phrase for phrase in phrases if _WORD.fullmatch(phrase)),
        frozenset(
            word[0]
            for phrase, first in firsts.items()
            if not first.endswith("*") and (word := _WORD.findall(first)) and not _WORD.fullmatch(phrase)
        ),
        tuple(first.removesuffix("*") for first in firsts.values() if first.endswith("*")),
    )


@lru_cache(maxsize=256)
def _read_words(sentence: str) -> tuple[str, frozenset[str]]:
    """A sentence in small letters, and its words, with and without "-nya": many tables are held against each."""
    low = small_letters(sentence)
    words = _WORD.findall(low)
    return low, frozenset([*words, *[word[:-3] for word in words if word.endswith("nya")]])


def has(name: str, sentence: str) -> str | None:
    """The first phrase of a table of ``[topic]`` or ``[told]`` that a sentence has, or None."""
    low, words = _read_words(sentence)
    alone, first, beginnings = _beginnings(name)
    if words.isdisjoint(alone) and words.isdisjoint(first) and not any(map(low.__contains__, beginnings)):
        return None
    found = _topic(name).search(low)
    return sentence[found.start() : found.end()] if found else None


@cache
def _tables_by_word(
    names: tuple[str, ...],
) -> tuple[dict[str, list[tuple[str, bool]]], tuple[tuple[str, str], ...]]:
    """Which of these tables have phrases that begin with a word, and whether it is one of them by itself."""
    by_word: dict[str, list[tuple[str, bool]]] = {}
    for name in names:
        alone, first, _ = _beginnings(name)
        for word in alone | first:
            by_word.setdefault(word, []).append((name, word in alone))
    return by_word, tuple((beginning, name) for name in names for beginning in _beginnings(name).open)


def has_of(names: tuple[str, ...], sentence: str) -> list[str]:
    """Of which of these tables a sentence has a phrase, in their order; :func:`has` tells which phrase."""
    low, words = _read_words(sentence)
    by_word, beginnings = _tables_by_word(names)
    likely: dict[str, bool] = {}
    for word in words & by_word.keys():
        for name, alone in by_word[word]:
            likely[name] = alone or likely.get(name, False)
    for beginning, name in beginnings:
        if beginning in low:
            likely.setdefault(name, False)
    return [name for name in names if name in likely and (likely[name] or _topic(name).search(low))]


_PAPER = r"\b(?:edaran|surat|instruksi|imbauan|maklumat|se|telegram)\b"
_FORGED = r"\b(?:palsu|hoaks|hoax|tidak benar|abal-abal)\b"
_MAKES = r"(?:keluarkan|mengeluarkan|menerbitkan|terbitkan)"
_FALSE = re.compile(
    rf"{_PAPER}[^.;]{{0,80}}?{_FORGED}|\b(?:palsu|hoaks|hoax)\b[^.;]{{0,20}}?{_PAPER}"
    r"|\b(?:catut|mencatut|dicatut|mengatasnamakan)\b|\bcek fakta\b"
    rf"|\b(?:bantah|membantah|dibantah|tidak pernah|tak pernah|bukan)\s+(?:\w+\s+){{0,2}}?{_MAKES}\b"
)
"""A paper told as forged, or as never made."""


def told_as_false(sentence: str) -> str | None:
    """The words by which a sentence tells a paper as forged or denied: "Surat Edaran yang Beredar Palsu"."""
    found = _FALSE.search(small_letters(sentence))
    return found.group() if found else None


def orders(sentence: str) -> bool:
    """Whether a sentence speaks of neutrality, or keeps somebody bound to it from a campaign or a contestant."""
    if has("neutral", sentence) or _bans_for_an_election().search(small_letters(sentence)):
        return True
    return bool(has("campaign", sentence) and has("ban", sentence) and has("bound", sentence))


@cache
def _bans_for_an_election() -> re.Pattern[str]:
    """A list of bans for an election ("9 Larangan ASN Jelang Pilkada"); "ASN dilarang cuti" is no such list."""
    bound, election = (words_pattern(knowledge()["topic"][name]) for name in ("bound", "election"))
    whom = rf"(?:(?:untuk|bagi|buat)\s+)?(?:para\s+)?(?:{bound})"
    return re.compile(
        rf"\blarangan\s+{whom}\s+(?:jelang|menjelang|selama|saat|di|pada|dalam)\s+(?:\w+\s+)?(?:{election})(?!\w)"
    )


def may_concern(text: Text) -> bool:
    """A quick look: whether a story speaks of neutrality, or of an election and those bound to keep out of it."""
    whole = small_letters(f"{text.title}\n{text.body}")
    place = f"{text.title} {text.dateline or ''} {text.sentences[1].text if len(text.sentences) > 1 else ''}"
    if has("other_neutrality", whole) or has("foreign", place):
        return False
    political = has("election", whole) or has("campaign", whole)
    return bool(has("neutral", whole) or (political and has("bound", whole)))


def concerned(text: Text) -> bool:
    """Whether a story speaks of neutrality at all, and of those bound to it or of an election."""
    whole = small_letters(f"{text.title}\n{text.body}")
    if has("neutral", whole) and not has("other_neutrality", whole):
        return bool(has("bound", whole) or has("election", whole) or not text.body.strip())
    if _bans_for_an_election().search(whole):
        return True
    if not (has("campaign", whole) and has("ban", whole)):
        return False
    sentences = [sentence.text for sentence in text.sentences]
    return any(orders(f"{one} {other}") for one, other in pairwise(["", *sentences]))


@cache
def _directly_before(name: str, fillers: int) -> re.Pattern[str]:
    phrases = words_pattern(knowledge()["told"][name])
    return re.compile(rf"(?<!\w)(?P<phrase>{phrases})(?:nya)?(?:\s+[\w.-]+){{0,{fillers}}}\s*:?\s*$", re.IGNORECASE)


def cue_of(sentence: str, paper: Paper) -> tuple[Cue, str]:
    """How a sentence speaks of a paper in it, and the phrase that says so; read once for each paper."""
    if paper.cue is None:
        cue, phrase = _read_cue(sentence, paper)
        paper.cue = (cue.value, phrase)
    return Cue(paper.cue[0]), paper.cue[1]


def _read_cue(sentence: str, paper: Paper) -> tuple[Cue, str]:
    before = sentence[max(0, paper.start - BEFORE) : paper.start]
    after = sentence[paper.tail : min(paper.tail + AFTER, max(paper.until, paper.tail))]
    if gone := _gone(sentence, paper, before, after):
        return gone
    around = f"{sentence[max(0, paper.start - 2 * BEFORE) : paper.start]} {after}"
    plan = _planned(sentence[max(0, paper.start - BEFORE) : paper.end] if paper.verb else before, after)
    if plan:
        return Cue.PLANNED, plan
    for name, cue in (("planned", Cue.PLANNED), ("earlier", Cue.EARLIER)):
        phrase = has(name, around)
        if phrase and not (cue is Cue.EARLIER and _A_LITTLE_EARLIER.search(around)):
            return cue, phrase
    chain = sentence[max(0, paper.chain - BEFORE) : paper.chain]
    invoked = _directly_before("invoked", 3).search(
        chain if chain.rstrip().endswith(",") else chain.rsplit(",", 1)[-1]
    )
    if invoked and not (paper.back and invoked["phrase"].lower() == "menurut"):
        return Cue.INVOKED, invoked["phrase"]
    if paper.verb or invoked:  # "menurut edaran itu": its content is told
        return Cue.ISSUED, invoked["phrase"] if invoked else sentence[paper.start : paper.end]
    issued = has("issued", _CLAUSE_END.split(before)[-1]) or has("issued", _CLAUSE_END.split(after)[0])
    if issued is None and (says := _SAYS_ITSELF.match(after)):
        issued = says["verb"]
    return (Cue.ISSUED, issued) if issued else (Cue.NONE, "")


def _gone(sentence: str, paper: Paper, before: str, after: str) -> tuple[Cue, str] | None:
    """Whether there is no such paper, or no more as it was; "edaran lama", revoked, is none that is told of."""
    absent = None if paper.numbers else _directly_before("absent", 1).search(before)
    if absent:
        return Cue.ABSENT, absent["phrase"]
    if paper.numbers and (amends := _directly_before("amending", 1).search(before)):
        return Cue.AMENDED, amends["phrase"]
    revoked = _revoked(sentence, paper)
    if revoked is None:
        return None
    return (Cue.REVOKED if paper.numbers or not _OF_OLD.match(after) else Cue.ABSENT), revoked


_A_LITTLE_EARLIER = re.compile(r"\b(?:hari|sehari|pekan|sepekan|minggu|seminggu)\s+sebelumnya\b", re.IGNORECASE)
"""A day or a week before the story is told is no older paper."""
_SAYS_ITSELF = re.compile(
    r"\s*(?:itu|tersebut|ini|tadi)\s+(?:(?:juga|turut|pun|pula)\s+)?(?P<verb>m(?:eminta|emerintahkan|engharuskan|engingatkan|enyebut\w*))\b"
)
"""Behind a paper's name and number: "edaran itu meminta …", what it says."""
_CLAUSE_END = re.compile(r"[.;“”\"]")
_OF_OLD = re.compile(r"\s+(?:yang\s+)?(?:lama|terdahulu|sebelumnya|pengganti|baru)\b", re.IGNORECASE)
_REVOKED_WITHIN = 200
"""Characters behind a paper's name and number in which its revocation is told: its subject stands between."""


@cache
def _revocations() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What tells before a paper's name, and behind it, that it is in force no more."""
    told = knowledge()["told"]
    filler = r"(?:\s+(?:kembali|peredaran|isi|dua|kedua|seluruh|semua|sejumlah))?"
    return (
        re.compile(rf"(?<!\w)(?:{words_pattern(told['revoking'])}){filler}\s+$"),
        re.compile(rf"(?<!\w)(?:{words_pattern(told['revoked'])})(?!\w)(?!\s+\w+nya\b)"),
    )


def _revoked(sentence: str, paper: Paper) -> str | None:
    """The words that tell a paper as revoked or replaced: "mencabut Surat Edaran …", "SE … tidak berlaku lagi"."""
    before, after = _revocations()
    left = _CLAUSE_END.split(small_letters(sentence[max(0, paper.start - BEFORE) : paper.start]))[-1]
    if (found := before.search(left)) and not has("not_revoked", left[: found.start()]):
        return found.group().strip()
    until = min(paper.tail + _REVOKED_WITHIN, max(paper.until, paper.tail))
    right = _CLAUSE_END.split(small_letters(sentence[paper.tail : until]))[0]
    found = after.search(right)
    return found.group() if found and not has("not_revoked", right[: found.start()]) else None


@cache
def _plans() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What tells before a paper's name, and behind it, that it is still to be made."""
    told = knowledge()["told"]
    soon, making, made = (words_pattern(told[name]) for name in ("soon", "making", "to_be_made"))
    asked, wanted = words_pattern(told["asked"]), words_pattern(told["wanted"])
    still, worked = words_pattern(told["still"]), words_pattern(told["worked"])
    return (
        re.compile(
            rf"(?<!\w)(?:(?:{soon})\s+(?:\w+\s+){{0,2}}?(?:{making})|(?:{asked})\s+(?:[\w.-]+\s+){{1,6}}?(?:{wanted})|(?:{still})\s+(?:{making}))(?!\w)"
        ),
        re.compile(rf"(?<!\w)(?:(?:{soon})\s+(?:\w+\s+)?(?:{made})|(?:{still})\s+(?:\w+\s+)?(?:{worked}))(?!\w)"),
    )


def _planned(before: str, after: str) -> str | None:
    """The words that tell a paper as still to be made: "akan segera menerbitkan", "masih dikaji"."""
    active, passive = _plans()
    left, right = _CLAUSE_END.split(before)[-1].lower(), _CLAUSE_END.split(after)[0].lower()
    found = active.search(_without_places(left)) or passive.search(_without_places(right))
    return found.group() if found else None


_CENTRAL = re.compile(r"\b(?:\w+\s+)?\w+\s+tengah\b")


def _without_places(words: str) -> str:
    return _CENTRAL.sub(_no_place, words) if "tengah" in words else words


def _no_place(found: re.Match[str]) -> str:
    """Nothing for a name: "Sulawesi Tengah menerbitkan SE" is no "tengah menerbitkan"."""
    words = found.group().split()
    units = gazetteer().units
    return "" if "".join(words) in units or "".join(words[-2:]) in units else found.group()


_OF_EITHER = ("secretary", "agency")
"""Offices whose names do not say whether a regency or the city of the same name is meant."""


@dataclass(frozen=True)
class Story:
    """A text with what the circulars' rules ask of it more than once."""

    text: Text
    sentences: tuple[str, ...]
    paragraphs: tuple[int, ...]
    year: int | None  # of the story: of its publication, else of the first full date in it

    @cached_property
    def lead_neutral(self) -> bool:
        """Whether the first two sentences of the body speak of neutrality."""
        return any(has("neutral", sentence) for sentence in self.sentences[1:3])

    @cached_property
    def _offices(self) -> dict[int, list[Office]]:
        return {}

    def offices(self, index: int) -> list[Office]:
        """The offices named in a sentence."""
        known = self._offices
        if index not in known:
            known[index] = find_offices(self.sentences[index])
        return known[index]

    @cached_property
    def _papers(self) -> dict[int, list[Paper]]:
        return {}

    def papers(self, index: int, counted: str | None = None) -> list[Paper]:
        """The papers named in a sentence; ``counted`` is the kind of those that a sentence before only counted."""
        known = self._papers
        if index not in known:
            known[index] = find_papers(self.sentences[index], index, self.offices(index), counted)
        return known[index]

    def offices_like(self, office: Office) -> list[Office]:
        """The offices of the same name that the story tells, the body's before the headline's, which is short."""
        names = names_of(office)
        return [
            each
            for index, sentence in sorted(enumerate(self.sentences), key=lambda each: each[0] == 0)
            if any(name in sentence.lower() for name in names)
            for each in self.offices(index)
        ]

    def holder(self, sentence: str, paper: Paper) -> Office | None:
        """The office of a person who makes the paper by name: "Wahyu telah mengeluarkan surat edaran"."""
        named = _PERSON_MAKES.search(sentence[max(0, paper.start - BEFORE) : paper.start])
        if not named:
            return None
        for index, other in enumerate(self.sentences[: paper.index + 1]):
            if named["name"] in other:
                for office in self.offices(index):
                    person = _PERSON.match(other, office.end)
                    if person and named["name"] in person.group().split():
                        return office
        return None

    def lead(self, index: int) -> bool:
        """Whether a sentence stands in the first two paragraphs."""
        return self.paragraphs[index] <= 2

    def with_own_place(self, office: Office, places: Sequence[Place]) -> Office:
        """Give an office named without its place that of the dateline or of the story (guide, rule 6)."""
        wanted = (
            5 if re.match(r"(?:wakil\s+)?(?:bupati|wali|wako|pemkab|pemkot|sekkab|sekkot)", office.head) else None
        )
        wanted = 2 if re.match(r"(?:wakil\s+)?(?:gub|wagub|pemprov|sekprov|sekdaprov)", office.head) else wanted
        for place in places:
            code = place.code[:2] if wanted == 2 else place.code
            if (wanted is None or len(code) == wanted) and (name := bare_name(code)):
                level = level_of(code) if wanted is None and office.group in _OF_EITHER else None
                if level and f"{level} {name}" in self.text.body:
                    name = f"{level} {name}"
                return replace(office, name=f"{office.name} {name}", place=code)
        return office


def read_story(text: Text) -> Story:
    """Cut a text into the sentences that the circulars' rules read."""
    sentences = tuple(sentence.text for sentence in text.sentences)
    return Story(text, sentences, tuple(sentence.paragraph for sentence in text.sentences), _year(text, sentences))


def _year(text: Text, sentences: Sequence[str]) -> int | None:
    if text.day and text.day[:4].isdigit():
        return int(text.day[:4])
    for sentence in sentences:
        for day in find_days(sentence) if _FULL_YEAR.search(sentence) else ():
            if day.iso and day.year_told:
                return int(day.iso[:4])
    return None
