"""What of Scrapy's defaults changes, and why."""

from __future__ import annotations

from typing import Any

from settings import Settings

TIMEOUT_SECONDS = 20
"""For one request from its first packet to its last byte; Scrapy's own is 180."""
DNS_TIMEOUT_SECONDS = 10
MAX_PAGE_BYTES = 5_000_000
MAX_PDF_BYTES = 20_000_000
"""Scanned circulars are large; more the raw archive does not decode, and extract/ does not read."""
MAX_REDIRECTS = 5
HOSTS_AT_ONCE = 64
"""Requests on their way, one per host or network; those whose turn has not come wait in crawler.queue."""


def scrapy_settings(settings: Settings) -> dict[str, Any]:
    """Scrapy's settings for a crawl with ours."""
    return {
        "BOT_NAME": "netra",
        "USER_AGENT": settings.user_agent,
        # Politeness. The pause between requests is crawler.pace's, nearest to the wire: Scrapy's own is taken
        # per slot from the moment a request leaves the queue, is jittered, and forgets at the end of a crawl.
        "ROBOTSTXT_OBEY": True,
        "DOWNLOAD_DELAY": 0,
        "DOWNLOAD_DELAY_JITTER": 0,
        # A server that takes longer to answer than our pause is asked as seldom as it can answer.
        "AUTOTHROTTLE_ENABLED": settings.crawl_gap_seconds > 0,
        "AUTOTHROTTLE_START_DELAY": 0,
        "AUTOTHROTTLE_MAX_DELAY": 60,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": 1,
        "EXTENSIONS": {"scrapy.extensions.throttle.AutoThrottle": 0},
        "CONCURRENT_REQUESTS": HOSTS_AT_ONCE,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "SCHEDULER": "crawler.queue.HostQueue",
        # Limits.
        "DOWNLOAD_TIMEOUT": TIMEOUT_SECONDS,
        "DOWNLOAD_MAXSIZE": MAX_PAGE_BYTES,
        "DOWNLOAD_WARNSIZE": 0,
        "REDIRECT_MAX_TIMES": MAX_REDIRECTS,
        "METAREFRESH_ENABLED": False,
        "RETRY_ENABLED": False,  # the frontier tries again, later and counted
        # The guard: http and https only, no proxy, certificates verified. (The name resolver is installed in
        # crawler.engine, as is said there.)
        "DOWNLOAD_HANDLERS": {
            "http": "crawler.wire.PacedHandler",
            "https": "crawler.wire.PacedHandler",
            "data": None,
            "file": None,
            "ftp": None,
            "s3": None,
        },
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "NETRA_NEVER_READ": settings.never_read,
        "HTTPPROXY_ENABLED": False,
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
            "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
            "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
            "crawler.robots.Robots": 100,
            "crawler.wire.KeepWire": 990,
        },
        # Statuses are judged by us; long addresses are cut off before they enter the frontier.
        "HTTPERROR_ALLOW_ALL": True,
        "SPIDER_MIDDLEWARES": {
            "scrapy.spidermiddlewares.urllength.UrlLengthMiddleware": None,
            "scrapy.spidermiddlewares.depth.DepthMiddleware": None,
        },
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": "id",
            "Accept-Encoding": "gzip, deflate",  # what the archive can decode again
        },
        "COOKIES_ENABLED": False,
        "REFERRER_POLICY": "no-referrer",  # switching the middleware off makes Scrapy warn at each start
        # Doors that stand open by default: a console and an HTTP server that run Python code. Of the other
        # extensions none is needed, and LogCount's handler on the root logger would swallow every warning of a
        # program that set up no logging.
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "EXTENSIONS_BASE": {},
        "LOG_LEVEL": "WARNING",
        "LOG_INSTALL_ROOT_HANDLER": False,  # whoever runs the crawl says where the log goes
        "STATS_DUMP": False,
    }
