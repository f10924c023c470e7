"""The alarm around code that reads what strangers wrote."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

from archive.database import BUSY_TIMEOUT_SECONDS

PAGE_ALARM_SECONDS = BUSY_TIMEOUT_SECONDS + 15.0
"""A list or page that takes longer ends the process; a wait for a locked archive is shorter, with its own error."""


@contextmanager
def alarm() -> Iterator[None]:
    """End the process when the reading takes too long: C code that hangs never comes back to Python.

    SIGALRM keeps its default action (Twisted and asyncio leave it alone); the archive has counted the try before.
    """
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, PAGE_ALARM_SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
