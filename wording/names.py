"""Sentences without names of persons: offices and functions stay, names go; when next to nothing is left, all goes.

It reads capital letters: what is written with one and stands in no list of ``data/names.toml`` nor among the names
of provinces, regencies and cities counts as a name and goes, whoever it may be; only behind the title of a
candidate, an elected head or a body's speaker does it stay. Its limits: names written without capitals are not
seen; a person who is called as a regency is, without a further name, is seen only for the regencies listed there;
unusual words that are written with a capital go too (for headlines there is :mod:`wording.titles`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from wording.markup import visible
from wording.name_lists import lists_of_names
from wording.regions import is_district, known_names
from wording.words import is_common, words

_WORD = re.compile(r"[^\W_](?:[\w'’/-]|\.(?=\w))*")
# Between two words of one name: blanks, a full stop behind an initial or title ("H. Ahmad").
_JOINT = re.compile(r"\.? +")
_DEGREE = re.compile(r"^(?:[SMD]|Dr|Ir|Drs|Dra|Hj?|Prof|St|SE|SH|MM|MH|[A-Z]{1,2}(?:\.[A-Za-z]{1,5})+)\.?$")
_DERIVED = re.compile(r"^(?:di|me[mn]|meng|meny)[a-z]{3,}kan$")
_QUARTERS = frozenset({"utara", "selatan", "timur", "barat", "tengah"})
_INITIALS = re.compile(r"[A-Z]{1,3}|[A-Z](?:\.[A-Z]){1,3}")
_TOLD_INITIALS = frozenset({"inisial", "berinisial"})
_PAIR = re.compile(r"[A-Z][a-z’']{2,}-[A-Z][a-z’']{2,}")
_OPENS = re.compile(r"[.!?:]\s+\W*$|[—–-]\s*$|[\"“‘«]$")
"""What stands before the first word of a sentence or of what somebody says: there a capital means nothing."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_WALK = 8
"""How many words back a title may stand from the name it belongs to ("Ketua Bawaslu Kabupaten … X")."""
_KIN_WALK = 3
"""How many words before a title "istri", "ajudan" … may stand ("istri salah satu calon bupati")."""
_LONGEST_TITLE = 4
_PLACE_WORDS = 5
_SHORT_WORD = 3
_SHORT_FORM = 2
_WORDS_LEFT = 2
"""Words of its own that must be left of a sentence to be shown."""
MAX_LENGTH = 1500
"""Longer "sentences" are none: lists, or text that lost its full stops."""


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
    initial: bool = False  # told as somebody's initials
    ordinary: bool = False  # a word that no title reaches over to a name ("Ketua KPU Kecam X")
    either: bool = False  # a word that is a person's name too: beside a name it belongs to it ("Rizki Ramadhan")


def reduce_names(sentence: str, region: str | None = None) -> str | None:
    """The sentence with the names of persons left out ("…"), or None when next to nothing would be left.

    Offices and functions stay, with the districts of ``region``, where the case is ("Camat Weleri"); so do
    candidates, elected heads, and those who speak for a body. Initials, villages and schools go, for they name the
    person. Never raises.
    """
    sentence = visible(sentence)
    if len(sentence) > MAX_LENGTH or re.search(r"@\w|https?:|www\.", sentence):
        return None
    tokens = tokens_of(sentence)
    mark_districts(tokens, sentence, region)
    mark_words_as_names(tokens, sentence)
    drops = names_in(tokens, sentence)
    return without(sentence, drops) if says_something(tokens, drops) else None


def tokens_of(sentence: str) -> list[Token]:
    """The words of a sentence, each with whether the lists know that it is no part of a name."""
    lists = lists_of_names()
    tokens: list[Token] = []
    for match in _WORD.finditer(sentence):
        text = match[0].rstrip("'’/-")
        low = text.lower().replace("’", "'")
        initial = _is_initial(tokens, text, sentence[: match.start()])
        known = _is_known(low, text) and not initial
        end = match.start() + len(text)
        token = Token(text, match.start(), end, low, text[0].isupper() or initial, known, initial=initial)
        token.ordinary = low in lists.ordinary
        token.either = low in lists.honorifics or (
            low in words().either and (token.ordinary or not known or low in words().dated)
        )
        tokens.append(token)
    _mark_places(tokens, sentence)
    _mark_openings(tokens, sentence)
    for index, token in enumerate(tokens):
        _weigh(tokens, index)
        if token.place and token.low in lists.ambiguous and not _is_said_as_a_place(tokens, index):
            token.known = token.place = False
    return tokens


def _is_initial(tokens: list[Token], text: str, before: str) -> bool:
    """Whether a word behind these is told as initials: "inisial yn", "berinisial SY, BR dan MA"."""
    if not tokens:
        return False
    if tokens[-1].low in _TOLD_INITIALS:
        return text.isupper() or text.lower() not in lists_of_names().known  # not "inisial dari"
    listed = tokens[-1].initial and before[tokens[-1].end :].strip("'\"”’ ") == ","
    listed |= len(tokens) > 1 and tokens[-1].low in {"dan", "serta"} and tokens[-2].initial
    return listed and bool(_INITIALS.fullmatch(text))


