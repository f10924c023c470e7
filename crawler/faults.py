"""What went wrong with a fetch, as a short sentence, and whether trying again later can help."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus

from OpenSSL import SSL
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Response
from twisted.internet.error import ConnectError, ConnectionLost
from twisted.web.client import ResponseFailed

from crawler.characters import printable
from crawler.guard import AddressNotAllowed
from crawler.heads import TooManyHeaders
from crawler.lists import EmptyList, NoList, UnreadableList
from crawler.pace import HostHeld, retry_after
from crawler.robots import RefusedByRobots, RobotsUnreachable
from crawler.scrapy_settings import MAX_PAGE_BYTES, MAX_REDIRECTS, TIMEOUT_SECONDS
from crawler.wire import NotToBeRead, UnaskedEncoding

REFUSED_BY_ROBOTS = "refused by robots.txt"
_MAX_ERROR = 200
_GONE, _MISSING = 410, 404
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_PDF, _PDF_TYPE = b"%PDF-", "application/pdf"
_UNTOLD_TYPES = ("", "text/plain", "application/octet-stream")
_MAGIC = (
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"PK\x03\x04", "an archive"),
    (b"\x1f\x8b", "an archive"),
)


_ERRORS: tuple[tuple[type[Exception], str, bool], ...] = (
    # The error, its reason, whether it is final. A robots.txt that refuses everything and a name that leads
    # nowhere public may be the work of a day's mistake or of a network that asks to log in first.
    (RefusedByRobots, REFUSED_BY_ROBOTS, False),
    (RobotsUnreachable, "{}", False),
    (UnreadableList, "{}", False),
    (AddressNotAllowed, "address not allowed: {}", False),
    (NotToBeRead, "it is not read, as the setting never_read says", True),
    (UnsupportedURLSchemeError, "not an http or https address", True),
    (UnaskedEncoding, "packed as {}, which was not asked for", True),
    (DownloadTimeoutError, f"no answer within {TIMEOUT_SECONDS} s", False),
    (CannotResolveHostError, "the host's name cannot be resolved", False),
    (DownloadConnectionRefusedError, "the host refuses connections", False),
    (ResponseDataLossError, "the answer broke off", False),
)
FAILING, DEAD, BLOCKED, REFUSED, EMPTY = "failing", "dead", "blocked", "refused by robots", "empty"
"""What is said of a way of reading that failed, or of a source."""
_BLOCKING = frozenset({401, 403, 429, 451})
_WORDS: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    ((RefusedByRobots,), REFUSED),
    ((CannotResolveHostError, DownloadConnectionRefusedError, NoList), DEAD),
    ((EmptyList,), EMPTY),
)
_OF_HOST = (
    RobotsUnreachable,
    AddressNotAllowed,
    NotToBeRead,
    DownloadTimeoutError,
    CannotResolveHostError,
    DownloadConnectionRefusedError,
)
_PASSING = (
    RobotsUnreachable,
    DownloadTimeoutError,
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    ResponseDataLossError,
)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a fetch gave nothing. ``final``: trying again cannot help. ``retry_after``: seconds, as the site asks.

    ``final_twice``: final when the next try ends in the same way, as once may be a passing trouble on the way.
    """

    reason: str
    final: bool = False
    status: int | None = None
    retry_after: float | None = None
    final_twice: bool = False
    passing: bool = False  # the network's or the server's trouble of the moment, perhaps
    of_host: bool = False  # it is the host's: another address of it would fail too
    word: str = "failing"  # for a source's way of reading, as the words below

    @property
    def weight(self) -> float:
        """How much it counts among a source's failures: what may pass by itself counts half."""
        return 0.5 if self.passing else 1.0


