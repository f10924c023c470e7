"""What became of a case: the latest stage that a story tells of it (labelling guide, rules 9 and 15)."""

from __future__ import annotations

from collections.abc import Iterable

from alerts.matcher.story import Line
from model import Stage

_ORDER = (
    Stage.ALLEGED,
    Stage.REPORTED,
    Stage.EXAMINED,
    Stage.RECOMMENDED,
    Stage.SANCTIONED,
    Stage.CHARGED,
)
_RANK = {stage: rank for rank, stage in enumerate(_ORDER)}
_CRIMINAL = ("pidana", "gakkumdu", "penyidik")


def stage_of(lines: Iterable[Line]) -> tuple[Stage, Line | None]:
    """The latest stage told in the lines of a case, and the line that tells it; ``alleged`` when none is told.

    "Tidak memenuhi unsur pidana" closes nothing when the case goes on to the personnel side.
    """
    best: tuple[Stage, Line | None] = (Stage.ALLEGED, None)
    dismissed: Line | None = None
    for line in lines:
        for hit in line.told("stage"):
            stage = Stage(hit.code)
            if stage is Stage.DISMISSED:
                dismissed = dismissed or line
            elif _RANK[stage] > _RANK[best[0]] and _belongs(line, stage):
                best = (stage, line)
        if dismissed is None and _dismissed(line):
            dismissed = line
    if dismissed is not None and best[0] not in (Stage.RECOMMENDED, Stage.SANCTIONED, Stage.CHARGED):
        return Stage.DISMISSED, dismissed
    return best


def _dismissed(line: Line) -> bool:
    """A dismissal carries its own negation, which the telling may have read as a denial of something else."""
    return any(hit.kind == "stage" and hit.code == Stage.DISMISSED for hit in line.hits) and not line.has(
        "conditional"
    )


def _belongs(line: Line, stage: Stage) -> bool:
    """Whether a step is told of this case, and not as the usual way of things."""
    if line.has("background") and not line.concrete and stage is not Stage.ALLEGED:
        return False
    if _RANK[stage] >= _RANK[Stage.SANCTIONED]:
        return line.sentence.index == 0 or line.concrete or line.sentence.lead
    return True
