"""Days in Indonesian prose."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.matcher.dates import find_days, month_number, not_after

_NAMES = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember"
MONTHS = _NAMES.split(" ")
WEEKDAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]


@pytest.mark.parametrize(
    ("sentence", "iso"),
    [
        ("tertanggal 27 Agustus 2024 tentang", "2024-08-27"),
        ("katanya, Selasa (17/9/2024).", "2024-09-17"),
        ("Minggu, 4 Februari 2024", "2024-02-04"),
        ("Sabtu (18/2/23)", "2023-02-18"),
        ("ditetapkan Senin, (31/10)", "2020-10-31"),
        ("Kamis (8/10)", "2020-10-08"),
        ("pada 27 Deseber 2017", "2017-12-27"),
        ("28-10-2015", "2015-10-28"),
        ("sejak 5 Nopember 2019", "2019-11-05"),
        ("Jum'at (1/12)", "2020-12-01"),
        ("terbit 8 Mei", "2020-05-08"),
    ],
)
def test_a_day_is_read_in_every_usual_form(sentence: str, iso: str) -> None:
    assert [day.iso for day in find_days(sentence, year=2020)] == [iso]


@pytest.mark.parametrize(
    "sentence",
    [
        "SE Nomor 800/30/2024 itu",
        "No 1/2023",
        "Dandim 0726/Sukoharjo",
        "skor 2/3 suara",
        "2 orang mei lalu",
        "pasal 9 ayat 2",
        "09/10",
        "tahun 2024",
    ],
)
def test_parts_of_document_numbers_and_counts_are_no_days(sentence: str) -> None:
    assert find_days(sentence, year=2024) == []


def test_a_day_without_a_year_and_without_a_story_year_has_no_iso() -> None:
    (day,) = find_days("Kamis (8/10)")
    assert day.iso is None
    assert not day.year_told


def test_a_day_that_no_calendar_has_is_told_without_iso() -> None:
    (day,) = find_days("Rabu, 30 Februari 2024")
    assert day.iso is None
    assert day.span == "Rabu, 30 Februari 2024"


def test_a_weekday_that_is_not_that_of_its_date_does_not_fit() -> None:
    assert [day.fits for day in find_days("Rabu (15/9/2024), Selasa (17/9/2024), 18 September 2024")] == [
        False,
        True,
        None,
    ]


def test_only_a_long_word_with_one_wrong_letter_is_still_a_month() -> None:
    assert month_number("Deseber") == 12
    assert month_number("Agutus") == 8
    assert month_number("Mai") is None
    assert month_number("Juta") is None


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)), st.sampled_from(["long", "brackets", "weekday"]))
def test_every_day_of_the_calendar_is_read_back(day: date, form: str) -> None:
    weekday = WEEKDAYS[day.weekday()]
    told = {
        "long": f"tanggal {day.day} {MONTHS[day.month - 1]} {day.year} tentang",
        "brackets": f"katanya, {weekday} ({day.day}/{day.month}/{day.year}).",
        "weekday": f"pada {weekday}, {day.day} {MONTHS[day.month - 1]} {day.year}, di aula",
    }[form]
    (found,) = find_days(told)
    assert found.iso == day.isoformat()
    assert found.fits in (True, None)
    assert told[found.start : found.end].strip() == found.span


@given(
    st.text(alphabet="0123456789/().-, SelasaRabuMeiJuniAgustus", max_size=300),
    st.one_of(st.none(), st.integers(-5, 99999)),
)
def test_no_text_breaks_the_reading_of_days(noise: str, year: int | None) -> None:
    for day in find_days(noise, year=year):
        assert 0 <= day.start < day.end <= len(noise)
        assert day.fits in (True, False, None)


def test_a_past_day_without_its_year_is_never_later_than_the_story() -> None:
    (day,) = find_days("diteken 27 Desember lalu", year=2024)
    assert not_after(day, "2024-01-03").iso == "2023-12-27"
    assert not_after(day, "2024-12-30").iso == "2024-12-27"
    assert not_after(day, None).iso == "2024-12-27"


def test_a_year_that_is_told_stands_even_when_it_lies_ahead() -> None:
    (day,) = find_days("tertanggal 27 Desember 2024")
    assert not_after(day, "2024-01-03") is day
