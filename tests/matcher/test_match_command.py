"""``netra match``: lines in, lines out."""

from __future__ import annotations

import json

from click.testing import CliRunner

from alerts.matcher import match
from commands.match import findings_json, match_command, match_lines, split_story

STORY = {
    "id": "a-1",
    "title": "Camat di Sambas Dilaporkan ke Bawaslu, Diduga Tak Netral",
    "text": "Seorang camat di Sambas dilaporkan ke Bawaslu. Ia diduga mendukung paslon.",
}


def run(lines: bytes, *arguments: str) -> tuple[int, list[dict[str, object]]]:
    result = CliRunner().invoke(match_command, ["--jsonl", *arguments], input=lines)
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_each_line_is_answered_with_the_keys_of_the_contract() -> None:
    code, answers = run(json.dumps(STORY).encode() + b"\n")
    assert code == 0
    assert list(answers[0]) == [
        "id", "genre", "incident", "incidents", "circular", "circulars", "regions", "flags", "ruling",
    ]  # fmt: skip
    incident = answers[0]["incidents"]
    assert isinstance(incident, list)
    assert list(incident[0]) == [
        "stage", "actor", "acts", "count", "region", "occurred", "sentence", "confidence", "responses",
    ]  # fmt: skip
    assert answers[0]["id"] == "a-1"


def test_a_bad_line_is_answered_by_its_error_and_the_rest_goes_on() -> None:
    lines = [
        b"{not json",
        b"[1]",
        b'{"title": "tanpa id"}',
        b'{"id": 7}',
        b'{"id": "x", "title": 5}',
        b"\xff\xfe",
        b'{"id": "y", "title": "T", "text": ["a"]}',
        json.dumps(STORY).encode(),
    ]
    code, answers = run(b"\n".join(lines))
    assert code == 0
    assert [answer["id"] for answer in answers] == [None, None, None, 7, "x", None, "y", "a-1"]
    assert all("error" in answer for answer in answers[:-1])
    assert "error" not in answers[-1]


def test_only_id_and_title_must_be_there_and_nulls_are_nothing() -> None:
    _, answers = run(b'{"id": 1, "title": "Judul", "text": null, "published": null}\n')
    assert answers[0]["genre"] == "other"


def test_blank_lines_are_passed_over() -> None:
    assert list(match_lines([b"\n", b"  \n"])) == []


def test_half_a_surrogate_pair_goes_through() -> None:
    code, answers = run(b'{"id": "\\ud800", "title": "Judul"}\n')
    assert code == 0
    assert answers[0]["id"] == "\ud800"


def test_a_circular_has_the_keys_of_the_contract() -> None:
    findings = match(
        "Bupati Terbitkan Surat Edaran Netralitas ASN",
        "Bupati Sambas menerbitkan Surat Edaran Nomor 800/12/BKPSDM/2024 tentang netralitas ASN.",
    )
    circulars = findings_json(findings)["circulars"]
    assert isinstance(circulars, list)
    assert list(circulars[0]) == [
        "kind", "number", "date", "issuer", "subject", "region", "sentence", "confidence", "scope",
        "revokes", "amends",
    ]  # fmt: skip


def test_reasons_come_when_asked_for() -> None:
    findings = findings_json(match(STORY["title"], STORY["text"]), reasons=True)
    assert isinstance(findings["incidents"], list)
    assert findings["incidents"][0]["reasons"]
    assert findings["matcher_version"]


def test_a_file_that_is_no_text_is_refused_with_the_way_to_read_it() -> None:
    result = CliRunner().invoke(match_command, [], input=b"%PDF-1.4\nBT (SURAT EDARAN) Tj ET")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "netra check FILE" in result.stderr


def test_a_story_as_plain_text_is_answered_with_reasons() -> None:
    result = CliRunner().invoke(match_command, [], input=f"Menu\n{STORY['title']}\n{STORY['text']}")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["incident"] == "main"


def test_the_headline_is_the_first_line_of_more_than_four_words() -> None:
    assert split_story("Beranda\nIni judul berita yang panjang\nIsi") == ("Ini judul berita yang panjang", "Isi")
    assert split_story("Pendek") == ("Pendek", "")
