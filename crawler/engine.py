"""Runs one Scrapy crawl in this process: reactor, guard, signals."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import Callable
from typing import Any

from scrapy import Spider
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings as ScrapySettings
from scrapy.utils.log import configure_logging
from scrapy.utils.reactor import install_reactor

from crawler.guard import Guard
from crawler.scrapy_settings import DNS_TIMEOUT_SECONDS, scrapy_settings
from settings import Settings

REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


def run_spider(
    spider: type[Spider], settings: Settings, stop: Callable[[], None] | None = None, **arguments: Any
) -> None:
    """Run a spider to its end; once per process, as a Twisted reactor does not start twice.

    ``stop`` is called on the first SIGTERM or SIGINT; a second one ends the process. Raises what kept the
    spider from starting.
    """
    ours = ScrapySettings(scrapy_settings(settings))
    configure_logging(ours)
    # Its warnings repeat, at length, what our own log and the archive say of a fetch that failed.
    logging.getLogger("scrapy").setLevel(logging.ERROR)
    install_reactor(REACTOR)
    from twisted.internet import reactor as untyped  # noqa: PLC0415 - importing it earlier installs another

    reactor: Any = untyped
    # Scrapy installs TWISTED_DNS_RESOLVER only in its *CrawlerProcess, which also brings its own signal
    # handlers; the runner leaves both to us. installNameResolver puts the guard under every connection.
    reactor.installNameResolver(Guard(reactor, settings.allow_hosts, DNS_TIMEOUT_SECONDS))
    crawling = AsyncCrawlerRunner(ours).crawl(spider, **arguments)
    loop = asyncio.get_event_loop()
    former = {number: signal.getsignal(number) for number in _SIGNALS}

    def on_signal() -> None:
        for number in _SIGNALS:
            loop.remove_signal_handler(number)  # leaves the default action: a second signal ends the process
            signal.signal(number, signal.SIG_DFL)
        if stop is not None:
            stop()

    for number in _SIGNALS:
        loop.add_signal_handler(number, on_signal)
    crawling.add_done_callback(lambda _: reactor.stop())
    try:
        reactor.run(installSignalHandlers=False)
    finally:
        for number, handler in former.items():
            loop.remove_signal_handler(number)
            if handler is not None:
                signal.signal(number, handler)
    if crawling.done() and not crawling.cancelled():
        crawling.result()
