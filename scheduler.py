"""The daemon: one asyncio loop with APScheduler, the bot and the outbox sender. It never fetches or reads a page.

Each crawl is a child process, the very command that cron could run: a page that hangs or kills it hurts neither the
bot nor the alerts, and the next tick resumes from the frontier.
"""

from __future__ import annotations

import asyncio
import logging
import math
import os
import signal
import sys
import time
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from apscheduler.job import Job
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram.error import TelegramError

from alerts import bot, outbox, sender
from alerts.sender import wait_or_stop
from archive import Archive, ArchiveBusy, ArchiveChanged, ArchiveFull, Lock, open_archive
from settings import Settings

log = logging.getLogger("netra.daemon")

CRAWL_COMMAND = (sys.executable, str(Path(__file__).with_name("netra.py")), "crawl")
"""By its file: with ``-m netra`` a folder of that name where the daemon was started would be taken for it."""
GRACE_SECONDS = 60
"""How long a crawl may go on beyond its budget before the ladder ends it."""
LADDER = ((signal.SIGTERM, 2.0), (signal.SIGTERM, 1.0), (signal.SIGKILL, 1.0))
"""Scrapy takes the first SIGTERM as "finish", the second as "drop everything"; together they stay within 5 s."""
PARENT_VARIABLE = "NETRA_PARENT"
"""Tells the crawl who started it (read by ``commands/parent.py``, which this floor may not import)."""
RETRY_SECONDS = (2, 5, 15, 60, 300)
"""How long the sender and the bot wait before they start again after a failure, and the next."""
AFTER_TROUBLE = (
    "The crawls go on. Alerts stay queued and go out when it works again, none to this console;"
    " the next try follows within 5 minutes."
)
REPEAT_SECONDS = 3600
"""The same trouble, tried again and again, is said once in this time."""
HEALTHY_SECONDS = 60
"""What ran so long, or sent something, was well: the waits begin anew."""
LATE = 1.5
"""A tick is overdue when so many times its interval went by without a crawl."""
END_SECONDS = 4.0
"""Within so long after SIGTERM the bot is shut down, whether Telegram answers or not."""
SHORTEST_END_SECONDS = 0.5
BOT_END_SECONDS = 30.0
"""As above, when it is shut down only to start again."""


def utc_now() -> datetime:
    """The present time, in UTC."""
    return datetime.now(UTC)


def sender_lock(settings: Settings) -> Lock:
    """The lock that lets one sender at a time (daemon or ``netra send``) empty the outbox of an archive."""
    return Lock(
        settings.database.with_name(settings.database.name + ".run.lock"),
        f"A daemon or another sender is working on {settings.database}; it sends the alerts. Nothing was done.",
    )


async def crawl_once(stop: asyncio.Event, limit_seconds: float) -> int:
    """Run one crawl child to its end, or down the ladder when ``stop`` is set or the time is over.

    Returns the child's exit code (negative: the signal that ended it).
    """
    # A daemon that is killed outright must not leave a crawl behind: the child watches its parent.
    environment = os.environ | {PARENT_VARIABLE: str(os.getpid())}
    child = await asyncio.create_subprocess_exec(*CRAWL_COMMAND, env=environment)
    done = asyncio.create_task(child.wait())
    halt = asyncio.create_task(stop.wait())
    await asyncio.wait({done, halt}, timeout=limit_seconds, return_when=asyncio.FIRST_COMPLETED)
    halt.cancel()
    if not done.done() and not stop.is_set():
        log.error("The crawl did not end within %.0f s and is stopped; the next one resumes.", limit_seconds)
    for step, patience in LADDER:
        if done.done():
            break
        child.send_signal(step)
        await asyncio.wait({done}, timeout=patience)
    code = await done
    if code and not stop.is_set():
        log.error("The crawl ended with code %d; what it left is taken up by the next one.", code)
    return code


