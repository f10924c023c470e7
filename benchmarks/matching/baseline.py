"""What today's tools do: a story is one when certain words stand in it."""

from __future__ import annotations

import re

from commands.evaluate import Case

NEUTRAL = "netral"
CIRCULAR = "surat edaran"
ACTORS = (
    "asn", "pns", "pppk", "honorer", "aparatur", "pegawai", "kades", "kepala desa", "perangkat desa", "lurah",
    "camat", "guru", "kepala sekolah", "sekda", "kadis", "kepala dinas", "tni", "polri", "polisi",
)  # fmt: skip
_ACTOR = re.compile(rf"\b(?:{'|'.join(ACTORS)})\b")


def by_words(case: Case) -> Case:
    """The answer of a search for words to a case, in the shape of the labelling guide: what it is, no details."""
    story = f"{case['title']}\n{case.get('text') or ''}".lower()
    neutral = NEUTRAL in story
    return {
        "incident": "main" if neutral and _ACTOR.search(story) else "none",
        "circular": "main" if neutral and CIRCULAR in story else "none",
        "incidents": [],
        "circulars": [],
        "regions": [],
        "genre": "other",
    }
