"""``netra send``: empty the outbox once and answer who is waiting; for cron, when no daemon runs."""

from __future__ import annotations

import asyncio
import sys

import click
from telegram.error import TelegramError

from alerts import bot, outbox, sender
from archive import Archive, open_archive
from model import NetraError
from scheduler import sender_lock, utc_now
from settings import Settings, load_settings


class SendFailed(NetraError):
    """Telegram could not be reached or refused the bot; the messages stay queued."""


@click.command("send")
def send_command() -> None:
    """Send what is queued, answer waiting updates, and end. Refused while a daemon runs on the archive."""
    settings = load_settings()
    with open_archive(settings.database, settings.raw_database) as archive, sender_lock(settings):
        outbox.recover(archive, utc_now())
        answered, report = asyncio.run(_send(settings, archive))
        left = outbox.counts(archive)
    users = f" Users answered: {answered}." if answered else ""
    click.echo(
        f"Sent now: {report.sent}. In the outbox: {left['queued']} queued, {left['dead']} undeliverable.{users}",
        err=True,
    )


async def _send(settings: Settings, archive: Archive) -> tuple[int, sender.SendReport]:
    stop = asyncio.Event()
    if settings.telegram_token is None:
        return 0, await sender.drain(archive, None, out=sys.stdout, clock=utc_now, until_empty=True, stop=stop)
    application = bot.application(settings, archive, utc_now)
    try:
        async with application:
            answered = await bot.answer_waiting(application)
            return answered, await sender.drain(
                archive, application.bot, out=sys.stdout, clock=utc_now, until_empty=True, stop=stop
            )
    except TelegramError as error:
        why = bot.trouble(error, settings.telegram_api)
        raise SendFailed(f"{why} The messages stay queued for the next `netra send`.") from error
