"""Steps that are only possible, in question, stopped again, or another's: they are no stage of the case."""

from __future__ import annotations

import pytest

from alerts.matcher import match
from model import Stage

TITLE = "Hadiri Kampanye, Camat Wonosari Diproses Bawaslu Kendal"
LEAD = "Camat Wonosari dipanggil Bawaslu Kendal untuk diklarifikasi karena diduga menghadiri kampanye paslon.\n"


def stage(told: str, title: str = TITLE) -> Stage:
    return match(title, LEAD + told).incidents[0].stage


@pytest.mark.parametrize(
    "told",
    [
        "Camat itu dapat dikenai hukuman disiplin maupun sanksi moral.",
        "Pelanggarnya bisa dijatuhi hukuman berupa penurunan pangkat hingga pemberhentian.",
        "Pleno akan menentukan apakah kasus camat itu diteruskan ke BKN, dihentikan, atau masuk penyidikan.",
        "Selama kampanye sudah empat laporan masuk, satu di antaranya dihentikan dan satu dilimpahkan ke polisi.",
    ],
)
def test_what_may_come_or_came_of_others_is_no_stage_of_this_case(told: str) -> None:
    assert stage(told) is Stage.EXAMINED


def test_a_criminal_step_that_was_stopped_is_none() -> None:
    title = "Penyidikan Camat Wonosari Disetop, Bawaslu Kendal Surati BKN"
    told = "Polisi menerbitkan surat perintah penghentian penyidikan. Bawaslu merekomendasikan camat itu ke BKN."
    assert stage(told, title) is Stage.RECOMMENDED


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("Bupati menjatuhkan sanksi disiplin kepada camat itu.", Stage.SANCTIONED),
        ("Berkas camat itu diteruskan ke BKN.", Stage.RECOMMENDED),
        ("Kasus camat itu naik ke penyidikan di Polres Kendal.", Stage.CHARGED),
    ],
)
def test_the_same_steps_told_as_taken_are_the_stage(told: str, wanted: Stage) -> None:
    assert stage(told) is wanted
