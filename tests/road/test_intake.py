"""The conveyor on a real archive: what one page writes, what parts do, what a bad page or moment leaves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from alerts import subscriptions
from alerts.matcher.lexicon import LexiconError
from archive import Archive, ArchiveFull, frontier
from intake import Intake
from model import CONSOLE, SubjectKind
from settings import load_settings
from tests.road.pages import HOST, LEAD, REST, URL, Clock, chats, html, listed, page, state
from tests.support import NOW


def test_one_page_writes_article_finding_alert_and_frontier_together(archive: Archive, take: Intake) -> None:
    listed(archive)
    assert take(page(html(LEAD, REST))) == ()
    (article,) = archive.rows("select * from articles")
    assert (article["genre"], article["region"], article["published_day"]) == ("incident", "33.74", "2026-11-22")
    assert article["published"] == "2026-11-22T01:00:00.000Z"
    assert archive.value("select count(*) from incident_reports") == 1
    assert state(archive) == ("done", None)
    assert archive.raw.table("pages").count == 1


def test_without_a_token_both_the_console_and_the_telegram_chats_are_queued(archive: Archive, take: Intake) -> None:
    """A cron line that lost its token must not lose the subscribers' alerts."""
    listed(archive)
    take(page(html(LEAD, REST)))
    assert chats(archive) == [CONSOLE, "telegram:7"]


def test_a_failure_in_the_middle_writes_nothing_but_the_bytes(
    archive: Archive, take: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(archive)

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("provoked")

    monkeypatch.setattr("intake.judging.telling.tell", fails)
    with pytest.raises(RuntimeError, match="provoked"):
        take(page(html(LEAD, REST)))
    for table in ("articles", "incidents", "outbox", "alerts", "stories"):
        assert archive.db.table(table).count == 0
    assert state(archive)[0] == "due"
    assert archive.raw.table("pages").count == 1


def test_a_full_disk_writes_nothing_and_the_page_is_read_again(
    archive: Archive, take: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(archive)
    archive.db.execute(f"pragma max_page_count = {archive.value('pragma page_count')}")
    with pytest.raises(ArchiveFull):
        take(page(html(*(f"{LEAD} {REST} {number}" for number in range(200)))))
    assert archive.db.table("articles").count == 0
    archive.db.execute("pragma max_page_count = 1000000")
    assert state(archive)[0] == "due"
    take(page(html(LEAD, REST)))
    assert state(archive)[0] == "done"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "no article: "),
        ("   \n ", "no article: "),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "no article: "),
        (b"%PDF-1.7 " + bytes(200), "no article: "),
        ("<html><body><h1>Beranda</h1></body></html>", "no article: "),
    ],
    ids=["empty", "blank", "picture", "pdf", "no text"],
)
def test_a_page_without_an_article_is_parked_with_its_reason(
    body: str | bytes, reason: str, archive: Archive, take: Intake
) -> None:
    listed(archive)
    assert take(page(body)) == ()
    parked, why = state(archive)
    assert parked == "parked"
    assert why is not None
    assert why.startswith(reason)
    assert archive.db.table("articles").count == 0


