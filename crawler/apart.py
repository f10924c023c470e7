"""Reading in a process of its own what strangers wrote and C code reads: it may crash, hang or eat memory there."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Sequence

from model import NetraError

MEMORY_BYTES = 1_000_000_000
"""Of address space; PDFium with a page of 6 million pixels needs about a third, tesseract about half."""

_PASSED_ON = ("PATH", "LANG", "LC_ALL", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "SYSTEMROOT")
# The child sets its own limits and becomes the program: code between fork and exec may deadlock where the parent
# has threads. The limit of CPU ends it even when the parent is gone.
_START = """
import os, resource, sys
seconds, memory, program = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
os.execv(program[0], program)
"""


class EndedBadly(NetraError):
    """The reader crashed, took too long or too much memory, or gave no answer; ``reason`` is the short form."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason[:1].upper()}{reason[1:]}.")
        self.reason = reason


def run(program: Sequence[str], given: bytes, seconds: float, *, patience: float = 1.0) -> bytes:
    """What a program answers on its standard output to ``given`` on its standard input.

    ``program``: its full path and its arguments. It has ``seconds`` of CPU, ``patience`` times as much by the clock
    (on a busy machine), MEMORY_BYTES of address space, no file to write, and none of our settings in its
    environment (one is the bot's token).

    Raises EndedBadly.
    """
    limits = [str(max(1, round(seconds))), str(MEMORY_BYTES)]
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    try:
        ended = subprocess.run(
            [sys.executable, "-I", "-S", "-c", _START, *limits, *program],
            input=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=seconds * patience,
            check=False,
            env=environment | {"OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired as error:
        raise EndedBadly(f"reading it took more than {seconds:g} s") from error
    except OSError as error:
        raise EndedBadly(f"its reader cannot be started: {error.strerror}") from error
    if ended.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        raise EndedBadly(f"reading it took more than {seconds:g} s")
    if ended.returncode:
        raise EndedBadly("reading it failed in its own process")
    return ended.stdout
