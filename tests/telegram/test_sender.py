"""What becomes of a queued message: each answer of Telegram has its fate, and none is lost."""

from __future__ import annotations

import asyncio
import io
from datetime import timedelta

import pytest

from alerts import outbox, subscriptions
from alerts.pace import Pace
from alerts.sender import SenderStopped, SendReport
from alerts.views import language_of
from archive import Archive
from archive.database import now_text, parse_time
from model import CONSOLE, MessageKind, SubjectKind
from tests.support import NOW
from tests.telegram.botapi import BotApi
from tests.telegram.seed import Clock, queue, row
from tests.telegram.sending import send


def test_a_queued_message_arrives_once_with_its_links_and_without_preview(
    archive: Archive, api: BotApi, clock: Clock
) -> None:
    id = queue(archive, "telegram:1", '<b>DUGAAN</b> · <a href="https://a.example/?x=1&amp;y=2">A</a>')
    assert send(archive, clock, api.url) == SendReport(sent=1)
    assert send(archive, clock, api.url) == SendReport()
    (message,) = api.messages
    assert (message.chat, message.text) == (1, "DUGAAN · A")
    assert message.parameters["link_preview_options"] == {"is_disabled": True}
    assert row(archive, id)["state"] == "sent"
    assert row(archive, id)["message_id"] == message.message_id


def test_a_new_stage_answers_the_first_message(archive: Archive, api: BotApi, clock: Clock) -> None:
    queue(archive, "telegram:1", "first", subject=7)
    queue(archive, "telegram:1", "then", subject=7, kind=MessageKind.STAGE, revision=3)
    send(archive, clock, api.url)
    assert [message.text for message in api.messages] == ["first", "then"]
    assert api.messages[1].reply_to == api.messages[0].message_id


def test_console_rows_are_printed_as_bare_text_and_never_sent(archive: Archive, api: BotApi, clock: Clock) -> None:
    queue(archive, CONSOLE, '<b>A &amp; B</b> <a href="https://a.example/">C</a>')
    theirs = queue(archive, "telegram:1")
    out = io.StringIO()
    assert send(archive, clock, None, out=out) == SendReport(sent=1)
    assert out.getvalue() == "A & B C https://a.example/\n\n"
    assert row(archive, theirs)["state"] == "queued"
    queue(archive, CONSOLE, "second")
    send(archive, clock, api.url, out=out)
    assert [message.chat for message in api.messages] == [1]
    assert out.getvalue().endswith("second\n\n")
    assert "DUGAAN" not in out.getvalue()


def test_a_console_that_cannot_be_written_keeps_the_message_queued(archive: Archive, clock: Clock) -> None:
    id = queue(archive, CONSOLE)
    out = io.StringIO()
    out.close()
    with pytest.raises(SenderStopped, match="console"):
        send(archive, clock, None, out=out)
    assert row(archive, id)["state"] == "queued"


def test_a_console_without_the_letters_still_gets_the_message(archive: Archive, clock: Clock) -> None:
    queue(archive, CONSOLE, "“kutipan”")
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    send(archive, clock, None, out=out)  # type: ignore[arg-type]
    assert raw.getvalue() == b"?kutipan?\n\n"


def test_after_a_crash_while_sending_the_message_goes_out_again_marked(
    archive: Archive, api: BotApi, clock: Clock
) -> None:
    id = queue(archive, "telegram:1", "<b>kabar</b>")
    assert outbox.take(archive, NOW, console=False) is not None  # and then the process dies
    assert send(archive, clock, api.url) == SendReport()
    assert outbox.recover(archive, NOW) == 1
    assert send(archive, clock, api.url).sent == 1
    assert api.messages[0].text == "[mungkin ganda]\nkabar"
    assert row(archive, id)["state"] == "sent"


