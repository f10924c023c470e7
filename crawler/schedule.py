"""When a source is looked at again."""

from __future__ import annotations

from datetime import datetime, timedelta

ORDINARY = 5
"""An ordinary interval in least intervals: 15 minutes at the default of 180 s."""
LONGEST = timedelta(days=1)
"""However often it failed, a source is tried once a day."""
_DOUBLINGS = 16
_LEAST_AFTER_FAILURE = 60.0


def next_poll(now: datetime, *, fails: int, min_interval: float) -> datetime:
    """The time of a source's next reading.

    ``fails`` counts its failed readings in a row, the one just made included; ``min_interval`` is the least
    time between two readings, in seconds. Each failure doubles the ordinary interval, up to a day.
    """
    seconds = ORDINARY * min_interval
    if fails > 0:
        seconds = max(seconds, _LEAST_AFTER_FAILURE) * 2 ** min(fails, _DOUBLINGS)
    return now + min(timedelta(seconds=seconds), LONGEST)
