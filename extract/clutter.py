"""The line filter: what pages leave among the paragraphs of a story goes, prose stays.

The labels are data (``data/clutter.toml``); the rules about how lines stand to each other are here. A line is
dropped for its own words only when it is too short to be a paragraph, or speaks to the reader and not of the story.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from extract.dates import without_dates
from extract.knowledge import words
from extract.language import word_count

LONGEST_LABEL = 30
"""Words: a longer line that begins like a label ("Baca juga …") is a paragraph."""

LONGEST_CAPTION = 45
"""Words: a longer line that ends in a photographer's credit is a paragraph."""

LONGEST_APPEAL = 70
"""Words: a longer line is no appeal to install an app or to join a channel."""

LONGEST_INSIDE = 14
"""Words: a longer line with "… di Google News" in it is a sentence, unless it begins like an appeal."""

LONG = 100
"""Characters: a line of this length is no refrain when it stands twice."""

SHORTEST_PROSE = 12
"""Words: what makes a line a paragraph for the rules that look at a line's neighbours."""


_BULLETS = " \t•◦▪●*|>«»“”\"'‘’–—-_→←↓↑▶►[("


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the page tells about its lines; all of it in the form of ``key``."""

    title: str = ""
    furniture: frozenset[str] = frozenset()  # lines an outlet repeats from story to story

    @classmethod
    def of(cls, title: str = "", *, furniture: Iterable[str] = ()) -> Surroundings:
        """The page's own texts, brought into the form in which lines are compared."""
        return cls(key(title), frozenset(form for text in furniture if (form := key(text))))


def clean_lines(lines: Iterable[str]) -> list[str]:
    """The lines of a plain text without clutter and without empty lines; the title (its first long line) stays."""
    return filtered(lines, Surroundings())


def filtered(lines: Iterable[str], page: Surroundings) -> list[str]:
    """The lines that are the story's, in order, each stripped of blanks at its ends."""
    kept = _without_tail([bare for line in lines if (bare := line.strip())])
    kept = _without_repeated_title(kept, page)
    return [line for index, line in enumerate(_without_labels(kept, page)) if index == 0 or line]


@cache
def _set(table: str, name: str) -> frozenset[str]:
    return frozenset(map(key, words(table, name)))


@lru_cache(maxsize=4_000)
def key(line: str) -> str:
    """A line as it is compared: lower case, blanks collapsed, no bullets or punctuation at its ends."""
    line = line[:4000]
    line = (line if line.isascii() else unicodedata.normalize("NFKC", line)).casefold()
    return " ".join(line.split()).strip(_BULLETS + ".,:;!?…")


def _is_prose(line: str) -> bool:
    return word_count(line) >= SHORTEST_PROSE


# --- parts of the text -------------------------------------------------------------------------------------


def _without_tail(lines: list[str]) -> list[str]:
    """Cut at a comment form, chat bubble or list of stories, when most of the prose stands before it."""
    total = sum(len(line) for line in lines if _is_prose(line))
    before = 0
    for index, line in enumerate(lines):
        if _is_prose(line):
            before += len(line)
        elif key(line).startswith(_starts("tails", "openings")) and before > total - before:
            return lines[:index]
    return lines


@cache
def _starts(table: str, name: str) -> tuple[str, ...]:
    return tuple(sorted(_set(table, name)))


def _without_repeated_title(lines: list[str], page: Surroundings) -> list[str]:
    """Drop the title where it stands again (a picture's description), and the caption right behind that.

    The caption only in a plain text: on a page captions are known by their markup.
    """
    title, seen = page.title, bool(page.title)
    kept: list[str] = []
    behind_picture, prose = False, False
    for line in lines:
        form = key(line)
        if not title and word_count(line) > 4 and not _is_label(form, line):
            title, seen = form, True
            kept.append(line)
            continue
        if seen and _repeats(form, title):
            behind_picture = not prose and not page.title
            continue
        if seen and _glued(form, title):
            continue
        if behind_picture and not prose and _is_short_caption(line):
            behind_picture = False
            continue
        prose = prose or _is_prose(line)
        behind_picture = behind_picture and (_is_label(form, line))
        kept.append(line)
    return kept


def _repeats(form: str, title: str) -> bool:
    if form == title:
        return True
    return word_count(title) >= 4 and form.endswith(title) and len(form) - len(title) <= 30


def _glued(form: str, title: str) -> bool:
    """A caption run together with the picture's description: "…Jelang PilkadaSuasana Balai Kota …"."""
    return word_count(title) >= 4 and form.startswith(title) and form[len(title) : len(title) + 1].isalnum()


def _is_short_caption(line: str) -> bool:
    return word_count(line) <= 15 and not re.search(r"\s[–—-]{1,2}\s", line) and not re.search('[“”"]', line)


# --- single lines ------------------------------------------------------------------------------------------


def _without_labels(lines: list[str], page: Surroundings) -> list[str]:
    kept: list[str] = []
    prose = listing = False
    last = max((index for index, line in enumerate(lines) if _is_prose(line)), default=-1)
    for index, line in enumerate(lines):
        form = key(line)
        if form in _set("lists", "headings"):
            listing = True
            continue
        if listing and _belongs_to_list(line):
            continue
        listing = False
        first = not kept and not page.title  # a plain text's own title
        if form in page.furniture or _is_label(form, line):
            continue
        if not first and index != last and _is_credited(line):
            continue
        if index > last and _closings().fullmatch(form):
            continue
        if len(line) >= LONG and line in kept:
            continue  # a page for the desktop and one for the phone in one document
        if (kept or page.title) and not prose and word_count(line) <= 2 and not re.match(r"\d", line):
            continue  # a rubric or an account's name above the story
        prose = prose or (_is_prose(line) and not first)
        kept.append(line)
    return kept


