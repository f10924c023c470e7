"""Settings: from file and environment, secrets masked, mistakes answered with one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from settings import DATA, Settings, SettingsError, describe, load_settings, settings_file, unknown_variables


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
        ("crawl_gab_seconds = 1", "unknown key 'crawl_gab_seconds'. Do you mean crawl_gap_seconds[?] Known keys: "),
        ("colour = 1", "unknown key 'colour'. Known keys: "),
        ('telegram_token = "1:x"', "secret"),
        ("crawl_gap_seconds = -1", "crawl_gap_seconds"),
        ("alerts_window_hours = inf", "alerts_window_hours"),
        ("crawl_budget_seconds = nan", "crawl_budget_seconds"),
        ('crawl_gap_seconds = "soon"', "crawl_gap_seconds"),
        ("crawl_gap_seconds = nan", "crawl_gap_seconds: must be a number from 0 to 600.$"),
        ("crawl_gap_seconds = true", "crawl_gap_seconds: must not be true or false.$"),
        ("crawl_tick_seconds = 0", "crawl_tick_seconds: must be a number above 0 to 86400.$"),
        ("database = 5", "database: must be a file's path in quotes.$"),
        ('database = "a\\u0000b"', "database: must be a file's path, without a NUL character.$"),
        ("contact = 5", "contact: must be text in quotes.$"),
        ("allow_hosts = 5", "allow_hosts: must be a list of texts"),
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


@pytest.mark.parametrize("value", ["nan", "inf", "-1", "601", "soon"])
def test_a_number_that_is_none_or_out_of_bounds_is_told_the_bounds(
    monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("NETRA_CRAWL_GAP_SECONDS", value)
    with pytest.raises(SettingsError) as raised:
        load_settings()
    assert str(raised.value) == "NETRA_CRAWL_GAP_SECONDS: must be a number from 0 to 600."


def test_a_settings_file_that_is_named_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETRA_SETTINGS", "/nowhere/netra.toml")
    with pytest.raises(SettingsError, match="no such file"):
        settings_file()


def test_the_token_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETRA_TELEGRAM_TOKEN", "123:very-secret")
    settings = load_settings()
    assert "very-secret" not in repr(settings) + str(describe(settings))
    (token,) = [row for row in describe(settings) if row.variable == "NETRA_TELEGRAM_TOKEN"]
    assert (token.key, token.value, token.origin) == ("(none)", "********", "environment")


def test_each_setting_says_where_its_value_comes_from(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "netra.toml").write_text('crawl_gap_seconds = 7\ncrawl_tick_seconds = 30\ncontact = "a@b.example"\n')
    monkeypatch.setenv("NETRA_CRAWL_GAP_SECONDS", "0.5")
    monkeypatch.setenv("netra_allow_hosts", "127.0.0.1:80,localhost:81")  # pydantic takes small letters too
    monkeypatch.setenv("NETRA_SOURCES", "")  # set to nothing is not set
    rows = {row.key: row for row in describe(load_settings())}
    assert len(rows) == len(Settings.model_fields)
    assert rows["crawl_gap_seconds"][1:4] == ("0.5", "environment", "NETRA_CRAWL_GAP_SECONDS")
    assert rows["crawl_tick_seconds"][1:3] == ("30", "netra.toml")
    assert rows["contact"][1:3] == ("a@b.example", "netra.toml")
    assert rows["allow_hosts"][1:3] == ("127.0.0.1:80, localhost:81", "environment")
    assert rows["sources"].origin == rows["(none)"].origin == "default"
    assert rows["(none)"].value == "(not set)"
    assert all(row.purpose for row in rows.values())


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("NETRA_TELEGRAM_TOKE", "Do you mean NETRA_TELEGRAM_TOKEN?"),
        ("NETRA_CRAWL_GAP", "Do you mean NETRA_CRAWL_GAP_SECONDS?"),
        ("netra_databse", "Do you mean NETRA_DATABASE?"),
        ("NETRA_COLOUR", "See `netra settings`."),
    ],
)
def test_a_mistyped_variable_is_named_with_the_nearest_one_and_without_its_value(
    monkeypatch: pytest.MonkeyPatch, name: str, meant: str
) -> None:
    monkeypatch.setenv(name, "123:very-secret")
    assert unknown_variables() == [f"the variable {name} is no setting and has no effect. {meant}"]


def test_variables_with_another_purpose_are_not_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    others = ("NETRA_SETTINGS", "NETRA_PARENT", "NETRA_BENCH_FUNDUS", "NETRA_BENCH_ANYTHING", "NETRALITAS")
    for name in (*others, *(f"NETRA_{field.upper()}" for field in Settings.model_fields)):
        monkeypatch.setenv(name, "x")
    assert unknown_variables() == []


def test_a_folder_is_no_archive(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETRA_DATABASE", str(folder))
    with pytest.raises(SettingsError) as raised:
        load_settings()
    assert str(raised.value) == f"NETRA_DATABASE: {folder} is a folder; name a file in it, e.g. {folder}/netra.db."


def test_a_wrong_token_setting_does_not_leak_into_the_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETRA_TELEGRAM_TOKEN", "123:very-secret")
    monkeypatch.setenv("NETRA_CRAWL_GAP_SECONDS", "x")
    with pytest.raises(SettingsError) as raised:
        load_settings()
    assert "very-secret" not in str(raised.value)
