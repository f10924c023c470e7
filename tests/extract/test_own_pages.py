"""Our labelled pages, one by one: no clutter line left, no paragraph lost, and what is said of the story is right.

The pages and what a careful reader says of them lie in ``benchmarks/extraction/pages``.
"""

from __future__ import annotations

from functools import cache

import pytest

from benchmarks.extraction import scores
from benchmarks.extraction.cases import Case, own
from benchmarks.extraction.peers import finds_pages
from extract import NotAnArticle, extract
from model import Article, Parts

CASES = tuple(own())
STORIES = [pytest.param(case, id=case.name) for case in CASES if case.is_article]
SEVERAL = [pytest.param(case, id=case.name) for case in CASES if len(case.pages) > 1]
OTHERS = [pytest.param(case, id=case.name) for case in CASES if not case.is_article]

REASONS = {  # what the refusal must say
    "front page": "front page",
    "list of stories": "list of stories",
    "gallery": "gallery",
    "not found": "does not exist",
    "login wall": "login",
    "maintenance": "maintenance",
    "bot check": "bot check",
}

on_each_story = pytest.mark.parametrize("case", STORIES)


@cache
def read(case: Case) -> Article:
    return extract(case.pages)


@on_each_story
def test_no_clutter_line_is_left(case: Case) -> None:
    assert scores.clutter(case.text, read(case).text) == []


@on_each_story
def test_no_paragraph_is_lost(case: Case) -> None:
    assert scores.lost(case.text, read(case).text) == []


@on_each_story
def test_the_title_is_the_headline(case: Case) -> None:
    assert read(case).title == case.title


@on_each_story
def test_the_author_is_who_wrote_it(case: Case) -> None:
    assert (read(case).author or "") == case.author


@on_each_story
def test_published_is_the_first_publication_as_the_page_states_it(case: Case) -> None:
    assert (read(case).published or "") == case.published


@on_each_story
def test_the_language_is_that_of_the_text(case: Case) -> None:
    assert (read(case).language or "") == case.language


@on_each_story
def test_the_site_is_the_outlets_name(case: Case) -> None:
    assert (read(case).site or "") == case.site


@on_each_story
def test_the_canonical_address_is_one_that_may_be_trusted(case: Case) -> None:
    assert (read(case).canonical or "") == case.canonical


@pytest.mark.parametrize("case", SEVERAL)
def test_all_pages_of_a_story_are_found_from_its_first(case: Case) -> None:
    assert finds_pages(case)


@pytest.mark.parametrize("case", SEVERAL)
def test_a_story_with_all_its_pages_is_complete(case: Case) -> None:
    assert read(case).pages == Parts(len(case.pages), len(case.pages))


@pytest.mark.parametrize("case", OTHERS)
def test_a_page_that_is_no_article_is_refused_with_a_fitting_reason(case: Case) -> None:
    with pytest.raises(NotAnArticle, match=REASONS[case.reason or ""]):
        read(case)
