"""A function run in a process of its own: its crash or hang is counted, and nothing of it reaches the network."""

from __future__ import annotations

import logging
import multiprocessing
import os
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Generic, Literal, Self, TypeVar

SECONDS = 30
"""A page that takes longer hangs."""

_START_SECONDS = 120  # imports and the first page, which fills caches
_NETWORK = frozenset(
    ["socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"]
)

T = TypeVar("T")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Outcome(Generic[V]):
    """What came of one call: a value (None after a failure) and its CPU seconds."""

    value: V | None
    seconds: float = 0.0
    failure: Literal["", "crash", "hang"] = ""
    detail: str = ""


class Worker(Generic[T, V]):
    """A process that answers call after call; a new one takes its place after a crash or hang.

    ``function`` must be picklable by name. ``warm`` is its first argument, not measured. Raises RuntimeError when
    the process does not even start (a package is missing).
    """

    def __init__(self, function: Callable[[T], V], warm: T | None = None, seconds: float = SECONDS) -> None:
        self._function, self._warm, self._seconds = function, warm, seconds
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def call(self, argument: T) -> Outcome[V]:
        """The function's outcome for this argument; never raises what the function raises."""
        try:
            self._pipe.send(argument)
            if self._pipe.poll(self._seconds):
                outcome: Outcome[V] = self._pipe.recv()
                return outcome
            failed: Outcome[V] = Outcome(None, failure="hang")
        except (EOFError, OSError):
            failed = Outcome(None, failure="crash", detail="the process died")
        self._stop()
        self._start()
        return failed

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self._function, self._warm), daemon=True)
        self._process.start()
        theirs.close()
        try:
            ready = self._pipe.poll(_START_SECONDS) and self._pipe.recv() == "ready"
        except EOFError:
            ready = False
        if not ready:
            self._stop()
            raise RuntimeError(f"{self._function} does not start")

    def _stop(self) -> None:
        self._pipe.close()
        self._process.kill()
        self._process.join()


def _serve(pipe: Connection, function: Callable[[T], V], warm: T | None) -> None:
    _keep_quiet()
    sys.addaudithook(_refuse_network)
    if warm is not None:
        _measured(function, warm)
    pipe.send("ready")
    while True:
        try:
            argument = pipe.recv()
        except EOFError:
            return
        pipe.send(_measured(function, argument))


def _measured(function: Callable[[T], V], argument: T) -> Outcome[V]:
    began = time.process_time()
    try:
        return Outcome(function(argument), time.process_time() - began)
    except Exception as error:  # whatever a peer raises is a result
        return Outcome(None, time.process_time() - began, "crash", f"{type(error).__name__}: {error}"[:300])


def _keep_quiet() -> None:
    """Peers log and warn as they read; only their results count."""
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    sink = os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 1)
    os.dup2(sink, 2)


def _refuse_network(event: str, _: tuple[object, ...]) -> None:
    if event in _NETWORK:
        raise ConnectionRefusedError("a measurement does not use the network")
