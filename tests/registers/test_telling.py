"""Who is told: reach of a subscription, one message per chat and article, once per subject."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alerts import registers, subscriptions
from alerts.registers import Report
from alerts.telling import tell
from archive import Archive
from model import Act, Actor, Circular, CircularKind, Findings, Genre, Incident, Stage, SubjectKind, Weight
from tests.support import NOW, article_id

CAMAT = Incident(
    stage=Stage.REPORTED,
    actor=Actor.SUB_DISTRICT_HEAD,
    acts=(Act.ATTEND_CAMPAIGN,),
    sentence="Camat dilaporkan.",
    confidence=0.9,
    region="33.74",
    office="Camat Wonosari",
)
SE = Circular(
    CircularKind.SURAT_EDARAN, "SE terbit.", number="800/1/2026", issuer="Wali Kota Semarang", region="33.74"
)


def publish(archive: Archive, *found: Incident | Circular, url: str = "https://a.example/1") -> None:
    """Register an article's findings and tell of them, in one transaction, as the conveyor does."""
    incidents = tuple(one for one in found if isinstance(one, Incident))
    circulars = tuple(one for one in found if isinstance(one, Circular))
    findings = Findings(Genre.INCIDENT, Weight.MAIN, Weight.MAIN, incidents=incidents, circulars=circulars)
    with archive.transaction() as db:
        report = Report(article_id(archive, url), "Isi.", "2026-11-22", NOW, "1")
        tell(archive, registers.register(db, report, findings), NOW, console=False)


def wanting(archive: Archive, kind: SubjectKind, region: str | None, *, national: bool = False) -> list[str]:
    return subscriptions.wanting(archive, kind, region, console=False, national=national)


@pytest.mark.parametrize(
    ("kind", "happens_in", "watches", "told"),
    [
        (SubjectKind.INCIDENT, "33.74", None, True),
        (SubjectKind.INCIDENT, "33.74", "33", True),
        (SubjectKind.INCIDENT, "33.74", "33.74", True),
        (SubjectKind.INCIDENT, "33.74", "33.22", False),
        (SubjectKind.INCIDENT, "33.74", "32", False),
        (SubjectKind.INCIDENT, "33", "33.74", False),
        (SubjectKind.INCIDENT, None, None, True),
        (SubjectKind.INCIDENT, None, "33", False),
        (SubjectKind.CIRCULAR, "33.74", "33", True),
        (SubjectKind.CIRCULAR, "33", "33.74", True),
        (SubjectKind.CIRCULAR, "33", "33", True),
        (SubjectKind.CIRCULAR, "33", "32.73", False),
        (SubjectKind.CIRCULAR, "33.74", "33.22", False),
        (SubjectKind.CIRCULAR, None, "33.74", False),
        (SubjectKind.CIRCULAR, None, None, True),
    ],
)
def test_a_place_hears_of_what_is_below_and_of_circulars_from_above(
    kind: SubjectKind, happens_in: str | None, watches: str | None, told: bool, archive: Archive
) -> None:
    subscriptions.subscribe(archive, "telegram:1", kind, watches, NOW)
    assert bool(wanting(archive, kind, happens_in)) is told


def test_a_circular_of_a_national_body_reaches_every_place(archive: Archive) -> None:
    subscriptions.subscribe(archive, "telegram:1", SubjectKind.CIRCULAR, "33.74", NOW)
    assert wanting(archive, SubjectKind.CIRCULAR, None, national=True) == ["telegram:1"]
    publish(archive, replace(SE, issuer="Menteri Dalam Negeri", region=None, national=True))
    assert archive.value("select chat from outbox") == "telegram:1"


def test_two_findings_of_one_case_in_one_article_make_one_message(archive: Archive) -> None:
    subscriptions.subscribe(archive, "telegram:1", SubjectKind.INCIDENT, None, NOW)
    publish(archive, replace(CAMAT, weight=Weight.MENTION), url="https://a.example/0")
    publish(archive, CAMAT, CAMAT)
    assert archive.value("select count(*) from outbox") == 1


