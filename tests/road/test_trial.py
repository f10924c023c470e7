"""``netra rules test``: the present rules over the archive, beside what was alerted; nothing is written."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from archive import Archive
from commands.rules import rules_command
from intake import Intake
from model import Findings, Genre, Weight
from settings import load_settings
from tests.road import town
from tests.support import NOW

TABLES = ("articles", "incidents", "incident_reports", "incident_history", "circulars", "outbox")


def try_rules(*arguments: str) -> Result:
    ended = CliRunner().invoke(rules_command, ("test", "--since", "2026-11-01", *arguments))
    assert ended.exit_code == 0
    return ended


@pytest.fixture(autouse=True)
def _here(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETRA_DATABASE", str(archive.path))
    monkeypatch.setenv("NETRA_ALERTS_WINDOW_HOURS", "0")


def differences(*arguments: str) -> list[tuple[str, str]]:
    return [(row["difference"], row["stage"]) for row in json.loads(try_rules("--json", *arguments).output)]


def keep_case(archive: Archive) -> None:
    take = Intake(archive, load_settings(), lambda: NOW)
    for number, told in enumerate((*town.CASE[:3], town.DAILY[0])):
        town.keep(archive, take, town.story(number, told))


def test_what_the_present_rules_have_alerted_is_the_same(archive: Archive) -> None:
    keep_case(archive)
    assert differences() == [("same", "examined"), ("same", "recommended")]


def test_what_older_rules_did_not_find_is_new_and_shown_with_its_clause(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        nothing = Findings(Genre.OTHER, Weight.NONE, Weight.NONE, matcher_version="0")
        older.setattr("alerts.matcher.match", lambda *_, **__: nothing)
        keep_case(archive)
    assert differences() == [("new", "examined"), ("new", "recommended")]
    shown = try_rules().output
    assert "2026-11-22: 2 would be alerted, 0 were" in shown
    assert "  + incident recommended 33.24 Camat Wonolestari" in shown
    assert "Camat Wonolestari" in shown.split("  + ")[2].splitlines()[1]
    assert shown.splitlines()[-1] == "In all 2 would be alerted, 0 were: 2 new, 0 no more."


def test_what_the_present_rules_do_not_find_is_gone(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_case(archive)
    nothing = Findings(Genre.OTHER, Weight.NONE, Weight.NONE, matcher_version="9")
    monkeypatch.setattr("alerts.matcher.match", lambda *_, **__: nothing)
    assert differences() == [("gone", "examined"), ("gone", "recommended")]


def test_too_old_stories_would_not_be_alerted(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_case(archive)
    monkeypatch.setenv("NETRA_ALERTS_WINDOW_HOURS", "48")
    assert differences() == [("gone", "examined"), ("gone", "recommended")]


def test_nothing_is_written(archive: Archive) -> None:
    keep_case(archive)
    before = [list(archive.db.table(table).rows) for table in TABLES]
    try_rules()
    assert [list(archive.db.table(table).rows) for table in TABLES] == before


def test_too_many_a_day_is_warned_of(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    keep_case(archive)
    assert "Warning" not in try_rules().stderr
    monkeypatch.setattr("commands.rules.MANY_A_DAY", 1)
    assert try_rules().stderr == "Warning: 2 alerts on 2026-11-22; above 1 a day nobody reads them.\n"


@pytest.mark.parametrize("value", ["30", "yesterday", "2026-13-01"])
def test_a_wrong_beginning_is_wrong_use(value: str) -> None:
    ended = CliRunner().invoke(rules_command, ("test", "--since", value))
    assert ended.exit_code == 2
    assert "neither days like 30d nor a day" in ended.output