def _belongs_to_list(line: str) -> bool:
    """A tag or a headline under "Topik:", "Baca juga": short, and no sentence."""
    return (
        word_count(line) <= 16
        and not line.rstrip().endswith((".", "”", '"', ")", ":", "!", "?"))
        and not _numbered(line)
    )


def _numbered(line: str) -> bool:
    return bool(re.match(r"\(?(?:\d{1,2}|[a-z])[.)]\s", line))


@lru_cache(maxsize=4_000)
def _is_label(form: str, line: str) -> bool:
    """Whether a line is clutter by its own words."""
    if not form:
        return not any(sign.isalnum() for sign in line)
    if form in _set("whole", "lines"):
        return True
    count = word_count(line)
    if count > LONGEST_LABEL:
        return count <= LONGEST_APPEAL and _speaks_to_reader(line)
    return (
        _begins_with_phrase(line)
        or (count <= LONGEST_INSIDE and any(phrase in form for phrase in _set("inside", "phrases")))
        or bool(_labelled().match(form.lstrip("([ ")))
        or bool(_patterns().fullmatch(form))
        or _is_signature(line.strip())
        or _is_dateline(line)
        or _speaks_to_reader(line)
    )


def _begins_with_phrase(line: str) -> bool:
    """Whether one of the opening phrases stands first, as whole words; one that ends in a colon only with it."""
    low = line.casefold().replace(" :", ":").lstrip(" •*")
    untagged = re.sub(r"^\[[^\]]{1,20}\]\s?", "", low)  # "[KOTA-VIDEO] Lihat juga …"
    return any(_has_opening(form) for form in dict.fromkeys((low, low.lstrip(_BULLETS), untagged.lstrip(_BULLETS))))


def _has_opening(low: str) -> bool:
    if not low.startswith(_opening_phrases()):
        return False
    longest = max((phrase for phrase in _opening_phrases() if low.startswith(phrase)), key=len)
    return not (longest[-1].isalnum() and low[len(longest) : len(longest) + 1].isalnum())


@cache
def _opening_phrases() -> tuple[str, ...]:
    return tuple(phrase.casefold() for phrase in words("opening", "phrases"))


def _speaks_to_reader(line: str) -> bool:
    """An appeal (a sentence that begins with an imperative, and names a channel), or a notice of the newsroom."""
    low = line.casefold()
    if any(hint in low for hint in words("patterns", "notice_hints")) and _notices().search(low):
        return True
    return (
        any(channel in low for channel in words("appeals", "channels"))
        and bool(_imperatives().search(low))
        and not _said().search(low)
    )


@cache
def _imperatives() -> re.Pattern[str]:
    verbs = "|".join(sorted(map(re.escape, words("appeals", "imperatives")), key=len, reverse=True))
    return re.compile(
        rf"(?:^|[.!?…”\")\]]\s)[^\w]*(?:(?:yuk|ayo|mari|silakan|silahkan|jangan lupa),?\s)?(?:{verbs})\b",
        re.IGNORECASE,
    )


@cache
def _said() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words('appeals', 'speech')))})(?!\w)")


@cache
def _notices() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in words("patterns", "notices")))


@cache
def _labelled() -> re.Pattern[str]:
    labels = [*words("labels", "authors"), *words("labels", "editors"), *words("labels", "others")]
    names = "|".join(sorted(map(re.escape, labels), key=len, reverse=True))
    return re.compile(rf"(?:{names})(?: [\w/&.]+){{0,5}} ?[:|](?: |$|(?=\w))")


@cache
def _closings() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in words("patterns", "closings")))


@cache
def _patterns() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in words("patterns", "lines")))


def _is_signature(line: str) -> bool:
    """Initials and marks on a line of their own: "(vyp/kna)", "(*)", "***", "[adv]"."""
    return bool(
        re.fullmatch(r"[(\[*\s]*(?:[\w.]{1,12}(?:[/\-&, ]{1,3}[\w.]{1,12}){0,3})?[)\]*\s]*", line)
    ) and bool(re.match(r"[(\[*]", line))


def _is_dateline(line: str) -> bool:
    """A byline's date, with no more around it than names a newsroom's roles: "Senin, 16 September 2024 | Admin"."""
    if word_count(line) > 16 or line.endswith(".") or not re.search(r"\d{4}", line):
        return False
    rest = without_dates(line)
    return len(rest) <= 2 or (len(rest.split()) <= 9 and bool(_byline().search(rest.casefold())))


@cache
def _byline() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words('bylines', 'marks')))})(?!\w)")


@cache
def _credit() -> re.Pattern[str]:
    agencies = "|".join(map(re.escape, words("credits", "words")))
    bracket = rf"\((?:[^()]{{0,60}}(?<!\w)(?:{agencies})(?!\w)[^()]{{0,60}}|(?i:ist))\)"
    outlet = r"\((?-i:[A-Z][\w.]*(?: [A-Z][\w.]*){0,3}/[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,4})\)"
    labels = (
        r"(?:^|[.!?)\]]\s{0,2}|\()(?:(?:foto|photo|dok|dokumentasi|sumber foto|kredit foto|credit) ?[:/] ?|dok\. )"
    )
    named = labels + r"[^.:]{1,30}\.?[^.:]{1,50}"
    return re.compile(rf"(?:{bracket}|{outlet}|{named})[\s.)]*$", re.IGNORECASE)


def _is_credited(line: str) -> bool:
    """A caption that ends by naming its photographer or picture agency."""
    if word_count(line) > LONGEST_CAPTION or re.search('[“”"]', line):
        return False
    low = line.casefold()
    return (
        line.rstrip(" .").endswith(")") or "foto" in low or "photo" in low or "dok" in low or "credit" in low
    ) and bool(_credit().search(line))