def test_a_flooded_chat_waits_as_long_as_it_is_told_and_delays_nobody(
    archive: Archive, api: BotApi, clock: Clock
) -> None:
    api.flood(1, 30)
    first = queue(archive, "telegram:1", "a")
    queue(archive, "telegram:1", "b")
    queue(archive, "telegram:2", "c")
    assert send(archive, clock, api.url).sent == 3
    assert [message.text for message in api.messages] == ["c", "a", "b"]  # order within the chat is kept
    assert row(archive, first)["tries"] == 2  # no early retry
    assert not row(archive, first)["maybe_double"]


def test_a_flood_wait_given_as_a_timespan_is_understood(
    archive: Archive, api: BotApi, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    api.flood(1, 30)
    id = queue(archive, "telegram:1")
    assert send(archive, clock, api.url).sent == 1
    assert row(archive, id)["tries"] == 2


def test_a_long_flood_is_left_to_the_next_run_and_reported(archive: Archive, api: BotApi, clock: Clock) -> None:
    api.flood(1, 600)
    queue(archive, "telegram:1")
    queue(archive, "telegram:2")
    report = send(archive, clock, api.url)
    assert (report.sent, report.left) == (1, 1)
    assert report.next_due is not None
    assert report.next_due - NOW >= timedelta(seconds=600)


def test_a_flood_of_the_whole_bot_holds_everybody(archive: Archive, api: BotApi, clock: Clock) -> None:
    api.chats |= set(range(10, 30))
    api.flood(None, 40)
    for chat in range(10, 30):
        queue(archive, f"telegram:{chat}")
    assert send(archive, clock, api.url).sent == 20
    tried = [method for method, _ in api.calls if method == "sendMessage"]
    assert len(tried) == 23  # three were told to wait, then nobody was bothered


def test_one_chat_gets_one_message_a_second_and_others_go_between(archive: Archive, clock: Clock) -> None:
    with BotApi(chats=(1, 2), clock=clock.seconds, per_chat_seconds=1) as api:
        for number in range(3):
            queue(archive, "telegram:1", f"a{number}")
        queue(archive, "telegram:2", "b")
        report = send(archive, clock, api.url)
        assert (report.sent, report.retried) == (4, 0)
        assert [message.text for message in api.messages] == ["a0", "b", "a1", "a2"]


def test_a_group_gets_twenty_messages_a_minute(archive: Archive, api: BotApi, clock: Clock) -> None:
    for number in range(21):
        queue(archive, "telegram:-5", str(number))
    assert send(archive, clock, api.url).sent == 21
    assert clock.now - NOW >= timedelta(seconds=60)


def test_who_blocked_the_bot_is_told_nothing_more(archive: Archive, api: BotApi, clock: Clock) -> None:
    subscriptions.subscribe(archive, "telegram:1", SubjectKind.INCIDENT, None, NOW)
    api.block(1)
    id = queue(archive, "telegram:1")
    assert send(archive, clock, api.url).dead == 1
    assert row(archive, id)["error"] == "Forbidden: bot was blocked by the user"
    assert subscriptions.of_chat(archive, "telegram:1") == []
    assert archive.value("select ended_reason from subscriptions") == "Forbidden: bot was blocked by the user"


def test_an_unknown_chat_ends_its_subscription(archive: Archive, api: BotApi, clock: Clock) -> None:
    subscriptions.subscribe(archive, "telegram:99", SubjectKind.INCIDENT, None, NOW)
    id = queue(archive, "telegram:99")
    assert send(archive, clock, api.url).dead == 1
    assert row(archive, id)["state"] == "dead"
    assert subscriptions.of_chat(archive, "telegram:99") == []


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (400, "Bad Request: not enough rights to send text messages to the chat"),
        (400, "Bad Request: have no rights to send a message"),
        (400, "Bad Request: need administrator rights in the channel chat"),
        (400, "Bad Request: CHAT_RESTRICTED"),
        (400, "Bad Request: TOPIC_CLOSED"),
        (403, "Forbidden: CHAT_WRITE_FORBIDDEN"),
    ],
)
def test_a_muted_bot_keeps_its_messages_and_subscriptions(
    archive: Archive, api: BotApi, clock: Clock, code: int, said: str
) -> None:
    subscriptions.subscribe(archive, "telegram:-5", SubjectKind.INCIDENT, None, NOW)
    id = queue(archive, "telegram:-5", "kabar")
    for _ in range(2):
        api.answer_with(code, said)
    report = send(archive, clock, api.url)
    assert (report.sent, report.retried, report.dead) == (1, 2, 0)
    assert [message.text for message in api.messages] == ["kabar"]  # refused, so surely no double
    assert clock.now - NOW >= timedelta(seconds=2 + 4)
    assert row(archive, id)["state"] == "sent"
    assert len(subscriptions.of_chat(archive, "telegram:-5")) == 1


