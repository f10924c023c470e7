"""Settings: from file and environment, secrets masked, mistakes answered with one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from settings import DATA, SettingsError, describe, load_settings, settings_file


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_file_and_variables_the_defaults_hold() -> None:
    settings = load_settings()
    assert settings.database == DATA / "netra.db"
    assert settings.raw_database == DATA / "raw.db"
    assert settings.crawl_gap_seconds == 5
    assert settings.crawl_min_interval_seconds == 180
    assert settings.crawl_tick_seconds == 60
    assert settings.alerts_window_hours == 48
    assert settings.allow_hosts == ()
    assert settings.telegram_token is None


def test_the_environment_wins_over_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "netra.toml").write_text('crawl_gap_seconds = 7\ncrawl_tick_seconds = 30\ncontact = "a@b.example"\n')
    monkeypatch.setenv("NETRA_CRAWL_GAP_SECONDS", "0")
    settings = load_settings()
    assert (settings.crawl_gap_seconds, settings.crawl_tick_seconds) == (0, 30)
    assert "a@b.example" in settings.user_agent


def test_paths_in_the_file_are_relative_to_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "conf").mkdir()
    (folder / "conf" / "netra.toml").write_text('database = "a/netra.db"\nsources = "mine.csv"\n')
    monkeypatch.setenv("NETRA_SETTINGS", str(folder / "conf" / "netra.toml"))
    settings = load_settings()
    assert settings.database == folder / "conf" / "a" / "netra.db"
    assert settings.sources == folder / "conf" / "mine.csv"


@pytest.mark.parametrize(("name", "raw"), [("netra.db", "raw.db"), ("demo.db", "demo-raw.db")])
def test_each_archive_has_raw_bytes_of_its_own(name: str, raw: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETRA_DATABASE", f"/x/{name}")
    assert load_settings().raw_database == Path("/x") / raw


def test_hosts_are_pairs_parted_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETRA_ALLOW_HOSTS", "127.0.0.1:8080, LocalHost:1,[::1]:80")
    assert load_settings().allow_hosts == ("127.0.0.1:8080", "localhost:1", "[::1]:80")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("crawl_gab_seconds = 1", "unknown key 'crawl_gab_seconds'"),
        ('telegram_token = "1:x"', "secret"),
        ("crawl_gap_seconds = -1", "crawl_gap_seconds"),
        ("alerts_window_hours = inf", "alerts_window_hours"),
        ("crawl_budget_seconds = nan", "crawl_budget_seconds"),
        ('crawl_gap_seconds = "soon"', "crawl_gap_seconds"),
        ("allow_hosts = ['nowhere']", "not host:port"),
        ("allow_hosts = ['a.example:99999']", "not host:port"),
        ('telegram_api = "https://a.example/bot"', "without a path"),
        ('contact = "a\\nb"', "one line"),
        ("crawl_gap_seconds = ", "cannot be read"),
    ],
)
def test_a_mistake_in_the_file_is_one_sentence_with_its_key(folder: Path, text: str, sentence: str) -> None:
    (folder / "netra.toml").write_text(text)
    with pytest.raises(SettingsError, match=sentence) as raised:
        load_settings()
    assert "\n" not in str(raised.value)


def test_a_mistake_in_a_variable_names_the_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETRA_CRAWL_BUDGET_SECONDS", "0")
    with pytest.raises(SettingsError, match="NETRA_CRAWL_BUDGET_SECONDS"):
        load_settings()


def test_a_settings_file_that_is_named_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETRA_SETTINGS", "/nowhere/netra.toml")
    with pytest.raises(SettingsError, match="no such file"):
        settings_file()


def test_the_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETRA_TELEGRAM_TOKEN", "123:very-secret")
    settings = load_settings()
    assert "very-secret" not in repr(settings) + str(describe(settings))
    assert ("NETRA_TELEGRAM_TOKEN", "********") in [row[:2] for row in describe(settings)]


def test_a_wrong_token_setting_does_not_leak_into_the_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETRA_TELEGRAM_TOKEN", "123:very-secret")
    monkeypatch.setenv("NETRA_CRAWL_GAP_SECONDS", "x")
    with pytest.raises(SettingsError) as raised:
        load_settings()
    assert "very-secret" not in str(raised.value)
