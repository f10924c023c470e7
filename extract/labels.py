"""What a single line is by its own words: the story's, or a leftover of the page.

The labels are data (``data/clutter.toml``). A line that tells something is the story's even where it begins like a
label ("Berita terkait camat itu beredar luas."); behind a label of persons stand names, behind one of days a day.
Where a line stands is judged in :mod:`extract.clutter`.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum, auto
from functools import cache, lru_cache

from extract.dates import without_dates
from extract.knowledge import words
from extract.language import word_count
from extract.sentences import (
    any_word,
    is_finished,
    is_item,
    is_quoted,
    is_reported,
    is_told,
    speaks_to_reader,
    tells,
)

LONGEST_LABEL = 30
"""Words: a longer line that begins like a label ("Baca juga …") is a paragraph."""

LONGEST_INSIDE = 14
"""Words: a longer line with "… di Google News" in it is a sentence, unless it begins like an appeal."""

LONGEST_CAPTION = 45
"""Words: a longer line that ends in a photographer's credit is a paragraph."""

_OPENINGS = ("phrases", "unless_told", "unless_item")
_PAGES = ("halaman", "laman", "hal ", "page")
_BULLETS = " \t•◦▪●*|>«»“”\"'‘’–—-_→←↓↑▶►[("
_LONGEST_HEAD = 60  # characters before a label's colon
_MOST_BETWEEN = 5  # words between a label and its colon
_MOST_IN_ROW = 8  # labels side by side


class Kind(Enum):
    """What a line is by its own words."""

    STORY = auto()
    LEFTOVER = auto()  # wherever it stands
    LOOSE = auto()  # unless it is an item of a list that the story gives
    DAY = auto()  # a bare day: a byline's, or a chronology's heading
    CREDITED = auto()  # ends by naming a photographer or a picture agency
    ATTRIBUTED = auto()  # ends by naming an office or a means in brackets


@lru_cache(maxsize=4_000)
def key(line: str) -> str:
    """A line as it is compared: lower case, blanks collapsed, no bullets or punctuation at its ends."""
    line = line[:4000]
    line = (line if line.isascii() else unicodedata.normalize("NFKC", line)).casefold()
    return " ".join(line.split()).strip(_BULLETS + ".,:;!?…")


@cache
def keys(table: str, name: str) -> frozenset[str]:
    """A list of the labels' file, each of its texts in the form of ``key``."""
    return frozenset(map(key, words(table, name)))


@lru_cache(maxsize=4_000)
def kind(line: str) -> Kind:
    """What a line is by its own words, an appeal in one of its sentences left aside."""
    form = key(line)
    if form in keys("whole", "words"):
        return Kind.LOOSE
    if form in keys("whole", "lines") or not any(sign.isalnum() for sign in form or line):
        return Kind.LEFTOVER
    if is_quoted(line):
        return Kind.STORY
    return (_by_label(form, line) if word_count(line) <= LONGEST_LABEL else None) or _by_credit(line)


def _by_label(form: str, line: str) -> Kind | None:
    if _is_leftover(form, line):
        return Kind.LEFTOVER
    if _is_loose(form, line):
        return Kind.LOOSE
    return Kind.DAY if _is_bare_day(line) else None


def _is_leftover(form: str, line: str) -> bool:
    return (
        _begins_with(line, "phrases")
        or (_begins_with(line, "unless_told") and not is_told(line) and not is_reported(line))
        or (word_count(line) <= LONGEST_INSIDE and _holds(form, "phrases"))
        or _is_labelled(line)
        or _is_row(line)
        or bool(_patterns("lines").fullmatch(form))
        or (any(map(form.__contains__, _PAGES)) and bool(_patterns("pages").fullmatch(form)))
        or _is_signature(line.strip())
        or _is_agency_credit(line)
        or _is_byline(line)
    )


def _is_loose(form: str, line: str) -> bool:
    """Labels that sentences and items of a list may begin with too."""
    if is_item(line):
        return False
    if _begins_with(line, "unless_item"):
        return not is_told(line) and not is_reported(line)
    inside = word_count(line) <= LONGEST_INSIDE and _holds(form, "unless_told")
    return inside and (speaks_to_reader(line) or not tells(line))


