"""Incidents: does a story tell of a concrete breach of neutrality, and is it about it?"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from alerts.matcher.features import features_of
from alerts.matcher.headlines import (
    PENALTIES,
    STATEMENT,
    is_clear,
    is_placed,
    is_tally,
    is_turned,
    names_someone,
    only_threatens,
)
from alerts.matcher.learned import learned, probability
from alerts.matcher.lexicon import Hit, weights
from alerts.matcher.story import Line
from model import Act, Actor, Reason, Weight

PLAIN_LINES = 2
"""Sentences of headline and lead that must tell who did what when no supervisor is named."""
LEAD_SENTENCES = 4
"""Sentences of the body that weigh as the lead."""
MINIMUM_SENTENCES = 3
"""Headline and sentences that make a story; with less the headline is judged alone."""
_IMPOSSIBLE = -1.5
"""Log-odds of a story of which the rules find no official, no breach or no politics: they may have missed them."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How much a story is about an incident."""

    weight: Weight
    score: float  # log-odds
    confidence: float
    reasons: tuple[Reason, ...]


class _Scale:
    """Adds up weighted reasons; a group of reasons may have a cap."""

    def __init__(self) -> None:
        self.reasons: list[Reason] = []
        self.total = 0.0

    def add(self, rule: str, line: Line, phrase: str = "", room: float = math.inf) -> float:
        """Put one reason on the scale, with no more than ``room`` points left to its group; returns its points."""
        value = weights()[rule]
        value = max(-room, min(room, value))
        if value:
            self.reasons.append(Reason(rule, phrase, round(value, 2), line.sentence.text))
            self.total += value
        return abs(value)


def _phrase(line: Line, kind: str) -> str:
    for hit in line.hits:
        if hit.kind == kind:
            return line.sentence.text[hit.start : hit.end]
    return ""


def judge(lines: Sequence[Line], features: Mapping[str, float] | None = None) -> Verdict:
    """Weigh a story's lines: what the rules say (:func:`ruled`), and what labelled stories have taught.

    ``features`` are the lines', read here when they are not given.
    Both are log-odds, and are added; the confidence is their sum as a probability.
    """
    features = features or features_of(lines)
    teaching = learned("incident")
    scale, rules = ruled(lines)
    alone = len(lines) < MINIMUM_SENTENCES
    share = share_of_rules(alone=alone)
    odds = teaching.log_odds(features) + share * rules
    if _answered(lines):
        odds = max(odds, rules)  # words of reply deny what they answer: of them the rules know more
    odds = min(odds, weights()["most_alone"]) if alone else odds  # the story behind it may tell another
    told = odds > told_above(alone=alone) and may_be(lines)
    per_point = share / weights()["slope"]
    reasons = (
        *(replace(reason, weight=round(reason.weight * per_point, 2)) for reason in scale),
        *(teaching.reasons(features, lines) if told else ()),
    )
    return Verdict(Weight.MAIN if told else Weight.NONE, odds, round(probability(odds), 3), reasons)


def share_of_rules(*, alone: bool) -> float:
    """How much of the rules' log-odds counts beside what was learned: of a headline ``alone`` they know more."""
    return weights()["rules_alone" if alone else "rules"]


def told_above(*, alone: bool) -> float:
    """The log-odds above which a story, or a headline ``alone``, is told to be about an incident."""
    return 0.0 if alone else weights()["told"]


def may_be(lines: Sequence[Line]) -> bool:
    """Whether a story can be an incident whatever it weighs: an official, elections, and no mere tally."""
    if len(lines) < MINIMUM_SENTENCES and is_tally(lines[0], alone=True):
        return False
    return is_political(lines) and any(line.people for line in lines)


