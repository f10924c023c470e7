"""What the bot's commands share: who asks, in which language, and how he is answered."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from telegram import Chat, InlineKeyboardButton, InlineKeyboardMarkup, LinkPreviewOptions, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest

from alerts.views import language_of
from archive import Archive
from model import SubjectKind
from wording import cut, escape, label, region_name

log = logging.getLogger("netra.bot")

MAX_WORDS = 200
"""Characters of what a user searches for that are looked at."""

Buttons = Sequence[Sequence[tuple[str, str]]]
"""Rows of buttons: what stands on one, and what it sends."""


@dataclass(frozen=True, slots=True)
class Asker:
    """A chat that asks something, with what is needed to answer it."""

    archive: Archive
    clock: Callable[[], datetime]
    update: Update
    chat: Chat

    @property
    def name(self) -> str:
        """The chat's name in the tables."""
        return f"telegram:{self.chat.id}"

    @property
    def language(self) -> str:
        """What the chat reads."""
        return language_of(self.archive.db, self.name)

    def text(self, key: str, **fields: object) -> str:
        """A text of the bot in the chat's language; every field is escaped."""
        escaped = {name: escape(str(value)) for name, value in fields.items()}
        return label("bot", key, self.language).format(**escaped)

    def kind(self, kind: SubjectKind | None) -> str:
        """A kind of subject on a button or in a list; None is both."""
        return label("subject_short", kind.value if kind else "all", self.language)

    def place(self, region: str | None) -> str:
        """A place of a subscription; None is all of Indonesia."""
        return region_name(region, self.language) if region else label("place", "nation", self.language)

    async def answer(self, html: str, buttons: Buttons = ()) -> None:
        """Answer with a new message."""
        await self.chat.send_message(
            cut(html),
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(buttons),
            link_preview_options=LinkPreviewOptions(is_disabled=True),
        )

    async def change(self, html: str, buttons: Buttons = ()) -> None:
        """Change the message whose button was pressed; a new message when it cannot be changed any more."""
        query = self.update.callback_query
        if query is None:
            await self.answer(html, buttons)
            return
        try:
            await query.edit_message_text(
                cut(html),
                parse_mode=ParseMode.HTML,
                reply_markup=keyboard(buttons),
                link_preview_options=LinkPreviewOptions(is_disabled=True),
            )
        except BadRequest as error:
            if "not modified" not in error.message.lower():  # pressed twice
                await self.answer(html, buttons)
        except TypeError:  # the library's word for a message too old to be reached
            await self.answer(html, buttons)


def keyboard(buttons: Buttons) -> InlineKeyboardMarkup | None:
    """The rows as Telegram's inline keyboard."""
    rows = [[InlineKeyboardButton(text, callback_data=data) for text, data in row] for row in buttons]
    return InlineKeyboardMarkup(rows) if rows else None


def in_pairs(buttons: Sequence[tuple[str, str]]) -> list[Sequence[tuple[str, str]]]:
    """Buttons in rows of two."""
    return [buttons[index : index + 2] for index in range(0, len(buttons), 2)]
