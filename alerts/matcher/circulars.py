"""Circulars on neutrality, as one story tells them: which papers are ours; issued, invoked or planned.

The papers of each sentence (:mod:`alerts.matcher.papers`) are gathered into documents: by number, else by kind and
issuer, else the last one that a word like "edaran tersebut" can mean. A document is ours when its subject, or what
the story says that it orders, is neutrality; it is ``main`` when the headline is about it or enough of the body
tells its issue or content (guide, rules 1, 2, 7, 16), else ``mention``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from itertools import islice

from alerts.matcher import regions
from alerts.matcher.circular_cues import Cue, Story, concerned, has, orders, read_story
from alerts.matcher.circular_details import MAIN, confidence_of, with_details
from alerts.matcher.circular_headline import read_headline
from alerts.matcher.circular_topic import (
    ORGANISERS,
    SHORTEST_CLAUSE,
    invoked_for_neutrality,
    is_ours,
    letter_is_ours,
)
from alerts.matcher.documents import JOINT, Document, gather
from alerts.matcher.issuers import Office, bare_name, spelt_out
from alerts.matcher.letters import NOT_ORDERS, Letter, may_hold, read_letter
from alerts.matcher.numbers import normalise_number
from alerts.matcher.papers import DECREE, LETTER, names_a_paper
from alerts.matcher.same_office import complete, may_be_same, office_key, without_chair
from alerts.matcher.story import Line
from alerts.matcher.text import Text
from model import Circular, CircularKind, Place, Reason, Weight

LENGTH_OF_UNIT = 5
"""Characters of the code of a regency or city: those of districts are longer."""

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
    "national paper in a local story": -3.0,
}
_MOST = {"told further": 3, "content": 4, "issued again": 2, "invoked": 2}
"""How often a weight counts at most."""


def circulars(text: Text, places: Sequence[Place] = (), lines: Sequence[Line] = ()) -> tuple[Circular, ...]:
    """The circulars on neutrality that a story names, in the order told; laws and other matters are none.

    ``places`` are the story's own regions: a document's region is read from its issuer's name, else from them.
    ``lines`` are the story's sentences as they are read for incidents: they tell whom a document orders. Nothing is
    raised.
    """
    if not (names_a_paper(text.title) or names_a_paper(text.body) or may_hold(text)) or not concerned(text):
        return ()
    story = read_story(text)
    documents = gather(story)
    read_headline(documents, story)
    if letter := read_letter(text):
        found = list(_with_letter(letter, documents, story, places))
    else:
        found = [
            _circular(document, story, places)
            for document in sorted(documents, key=lambda each: each.first)
            if is_ours(document, story)
        ]
    return with_details(found, documents, story, lines)


# --- papers as themselves ----------------------------------------------------------------------------------


def _with_letter(
    letter: Letter, documents: Sequence[Document], story: Story, places: Sequence[Place]
) -> Iterator[Circular]:
    """The circulars of a story that is a letter or quotes one whole: the letter, and what else is told of.

    What a letter itself names is invoked, and ours only when its own words say so: never by the letter's subject.
    """
    told = [each for each in sorted(documents, key=lambda each: each.first) if not _is(letter, each, story)]
    same = [each for each in documents if _is(letter, each, story)]
    if letter_is_ours(letter, story):
        yield _of_letter(letter, same, story, places)
    for document in told:
        within = letter.holds(story.paragraphs[document.first])
        if within and not invoked_for_neutrality(document):
            continue
        if is_ours(document, story):
            circular = _circular(document, story, places)
            yield replace(circular, weight=Weight.MENTION) if within else circular


def _is(letter: Letter, document: Document, story: Story) -> bool:
    """Whether a document that sentences tell of is the letter itself: "Surat Edaran ini", the same number."""
    if document.number:
        return letter.number is not None and normalise_number(letter.number) == document.key
    if document.first and not letter.holds(story.paragraphs[document.first]) and letter.kind in NOT_ORDERS:
        return False
    if (
        document.kind != letter.kind
        and document.kind not in (LETTER, DECREE)
        and letter.kind not in (LETTER, DECREE)
    ):
        return False
    return letter.issuer is None or document.issuer is None or may_be_same(letter.issuer, document.issuer)


def _of_letter(letter: Letter, same: Sequence[Document], story: Story, places: Sequence[Place]) -> Circular:
    """The letter as a circular: its own fields, and what the story around tells where these are wanting."""
    issuer = letter.issuer or next((each.issuer for each in same if each.issuer), None) or _teller(letter, story)
    if issuer and issuer.group not in ("national", "campus") and issuer.place is None:
        whole = story.with_own_place(complete(issuer, story.offices_like(issuer)), places)
        named = whole.place and (bare_name(whole.place[:LENGTH_OF_UNIT]) or "-") in issuer.name
        issuer = replace(whole, name=issuer.name) if named else whole
    joint = letter.kind == JOINT
    national = joint or (issuer is not None and issuer.group == "national")
    name = letter.issuers if joint else issuer.name if issuer else None
    own = issuer.place[:LENGTH_OF_UNIT] if issuer and issuer.place else None
    shown = _shown(letter, story)
    told = Reason("the paper itself", letter.number or "", MAIN, shown)
    drafted = (Reason("planned", "", 0.0, shown),) if letter.draft else ()
    return Circular(
        kind=_kind(Document(letter.kind, 0), issuer, [letter.subject or shown]),
        sentence=shown,
        number=letter.number or next((each.number for each in same if each.number), None),
        date=letter.day.iso if letter.day and not letter.draft else None,
        issuer=name,
        subject=letter.subject,
        region=None if national else own or regions.place_of([name or shown], places),
        national=national,
        weight=Weight.MENTION if letter.draft else Weight.MAIN,
        confidence=confidence_of([2 * MAIN]),  # the paper is before us
        reasons=(told, *drafted),
    )


def _teller(letter: Letter, story: Story) -> Office | None:
    """The office that a letter without letterhead names in its own prose, or the story's first words about it."""
    own = [index for index, at in enumerate(story.paragraphs) if at > letter.shown and letter.holds(at)]
    around = [] if letter.first < 2 else [1, 0, 2, 3]
    for index in (*own, *around):
        for office in story.offices(index) if index < len(story.sentences) else ():
            before = story.sentences[index][max(0, office.start - 25) : office.start]
            if office.place and office.head not in ORGANISERS and not _ADDRESSED.search(before):
                return office
    return None


