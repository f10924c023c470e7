"""A small web server for the crawler's tests: paths with what they answer, and a log of what was asked."""

from __future__ import annotations

import ssl
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Reply:
    """What a path answers. ``promised`` is a Content-Length that may lie; ``hang`` waits until the site closes."""

    body: bytes = b""
    status: int = 200
    kind: str | None = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    promised: int | None = None
    hang: bool = False
    hang_up: bool = False
    endless: bool = False  # the body is sent again and again, in chunks


@dataclass(frozen=True)
class Asked:
    """One request: when (time.monotonic), at which path, with which headers."""

    at: float
    path: str
    headers: dict[str, str]


class Website:
    """Serves ``replies`` on one loopback address, as a context manager."""

    def __init__(
        self, host: str = "127.0.0.1", replies: dict[str, Reply] | None = None, certificate: Path | None = None
    ) -> None:
        self.replies = replies if replies is not None else {}
        self.asked: list[Asked] = []
        self.hanging = threading.Event()
        self._closing = threading.Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 30

            def do_GET(self) -> None:
                site._answer(self)

            def log_message(self, format: str, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, request: object, client_address: object) -> None:
                pass

        self._server = Server((host, 0), Handler)
        if certificate is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self._server.socket = context.wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self.host = host
        self.port: int = self._server.server_address[1]
        self.pair = f"{host}:{self.port}"
        self.base = f"{'https' if certificate else 'http'}://{self.pair}"
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    def __enter__(self) -> Website:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def paths(self) -> list[str]:
        """The paths that were asked for, in order."""
        return [asked.path for asked in self.asked]

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        self.asked.append(Asked(time.monotonic(), handler.path, dict(handler.headers.items())))
        reply = self.replies.get(handler.path, Reply(b"tidak ada", 404))
        handler.close_connection = True
        if reply.hang:
            self.hanging.set()
            self._closing.wait()
            return
        if reply.hang_up:
            return
        handler.send_response(reply.status)
        if reply.kind is not None:
            handler.send_header("Content-Type", reply.kind)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        if not reply.endless:
            handler.send_header(
                "Content-Length", str(len(reply.body) if reply.promised is None else reply.promised)
            )
        handler.end_headers()
        handler.wfile.write(reply.body)
        while reply.endless and not self._closing.is_set():
            handler.wfile.write(reply.body)


def rss(*links: str) -> Reply:
    """A feed that names these addresses."""
    items = "".join(f"<item><title>Judul berita {link}</title><link>{link}</link></item>" for link in links)
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Kabar</title>{items}</channel></rss>'
    return Reply(body.encode(), kind="application/rss+xml")


def page(text: str) -> Reply:
    """An article's page."""
    return Reply(f"<html><head><title>{text}</title></head><body><p>{text}</p></body></html>".encode())


def self_signed(folder: Path, host: str) -> Path:
    """A certificate with its key that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "self-signed.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path.write_bytes(private + certificate.public_bytes(Encoding.PEM))
    return path
