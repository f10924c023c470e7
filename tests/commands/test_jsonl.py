"""Lines of JSON, in and out: the same rules for ``netra extract --jsonl`` and ``netra match --jsonl``."""

from __future__ import annotations

import json
from typing import Any

import click
import pytest
from click.testing import CliRunner

from commands import jsonl
from commands.extract import extract_command
from commands.match import match_command
from tests.extract.pages_at_hand import article

COMMANDS = pytest.mark.parametrize("command", [extract_command, match_command], ids=["extract", "match"])
GOOD = {"title": "Rapat di balai desa dihadiri warga", "html": article()}


def run(command: click.Command, *lines: str) -> list[dict[str, Any]]:
    result = CliRunner().invoke(command, ["--jsonl"], input="\n".join(lines).encode())
    assert result.exit_code == 0
    return [json.loads(line, parse_constant=_no_json) for line in result.stdout.splitlines()]


def _no_json(name: str) -> None:
    raise AssertionError(name)


@COMMANDS
@pytest.mark.parametrize("value", ["1e999", "-1e999", "NaN", "Infinity", "[{}, {a: 1}]", "9" * 5000])
def test_what_is_no_number_of_json_is_refused_wherever_it_stands(command: click.Command, value: str) -> None:
    answers = run(
        command,
        f'{{"id": {value}, "title": "Judul", "html": "<p>"}}',
        f'{{"id": "a", "title": "Judul", "html": "<p>", "more": [{value}]}}',
    )
    assert [sorted(answer) for answer in answers] == [["error", "id"]] * 2
    assert [answer["id"] for answer in answers] == [None, None]


@COMMANDS
def test_a_line_needs_an_id_that_is_a_string_or_a_number(command: click.Command) -> None:
    bad = [json.dumps(GOOD), *(json.dumps({**GOOD, "id": value}) for value in (None, True, [1], {"a": 1}))]
    answers = run(command, *bad, *(json.dumps({**GOOD, "id": value}) for value in ("", 0, 1.5, "x")))
    assert [answer["id"] for answer in answers] == [None] * 5 + ["", 0, 1.5, "x"]
    assert [answer.get("error") for answer in answers] == [
        *["This line has no id (a string or a number)."] * 5,
        *[None] * 4,
    ]


@COMMANDS
def test_blank_lines_are_passed_over_and_the_help_says_so(command: click.Command) -> None:
    assert len(run(command, "", json.dumps({**GOOD, "id": 1}), "  \t", "\r", "")) == 1
    assert "blank lines are passed over" in " ".join(CliRunner().invoke(command, ["--help"]).stdout.split())


@COMMANDS
def test_a_line_out_is_one_line_for_every_reader(command: click.Command) -> None:
    (answer,) = run(command, json.dumps({**GOOD, "id": "a\u2028b\x85c\ud800"}))
    assert answer["id"] == "a\u2028b\x85c\ud800"


@COMMANDS
def test_what_is_no_utf8_or_nested_without_end_is_answered_in_its_place(command: click.Command) -> None:
    lines = [b"\xff\xfe{", b"[" * 200_000, b"\xef\xbb\xbf" + json.dumps({**GOOD, "id": 3}).encode()]
    result = CliRunner().invoke(command, ["--jsonl"], input=b"\n".join(lines))
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(answer["id"], "error" in answer) for answer in answers] == [(None, True), (None, True), (3, False)]


@COMMANDS
def test_a_line_without_end_is_refused_and_the_next_one_is_read(
    command: click.Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = json.dumps({**GOOD, "id": 2})
    monkeypatch.setattr(jsonl, "LONGEST_LINE", len(good) + 1)
    answers = run(command, json.dumps({"id": 1, "title": "J", "html": "x" * 3 * len(good)}), good)
    assert [answer["id"] for answer in answers] == [None, 2]
    assert "longer than" in answers[0]["error"]
