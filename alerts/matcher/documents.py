"""The documents that a story tells of: what its sentences say of papers, gathered by number, kind and issuer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from alerts.matcher.circular_cues import Cue, Story, cue_of, has, orders
from alerts.matcher.dates import Day, not_after
from alerts.matcher.issuers import Office
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
from alerts.matcher.papers import DECREE, LAW, LETTER, Paper, listed_offices, names_a_paper, on_behalf
from alerts.matcher.same_office import may_be_same, office_key, without_chair

JOINT = "keputusan_bersama"
STRONGEST, SURE = 4, 3
MOST_DOCUMENTS = 30
"""A story that seems to name more is a list or a fault: the rest is not read, so that time stays bounded."""
COUNTED_BEFORE = 2
"""Sentences behind "dua surat edaran" in which each of them is told."""
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
    beside: Document | None = None  # another of its issuer that the story tells of, for others


def gather(story: Story, *, every: bool = False) -> list[Document]:
    """Every document that a story's body names, ours or not (laws left out), with all that is told of each.

    With ``every`` a letter or an instruction is one however loosely it is named.
    """
    documents: list[Document] = []
    counted: Paper | None = None
    for index, sentence in enumerate(story.sentences):
        if index == 0:
            continue  # the headline is read by ``circular_headline``, once all documents are known
        if len(documents) >= MOST_DOCUMENTS or sum(len(each.where) for each in documents) >= MOST_MENTIONS:
            break
        if counted and index - counted.index > COUNTED_BEFORE:
            counted = None
        papers: list[Paper] = []
        if counted or names_a_paper(sentence):
            papers = story.papers(index, counted.kind if counted else None)
        inherited = counted.adjacent if counted else None
        for paper in papers:
            _means_joint(paper, documents, story)
            if paper.kind == LAW or cue_of(sentence, paper)[0] is Cue.ABSENT:
                continue
            if _is_replaced(paper, papers, sentence):
                continue
            if paper.several and not paper.numbers:
                paper.adjacent = paper.adjacent or agent(sentence, paper, story.offices(index))
                counted, inherited = paper, paper.adjacent
                continue
            for document in _documents_of(paper, documents, story, every=every):
                _learn(document, paper, story, inherited)
        if documents and not any(paper.kind != LAW for paper in papers):
            _numbered(documents[-1], sentence, index, story)
            _signed(documents[-1], sentence, index, story)
    return documents


def _is_replaced(paper: Paper, papers: Sequence[Paper], sentence: str) -> bool:
    """Whether a paper is an older one without a number that another of its sentence revokes: it is no document."""
    if paper.numbers or cue_of(sentence, paper)[0] is not Cue.REVOKED:
        return False
    return any(other.kind != LAW and other.start < paper.start for other in papers)


def _means_joint(paper: Paper, documents: Sequence[Document], story: Story) -> None:
    """Take "Keputusan itu" just behind a joint decision for that decision."""
    if not (paper.kind == DECREE and paper.back and documents and documents[-1].kind == JOINT):
        return
    if paper.index - max(documents[-1].where, default=documents[-1].first) <= 2:
        paper.kind = JOINT
        paper.issuers = listed_offices(story.sentences[paper.index], paper, story.offices(paper.index))


def give_number(document: Document, printed: str) -> None:
    """Give a document its number, as printed, and the key by which it is compared."""
    document.number, document.key = printed, normalise_number(printed)


def _documents_of(paper: Paper, documents: list[Document], story: Story, *, every: bool) -> Iterator[Document]:
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
                    if each.number is None and _same(each, paper, len(documents) == 1, story)
                ),
                None,
            )
        if known is None or (known.kind != JOINT and paper.kind == JOINT):
            known = Document(paper.kind, paper.index)
            documents.append(known)
        if known.number is None:
            give_number(known, printed)
        yield known
    if numbers:
        return
    known = next((each for each in reversed(documents) if _same(each, paper, len(documents) == 1, story)), None)
    if known is None:
        if not (_names_one(paper, story) or (every and paper.kind != DECREE)):
            return
        known = Document(paper.kind, paper.index)
        known.beside = next((each for each in documents if _for_others(each, paper, story)), None)
        documents.append(known)
    yield known


def _same(document: Document, paper: Paper, alone: bool, story: Story) -> bool:
    """Whether a paper without a number (or the number of a document yet without one) can be this document.

    ``alone`` tells that the story names no other: then "surat itu" means it from further away.
    """
    if _for_others(document, paper, story) or _made_elsewhere(document, paper, story):
        return False
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


def _made_elsewhere(document: Document, paper: Paper, story: Story) -> bool:
    """Whether a local office makes a paper of its own beside a national one, or the other way round."""
    if paper.back or paper.adjacent or document.issuer is None or document.strength < SURE:
        return False
    sentence = story.sentences[paper.index]
    maker = agent(sentence, paper, story.offices(paper.index))
    return maker is not None and (maker.group == "national") != (document.issuer.group == "national")


_ADDRESSED = re.compile(
    r"\s+(?:netralitas\s+)?(?:untuk|bagi|kepada|buat)\s+(?:(?:para|seluruh|semua|kalangan)\s+)?"
)
_CLASSES = ("villages", "civil_service", "forces")


def _for_others(document: Document, paper: Paper, story: Story) -> bool:
    """Whether a paper is told as another by whom it orders: "edaran untuk ASN" beside one that binds villages."""
    sentence = story.sentences[paper.index]
    opening = _ADDRESSED.match(sentence, paper.end)
    if not opening or document.kind == JOINT or paper.verb:
        return False
    words = sentence[opening.end() : opening.end() + LONGEST_ADDRESSEE]
    own = {name for name in _CLASSES if has(name, words)}
    others = {name for name in _CLASSES for clause in document.own[:1] if has(name, clause)}
    return bool(own) and (bool(others and not own & others) or cue_of(sentence, paper)[0] is Cue.EARLIER)


LONGEST_ADDRESSEE = 25
"""Characters behind "edaran untuk" in which those who are ordered are named."""


def _fits(document: Document, paper: Paper) -> bool:
    if document.issuer is None or paper.adjacent is None or document.strength < 2:
        return True
    of_one_place = paper.adjacent.place is not None and paper.adjacent.place == document.issuer.place
    return _same_issuer(document, paper) or (paper.back and of_one_place)  # "SE itu ditandatangani Wakil Bupati"


def _other_word(document: Document, paper: Paper, reach: int) -> bool:
    """Whether a paper is another word for a document told just before: "surat itu", "Keputusan … itu"."""
    if document.kind == JOINT or paper.index - max(document.where, default=document.first) > reach:
        return False
    if paper.kind == DECREE:
        return True
    return paper.kind == LETTER and paper.adjacent is None and (paper.back or bool(paper.numbers))


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
        says = f"{sentence} {_goes_on(paper, story)}"
        urged = bool(paper.subject and has("neutral", paper.subject)) or (
            orders(says) and bool(has("urging", says)) and not has("case", says)
        )
        told = cue_of(sentence, paper)[0] in (Cue.ISSUED, Cue.EARLIER)
        return urged and (bool(paper.adjacent or paper.subject) or told)
    if paper.kind == "instruksi":
        written = sentence[paper.start : paper.end].lower().startswith("surat")
        return written or bool(paper.subject) or (bool(paper.adjacent) and _leant_on(sentence, paper))
    if paper.kind == "other":
        written = sentence[paper.start : paper.end].lower().startswith("surat")
        made = orders(sentence) and has("made", cue_of(sentence, paper)[1])
        return bool(paper.adjacent or paper.subject or made) or written
    return True


def _goes_on(paper: Paper, story: Story) -> str:
    """The sentence behind a letter's when it says what the letter does: "Surat itu menyatakan …"; else ""."""
    following = story.sentences[paper.index + 1] if paper.index + 1 < len(story.sentences) else ""
    return following if _ITSELF.match(following) and has("bound", following) else ""


