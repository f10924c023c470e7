"""From Scrapy's answers to our pages."""

from __future__ import annotations

from datetime import UTC, datetime

from scrapy.http import Response
from w3lib.encoding import http_content_type_encoding

from crawler.wire import WIRE, WIRE_HEADERS
from model import Candidate, Page


def page_of(
    response: Response,
    requested_url: str,
    source_id: str | None = None,
    part_of: str | None = None,
    candidate: Candidate | None = None,
) -> Page:
    """The page that an answer holds, with the bytes and headers as they were received."""
    content_type = response.headers.get("Content-Type")
    return Page(
        url=response.url,
        requested_url=requested_url,
        source_id=source_id,
        status=response.status,
        headers=response.meta[WIRE_HEADERS],
        body=response.body,
        fetched=datetime.now(UTC),
        wire=response.meta[WIRE],
        peer=str(response.ip_address) if response.ip_address else None,
        charset=http_content_type_encoding(content_type.decode("latin-1")) if content_type else None,
        part_of=part_of,
        candidate=candidate,
    )
