"""Whom to believe: the witness, and the reading that most of the others support."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import document_fromstring

from extract import extract, opinions
from extract.opinions import FAST, READERS, WITNESS, agreement, is_confirmed, medoid, resiliparse, shingles
from tests.extract.pages_at_hand import page

STORY = [
    "Camat Wonosari dipanggil Bawaslu Kota Semarang setelah fotonya dalam senam bersama beredar luas di grup.",
    "Ketua Bawaslu menyebut pemanggilan itu tindak lanjut laporan warga yang masuk lewat kantor kecamatan kemarin.",
    "Hasil pemeriksaan akan dibahas dalam rapat pleno pekan depan bersama tim sentra penegakan hukum terpadu kota.",
]
OTHERS = [
    "Banjir merendam empat desa di tepi kali sampai setinggi lutut orang dewasa sejak dini hari tadi, kata warga.",
    "Harga cabai rawit di pasar induk naik dua kali lipat dalam sepekan karena pasokan dari sentra berkurang.",
]

lines = st.lists(st.text(max_size=80), max_size=6)


@given(lines, lines)
def test_agreement_is_symmetric_and_between_none_and_all(one: list[str], other: list[str]) -> None:
    first, second = shingles(one), shingles(other)
    assert agreement(first, second) == agreement(second, first)
    assert 0 <= agreement(first, second) <= 1
    assert not first or agreement(first, first) == 1


def test_two_empty_readings_do_not_support_each_other() -> None:
    assert agreement(shingles([]), shingles([])) == 0


def test_a_witness_with_menus_confirms_and_one_with_another_story_does_not() -> None:
    assert is_confirmed(STORY, ["Beranda", "Politik", *STORY, "Komentar"])
    assert not is_confirmed(STORY[:1], STORY)
    assert not is_confirmed(STORY, OTHERS)


def test_three_modes_of_one_reader_are_not_three_witnesses() -> None:
    wrong = {"trafilatura-fast": OTHERS, "trafilatura-precision": OTHERS, "trafilatura-balanced": OTHERS}
    assert medoid(wrong | {"readability": STORY, WITNESS: STORY}) == "readability"


def test_the_witness_itself_is_never_taken() -> None:
    assert medoid({FAST: STORY, WITNESS: [*STORY, "Beranda"]}) == FAST


def test_every_reader_finds_a_plain_story_and_survives_a_page_without_one() -> None:
    body = "".join(f"<p>{line}</p>" for line in STORY)
    tree = document_fromstring(f"<html><body><article><h1>Camat Dipanggil</h1>{body}</article></body></html>")
    for name, reader in READERS.items():
        assert set(STORY) <= set(reader(tree, "")), name
    empty = document_fromstring("<html><body><div></div></body></html>")
    assert all(reader(empty, "") == [] for reader in READERS.values())


def html() -> str:
    body = "".join(f"<p>{line}</p>" for line in STORY)
    title = "Camat Dipanggil Bawaslu"
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"


def test_where_the_first_reader_is_alone_with_its_reading_the_others_are_believed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(opinions, "fast", lambda tree, url: OTHERS)
    read = extract([page(html())])
    assert read.text.splitlines() == STORY
    assert read.method in READERS


def test_the_method_is_recorded() -> None:
    assert extract([page(html())]).method == FAST
    assert resiliparse(document_fromstring(html()))


def test_a_page_without_a_story_leaves_no_line_on_the_terminal(caplog: pytest.LogCaptureFixture) -> None:
    opinions.fast(document_fromstring("<html><body><div></div></body></html>"), "")
    assert caplog.records == []
