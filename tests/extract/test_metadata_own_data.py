"""JSON-LD counts where it tells the truth of this story: themes leave templates, lists bring the data of others."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from extract import extract
from extract.authors import author
from extract.markup import read
from model import Article, Candidate
from tests.extract.pages_at_hand import FETCHED, article, page

TITLE = "Rapat di Balai Desa Dihadiri Warga"
OTHER = "Pasar Pagi di Kecamatan Sebelah Terbakar Habis"
URL = "https://warta.example/rapat-di-balai-desa"
META = '<meta property="article:published_time" content="2024-09-16T16:28:00+07:00">'
BYLINE = (
    '<div class="post-meta"><span class="author">Rina Wati</span> <span class="tgl">16 September 2024</span></div>'
)
TEMPLATE = {"datePublished": "2015-02-05T08:00:00+08:00", "author": {"@type": "Person", "name": "John Doe"}}


def block(**fields: object) -> str:
    data = json.dumps({"@context": "https://schema.org", "@type": "NewsArticle", **fields})
    return f'<script type="application/ld+json">{data}</script>'


def read_page(head: str, behind: str = "", url: str = URL, candidate: Candidate | None = None) -> Article:
    html = article(head).replace("</h1>", f"</h1>{behind}")
    return extract([page(html, url, candidate=candidate)])


@pytest.mark.parametrize(
    "template",
    [
        {"headline": "Article headline", **TEMPLATE},
        {"headline": "Article headline", "mainEntityOfPage": "https://google.example/article", **TEMPLATE},
        {"mainEntityOfPage": {"@type": "WebPage", "@id": "https://google.example/article"}, **TEMPLATE},
        TEMPLATE,
    ],
    ids=["headline", "headline and address", "address", "nothing"],
)
@pytest.mark.parametrize("meta", [META, ""], ids=["meta", "byline alone"])
def test_the_block_that_a_theme_left_over_beats_neither_meta_nor_byline(
    template: dict[str, object], meta: str
) -> None:
    told = read_page(block(**template) + meta, BYLINE)
    assert (told.published or "")[:10] == "2024-09-16"
    assert told.author == "Rina Wati"


@pytest.mark.parametrize("named", [{"headline": OTHER}, {"url": "https://warta.example/pasar-pagi-terbakar"}])
def test_the_data_of_a_related_story_alone_on_the_page_tells_nothing(named: dict[str, str]) -> None:
    told = read_page(block(datePublished="2024-09-30T10:00:00+07:00", author={"name": "Joko Umbaran"}, **named))
    assert (told.published, told.author) == (None, None)


@pytest.mark.parametrize(
    "named",
    [
        {"headline": TITLE},
        {"headline": f"{TITLE} dan Perangkat"},
        {"headline": "Balai Desa Penuh, Warga Datang", "mainEntityOfPage": {"@id": URL}},
        {"headline": "Balai Desa Penuh, Warga Datang", "url": URL.replace("https://", "https://m.") + "/?amp=1"},
        {"headline": "Rapat Desa: Warga Penuhi Balai"},
        {},
    ],
    ids=["headline", "edited", "address", "address of a view", "for search engines", "nothing said"],
)
def test_the_storys_own_data_is_believed(named: dict[str, object]) -> None:
    told = read_page(block(datePublished="2024-09-30T10:00:00+07:00", author={"name": "Rina Wati"}, **named))
    assert (told.published, told.author) == ("2024-09-30T10:00:00+07:00", "Rina Wati")


def test_meta_and_byline_that_agree_outvote_the_storys_own_data() -> None:
    told = read_page(block(headline=TITLE, datePublished="2015-02-05T08:00:00+08:00") + META, BYLINE)
    assert told.published == "2024-09-16T16:28:00+07:00"


def test_one_against_one_the_storys_own_data_is_believed() -> None:
    told = read_page(
        block(headline=TITLE, datePublished="2024-09-15T08:00:00+07:00") + META.replace("-16T", "-26T")
    )
    assert told.published == "2024-09-15T08:00:00+07:00"


def test_a_generic_meta_with_another_day_loses_against_address_and_byline() -> None:
    told = read_page(
        '<meta name="date" content="2024-10-02">', BYLINE, "https://warta.example/2024/09/16/rapat-desa"
    )
    assert told.published == "2024-09-16"


@pytest.mark.parametrize("seconds", [0, 20, -40])
@pytest.mark.parametrize("source", ["data", "meta", "time"])
def test_the_moment_of_the_request_is_no_publication(source: str, seconds: int) -> None:
    moment = (FETCHED + timedelta(seconds=seconds)).isoformat()
    head = {
        "data": block(headline=TITLE, datePublished=moment),
        "meta": f'<meta property="article:published_time" content="{moment}">',
    }
    told = read_page(
        head.get(source, ""), f'<time datetime="{moment}">baru saja</time>' if source == "time" else ""
    )
    assert told.published is None
    assert any("the moment at which the page was fetched" in warning for warning in told.warnings)


def test_a_moment_a_few_minutes_before_the_request_is_a_publication() -> None:
    moment = FETCHED - timedelta(minutes=4)
    assert read_page(block(headline=TITLE, datePublished=moment.isoformat())).published == moment.isoformat()


def test_a_story_published_at_the_very_moment_of_the_request_is_dated_by_its_feed() -> None:
    told = read_page(
        block(headline=TITLE, datePublished=FETCHED.isoformat()), "", URL, Candidate(URL, None, None, FETCHED)
    )
    assert told.published == FETCHED.isoformat()


@pytest.mark.parametrize("unset", ["2001-01-01", "2001-01-01T00:00:00+07:00", "2000-01-01T00:00:00Z"])
def test_a_date_that_was_never_set_is_not_believed(unset: str) -> None:
    assert read_page(block(headline=TITLE, datePublished=unset)).published is None


def test_a_template_in_which_the_date_alone_is_filled_names_no_author() -> None:
    head = block(datePublished="2024-09-16T16:28:00+07:00", author={"name": "Jane Doe"})
    assert author(read(page(article(head), URL)), ()) is None
