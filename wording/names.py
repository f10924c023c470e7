"""Sentences without names of persons: offices and functions stay, names go; when unsure, the sentence goes.

It reads capital letters: what is written with one and stands in no list of ``data/names.toml`` nor among the names
of provinces, regencies and cities counts as a name. Its limits: names written without capitals are not seen; a
sentence in title case with unusual words is refused although it may name nobody (for headlines there is
:mod:`wording.titles`); a person who is called as a regency is, without a further name, is seen only for the
regencies listed there.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from wording.markup import visible
from wording.regions import is_district, known_names
from wording.words import is_common, words

_FILE = Path(__file__).resolve().parents[1] / "data" / "names.toml"
_WORD = re.compile(r"[^\W_](?:[\w'’/-]|\.(?=\w))*")
# Between two words of one name: blanks, a full stop behind an initial or title ("H. Ahmad").
_JOINT = re.compile(r"\.? +")
_DEGREE = re.compile(r"^(?:[SMD]|Dr|Ir|Drs|Dra|Hj?|Prof|St|SE|SH|MM|MH|[A-Z]{1,2}(?:\.[A-Za-z]{1,5})+)\.?$")
_DERIVED = re.compile(r"^(?:di|me[mn]|meng|meny)[a-z]{3,}kan$")
_QUARTERS = frozenset({"utara", "selatan", "timur", "barat", "tengah"})
_INITIALS = re.compile(r"[A-Z]{1,3}|[A-Z](?:\.[A-Z]){1,3}")
"""What the press gives in place of a name, to protect him: it may be shown where it is told as such."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_WALK = 8
"""How many words back a title may stand from the name it belongs to ("Ketua Bawaslu Kabupaten … X")."""
_PLACE_WORDS = 5
MAX_LENGTH = 1500
"""Longer "sentences" are none: lists, or text that lost its full stops."""


@dataclass(frozen=True, slots=True)
class Lists:
    """What ``data/names.toml`` holds, in lower case."""

    private: frozenset[str]
    places: frozenset[str]
    public: frozenset[str]
    ordinary: frozenset[str]
    known: frozenset[str]
    ambiguous: frozenset[str]
    anchors: frozenset[str]
    district_titles: frozenset[str]
    district_units: frozenset[str]
    before_units: frozenset[str]
    office_titles: tuple[str, ...]
    office_prefixes: frozenset[str]
    alone: tuple[str, ...]
    before_alone: frozenset[str]
    office_words: frozenset[str]


def _split(text: str) -> frozenset[str]:
    return frozenset(" ".join(part.split()) for part in text.split(",") if part.strip())


@cache
def lists_of_names() -> Lists:
    """The lists, read once."""
    with _FILE.open("rb") as file:
        data = tomllib.load(file)
    private, places = _split(data["private"]["titles"]), _split(data["private"]["places"])
    public = _split(data["public"]["titles"])
    known = _split(",".join([*data["known"].values(), data["office"]["words"]]))
    words = ",".join(data["known"][group] for group in ("words", "headlines", "everyday"))
    ordinary = _split(words) - _split(data["known"]["institutions"]) - _split(data["public"]["between"])
    for title in private | places | public:
        known |= set(title.split())
    return Lists(
        private=private,
        places=places,
        public=public,
        ordinary=ordinary,
        known=known,
        ambiguous=_split(data["ambiguous"]["regions"]),
        anchors=_split(data["ambiguous"]["anchors"]),
        district_titles=_split(data["districts"]["titles"]),
        district_units=_split(data["districts"]["units"]),
        before_units=_split(data["districts"]["before"]),
        office_titles=tuple(sorted(_split(data["office"]["titles"]), key=len, reverse=True)),
        alone=tuple(sorted(_split(data["office"]["alone"]), key=len, reverse=True)),
        before_alone=_split(data["office"]["before_alone"]),
        office_prefixes=_split(data["office"]["prefixes"]),
        office_words=_split(data["office"]["words"]),
    )


