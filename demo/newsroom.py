"""The newsroom itself: starts the five outlets, publishes stories while it runs, and says what was asked of it."""

from __future__ import annotations

import csv
import errno
import threading
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from types import TracebackType

from demo.server import Fault, OutletServer, Request, now
from demo.site import Answer, Site
from demo.stories import Outlet, Story, Way, load_outlets, load_stories
from model import NetraError

DEMO_PORT = 8643
"""The port of ``python -m demo``: fixed, so that the demo's addresses are the same on each run."""

NETWORK = "127.83.0"
"""Outlet n answers at 127.83.0.n: five hosts, as politeness and robots.txt are kept per host."""

COLUMNS = (
    "id",
    "name",
    "homepage",
    "province_code",
    "regency_code",
    "kind",
    "platform",
    "feed_url",
    "sitemap_url",
    "listing_url",
    "notes",
)
"""The columns of the catalogue of sources."""

_TRIES = 20  # how often a port that is free on all five addresses is looked for
_ANSWER_SECONDS = 2.0  # how long the one who has the port may take to answer
_FIRST_DAY = datetime(2026, 10, 1, tzinfo=UTC)  # when an outlet without stories last changed


class PortTaken(NetraError):
    """The newsroom's port is in use."""


class NoLoopback(NetraError):
    """This machine does not answer at the newsroom's loopback addresses."""


