"""The newsroom's HTTP server: one per outlet, with validators, gzip, a log of requests, and faults on demand."""

from __future__ import annotations

import gzip
import hashlib
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from demo.site import Answer, picture

IDLE_SECONDS = 30  # an idle kept-alive connection is closed after this


@dataclass(frozen=True, slots=True)
class Request:
    """One request that the newsroom got; ``at`` is :func:`time.monotonic`."""

    at: float
    outlet: str
    host: str
    path: str
    headers: dict[str, str]
    status: int


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the answer at one address.

    ``delay`` is in seconds and ends early when the newsroom closes. Without ``body`` the right page is sent, with
    the other fields applied to it. ``truncated`` announces the whole length, sends half and hangs up.
    """

    status: int | None = None
    delay: float = 0.0
    body: bytes | None = None
    content_type: str | None = None
    location: str | None = None
    truncated: bool = False
    dropped: bool = False  # hangs up without an answer

    @classmethod
    def error(cls, status: int) -> Fault:
        """An error page of that status."""
        return cls(status=status, body=b"<html><body><h1>Galat</h1></body></html>")

    @classmethod
    def slow(cls, seconds: float) -> Fault:
        """The right page, late."""
        return cls(delay=seconds)

    @classmethod
    def broken_feed(cls) -> Fault:
        """Something that calls itself a feed and is none."""
        return cls(
            body=b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>Putus & <b',
            content_type="text/xml",
        )

    @classmethod
    def wrong_charset(cls) -> Fault:
        """The right page in UTF-8 under a header that claims UTF-16."""
        return cls(content_type="text/html; charset=utf-16")

    @classmethod
    def redirect_loop(cls, path: str) -> Fault:
        """A page that redirects to itself."""
        return cls(status=302, location=path, body=b"")

    @classmethod
    def pdf(cls) -> Fault:
        """A PDF where a page should be."""
        return cls(body=b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n", content_type="application/pdf")

    @classmethod
    def png(cls) -> Fault:
        """A picture where a page should be, still called HTML."""
        return cls(body=picture(), content_type="text/html; charset=utf-8")

    @classmethod
    def empty(cls) -> Fault:
        """Status 200 and nothing else."""
        return cls(body=b"")


class OutletServer(ThreadingHTTPServer):
    """Serves one outlet on one address; ends its threads and connections when it is closed."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(
        self,
        address: tuple[str, int],
        *,
        answer: Callable[[str], Answer],
        fault: Callable[[str], Fault | None],
        log: Callable[[str, dict[str, str], str, int], None],
        compress: bool,
    ) -> None:
        self.answer, self.fault, self.log, self.compress = answer, fault, log, compress
        self.closing = threading.Event()
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """As the base class does, but remembers the connection."""
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        """As the base class does, and forgets the connection."""
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no error of the newsroom's."""

    def stop(self) -> None:
        """Ends delays, hangs up on every client and closes; :meth:`serve_forever` must run in another thread."""
        self.closing.set()
        self.shutdown()
        with self._lock:
            connections = tuple(self._open)
        for connection in connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:  # gone already
                continue
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Newsroom"
    sys_version = ""
    timeout = IDLE_SECONDS
    wbufsize = -1  # head and body leave in one piece: else Nagle's algorithm holds each answer for 40 ms
    server: OutletServer

    def do_GET(self) -> None:
        fault = self.server.fault(self.path)
        if fault and fault.delay and self.server.closing.wait(fault.delay):
            self.close_connection = True
            return
        if fault and fault.dropped:
            self._log(0)
            self.close_connection = True
            return
        self._send(self._faulty(fault), truncated=bool(fault and fault.truncated))

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the terminal: requests are in the newsroom's own log."""

    def _faulty(self, fault: Fault | None) -> Answer:
        answer = self.server.answer(self.path)
        if fault is None:
            return answer
        return Answer(
            answer.body if fault.body is None else fault.body,
            fault.content_type or answer.content_type,
            fault.status or answer.status,
            fault.location or answer.location,
            None if fault.body is not None else answer.modified,
        )

    def _send(self, answer: Answer, *, truncated: bool) -> None:
        headers = {"Content-Type": answer.content_type, "Vary": "Accept-Encoding"}
        body, status = answer.body, answer.status
        if answer.location:
            headers["Location"] = answer.location
        if answer.status == 200 and answer.modified:
            etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            headers |= {
                "ETag": etag,
                "Last-Modified": format_datetime(answer.modified.astimezone(UTC), usegmt=True),
                "Cache-Control": "max-age=0, must-revalidate",
            }
            if self._unchanged(etag, answer.modified):
                status, body = 304, b""
        if body and self.server.compress and "gzip" in self.headers.get("Accept-Encoding", ""):
            body = gzip.compress(body, mtime=0)
            headers["Content-Encoding"] = "gzip"
        self._log(status)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body[: len(body) // 2] if truncated else body)
        if truncated:
            self.close_connection = True

    def _unchanged(self, etag: str, modified: datetime) -> bool:
        """RFC 9110 section 13.2.2: If-None-Match decides, and If-Modified-Since only when that is absent."""
        known = self.headers.get("If-None-Match")
        if known is not None:
            return etag in {tag.strip().removeprefix("W/") for tag in known.split(",")}
        since = self.headers.get("If-Modified-Since")
        try:
            return since is not None and modified.replace(microsecond=0) <= parsedate_to_datetime(since)
        except (TypeError, ValueError):  # not a date, or one without a zone
            return False

    def _log(self, status: int) -> None:
        self.server.log(self.path, dict(self.headers.items()), self.headers.get("Host", ""), status)


def now() -> float:
    """The clock of the log of requests."""
    return time.monotonic()