def _holds(form: str, name: str) -> bool:
    return any(map(form.__contains__, keys("inside", name)))


# --- labels that begin a line ------------------------------------------------------------------------------


def _begins_with(line: str, name: str) -> bool:
    """Whether one of the opening phrases stands first, as whole words; one that ends in a colon only with it."""
    return name in _openings_of(line)


@lru_cache(maxsize=100)
def _openings_of(line: str) -> frozenset[str]:
    """The lists of which a phrase opens the line."""
    low = line.casefold().replace(" :", ":").lstrip(" •*")
    bare = low.lstrip(_BULLETS)
    untagged = re.sub(r"^\[[^\]]{1,20}\]\s?", "", low).lstrip(_BULLETS) if low[:1] == "[" else bare
    forms = [form for form in {low, bare, untagged} if form.startswith(_openings())]  # "[KOTA-VIDEO] Lihat juga …"
    return frozenset(name for form in forms for name in _OPENINGS if _has_opening(form, _openings(name)))


def _has_opening(low: str, phrases: tuple[str, ...]) -> bool:
    if not low.startswith(phrases):
        return False
    longest = max((phrase for phrase in phrases if low.startswith(phrase)), key=len)
    return not (longest[-1].isalnum() and low[len(longest) : len(longest) + 1].isalnum())


@cache
def _openings(*names: str) -> tuple[str, ...]:
    return tuple(phrase.casefold() for name in names or _OPENINGS for phrase in words("opening", name))


_ACCOUNT = re.compile(r"^(?:admin|redaksi|operator)\s?\d{1,3}$", re.IGNORECASE)
_PARTED = re.compile(r"(?P<head>[^:|]{1,60}?)\s?(?P<mark>[:|])\s?(?P<value>.*)", re.DOTALL)


def speaker(line: str) -> str | None:
    """The label of persons by which a line opens, when more than names stand behind it: "Wartawan: Apakah …?"."""
    found = _labelled(line)
    is_speaker = found and found[0] in _persons() and not _are_names(found[2]) and kind(line) is Kind.STORY
    return found[0] if found and is_speaker else None


def label_of(line: str) -> str | None:
    """The label by which a line opens."""
    found = _labelled(line)
    return found[0] if found else None


@lru_cache(maxsize=1_000)
def _labelled(line: str) -> tuple[str, str, str] | None:
    """Label, what stands between it and its colon, and what stands behind that; no clock's colon is a label's."""
    start = line[: 2 * _LONGEST_HEAD]
    if ":" not in start and "|" not in start:
        return None
    parted = _PARTED.match(line[: 2 * _LONGEST_HEAD + 2_000].lstrip(_BULLETS))
    if not parted or (parted["head"][-1].isdigit() and parted["value"][:1].isdigit()):
        return None
    if parted["mark"] == "|" and line.lstrip().startswith("|"):  # a table's row
        return None
    head = " ".join(parted["head"].split())
    low = head.casefold()
    label = next((name for name in _labels() if low == name or low.startswith(f"{name} ")), None)
    return (label, head[len(label) :].strip(), parted["value"].strip()) if label is not None else None


@cache
def _labels() -> tuple[str, ...]:
    names = ("authors", "editors", "pictures", "subjects", "days", "numbers")
    return tuple(sorted((label for name in names for label in words("labels", name)), key=len, reverse=True))


@cache
def _persons() -> frozenset[str]:
    return frozenset((*words("labels", "authors"), *words("labels", "editors")))


def _is_labelled(line: str) -> bool:
    found = _labelled(line)
    if found is None:
        return False
    label, between, value = found
    by = between.casefold() in ("oleh", "by")  # "Diposting oleh: admin"
    if by or label in _persons() or label in words("labels", "pictures"):
        fits = _are_names(value) if by or label in _persons() else True
        return fits and _may_stand_between(between, _MOST_BETWEEN)
    fits = not between or between.casefold() in words("labels", "between")
    return fits and _fits_label(label, value)


