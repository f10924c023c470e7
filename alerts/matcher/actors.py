"""Who: the officials bound to neutrality that a sentence names, and whether they are the accused or only speak."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from alerts.matcher.counts import NUMBER, count_after, count_before
from alerts.matcher.lexicon import Hit
from model import Actor


class Role(StrEnum):
    """What part an official plays in his sentence."""

    ONE = "one"  # an identifiable person or counted group: "Camat Mandai", "tiga lurah", "seorang guru"
    CLASS = "class"  # a class of people: "ASN", "para kades"
    SPEAKER = "speaker"  # he speaks for an office or gives orders


@dataclass(frozen=True, slots=True)
class Mention:
    """One official or group of officials in a sentence."""

    actor: Actor
    start: int
    end: int
    role: Role
    count: int | None = None
    office: str | None = None  # as printed, when a place or a field follows: "Camat Mandai"
    acting: bool = False  # Pj, Plt, Pjs before the office
    bare: bool = False  # one of its kind in each place, named without it: whom it means, an earlier sentence tells
    unmarked: bool = False  # a class by its bare name: in a headline that tells of a case, one person
    plain: bool = False  # a word that alone says little: "pegawai", "pejabat", or a status only


_SINGLE = frozenset({Actor.VILLAGE_HEAD, Actor.SUB_DISTRICT_HEAD, Actor.HEAD_OF_OFFICE, Actor.REGIONAL_HEAD})
"""Offices of which each place has one."""
_PLACED = re.compile(
    r"^\s+(?:(?:sebuah|salah\s+satu|berinisial|\w+\s+(?:negeri|swasta))\b|(?:\w+\s+){0,3}?di\s+[A-Z]"
    r"|[^.;]{0,60}\bberinisial\b)"
)
_NAME = r"(?:\([^)]{1,30}\)|[A-Z][\w'’./-]*|\d{1,2}|[IVX]{1,4}|dan|se-[A-Z]\w*)"
_NAME_AFTER = re.compile(rf"^(?:\s+{_NAME}(?=[\s,.;:\"”)]|$)){{1,9}}")
_STATUS_AFTER = re.compile(
    r"^[\s,]*(?:yang\s+)?(?:berinisial|inisial|bernama|aktif|berstatus|ini|itu|tersebut|dimaksud|setempat)\b"
)
_LISTED_CLASS = re.compile(
    r"\b(?:para|seluruh|semua|ratusan|ribuan)\s(?:[\w-]+\W{1,2}){1,4}(?:dan|hingga|serta|sampai)\s$"
)
"""In a list that begins so, the later ones are classes too: "para kepala OPD dan camat"."""
_DEMANDED = re.compile(r"\s(?:segera\s)?di\w{3,}")
"""Behind a name: what others ask to be done to him, "Jaksa Minta Kades X Dihukum"."""
_SENTENCED = re.compile(
    r"\b(?:penjara|kurungan|bui|pidana|denda|percobaan|hukuman|vonis|sanksi|teguran|skorsing)\s(?:\w+\s){0,2}(?:untuk|bagi|buat|kepada)\s$"
)
_SENTENCE_REACH = 50
"""What one gets, not a class: "Sebulan Penjara untuk Kades X"."""
_CONJUNCTION_END = re.compile(r"(?:\s+(?:dan|se-\w+))+$")
_ALONE = re.compile(rf" (?:di|dan {NUMBER}) ")
"""What follows one official in a headline: "Camat di Kendal", "Camat dan Dua Lurah"."""
LARGEST_GROUP = 150
"""More people than this are a tally of a country or a province, no group that did something together."""
_LONGEST_NAME = 110
"""Characters: the name of a ministry's regional office is as long."""
_STATUSES = frozenset(
    {"asn", "pns", "pppk", "p3k", "pegawai negeri", "pegawai negeri sipil", "aparatur sipil negara"}
)
_HOLDS = re.compile(
    r"\s(?:yang\s)?(?:(?:bekerja|bertugas|menjabat|berprofesi|berdinas)\s)?(?:sebagai\s|jadi\s|menjadi\s|seorang\s){0,2}"
)
"""Between a status and the office of its holder."""
_INITIALS = re.compile(
    r"^\s+(?:yang\s+)?(?:berinisial|inisial)\s+[A-Z]{1,4}\b(?!\s*(?:,\s*[A-Z]{1,4}\b|dan\s+[A-Z]|hingga\b|\())"
)
"""One person by his initials."""
_FORMER = re.compile(
    r"\b(?:mantan|eks|bekas|pensiunan|purna\w*|almarhum|mendiang)\s(?:(?!dan\b|hingga\b|serta\b)[\w-]+\s){0,2}$"
)
"""Who once held an office is bound to nothing."""
_SPEAKS_NEAR = 60
"""Characters: a speaker's name stands between his office and the verb."""
_STOPPING = frozenset(
    {"act", "accusation", "stage", "speech", "superior", "rule", "alleged", "future", "denial", "training"}
    | {"contest", "candidate"}
)
_CLAUSE = re.compile(
    r"[,.;:]|\b(?:yang|karena|lantaran|setelah|usai|soal|terkait|atas|saat|gara-gara|diduga|buntut)\b"
)
"""Between what a superior does and the official to whom he does it no clause begins."""
_OBJECT_REACH = 60
"""Characters: "menjatuhkan sanksi penurunan pangkat satu tingkat kepada dua ASN"."""


