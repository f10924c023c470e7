"""``netra sources``: what is known of a source, and forgetting what was learned of its pages."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from archive import Archive, furniture
from archive.database import now_text
from archive.polls import load_catalogue
from commands.check import check_command
from commands.sources import sources_command
from intake import Intake
from model import Source
from settings import load_settings
from tests.road import town
from tests.support import NOW

PROMO = "Ikuti kabar terbaru kami \x1b[31m lewat kanal percakapan setiap pagi."
SEEN = "Ikuti kabar terbaru kami"
HOST = town.home().removeprefix("https://")


@pytest.fixture
def learned(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """An archive that has read a paper's stories, each with the same line behind it."""
    monkeypatch.setenv("NETRA_DATABASE", str(archive.path))
    home = town.home()
    load_catalogue(archive, [Source("kabar", "Kabar Kita", home, feed_url=f"{home}/feed/")], NOW)
    with archive.transaction() as db:
        db.table("fetches").insert(
            {
                "source_id": "kabar",
                "url": f"{home}/feed/",
                "reading": "feed",
                "at": now_text(NOW),
                "status": 503,
                "outcome": "failed",
                "reason": "the site answered with status 503",
                "new": 0,
                "seconds": 1.25,
            }
        )
    take = Intake(archive, load_settings(), lambda: NOW)
    for number, told in enumerate(town.DAILY[:6]):
        town.keep(archive, take, town.story(number, told, PROMO.replace("\x1b", " ")))
    return archive


def netra(*arguments: str) -> Result:
    return CliRunner().invoke(sources_command, arguments)


def test_a_source_is_shown_with_its_furniture_and_its_last_readings(learned: Archive) -> None:
    shown = netra("show", "kabar")
    assert shown.exit_code == 0
    assert "Kabar Kita" in shown.output
    assert f"Furniture of {HOST}, learned from 6 articles: 1 lines" in shown.output
    assert SEEN in shown.output
    assert "the site answered with status 503" in shown.output


def test_sources_are_listed_those_that_fail_first(learned: Archive) -> None:
    sources = [
        Source(name, name.title(), "https://a.example/", feed_url="https://a.example/") for name in ("a", "b", "c")
    ]
    load_catalogue(learned, sources, NOW)
    learned.db.execute("update sources set state = 'failing', state_reason = 'answered 503' where id = 'b'")
    rows = json.loads(netra("list", "--json").output)
    assert [(row["id"], row["state"], row["reason"]) for row in rows] == [
        ("b", "failing", "answered 503"),
        ("a", "new", None),
        ("c", "new", None),
        ("kabar", "disabled", "gone from the catalogue"),
    ]
    lines = netra("list").output.splitlines()
    assert lines[0].split() == ["id", "name", "state", "last_read", "reason"]
    assert lines[2].split() == ["b", "B", "failing", "answered", "503"]


def test_the_same_as_json(learned: Archive) -> None:
    found = json.loads(netra("show", "kabar", "--json").output)
    assert found["source"]["name"] == "Kabar Kita"
    (outlet,) = found["furniture"]
    assert (outlet["outlet"], outlet["articles"]) == (HOST, 6)
    assert [(line["seen"], SEEN in line["line"]) for line in outlet["lines"]] == [(6, True)]
    assert [reading["status"] for reading in found["readings"]] == [503]


def test_a_line_from_the_web_cannot_steer_the_terminal(learned: Archive) -> None:
    with learned.transaction() as db:
        db.execute("update furniture set line = ? where line is not null", [PROMO])
    assert "\x1b" not in netra("show", "kabar").output


def test_furniture_is_forgotten_by_command(learned: Archive) -> None:
    ended = netra("forget-furniture", "kabar")
    assert ended.exit_code == 0
    assert f"{HOST}: 1 lines of furniture forgotten" in ended.output
    assert furniture.known(learned.db, HOST) == frozenset()
    assert "learned from 0 articles: 0 lines" in netra("show", "kabar").output


def test_a_source_without_articles_says_so(learned: Archive) -> None:
    load_catalogue(
        learned, [Source("baru", "Baru", "https://baru.example/", feed_url="https://baru.example/f")], NOW
    )
    assert "no article of this source has been read yet" in netra("show", "baru").output
    assert "nothing to forget" in netra("forget-furniture", "baru").output


@pytest.mark.parametrize("command", ["show", "forget-furniture"])
def test_an_id_that_is_no_source_is_named(command: str, learned: Archive) -> None:
    ended = netra(command, "hilang")
    assert ended.exit_code == 2
    assert "'hilang'" in ended.output


@pytest.mark.parametrize("command", ["show", "forget-furniture"])
def test_without_an_archive_none_is_made(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = load_settings().database.with_name("none.db")
    monkeypatch.setenv("NETRA_DATABASE", str(path))
    ended = netra(command, "kabar")
    assert "There is no archive" in str(ended.exception)
    assert not path.exists()


def test_a_page_that_is_checked_loses_the_known_furniture_and_says_so(
    learned: Archive, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = town.printed(town.story(9, town.CASE[0], PROMO.replace("\x1b", " ")))
    file = tmp_path_factory.mktemp("page") / "page.html"
    file.write_bytes(made.body)
    shown = CliRunner().invoke(check_command, [str(file), "--url", made.url])
    assert shown.exit_code == 0
    assert [line[:36] for line in shown.output.splitlines() if SEEN in line] == [f"Left out:   {SEEN}"]
    found = json.loads(CliRunner().invoke(check_command, [str(file), "--url", made.url, "--json"]).output)
    assert [SEEN in line for line in found["furniture"]] == [True]
    elsewhere = CliRunner().invoke(check_command, [str(file), "--url", "https://lain.example/berita-satu-dua-tiga"])
    assert "Left out" not in elsewhere.output
    assert SEEN in elsewhere.output


def test_an_archive_that_cannot_be_read_does_not_stop_a_look(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("broken")
    (folder / "netra.db").write_bytes(b"nonsense" * 500)
    monkeypatch.setenv("NETRA_DATABASE", str(folder / "netra.db"))
    made = town.printed(town.story(9, town.CASE[0]))
    (folder / "page.html").write_bytes(made.body)
    shown = CliRunner().invoke(check_command, [str(folder / "page.html"), "--url", made.url])
    assert shown.exit_code == 0
    assert "INCIDENT" in shown.output
