"""The contract of ``netra extract``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from commands.extract import extract_command
from tests.extract.pages_at_hand import ADDRESSES, article

KEYS = {"title", "text", "published", "author", "site", "language", "canonical", "pages", "method", "warnings"}
ROOT = Path(__file__).resolve().parents[2]
SAVED = Path(__file__).parent / "pages" / "portal_parts.html"


def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(extract_command, arguments, input=stdin)


def test_a_saved_page_becomes_one_json_object() -> None:
    result = run("--url", ADDRESSES["portal_parts"], str(SAVED))
    read = json.loads(result.stdout)
    assert result.exit_code == 0
    assert set(read) >= KEYS
    assert read["pages"] == {"have": 1, "of": 3}
    assert read["published"] == "2024-09-26T20:15:00+08:00"


def test_a_page_comes_from_standard_input_too() -> None:
    assert json.loads(run("-", stdin=article()).stdout)["title"] == "Rapat di Balai Desa Dihadiri Warga"


def test_a_plain_text_file_is_named_as_no_html(tmp_path: Path) -> None:
    text = tmp_path / "story.txt"
    text.write_text("Rapat di balai desa dihadiri warga.", encoding="utf-8")
    result = run(str(text))
    assert (result.exit_code, result.stdout) == (1, "")
    assert "not HTML" in result.stderr


def test_a_page_that_is_no_article_is_told_by_its_kind() -> None:
    closed = "<html><head><title>Situs dalam perbaikan</title></head><body><p>Segera kembali.</p></body></html>"
    result = run("-", stdin=closed)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "netra: The site is in maintenance.\n"
    (answer,) = run("--jsonl", stdin=json.dumps({"id": 3, "html": closed}) + "\n").stdout.splitlines()
    assert json.loads(answer) == {"id": 3, "error": "The site is in maintenance."}


def test_a_missing_file_is_one_clear_line() -> None:
    result = run("/nowhere/story.html")
    assert result.exit_code == 2
    assert result.stderr == "netra: /nowhere/story.html cannot be read: No such file or directory.\n"


@pytest.mark.parametrize("arguments", [(), ("--jsonl", "x.html"), ("--jsonl", "--url", "http://x.example/a")])
def test_wrong_usage_is_exit_code_2(arguments: tuple[str, ...]) -> None:
    assert run(*arguments).exit_code == 2


def test_json_lines_are_answered_in_order_and_a_bad_line_does_not_end_the_run() -> None:
    good = {"id": "a", "url": "https://warta.example/x", "html": article(), "fetched": "2024-10-05T10:00:00+07:00"}
    lines = [
        json.dumps(good),
        "not json",
        json.dumps({"id": 7, "url": "https://warta.example/x"}),
        json.dumps([1]),
        json.dumps({"id": "e", "html": "bukan laman"}),
        json.dumps({**good, "id": "f", "fetched": "kemarin"}),
        "[" * 100_000,
        json.dumps({**good, "id": "h"}),
    ]
    result = run("--jsonl", stdin="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [answer["id"] for answer in answers] == ["a", None, 7, None, "e", "f", None, "h"]
    assert ["error" in answer for answer in answers] == [False, True, True, True, True, True, True, False]
    assert set(answers[0]) >= KEYS | {"id"}
    assert {**answers[0], "id": "h"} == answers[7]


def test_when_a_page_was_fetched_decides_what_is_the_future() -> None:
    head = '<meta property="article:published_time" content="2024-09-16T16:28:00+07:00">'
    line = {"id": 1, "url": "https://warta.example/x", "html": article(head)}
    early = json.dumps({**line, "fetched": "2024-09-01T00:00:00Z"})
    answers = [json.loads(a) for a in run("--jsonl", stdin=f"{json.dumps(line)}\n{early}\n").stdout.splitlines()]
    assert [answer["published"] for answer in answers] == ["2024-09-16T16:28:00+07:00", None]


def test_each_line_is_answered_before_the_next_one_is_sent() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", "from commands.extract import extract_command; extract_command(['--jsonl'])"],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        for name in ("a", "b"):
            process.stdin.write(json.dumps({"id": name, "html": article()}) + "\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["id"] == name
        process.stdin.close()
    assert process.returncode == 0


def test_an_address_in_place_of_a_file_is_sent_to_the_command_that_reads_one() -> None:
    result = run("https://warta.example/berita")
    assert result.exit_code == 2
    assert "netra check URL" in result.stderr
