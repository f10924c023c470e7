"""``netra incidents show|merge|split|part``, ``--related``, and the same numbers in the bot's /cari."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner, Result

from archive import Archive
from commands.incidents import incidents_command
from model import Stage
from settings import load_settings
from tests.registers.desk import CAMAT, number_of, publish

OTHER = replace(CAMAT, office="Camat Ngaliyan")
FIRST, SECOND = "K-3374-001", "K-3374-002"


@pytest.fixture
def filled(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Archive:
    monkeypatch.setenv("NETRA_DATABASE", str(archive.path))
    publish(archive, "a", CAMAT)
    publish(archive, "b", OTHER)
    publish(archive, "c", CAMAT)
    return archive


def netra(*arguments: str) -> Result:
    return CliRunner().invoke(incidents_command, arguments)


def test_a_case_is_shown_with_its_history_and_the_ids_of_its_articles(filled: Archive) -> None:
    shown = netra("show", FIRST)
    assert shown.exit_code == 0
    assert "Camat Wonosari diduga menghadiri deklarasi pasangan calon." in shown.output
    rows = [line.split()[0] for line in shown.output.splitlines() if "a.example" in line]
    assert rows == [str(number_of(filled, "a")), str(number_of(filled, "c"))]


def test_merging_says_what_became_of_both_and_each_number_shows_the_case(filled: Archive) -> None:
    ended = netra("merge", SECOND, FIRST)
    assert ended.exit_code == 0
    assert ended.output == f"{FIRST} is one case now, alleged, with 3 reports; {SECOND} leads to it.\n"
    one, other = (json.loads(netra("show", number, "--json").output) for number in (FIRST, SECOND))
    assert one == other
    assert (one["case_number"], one["also"], one["decided_by"]) == (FIRST, [SECOND], "person")
    assert one["history"][-1]["decision"] == f"merged {SECOND}"
    assert f"{FIRST} (also {SECOND}): alleged" in netra("show", SECOND).output
    (listed,) = json.loads(netra("--json").output)
    assert listed["case_number"] == FIRST


def test_splitting_takes_several_articles(filled: Archive) -> None:
    publish(filled, "d", CAMAT)
    ended = netra("split", FIRST, "--report", str(number_of(filled, "c")), str(number_of(filled, "d")))
    assert ended.output == f"K-3374-003 is alleged, with 2 reports; {FIRST} is alleged, with 1 report.\n"


def test_related_cases_are_listed_until_they_are_parted(filled: Archive) -> None:
    assert netra("--related").output == "Nothing found.\n"
    publish(filled, "d", replace(CAMAT, office="camat", stage=Stage.SANCTIONED))
    pairs = json.loads(netra("--related", "--json").output)
    assert [(pair["newer"], pair["older"]) for pair in pairs] == [("K-3374-003", FIRST), ("K-3374-003", SECOND)]
    assert "related" in netra().output.splitlines()[0]
    assert netra("part", FIRST, "K-3374-003").exit_code == 0
    assert len(json.loads(netra("--related", "--json").output)) == 1
    assert netra("part", FIRST, "K-3374-003").exit_code == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "K-9999-001"), "There is no case K-9999-001."),
        (("merge", FIRST, "K-9999-001"), "There is no case K-9999-001."),
        (("merge", FIRST, FIRST), "are the same case"),
        (("split", FIRST, "--report", "99"), "Article 99 does not report K-3374-001."),
        (("split", SECOND, "--report", "2"), "K-3374-002 would be left without a report"),
        (("part", FIRST, SECOND), "are not listed as related"),
    ],
)
def test_what_cannot_be_decided_is_one_line(filled: Archive, arguments: tuple[str, ...], said: str) -> None:
    ended = netra(*arguments)
    assert ended.exit_code != 0
    assert said in str(ended.exception)
    assert "\n" not in str(ended.exception)


@pytest.mark.parametrize("arguments", [("show", FIRST), ("merge", FIRST, SECOND), ("part", FIRST, SECOND)])
def test_without_an_archive_none_is_made_to_decide_in(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = load_settings().database.with_name("none.db")
    monkeypatch.setenv("NETRA_DATABASE", str(path))
    assert "There is no archive" in str(netra(*arguments).exception)
    assert not path.exists()
