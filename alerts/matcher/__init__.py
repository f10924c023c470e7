"""The matcher: article → findings. Pure: no clock, no network, no database; its knowledge lies in ``data/``."""

from __future__ import annotations

from collections.abc import Iterable

from alerts.matcher.cases import incidents
from alerts.matcher.circulars import circulars
from alerts.matcher.features import features_of
from alerts.matcher.flags import flags
from alerts.matcher.genre import genre_of
from alerts.matcher.incidents import judge
from alerts.matcher.letters import form_of
from alerts.matcher.regions import places
from alerts.matcher.rulings import ruling_of
from alerts.matcher.story import lines_of
from alerts.matcher.text import is_worth_reading, read
from model import Findings, Genre, Weight

__all__ = ["MATCHER_VERSION", "match"]

MATCHER_VERSION = "7"
"""Stands beside every finding; raised with each change of rules or lexicon that can change one."""


def match(
    title: str,
    text: str = "",
    *,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
) -> Findings:
    """Read one article and say what it tells of incidents and circulars, with reasons.

    ``title`` and ``text`` come as extraction leaves them (paragraphs parted by line breaks; leftover clutter is
    passed over); ``published`` is an ISO 8601 instant or day; ``outlet`` the host; a headline alone is enough.
    Raises nothing but LexiconError, when the product's own data are damaged.
    """
    story = read(title, text, published=published, outlet=outlet, url=url)
    where = places(story)
    if not is_worth_reading(story):
        return Findings(
            genre=Genre.OTHER,
            incident=Weight.NONE,
            circular=Weight.NONE,
            places=where,
            matcher_version=MATCHER_VERSION,
        )
    lines = lines_of(story)
    features = features_of(lines)
    verdict = judge(lines, features)
    cases = incidents(story, lines, verdict, where)
    papers = circulars(story, where, lines, features)
    incident = _heaviest(case.weight for case in cases)
    circular = _heaviest(paper.weight for paper in papers)
    ruling = ruling_of(lines)
    genre, why = genre_of(lines, incident, circular, form_of(story))
    return Findings(
        genre=genre,
        incident=incident,
        circular=circular,
        incidents=cases,
        circulars=papers,
        places=where,
        flags=flags(story),
        ruling=ruling is not None,
        reasons=(*why, *([ruling] if ruling else []), *(reason for reason in verdict.reasons if reason.weight < 0)),
        matcher_version=MATCHER_VERSION,
    )


def _heaviest(found: Iterable[Weight]) -> Weight:
    weights = set(found)
    return next((weight for weight in (Weight.MAIN, Weight.MENTION) if weight in weights), Weight.NONE)
