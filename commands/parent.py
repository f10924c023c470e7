"""A crawl that the daemon started ends with its daemon, however that ends."""

from __future__ import annotations

import ctypes
import os
import signal
import sys

VARIABLE = "NETRA_PARENT"
"""The daemon's process id, for the crawl that it starts."""

_PR_SET_PDEATHSIG = 1


def die_with(parent: int) -> None:
    """Let the kernel end this process with SIGTERM when its parent dies; end at once when it has died already.

    The child asks for it by itself: code between fork and exec may deadlock where the parent has threads.
    Raises SystemExit when ``parent`` is not this process's parent (any more).
    """
    prctl = getattr(ctypes.CDLL(None), "prctl", None)  # Linux alone has it
    if prctl is not None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        sys.exit("netra: the daemon that started this crawl has ended; this one ends too.")
