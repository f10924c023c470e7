"""The acts of a case come from all its reports, whatever their order; a verdict is a new stage to tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from alerts import registers, subscriptions
from alerts.matcher import match
from alerts.messages import plain, render
from alerts.registers import Change, Report
from alerts.telling import tell
from alerts.views import incident_view
from archive import Archive, open_archive
from model import Act, Actor, Findings, Genre, Incident, MessageKind, Stage, SubjectKind, Weight
from tests.support import NOW, article_id

CAMAT = Incident(
    stage=Stage.REPORTED,
    actor=Actor.SUB_DISTRICT_HEAD,
    acts=(Act.ATTEND_CAMPAIGN,),
    sentence="Camat Wonosari dilaporkan karena hadir di deklarasi.",
    confidence=0.9,
    count=1,
    region="33.74",
    office="Camat Wonosari",
)
STAGE = replace(CAMAT, acts=(Act.ATTEND_CAMPAIGN, Act.PARTISAN_ACTIVITY))
PICTURE = replace(CAMAT, acts=(Act.PHOTO_SYMBOL, Act.ATTEND_CAMPAIGN))
VAGUE = replace(CAMAT, acts=(Act.PARTISAN_ACTIVITY,), vague=True)
NAMELESS = replace(CAMAT, acts=(Act.UNSPECIFIED,), vague=True)
PASSING = replace(CAMAT, acts=(Act.MONEY_GOODS, Act.ATTEND_CAMPAIGN), weight=Weight.MENTION)
KADES = replace(CAMAT, actor=Actor.VILLAGE_HEAD, office="Kepala Desa Wonosari", stage=Stage.CHARGED)


def read(archive: Archive, incident: Incident, outlet: str, *, days_later: int = 0) -> list[Change]:
    """An outlet's story that tells of the incident is registered."""
    with archive.transaction() as db:
        number = article_id(archive, f"https://{outlet}.example/", f"Berita {outlet}.")
        report = Report(number, f"Berita {outlet}.", "2026-11-20", NOW + timedelta(days=days_later), "1")
        changes = registers.register(db, report, Findings(Genre.INCIDENT, Weight.MAIN, Weight.NONE, (incident,)))
        tell(archive, changes, NOW + timedelta(days=days_later), console=False)
        return changes


def acts(archive: Archive) -> list[str]:
    return [row["act"] for row in archive.rows("select act from incident_acts order by incident_id, place")]


def shown(archive: Archive) -> str:
    return plain(render([incident_view(archive.db, 1)], MessageKind.ALERT)).splitlines()[1]


@pytest.mark.parametrize(
    "order",
    list(permutations([(STAGE, "a"), (PICTURE, "b"), (VAGUE, "c"), (PASSING, "d")])),
    ids=lambda order: "".join(o[1] for o in order),
)
def test_the_acts_are_the_same_in_whatever_order_the_reports_are_read(
    archive: Archive, order: tuple[tuple[Incident, str], ...]
) -> None:
    for incident, outlet in order:
        read(archive, incident, outlet)
    assert archive.value("select count(*) from incidents") == 1
    assert acts(archive) == ["attend_campaign", "photo_symbol", "partisan_activity"]
    assert shown(archive).startswith("Diduga menghadiri deklarasi atau kampanye, berfoto")


def test_three_outlets_stories_make_the_same_message_in_any_order(tmp_path_factory: pytest.TempPathFactory) -> None:
    stories = {
        "a": (
            "Camat Wonosari Orasi di Panggung Jalan Santai Calon Bupati, Bawaslu Memeriksa",
            "Camat Wonosari diperiksa Bawaslu Kendal karena berorasi di panggung jalan santai calon bupati.",
        ),
        "b": (
            "Bawaslu Kendal Periksa Camat Wonosari, Diduga Dukung Calon Bupati",
            "Bawaslu Kabupaten Kendal memeriksa Camat Wonosari yang diduga mendukung calon bupati.",
        ),
        "c": (
            "Camat Wonosari Diperiksa Bawaslu Kendal",
            "Camat Wonosari di Kendal diduga mengajak warga memilih calon bupati dan hadir di kampanyenya.",
        ),
    }
    told: set[str] = set()
    for order in permutations(stories):
        folder = tmp_path_factory.mktemp("archive")
        with open_archive(folder / "netra.db", folder / "raw.db") as archive:
            for outlet in order:
                (incident,) = match(*stories[outlet], published="2026-11-20").incidents
                read(archive, incident, outlet)
            assert archive.value("select count(*) from incidents") == 1
            told.add(shown(archive))
    assert told == {
        "Diduga menghadiri deklarasi atau kampanye, mengajak memilih atau ikut kegiatan yang memihak · 1 orang"
    }


