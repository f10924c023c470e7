"""The sender killed by SIGKILL at any named point: every alert arrives, and a possible double says it is one."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from demo.newsroom import Newsroom
from tests.road.harness import KILLED, Installation, assert_sound
from tests.road.test_kills_crawl import few_stories
from tests.telegram.botapi import TOKEN, BotApi

CHAT = 4711
MARK = "[mungkin ganda]"
STOP_SECONDS = 5


@dataclass(frozen=True)
class Telegram:
    """An installation whose bot talks to a Bot API server, with one subscriber to everything."""

    installation: Installation
    api: BotApi

    def texts(self) -> Counter[str]:
        """The texts that arrived, without the mark, each with how often."""
        return Counter(sent.text.removeprefix(MARK).strip() for sent in self.api.messages if sent.chat == CHAT)

    def doubles_are_marked(self) -> bool:
        """Whether every text arrived unmarked once at the most."""
        unmarked = Counter(sent.text for sent in self.api.messages if not sent.text.startswith(MARK))
        return all(count == 1 for count in unmarked.values())


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom(few_stories()) as opened:
        yield opened


@pytest.fixture
def telegram(newsroom: Newsroom, tmp_path: Path) -> Iterator[Telegram]:
    with BotApi() as api:
        installation = Installation(
            tmp_path, newsroom, NETRA_TELEGRAM_TOKEN=TOKEN, NETRA_TELEGRAM_API=api.url, NETRA_CRAWL_TICK_SECONDS="1"
        )
        api.say(CHAT, "/langganan semua Indonesia")
        first = installation.netra("send")
        assert first.returncode == 0, first.stderr
        api.messages.clear()
        yield Telegram(installation, api)


def queued(installation: Installation) -> int:
    return int(installation.value("select count(*) from outbox where state in ('queued', 'sending')"))


@pytest.mark.parametrize(
    ("point", "number"),
    [
        ("after a message was taken", 2),
        ("after Telegram accepted, before it is recorded", 2),
        ("after a message was recorded as sent", 3),
    ],
)
def test_a_killed_sender_loses_nothing_and_marks_a_possible_double(
    point: str, number: int, telegram: Telegram
) -> None:
    installation = telegram.installation
    assert installation.netra("crawl", "--now").returncode == 0
    waiting = queued(installation)
    assert waiting >= 4
    assert installation.netra("send", kill_at=(point, number)).returncode == KILLED
    resumed = installation.netra("send")
    assert resumed.returncode == 0, resumed.stderr
    assert queued(installation) == 0
    assert len(telegram.texts()) == waiting
    assert telegram.doubles_are_marked()
    marked = [sent for sent in telegram.api.messages if sent.text.startswith(MARK)]
    assert len(marked) == (0 if point == "after a message was recorded as sent" else 1)
    assert_sound(installation)


@pytest.mark.parametrize("point", ["after a message was taken", "after Telegram accepted, before it is recorded"])
def test_a_killed_daemon_is_resumed_by_the_next(point: str, telegram: Telegram) -> None:
    killed = telegram.installation.netra("run", kill_at=(point, 2))
    assert killed.returncode == KILLED, killed.stderr
    daemon = telegram.installation.start("run")
    try:
        expected = 4
        assert telegram.api.wait_for(expected, 60)
    finally:
        daemon.send_signal(signal.SIGTERM)
        _, said = daemon.communicate(timeout=STOP_SECONDS + 5)
    assert daemon.returncode == 0, said
    assert telegram.installation.netra("crawl", "--now").returncode == 0
    assert telegram.installation.netra("send").returncode == 0
    assert queued(telegram.installation) == 0
    told = telegram.installation.value("select count(distinct outbox_id) from alerts")
    stages = telegram.installation.value("select count(*) from outbox where kind = 'stage'")
    assert len(telegram.texts()) == told + stages
    assert telegram.doubles_are_marked()
    assert_sound(telegram.installation)
