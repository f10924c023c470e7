"""Cases merged, split and parted by hand: kept whatever is read later, and never sent again."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alerts import subscriptions
from alerts.registers import decisions
from alerts.registers.decisions import WrongDecision
from archive import Archive
from model import Act, Actor, Incident, Stage, SubjectKind, Weight
from tests.registers.desk import CAMAT, case_of, number_of, publish, sent, stage_of
from tests.support import NOW

OTHER = replace(CAMAT, office="Camat Ngaliyan", count=2, acts=(Act.MONEY_GOODS,), occurred="2026-11-11")
SANCTIONED = replace(CAMAT, stage=Stage.SANCTIONED)
UNNAMED = replace(CAMAT, office="seorang camat")
FIRST, SECOND = "K-3374-001", "K-3374-002"


@pytest.fixture(autouse=True)
def _somebody_listens(archive: Archive) -> None:
    subscriptions.subscribe(archive, "telegram:1", SubjectKind.INCIDENT, None, NOW)


def merge(archive: Archive, one: str, other: str) -> str:
    with archive.transaction() as db:
        return str(decisions.merge(db, one, other, NOW)["case_number"])


def split(archive: Archive, number: str, *outlets: str) -> str:
    with archive.transaction() as db:
        return str(decisions.split(db, number, [number_of(archive, each) for each in outlets], NOW)["case_number"])


def reports(archive: Archive, number: str) -> int:
    return int(
        archive.value(
            "select count(*) from incident_reports r join incidents i on i.id = r.incident_id"
            " where i.case_number = ?",
            [number],
        )
    )


def decided(archive: Archive) -> list[tuple[str, str, str]]:
    return [
        (row["case_number"], row["decided_by"], row["decision"])
        for row in archive.rows(
            "select i.case_number, h.decided_by, h.decision from incident_history h"
            " join incidents i on i.id = h.incident_id where h.decision is not null order by h.id"
        )
    ]


def test_merged_cases_are_one_under_the_older_number_and_the_other_leads_to_it(archive: Archive) -> None:
    publish(archive, "a", CAMAT)
    publish(archive, "b", OTHER)
    assert merge(archive, SECOND, FIRST) == FIRST
    assert reports(archive, FIRST) == 2
    found = decisions.find(archive.db, SECOND.lower())
    assert found is not None
    assert found["case_number"] == FIRST
    assert decided(archive) == [
        (FIRST, "person", f"merged {SECOND}"),
        (SECOND, "person", f"merged into {FIRST}"),
    ]


def test_a_number_leads_through_several_merges(archive: Archive) -> None:
    publish(archive, "a", CAMAT)
    publish(archive, "b", OTHER)
    publish(archive, "c", replace(OTHER, office="Camat Tugu"))
    merge(archive, "K-3374-003", SECOND)
    merge(archive, "K-3374-003", FIRST)
    found = decisions.find(archive.db, "K-3374-003")
    assert found is not None
    assert found["case_number"] == FIRST


def test_a_merged_case_stands_where_the_further_of_both_stood_and_has_the_acts_of_both(archive: Archive) -> None:
    publish(archive, "a", CAMAT, days_later=2)
    publish(archive, "b", replace(OTHER, stage=Stage.SANCTIONED))
    merge(archive, FIRST, SECOND)
    assert stage_of(archive, FIRST) == "sanctioned"
    assert {row["act"] for row in archive.rows("select act from incident_acts where incident_id = 1")} == {
        "attend_campaign",
        "money_goods",
    }


@pytest.mark.parametrize("told", [CAMAT, OTHER], ids=["as the one", "as the other"])
def test_new_reports_of_either_join_the_merged_case(archive: Archive, told: Incident) -> None:
    publish(archive, "a", CAMAT)
    publish(archive, "b", OTHER)
    merge(archive, FIRST, SECOND)
    assert publish(archive, "c", told) == []
    assert reports(archive, FIRST) == 3


def test_a_merge_across_offices_and_places_is_kept(archive: Archive) -> None:
    publish(archive, "a", CAMAT)
    publish(archive, "b", replace(OTHER, actor=Actor.ASN, region="33"))
    merge(archive, FIRST, "K-33-001")
    assert publish(archive, "c", replace(OTHER, actor=Actor.ASN, region="33")) == []
    assert case_of(archive, "c") == FIRST


@pytest.mark.parametrize(
    "now",
    [
        OTHER,
        replace(OTHER, count=5),
        replace(OTHER, acts=(Act.PRESSURE,), office="camat"),
        replace(OTHER, count=None),
    ],
)
def test_an_article_read_again_stays_in_the_case_into_which_it_was_merged(archive: Archive, now: Incident) -> None:
    publish(archive, "a", CAMAT)
    publish(archive, "b", OTHER)
    merge(archive, FIRST, SECOND)
    assert publish(archive, "b", now) == []
    assert case_of(archive, "b") == FIRST
    assert archive.value("select count(*) from incident_reports") == 2


def test_another_mans_story_under_a_merged_articles_address_is_not_of_its_case(archive: Archive) -> None:
    publish(archive, "a", CAMAT)
    publish(archive, "b", OTHER)
    merge(archive, FIRST, SECOND)
    (change,) = publish(archive, "b", replace(SANCTIONED, office="Camat Mijen"), text="Lain sama sekali isinya.")
    assert change.news
    assert stage_of(archive, FIRST) == "alleged"


def test_an_unnamed_sanction_in_a_story_put_there_by_hand_does_not_sanction_the_case(archive: Archive) -> None:
    publish(archive, "a", CAMAT)
    publish(archive, "b", UNNAMED)
    merge(archive, FIRST, SECOND)
    publish(archive, "b", replace(UNNAMED, stage=Stage.SANCTIONED))
    assert stage_of(archive, FIRST) == "alleged"


def test_merging_sends_nothing_and_a_later_stage_answers_what_was_told_first(archive: Archive) -> None:
    publish(archive, "a", CAMAT)
    subscriptions.subscribe(archive, "telegram:2", SubjectKind.INCIDENT, None, NOW)
    publish(archive, "b", OTHER)
    before = sent(archive)
    merge(archive, FIRST, SECOND)
    assert sent(archive) == before == [("telegram:1", "alert"), ("telegram:1", "alert"), ("telegram:2", "alert")]
    publish(archive, "c", replace(OTHER, stage=Stage.SANCTIONED))
    assert sorted(sent(archive)[3:]) == [("telegram:1", "stage"), ("telegram:2", "stage")]
    # the second chat was told by the story of the other number, and that is what it gets its answer to
    assert archive.rows("select reply_to from outbox where kind = 'stage' order by chat") == [
        {"reply_to": 1},
        {"reply_to": 3},
    ]


def test_a_case_known_in_passing_that_is_merged_with_a_told_one_is_not_told_again(archive: Archive) -> None:
    publish(archive, "a", replace(CAMAT, weight=Weight.MENTION))
    publish(archive, "b", OTHER)
    merge(archive, FIRST, SECOND)
    publish(archive, "c", CAMAT)
    assert sent(archive) == [("telegram:1", "alert")]
    assert archive.value("select known_by from incidents where id = 1") == "main"


def test_two_cases_that_nobody_was_told_of_are_told_once_by_the_next_story(archive: Archive) -> None:
    publish(archive, "a", replace(CAMAT, weight=Weight.MENTION))
    publish(archive, "b", OTHER, untold="published more than 48 h ago")
    merge(archive, FIRST, SECOND)
    publish(archive, "c", CAMAT)
    publish(archive, "d", OTHER)
    assert sent(archive) == [("telegram:1", "alert")]


def test_the_reports_of_a_merged_case_are_one_story_and_those_of_a_split_one_two(archive: Archive) -> None:
    publish(archive, "a", CAMAT)
    publish(archive, "b", OTHER)
    merge(archive, FIRST, SECOND)
    assert archive.value("select count(distinct story_id) from articles") == 1
    split(archive, FIRST, "b")
    assert archive.value("select count(distinct story_id) from articles") == 2


def test_a_split_gives_the_stage_to_the_case_whose_report_told_it(archive: Archive) -> None:
    publish(archive, "a", CAMAT)
    publish(archive, "b", replace(SANCTIONED, count=None), days_later=1)
    assert split(archive, FIRST, "b") == SECOND
    assert (stage_of(archive, FIRST), stage_of(archive, SECOND)) == ("alleged", "sanctioned")
    assert (reports(archive, FIRST), reports(archive, SECOND)) == (1, 1)
    assert archive.rows(
        "select i.case_number, h.stage from incident_history h join incidents i"
        " on i.id = h.incident_id where h.decision is null order by h.id"
    ) == [
        {"case_number": FIRST, "stage": "alleged"},
        {"case_number": SECOND, "stage": "sanctioned"},
    ]
    assert decided(archive) == [
        (FIRST, "person", f"split off {SECOND}"),
        (SECOND, "person", f"split from {FIRST}"),
    ]


def test_articles_of_a_split_case_read_again_stay_where_they_were_put(archive: Archive) -> None:
    for outlet in "abc":
        publish(archive, outlet, CAMAT)
    split(archive, FIRST, "b", "c")
    for outlet in "abc":
        publish(archive, outlet, replace(CAMAT, stage=Stage.REPORTED))
    assert (reports(archive, FIRST), reports(archive, SECOND)) == (1, 2)


def test_splitting_sends_nothing_and_both_cases_go_on_as_answers(archive: Archive) -> None:
    publish(archive, "a", CAMAT)
    publish(archive, "b", replace(CAMAT, occurred="2026-11-11"))
    split(archive, FIRST, "b")
    assert sent(archive) == [("telegram:1", "alert")]
    publish(archive, "c", replace(SANCTIONED, occurred="2026-11-11"))
    assert case_of(archive, "c") == SECOND
    assert sent(archive)[1:] == [("telegram:1", "stage")]
    assert stage_of(archive, FIRST) == "alleged"


def test_a_mention_that_is_split_off_is_first_told_by_a_story_about_it(archive: Archive) -> None:
    publish(archive, "a", CAMAT)
    publish(archive, "b", replace(CAMAT, weight=Weight.MENTION, occurred="2026-11-11"))
    split(archive, FIRST, "b")
    assert archive.value("select untold_reason from incidents where id = 2") == "only mentioned in passing"
    publish(archive, "c", replace(CAMAT, occurred="2026-11-11"))
    assert sent(archive) == [("telegram:1", "alert"), ("telegram:1", "alert")]


def test_a_split_undoes_a_merge(archive: Archive) -> None:
    publish(archive, "a", CAMAT)
    publish(archive, "b", replace(OTHER, stage=Stage.SANCTIONED))
    merge(archive, FIRST, SECOND)
    assert split(archive, FIRST, "b") == "K-3374-003"
    assert (stage_of(archive, FIRST), stage_of(archive, "K-3374-003")) == ("alleged", "sanctioned")
    row = archive.rows("select office, count, occurred from incidents where id = 1")[0]
    assert (row["office"], row["count"], row["occurred"]) == ("Camat Wonosari", 1, None)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (FIRST, "K-3374-009", "There is no case K-3374-009"),
        ("nonsense", FIRST, "There is no case nonsense"),
        (FIRST, FIRST, "are the same case"),
        (FIRST, "K-3374-003", "K-3374-001 and K-3374-003 are the same case, K-3374-001"),
    ],
)
def test_a_merge_that_cannot_be_says_why_and_changes_nothing(
    archive: Archive, one: str, other: str, said: str
) -> None:
    for outlet, incident in (("a", CAMAT), ("b", OTHER), ("c", replace(OTHER, office="Camat Tugu"))):
        publish(archive, outlet, incident)
    merge(archive, FIRST, "K-3374-003")
    with pytest.raises(WrongDecision, match=said):
        merge(archive, one, other)
    assert len(decided(archive)) == 2


def test_a_split_that_cannot_be_says_why_and_changes_nothing(archive: Archive) -> None:
    publish(archive, "a", CAMAT)
    publish(archive, "b", OTHER)
    publish(archive, "c", CAMAT)
    with pytest.raises(WrongDecision, match="Article 2 does not report K-3374-001"):
        split(archive, FIRST, "a", "b")
    with pytest.raises(WrongDecision, match="left without a report"):
        split(archive, FIRST, "a", "c")
    with pytest.raises(WrongDecision, match="There is no case K-3374-007"):
        split(archive, "K-3374-007", "a")
    assert decided(archive) == []
