"""How a story is cut into what the matcher reads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.matcher.text import LONGEST_SENTENCE, is_foreign, is_worth_reading, read, split_sentences


def test_titles_ranks_and_initials_end_no_sentence() -> None:
    text = "Menurut Drs. H. Anwar S. Lubis acara itu biasa saja. Ia diam."
    assert split_sentences(text) == ["Menurut Drs. H. Anwar S. Lubis acara itu biasa saja.", "Ia diam."]


def test_a_sentence_that_lost_its_blank_is_cut_all_the_same() -> None:
    assert split_sentences("Ikrar dibaca Selasa (26/9/2023).Acara selesai siang hari.") == [
        "Ikrar dibaca Selasa (26/9/2023).",
        "Acara selesai siang hari.",
    ]


def test_a_list_number_stays_with_its_item() -> None:
    assert split_sentences("1. Memasang spanduk calon") == ["1. Memasang spanduk calon"]


def test_an_endless_sentence_is_cut_so_that_time_stays_bounded() -> None:
    assert max(map(len, split_sentences("camat diduga " * 1000))) <= LONGEST_SENTENCE


def test_a_decimal_or_a_law_number_cuts_nothing() -> None:
    assert len(split_sentences("Dasarnya UU No. 20 Tahun 2023 dan pukul 20.30 Wita tadi.")) == 1


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("MAROS - Bawaslu memanggil seorang camat pagi tadi.", "MAROS"),
        ("Bima, Kabarnusa.com – Bawaslu memanggil seorang camat pagi tadi.", "Bima"),
        ("WANGI-WANGI, BP - Bawaslu memanggil seorang camat pagi tadi.", "WANGI-WANGI"),
    ],
)
def test_a_dateline_is_not_part_of_the_text(line: str, place: str) -> None:
    text = read("Judul berita", line)
    assert text.dateline == place
    assert text.sentences[1].text.startswith("Bawaslu memanggil")


@pytest.mark.parametrize(
    "line",
    [
        "Baca Juga: Kades Ikut Kampanye Diperiksa Bawaslu",
        "BACA JUGA:Camat Tak Netral Dicopot",
        "Berita Terkait | Ikuti kami",
        "Rekomendasi untuk Anda",
        "Topik: netralitas",
    ],
)
def test_lines_of_other_stories_are_never_read(line: str) -> None:
    assert is_foreign(line)
    assert all(line not in sentence.text for sentence in read("Judul", f"Isi berita ini.\n{line}").sentences)


def test_the_headline_is_sentence_zero_and_paragraphs_are_counted() -> None:
    text = read("Judul", "Satu. Dua.\nTiga.")
    assert [(sentence.index, sentence.paragraph) for sentence in text.sentences] == [(0, 0), (1, 1), (2, 1), (3, 2)]
    assert text.sentences[1].lead


def test_a_story_without_a_word_of_elections_is_not_worth_reading() -> None:
    assert not is_worth_reading(read("Harga cabai naik", "Pedagang pasar mengeluh."))
    assert is_worth_reading(read("Camat dipanggil", "Bawaslu memeriksanya."))


@given(st.text(max_size=400), st.text(max_size=2000))
def test_no_text_makes_reading_raise(title: str, body: str) -> None:
    text = read(title, body)
    assert text.sentences[0].index == 0
