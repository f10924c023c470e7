"""Counting: every mention of a region in a story is a vote, with points for its anchor and for where it stands.

Clear mentions are counted first; names that several regions bear (Kota and Kabupaten Semarang, Jambi the city and
the province, Mura) then follow what is anchored elsewhere in the story. Where nothing decides, the vote goes to the
province around the namesakes, never to a guess. Points: ``data/lexicon/regions.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any

from alerts.matcher.gazetteer import CITY, PROVINCE, REGENCY, gazetteer, lexicon, province_of
from alerts.matcher.mentions import (
    BEAT,
    DISTRICT,
    LIST,
    LOCATIVE,
    OFFICE,
    PLAIN,
    POLRES,
    UNIT_ANCHORS,
    VILLAGE,
    Mention,
    mentions,
)
from alerts.matcher.text import Sentence, Text

TITLE, LEAD, BODY = "title", "lead", "body"
DATELINE = "dateline"  # stands in place of an anchor

_BEATS = frozenset({POLRES, BEAT, "police"})
_OFFICES = frozenset({*UNIT_ANCHORS, OFFICE, DISTRICT, POLRES, "police"})
_CAPTION = re.compile(r"lustrasi\b[^.]{0,120}\([^()]{2,60}\)\W*$|\b(?:[Ff]oto|FOTO)\s*:")
_HOST_WORD = re.compile(r"[a-z]{3,}")


@dataclass(slots=True)
class Tally:
    """What speaks for one region."""

    points: float = 0.0
    title: float = 0.0  # of these, points from the headline
    lead: float = 0.0  # … and from the first two paragraphs
    acts: bool = False  # an office of it is named
    office: bool = False  # … in headline or lead
    title_office: bool = False  # … in the headline
    firm: bool = False  # named by more than a police or court whose beat spans several
    undecided: bool = False  # stands in for two regions of one name
    best: Mention | None = None  # the mention that gave most
    basis_points: float = 0.0

    @property
    def basis(self) -> str:
        """The words that gave most, as printed: "Bupati Maros"."""
        return self.best.words if self.best else ""


@dataclass(frozen=True, slots=True)
class Vote:
    """A mention with the regions it may stand for, its points and where it stands."""

    mention: Mention
    codes: tuple[str, ...]
    points: float  # 0: counts only when another mention has named the region
    zone: str  # "title", "lead" or "body"
    anchor: str  # the anchor group that it really has

    @property
    def office(self) -> bool:
        """Whether it names an office of the region, or the unit itself."""
        return self.anchor in _OFFICES


@dataclass(slots=True)
class Ballot:
    """All tallies of one story."""

    tallies: dict[str, Tally] = field(default_factory=dict)

    def points(self, code: str) -> float:
        """The points of a region, 0 when it is not named."""
        tally = self.tallies.get(code)
        return tally.points if tally else 0.0

    def best(self, codes: Sequence[str]) -> str | None:
        """The region with most points among some; None when none is named."""
        code = max(codes, key=self.points)
        return code if self.points(code) else None

    def add(self, code: str, vote: Vote, *, undecided: bool = False) -> None:
        """Count a vote for a region."""
        tally = self.tallies.setdefault(code, Tally(undecided=undecided))
        tally.undecided = tally.undecided and undecided
        tally.points += vote.points
        if vote.zone == TITLE:
            tally.title += vote.points
            tally.title_office = tally.title_office or vote.office
        elif vote.zone == LEAD:
            tally.lead += vote.points
        tally.acts = tally.acts or vote.office
        tally.firm = tally.firm or vote.anchor not in _BEATS
        tally.office = tally.office or (vote.office and vote.zone != BODY)
        if vote.points > tally.basis_points:
            tally.best, tally.basis_points = vote.mention, vote.points


def count(text: Text, *, national: bool) -> Ballot:
    """Count all mentions of a story; ``national`` says that its headline speaks of the nation's own bodies."""
    votes = [
        vote
        for sentence in text.sentences
        if not _is_caption(sentence)
        for vote in votes_of(sentence.text, _zone(sentence))
    ]
    return resolve([*discounted(votes, national=national), *dateline_votes(text)], Ballot(), text)


def votes_of(sentence: str, zone: str) -> list[Vote]:
    """The votes of one sentence."""
    weights = lexicon()["weights"]
    found: list[Vote] = []
    for mention in mentions(sentence):
        codes, anchor = _candidates(mention)
        points = _points(mention, anchor, codes, weights) * _factor(zone)
        found.append(Vote(mention, codes, points, zone, anchor))
    return found


