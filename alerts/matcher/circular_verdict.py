"""Whether a story is about a circular on neutrality, and about which of the papers that it names.

What the rules say (:mod:`alerts.matcher.circular_rules`) and what labelled stories have taught are log-odds, and
are added: papers are told in more words than rules can list ("sembilan hal yang kini haram", "cukup jadi pemilih").
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from alerts.matcher.circular_cues import Cue, Story, has
from alerts.matcher.circular_details import MAIN
from alerts.matcher.circular_features import circular_features
from alerts.matcher.circular_rules import NATIONAL, reasons_for
from alerts.matcher.circular_topic import binds_none_of_ours, is_on_another_matter, is_petition
from alerts.matcher.documents import Document, is_still_planned
from alerts.matcher.features import ALONE
from alerts.matcher.incidents import is_political
from alerts.matcher.learned import learned, probability
from alerts.matcher.papers import DECREE, LETTER
from alerts.matcher.story import Line
from model import Circular, Place, Reason, Weight

_NONE = -0.8
"""Log-odds of a story in which the rules find no circular: they may have missed it."""
TOLD_ABOVE = -0.8
"""Log-odds above which a story is told to be about one: there as many labelled ones are missed as are false."""
_NO_ELECTION = -2.0
"""Log-odds at most of an order in no election."""
_LEAST, _MOST = 1.0, 3.0
"""Log-odds of a story that by the rules is about one."""
_SLOPE = 3.0
"""Points of the rules that make one of log-odds. These four were chosen by 300 stories that no rule had seen."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How much a story is about a circular."""

    odds: float  # log-odds
    confidence: float
    reasons: tuple[Reason, ...]  # what was learned; the rules' are each circular's own


def judge_story(
    lines: Sequence[Line], features: Mapping[str, float], story: Story, found: Sequence[Circular]
) -> Verdict:
    """Weigh a story whose circulars the rules have ``found``; of a headline alone the rules decide.

    ``features`` are those of its lines, :func:`alerts.matcher.features.features_of`.
    """
    rules = ruled(found)
    if len(lines) < ALONE:
        return Verdict(rules.odds, round(probability(rules.odds), 3), ())
    told = circular_features(features, story)
    teaching = learned("circular")
    odds = max(teaching.log_odds(told.features) + rules.odds, rules.least)
    if not is_political(lines) and not any(has("neutral", sentence) for sentence in story.sentences):
        odds = min(odds, _NO_ELECTION)
    reasons = teaching.reasons(told.features, lines, told.shown) if found or odds > TOLD_ABOVE else ()
    return Verdict(odds, round(probability(odds), 3), reasons)


class Ruled(NamedTuple):
    """What the rules say of a story, in log-odds."""

    odds: float
    least: float = -math.inf  # below which nothing learned brings it


def ruled(found: Sequence[Circular]) -> Ruled:
    """What the rules say of a story in which they have found these circulars."""
    if not found:
        return Ruled(_NONE)
    mains = [_points(each) for each in found if each.weight is Weight.MAIN]
    if mains:
        odds = max(_LEAST, min(_MOST, max(mains) / _SLOPE))
        return Ruled(odds, odds if any(map(_is_sure, found)) else -math.inf)
    return Ruled(max(-_MOST, min(0.0, max(map(_points, found)) / _SLOPE)))


def _is_sure(circular: Circular) -> bool:
    """Whether the rules are believed alone: the story is about it, and a headline that names it tells it made.

    Of 137 such circulars that no rule had seen 135 were right; of those that a headline only names 37 of 42.
    """
    named = [reason.phrase for reason in circular.reasons if reason.rule == "headline"]
    return circular.weight is Weight.MAIN and (not named or any(has("issued", phrase) for phrase in named))


def _points(circular: Circular) -> float:
    return sum(reason.weight for reason in circular.reasons) - MAIN


def leading(documents: Sequence[Document], story: Story, places: Sequence[Place]) -> Document | None:
    """The document that a story is about if about any: in its headline, told as issued, in its lead, numbered.

    None that is still planned, revoked, petitioned, a decree or national in a local story, and none of the papers
    that bind nobody whom we watch.
    """
    may_be = [document for document in documents if _may_lead(document, story, local=bool(places))]

    def rank(document: Document) -> tuple[bool, bool, bool, bool]:
        cues = {cue for cue, _, _ in document.cues}
        in_lead = any(story.lead(index) for index in document.where)
        return Cue.HEADLINE in cues, bool(cues & {Cue.ISSUED, Cue.SIGNED}), in_lead, bool(document.number)

    return max(may_be, key=rank, default=None)


def _may_lead(document: Document, story: Story, *, local: bool) -> bool:
    cues = {cue for cue, _, _ in document.cues}
    if document.kind == DECREE or Cue.REVOKED in cues or binds_none_of_ours(document.issuer):
        return False
    if is_still_planned(document):
        return False
    if any(cue is Cue.INVOKED and index == 0 for cue, _, index in document.cues):
        return False  # "Ada SE Larangan Berpolitik, ASN Masih Nekat Kampanye"
    title = story.sentences[0]
    if any(is_on_another_matter(each) for each in (title, document.subject or "")):
        return False
    own = document.own or [title]
    if document.kind == LETTER and (is_petition(own, story) or all(has("case", each) for each in own)):
        return False
    return not any(reason.rule == NATIONAL for reason in reasons_for(document, story, local))
