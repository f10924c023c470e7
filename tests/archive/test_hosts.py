"""What politeness remembers: hosts and their robots.txt."""

from __future__ import annotations

from datetime import timedelta

from archive import Archive
from archive.hosts import Host, StoredRobots, known_hosts, record_hosts, store_robots, stored_robots
from tests.support import NOW

LATER = NOW + timedelta(hours=1)
SITE = "https://kabar.example"


def test_what_is_known_of_each_host_is_the_last_that_was_recorded(archive: Archive) -> None:
    record_hosts(archive, {"a.example": Host(NOW, LATER, 10.0), "tribun": Host(NOW)})
    record_hosts(archive, {"a.example": Host(LATER, None, 10.0)})
    record_hosts(archive, {})
    assert known_hosts(archive) == {"a.example": Host(LATER, None, 10.0), "tribun": Host(NOW)}


def test_a_robots_txt_is_kept_as_it_was_last_read(archive: Archive) -> None:
    assert stored_robots(archive, SITE) is None
    store_robots(archive, SITE, StoredRobots(NOW, 200, "User-agent: *\nDisallow: /"))
    store_robots(archive, SITE, StoredRobots(LATER, 404, None))
    assert stored_robots(archive, SITE) == StoredRobots(LATER, 404, None)
