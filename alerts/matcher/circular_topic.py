"""Whether a paper orders or urges neutrality: by its number, its subject, its clauses, the story around."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from alerts.matcher.circular_cues import Story, has, orders
from alerts.matcher.documents import JOINT, Document
from alerts.matcher.issuers import Office, knowledge, small_letters, words_pattern
from alerts.matcher.letters import NOT_ORDERS, Letter, words_at_start
from alerts.matcher.papers import DECREE, LETTER
from alerts.matcher.same_office import office_key

ORGANISERS = ("kpu", "kpu ri", "komisi pemilihan umum")
"""Their papers bind those who run an election: the neutrality of organisers is none of ours."""

WATCHING = ("kasn", "bkn", "panrb", "bawaslu", "panwaslu", "panwaslih")
"""Bodies whose circulars in a story of neutrality are about it: they watch over it."""

PRIVATE = "private"
"""The class of offices of those who bind but their own members: unions, churches, clubs."""


def binds_none_of_ours(issuer: Office | None) -> bool:
    """Whether an issuer orders organisers of elections, or the members of a union or church, and nobody else."""
    return issuer is not None and (issuer.head in ORGANISERS or issuer.group == PRIVATE)


def _is_known(document: Document) -> bool:
    for entry in knowledge()["known"]:
        if entry["number"] == document.key and entry["kind"] == document.kind:
            head = office_key(document.issuer) if document.issuer else ""
            return not entry["issuers"] or any(part in head for part in entry["issuers"])
    return False


def is_ours(document: Document, story: Story) -> bool:
    """Whether a document orders or urges neutrality: by its number, its subject, its clauses, the story around."""
    own = document.own or [story.sentences[0]]
    if binds_none_of_ours(document.issuer) or (document.kind == LETTER and is_petition(own, story)):
        return False
    if _is_known(document):
        return True
    if document.beside and document.subject is None:
        return is_ours(document.beside, story)
    if document.subject:
        return _subject_is_ours(document, document.subject, own, story)
    if any(_orders_ours(each) for each in own) or _bans_those_before(document, story):
        return document.kind != LETTER or not all(has("case", each) for each in own)
    return not has("other", own[0]) and _ours_by_the_story(document, story, own)


@cache
def _petition() -> re.Pattern[str]:
    """Somebody without authority, and the letter that he sends, in one clause."""
    told = knowledge()["topic"]
    who, sends = words_pattern(told["petitioners"]), words_pattern(told["sent_by"])
    return re.compile(rf"(?<!\w)(?:{who})(?!\w)[^.;:\"“]{{0,80}}?(?<!\w)(?:{sends})(?!\w)")


def is_petition(own: Sequence[str], story: Story) -> bool:
    """Whether a bare letter is that of a party, a lawyer or citizens to an authority."""
    return any(_petition().search(small_letters(each)) for each in (story.sentences[0], *own))


def _tells_points(story: Story, document: Document) -> bool:
    """Whether one of the points that a story tells of its only paper is neutrality: "Butir kedua … netralitas"."""
    behind = story.sentences[max(document.where, default=document.first) + 1 :]
    begun = False
    for sentence in behind[:_POINTS]:
        begun = begun or bool(_POINT.match(sentence))
        if begun and _orders_ours(sentence):
            return True
    return False


_POINT = re.compile(r"\W*(?:ada\s+\w+\s+)?(?:butir|poin|point|angka|isinya|pertama|kedua|ketiga)\b", re.IGNORECASE)
_POINTS = 8
"""Sentences behind a paper in which its points are told."""


def _bans_those_before(document: Document, story: Story) -> bool:
    """Whether the sentence that names a document first bans, and the one before it says whom."""
    first = document.first
    told = story.sentences[first]
    return first > 1 and bool(has("ban", told)) and _orders_ours(f"{story.sentences[first - 1]} {told}")


def _of_outsiders(words: str) -> bool:
    """Whether words speak of the neutrality of journalists or organisers alone, which is none of ours."""
    return bool(has("outsiders", words)) and not has("bound", words)


def is_on_another_matter(words: str) -> bool:
    """Whether a headline, a subject or a clause is on another matter, or on others, and orders no neutrality."""
    ordered = orders(words) or (has("ban", words) and has("campaign", words))
    return bool(has("other", words) and not ordered) or _of_outsiders(words)


def _orders_ours(sentence: str) -> bool:
    return orders(sentence) and not _of_outsiders(sentence)


def _subject_is_ours(document: Document, subject: str, own: Sequence[str], story: Story) -> bool:
    if _of_outsiders(subject):
        return False
    if document.kind == LETTER and words_at_start("asks").match(small_letters(subject)):
        return False  # "surat ke BKN terkait dugaan pelanggaran netralitas": a case is passed on
    if has("neutral", subject):
        return not (document.kind == DECREE and has("unit", subject))
    if has("bound", subject) and has("election", subject) and not has("other", subject):
        last = max(document.where, default=0)
        around = story.sentences[max(0, document.first - 1) : last + 3]
        return any(orders(each) for each in around)  # "edaran soal sikap perangkat desa di pilkada"
    # "tentang penegakan disiplin jelang pemilihan": ours when the story says that it orders neutrality (rule 7).
    return not has("other", subject) and bool(has("election", subject)) and any(orders(each) for each in own)


def _ours_by_the_story(document: Document, story: Story, own: Sequence[str]) -> bool:
    """Whether the headline or the sentences near by say what a paper is about that itself tells nothing."""
    title = story.sentences[0]
    if document.kind == DECREE:
        return False
    bare = document.kind == LETTER
    if bare and (document.number is None or any(has("case", each) for each in own)):
        return False
    if not bare and story.lead_neutral and document.issuer and office_key(document.issuer) in WATCHING:
        return True  # "UU …, PP …, juga edaran KASN" in a story of neutrality
    if has("other", title) and not has("neutral", title):
        return False
    if document.kind == JOINT or (_orders_ours(title) and document.kind != LETTER):
        return True
    back, ahead = (1, 2) if document.number else (2, 2)
    if not bare and (has("issued", own[0]) or len(document.where) > 1):
        back, ahead = (
            back if document.kind != "surat_imbauan" else 4,
            3,
        )  # its clauses follow: "Isinya lima butir. Yang pertama, …"
    near = {index + step for index in document.where for step in range(-back, ahead + 1)}
    told = any(_orders_ours(story.sentences[index]) for index in near if 0 <= index < len(story.sentences))
    return told or (not bare and _tells_points(story, document))


def invoked_for_neutrality(document: Document) -> bool:
    return _is_known(document) or any(has("neutral", each) for each in (document.subject or "", *document.own))


def letter_is_ours(letter: Letter, story: Story) -> bool:
    """Whether a letter orders or urges neutrality, by its subject; else by what it says (guide, rule 7)."""
    if letter.kind in NOT_ORDERS or binds_none_of_ours(letter.issuer):
        return False
    subject = letter.subject or ""
    bare = letter.kind in (LETTER, "surat_imbauan")
    if _of_outsiders(subject) or (bare and words_at_start("asks").match(small_letters(subject))):
        return False
    if orders(subject):
        return not (letter.kind == DECREE and has("unit", subject))
    if letter.kind == DECREE or has("other", subject):
        return False
    own = [
        sentence
        for sentence, paragraph in zip(story.sentences, story.paragraphs, strict=True)
        if letter.holds(paragraph) and len(sentence) > SHORTEST_CLAUSE
    ]
    if has("election", subject):
        return any(_orders_ours(each) for each in own)
    return sum(bool(has("neutral", each)) for each in own) * LEAST_SHARE >= max(1, len(own))


LEAST_SHARE = 3
"""One sentence of so many speaks of neutrality in a letter whose subject tells of neither it nor an election."""
SHORTEST_CLAUSE = 45
"""Characters: what is shorter in a letter is a field, a name or an address."""
