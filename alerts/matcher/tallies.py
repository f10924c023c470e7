"""Cases told by their files: "tiga laporan soal netralitas ASN: dua dihentikan, satu diteruskan ke BKN".

Bare counts of reports are no cases (guide, rule 13); what became of some of them makes each lot one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from alerts.matcher.counts import NUMBER
from alerts.matcher.regions import place_of
from alerts.matcher.story import Line
from model import Act, Actor, Incident, Place, Reason, Stage, Weight

_FILES = r"(?:laporan|aduan|pengaduan|kasus|perkara|temuan|berkas)"
_ABOUT = re.compile(
    rf"(?<![\w./,-])(?:{NUMBER})\s+(?:[\w-]+\s+){{0,2}}?{_FILES}\b[^.;]{{0,60}}?\bnetralitas\s+(?P<whose>[\w-]+(?:\s[\w-]+)?)"
)
"""So many files about the neutrality of a kind of official."""
_LOT = re.compile(rf"(?<![\w./,-])(?:{NUMBER})(?![\w./-])")
"""The number with which a lot begins: "dua sudah disetop, satu lagi …"."""
_DONE = frozenset({Stage.EXAMINED, Stage.RECOMMENDED, Stage.SANCTIONED, Stage.CHARGED, Stage.DISMISSED})


def tallied(lines: Sequence[Line], places: Sequence[Place]) -> Iterator[Incident]:
    """The lots of files that a story tells beside its subject, each with what became of it."""
    for number, line in enumerate(lines):
        found = _ABOUT.search(line.low) if number and line.has("neutrality") else None
        actor = _actor(line, found) if found else None
        region = place_of([line.sentence.text], places) if actor else None
        if found is None or actor is None or region is None or line.has("conditional"):
            continue
        own = [line, *(each for each in lines[number + 1 : number + 2] if _goes_on(line, each))]
        for lot, phrase, told in _lots(own, found.end()):
            yield Incident(
                stage=lot,
                actor=actor,
                acts=(Act.UNSPECIFIED,),
                sentence=told.sentence.text,
                confidence=0.5,
                region=region,
                weight=Weight.MENTION,
                vague=True,
                reasons=(
                    Reason("tally", found.group(), 1.0, line.sentence.text),
                    Reason(f"stage_{lot.value}", phrase, 0.0, told.sentence.text),
                ),
            )


def _goes_on(line: Line, after: Line) -> bool:
    return after.sentence.paragraph == line.sentence.paragraph and not after.people


def _actor(line: Line, found: re.Match[str]) -> Actor | None:
    """Whose neutrality it is."""
    start, end = found.span("whose")
    return next((Actor(hit.code) for hit in line.hits if hit.kind == "actor" and start <= hit.start < end), None)


def _lots(own: Sequence[Line], start: int) -> Iterator[tuple[Stage, str, Line]]:
    """What became of each lot: the step told between its number and the next."""
    for at, line in enumerate(own):
        begins = [one.start() for one in _LOT.finditer(line.low, start if at == 0 else 0)]
        for begin, end in pairwise([*begins, len(line.low)]):
            steps = [hit for hit in line.told("stage") if begin <= hit.start < end and Stage(hit.code) in _DONE]
            if steps:
                last = steps[-1]
                yield Stage(last.code), line.sentence.text[last.start : last.end], line