def _weigh(tokens: list[Token], index: int) -> None:
    """Look at a word again, now that its neighbours are known: schools' numbers, and words that are names too."""
    lists, token = lists_of_names(), tokens[index]
    before = tokens[index - 1].low if index else ""
    title = title_ending_at(tokens, index - 1) if index else None
    of_state = before == "negeri" and index > 1 and tokens[index - 2].low in lists.places  # "SMP Negeri 5"
    if (before in lists.places or of_state) and token.text[0].isdigit() and not _YEAR.fullmatch(token.text):
        token.capital, token.known = True, False  # "SMPN 2" names the school
    if not (token.capital and token.known):
        return
    if token.low in words().dated:
        token.known = _is_a_date(tokens, index)
    elif token.low in words().either and not token.ordinary and not token.place:
        of_a_body = before in lists.institutions and title is None  # "Mahkamah Agung", not "Camat Agung"
        token.known, token.either = of_a_body, not of_a_body
    elif token.low in lists.honorifics and title is False:
        token.known = False  # "Camat Hari"


def _is_a_date(tokens: list[Token], index: int) -> bool:
    """Whether a month or feast is told as one: "8 Juli", "selama Ramadan", not "guru Juli"."""
    before, after = tokens[max(index - 1, 0) : index], tokens[index + 1 : index + 2]
    return any(each.text[0].isdigit() for each in before + after) or any(
        each.low in words().before_dates for each in before
    )


def _mark_openings(tokens: list[Token], sentence: str) -> None:
    """The first word of a sentence, or of what somebody says, has its capital whatever it is."""
    for index, token in enumerate(tokens):
        gap = sentence[tokens[index - 1].end if index else 0 : token.start]
        alone = index + 1 < len(tokens) and not _person_follows(tokens, index, sentence)
        if token.capital and not token.known and alone and (not index or _OPENS.search(gap)):
            token.known = token.text.istitle() and is_common(token.low)


def mark_words_as_names(tokens: list[Token], sentence: str) -> None:
    """In prose a capital makes a name of a common word behind a title ("Kades Untung") or beside a name.

    One that persons bear is a name behind any small word, too ("tampak Utama berorasi").
    """
    lists = lists_of_names()
    for index, token in enumerate(tokens[1:], 1):
        if not (token.capital and token.known and token.ordinary) or token.place or token.low in lists.office_words:
            continue
        before, gap = tokens[index - 1], sentence[tokens[index - 1].end : token.start]
        if title_ending_at(tokens, index) is not None:
            continue
        titled = title_ending_at(tokens, index - 1) is False or (before.capital and not before.known)
        apart = index == 1 or gap == ", " or (gap == " " and not before.capital)
        borne = token.either and apart and before.low not in words().before_dates
        if borne or _person_follows(tokens, index, sentence) or (titled and _JOINT.fullmatch(gap)):
            token.known = False


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
    lists = lists_of_names()
    known = lists.known
    if len(text) == _SHORT_FORM and text.istitle() and low in lists.institutions:
        return False  # "WA" is short for WhatsApp, "Wa Ode" a name
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
            named = any(token.initial for token in span)
            if joined and span[0].capital and not named and names_region(" ".join(token.text for token in span)):
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
    staff = any(token.low in lists.staff for token in tokens)  # "guru di Kecamatan Pajo" would name her
    for index, token in enumerate(tokens[:-1]):
        if token.low not in lists.district_titles or (staff and token.low in lists.district_places):
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


def names_region(text: str) -> bool:
    """Whether these words are the name of a region; a short form in its own capitals alone ("OKI", not "Oki")."""
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
    """Whether a place stands behind "Kabupaten", "di", an office …: then it is one, whatever follows it."""
    lists = lists_of_names()
    while index > 0 and tokens[index - 1].place:
        index -= 1
    return index > 0 and (
        tokens[index - 1].low in lists.anchors | lists.institutions | lists.office_words
        or title_ending_at(tokens, index - 1) is not None
    )


def names_in(tokens: list[Token], sentence: str) -> list[tuple[int, int]]:
    """Where the names are that must not be shown (start and end in characters)."""
    drops = []
    public = (-1, -1)  # the first and last token of the last name that may stay
    index = 0
    while index < len(tokens):
        if tokens[index].known or not tokens[index].capital:
            index += 1
            continue
        first, last = name_around(tokens, index, sentence)
        if _is_ticket(tokens, first):
            public, index = (first, first), first + 1
            continue
        couple = first > 0 and tokens[first - 1].low == "pasangan"  # of candidates, or man and wife: nobody knows
        if not couple and (_is_second(tokens, first, public) or _may_stay(tokens, first, last, sentence)):
            public = (first, last)
        else:
            drops.append((tokens[first].start, tokens[last].end))
        index = last + 1
    return drops


