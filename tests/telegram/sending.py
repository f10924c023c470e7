"""One run of the sender on a test's archive."""

from __future__ import annotations

import asyncio
import io
from typing import Any

from telegram import Bot
from telegram.request import HTTPXRequest

from alerts.sender import SendReport, drain
from archive import Archive
from tests.telegram.botapi import TOKEN
from tests.telegram.seed import Clock


def send(
    archive: Archive,
    clock: Clock,
    url: str | None,
    *,
    out: io.StringIO | None = None,
    token: str = TOKEN,
    read_timeout: float = 5,
    **given: Any,
) -> SendReport:
    """One run of the sender as ``netra send`` does it, with the real library."""

    async def run() -> SendReport:
        stop = given.pop("stop", None) or asyncio.Event()
        options: dict[str, Any] = {
            "out": out or io.StringIO(),
            "clock": clock,
            "until_empty": True,
            "stop": stop,
            "pause": clock.pause,
            "seconds": clock.seconds,
        }
        options |= given
        if url is None:
            return await drain(archive, None, **options)
        request = HTTPXRequest(read_timeout=read_timeout, httpx_kwargs={"trust_env": False})
        bot = Bot(token, base_url=f"{url}/bot", request=request)
        await request.initialize()
        try:
            return await drain(archive, bot, **options)
        finally:
            await request.shutdown()

    return asyncio.run(run())
