"""The whole road over the built-in newsroom: what its stories tell is what the archive holds, and nothing else."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from archive import open_archive, raw
from demo.newsroom import Newsroom
from demo.stories import Story, load_stories
from model import Weight
from tests.road.harness import Installation, assert_sound

PUBLIC = [story for story in load_stories() if not story.private]
CLUTTER = (
    "baca juga",
    "tinggalkan balasan",
    "alamat email anda",
    "akismet",
    "banner 728",
    "views",
    "butuh bantuan",
    "kirim pesan",
    "restricted html",
    "add new comment",
    "kontributor",
    "editor:",
    "unsplash",
)


@dataclass(frozen=True)
class Road:
    newsroom: Newsroom
    installation: Installation

    def article(self, story: Story) -> dict[str, object]:
        rows = self.installation.rows("select * from articles")
        return next(row for row in rows if row["url"].rstrip("/") == self.newsroom.url(story).rstrip("/"))


@pytest.fixture(scope="module")
def road(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Road]:
    with Newsroom() as newsroom:
        installation = Installation(tmp_path_factory.mktemp("road"), newsroom)
        ended = installation.netra("crawl", "--now")
        assert ended.returncode == 0, ended.stderr
        yield Road(newsroom, installation)


def test_the_archive_is_sound(road: Road) -> None:
    assert_sound(road.installation)


def test_every_public_story_is_kept_once_and_the_private_one_is_not(road: Road) -> None:
    kept = sorted(row["title"] for row in road.installation.rows("select title from articles"))
    assert kept == sorted(story.headline for story in PUBLIC)


@pytest.mark.parametrize("story", PUBLIC, ids=lambda story: story.slug[:40])
def test_an_article_holds_all_its_paragraphs_and_no_clutter(story: Story, road: Road) -> None:
    text = str(road.article(story)["text"])
    squeezed = " ".join(text.split())
    for paragraph in story.paragraphs:
        assert " ".join(paragraph.split())[-60:] in squeezed
    left = [line for line in text.splitlines() if any(word in line.casefold() for word in CLUTTER)]
    assert left == []
    assert not any(comment.text[:40] in squeezed for comment in story.comments)


@pytest.mark.parametrize("story", PUBLIC, ids=lambda story: story.slug[:40])
def test_an_article_is_dated_on_the_day_its_page_says(story: Story, road: Road) -> None:
    assert road.article(story)["published_day"] == story.published.date().isoformat()


def test_a_story_over_three_pages_is_one_article(road: Road) -> None:
    story = next(story for story in PUBLIC if len(story.parts) == 3)
    article = road.article(story)
    assert (article["parts_have"], article["parts_of"]) == (3, 3)


@pytest.mark.parametrize(
    "story",
    [story for story in PUBLIC if story.expected.incident is not Weight.NONE],
    ids=lambda story: story.slug[:40],
)
def test_an_incident_is_registered_with_its_stage_actor_and_region(story: Story, road: Road) -> None:
    article = road.article(story)
    found = [
        (row["stage"], row["actor"], row["region"], row["weight"])
        for row in road.installation.rows("select * from incident_reports order by ordinal")
        if row["article_id"] == article["id"]
    ]
    told = [
        (one.stage.value, one.actor.value, one.region, story.expected.incident.value)
        for one in story.expected.incidents
    ]
    assert found == told


@pytest.mark.parametrize(
    "story",
    [story for story in PUBLIC if story.expected.circular is not Weight.NONE],
    ids=lambda story: story.slug[:40],
)
def test_a_circular_is_registered_with_number_date_and_issuer(story: Story, road: Road) -> None:
    article = road.article(story)
    found = [
        (row["kind"], row["number"], row["date"], row["issuer"])
        for row in road.installation.rows("select * from circular_reports order by ordinal")
        if row["article_id"] == article["id"]
    ]
    assert found == [(one.kind.value, one.number, one.date, one.issuer) for one in story.expected.circulars]


def test_stories_without_incident_or_circular_register_nothing(road: Road) -> None:
    quiet = {
        road.article(story)["id"]
        for story in PUBLIC
        if (story.expected.incident, story.expected.circular) == (Weight.NONE, Weight.NONE)
    }
    for table in ("incident_reports", "circular_reports"):
        assert not quiet & {row["article_id"] for row in road.installation.rows(f"select article_id from {table}")}


def test_one_case_told_by_several_outlets_is_one_row_one_story_and_one_alert(road: Road) -> None:
    stories = [story for story in PUBLIC if story.case == "camat-wonolestari"]
    ids = {road.article(story)["id"] for story in stories}
    rows = [row for row in road.installation.rows("select * from incident_reports") if row["article_id"] in ids]
    assert len(rows) == len(stories) == 4
    (incident_id,) = {row["incident_id"] for row in rows}
    assert len({road.article(story)["story_id"] for story in stories}) == 1
    told = road.installation.rows(
        f"select * from alerts where subject_kind = 'incident' and subject_id = {incident_id}"
    )
    assert len(told) == 1


def test_two_cases_in_one_regency_are_two_rows(road: Road) -> None:
    assert len(road.installation.rows("select * from incidents where region = '35.07'")) == 2


@pytest.mark.parametrize("story", PUBLIC, ids=lambda story: story.slug[:40])
def test_a_story_is_of_the_genre_its_newsroom_meant(story: Story, road: Road) -> None:
    assert road.article(story)["genre"] == story.expected.genre.value


@pytest.mark.parametrize("story", PUBLIC, ids=lambda story: story.slug[:40])
def test_a_story_plays_where_it_plays(story: Story, road: Road) -> None:
    article = road.article(story)
    rows = road.installation.rows("select * from article_regions")
    assert {row["region"] for row in rows if row["article_id"] == article["id"]} == set(story.expected.regions)


def test_a_wrong_weekday_is_flagged(road: Road) -> None:
    story = next(story for story in PUBLIC if "weekday" in story.expected.flags)
    rows = road.installation.rows("select article_id, code from flags")
    assert [row["code"] for row in rows if row["article_id"] == road.article(story)["id"]] == ["weekday"]


def test_only_what_was_asked_for_was_fetched_and_never_what_robots_forbid(road: Road) -> None:
    paths = [request.path for request in road.newsroom.requests]
    assert not any("/private/" in path for path in paths)
    pages = [(request.host, request.path) for request in road.newsroom.requests if request.status == 200]
    assert len(pages) == len(set(pages))


def test_the_bytes_kept_are_those_of_the_wire(road: Road) -> None:
    """One outlet compresses: what is kept is what came, and what was read is what it holds."""
    database = road.installation.database
    with open_archive(database, database.with_name("raw.db")) as archive:
        row = archive.rows(
            "select url, sha256 from frontier where source_id = 'kabar-semarang' and state = 'done'"
        )[0]
        page = raw.load(archive, row["sha256"], row["url"])
    assert page.wire.startswith(b"\x1f\x8b")
    assert gzip.decompress(page.wire) == page.body
    assert b"<html" in page.body
    assert page.peer == road.newsroom.base("kabar-semarang").split("//")[1].split(":")[0]