def test_after_two_days_of_silence_a_muted_bots_message_is_given_up(
    archive: Archive, api: BotApi, clock: Clock
) -> None:
    subscriptions.subscribe(archive, "telegram:-5", SubjectKind.INCIDENT, None, NOW)
    id = queue(archive, "telegram:-5")
    archive.db.execute("update outbox set tries = 40")
    clock.now = NOW + timedelta(hours=47)
    api.answer_with(400, "Bad Request: not enough rights to send text messages to the chat")
    send(archive, clock, api.url)
    assert parse_time(row(archive, id)["not_before"]) - clock.now == timedelta(hours=1)  # the longest pause
    clock.now += timedelta(hours=1)
    api.answer_with(400, "Bad Request: not enough rights to send text messages to the chat")
    assert send(archive, clock, api.url).dead == 1
    assert "not enough rights" in row(archive, id)["error"].lower()
    assert len(subscriptions.of_chat(archive, "telegram:-5")) == 1


def test_a_proxy_that_forbids_ends_no_subscription(archive: Archive, api: BotApi, clock: Clock) -> None:
    subscriptions.subscribe(archive, "telegram:1", SubjectKind.INCIDENT, None, NOW)
    for code in (403, 400):
        api.answer_with(code, "<html>blocked by the network</html>")
    queue(archive, "telegram:1")
    report = send(archive, clock, api.url)
    assert (report.sent, report.dead, report.retried) == (1, 0, 2)
    assert len(subscriptions.of_chat(archive, "telegram:1")) == 1


def test_a_group_that_moved_is_followed_with_all_that_is_its(archive: Archive, api: BotApi, clock: Clock) -> None:
    subscriptions.subscribe(archive, "telegram:-5", SubjectKind.INCIDENT, "15", NOW)
    queue(archive, "telegram:-5", "before", subject=7)
    send(archive, clock, api.url)
    api.migrate(-5, -100500)
    queue(archive, "telegram:-5", "after", subject=7, kind=MessageKind.STAGE, revision=1)
    assert send(archive, clock, api.url).sent == 1
    assert (api.messages[-1].chat, api.messages[-1].text) == (-100500, "after")
    assert "reply_parameters" not in api.messages[-1].parameters  # the old group's number means nothing there
    assert [one.region for one in subscriptions.of_chat(archive, "telegram:-100500")] == ["15"]
    assert subscriptions.of_chat(archive, "telegram:-5") == []


def test_a_group_that_moved_goes_on_in_its_language(archive: Archive, clock: Clock) -> None:
    archive.db.table("chats").insert({"chat": "telegram:-5", "language": "en", "updated": now_text(NOW)})
    outbox.moved(archive, "telegram:-5", "telegram:-100500", NOW)
    assert language_of(archive.db, "telegram:-100500") == "en"


def test_a_chats_next_message_waits_for_the_one_on_its_way(archive: Archive) -> None:
    first = queue(archive, "telegram:1")
    queue(archive, "telegram:1")
    other = queue(archive, "telegram:2")
    taken = [outbox.take(archive, NOW, console=False) for _ in range(3)]
    assert [message.id if message else None for message in taken] == [first, other, None]
    assert outbox.next_due(archive, console=False) is None


