"""What both registers share: the report being registered, the change it makes, spellings and numbers."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlite_utils import Database

from model import Reason, Subject
from wording import region_name

LIKE_JACCARD = 0.35
LIKE_CONTAINMENT = 0.5
SHINGLE_WORDS = 3

Shingles = frozenset[tuple[str, ...]]

_WORD = re.compile(r"\w+")
_NOISE = re.compile(
    r"\b(?:oknum|seorang|salah satu|sang|si|penjabat sementara|penjabat|pelaksana tugas|pj|pjs|plt|plh)\b\.?"
)
_NOISE_PRINTED = re.compile(_NOISE.pattern, re.IGNORECASE)
_GOVERNMENTS = frozenset(
    {"kabupaten", "kab", "kepulauan", "kep", "prov", "kota", "provinsi", "pemkab", "pemkot", "pemprov"}
)
_OFFICES = Path(__file__).resolve().parents[2] / "data" / "offices.toml"


@dataclass(frozen=True, slots=True)
class Report:
    """The article whose findings are being registered."""

    article_id: int
    text: str
    published_day: str | None
    seen: datetime
    matcher_version: str
    untold_reason: str | None = None  # why nothing of it may alert (too old, first reading), or None
    least_incident: float = 0.0  # findings of less confidence are kept, and alert nobody
    least_circular: float = 0.0

    def doubt(self, confidence: float, least: float) -> str | None:
        """Why a finding of this confidence may not alert, if it may not."""
        return f"confidence {confidence:.2f} is less than {least:.2f}" if confidence < least else None


@dataclass(frozen=True, slots=True)
class Change:
    """What registering a finding changed, as far as somebody may want to know."""

    subject: Subject
    region: str | None
    news: bool  # a case or circular nobody was told of yet; False: a later stage of a known one
    revision: int = 0  # the history row of a later stage, else 0
    national: bool = False  # a circular of a national body, which binds every place
    untold_reason: str | None = None


@cache
def _offices() -> tuple[frozenset[str], tuple[str, ...], dict[str, str]]:
    known = tomllib.loads(_OFFICES.read_text(encoding="utf-8"))
    return frozenset(known["heads"]), tuple(known["sole"]), known["spellings"]


@cache
def _name_of(region: str) -> list[str]:
    """The words of a region's name, without what kind of region it is."""
    return [word for word in _WORD.findall(region_name(region).casefold()) if word not in _GOVERNMENTS]


def office_key(office: str | None, region: str | None = None) -> str | None:
    """The spelling of an office that names one man ("camat mandai"); None for a class ("camat", "Guru SMA").

    Only the words of the office, and what is printed with a capital or a figure, count: "sekda buka suara" is
    "sekda". The name of the ``region`` at its end says nothing more, unless nothing is left without it: a district
    may bear the regency's name.
    """
    printed = _WORD.findall(_NOISE_PRINTED.sub(" ", office or ""))
    heads, _, spellings = _offices()
    kept = [word for word in printed if word.casefold() in heads or word[0].isupper() or word[0].isdigit()]
    words = " ".join(spellings.get(word.casefold(), word.casefold()) for word in kept).split()
    key, name = _named(words), _name_of(region) if region else []
    if name and words[-len(name) :] == name:
        words = words[: -len(name)]
        key = _named(words) or key
        while words and words[-1] in _GOVERNMENTS:
            words.pop()
            key = _named(words) or key
    return key


def _named(words: list[str]) -> str | None:
    heads, sole, spellings = _offices()
    key = " ".join(words)
    for long, short in spellings.items():
        if " " in long:
            key = re.sub(rf"\b{long}\b", short, key)
    return key if any(word not in heads for word in key.split()) or key.startswith(sole) else None


def offices_differ(one: str | None, other: str | None) -> bool:
    """Whether two keys of offices are those of two men: both name one, and share no word but of their class.

    "Kepala Dinas Pendidikan" and "Kepala Dinas Pendidikan dan Kebudayaan" may be one; "Camat A" and "Camat B" not.
    """
    if not one or not other or one == other:
        return False
    heads = _offices()[0]
    return not {*one.split()} - heads & {*other.split()} - heads


def prints_office(text: str, key: str) -> bool:
    """Whether a text prints an office, however spelt, that :func:`office_key` has given."""
    spellings = _offices()[2]
    return f" {key} " in f" {' '.join(spellings.get(word, word) for word in _WORD.findall(text.casefold()))} "


def spelling(office: str | None) -> str | None:
    """An office or issuer as one spelling, without acting titles: "Plt. Kades X" is "kepala desa x"."""
    words = _WORD.findall(_NOISE.sub(" ", (office or "").casefold()))
    return " ".join(_offices()[2].get(word, word) for word in words) or None


def shingles(text: str) -> Shingles:
    """The runs of SHINGLE_WORDS words in a text."""
    words = _WORD.findall(text.casefold())
    return frozenset(tuple(words[i : i + SHINGLE_WORDS]) for i in range(max(0, len(words) - SHINGLE_WORDS + 1)))


def likeness(one: Shingles, other: Shingles) -> float:
    """How much two texts that tell the same story in much the same words have in common; 0 when they do not."""
    if not one or not other:
        return 0.0
    common = len(one & other)
    jaccard, containment = common / len(one | other), common / min(len(one), len(other))
    return max(jaccard, containment) if jaccard >= LIKE_JACCARD or containment >= LIKE_CONTAINMENT else 0.0


def next_number(db: Database, table: str, column: str, letter: str, region: str | None) -> str:
    """A permanent number people can quote: ``K-8204-017``, the 17th case of region 82.04 (00: no region)."""
    prefix = f"{letter}-{(region or '00').replace('.', '')}-"
    last = db.execute(
        f"select max(cast(substr({column}, ?) as integer)) from {table} where {column} like ?",  # noqa: S608 - names of ours
        [len(prefix) + 1, prefix + "%"],
    ).fetchone()[0]
    return f"{prefix}{(last or 0) + 1:03d}"


def next_ordinal(db: Database, table: str, article_id: int) -> int:
    """The next free place among the findings of an article."""
    sql = f"select coalesce(max(ordinal) + 1, 0) from {table} where article_id = ?"  # noqa: S608 - names of ours
    return int(db.execute(sql, [article_id]).fetchone()[0])


def as_json(reasons: Iterable[Reason]) -> str:
    """What decided, as the tables keep it."""
    return json.dumps([asdict(reason) for reason in reasons], ensure_ascii=False)
