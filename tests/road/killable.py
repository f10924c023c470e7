"""``netra``, killed by SIGKILL at the n-th passing of a named point: ``killable.py POINT N ARGUMENT…``.

The points are wrapped around the production code from outside, so that the product itself holds no test hooks.
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

# point → (module, function in it, whether the kill comes before or after it)
POINTS: dict[str, tuple[str, str, str]] = {
    "after a source was read": ("crawler.spider", "record_poll", "after"),
    "before the bytes are kept": ("archive.raw", "keep", "before"),
    "after the bytes were kept": ("archive.raw", "keep", "after"),
    "before a page is read": ("crawler.spider", "begin", "before"),
    "after its try was counted": ("crawler.spider", "begin", "after"),
    "after extraction": ("extract", "extract", "after"),
    "after an article was written, before its commit": ("archive.articles", "keep", "after"),
    "after its findings were registered, before the commit": ("alerts.registers", "register", "after"),
    "after its messages were queued, before the commit": ("alerts.telling", "tell", "after"),
    "after the commit of an article": ("intake.judging", "Judge.judge", "after"),
    "after a part of a story was kept": ("archive.waiting", "came", "after"),
    "after a failure was recorded": ("crawler.spider", "fail", "after"),
    "after a message was taken": ("alerts.outbox", "take", "after"),
    "after Telegram accepted, before it is recorded": ("alerts.outbox", "sent", "before"),
    "after a message was recorded as sent": ("alerts.outbox", "sent", "after"),
}


def wrap(point: str, number: int) -> None:
    """Make the n-th passing of ``point`` the process's last moment."""
    module_name, path, when = POINTS[point]
    owner: Any = importlib.import_module(module_name)
    *outer, name = path.split(".")
    for part in outer:
        owner = getattr(owner, part)
    original: Callable[..., Any] = getattr(owner, name)
    passed = 0

    def killing(*arguments: Any, **named: Any) -> Any:
        nonlocal passed
        passed += 1
        if when == "before" and passed == number:
            os.kill(os.getpid(), signal.SIGKILL)
        result = original(*arguments, **named)
        if when == "after" and passed == number:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, name, killing)


if __name__ == "__main__":
    wrap(sys.argv[1], int(sys.argv[2]))
    sys.argv[1:] = sys.argv[3:]
    importlib.import_module("netra").main()