class _Sentence(NamedTuple):
    """A sentence with what is looked up for each official in it."""

    text: str
    low: str
    headline: bool
    marks: Mapping[str, Sequence[Hit]]  # the hits of the kinds role and office, by "kind.code"
    stops: Sequence[int]  # where something is told, in order: no office's name goes on beyond it
    tells: tuple[int, ...]  # where a step of a procedure begins
    verb_first: frozenset[int]  # ends of verbs that stand before their speaker: "kata Camat X"
    verb_last: frozenset[int]  # beginnings of verbs that stand after him: "Camat X mengatakan"
    first: int  # where the first official stands
    fronted: int  # where the first clause ends when it tells of whom the next one names; -1 when there is none

    def before(self, code: str, start: int) -> Hit | None:
        """The role word of this code that stands right before a place."""
        for hit in self.marks.get(f"role.{code}", ()):
            if 0 <= start - hit.end <= 3:
                return hit
        return None

    def at(self, code: str, start: int) -> bool:
        """Whether an office word of this code stands at a place."""
        return any(hit.start == start for hit in self.marks.get(f"office.{code}", ()))

    def only(self, code: str, word: Hit) -> bool:
        """Whether an office word of this code is all that stands there: "pegawai", not "pegawai kontrak"."""
        places = [(hit.start, hit.end) for hit in self.marks.get(f"office.{code}", ())]
        return (word.start, word.end) in places


