"""Two officials in one story, at different stages: a sanction is never told of the wrong one."""

from __future__ import annotations

import pytest

from alerts.matcher import match
from model import Stage

TITLE = "Netralitas ASN, Dua Pejabat di Kota Semarang Diproses"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (
            "Camat Wonosari dijatuhi sanksi disiplin karena terbukti melanggar netralitas. Camat Sukorejo"
            " dilaporkan ke Bawaslu karena menghadiri kampanye calon wali kota.",
            {"Camat Wonosari": Stage.SANCTIONED, "Camat Sukorejo": Stage.REPORTED},
        ),
        (
            "Kades Sumberejo diperiksa Bawaslu karena menghadiri kampanye calon bupati, sedangkan Kades Karanganyar"
            " dijatuhi sanksi karena melanggar netralitas.",
            {"Kades Sumberejo": Stage.EXAMINED, None: Stage.SANCTIONED},  # Karanganyar is a kabupaten too
        ),
        (
            "Camat Wonosari dilaporkan ke Bawaslu karena menghadiri kampanye calon wali kota. Seorang camat lain"
            " dijatuhi sanksi karena melanggar netralitas.",
            {"Camat Wonosari": Stage.REPORTED, None: Stage.SANCTIONED},
        ),
    ],
)
def test_each_official_has_his_own_stage(body: str, told: dict[str | None, Stage]) -> None:
    found = match(TITLE, f"SEMARANG - {body}", published="2026-11-22").incidents
    assert {incident.office: incident.stage for incident in found} == told


def test_two_officials_at_one_stage_stay_one_group() -> None:
    body = "SEMARANG - Camat Wonosari dan Camat Sukorejo dilaporkan ke Bawaslu karena menghadiri kampanye calon."
    assert len(match(TITLE, body).incidents) == 1