_ADDRESSED = re.compile(r"\b(?:yth|kepada|bagi|para|ke|terhadap|pemilihan)\b\W*(?:\w+\W+)?$", re.IGNORECASE)


def _shown(letter: Letter, story: Story) -> str:
    """The sentence of a letter to show: the first that orders, else the line of its subject."""
    own = [
        sentence
        for sentence, paragraph in zip(story.sentences, story.paragraphs, strict=True)
        if paragraph > letter.shown and letter.holds(paragraph)
    ]
    found = next(
        (each for each in own if orders(each) and len(each) > SHORTEST_CLAUSE and not each.isupper()), None
    )
    return found or next(
        (each for each, at in zip(story.sentences, story.paragraphs, strict=True) if at == letter.shown),
        story.sentences[0],
    )


# --- papers that a story tells of --------------------------------------------------------------------------


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
    if national and local and not (rules & {"signing told"} or _made(document)):
        yield "national paper in a local story", name


_ITS_CONTENT = re.compile(
    r"\W*(?:isinya|di\s?dalamnya|(?:di\s?)?dalam\s+(?:surat|edaran|imbauan)\w*\s+(?:itu|tersebut|ini))\b",
    re.IGNORECASE,
)
"""Begins a sentence that tells what a paper says."""


def _goes_on(story: Story, index: int) -> bool:
    """Whether the sentence behind a paper that the lead names tells what it says: "Isinya, pegawai …"."""
    behind = story.sentences[index + 1 : index + 2]
    return story.lead(index) and any(map(_ITS_CONTENT.match, behind))


def _made(document: Document) -> bool:
    """Whether the headline tells that the document was made."""
    return any(cue is Cue.HEADLINE and has("issued", phrase) for cue, phrase, _ in document.cues)