def mentions(text: str, low: str, hits: Sequence[Hit], headline: bool = False) -> tuple[Mention, ...]:
    """The officials bound to neutrality in a sentence, in order.

    ``text`` as printed, ``low`` the same in small letters, ``hits`` what the lexicon found in it. Former officials,
    candidates, organisers, party people, spouses and bodies are left out: the lexicon's ``not_actor``.
    """
    of_kind: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        of_kind[hit.kind].append(hit)
    actors = of_kind["actor"]
    if not actors:
        return ()
    statuses = _statuses(actors, low)
    told_as_status = {status.start for status in statuses.values()}
    hidden = [(hit.start, hit.end) for hit in of_kind["not_actor"]]
    shown = [hit for hit in actors if not any(start <= hit.start < end for start, end in hidden)]
    # "Camat X mengajak warga memilih" is no mere speech
    acts = {hit.start for hit in of_kind["act"]}
    charges = [(hit.start, hit.end) for hit in of_kind["accusation"]]  # "bersalah dalam tindak pidana pemilu"
    marks: dict[str, list[Hit]] = defaultdict(list)
    for hit in (*of_kind["role"], *of_kind["office"]):
        marks[hit.entry.name].append(hit)
    speech, superiors = of_kind["speech"], of_kind["superior"]
    turned = (
        [hit for hit in speech if hit.code == "verb_first" and _has_subject(hit, shown, low)] if headline else []
    )
    sentence = _Sentence(
        text,
        low,
        headline,
        marks,
        sorted(
            [hit.start for kind in _STOPPING for hit in of_kind[kind]]
            + [hit.start for hit in actors if hit.code not in ("asn", "other", "village_staff")]
            + [hit.start for hit in marks["role.acting"]]
        ),
        tuple(
            [hit.start for hit in of_kind["stage"]]
            + [hit.start for hit in of_kind["verb"] if _is_accused(hit, low)]
        ),
        frozenset([hit.end for hit in speech if hit.code in ("verb_first", "to") and hit not in turned])
        | _agents(superiors, low),
        frozenset(
            [
                hit.start
                for hit in speech
                if hit.code == "verb_last" and not any(start < hit.start < end for start, end in charges)
            ]
            + [hit.start for hit in _superiors(superiors, low, shown)]
        )
        - acts,
        actors[0].start,
        _fronted(hits, low) if headline else -1,
    )
    found: list[Mention] = []
    reach = -1
    for hit in shown:
        if hit.start < reach:
            continue
        if _FORMER.search(low, max(0, hit.start - 40), hit.start):
            continue
        reach = hit.end
        if hit.start in told_as_status:
            continue
        mention = _mention(sentence, hit, statuses.get(hit.start))
        if not sentence.at("counted", hit.start) or (mention.count or 0) > 1:
            found.append(_in_series(mention, found[-1], low) if headline and found else mention)
    return tuple(found)


_SERIES = re.compile(r"\s?(?:,|/|dan|serta|maupun|hingga)\s?")


def _in_series(mention: Mention, last: Mention, low: str) -> Mention:
    """A headline's official who is named in a row with a class is one: "Guru dan Dosen Dilarang"."""
    named = mention.office or mention.acting or (mention.count or 1) > 1
    if named or mention.role is not Role.ONE or last.role is not Role.CLASS:
        return mention
    if not _SERIES.fullmatch(low, last.end, mention.start):
        return mention
    return replace(mention, role=Role.CLASS, count=None, unmarked=True)


_FRONTED_LEAD = 22
"""Characters before the verb of a headline's first clause: "Kedapatan", "Diduga Terang-terangan"."""
_OPENING = frozenset({"act", "accusation", "stage"})
_WHOSE = frozenset({"candidate", "neutrality", "supervisor"})
_OTHERS = frozenset({"not_actor.organiser", "not_actor.party", "not_actor.journalist", "not_actor.spouse"})
_SUFFERED = ("di", "ter")


def _fronted(hits: Sequence[Hit], low: str) -> int:
    """Where a headline's first clause ends that tells, without a subject, what the next clause's subject did.

    "Didakwa Kampanyekan Petahana, Camat Minta Dibebaskan": a headline's verb that stands first has the next
    clause's subject for its own, so that whoever speaks there is the accused.
    """
    end = low.find(", ")
    first = [hit for hit in hits if hit.start < end]
    if any(hit.kind in ("actor", "rule") or hit.entry.name in _OTHERS for hit in first):
        return -1
    opening = [hit for hit in first if hit.kind in _OPENING and hit.start <= _FRONTED_LEAD]
    opening = [hit for hit in opening if hit.kind != "stage" or low.startswith(_SUFFERED, hit.start)]
    if not opening or any(hit.kind == "candidate" and hit.start < opening[0].start for hit in first):
        return -1  # "Caleg Bagi Sembako, Camat …": it has a subject of its own
    his = any(hit.kind in _WHOSE for hit in first) or any(hit.kind == "stage" and not hit.start for hit in opening)
    return end if his else -1


