"""What politeness must remember from one crawl to the next: of each host or publisher's network, and robots.txt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.database import Archive, now_text, parse_time

ROBOTS_LAST = timedelta(hours=24)
"""So long a robots.txt is believed (RFC 9309, 2.4)."""
ROBOTS_LAST_UNREACHABLE = timedelta(days=30)
"""So long the last one is, where a new one cannot be had (RFC 9309, 2.3.1.4 and 2.4)."""


@dataclass(frozen=True, slots=True)
class Host:
    """A host or a network as it was last asked; ``held_until``: it asked to be left alone until then."""

    last_request: datetime
    held_until: datetime | None = None
    crawl_delay: float | None = None  # seconds, as robots.txt asks


@dataclass(frozen=True, slots=True)
class StoredRobots:
    """A site's robots.txt as it was last read; ``body`` is None where the site has none."""

    fetched: datetime
    status: int
    body: str | None


def known_hosts(archive: Archive) -> dict[str, Host]:
    """All hosts and networks that were ever asked, by name."""
    return {
        row["host"]: Host(
            parse_time(row["last_request"]),
            parse_time(row["held_until"]) if row["held_until"] else None,
            row["crawl_delay"],
        )
        for row in archive.rows("select * from hosts")
    }


def record_hosts(archive: Archive, hosts: Mapping[str, Host]) -> None:
    """Keep what is known of hosts now."""
    if not hosts:
        return
    with archive.transaction() as db:
        db.table("hosts").upsert_all(
            [
                {
                    "host": name,
                    "last_request": now_text(host.last_request),
                    "held_until": now_text(host.held_until) if host.held_until else None,
                    "crawl_delay": host.crawl_delay,
                }
                for name, host in hosts.items()
            ],
            pk="host",
        )


def stored_robots(archive: Archive, site: str) -> StoredRobots | None:
    """The robots.txt of a site ("https://host:port") as it was last read, however long ago, or None."""
    row = next(iter(archive.rows("select * from robots where site = ?", [site])), None)
    return StoredRobots(parse_time(row["fetched"]), row["status"], row["body"]) if row else None


def store_robots(archive: Archive, site: str, robots: StoredRobots) -> None:
    """Keep a robots.txt."""
    with archive.transaction() as db:
        db.table("robots").upsert(
            {"site": site, "fetched": now_text(robots.fetched), "status": robots.status, "body": robots.body},
            pk="site",
        )
