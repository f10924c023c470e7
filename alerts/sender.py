"""The sender: it empties the outbox, one message in flight at a time, and gives each error of Telegram its fate.

One at a time, since each message in flight during a crash is a possible double; a chat that must wait is passed
over meanwhile, so that it delays nobody. The library's own rate limiter is not used: its hidden waits and retries
would happen behind the outbox's back.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
import warnings
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TextIO

from telegram import Bot, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from alerts import outbox, subscriptions
from alerts.outbox import Message
from alerts.pace import Pace
from alerts.refusals import is_muted, is_no_such_chat, is_not_readable, never_left
from alerts.views import language_of
from archive import Archive, ArchiveBusy, ArchiveFull
from model import CONSOLE, NetraError
from wording import LIMIT, cut, escape, label, plain

log = logging.getLogger("netra.sender")

POLL_SECONDS = 0.5
"""How long a freshly queued message waits at most before it is seen."""
SHORTEST_WAIT = 0.02
PATIENCE_SECONDS = 60.0
"""``netra send`` waits so long for a postponed message, and leaves those postponed further to the next run."""
PATIENCE_IN_ALL_SECONDS = 300.0
STOP_GRACE_SECONDS = 3.0
"""How long the end waits for a message in flight; then its row stays ``sending`` and goes out marked next time."""
LONGEST_PAUSE = timedelta(minutes=10)
LONGEST_MUTED_PAUSE = timedelta(hours=1)
GIVE_UP_AFTER = timedelta(hours=48)
GIVE_UP_TRIES = 30
"""A message is given up only after so many tries too (about four hours of them), lest a daemon that was off for
days bury its queue at the first hiccup."""
RECORD_TRIES = 20
ARCHIVE_PAUSE_SECONDS = 5.0


class SenderStopped(NetraError):
    """Nothing can be sent at all; the messages stay queued."""


@dataclass(frozen=True, slots=True)
class SendReport:
    """What a run of the sender did."""

    sent: int = 0
    plain: int = 0  # of those sent: as bare text, since Telegram refused the markup
    retried: int = 0
    dead: int = 0
    left: int = 0  # still queued for this sender's ways at the end
    next_due: datetime | None = None  # when the first of those left may go


Pause = Callable[[asyncio.Event, float], Awaitable[None]]


def _nobody_asks() -> None:
    pass


async def wait_or_stop(stop: asyncio.Event, seconds: float) -> None:
    """Wait some seconds, or until the end is asked for."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return


async def drain(
    archive: Archive,
    bot: Bot | None,
    *,
    out: TextIO,
    clock: Callable[[], datetime],
    until_empty: bool,
    stop: asyncio.Event,
    pause: Pause = wait_or_stop,
    seconds: Callable[[], float] = time.monotonic,
    arrived: Callable[[], None] = _nobody_asks,
) -> SendReport:
    """Send what is queued: the console's messages to ``out`` as bare text, the others through ``bot``.

    Without a bot only the console is served, and Telegram's rows stay queued. With ``until_empty`` it returns when
    nothing is left that may go within a minute; otherwise it goes on until ``stop`` is set, and then ends the
    message in flight. ``pause`` is how it waits, ``seconds`` the clock that Telegram's limits are kept by
    (tests put their own forward); ``arrived`` is called after each message that was sent.

    Raises SenderStopped when the token is refused, when another program polls or sends as this bot, or when ``out``
    cannot be written; the message at hand is queued again. Cancelled, it ends the message in flight first.
    """
    sender = _Sender(
        archive,
        bot,
        out=out,
        clock=clock,
        until_empty=until_empty,
        stop=stop,
        pause=pause,
        pace=Pace(seconds),
        arrived=arrived,
    )
    return await sender.run()