def test_who_ended_everything_is_not_told_of_a_later_stage(archive: Archive) -> None:
    subscriptions.subscribe(archive, "telegram:1", SubjectKind.INCIDENT, None, NOW)
    publish(archive, CAMAT)
    subscriptions.end(archive, "telegram:1", NOW, "asked")
    publish(archive, replace(CAMAT, stage=Stage.SANCTIONED), url="https://b.example/1")
    assert archive.value("select count(*) from outbox") == 1


def test_one_kind_does_not_bring_the_other(archive: Archive) -> None:
    subscriptions.subscribe(archive, "telegram:1", SubjectKind.CIRCULAR, None, NOW)
    assert wanting(archive, SubjectKind.INCIDENT, "33.74") == []


def test_an_ended_subscription_is_silent_and_comes_back_when_asked_for_again(archive: Archive) -> None:
    subscriptions.subscribe(archive, "telegram:1", SubjectKind.INCIDENT, "33", NOW)
    assert subscriptions.end(archive, "telegram:1", NOW, "asked") == 1
    assert wanting(archive, SubjectKind.INCIDENT, "33.74") == []
    subscriptions.subscribe(archive, "telegram:1", SubjectKind.INCIDENT, "33", NOW)
    assert wanting(archive, SubjectKind.INCIDENT, "33.74") == ["telegram:1"]


def test_overlapping_subscriptions_of_a_chat_bring_one_message(archive: Archive) -> None:
    for region in (None, "33", "33.74"):
        subscriptions.subscribe(archive, "telegram:1", SubjectKind.INCIDENT, region, NOW)
    publish(archive, CAMAT)
    assert archive.value("select count(*) from outbox") == 1


def test_an_article_with_several_subjects_makes_one_message_per_chat(archive: Archive) -> None:
    for kind in SubjectKind:
        subscriptions.subscribe(archive, "telegram:1", kind, None, NOW)
    subscriptions.subscribe(archive, "telegram:2", SubjectKind.CIRCULAR, None, NOW)
    publish(archive, CAMAT, SE)
    rows = archive.rows("select chat, html from outbox order by chat")
    assert [row["chat"] for row in rows] == ["telegram:1", "telegram:2"]
    assert "K-3374-001" in rows[0]["html"]
    assert "E-3374-001" in rows[0]["html"]
    assert "K-3374-001" not in rows[1]["html"]
    assert archive.value("select count(*) from alerts") == 3


def test_a_second_report_of_a_case_is_not_told_again(archive: Archive) -> None:
    subscriptions.subscribe(archive, "telegram:1", SubjectKind.INCIDENT, None, NOW)
    publish(archive, CAMAT)
    publish(archive, CAMAT, url="https://b.example/1")
    assert archive.value("select count(*) from outbox") == 1


def test_a_chat_that_came_later_is_told_of_the_next_stage_as_news(archive: Archive) -> None:
    publish(archive, CAMAT)
    subscriptions.subscribe(archive, "telegram:1", SubjectKind.INCIDENT, None, NOW)
    publish(archive, replace(CAMAT, stage=Stage.SANCTIONED), url="https://b.example/1")
    (row,) = archive.rows("select kind, reply_to from outbox")
    assert (row["kind"], row["reply_to"]) == ("alert", None)


def test_the_message_speaks_the_chats_language(archive: Archive) -> None:
    for chat in ("telegram:1", "telegram:2"):
        subscriptions.subscribe(archive, chat, SubjectKind.INCIDENT, None, NOW)
    with archive.transaction() as db:
        db.table("chats").insert({"chat": "telegram:2", "language": "en", "updated": "2026"})
    publish(archive, CAMAT)
    indonesian, english = (row["html"] for row in archive.rows("select html from outbox order by chat"))
    assert "DUGAAN" in indonesian
    assert "ALLEGED" in english
