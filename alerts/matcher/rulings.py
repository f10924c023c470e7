"""Rulings: a court's decision on the neutrality of officials, or a law or regulation on it that is new.

A tag beside the genre, told by headline and lead alone: a rule that is only quoted, or a verdict told as an older
case, makes no ruling.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import cast

from alerts.matcher.lexicon import LEXICON, tables_of
from alerts.matcher.story import Line
from model import Reason

_TOP = 4
"""Headline and first sentences."""
_OPEN = ("conditional", "future")
"""A sentence of what may come rules nothing."""


def ruling_of(lines: Sequence[Line]) -> Reason | None:
    """The sentence that tells of a ruling on neutrality at the top of a story, or None."""
    top = lines[:_TOP]
    if not any(_is_ours(line) for line in top):
        return None
    for line in top:
        if (found := _told().search(line.low)) and not _is_open(line, found.end()):
            phrase = line.sentence.text[found.start() : found.end()]
            return Reason("ruling", phrase, 0.0, line.sentence.text)
    return None


def _is_open(line: Line, until: int) -> bool:
    """Whether it is told as what may come: "MK akan memutus", "jika UU itu direvisi"; what is ruled may be."""
    return any(hit.kind in _OPEN and hit.start < until for hit in line.hits)


def _is_ours(line: Line) -> bool:
    return line.has("neutrality") or (line.has("actor") and (line.accused or line.acted))


@cache
def _told() -> re.Pattern[str]:
    """A court and what it does, its decision, or a law and what is done to it."""
    told = cast("dict[str, list[str]]", tables_of(LEXICON / "rulings.toml")["ruling"])
    between = rf"(?:[\s,/()-]+[\w./-]+){{0,{told['reach']}}}?[\s,/()-]+"

    def one(name: str) -> str:
        return rf"(?:{'|'.join(re.escape(str(phrase)) for phrase in told[name])})"

    court = rf"{one('courts')}{between}{one('decides')}|{one('decisions')}\s{one('courts')}"
    law = rf"{one('laws')}{between}{one('made')}|{one('made')}{between}{one('laws')}"
    return re.compile(rf"\b(?:{court}|{law})\b")
