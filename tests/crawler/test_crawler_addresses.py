"""The canonical form of an address, and which links of a listing page can be articles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.addresses import NotAnAddress, canonical_url, host_and_port, is_article_address, site_of


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTP://WWW.Kabar.CO.ID:80/Berita/A", "http://www.kabar.co.id/Berita/A"),
        ("https://kabar.id:443", "https://kabar.id/"),
        ("https://kabar.id./x", "https://kabar.id/x"),
        ("https://kabar.id/a#komentar", "https://kabar.id/a"),
        ("https://kabar.id/a?utm_source=wa&utm_medium=x", "https://kabar.id/a"),
        ("https://kabar.id/a?fbclid=1&page=all&amp=1", "https://kabar.id/a?page=all"),
        ("https://kabar.id/?p=12&share=twitter", "https://kabar.id/?p=12"),
        ("https://kabar.id/a?b=2&a=1&", "https://kabar.id/a?b=2&a=1"),
        ("https://kabar.id//read/12/judul", "https://kabar.id/read/12/judul"),
        ("https://kabar.id/walikota é", "https://kabar.id/walikota%20%C3%A9"),
        ("https://nama:sandi@kabar.id/a", "https://kabar.id/a"),
        ("  https://kabar.id/a\n", "https://kabar.id/a"),
        ("http://127.83.0.1:8643/x", "http://127.83.0.1:8643/x"),
        ("http://[::1]:8643/x", "http://[::1]:8643/x"),
    ],
)
def test_an_address_has_one_canonical_form(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    "url",
    [
        "",
        "kabar.id/a",
        "/berita/a",
        "ftp://kabar.id/a",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "data:text/html,x",
        "mailto:redaksi@kabar.id",
        "http://",
        "http:///x",
        "http://kabar.id:99999/",
        "http://[::1/",
        "https://kabar.id/" + "a" * 2000,
    ],
)
def test_what_is_no_http_address_is_refused(url: str) -> None:
    with pytest.raises(NotAnAddress):
        canonical_url(url)


@given(st.text(max_size=80) | st.builds("https://kabar.id/{}?{}#{}".format, st.text(), st.text(), st.text()))
def test_the_canonical_form_of_anything_is_stable_or_refused(text: str) -> None:
    try:
        once = canonical_url(text)
    except NotAnAddress:
        return
    assert canonical_url(once) == once
    assert once.startswith(("http://", "https://"))
    assert "#" not in once


def test_host_and_port_are_those_that_are_dialled() -> None:
    assert host_and_port("https://Kabar.id/x") == ("kabar.id", 443)
    assert host_and_port("http://[::1]:80/x") == ("::1", 80)


def test_www_mobile_and_amp_hosts_are_one_site_but_not_another_port() -> None:
    assert {site_of(f"https://{host}kabar.id/x") for host in ("", "www.", "m.", "amp.")} == {"kabar.id"}
    assert site_of("http://127.0.0.1:81/") != site_of("http://127.0.0.1:82/")
    assert site_of("http://m.id/") == "m.id"


HOME = "https://www.kabar.id/"


@pytest.mark.parametrize(
    "url",
    [
        "https://kabar.id/berita/panwascam-periksa-camat-mandai",
        "https://kabar.id/read/2024/09/16/camat-diperiksa/",
        "https://kabar.id/politik/kades-ikut-kampanye.html",
        "https://m.kabar.id/index.php/berita/bawaslu-panggil-dua-asn",
        "https://kabar.id/?p=1234",
        "https://kabar.id/detail?id=7",
        "https://kabar.id/news/7718623/edaran",
    ],
)
def test_an_article_is_known_by_its_address(url: str) -> None:
    assert is_article_address(url, HOME)


@pytest.mark.parametrize(
    "url",
    [
        HOME,
        "https://kabar.id",
        "https://kabar.id/politik",
        "https://kabar.id/tag/netralitas-asn-di-semarang",
        "https://kabar.id/category/berita-kota-semarang/",
        "https://kabar.id/search/label/pilkada-jawa-tengah",
        "https://kabar.id/pedoman-media-siber",
        "https://kabar.id/redaksi.html",
        "https://kabar.id/wp-content/uploads/2024/09/foto-camat-mandai.jpg",
        "https://kabar.id/unduh/edaran-wali-kota-2024.pdf",
        "https://kabar.id/berita-terbaru-hari-ini/feed",
        "https://lain.id/berita/panwascam-periksa-camat-mandai",
        "https://jateng.kabar.id/berita/panwascam-periksa-camat-mandai",
        "javascript:void(0)",
    ],
)
def test_what_is_no_article_is_known_by_its_address(url: str) -> None:
    assert not is_article_address(url, HOME)