class _Sender:
    def __init__(
        self,
        archive: Archive,
        bot: Bot | None,
        *,
        out: TextIO,
        clock: Callable[[], datetime],
        until_empty: bool,
        stop: asyncio.Event,
        pause: Pause,
        pace: Pace,
        arrived: Callable[[], None],
    ) -> None:
        self.archive = archive
        self.bot = bot
        self.out = out
        self.clock = clock
        self.until_empty = until_empty
        self.stop = stop
        self.pause = pause
        self.pace = pace
        self.arrived = arrived
        self.sent = self.plain = self.retried = self.dead = 0
        self.waited = 0.0

    async def run(self) -> SendReport:
        while not self.stop.is_set():
            try:
                message = self._next()
                wait = self._wait() if message is None else None
            except (ArchiveBusy, ArchiveFull) as error:
                if self.until_empty:
                    raise
                log.error("%s The sender tries again.", error)
                await self.pause(self.stop, ARCHIVE_PAUSE_SECONDS)
                continue
            if message is not None:
                await self._in_flight(self._deliver(message))
            elif wait is None:
                break
            else:
                await self.pause(self.stop, wait)
        return self._report()

    # --- what next ----------------------------------------------------------------------------------------

    def _next(self) -> Message | None:
        """The next message that may go now, taken; asks without a write lock first."""
        now = self.clock()
        due = outbox.next_due(self.archive, console=True)
        if due is not None and due <= now:
            return outbox.take(self.archive, now, console=True)
        if self.bot is None or self.pace.held():
            return None
        busy = self.pace.busy()
        due = outbox.next_due(self.archive, console=False, busy=busy)
        if due is not None and due <= now:
            return outbox.take(self.archive, now, console=False, busy=busy)
        return None

    def _wait(self) -> float | None:
        """Seconds to wait until something may go; None when this run is over."""
        now = self.clock()
        waits = []
        for console in (True, False) if self.bot else (True,):
            due = outbox.next_due(self.archive, console=console)
            if due is not None:
                waits.append((due - now).total_seconds())
        postponed = [wait for wait in waits if wait > 0]
        paced = None
        if len(postponed) < len(waits):  # something is due, and its chat must wait, or it became due just now
            paced = self.pace.next_free() or 0.0
        if not self.until_empty:
            soonest = min(postponed if paced is None else [*postponed, paced], default=POLL_SECONDS)
            return min(POLL_SECONDS, max(SHORTEST_WAIT, soonest))
        if paced is not None:
            return max(SHORTEST_WAIT, paced)
        wait = min(postponed, default=math.inf)
        if wait > PATIENCE_SECONDS or self.waited + wait > PATIENCE_IN_ALL_SECONDS:
            return None
        self.waited += wait
        return max(SHORTEST_WAIT, wait)

    async def _in_flight(self, delivery: Coroutine[Any, Any, None]) -> None:
        """Let a delivery end and be recorded, even when the end or a cancellation comes meanwhile."""
        task = asyncio.create_task(delivery)
        halt = asyncio.create_task(self.stop.wait())
        try:
            await asyncio.wait({task, halt}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            halt.cancel()
            if not task.done():
                await asyncio.wait({task}, timeout=STOP_GRACE_SECONDS)
            if not task.done():
                log.warning("A message was on its way at the end; it will be sent again, marked.")
                task.cancel()
        if task.done():
            task.result()

    def _report(self) -> SendReport:
        own = (True, False) if self.bot else (True,)
        due = [outbox.next_due(self.archive, console=console) for console in own]
        left = self.archive.value(
            "select count(*) from outbox where state = 'queued' and (chat = ? or ?)", [CONSOLE, int(bool(self.bot))]
        )
        if left and self.until_empty:
            log.warning("%d messages wait for a later run.", left)
        return SendReport(
            sent=self.sent,
            plain=self.plain,
            retried=self.retried,
            dead=self.dead,
            left=int(left),
            next_due=min((time for time in due if time), default=None),
        )

    # --- sending ------------------------------------------------------------------------------------------

    async def _deliver(self, message: Message) -> None:
        html = message.html
        if message.maybe_double:
            html = f"{label('layout', 'maybe_double', language_of(self.archive.db, message.chat))}\n{html}"
        if message.chat == CONSOLE:
            await self._print(message, plain(html))
        else:
            await self._send(message, html)

    async def _print(self, message: Message, text: str) -> None:
        encoding = getattr(self.out, "encoding", None) or "utf-8"
        try:
            self.out.write(text.encode(encoding, "replace").decode(encoding) + "\n\n")
            self.out.flush()
        except (OSError, ValueError) as error:
            await self._again(message, self.clock(), f"console: {error}")
            raise SenderStopped(f"The console cannot be written ({error}). The messages stay queued.") from error
        await self._record(lambda: outbox.sent(self.archive, message, self.clock(), None))
        self.sent += 1
        self.arrived()

    async def _send(self, message: Message, html: str, *, as_plain: bool = False) -> None:
        assert self.bot is not None
        chat = message.chat.removeprefix("telegram:")
        if not chat.removeprefix("-").isdecimal():
            await self._dead(message, f"no chat of Telegram: {message.chat}")
            return
        reply = None
        if message.reply_to_message is not None:
            reply = ReplyParameters(message.reply_to_message, allow_sending_without_reply=True)
        try:
            accepted = await self.bot.send_message(
                int(chat),
                cut_plain(plain(html)) if as_plain else html,
                parse_mode=None if as_plain else ParseMode.HTML,
                link_preview_options=LinkPreviewOptions(is_disabled=True),
                reply_parameters=reply,
            )
        except BadRequest as error:  # before NetworkError, of which PTB makes it a subclass
            if not as_plain and is_not_readable(error):
                log.error("Telegram cannot read message %d (%s); it is sent as bare text.", message.id, error)
                await self._send(message, html, as_plain=True)
                return
            await self._refused(message, error)
        except TelegramError as error:
            await self._failed(message, error)
        except Exception as error:
            # Unforeseen, so it may have arrived; one bad message must not stop the others.
            log.exception("Message %d", message.id)
            await self._network(message, error)
        else:
            now = self.clock()
            self.pace.sent(message.chat)
            await self._record(lambda: outbox.sent(self.archive, message, now, accepted.message_id))
            self.sent += 1
            self.plain += as_plain
            self.arrived()

    # --- what becomes of an error -------------------------------------------------------------------------

    async def _refused(self, message: Message, error: BadRequest) -> None:
        if error.__cause__ is not None:  # the answer was not Telegram's: a proxy or a captive portal
            await self._network(message, error)
        elif is_muted(error):
            await self._muted(message, error)
        elif is_no_such_chat(error):
            await self._lost_chat(message, error)
        else:
            await self._dead(message, error.message)

    async def _failed(self, message: Message, error: TelegramError) -> None:
        now = self.clock()
        if isinstance(error, RetryAfter):
            wait = _timespan(error)
            self.pace.flooded(message.chat, wait.total_seconds())
            await self._again(message, now + wait, str(error))
        elif is_muted(error):
            await self._muted(message, error)
        elif isinstance(error, Forbidden) and error.__cause__ is None:
            await self._lost_chat(message, error)
        elif isinstance(error, ChatMigrated):
            await self._again(message, now, str(error))
            await self._record(
                lambda: outbox.moved(self.archive, message.chat, f"telegram:{error.new_chat_id}", now)
            )
        elif isinstance(error, InvalidToken):
            await self._again(message, now, str(error))
            raise SenderStopped(
                f"Telegram refuses the bot's token ({error}). Set NETRA_TELEGRAM_TOKEN; the messages stay queued."
            ) from error
        elif isinstance(error, Conflict):
            await self._again(message, now, str(error))
            raise SenderStopped(
                f"Another program uses this bot's token ({error}). End it; the messages stay queued."
            ) from error
        else:
            await self._network(message, error)

    async def _muted(self, message: Message, error: TelegramError) -> None:
        """Postponed with growing pauses; the subscription stays. Age alone ends it, for Telegram did answer."""
        now = self.clock()
        if now - message.created >= GIVE_UP_AFTER:
            await self._dead(message, f"given up after {message.tries} tries: {error.message}")
            return
        log.warning("The bot may not write to %s now (%s); its messages wait.", message.chat, error.message)
        await self._again(message, now + _growing(message, LONGEST_MUTED_PAUSE), error.message)

    async def _network(self, message: Message, error: Exception) -> None:
        """Retried with growing pauses; marked as a possible double unless it surely never left."""
        now = self.clock()
        reason = f"{type(error).__name__}: {error}"
        if now - message.created >= GIVE_UP_AFTER and message.tries >= GIVE_UP_TRIES:
            await self._dead(message, f"given up after {message.tries} tries: {reason}")
            return
        await self._again(
            message, now + _growing(message, LONGEST_PAUSE), reason, maybe_double=not never_left(error)
        )

    async def _again(
        self, message: Message, not_before: datetime, error: str, *, maybe_double: bool = False
    ) -> None:
        await self._record(
            lambda: outbox.retry(self.archive, message, not_before, error, maybe_double=maybe_double)
        )
        self.retried += 1

    async def _dead(self, message: Message, reason: str) -> None:
        log.error("Message %d to %s cannot be delivered: %s", message.id, message.chat, reason)
        await self._record(lambda: outbox.dead(self.archive, message, reason))
        self.dead += 1

    async def _lost_chat(self, message: Message, error: TelegramError) -> None:
        await self._dead(message, error.message)
        await self._record(lambda: subscriptions.end(self.archive, message.chat, self.clock(), error.message))

    async def _record(self, write: Callable[[], object]) -> None:
        """Write the outcome; a busy archive or a full disk is waited for, else the message would go out twice."""
        for attempt in range(RECORD_TRIES):
            try:
                write()
            except (ArchiveBusy, ArchiveFull) as error:
                if attempt + 1 == RECORD_TRIES or self.stop.is_set():
                    raise
                log.error("%s The outcome of a message waits to be written.", error)
                await self.pause(self.stop, ARCHIVE_PAUSE_SECONDS)
            else:
                return


def cut_plain(text: str) -> str:
    """Bare text within Telegram's limit."""
    return plain(cut(escape(text), LIMIT))


def _growing(message: Message, longest: timedelta) -> timedelta:
    """The pause before the next try: 2, 4, 8 … seconds."""
    return min(longest, timedelta(seconds=2 ** min(message.tries, 12)))


def _timespan(error: RetryAfter) -> timedelta:
    """The wait that Telegram asks for: whole seconds in today's library, a timedelta in tomorrow's."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library warns at each reading that the type will change
        wait: int | timedelta = error.retry_after
    return wait if isinstance(wait, timedelta) else timedelta(seconds=wait)
