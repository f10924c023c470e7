"""What may be dialled."""

# ruff: noqa: N802 - Twisted's names

from __future__ import annotations

import re
import socket
from typing import Any

import pytest
from twisted.internet.task import Clock

from crawler.guard import Guard, is_public, pair
from settings import load_settings


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_global_unicast_addresses_pass(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),
        *("192.0.2.1", "198.18.0.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"),
        *("::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:7f00:1", "64:ff9b::7f00:1"),
        *("64:ff9b:1::1", "2002:7f00:1::", "2001:0:1::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1"),
        *("ff02::1", "2001:db8::1", "localhost", ""),
    ],
)
def test_no_other_address_passes_also_when_it_is_wrapped(address: str) -> None:
    assert not is_public(address)


class Receiver:
    """What Twisted hands to a resolver."""

    def __init__(self) -> None:
        self.addresses: list[tuple[str, int]] = []
        self.complete = 0

    def resolutionBegan(self, resolution: object) -> None:
        pass

    def addressResolved(self, address: Any) -> None:
        self.addresses.append((address.host, address.port))

    def resolutionComplete(self) -> None:
        self.complete += 1


class Reactor(Clock):
    """A reactor whose time stands still and whose thread calls are kept."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[tuple[Any, ...]] = []

    def callFromThread(self, *call: Any) -> None:
        self.waiting.append(call)

    def run_calls(self) -> None:
        for function, *arguments in self.waiting:
            function(*arguments)


class Thread:
    """A thread that does its work at once."""

    def __init__(self, target: Any, **_: Any) -> None:
        self.start = target


def resolve(
    monkeypatch: pytest.MonkeyPatch, host: str, port: int, answers: list[str], allow: tuple[str, ...] = ()
) -> tuple[Guard, Receiver]:
    def getaddrinfo(name: str, port: int, *, type: int, flags: int) -> list[Any]:
        if flags & socket.AI_NUMERICHOST:
            raise socket.gaierror
        return [(socket.AF_INET6 if ":" in ip else socket.AF_INET, type, 6, "", (ip, port)) for ip in answers]

    monkeypatch.setattr("crawler.guard.socket.getaddrinfo", getaddrinfo)
    monkeypatch.setattr("crawler.guard.threading.Thread", Thread)
    reactor, receiver = Reactor(), Receiver()
    guard = Guard(reactor, allow, 10)
    guard.resolveHostName(receiver, host, port)
    reactor.run_calls()
    assert reactor.getDelayedCalls() == []
    return guard, receiver


def test_of_a_names_answers_only_the_public_ones_are_dialled(monkeypatch: pytest.MonkeyPatch) -> None:
    _, receiver = resolve(monkeypatch, "kabar.id", 443, ["10.0.0.1", "8.8.8.8", "::1"])
    assert receiver.addresses == [("8.8.8.8", 443)]
    assert receiver.complete == 1


def test_a_name_without_a_public_answer_is_refused_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    guard, receiver = resolve(monkeypatch, "kabar.id", 80, ["10.0.0.1"], allow=("kabar.id:81", "10.0.0.1:80"))
    assert receiver.addresses == []
    assert receiver.complete == 1
    assert guard.refusal("KABAR.id", 80) == (
        "10.0.0.1 is not a public address; if it is yours, add kabar.id:80 to NETRA_ALLOW_HOSTS"
    )


def test_a_refusal_names_the_very_pair_that_would_allow_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for host, port in (("kabar.id", 8080), ("::1", 80), ("127.0.0.1", 8643), ("bücher.example", 443)):
        guard, _ = resolve(monkeypatch, host, port, ["::1" if ":" in host else "10.0.0.1"])
        named = re.search(r"add (\S+) to NETRA_ALLOW_HOSTS", guard.refusal(host, port) or "")
        assert named
        monkeypatch.setenv("NETRA_ALLOW_HOSTS", named[1])
        allowed = load_settings().allow_hosts  # a form that the setting takes
        _, receiver = resolve(monkeypatch, host, port, ["10.0.0.1"], allow=allowed)
        assert receiver.addresses == [("10.0.0.1", port)]


def test_an_allowed_pair_is_dialled_wherever_it_leads(monkeypatch: pytest.MonkeyPatch) -> None:
    guard, receiver = resolve(monkeypatch, "intranet", 8080, ["10.0.0.1"], allow=("intranet:8080",))
    assert receiver.addresses == [("10.0.0.1", 8080)]
    assert guard.refusal("intranet", 8080) is None


def test_a_name_that_is_not_answered_in_time_has_no_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    class Hung(Thread):
        def __init__(self, target: Any, **_: Any) -> None:
            self.start = lambda: works.append(target)

    works: list[Any] = []
    monkeypatch.setattr("crawler.guard.threading.Thread", Hung)
    monkeypatch.setattr("crawler.guard._lookup", lookup := Lookup())
    reactor, receiver = Reactor(), Receiver()
    Guard(reactor, (), 10).resolveHostName(receiver, "lambat.id", 80)
    reactor.advance(10)
    assert (receiver.addresses, receiver.complete) == ([], 1)
    works[0]()
    reactor.run_calls()
    assert lookup.asked
    assert (receiver.addresses, receiver.complete) == ([], 1)  # a late answer is thrown away


class Lookup:
    """Answers names, not literals."""

    def __init__(self) -> None:
        self.asked = False

    def __call__(self, host: str, port: int, flags: int) -> list[Any]:
        if flags:
            raise socket.gaierror
        self.asked = True
        return [(socket.AF_INET, 1, 6, "", ("8.8.8.8", port))]


def test_a_pair_is_written_as_addresses_write_it() -> None:
    assert pair("::1", 80) == pair("[::1]", 80) == "[::1]:80"
    assert pair("Kabar.ID", 80) == "kabar.id:80"