def test_a_long_queue_is_read_from_its_index_alone(archive: Archive) -> None:
    asked = "explain query plan select min(id) from outbox where state in ('queued', 'sending') group by chat"
    assert any("COVERING INDEX" in step["detail"] for step in archive.rows(asked))


def test_a_wall_clock_put_back_holds_nobody(archive: Archive, clock: Clock) -> None:
    passed = 0.0
    pace = Pace(lambda: passed)
    pace.sent("telegram:1")
    assert pace.busy() == {"telegram:1"}
    assert pace.next_free() == 1.0
    passed = 1.0
    assert pace.busy() == set()
    assert pace.next_free() is None
    with BotApi(chats=(1,)) as api:
        queue(archive, "telegram:1", "a")
        queue(archive, "telegram:1", "b")

        async def back(stop: asyncio.Event, seconds: float) -> None:
            nonlocal passed
            assert seconds <= 1
            passed += seconds
            clock.now -= timedelta(minutes=1)

        clock.now += timedelta(hours=3)
        assert send(archive, clock, api.url, pause=back, seconds=lambda: passed).sent == 2


def test_what_the_new_group_has_already_is_not_sent_for_ever(archive: Archive, api: BotApi, clock: Clock) -> None:
    api.migrate(-5, -100500)
    queue(archive, "telegram:-100500", "same", subject=7)
    old = queue(archive, "telegram:-5", "same", subject=7)
    assert send(archive, clock, api.url).sent == 1
    assert row(archive, old)["state"] == "dead"
    assert "-100500" in row(archive, old)["error"]


@pytest.mark.parametrize("html", ["<b>open", "<blink>x</blink>", "a < b", "x" * 5000])
def test_markup_that_telegram_refuses_goes_out_as_bare_text(
    archive: Archive, api: BotApi, clock: Clock, html: str, caplog: pytest.LogCaptureFixture
) -> None:
    queue(archive, "telegram:1", html)
    report = send(archive, clock, api.url)
    assert (report.sent, report.plain, report.dead) == (1, 1, 0)
    assert api.messages[0].parse_mode is None
    assert "bare text" in caplog.text


def test_any_other_refusal_is_final_and_visible(archive: Archive, api: BotApi, clock: Clock) -> None:
    id = queue(archive, "telegram:1", "  ")
    assert send(archive, clock, api.url).dead == 1
    assert row(archive, id)["error"] == "Message text is empty"


def test_a_row_for_no_chat_of_telegram_is_put_aside(archive: Archive, api: BotApi, clock: Clock) -> None:
    id = queue(archive, "mailto:someone")
    assert send(archive, clock, api.url).dead == 1
    assert row(archive, id)["state"] == "dead"


@pytest.mark.parametrize(
    ("token", "said"), [("1:another", "token"), ("no-token", "token")], ids=["revoked", "malformed"]
)
def test_a_refused_token_stops_the_sender_loudly_and_keeps_the_queue(
    archive: Archive, api: BotApi, clock: Clock, token: str, said: str
) -> None:
    id = queue(archive, "telegram:1")
    with pytest.raises(SenderStopped, match=said) as stopped:
        send(archive, clock, api.url, token=token)
    assert token not in str(stopped.value)
    assert row(archive, id)["state"] == "queued"
    assert not row(archive, id)["maybe_double"]


def test_another_program_with_the_token_stops_the_sender(archive: Archive, api: BotApi, clock: Clock) -> None:
    api.answer_with(409, "Conflict: terminated by other request")
    id = queue(archive, "telegram:1")
    with pytest.raises(SenderStopped, match="Another program"):
        send(archive, clock, api.url)
    assert row(archive, id)["state"] == "queued"
