"""When each source of an archive is read next: what :mod:`crawler.schedule` asks, gathered."""

from __future__ import annotations

from datetime import UTC, date, datetime

from archive import Archive
from archive.polls import rates
from crawler.contests import times
from crawler.rounds import Round
from crawler.schedule import UNKNOWN_RATE, Rhythm, measure_for, next_poll

PINNED = frozenset({"government", "election_body"})
"""Kinds of sources whose pages are slow and issue the circulars: they are read at the ordinary pace at least."""


class Timetable:
    """The rates of all sources weighed against each other, as they are when it is made."""

    def __init__(self, archive: Archive, min_interval: float) -> None:
        self._min_interval = min_interval
        today = datetime.now(UTC).date()
        rhythms = [
            (_rate(row["rate"], today, row["province_code"], row["regency_code"]), row["kind"] in PINNED)
            for row in rates(archive)
        ]
        self._measure = measure_for(rhythms, min_interval)

    def next_poll(self, now: datetime, round_: Round, backoff: float) -> datetime:
        """The time of the next reading of a source of which this one ends; ``backoff`` weighs its failures."""
        source = round_.due.source
        rate = _rate(round_.due.rate, now.date(), source.province_code, source.regency_code)
        rhythm = Rhythm(rate, source.kind in PINNED, round_.lifetime, backoff)
        return next_poll(now, rhythm, min_interval=self._min_interval, measure=self._measure)


def _rate(known: float | None, day: date, province: str | None, regency: str | None) -> float:
    """Articles a day, many times as much while an election is near."""
    return (UNKNOWN_RATE if known is None else known) * times(day, province, regency)
