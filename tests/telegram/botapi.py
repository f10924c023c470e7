"""A Bot API server on loopback, after https://core.telegram.org/bots/api: for tests, and to try the bot by hand.

It checks what Telegram checks (token, HTML entities, lengths, chats, replies, buttons, one poller at a time), keeps
every accepted message in ``messages``, plays the users (``say``, ``press``) and the failures (``flood``, ``block``,
``migrate``, ``drop_before``, ``drop_after``, ``answer_with``, ``hold``, ``hold_method``). Standard library only.

    python -m tests.telegram.botapi --port 8081

prints what arrives; a line typed there is said by a user: text, or ``#2`` to press the second button of the last
message.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socket import SHUT_RDWR
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.telegram.botapi_rules import LIMIT, Refused, check_buttons, decoded, parse_html

TOKEN = "123456:TEST-token_of_nobody"
_LONGEST_HOLD = 10.0


@dataclass
class Sent:
    """A message that the server accepted."""

    chat: int
    message_id: int
    text: str  # as the reader sees it, entities parsed
    html: str  # as it was sent
    parse_mode: str | None
    reply_to: int | None
    buttons: list[list[dict[str, str]]]
    edits: int = 0
    parameters: dict[str, Any] = field(default_factory=dict)

    def button(self, text: str) -> str:
        """The data of the button on which ``text`` stands."""
        return next(b["callback_data"] for row in self.buttons for b in row if text in b["text"])


class BotApi:
    """The server; a context manager. ``chats`` are known from the start, others once they have said something."""

    def __init__(
        self,
        *,
        port: int = 0,
        token: str = TOKEN,
        chats: tuple[int, ...] = (),
        clock: Callable[[], float] = time.monotonic,
        per_chat_seconds: float = 0,
        echo: Callable[[Sent], None] | None = None,
    ) -> None:
        self.token = token
        self.chats = set(chats)
        self.clock = clock
        self.per_chat_seconds = per_chat_seconds  # above 0: faster than this is answered with 429
        self.echo = echo
        self.messages: list[Sent] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.menu: dict[str, list[dict[str, str]]] = {}
        self.other_poller = False  # True: another program polls, and each getUpdates is refused
        self.confirmed = 0  # updates below this id are done with
        self._lock = threading.Condition()
        self._updates: list[dict[str, Any]] = []
        self._next_update = 1
        self._floods: dict[int | None, float] = {}
        self._last: dict[int, float] = {}
        self._blocked: set[int] = set()
        self._moved: dict[int, int] = {}
        self._faults: deque[tuple[str, int | None, Any]] = deque()
        self._held: dict[str, threading.Event] = {}
        self._queries: set[str] = set()
        self._poller = 0
        self._closed = False
        self._server = ThreadingHTTPServer(("127.0.0.1", port), _handler(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> BotApi:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._closed = True
            self._lock.notify_all()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)

    @property
    def url(self) -> str:
        """The value for NETRA_TELEGRAM_API."""
        return f"http://127.0.0.1:{self._server.server_port}"

    # --- playing users ------------------------------------------------------------------------------------

    def say(self, chat: int, text: str, *, user: int | None = None) -> None:
        """A user writes to the bot; in a group when the chat's id is negative."""
        entities = []
        if command := re.match(r"/\w+(?:@\w+)?", text):
            entities = [{"type": "bot_command", "offset": 0, "length": len(command[0])}]
        self.chats.add(chat)
        self.update(message=self._message(chat, text, user) | {"entities": entities})

    def press(self, chat: int, data: str, *, message: Sent | None = None) -> None:
        """A user presses a button: of ``message``, else of the chat's last one."""
        shown = message or self.last(chat)
        query = f"q{self._next_update}"
        self._queries.add(query)
        self.update(
            callback_query={
                "id": query,
                "from": _user(abs(chat)),
                "chat_instance": str(chat),
                "data": data,
                "message": self._message(chat, shown.text, None) | {"message_id": shown.message_id},
            }
        )

    def update(self, **content: Any) -> None:
        """Any update, e.g. ``my_chat_member={…}``."""
        with self._lock:
            self._updates.append({"update_id": self._next_update, **content})
            self._next_update += 1
            self._lock.notify_all()

    def last(self, chat: int) -> Sent:
        """The chat's last message."""
        return [message for message in self.messages if message.chat == chat][-1]

    def wait_for(self, count: int, seconds: float = 10) -> bool:
        """Wait until so many messages were accepted."""
        with self._lock:
            return self._lock.wait_for(lambda: len(self.messages) >= count, seconds)

    def _message(self, chat: int, text: str, user: int | None) -> dict[str, Any]:
        kind = {"type": "group", "title": "Group"} if chat < 0 else {"type": "private", "first_name": "User"}
        return {
            "message_id": self._next_update + 100000,
            "date": int(time.time()),
            "chat": {"id": chat, **kind},
            "from": _user(user or abs(chat)),
            "text": text,
        }

    # --- playing failures ---------------------------------------------------------------------------------

    def flood(self, chat: int | None, seconds: float) -> None:
        """429 for a chat (None: for all) until so many seconds of the server's clock are over."""
        self._floods[chat] = self.clock() + seconds

    def block(self, chat: int) -> None:
        """The user blocks the bot."""
        self._blocked.add(chat)

    def migrate(self, chat: int, new: int) -> None:
        """The group becomes a supergroup."""
        self._moved[chat] = new
        self.chats.add(new)

    def drop_before(self, chat: int | None = None) -> None:
        """The next sendMessage (to the chat) is cut off before it is accepted."""
        self._faults.append(("before", chat, None))

    def drop_after(self, chat: int | None = None) -> None:
        """The next sendMessage is accepted, and its answer is cut off."""
        self._faults.append(("after", chat, None))

    def answer_with(self, code: int, body: str, chat: int | None = None) -> None:
        """The next sendMessage is answered so, and not accepted; a body that is no JSON is sent as it is."""
        self._faults.append(("answer", chat, (code, body)))

    def hold(self, until: threading.Event, chat: int | None = None) -> None:
        """The next sendMessage is accepted, and answered only when the event is set (at most 10 s)."""
        self._faults.append(("hold", chat, until))

    def hold_method(self, until: threading.Event, method: str) -> None:
        """Each call of a method is answered only when the event is set (at most 10 s)."""
        self._held[method.lower()] = until

    def _fault(self, chat: int) -> tuple[str, Any] | None:
        for fault in self._faults:
            if fault[1] in {None, chat}:
                self._faults.remove(fault)
                return fault[0], fault[2]
        return None

    # --- the methods --------------------------------------------------------------------------------------

    def method_of(self, path: str) -> str:
        """The method that an address names. Raises Refused for a wrong token."""
        match = re.fullmatch(r"/bot([^/]+)/(\w+)", path)
        if match is None or not re.fullmatch(r"\d+:[\w-]+", match[1]):
            raise Refused(404, "Not Found")
        if match[1] != self.token:
            raise Refused(401, "Unauthorized")
        return match[2]

    def call(self, method: str, given: dict[str, Any]) -> Any:
        """A method by its name. Raises Refused."""
        with self._lock:
            self.calls.append((method, given))
        if method.lower() in self._held:
            self._held[method.lower()].wait(_LONGEST_HOLD)
        found = getattr(self, f"_do_{method.lower()}", None)
        if found is None:
            raise Refused(404, "Not Found: method not found")
        return found(given)

    def _do_getme(self, given: dict[str, Any]) -> Any:
        return {"id": 123456, "is_bot": True, "first_name": "Netra", "username": "netra_test_bot"}

    def _do_deletewebhook(self, given: dict[str, Any]) -> Any:
        return True

    def _do_setmycommands(self, given: dict[str, Any]) -> Any:
        self.menu[str(given.get("language_code", ""))] = given["commands"]
        return True

    def _do_getupdates(self, given: dict[str, Any]) -> Any:
        offset, timeout = int(given.get("offset", 0)), float(given.get("timeout", 0))
        with self._lock:
            self._poller += 1
            mine = self._poller
            self._lock.notify_all()
            if offset:
                self._updates = [update for update in self._updates if update["update_id"] >= offset]
                self.confirmed = max(self.confirmed, offset)
            self._lock.wait_for(lambda: self._updates or self._closed or self._poller != mine, timeout)
            if self._poller != mine or self.other_poller:
                raise Refused(409, "Conflict: terminated by other getUpdates request")
            return self._updates[: int(given.get("limit", 100))]

    def _do_sendmessage(self, given: dict[str, Any]) -> Any:
        chat = int(given.get("chat_id", 0))
        with self._lock:
            fault = self._fault(chat)
            if fault and fault[0] == "before":
                raise ConnectionAbortedError
            if fault and fault[0] == "answer":
                raise Refused(fault[1][0], fault[1][1])
            self._check_chat(chat)
            text, buttons = self._check_text(given), check_buttons(given)
            reply = given.get("reply_parameters") or {}
            known = any(m.chat == chat and m.message_id == reply.get("message_id") for m in self.messages)
            if reply and not known and not reply.get("allow_sending_without_reply"):
                raise Refused(400, "Bad Request: message to be replied not found")
            sent = Sent(
                chat,
                len(self.messages) + 1,
                text,
                str(given["text"]),
                given.get("parse_mode"),
                reply.get("message_id") if known else None,
                buttons,
                parameters=given,
            )
            self._last[chat] = self.clock()
            self.messages.append(sent)
            self._lock.notify_all()
        if self.echo:
            self.echo(sent)
        if fault and fault[0] == "hold":
            fault[1].wait(_LONGEST_HOLD)
        if fault and fault[0] == "after":
            raise ConnectionAbortedError
        return self._message(chat, text, None) | {"message_id": sent.message_id}

    def _do_editmessagetext(self, given: dict[str, Any]) -> Any:
        chat = int(given.get("chat_id", 0))
        with self._lock:
            text, buttons = self._check_text(given), check_buttons(given)
            number = int(given.get("message_id", 0))
            sent = next((m for m in self.messages if m.chat == chat and m.message_id == number), None)
            if sent is None:
                raise Refused(400, "Bad Request: message to edit not found")
            if (sent.text, sent.buttons) == (text, buttons):
                raise Refused(400, "Bad Request: message is not modified: the new content is the same")
            sent.text, sent.html, sent.buttons, sent.edits = text, str(given["text"]), buttons, sent.edits + 1
        if self.echo:
            self.echo(sent)
        return self._message(chat, text, None) | {"message_id": number}

    def _do_answercallbackquery(self, given: dict[str, Any]) -> Any:
        if given.get("callback_query_id") not in self._queries:
            raise Refused(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
        self._queries.discard(given["callback_query_id"])
        return True

    def _check_chat(self, chat: int) -> None:
        if chat in self._moved:
            raise Refused(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=self._moved[chat],
            )
        if chat not in self.chats:
            raise Refused(400, "Bad Request: chat not found")
        if chat in self._blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")
        now = self.clock()
        until = max(self._floods.get(chat, now), self._floods.get(None, now))
        if self.per_chat_seconds and chat in self._last:
            until = max(until, self._last[chat] + self.per_chat_seconds)
        if until > now:
            wait = math.ceil(until - now)
            raise Refused(429, f"Too Many Requests: retry after {wait}", retry_after=wait)

    def _check_text(self, given: dict[str, Any]) -> str:
        text = str(given.get("text", ""))
        shown = parse_html(text) if given.get("parse_mode") == "HTML" else text
        if not shown.strip():
            raise Refused(400, "Bad Request: message text is empty")
        if len(shown.encode("utf-16-le")) // 2 > LIMIT:
            raise Refused(400, "Bad Request: message is too long")
        return shown


def _user(id: int) -> dict[str, Any]:
    return {"id": id, "is_bot": False, "first_name": "User", "language_code": "id"}


def _handler(api: BotApi) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # head and body are two writes

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            path = urlsplit(self.path)
            try:
                method = api.method_of(path.path)
                given = decoded(dict(parse_qsl(path.query)), body, self.headers.get("Content-Type") or "")
                self._reply(200, json.dumps({"ok": True, "result": api.call(method, given)}))
            except Refused as refused:
                answer = {"ok": False, "error_code": refused.code, "description": refused.text}
                if refused.parameters:
                    answer["parameters"] = refused.parameters
                self._reply(refused.code, refused.text if refused.text.startswith("<") else json.dumps(answer))
            except ConnectionAbortedError:
                self.close_connection = True
                self.connection.shutdown(SHUT_RDWR)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def do_GET(self) -> None:  # the API takes both
            self.do_POST()

        def _reply(self, code: int, body: str) -> None:
            self.send_response(code)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body.encode())))
            self.end_headers()
            try:
                self.wfile.write(body.encode())
            except (BrokenPipeError, ConnectionResetError):  # the caller has gone, as a killed daemon does
                self.close_connection = True

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler


