"""How fast Telegram lets a bot speak, and who must wait for it.

Limits: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

from __future__ import annotations

from collections import defaultdict, deque
from datetime import datetime, timedelta

PER_CHAT = timedelta(seconds=1)
GROUP_MESSAGES = 20
GROUP_WINDOW = timedelta(minutes=1)
OVERALL_MESSAGES = 30
OVERALL_WINDOW = timedelta(seconds=1)
FLOODS_TO_HOLD_ALL = 3
"""So many chats in a row told to wait: then it is the bot that must wait, not they."""


class Pace:
    """What was sent when, in memory: after a restart Telegram's own answers keep the limits."""

    def __init__(self) -> None:
        self._free: dict[str, datetime] = {}
        self._group: defaultdict[str, deque[datetime]] = defaultdict(lambda: deque(maxlen=GROUP_MESSAGES))
        self._overall: deque[datetime] = deque(maxlen=OVERALL_MESSAGES)
        self._flooded: set[str] = set()
        self._held: datetime | None = None

    def sent(self, chat: str, now: datetime) -> None:
        """A message went to a chat."""
        self._flooded.clear()
        self._overall.append(now)
        if len(self._overall) == OVERALL_MESSAGES:
            self._hold(self._overall[0] + OVERALL_WINDOW)
        free = now + PER_CHAT
        if chat.startswith("telegram:-"):  # groups and channels have negative ids
            times = self._group[chat]
            times.append(now)
            if len(times) == GROUP_MESSAGES:
                free = max(free, times[0] + GROUP_WINDOW)
        self._free[chat] = free

    def flooded(self, chat: str, until: datetime) -> None:
        """Telegram said 429 for a chat; its outbox row waits by itself."""
        self._flooded.add(chat)
        if len(self._flooded) >= FLOODS_TO_HOLD_ALL:
            self._flooded.clear()
            self._hold(until)

    def busy(self, now: datetime) -> set[str]:
        """The chats that must not be written to yet."""
        self._free = {chat: free for chat, free in self._free.items() if free > now}
        return set(self._free)

    def held(self, now: datetime) -> bool:
        """Whether nobody may be written to yet."""
        return self._held is not None and self._held > now

    def next_free(self, now: datetime) -> datetime | None:
        """When the first of those that wait may go on; None when nobody waits."""
        if self.held(now):
            return self._held
        self.busy(now)
        return min(self._free.values(), default=None)

    def _hold(self, until: datetime) -> None:
        self._held = max(self._held, until) if self._held else until
