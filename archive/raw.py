"""``raw.db``: the bytes as received, keyed by their SHA-256 and the address asked for; zstd-compressed."""

from __future__ import annotations

import hashlib
import json
import sys
import zlib

from archive.database import Archive, ArchiveError, now_text, parse_time
from model import NetraError, Page

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

ZSTD_LEVEL = 9
MAX_DECODED_BYTES = 20_000_000
CHUNK = 65_536
GZIP_TRAILER = 8


class BadEncoding(NetraError):
    """The bytes do not decode by their Content-Encoding."""


class NotKept(ArchiveError):
    """The bytes of a page are not in ``raw.db``: it was lost or exchanged."""


def decode(wire: bytes, encoding: str, limit: int = MAX_DECODED_BYTES) -> bytes:
    """Undo a Content-Encoding of gzip, deflate or none, bounded to ``limit`` bytes.

    These are the encodings that Netra asks for (Accept-Encoding). Data cut short decode as far as they go, as a
    browser shows them. Raises BadEncoding for other encodings, for broken data and for data that decode to more.
    """
    for name in reversed([part.strip().lower() for part in encoding.split(",") if part.strip()]):
        if name == "identity":
            continue
        if name not in {"gzip", "x-gzip", "deflate"}:
            raise BadEncoding(f"Content-Encoding {name!r} is not one that was asked for.")
        wire = _inflate(wire, name, limit)
    return wire


def _inflate(packed: bytes, name: str, limit: int) -> bytes:
    """One layer of gzip (of several members, too) or deflate, with or without zlib's header, as far as it goes."""
    gzipped = "gzip" in name
    bits = zlib.MAX_WBITS | 16 if gzipped else zlib.MAX_WBITS
    if not gzipped and not _has_zlib_header(packed):
        bits = -zlib.MAX_WBITS
    out = bytearray()
    at = 0
    while at < len(packed):
        unpacker = zlib.decompressobj(bits)
        try:
            while at < len(packed) and not unpacker.eof and len(out) <= limit:
                # gzip's trailer comes by itself: a wrong checksum then costs none of the text before it.
                chunk = packed[at : at + min(CHUNK, max(1, len(packed) - at - GZIP_TRAILER))]
                out += unpacker.decompress(chunk, limit + 1 - len(out))
                at += len(chunk)
        except zlib.error as error:
            if not out:
                raise BadEncoding(f"The {name} data are broken: {error}.") from error
            break
        if len(out) > limit:
            raise BadEncoding(f"The page decodes to more than {limit} bytes.")
        if not gzipped or not unpacker.eof:
            break
        at -= len(unpacker.unused_data)
    if not out:
        raise BadEncoding(f"The {name} data end before they begin.")
    return bytes(out)


def _has_zlib_header(packed: bytes) -> bool:
    # RFC 1950: deflate with a window of at most 32 KB, and a checksum over the two bytes.
    return len(packed) >= 2 and packed[0] & 0x8F == 8 and (packed[0] << 8 | packed[1]) % 31 == 0


def keep(archive: Archive, page: Page) -> str:
    """Keep a page's bytes; doing it twice does no harm. Returns the SHA-256 of the bytes as received."""
    wire = page.wire or page.body
    sha256 = hashlib.sha256(wire).hexdigest()
    with archive.raw_transaction() as raw:
        raw.table("pages").insert(
            {
                "sha256": sha256,
                "requested_url": page.requested_url,
                "url": page.url,
                "source_id": page.source_id,
                "part_of": page.part_of,
                "fetched": now_text(page.fetched),
                "status": page.status,
                "headers": json.dumps(page.headers, ensure_ascii=False),
                "charset": page.charset,
                "peer": page.peer,
                "body_sha256": hashlib.sha256(page.body).hexdigest(),
                "size": len(wire),
                "content": zstd.compress(wire, ZSTD_LEVEL),
            },
            ignore=True,
        )
    return sha256


def load(archive: Archive, sha256: str, requested_url: str) -> Page:
    """A kept page, as it was when it was fetched. Raises NotKept when it is not there."""
    rows = list(
        archive.raw.query("select * from pages where sha256 = ? and requested_url = ?", [sha256, requested_url])
    )
    if not rows:
        raise NotKept(f"The bytes of {requested_url} ({sha256[:12]}…) are not in the raw archive.")
    row = rows[0]
    headers = tuple((str(name), str(value)) for name, value in json.loads(row["headers"]))
    encodings = ", ".join(value for name, value in headers if name.lower() == "content-encoding")
    wire = zstd.decompress(row["content"])
    return Page(
        url=row["url"],
        requested_url=row["requested_url"],
        source_id=row["source_id"],
        status=row["status"],
        headers=headers,
        body=decode(wire, encodings),
        fetched=parse_time(row["fetched"]),
        wire=wire,
        peer=row["peer"],
        charset=row["charset"],
        part_of=row["part_of"],
    )
