"""What Telegram accepts in a call, after https://core.telegram.org/bots/api: HTML entities, buttons, parameters."""

from __future__ import annotations

import json
import re
from email import message_from_bytes
from html import unescape
from typing import Any
from urllib.parse import parse_qsl

LIMIT = 4096
MAX_BUTTONS = 100
TAGS = frozenset(
    ["b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "span", "tg-spoiler", "a", "tg-emoji", "code",
     "pre", "blockquote"]
)  # fmt: skip
_PIECE = re.compile(
    r"(?s)<(?P<end>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9-]*)(?P<rest>[^<>]*)>|&(?:lt|gt|amp|quot|#\d+|#x[\da-fA-F]+);|."
)


class Refused(Exception):
    """An answer of Telegram that is not ok."""

    def __init__(self, code: int, text: str, **parameters: int) -> None:
        super().__init__(text)
        self.code, self.text, self.parameters = code, text, parameters


def _unreadable(why: str, at: int) -> Refused:
    return Refused(400, f"Bad Request: can't parse entities: {why} at byte offset {at}")


def parse_html(html: str) -> str:
    """What the reader sees of Telegram's HTML. Raises Refused as Telegram does for what it cannot parse."""
    shown: list[str] = []
    opened: list[str] = []
    for piece in _PIECE.finditer(html):
        whole, tag, rest = piece[0], (piece["tag"] or "").lower(), piece["rest"] or ""
        at = len(html[: piece.start()].encode())
        if not tag:
            if whole in "<>&":
                raise _unreadable(f"unescaped {whole!r}", at)
            shown.append(unescape(whole))
        elif tag not in TAGS:
            raise _unreadable(f'Unsupported start tag "{tag}"', at)
        elif piece["end"]:
            if not opened or opened.pop() != tag:
                raise _unreadable("Unmatched end tag", at)
        else:
            if tag == "a" and not re.fullmatch(r'\s+href="(?:https?|tg|mailto):[^"]+"\s*', rest):
                raise _unreadable("wrong link", at)
            opened.append(tag)
    if opened:
        raise _unreadable(f"Can't find end tag corresponding to start tag {opened[-1]}", len(html.encode()))
    return "".join(shown)


def check_buttons(given: dict[str, Any]) -> list[list[dict[str, str]]]:
    rows: list[list[dict[str, str]]] = (given.get("reply_markup") or {}).get("inline_keyboard", [])
    flat = [button for row in rows for button in row]
    if len(flat) > MAX_BUTTONS:
        raise Refused(400, "Bad Request: reply markup is too long")
    for button in flat:
        if not button.get("text") or not 1 <= len(button.get("callback_data", "").encode()) <= 64:
            raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
    return rows


def decoded(query: dict[str, str], body: bytes, content_type: str) -> dict[str, Any]:
    """The parameters of a call, in any of the four forms the API takes; nested values come as JSON."""
    given: dict[str, Any] = dict(query)
    if content_type.startswith("application/json"):
        given |= json.loads(body or b"{}")
    elif content_type.startswith("multipart/form-data"):
        whole = message_from_bytes(b"Content-Type: " + content_type.encode() + b"\r\n\r\n" + body)
        for part in whole.get_payload():
            name = part.get_param("name", header="content-disposition")  # type: ignore[union-attr]
            given[str(name)] = part.get_payload(decode=True).decode()  # type: ignore[union-attr]
    else:
        given |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    for name in ("reply_parameters", "reply_markup", "link_preview_options", "commands", "allowed_updates"):
        if isinstance(given.get(name), str):
            given[name] = json.loads(given[name])
    return given
