"""What the conveyor does with an address whose site answered with no story, for the moment or for good."""

from __future__ import annotations

from datetime import timedelta

import pytest

from archive import Archive, frontier
from archive.database import parse_time
from intake import Intake
from tests.road.pages import LEAD, REST, URL, html, listed, page, state
from tests.support import NOW

CLOSED = "<html><head><title>Situs dalam perbaikan</title></head><body><p>Kami segera kembali.</p></body></html>"
CHECK = "<html><head><title>Just a moment...</title></head><body><script>_cf_chl_opt={}</script></body></html>"
BROKEN = "<html><head><title>Galat</title></head><body><h1>Gagal menyambung ke basis data</h1></body></html>"
MISSING = "<html><head><title>Halaman tidak ditemukan</title></head><body><p>Maaf.</p></body></html>"


@pytest.mark.parametrize(
    ("body", "word"),
    [(CLOSED, "maintenance"), (CHECK, "bot check"), (BROKEN, "server error")],
    ids=["maintenance", "bot check", "server error"],
)
def test_a_site_that_answers_for_the_moment_only_is_asked_again_and_then_read(
    body: str, word: str, archive: Archive, take: Intake
) -> None:
    listed(archive)
    assert frontier.begin(archive, URL, NOW)
    take(page(body))
    where, why = state(archive)
    assert where == "due"
    assert why is not None
    assert word in why
    (row,) = archive.rows("select failures, tries, due_at from frontier")
    assert (row["failures"], row["tries"]) == (1, 0)
    assert parse_time(row["due_at"]) > NOW + timedelta(minutes=1)
    take(page(html(LEAD, REST)))
    assert state(archive) == ("done", None)


def test_a_site_that_never_ends_its_maintenance_is_parked_at_last(archive: Archive, take: Intake) -> None:
    listed(archive)
    for _ in range(frontier.MAX_FAILURES):
        take(page(CLOSED))
    assert state(archive)[0] == "parked"


def test_a_page_that_does_not_exist_is_parked_at_once(archive: Archive, take: Intake) -> None:
    listed(archive)
    take(page(MISSING))
    assert state(archive) == ("parked", "no article: the page is not found: it says that it does not exist")
