"""Which acts a story tells as done by its accused, each with the words and the sentence that say so.

``acts.toml`` and ``frames.toml`` throw a wide net: they say that something partisan is told. Here it is asked what
it was and whose: strict phrases (``data/lexicon/deeds.toml``), read clause by clause.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from alerts.matcher.doers import does, grammar
from alerts.matcher.lexicon import LEXICON, Entry, Hit, Lexicon, LexiconError, phrase_states, tables_of
from alerts.matcher.story import Line
from alerts.matcher.telling import TOLD, TURNING, told
from model import Act, Actor, Reason

MOST_ACTS = 4
_HEADLINE, _LEAD, _BODY = 3, 2, 1
"""How much a place in the story says of what the accused did above all."""
_LEAD_LINES = 2
_GENERAL = "__general"
_SHARED = re.compile(r"<\w+>")
_REMEMBERED = 128
"""Sentences of which is remembered what they name: a story's are asked for each of its cases, and several times."""
_NESTED = 3
"""How deep shared words may name each other."""

PRECEDENCE = (
    Act.INDEPENDENT_SUPPORT,
    Act.SPOUSE_NO_LEAVE,
    Act.AID_PROGRAMME,
    Act.MONEY_GOODS,
    Act.STATE_FACILITIES,
    Act.SOCIAL_MEDIA_SUPPORT,
    Act.PHOTO_SYMBOL,
    Act.CAMPAIGN_MATERIAL,
    Act.PRESSURE,
    Act.SELF_CANDIDACY,
    Act.PARTY_MEMBERSHIP,
    Act.CAMPAIGN_TEAM,
    Act.PARTISAN_DECISION,
    Act.MOBILISATION,
    Act.ATTEND_CAMPAIGN,
    Act.PARTISAN_ACTIVITY,
    Act.UNSPECIFIED,
)
"""Of two acts that one verb could tell, the first here is meant; also the order of acts that are told as much."""
_SWALLOWS = {
    Act.AID_PROGRAMME: frozenset({Act.MONEY_GOODS, Act.CAMPAIGN_MATERIAL}),
    Act.STATE_FACILITIES: frozenset({Act.CAMPAIGN_TEAM, Act.ATTEND_CAMPAIGN, Act.PARTISAN_ACTIVITY}),
    Act.ATTEND_CAMPAIGN: frozenset({Act.PARTISAN_ACTIVITY}),
}
"""What lies within the words of one act is no act of its own: "aula dipakai konsolidasi tim"."""
_LISTS = frozenset({Act.CAMPAIGN_MATERIAL, Act.MONEY_GOODS, Act.STATE_FACILITIES})
_CALLS = {Act.MOBILISATION, Act.PARTISAN_ACTIVITY}
_TOGETHER = frozenset({Act.SOCIAL_MEDIA_SUPPORT, Act.PARTISAN_ACTIVITY})
"""One verb may tell both: who calls to vote in a chat group does both."""

_BROKEN = re.compile(
    r"[;:!?”“\"]|,\s(?:sedangkan|sementara|namun|tetapi|tapi|kata|ujar|lalu|kemudian|karena|setelah)\b"
)
"""Within a phrase: another clause has begun."""
_HIS = re.compile(r"nya\b(?<=\w{4}nya)")
_YEAR = re.compile(r"\b20\d\d\b")
_OTHER_TIME = re.compile(r"lalu|silam|terdahulu|lama|kemarin|bukan sekali|pengalaman")


@dataclass(frozen=True, slots=True)
class Deed:
    """One act as one clause tells it."""

    act: Act
    general: bool  # it only says that a side was taken
    phrase: str
    line: Line


@cache
def deeds_lexicon() -> Lexicon:
    """The strict phrases, read once. Raises LexiconError when the file is missing or wrong."""
    tables = tables_of(LEXICON / "deeds.toml")
    words = {f"<{name}>": f"({value})" for name, value in tables.pop("words", {}).items()}
    entries = []
    for kind in ("deed", "agent"):
        table = tables.get(kind, {})
        for code, phrases in table.items():
            if not isinstance(phrases, list):
                raise LexiconError(f"deeds.toml: [{kind}] {code} must be a list of phrases.")
            if kind == "deed" and code.removesuffix(_GENERAL) not in set(Act):
                raise LexiconError(f"deeds.toml: [deed] {code} is no act of the data model.")
            name = f"{kind}.{code}"
            for phrase in phrases:
                spelt = str(phrase)
                for _ in range(_NESTED):
                    spelt = _SHARED.sub(lambda found: words.get(found.group(), found.group()), spelt)
                entry = Entry(kind, code.partition("__")[0], str(phrase), name=name, group=name)
                entries += [(word, entry, states) for word, states in phrase_states(spelt).items()]
    return Lexicon(entries)


