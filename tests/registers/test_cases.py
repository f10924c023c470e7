"""The register of incidents: one case, one row; two cases, two rows; a later stage is history."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from alerts import registers
from alerts.registers import Change, Report
from alerts.registers.cases import CASE_DAYS, OVER_DAYS
from alerts.registers.words import office_key
from archive import Archive
from model import Act, Actor, Findings, Genre, Incident, Stage, Weight
from tests.support import NOW, article_id

CAMAT = Incident(
    stage=Stage.ALLEGED,
    actor=Actor.SUB_DISTRICT_HEAD,
    acts=(Act.ATTEND_CAMPAIGN,),
    sentence="Camat Wonosari diduga menghadiri deklarasi pasangan calon.",
    confidence=0.9,
    count=1,
    region="33.74",
    office="Camat Wonosari",
)
VAGUE = replace(CAMAT, office="seorang camat")
TEXT = "Camat Wonosari diduga menghadiri deklarasi pasangan calon di lapangan desa pada Minggu sore."
COPY = TEXT + " Warga merekamnya."
OTHER_TEXT = "Bawaslu menerima aduan warga tentang pejabat kecamatan yang berorasi di panggung kampanye kandidat."


def tell(
    archive: Archive,
    *incidents: Incident,
    text: str = TEXT,
    url: str = "https://a.example/1",
    day: str = "2026-11-20",
    days_later: int = 0,
    untold: str | None = None,
) -> list[Change]:
    """Keep an article that tells of ``incidents`` and register them."""
    seen = NOW + timedelta(days=days_later)
    with archive.transaction() as db:
        report = Report(article_id(archive, url, text), text, day, seen, "1", untold)
        return registers.register(
            db, report, Findings(Genre.INCIDENT, Weight.MAIN, Weight.NONE, incidents=incidents)
        )


def cases(archive: Archive) -> list[tuple[str, str]]:
    return [(row["case_number"], row["stage"]) for row in archive.rows("select * from incidents order by id")]


def test_a_first_report_opens_a_case_with_a_number_of_its_region(archive: Archive) -> None:
    (change,) = tell(archive, CAMAT)
    assert (change.news, change.region, change.untold_reason) == (True, "33.74", None)
    assert cases(archive) == [("K-3374-001", "alleged")]
    assert archive.value("select act from incident_acts") == "attend_campaign"
    assert archive.value("select stage from incident_history") == "alleged"


def test_registering_the_same_article_again_changes_nothing(archive: Archive) -> None:
    tell(archive, CAMAT)
    assert tell(archive, CAMAT) == []
    assert archive.value("select count(*) from incident_reports") == 1
    assert archive.value("select count(*) from incident_history") == 1


def test_another_outlet_in_other_words_joins_by_office_and_place(archive: Archive) -> None:
    tell(archive, CAMAT)
    assert (
        tell(archive, replace(CAMAT, office="Plt. Camat Wonosari"), text=OTHER_TEXT, url="https://b.example/") == []
    )
    assert len(cases(archive)) == 1
    assert archive.value("select count(*) from incident_reports") == 2


def test_a_wire_copy_joins_though_it_names_no_office(archive: Archive) -> None:
    tell(archive, CAMAT)
    assert tell(archive, VAGUE, text=COPY, url="https://b.example/") == []
    assert len(cases(archive)) == 1


@pytest.mark.parametrize(
    "other",
    [
        replace(CAMAT, office="Camat Sukorejo"),
        replace(CAMAT, region="33.22"),
        replace(CAMAT, actor=Actor.VILLAGE_HEAD, office="Kepala Desa Wonosari"),
        replace(CAMAT, count=3),
        replace(CAMAT, acts=(Act.MONEY_GOODS,)),
        replace(VAGUE, stage=Stage.SANCTIONED),
        replace(VAGUE, stage=Stage.DISMISSED),
    ],
    ids=["office", "place", "actor", "count", "act", "sanction without office", "clearing without office"],
)
def test_what_may_be_another_man_is_another_case(archive: Archive, other: Incident) -> None:
    tell(archive, CAMAT)
    (change,) = tell(archive, other, text=COPY, url="https://b.example/")
    assert change.news
    assert len(cases(archive)) == 2


def test_a_story_that_prints_the_office_joins_though_its_finding_names_none(archive: Archive) -> None:
    tell(archive, CAMAT)
    printed = OTHER_TEXT + " Plt. Camat Wonosari belum menjawab."
    assert tell(archive, VAGUE, text=printed, url="https://b.example/") == []
    assert tell(archive, replace(VAGUE, stage=Stage.SANCTIONED), text=printed, url="https://c.example/")[0].news
    assert tell(archive, VAGUE, text="Seorang camat lain tampak di acara itu.", url="https://d.example/")[0].news


def test_a_named_office_joins_the_case_of_an_unnamed_man_whose_story_prints_it(archive: Archive) -> None:
    tell(archive, VAGUE, text=TEXT)
    assert tell(archive, CAMAT, text=OTHER_TEXT, url="https://b.example/") == []
    assert archive.value("select office from incidents") == "Camat Wonosari"


def test_a_second_man_of_a_story_is_not_the_one_whose_office_it_prints(archive: Archive) -> None:
    assert [change.news for change in tell(archive, CAMAT, VAGUE)] == [True, True]


def test_a_vague_story_of_the_same_office_joins_whatever_act_it_seems_to_tell(archive: Archive) -> None:
    tell(archive, CAMAT)
    vague = replace(CAMAT, acts=(Act.MOBILISATION,), vague=True)
    assert tell(archive, vague, text=OTHER_TEXT, url="https://b.example/") == []


def test_two_vague_stories_in_different_words_are_two_cases(archive: Archive) -> None:
    tell(archive, VAGUE)
    assert tell(archive, VAGUE, text=OTHER_TEXT, url="https://b.example/")[0].news
    assert [number for number, _ in cases(archive)] == ["K-3374-001", "K-3374-002"]


def test_another_mans_sanction_under_the_same_address_is_not_the_first_ones(archive: Archive) -> None:
    """A site may put one story after another under one address."""
    tell(archive, CAMAT)
    other = replace(CAMAT, office="Camat Sukorejo", stage=Stage.SANCTIONED)
    (change,) = tell(archive, other, text=OTHER_TEXT)
    assert change.news
    assert cases(archive) == [("K-3374-001", "alleged"), ("K-3374-002", "sanctioned")]


def test_a_sanction_without_office_in_an_edited_story_is_not_taken_for_the_known_mans(archive: Archive) -> None:
    tell(archive, CAMAT)
    assert tell(archive, replace(VAGUE, stage=Stage.SANCTIONED), text=COPY)[0].news


def test_a_late_part_that_tells_the_place_opens_no_second_case(archive: Archive) -> None:
    tell(archive, replace(CAMAT, region=None))
    assert tell(archive, CAMAT, text=COPY) == []
    assert cases(archive) == [("K-00-001", "alleged")]
    assert archive.value("select region from incidents") == "33.74"


def test_a_stage_known_from_a_mention_is_told_by_the_story_about_it(archive: Archive) -> None:
    tell(archive, CAMAT)
    sanctioned = replace(CAMAT, stage=Stage.SANCTIONED)
    (mention,) = tell(archive, replace(sanctioned, weight=Weight.MENTION), url="https://b.example/")
    assert mention.untold_reason == "only mentioned in passing"
    (story,) = tell(archive, sanctioned, url="https://c.example/")
    assert (story.news, story.untold_reason, story.revision) == (False, None, mention.revision)
    assert tell(archive, sanctioned, url="https://d.example/") == []


def test_a_stage_known_from_an_old_story_is_told_by_a_fresh_one(archive: Archive) -> None:
    tell(archive, CAMAT)
    sanctioned = replace(CAMAT, stage=Stage.SANCTIONED)
    tell(archive, sanctioned, url="https://b.example/", untold="published more than 48 h ago")
    (story,) = tell(archive, sanctioned, url="https://c.example/")
    assert (story.news, story.untold_reason) == (False, None)


def test_two_unnamed_men_of_one_story_are_two_cases(archive: Archive) -> None:
    assert [change.news for change in tell(archive, VAGUE, VAGUE)] == [True, True]


def test_a_new_allegation_long_after_a_sanction_is_a_new_case(archive: Archive) -> None:
    tell(archive, replace(CAMAT, stage=Stage.SANCTIONED))
    assert tell(archive, CAMAT, url="https://b.example/", days_later=OVER_DAYS) == []
    assert tell(archive, CAMAT, url="https://c.example/", days_later=OVER_DAYS + 1)[0].news


def test_a_named_office_takes_the_place_of_a_class(archive: Archive) -> None:
    tell(archive, VAGUE)
    tell(archive, CAMAT, text=COPY, url="https://b.example/")
    assert archive.value("select office from incidents") == "Camat Wonosari"


def test_a_later_stage_of_the_same_office_moves_the_case_on(archive: Archive) -> None:
    tell(archive, CAMAT)
    (change,) = tell(
        archive, replace(CAMAT, stage=Stage.SANCTIONED), text=OTHER_TEXT, url="https://b.example/", day="2026-11-21"
    )
    assert not change.news
    assert cases(archive) == [("K-3374-001", "sanctioned")]
    history = archive.rows("select id, stage, told_day from incident_history order by id")
    assert [(row["stage"], row["told_day"]) for row in history] == [
        ("alleged", "2026-11-20"),
        ("sanctioned", "2026-11-21"),
    ]
    assert change.revision == history[1]["id"]


def test_an_earlier_stage_or_an_older_story_moves_nothing(archive: Archive) -> None:
    tell(archive, replace(CAMAT, stage=Stage.EXAMINED))
    assert tell(archive, CAMAT, url="https://b.example/") == []
    older = replace(CAMAT, stage=Stage.DISMISSED)
    assert tell(archive, older, url="https://c.example/", day="2026-11-01") == []
    assert cases(archive) == [("K-3374-001", "examined")]


def test_a_passing_mention_is_registered_untold_and_told_once_a_story_is_about_it(archive: Archive) -> None:
    (mention,) = tell(archive, replace(CAMAT, weight=Weight.MENTION))
    assert mention.untold_reason == "only mentioned in passing"
    (main,) = tell(archive, CAMAT, url="https://b.example/")
    assert (main.news, main.untold_reason) == (True, None)
    assert archive.value("select known_by from incidents") == "main"
    assert tell(archive, CAMAT, url="https://c.example/") == []


def test_an_old_story_is_registered_with_the_reason_why_it_is_not_told(archive: Archive) -> None:
    (change,) = tell(archive, CAMAT, untold="published more than 48 h ago")
    assert change.untold_reason == "published more than 48 h ago"
    assert archive.value("select untold_reason from incidents") == change.untold_reason


def test_one_story_with_two_incidents_opens_two_cases(archive: Archive) -> None:
    kades = replace(CAMAT, actor=Actor.VILLAGE_HEAD, office="Kades Sumberejo")
    assert len(tell(archive, CAMAT, kades)) == 2
    assert len(cases(archive)) == 2


def test_two_like_incidents_of_one_story_stay_two_when_it_is_read_again(archive: Archive) -> None:
    pair = (CAMAT, replace(CAMAT, office="Camat Sukorejo"))
    tell(archive, *pair)
    assert tell(archive, *pair) == []
    assert len(cases(archive)) == 2


def test_a_new_case_of_the_same_office_after_a_long_time_is_a_new_case(archive: Archive) -> None:
    tell(archive, CAMAT)
    assert tell(archive, CAMAT, url="https://b.example/", days_later=CASE_DAYS + 1)[0].news


def test_later_reports_fill_in_what_was_not_told_and_overwrite_nothing(archive: Archive) -> None:
    tell(archive, replace(CAMAT, count=None))
    later = replace(CAMAT, occurred="2026-11-15", acts=(Act.ATTEND_CAMPAIGN, Act.PHOTO_SYMBOL))
    tell(archive, later, url="https://b.example/")
    (case,) = archive.rows("select count, occurred from incidents")
    assert (case["count"], case["occurred"]) == (1, "2026-11-15")
    assert archive.value("select count(*) from incident_acts") == 2


def test_a_case_without_region_joins_by_its_text_alone(archive: Archive) -> None:
    nowhere = replace(CAMAT, region=None)
    tell(archive, nowhere)
    assert cases(archive)[0][0] == "K-00-001"
    assert tell(archive, nowhere, text=OTHER_TEXT, url="https://b.example/")[0].news
    assert tell(archive, nowhere, text=COPY, url="https://c.example/") == []


@pytest.mark.parametrize(
    ("office", "key"),
    [
        ("Camat Mandai", "camat mandai"),
        ("Plt. Kades Suka Maju", "kepala desa suka maju"),
        ("oknum camat", None),
        ("Kades", None),
        ("seorang kepala dinas", None),
        ("Guru SMA", None),
        ("Pegawai Negeri Sipil", None),
        ("dua ASN", None),
        ("pak kepala desa menangis", None),
        ("sekda buka suara", "sekda"),
        ("Sekda", "sekda"),
        ("Kepala Dinas Pendidikan", "kepala dinas pendidikan"),
        ("camat dan dua lurah", None),
        (None, None),
    ],
)
def test_an_office_names_one_man_only_with_its_place(office: str | None, key: str | None) -> None:
    assert office_key(office) == key


@pytest.mark.parametrize(
    ("office", "region", "key"),
    [
        ("Kepala Dinas Perhubungan Kabupaten Garut", "32.05", "kepala dinas perhubungan"),
        ("Kadishub Garut", "32.05", "kepala dinas perhubungan"),
        ("Sekretaris Daerah Kota Semarang", "33.74", "sekda"),
        ("Wali Kota Semarang", "33.74", "wali kota"),
        ("Kepala Dinas Kesehatan Kepulauan Selayar", "73.01", "kepala dinas kesehatan"),
        ("Camat Kendal", "33.24", "camat kendal"),
        ("Camat Garut Kota", "32.05", "camat garut kota"),
        ("Kepala Dinas Perhubungan Garut", "32.06", "kepala dinas perhubungan garut"),
    ],
)
def test_the_name_of_the_region_behind_an_office_says_nothing_more(office: str, region: str, key: str) -> None:
    assert office_key(office, region) == key
