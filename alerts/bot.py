"""The bot: what a subscriber can say to Netra on Telegram, on python-telegram-bot's Application."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Coroutine
from datetime import datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from telegram import BotCommand, ChatMemberUpdated, Update
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, TelegramError, TimedOut
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)
from telegram.request import HTTPXRequest

from alerts import outbox, subscriptions
from alerts.commands_common import Asker, log
from alerts.commands_reading import cari, terbaru
from alerts.commands_subscribing import berhenti, langganan, overview, pressed
from archive import Archive
from archive.database import now_text
from model import NetraError
from settings import Settings
from wording import LANGUAGES, label
from wording.labels import values

CONNECT_SECONDS = 10.0
READ_SECONDS = 20.0
GONE = {ChatMemberStatus.BANNED, ChatMemberStatus.LEFT}
"""What the bot is in a chat that blocked it or threw it out."""
OTHER_NAMES = {"langganan": ("subscribe",), "berhenti": ("unsubscribe",)}
"""What English speakers type first, beside the names of the menu."""

AnyApplication = Application[Any, Any, Any, Any, Any, Any]
Command = Callable[[Asker, str], Awaitable[None]]
Context = ContextTypes.DEFAULT_TYPE


class NoToken(NetraError):
    """The bot needs a token."""


def application(settings: Settings, archive: Archive, clock: Callable[[], datetime]) -> AnyApplication:
    """The bot, not started yet: ``async with`` it, then poll, or call :func:`answer_waiting`.

    Raises NoToken when the settings hold none.
    """
    if settings.telegram_token is None:
        raise NoToken("NETRA_TELEGRAM_TOKEN is not set; without it alerts go to the console.")
    # At INFO it writes every address it calls, and the token is a part of them.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    built: AnyApplication = (
        ApplicationBuilder()
        .application_class(_Application)
        .token(settings.telegram_token.get_secret_value())
        .base_url(f"{settings.telegram_api}/bot")
        .base_file_url(f"{settings.telegram_api}/file/bot")
        .request(_request(settings))
        .get_updates_request(_request(settings))
        .build()
    )
    desk = _Desk(archive, clock)
    commands: dict[str, Command] = {
        "start": start,
        "langganan": langganan,
        "berhenti": berhenti,
        "terbaru": terbaru,
        "cari": cari,
        "bahasa": bahasa,
        "bantuan": bantuan,
    }
    new_message = filters.UpdateType.MESSAGE
    for name, command in commands.items():
        built.add_handler(CommandHandler(names_of(name), desk.command(command), filters=new_message))
    built.add_handler(CallbackQueryHandler(desk.button))
    built.add_handler(ChatMemberHandler(desk.membership, ChatMemberHandler.MY_CHAT_MEMBER))
    built.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, desk.migration))
    built.add_handler(MessageHandler(filters.ChatType.PRIVATE & new_message, desk.command(unknown)))
    built.add_error_handler(desk.error)
    return built


async def answer_waiting(application: AnyApplication) -> int:
    """Answer the updates that wait, and confirm them; returns how many. For ``netra send``: it never waits.

    Each batch is confirmed by the next request, after it was answered: a crash answers it again.

    Raises telegram.error.TelegramError, e.g. Conflict when another program polls.
    """
    count, offset = 0, None
    while updates := await application.bot.get_updates(offset=offset, timeout=0, allowed_updates=Update.ALL_TYPES):
        for update in updates:
            await application.process_update(update)
        count += len(updates)
        offset = updates[-1].update_id + 1
    if count:
        await set_menu(application)
    return count


def names_of(command: str) -> frozenset[str]:
    """What a user may type for a command: its names in both languages, whichever the chat reads, and others."""
    names = {label("command_name", command, language) for language in LANGUAGES}
    return frozenset(names | set(OTHER_NAMES.get(command, ())))


async def set_menu(application: AnyApplication) -> None:
    """Tell Telegram the menu of commands, in each language; a failure is logged only."""
    try:
        for language in LANGUAGES:
            menu = [
                BotCommand(label("command_name", name, language), label("command", name, language))
                for name in values("command")
            ]
            code = "" if language == LANGUAGES[0] else language
            await application.bot.set_my_commands(menu, language_code=code)
    except TelegramError as error:
        log.warning("The menu of commands could not be set: %s", error)


def trouble(error: TelegramError, api: str) -> str:
    """Why the Bot API server ``api`` cannot be used, as a sentence; the token is not in it."""
    if isinstance(error, InvalidToken):
        return "Telegram refuses the token: set NETRA_TELEGRAM_TOKEN to the one that @BotFather gave."
    if isinstance(error, Conflict):
        return "Another program serves this bot: end it, or make a bot of its own for it."
    if type(error) in {NetworkError, TimedOut}:  # not BadRequest, which is one of them to the library
        return f"Telegram cannot be reached at {api} ({str(error).removeprefix('httpx.')})."
    return f"Telegram answers: {error}."


async def start(asker: Asker, words: str) -> None:
    """``/start``: what Netra is, and the way to a first subscription; or those that the chat has."""
    del words
    if subscriptions.of_chat(asker.archive, asker.name):
        await overview(asker, [asker.text("start")])
        return
    first_step = "\n\n".join([asker.text("start"), asker.text("start_choose")])
    await asker.answer(first_step, [[(f"+ {asker.kind(None)}", "k:all")]])


async def bantuan(asker: Asker, words: str) -> None:
    """``/bantuan``."""
    del words
    await asker.answer(asker.text("help"))


async def unknown(asker: Asker, words: str) -> None:
    """Anything else that is said in a private chat."""
    del words
    await asker.answer(asker.text("unknown"))


async def bahasa(asker: Asker, words: str) -> None:
    """``/bahasa [id|en]``: set the chat's language, or ask for it."""
    wanted = words.strip().lower()[:2]
    if wanted not in LANGUAGES:
        await asker.answer(asker.text("language"), [[("Bahasa Indonesia", "l:id"), ("English", "l:en")]])
        return
    with asker.archive.transaction() as db:
        db.execute(
            "insert into chats (chat, language, updated) values (?, ?, ?)"
            " on conflict (chat) do update set language = excluded.language, updated = excluded.updated",
            [asker.name, wanted, now_text(asker.clock())],
        )
    await asker.change(asker.text("language_set"))


