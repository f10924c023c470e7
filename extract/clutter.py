"""The line filter: what pages leave among the paragraphs of a story goes, prose stays.

What a line is by its own words is judged in :mod:`extract.labels` and :mod:`extract.appeals`; here is how lines
stand to each other: what goes above or below the story only, which lines belong to a label above them, where the
story ends. In doubt a line stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from extract.appeals import without_appeals
from extract.knowledge import words
from extract.labels import (
    Kind,
    is_biography,
    is_closing,
    is_signed,
    key,
    keys,
    kind,
    label_of,
    names_picture,
    speaker,
)
from extract.language import word_count
from extract.sentences import is_finished, is_headline, is_item, is_numbered, is_quoted, is_told, sentences

__all__ = ["SHORTEST_PROSE", "filtered", "key"]

LONG = 100
"""Characters: a line of this length is no refrain when it stands twice."""

SHORTEST_PROSE = 12
"""Words: what makes a line a paragraph for the rules that look at a line's neighbours."""

_LONGEST_ITEM = 25  # words: a longer line ends the list that a colon opened
_LONGEST_CAPTION = 20  # words of one that tells something and names no photographer
_LONGEST_LISTED = 16  # words of a headline or tag in a list
_LONGEST_TAG = 6  # words of a tag between paragraphs
_GOES_ON = 20  # words of prose by which a story goes on behind a list of others
_MOST_BROKEN = 3  # lines into which a headline may be broken
_LAST = 12  # lines at the end among which a signature is looked for


def filtered(lines: Iterable[str], title: str = "") -> list[str]:
    """The lines that are the story's, in order, each stripped of blanks at its ends.

    On a page without a title its first line that is no label stands for it, and stays.
    """
    form = key(title)
    kept = _without_tail([bare for line in lines if (bare := line.strip())])
    return _without_leftovers(_without_repeated_title(kept, form), form)


@lru_cache(maxsize=4_000)
def _is_prose(line: str) -> bool:
    return word_count(line) >= SHORTEST_PROSE


@lru_cache(maxsize=4_000)
def _is_paragraph(line: str) -> bool:
    """Prose that ends as a sentence does: what headlines and captions are not."""
    return _is_prose(line) and is_finished(line)


# --- where the story ends ----------------------------------------------------------------------------------


def _without_tail(lines: list[str]) -> list[str]:
    """Cut at a comment form, chat bubble or list of stories, when most of the prose stands before it.

    Behind a comment form readers speak. Behind the others the story may go on: then only they go.
    """
    total = sum(len(line) for line in lines if _is_prose(line))
    before = 0
    for index, line in enumerate(lines):
        if _is_prose(line):
            before += len(line)
        elif before > total - before and _tails("comments").fullmatch(key(line)):
            lines = lines[:index]
            break
    return _without_lists(lines, total)


def _without_lists(lines: list[str], total: int) -> list[str]:
    kept: list[str] = []
    before, skipped, rest = 0, 0, None
    for index, line in enumerate(lines):
        if index < skipped:
            continue
        if _is_prose(line):
            before += len(line)
        elif before > total - before and _tails("others").fullmatch(key(line)):
            rest = rest or _Rest(lines)
            end = rest.end_of_list(index + 1)
            if end is None:
                return kept
            skipped = end
            continue
        kept.append(line)
    return kept


