"""A crawl killed by SIGKILL at any named point: the next one resumes, nothing is lost, nothing is there twice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from demo.newsroom import Newsroom
from demo.server import Fault
from demo.stories import Story, load_stories
from tests.road.harness import KILLED, Installation, assert_sound, state_of

# A story over three pages, one case told by three outlets and moved on, a circular, a page in another charset, a
# page that robots.txt forbids, and one that always fails.
SLUGS = (
    "jejak-tiga-pns-lampung-utara",
    "camat-",
    "bawaslu-kendal-teruskan",
    "video-camat-wonolestari",
    "wali-kota-semarang-teken-edaran",
    "honorer-satpol-pp",
    "pemkot-jambi-terbitkan-se",
    "catatan-redaksi",
)
POINTS = [
    ("after a source was read", 3),
    ("before the bytes are kept", 4),
    ("after the bytes were kept", 2),
    ("before a page is read", 5),
    ("after its try was counted", 3),
    ("after extraction", 4),
    ("after an article was written, before its commit", 2),
    ("after its findings were registered, before the commit", 4),
    ("after its messages were queued, before the commit", 3),
    ("after the commit of an article", 3),
    ("after a part of a story was kept", 1),
    ("after a part of a story was kept", 2),
    ("after a failure was recorded", 1),
]


def few_stories() -> list[Story]:
    return [story for story in load_stories() if story.slug.startswith(SLUGS)]


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom(few_stories()) as opened:
        failing = next(story for story in opened.stories() if story.slug.startswith("camat-buka-posko"))
        opened.faults[opened.url(failing)] = Fault(status=500)
        yield opened


@pytest.fixture(scope="module")
def undisturbed(newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    installation = Installation(tmp_path_factory.mktemp("undisturbed"), newsroom)
    assert installation.netra("crawl", "--now").returncode == 0
    assert_sound(installation)
    return state_of(installation)


def test_the_undisturbed_run_has_what_the_kills_are_measured_by(undisturbed: Mapping[str, Any]) -> None:
    assert len(undisturbed["articles"]) >= 8
    assert undisturbed["incidents"] >= 3
    assert len(undisturbed["circulars"]) >= 2
    assert undisturbed["alerts"] >= 5
    assert {state for _, state in undisturbed["frontier"]} == {"done", "due"}


@pytest.mark.parametrize(("point", "number"), POINTS)
def test_a_killed_crawl_is_resumed_without_loss_or_double(
    point: str, number: int, newsroom: Newsroom, undisturbed: Mapping[str, Any], tmp_path: Path
) -> None:
    installation = Installation(tmp_path, newsroom)
    killed = installation.netra("crawl", "--now", kill_at=(point, number))
    assert killed.returncode == KILLED, killed.stderr
    resumed = installation.netra("crawl", "--now")
    assert resumed.returncode == 0, resumed.stderr
    assert_sound(installation)
    assert state_of(installation) == undisturbed


def test_a_crawl_killed_again_and_again_still_arrives(
    newsroom: Newsroom, undisturbed: Mapping[str, Any], tmp_path: Path
) -> None:
    installation = Installation(tmp_path, newsroom)
    for point in (
        "after the bytes were kept",
        "after the commit of an article",
        "after a part of a story was kept",
    ):
        assert installation.netra("crawl", "--now", kill_at=(point, 2)).returncode in {KILLED, 0}
    assert installation.netra("crawl", "--now").returncode == 0
    assert_sound(installation)
    assert state_of(installation) == undisturbed


def test_crawling_again_finds_nothing_twice(
    newsroom: Newsroom, undisturbed: Mapping[str, Any], tmp_path: Path
) -> None:
    installation = Installation(tmp_path, newsroom)
    for _ in range(2):
        assert installation.netra("crawl", "--now").returncode == 0
    assert state_of(installation) == undisturbed
