"""The loaders of the extraction benchmark: our own pages, and the public sets in the form of their checkouts."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from benchmarks.extraction import cases, public, scores

REASONS = {"front page", "list of stories", "gallery", "not found", "login wall", "maintenance", "bot check"}


def test_our_pages_are_sixty_or_more_of_twelve_platforms_or_more() -> None:
    own = list(cases.own())
    assert len({case.name for case in own}) == len(own) >= 60
    assert len({case.name.partition("/")[0] for case in own}) >= 12


def test_every_page_of_ours_is_part_of_a_case() -> None:
    files = {path.read_bytes() for path in cases.PAGES.glob("*/*.html")}
    assert files == {page.body for case in cases.own() for page in case.pages}


def test_every_case_says_all_of_its_story_or_why_there_is_none() -> None:
    for case in cases.own():
        said = (case.title, case.author, case.published, case.language, case.site, case.canonical)
        assert None not in said if case.is_article else case.reason in REASONS, case.name
        assert bool(case.text) == case.is_article, case.name


def test_published_is_a_moment_with_its_offset_or_a_bare_day_before_the_page_was_fetched() -> None:
    for case in cases.own():
        if case.published:
            moment = datetime.fromisoformat(case.published)
            assert (moment.tzinfo is not None) == ("T" in case.published), case.name
            assert moment.replace(tzinfo=moment.tzinfo or UTC) <= case.pages[0].fetched, case.name


def test_further_pages_name_the_first_one() -> None:
    for case in cases.own():
        first, *further = case.pages
        assert first.part_of is None
        assert all(page.part_of == first.url != page.url for page in further), case.name


def test_a_page_is_as_the_crawler_would_have_fetched_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "tema"
    folder.mkdir()
    (folder / "a.html").write_bytes(b"<p>satu")
    (folder / "a-2.html").write_bytes(b"<p>dua")
    (folder / "a.toml").write_text(
        'url = "https://x.example/a"\nfetched = "2024-10-03T09:12:00Z"\narticle = true\n'
        'pages = ["a.html", "a-2.html"]\n'
        'page_urls = ["https://x.example/a", "https://x.example/a/2"]\ntitle = "T"\nauthor = ""\npublished = ""\n'
        'language = "id"\nsite = ""\ncanonical = ""\ntext = """\nsatu\ndua\n"""\n'
    )
    monkeypatch.setattr(cases, "PAGES", tmp_path)
    (case,) = cases.own()
    assert (case.name, case.text, case.title, case.author) == ("tema/a", "satu\ndua", "T", "")
    assert [(page.body, page.part_of) for page in case.pages] == [
        (b"<p>satu", None),
        (b"<p>dua", "https://x.example/a"),
    ]
    assert {page.fetched for page in case.pages} == {datetime(2024, 10, 3, 9, 12, tzinfo=UTC)}


def scrapinghub_checkout(folder: Path, truth: dict[str, Any]) -> Path:
    (folder / "html").mkdir()
    for name in truth:
        (folder / "html" / f"{name}.html.gz").write_bytes(gzip.compress(f"<p>{name}".encode()))
    (folder / "ground-truth.json").write_text(json.dumps(truth))
    return folder


def test_the_scrapinghub_set_is_read_from_its_checkout(tmp_path: Path) -> None:
    truth = {"ab12": {"articleBody": "Satu.\nDua.", "url": "https://x.example/a"}, "cd34": {"articleBody": "Tiga."}}
    first, second = cases.scrapinghub(scrapinghub_checkout(tmp_path, truth))
    assert (first.name, first.text, first.pages[0].body) == ("ab12", "Satu.\nDua.", b"<p>ab12")
    assert (first.pages[0].url, second.pages[0].url) == ("https://x.example/a", "")
    assert (first.title, first.published) == (None, None)


EVALUATE = """
def evaluate(ground_truth, prediction, n_bootstrap):
    assert ground_truth.keys() == prediction.keys() and n_bootstrap == 0
    return {"f1": F1, "precision": 1.0, "recall": 1.0, "accuracy": 1.0}
"""


def test_our_score_must_be_the_one_of_the_sets_own_program(tmp_path: Path) -> None:
    truth = {"ab12": {"articleBody": "Satu dua."}}
    folder = scrapinghub_checkout(tmp_path, truth)
    stories = list(cases.scrapinghub(folder))
    total = scores.totals([scores.matches("Satu dua.", "Satu dua.")], [True])
    (folder / "evaluate.py").write_text(EVALUATE.replace("F1", "1.0"))
    public.check_scores(folder, stories, ["Satu dua."], total)
    (folder / "evaluate.py").write_text(EVALUATE.replace("F1", "0.9"))
    with pytest.raises(public.ScoresDiffer):
        public.check_scores(folder, stories, ["Satu dua."], total)


def fundus_checkout(folder: Path, files: list[str], truths: dict[str, Any]) -> Path:
    country = folder / "tests/resources/parser/test_data/id"
    country.mkdir(parents=True)
    for name in files:
        (country / name).write_bytes(gzip.compress(name.encode()))
    (country / "KabarMerapi.json").write_text(json.dumps(truths))
    (country / "meta.info").write_text(json.dumps({files[0]: {"url": "https://x.example/a"}}))
    return folder


NEW = {
    "title": "Camat dipanggil",
    "authors": ["Rara Wening", "Sari Puspa"],
    "publishing_date": "2024-10-03 15:40:00+07:00",
    "body": {
        "summary": ["Ringkasan."],
        "sections": [
            {"headline": [], "paragraphs": ["Satu.", "Dua."]},
            {"headline": ["Sub"], "paragraphs": ["Tiga."]},
        ],
    },
}


def test_fundus_pages_go_with_the_versions_of_their_parser_in_order(tmp_path: Path) -> None:
    files = [
        "KabarMerapi_2023_01_02.html.gz",
        "KabarMerapi_2024_10_04.html.gz",
        "KabarMerapiBaru_2024_10_04.html.gz",  # another publisher's
    ]
    folder = fundus_checkout(tmp_path, files, {"V1": {"title": "Lama"}, "V1_1": NEW})
    old, new = cases.fundus(folder)
    assert (old.name, old.title, old.text, old.author) == ("KabarMerapi_2023_01_02", "Lama", "", "")
    assert (old.pages[0].url, new.pages[0].url) == ("https://x.example/a", "")
    assert new.text == "Ringkasan.\nSatu.\nDua.\nSub\nTiga."
    assert (new.title, new.author) == ("Camat dipanggil", "Rara Wening, Sari Puspa")
    assert new.published == "2024-10-03 15:40:00+07:00"


def test_a_fundus_page_without_a_version_is_no_silent_mispairing(tmp_path: Path) -> None:
    folder = fundus_checkout(tmp_path, ["KabarMerapi_2023_01_02.html.gz"], {"V1": NEW, "V1_1": NEW})
    with pytest.raises(ValueError, match="KabarMerapi has 1 pages and 2 versions"):
        list(cases.fundus(folder))


def test_a_set_is_not_given_unless_its_variable_names_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NETRA_BENCH_FUNDUS", raising=False)
    assert public.checkout("fundus") is None
    monkeypatch.setenv("NETRA_BENCH_FUNDUS", str(tmp_path))
    assert public.checkout("fundus") == tmp_path
    monkeypatch.setenv("NETRA_BENCH_FUNDUS", str(tmp_path / "none"))
    with pytest.raises(FileNotFoundError, match="NETRA_BENCH_FUNDUS"):
        public.checkout("fundus")