def main() -> None:
    """Serve until end of input."""
    parser = argparse.ArgumentParser(description="A Bot API server on loopback, to try Netra's bot by hand.")
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--chat", type=int, default=1, help="the id of the user who types here")
    options = parser.parse_args()

    def show(sent: Sent) -> None:
        buttons = [button["text"] for row in sent.buttons for button in row]
        menu = "\n".join(f"  #{number} [{text}]" for number, text in enumerate(buttons, 1))
        print(f"--- to {sent.chat}{' (changed)' if sent.edits else ''}\n{sent.text}\n{menu}", flush=True)

    with BotApi(port=options.port, token=options.token, echo=show) as api:
        print(f"NETRA_TELEGRAM_API={api.url}\nNETRA_TELEGRAM_TOKEN={options.token}", flush=True)
        try:
            for line in map(str.strip, sys.stdin):
                if re.fullmatch(r"#\d+", line) and api.messages:
                    flat = [button for row in api.last(options.chat).buttons for button in row]
                    if 0 < int(line[1:]) <= len(flat):
                        api.press(options.chat, flat[int(line[1:]) - 1]["callback_data"])
                elif line:
                    api.say(options.chat, line)
            threading.Event().wait()  # without a terminal it goes on serving
        except KeyboardInterrupt:
            return


if __name__ == "__main__":
    main()
