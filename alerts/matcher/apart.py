"""Several officials of one kind in one story: one man's sanction is not another's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from alerts.matcher.deeds import act_reasons, acts_of, deeds_of, is_vague
from alerts.matcher.offices import clear_office
from alerts.matcher.responses import responses_of
from alerts.matcher.story import Line
from model import Actor, Incident, Reason, Stage

_ANOTHER = re.compile(r"^\s+(?:yang\s+)?lain(?:nya)?\b")
"""Behind "seorang camat": it is not the one told of before."""
_CLASS = re.compile(r"\b(?:untuk|bagi|para|semua|seluruh|kepada|agar|mengingatkan|imbau|mengimbau)\s(?:\w+\s)?$")
"""Before "camat yang lain": all of them, none in particular."""
_OTHER_MAN = "lain"
_RANK = (
    Stage.ALLEGED,
    Stage.REPORTED,
    Stage.EXAMINED,
    Stage.RECOMMENDED,
    Stage.SANCTIONED,
    Stage.CHARGED,
    Stage.DISMISSED,
)


@dataclass(slots=True)
class _Man:
    """One official, with the stages and the lines that are told of him."""

    office: str | None
    stages: list[Stage] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def stage(self) -> Stage:
        """The latest told of him."""
        return max(self.stages, key=_RANK.index)

    def reasons(self) -> tuple[Reason, ...]:
        """What says his stage."""
        for line in self.lines:
            for hit in line.told("stage"):
                if hit.code == self.stage:
                    phrase = line.sentence.text[hit.start : hit.end]
                    return (Reason(f"stage_{self.stage.value}", phrase, 0.0, line.sentence.text),)
        return ()


def apart(main: Incident, lines: Sequence[Line]) -> tuple[Incident, ...]:
    """``main`` as it is, or one incident for each of its officials when they have come to different stages.

    ``lines`` are the story's, the headline first. An official is told from another by his office as printed
    ("Camat Wonosari") or by "lain"; what a sentence without any says belongs to him of whom it goes on.
    """
    if main.stage in {hit.code for hit in lines[0].told("stage")}:
        return (main,)  # the headline puts them all at this stage
    men = [man for man in _men(lines[1:], main.actor) if man.stages]
    if len(men) < 2 or len({man.stage for man in men}) < 2:
        return (main,)
    return tuple(_one(main, man) for man in men)


def shared_out(lines: Sequence[Line], marks: Sequence[Sequence[str]]) -> list[list[Line]]:
    """The lines that tell of each of several men, whom his ``marks`` (in small letters) name.

    A line belongs to him whom alone it names, and so do those that follow and name nobody.
    """
    own: list[list[Line]] = [[] for _ in marks]
    current: int | None = None
    for line in lines:
        named = [place for place, words in enumerate(marks) if any(word in line.low for word in words)]
        if named:
            current = named[0] if len(named) == 1 else None
        if current is not None:
            own[current].append(line)
    return own


def with_acts_of(main: Incident, own: Sequence[Sequence[Line]], place: int) -> Incident:
    """``main`` with the acts that one man's own lines tell; what is told of others alone is not his."""
    deeds = deeds_of(own[place], main.actor)
    others = {line.sentence.text for each in (*own[:place], *own[place + 1 :]) for line in each}
    told = [reason for reason in main.reasons if reason.rule.startswith("act_")]
    if not deeds and any(reason.sentence not in others for reason in told):
        return main
    reasons = tuple(reason for reason in main.reasons if reason not in told)
    return replace(main, acts=acts_of(deeds), vague=is_vague(deeds), reasons=(*reasons, *act_reasons(deeds)))


def _one(main: Incident, man: _Man) -> Incident:
    """What is told of one man: his stage, the acts that his own lines tell, the reasons that his lines hold."""
    deeds = deeds_of(man.lines, main.actor)
    his = {line.sentence.text for line in man.lines}
    kept = tuple(
        reason
        for reason in main.reasons
        if reason.weight or reason.rule.startswith("region_") or (reason.sentence in his and not deeds)
    )
    convicted = (
        main.convicted and man.stage is Stage.CHARGED and any(line.has("court", "convicted") for line in man.lines)
    )
    return replace(
        main,
        office=man.office,
        count=1,
        stage=man.stage,
        sentence=man.lines[0].sentence.text,
        acts=acts_of(deeds) if deeds else main.acts,
        vague=is_vague(deeds) if deeds else main.vague,
        convicted=convicted,
        responses=responses_of(man.lines, main.actor),
        reasons=(*kept, *man.reasons(), *act_reasons(deeds)),
    )


def _men(lines: Sequence[Line], actor: Actor) -> list[_Man]:
    men: dict[str, _Man] = {}
    current: _Man | None = None
    for line in lines:
        parts = list(_parts(line, actor))
        if not parts and current is not None and line.follows:
            parts = [(None, 0, len(line.low))]
        for key, start, end in parts:
            if key is not None:
                known = next((name for name in men if name.startswith(key) or key.startswith(name)), key)
                current = men.setdefault(known, _Man(clear_office(key, actor)))
            if current is None:
                continue
            current.lines.append(line)
            current.stages += [Stage(hit.code) for hit in line.told("stage") if start <= hit.start < end]
    return list(men.values())


def _parts(line: Line, actor: Actor) -> Iterator[tuple[str | None, int, int]]:
    """The officials of this kind in a line, each with the stretch that is told of him, up to the next one."""
    ones = [one for one in line.ones if one.actor is actor]
    for place, one in enumerate(ones):
        start = 0 if place == 0 else one.start
        end = ones[place + 1].start if place + 1 < len(ones) else len(line.low)
        if one.office and " " in one.office:
            yield one.office, start, end
        elif _ANOTHER.match(line.low[one.end :]) and not _CLASS.search(line.low[: one.start]):
            yield _OTHER_MAN, start, end
        else:
            yield None, start, end
