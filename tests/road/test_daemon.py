"""The daemon as a process: it crawls, alerts, ends in time with nothing lost, and is alone on its archive."""

from __future__ import annotations

import asyncio
import logging
import math
import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import apscheduler.schedulers.base
import pytest
from telegram.error import InvalidToken, NetworkError

import scheduler
from alerts import outbox, sender
from archive import Archive, ArchiveError, ArchiveFull
from demo.newsroom import Newsroom
from demo.server import Fault
from model import CONSOLE
from settings import Settings
from tests.road.harness import Installation, assert_sound, state_of, until
from tests.road.test_kills_crawl import few_stories
from tests.telegram.botapi import TOKEN, BotApi
from tests.telegram.seed import queue, row

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
    assert said.count("refuses the token") == 1
    assert "2:refused" not in said


def test_telegram_out_of_reach_at_the_start_says_what_happens_next(installation: Installation) -> None:
    with socket.socket() as unused:  # bound and not listening: nobody answers there
        unused.bind(("127.0.0.1", 0))
        api = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with installation.start("run", NETRA_TELEGRAM_TOKEN="1:unreached", NETRA_TELEGRAM_API=api) as daemon:
            until(lambda: articles(installation) >= 5)
            daemon.send_signal(signal.SIGTERM)
            shown, said = daemon.communicate(timeout=STOP_SECONDS)
        sent = installation.netra("send", NETRA_TELEGRAM_TOKEN="1:unreached", NETRA_TELEGRAM_API=api)
    assert f"Telegram cannot be reached at {api} (" in said
    assert scheduler.AFTER_TROUBLE in said
    assert (sent.returncode, sent.stdout) == (1, "")
    assert f"netra: Telegram cannot be reached at {api} (" in sent.stderr
    assert "stay queued for the next `netra send`" in sent.stderr
    assert "unreached" not in shown + said + sent.stderr
    assert "Traceback" not in said + sent.stderr


def articles(installation: Installation) -> int:
    return installation.count("select count(*) from articles")


@pytest.mark.parametrize("method", ["getMe", "setMyCommands", "deleteWebhook", "getUpdates"])
def test_it_ends_within_five_seconds_though_telegram_never_answers(installation: Installation, method: str) -> None:
    release = threading.Event()
    with BotApi() as api:
        api.hold_method(release, method)
        with installation.start("run", NETRA_TELEGRAM_TOKEN=TOKEN, NETRA_TELEGRAM_API=api.url) as daemon:
            until(lambda: any(called == method for called, _ in api.calls))
            daemon.send_signal(signal.SIGTERM)
            try:
                _, said = daemon.communicate(timeout=STOP_SECONDS)
            finally:
                release.set()
    assert daemon.returncode == 0, said
    assert "Traceback" not in said


def test_a_crawl_whose_daemon_has_ended_already_ends_at_once(installation: Installation) -> None:
    started = installation.netra("crawl", "--now", NETRA_PARENT=str(os.getpid() + 1))
    assert started.returncode == 1
    assert "the daemon that started this crawl has ended" in started.stderr
    assert not installation.database.exists()
    assert installation.netra("crawl", "--now", NETRA_PARENT=str(os.getpid())).returncode == 0


def test_no_code_runs_between_fork_and_exec_of_a_crawl(monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, Any] = {}

    async def started(*command: str, **options: Any) -> asyncio.subprocess.Process:
        given.update(options)
        return await real("true")

    real = asyncio.create_subprocess_exec
    monkeypatch.setattr(asyncio, "create_subprocess_exec", started)

    async def crawl() -> int:
        return await scheduler.crawl_once(asyncio.Event(), 10)

    assert asyncio.run(crawl()) == 0
    assert "preexec_fn" not in given  # with threads about, the child could deadlock there
    assert given["env"]["NETRA_PARENT"] == str(os.getpid())


# --- the daemon within the test's process: what fails inside it ---------------------------------------------


def run_until(
    archive: Archive, reached: asyncio.Event, clock: Callable[[], datetime] = scheduler.utc_now, **given: Any
) -> None:
    """A daemon without a token, until something has happened."""

    async def run() -> None:
        daemon = scheduler.Daemon(Settings(**given), archive, clock)
        running = asyncio.create_task(daemon.run())
        try:
            await asyncio.wait_for(reached.wait(), 20)
        finally:
            daemon.stop()
            await asyncio.wait_for(running, STOP_SECONDS)

    asyncio.run(run())


def recorded(monkeypatch: pytest.MonkeyPatch, id: int) -> asyncio.Event:
    """Set when the message has been recorded as sent."""
    real, event = outbox.sent, asyncio.Event()

    def sent(archive: Archive, message: outbox.Message, *given: Any) -> None:
        real(archive, message, *given)
        if message.id == id:
            event.set()

    monkeypatch.setattr(outbox, "sent", sent)
    return event


