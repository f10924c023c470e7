"""The documents that a story tells of: what its sentences say of papers, gathered by number, kind and issuer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from alerts.matcher.circular_cues import Cue, Story, cue_of, has, orders
from alerts.matcher.dates import Day
from alerts.matcher.issuers import Office, may_be_same, office_key
from alerts.matcher.numbers import find_numbers, normalise_number, number_year
from alerts.matcher.paper_details import (
    agent,
    day_of,
    fallback_issuer,
    signed_for,
    signer_to_be,
    signing_day,
    tells_signing,
)
from alerts.matcher.papers import DECREE, LAW, LETTER, Paper, find_papers, listed_offices, names_a_paper, on_behalf

JOINT = "keputusan_bersama"
STRONGEST = 4
MOST_DOCUMENTS = 30
"""A story that seems to name more is a list or a fault: the rest is not read, so that time stays bounded."""
MOST_MENTIONS = 80
"""Likewise, of all places where papers are named."""


@dataclass(slots=True)
class Document:
    """One document, gathered from all that the story says of it."""

    kind: str
    first: int  # the sentence that names it first
    number: str | None = None
    key: str = ""  # of its number, for comparing
    subject: str | None = None
    day: Day | None = None
    issuer: Office | None = None
    strength: int = 0  # how sure the issuer is: 4 signed for it, 3 beside the name, 2 its agent, 1 told before
    issuers: str | None = None  # of a joint decision, as printed
    own: list[str] = field(default_factory=list)  # the clauses that speak of it
    where: list[int] = field(default_factory=list)  # the sentences that name it
    cues: list[tuple[Cue, str, int]] = field(default_factory=list)
    best: int = 0  # the sentence to show


def gather(story: Story) -> list[Document]:
    """Every document that a story names, ours or not (laws left out), with all that is told of each."""
    documents: list[Document] = []
    headline: list[Paper] = []
    for index, sentence in enumerate(story.sentences):
        if len(documents) >= MOST_DOCUMENTS or sum(len(each.where) for each in documents) >= MOST_MENTIONS:
            break
        papers = find_papers(sentence, index, story.offices(index)) if names_a_paper(sentence) else []
        if index == 0:
            headline = [paper for paper in papers if paper.kind not in (LAW, DECREE)]
            continue
        inherited: Office | None = None
        for paper in papers:
            _means_joint(paper, documents, story)
            if paper.kind == LAW or cue_of(sentence, paper)[0] is Cue.ABSENT:
                continue
            if paper.several and not paper.numbers:
                inherited = paper.adjacent
                continue
            for document in _documents_of(paper, documents, story):
                _learn(document, paper, story, inherited)
        if documents and not any(paper.kind != LAW for paper in papers):
            _numbered(documents[-1], sentence, index, story)
            _signed(documents[-1], sentence, index, story)
    _read_headline(headline, documents, story)
    return documents


def _means_joint(paper: Paper, documents: Sequence[Document], story: Story) -> None:
    """Take "Keputusan itu" just behind a joint decision for that decision."""
    if not (paper.kind == DECREE and paper.back and documents and documents[-1].kind == JOINT):
        return
    if paper.index - max(documents[-1].where, default=documents[-1].first) <= 2:
        paper.kind = JOINT
        paper.issuers = listed_offices(story.sentences[paper.index], paper, story.offices(paper.index))


def _documents_of(paper: Paper, documents: list[Document], story: Story) -> Iterator[Document]:
    """The documents that a paper in a sentence stands for; new ones are added to the list."""
    numbers = [number.printed for number in paper.numbers]
    if paper.kind == JOINT:
        numbers = numbers[:1]
    for printed in numbers:
        key = normalise_number(printed)
        known = next((each for each in documents if each.key == key), None)
        if known is None:
            known = next(
                (
                    each
                    for each in reversed(documents)
                    if each.number is None and _same(each, paper, len(documents) == 1)
                ),
                None,
            )
        if known is None or (known.kind != JOINT and paper.kind == JOINT):
            known = Document(paper.kind, paper.index)
            documents.append(known)
        if known.number is None:
            known.number, known.key = printed, key
        yield known
    if numbers:
        return
    known = next((each for each in reversed(documents) if _same(each, paper, len(documents) == 1)), None)
    if known is None:
        if not _names_one(paper, story):
            return
        known = Document(paper.kind, paper.index)
        documents.append(known)
    yield known


def _same(document: Document, paper: Paper, alone: bool) -> bool:
    """Whether a paper without a number (or the number of a document yet without one) can be this document.

    ``alone`` tells that the story names no other: then "surat itu" means it from further away.
    """
    if paper.kind == LETTER and not paper.numbers and paper.adjacent:
        if _same_issuer(document, paper):
            return True  # "petikan surat yang diteken Pj Bupati"
        if paper.behalf and paper.back and document.strength < STRONGEST and document.kind != JOINT:
            return True  # "Surat yang diteken Sekda a.n. Bupati": the issuer is only told now
    if document.kind != paper.kind:
        return _other_word(document, paper, 5 if alone else 2) and (
            paper.adjacent is None or _fits(document, paper)
        )
    if paper.kind == LETTER and not (paper.back or paper.numbers or _same_issuer(document, paper)):
        return False
    return document.kind == JOINT or _fits(document, paper)


def _fits(document: Document, paper: Paper) -> bool:
    return (
        document.issuer is None or paper.adjacent is None or document.strength < 2 or _same_issuer(document, paper)
    )


def _other_word(document: Document, paper: Paper, reach: int) -> bool:
    """Whether a paper is another word for a document told just before: "surat itu", "Keputusan … itu"."""
    if document.kind == JOINT or paper.index - max(document.where, default=document.first) > reach:
        return False
    if paper.kind == DECREE:
        return True
    return paper.kind == LETTER and paper.back and paper.adjacent is None


def _same_issuer(document: Document, paper: Paper) -> bool:
    one, other = document.issuer, paper.adjacent
    if one is None or other is None:
        return one is None and other is None
    return may_be_same(one, other)


def _names_one(paper: Paper, story: Story) -> bool:
    """Whether a paper without a number is named strongly enough to be a document."""
    sentence = story.sentences[paper.index]
    if paper.kind == DECREE:
        return False
    if paper.kind == LETTER:
        urged = bool(paper.subject and has("neutral", paper.subject)) or (
            orders(sentence) and bool(has("urging", sentence)) and not has("case", sentence)
        )
        return urged and (bool(paper.adjacent or paper.subject) or cue_of(sentence, paper)[0] is Cue.ISSUED)
    if paper.kind == "instruksi":
        written = sentence[paper.start : paper.end].lower().startswith("surat")
        return written or bool(paper.subject) or (bool(paper.adjacent) and _leant_on(sentence, paper))
    if paper.kind == "other":
        return bool(paper.adjacent or paper.subject) or sentence[paper.start : paper.end].lower().startswith(
            "surat"
        )
    return True


def _leant_on(sentence: str, paper: Paper) -> bool:
    """Whether a sentence says that an instruction was given or obeyed: else it may be a spoken one."""
    cue, phrase = cue_of(sentence, paper)
    return cue is not Cue.NONE and phrase.lower() != "menurut"


# --- learning ----------------------------------------------------------------------------------------------


def _learn(document: Document, paper: Paper, story: Story, inherited: Office | None) -> None:
    """Add what one sentence tells of a document."""
    sentence = story.sentences[paper.index]
    cue, phrase = cue_of(sentence, paper)
    document.where.append(paper.index)
    document.own.append(paper.clause)
    document.cues.append((cue, phrase, paper.index))
    if document.kind in (LETTER, DECREE) and paper.kind not in (LETTER, DECREE):
        document.kind = paper.kind
    if (paper.numbers or not document.number) and (cue is Cue.ISSUED or not document.best):
        document.best = paper.index
    document.subject = document.subject or paper.subject
    year = number_year(document.number) if document.number else None
    if document.day is None and cue is not Cue.PLANNED:
        document.day = day_of(sentence, paper, year or story.year)
    document.issuers = document.issuers or paper.issuers
    if document.kind == JOINT:
        return
    _learn_issuer(document, paper, story, inherited)


def _learn_issuer(document: Document, paper: Paper, story: Story, inherited: Office | None) -> None:
    sentence = story.sentences[paper.index]
    offices = story.offices(paper.index)
    acting = agent(sentence, paper, offices) or story.holder(sentence, paper)
    named, strength = (paper.adjacent, STRONGEST if paper.behalf else 3) if paper.adjacent else (None, 0)
    if named is None and (signer := signer_to_be(sentence, offices)) and document.cues[-1][0] is Cue.PLANNED:
        named, strength = signer, STRONGEST
    if named is None and acting:
        named, strength = acting, STRONGEST if on_behalf(sentence, acting) else 2
    elif named and acting and acting.acting and not named.acting and office_key(named) == office_key(acting):
        named = acting  # "dikeluarkan Plt Gubernur Aceh dalam bentuk Instruksi Gubernur Aceh"
    if named is None and inherited:
        named, strength = inherited, 2
    if named is None and document.issuer is None:
        named, strength = fallback_issuer(story, paper), 1
    if (
        named
        and not (named.acting or (paper.numbers and named.place))
        and document.strength == 2
        and _stands_in(document.issuer, named)
    ):
        named = document.issuer  # "Pj Bupati X menerbitkan SE. Surat Edaran Bupati itu …"
    if named and strength > document.strength:
        document.issuer, document.strength = named, strength
    elif document.issuer and not document.issuer.acting and _stands_in(acting, document.issuer):
        document.issuer = acting  # "Pj Bupati X mengeluarkan" of the "Edaran Bupati X"


def _stands_in(acting: Office | None, office: Office) -> bool:
    """Whether one office is the stand-in of another: "Pj Bupati Sidrap" of "Bupati Sidrap"."""
    if acting is None or not acting.acting or not acting.place:
        return False
    return office_key(acting) == office_key(office) and acting.place == (office.place or acting.place)


def _numbered(document: Document, sentence: str, index: int, story: Story) -> None:
    """A sentence just behind a document's may tell its number alone: "Nomornya 800/2231/2024, tertanggal …"."""
    opening = sentence.lstrip(" “\"'").lower()
    if document.number or index - max(document.where, default=-9) > 1 or not opening.startswith(_ITS_NUMBER):
        return
    number = next(iter(find_numbers(sentence)), None)
    if number is None:
        return
    document.number, document.key = number.printed, normalise_number(number.printed)
    paper = Paper(document.kind, index, 0, 0, len(sentence), numbers=[number], tail=number.end)
    document.day = document.day or day_of(sentence, paper, number_year(number.printed) or story.year)


