"""The bot for who reads English: commands by their English names, and nothing left in Indonesian."""

from __future__ import annotations

import asyncio
import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from alerts import bot, subscriptions
from archive import Archive
from archive.database import now_text
from settings import Settings
from tests.support import NOW
from tests.telegram.botapi import TOKEN, BotApi, Sent
from wording import LANGUAGES, label
from wording.labels import values

ME = 7
LABELS = tomllib.loads((Path(bot.__file__).parents[1] / "data" / "labels.toml").read_text(encoding="utf-8"))
COMMANDS = values("command_name")


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


@pytest.fixture
def talk(archive: Archive, api: BotApi) -> Callable[[str], Sent]:
    """Say something and read the last answer."""
    values: dict[str, Any] = {"telegram_token": SecretStr(TOKEN), "telegram_api": api.url}
    settings = Settings(**values)

    async def serve() -> None:
        application = bot.application(settings, archive, lambda: NOW)
        async with application:
            await bot.answer_waiting(application)

    def say(text: str) -> Sent:
        api.say(ME, text)
        asyncio.run(serve())
        return api.last(ME)

    return say


def reads(archive: Archive, language: str) -> None:
    with archive.transaction() as db:
        db.table("chats").insert(
            {"chat": f"telegram:{ME}", "language": language, "updated": now_text(NOW)}, replace=True
        )


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_command_is_understood_by_its_names_in_both_languages(
    archive: Archive, talk: Callable[[str], Sent], language: str
) -> None:
    reads(archive, language)
    unknown = talk("/nonsense").text
    for command in COMMANDS:
        answers = {talk(f"/{label('command_name', command, name)}").text for name in LANGUAGES}
        assert len(answers) == 1, command
        assert unknown not in answers


def test_english_words_subscribe_and_end(archive: Archive, talk: Callable[[str], Sent]) -> None:
    talk("/subscribe circulars Kota Semarang")
    (one,) = subscriptions.of_chat(archive, f"telegram:{ME}")
    assert (one.kind.value, one.region) == ("circular", "33.74")
    talk("/unsubscribe")
    assert subscriptions.of_chat(archive, f"telegram:{ME}") == []


@pytest.mark.parametrize(
    ("said", "kinds", "regions"),
    [
        ("incidents Central Java", {"incident"}, {"33"}),
        (
            "incidents West Sumatra, North Sulawesi and Special Region of Yogyakarta",
            {"incident"},
            {"13", "71", "34"},
        ),
        ("circulars in the Riau Islands", {"circular"}, {"21"}),
        ("breaches and circulars Southwest Papua", {"incident", "circular"}, {"96"}),
        ("cases East Nusa Tenggara, South Halmahera", {"incident"}, {"53", "82.04"}),
        ("circulars City of Semarang, Semarang Regency, South Jakarta", {"circular"}, {"33.74", "33.22", "31.74"}),
        ("everything Indonesia", {"incident", "circular"}, {None}),
        ("all of Indonesia", {"incident", "circular"}, {None}),
        ("all Jambi Province", {"incident", "circular"}, {"15"}),
    ],
)
def test_places_and_kinds_are_understood_by_their_english_names(
    archive: Archive, talk: Callable[[str], Sent], said: str, kinds: set[str], regions: set[str | None]
) -> None:
    reads(archive, "en")
    talk(f"/subscriptions {said}")
    found = subscriptions.of_chat(archive, f"telegram:{ME}")
    assert {one.kind.value for one in found} == kinds
    assert {one.region for one in found} == regions


def test_the_english_menu_names_the_commands_in_english(talk: Callable[[str], Sent], api: BotApi) -> None:
    talk("/start")
    assert [entry["command"] for entry in api.menu["en"]][:2] == ["subscriptions", "latest"]
    assert [entry["command"] for entry in api.menu[""]][:2] == ["langganan", "terbaru"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_names_commands_as_its_reader_knows_them(language: str) -> None:
    """Names in angle brackets are markup (</code>)."""
    own = {label("command_name", command, language) for command in values("command")}
    for group in ("bot", "command"):
        for key, words in LABELS[group].items():
            named = set(re.findall(r"(?<![\w<])/([a-z]+)", words[language]))
            assert named <= own, (group, key)


def test_the_help_in_english_works_as_it_is_written(archive: Archive, talk: Callable[[str], Sent]) -> None:
    reads(archive, "en")
    examples = re.findall(r"<code>(/.*?)</code>", label("bot", "help", "en"))
    assert len(examples) == 4
    for example in examples:
        answer = talk(example).text
        assert "✓" in answer or "Found" in answer or "No article" in answer, example
