"""Newer rules read a kept article: the registers follow, decisions by hand stay, and nobody is told again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alerts import registers, subscriptions
from alerts.registers import READ_ANEW, Again, Report, decisions
from archive import Archive
from model import Act, Actor, Circular, CircularKind, Findings, Genre, Incident, Stage, SubjectKind, Weight
from tests.registers.desk import CAMAT, case_of, number_of, publish, sent, stage_of
from tests.support import NOW

FIRST, SECOND = "K-3374-001", "K-3374-002"
UNNAMED = replace(CAMAT, office="seorang camat")
SANCTIONED = replace(CAMAT, stage=Stage.SANCTIONED)
SE = Circular(
    CircularKind.SURAT_EDARAN, "SE terbit.", number="800/1/2026", issuer="Wali Kota Semarang", region="33.74"
)


@pytest.fixture(autouse=True)
def _somebody_listens(archive: Archive) -> None:
    for kind in SubjectKind:
        subscriptions.subscribe(archive, "telegram:1", kind, None, NOW)


def again(archive: Archive, outlet: str, *found: Incident | Circular, version: str = "2") -> Again:
    """Newer rules find this in the story that an outlet has published."""
    incidents = tuple(one for one in found if isinstance(one, Incident))
    circulars = tuple(one for one in found if isinstance(one, Circular))
    findings = Findings(Genre.INCIDENT, Weight.MAIN, Weight.MAIN, incidents=incidents, circulars=circulars)
    article = archive.rows("select * from articles where id = ?", [number_of(archive, outlet)])[0]
    with archive.transaction() as db:
        report = Report(article["id"], article["text"], article["published_day"], NOW, version, READ_ANEW)
        return registers.register_again(db, report, findings)


def test_the_same_findings_change_nothing(archive: Archive) -> None:
    publish(archive, "a", CAMAT, SE)
    publish(archive, "b", SANCTIONED)
    before = [list(archive.db.table(table).rows) for table in ("incidents", "incident_acts", "incident_history")]
    assert again(archive, "a", CAMAT, SE) == Again(0, 0, 0)
    assert again(archive, "b", SANCTIONED) == Again(0, 0, 0)
    after = [list(archive.db.table(table).rows) for table in ("incidents", "incident_acts", "incident_history")]
    assert after == before
    assert {row["matcher_version"] for row in archive.rows("select matcher_version from incident_reports")} == {"2"}


@pytest.mark.parametrize(
    "read",
    [
        replace(CAMAT, actor=Actor.HEAD_OF_OFFICE),
        replace(CAMAT, count=3),
        replace(CAMAT, acts=(Act.MONEY_GOODS,)),
        replace(CAMAT, region="33.22"),
        replace(CAMAT, office="seorang camat"),
        replace(CAMAT, occurred="2026-11-11"),
        replace(CAMAT, stage=Stage.EXAMINED),
        SANCTIONED,
    ],
    ids=["actor", "count", "acts", "region", "office", "day", "stage", "grave stage"],
)
def test_a_case_that_one_story_tells_is_what_newer_rules_read_there(archive: Archive, read: Incident) -> None:
    publish(archive, "a", CAMAT)
    again(archive, "a", read)
    (case,) = archive.rows("select * from incidents")
    for field in ("actor", "count", "region", "office", "occurred", "stage"):
        assert case[field] == getattr(read, field), field
    assert archive.value("select act from incident_acts") == read.acts[0]
    assert case["case_number"] == FIRST
    assert len(sent(archive)) == 1


def test_what_all_reports_of_a_case_are_read_as_anew_it_is_whichever_comes_first(archive: Archive) -> None:
    publish(archive, "a", CAMAT)
    publish(archive, "b", CAMAT)
    read = replace(CAMAT, count=3, actor=Actor.HEAD_OF_OFFICE)
    assert again(archive, "a", read).gone == again(archive, "b", read).gone == 0
    assert archive.value("select count(*) from incidents") == 1
    assert archive.rows("select count, actor from incidents") == [{"count": 3, "actor": "head_of_office"}]
    publish(archive, "c", read, version="2")
    assert len(sent(archive)) == 1


def test_a_report_read_as_another_mans_leaves_the_case_and_tells_nobody(archive: Archive) -> None:
    publish(archive, "a", CAMAT)
    publish(archive, "b", UNNAMED, text="Berita dari a dengan kata-kata milik a sendiri tentang hal itu.")
    assert case_of(archive, "b") == FIRST
    again(archive, "b", replace(SANCTIONED, office="Camat Tugu"))
    assert case_of(archive, "b") == SECOND
    assert stage_of(archive, FIRST) == "alleged"
    assert len(sent(archive)) == 1
    publish(archive, "c", replace(SANCTIONED, office="Camat Tugu"), version="2")  # fresh: now it is news
    assert sent(archive)[1:] == [("telegram:1", "alert")]


def test_an_unnamed_sanction_read_only_now_does_not_sanction_the_case_of_other_reports(archive: Archive) -> None:
    publish(archive, "a", CAMAT)
    publish(archive, "b", UNNAMED, text="Berita dari a dengan kata-kata milik a sendiri tentang hal itu.")
    again(archive, "b", replace(UNNAMED, stage=Stage.SANCTIONED))
    assert stage_of(archive, FIRST) == "alleged"
    assert [(row["newer"], row["older"]) for row in decisions.relations(archive.db)] == [(SECOND, FIRST)]


def test_a_stage_that_newer_rules_do_not_find_is_taken_back_and_what_was_told_stays_in_the_history(
    archive: Archive,
) -> None:
    publish(archive, "a", CAMAT)
    publish(archive, "b", SANCTIONED)
    assert again(archive, "b", CAMAT) == Again(0, 0, 1)
    assert stage_of(archive, FIRST) == "alleged"
    history = archive.rows("select stage, decided_by, decision from incident_history order by id")
    assert [(row["stage"], row["decision"]) for row in history] == [
        ("alleged", None),
        ("sanctioned", None),
        ("alleged", "read anew by rules 2"),
    ]
    assert {row["decided_by"] for row in history} == {"rules"}


def test_a_later_stage_found_only_now_is_told_by_the_next_fresh_story(archive: Archive) -> None:
    publish(archive, "a", CAMAT)
    publish(archive, "b", CAMAT)
    again(archive, "b", SANCTIONED)
    assert stage_of(archive, FIRST) == "sanctioned"
    assert len(sent(archive)) == 1
    publish(archive, "c", SANCTIONED, version="2")
    publish(archive, "d", SANCTIONED, version="2")
    assert sent(archive)[1:] == [("telegram:1", "stage")]


def test_a_case_that_newer_rules_do_not_find_has_no_report_and_no_new_story_joins_it(archive: Archive) -> None:
    publish(archive, "a", CAMAT)
    assert again(archive, "a") == Again(0, 1, 1)
    assert archive.value("select count(*) from incident_reports") == 0
    assert archive.value("select decision from incident_history order by id desc").endswith("no report is left")
    (change,) = publish(archive, "b", CAMAT, version="2")
    assert change.news
    assert case_of(archive, "b") == SECOND


def test_what_newer_rules_find_for_the_first_time_is_registered_and_told_to_nobody(archive: Archive) -> None:
    publish(archive, "a")
    assert again(archive, "a", CAMAT, SE) == Again(2, 0, 0)
    assert archive.value("select untold_reason from incidents") == READ_ANEW
    assert archive.value("select untold_reason from circulars") == READ_ANEW
    assert sent(archive) == []
    publish(archive, "b", CAMAT, version="2")
    assert sent(archive) == [("telegram:1", "alert")]


def test_decisions_by_hand_stay_whatever_newer_rules_read(archive: Archive) -> None:
    publish(archive, "a", CAMAT)
    publish(archive, "b", replace(CAMAT, office="Camat Tugu", count=2))
    with archive.transaction() as db:
        decisions.merge(db, FIRST, SECOND, NOW)
    again(archive, "a", replace(CAMAT, count=7))
    again(archive, "b", replace(UNNAMED, actor=Actor.ASN, stage=Stage.REPORTED))
    assert (case_of(archive, "a"), case_of(archive, "b")) == (FIRST, FIRST)
    again(archive, "b")
    assert case_of(archive, "b") == FIRST


def test_two_men_of_one_story_stay_with_their_cases_when_one_is_found_no_more(archive: Archive) -> None:
    kades = replace(CAMAT, actor=Actor.VILLAGE_HEAD, office="Kepala Desa Sumberejo", sentence="Kades ikut.")
    publish(archive, "a", CAMAT, kades)
    assert again(archive, "a", replace(kades, actor=Actor.VILLAGE_STAFF)).gone == 1
    assert archive.rows(
        "select case_number, office from incidents i where exists"
        " (select 1 from incident_reports where incident_id = i.id)"
    ) == [{"case_number": SECOND, "office": "Kepala Desa Sumberejo"}]


def test_a_circular_read_under_another_number_is_the_same_one_and_not_told_again(archive: Archive) -> None:
    publish(archive, "a", SE)
    publish(archive, "b", SE)
    better = replace(SE, number="800/17/2026")
    again(archive, "a", better)
    again(archive, "b", better)
    publish(archive, "c", better, version="2")
    live = "select distinct c.number from circulars c join circular_reports r on r.circular_id = c.id"
    assert archive.rows(live) == [{"number": "800/17/2026"}]
    assert len(sent(archive)) == 1


def test_a_circular_of_one_story_keeps_its_row_when_its_number_is_read_better(archive: Archive) -> None:
    publish(archive, "a", SE)
    assert again(archive, "a", replace(SE, number="800/17/2026", date="2026-11-20")) == Again(0, 0, 0)
    assert archive.rows("select number, number_key, date from circulars") == [
        {"number": "800/17/2026", "number_key": "800/17/2026", "date": "2026-11-20"}
    ]


def test_a_circular_that_newer_rules_do_not_find_has_no_report(archive: Archive) -> None:
    publish(archive, "a", SE)
    assert again(archive, "a") == Again(0, 1, 0)
    assert archive.value("select count(*) from circular_reports") == 0


def test_an_old_story_read_anew_joins_no_case_of_another_year(archive: Archive) -> None:
    publish(archive, "a")
    publish(archive, "b", CAMAT, days_later=300)
    article = number_of(archive, "a")
    findings = Findings(Genre.INCIDENT, Weight.MAIN, Weight.NONE, incidents=(SANCTIONED,))
    with archive.transaction() as db:
        registers.register_again(db, Report(article, "Isi.", "2026-11-22", NOW, "2", READ_ANEW), findings)
    assert case_of(archive, "a") != case_of(archive, "b")
    assert stage_of(archive, case_of(archive, "b")) == "alleged"