@dataclass(slots=True)
class Token:
    """A word of a sentence."""

    text: str
    start: int
    end: int
    low: str
    capital: bool
    known: bool  # no part of a name
    place: bool = False  # part of a region's name
    ordinary: bool = False  # a word that no title reaches over to a name ("Ketua KPU Kecam X")
    either: bool = False  # a word that is a person's name too: beside a name it belongs to it ("Rizki Ramadhan")


def reduce_names(sentence: str, region: str | None = None) -> str | None:
    """The sentence with the names of persons left out ("…"), or None when it is not sure that they all are.

    Offices and functions stay, with the districts of ``region``, where the case is ("Camat Weleri"); so do initials
    told as such, candidates, and those who speak for a body. Villages and schools go, for they name the person.
    Never raises.
    """
    sentence = visible(sentence)
    if len(sentence) > MAX_LENGTH or re.search(r"@\w|https?:|www\.", sentence):
        return None
    tokens = tokens_of(sentence)
    mark_districts(tokens, sentence, region)
    drops: list[tuple[int, int]] = []
    last_public = -1  # the last token of a candidate's name: "paslon A dan B" is a pair
    index = 0
    while index < len(tokens):
        if tokens[index].known or not tokens[index].capital:
            index += 1
            continue
        first, last = name_around(tokens, index, sentence)
        verdict = verdict_on(tokens, first, last_public, sentence)
        if verdict is None:
            return None
        if verdict:
            last_public = last
        else:
            drops.append((tokens[first].start, tokens[last].end))
        index = last + 1
    return without(sentence, drops)


def tokens_of(sentence: str) -> list[Token]:
    """The words of a sentence, each with whether the lists know that it is no part of a name."""
    lists = lists_of_names()
    tokens = []
    initial_next, loud = False, sentence.isupper()
    for match in _WORD.finditer(sentence):
        text = match[0].rstrip("'’/-")
        low = text.lower().replace("’", "'")
        initial = initial_next and (text.isupper() or low not in lists.known)  # "inisial yn", not "inisial dari"
        capital = text[0].isupper() or initial
        known = (_is_known(low, text) and not initial) or (initial and not loud and bool(_INITIALS.fullmatch(text)))
        token = Token(text, match.start(), match.start() + len(text), low, capital, known)
        token.ordinary = low in lists.ordinary
        token.either = low in words().either and (token.ordinary or not known or low in words().dated)
        tokens.append(token)
        initial_next = low in {"inisial", "berinisial"}
    _mark_places(tokens, sentence)
    if tokens and tokens[0].capital and not tokens[0].known and len(tokens) > 1 and not tokens[1].capital:
        tokens[0].known = is_common(tokens[0].low)
    for before, token in pairwise(tokens):
        numbered = token.text[0].isdigit() and not _YEAR.fullmatch(token.text)
        if before.low in lists.places and numbered:  # "SMPN 2" names the school
            token.capital, token.known = True, False
    for index, token in enumerate(tokens):
        if token.place and token.low in lists.ambiguous and not _is_said_as_a_place(tokens, index):
            token.known = token.place = False
    return tokens


def _is_said_as_a_place(tokens: list[Token], index: int) -> bool:
    """Whether a name that persons bear too stands where a place does: "Bupati Bima", "Dompu dan Bima"."""
    if index + 1 < len(tokens) and tokens[index + 1].place and tokens[index + 1].low in _QUARTERS:  # "Buru Selatan"
        return True
    if index == 0:
        return False
    before = tokens[index - 1]
    joined = before.low == "dan" and index > 1 and not tokens[index - 2].place  # "Joko dan Bima"
    return before.place or (before.low in lists_of_names().anchors and not joined)


