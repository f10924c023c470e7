"""What speaks for and against a document's being what its story is about: rules, each with its weight."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set
from itertools import islice

from alerts.matcher.circular_cues import Cue, Story, has
from alerts.matcher.documents import JOINT, Document
from alerts.matcher.papers import LETTER
from model import Reason

NATIONAL = "national paper in a local story"
_WEIGHTS = {
    "headline": 3.0,
    "issued": 2.0,
    "issued again": 1.0,
    "lead": 1.0,
    "told further": 1.0,
    "content": 0.5,
    "signing told": 2.0,
    "invoked": -1.5,
    "told as older": -2.0,
    "told in passing": -1.0,
    "joint decision": -2.0,
    NATIONAL: -3.0,
}
_MOST = {"told further": 3, "content": 4, "issued again": 2, "invoked": 2}
"""How often a weight counts at most."""
A_THIRD = 3
"""A letter told below the lead of a story must fill so much of it to be what the story is about (rule 16)."""
LONG_STORY = 4
"""Sentences, the headline among them."""
_RULE_OF_CUE = {
    Cue.HEADLINE: "headline",
    Cue.SIGNED: "signing told",
    Cue.ISSUED: "issued",
    Cue.EARLIER: "told as older",
    Cue.INVOKED: "invoked",
    Cue.NONE: "told further",
    Cue.REVOKED: "told further",
    Cue.AMENDED: "told further",
    Cue.PLANNED: "told further",
}


def _told(document: Document, story: Story) -> Iterator[tuple[str, str, int]]:
    """What each sentence says of a document: rule, phrase and the sentence's index, in the order told."""
    issued = False
    for cue, phrase, index in sorted(document.cues, key=lambda each: each[2]):
        rule = _RULE_OF_CUE[cue]
        if rule == "issued":
            yield ("issued again" if issued else "issued"), phrase, index
            issued = True
            if story.lead(index):
                yield "lead", phrase, index
        elif rule != "told further" or index != document.first:
            yield rule, phrase, index
    if issued or any(cue is Cue.HEADLINE for cue, _, _ in document.cues):
        last = max(document.where, default=0)
        clauses = (
            index for index in range(last + 1, len(story.sentences)) if has("content", story.sentences[index])
        )
        for index in islice(clauses, _MOST["content"]):
            yield "content", "", index


def _against(document: Document, story: Story, local: bool, rules: Set[str]) -> Iterator[tuple[str, str]]:
    """What speaks against the document's being what the story is about, whatever its sentences say."""
    strong = rules & {"headline", "signing told"}
    body = len(story.sentences) - 1
    # One sentence of three is the third of the body that makes a document main (guide, rule 16).
    in_passing = body > 2 if document.number is None else body > 3 and "content" not in rules
    where = set(document.where)
    below = not any(story.lead(index) for index in where) and len(where) * A_THIRD < body
    in_passing = in_passing and len(where) == 1 and not _goes_on(story, next(iter(where), 0))
    if not strong and (in_passing or (below and document.kind == LETTER)):
        yield "told in passing", ""
    name = document.issuers or (document.issuer.name if document.issuer else "")
    national = document.kind == JOINT or (document.issuer is not None and document.issuer.group == "national")
    if document.kind == JOINT and not strong:
        yield "joint decision", name
    if national and local and not (rules & {"signing told"} or _is_made(document)):
        yield NATIONAL, name


_ITS_CONTENT = re.compile(
    r"\W*(?:isinya|di\s?dalamnya|(?:di\s?)?dalam\s+(?:surat|edaran|imbauan)\w*\s+(?:itu|tersebut|ini))\b",
    re.IGNORECASE,
)
"""Begins a sentence that tells what a paper says."""


def _goes_on(story: Story, index: int) -> bool:
    """Whether the sentence behind a paper that the lead names tells what it says: "Isinya, pegawai …"."""
    behind = story.sentences[index + 1 : index + 2]
    return story.lead(index) and any(map(_ITS_CONTENT.match, behind))


def _is_made(document: Document) -> bool:
    """Whether the headline tells that the document was made."""
    return any(cue is Cue.HEADLINE and has("issued", phrase) for cue, phrase, _ in document.cues)


def _obeyed(document: Document, story: Story) -> bool:
    """Whether the headline only asks to obey a paper that a longer body then invokes once."""
    title = [phrase for cue, phrase, index in document.cues if cue is Cue.HEADLINE and index == 0]
    return not any(title) and len(set(document.where)) == 1 and len(story.sentences) > LONG_STORY


def reasons_for(document: Document, story: Story, local: bool) -> list[Reason]:
    """What speaks for and against the document's being what the story is about, each rule as often as it counts."""
    told = list(_told(document, story))
    rules = {rule for rule, _, _ in told}
    if "headline" in rules and not _obeyed(document, story):
        told = [each for each in told if each[0] != "invoked"]
    shown = document.best or document.first
    told += [(rule, phrase, shown) for rule, phrase in _against(document, story, local, rules)]
    reasons: list[Reason] = []
    counted: Counter[str] = Counter()
    for rule, phrase, index in told:
        counted[rule] += 1
        if counted[rule] <= _MOST.get(rule, 1):
            reasons.append(Reason(rule, phrase, _WEIGHTS[rule], story.sentences[index]))
    return reasons
