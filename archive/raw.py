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


class BadEncoding(NetraError):
    """The bytes do not decode by their Content-Encoding."""


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
        windows = (zlib.MAX_WBITS | 16,) if "gzip" in name else (zlib.MAX_WBITS, -zlib.MAX_WBITS)
        for bits in windows:  # "deflate" is sent with and without zlib's header
            unpacker = zlib.decompressobj(bits)
            try:
                decoded = unpacker.decompress(wire, limit)
            except zlib.error as error:
                if bits == windows[-1]:
                    raise BadEncoding(f"The {name} data are broken: {error}.") from error
                continue
            if wire and not decoded:
                raise BadEncoding(f"The {name} data end before they begin.")
            if unpacker.unconsumed_tail:
                raise BadEncoding(f"The page decodes to more than {limit} bytes.")
            wire = decoded
            break
    return wire


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
    """A kept page, as it was when it was fetched. Raises ArchiveError when it is not there."""
    rows = list(
        archive.raw.query("select * from pages where sha256 = ? and requested_url = ?", [sha256, requested_url])
    )
    if not rows:
        raise ArchiveError(f"The bytes of {requested_url} ({sha256[:12]}…) are not in the raw archive.")
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