def _fits_label(label: str, value: str) -> bool:
    """Whether a number stands behind a label of numbers, a day behind one of days, no sentence behind others."""
    if label in words("labels", "numbers"):
        return not value or bool(re.fullmatch(r"[\d.,\s/-]+(?:\s?[^\W\d]{1,8}){0,2}\.?", value))
    if label in words("labels", "days"):
        return not value or len(without_dates(value).split()) <= (4 if without_dates(value) != value else 0)
    return not is_told(value)


def _is_row(line: str) -> bool:
    """What a page says of a story side by side: "Diposting oleh: admin | Dibaca: 341 kali | Cetak"."""
    parts = [part.strip() for part in line.split("|")]
    if line.startswith("|") or not 2 <= len(parts) <= _MOST_IN_ROW:
        return False
    leftovers = sum(
        kind(part) in (Kind.LEFTOVER, Kind.LOOSE, Kind.DAY) or key(part) in keys("lists", "stories")
        for part in parts
    )
    return 2 * leftovers >= len(parts) and all(word_count(part) <= _MOST_BETWEEN for part in parts)


def _may_stand_between(text: str, most: int) -> bool:
    """Names of papers and places, and further labels: "Kontributor Kota Lembah", "Penulis dan Editor"."""
    between = text.split()
    return len(between) <= most and all(
        not one[0].islower()
        or one in ("dan", "and", "&")
        or one in _labels()
        or one in words("labels", "between")
        or "." in one.strip(".")
        for one in between
    )


def _are_names(value: str) -> bool:
    """Whether a text behind "Editor:" can be names of people, with further labels and a date between them."""
    if re.search(r"[?!;“”\"]", value):
        return False
    for part in _between_names().split(value):
        inner = _labelled(part)
        name = without_dates(inner[2] if inner else part).strip(" *-–—.")
        tokens = name.split()
        small = [one for one in tokens if one[0].islower() and one not in words("authors", "particles")]
        if len(tokens) > 6 or (small and (len(tokens) > 3 or len(small) < len(tokens) or is_finished(value))):
            return False
        if ":" in name or tells(name) or any(sign.isdigit() for sign in _ACCOUNT.sub("", name)):
            return False
    return True


@cache
def _between_names() -> re.Pattern[str]:
    """What parts names, and a further label: "Penulis: Rahman Editor: Joko"."""
    further = "|".join(map(re.escape, _labels()))
    return re.compile(rf"[|/&,+()]|\s[–—-]\s|\s(?:dan|and)\s|\s(?=(?i:{further})\s?:)")


# --- signatures, bylines, credits --------------------------------------------------------------------------


@cache
def _patterns(name: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in words("patterns", name)))


def is_closing(line: str) -> bool:
    """Whether a line is a leftover behind the last paragraph."""
    form = key(line)
    if _patterns("closings").fullmatch(form):
        return True
    return bool(_patterns("closings_unless_told").fullmatch(form)) and not is_told(line)


def is_biography(line: str) -> bool:
    """Whether a paragraph tells who its writer is: "Jurnalis Warta Kenanga sejak 2015, …"."""
    return bool(_patterns("biographies").fullmatch(key(line)))


def is_signed(line: str) -> bool:
    """Whether a line is no more than names or their short forms: "Rahman", "Rahman – Suara Kenanga", "rls/hms"."""
    return word_count(line) <= _MOST_NAMES and bool(_NAMES.fullmatch(line)) and not tells(line.casefold())


_MOST_NAMES = 7  # words
_NAME = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}(?<!\.)"
_NAMES = re.compile(rf"[*–—-]?\s?{_NAME}(?:\s?[/–—|&-]\s?{_NAME}){{0,2}}|[a-z]{{2,12}}(?:/[a-z]{{2,12}}){{1,2}}")


def _is_signature(line: str) -> bool:
    """Initials and marks on a line of their own: "(vyp/kna)", "(*)", "***", "[adv]"."""
    return line.startswith(("(", "[", "*")) and bool(
        re.fullmatch(r"[(\[*\s]*(?:[\w.]{1,12}(?:[/\-&, ]{1,3}[\w.]{1,12}){0,3})?[)\]*\s]*", line)
    )


