"""The daemon as a process: it crawls, alerts, ends in time with nothing lost, and is alone on its archive."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.newsroom import Newsroom
from demo.server import Fault
from tests.road.harness import Installation, assert_sound, state_of, until
from tests.road.test_kills_crawl import few_stories
from tests.telegram.botapi import BotApi

STOP_SECONDS = 5


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with Newsroom(few_stories()) as opened:
        yield opened


@pytest.fixture
def installation(newsroom: Newsroom, tmp_path: Path) -> Installation:
    return Installation(tmp_path / "netra", newsroom, NETRA_CRAWL_TICK_SECONDS="1")


def test_without_a_token_alerts_go_to_the_console_and_it_says_so(installation: Installation) -> None:
    with installation.start("run") as daemon:
        until(lambda: console_sent(installation) >= 4)
        daemon.send_signal(signal.SIGTERM)
        shown, said = daemon.communicate(timeout=STOP_SECONDS)
    assert daemon.returncode == 0
    assert "alerts go to this console" in said
    assert "Camat Wonolestari" not in said
    assert "Kab. Kendal" in shown
    assert_sound(installation)


def console_sent(installation: Installation) -> int:
    return installation.count("select count(*) from outbox where state = 'sent' and chat = 'console'")


def test_it_ends_within_five_seconds_though_pages_hang_and_loses_nothing(
    newsroom: Newsroom, installation: Installation, tmp_path: Path
) -> None:
    undisturbed = Installation(tmp_path / "undisturbed", newsroom)
    assert undisturbed.netra("crawl", "--now").returncode == 0
    hanging = [newsroom.url(story) for story in newsroom.stories() if not story.private]
    newsroom.faults.update({url: Fault(delay=300) for url in hanging})
    with installation.start("run") as daemon:
        until(lambda: waiting(installation))
        daemon.send_signal(signal.SIGTERM)
        _, said = daemon.communicate(timeout=STOP_SECONDS)
    assert daemon.returncode == 0, said
    newsroom.faults.clear()
    assert installation.netra("crawl", "--now").returncode == 0
    assert_sound(installation)
    assert state_of(installation) == state_of(undisturbed)


def waiting(installation: Installation) -> bool:
    """Whether a crawl has entered addresses that it now fetches."""
    return installation.count("select count(*) from frontier where state = 'due'") >= 8


def test_a_second_daemon_and_a_sender_are_refused_while_one_runs(installation: Installation) -> None:
    with installation.start("run") as daemon:
        until(lambda: console_sent(installation) >= 1)
        for command in ("run", "send"):
            refused = installation.netra(command)
            assert refused.returncode == 1
            assert "another sender is working on" in refused.stderr
            assert "Traceback" not in refused.stderr
        daemon.send_signal(signal.SIGTERM)
        daemon.communicate(timeout=STOP_SECONDS)


def test_a_crawl_dies_with_a_daemon_that_is_killed_outright(newsroom: Newsroom, installation: Installation) -> None:
    newsroom.faults.update({newsroom.url(story): Fault(delay=300) for story in newsroom.stories()})
    with installation.start("run") as daemon:
        until(lambda: waiting(installation))
        daemon.kill()
        # The crawl holds the pipes of its daemon: that they close says that it has ended.
        daemon.communicate(timeout=STOP_SECONDS * 3)
    newsroom.faults.clear()
    resumed = installation.netra("crawl", "--now")
    assert "Another crawl" not in resumed.stderr
    assert resumed.returncode == 0
    assert_sound(installation)


def test_a_second_crawl_ends_at_once_with_a_line(newsroom: Newsroom, installation: Installation) -> None:
    newsroom.faults.update({newsroom.url(story): Fault(delay=300) for story in newsroom.stories()})
    with installation.start("crawl", "--now") as first:
        until(lambda: waiting(installation))
        second = installation.netra("crawl", "--now")
        first.send_signal(signal.SIGTERM)
        first.communicate(timeout=STOP_SECONDS)
    assert second.returncode == 1
    assert "Another crawl is working on" in second.stderr


def test_a_token_that_telegram_refuses_is_loud_and_the_crawls_go_on(installation: Installation) -> None:
    with (
        BotApi(token="1:other") as api,
        installation.start("run", NETRA_TELEGRAM_TOKEN="2:refused", NETRA_TELEGRAM_API=api.url) as daemon,
    ):
        until(lambda: articles(installation) >= 5)
        daemon.send_signal(signal.SIGTERM)
        _, said = daemon.communicate(timeout=STOP_SECONDS)
    assert daemon.returncode == 0, said
    assert "refuses the token" in said
    assert "2:refused" not in said


def articles(installation: Installation) -> int:
    return installation.count("select count(*) from articles")