class Newsroom:
    """Five outlets over HTTP on loopback, as a context manager.

    ``stories`` defaults to all of :func:`load_stories`; ``port`` 0 picks one that is free. ``faults`` maps a path
    (at any outlet) or a whole address to a :class:`Fault`; it may be changed while the newsroom runs.
    Raises :class:`PortTaken` or :class:`NoLoopback` on entering.
    """

    def __init__(
        self,
        stories: Iterable[Story] | None = None,
        *,
        port: int = 0,
        faults: Mapping[str, Fault] | None = None,
    ) -> None:
        self.outlets = load_outlets()
        self.faults: dict[str, Fault] = dict(faults or {})
        self.port = port
        self._stories: dict[str, tuple[Story, ...]] = {outlet.id: () for outlet in self.outlets}
        for story in load_stories() if stories is None else stories:
            self._stories[story.outlet] += (story,)
        self._sites: dict[str, Site] = {}
        self._servers: list[OutletServer] = []
        self._threads: list[threading.Thread] = []
        self._requests: list[Request] = []
        self._lock = threading.Lock()

    def __enter__(self) -> Newsroom:
        self._bind()
        for outlet in self.outlets:
            self._rebuild(outlet)
        for server in self._servers:
            # A short poll, so that closing does not wait half a second for each outlet.
            thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
            thread.start()
            self._threads.append(thread)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in self._servers:
            server.stop()
        for thread in self._threads:
            thread.join()
        self._servers.clear()
        self._threads.clear()

    def is_open_elsewhere(self) -> bool:
        """Whether another process serves the same stories at this port; to ask before entering."""
        for outlet in self.outlets:
            self._rebuild(outlet)
            address, _, port = self.host(outlet.id).partition(":")
            connection = HTTPConnection(address, int(port), timeout=_ANSWER_SECONDS)
            expected = self._sites[outlet.id].answer(outlet.way_path).body
            try:
                connection.request("GET", outlet.way_path)
                served = connection.getresponse().read(len(expected) + 1)
            except (OSError, HTTPException):
                return False
            finally:
                connection.close()
            if served != expected:
                return False
        return True

    # --- where things are ------------------------------------------------------------------------------------

    def host(self, outlet_id: str) -> str:
        """An outlet's host and port, as they stand in its addresses."""
        order = [outlet.id for outlet in self.outlets].index(outlet_id)
        return f"{NETWORK}.{order + 1}:{self.port}"

    def base(self, outlet_id: str) -> str:
        """The beginning of an outlet's addresses, without a final slash."""
        return f"http://{self.host(outlet_id)}"

    @property
    def hosts(self) -> list[str]:
        """All hosts with their ports, for ``NETRA_ALLOW_HOSTS``."""
        return [self.host(outlet.id) for outlet in self.outlets]

    def url(self, story: Story) -> str:
        """A story's full address."""
        return self.base(story.outlet) + self._outlet(story.outlet).path(story)

    def stories(self, outlet_id: str | None = None) -> tuple[Story, ...]:
        """The stories that are published now, of one outlet or of all."""
        with self._lock:
            chosen = [outlet_id] if outlet_id else list(self._stories)
            return tuple(story for one in chosen for story in self._stories[one])

    def sources_csv(self, path: Path) -> Path:
        """Writes the outlets as a sources file in the catalogue's columns, each with its one way of reading."""
        columns = {
            Way.RSS: "feed_url",
            Way.WORDPRESS_RSS: "feed_url",
            Way.ATOM: "feed_url",
            Way.NEWS_SITEMAP: "sitemap_url",
            Way.LISTING: "listing_url",
        }
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, restval="")
            writer.writeheader()
            for outlet in self.outlets:
                base = self.base(outlet.id)
                row = {name: getattr(outlet, name) for name in COLUMNS if hasattr(outlet, name)}
                row |= {"homepage": f"{base}/", columns[outlet.way]: base + outlet.way_path}
                writer.writerow(row | {"notes": "built-in newsroom: an invented outlet on loopback"})
        return path

    def environment(self, sources: Path) -> dict[str, str]:
        """The settings that let Netra read the newsroom at once and tell of its stories, which are of autumn 2026.

        ``sources`` is what :meth:`sources_csv` wrote.
        """
        return {
            "NETRA_SOURCES": str(sources),
            "NETRA_ALLOW_HOSTS": ",".join(self.hosts),
            "NETRA_CRAWL_GAP_SECONDS": "0",
            "NETRA_CRAWL_MIN_INTERVAL_SECONDS": "0",
            "NETRA_ALERTS_WINDOW_HOURS": "0",
        }

    # --- what happens ----------------------------------------------------------------------------------------

    def publish(self, outlet_id: str, story: Story) -> str:
        """Publishes a story, or a new version of the one with its slug, and gives its address."""
        story = replace(story, outlet=outlet_id)
        with self._lock:
            others = tuple(one for one in self._stories[outlet_id] if one.slug != story.slug)
            self._stories[outlet_id] = (*others, story)
        self._rebuild(self._outlet(outlet_id))
        return self.url(story)

    def withdraw(self, outlet_id: str, slug: str) -> None:
        """Takes a story off its site: its address answers 404 from now on."""
        with self._lock:
            self._stories[outlet_id] = tuple(one for one in self._stories[outlet_id] if one.slug != slug)
        self._rebuild(self._outlet(outlet_id))

    @property
    def requests(self) -> list[Request]:
        """What was asked of all outlets so far, in order: a copy."""
        with self._lock:
            return list(self._requests)

    # --- inside ----------------------------------------------------------------------------------------------

    def _outlet(self, outlet_id: str) -> Outlet:
        return next(outlet for outlet in self.outlets if outlet.id == outlet_id)

    def _rebuild(self, outlet: Outlet) -> None:
        with self._lock:
            stories = self._stories[outlet.id]
            newest = max((story.published for story in stories), default=_FIRST_DAY)
            before = self._sites.get(outlet.id)
            # Last-Modified has whole seconds: every change moves it on by one at least.
            changed = max(newest, before.changed + timedelta(seconds=1)) if before else newest
            self._sites[outlet.id] = Site(outlet, self.base(outlet.id), stories, changed)

    def _bind(self) -> None:
        tries = 1 if self.port else _TRIES
        for left in range(tries - 1, -1, -1):
            port = self.port
            try:
                for order, outlet in enumerate(self.outlets):
                    server = self._server(outlet, f"{NETWORK}.{order + 1}", port)
                    self._servers.append(server)
                    port = server.server_address[1]
            except OSError as error:
                for server in self._servers:
                    server.server_close()
                self._servers.clear()
                if error.errno == errno.EADDRNOTAVAIL:
                    raise NoLoopback(
                        f"The newsroom needs the loopback addresses {NETWORK}.1 to {NETWORK}.{len(self.outlets)}; "
                        f"on macOS add each with: sudo ifconfig lo0 alias {NETWORK}.1"
                    ) from error
                if left == 0:
                    raise PortTaken(
                        f"Port {port} cannot be had on {NETWORK}.1 to {NETWORK}.{len(self.outlets)} "
                        f"({error.strerror}); end the program that uses it."
                    ) from error
            else:
                self.port = port
                return

    def _server(self, outlet: Outlet, address: str, port: int) -> OutletServer:
        def answer(target: str) -> Answer:
            with self._lock:
                site = self._sites[outlet.id]
            return site.answer(target)

        def fault(target: str) -> Fault | None:
            return self.faults.get(self.base(outlet.id) + target) or self.faults.get(target)

        def log(target: str, headers: dict[str, str], host: str, status: int) -> None:
            with self._lock:
                self._requests.append(Request(now(), outlet.id, host, target, headers, status))

        return OutletServer((address, port), answer=answer, fault=fault, log=log, compress=outlet.gzip)
