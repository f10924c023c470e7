"""One extractor's crash, hang or call home is counted, and stops nothing."""

from __future__ import annotations

import os
import socket
import urllib.request

import pytest

from benchmarks.extraction.workers import Worker


def misbehave(what: str) -> str:
    if what == "raise":
        raise ValueError("no paragraph")
    if what == "die":
        os._exit(3)
    if what == "fetch":
        urllib.request.urlopen("http://127.0.0.1:9/")
    if what == "resolve":
        socket.getaddrinfo("peer.example", 80)
    while what == "hang":
        pass
    return what.upper()


def test_a_worker_answers_and_measures() -> None:
    with Worker(misbehave, "warm") as worker:
        outcome = worker.call("text")
        assert (outcome.value, outcome.failure) == ("TEXT", "")
        assert 0 <= outcome.seconds < 1


def test_after_a_crash_a_hang_or_a_death_the_next_page_is_read() -> None:
    with Worker(misbehave, seconds=0.3) as worker:
        failures = [worker.call(what).failure for what in ("raise", "hang", "die")]
        assert failures == ["crash", "hang", "crash"]
        assert worker.call("text").value == "TEXT"


@pytest.mark.parametrize("what", ["fetch", "resolve"])
def test_nothing_in_a_worker_reaches_the_network(what: str) -> None:
    with Worker(misbehave) as worker:
        assert "does not use the network" in worker.call(what).detail
