"""How fast Telegram lets a bot speak, and who must wait for it.

Limits: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

from __future__ import annotations

import time
from collections import defaultdict, deque
from collections.abc import Callable

PER_CHAT_SECONDS = 1.0
GROUP_MESSAGES = 20
GROUP_WINDOW_SECONDS = 60.0
OVERALL_MESSAGES = 30
OVERALL_WINDOW_SECONDS = 1.0
FLOODS_TO_HOLD_ALL = 3
"""So many chats in a row told to wait: then it is the bot that must wait, not they."""


class Pace:
    """What was sent when, in memory: after a restart Telegram's own answers keep the limits.

    ``clock`` counts seconds and is never put back, as the wall clock may be: nobody waits an hour for that.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._free: dict[str, float] = {}
        self._group: defaultdict[str, deque[float]] = defaultdict(lambda: deque(maxlen=GROUP_MESSAGES))
        self._overall: deque[float] = deque(maxlen=OVERALL_MESSAGES)
        self._flooded: set[str] = set()
        self._held: float | None = None

    def sent(self, chat: str) -> None:
        """A message went to a chat."""
        now = self._clock()
        self._flooded.clear()
        self._overall.append(now)
        if len(self._overall) == OVERALL_MESSAGES:
            self._hold(self._overall[0] + OVERALL_WINDOW_SECONDS)
        free = now + PER_CHAT_SECONDS
        if chat.startswith("telegram:-"):  # groups and channels have negative ids
            times = self._group[chat]
            times.append(now)
            if len(times) == GROUP_MESSAGES:
                free = max(free, times[0] + GROUP_WINDOW_SECONDS)
        self._free[chat] = free

    def flooded(self, chat: str, seconds: float) -> None:
        """Telegram said 429 for a chat; its outbox row waits by itself."""
        self._flooded.add(chat)
        if len(self._flooded) >= FLOODS_TO_HOLD_ALL:
            self._flooded.clear()
            self._hold(self._clock() + seconds)

    def busy(self) -> set[str]:
        """The chats that must not be written to yet."""
        now = self._clock()
        self._free = {chat: free for chat, free in self._free.items() if free > now}
        return set(self._free)

    def held(self) -> bool:
        """Whether nobody may be written to yet."""
        return self._held is not None and self._held > self._clock()

    def next_free(self) -> float | None:
        """Seconds until the first of those that wait may go on; None when nobody waits."""
        if self._held is not None and self.held():
            return self._held - self._clock()
        self.busy()
        return min((free - self._clock() for free in self._free.values()), default=None)

    def _hold(self, until: float) -> None:
        self._held = max(self._held, until) if self._held else until
