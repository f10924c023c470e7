"""How many persons are told: figures and Indonesian number words before an actor's word."""

from __future__ import annotations

import re

_UNITS = {
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
    "sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000, "seorang": 1,
}  # fmt: skip
_GROUPS = {"kedua": 2, "ketiga": 3, "keempat": 4, "kelima": 5, "keenam": 6, "ketujuh": 7, "kedelapan": 8}
_WORD = "|".join([*_UNITS, "puluh", "belas", "ratus", "ribu"])
_FIGURE = r"\d{1,3}(?:\.\d{3})+|\d{1,5}"
NUMBER = rf"(?:{_FIGURE}|(?:{_WORD})(?:\s+(?:{_WORD}))*)"
_LINKS = (
    *("orang", "oknum", "nama", "unsur", "mantan", "pejabat", "pegawai", "anggota", "personel", "lagi", "sisanya"),
    *("lainnya", "dilakukan", "melibatkan", "menyeret", "oleh"),
)
"""What may stand between a number and those whom it counts: "tiga orang oknum lurah"."""
_BEFORE = re.compile(rf"(?<![\w./,-])(?P<number>{NUMBER})\s+(?:(?:{'|'.join(_LINKS)})\s+){{0,3}}$")
_ENDS = (*_LINKS, *_WORD.split("|"))
"""How a stretch ends, figures aside, that may tell a number: looked for first, since few do."""
_AFTER = re.compile(rf"^\W{{1,3}}(?:(?:di\s+\w+\s+)?(?:sebanyak|berjumlah)\s+)?(?P<number>{NUMBER})\s+orang\b")
_OTHERS = re.compile(rf"(?<![\w./,-])(?P<number>{NUMBER})\s+(?:[\w-]+\s+){{0,2}}?(?:lain|lainnya)\b")
_ALL = re.compile(
    r"\b(?P<group>kedua|ketiga|keempat|kelima|keenam|ketujuh|kedelapan)nya\b"
    rf"|(?<![\w./,-])(?P<number>{NUMBER})\s+(?:[\w-]+\s+){{1,2}}(?:itu|tersebut)\b"
)
LARGEST = 2000
"""A larger figure before an actor's word is a year or a population, no group of accused."""


def number_of(words: str) -> int | None:
    """The value of a figure or of number words (``dua puluh tiga`` → 23); None when it is no number."""
    words = words.strip().lower()
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", words):
        return int(words.replace(".", ""))
    if words.isdigit():
        return int(words)
    if words in _GROUPS:
        return _GROUPS[words]
    total = unit = 0
    for word in words.split():
        if word in _UNITS:
            unit += _UNITS[word]
        elif word.isdigit():
            unit += int(word)
        elif word == "belas":
            unit += 10
        elif word in ("puluh", "ratus", "ribu"):
            unit = max(unit, 1) * {"puluh": 10, "ratus": 100, "ribu": 1000}[word]
            total, unit = total + unit, 0
        else:
            return None
    return total + unit or None


def count_before(low: str, start: int) -> tuple[int, int] | None:
    """The count that stands right before place ``start`` and where it begins: ``tiga orang |lurah`` → (3, …)."""
    base = max(0, start - 48)
    before = low[base:start].rstrip()
    if not before or not (before.endswith(_ENDS) or before[-1].isdigit()):
        return None
    found = _BEFORE.search(low[base:start])
    if not found:
        return None
    value = number_of(found["number"])
    return (value, base + found.start()) if value and value <= LARGEST else None


def count_after(low: str, end: int) -> int | None:
    """The count that follows: ``ASN| sebanyak 14 orang``."""
    found = _AFTER.match(low[end : end + 48])
    return number_of(found["number"]) if found else None


def others_told(low: str) -> int | None:
    """How many more are told of: ``satu ASN lainnya`` → 1."""
    found = _OTHERS.search(low) if "lain" in low else None
    return number_of(found["number"]) if found else None


def all_told(low: str) -> set[int]:
    """The sizes by which a sentence speaks of all of them together: ``ketiganya``, ``tiga ASN itu`` → {3}."""
    sizes = {number_of(found["group"] or found["number"]) for found in _ALL.finditer(low)}
    return {size for size in sizes if size}