def deeds_of(lines: Sequence[Line], actor: Actor, year: int | None = None) -> tuple[Deed, ...]:
    """The acts that the lines of a case tell as done by its accused, the most told first; general ones only alone.

    When no sentence about him tells any, those that tell of nobody by name count ("paling banyak itu menyukai
    postingan …"); then what headline and lead tell in other words (the wide net), if it is one act. ``year`` is the
    story's: what is told of elections long before it is background. Empty when only a breach is told.
    """
    told_now = [line for line in lines if not _long_ago(line, year)]
    return (
        _ranked(told_now, actor, anywhere=False)
        or _ranked(told_now, actor, anywhere=True)
        or _loose(told_now, actor)
    )


def _loose(lines: Iterable[Line], actor: Actor) -> tuple[Deed, ...]:
    """The act of the wide net that headline and lead, and what is told of the accused, tell most."""
    tally: Counter[Act] = Counter()
    first: dict[Act, Deed] = {}
    for line in lines:
        if line.sentence.index > _LEAD_LINES and not line.strong:
            continue
        _, agents = _phrases_in(line.low)
        for hit in line.told("act"):
            if not _forbidden(line, hit) and does(line, hit, agents, actor):
                act = Act(hit.code)
                tally[act] += 1
                first.setdefault(act, Deed(act, True, line.sentence.text[hit.start : hit.end], line))
    ranked = sorted(tally, key=lambda act: (-tally[act], PRECEDENCE.index(act)))
    return tuple(first[act] for act in ranked[:1])


def _ranked(lines: Iterable[Line], actor: Actor, *, anywhere: bool) -> tuple[Deed, ...]:
    tally: Counter[tuple[Act, bool]] = Counter()
    first: dict[tuple[Act, bool], Deed] = {}
    before: Line | None = None
    for line in lines:
        place = line.sentence.index
        goes_on = before is not None and _goes_on(before, line)
        before = line
        if not (anywhere or goes_on or _in_focus(line)):
            continue
        weight = _HEADLINE if place == 0 else _LEAD if place <= _LEAD_LINES else _BODY
        for deed in _deeds_in(line, actor):
            key = (deed.act, deed.general)
            if key not in first or (first[key].line.sentence.index == 0 and place != 0):
                # a body's sentence says it in full; the headline serves when there is none
                tally[key] += 0
                first[key] = deed
            tally[key] += weight
    precise = [key for key in tally if not key[1]]
    kept = precise or [key for key in tally if key[0] is Act.PARTISAN_DECISION] or list(tally)
    ranked = sorted(kept, key=lambda key: (-tally[key], PRECEDENCE.index(key[0])))
    return tuple(first[key] for key in ranked[:MOST_ACTS])


@lru_cache(maxsize=_REMEMBERED)
def _phrases_in(low: str) -> tuple[tuple[Hit, ...], tuple[Hit, ...]]:
    """The deeds that a sentence (in small letters) names, and the others who may do them."""
    hits = deeds_lexicon().scan(low)
    deeds = _meant([hit for hit in hits if hit.kind == "deed" and _whole(low, hit)])
    return tuple(deeds), tuple(hit for hit in hits if hit.kind == "agent")


def _deeds_in(line: Line, actor: Actor) -> Iterator[Deed]:
    deeds, agents = _phrases_in(line.low)
    for hit in deeds:
        if _is_told(line, hit) and does(line, hit, agents, actor):
            text = line.sentence.text[hit.start : hit.end]
            yield Deed(Act(hit.code), hit.entry.name.endswith(_GENERAL), text, line)


_MADE_KNOWN = re.compile(r"\b(?:viral|beredar|tersebar|menyebar|ramai|heboh|bocor|diviralkan)\b")
"""What follows tells where the act became known: "membagikan stiker viral di media sosial"."""
_OTHERS_KIN = re.compile(
    r"\b(?:istri|suami)\s(?:\w+\s)?(?:gubernur|bupati|wali\s?kota|wakil|camat|lurah|kades|sekda|kepala|pejabat|anggota|cabup|cagub)\b"
)


def _whole(low: str, hit: Hit) -> bool:
    """Whether a phrase lies in one clause; what is handed out or given may be a list."""
    if hit.code == Act.SOCIAL_MEDIA_SUPPORT and _MADE_KNOWN.search(low, hit.start, hit.end):
        return False
    if hit.code == Act.SPOUSE_NO_LEAVE and _OTHERS_KIN.search(low, hit.start):
        return False  # "istri gubernur" is not his own wife
    listed = Act(hit.code) in _LISTS
    return not _BROKEN.search(low, hit.start, hit.end) and (listed or "," not in low[hit.start : hit.end])


def _in_focus(line: Line) -> bool:
    """Whether a sentence speaks of the accused: the top of the story, or one that names or points at him."""
    return (
        line.sentence.index <= _LEAD_LINES
        or line.concrete
        or bool(grammar("pronoun").search(line.low))
        or _is_trace(line)
    )


