"""Who wrote it: a person's name as the page gives it; no outlet, account, photographer or commenter."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from itertools import chain, islice, zip_longest
from typing import cast

from lxml import etree

from extract import owndata, titles
from extract.aside import COUNT
from extract.knowledge import words
from extract.markup import INLINE, Markup, kinds_of, text_within
from extract.nearby import (
    OTHERS,
    PICTURES,
    READERS,
    SIDES,
    behind,
    is_elsewhere,
    is_named,
    is_on_card,
    short_text,
    signs,
    walk,
)
from extract.outlets import squashed
from extract.titles import Headline

_MOST = 12  # names kept
_BEHIND, _BEFORE = 60, 25  # elements around the headline in which the writers are named
_LONGEST_UNCASED = 12  # signs of a name in a script without capitals
_SIGNATURE = 300  # characters of a block with signature lines
_HEADING = 60  # characters of the heading above the words of readers
_SENTENCE = 5  # words
_LEAD = 60  # words of the story behind which a signature may be a reader's
_WITH_COLON = etree.XPath(
    f"descendant::text()[contains(., ':')][string-length() <= {_SIGNATURE}][not(parent::script or parent::style)]"
)
_METAS = ("author", "article:author", "content_author", "dable:author", "parsely-author", "dc.creator")


def author(markup: Markup, lines: Iterable[str], headline: Headline | None = None) -> str | None:
    """The writers, joined by ", ", or None.

    ``lines`` are the lines of the story before the filter; ``headline`` saves looking for it again. A signature
    line ("Penulis: …") tells more than the account under which the CMS keeps the story, which JSON-LD and metas
    give; then comes the line at the headline. An editor stands for the writer only when no writer is named.
    """
    lines = _own([*lines])
    headline = headline or titles.headline(markup)
    known = headline.outlet
    signed = [lines, *_signatures(markup, headline.element)]
    best: list[str] = []
    for block in signed:
        people = _named(labelled(block, "authors"), known)
        if not best or set(best) < set(people):
            best = people  # "Oleh A" above, "Penulis: A, B" below
    others = (_named(group, known) for group in _groups(markup, signed, headline))
    return ", ".join((best or next(filter(None, others), []))[:_MOST]) or None


def _named(values: Iterable[str], known: frozenset[str]) -> list[str]:
    return list(dict.fromkeys(person for value in values for person in _people(value, known)))


def _groups(markup: Markup, signed: list[list[str]], headline: Headline) -> Iterator[Iterable[str]]:
    """The places besides signatures where a page names people, in order of trust; looked at one after the other."""
    yield _data(markup, owndata.of_story(markup, headline))
    yield [value for name, value in markup.metas.items() if name in _METAS or name.endswith("news_author")]
    yield from _bylines(markup, headline.element)
    yield _data(markup, owndata.unnamed(markup, headline))
    yield labelled(chain.from_iterable(signed), "editors")


def _data(markup: Markup, items: Sequence[owndata.Item]) -> list[str]:
    """The persons that these items of JSON-LD name as authors."""
    by_id = {str(item.get("@id")): item for item in markup.data if item.get("@id")}
    for item in items:
        people = item.get("author")
        found = []
        for person in people[:20] if isinstance(people, list) else [people]:
            if isinstance(person, dict):
                known = by_id.get(str(person.get("@id")), {})
                both = (person.get("givenName"), person.get("familyName"))
                name = (
                    person.get("name") or known.get("name") or " ".join(one for one in both if isinstance(one, str))
                )
                if any(kind.endswith("Organization") for kind in (*kinds_of(person), *kinds_of(known))):
                    continue
            else:
                name = person
            if isinstance(name, str):
                found.append(name)
        if found:
            return found
    return []


_WRITER = re.compile(
    r"author|penulis|byline|reporter|wartawan|pewarta|jurnalis|creator|credit-(?:title-)?name|\buser-name\b"
)
_NO_WRITER = re.compile(r"box|bio|about|avatar|comment|editor|photo|foto|img|image")
_BY_HEAD = re.compile(r"\s*(?:ditulis oleh|oleh|penulis|reporter|pewarta|by)\b\s?:?\s?(?:[A-Z]|$)", re.IGNORECASE)


def _bylines(markup: Markup, headline: etree._Element | None) -> Iterator[list[str]]:
    """The writers in the line at the headline: what its class calls an author, or what begins with "Oleh"."""
    if headline is None:
        return
    home = set(headline.iterancestors())
    before = ((element, 0) for element in islice(walk(headline, back=True), _BEFORE))
    for element, told in chain(islice(behind(headline), _BEHIND), before):
        marks = signs(element, "data-hook")
        named = bool(_WRITER.search(marks)) and not _NO_WRITER.search(marks)
        named = named or (told <= _LEAD and bool(_BY_HEAD.match(element.text or "")))
        if not named or is_elsewhere(element, home) or _is_foreign(element, home):
            continue
        if not is_on_card(element, home, markup.url):
            yield [_until_date(text) for text in _names_in(element) if len(text) <= 120]


def _names_in(element: etree._Element) -> list[str]:
    """The texts of those parts of an author's element that are links or an author's elements, else all its text."""
    inside = [*element.iter(etree.Element)][1:20]
    parts = [part for part in inside if part.tag == "a" or _WRITER.search(signs(part))]
    within = {inner for part in parts for inner in [*part.iter(etree.Element)][1:]}
    texts = [text for part in parts if part not in within and (text := short_text(part))]
    return texts or [_short_lines(element)]


def _short_lines(element: etree._Element) -> str:
    """A short text whose lines are kept apart: a name, and below it what its bearer is, or a date."""
    text = short_text(element)
    if not text or element.find(".//br") is None:
        return text
    parts = (" ".join(str(one).split()) for one in element.itertext())
    return "; ".join(part for part in parts if part and not re.search(r"\d", part))


def _until_date(text: str) -> str:
    return re.split(r"\s[/|•·]\s|\d|\s[-–—]\s|\s(?:pada|on)\s", text)[0]


def _signatures(markup: Markup, headline: etree._Element | None) -> Iterator[list[str]]:
    """The lines of the story's signature blocks: short ones that begin with a label and are not elsewhere."""
    body = markup.tree.find("body")
    if body is None:
        return
    home = set(headline.iterancestors()) if headline is not None else set()
    seen: set[etree._Element] = set()
    for text in cast("list[etree._ElementUnicodeResult]", _WITH_COLON(body)):
        if not _opening().match(text):
            continue
        block = text.getparent()
        if text.is_tail and block is not None:
            block = block.getparent()
        while block is not None and block.tag in INLINE:
            block = block.getparent()
        if block is None or block.tag == "body" or block in seen:
            continue
        seen.add(block)
        if not _is_foreign(block, home) and sum(map(len, islice(block.itertext(), 60))) <= _SIGNATURE:
            beside = block.getnext()
            following = text_within(beside, _SIGNATURE * 2) if beside is not None else ""
            lines = _lines(block)
            if any(map(_reader().match, lines)) and not _is_at_head(block, headline):
                lines = _own([*lines, following or ""], _LEAD)[: len(lines)]
            yield lines