_FIGURE = re.compile(r"(?<![\w.,/])(\d{1,3}(?:\.\d{3})+|\d+)\s(?:\w+\s)?$")


def most_told(low: str, people: Sequence[Mention]) -> int:
    """The largest number of officials that a sentence (in small letters) tells of; 0 when it tells none.

    Unlike :attr:`Mention.count` it may be the tally of a country: "2.034 ASN Dilaporkan".
    """
    figures = (_FIGURE.search(low, max(0, one.start - 30), one.start) for one in people)
    told = [int(found.group(1).replace(".", "")) for found in figures if found]
    return max([*told, *(one.count or 0 for one in people)], default=0)


def _statuses(actors: Sequence[Hit], low: str) -> dict[int, Hit]:
    """For each office's place the word of its holder's status before it: "ASN guru", "PNS yang menjabat camat"."""
    return {
        later.start: first
        for first, later in pairwise(actors)
        if first.code == Actor.ASN
        and later.code != Actor.ASN
        and low[first.start : first.end] in _STATUSES
        and _HOLDS.fullmatch(low, first.end, later.start)
    }


def _is_accused(hit: Hit, low: str) -> bool:
    """Whether a word says something of somebody: "disebut", "dituding"."""
    return hit.entry.name == "verb.accused" and low.startswith(("di", "ter"), hit.start)


def _superiors(hits: Iterable[Hit], low: str, actors: Sequence[Hit]) -> Iterable[Hit]:
    """What is done to an official who is named right behind it: "Kapolda memutasi Kapolsek Katobu"."""
    return (
        hit
        for hit in hits
        if hit.entry.name == "superior.verb"
        and any(
            hit.end < actor.start <= hit.end + _OBJECT_REACH and not _CLAUSE.search(low, hit.end, actor.start)
            for actor in actors
        )
    )


def _agents(hits: Iterable[Hit], low: str) -> frozenset[int]:
    """Where a passive verb ends behind which he who does it may stand: "kades itu dilaporkan camat"."""
    return frozenset(
        hit.end for hit in hits if hit.entry.name == "superior.by" and low[hit.end : hit.end + 1] == " "
    )


_BARE = ("ungkap", "sebut", "beber", "papar", "jelas", "tegas", "pesan")
"""Verbs that a headline, which drops their prefix, sets behind their subject: "Sekda X Ungkap Camat Y …"."""


def _has_subject(verb: Hit, actors: Sequence[Hit], low: str) -> bool:
    """Whether the subject of a bare verb stands before it, in its clause: who follows it is no speaker."""
    return low.startswith(_BARE, verb.start) and any(
        actor.end <= verb.start <= actor.end + _SPEAKS_NEAR and not _CLAUSE.search(low, actor.end, verb.start)
        for actor in actors
    )