def of_error(error: BaseException, max_bytes: int = MAX_PAGE_BYTES) -> Fault:
    """The fault that an exception from the downloader stands for."""
    if isinstance(error, IgnoreRequest | DownloadCancelledError):
        if "redirections" in str(error):
            return Fault(f"more than {MAX_REDIRECTS} redirects", final=True)
        # Scrapy's two ways to say it: for a packed body and for a plain one.
        return Fault(f"larger than {max_bytes // 1_000_000} MB", final=True)
    if isinstance(error, HostHeld):
        return Fault(str(error), retry_after=error.seconds, passing=True, of_host=True)
    for kind, reason, final in _ERRORS:
        if isinstance(error, kind):
            return Fault(
                reason.format(printable(str(error), _MAX_ERROR)),
                final,
                passing=isinstance(error, _PASSING),
                of_host=isinstance(error, _OF_HOST),
                word=next((word for kinds, word in _WORDS if isinstance(error, kinds)), FAILING),
            )
    return _of_connection(error)


def _of_connection(error: BaseException) -> Fault:
    causes = list(_causes(error))
    if too_many := next((cause for cause in causes if isinstance(cause, TooManyHeaders)), None):
        return Fault(str(too_many))
    if any(isinstance(cause, SSL.Error) or "VerificationError" in type(cause).__name__ for cause in causes):
        return Fault("no secure connection: its certificate cannot be verified", of_host=True)
    if any(isinstance(cause, ConnectError | ConnectionLost) for cause in causes):
        return Fault("the connection failed", passing=True, of_host=True)
    if isinstance(error, OSError | EOFError):  # gunzip's
        return Fault("its compressed data are broken")
    if isinstance(error, DownloadFailedError):
        return Fault("the answer is no HTTP, or broke off")
    return Fault(f"the fetch failed: {_named(error)}")


def unexpected(error: Exception) -> Fault:
    """The fault that an error nobody expected in the reading of an answer stands for."""
    return Fault(f"reading it failed: {_named(error)}")


def _named(error: BaseException) -> str:
    return f"{type(error).__name__}: {printable(str(error), _MAX_ERROR)}".rstrip(": ")


def _causes(error: BaseException) -> Iterator[BaseException]:
    """The error, what it was raised from, and what Twisted packed into it."""
    seen: BaseException | None = error
    while seen is not None:
        yield seen
        if isinstance(seen, ResponseFailed):
            for failure in seen.reasons:
                yield from _causes(failure.value)
        seen = seen.__cause__


def of_status(response: Response) -> Fault | None:
    """The fault that an answer's status stands for; None for a success."""
    status = response.status
    if 200 <= status < 300:
        return None
    if status == 304:
        return Fault("answered 304 to an unconditional request", False, status)
    if 300 <= status < 400:
        location = printable((response.headers.get("Location") or b"").decode("latin-1"))
        return Fault(f"redirects to no http or https address: {location!r}", True, status)
    try:
        phrase = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        phrase = str(status)
    wait = retry_after(response, datetime.now(UTC))
    return Fault(
        f"answered {phrase}",
        status == _GONE,
        status,
        wait,
        final_twice=status == _MISSING,
        passing=status in (408, 425, 429) or status >= 500,
        of_host=status in (429, 502, 503, 504),
        word=DEAD if status in (_MISSING, _GONE) else BLOCKED if status in _BLOCKING else FAILING,
    )


def of_content(response: Response) -> Fault | None:
    """The fault of an article's page that is neither HTML nor PDF, by what it says of itself and how it begins."""
    body = response.body
    declared = (response.headers.get("Content-Type") or b"").decode("latin-1")
    kind = printable(declared.partition(";")[0].strip().lower())
    status = response.status
    for magic, name in _MAGIC:
        if body.startswith(magic):
            return Fault(f"not HTML but {name}", True, status)
    if not body.strip():
        return Fault("the page is empty", False, status)
    if kind in (*_HTML_TYPES, _PDF_TYPE) or body.startswith(_PDF):
        return None
    if kind in _UNTOLD_TYPES and b"<" in body[:1000] and b"\x00" not in body[:1000]:
        return None
    return Fault(f"not HTML but {kind or 'unknown data'}", True, status)
