"""The newsroom's stories as data: complete, consistent, and what they claim to be."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

import pytest

from demo.dates import WEEKDAYS
from demo.stories import Kind, Story, StoryError, load_outlets, load_stories, story_from
from model import Genre, Stage, Weight

REGIONS = Path(__file__).resolve().parents[2] / "data" / "regions.csv"
PRINTED = re.compile(rf"({'|'.join(WEEKDAYS)}),? \((\d{{1,2}})/(\d{{1,2}})/(\d{{4}})\)")
STORIES = load_stories()


def text_of(story: Story) -> str:
    return "\n".join(block.text for block in story.body if block.kind is not Kind.RELATED)


def misprinted(story: Story) -> list[str]:
    return [
        found.group()
        for found in PRINTED.finditer(text_of(story))
        if WEEKDAYS[date(int(found[4]), int(found[3]), int(found[2])).weekday()] != found[1]
    ]


def test_every_printed_weekday_fits_its_date_but_in_the_one_story_made_to_misprint() -> None:
    wrong = {story.slug for story in STORIES if misprinted(story)}
    assert wrong == {story.slug for story in STORIES if "weekday" in story.expected.flags}
    assert len(wrong) == 1


def test_most_stories_print_a_date_with_its_weekday() -> None:
    assert sum(bool(PRINTED.search(text_of(story))) for story in STORIES) > 40


def test_there_are_stories_of_every_kind() -> None:
    genres = Counter(story.expected.genre for story in STORIES)
    assert genres[Genre.INCIDENT] >= 8
    assert genres[Genre.PLEDGE] == genres[Genre.REMINDER] == 5
    assert genres[Genre.STATISTICS] == 2
    assert genres[Genre.OPINION] == 1
    assert genres[Genre.OTHER] >= 12
    assert sum(story.expected.circular is Weight.MAIN for story in STORIES) >= 5
    assert {one.stage for story in STORIES for one in story.expected.incidents} == set(Stage)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.slug)
def test_weights_and_objects_of_a_story_agree(story: Story) -> None:
    assert (story.expected.incident is Weight.NONE) == (not story.expected.incidents)
    assert (story.expected.circular is Weight.NONE) == (not story.expected.circulars)
    if story.expected.genre is Genre.INCIDENT:
        assert story.expected.incident is Weight.MAIN


def test_every_region_is_in_the_gazetteer() -> None:
    with REGIONS.open(encoding="utf-8", newline="") as file:
        codes = {row["code"] for row in csv.DictReader(file)}
    told = {code for story in STORIES for code in story.expected.regions}
    told |= {one.region for story in STORIES for one in story.expected.incidents if one.region}
    assert told <= codes
    assert len({code[:2] for code in told}) >= 8  # provinces from west to east


def test_every_circular_number_stands_in_its_story_but_for_blanks() -> None:
    for story in STORIES:
        squeezed = re.sub(r"\s", "", text_of(story))
        for circular in story.expected.circulars:
            assert re.sub(r"\s", "", circular.number or "") in squeezed


def test_one_case_is_told_by_three_outlets_in_texts_of_their_own() -> None:
    told = [story for story in STORIES if story.case == "camat-wonolestari"]
    first_news = [story for story in told if story.expected.incidents[0].stage is Stage.ALLEGED]
    assert len({story.outlet for story in first_news}) == 3
    assert {story.expected.incidents[0].stage for story in told} == {Stage.ALLEGED, Stage.RECOMMENDED}
    for one, other in combinations(first_news, 2):
        assert SequenceMatcher(None, text_of(one), text_of(other), autojunk=False).ratio() < 0.6


def test_one_regency_has_two_cases_that_are_not_the_same() -> None:
    regencies = Counter(
        (story.expected.incidents[0].region, story.expected.incidents[0].actor)
        for story in STORIES
        if story.expected.incident is Weight.MAIN and story.case is None
    )
    assert len({actor for region, actor in regencies if region == "35.07"}) == 2


def test_slugs_and_numbers_are_used_once_in_an_outlet() -> None:
    for outlet in load_outlets():
        own = [story for story in STORIES if story.outlet == outlet.id]
        assert len({story.slug for story in own}) == len({story.number for story in own}) == len(own) >= 8


@pytest.mark.parametrize(
    "fault",
    [
        {"category": "tidak-ada"},
        {"published": "besok"},
        {"headlin": "salah eja"},
        {"expected": {"genre": "gosip"}},
        {"expected": {"incidents": [{"stage": "alleged"}]}},
    ],
)
def test_a_story_written_wrongly_is_named(fault: dict[str, object]) -> None:
    outlet = load_outlets()[0]
    row = {
        "slug": "contoh",
        "number": 1,
        "headline": "Contoh",
        "published": STORIES[0].published,
        "author": "X",
        "category": "nusantara",
        "body": "Satu paragraf.",
    }
    assert story_from(outlet, row).paragraphs == ("Satu paragraf.",)
    with pytest.raises(StoryError, match="contoh"):
        story_from(outlet, row | fault)
