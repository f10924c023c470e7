"""The daemon: one asyncio loop with APScheduler, the bot and the outbox sender. It never fetches or reads a page.

Each crawl is a child process, the very command that cron could run: a page that hangs or kills it hurts neither the
bot nor the alerts, and the next tick resumes from the frontier.
"""

from __future__ import annotations

import asyncio
import ctypes
import logging
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from telegram.error import InvalidToken, TelegramError

from alerts import bot, outbox, sender
from archive import Archive, Lock, open_archive
from settings import Settings

log = logging.getLogger("netra.daemon")

CRAWL_COMMAND = (sys.executable, "-m", "netra", "crawl")
GRACE_SECONDS = 60
"""How long a crawl may go on beyond its budget before the ladder ends it."""
LADDER = ((signal.SIGTERM, 2.0), (signal.SIGTERM, 1.0), (signal.SIGKILL, 1.0))
"""Scrapy takes the first SIGTERM as "finish", the second as "drop everything"; together they stay within 5 s."""
BOT_RETRY_SECONDS = (2, 5, 15, 60, 300)
_PR_SET_PDEATHSIG = 1


def utc_now() -> datetime:
    """The present time, in UTC."""
    return datetime.now(UTC)


def sender_lock(settings: Settings) -> Lock:
    """The lock that lets one sender at a time (daemon or ``netra send``) empty the outbox of an archive."""
    return Lock(
        settings.database.with_name(settings.database.name + ".run.lock"),
        f"A daemon or another sender is working on {settings.database}; it sends the alerts. Nothing was done.",
    )


def _die_with_parent() -> None:
    # A daemon that is killed outright must not leave a crawl behind.
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


async def crawl_once(stop: asyncio.Event, limit_seconds: float) -> int:
    """Run one crawl child to its end, or down the ladder when ``stop`` is set or the time is over.

    Returns the child's exit code (negative: the signal that ended it).
    """
    child = await asyncio.create_subprocess_exec(*CRAWL_COMMAND, preexec_fn=_die_with_parent)
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

    def stop(self) -> None:
        """Ask for the end: in-flight sends finish, the crawl child goes down the ladder, nothing is lost."""
        self._stop.set()

    async def run(self) -> None:
        """Run until stopped."""
        doubtful = outbox.recover(self.archive, self.clock())
        if doubtful:
            log.warning(
                "%d messages were on their way when the last run ended; they are sent again, marked.", doubtful
            )
        scheduler = AsyncIOScheduler(timezone=UTC)
        limit = self.settings.crawl_budget_seconds + GRACE_SECONDS
        crawls: set[asyncio.Task[int]] = set()

        async def tick() -> None:
            task = asyncio.create_task(crawl_once(self._stop, limit))
            crawls.add(task)
            # Shielded: APScheduler cancels running jobs when it shuts down, and this one must end its child.
            await asyncio.shield(task)
            crawls.discard(task)

        scheduler.add_job(
            tick,
            "interval",
            seconds=self.settings.crawl_tick_seconds,
            max_instances=1,
            coalesce=True,
            misfire_grace_time=None,
            next_run_time=self.clock(),
        )
        scheduler.start()
        messages = asyncio.create_task(self._messages())
        await self._stop.wait()
        scheduler.pause()
        await asyncio.gather(messages, *crawls, return_exceptions=True)
        scheduler.shutdown(wait=False)

    async def _messages(self) -> None:
        """Send what is queued and serve the bot; a Telegram that fails never stops the crawls."""
        if self.settings.telegram_token is None:
            try:
                await self._drain(None)
            except sender.SenderStopped as error:
                log.error("%s Alerts stay queued; the crawls go on.", error)
            return
        attempt = 0
        while not self._stop.is_set():
            application = bot.application(self.settings, self.archive, self.clock)
            try:
                await self._serve(application)
            except (TelegramError, sender.SenderStopped) as error:
                if isinstance(error, InvalidToken):
                    log.error("Telegram refuses the token: set NETRA_TELEGRAM_TOKEN. Alerts stay queued.")
                else:
                    log.error("Telegram does not answer (%s). Alerts stay queued; trying again.", error)
                pause = BOT_RETRY_SECONDS[min(attempt, len(BOT_RETRY_SECONDS) - 1)]
                attempt += 1
                await _wait(self._stop, pause)

    async def _serve(self, application: bot.AnyApplication) -> None:
        async with application:
            await application.start()
            assert application.updater is not None
            try:
                await application.updater.start_polling(
                    timeout=10, bootstrap_retries=0, error_callback=bot.polling_error
                )
                await self._drain(application)
            finally:
                if application.updater.running:
                    await application.updater.stop()
                await application.stop()

    async def _drain(self, application: bot.AnyApplication | None) -> None:
        await sender.drain(
            self.archive,
            application.bot if application else None,
            out=sys.stdout,
            clock=self.clock,
            until_empty=False,
            stop=self._stop,
        )


async def _wait(stop: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return


async def _run(settings: Settings) -> None:
    with open_archive(settings.database, settings.raw_database) as archive, sender_lock(settings):
        daemon = Daemon(settings, archive)
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, daemon.stop)
        await daemon.run()


def run(settings: Settings) -> None:
    """Run the daemon until SIGTERM or SIGINT. Raises ArchiveBusy when one is running on this archive."""
    asyncio.run(_run(settings))
