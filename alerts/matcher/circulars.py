"""Circulars on neutrality, as one story tells them: which papers are ours; issued, invoked or planned.

The papers of each sentence (:mod:`alerts.matcher.papers`) are gathered into documents: by number, else by kind and
issuer, else the last one that a word like "edaran tersebut" can mean. A document is ours when its subject, or what
the story says that it orders, is neutrality; it is ``main`` when the headline is about it or enough of the body
tells its issue or content (guide, rules 1, 2, 7, 16), else ``mention``. Whether the story is about one at all is
decided by these rules and by what labelled stories have taught (:mod:`alerts.matcher.circular_verdict`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from alerts.matcher import regions
from alerts.matcher.circular_cues import Cue, Story, concerned, has, may_concern, orders, read_story, told_as_false
from alerts.matcher.circular_details import MAIN, confidence_of, with_details
from alerts.matcher.circular_features import circular_features
from alerts.matcher.circular_headline import read_headline
from alerts.matcher.circular_rules import reasons_for
from alerts.matcher.circular_topic import (
    ORGANISERS,
    SHORTEST_CLAUSE,
    invoked_for_neutrality,
    is_ours,
    letter_is_ours,
)
from alerts.matcher.circular_verdict import TOLD_ABOVE, Ruled, Verdict, judge_story, leading, ruled
from alerts.matcher.documents import JOINT, Document, gather, is_still_planned
from alerts.matcher.features import ALONE, features_of
from alerts.matcher.issuers import Office, bare_name, spelt_out
from alerts.matcher.letters import NOT_ORDERS, Letter, may_hold, read_letter
from alerts.matcher.numbers import normalise_number
from alerts.matcher.papers import DECREE, LETTER, names_a_paper
from alerts.matcher.same_office import complete, is_nameless, may_be_same, office_key, without_chair
from alerts.matcher.story import Line, lines_of
from alerts.matcher.text import Text
from model import Circular, CircularKind, Place, Reason, Weight

TOLD_AS_MAKER = 2
"""How sure an issuer is whom the story names as such, in words that are kept."""
ENDED = frozenset({"planned", "revoked", "told as false"})
LENGTH_OF_UNIT = 5
"""Characters of the code of a regency or city: those of districts are longer."""


def circulars(
    text: Text,
    places: Sequence[Place] = (),
    lines: Sequence[Line] = (),
    features: Mapping[str, float] | None = None,
) -> tuple[Circular, ...]:
    """The circulars on neutrality that a story names, in the order told; laws and other matters are none.

    ``places`` are the story's own regions: a document's region is read from its issuer's name, else from them.
    ``lines`` are the story's sentences as they are read for incidents, and ``features`` theirs: they tell whom a
    document orders, and are read here when they are not given. Nothing is raised.
    """
    if not _tells_of_papers(text):
        return ()
    lines = lines or lines_of(text)
    story = read_story(text)
    documents = _documents(story)
    if (letter := read_letter(text)) and concerned(text):
        found = list(_with_letter(letter, documents, story, places))
    else:
        ours = _by_rules(documents, story, places)
        verdict = judge_story(lines, features or features_of(lines), story, [circular for _, circular in ours])
        found = _decided(verdict, ours, documents, story, places)
    return with_details(found, documents, story, lines)


def evidence(
    text: Text, places: Sequence[Place], lines: Sequence[Line]
) -> tuple[Mapping[str, float], Ruled] | None:
    """What weights are learned from (``make train``): a story's features and what the rules say.

    None when it is not judged by them: it names no paper, is one itself, or a headline alone.
    """
    if not text.body or not _tells_of_papers(text) or (read_letter(text) and concerned(text)):
        return None
    story = read_story(text)
    found = _by_rules(_documents(story), story, places)
    return circular_features(features_of(lines), story).features, ruled([circular for _, circular in found])


def _tells_of_papers(text: Text) -> bool:
    return (names_a_paper(text.title) or names_a_paper(text.body) or may_hold(text)) and may_concern(text)


def _documents(story: Story, *, every: bool = False) -> list[Document]:
    """The documents that a story tells of, in the order told; with ``every``, loosely named ones too."""
    documents = gather(story, every=every)
    read_headline(documents, story)
    return sorted(documents, key=lambda each: each.first)


def _by_rules(
    documents: Sequence[Document], story: Story, places: Sequence[Place]
) -> list[tuple[Document, Circular]]:
    """The documents that are ours by the rules, as circulars."""
    ours = [each for each in documents if is_ours(each, story)] if concerned(story.text) else []
    return [(document, _circular(document, story, places)) for document in ours]


def _decided(
    verdict: Verdict,
    found: list[tuple[Document, Circular]],
    documents: Sequence[Document],
    story: Story,
    places: Sequence[Place],
) -> list[Circular]:
    """The circulars of a story; whether one of them is what it is about is decided for the story as a whole."""
    mains = [document for document, circular in found if circular.weight is Weight.MAIN]
    if verdict.odds <= (0 if len(story.sentences) < ALONE else TOLD_ABOVE):
        mains = []
    elif not mains and not _is_ended(found):
        chosen = leading(documents, story, places) or leading(_documents(story, every=True), story, places)
        mains = [chosen] if chosen else []
        if chosen and not any(document is chosen for document, _ in found):
            found = sorted([*found, (chosen, _circular(chosen, story, places))], key=lambda each: each[0].first)
    return [
        replace(
            circular,
            weight=Weight.MAIN if any(document is each for each in mains) else Weight.MENTION,
            confidence=verdict.confidence,
            reasons=(*circular.reasons, *verdict.reasons),
        )
        for document, circular in found
    ]


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


def _is_ended(found: Sequence[tuple[Document, Circular]]) -> bool:
    """Whether the paper that a story tells of is planned, revoked or false: no other one is looked for then."""
    return any(reason.rule in ENDED for _, circular in found for reason in circular.reasons)


def _circular(document: Document, story: Story, places: Sequence[Place]) -> Circular:
    reasons = reasons_for(document, story, bool(places))
    plans = [(phrase, index) for cue, phrase, index in document.cues if cue is Cue.PLANNED]
    planned = min(plans, key=lambda each: each[1], default=None)
    weight = Weight.MAIN if sum(reason.weight for reason in reasons) >= MAIN else Weight.MENTION
    open_yet = is_still_planned(document)
    if planned and open_yet:
        weight = Weight.MENTION
        reasons.append(Reason("planned", planned[0], 0.0, story.sentences[planned[1]]))
    if ended := next((each for each in document.cues if each[0] is Cue.REVOKED), None):
        weight = Weight.MENTION  # whoever acts by it errs: no news of an order in force
        reasons.append(Reason("revoked", ended[1], 0.0, story.sentences[ended[2]]))
    if false := _told_as_false(document, story):
        weight = Weight.MENTION
        reasons.append(Reason("told as false", false[0], 0.0, false[1]))
    issuer = without_chair(document.issuer) if document.issuer else None
    if issuer and issuer.group == "national" and is_nameless(issuer):
        issuer = None  # of a party, as often as of a ministry
    if issuer and issuer.group != "national":
        whole = complete(issuer, story.offices_like(issuer))
        issuer = None if is_nameless(whole) else whole  # which service it is the story does not tell
    if issuer and issuer.group != "national":
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
        reasons=tuple(reasons),
    )


def _told_as_false(document: Document, story: Story) -> tuple[str, str] | None:
    """The words by which the headline, or a sentence that names a document, tells it as forged or denied."""
    sentences = [story.sentences[0], *(story.sentences[index] for index in document.where)]
    return next(((found, each) for each in sentences if (found := told_as_false(each))), None)


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
