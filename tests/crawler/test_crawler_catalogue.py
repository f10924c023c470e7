"""The catalogue: good rows run, wrong ones are named with their line."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.catalogue import CatalogueError, read_catalogue

HEAD = "id,name,homepage,province_code,regency_code,kind,platform,feed_url,sitemap_url,listing_url,notes\n"
GOOD = "kabar,Kabar,https://kabar.id/,33,33.74,local,wordpress,https://kabar.id/feed/,,,catatan\n"


def write(folder: Path, text: str) -> Path:
    path = folder / "sources.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_built_in_catalogue_is_whole() -> None:
    catalogue = read_catalogue(Path(__file__).resolve().parents[2] / "data" / "sources.csv")
    assert catalogue.problems == ()
    assert len(catalogue.sources) >= 969  # as the README says; an outlet more is welcome


def test_a_row_becomes_a_source(tmp_path: Path) -> None:
    (source,) = read_catalogue(write(tmp_path, "\ufeff" + HEAD + GOOD)).sources
    assert (source.id, source.province_code, source.regency_code) == ("kabar", "33", "33.74")
    assert source.feed_url == "https://kabar.id/feed/"
    assert source.sitemap_url is None


def test_three_columns_and_one_address_are_enough(tmp_path: Path) -> None:
    path = write(tmp_path, "id,name,homepage,listing_url\nx,X,http://127.0.0.1:80/,http://127.0.0.1:80/berita\n")
    (source,) = read_catalogue(path).sources
    assert source.listing_url == "http://127.0.0.1:80/berita"
    assert source.province_code is None


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",Kabar,https://k.id/,,,,,https://k.id/feed,,,", "id is empty"),
        ("a,,https://k.id/,,,,,https://k.id/feed,,,", "name is empty"),
        ("a,A,,,,,,https://k.id/feed,,,", "homepage is empty"),
        ("a b,A,https://k.id/,,,,,https://k.id/feed,,,", "the id 'a b'"),
        ("a,A,https://k.id/,,,,,,,,", "it has no address to read"),
        ("a,A,k.id,,,,,https://k.id/feed,,,", "homepage 'k.id' is not an http or https address"),
        ("a,A,https://k.id/,,,,,ftp://k.id/feed,,,", "feed_url 'ftp://k.id/feed' is not"),
        ("a,A,https://k.id/,,,,,https://k.id/fe ed,,,", "has a blank in it"),
        ("a,A,https://k.id/,99,,,,https://k.id/feed,,,", "province_code '99' is not a Kemendagri code"),
        ("a,A,https://k.id/,Jateng,,,,https://k.id/feed,,,", "province_code 'Jateng'"),
        ("a,A,https://k.id/,,33.99,,,https://k.id/feed,,,", "regency_code '33.99'"),
        ("a,A,https://k.id/,,33.74.01,,,https://k.id/feed,,,", "regency_code '33.74.01'"),
        ("a,A,https://k.id/,32,33.74,,,https://k.id/feed,,,", "does not lie in province '32'"),
        ("kabar,A,https://k.id/,,,,,https://k.id/feed,,,", "the id 'kabar' stands in line 2 already"),
        ("a,A,https://k.id/,,,,,https://k.id/feed,,,,zuviel", "more values than there are columns"),
        ("a", "name is empty"),
    ],
)
def test_a_wrong_row_is_named_with_its_line_and_the_rest_runs(tmp_path: Path, row: str, reason: str) -> None:
    last = GOOD.replace("kabar,", "akhir,", 1)
    catalogue = read_catalogue(write(tmp_path, HEAD + GOOD + row + "\n" + last))
    assert [source.id for source in catalogue.sources] == ["kabar", "akhir"]
    (problem,) = catalogue.problems
    assert problem.startswith("sources.csv, line 3: ")
    assert reason in problem


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "is empty"),
        ("nama,alamat\n", "has no column 'id'"),
        ("id,name,feed_url\n", "has no column 'homepage'"),
        ("id,name,homepage\n", "has no column of addresses"),
    ],
)
def test_a_file_without_the_needed_columns_is_no_catalogue(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(CatalogueError, match=reason):
        read_catalogue(write(tmp_path, text))


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ("", "no row below its columns' names: there is nothing to read"),
        ("a,A,,,,,,,,,\nb,B,k.id,,,,,https://k.id/feed,,,\n", r"Rows left out: 2\. .*line 2: homepage is empty\.$"),
    ],
)
def test_a_catalogue_without_a_row_that_can_be_used_is_an_error(tmp_path: Path, rows: str, reason: str) -> None:
    with pytest.raises(CatalogueError, match=reason):
        read_catalogue(write(tmp_path, HEAD + rows))


def test_a_missing_or_unreadable_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="cannot be read"):
        read_catalogue(tmp_path / "nowhere.csv")
    (tmp_path / "latin.csv").write_bytes(HEAD.encode() + b"a,caf\xe9,https://k.id/,,,,,https://k.id/feed,,,\n")
    with pytest.raises(CatalogueError, match="not a CSV file in UTF-8"):
        read_catalogue(tmp_path / "latin.csv")