_ITS_NUMBER = (
    "nomornya",
    "nomernya",
    "bernomor",
    "nomor surat",
    "nomor edaran",
    "nomor se",
    "no ",
    "no. ",
    "nomor:",
)


def _signed(document: Document, sentence: str, index: int, story: Story) -> None:
    """A sentence that names no paper may tell when and by whom the one before it was signed."""
    if index - max(document.where, default=-9) > 2 or not tells_signing(sentence):
        return
    year = number_year(document.number) if document.number else None
    if document.kind != JOINT and document.strength < STRONGEST:
        planned = bool(document.cues) and document.cues[-1][0] is Cue.PLANNED
        offices = story.offices(index)
        signer = signer_to_be(sentence, offices) if planned else signed_for(sentence, offices)
        if signer:
            document.issuer, document.strength = signer, STRONGEST
    day = signing_day(sentence, year or story.year)
    if day is None:
        return
    document.day = document.day or day
    document.cues.append((Cue.SIGNED, day.span, index))
    if document.kind == JOINT and document.issuers is None:
        whole = Paper(JOINT, index, 0, 0, len(sentence))
        document.issuers = listed_offices(sentence, whole, story.offices(index))


def _read_headline(papers: Sequence[Paper], documents: list[Document], story: Story) -> None:
    """Give the headline's weight to the documents it is about; make one when the body names none."""
    title = story.sentences[0] if story.sentences else ""
    for paper in papers:
        cue, phrase = cue_of(title, paper)
        acting = paper.adjacent or agent(title, paper, story.offices(0))
        if cue is Cue.ABSENT:
            continue
        if has("ignored", title) and cue is not Cue.PLANNED:
            cue = Cue.INVOKED
        elif cue is Cue.INVOKED and "patuh" in phrase.lower():
            cue = Cue.NONE  # "Bupati Minta ASN Patuhi Edaran Netralitas": the headline is about it
        matching = [each for each in documents if _headline_means(paper, acting, each)]
        if not matching and (orders(title) or story.lead_neutral) and _headline_names_one(paper, title):
            document = Document(paper.kind, 0, issuer=acting, strength=2 if acting else 0)
            documents.append(document)
            matching = [document]
        for document in matching if paper.several else matching[:1]:
            if document.kind == LETTER and paper.kind not in (LETTER, "other"):
                document.kind = paper.kind  # the headline's word for the same paper
            document.cues.append((cue if cue in _TOLD_BY_HEADLINE else Cue.HEADLINE, phrase, 0))
            known = document.issuer and acting and office_key(document.issuer) == office_key(acting)
            if acting and document.kind != JOINT and document.strength < 2 and not known:
                document.issuer, document.strength = acting, 2


_TOLD_BY_HEADLINE = (Cue.PLANNED, Cue.INVOKED, Cue.REVOKED)
"""What a headline says of a paper beyond being about it."""


def _headline_names_one(paper: Paper, title: str) -> bool:
    if paper.kind in (LETTER, "other"):
        return orders(title) and cue_of(title, paper)[0] is Cue.ISSUED
    return paper.kind != "instruksi" or bool(
        paper.adjacent or agent(title, paper, ()) or cue_of(title, paper)[0] is Cue.ISSUED
    )


def _headline_means(paper: Paper, office: Office | None, document: Document) -> bool:
    kinds = {paper.kind, document.kind}
    if JOINT in kinds and len(kinds) > 1:
        return False
    if len(kinds) > 1 and paper.kind != LETTER and not kinds & {DECREE, LETTER}:
        return False
    if office is None or document.issuer is None or document.strength < 2 or paper.several:
        return True
    return may_be_same(office, document.issuer) or (bool(office.place) and office.place == document.issuer.place)