def ruled(lines: Sequence[Line]) -> tuple[Sequence[Reason], float]:
    """What the rules say of a story: their reasons, in points of ``data/lexicon/weights.toml``, and log-odds.

    Beyond ``most`` log-odds they say no more, and against a story that cannot hold an incident they say so.
    """
    scale = _Scale()
    _headline(scale, lines[0])
    lead, body = lines[1 : LEAD_SENTENCES + 1], lines[LEAD_SENTENCES + 1 :]
    _part(scale, lead, "lead", weights()["lead"])
    _part(scale, body, "body", weights()["body"])
    if is_clear(lines[0]) and _whole(lines):
        scale.add("whole", lines[0])
    answered = _answered(lines)
    if answered:
        scale.add("reply", answered)
    _against(scale, lines, lead, reply=answered is not None)
    alone = len(lines) < MINIMUM_SENTENCES
    possible = _possible(lines, alone)
    most = weights()["most"]
    odds = (scale.total - weights()["headline_alone" if alone else "main"]) / weights()["slope"]
    odds = max(-most, min(most, odds))
    return scale.reasons, odds if possible else min(odds, _IMPOSSIBLE)


def _headline(scale: _Scale, head: Line) -> None:
    """A headline has no articles: "ASN Pemkot Bima Dilaporkan" is one person when nothing makes it a class."""
    clear = is_clear(head)
    someone = names_someone(head)
    who = "person" if head.ones else "class" if someone else ""
    told = head.staged and (
        head.has("supervisor", "election") or ((head.accused or head.acted) and is_placed(head))
    )
    if not head.ones and not told and STATEMENT.match(head.low) and not head.has("reply"):
        scale.add("headline_statement", head)
        return
    if head.ones and clear and head.has("supervisor"):
        scale.add("person_watched", head, _phrase(head, "supervisor"))
    what = "accused" if head.accused else "acted" if head.acted else ""
    if what:
        scale.add(f"{who}_{what}" if who else what, head, _phrase(head, "accusation" if head.accused else "act"))
    if head.staged:
        scale.add(f"{who}_stage" if who else "stage", head, _phrase(head, "stage"))
    if who == "class" and what and clear and is_placed(head):
        scale.add("class_placed", head)
    if who == "class" and clear and (what or head.staged) and head.has("supervisor", "election"):
        scale.add("class_watched", head, _phrase(head, "supervisor"))


_OPENING = 3
"""Headline and first sentences: there a story says that it is a letter of reply."""


def is_reply(lines: Sequence[Line]) -> bool:
    """Whether a story is itself a letter of reply or a correction (Law 40/1999 art. 1(11)-(13))."""
    head, lead = lines[0], lines[1:_OPENING]
    heading = any(hit.kind == "reply" and not low.strip(' *"“') for hit, low in _openings(head))
    return heading or (head.has("reply", "right") and any(line.has("reply") for line in lead))


def _answered(lines: Sequence[Line]) -> Line | None:
    """The accusation of an official's breach that a reply or a correction answers."""
    if not is_reply(lines):
        return None
    top = lines[: LEAD_SENTENCES + 1]
    return next((line for line in top if line.people and (line.accused or line.acted)), None)


def _openings(head: Line) -> Iterator[tuple[Hit, str]]:
    """The hits of a headline, each with what stands before it."""
    return ((hit, head.low[: hit.start]) for hit in head.hits)


def _part(scale: _Scale, lines: Sequence[Line], part: str, cap: float) -> None:
    used = 0.0
    for line in lines:
        room = max(0.0, cap - used)
        if line.strong:
            used += scale.add(f"{part}_strong", line, _phrase(line, "accusation") or _phrase(line, "act"), room)
        elif line.ones and line.tried:
            used += scale.add(f"{part}_tried", line, _phrase(line, "stage"), room)
        elif line.ones and line.staged:
            used += scale.add(f"{part}_person_stage", line, _phrase(line, "stage"), room)
        elif line.staged and (line.accused or line.acted or line.anaphora or line.has("supervisor", "election")):
            used += scale.add(f"{part}_event", line, _phrase(line, "stage"), room)


def is_political(lines: Sequence[Line]) -> bool:
    """Whether a story moves in the world of elections.

    To be "tak netral" is none of it by itself: an official may take a side over water, land or a business. The
    neutrality of civil servants by its name is, and so is a headline that stands alone.
    """
    bare = len(lines) < 2  # a headline without a story
    return any(
        line.has("contest")
        or line.has("candidate")
        or line.has("supervisor", "election")
        or (line.has("neutrality", None if bare else "named") and (line.sentence.index == 0 or line.has("actor")))
        or (line.acted and (line.has("object") or line.has("act", Act.PARTISAN_DECISION)))
        for line in lines
    )