_ITSELF = re.compile(r"(?:(?:Dalam|Lewat|Melalui)\s+s|S)urat\s+(?:itu|tersebut)\b|Isinya\b")


def _leant_on(sentence: str, paper: Paper) -> bool:
    """Whether a sentence says that an instruction was given or obeyed: else it may be a spoken one."""
    cue, phrase = cue_of(sentence, paper)
    return cue is not Cue.NONE and phrase.lower() != "menurut"


def is_still_planned(document: Document) -> bool:
    """Whether a document is told as planned, and neither as issued before that nor as made behind it.

    What a story plans with a paper that it has told as issued ("akan dibacakan") is no plan of the paper.
    """
    plans = [index for cue, _, index in document.cues if cue is Cue.PLANNED]
    if not plans:
        return False
    first = min(plans)
    return not any(
        cue is Cue.ISSUED and (0 < index < first or (0 < first < index and has("made", phrase)))
        for cue, phrase, index in document.cues
    )


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
        document.day = _past(day_of(sentence, paper, year or story.year), story)
    document.issuers = document.issuers or paper.issuers
    if document.kind == JOINT:
        return
    _learn_issuer(document, paper, story, inherited)


def _past(day: Day | None, story: Story) -> Day | None:
    """The day of a paper that exists when the story is published."""
    return not_after(day, story.text.day) if day else None


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
        named, strength = document.beside.issuer if document.beside else fallback_issuer(story, paper), 1
    if named and not named.acting and document.strength == 2 and _stands_in(document.issuer, named):
        named = document.issuer  # "Pj Bupati X menerbitkan SE. Surat Edaran Bupati itu …"
    told = document.issuer
    if named and told and named.group == "government" != told.group and may_be_same(named, told):
        return  # "SE Pemkot X" is what its mayor was told to have signed
    if named and strength > document.strength:
        document.issuer = told if told and without_chair(named).name in told.name else named
        document.strength = strength
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
    give_number(document, number.printed)
    paper = Paper(document.kind, index, 0, 0, len(sentence), numbers=[number], tail=number.end)
    document.day = document.day or _past(day_of(sentence, paper, number_year(number.printed) or story.year), story)


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
        signer = signer_to_be(sentence, offices) if planned else signed_for(sentence, offices, document.issuer)
        if signer:
            document.issuer, document.strength = signer, STRONGEST
    day = _past(signing_day(sentence, year or story.year), story)
    if day is None:
        return
    document.day = document.day or day
    document.cues.append((Cue.SIGNED, day.span, index))
    if document.kind == JOINT and document.issuers is None:
        whole = Paper(JOINT, index, 0, 0, len(sentence))
        document.issuers = listed_offices(sentence, whole, story.offices(index))
