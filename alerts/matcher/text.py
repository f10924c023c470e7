"""A story as the matcher reads it: cut into sentences, without dateline and other stories' lines."""

from __future__ import annotations

import re
import textwrap
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

READING = Path(__file__).resolve().parents[2] / "data" / "lexicon" / "reading.toml"
MAX_CHARACTERS = 60_000
"""Longer stories are read up to here: no newsroom prints more, and time stays bounded."""

LONGEST_SENTENCE = 800
"""Characters: a "sentence" beyond this is a list or a table; it is cut at blanks, so that time stays bounded."""

_PARAGRAPH = re.compile(r"\n+")
# A sentence ends before a capital; feeds that lose their line breaks leave no blank there ("…(26/9/2023).Ikrar …").
_END = re.compile(
    r"""[.!?…]+["'”’)\]]*(?:\s+(?=["'“‘(\[]*[A-Z0-9À-Þ])|(?<=[a-z)0-9][.!?]|[.!?,][”"])(?=[“"]?[A-Z][a-z]+\s))"""
)
_ENUMERATION = re.compile(r"^\(?\d{1,2}[.)]$")
_INITIAL = re.compile(r"^[\"'“‘(\[]*[A-Z]$")
_PUBLISHER = r"(?:[\w-]+(?:\.[\w-]+)+|ANTARA|[A-Z][\w.&-]*(?: [A-Z][\w.&-]*){0,3})"
_PLACE = r"(?:[A-Z][\w'./-]*(?: [A-Z][\w'./-]*){0,4})"
_DATELINE = re.compile(
    rf"^\W{{0,3}}(?:(?P<place>{_PLACE})(?:\s*,\s*{_PUBLISHER})?(?:\s*\(\s*{_PUBLISHER}\s*\))?"
    rf"|{_PUBLISHER}\s*,\s*(?P<place2>{_PLACE})|[\w-]+(?:\.[\w-]+)+|(?<=\()\s*{_PUBLISHER}\s*\))"
    r"\s*,?(?:\s*(?:-{2}|–|—|:(?!\s*[\"“‘]))\s*|(?:\s+-\s*|-\s+)|(?P<tight>-))(?=\S)"
)
# Lines that speak of other stories, of pictures or of the page itself: the extractor should have dropped them,
# but a story that comes as plain text may still carry them.
_FOREIGN_LINE = re.compile(
    r"""^\W*(?:baca\s*(?:juga|selengkapnya|lainnya)?\s*[:：]|baca\s+juga\b|lihat\s+juga\b|simak\s+(?:juga|video)\b
    |berita\s+(?:terkait|terkini\s+lainnya|lainnya)\b|artikel\s+terkait\b|rekomendasi\s+untuk\s+anda\b|also\s+read\b
    |banner\s+\d+\s*[x×]\s*\d+|oleh\s*[-–]?\s*\d+\s*views?\b|post\s+views?\b
    |(?:editor|penulis|pewarta|reporter|kontributor|redaktur|fotografer)\b[^.]{0,40}[:：]
    |(?:foto|ilustrasi|sumber\s+foto)\s*[:/]|ilustrasi\b.{0,120}\)\s*$
    |tinggalkan\s+balasan|alamat\s+email\s+anda\s+tidak\s+akan|situs\s+ini\s+menggunakan\s+akismet
    |(?:kirim\s+pesan|butuh\s+bantuan|hai,?\s+apa\s+kabar|apa\s+yang\s+bisa\s+kami\s+bantu)\b
    |add\s+new\s+comment|restricted\s+html|allowed\s+html\s+tags|lines\s+and\s+paragraphs\s+break
    |web\s+page\s+addresses\s+and|topik\s*:|tags?\s*:|\#\w+)""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, where it stands and whether it belongs to the headline."""

    text: str
    index: int  # 0 is the headline, then 1, 2, … through the body
    paragraph: int  # 0 is the headline, then 1, 2, …

    @property
    def lead(self) -> bool:
        """Whether it stands in the headline or the first two paragraphs, which weigh more."""
        return self.paragraph <= 2


@dataclass(frozen=True, slots=True)
class Text:
    """A story ready to be read: ``sentences[0]`` is the headline (it may be empty)."""

    title: str
    body: str  # paragraphs joined by "\n", foreign lines and dateline gone
    sentences: tuple[Sentence, ...]
    dateline: str | None = None  # the place, as printed
    published: str | None = None  # ISO 8601 instant or day
    outlet: str | None = None
    url: str | None = None

    @property
    def year(self) -> int | None:
        """The year of publication."""
        return int(self.published[:4]) if self.published and self.published[:4].isdigit() else None

    @property
    def day(self) -> str | None:
        """The local ISO day of publication."""
        return self.published[:10] if self.published else None


@cache
def _reading() -> dict[str, list[str]]:
    with READING.open("rb") as file:
        return tomllib.load(file)


@cache
def abbreviations() -> frozenset[str]:
    """The words whose full stop ends no sentence, from ``data/lexicon/reading.toml``."""
    return frozenset(_reading()["abbreviations"])


@cache
def _worth_reading() -> tuple[str, ...]:
    return tuple(_reading()["worth_reading"])


def is_worth_reading(text: Text) -> bool:
    """Whether a story speaks at all of elections or of neutrality: most news does not, and is not read further.

    A headline alone says too little to be passed over, and costs next to nothing.
    """
    if not text.body:
        return True
    low = f"{text.title}\n{text.body}".lower()
    return any(word in low for word in _worth_reading())


_LONGEST_WORD = 60
_CODE = re.compile(r"/[A-Z]{1,4}(?:\.\s[A-Z]{1,4})?$")
_CODE_GOES_ON = re.compile(r"\.\s(?:[A-Z]{1,4}\.\s)?[A-Z.]*\d[\w.]*/")
"""A letter's number printed with blanks: "779/PM. 00/K1/11/2023"."""


def split_sentences(paragraph: str) -> list[str]:
    """Cut one paragraph (its words parted by single blanks) into sentences.

    Abbreviations, initials, list numbers and decimals do not cut.
    """
    sentences: list[str] = []
    start = 0
    for end in _END.finditer(paragraph):
        stop = end.start()
        if paragraph[stop] == "." and paragraph[stop + 1 : stop + 2] != ".":
            near = max(start, stop - _LONGEST_WORD)  # no further: a line of nothing but "a.n." is read once
            word = paragraph[near:stop].rpartition(" ")[2]
            if (
                word.lower().strip("\"'“‘(") in abbreviations()
                or _INITIAL.match(word)
                or (_CODE.search(paragraph, near, stop) and _CODE_GOES_ON.match(paragraph, stop))
                or (_ENUMERATION.match(word + ".") and not paragraph[start : stop - len(word)].strip())
            ):
                continue
        sentences.append(paragraph[start : end.end()].strip())
        start = end.end()
    rest = paragraph[start:].strip()
    if rest:
        sentences.append(rest)
    if len(paragraph) <= LONGEST_SENTENCE:
        return sentences
    return [piece for sentence in sentences for piece in _pieces(sentence)]


def _pieces(sentence: str) -> list[str]:
    if len(sentence) <= LONGEST_SENTENCE:
        return [sentence]
    return textwrap.wrap(sentence, LONGEST_SENTENCE, break_on_hyphens=False)


_A_LABEL = re.compile(
    r"(?:n[o0]m[o0]r|no|hal|perihal|sifat|lampiran|lamp|kepada|yth|tentang|tanggal|tgl|dari)", re.IGNORECASE
)


def _ends_dateline(found: re.Match[str], line: str) -> bool:
    """Whether what looks like a dateline is one: a hyphen without blanks may stand within a word.

    "KUDUS-Seorang camat" and "Kudus-Seorang camat" have one; "Menurut Menpan-RB", "Undang-Undang" and "Al-Azhar"
    have none. The labelled fields of a letter ("Nomor : …", "BUPATI KENDAL SURAT EDARAN NOMOR : …") are none.
    """
    place = found["place"] or found["place2"] or ""
    if _A_LABEL.fullmatch(place.rpartition(" ")[2]):
        return False
    if not found["tight"]:
        return True
    after = line[found.end() :].split(maxsplit=1)[0]
    if place.isupper() and len(place) > 2:
        return not after.isupper()
    single = place.isalpha() and len(place) > 3
    return single and after[:1].isupper() and after[1:2].islower() and after.casefold() != place.casefold()


def is_foreign(line: str) -> bool:
    """Whether a line speaks of other stories, pictures or the page itself, and so must never be matched."""
    return bool(_FOREIGN_LINE.match(line))


def read(
    title: str,
    text: str = "",
    *,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
) -> Text:
    """Make a :class:`Text` of a headline and a body (paragraphs parted by line breaks)."""
    title = " ".join(title.split())
    paragraphs: list[str] = []
    dateline: str | None = None
    for raw in _PARAGRAPH.split(text[:MAX_CHARACTERS]):
        line = " ".join(raw.split())
        if not line or line == title or is_foreign(line):
            continue
        if not paragraphs or (dateline is None and len(paragraphs) < 3):
            found = _DATELINE.match(line[:120])
            if found and len(line) > found.end() + 20 and _ends_dateline(found, line):
                dateline = found.group("place") or found.group("place2")
                line = line[found.end() :]
        paragraphs.append(line)
    sentences = [Sentence(title, 0, 0)]
    for number, paragraph in enumerate(paragraphs, start=1):
        for part in split_sentences(paragraph):
            sentences.append(Sentence(part, len(sentences), number))
    return Text(title, "\n".join(paragraphs), tuple(sentences), dateline, published, outlet, url)