def dateline_votes(text: Text) -> list[Vote]:
    """The place before the story's first word: it weighs less than an office, and least for a capital."""
    if not text.dateline:
        return []
    table = lexicon()
    votes: list[Vote] = []
    for mention in mentions(text.dateline):
        codes, anchor = _candidates(mention)
        if anchor not in (DISTRICT, VILLAGE) and codes not in _national_seats():
            capital = not capitals().isdisjoint(codes)
            points = table["weights"]["dateline_capital" if capital else "dateline"]
            votes.append(Vote(mention, codes, points, LEAD, DATELINE))
    return votes


@cache
def capitals() -> frozenset[str]:
    """The cities from which provinces are governed."""
    return frozenset(lexicon()["names"]["capitals"])


def kind_of(code: str) -> str:
    """The kind of a province's, regency's or city's code: cities are numbered from 71."""
    if len(code) == 2:
        return PROVINCE
    return CITY if code[3] == "7" else REGENCY


def _is_caption(sentence: Sentence) -> bool:
    """Whether a sentence is a picture's caption with its credit, which extraction left in."""
    words = sentence.text
    return ("lustrasi" in words or "oto" in words or "OTO" in words) and bool(_CAPTION.search(words))


def _zone(sentence: Sentence) -> str:
    return TITLE if sentence.paragraph == 0 else LEAD if sentence.lead else BODY


def _factor(zone: str) -> float:
    return float(lexicon()["weights"][f"{zone}_factor"])


def _candidates(mention: Mention) -> tuple[tuple[str, ...], str]:
    """The regions that a mention may stand for, and the anchor group that it really has."""
    name, anchor = mention.name, mention.anchor
    if anchor in (DISTRICT, VILLAGE):
        around = tuple(dict.fromkeys(code[:5] for code in name.districts))
        if around and not set(around) <= set(name.units):
            return around, anchor
        return around or name.units, OFFICE  # "Camat Jember", "Kades Kebumen": one of its own
    if anchor in UNIT_ANCHORS:
        fitting = tuple(code for code in name.units if kind_of(code) == anchor)
        return (fitting, anchor) if fitting else (name.units, PLAIN if anchor == PROVINCE else LOCATIVE)
    if anchor == POLRES:
        return tuple(code for code in name.units if kind_of(code) == REGENCY) or name.units, anchor
    if anchor == BEAT:
        return tuple(code for code in name.units if len(code) == 2), anchor
    return name.units, anchor


def _points(mention: Mention, anchor: str, codes: tuple[str, ...], weights: Mapping[str, Any]) -> float:
    """The points of a mention before its place in the story counts; 0 when it needs an anchor and has none."""
    name = mention.name
    if anchor == PLAIN and (name.needs_anchor or name.ordinary):
        return 0.0
    if anchor in (LOCATIVE, LIST, PLAIN) and (name.needs_office or codes in _national_seats()):
        return 0.0
    if anchor == LOCATIVE and name.ordinary:
        return float(weights["ordinary"])
    return float(weights["government" if anchor in (REGENCY, CITY) else anchor])


@cache
def _national_seats() -> frozenset[tuple[str, ...]]:
    return frozenset((code,) for code in lexicon()["names"]["national_seats"])


def discounted(votes: Sequence[Vote], *, national: bool = False) -> list[Vote]:
    """The votes, less for "katanya di Palu": a province's people speak in its capital, wherever the case lies."""
    acting = {
        vote.codes[0] for vote in votes if len(vote.codes) == 1 and len(vote.codes[0]) == 2 and vote.anchor != PLAIN
    }
    share = lexicon()["weights"]["capital_share"]
    return [
        replace(vote, points=vote.points * share) if _is_stage(vote, acting, national=national) else vote
        for vote in votes
    ]


def _is_stage(vote: Vote, acting: set[str], *, national: bool) -> bool:
    """Whether a vote names but the capital in which an acting province, or the nation, speaks."""
    if vote.zone == TITLE or vote.anchor != LOCATIVE or capitals().isdisjoint(vote.codes):
        return False
    return national or not acting.isdisjoint(map(province_of, vote.codes))


# --- names that several regions bear ------------------------------------------------------------------------


def resolve(votes: Iterable[Vote], ballot: Ballot, text: Text) -> Ballot:
    """Count the clear votes first, then let the others follow them; gives the ballot it was handed."""
    shared: list[Vote] = []
    for vote in settled(list(votes)):
        if vote.points and len(vote.codes) == 1 and vote.anchor != VILLAGE:
            ballot.add(vote.codes[0], vote)
        elif vote.codes:
            shared.append(vote)
    hints = _Hints(text)
    for vote in shared:
        if vote.points == 0:
            _follow(vote, ballot)
        elif vote.anchor in (DISTRICT, VILLAGE):
            _support(vote, ballot)
        else:
            _share(vote, ballot, hints)
    return ballot


