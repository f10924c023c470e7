"""When nobody knows whether a message arrived, or the sender must end: no message lost, no double hidden."""

from __future__ import annotations

import asyncio
import io
import socket
import threading
from datetime import timedelta
from typing import Any

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from alerts import outbox
from alerts.sender import SendReport, drain
from archive import Archive, ArchiveFull
from archive.database import now_text, parse_time
from tests.support import NOW
from tests.telegram.botapi import TOKEN, BotApi
from tests.telegram.seed import Clock, queue, row
from tests.telegram.sending import send


def test_when_nobody_listens_nothing_is_marked_as_a_double(archive: Archive, clock: Clock) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        id = queue(archive, "telegram:1")
        report = send(archive, clock, url)
    assert (report.sent, report.left) == (0, 1)
    stored = row(archive, id)
    assert (stored["state"], stored["maybe_double"]) == ("queued", 0)
    assert stored["tries"] == 6  # 2 + 4 + 8 + 16 + 32 s of growing pauses; the next is longer than a run waits
    assert parse_time(stored["not_before"]) - clock.now == timedelta(seconds=64)


@pytest.mark.parametrize("code", [500, 502, 503])
def test_a_broken_server_may_have_taken_the_message(archive: Archive, api: BotApi, clock: Clock, code: int) -> None:
    api.answer_with(code, "Internal Server Error")
    queue(archive, "telegram:1", "kabar")
    assert send(archive, clock, api.url).sent == 1
    assert [message.text for message in api.messages] == ["[mungkin ganda]\nkabar"]


def test_a_connection_cut_before_or_after_acceptance_loses_nothing_and_hides_no_double(
    archive: Archive, api: BotApi, clock: Clock
) -> None:
    api.drop_before(1)
    api.drop_after(2)
    queue(archive, "telegram:1", "a")
    queue(archive, "telegram:2", "b")
    assert send(archive, clock, api.url).sent == 2
    assert sorted(message.text for message in api.messages) == ["[mungkin ganda]\na", "[mungkin ganda]\nb", "b"]


def test_a_reader_of_english_is_told_of_a_possible_double_in_english(
    archive: Archive, api: BotApi, clock: Clock
) -> None:
    archive.db.table("chats").insert({"chat": "telegram:1", "language": "en", "updated": now_text(NOW)})
    api.drop_after(1)
    queue(archive, "telegram:1", "news")
    send(archive, clock, api.url)
    assert [message.text for message in api.messages] == ["news", "[maybe double]\nnews"]


def test_an_answer_that_does_not_come_in_time_is_doubtful(archive: Archive, api: BotApi, clock: Clock) -> None:
    release = threading.Event()
    api.hold(release)
    queue(archive, "telegram:1", "kabar")
    try:
        assert send(archive, clock, api.url, read_timeout=0.1).sent == 1
    finally:
        release.set()
    assert [message.text for message in api.messages] == ["kabar", "[mungkin ganda]\nkabar"]


def test_after_two_days_of_tries_a_message_is_given_up_and_visible(archive: Archive, clock: Clock) -> None:
    id = queue(archive, "telegram:1")
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        archive.db.execute("update outbox set tries = 28")
        clock.now = NOW + timedelta(hours=48)
        send(archive, clock, url)
        assert row(archive, id)["state"] == "queued"  # old, but hardly tried: a daemon that was off buries nothing
        clock.now += timedelta(minutes=10)
        assert send(archive, clock, url).dead == 1
    assert row(archive, id)["state"] == "dead"
    assert row(archive, id)["error"].startswith("given up after 30 tries: NetworkError")


def test_the_daemons_sender_sees_new_rows_and_ends_when_asked(archive: Archive, api: BotApi, clock: Clock) -> None:
    stop = asyncio.Event()

    async def pause(stop: asyncio.Event, seconds: float) -> None:
        assert 0 < seconds <= 0.5
        await clock.pause(stop, seconds)
        if not api.messages:
            queue(archive, "telegram:1", "late")
        else:
            stop.set()

    assert send(archive, clock, api.url, until_empty=False, stop=stop, pause=pause).sent == 1


def test_the_end_waits_for_the_message_in_flight(archive: Archive, api: BotApi, clock: Clock) -> None:
    release = threading.Event()
    api.hold(release)
    first, second = queue(archive, "telegram:1"), queue(archive, "telegram:2")
    stop = asyncio.Event()

    async def run() -> SendReport:
        request = HTTPXRequest(httpx_kwargs={"trust_env": False})
        await request.initialize()
        bot = Bot(TOKEN, base_url=f"{api.url}/bot", request=request)
        sending = asyncio.create_task(
            drain(archive, bot, out=io.StringIO(), clock=clock, until_empty=False, stop=stop, pause=clock.pause)
        )
        await asyncio.to_thread(api.wait_for, 1)
        stop.set()
        release.set()
        try:
            return await sending
        finally:
            await request.shutdown()

    assert asyncio.run(run()).sent == 1
    assert row(archive, first)["state"] == "sent"
    assert row(archive, second)["state"] == "queued"


def test_a_cancelled_sender_still_records_what_arrived(archive: Archive, api: BotApi, clock: Clock) -> None:
    release = threading.Event()
    api.hold(release)
    id = queue(archive, "telegram:1")

    async def run() -> None:
        request = HTTPXRequest(httpx_kwargs={"trust_env": False})
        await request.initialize()
        bot = Bot(TOKEN, base_url=f"{api.url}/bot", request=request)
        stop = asyncio.Event()
        sending = asyncio.create_task(
            drain(archive, bot, out=io.StringIO(), clock=clock, until_empty=False, stop=stop, pause=clock.pause)
        )
        await asyncio.to_thread(api.wait_for, 1)
        sending.cancel()
        release.set()
        with pytest.raises(asyncio.CancelledError):
            await sending
        await request.shutdown()

    asyncio.run(run())
    assert row(archive, id)["state"] == "sent"


def test_an_outcome_that_cannot_be_written_at_once_is_written_later(
    archive: Archive, api: BotApi, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    id = queue(archive, "telegram:1")
    real, failures = outbox.sent, iter([ArchiveFull("The disk is full.")])

    def full_once(*given: Any) -> None:
        for failure in failures:
            raise failure
        real(*given)

    monkeypatch.setattr(outbox, "sent", full_once)
    assert send(archive, clock, api.url).sent == 1
    assert len(api.messages) == 1
    assert row(archive, id)["state"] == "sent"
