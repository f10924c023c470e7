"""Nearest to the wire: each request waits for its host's turn, and the bytes are kept as they came."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast
from urllib.parse import urlsplit

from scrapy import Request, signals
from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.crawler import Crawler
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Headers, Response

from crawler.addresses import NotAnAddress, host_and_port
from crawler.characters import printable
from crawler.guard import AddressNotAllowed, Guard
from crawler.heads import BoundedFactory
from crawler.pace import Pacer
from crawler.scrapy_settings import MAX_PDF_BYTES

WIRE = "netra_wire"
"""Key of a request's meta: the body as received. WIRE_HEADERS: the headers as received."""
WIRE_HEADERS = "netra_wire_headers"
KEEP_ALIVE_SECONDS = 15
ASKED_ENCODINGS = frozenset({"gzip", "x-gzip", "deflate", "identity"})
"""What we ask for, and what the archive can decode again (archive.raw.decode)."""


MAX_BYTES = "download_maxsize"
"""Key of a request's meta: how large its answer may be (Scrapy's own)."""


NEVER_READ = "NETRA_NEVER_READ"
"""Key of Scrapy's settings: the hosts that are not read."""


def lies_in(host: str, hosts: Iterable[str]) -> bool:
    """Whether a host is one of these or a subdomain of one."""
    return any(host == other or host.endswith(f".{other}") for other in hosts)


def allow_pdf(headers: Headers, request: Request) -> None:
    """Let an answer that calls itself a PDF be as large as PDFs are; called when its headers are here."""
    kind = (headers.get("Content-Type") or b"").decode("latin-1").partition(";")[0].strip().lower()
    named = kind == "application/octet-stream" and urlsplit(request.url).path.lower().endswith(".pdf")
    if kind == "application/pdf" or named:
        request.meta[MAX_BYTES] = max(MAX_PDF_BYTES, request.meta.get(MAX_BYTES, 0))


class NotToBeRead(Exception):
    """The settings say that this host is not read."""


class UnaskedEncoding(Exception):
    """The answer is packed in a way that was not asked for."""


class PacedHandler(HTTP11DownloadHandler):
    """Scrapy's HTTP/1.1 handler behind the crawl's pacer.

    Every request comes through here, those for robots.txt and the hops of a redirect included.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._pool._factory = BoundedFactory
        self._never_read = tuple(crawler.settings.getlist(NEVER_READ))
        # Twisted's default of 240 s would hold a connection to each of a thousand hosts: too many open files.
        self._pool.cachedConnectionTimeout = KEEP_ALIVE_SECONDS
        crawler.signals.connect(allow_pdf, signals.headers_received)

    async def download_request(self, request: Request) -> Response:
        """Wait for the host's turn, then download.

        Raises CrawlEnded, HostHeld, NotToBeRead, AddressNotAllowed or Scrapy's errors.
        """
        try:
            host, port = host_and_port(request.url)
        except NotAnAddress as error:
            raise AddressNotAllowed(str(error)) from error
        if "@" in urlsplit(request.url).netloc:  # Twisted would take the user for a part of the host
            raise AddressNotAllowed("it names a user")
        if lies_in(host, self._never_read):
            raise NotToBeRead
        download = super().download_request
        pacer: Pacer = cast(Any, self.crawler.spider).pacer
        target = pacer.target(host)
        try:
            response: Response = await pacer.fetch(target, lambda: download(request))
        except CannotResolveHostError as error:
            # The guard can only leave an address out of the answer; why it did is asked here.
            from twisted.internet import reactor  # noqa: PLC0415 - importing it earlier installs a reactor

            guard: Any = reactor.nameResolver
            refusal = guard.refusal(host, port) if isinstance(guard, Guard) else None
            if refusal is None:
                raise
            raise AddressNotAllowed(refusal) from error
        pacer.heed(target, response)
        return response


class KeepWire:
    """Downloader middleware, the last before the wire: keeps the answer before Scrapy decodes it."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Put body and headers as received into the request's meta. Raises UnaskedEncoding."""
        encodings = b",".join(response.headers.getlist("Content-Encoding")).decode("latin-1").lower()
        for encoding in encodings.split(","):
            if encoding.strip() and encoding.strip() not in ASKED_ENCODINGS:
                raise UnaskedEncoding(printable(encoding.strip()))
        request.meta[WIRE] = response.body
        request.meta[WIRE_HEADERS] = tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, values in response.headers.items()
            for value in values
        )
        return response