def settled(votes: Sequence[Vote], known: Iterable[str] = ()) -> list[Vote]:
    """The votes without those of a district that lies far from all else in the story: another of its name is meant.

    The table holds the official names only, and newsrooms shorten them: "Camat Pulau Laut" in a story of Kotabaru
    is that of Pulau Laut Tengah there, not of the Pulau Laut in Natuna. So a district's name alone gives way to the
    dateline or the offices of regencies in other provinces, and to both together in its own. ``known`` are regions
    of which the story is known to be.
    """
    if not any(vote.anchor == DISTRICT and len(vote.codes) == 1 for vote in votes):
        return list(votes)
    units = [vote for vote in votes if vote.points and vote.anchor not in (DISTRICT, VILLAGE)]
    dated = {code for vote in units if vote.anchor == DATELINE for code in vote.codes if len(code) > 2}
    acting = {code for vote in units if vote.office for code in vote.codes if len(code) > 2}
    named = {code for vote in units for code in vote.codes}.union(known)
    rivals = dated | acting | {code for code in known if len(code) > 2}

    def strays(code: str) -> bool:
        province = province_of(code)
        if code in named:
            return False
        if province in named or any(province_of(rival) == province for rival in rivals):
            return not (dated & acting).isdisjoint(rival for rival in rivals if rival not in capitals())
        return bool(rivals)

    return [
        vote
        for vote in votes
        if not (vote.anchor == DISTRICT and len(vote.codes) == 1 and vote.points and strays(vote.codes[0]))
    ]


def _follow(vote: Vote, ballot: Ballot) -> None:
    """A bare name that needs an anchor counts once the story has anchored it elsewhere."""
    code = ballot.best(vote.codes)
    if code:
        ballot.add(code, replace(vote, points=lexicon()["weights"][PLAIN] * _factor(vote.zone), anchor=PLAIN))


def _support(vote: Vote, ballot: Ballot) -> None:
    """A village, or a district's name that is found in many places, only supports a region that is named."""
    code = ballot.best(vote.codes)
    if code is None and vote.anchor == DISTRICT:
        near = [code for code in vote.codes if ballot.points(province_of(code))]
        code = near[0] if len(near) == 1 else None
    if code:
        ballot.add(code, vote)


def _share(vote: Vote, ballot: Ballot, hints: _Hints) -> None:
    """Give a vote to one of the regions that bear its name, or to their province."""
    codes = vote.codes
    lower = [code for code in codes if len(code) > 2]
    if len(lower) < len(codes):  # Jambi, Bengkulu, Gorontalo, Yogyakarta: the province, unless the city acts
        anchored = [code for code in lower if (tally := ballot.tallies.get(code)) and tally.office]
        ballot.add(ballot.best(anchored or codes[:1]) or min(codes, key=len), vote)
        return
    provinces = {province_of(code) for code in codes}
    chosen = ballot.best(codes)
    if chosen is None and len(provinces) > 1:
        near = [code for code in codes if ballot.points(province_of(code))]
        near = near or [code for code in codes if province_of(code) in hints.provinces]
        chosen = near[0] if len(near) == 1 else None
    elif chosen is None:
        chosen = next((code for code in codes if kind_of(code) == hints.kind), None)
    if chosen:
        ballot.add(chosen, vote)
    elif len(provinces) == 1:
        ballot.add(provinces.pop(), vote, undecided=True)


class _Hints:
    """What a story says of its place without naming it; read only when names leave a doubt."""

    def __init__(self, text: Text) -> None:
        self._text = text

    @cached_property
    def kind(self) -> str | None:
        """City or regency, by how often story and address say "wali kota" or "bupati"; None when even."""
        words = lexicon()["office_words"]
        slug = (self._text.url or "").replace("-", " ")
        story = f"{self._text.title}\n{self._text.body}\n{slug}".lower()
        city, regency = sum(map(story.count, words["city"])), sum(map(story.count, words["regency"]))
        if city == regency:
            return None
        return CITY if city > regency else REGENCY

    @cached_property
    def provinces(self) -> frozenset[str]:
        """The provinces that the outlet's address names ("kalsel.antaranews.com"): used for ties only."""
        names = gazetteer().units
        host = (self._text.outlet or self._text.url or "").lower()[:120]
        found = (names.get(word) for word in _HOST_WORD.findall(host))
        return frozenset(code for name in found if name for code in name.units if len(code) == 2)
