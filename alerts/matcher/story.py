"""A story read line by line: what the lexicon finds in each sentence, who is in it, and how each thing is told."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter

from alerts.matcher.actors import Mention, Role, mentions
from alerts.matcher.frames import framed_acts
from alerts.matcher.lexicon import Entry, Hit, lexicon
from alerts.matcher.suspects import suspects
from alerts.matcher.telling import TOLD, TURNING, Telling, told
from alerts.matcher.text import Sentence, Text
from model import Actor

_SHADOWED = frozenset({"rule", "training", "verb"})
_ASKS = re.compile(r"(?:me)?minta\b")
_ASKED = frozenset({"sanctioned", "charged", "examined"})
_ASKED_REACH = 60
"""Characters of an office and its place between "minta" and what is to be done to its holder."""
_OF_ASKING = frozenset({"rule", "verb", "act"})
_TELLING = frozenset({"act", "accusation", "stage"})
_CLEARING = frozenset({"stage.dismissed", "stage.examined", "court.acquitted"})
_RULINGS = frozenset({"court.acquitted", "court.quashed"})
_ENDS = frozenset(name.partition(".")[2] for name in _CLEARING | _RULINGS)
_PUNISHING = frozenset({"sanctioned", "charged"}) | _ENDS
_HIDDEN = frozenset({"never", "recommended"})
_TRIED = Entry("stage", "charged", "a court's ruling", name="stage.charged", group="stage")
"""Who is convicted or acquitted, or whose sentence a higher court sets aside, has stood before a court."""
_NO_TRIAL = frozenset({"training", "pledge", "rule", "denial", "conditional", "circular_word", "witness"})
"""Words beside which a supervisor's summons is a meeting, a rule or a letter."""
_NEGATED = re.compile(
    r"\b(?:(?:tidak|tak|bukan|belum)\s(?!netral|bersikap|memihak)|siapa\s?pun|setiap|bila|jika|apabila)"
)
"""A step that is told as not taken within its own words: "perkara itu tidak bisa dibawa …"."""
_ADVICE = re.compile(r"\b(?:rekomendasi|usul|usulan|saran)\b")
"""Within the words of a penalty: it is only recommended, "jatuhkan rekomendasi sanksi"."""
_GATHERS = Entry("verb", "gather", "a summons", name="verb.gather", group="verb.gather")
_SUMMONS = ("memanggil", "panggil")
_PURPOSE = re.compile(r"[^.;:]{0,60}?\b(?:untuk|agar|supaya|lalu|dan|kemudian|guna|serta)\s(?:\w+\s){0,2}$")
_CRIMES = frozenset({"other_matter.crime", "other_matter.graft"})
_CRIME_REACH = 30
"""Characters between "tersangka" and the crime."""
_SPEAKING = frozenset({"speech.verb_first", "speech.verb_last", "not_actor.organiser"})
_HEADED = 3
"""Sentences of the body in which the headline's person may go by the same bare word."""
_GENERAL = frozenset({"conditional", "rule", "pledge", "circular_word", "vulnerability", "statistics"}) | frozenset(
    {"training", "denial", "service", "future", "rebuttal"}
)
_DONE = frozenset({"stage.reported", "stage.examined", "stage.recommended", "stage.sanctioned", "stage.charged"})
_ITS = re.compile(r"nya\b(?<=\w{3}nya)")


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with all that is read in it."""

    sentence: Sentence
    low: str  # its text in small letters, of the same length
    hits: tuple[Hit, ...]
    kinds: frozenset[str]  # the kinds of the hits, and each "kind.code"
    people: tuple[Mention, ...]  # all officials bound to neutrality
    ones: tuple[Mention, ...]  # the identifiable ones who are not mere speakers
    follows: bool  # it goes on about an official whom the headline or one of the two sentences before names
    tellings: tuple[tuple[Hit, Telling], ...]  # each act, accusation and stage with how it is told
    told_kinds: frozenset[str]  # which of the three are told as having happened
    identifies: bool  # it says whose the act in the sentences before was: "ternyata ASN"

    @property
    def classes(self) -> tuple[Mention, ...]:
        """Officials named as a class."""
        return tuple(person for person in self.people if person.role is Role.CLASS)

    @property
    def anaphora(self) -> bool:
        """Whether it points back to a case or a person told before."""
        return "back.case" in self.kinds

    @property
    def concrete(self) -> bool:
        """Whether it speaks of an identifiable official."""
        return bool(self.ones) or self.anaphora or self.follows

    @property
    def accused(self) -> bool:
        """Whether a breach is told by its name."""
        return "accusation" in self.told_kinds

    @property
    def acted(self) -> bool:
        """Whether a partisan act is told."""
        return "act" in self.told_kinds

    @property
    def staged(self) -> bool:
        """Whether a step of a procedure is told."""
        return "stage" in self.told_kinds

    @property
    def reported(self) -> bool:
        """Whether somebody else speaks in it: "ia" in the next sentence is the speaker."""
        return not self.ones and bool(self.kinds & _SPEAKING)

    @property
    def tried(self) -> bool:
        """Whether an election supervisor has somebody before him: whom he summons is hardly ever a mere witness."""
        return (
            self.staged
            and bool(self.ones or self.classes)
            and "supervisor.election" in self.kinds
            and not self.kinds & _NO_TRIAL
        )

    @property
    def strong(self) -> bool:
        """Whether it tells, all in one, who did what."""
        return bool(self.ones or self.follows) and (self.accused or self.acted or self.identifies)

    def has(self, kind: str, code: str | None = None) -> bool:
        """Whether a phrase of this kind (and code) stands in it."""
        return (f"{kind}.{code}" if code else kind) in self.kinds

    def told(self, kind: str) -> Iterator[Hit]:
        """The acts, accusations or stages that are told as having happened."""
        return (hit for hit, how in self.tellings if hit.kind == kind and how in TOLD)


def lines_of(text: Text) -> tuple[Line, ...]:
    """Read every sentence of a story; line 0 is the headline."""
    scan = lexicon().scan
    found: list[Line] = []
    headed: frozenset[Actor] = frozenset()  # whom the headline tells of in one word: "Pegawai RSUD Dilaporkan"
    known: set[Actor] = set()  # offices of which the story has told one holder who is the accused
    for sentence in text.sentences:
        low = _small(sentence.text)
        hits = _read(scan(low), low)
        kinds = _kinds_of(hits)
        people: tuple[Mention, ...] = ()
        if "actor" in kinds:
            people = tuple(
                replace(one, role=Role.ONE, count=1)
                if (one.bare and one.actor in known) or (one.unmarked and one.actor in headed)
                else one
                for one in mentions(sentence.text, low, hits, sentence.index == 0)
            )
        line = _line(sentence, low, hits, kinds, people, found=found)
        if sentence.index == 0:
            headed = _headed(line)
        elif sentence.index == _HEADED:
            headed = frozenset()
        if line.told_kinds:
            known.update(one.actor for one in line.ones if one.count == 1 and one.actor is not Actor.ASN)
        found.append(line)
    return tuple(found)


def _kinds_of(hits: Iterable[Hit]) -> frozenset[str]:
    """The kinds of the hits, and each "kind.code"."""
    return frozenset([hit.kind for hit in hits] + [hit.entry.name for hit in hits])


def _headed(head: Line) -> frozenset[Actor]:
    """Whom a headline, which knows no articles, tells of as one person: "Pegawai RSUD Dilaporkan ke Bawaslu"."""
    steps = any(hit.code != "alleged" for hit in head.told("stage"))
    if not steps or head.kinds & _GENERAL:
        return frozenset()
    return frozenset(one.actor for one in head.classes if one.unmarked and not one.acting)


def _read(hits: list[Hit], low: str) -> tuple[Hit, ...]:
    """What the lexicon found, with the acts that verbs and objects make together."""
    codes = {hit.code for hit in hits}
    if not codes.isdisjoint(_HIDDEN):
        hits = [
            hit
            for hit in hits
            if hit.code != "never" and (hit.code != "recommended" or not _NEGATED.search(low, hit.start, hit.end))
        ]
    if not codes.isdisjoint(_ENDS):
        hits = _cleared(hits)
    hits = _demanded([*hits, *framed_acts(hits, low)], low)
    pledged = [(hit.start, hit.end) for hit in hits if hit.kind == "pledge"]
    if pledged:  # "pimpin deklarasi netralitas": what the act is about is the pledge
        hits = [hit for hit in hits if hit.kind != "act" or not any(a < hit.end <= b for a, b in pledged)]
    if "convicted" in codes and "charged" not in codes:  # "Hakim Jatuhkan Sebulan Penjara untuk Kades X"
        hits += [_tried(hit) for hit in hits if hit.entry.name == "court.convicted"]
    # the rest is about penalties and charges
    names = frozenset() if codes.isdisjoint(_PUNISHING) else {hit.entry.name for hit in hits}
    if "stage.sanctioned" in names:
        hits = [
            hit
            for hit in hits
            if hit.entry.name != "stage.sanctioned" or not _ADVICE.search(low, hit.start, hit.end)
        ]
    if "stage.charged" in names and not names.isdisjoint(_CRIMES):
        # "tersangka penipuan": the police's step is about something else
        crimes = [hit.start for hit in hits if hit.entry.name in _CRIMES]
        hits = [hit for hit in hits if hit.entry.name != "stage.charged" or not _of_crime(low, hit, crimes)]
    if "stage.sanctioned" in names and "act.partisan_decision" in names:
        # "memutasi kadis yang tidak mendukung": the act, and no penalty for one
        punished = {hit.start for hit in hits if hit.entry.name == "act.partisan_decision"}
        hits = [hit for hit in hits if hit.code != "sanctioned" or hit.kind != "stage" or hit.start not in punished]
    return tuple(sorted(_summoned_for(hits, low), key=itemgetter(1)))


def _demanded(hits: list[Hit], low: str) -> list[Hit]:
    """``hits``, where who asks that something be done to an official does not tell him to do anything.

    "Jaksa Minta Kades X Dihukum", "warga meminta Camat Y dicopot": a penalty in the passive follows his office.
    """
    if "minta" not in low or any(hit.kind == "conditional" for hit in hits):
        return hits
    asks = {hit.start for hit in hits if hit.kind in _OF_ASKING and _ASKS.match(low, hit.start)}
    between = [hit.start for hit in hits if hit.kind in ("act", "accusation", "clause")]
    demands = {
        ask
        for ask in asks
        for hit in hits
        if hit.kind == "stage"
        and hit.code in _ASKED
        and ask < hit.start <= ask + _ASKED_REACH
        and low.startswith("di", hit.start)
        and "," not in low[ask : hit.start]
        and not any(ask < start < hit.start for start in between)
    }
    return [hit for hit in hits if hit.start not in demands or hit.kind not in _OF_ASKING]


def _cleared(hits: list[Hit]) -> list[Hit]:
    """``hits`` of a sentence that tells of an acquittal, a summons or a case that is dropped."""
    spans = [(hit.start, hit.end) for hit in hits if hit.entry.name in _CLEARING]
    tried = [_tried(hit) for hit in hits if hit.entry.name in _RULINGS]
    # "bebas dari sanksi" is no rule to be free from something, a supervisor's "undang" no meeting
    kept = [hit for hit in hits if hit.kind not in _SHADOWED or not any(a <= hit.start < b for a, b in spans)]
    return kept + tried


def _tried(ruling: Hit) -> Hit:
    return ruling._replace(entry=_TRIED, kind="stage", code=_TRIED.code)


def _summoned_for(hits: list[Hit], low: str) -> list[Hit]:
    """``hits``, where who summons officials to have them do something partisan is no supervisor: he gathers them.

    "Camat memanggil kepala desa lalu mengarahkan mereka mendukung …"
    """
    acts = [hit.start for hit in hits if hit.kind == "act"]
    if not acts:
        return hits
    gathering = {
        hit.start
        for hit in hits
        if hit.kind == "superior"
        and low.startswith(_SUMMONS, hit.start)
        and any(_PURPOSE.match(low, hit.end, start) for start in acts if start > hit.end)
    }
    if not gathering:
        return hits
    return [
        hit._replace(entry=_GATHERS, kind="verb", code="gather")
        if hit.kind == "superior" and hit.start in gathering
        else hit
        for hit in hits
        if hit.kind != "stage" or hit.start not in gathering
    ]


def _of_crime(low: str, step: Hit, crimes: Sequence[int]) -> bool:
    return any(
        step.end <= place <= step.end + _CRIME_REACH and "," not in low[step.end : place] for place in crimes
    )


def _small(text: str) -> str:
    low = text.lower()
    if len(low) == len(text):
        return low
    # some capitals grow when made small; places in the text must stay
    return "".join(char if len(char.lower()) != 1 else char.lower() for char in text)


def _line(
    sentence: Sentence,
    low: str,
    hits: tuple[Hit, ...],
    kinds: frozenset[str],
    people: tuple[Mention, ...],
    *,
    found: Sequence[Line],
) -> Line:
    ones = suspects(hits, kinds, people, low) if people else ()
    follows = _follows(sentence, low, kinds, found)
    if people and not ones and "rule" in kinds:
        follows = False  # "ASN dilarang memasang …": the rule is a class's, whoever was told of before
    tellings: tuple[tuple[Hit, Telling], ...] = ()
    if not kinds.isdisjoint(_TELLING):
        if sentence.index:
            concrete = bool(ones) or "back.case" in kinds or follows
        else:  # "PN Vonis ASN yang Ikut Kampanye": what has been done was done to somebody
            concrete = (bool(ones) and not _vague(ones, kinds)) or (bool(kinds & _DONE) and not kinds & _GENERAL)
        turning = [hit for hit in hits if hit.kind in TURNING]
        tellings = tuple(
            [(hit, told(low, turning, hit, concrete=concrete)) for hit in hits if hit.kind in _TELLING]
        )
    return Line(
        sentence=sentence,
        low=low,
        hits=hits,
        kinds=kinds,
        people=people,
        ones=ones,
        follows=follows,
        tellings=tellings,
        told_kinds=frozenset([hit.kind for hit, how in tellings if how in TOLD]),
        identifies="back.identifies" in kinds and any(each.acted and not each.people for each in found[-2:]),
    )


def _follows(sentence: Sentence, low: str, kinds: frozenset[str], found: Sequence[Line]) -> bool:
    """Whether a sentence goes on about an official whom the headline or one of the two before it names."""
    if not found:
        return False
    if sentence.index <= 2 and found[0].ones and not _vague(found[0].ones, found[0].kinds):
        return True
    last = found[-1]
    in_focus = last.ones or (len(found) > 1 and found[-2].ones) or (last.follows and not last.reported)
    return bool(in_focus) and ("back.person" in kinds or bool(_ITS.search(low)))


def _vague(ones: Sequence[Mention], kinds: frozenset[str]) -> bool:
    """Whether a headline of what is to come names nobody: "Keuchik yang Mengantar Calon akan Dipanggil"."""
    return "future" in kinds and not any(one.office or one.count for one in ones)
