"""The memory of what outlets repeat: counted once an article, bounded, reset, none in an older archive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

import pytest
import sqlite_utils

from archive import Archive, furniture
from archive.schema import migrations
from tests.support import NOW, article_id

OUTLET = "kabar.example"


@dataclass(frozen=True)
class Line:
    form: str
    is_plain: bool = False

    @property
    def line(self) -> str:
        return self.form.capitalize()


class Differing:
    """Says of all stories what it is told to, and notes what it was asked."""

    def __init__(self, answer: bool = True) -> None:
        self.answer = answer
        self.asked: list[bool] = []

    def __call__(self, one: str, other: str, /, *, clearly: bool) -> bool:
        self.asked.append(clearly)
        return self.answer


def read(
    archive: Archive,
    number: int,
    lines: Iterable[Line],
    *,
    outlet: str = OUTLET,
    different: furniture.Different | None = None,
) -> None:
    """One article with these lines, an hour after the one before it."""
    with archive.transaction() as db:
        known = article_id(archive, f"https://{outlet}/{number}")
        furniture.learn(
            db, outlet, known, lines, different=different or Differing(), now=NOW + timedelta(hours=number)
        )


def test_a_line_of_three_different_stories_is_known_once_five_articles_were_read(archive: Archive) -> None:
    for number in range(5):
        assert furniture.known(archive.db, OUTLET) == frozenset()
        read(archive, number, [Line("ikuti kami"), Line(f"baris {number}")] if number < 3 else [])
    assert furniture.known(archive.db, OUTLET) == {"Ikuti kami"}
    assert furniture.known(archive.db, "lain.example") == frozenset()
    assert furniture.pages(archive.db, OUTLET) == 5
    (row,) = furniture.learned(archive.db, OUTLET)
    assert row == {
        "line": "Ikuti kami",
        "seen": 3,
        "first_seen": "2026-11-22T03:00:00.000Z",
        "last_seen": "2026-11-22T05:00:00.000Z",
    }


def test_two_occurrences_are_not_enough(archive: Archive) -> None:
    for number in range(9):
        read(archive, number, [Line("ikuti kami")] if number < 2 else [])
    assert furniture.known(archive.db, OUTLET) == frozenset()


def test_stories_that_do_not_differ_count_as_one(archive: Archive) -> None:
    for number in range(9):
        read(archive, number, [Line("sebelumnya camat diperiksa")], different=Differing(answer=False))
    assert furniture.known(archive.db, OUTLET) == frozenset()
    assert archive.value("select stories from furniture") == "[1]"
    assert archive.value("select seen from furniture") == 9


def test_a_story_counts_only_when_it_differs_from_all_that_count(archive: Archive) -> None:
    class SecondIsLikeThird(Differing):
        def __call__(self, one: str, other: str, /, *, clearly: bool) -> bool:
            return {one, other} != {"Judul\nkedua", "Judul\nketiga"}

    for number, text in enumerate(("pertama", "kedua", "ketiga")):
        article_id(archive, f"https://{OUTLET}/{number}", text)
    for number in (0, 1, 2, 2):
        read(archive, number, [Line("ikuti kami")], different=SecondIsLikeThird())
    assert archive.value("select stories from furniture") == "[1, 2]"


@pytest.mark.parametrize("plain", [True, False])
def test_only_plain_lines_are_content_with_stories_that_are_alike(plain: bool, archive: Archive) -> None:
    differing = Differing()
    for number in range(3):
        read(archive, number, [Line("redaksi kabar kita", is_plain=plain)], different=differing)
    assert set(differing.asked) == {not plain}


def test_a_line_seen_once_is_kept_as_a_hash_alone(archive: Archive) -> None:
    read(archive, 0, [Line("camat mengaku khilaf")])
    assert archive.value("select line from furniture") is None
    read(archive, 1, [Line("camat mengaku khilaf")])
    assert archive.value("select line from furniture") == "Camat mengaku khilaf"


def test_an_outlets_memory_is_bounded_and_keeps_its_furniture(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(furniture, "MOST_LINES", 40)
    for number in range(6):
        read(archive, number, [Line("ikuti kami")])
    read(archive, 0, [Line("milik outlet lain")], outlet="lain.example")
    for number in range(10, 40):
        read(archive, number, [Line(f"baris {number} {line}") for line in range(7)])
        assert archive.value("select count(*) from furniture where outlet = ?", [OUTLET]) <= 40
    assert furniture.known(archive.db, OUTLET) == {"Ikuti kami"}
    assert archive.value("select count(*) from furniture where outlet = 'lain.example'") == 1
    for number in (40, 41):  # the latest lines are those remembered
        read(archive, number, [Line("baris 39 3")])
    assert "Baris 39 3" in furniture.known(archive.db, OUTLET)


def test_a_page_is_held_against_a_bounded_number_of_lines(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(furniture, "MOST_KNOWN", 3)
    for number in range(5):
        read(archive, number, [Line(f"baris {line}") for line in range(8)])
    assert len(furniture.known(archive.db, OUTLET)) == 3


def test_forgetting_an_outlet_begins_anew_and_leaves_the_others(archive: Archive) -> None:
    for outlet in (OUTLET, "lain.example"):
        for number in range(5):
            read(archive, number, [Line("ikuti kami")], outlet=outlet)
    with archive.transaction() as db:
        assert furniture.forget(db, OUTLET) == 1
        assert furniture.forget(db, "tidak.example") == 0
    assert furniture.known(archive.db, OUTLET) == frozenset()
    assert furniture.pages(archive.db, OUTLET) == 0
    assert furniture.known(archive.db, "lain.example") == {"Ikuti kami"}
    for number in range(5):
        read(archive, 10 + number, [Line("ikuti kami")])
    assert furniture.known(archive.db, OUTLET) == {"Ikuti kami"}


def test_an_archive_of_an_older_version_knows_no_furniture() -> None:
    db = sqlite_utils.Database(memory=True)
    migrations.apply(db, stop_before="m005_furniture")
    assert furniture.known(db, OUTLET) == frozenset()
    assert furniture.pages(db, OUTLET) == 0
    db.close()


def test_lines_of_any_signs_are_counted(archive: Archive) -> None:
    for number in range(5):
        read(archive, number, [Line("👍🏽 e\u0301 ' % ?"), Line("日本 “語”")], different=Differing())
    assert len(furniture.known(archive.db, OUTLET)) == 2
