"""What does not fit in a story: few checks, each certain."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.matcher.flags import flags
from alerts.matcher.text import read


def found(*sentences: str, published: str | None = None) -> list[tuple[str, str]]:
    text = read("ASN Diminta Netral di Pilkada", "\n".join(sentences), published=published)
    return [(flag.code, flag.span) for flag in flags(text)]


def test_a_weekday_that_is_not_that_of_its_date_is_flagged() -> None:
    assert found("Hal itu disampaikan pada Rabu (15/9/2024).") == [("weekday", "Rabu (15/9/2024)")]
    assert found("Hal itu disampaikan pada Selasa (17/9/2024).") == []


def test_a_weekday_without_a_year_is_checked_only_near_the_day_of_publication() -> None:
    assert found("Katanya, Rabu (17/9).", published="2024-09-18") == [("weekday", "Rabu (17/9)")]
    assert found("Katanya, Rabu (17/9).") == []
    assert found("Katanya, Rabu (17/1).", published="2024-09-18") == []


def test_a_day_that_no_calendar_has_is_flagged() -> None:
    assert found("SE terbit 31 September 2024.") == [("impossible_date", "31 September 2024")]


@pytest.mark.parametrize(
    ("sentence", "span"),
    [
        ("Sanksinya sesuai PP 94/2020.", "PP 94/2020"),
        (
            "Hal itu diatur Undang-Undang (UU) Nomor 22 Tahun 2022 tentang ASN pasal 12.",
            "Undang-Undang (UU) Nomor 22 Tahun 2022",
        ),
        ("Sesuai PP Nomor 94 Tahun 2020 tentang Disiplin PNS.", "PP Nomor 94 Tahun 2020"),
        ("UU No. 10 Tahun 2023 tentang Aparatur Sipil Negara mengaturnya.", "UU No. 10 Tahun 2023"),
    ],
)
def test_a_law_quoted_with_a_wrong_number_is_flagged(sentence: str, span: str) -> None:
    assert found(sentence) == [("wrong_law", span)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Sesuai UU Nomor 20 Tahun 2023 tentang ASN.",
        "Sesuai PP Nomor 94 Tahun 2021 tentang Disiplin PNS.",
        "Dulu berlaku UU Nomor 5 Tahun 2014 tentang Aparatur Sipil Negara dan PP 53/2010.",
        "UU Nomor 6 Tahun 2020 mengatur pilkada.",
        "SE Nomor 94 Tahun 2020 tentang netralitas.",
    ],
)
def test_laws_that_exist_and_numbers_of_other_papers_are_not_flagged(sentence: str) -> None:
    assert found(sentence) == []


def test_a_wrong_law_in_a_story_on_another_matter_is_not_ours_to_flag() -> None:
    assert flags(read("Harga Cabai Naik", "Menurut PP 94/2020, pajak berubah.")) == ()


def test_a_number_whose_roman_month_is_not_that_of_its_date_is_flagged() -> None:
    span = "800/1/IX/2024 tanggal 3 Agustus 2024"
    assert found(f"SE Nomor {span} tentang netralitas ASN.") == [("month_in_number", span)]
    assert found("SE Nomor 800/1/VIII/2024 tanggal 3 Agustus 2024 tentang netralitas ASN.") == []
    assert found("SE Nomor 800/377/V.1/BKD tanggal 30 Agustus 2024 tentang netralitas ASN.") == []


def test_a_body_addressed_after_its_end_is_flagged() -> None:
    sentence = "Berkas lima ASN akan diteruskan ke KASN."
    assert [code for code, _ in found(sentence, published="2025-02-01")] == ["former_body"]
    assert found(sentence, published="2023-02-01") == []
    assert found("Pada 2023 kasus itu diteruskan ke KASN.", published="2025-02-01") == []
    assert found(sentence) == []


@given(st.text(alphabet="0123456789/ PUSENomorTahuntanggalKAtentang().,", max_size=200), st.text(max_size=12))
def test_no_text_breaks_the_checks(noise: str, published: str) -> None:
    for flag in flags(read("ASN netral pilkada", f"{noise} PP 94/{noise}", published=published)):
        assert flag.span
        assert flag.sentence
