"""Bytes → text: which charset a page is really in, and whether it is a web page at all."""

from __future__ import annotations

import re
import unicodedata

from trafilatura.utils import detect_encoding, handle_compressed_file
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, resolve_encoding

from extract.errors import NotHtml, Unreadable

MAX_BYTES = 20_000_000
"""More than this is no news page; trafilatura's own limit."""

_HTML_SIGN = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|div|p|article|main|section|table|br)[\s>/]", re.IGNORECASE
)
_FEED_SIGN = re.compile(r"<(?:rss|feed|urlset|sitemapindex|rdf:rdf)[\s>]", re.IGNORECASE)
_OTHER_MEDIA = re.compile(r"^(?:application/(?:pdf|json|zip|octet-stream|rss|atom|msword)|image/|audio/|video/)")
_MAGIC = (b"%PDF", b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"PK\x03\x04", b"RIFF", b"OggS")
_SAMPLE = 20_000  # characters looked at to judge a decoding


def page_text(body: bytes, content_type: str = "", charset: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of a web page's bytes, without NULs, and warnings about its charset.

    The bytes decide: what is valid UTF-8 is UTF-8 whatever is declared; another declared charset counts only if the
    bytes decode in it, to Latin letters or as statistics guess too; then Windows-1252, the web's old default.

    Raises NotHtml when the bytes are empty or something else than a web page, Unreadable when they are too many.
    """
    if body[:3] == b"\x1f\x8b\x08":  # gzip without its header (ANTARA)
        body = handle_compressed_file(body, MAX_BYTES)
    if len(body) > MAX_BYTES:
        raise Unreadable(f"the page has {len(body):,} bytes, more than {MAX_BYTES:,}")
    if not body.strip(b"\x00 \t\r\n"):
        raise NotHtml("the page is empty")
    media = content_type.partition(";")[0].strip().lower()
    if body.startswith(_MAGIC) or _OTHER_MEDIA.match(media):
        raise NotHtml(f"the page is not HTML but {media or 'a binary file'}")
    text, warnings = _decoded(body, content_type, charset)
    text = text.replace("\x00", "")
    head = text[:_SAMPLE]
    if _FEED_SIGN.search(head[:1000]):
        raise NotHtml("the page is not HTML but a feed or sitemap")
    if not _HTML_SIGN.search(head):
        raise NotHtml("the page is not HTML: no tag of a web page in it")
    return text, warnings


def _decoded(body: bytes, content_type: str, charset: str | None) -> tuple[str, tuple[str, ...]]:
    mark, _ = read_bom(body)
    if mark:
        return body.decode(mark, "replace").lstrip("\ufeff"), ()
    if wide := _wide(body):
        return body.decode(wide, "replace"), (f"charset: decoded as {wide}",)
    try:
        return body.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        if _mostly_utf8(body):
            return body.decode("utf-8", "replace"), (f"charset: broken UTF-8 at byte {error.start:,}",)
    return _decoded_otherwise(body, (charset, http_content_type_encoding(content_type)))


def _decoded_otherwise(body: bytes, headers: tuple[str | None, ...]) -> tuple[str, tuple[str, ...]]:
    declared = (*headers, html_body_declared_encoding(body[:4096]))
    names = [name for label in declared if label and (name := resolve_encoding(label)) and name != "utf-8"]
    for name in names:
        if (text := _strict(body, name)) is not None and (_is_latin(text) or name in detect_encoding(body)):
            return text, ()
    for name in ("cp1252", *detect_encoding(body[:_SAMPLE])):
        if (text := _strict(body, name)) is not None:
            return text, (f"charset: decoded as {name}",)
    return body.decode("cp1252", "replace"), ("charset: decoded as cp1252, some letters lost",)


def _wide(body: bytes) -> str | None:
    """UTF-16 without its mark: every second byte of Latin text is NUL."""
    head = body[:2000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    if odd > len(head) * 0.4 and even < odd / 10:
        return "utf-16-le"
    if even > len(head) * 0.4 and odd < even / 10:
        return "utf-16-be"
    return None


def _mostly_utf8(body: bytes) -> bool:
    """Many letters are right UTF-8 and few bytes are not: a page cut or patched in the middle of a letter."""
    text = body.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    good = len(text) - len(text.encode("ascii", "ignore")) - lost
    return good > 4 * lost


def _strict(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _is_latin(text: str) -> bool:
    """Whether a decoding reads as Latin letters: a wrong one turns quotes and dashes into foreign ones."""
    high = [sign for sign in text[: _SAMPLE * 10] if sign > "\x7f" and sign.isalpha()][:500]
    foreign = sum(1 for sign in high if not unicodedata.name(sign, "").startswith("LATIN"))
    return foreign <= len(high) * 0.3
