"""What the tests of the sender share: a clock put forward, and a Bot API server that goes by it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.telegram.botapi import BotApi
from tests.telegram.seed import Clock


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def api(clock: Clock) -> Iterator[BotApi]:
    with BotApi(chats=(1, 2, 3, -5), clock=clock.seconds) as server:
        yield server