def _is_at_head(block: etree._Element, headline: etree._Element | None) -> bool:
    """Whether less of the story stands between headline and block than before a reader's words."""
    if headline is None:
        return False
    return any(element is block and told <= _LEAD for element, told in islice(behind(headline), _BEHIND))


def _lines(block: etree._Element) -> list[str]:
    """The lines of a block, a label always beginning one: neighbouring spans hold "Penulis: A" and "Editor: B"."""
    parts = []
    for text in cast("list[etree._ElementUnicodeResult]", block.xpath(".//text()")):
        parent = text.getparent()
        begins = parent is None or parent.tag not in INLINE or _opening().match(text)
        parts.append(f"\n{text}" if begins else str(text))
    return [line for part in "".join(parts).split("\n") if (line := " ".join(part.split()).strip(" |/"))]


def _is_foreign(block: etree._Element, home: Collection[etree._Element]) -> bool:
    """Whether a block stands in another article than the headline, in a comment or beside the story."""
    for node in (block, *islice(block.iterancestors(), 8)):
        if node in home or node.tag in ("html", "body"):
            return False
        if node.tag in ("article", "aside") or is_named(signs(node), OTHERS, READERS, SIDES, PICTURES):
            return True
        if any(map(_heads_readers, islice(node.itersiblings(preceding=True), 8))):
            return True
    return False


def _heads_readers(element: etree._Element) -> bool:
    """Whether an element is a heading "3 Komentar"."""
    if len(element) > 2:
        return False
    text = text_within(element, _HEADING)
    return bool(text) and _readers().fullmatch(text or "") is not None


def _own(lines: Sequence[str], told: int = 0) -> list[str]:
    """The lines without those of readers: behind a heading that says so, or under a reader's "Oleh: …".

    That stands behind the story and has words of his behind it; ``told`` are the story's words before the lines.
    """
    own: list[str] = []
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        is_readers = told >= _LEAD and _reader().match(line) and _is_prose(following)
        if is_readers or _readers().fullmatch(line):
            break
        told += len(line.split())
        own.append(line)
    return own


