"""What an error of Telegram means: many things are one class (BadRequest), told apart by their text alone."""

from __future__ import annotations

import httpx
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

# The request never left this machine: nothing can have arrived.
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_NO_SUCH_CHAT = ("chat not found", "peer_id_invalid", "user not found", "group chat was deactivated")
_NOT_READABLE = ("parse entities", "too long", "entity", "entities")
# The chat is there, and its people keep the bot from writing for now: a muted bot is often heard again.
_MUTED = (
    "not enough rights",
    "no rights to send",
    "need administrator rights",
    "chat_write_forbidden",
    "chat_restricted",
    "topic_closed",
)


def never_left(error: Exception) -> bool:
    """Whether nothing can have arrived."""
    return isinstance(error, NetworkError) and isinstance(error.__cause__, _NEVER_LEFT)


def is_muted(error: TelegramError) -> bool:
    """Whether the bot may not write in a chat that it is in."""
    return isinstance(error, BadRequest | Forbidden) and _says(error, _MUTED)


def is_no_such_chat(error: BadRequest) -> bool:
    """Whether nobody can be reached there any more."""
    return _says(error, _NO_SUCH_CHAT)


def is_not_readable(error: BadRequest) -> bool:
    """Whether it is the markup or the length that is refused."""
    return _says(error, _NOT_READABLE)


def _says(error: TelegramError, texts: tuple[str, ...]) -> bool:
    # An error with a cause is no answer of Telegram's: a proxy or a captive portal gave it.
    return error.__cause__ is None and any(text in error.message.lower() for text in texts)