def _is_known(low: str, text: str) -> bool:
    known = lists_of_names().known
    if low in known or (low.endswith("nya") and low[:-3] in known) or _DERIVED.match(low):
        return True
    if "-" in low or "/" in low:
        return all(part in known or part.isdigit() for part in re.split(r"[-/]", low))
    return (
        text[0].isdigit()
        or bool(re.fullmatch(r"Rp[\d.,]+", text))
        or bool(re.fullmatch(r"[IVX]{1,4}", text) and text != "X")
    )


def _mark_places(tokens: list[Token], sentence: str) -> None:
    """Whole names of regions are no persons; a short form counts only in its own capitals ("OKI", not "Oki")."""
    index = 0
    while index < len(tokens):
        found = 0
        for size in range(min(_PLACE_WORDS, len(tokens) - index), 0, -1):
            span = tokens[index : index + size]
            gaps = pairwise(span)
            joined = all(_JOINT.fullmatch(sentence[a.end : b.start]) for a, b in gaps)
            if joined and span[0].capital and _is_region(" ".join(token.text for token in span)):
                found = size
                break
        for token in tokens[index : index + found]:
            token.known = token.place = True
        index += found or 1


def mark_districts(tokens: list[Token], sentence: str, region: str | None, story: str = "") -> None:
    """What follows "Camat", "Kecamatan" or "Kapolsek" is a place when the case's region has such a district.

    ``region`` None: when the story writes "Kecamatan …". Before a further name it may be a person's: then all goes.
    """
    lists = lists_of_names()
    for index, token in enumerate(tokens[:-1]):
        if token.low not in lists.district_titles:
            continue
        last = index
        while last + 1 < len(tokens) and last - index < _PLACE_WORDS and _goes_on(tokens, last, sentence):
            last += 1
        unit = token.low in lists.district_units and _is_told_as_a_place(tokens, index, sentence)
        for end in range(last, index, -1):
            name = sentence[tokens[index + 1].start : tokens[end].end]
            told = region is None and re.search(rf"\b(?:Kecamatan|Distrik) {re.escape(name)}(?!\w)", story)
            alone = unit and all(each.low in _QUARTERS for each in tokens[index + 2 : end + 1])
            if (is_district(name, region) or told or alone) and not _person_follows(tokens, end, sentence):
                for found in tokens[index + 1 : end + 1]:
                    found.known = found.place = True
                    found.either = False
                break


def _goes_on(tokens: list[Token], last: int, sentence: str) -> bool:
    following = tokens[last + 1]
    return following.capital and sentence[tokens[last].end : following.start] == " "


def _person_follows(tokens: list[Token], end: int, sentence: str) -> bool:
    """Whether the word behind a place may be a person's name: "Camat Guntur Prakoso"."""
    if end + 1 >= len(tokens):
        return False
    following = tokens[end + 1]
    beside = bool(_JOINT.fullmatch(sentence[tokens[end].end : following.start]))
    return following.capital and beside and (not following.known or following.either)


def _is_told_as_a_place(tokens: list[Token], index: int, sentence: str) -> bool:
    """Whether "Kecamatan" stands behind "di" or a comma: "staf Kecamatan Budi" may name a man."""
    if index == 0:
        return False
    gap = sentence[tokens[index - 1].end : tokens[index].start]
    return tokens[index - 1].low in lists_of_names().before_units or gap.strip() == ","


def _is_region(text: str) -> bool:
    capitals = known_names().get(re.sub(r"[^a-z0-9]", "", text.lower()))
    return capitals is not None and (not capitals or text.isupper())


def name_around(tokens: list[Token], index: int, sentence: str) -> tuple[int, int]:
    """The first and last token of the name: capitalised words side by side, places among them too."""

    def beside(a: int, b: int) -> bool:
        gap = sentence[tokens[a].end : tokens[b].start]
        return bool(_JOINT.fullmatch(gap)) or (gap == ", " and bool(_DEGREE.match(tokens[b].text)))

    def part(token: Token) -> bool:
        return (token.capital and (not token.known or token.place or token.either)) or token.low in {"bin", "binti"}

    first = last = index
    while last + 1 < len(tokens) and part(tokens[last + 1]) and beside(last, last + 1):
        last += 1
    while first > 0 and beside(first - 1, first):
        before = tokens[first - 1]
        if not (before.place and not _anchored(tokens, first - 1)) and not (before.either and before.capital):
            break
        first -= 1
    return first, last