def _is_prose(line: str) -> bool:
    return len(line.split()) >= _SENTENCE and not _opening().match(line) and ":" not in line[:30]


@cache
def _readers() -> re.Pattern[str]:
    found = "|".join(map(re.escape, words("authors", "readers")))
    return re.compile(rf"\W*(?:{COUNT}\s)?(?:{found})(?:\s?\(?{COUNT}\)?)?\W*", re.IGNORECASE)


@cache
def _reader() -> re.Pattern[str]:
    return re.compile(rf"\W{{0,3}}(?:{'|'.join(words('authors', 'readers_labels'))})\b", re.IGNORECASE)


@cache
def _labels(kind: str) -> str:
    labels = sorted({*words("labels", kind), *words("authors", f"{kind}_labels")}, key=len, reverse=True)
    return "|".join(map(re.escape, labels))


@cache
def _labelled(kind: str) -> re.Pattern[str]:
    return re.compile(
        rf"\W{{0,3}}(?:{_labels(kind)})(?!\s(?:foto|photo|video|grafis))(?:\s[\w ]{{1,40}})?"
        r"\s?[:|]\s?(?P<name>.{2,120})",
        re.IGNORECASE,
    )


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"\W{{0,8}}(?:{_labels('authors')}|{_labels('editors')})\b", re.IGNORECASE)


_REPORT = re.compile(
    r"\W{0,3}laporan (?:wartawan|jurnalis|kontributor|reporter|koresponden)\b[^,:]{0,60}[,:]"
    r"\s?(?P<name>[^,:]{3,60})",
    re.IGNORECASE,
)


def labelled(lines: Iterable[str], kind: str) -> list[str]:
    """What stands behind "Penulis:", "Kontributor Kota …:" (``authors``) or "Editor:" (``editors``)."""
    forms = (_labelled(kind), _REPORT) if kind == "authors" else (_labelled(kind),)
    lines = [line.strip() for line in lines if len(line) <= 160]
    return [
        match["name"]
        for line in lines
        if (match := next(filter(None, (one.fullmatch(line) for one in forms)), None))
    ]


_PREFIX = re.compile(
    r"^(?:ditulis oleh|diposting oleh|posted by|oleh|by|penulis|pewarta|reporter|wartawan|jurnalis|kontributor"
    r"|koresponden|editor|redaktur|author)\b\s?[:|-]?\s?",
    re.IGNORECASE,
)
_POST = re.compile(
    r"^(?:kontributor|koresponden|reporter|wartawan|jurnalis|pewarta|laporan wartawan|laporan jurnalis)"
    r"(?:\s[\w.-]{2,30}){1,3}\s?[,:]\s?(?=[A-Z])",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\W+(?:editor|redaktur|penyunting|red|uploader|foto|fotografer|photo|photographer)\s?[:|]", re.IGNORECASE
)


def _people(value: str, known: frozenset[str]) -> Iterator[str]:
    value = _OTHERS.split(" ".join(value.split())[:300])[0]
    value = _POST.sub("", value)
    for part in re.split(r"\s*[;|]\s*|\s*,\s+(?=[A-Z][\w'’]+\s[A-Z])|\s+(?:dan|and|&)\s+", value):
        name = _PREFIX.sub("", part).rpartition(":")[2].strip(" ,-–—:•*()[]/")
        name = re.split(r"\s+[-–—]\s+|\s*/\s*|\s*\(", name)[0].strip()
        if _is_person(name, known):
            yield name.title() if name.isupper() and len(name) > 4 else name


def _is_person(name: str, known: frozenset[str]) -> bool:
    flat, low = squashed(name), name.lower()
    cased = name.lower() != name.upper()  # Chinese, Japanese and Korean have no capitals
    if not (3 if cased else 2) <= len(flat) <= 60 or len(name.split()) > 7 or low in words("authors", "whole"):
        return False
    if any(flat == outlet or (len(flat) >= 6 and outlet.startswith(flat)) for outlet in known):
        return False
    starts = ("".join(low.split()[:count]) for count in range(1, 4))
    if any(len(start) >= 5 and squashed(start) in known for start in starts):
        return False
    if any(part in f"{low} " for part in words("authors", "parts")):
        return False
    if set(re.findall(r"[\w-]+", low)) & set(words("authors", "words")):
        return False
    return _reads_like_a_name(name) if cased else len(name) <= _LONGEST_UNCASED and not re.search(r"[\d?!]", name)


def _reads_like_a_name(name: str) -> bool:
    plain = [word for word in name.split() if not word[0].isupper() and word not in words("authors", "particles")]
    return not plain and not re.search(r"\d|[?!]|\w{4,}\.$", name) and any(sign.isupper() for sign in name)