def test_a_vague_report_counts_until_a_better_one_comes(archive: Archive) -> None:
    read(archive, NAMELESS, "a")
    assert acts(archive) == ["unspecified"]
    read(archive, VAGUE, "b")
    assert acts(archive) == ["partisan_activity"]
    read(archive, CAMAT, "c")
    assert acts(archive) == ["attend_campaign"]


def test_a_reread_article_tells_its_own_acts_anew(archive: Archive) -> None:
    read(archive, STAGE, "a")
    read(archive, CAMAT, "b")
    assert acts(archive) == ["attend_campaign", "partisan_activity"]
    read(archive, replace(STAGE, acts=(Act.ATTEND_CAMPAIGN,)), "a")
    assert acts(archive) == ["attend_campaign"]
    assert archive.value("select count(*) from incident_reports") == 2
    rows = archive.rows("select reports from incident_acts")
    assert [row["reports"] for row in rows] == [2]


def test_acts_that_are_read_otherwise_later_make_no_second_case(archive: Archive) -> None:
    read(archive, CAMAT, "a")
    assert read(archive, replace(CAMAT, acts=(Act.MONEY_GOODS,)), "a") == []
    assert archive.value("select count(*) from incidents") == 1
    assert acts(archive) == ["money_goods"]


def test_one_mans_appearance_on_one_day_is_one_case_whatever_is_told_of_it(archive: Archive) -> None:
    read(archive, replace(CAMAT, occurred="2026-11-15"), "a")
    read(archive, replace(CAMAT, acts=(Act.MONEY_GOODS,), occurred="2026-11-15"), "b")
    assert archive.value("select count(*) from incidents") == 1


def test_a_verdict_after_the_charge_is_a_new_stage_to_tell(archive: Archive) -> None:
    subscriptions.subscribe(archive, "telegram:1", SubjectKind.INCIDENT, None, NOW)
    read(archive, KADES, "a")
    (change,) = read(archive, replace(KADES, convicted=True), "b", days_later=9)
    assert not change.news
    assert change.revision
    history = archive.rows("select stage, convicted from incident_history order by id")
    assert [(row["stage"], row["convicted"]) for row in history] == [("charged", 0), ("charged", 1)]
    first, second = (plain(row["html"]).splitlines() for row in archive.rows("select html from outbox order by id"))
    assert first[:3] == [
        "PIDANA · Kota Semarang · Kepala Desa Wonosari",
        "Diduga menghadiri deklarasi atau kampanye · 1 orang",
        "Tahap: proses pidana (penyidikan atau sidang)",
    ]
    assert second[:3] == [
        "DIVONIS · Kota Semarang · Kepala Desa Wonosari",
        "Divonis karena menghadiri deklarasi atau kampanye · 1 orang",
        "Tahap: divonis pengadilan (sebelumnya: proses pidana (penyidikan atau sidang))",
    ]
    assert read(archive, replace(KADES, convicted=True), "c", days_later=10) == []


def test_a_trial_read_after_the_verdict_takes_nothing_back(archive: Archive) -> None:
    read(archive, replace(KADES, convicted=True), "a")
    assert read(archive, KADES, "b") == []
    assert archive.value("select convicted from incidents") == 1


def test_an_acquittal_on_appeal_ends_the_conviction(archive: Archive) -> None:
    read(archive, replace(KADES, convicted=True), "a")
    read(archive, replace(KADES, stage=Stage.DISMISSED), "b", days_later=30)
    assert archive.rows("select stage, convicted from incidents") == [{"stage": "dismissed", "convicted": 0}]
    assert shown(archive) == "Semula diduga menghadiri deklarasi atau kampanye · 1 orang"


def test_a_verdict_on_nobody_by_name_is_not_put_on_a_man_in_court(archive: Archive) -> None:
    nameless = replace(KADES, office="seorang kepala desa")
    read(archive, nameless, "a")
    (change,) = read(archive, replace(nameless, convicted=True), "a-copy")
    assert change.news
