"""What a story's headline says of papers: which document it is about, or the one that it alone names."""

from __future__ import annotations

import re

from alerts.matcher.circular_cues import Cue, Story, cue_of, has, orders
from alerts.matcher.documents import JOINT, Document, give_number
from alerts.matcher.issuers import Office
from alerts.matcher.paper_details import agent
from alerts.matcher.papers import DECREE, LAW, LETTER, Paper
from alerts.matcher.same_office import may_be_same, office_key


def read_headline(documents: list[Document], story: Story) -> None:
    """Give the headline's weight to the documents it is about; add one when the body names none."""
    title = story.sentences[0] if story.sentences else ""
    papers = [each for each in story.papers(0) if each.kind not in (LAW, DECREE)] if title else []
    for paper in papers:
        cue, phrase = cue_of(title, paper)
        acting = paper.adjacent or agent(title, paper, story.offices(0))
        if cue is Cue.ABSENT or (cue is Cue.REVOKED and not paper.numbers and paper is not papers[0]):
            continue  # "Terbitkan SE Netralitas, Cabut Edaran Sebelumnya"
        if has("ignored", title) and cue is not Cue.PLANNED:
            cue = Cue.INVOKED
        elif cue is Cue.INVOKED and (has("obeyed", phrase) or _CONTENT.match(phrase)):
            cue = Cue.NONE  # "Bupati Minta ASN Patuhi Edaran Netralitas": the headline is about it
        matching = [each for each in documents if _headline_means(paper, acting, each)]
        if not matching and not paper.numbers and (only := _only_one(documents, acting, story)):
            matching = [only]
        if not matching and (orders(title) or story.lead_neutral) and _headline_names_one(paper, title):
            document = Document(paper.kind, 0, issuer=acting, strength=2 if acting else 0, issuers=paper.issuers)
            if paper.numbers:
                give_number(document, paper.numbers[0].printed)
            documents.append(document)
            matching = [document]
        for document in matching if paper.several else matching[:1]:
            if document.kind == LETTER and paper.kind not in (LETTER, "other"):
                document.kind = paper.kind  # the headline's word for the same paper
            document.cues.append((cue if cue in _TOLD_BY_HEADLINE else Cue.HEADLINE, phrase, 0))
            known = document.issuer and acting and office_key(document.issuer) == office_key(acting)
            if acting and document.kind != JOINT and document.strength < 2 and not known:
                document.issuer, document.strength = acting, 2


_CONTENT = re.compile(r"(?:larangan|isi|poin|aturan|ketentuan|imbauan)\b", re.IGNORECASE)
"""What stands in a paper: "7 Larangan dalam SE …" is about it."""
_TOLD_BY_HEADLINE = (Cue.PLANNED, Cue.INVOKED, Cue.REVOKED)
"""What a headline says of a paper beyond being about it."""


def _only_one(documents: list[Document], office: Office | None, story: Story) -> Document | None:
    """The one document that the lead tells as issued, by the headline's office if that names any.

    Newsrooms call it "edaran" in the headline, whatever it is: "Surat Imbauan Nomor …".
    """
    issued = [
        each
        for each in documents
        if each.kind not in (JOINT, DECREE)
        and any(cue is Cue.ISSUED and story.lead(at) for cue, _, at in each.cues)
    ]
    if len(issued) != 1 or (issued[0].issuer and office and not _may_act_for(office, issued[0].issuer)):
        return None
    return issued[0]


def _may_act_for(office: Office, issuer: Office) -> bool:
    return may_be_same(office, issuer) or (bool(office.place) and office.place == issuer.place)


def _headline_names_one(paper: Paper, title: str) -> bool:
    if paper.kind in (LETTER, "other"):
        told = cue_of(title, paper)[0] in (Cue.ISSUED, Cue.PLANNED)
        return orders(title) and (told or (paper.kind == "other" and paper.adjacent is not None))
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
