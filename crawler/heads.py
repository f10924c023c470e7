"""Bounds on the heads of answers: Twisted's client reads headers without end (749 MB in 5 s were seen)."""

from __future__ import annotations

from typing import Any

from scrapy.core.downloader.handlers.http11 import (
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _LenientHTTPClientParser,
)

MAX_HEAD_BYTES = 64_000
MAX_HEAD_LINES = 200
"""Of one answer, those of its interim answers (RFC 9110, 15.2) among them."""


class TooManyHeaders(Exception):
    """The head of an answer is longer than any honest one."""

    def __init__(self) -> None:
        super().__init__(f"its headers are more than {MAX_HEAD_BYTES // 1000} KB or {MAX_HEAD_LINES} lines")


class _BoundedParser(_LenientHTTPClientParser):
    """Scrapy's parser of answers, which counts what it reads before the body."""

    bytes_read = 0
    lines_read = 0

    def lineReceived(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
        """Read one line of the head. Raises TooManyHeaders, which ends the connection."""
        self.bytes_read += len(line) + 1
        self.lines_read += 1
        if self.bytes_read > MAX_HEAD_BYTES or self.lines_read > MAX_HEAD_LINES:
            raise TooManyHeaders
        super().lineReceived(line)

    def lineLengthExceeded(self, line: bytes) -> None:  # noqa: N802 - Twisted's name
        """A single line without end."""
        del line
        raise TooManyHeaders


class _BoundedProtocol(_LenientHTTP11ClientProtocol):
    def request(self, request: Any) -> Any:
        """Send a request; its answer is read by our parser (Scrapy sets its own in the same way)."""
        answer = super().request(request)
        assert self._parser is not None
        self._parser.__class__ = _BoundedParser
        return answer


class BoundedFactory(_LenientHTTP11ClientFactory):
    """Makes the connections of the handler's pool."""

    def buildProtocol(self, addr: Any) -> _BoundedProtocol:  # noqa: N802 - Twisted's name
        """A connection whose answers' heads are bounded."""
        del addr
        make: Any = _BoundedProtocol
        protocol: _BoundedProtocol = make(self._quiescentCallback)
        return protocol
