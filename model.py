"""The words of Netra: every noun that more than one room speaks, as plain frozen records.

Imports nothing of ours. Times are aware ``datetime`` objects in UTC unless a field says otherwise;
regions are Kemendagri codes (``"33"`` a province, ``"33.74"`` a kabupaten or kota); days are ISO 8601.
The values of stage, actor, act, kind and genre are those of the labelling guide and of SKB Netralitas 2022.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class NetraError(Exception):
    """Base of every error that Netra raises on purpose; its text is a sentence a user can act on."""


# --- sources and pages -------------------------------------------------------------------------------------


class Reading(StrEnum):
    """A way of reading a source: which of its addresses lists what is new."""

    FEED = "feed"
    WORDPRESS = "wordpress"  # its REST interface
    SITEMAP = "sitemap"
    LISTING = "listing"


@dataclass(frozen=True, slots=True)
class Source:
    """One outlet or office that publishes; a row of the catalogue ``data/sources.csv``."""

    id: str
    name: str
    homepage: str
    province_code: str | None = None
    regency_code: str | None = None  # where the newsroom sits: a weak prior, never an article's region
    kind: str | None = None
    platform: str | None = None
    feed_url: str | None = None
    sitemap_url: str | None = None
    listing_url: str | None = None
    conventions: tuple[tuple[Reading, str], ...] = ()  # where sites of its platform usually list what is new

    def readings(self) -> tuple[tuple[Reading, str], ...]:
        """Its own ways of reading with their addresses, in order of preference; never empty for a valid row."""
        ways = (
            (Reading.FEED, self.feed_url),
            (Reading.SITEMAP, self.sitemap_url),
            (Reading.LISTING, self.listing_url),
        )
        return tuple((way, url) for way, url in ways if url)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article's address as a feed, sitemap or listing names it, with what that says of the article."""

    url: str
    title: str | None = None
    summary: str | None = None
    published: datetime | None = None  # UTC


@dataclass(frozen=True, slots=True)
class Page:
    """One fetched page: the evidence (``wire``) and what it decodes to (``body``)."""

    url: str  # the address that answered, after redirects
    requested_url: str  # the address that was asked for: the frontier's key
    source_id: str | None
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes  # after Content-Encoding was undone; text still in the page's own charset
    fetched: datetime
    wire: bytes = b""  # the bytes as received, before any decoding; empty when the page is a local file
    peer: str | None = None  # the address that was dialled, as "ip"
    charset: str | None = None  # what the Content-Type header declares
    part_of: str | None = None  # the story's first address, when this is a further part of it
    candidate: Candidate | None = None  # what the list it was found on said of it


# --- articles ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Parts:
    """How much of a story told over several pages is here: "have 1 of 3"; ``of`` is None when unknown."""

    have: int = 1
    of: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """A page (or several) stripped to its article."""

    title: str
    text: str  # paragraphs joined by "\n"
    url: str | None = None  # the address of the first page
    canonical: str | None = None  # the page's own canonical URL when it may be trusted
    author: str | None = None
    published: str | None = None  # ISO 8601 with the page's own offset, or a bare day, or None when unsure
    site: str | None = None  # the outlet's name as the page gives it
    language: str | None = None  # ISO 639-1
    pages: Parts = Parts()
    method: str = ""  # what extracted it, e.g. "trafilatura-precision"
    warnings: tuple[str, ...] = ()


# --- findings ----------------------------------------------------------------------------------------------


class Genre(StrEnum):
    """What a story is above all (guide, rule 17)."""

    INCIDENT = "incident"
    CIRCULAR = "circular"
    PLEDGE = "pledge"
    REMINDER = "reminder"
    STATISTICS = "statistics"
    OPINION = "opinion"
    OTHER = "other"


class Weight(StrEnum):
    """Whether a story is about the thing (main), tells it in passing (mention), or not at all (none)."""

    MAIN = "main"
    MENTION = "mention"
    NONE = "none"


class Stage(StrEnum):
    """How far a case has come; the latest that the story tells (guide, rule 15)."""

    ALLEGED = "alleged"
    REPORTED = "reported"
    EXAMINED = "examined"
    RECOMMENDED = "recommended"
    SANCTIONED = "sanctioned"
    CHARGED = "charged"
    DISMISSED = "dismissed"


class Actor(StrEnum):
    """The office of the one who is said to have acted (guide, rule 14)."""

    ASN = "asn"
    NON_ASN = "non_asn"
    VILLAGE_HEAD = "village_head"
    VILLAGE_STAFF = "village_staff"
    SUB_DISTRICT_HEAD = "sub_district_head"
    HEAD_OF_OFFICE = "head_of_office"
    TEACHER = "teacher"
    REGIONAL_HEAD = "regional_head"
    MILITARY_POLICE = "military_police"
    OTHER = "other"


class Act(StrEnum):
    """What is said to have been done: the acts of SKB Netralitas 2022 and PP 94/2021 art. 5(n), as codes."""

    SOCIAL_MEDIA_SUPPORT = "social_media_support"
    PHOTO_SYMBOL = "photo_symbol"
    ATTEND_CAMPAIGN = "attend_campaign"
    CAMPAIGN_MATERIAL = "campaign_material"
    SELF_CANDIDACY = "self_candidacy"
    PARTY_MEMBERSHIP = "party_membership"
    CAMPAIGN_TEAM = "campaign_team"
    PARTISAN_ACTIVITY = "partisan_activity"
    MONEY_GOODS = "money_goods"
    AID_PROGRAMME = "aid_programme"
    MOBILISATION = "mobilisation"
    STATE_FACILITIES = "state_facilities"
    PARTISAN_DECISION = "partisan_decision"
    PRESSURE = "pressure"
    INDEPENDENT_SUPPORT = "independent_support"
    SPOUSE_NO_LEAVE = "spouse_no_leave"
    UNSPECIFIED = "unspecified"