class _Desk:
    """Where updates arrive: finds out who asks, and hands on."""

    def __init__(self, archive: Archive, clock: Callable[[], datetime]) -> None:
        self.archive = archive
        self.clock = clock

    def command(self, command: Command) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
        async def handle(update: Update, context: Context) -> None:
            if update.effective_chat is not None:
                asker = Asker(self.archive, self.clock, update, update.effective_chat)
                await command(asker, " ".join(context.args or ()))

        return handle

    async def button(self, update: Update, context: Context) -> None:
        del context
        query, chat = update.callback_query, update.effective_chat
        if query is None:
            return
        try:
            await query.answer()  # ends the waiting sign on the button
        except BadRequest as error:  # too old: what it asks for is done all the same
            log.info("A pressed button could not be acknowledged: %s", error)
        if chat is None:
            return
        asker = Asker(self.archive, self.clock, update, chat)
        data = query.data or ""
        if data.startswith("l:"):
            await bahasa(asker, data[2:])
        else:
            await pressed(asker, data)

    async def membership(self, update: Update, context: Context) -> None:
        del context
        changed: ChatMemberUpdated | None = update.my_chat_member
        if changed is not None and changed.new_chat_member.status in GONE:
            reason = f"the bot is {changed.new_chat_member.status} there"
            subscriptions.end(self.archive, f"telegram:{changed.chat.id}", self.clock(), reason)

    async def migration(self, update: Update, context: Context) -> None:
        del context
        message = update.effective_message
        if message is not None and message.migrate_to_chat_id:
            new = f"telegram:{message.migrate_to_chat_id}"
            outbox.moved(self.archive, f"telegram:{message.chat.id}", new, self.clock())

    async def error(self, update: object, context: Context) -> None:
        log.error("An update could not be answered", exc_info=context.error)
        if isinstance(context.error, TelegramError) or not isinstance(update, Update) or not update.effective_chat:
            return
        asker = Asker(self.archive, self.clock, update, update.effective_chat)
        try:
            await asker.answer(asker.text("trouble"))
        except (TelegramError, NetraError) as error:
            log.info("The asker could not be told: %s", error)


class _Application(AnyApplication):
    """Sets the menu when it starts, and keeps the token out of the library's error."""

    async def initialize(self) -> None:
        try:
            await super().initialize()
        except InvalidToken:  # its text holds the token
            raise InvalidToken("the token is not valid") from None

    async def start(self) -> None:
        await super().start()
        await set_menu(self)


def _request(settings: Settings) -> HTTPXRequest:
    # A Bot API server on this machine is never reached through the environment's proxy.
    host = urlsplit(settings.telegram_api).hostname or ""
    try:
        loopback = ip_address(host).is_loopback
    except ValueError:
        loopback = host == "localhost"
    return HTTPXRequest(
        connection_pool_size=8,
        connect_timeout=CONNECT_SECONDS,
        read_timeout=READ_SECONDS,
        write_timeout=READ_SECONDS,
        pool_timeout=READ_SECONDS,
        httpx_kwargs={"trust_env": not loopback},
    )
