"""Stories in the words of the press through the real matcher and registers: one event is one case, two are two.

``pairs.jsonl`` holds sets of stories of different outlets: "one case" (three tell of one event), "two cases", and
"other man" (the second tells what befell another man of the regency, or perhaps another one).
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from alerts import registers, stories
from alerts.matcher import match
from alerts.registers import Report
from archive import Archive, open_archive
from archive.articles import text_hash
from archive.database import parse_time

SETS = [json.loads(line) for line in Path(__file__).with_name("pairs.jsonl").read_text("utf-8").splitlines()]
ONE = [each for each in SETS if each["expect"] == "one case"]
TWO = [each for each in SETS if each["expect"] == "two cases"]
OTHER = [each for each in SETS if each["expect"] == "other man"]


def read(archive: Archive, story: dict[str, Any], published: str, *, hours: int) -> None:
    """Take a story in as the conveyor does, so many hours after the first one."""
    at = parse_time(f"{published}T01:00:00+00:00") + timedelta(hours=hours)
    found = match(story["title"], story["text"], published=published)
    with archive.transaction() as db:
        row = db.table("articles").insert(
            {
                "url": f"https://outlet.example/{text_hash(story['title'] + story['text'])}",
                "outlet": "outlet.example",
                "title": story["title"],
                "text": story["text"],
                "text_hash": text_hash(story["text"]),
                "fetched": at.isoformat(),
                "genre": found.genre.value,
                "parts_have": 1,
            }
        )
        article = int(str(row.last_pk))
        registers.register(db, Report(article, story["text"], day(at), at, found.matcher_version), found)
        stories.group(db, article, story["title"], at)


def day(at: datetime) -> str:
    return at.date().isoformat()


def cases(archive: Archive) -> list[tuple[str, int]]:
    """The stage of each case, and how many reports it has."""
    return [
        (row["stage"], row["n"])
        for row in archive.rows(
            "select i.stage, count(*) as n from incidents i join incident_reports r on r.incident_id = i.id"
            " group by i.id order by i.id"
        )
    ]


@pytest.fixture
def fresh(tmp_path: Path) -> Any:
    """Makes archives, each in a file of its own."""
    made: list[Archive] = []

    def make() -> Archive:
        folder = tmp_path / str(len(made))
        made.append(open_archive(folder / "netra.db", folder / "raw.db"))
        return made[-1]

    yield make
    for archive in made:
        archive.close()


def test_the_sets_are_as_many_as_promised() -> None:
    assert (len(ONE) + len(TWO), len(OTHER)) == (40, 20)
    assert all(len(each["stories"]) == 3 for each in ONE)


@pytest.mark.parametrize("told", ONE, ids=lambda told: told["id"])
def test_three_outlets_that_tell_one_event_make_one_case_and_one_story(told: dict[str, Any], fresh: Any) -> None:
    for order in list(permutations(told["stories"]))[::2]:
        archive = fresh()
        for number, story in enumerate(order):
            read(archive, story, told["published"], hours=5 * number)
        assert [reports for _, reports in cases(archive)] == [3]
        assert archive.value("select count(distinct story_id) from articles") == 1
        assert archive.value("select count(*) from articles where story_id is null") == 0


@pytest.mark.parametrize("told", TWO, ids=lambda told: told["id"])
def test_two_cases_of_a_regency_are_two_cases_and_two_stories(told: dict[str, Any], fresh: Any) -> None:
    for order in permutations(told["stories"]):
        archive = fresh()
        for number, story in enumerate(order):
            read(archive, story, told["published"], hours=20 * number)
        assert [reports for _, reports in cases(archive)] == [1, 1]
        assert archive.value("select count(distinct story_id) from articles") == 2


@pytest.mark.parametrize("told", OTHER, ids=lambda told: told["id"])
def test_what_befalls_another_man_of_the_regency_does_not_touch_a_case(told: dict[str, Any], fresh: Any) -> None:
    archive = fresh()
    first, second = told["stories"]
    read(archive, first, told["published"], hours=0)
    ((before, _),) = cases(archive)
    assert before in {"alleged", "reported", "examined"}
    read(archive, second, told["published"], hours=24 * 9)
    (kept, _), (other, _) = cases(archive)
    assert kept == before
    assert other in {"recommended", "sanctioned", "charged", "dismissed"}
