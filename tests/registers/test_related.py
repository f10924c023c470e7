"""A graver stage that does not surely belong to an open case: a new case, and the question whether they are one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alerts import subscriptions
from alerts.registers import decisions
from alerts.registers.decisions import WrongDecision
from archive import Archive
from archive.search import incidents, related
from model import Act, Actor, Incident, Stage, SubjectKind
from tests.registers.desk import CAMAT, publish, stage_of
from tests.support import NOW

FIRST, SECOND = "K-3374-001", "K-3374-002"
UNNAMED = replace(CAMAT, office="seorang camat")
GRAVE = (Stage.RECOMMENDED, Stage.SANCTIONED, Stage.CHARGED)


def questions(archive: Archive) -> list[tuple[str, str]]:
    return [(row["newer"], row["older"]) for row in decisions.relations(archive.db)]


@pytest.mark.parametrize("stage", GRAVE)
def test_a_graver_stage_that_names_no_office_opens_a_case_that_may_be_the_open_one(
    archive: Archive, stage: Stage
) -> None:
    publish(archive, "a", CAMAT)
    publish(archive, "b", replace(UNNAMED, stage=stage))
    assert (stage_of(archive, FIRST), stage_of(archive, SECOND)) == ("alleged", stage.value)
    assert questions(archive) == [(SECOND, FIRST)]


@pytest.mark.parametrize(
    ("known", "told"),
    [
        (UNNAMED, CAMAT),
        (CAMAT, replace(CAMAT, acts=(Act.MONEY_GOODS,))),
        (CAMAT, replace(CAMAT, count=4)),
        (
            replace(CAMAT, actor=Actor.HEAD_OF_OFFICE, office="Kepala Dinas Pendidikan"),
            replace(CAMAT, actor=Actor.HEAD_OF_OFFICE, office="Kepala Dinas Pendidikan dan Kebudayaan"),
        ),
    ],
    ids=["named at last", "other acts", "other count", "longer name of the office"],
)
def test_what_does_not_agree_in_all_may_still_be_the_same(
    archive: Archive, known: Incident, told: Incident
) -> None:
    publish(archive, "a", known)
    publish(archive, "b", replace(told, stage=Stage.SANCTIONED))
    assert stage_of(archive, FIRST) == "alleged"
    assert questions(archive) == [(SECOND, FIRST)]


@pytest.mark.parametrize(
    "told",
    [
        replace(CAMAT, office="Camat Ngaliyan"),
        replace(UNNAMED, region="33.22"),
        replace(UNNAMED, region=None),
        replace(UNNAMED, actor=Actor.TEACHER, office="seorang guru"),
        replace(UNNAMED, acts=(Act.MONEY_GOODS,)),
    ],
    ids=["another camat", "another regency", "no place", "another class", "other acts"],
)
def test_what_is_surely_or_probably_another_man_raises_no_question(archive: Archive, told: Incident) -> None:
    publish(archive, "a", CAMAT)
    publish(archive, "b", replace(told, stage=Stage.SANCTIONED))
    assert stage_of(archive, FIRST) == "alleged"
    assert questions(archive) == []


def test_a_new_allegation_and_two_men_of_one_story_raise_no_question(archive: Archive) -> None:
    publish(archive, "a", CAMAT)
    publish(archive, "b", replace(UNNAMED, stage=Stage.REPORTED))
    publish(archive, "c", UNNAMED, replace(UNNAMED, stage=Stage.SANCTIONED), days_later=200)
    assert questions(archive) == []


def test_a_closed_case_is_not_asked_about(archive: Archive) -> None:
    publish(archive, "a", replace(CAMAT, stage=Stage.SANCTIONED))
    publish(archive, "b", replace(UNNAMED, stage=Stage.CHARGED))
    assert questions(archive) == []


def test_the_alert_and_the_list_show_the_other_number(archive: Archive) -> None:
    subscriptions.subscribe(archive, "telegram:1", SubjectKind.INCIDENT, None, NOW)
    publish(archive, "a", CAMAT)
    publish(archive, "b", replace(UNNAMED, stage=Stage.SANCTIONED))
    first, second = (row["html"].splitlines() for row in archive.rows("select html from outbox order by id"))
    assert f"Mungkin terkait {FIRST}" in second
    assert not any("terkait" in line for line in first)
    assert {row["case_number"]: row["related"] for row in incidents(archive.db)} == {FIRST: SECOND, SECOND: FIRST}


def test_merging_answers_the_question_and_takes_those_of_the_other_along(archive: Archive) -> None:
    publish(archive, "a", CAMAT)
    publish(archive, "b", replace(CAMAT, office="Camat Tugu"))
    publish(archive, "c", replace(UNNAMED, stage=Stage.SANCTIONED))
    assert questions(archive) == [("K-3374-003", FIRST), ("K-3374-003", SECOND)]
    with archive.transaction() as db:
        decisions.merge(db, FIRST, "K-3374-003", NOW)
    assert [{*pair} for pair in questions(archive)] == [{FIRST, SECOND}]
    assert stage_of(archive, FIRST) == "sanctioned"


def test_parted_cases_are_shown_as_related_no_more(archive: Archive) -> None:
    publish(archive, "a", CAMAT)
    publish(archive, "b", replace(UNNAMED, stage=Stage.SANCTIONED))
    with archive.transaction() as db:
        decisions.part(db, FIRST, SECOND, NOW)
    assert questions(archive) == []
    assert related(archive.db, 2) == ()
    with pytest.raises(WrongDecision, match="not listed as related"), archive.transaction() as db:
        decisions.part(db, FIRST, SECOND, NOW)