class _Rest:
    """What stands behind each line of a text: paragraphs, their words, and headlines."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.behind = [(0, 0, 0)] * (len(lines) + 1)
        for index in range(len(lines) - 1, -1, -1):
            line = lines[index]
            paragraphs, told, headlines = self.behind[index + 1]
            if _is_paragraph(line):
                paragraphs, told = paragraphs + 1, told + word_count(line)
            elif is_headline(line) and not is_finished(line):
                headlines += 1
            self.behind[index] = paragraphs, told, headlines

    def end_of_list(self, begin: int) -> int | None:
        """Where the story goes on behind a list of other stories; None where it does not.

        Headlines with excerpts in turn are the list's; paragraphs that follow each other are the story's.
        """
        end = begin
        while end < len(self.lines) and not _is_paragraph(line := self.lines[end]):
            if _tails("others").fullmatch(key(line)) or not (is_headline(line) or kind(line) is not Kind.STORY):
                break
            end += 1
        paragraphs, told, headlines = self.behind[end]
        needed = 1 if end == begin else 2
        return end if paragraphs >= needed and told >= _GOES_ON and 3 * headlines <= paragraphs else None


@cache
def _tails(name: str) -> re.Pattern[str]:
    headings, endings = ("|".join(map(re.escape, words("tails", one))) for one in (name, "endings"))
    return re.compile(rf"(?:{headings})(?: (?:{endings}))?(?: \(?\d+\)?)?")


# --- the title ---------------------------------------------------------------------------------------------


def _without_repeated_title(lines: list[str], title: str) -> list[str]:
    """Drop the title where it stands again: a picture's description, also run together with its caption.

    Above the story the line right behind it goes too, if it only names who is seen: "Ketua Bawaslu, Bima Laksana."
    """
    lines = lines[_broken_title(lines, title) :]
    behind_picture = False
    kept: list[str] = []
    for line in lines:
        form = key(line)
        if not title and word_count(line) > 4 and kind(line) is Kind.STORY:
            title = form
        elif title and title in form and (_repeats(line, form, title) or _is_glued(form, title)):
            behind_picture = not any(map(_is_prose, kept))
            continue
        elif behind_picture and _names_who_is_seen(line):
            behind_picture = False
            continue
        behind_picture = False
        kept.append(line)
    return kept


def _broken_title(lines: Sequence[str], title: str) -> int:
    """How many of the first lines are together the title, which the page breaks into several."""
    whole = "".join(title.split())
    for count in range(2, _MOST_BROKEN + 1) if whole else ():
        if "".join("".join(map(key, lines[:count])).split()) == whole:
            return count
    return 0


def _names_who_is_seen(line: str) -> bool:
    return (
        word_count(line) < SHORTEST_PROSE
        and line.endswith(".")
        and ", " in line
        and all(word[0].isupper() for word in line.split())
    )


def _repeats(line: str, form: str, title: str) -> bool:
    """The title, or the title behind a few words that make no sentence of it ("Berikut jadwal …:")."""
    if form == title:
        return True
    if line.endswith((".", ":")):
        return False
    return word_count(title) >= 4 and form.endswith(title) and len(form) - len(title) <= 30


def _is_glued(form: str, title: str) -> bool:
    """A caption run together with the picture's description: "…Jelang PilkadaSuasana Balai Kota …"."""
    return word_count(title) >= 4 and form.startswith(title) and form[len(title) : len(title) + 1].isalnum()


# --- line by line ------------------------------------------------------------------------------------------


def _without_leftovers(lines: list[str], title: str) -> list[str]:
    seen = _Story(lines, title)
    for index, line in enumerate(lines):
        if not seen.is_leftover(index, line) and (rest := seen.without_appeals(index, line)):
            seen.keep(rest)
    return seen.kept


def _signed(lines: Sequence[str]) -> frozenset[int]:
    """The lines at a story's end that name its writer, and tell who he is."""
    start = max(0, len(lines) - _LAST)
    last = [start + at for at, line in enumerate(lines[start:]) if kind(line) is Kind.STORY]
    last = [index for index in last if not is_closing(lines[index])]
    about = [last.pop()] if last and is_biography(lines[last[-1]]) else []
    if len(last) < 2 or not is_signed(lines[last[-1]]) or not _FULL.search(lines[last[-2]]):
        return frozenset()
    return frozenset([last[-1], *about])


_FULL = re.compile(r"[.!?][”\"’')\]]{0,3}$")