def _summoned(lines: Sequence[Line]) -> bool:
    """Whether headline or lead tell of a step against somebody, and an election supervisor stands near it."""
    top = lines[: LEAD_SENTENCES + 1]
    return any(
        line.ones and not line.has("witness") and any(hit.code in _STEPS for hit in line.told("stage"))
        for line in top
    ) and any(line.has("supervisor", "election") and not line.has("rule") for line in top)


_STEPS = frozenset({"reported", "examined"})


def _punished(lines: Sequence[Line]) -> bool:
    """Whether somebody has been punished in the lead, and the story tells what he did for which candidate."""
    top = lines[: LEAD_SENTENCES + 1]
    return any(line.strong and line.has("candidate") for line in lines) and any(
        line.ones and any(hit.code in PENALTIES for hit in line.told("stage")) for line in top
    )


def _plain(lines: Sequence[Line]) -> bool:
    """Whether headline and lead both tell who did what for which candidate: no supervisor need be named."""
    top = lines[: LEAD_SENTENCES + 1]
    telling = sum(line.strong and line.has("object") for line in top)
    named = lines[0].acted and (lines[0].strong or names_someone(lines[0]))
    return named and telling + (not lines[0].strong) >= PLAIN_LINES


def _whole(lines: Sequence[Line]) -> bool:
    """Whether the sentences together tell who, what, and what was done about it, though none tells it all."""
    somebody = any(line.ones for line in lines[: LEAD_SENTENCES + 1])
    something = any(
        line.accused or (line.acted and (line.has("candidate") or line.has("contest"))) for line in lines
    )
    handled = any(line.staged and (line.ones or line.follows or line.has("supervisor")) for line in lines)
    something = something or _summoned(lines)
    watched = any(line.has("supervisor") or line.has("neutrality") for line in lines) or _plain(lines)
    return somebody and something and handled and watched and not _other_matter(lines[:1])


_HEADLINE_AGAINST = (
    ("conditional", "headline_conditional"),
    ("rule", "headline_rule"),
    ("pledge", "headline_pledge"),
    ("circular_word", "headline_circular"),
    ("vulnerability", "headline_statistics"),
    ("statistics", "headline_statistics"),
    ("training", "headline_training"),
    ("denial", "headline_denial"),
    ("service", "headline_service"),
    ("observer", "headline_observer"),
    ("rebuttal", "headline_rebuttal"),
    ("aside", "headline_aside"),
    ("witness", "headline_witness"),
)


def _against(scale: _Scale, lines: Sequence[Line], lead: Sequence[Line], *, reply: bool) -> None:
    """Put on the scale what speaks against an incident; the words of a ``reply`` are the accused's, and do not."""
    head = lines[0]
    for kind, rule in _HEADLINE_AGAINST if not reply else ():
        if is_turned(head, kind) and not (head.strong and rule in _UNDONE):
            scale.add(rule, head, _phrase(head, kind))
    if only_threatens(head):
        scale.add("headline_threat", head)
    if is_tally(head, len(lines) < MINIMUM_SENTENCES):
        scale.add("headline_tally", head)
    if (
        not head.ones
        and not head.classes
        and any(hit.kind == "not_actor" and hit.code in ("organiser", "journalist", "party") for hit in head.hits)
    ):
        scale.add("headline_organiser", head, _phrase(head, "not_actor"))
    case_told = reply or (bool(head.ones) and (head.accused or head.acted or head.staged))
    for line in lead if not case_told else ():
        for kind, rule in (
            ("rule", "lead_rule"),
            ("pledge", "lead_pledge"),
            ("circular_word", "lead_circular"),
            ("vulnerability", "lead_statistics"),
            ("training", "lead_training"),
        ):
            if line.has(kind) and not line.strong:
                scale.add(rule, line, _phrase(line, kind))
    top = (head, *lead)
    if found := _other_matter(top):
        scale.add("other_matter", *found)
    if any(line.has("other_matter", "organisers") for line in top):
        line = next(line for line in top if line.has("other_matter", "organisers"))
        scale.add("organisers", line, _phrase(line, "other_matter"))
    if len(lines) >= MINIMUM_SENTENCES and not any(line.has("neutrality") for line in lines):
        scale.add("no_neutrality_word", head)