def _goes_on(before: Line, line: Line) -> bool:
    """Whether a sentence goes on about what the one before shows, or about something of him of whom that speaks."""
    if before.sentence.paragraph != line.sentence.paragraph:
        return False
    return _is_trace(before) or (bool(_HIS.search(line.low)) and bool(grammar("pronoun").match(before.low)))


def _is_trace(line: Line) -> bool:
    """Whether a sentence begins with what shows the deed: "Dalam rekaman itu …", "Mobil dinas …"."""
    return bool(grammar("trace").match(line.low))


def _long_ago(line: Line, year: int | None) -> bool:
    """Whether a sentence looks back at another election: "pada Pemilu 2019" in a story of 2024."""
    for hit in line.hits:
        if hit.kind != "background":
            continue
        told_year = _YEAR.search(line.low, hit.start, hit.end)
        if told_year:
            if year is not None and int(told_year.group()) < year - 1:
                return True
        elif _OTHER_TIME.search(line.low, hit.start, hit.end):
            return True
    return False


def _meant(hits: Sequence[Hit]) -> list[Hit]:
    """Of the acts that one verb could tell, the one that is meant."""
    by_verb: dict[int, list[Hit]] = {}
    for hit in hits:
        by_verb.setdefault(hit.start, []).append(hit)
    kept: list[Hit] = []
    for same in by_verb.values():
        same.sort(key=_precedence)
        nearest = min(same, key=lambda hit: hit.end)
        if {same[0].code, nearest.code} == _CALLS:
            same.insert(0, nearest)  # "mengajak warga memilih … dan hadir": the call stands first
        kept.append(same[0])
        if Act(same[0].code) in _TOGETHER:
            kept += [hit for hit in same[1:] if Act(hit.code) in _TOGETHER and hit.code != same[0].code][:1]
    return [hit for hit in kept if not any(_swallows(other, hit) for other in kept)]


def _precedence(hit: Hit) -> tuple[bool, int]:
    return hit.entry.name.endswith(_GENERAL), PRECEDENCE.index(Act(hit.code))


def _swallows(outer: Hit, inner: Hit) -> bool:
    return (
        inner.code in _SWALLOWS.get(Act(outer.code), ()) and outer.start <= inner.start and inner.end <= outer.end
    )


def _forbidden(line: Line, hit: Hit) -> bool:
    """Whether it stands in what is forbidden: "dilarang memasang spanduk, hadir di kampanye, dan berfoto"."""
    if not (line.has("rule") or line.has("circular_word")):
        return False
    if not (line.ones or line.anaphora) and any(
        rule.entry.name == "rule.prohibition" and rule.start >= hit.end for rule in line.hits
    ):
        return True  # "memasang spanduk maupun hadir di deklarasi dilarang"
    listed = grammar("listing").search(line.low, 0, hit.start)
    if listed and any(each.kind in ("rule", "circular_word") for each in line.hits):
        return True
    return any(
        rule.entry.name in ("rule.prohibition", "rule.duty")
        and rule.start < hit.start
        and not _was_broken(line, rule)
        and not grammar("elided").search(line.low, rule.end, hit.start)
        and not any(each.kind == "clause" and rule.end <= each.start < hit.start for each in line.hits)
        for rule in line.hits
    )


def _was_broken(line: Line, rule: Hit) -> bool:
    """Whether a rule is named because it was broken: "melanggar larangan menghadiri kampanye"."""
    return bool(grammar("breaking").search(line.low[: rule.start]))


def _is_told(line: Line, hit: Hit) -> bool:
    """Whether a deed is told as done: not as a rule, a threat, a denial, something still to come."""
    turning = [
        each
        for each in line.hits
        if each.kind in TURNING and each.start < hit.start and not (each.kind == "rule" and _was_broken(line, each))
    ]
    if grammar("denying").search(line.low, max(0, hit.start - 40), hit.start):
        return False
    if _forbidden(line, hit):
        return False
    top = line.sentence.index <= _LEAD_LINES and not line.kinds & {"rule", "statistics", "conditional"}
    return told(line.low, turning, hit, concrete=top or bool(line.ones) or line.anaphora) in TOLD


def acts_of(deeds: Iterable[Deed]) -> tuple[Act, ...]:
    """The codes of what was done; ``unspecified`` when only a breach is named."""
    return tuple(deed.act for deed in deeds) or (Act.UNSPECIFIED,)


def is_vague(deeds: Iterable[Deed]) -> bool:
    """Whether no deed says more than that a side was taken."""
    return all(deed.general for deed in deeds)


def act_reasons(deeds: Iterable[Deed]) -> tuple[Reason, ...]:
    """What says each act: its rule ``act_<code>``, its words and their sentence."""
    return tuple(Reason(f"act_{deed.act.value}", deed.phrase, 0.0, deed.line.sentence.text) for deed in deeds)