class _Story:
    """A story's lines as they are read, and what the lines around each say of it."""

    def __init__(self, lines: list[str], title: str) -> None:
        self.lines, self.title = lines, title
        self.kept: list[str] = []
        self.long: set[str] = set()  # the long ones among them
        self.last = max((index for index, line in enumerate(lines) if _is_prose(line)), default=-1)
        self.last_paragraph = max((index for index, line in enumerate(lines) if _is_paragraph(line)), default=-1)
        self.begun = self.told = False  # whether prose, and whether a whole paragraph, has been kept
        self.list_of: str | None = None  # the label of a list of headlines or tags that is being read
        self.enumerates = False  # whether the story gives a list ("ASN dilarang: …")
        self.interviewers = {label for line in lines if (label := speaker(line))}
        self.signed = _signed(lines)

    def keep(self, line: str) -> None:
        """Take a line as the story's."""
        first = not self.kept and not self.title  # a text's own title
        self.begun = self.begun or (_is_prose(line) and not first)
        self.told = self.told or (_is_paragraph(line) and not first)
        if line.endswith(":"):
            self.enumerates = word_count(line) >= 3
        elif word_count(line) > _LONGEST_ITEM:
            self.enumerates = False
        self.kept.append(line)
        if len(line) >= LONG:
            self.long.add(line)

    def is_leftover(self, index: int, line: str) -> bool:
        """Whether a line is none of the story's, as a whole."""
        form = key(line)
        if self._is_listed(index, line, form):
            return True
        if self._goes_by_its_words(index, line):
            return True
        if index in self.signed or (index > self.last and is_closing(line)):
            return True
        if line in self.long:
            return True  # a page for the desktop and one for the phone in one document
        # a rubric or an account's name above the story
        above = (self.kept or self.title) and not self.begun
        return bool(above) and word_count(line) <= 2 and not re.match(r"\d", line) and not line.endswith(".")

    def without_appeals(self, index: int, line: str) -> str:
        """The line without the sentences that speak to the reader."""
        return (
            line
            if self.enumerates and not _is_prose(line)
            else without_appeals(line, at_edge=not self._is_within(index))
        )

    def _is_enumerated(self, index: int) -> bool:
        """Whether a line may be an item of a list that the story gives."""
        return self.enumerates and (self._is_within(index) or is_item(self.kept[-1]))

    def _is_within(self, index: int) -> bool:
        """Whether a line stands between two paragraphs of the story."""
        return self.told and index < self.last_paragraph

    def _goes_by_its_words(self, index: int, line: str) -> bool:
        found = kind(line)
        if found is Kind.LEFTOVER:
            return not (self.interviewers and label_of(line) in self.interviewers)
        if found is Kind.LOOSE:
            return not self._is_enumerated(index)
        if found is Kind.DAY:
            return not (self.told and is_told(" ".join(self.lines[index + 1 : index + 2])))
        if found in (Kind.CREDITED, Kind.ATTRIBUTED):
            first = not self.kept and not self.title
            return not first and index != self.last and self._is_caption(line, found)
        return False

    def _is_caption(self, line: str, found: Kind) -> bool:
        """Whether a line that ends in a credit belongs to a picture, and is no paragraph with its source."""
        body = re.sub(r"\([^()]*\)[\s.]*$", "", line).rstrip()
        if re.search(r"\s[–—-]{1,2}\s", line[:80]) and is_told(body):
            return False  # behind a dateline
        if line.endswith(".") and not body.endswith(".") and not names_picture(line[len(body) :]):
            return False  # the bracket is the sentence's: "… Dinas Komunikasi dan Informatika (Diskominfo)."
        if not self.told:
            return True
        told = sum(is_told(one) and word_count(one) > 4 for one in sentences(body))
        return told < 2 and (found is Kind.CREDITED or (word_count(body) <= _LONGEST_CAPTION and not is_told(body)))

    # --- lists of other stories, and of tags -----------------------------------------------------------

    def _is_listed(self, index: int, line: str, form: str) -> bool:
        """Whether a line is the label of a list of headlines or tags, or belongs to one."""
        opened = self._opens_list(index, form)
        if opened:
            self.list_of = opened
            return True
        if self.list_of and self._belongs_to_list(index, line):
            return True
        self.list_of = None
        return False

    def _opens_list(self, index: int, form: str) -> str | None:
        for name in ("stories", "tags", "behind"):
            if form in keys("lists", name):
                within = self._is_within(index)
                is_item_too = form in keys("whole", "words") and self._is_enumerated(index)
                return None if is_item_too or (within and name == "behind") else name
        return None

    def _belongs_to_list(self, index: int, line: str) -> bool:
        """A tag or a headline under "Topik:", "Baca juga": short, and no sentence."""
        count = word_count(line)
        if count > _LONGEST_LISTED or is_numbered(line) or is_quoted(line):
            return False
        ends = (
            (".", "”", '"', ")", ":", ";")
            if self.list_of == "stories"
            else (".", "”", '"', ")", ":", ";", "!", "?")
        )
        if line.endswith(ends):
            return False
        if not self._is_within(index):
            return True
        return count <= _LONGEST_TAG if self.list_of == "tags" else count >= 4