def _anchored(tokens: list[Token], index: int) -> bool:
    """Whether a place stands behind "Kabupaten", "Bupati", "di" …: then it is one, whatever follows it."""
    while index > 0 and tokens[index - 1].place:
        index -= 1
    return index > 0 and tokens[index - 1].low in lists_of_names().anchors


def verdict_on(tokens: list[Token], first: int, last_public: int, sentence: str) -> bool | None:
    """True: the name may stay. False: it goes. None: nobody knows."""
    lists = lists_of_names()
    if first == last_public + 2 and last_public >= 0 and tokens[first - 1].low in {"dan", "bersama"}:
        return True
    strayed = False
    for index in range(first - 1, max(first - 1 - _WALK, -1), -1):
        token = tokens[index]
        gap = sentence[token.end : tokens[index + 1].start]
        comma = gap.strip() == "," and index == first - 1
        if not (_JOINT.fullmatch(gap) or gap in {" (", " “", ' "'} or comma):
            return None
        kind = False if token.low in {"inisial", "berinisial"} else title_ending_at(tokens, index)
        passable = token.place or token.low in lists.anchors or (token.known and token.capital)
        if kind and strayed:
            return None
        if kind is not None or not (passable or token.text.isdigit()):
            return kind
        strayed = strayed or token.ordinary
    return None


def title_ending_at(tokens: list[Token], index: int) -> bool | None:
    """Whether a title ends at this word, and whether its bearer keeps his name; the longest title decides."""
    lists = lists_of_names()
    for size in (4, 3, 2, 1):
        if index - size + 1 < 0:
            continue
        words = " ".join(token.low for token in tokens[index - size + 1 : index + 1])
        if words in lists.public:
            return True
        if words in lists.private or words in lists.places:
            return False
    return None


def without(sentence: str, drops: list[tuple[int, int]]) -> str:
    """The sentence with "…" for each of these stretches (start and end in characters)."""
    kept, at = [], 0
    for start, end in drops:
        kept += [sentence[at:start], "…"]
        at = end
    text = "".join([*kept, sentence[at:]])
    return re.sub(r"…\.(?= [a-z])", "…", re.sub(r"…(?:[.,]? *…)+", "…", text))


def public_office(office: str | None, region: str | None) -> str | None:
    """An office by title and place ("Camat Mandai"); by title alone when the rest may be a person's name; or None.

    Districts must lie in the given regency; villages are in no list, so the head of one appears by his title.
    """
    lists = lists_of_names()
    words = (office or "").split()
    start = 1 if words and words[0].lower().rstrip(".") in lists.office_prefixes else 0
    low = " ".join(words[start:]).lower()
    title = next((t for t in lists.office_titles if low == t or low.startswith(f"{t} ")), None)
    if title is None:
        return None
    size = start + len(title.split())
    rest = words[size:]
    while rest and not is_district(" ".join(rest), region) and not _is_region(" ".join(rest)):
        if rest[0].lower().strip(",.") not in lists.office_words:
            return " ".join(words[:size])
        rest = rest[1:]
    return " ".join(words)


def bare_title(told: str) -> str | None:
    """The title alone of an official of whom no more is told: "Lurah" of "seorang lurah"; None for other words."""
    lists = lists_of_names()
    words = told.lower().split()
    while words and words[0].rstrip(".") in lists.before_alone:
        words = words[1:]
    low = " ".join(words)
    title = next((each for each in lists.alone if low == each or low.startswith(f"{each} ")), None)
    return title.title() if title else None
