"""Articles, their versions, and finding them again."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from archive import Archive, articles, read_only, search
from archive.articles import Published, published_of
from archive.schema import migrations
from model import Article, Findings, Flag, Genre, Parts, Place, Weight
from tests.support import NOW

URL = "https://www.kabar.example/a"
FINDINGS = Findings(
    Genre.OTHER,
    Weight.NONE,
    Weight.NONE,
    places=(Place("33.74", "high", "Pemkot Semarang"),),
    flags=(Flag("weekday", "Rabu (15/9/2024)", "Rapat digelar Rabu (15/9/2024)."),),
)


def keep(
    archive: Archive, text: str, *, url: str = URL, title: str = "Judul", day: str = "2026-11-20"
) -> articles.Kept:
    with archive.transaction() as db:
        return articles.keep(
            db,
            Article(title=title, text=text, pages=Parts(1, 1)),
            FINDINGS,
            Published(None, day, "day"),
            url=url,
            source_id="kabar",
            sha256="ab",
            fetched=NOW,
            now=NOW,
        )


def test_an_article_is_kept_once_per_address(archive: Archive) -> None:
    assert keep(archive, "Camat hadir.").outcome == "new"
    assert keep(archive, "Camat  hadir").outcome == "unchanged"
    assert archive.value("select count(*) from articles") == 1
    assert archive.value("select outlet from articles") == "kabar.example"
    assert archive.value("select region from article_regions") == "33.74"


def test_a_slash_at_the_end_makes_no_second_article(archive: Archive) -> None:
    keep(archive, "Camat hadir.")
    assert keep(archive, "Camat hadir.", url=URL + "/").outcome == "unchanged"
    assert articles.slash_twin("https://a.example/x/?p=1") == "https://a.example/x?p=1"


def test_an_edited_text_keeps_the_former_one_as_a_version(archive: Archive) -> None:
    keep(archive, "Camat hadir.")
    kept = keep(archive, "Camat tidak hadir.")
    assert kept.outcome == "changed"
    (version,) = archive.rows("select * from article_versions")
    assert (version["text"], version["reason"]) == ("Camat hadir.", "edited")
    assert archive.value("select count(*) from flags") == 1


def test_the_index_follows_the_text(archive: Archive) -> None:
    keep(archive, "Camat hadir di deklarasi.")
    keep(archive, "Lurah absen.")
    db = read_only(archive.path)
    assert search.search(db, "deklarasi") == []
    assert [row["url"] for row in search.search(db, "lurah absen")] == [URL]
    assert archive.value("select count(*) from articles_fts_docsize") == 1
    db.close()


def test_newest_articles_come_first_and_filters_narrow(archive: Archive) -> None:
    keep(archive, "netralitas satu", url="https://a.example/1", day="2026-11-01")
    keep(archive, "netralitas dua", url="https://a.example/2", day="2026-11-03")
    found = search.search(archive.db, "netralitas")
    assert [row["published_day"] for row in found] == ["2026-11-03", "2026-11-01"]
    assert len(search.search(archive.db, "netralitas", since="2026-11-02")) == 1
    assert len(search.search(archive.db, "netralitas", until="2026-11-02")) == 1
    assert len(search.search(archive.db, "netralitas", region="33")) == 2
    assert search.search(archive.db, "netralitas", region="32") == []
    assert len(search.search(archive.db, "netralitas", limit=1)) == 1
    assert "[netralitas]" in found[0]["snippet"]


def test_accents_and_case_make_no_difference(archive: Archive) -> None:
    keep(archive, "Café NETRAL")
    assert len(search.search(archive.db, "cafe netral")) == 1


@pytest.mark.parametrize(
    "words", ["", "   ", '"', "*", "AND", "surat-edaran", "title:x", "a'b;--", "\x00", "NEAR(", "^a"]
)
def test_any_words_are_data_and_never_syntax(archive: Archive, words: str) -> None:
    keep(archive, "Isi.")
    assert search.search(archive.db, words) == []


@given(st.text(max_size=60))
def test_no_search_raises(words: str) -> None:
    search.search(empty_archive(), words)


@cache
def empty_archive() -> Database:
    db = Database(memory=True)
    migrations.apply(db)
    return db


def test_lists_of_an_empty_archive_are_empty(archive: Archive) -> None:
    assert search.incidents(archive.db) == []
    assert search.circulars(archive.db) == []


@pytest.mark.parametrize(
    ("told", "instant", "day", "precision"),
    [
        ("2026-11-22T00:30:00+08:00", datetime(2026, 11, 21, 16, 30, tzinfo=UTC), "2026-11-22", "instant"),
        ("2026-11-22T00:30:00", datetime(2026, 11, 21, 17, 30, tzinfo=UTC), "2026-11-22", "instant"),
        ("2026-11-22", None, "2026-11-22", "day"),
        (None, None, None, None),
    ],
)
def test_the_time_of_publication_keeps_instant_local_day_and_precision(
    told: str | None, instant: datetime | None, day: str | None, precision: str | None
) -> None:
    assert published_of(Article("", "", published=told)) == Published(instant, day, precision)


def test_the_list_dates_an_article_whose_page_does_not() -> None:
    listed = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)
    assert published_of(Article("", ""), listed) == Published(listed, "2026-11-22", "instant")


def test_a_day_is_over_only_at_its_end() -> None:
    assert Published(None, "2026-11-22", "day").latest == datetime(2026, 11, 22, 17, 0, tzinfo=UTC)
