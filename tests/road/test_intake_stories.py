"""A story over several pages: it waits for its parts, is judged once, and no page number is an article."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archive import Archive, frontier
from intake import STORY_DEADLINE, Intake
from model import Page
from settings import load_settings
from tests.road.pages import END, LEAD, REST, URL, Clock, chats, html, listed, page, pager, state


def three_pages(archive: Archive, take: Intake) -> Callable[[int], Page]:
    """Take page 1 of a story of three; returns what makes the others."""
    listed(archive)
    parts = take(page(html(LEAD, pager=pager(2, 3))))
    assert [part.rstrip("/") for part in parts] == [f"{URL}/2", f"{URL}/3"]
    return lambda number: page(html((REST, END)[number - 2], published=None), parts[number - 2], part_of=URL)


def test_a_story_waits_for_its_parts_and_is_judged_when_whole(archive: Archive, take: Intake) -> None:
    part = three_pages(archive, take)
    assert state(archive)[0] == "waiting"
    take(part(3))
    assert archive.db.table("articles").count == 0
    take(part(2))
    (article,) = archive.rows("select * from articles")
    assert (article["parts_have"], article["parts_of"]) == (3, 3)
    assert article["text"].index(REST[:40]) < article["text"].index(END[:40])
    assert {row["state"] for row in archive.rows("select state from frontier")} == {"done"}


def test_after_the_deadline_a_story_is_judged_by_what_is_here(archive: Archive, take: Intake, clock: Clock) -> None:
    part = three_pages(archive, take)
    take(part(2))
    assert take.conclude_overdue() == 0
    clock.now += STORY_DEADLINE
    assert take.conclude_overdue() == 1
    (article,) = archive.rows("select * from articles")
    assert (article["parts_have"], article["parts_of"]) == (2, 3)


def test_a_late_part_makes_a_new_version_and_tells_nothing_twice(
    archive: Archive, take: Intake, clock: Clock
) -> None:
    part = three_pages(archive, take)
    take(part(2))
    clock.now += STORY_DEADLINE
    take.conclude_overdue()
    told = chats(archive)
    take(part(3))
    (article,) = archive.rows("select * from articles")
    assert article["parts_have"] == 3
    assert archive.value("select reason from article_versions") == "part arrived"
    assert chats(archive) == told
    assert archive.value("select count(*) from incidents") == 1


def test_parts_that_failed_for_good_are_not_waited_for(archive: Archive, take: Intake) -> None:
    three_pages(archive, take)
    with archive.transaction() as db:
        db.execute("update frontier set state = 'parked', reason = '404' where part_of = ?", [URL])
    assert take.conclude_overdue() == 1
    assert archive.value("select parts_have from articles") == 1


def test_a_story_that_cannot_be_judged_stops_no_other(
    archive: Archive, take: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    three_pages(archive, take)
    with archive.transaction() as db:
        db.execute("update frontier set state = 'parked' where part_of = ?", [URL])

    def fails(*_: object) -> None:
        raise RuntimeError("provoked")

    monkeypatch.setattr("intake.extract.extract", fails)
    for _ in range(frontier.MAX_TRIES + 2):
        assert take.conclude_overdue() == 0
    assert state(archive)[0] == "waiting"  # it failed, and ended no crawl
    monkeypatch.undo()
    assert Intake(archive, load_settings(), Clock()).conclude_overdue() == 1


def test_a_story_whose_judging_ends_the_process_is_given_up(archive: Archive, take: Intake) -> None:
    three_pages(archive, take)
    with archive.transaction() as db:
        db.execute("update frontier set state = 'parked' where part_of = ?", [URL])
        db.execute("update frontier set tries = ? where url = ?", [frontier.MAX_TRIES, URL])
    assert take.conclude_overdue() == 0
    assert state(archive)[0] == "parked"


def test_a_story_whose_bytes_are_gone_is_fetched_again(archive: Archive, take: Intake) -> None:
    three_pages(archive, take)
    with archive.transaction() as db:
        db.execute("update frontier set state = 'parked' where part_of = ?", [URL])
    archive.raw.execute("delete from pages")
    assert take.conclude_overdue() == 0
    assert state(archive)[0] == "due"


@pytest.mark.parametrize("number", [2, 9, 10, 15, 24])
def test_no_page_number_is_an_article_of_its_own(number: int, archive: Archive, take: Intake) -> None:
    listed(archive, f"{URL}/{number}")
    take(page(html(REST, canonical=URL), f"{URL}/{number}"))
    assert archive.db.table("articles").count == 0


def test_a_later_page_that_was_listed_leads_to_its_story(archive: Archive, take: Intake) -> None:
    listed(archive, f"{URL}/2")
    take(page(html(REST, canonical=URL), f"{URL}/2"))
    assert archive.db.table("articles").count == 0
    assert state(archive)[0] == "due"
    assert state(archive, f"{URL}/2") == ("done", f"a later page of {URL}")