@pytest.fixture
def no_crawl(monkeypatch: pytest.MonkeyPatch) -> None:
    async def crawl(stop: asyncio.Event, limit_seconds: float) -> int:
        return 0

    monkeypatch.setattr(scheduler, "crawl_once", crawl)
    monkeypatch.setattr(scheduler, "RETRY_SECONDS", (0,))


@pytest.mark.usefixtures("no_crawl")
@pytest.mark.parametrize("error", [ArchiveError("disk I/O error"), RuntimeError("a mistake of ours")])
def test_a_sender_that_fails_says_so_and_starts_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    id = queue(archive, CONSOLE)
    real, failures = outbox.take, iter([error, error])

    def take(*arguments: Any, **given: Any) -> outbox.Message | None:
        for failure in failures:
            raise failure
        return real(*arguments, **given)

    monkeypatch.setattr(outbox, "take", take)
    run_until(archive, recorded(monkeypatch, id))
    assert row(archive, id)["state"] == "sent"
    assert caplog.text.count("The sender failed") == 2
    assert "Traceback" in caplog.text
    assert not row(archive, id)["maybe_double"]  # it never was on its way


@pytest.mark.usefixtures("no_crawl")
def test_a_message_whose_outcome_could_not_be_written_goes_out_again_marked(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = queue(archive, CONSOLE, "one"), queue(archive, CONSOLE, "two")
    real, failures = outbox.sent, iter([ArchiveFull("The disk is full.")])

    def full_once(*arguments: Any) -> None:
        for failure in failures:
            raise failure
        real(*arguments)

    monkeypatch.setattr(sender, "RECORD_TRIES", 1)
    monkeypatch.setattr(outbox, "sent", full_once)
    run_until(archive, recorded(monkeypatch, second))
    assert (row(archive, first)["state"], row(archive, second)["state"]) == ("sent", "sent")
    assert capsys.readouterr().out == "one\n\n[mungkin ganda]\none\n\ntwo\n\n"


def test_the_sender_waits_longer_after_each_failure_until_it_is_well(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    starts, pauses = 0, []

    async def drain(*_: object, arrived: Callable[[], None], **__: object) -> None:
        nonlocal starts
        starts += 1
        if starts == 3:
            arrived()
        raise RuntimeError

    async def wait(stop: asyncio.Event, seconds: float) -> None:
        pauses.append(seconds)
        await asyncio.sleep(0)
        if len(pauses) == 4:
            stop.set()

    monkeypatch.setattr(sender, "drain", drain)
    monkeypatch.setattr(scheduler, "wait_or_stop", wait)

    async def run() -> None:
        await scheduler.Daemon(Settings(**{}), archive)._messages()

    asyncio.run(run())
    assert pauses == [2, 5, 2, 5]


def test_trouble_with_telegram_is_said_once_of_each_kind_and_again_after_an_hour(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    now, tries = 1_000_000.0, 0
    errors = [InvalidToken(), InvalidToken(), NetworkError("no route"), InvalidToken(), NetworkError("no route")]

    async def drain(*_: object, arrived: Callable[[], None], **__: object) -> None:
        nonlocal tries
        tries += 1
        if tries == 9:
            arrived()
        raise errors[(tries - 1) % len(errors)]

    async def wait(stop: asyncio.Event, seconds: float) -> None:
        nonlocal now
        await asyncio.sleep(0)
        now += {5: scheduler.REPEAT_SECONDS}.get(tries, 7)
        if tries == 10:
            stop.set()

    monkeypatch.setattr(sender, "drain", drain)
    monkeypatch.setattr(scheduler, "wait_or_stop", wait)
    monkeypatch.setattr(scheduler, "HEALTHY_SECONDS", math.inf)
    monkeypatch.setattr(scheduler, "time", SimpleNamespace(monotonic=lambda: now))

    async def run() -> None:
        await scheduler.Daemon(Settings(**{}), archive)._messages()

    with caplog.at_level(logging.WARNING, "netra.daemon"):
        asyncio.run(run())
    said = [record.getMessage().split(":")[0].split(" at ")[0] for record in caplog.records]
    token, network = "Telegram refuses the token", "Telegram cannot be reached"
    assert said == [token, network, token, network, "Messages go out again.", token, network]


def test_a_clock_that_is_put_back_stops_no_crawl(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    crawls = 0
    back = timedelta()
    thrice = asyncio.Event()

    class Wall(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
            return datetime.now(tz) - back

    async def crawl(stop: asyncio.Event, limit_seconds: float) -> int:
        nonlocal crawls, back
        crawls += 1
        back = timedelta(hours=1)
        if crawls == 3:
            thrice.set()
        return 0

    monkeypatch.setattr(scheduler, "crawl_once", crawl)
    monkeypatch.setattr(apscheduler.schedulers.base, "datetime", Wall)

    run_until(archive, thrice, lambda: Wall.now(UTC), crawl_tick_seconds=1)
    assert crawls >= 3
