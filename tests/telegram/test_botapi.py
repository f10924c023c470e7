"""The Bot API server of the tests is as strict as Telegram, or the other tests would prove nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

import pytest

from tests.telegram import botapi
from tests.telegram.botapi import TOKEN, BotApi
from tests.telegram.botapi_rules import Refused, parse_html

_OPENER = build_opener(ProxyHandler({}))


def call(api: BotApi, method: str, token: str = TOKEN, **given: Any) -> Any:
    request = Request(
        f"{api.url}/bot{token}/{method}", json.dumps(given).encode(), {"Content-Type": "application/json"}
    )
    try:
        with _OPENER.open(request, timeout=5) as answer:
            return json.load(answer)
    except HTTPError as error:
        return json.load(error)


@pytest.mark.parametrize(
    "html", ["<b>x", "x</b>", "<b><i>x</b></i>", "a < b", "a > b", "A & B", "<p>x</p>", "<a>x</a>"]
)
def test_markup_that_telegram_would_refuse_is_refused(html: str) -> None:
    with pytest.raises(Refused, match="can't parse entities"):
        parse_html(html)


def test_markup_that_telegram_reads_is_read() -> None:
    assert (
        parse_html('<b>A &amp; <a href="https://a.example/?x=1&amp;y">B</a></b> &lt;3 &#128512;') == "A & B <3 😀"
    )


def test_calls_are_checked_as_the_documentation_says() -> None:
    with BotApi(chats=(1,)) as api:
        assert call(api, "getMe")["result"]["is_bot"]
        assert call(api, "getMe", token="1:x")["error_code"] == 401
        assert call(api, "getMe", token="x")["error_code"] == 404
        assert call(api, "dance")["error_code"] == 404
        assert call(api, "sendMessage", chat_id=1, text=" ")["description"] == "Bad Request: message text is empty"
        assert "too long" in call(api, "sendMessage", chat_id=1, text="😀" * 2049)["description"]
        assert call(api, "sendMessage", chat_id=1, text="😀" * 2048)["ok"]
        assert "chat not found" in call(api, "sendMessage", chat_id=2, text="x")["description"]
        button = {"text": "x", "callback_data": "y" * 65}
        markup = {"inline_keyboard": [[button]]}
        assert "BUTTON" in call(api, "sendMessage", chat_id=1, text="x", reply_markup=markup)["description"]
        reply = {"message_id": 77}
        assert "replied" in call(api, "sendMessage", chat_id=1, text="x", reply_parameters=reply)["description"]
        api.flood(1, 5)
        assert call(api, "sendMessage", chat_id=1, text="x")["parameters"]["retry_after"] == 5
        assert [message.text for message in api.messages] == ["😀" * 2048]


def test_updates_come_until_they_are_confirmed() -> None:
    with BotApi() as api:
        api.say(1, "/a")
        api.say(1, "b")
        first = call(api, "getUpdates")["result"]
        assert [update["message"]["text"] for update in first] == ["/a", "b"]
        assert len(call(api, "getUpdates")["result"]) == 2
        assert call(api, "getUpdates", offset=first[-1]["update_id"] + 1)["result"] == []


def test_it_runs_by_hand_and_shows_what_arrives() -> None:
    root = Path(botapi.__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-m", "tests.telegram.botapi", "--port", "0"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            url = process.stdout.readline().strip().partition("=")[2]
            assert process.stdout.readline().startswith("NETRA_TELEGRAM_TOKEN=")
            body = json.dumps({"chat_id": 1, "text": "<b>kabar</b>", "parse_mode": "HTML"}).encode()
            headers = {"Content-Type": "application/json"}
            process.stdin.write("/start\n")
            process.stdin.flush()
            said = Request(f"{url}/bot{TOKEN}/getUpdates", b'{"timeout": 5}', headers)
            assert json.load(_OPENER.open(said, timeout=10))["result"][0]["message"]["text"] == "/start"
            _OPENER.open(Request(f"{url}/bot{TOKEN}/sendMessage", body, headers), timeout=5).close()
            assert process.stdout.readline() == "--- to 1\n"
            assert process.stdout.readline() == "kabar\n"
        finally:
            process.kill()
