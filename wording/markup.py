"""Telegram's HTML subset: escaping, links, length as Telegram counts it, cutting, and the plain form.

Rules: https://core.telegram.org/bots/api#html-style and #sendmessage (1–4,096 characters after entities parsing,
counted in UTF-16 code units).
"""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlsplit

LIMIT = 4096
"""Characters of a message after its entities are parsed, in UTF-16 code units."""

LONGEST_LINK = 2000
"""Longer addresses are left out: no outlet has them, and they would crowd out the message."""

# What moves a line or leaves a gap other than "\n" and blank: a blank, lest words grow together.
_GAPS = re.compile("[\t\x0b\x0c\x85\u2028\u2029]")
# Control characters, those that turn the direction of text, those of no width, tags: with them a headline poses as
# something else, or hides a text from the reader. (Unicode TR 36, "bidirectional text spoofing" and "invisibles".)
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\r\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
_TOKEN = re.compile(
    r"<(/?)([a-z][a-z0-9-]*)([^<>]*)>|&(?:[a-z]+|#[0-9]+|#x[0-9a-f]+);|.", re.DOTALL | re.IGNORECASE
)
_HREF = re.compile(r'href="([^"]*)"')


def visible(text: str) -> str:
    """The text without what cannot be seen: no controls but the end of a line, nothing that turns or hides."""
    return _INVISIBLE.sub("", _GAPS.sub(" ", text))


def escape(text: str) -> str:
    """Any text as HTML for Telegram: the four special characters escaped, invisible ones dropped."""
    text = visible(text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def link(text: str, url: str | None) -> str:
    """A link to an http or https address, both escaped; the bare text for any other address."""
    if not url or len(url) > LONGEST_LINK or visible(url) != url:
        return escape(text)
    try:
        parts = urlsplit(url.strip())
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and not re.search(r"\s", url.strip())
    except ValueError:
        good = False
    return f'<a href="{escape(url.strip())}">{escape(text)}</a>' if good else escape(text)


def units(html: str) -> int:
    """The length of a message as Telegram counts it: UTF-16 code units after its entities are parsed."""
    return sum(_width(match) for match in _TOKEN.finditer(html))


def _width(match: re.Match[str]) -> int:
    if match[2]:
        return 0
    return len(unescape(match[0]).encode("utf-16-le", "surrogatepass")) // 2


def cut(html: str, limit: int = LIMIT) -> str:
    """The message, shortened to the limit with "…" at its end when it is longer; tags stay whole and closed."""
    if units(html) <= limit:
        return html
    kept: list[str] = []
    opened: list[str] = []
    left = limit - 1  # room for the ellipsis
    for match in _TOKEN.finditer(html):
        left -= _width(match)
        if left < 0:
            break
        kept.append(match[0])
        if match[2] and match[1]:
            del opened[-1:]
        elif match[2]:
            opened.append(match[2])
    return "".join(kept).rstrip() + "…" + "".join(f"</{name}>" for name in reversed(opened))


def plain(html: str) -> str:
    """The message as bare text, for the console and for copying: a link is its text and then its address."""
    out: list[str] = []
    address = ""
    for match in _TOKEN.finditer(html):
        if not match[2]:
            out.append(unescape(match[0]))
        elif match[2].lower() == "a":
            if match[1] and address:
                out.append(f" {address}")
            found = _HREF.search(match[3])
            address = unescape(found[1]) if found and not match[1] else ""
    return visible("".join(out))