class Daemon:
    """Crawl on schedule, send what is queued, answer the bot's users; until :meth:`stop`."""

    def __init__(self, settings: Settings, archive: Archive, clock: Callable[[], datetime] = utc_now) -> None:
        self.settings = settings
        self.archive = archive
        self.clock = clock
        self._stop = asyncio.Event()
        self._ends_at: float | None = None  # of the monotonic clock
        self._crawls: set[asyncio.Task[int]] = set()
        self._crawled = time.monotonic()
        self._arrived = False  # whether this start of the sender sent anything
        self._said: dict[str, float] = {}  # kinds of trouble, and when each was said, of the monotonic clock

    def stop(self) -> None:
        """Ask for the end: in-flight sends finish, the crawl child goes down the ladder, nothing is lost."""
        if self._ends_at is None:
            self._ends_at = time.monotonic() + END_SECONDS
        self._stop.set()

    async def run(self) -> None:
        """Run until stopped."""
        scheduler = AsyncIOScheduler(timezone=UTC)
        job = scheduler.add_job(
            self._tick,
            "interval",
            seconds=self.settings.crawl_tick_seconds,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
            next_run_time=self.clock(),
        )
        scheduler.start()
        others = [asyncio.create_task(self._messages()), asyncio.create_task(self._watch_ticks(job))]
        await self._stop.wait()
        scheduler.pause()
        for outcome in await asyncio.gather(*others, *self._crawls, return_exceptions=True):
            if isinstance(outcome, Exception):
                log.error("This failed before the end:", exc_info=outcome)
        scheduler.shutdown(wait=False)

    # --- crawling -----------------------------------------------------------------------------------------

    async def _tick(self) -> None:
        task = asyncio.create_task(crawl_once(self._stop, self.settings.crawl_budget_seconds + GRACE_SECONDS))
        self._crawls.add(task)
        task.add_done_callback(self._crawl_ended)
        # Shielded: APScheduler cancels running jobs when it shuts down, and this one must end its child.
        await asyncio.shield(task)

    def _crawl_ended(self, task: asyncio.Task[int]) -> None:
        self._crawls.discard(task)
        self._crawled = time.monotonic()

    async def _watch_ticks(self, job: Job) -> None:
        """Start the crawl that is overdue: APScheduler goes by the wall clock, which may be put back by hours."""
        interval = self.settings.crawl_tick_seconds
        while not self._stop.is_set():
            await wait_or_stop(self._stop, interval)
            overdue = not self._crawls and time.monotonic() - self._crawled > LATE * interval
            if overdue and not self._stop.is_set():
                log.warning("The clock was put back, or a crawl could not start; it is started now.")
                self._crawled = time.monotonic()
                job.modify(next_run_time=self.clock())

    # --- sending ------------------------------------------------------------------------------------------

    async def _messages(self) -> None:
        """Send what is queued and serve the bot, again after every failure; the crawls go on meanwhile."""
        failures = 0
        while not self._stop.is_set():
            began, self._arrived = time.monotonic(), False
            try:
                self._recover()
                await self._serve()
            except TelegramError as error:
                self._say(error, f"{bot.trouble(error, self.settings.telegram_api)} {AFTER_TROUBLE}")
            except (sender.SenderStopped, ArchiveBusy, ArchiveChanged, ArchiveFull) as error:
                self._say(error, f"{error} Trying again; the crawls go on.")
            except Exception:
                log.exception("The sender failed. Alerts stay queued; it starts again.")
            if self._arrived or time.monotonic() - began > HEALTHY_SECONDS:
                failures = 0
            await wait_or_stop(self._stop, RETRY_SECONDS[min(failures, len(RETRY_SECONDS) - 1)])
            failures += 1

    def _say(self, error: Exception, sentence: str) -> None:
        """Log a trouble once in a while: each kind of it, not each try."""
        kind, now = type(error).__name__, time.monotonic()
        again = now - self._said.get(kind, -math.inf) < REPEAT_SECONDS
        if not again:
            self._said[kind] = now
        log.log(logging.INFO if again else logging.ERROR, "%s", sentence)

    def _polling_failed(self, error: TelegramError) -> None:
        """The library asks for updates again by itself, every few seconds."""
        why = bot.trouble(error, self.settings.telegram_api)
        self._say(error, f"The bot gets no messages of its users now. {why} It goes on asking.")

    def _recover(self) -> None:
        """What was on its way when this daemon's sender, or an earlier one, ended without an outcome."""
        doubtful = outbox.recover(self.archive, self.clock())
        if doubtful:
            log.warning(
                "%d messages were on their way when the sender ended; they are sent again, marked.", doubtful
            )

    async def _serve(self) -> None:
        if self.settings.telegram_token is None:
            await self._drain(None)
            return
        application = bot.application(self.settings, self.archive, self.clock)
        try:
            if await _unless_stopped(self._stop, _start(application, self._polling_failed)):
                await self._drain(application)
        finally:
            left = BOT_END_SECONDS if self._ends_at is None else self._ends_at - time.monotonic()
            await _end(application, max(SHORTEST_END_SECONDS, left))

    async def _drain(self, application: bot.AnyApplication | None) -> None:
        await sender.drain(
            self.archive,
            application.bot if application else None,
            out=sys.stdout,
            clock=self.clock,
            until_empty=False,
            stop=self._stop,
            arrived=self._has_arrived,
        )

    def _has_arrived(self) -> None:
        self._arrived = True
        if self._said:
            self._said.clear()
            log.warning("Messages go out again.")


async def _start(application: bot.AnyApplication, on_error: Callable[[TelegramError], None]) -> None:
    await application.initialize()
    await application.start()
    assert application.updater is not None
    await application.updater.start_polling(timeout=10, bootstrap_retries=0, error_callback=on_error)


async def _end(application: bot.AnyApplication, seconds: float) -> None:
    """Shut the bot down; a Telegram that does not answer is not waited for longer than ``seconds``."""

    async def shut() -> None:
        if application.updater is not None and application.updater.running:
            await application.updater.stop()
        if application.running:
            await application.stop()
        await application.shutdown()
        await application.bot.shutdown()  # open still when it was not initialized to the end

    # Not wait_for: that waits for the end of what it cancels, and the library swallows a cancellation.
    task = asyncio.create_task(shut())
    await asyncio.wait({task}, timeout=seconds)
    if not task.done():
        log.warning("Telegram does not answer; the bot ends without it.")
        task.cancel()
    elif error := task.exception():
        log.error("The bot could not be shut down in order: %s", error)


async def _unless_stopped(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> bool:
    """Do some work to its end, or cancel it when the end is asked for. Returns whether it was done."""
    task = asyncio.create_task(work)
    halt = asyncio.create_task(stop.wait())
    await asyncio.wait({task, halt}, return_when=asyncio.FIRST_COMPLETED)
    halt.cancel()
    if not task.done():
        task.cancel()
        await asyncio.wait({task}, timeout=SHORTEST_END_SECONDS)
        return False
    task.result()
    return True


async def _run(settings: Settings, ready: Callable[[], None]) -> None:
    with open_archive(settings.database, settings.raw_database) as archive, sender_lock(settings):
        ready()
        daemon = Daemon(settings, archive)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, daemon.stop)
        await daemon.run()


def run(settings: Settings, ready: Callable[[], None]) -> None:
    """Run the daemon until SIGTERM or SIGINT; ``ready`` is called once archive and lock are had.

    Raises ArchiveBusy when a daemon is running on this archive, ArchiveError when it cannot be used.
    """
    asyncio.run(_run(settings, ready))
