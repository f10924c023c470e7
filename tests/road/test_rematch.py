"""``netra rematch``: kept articles are read by the present rules, one transaction each; nobody is told again."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from alerts.matcher import MATCHER_VERSION
from archive import Archive, articles
from commands.rematch import rematch_command
from intake import Intake, rematching
from model import Findings, Genre, Weight
from settings import load_settings
from tests.road import town
from tests.support import NOW

OLD = "0"


@pytest.fixture
def read_by_older_rules(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """Four stories of one case and one of none, of which older rules found nothing."""
    monkeypatch.setenv("NETRA_DATABASE", str(archive.path))
    nothing = Findings(Genre.OTHER, Weight.NONE, Weight.NONE, matcher_version=OLD)
    monkeypatch.setattr("alerts.matcher.match", lambda *_, **__: nothing)
    take = Intake(archive, load_settings(), lambda: NOW)
    for number, told in enumerate((*town.CASE, town.DAILY[0])):
        town.keep(archive, take, town.story(number, told))
    monkeypatch.undo()
    monkeypatch.setenv("NETRA_DATABASE", str(archive.path))
    assert archive.value("select count(*) from incidents") == 0
    return archive


def test_the_archive_is_what_the_present_rules_find_and_nobody_is_told(read_by_older_rules: Archive) -> None:
    archive = read_by_older_rules
    ended = CliRunner().invoke(rematch_command)
    assert ended.exit_code == 0
    assert "5 articles read by rules version" in ended.output
    assert "Nobody was told." in ended.output
    assert archive.value("select count(*) from incidents") == 1
    assert archive.value("select stage from incidents") == "recommended"
    assert archive.value("select count(*) from outbox") == 0
    assert {row["matcher_version"] for row in archive.rows("select * from articles")} == {MATCHER_VERSION}
    assert archive.value("select region from articles order by id limit 1") == "33.24"
    assert archive.value("select count(distinct story_id) from articles") == 1
    assert "Every article has been read" in CliRunner().invoke(rematch_command).output


def test_what_was_interrupted_goes_on_where_it_was(
    read_by_older_rules: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = read_by_older_rules
    reading = rematching.rematch(archive)
    next(reading)
    next(reading)
    assert rematching.waiting(archive) == 3

    def fails(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(articles, "read_anew", fails)
        with pytest.raises(RuntimeError):
            list(rematching.rematch(archive))
    assert rematching.waiting(archive) == 3
    assert [sums.articles for sums in rematching.rematch(archive)] == [1, 2, 3]
    assert rematching.waiting(archive) == 0
    assert archive.value("select count(*) from incidents") == 1


def test_an_article_that_was_fetched_anew_meanwhile_is_passed_over(read_by_older_rules: Archive) -> None:
    archive = read_by_older_rules
    reading = rematching.rematch(archive)
    next(reading)
    archive.db.execute("update articles set matcher_version = ?", [MATCHER_VERSION])
    assert list(reading) == []


def test_progress_is_shown(read_by_older_rules: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("commands.rematch.PROGRESS_EVERY", 2)
    assert "2 of 5 articles …\n4 of 5 articles …\n" in CliRunner().invoke(rematch_command).output
