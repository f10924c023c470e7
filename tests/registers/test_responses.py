"""What the accused answers is kept beside the accusation and told with it; it moves no stage."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alerts import registers
from alerts.messages import plain, render
from alerts.registers import READ_ANEW, Report
from alerts.views import incident_view
from archive import Archive
from model import Findings, Genre, Incident, MessageKind, Response, ResponseKind, Stage, Weight
from tests.registers.desk import CAMAT, number_of, publish, stage_of
from tests.support import NOW

DENIAL = Response(ResponseKind.DENIAL, "Camat itu membantah hadir.")
HIS_SIDE = Response(ResponseKind.CLARIFICATION, "Ia mengaku hanya lewat.")
REPLY = Response(ResponseKind.RIGHT_OF_REPLY, "Camat itu menggunakan hak jawab.")
NUMBER = "K-3374-001"


def message(archive: Archive) -> str:
    return plain(render([incident_view(archive.db, 1)], MessageKind.ALERT))


def read_anew(archive: Archive, outlet: str, *found: Incident) -> None:
    article = archive.rows("select * from articles where id = ?", [number_of(archive, outlet)])[0]
    report = Report(article["id"], article["text"], article["published_day"], NOW, "2", READ_ANEW)
    with archive.transaction() as db:
        registers.register_again(db, report, Findings(Genre.INCIDENT, Weight.MAIN, Weight.NONE, found))


def test_an_answer_is_told_with_the_accusation_and_moves_no_stage(archive: Archive) -> None:
    publish(archive, "a", CAMAT)
    assert "Tanggapan" not in message(archive)
    publish(archive, "b", replace(CAMAT, responses=(HIS_SIDE, DENIAL)))
    assert f"Tanggapan: {DENIAL.sentence}" in message(archive)  # of both it says most
    assert stage_of(archive, NUMBER) == CAMAT.stage


def test_the_rights_of_the_press_law_come_before_a_denial(archive: Archive) -> None:
    publish(archive, "a", replace(CAMAT, responses=(REPLY,)))
    publish(archive, "b", replace(CAMAT, responses=(DENIAL,)))
    assert f"Tanggapan: {REPLY.sentence}" in message(archive)


def test_a_story_read_anew_keeps_what_it_tells_now(archive: Archive) -> None:
    publish(archive, "a", replace(CAMAT, responses=(DENIAL,)))
    read_anew(archive, "a", replace(CAMAT, responses=(HIS_SIDE,)))
    assert [row["kind"] for row in archive.rows("select kind from incident_responses")] == ["clarification"]
    read_anew(archive, "a")
    assert archive.value("select count(*) from incident_responses") == 0


def test_a_reply_joins_the_case_that_it_answers_and_opens_none(
    archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "netra.registers")
    reply = replace(CAMAT, stage=Stage.ALLEGED, responses=(REPLY,), retold=True)
    publish(archive, "a", reply)
    assert archive.value("select count(*) from incidents") == 0
    assert "no case is opened" in caplog.text
    publish(archive, "b", replace(CAMAT, stage=Stage.EXAMINED))
    publish(archive, "c", reply)
    assert archive.value("select count(*) from incidents") == 1
    assert stage_of(archive, NUMBER) == Stage.EXAMINED
    assert f"Tanggapan: {REPLY.sentence}" in message(archive)