def says_something(tokens: list[Token], drops: list[tuple[int, int]]) -> bool:
    """Whether enough is left without these stretches to be shown."""
    left = [
        token
        for token in tokens
        if (len(token.text) > _SHORT_WORD or token.text.isupper())
        and not any(start <= token.start < end for start, end in drops)
    ]
    return len(left) >= max(_WORDS_LEFT if drops else 0, len(drops))


def _is_ticket(tokens: list[Token], index: int) -> bool:
    """Whether this is the press's short form for a pair of candidates: "tim Robinsar-Fajar"."""
    if not (index and _PAIR.fullmatch(tokens[index].text)):
        return False
    return tokens[index - 1].low in lists_of_names().before_pairs or title_ending_at(tokens, index - 1) is True


def _may_stay(tokens: list[Token], first: int, last: int, sentence: str) -> bool:
    """Whether a name surely is a candidate's, an elected head's or that of one who speaks for a body."""
    lists = lists_of_names()
    verbs = any(token.ordinary and not token.either for token in tokens[first : last + 1])  # "Ketua KPU Kecam X"
    if verbs or (first and tokens[first - 1].low == "dan"):  # "Ketua KPU dan X"
        return False
    strayed = False
    for index in range(first - 1, max(first - 1 - _WALK, -1), -1):
        token = tokens[index]
        gap = sentence[token.end : tokens[index + 1].start]
        comma = gap == ", " and index == first - 1
        if not _JOINT.fullmatch(gap) and not comma:
            return False
        kind, start = _title(tokens, index)
        if kind is not None:
            told = _joins(tokens, first - 1, sentence) or _stands_beside(tokens, start, last, sentence)
            return kind and told and not strayed and not _is_of_somebody(tokens, start, sentence)
        passable = token.place or token.low in lists.between or token.text.isdigit()
        if not passable and not (token.known and token.capital):
            return False
        strayed = strayed or (token.ordinary and not token.place)
    return False


def _joins(tokens: list[Token], index: int, sentence: str) -> bool:
    return bool(_JOINT.fullmatch(sentence[tokens[index].end : tokens[index + 1].start]))


def _stands_beside(tokens: list[Token], start: int, last: int, sentence: str) -> bool:
    """Whether a name behind a comma is that of the title before it, which begins at ``start``.

    So it is in "kata Ketua Bawaslu X, Y …" and in "Ketua Bawaslu X, Y, …" at the beginning of a clause; in
    "Bersama calon bupati, Y …" and "Calon bupati, Y dan Z" it may be anybody's.
    """
    if start and _joins(tokens, start - 1, sentence):
        return tokens[start - 1].low in lists_of_names().tellers
    rest = sentence[tokens[last].end :]
    return bool(re.match(r",(?! (?:dan|serta|bersama)\b)", rest))


def _is_second(tokens: list[Token], first: int, public: tuple[int, int]) -> bool:
    """Whether this name is the second of a pair of candidates: "paslon A dan B"."""
    start, last = public
    if last < 0 or first != last + 2 or tokens[first - 1].low != "dan":
        return False
    before = {token.low for token in tokens[max(start - _WALK, 0) : start]}
    return not before.isdisjoint({"paslon", "pasangan", "bapaslon", "duet"})


def _is_of_somebody(tokens: list[Token], start: int, sentence: str) -> bool:
    """Whether the title that begins here tells whose somebody is: "istri calon bupati X", "ajudan Gubernur X"."""
    lists = lists_of_names()
    for index in range(start - 1, max(start - 1 - _KIN_WALK, -1), -1):
        gap = sentence[tokens[index].end : tokens[index + 1].start]
        if not _JOINT.fullmatch(gap) and gap not in {" (", ") "}:
            return False
        if tokens[index].low in lists.of_others:
            return True
        if index == start - 1 and title_ending_at(tokens, index) is False:  # "Pj Bupati X"
            return True
    return False


def title_ending_at(tokens: list[Token], index: int) -> bool | None:
    """Whether a title ends at this word, and whether its bearer keeps his name; the longest title decides."""
    return _title(tokens, index)[0]


def _title(tokens: list[Token], index: int) -> tuple[bool | None, int]:
    """The same, with the index of the title's first word."""
    lists = lists_of_names()
    for start in range(max(index - _LONGEST_TITLE + 1, 0), index + 1):
        words = " ".join(token.low for token in tokens[start : index + 1])
        if words in lists.public:
            return True, start
        if words in lists.private or words in lists.places:
            return False, start
    return None, index


def without(sentence: str, drops: list[tuple[int, int]]) -> str:
    """The sentence with "…" for each of these stretches (start and end in characters)."""
    kept, at = [], 0
    for start, end in drops:
        kept += [sentence[at:start], "…"]
        at = end
    text = "".join([*kept, sentence[at:]])
    return re.sub(r"…\.(?= [a-z])", "…", re.sub(r"…(?:[.,]* *…)+", "…", text))
