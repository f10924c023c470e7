"""Looking at one address: ``netra check URL`` and ``netra extract --url``, by the real commands over real HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.newsroom import Newsroom
from demo.server import Fault
from demo.stories import load_stories
from tests.road.harness import Installation

STORY = next(story for story in load_stories() if len(story.parts) == 3)


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom([story for story in load_stories() if story.outlet == STORY.outlet]) as opened:
        yield opened


@pytest.fixture
def installation(newsroom: Newsroom, tmp_path: Path) -> Installation:
    return Installation(tmp_path, newsroom)


def test_a_story_over_three_pages_is_extracted_whole(newsroom: Newsroom, installation: Installation) -> None:
    ended = installation.netra("extract", "--url", newsroom.url(STORY))
    assert ended.returncode == 0, ended.stderr
    article = json.loads(ended.stdout)
    assert article["pages"] == {"have": 3, "of": 3}
    assert article["title"] == STORY.headline
    assert all(" ".join(paragraph.split()) in article["text"] for paragraph in STORY.paragraphs)


def test_a_part_that_cannot_be_had_is_left_out_and_said(newsroom: Newsroom, installation: Installation) -> None:
    second = newsroom.url(STORY).rstrip("/") + "/2"
    newsroom.faults[second] = newsroom.faults[second + "/"] = Fault(status=500)
    ended = installation.netra("check", newsroom.url(STORY), "--json")
    newsroom.faults.clear()
    assert ended.returncode == 0, ended.stderr
    assert json.loads(ended.stdout)["article"]["pages"] == {"have": 2, "of": 3}
    assert "/2" in ended.stderr
    assert not installation.database.exists()


def test_an_address_that_cannot_be_had_is_one_line(newsroom: Newsroom, installation: Installation) -> None:
    for command in (("check",), ("extract", "--url")):
        ended = installation.netra(*command, newsroom.base(STORY.outlet) + "/tidak/ada/di/sini")
        assert ended.returncode == 1
        assert "404" in ended.stderr
        assert ended.stderr.count("\n") == 1