def test_an_error_of_our_own_data_parks_no_page(
    archive: Archive, take: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broken lexicon must not give up every page of the day."""

    def fails(*_: object, **__: object) -> None:
        raise LexiconError("provoked")

    listed(archive)
    monkeypatch.setattr("intake.judging.matcher.match", fails)
    with pytest.raises(LexiconError):
        take(page(html(LEAD, REST)))
    assert state(archive)[0] == "due"


def test_a_page_in_another_charset_than_it_says_is_read_right(archive: Archive, take: Intake) -> None:
    listed(archive)
    text = html(LEAD + " “Itu kafé,” katanya.", REST).replace('<meta charset="utf-8">', "")
    take(page(text.encode("windows-1252"), charset="utf-8"))
    assert "“Itu kafé,”" in archive.value("select text from articles")


def test_one_article_under_two_addresses_is_kept_once(archive: Archive, take: Intake) -> None:
    listed(archive)
    listed(archive, f"{HOST}/?p=12")
    take(page(html(LEAD, REST, canonical=URL)))
    take(page(html(LEAD, REST, canonical=URL), f"{HOST}/?p=12"))
    assert [row["url"] for row in archive.rows("select url from articles")] == [URL]
    assert state(archive, f"{HOST}/?p=12") == ("done", None)


SECTION = f"{HOST}/berita"
SLUG = f"{HOST}/2026/11/22/camat-wonosari"


@pytest.mark.parametrize(
    ("asked", "canonical", "key"),
    [
        (SLUG, None, SLUG),
        (SLUG, SECTION, SLUG),
        (SLUG, f"{HOST}/2026/11/22/lurah-sukorejo", SLUG),
        ("https://m.kabar.example/amp/2026/11/22/camat-wonosari", SLUG, SLUG),
        (f"{SLUG}.html", SLUG, SLUG),
        (f"{HOST}/?p=12", SLUG, SLUG),
        (f"{HOST}/?p=12", SECTION, f"{HOST}/?p=12"),
        (f"{HOST}/read/7788990", f"{HOST}/read/7788990", f"{HOST}/read/7788990"),
    ],
)
def test_an_article_is_kept_under_its_canonical_address_only_when_that_names_it(
    asked: str, canonical: str | None, key: str, archive: Archive, take: Intake
) -> None:
    listed(archive, asked)
    take(page(html(LEAD, REST, canonical=canonical), asked))
    assert [row["url"] for row in archive.rows("select url from articles")] == [key]


def test_two_stories_with_one_section_page_as_canonical_stay_two(archive: Archive, take: Intake) -> None:
    """Else the second would take the first one's place, and its findings the first one's case."""
    other = f"{HOST}/2026/11/22/lurah-sukorejo"
    for url in (URL, other):
        listed(archive, url)
        take(page(html(LEAD, REST, canonical=SECTION), url))
    assert sorted(row["url"] for row in archive.rows("select url from articles")) == sorted([URL, other])


def test_a_page_that_fails_by_our_fault_is_not_counted_as_one_that_ends_the_crawl(
    archive: Archive, take: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise ArchiveFull("provoked")

    listed(archive)
    monkeypatch.setattr("intake.judging.articles.keep", fails)
    for _ in range(frontier.MAX_TRIES + 2):
        assert frontier.begin(archive, URL, NOW)
        with pytest.raises(ArchiveFull):
            take(page(html(LEAD, REST)))
    monkeypatch.undo()
    assert frontier.begin(archive, URL, NOW)
    Intake(archive, load_settings(), Clock())(page(html(LEAD, REST)))
    assert state(archive) == ("done", None)


# --- what is told ----------------------------------------------------------------------------------------


def test_a_story_older_than_the_window_is_kept_and_not_told(archive: Archive, take: Intake) -> None:
    listed(archive)
    take(page(html(LEAD, REST, published="2026-11-19T08:00:00+07:00")))
    assert chats(archive) == []
    assert archive.value("select untold_reason from incidents") == "published more than 48 h ago"


def test_a_window_of_0_tells_stories_of_any_age(
    archive: Archive, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed(archive)
    monkeypatch.setenv("NETRA_ALERTS_WINDOW_HOURS", "0")
    Intake(archive, load_settings(), clock)(page(html(LEAD, REST, published="2025-11-19T08:00:00+07:00")))
    assert chats(archive) == [CONSOLE]


@pytest.mark.parametrize(("silent", "told"), [(1, []), (0, [CONSOLE, "telegram:7"])])
def test_an_undated_story_is_told_only_when_it_is_new_to_a_source_we_know(
    silent: int, told: list[str], archive: Archive, take: Intake
) -> None:
    listed(archive, f"{HOST}/camat-wonosari", silent=silent)
    take(page(html(LEAD, REST, published=None), f"{HOST}/camat-wonosari"))
    assert archive.value("select published_day from articles") is None
    assert chats(archive) == told


def test_a_later_stage_answers_those_who_were_told_even_after_they_changed_their_wishes(
    archive: Archive, take: Intake, clock: Clock
) -> None:
    listed(archive)
    take(page(html(LEAD, REST)))
    clock.now += timedelta(hours=5)
    subscriptions.end(archive, "telegram:7", clock.now, "asked")
    subscriptions.subscribe(archive, "telegram:7", SubjectKind.CIRCULAR, "11", clock.now)
    later = f"{HOST}/camat-disanksi"
    listed(archive, later)
    sanction = (
        "Camat Wonosari dijatuhi sanksi disiplin oleh Wali Kota Semarang karena terbukti melanggar netralitas."
    )
    take(page(html(sanction, LEAD, title="Camat Wonosari Kota Semarang Dijatuhi Sanksi"), later))
    assert archive.value("select stage from incidents") == "sanctioned"
    rows = archive.rows("select chat, kind, reply_to from outbox order by id")
    assert [(row["chat"], row["kind"]) for row in rows[2:]] == [(CONSOLE, "stage"), ("telegram:7", "stage")]
    assert rows[3]["reply_to"] == 2


def test_who_ended_everything_is_told_nothing_more(archive: Archive, take: Intake) -> None:
    subscriptions.end(archive, "telegram:7", NOW, "asked")
    listed(archive)
    take(page(html(LEAD, REST)))
    assert chats(archive) == [CONSOLE]
