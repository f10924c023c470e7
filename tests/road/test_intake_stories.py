"""A story over several pages: it waits for its parts, is judged once, and no page number is an article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from archive import Archive, frontier
from intake import STORY_DEADLINE, Intake
from model import Page
from settings import load_settings
from tests.road.pages import END, HOST, LEAD, REST, URL, Clock, chats, html, listed, page, pager, state
from tests.support import NOW

CHECK = "<html><head><title>Just a moment...</title></head><body><script>_cf_chl_opt={}</script></body></html>"


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

    monkeypatch.setattr("intake.documents.extract.extract", fails)
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


# --- a page N is never an article of its own ---------------------------------------------------------------


@pytest.mark.parametrize("canonical", [URL, None, "own"])
@pytest.mark.parametrize("later", ["/2", "/9", "/10", "/15/", "/24", "?page=2", "?start=1", "?halaman=3"])
def test_no_page_number_is_an_article_of_its_own(
    later: str, canonical: str | None, archive: Archive, take: Intake
) -> None:
    listed(archive, URL + later)
    take(page(html(REST, canonical=URL + later if canonical == "own" else canonical), URL + later))
    assert archive.db.table("articles").count == 0
    assert take.conclude_overdue() == 0
    assert state(archive, _frontier_first(archive))[0] == "due"


def _frontier_first(archive: Archive) -> str:
    (row,) = archive.rows("select part_of from frontier where part_of is not null")
    assert row["part_of"].rstrip("/") == URL
    return str(row["part_of"])


def test_a_later_page_that_was_listed_leads_to_its_story_and_is_not_fetched_twice(
    archive: Archive, take: Intake
) -> None:
    listed(archive, f"{URL}/2", silent=1)
    take(page(html(REST, canonical=URL), f"{URL}/2"))
    assert state(archive, f"{URL}/2") == ("waiting", f"a later page of {URL}")
    assert archive.value("select silent from frontier where url = ?", [URL]) == 1
    assert [due.url for due in frontier.due_addresses(archive, NOW)] == [URL]
    take(page(html(LEAD, pager=f'<div class="page-links"><a href="{URL}/2">2</a></div>')))
    (article,) = archive.rows("select * from articles")
    assert (article["parts_have"], article["parts_of"]) == (2, 2)
    assert article["text"].splitlines() == [LEAD, REST]
    assert {row["state"] for row in archive.rows("select state from frontier")} == {"done"}


def test_a_later_page_of_a_story_that_was_judged_is_added_to_it(archive: Archive, take: Intake) -> None:
    listed(archive)
    take(page(html(LEAD)))
    listed(archive, f"{URL}/2")
    take(page(html(REST), f"{URL}/2"))
    (article,) = archive.rows("select * from articles")
    assert article["text"].splitlines() == [LEAD, REST]


def test_what_only_looked_like_a_later_page_is_an_article_when_its_first_page_does_not_exist(
    archive: Archive, take: Intake
) -> None:
    listed(archive, f"{URL}/12")
    take(page(html(LEAD, REST), f"{URL}/12"))
    frontier.fail(archive, URL, NOW, "answered 404 Not Found", final=True)
    assert take.conclude_overdue() == 1
    assert archive.value("select url from articles") == f"{URL}/12"
    assert state(archive, f"{URL}/12") == ("done", None)


def test_what_only_looked_like_a_later_page_is_an_article_beside_another_story(
    archive: Archive, take: Intake
) -> None:
    listed(archive, f"{URL}/12")
    take(page(html(REST, title="Panen Raya Jagung di Lereng Utara Dimulai Pekan Depan"), f"{URL}/12"))
    take(page(html(LEAD)))
    assert sorted(row["url"] for row in archive.rows("select url from articles")) == [URL, f"{URL}/12"]


def test_a_proven_later_page_is_given_up_with_its_first(archive: Archive, take: Intake) -> None:
    listed(archive, f"{URL}/2")
    take(page(html(REST, canonical=URL), f"{URL}/2"))
    frontier.fail(archive, URL, NOW, "answered 404 Not Found", final=True)
    take.conclude_overdue()
    assert archive.db.table("articles").count == 0
    reason = "a later page, and page 1 of its story cannot be had: answered 404 Not Found"
    assert state(archive, f"{URL}/2") == ("parked", reason)


def test_a_numbered_detail_page_is_an_article(archive: Archive, take: Intake) -> None:
    url = f"{HOST}/berita/detail-berita/12"
    listed(archive, url)
    take(page(html(LEAD), url))
    assert archive.value("select url from articles") == url


# --- the whole story on one page ---------------------------------------------------------------------------

ALL = f"{URL}?page=all"
NUMBERED = (
    f'<div class="paging">Halaman: 1 <a href="{URL}?page=2">2</a> <a href="{URL}?page=all">Show All</a></div>'
)


def test_the_whole_view_is_asked_for_instead_of_the_pages(archive: Archive, take: Intake) -> None:
    listed(archive)
    assert take(page(html(LEAD, pager=NUMBERED))) == [ALL]
    assert take(page(html(LEAD, REST, END, published=None), ALL, part_of=URL)) == []
    (article,) = archive.rows("select * from articles")
    assert (article["parts_have"], article["parts_of"], article["url"]) == (2, 2, URL)
    assert article["text"].splitlines() == [LEAD, REST, END]
    assert article["published_day"] == "2026-11-22"


@pytest.mark.parametrize("final", [True, False])
def test_when_the_whole_view_fails_the_pages_are_asked_for_at_once(
    final: bool, archive: Archive, take: Intake
) -> None:
    listed(archive)
    take(page(html(LEAD, pager=NUMBERED)))
    frontier.fail(archive, ALL, NOW, "answered 404 Not Found", final=final)
    assert take.missed(ALL) == [f"{URL}?page=2"]
    take(page(html(REST), f"{URL}?page=2", part_of=URL))
    (article,) = archive.rows("select * from articles")
    assert (article["parts_have"], article["parts_of"], article["warnings"]) == (2, 2, "[]")
    assert state(archive, ALL)[0] == "parked"


def test_a_whole_view_that_failed_in_an_earlier_crawl_is_replaced_before_the_story_is_judged(
    archive: Archive, take: Intake
) -> None:
    listed(archive)
    take(page(html(LEAD, pager=NUMBERED)))
    frontier.fail(archive, ALL, NOW, "no answer within 20 s")
    assert take.conclude_overdue() == 0
    assert [due.url for due in frontier.due_addresses(archive, NOW)] == [f"{URL}?page=2"]


def test_a_whole_view_that_is_page_1_again_is_replaced_by_the_pages(archive: Archive, take: Intake) -> None:
    listed(archive)
    take(page(html(LEAD, pager=NUMBERED)))
    assert take(page(html(LEAD, pager=NUMBERED), ALL, part_of=URL)) == [f"{URL}?page=2"]
    take(page(html(REST), f"{URL}?page=2", part_of=URL))
    (article,) = archive.rows("select * from articles")
    assert (article["parts_have"], article["parts_of"]) == (2, 2)
    assert article["text"].splitlines() == [LEAD, REST]


def test_a_whole_view_that_fails_is_noted_where_no_pages_stand_for_it(
    archive: Archive, take: Intake, clock: Clock
) -> None:
    listed(archive)
    only = f'<p><a href="{ALL}">Tampilkan Semua</a></p>'
    assert take(page(html(LEAD, pager=only))) == [ALL]
    frontier.fail(archive, ALL, NOW, "answered 404 Not Found", final=True)
    assert take.missed(ALL) == []
    (article,) = archive.rows("select * from articles")
    assert (article["parts_have"], article["parts_of"]) == (1, None)
    assert article["warnings"] == f'["part not read: {ALL}: answered 404 Not Found"]'


# --- from page to page, and pages that fail ----------------------------------------------------------------


def following(number: int) -> str:
    return f'<p><a href="{URL}/{number}">Selanjutnya</a></p>'


def test_a_pager_that_only_says_next_is_followed_from_page_to_page(archive: Archive, take: Intake) -> None:
    listed(archive)
    assert take(page(html(LEAD, pager=following(2)))) == [f"{URL}/2"]
    assert take(page(html(REST, pager=following(3)), f"{URL}/2", part_of=URL)) == [f"{URL}/3"]
    assert archive.db.table("articles").count == 0
    assert take(page(html(END), f"{URL}/3", part_of=URL)) == []
    (article,) = archive.rows("select * from articles")
    assert (article["parts_have"], article["parts_of"]) == (3, 3)


def test_a_page_that_repeats_an_earlier_one_ends_the_story(archive: Archive, take: Intake) -> None:
    listed(archive)
    take(page(html(LEAD, pager=following(2))))
    take(page(html(REST, pager=following(3)), f"{URL}/2", part_of=URL))
    assert take(page(html(LEAD, pager=following(4)), f"{URL}/3", part_of=URL)) == []
    (article,) = archive.rows("select * from articles")
    assert (article["parts_have"], article["parts_of"]) == (2, 2)
    assert article["text"].splitlines() == [LEAD, REST]


def test_a_part_that_fails_is_tried_again_later_and_then_makes_a_new_version(
    archive: Archive, take: Intake, clock: Clock
) -> None:
    part = three_pages(archive, take)
    take(part(2))
    third = part(3)
    for wait in (10, 20, 40):
        frontier.fail(archive, third.requested_url, clock.now, "answered 503 Service Unavailable")
        take.missed(third.requested_url)
        assert frontier.due_addresses(archive, clock.now + timedelta(minutes=wait - 1)) == []
        clock.now += timedelta(minutes=wait)
        take.conclude_overdue()
        (due,) = frontier.due_addresses(archive, clock.now)
        assert (due.url, due.part_of) == (third.requested_url, URL)
        (article,) = archive.rows("select * from articles")
        assert (article["parts_have"], article["parts_of"]) == (2, 3)
        assert "answered 503 Service Unavailable" in article["warnings"]
    take(third)
    (article,) = archive.rows("select * from articles")
    assert (article["parts_have"], article["parts_of"], article["warnings"]) == (3, 3, "[]")
    assert END[:40] in article["text"]
    assert archive.value("select count(*) from article_versions") == 1


def test_a_part_answered_with_a_bot_check_is_asked_for_again(archive: Archive, take: Intake, clock: Clock) -> None:
    part = three_pages(archive, take)
    take(part(2))
    third = part(3)
    assert take(replace(third, body=CHECK.encode())) == []
    clock.now += STORY_DEADLINE
    assert take.conclude_overdue() == 1
    (article,) = archive.rows("select * from articles")
    assert (article["parts_have"], article["parts_of"]) == (2, 3)
    assert "bot check" in article["warnings"]
    assert [due.url for due in frontier.due_addresses(archive, clock.now)] == [third.requested_url]
    take(third)
    assert archive.rows("select parts_have, warnings from articles") == [{"parts_have": 3, "warnings": "[]"}]


def test_a_part_that_failed_for_good_is_recorded_with_its_reason(archive: Archive, take: Intake) -> None:
    part = three_pages(archive, take)
    take(part(2))
    third = part(3).requested_url
    frontier.fail(archive, third, NOW, "answered 410 Gone", final=True)
    assert take.missed(third) == []
    (article,) = archive.rows("select * from articles")
    assert (article["parts_have"], article["parts_of"]) == (2, 3)
    assert article["warnings"] == f'["part not read: {third}: answered 410 Gone"]'
    assert state(archive, third) == ("parked", "answered 410 Gone")


def test_an_incident_told_on_a_late_page_is_found_then(archive: Archive, take: Intake, clock: Clock) -> None:
    quiet = "Warga Kelurahan Wonosari menggelar panen raya di sawah bengkok pada akhir pekan yang cerah dan ramai."
    listed(archive)
    (part,) = take(page(html(quiet, title="Panen Raya di Wonosari", pager=following(2))))
    clock.now += STORY_DEADLINE
    take.conclude_overdue()
    assert archive.value("select count(*) from incidents") == 0
    take(page(html(LEAD, REST, title="Panen Raya di Wonosari", published=None), part, part_of=URL))
    assert archive.value("select count(*) from incidents") == 1