def _mention(sentence: _Sentence, hit: Hit, status: Hit | None = None) -> Mention:
    actor = Actor(hit.code)
    low, text = sentence.low, sentence.text
    acting = sentence.before("acting", hit.start)
    start = acting.start if acting else status.start if status else hit.start
    count = count_before(low, start)
    value = count[0] if count else count_after(low, hit.end)
    name = _named(sentence, hit.end)
    single = actor in _SINGLE or sentence.at("single", hit.start)
    role = _role(sentence, hit, start, single=single, counted=0 < (value or 0) <= LARGEST_GROUP, name=name)
    end = hit.end + (len(name) + 1 if name else 0)
    # who is not named ("seorang camat", "sebelas ASN") is never the one whom a newsroom quotes
    unnamed = (value or 0) > 1 or sentence.before("single", start) is not None
    unnamed = unnamed or start == sentence.fronted + len(", ")
    if (role is Role.ONE or single) and not unnamed and _speaks(sentence, start, end):
        role = Role.SPEAKER
    told_single = (
        single and role is Role.ONE and (name or not sentence.headline or bool(_ALONE.match(low, hit.end)))
    )
    told_single = told_single or bool(_INITIALS.match(text[hit.end : hit.end + 40]))
    if value is None and not sentence.before("many", start) and (told_single or sentence.before("single", start)):
        value = 1
    plain = sentence.only("plain", hit) or (actor is Actor.ASN and sentence.before("status", start) is not None)
    office = f"{text[start : hit.end]} {name}" if single and name and not sentence.at("vague", hit.start) else None
    bare = role is Role.CLASS and single and not sentence.before("class", start)
    unmarked = role is Role.CLASS and not sentence.before("class", start)
    return Mention(actor, start, hit.end, role, value, office, acting is not None, bare, unmarked, plain)


def _role(sentence: _Sentence, hit: Hit, start: int, *, single: bool, counted: bool, name: str | None) -> Role:
    demanded = name and _DEMANDED.match(sentence.low, hit.end + len(name) + 1)
    sentenced = sentence.headline and _SENTENCED.search(sentence.low[max(0, start - _SENTENCE_REACH) : start])
    own = single and name and (demanded or sentenced or not sentence.headline)
    if sentence.before("class", start) and not counted and not own:
        return Role.CLASS
    if sentence.headline and not counted and _LISTED_CLASS.search(sentence.low[max(0, start - 40) : start]):
        return Role.CLASS
    status = _STATUS_AFTER.match(sentence.low[hit.end : hit.end + 30])
    if counted or (status and not (sentence.headline and status.group().endswith("itu"))):
        return Role.ONE  # a headline's "ASN itu" speaks of all of them
    if sentence.before("one", start) and not sentence.before("none", start):
        return Role.ONE
    if not single:
        return Role.CLASS
    elected = hit.code == Actor.REGIONAL_HEAD and not sentence.before("acting", hit.start)
    alone = sentence.headline and not _quoted(sentence, start)
    placed = not alone and _PLACED.match(sentence.text[hit.end : hit.end + 90])
    return Role.ONE if name or (not elected and (placed or alone)) else Role.CLASS


def _quoted(sentence: _Sentence, start: int) -> bool:
    """Whether an official of a headline is spoken of by another: "Pj Gubernur: Lurah Tak Netral, Berhenti Saja"."""
    return sentence.first < sentence.low.find(": ", 0, start)


def _named(sentence: _Sentence, end: int) -> str | None:
    """The place or field after an office, as printed, up to the next thing told (a headline is all capitals)."""
    following = bisect_right(sentence.stops, end)
    stop = sentence.stops[following] if following < len(sentence.stops) else len(sentence.text)
    found = _NAME_AFTER.match(sentence.text[end : min(end + _LONGEST_NAME, stop)])
    if not found or found.group().startswith(" dan "):
        return None
    return _CONJUNCTION_END.sub("", " " + found.group().strip()).strip(" .,") or None


def _speaks(sentence: _Sentence, start: int, end: int) -> bool:
    """Whether a verb of speech or order stands right before the office or right after it and its holder's name."""
    low = sentence.low
    if not sentence.verb_first.isdisjoint(range(start - 3, start + 1)) or low[end : end + 1] == ":":
        return True
    for place in sentence.verb_last:
        if end <= place + 2 and place - end <= _SPEAKS_NEAR:
            if any(end <= told < place for told in sentence.tells):
                continue  # "Keuchik Dilaporkan, Ancam …": he is told of before he says anything
            between = low[end:place].rstrip()
            apposition = between.count(",") >= 2 and between.endswith(",")  # "Camat X, Fulan, mengatakan"
            if "," not in between.rstrip(",") or apposition:
                return len(between.split()) <= 6
    return False