def _obeyed(document: Document, story: Story) -> bool:
    """Whether the headline only asks to obey a paper that a longer body then invokes once."""
    title = [phrase for cue, phrase, index in document.cues if cue is Cue.HEADLINE and index == 0]
    return not any(title) and len(set(document.where)) == 1 and len(story.sentences) > LONG_STORY


TOLD_AS_MAKER = 2
"""How sure an issuer is whom the story names as such, in words that are kept."""
A_THIRD = 3
"""A letter told below the lead of a story must fill so much of it to be what the story is about (rule 16)."""
LONG_STORY = 4
"""Sentences, the headline among them."""


def _reasons(document: Document, story: Story, local: bool) -> list[Reason]:
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


def _circular(document: Document, story: Story, places: Sequence[Place]) -> Circular:
    reasons = _reasons(document, story, bool(places))
    plans = [(phrase, index) for cue, phrase, index in document.cues if cue is Cue.PLANNED]
    planned = min(plans, key=lambda each: each[1], default=None)
    weight = Weight.MAIN if sum(reason.weight for reason in reasons) >= MAIN else Weight.MENTION
    open_yet = planned is not None and not any(
        cue is Cue.ISSUED and 0 < planned[1] < index and has("made", phrase) for cue, phrase, index in document.cues
    )
    if planned and open_yet:
        weight = Weight.MENTION
        reasons.append(Reason("planned", planned[0], 0.0, story.sentences[planned[1]]))
    if ended := next((each for each in document.cues if each[0] is Cue.REVOKED), None):
        weight = Weight.MENTION  # whoever acts by it errs: no news of an order in force
        reasons.append(Reason("revoked", ended[1], 0.0, story.sentences[ended[2]]))
    issuer = without_chair(document.issuer) if document.issuer else None
    if issuer and issuer.group != "national":
        issuer = complete(issuer, story.offices_like(issuer))
        if issuer.place is None and issuer.group != "campus" and "/" not in issuer.own:  # "Kodam I/Bukit Barisan"
            issuer = story.with_own_place(issuer, places)
        if document.strength < TOLD_AS_MAKER:
            issuer = spelt_out(issuer, story.text.body)
    alone = issuer.name if issuer else None
    name = document.issuers if document.kind == JOINT else document.issuers or alone
    sentence = story.sentences[document.best or document.first]
    national = document.kind == JOINT or (issuer is not None and issuer.group == "national")
    region = None if national else _region(issuer, name or sentence, places)
    return Circular(
        kind=_kind(document, issuer, _around(document, story)),
        sentence=sentence,
        number=document.number,
        date=document.day.iso if document.day and not open_yet else None,
        issuer=name,
        subject=document.subject,
        region=region,
        national=national,
        weight=weight,
        confidence=confidence_of(reason.weight for reason in reasons),
        reasons=tuple(reasons),
    )


def _around(document: Document, story: Story) -> list[str]:
    """The headline and the lead, the sentences that name a document, and the one behind each."""
    near = {index + step for index in document.where for step in (0, 1)}
    return [each for index, each in enumerate(story.sentences) if index in near or story.lead(index)]


def _region(issuer: Office | None, words: str, places: Sequence[Place]) -> str | None:
    """The province, regency or city of a document: its issuer's when the story plays there, else the words'."""
    own = issuer.place[:LENGTH_OF_UNIT] if issuer and issuer.place else None
    if own and any(place.code.startswith(own) for place in places):
        return own
    return regions.place_of([words], places)


_SUPERVISORS = ("bawaslu", "panwaslu", "panwaslih", "panwascam", "panwas")


def _kind(document: Document, issuer: Office | None, told: Sequence[str]) -> CircularKind:
    """The kind of the guide: a bare letter by which a supervisor urges (``told``) is a surat imbauan (rule 4)."""
    if document.kind == LETTER:
        supervisor = issuer is not None and office_key(issuer) in _SUPERVISORS
        urges = supervisor and any(has("imbauan", each) for each in (*told, document.subject or ""))
        return CircularKind.SURAT_IMBAUAN if urges else CircularKind.OTHER
    return CircularKind.OTHER if document.kind == DECREE else CircularKind(document.kind)
