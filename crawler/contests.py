"""Elections: where one is near, sources are looked at more often (``data/contests.toml``)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "data" / "contests.toml"


@dataclass(frozen=True, slots=True)
class Contest:
    """One election: its days, where it is held, and how many times as much a look is worth meanwhile."""

    name: str
    begins: date
    until: date
    regions: tuple[str, ...]  # codes of provinces and regencies; none: the whole country
    times: float

    def touches(self, province: str | None, regency: str | None) -> bool:
        """Whether a newsroom there writes of it: one of its own place, or of a province that has to do with it."""
        if not self.regions or province is None:
            return not self.regions
        return any(
            region == regency if regency and len(region) > 2 else region[:2] == province for region in self.regions
        )


@cache
def contests() -> tuple[Contest, ...]:
    """All elections of the file."""
    rows = tomllib.loads(DATA.read_text(encoding="utf-8"))["contest"]
    return tuple(
        Contest(row["name"], row["from"], row["until"], tuple(row.get("regions", ())), float(row["raise"]))
        for row in rows
    )


def times(day: date, province: str | None, regency: str | None) -> float:
    """How many times as much a look is worth on a day at a source of this place; 1.0 when no election is near."""
    return max(
        (
            contest.times
            for contest in contests()
            if contest.begins <= day <= contest.until and contest.touches(province, regency)
        ),
        default=1.0,
    )
