"""What a circular does to others, whom it orders, and how sure it is that a story is about it."""

from __future__ import annotations

import pytest

from alerts.matcher import match
from model import Actor, Circular, Weight

TITLE = "Bupati Kendal Terbitkan Surat Edaran Baru Netralitas ASN"
NEW = "Bupati Kendal menerbitkan Surat Edaran Nomor 800/5/2026 tentang netralitas ASN, Senin (2/11/2026)."


def read(text: str, title: str = TITLE) -> dict[str | None, Circular]:
    return {each.number: each for each in match(title, text, published="2026-11-03").circulars}


@pytest.mark.parametrize(
    "told",
    [
        "Edaran itu mencabut Surat Edaran Nomor 800/2/2024 yang dinilai tidak sesuai lagi.",
        "Dengan terbitnya edaran tersebut, SE Nomor 800/2/2024 dinyatakan tidak berlaku lagi.",
        "Surat Edaran Nomor 800/2/2024 dicabut dan digantikan edaran tersebut.",
    ],
)
def test_a_circular_tells_which_one_it_revokes(told: str) -> None:
    found = read(f"{NEW} {told}")
    assert found["800/5/2026"].weight is Weight.MAIN
    assert found["800/5/2026"].revokes == ("800/2/2024",)
    assert found["800/2/2024"].weight is Weight.MENTION


@pytest.mark.parametrize(
    "told",
    [
        "Bupati Kendal menerbitkan Surat Edaran Nomor 800/5/2026 tentang Perubahan atas Surat Edaran Nomor"
        " 800/2/2024 tentang Netralitas ASN.",
        "Bupati Kendal merevisi Surat Edaran Nomor 800/2/2024 tentang netralitas ASN. SE baru bernomor 800/5/2026"
        " memuat larangan berfoto dengan calon.",
    ],
)
def test_a_circular_that_another_one_changes_is_no_news(told: str) -> None:
    found = read(told)
    assert found["800/5/2026"].amends == ("800/2/2024",)
    assert found["800/2/2024"].weight is Weight.MENTION


def test_a_circular_that_is_changed_by_none_with_a_name_stays_what_the_story_is_about() -> None:
    found = read(
        "Bupati Kendal merevisi Surat Edaran Nomor 800/2/2024 tentang netralitas ASN. Edaran itu kini memuat"
        " larangan berfoto dengan calon. Surat edaran tersebut dikirim ke semua dinas."
    )
    assert found["800/2/2024"].weight is Weight.MAIN
    assert found["800/2/2024"].amends == ()


def test_a_circular_tells_whom_it_orders() -> None:
    found = read(
        f"{NEW} Dalam edaran itu bupati meminta seluruh camat dan kepala desa menyampaikannya kepada"
        " pegawai honorer."
    )
    assert found["800/5/2026"].scope == (
        Actor.ASN,
        Actor.SUB_DISTRICT_HEAD,
        Actor.VILLAGE_HEAD,
        Actor.NON_ASN,
    )


def test_an_office_that_is_voted_for_is_not_ordered() -> None:
    found = read(
        "Bupati Kendal menerbitkan Surat Edaran Nomor 800/5/2026 tentang netralitas pegawai dalam pemilihan ulang"
        " kepala daerah. Edaran itu ditujukan kepada seluruh camat."
    )
    assert found["800/5/2026"].scope == (Actor.ASN, Actor.SUB_DISTRICT_HEAD)


def test_an_accused_is_nobody_whom_a_circular_orders() -> None:
    found = read(f"{NEW} Edaran itu terbit setelah seorang camat dilaporkan ke Bawaslu karena mendukung calon.")
    assert found["800/5/2026"].scope == (Actor.ASN,)


def test_the_more_is_told_of_a_circular_the_surer_it_is() -> None:
    once = read("Netralitas diatur dalam SE Bupati Nomor 800/5/2026.", "Bupati Ingatkan Netralitas ASN")
    told = read(f"{NEW} Edaran itu melarang ASN berfoto dengan calon. Edaran tersebut berlaku sejak hari ini.")
    assert 0 <= once["800/5/2026"].confidence < 0.5 < told["800/5/2026"].confidence <= 1
