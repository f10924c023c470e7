"""Officials by their office and place, without name: "Camat Mandai"."""

from __future__ import annotations

from wording.name_lists import lists_of_names
from wording.names import names_region
from wording.regions import is_district


def public_office(office: str | None, region: str | None) -> str | None:
    """An office by title and place ("Camat Mandai"); by title alone when the rest may be a person's name; or None.

    Districts must lie in the given regency; villages are in no list, so the head of one appears by his title.
    """
    lists = lists_of_names()
    words = (office or "").split()
    start = 1 if words and words[0].lower().rstrip(".") in lists.office_prefixes else 0
    low = " ".join(words[start:]).lower()
    title = next((t for t in lists.office_titles if low == t or low.startswith(f"{t} ")), None)
    if title is None:
        return None
    size = start + len(title.split())
    if title in lists.staff:  # "Kepala Sekolah": by function alone
        return " ".join(words[:size])
    rest = words[size:]
    while rest and not is_district(" ".join(rest), region) and not names_region(" ".join(rest)):
        if rest[0].lower().strip(",.") not in lists.office_words:
            return " ".join(words[:size])
        rest = rest[1:]
    return " ".join(words)


def bare_title(told: str) -> str | None:
    """The title alone of an official of whom no more is told: "Lurah" of "seorang lurah"; None for other words."""
    lists = lists_of_names()
    words = told.lower().split()
    while words and words[0].rstrip(".") in lists.before_alone:
        words = words[1:]
    low = " ".join(words)
    title = next((each for each in lists.alone if low == each or low.startswith(f"{each} ")), None)
    return title.title() if title else None