def _is_agency_credit(line: str) -> bool:
    """A picture agency, a slash and a photographer's name, and no more: "ANTARA FOTO/Rara Wening"."""
    return word_count(line) <= 10 and bool(_agency().fullmatch(line.strip(" ().")))


@cache
def _agency() -> re.Pattern[str]:
    agencies = "|".join(map(re.escape, words("credits", "agencies")))
    name = r"[A-Z][\w.'’-]*"
    return re.compile(
        rf"(?i:{agencies})[\w.:-]{{0,20}}(?: [\w.]{{1,20}}){{0,2}} ?/ ?{name}(?:[ /]{{1,3}}{name}){{0,5}}"
    )


def _is_bare_day(line: str) -> bool:
    return _has_year(line) and len(without_dates(line)) <= 2


def _is_byline(line: str) -> bool:
    """A date with its clock, or with no more around it than names and a newsroom's words: "16 Mei 2024 | Admin"."""
    if not _has_year(line):
        return False
    rest = without_dates(line)
    if len(rest) <= 2:
        return bool(re.search(r"\d[:.]\d\d(?!\d|[.:]?\d{4})", line)) and not re.search(
            r"(?i)\b(?:pukul|pkl|jam|sekitar)\b", line
        )
    tokens = rest.split()
    if len(tokens) > 9 or not _byline().search(rest.casefold()):
        return False
    if re.search(r"\d{4}\)?\s?:\s?\D", line) and not _byline().match(tokens[0].casefold()):
        return False  # "14 Oktober 2026: Camat Diperiksa …"
    return all(
        not token[0].islower() or token in _counters() or _byline().match(token) or _names_behind(tokens, place)
        for place, token in enumerate(tokens)
    )


def _has_year(line: str) -> bool:
    return (
        word_count(line) <= 16
        and not line.endswith((".", ";"))
        and bool(re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", line))
    )


def _names_behind(tokens: list[str], place: int) -> bool:
    return place > 0 and tokens[place - 1].casefold() in ("oleh", "by") and not tells(f"- {tokens[place]}")


@cache
def _counters() -> frozenset[str]:
    return frozenset({"kali", "x", "min", "menit", "baca", "read", "and", "dan", "on", "pada", "in", "di", "views"})


@cache
def _byline() -> re.Pattern[str]:
    return any_word(words("bylines", "marks"))


def _by_credit(line: str) -> Kind:
    """A caption that ends by naming its photographer, agency or office."""
    if word_count(line) > LONGEST_CAPTION or re.search('[“”"]', line):
        return Kind.STORY
    low = line.casefold()
    if not (line.rstrip(" .").endswith(")") or any(word in low for word in ("foto", "photo", "dok", "credit"))):
        return Kind.STORY
    if _credit().search(line):
        return Kind.CREDITED
    return Kind.ATTRIBUTED if _office().search(line) else Kind.STORY


def names_picture(text: str) -> bool:
    """Whether a picture agency, or a word for pictures, is in it."""
    return bool(any_word(words("credits", "words")).search(text.casefold()))


@cache
def _credit() -> re.Pattern[str]:
    bracket = rf"\((?:[^()]{{0,60}}{any_word(words('credits', 'words')).pattern}[^()]{{0,60}})\)"
    outlet = r"\((?-i:[A-Z][\w.]*(?: [A-Z][\w.]*){0,3}/[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,4})\)"
    labels = (
        r"(?:^|[.!?)\]]\s{0,2}|\()"
        r"(?:(?:foto|photo|dok|dokumentasi|sumber foto|kredit foto|credit|grafis) ?[:/] ?|dok\. )"
    )
    named = labels + r"[^.:]{1,30}\.?[^.:]{1,50}"
    return re.compile(rf"(?:{bracket}|{outlet}|{named})[\s.)]*$", re.IGNORECASE)


@cache
def _office() -> re.Pattern[str]:
    return re.compile(
        rf"\((?:[^()]{{0,60}}{any_word(words('credits', 'offices')).pattern}[^()]{{0,60}})\)[\s.)]*$", re.IGNORECASE
    )