_UNDONE = frozenset({"headline_rule", "headline_training", "headline_pledge"})
"""What a headline that tells who did what is not taken for."""
_NOT_YET = re.compile(r"\b(?:belum|tanpa|tidak|tak)\W+(?:\w+\W+)?$")


_OTHER = frozenset({"graft", "crime", "name_abused", "resigned", "spouse", "rotation"})


_AROUND = frozenset({"spouse", "rotation"})
"""Matters that may be what a partisan act is about: "bagi bansos bergambar istri yang maju"."""


def _about_act(lines: Sequence[Line], matter: str) -> bool:
    """Whether an official is told to have done something partisan before such a matter is named in the sentence."""
    if matter == "rotation" and any(line.has("act", Act.PARTISAN_DECISION) for line in lines):
        return True
    return any(
        (line.strong or (line.staged and line.people))
        and hit.code != Act.SELF_CANDIDACY
        and (hit.start <= other.start or _doing_for(line, other, hit))
        for line in lines
        for other in line.hits
        if other.kind == "other_matter" and other.code == matter
        for hit in line.told("act")
    )


def _doing_for(line: Line, kin: Hit, act: Hit) -> bool:
    """Whether an official does more for his kin than stand by: "Istri Maju Caleg, Kadis X Kampanyekan …"."""
    return act.code in _FOR_KIN and any(kin.end < one.start < act.start for one in line.ones)


_FOR_KIN = frozenset({Act.PARTISAN_ACTIVITY, Act.SOCIAL_MEDIA_SUPPORT, Act.MOBILISATION, Act.PRESSURE})


def _other_matter(lines: Sequence[Line]) -> tuple[Line, str] | None:
    """Ordinary crime, a lawful candidacy, an abused name: told at the top, they are what the story is about."""
    for line in lines:
        for hit in line.hits:
            told = hit.kind == "other_matter" and hit.code in _OTHER
            if not told or (hit.code in _AROUND and _about_act(lines, hit.code)):
                continue
            if not _NOT_YET.search(line.low[max(0, hit.start - 24) : hit.start]):
                return line, line.sentence.text[hit.start : hit.end]
    return None


def _long_done(head: Line) -> bool:
    """Whether a headline is about a crime, and names what its man did in an election as his past."""
    return head.has("background") and (head.has("other_matter", "crime") or head.has("other_matter", "graft"))


def _contended(line: Line) -> bool:
    """Whether a headline names a contest, a candidate or the sign of one."""
    return any(line.has(kind) for kind in ("candidate", "contest", "object.candidate", "object.symbol"))


def _back(line: Line) -> bool:
    """Whether a sentence tells what those did of whom the story has told before."""
    return line.anaphora and (line.accused or line.acted)


def _possible(lines: Sequence[Line], alone: bool) -> bool:
    """Whether the story can hold an incident at all: an official, a breach told, and the world of elections."""
    if _long_done(lines[0]):
        return False
    politics = is_political(lines)
    # a step against somebody beside a candidate: a headline alone need not say what he did for him
    handled = alone and bool(lines[0].ones) and lines[0].staged and lines[0].has("object", "candidate")
    handled = handled and not lines[0].has("duty")
    watched = handled or (
        any(
            line.has("neutrality")
            or line.has("supervisor")
            or line.accused
            or (line.acted and (line.has("stage", "charged") or (alone and (_contended(line) or line.staged))))
            for line in lines
        )
        or _plain(lines)
        or _punished(lines)
    )
    somebody = names_someone(lines[0]) or any(line.ones for line in lines)
    if alone and lines[0].people and all(one.actor is Actor.OTHER for one in lines[0].people):
        return False  # a neighbourhood's head is not bound to neutrality: somebody else must be drawn in
    tried = any(line.tried for line in lines) or _summoned(lines)
    tried = tried or handled
    something = tried or any(line.accused or line.acted for line in lines)
    together = tried or any(line.strong for line in lines) or lines[0].accused or lines[0].acted
    # "Kesepuluh orang itu diduga …": they are those of the headline
    together = together or bool(lines[0].ones and any(_back(line) for line in lines))
    return politics and watched and somebody and something and together
