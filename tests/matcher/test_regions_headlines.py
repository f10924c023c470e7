"""The place of a headline that stands alone."""

from __future__ import annotations

import pytest

from alerts.matcher import match


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("Lurah Gerem Cilegon Bagi Kaus Petahana", ["36.72"]),
        ("Camat BKU Loteng Penuhi Panggilan Bawaslu", ["52.02"]),
        ("Kades Langko Lobar Divonis", ["52.01"]),
        ("Ratusan Kades Kebumen Hadiri Silaturahmi Capres", ["33.05"]),
    ],
)
def test_a_village_or_district_lies_in_the_regency_named_behind_it(title: str, codes: list[str]) -> None:
    assert [place.code for place in match(title).places] == codes


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("Kadis PUPR Bangka Selatan Dilaporkan", ["19.03"]),
        ("Kabid DPMPTSP Morotai Dituding Berpolitik", ["82.07"]),
        ("Pejabat Eselon II Manado Kumpulkan KTP", ["71.71"]),
    ],
)
def test_an_office_is_its_places_whatever_its_field_is_called(title: str, codes: list[str]) -> None:
    assert [place.code for place in match(title).places] == codes


def test_a_tickets_name_is_no_place() -> None:
    assert not match("Tim Robinsar-Banjar Lapor Bawaslu").places
    assert [place.code for place in match("Timses Banjar-Rifai Datangi Bawaslu Cilegon").places] == ["36.72"]


def test_the_only_place_of_a_headline_is_its_place_though_named_barely() -> None:
    assert [place.code for place in match("Joget Paslon, PJLP Wonogiri Dipecat").places] == ["33.12"]
    assert not match("Jateng Tertinggi, Bawaslu Rekap Pelanggaran Netralitas").places


def test_a_prosecutor_of_a_neighbouring_seat_is_not_the_place() -> None:
    assert [place.code for place in match("Kades di Melawi Ditahan Kejari Sintang").places] == ["61.10"]


def test_a_headline_that_ranks_a_provinces_regencies_is_about_the_province() -> None:
    assert [place.code for place in match("46 Pelanggaran Netralitas di NTT, Sumba Timur Terbanyak").places] == [
        "53"
    ]


def test_a_partys_branch_is_where_it_is() -> None:
    assert [place.code for place in match("Caleg Demokrat Kudus Disidang").places] == ["33.19"]
