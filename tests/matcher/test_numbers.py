"""Document numbers in prose: every form that offices and newsrooms give them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.matcher.numbers import find_numbers, normalise_number, number_month, number_year


def printed(sentence: str) -> list[str]:
    return [number.printed for number in find_numbers(sentence)]


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("Edaran Nomor B/77/800.1.10/III/2024 tanggal 5 Maret 2024", "B/77/800.1.10/III/2024"),
        ("Edaran Nomor: HKM.07/3/EDR/IX/HKU/2024 tertanggal 2 September", "HKM.07/3/EDR/IX/HKU/2024"),
        ("surat edaran Nomor :800/458-PPPK.2/BKD itu", "800/458-PPPK.2/BKD"),
        ("SE bernomor 800/17/436.8.4/ 2023 terbit", "800/17/436.8.4/2023"),
        ("SE Nomer 800 /73/53 Tahun 2023 tentang netralitas", "800/73/53 Tahun 2023"),
        ("SE Nomor 270 / 11 / Pem.1 yang", "270/11/Pem.1"),
        ("edaran nomor 12 Tahun 2024 tersebut", "12 Tahun 2024"),
        ("Surat edaran Menpan RB Nomor 3/ 2023, ASN wajib netral", "3/2023"),
        ("SE No. 07/2023 mengatur", "07/2023"),
        ("edaran No.e-00045/SE/2023 tentang", "e-00045/SE/2023"),
        ("SE Nomor 800.1 -61 9b2 BKPSDM tentang", "800.1 -61 9b2 BKPSDM"),
        ("surat Nomor B 2709/KASN/9/2020 perihal", "B 2709/KASN/9/2020"),
        ("SE Nomor SEK-UM.01.01-1144.", "SEK-UM.01.01-1144"),
        ("SE Nomor SEK-15.KP.05.02 Tahun 2022 dan", "SEK-15.KP.05.02 Tahun 2022"),
        ("Telegram Nomor STR/811/XI/HUK.7.1./2020 tertanggal", "STR/811/XI/HUK.7.1./2020"),
        ("edaran nomor 060/ /I.7/TB/V/2018 tersebut", "060//I.7/TB/V/2018"),
        ("surat bernomor : B/72M.S M .00.00/3017 pada 2 Mei", "B/72M.S M .00.00/3017"),
        ("SE Nomor 800/3881 tanggal 7 Maret 2023", "800/3881"),
        ("SE Nomor SE-800/360/PSDM.3/2019. Isinya", "SE-800/360/PSDM.3/2019"),
        ("Nomor surat edaran tersebut adalah 800/12/BKD/2024", "800/12/BKD/2024"),
        ("SE 41 Tahun 2018 tentang", "41 Tahun 2018"),
        ("SE Nomor 100.3.4.2/700/B.Pem.Kes/ 2024 (", "100.3.4.2/700/B.Pem.Kes/2024"),
        ("Nomor 100/5/2023.Menurut wali kota", "100/5/2023"),
    ],
)
def test_a_number_is_read_as_printed_without_blanks_around_strokes(sentence: str, number: str) -> None:
    assert printed(sentence) == [number]


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("SE Nomor 81 dan 92 Tahun 2024 tentang", ["81 Tahun 2024", "92 Tahun 2024"]),
        (
            "imbauan nomor 148 dan 149/PM.00.02/K.JB/11/2024, untuk",
            ["148/PM.00.02/K.JB/11/2024", "149/PM.00.02/K.JB/11/2024"],
        ),
        ("SE Nomor 270/26/SE/2024 dan 270/27/SE/2024 tentang", ["270/26/SE/2024", "270/27/SE/2024"]),
        (
            "SKB Nomor 3 Tahun 2022, Nomor 800-5475 Tahun 2022 : 247 Tahun 2022",
            ["3 Tahun 2022", "800-5475 Tahun 2022", "247 Tahun 2022"],
        ),
    ],
)
def test_several_numbers_behind_one_keyword_are_each_read(sentence: str, numbers: list[str]) -> None:
    assert printed(sentence) == numbers


@pytest.mark.parametrize(
    "sentence",
    [
        "pasangan nomor urut 2",
        "hubungi nomor 085830051948",
        "juara nomor 1 di dunia",
        "nomor rumah 12/4",
        "Jalan Raya No 32, Kota",
        "",
    ],
)
def test_ballots_telephones_and_ranks_are_no_document_numbers(sentence: str) -> None:
    assert printed(sentence) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("800 / 12 / BKD", "800/12/bkd"),
        ("HKM.05/O1/INS/I/HKU/2024", "HKM.05/01/INS/1/HKU/2024"),
        ("STR/800/XI/HUK.7.1./2020", "STR/800/XI/HUK.7.1/2020"),
        ("01 tahun 2023", "1/2023"),
        ("SE 36 Tahun 2015", "36 Tahun 2015"),
        ("Nomor 8OO/099/BKPSDM", "800/099/BKPSDM"),
        ("SE-800/12/2019", "800/12/2019"),
        ("800.1.10.4/7851/BKPSDM.PKAP/2024", "800.1.10.4/7851/BKPSDM/PKAP/2024"),
        ("B 2708/KASN/9/2020", "B/2708/KASN/9/2020"),
    ],
)
def test_printed_variants_of_one_number_have_one_key(one: str, other: str) -> None:
    assert normalise_number(one) == normalise_number(other)


def test_different_numbers_keep_different_keys() -> None:
    numbers = [
        "800/377/IV.1/BKD",
        "800/377/V.1/BKD",
        "800/12/2024",
        "800/13/2024",
        "800/12/2023",
        "12 Tahun 2024",
        "B/12/2024",
    ]
    assert len({normalise_number(number) for number in numbers}) == len(numbers)


def test_the_month_of_a_number_is_its_roman_group() -> None:
    assert number_month("B/77/800.1.10/VIII/2024") == 8
    assert number_month("HKM.05/12/EDR/IX/HKU/2024") == 9
    assert number_month("800/377/V.1/BKD") is None
    assert number_month("800/1/I/BKD/2024") is None  # a unit may be called I
    assert number_year("800/73/53 Tahun 2023") == 2023


@given(st.text(alphabet="0123456789/. -,dan:NOMORSEnomorTahun()“”", max_size=300))
def test_no_text_of_digits_and_strokes_breaks_the_reading(noise: str) -> None:
    for number in find_numbers(f"Nomor {noise}"):
        assert number.printed.strip() == number.printed != ""
        assert 0 <= number.number_start < number.end
        normalise_number(number.printed)
        number_month(number.printed)


@given(st.text(max_size=200))
def test_a_key_is_its_own_key(number: str) -> None:
    key = normalise_number(number)
    assert " " not in key
    assert isinstance(key, str)


@given(
    st.integers(1, 999),
    st.integers(1, 9999),
    st.sampled_from(["BKPSDM", "Pem.1", "B.Pem.Kes", "436.8.4"]),
    st.integers(2010, 2026),
    st.sampled_from(["tentang netralitas", "tanggal 2 Mei 2024", "tersebut", "yang diteken bupati"]),
)
def test_a_number_is_found_whole_before_every_stop_word(
    group: int, serial: int, unit: str, year: int, tail: str
) -> None:
    assert printed(f"Surat Edaran Nomor {group}/{serial}/{unit}/{year} {tail}") == [
        f"{group}/{serial}/{unit}/{year}"
    ]