class CircularKind(StrEnum):
    """The form of a written order of neutrality."""

    SURAT_EDARAN = "surat_edaran"
    INSTRUKSI = "instruksi"
    SURAT_IMBAUAN = "surat_imbauan"
    KEPUTUSAN_BERSAMA = "keputusan_bersama"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that decided: the phrase found, the rule it speaks for, its weight, and its sentence."""

    rule: str
    phrase: str
    weight: float
    sentence: str


class ResponseKind(StrEnum):
    """How the accused, or the paper for him, answers an accusation."""

    DENIAL = "denial"
    CLARIFICATION = "clarification"
    RIGHT_OF_REPLY = "right_of_reply"  # hak jawab, Law 40/1999 art. 1(11)
    RIGHT_OF_CORRECTION = "right_of_correction"  # hak koreksi, art. 1(12)
    CORRECTION = "correction"  # ralat: the paper takes something back


@dataclass(frozen=True, slots=True)
class Response:
    """An answer to an accusation, with the sentence that tells it."""

    kind: ResponseKind
    sentence: str


@dataclass(frozen=True, slots=True)
class Incident:
    """A concrete breach of neutrality, alleged or proven, as one story tells it."""

    stage: Stage
    actor: Actor
    acts: tuple[Act, ...]
    sentence: str  # the sentence that says so
    confidence: float  # 0..1
    count: int | None = None  # persons, when told
    region: str | None = None
    occurred: str | None = None  # the ISO day of the act as told; never guessed
    weight: Weight = Weight.MAIN
    office: str | None = None  # the accused's office as printed, e.g. "Camat Mandai"
    vague: bool = False  # the acts say no more than that a side was taken
    convicted: bool = False  # a court has found the accused guilty, even if an appeal is open; stage is "charged"
    responses: tuple[Response, ...] = ()  # they leave the stage alone
    retold: bool = False  # the story is itself a reply or a correction, which only retells the accusation
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Circular:
    """A written document by which an authority orders or urges neutrality, as one story tells it."""

    kind: CircularKind
    sentence: str
    number: str | None = None  # as printed, blanks around slashes removed
    date: str | None = None  # the document's ISO day
    issuer: str | None = None  # the office, e.g. "Wali Kota Semarang"
    subject: str | None = None
    region: str | None = None
    national: bool = False  # issued by a national body: it binds every place
    weight: Weight = Weight.MAIN  # main: its issue or content is told; mention: it is only invoked or planned
    confidence: float = 1.0  # 0..1: that it is what the story is about
    scope: tuple[Actor, ...] = ()  # whom it orders, as the story tells it
    revokes: tuple[str, ...] = ()  # numbers of circulars that it puts out of force, as printed
    amends: tuple[str, ...] = ()  # numbers of circulars that it changes
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Flag:
    """Something in the text that does not fit (a weekday against its date): shown, never corrected."""

    code: str
    span: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a story plays, with what says so."""

    code: str
    confidence: str  # "high", "medium" or "low"
    basis: str  # the words that decided, e.g. "Pemkot Semarang"


@dataclass(frozen=True, slots=True)
class Findings:
    """All that the matcher reads in one article. Incidents stand in the order told; mentions are included."""

    genre: Genre
    incident: Weight
    circular: Weight
    incidents: tuple[Incident, ...] = ()
    circulars: tuple[Circular, ...] = ()
    places: tuple[Place, ...] = ()
    flags: tuple[Flag, ...] = ()
    ruling: bool = False  # a court's decision, or a new or changed law, on the neutrality of officials
    reasons: tuple[Reason, ...] = ()  # what decided genre and ruling, and what spoke against an incident
    matcher_version: str = ""

    @property
    def regions(self) -> tuple[str, ...]:
        """The codes of ``places``."""
        return tuple(place.code for place in self.places)


# --- registers, alerts -------------------------------------------------------------------------------------


class SubjectKind(StrEnum):
    """What an alert can be about: a row of one of the two registers."""

    INCIDENT = "incident"
    CIRCULAR = "circular"


@dataclass(frozen=True, slots=True)
class Subject:
    """A register row as something to tell: ``(kind, id)`` names it for ever."""

    kind: SubjectKind
    id: int


class MessageKind(StrEnum):
    """Why a message is sent: first news of its subject, or a later stage of it (an answer to the first)."""

    ALERT = "alert"
    STAGE = "stage"


class OutboxState(StrEnum):
    """The life of a message: queued, then sending, then one of the last three."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"  # it may have arrived, and is not sent again
    DEAD = "dead"  # it cannot be delivered; the reason stands beside it


CONSOLE = "console"
"""The chat that stands for the terminal: used when no Telegram token is set, and never sent elsewhere."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a chat wants to be told: kinds of subject, in one region (``None``: all of Indonesia)."""

    chat: str  # CONSOLE or "telegram:<id>"
    kind: SubjectKind
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Alert:
    """A message for one chat about one or more subjects, ready to be queued."""

    chat: str
    kind: MessageKind
    subjects: tuple[Subject, ...]  # the first one names the outbox row
    html: str  # Telegram's HTML subset, at most 4,096 characters after its entities are parsed
    revision: int = 0  # 0 for first news; the id of the history row for a stage
