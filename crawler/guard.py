"""The guard: every name and every literal address is checked at connect time, and only what passed is dialled.

It is the reactor's one name resolver (Twisted's HostnameEndpoint asks it for literals too, with the port, and
dials nothing but its answers), without a cache: a name that answers differently the second time is checked
again. A kept-alive connection is one that passed.
"""

# ruff: noqa: N802, N803 - IHostnameResolver's names

from __future__ import annotations

import socket
import threading
from collections.abc import Collection, Iterator, Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

from twisted.internet import address
from twisted.internet.interfaces import IAddress

_GLOBAL_UNICAST = IPv6Network("2000::/3")  # RFC 4291, 2.4: the only part of IPv6 given out so far
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052
ALLOW = "NETRA_ALLOW_HOSTS"
"""The setting that holds the pairs which may be dialled all the same."""


class AddressNotAllowed(Exception):
    """The host has no address that may be dialled."""


def is_public(text: str) -> bool:
    """Whether an IP address is a global unicast one, an IPv4 address wrapped into IPv6 unwrapped first."""
    try:
        found: IPv4Address | IPv6Address = ip_address(text.partition("%")[0])
    except ValueError:
        return False
    if isinstance(found, IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if inner is None and found in _NAT64:
            inner = IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is None and (found not in _GLOBAL_UNICAST or found.teredo is not None):
            return False
        found = inner or found
    return found.is_global and not (found.is_multicast or found.is_reserved or found.is_unspecified)


def pair(host: str, port: int) -> str:
    """Host and port as an address writes them, e.g. ``[::1]:8080``; names in their ASCII form."""
    host = host.strip("[]").lower()
    try:
        host = host.encode("ascii").decode() if host.isascii() else host.encode("idna").decode()
    except UnicodeError:
        return f"{host}:{port}"
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


class _Resolution:
    """What Twisted wants to hold while a name is resolved."""

    def __init__(self, name: str) -> None:
        self.name = name

    def cancel(self) -> None:
        """Nothing to do: a late answer is thrown away."""


class Guard:
    """The name resolver to install on the reactor (an IHostnameResolver).

    ``allow`` holds host:port pairs that may be dialled wherever they lead, exactly as addresses write them.
    """

    def __init__(self, reactor: Any, allow: Collection[str], timeout: float) -> None:
        self._reactor = reactor
        self._allow = {pair(*_parted(entry)) for entry in allow}
        self._timeout = timeout
        self._refused: dict[str, str] = {}

    def refusal(self, host: str, port: int) -> str | None:
        """Why the last attempt to reach host and port was refused, or None when it was not."""
        return self._refused.get(pair(host, port))

    def resolveHostName(
        self,
        resolutionReceiver: Any,  # an IResolutionReceiver
        hostName: str,
        portNumber: int = 0,
        addressTypes: Sequence[type[IAddress]] | None = None,
        transportSemantics: str = "TCP",
    ) -> _Resolution:
        """Resolve and check; a refused address is simply not among the answers (see :meth:`refusal`)."""
        del addressTypes, transportSemantics
        resolution = _Resolution(hostName)
        receiver = resolutionReceiver
        receiver.resolutionBegan(resolution)
        self._refused.pop(pair(hostName, portNumber), None)
        try:  # also decimal, octal and hexadecimal forms, which the system takes for addresses
            found = _lookup(hostName, portNumber, socket.AI_NUMERICHOST)
        except OSError:
            self._ask(receiver, hostName, portNumber)
        except ValueError:
            receiver.resolutionComplete()
        else:
            self._answer(receiver, hostName, portNumber, found)
        return resolution

    def _ask(self, receiver: Any, host: str, port: int) -> None:
        """Look the name up in a thread that nobody waits for when it hangs."""
        open_ = [True]

        def finish(found: list[tuple[Any, ...]]) -> None:
            if open_.pop() if open_ else False:
                if late.active():
                    late.cancel()
                self._answer(receiver, host, port, found)

        def work() -> None:
            try:
                found = _lookup(host, port, 0)
            except (OSError, ValueError):
                found = []
            self._reactor.callFromThread(finish, found)

        late = self._reactor.callLater(self._timeout, finish, [])
        threading.Thread(target=work, name=f"lookup {host}", daemon=True).start()

    def _answer(self, receiver: Any, host: str, port: int, found: list[tuple[Any, ...]]) -> None:
        allowed = pair(host, port) in self._allow
        refused = ""
        for family, sockaddr in _addresses(found):
            if allowed or is_public(sockaddr[0]):
                kind = address.IPv6Address if family == socket.AF_INET6 else address.IPv4Address
                receiver.addressResolved(kind("TCP", *sockaddr))
            else:
                refused = refused or sockaddr[0]
        if refused:
            where = pair(host, port)
            self._refused[where] = f"{refused} is not a public address; if it is yours, add {where} to {ALLOW}"
        receiver.resolutionComplete()


def _lookup(host: str, port: int, flags: int) -> list[tuple[Any, ...]]:
    return list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=flags))


def _addresses(found: list[tuple[Any, ...]]) -> Iterator[tuple[int, tuple[Any, ...]]]:
    for family, _, _, _, sockaddr in found:
        if family in (socket.AF_INET, socket.AF_INET6):
            yield family, sockaddr


def _parted(entry: str) -> tuple[str, int]:
    host, _, port = entry.rpartition(":")
    return host, int(port)
