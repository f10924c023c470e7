"""The command line as scripts and people meet it: exit codes, one clear line, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import netra
from alerts import registers
from alerts.registers import Report
from archive import Archive, search
from archive.polls import load_catalogue
from commands.crawl import summary
from crawler.run import CrawlReport
from model import Act, Actor, Circular, CircularKind, Findings, Genre, Incident, Source, Stage, Weight
from scheduler import sender_lock
from settings import load_settings
from tests.support import NOW, article_id
from tests.telegram.botapi import BotApi


class Ended:
    """What a command wrote, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Runner:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NETRA_DATABASE", str(tmp_path / "netra.db"))
    return Runner(monkeypatch, capsys)


class Runner:
    """Runs ``netra`` in this process as the installed command does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.monkeypatch, self.capsys = monkeypatch, capsys

    def __call__(self, *arguments: str) -> Ended:
        self.monkeypatch.setattr(sys, "argv", ["netra", *arguments])
        code = 0
        try:
            netra.main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        out, err = self.capsys.readouterr()
        assert "Traceback" not in err
        return Ended(code, out, err)


@pytest.fixture
def filled(archive: Archive) -> Archive:
    """An archive with one case and one circular in Kota Semarang."""
    incident = Incident(
        stage=Stage.REPORTED,
        actor=Actor.SUB_DISTRICT_HEAD,
        acts=(Act.ATTEND_CAMPAIGN,),
        sentence="=SUM(A1) Camat dilaporkan.",
        confidence=0.9,
        region="33.74",
        office="Camat Wonosari",
    )
    circular = Circular(CircularKind.SURAT_EDARAN, "Terbit.", number="800/1/2026", region="33.74")
    with archive.transaction() as db:
        number = article_id(archive, "https://a.example/1", "Camat Wonosari menghadiri deklarasi.")
        db.execute("update articles set published_day = '2026-11-20', region = '33.74'")
        findings = Findings(Genre.INCIDENT, Weight.MAIN, Weight.MAIN, incidents=(incident,), circulars=(circular,))
        registers.register(db, Report(number, "Isi.", "2026-11-20", NOW, "1"), findings)
    return archive


@pytest.mark.parametrize("command", sorted(netra.COMMANDS))
def test_every_command_explains_itself_and_is_listed(command: str, run: Runner) -> None:
    ended = run(command, "--help")
    assert ended.code == 0
    assert f"netra {command}" in ended.out
    assert command in run("--help").out


@pytest.mark.parametrize("command", sorted(netra.COMMANDS))
def test_every_command_stands_in_the_readme(command: str) -> None:
    assert f"netra {command}" in Path(netra.__file__).with_name("README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "arguments",
    [
        ("fly",),
        ("search",),
        ("search", "x", "--since", "yesterday"),
        ("incidents", "--region", "Semarang"),
        ("incidents", "--stage", "guilty"),
        ("incidents", "--json", "--csv"),
        ("crawl", "--budget", "-1"),
        ("extract",),
        ("match", "--wrong"),
        ("eval",),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(arguments: tuple[str, ...], run: Runner) -> None:
    ended = run(*arguments)
    assert ended.code == 2
    assert ended.out == ""
    assert ended.err.count("\n") == 1


def test_wrong_settings_are_one_line_and_exit_code_2(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "netra.toml").write_text("colour = 'blue'")
    ended = run("settings")
    assert ended.code == 2
    assert "unknown key 'colour'" in ended.err
    assert ended.err.count("\n") == 1


@pytest.mark.parametrize("command", [("search", "x"), ("incidents",), ("circulars",)])
def test_asking_without_an_archive_is_one_line_and_exit_code_1(command: tuple[str, ...], run: Runner) -> None:
    ended = run(*command)
    assert ended.code == 1
    assert "There is no archive" in ended.err
    assert ended.err.count("\n") == 1


def test_an_archive_that_is_no_database_is_one_line_and_exit_code_1(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "netra.db").write_bytes(b"nonsense" * 500)
    for command in (("incidents",), ("crawl",), ("send",)):
        ended = run(*command)
        assert ended.code == 1
        assert "damaged or no SQLite database" in ended.err
        assert ended.err.count("\n") == 1


def test_an_archive_of_a_newer_version_is_refused_by_every_command_that_opens_it(
    run: Runner, archive: Archive
) -> None:
    with archive.transaction() as db:
        db.table("_sqlite_migrations").insert({"migration_set": "netra", "name": "m999", "applied_at": "2030"})
    for command in (("incidents",), ("crawl",), ("send",), ("run",)):
        ended = run(*command)
        assert ended.code == 1
        assert "newer version of Netra" in ended.err


def test_the_registers_are_shown_as_table_json_and_csv(run: Runner, filled: Archive) -> None:
    assert "K-3374-001" in run("incidents").out
    (row,) = json.loads(run("incidents", "--json").out)
    assert (row["stage"], row["region"], row["reports"]) == ("reported", "33.74", 1)
    (line,) = csv.DictReader(io.StringIO(run("circulars", "--csv").out))
    assert line["number"] == "800/1/2026"


def test_a_cell_from_the_web_cannot_be_a_formula(run: Runner, filled: Archive) -> None:
    (line,) = csv.DictReader(io.StringIO(run("incidents", "--csv").out))
    assert line["sentence"].startswith("'=")


def test_a_file_to_hand_on_names_no_accused(run: Runner, filled: Archive) -> None:
    with filled.transaction() as db:
        db.execute("update articles set title = 'Camat Slamet Widodo dilaporkan'")
        db.execute("update incident_reports set sentence = 'Camat itu, Slamet Widodo, dilaporkan warga.'")
    (line,) = csv.DictReader(io.StringIO(run("incidents", "--csv").out))
    assert "Slamet" not in str(line)
    assert "dilaporkan" in line["title"]
    (row,) = json.loads(run("incidents", "--json").out)  # for the operator alone
    assert "Slamet" in row["title"]


def test_a_province_includes_its_cities_and_other_filters_narrow(run: Runner, filled: Archive) -> None:
    assert len(json.loads(run("incidents", "--region", "33", "--json").out)) == 1
    assert json.loads(run("incidents", "--region", "32", "--json").out) == []
    assert json.loads(run("incidents", "--stage", "charged", "--json").out) == []
    assert json.loads(run("incidents", "--until", "2026-11-19", "--json").out) == []
    assert len(json.loads(run("incidents", "--since", "2026-11-20", "--until", "2026-11-20", "--json").out)) == 1


def test_searching_finds_articles_and_says_when_there_is_none(run: Runner, filled: Archive) -> None:
    (row,) = json.loads(run("search", "camat", "deklarasi", "--json").out)
    assert row["url"] == "https://a.example/1"
    assert "Nothing found" in run("search", "gempa").out
    assert run("search", "gempa", "--csv").out.strip() == ",".join(search.ARTICLE_FIELDS)


def test_the_fields_are_those_that_are_documented(run: Runner, filled: Archive) -> None:
    for command, fields in (("incidents", search.INCIDENT_FIELDS), ("circulars", search.CIRCULAR_FIELDS)):
        (row,) = json.loads(run(command, "--json").out)
        assert tuple(row) == fields
    (row,) = json.loads(run("search", "camat", "--json").out)
    assert tuple(row) == search.ARTICLE_FIELDS


def test_tables_name_the_outlet_and_the_fields_keep_its_host(run: Runner, filled: Archive) -> None:
    with filled.transaction() as db:
        db.execute("update articles set outlet = '127.0.0.1', site = 'Kabar Kita'")
    assert "Kabar Kita" in run("search", "camat").out
    assert "127.0.0.1" not in run("search", "camat").out
    (row,) = json.loads(run("search", "camat", "--json").out)
    assert (row["outlet"], row["outlet_name"]) == ("127.0.0.1", "Kabar Kita")
    for command in ("incidents", "circulars"):
        (line,) = csv.DictReader(io.StringIO(run(command, "--csv").out))
        assert (line["outlet_name"], line["reported"]) == ("Kabar Kita", "2026-11-20")


def test_output_that_cannot_be_written_is_one_line_and_exit_code_1(filled: Archive) -> None:
    environment = {**os.environ, "NETRA_DATABASE": str(filled.path)}
    for command in (("incidents",), ("search", "camat", "--json")):
        with Path("/dev/full").open("w") as full:
            ended = subprocess.run(
                [sys.executable, str(Path(netra.__file__)), *command],
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                env=environment,
                check=False,
            )
        assert ended.returncode == 1
        assert ended.stderr.count("\n") == 1
        assert "cannot be written" in ended.stderr


def test_text_from_the_web_cannot_steer_the_terminal(run: Runner, filled: Archive) -> None:
    with filled.transaction() as db:
        db.execute("update articles set title = ?", ["\x1b[31mMerah\x07"])
    assert "\x1b" not in run("search", "camat").out


def test_a_source_that_is_not_in_the_catalogue_is_named(run: Runner) -> None:
    ended = run("crawl", "--source", "hilang")
    assert ended.code == 2
    assert "'hilang'" in ended.err


def test_a_wrong_row_of_the_catalogue_is_named_and_the_rest_is_loaded(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "s.csv").write_text(
        "id,name,homepage,feed_url\nbaik,Baik,https://a.example/,https://a.example/feed\n"
        "salah,Salah,ftp://b.example/,ftp://b.example/feed\n"
    )
    monkeypatch.setenv("NETRA_SOURCES", str(tmp_path / "s.csv"))
    ended = run("crawl", "--source", "hilang")  # ends before anything is fetched
    assert "line 3" in ended.err
    db = sqlite3.connect(tmp_path / "netra.db")
    assert db.execute("select id from sources").fetchall() == [("baik",)]
    db.close()


def test_a_catalogue_that_is_missing_is_one_line(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETRA_SOURCES", "/nowhere.csv")
    for command in ("crawl", "run"):
        ended = run(command)
        assert ended.code == 2
        assert "/nowhere.csv" in ended.err
        assert ended.err.count("\n") == 1


@pytest.mark.parametrize("rows", ["", "salah,Salah,ftp://b.example/,ftp://b.example/feed\n"])
def test_a_catalogue_with_nothing_to_read_starts_nothing_and_disables_no_source(
    run: Runner, archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: str
) -> None:
    load_catalogue(archive, [Source("baik", "Baik", "https://a.example/", feed_url="https://a.example/feed")], NOW)
    (tmp_path / "s.csv").write_text(f"id,name,homepage,feed_url\n{rows}")
    monkeypatch.setenv("NETRA_SOURCES", str(tmp_path / "s.csv"))
    for command in (("crawl",), ("crawl", "--now"), ("run",)):
        ended = run(*command)
        assert ended.code == 2
        assert "there is nothing to read" in ended.err
        assert ended.err.count("\n") == 1
    assert archive.value("select enabled from sources") == 1
    assert archive.value("select count(*) from crawls") == 0


def test_a_mistyped_variable_is_one_line_of_warning(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETRA_TELEGRAM_TOKE", "123:very-secret")
    ended = run("send")
    assert ended.code == 0
    line, _ = ended.err.splitlines()
    assert line == (
        "netra: the variable NETRA_TELEGRAM_TOKE is no setting and has no effect. Do you mean NETRA_TELEGRAM_TOKEN?"
    )
    monkeypatch.setenv("NETRA_PARENT", str(os.getppid()))  # a crawl of the daemon's, each minute
    assert "NETRA_TELEGRAM_TOKE" not in run("settings").err


def test_a_folder_for_an_archive_is_one_line_and_exit_code_2(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NETRA_DATABASE", str(tmp_path))
    for command in (("crawl",), ("incidents",), ("run",)):
        ended = run(*command)
        assert ended.code == 2
        assert (
            ended.err
            == f"netra: NETRA_DATABASE: {tmp_path} is a folder; name a file in it, e.g. {tmp_path}/netra.db.\n"
        )


def test_an_archive_with_other_tables_is_one_line_and_exit_code_1(run: Runner, archive: Archive) -> None:
    archive.db.execute("alter table sources drop column begun")
    archive.db.execute("alter table incidents drop column office")
    for command in (("crawl", "--now"), ("incidents",)):
        ended = run(*command)
        assert ended.code == 1
        assert "column" in ended.err
        assert "name another file in NETRA_DATABASE" in ended.err
        assert ended.err.count("\n") == 1


def test_the_daemon_announces_nothing_that_it_may_not_do(run: Runner, archive: Archive, tmp_path: Path) -> None:
    with sender_lock(load_settings()):
        refused = run("run")
    assert refused.code == 1
    assert refused.err.startswith("netra: A daemon or another sender is working on")
    assert refused.err.count("\n") == 1
    archive.close()
    (tmp_path / "netra.db").write_bytes(b"nonsense" * 500)
    damaged = run("run")
    assert damaged.code == 1
    assert damaged.err.startswith(f"netra: {tmp_path}/netra.db is damaged")
    assert damaged.err.count("\n") == 1


@pytest.mark.parametrize(
    ("failures", "refused", "end"),
    [
        (0, 0, "."),
        (0, 1, ", no address failed, 1 refused by robots.txt."),
        (1, 0, ", 1 address failed."),
        (2, 3, ", 2 addresses failed, 3 refused by robots.txt."),
    ],
)
def test_what_robots_txt_refuses_is_not_called_a_failure(failures: int, refused: int, end: str) -> None:
    many, one = CrawlReport(5, 48, failures, refused, "done"), CrawlReport(1, 1, failures, refused, "budget")
    assert summary(many, 0) == f"Crawl done: 5 sources read, 48 pages fetched, 0 articles new or changed{end}"
    assert summary(one, 1) == f"Crawl budget: 1 source read, 1 page fetched, 1 article new or changed{end}"


def test_sending_an_empty_outbox_without_a_token_is_done(run: Runner) -> None:
    ended = run("send")
    assert ended.code == 0
    assert "Sent now: 0. In the outbox: 0 queued" in ended.err


def test_sending_says_how_many_users_it_answered(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    with BotApi() as api:
        monkeypatch.setenv("NETRA_TELEGRAM_API", api.url)
        monkeypatch.setenv("NETRA_TELEGRAM_TOKEN", api.token)
        api.say(7, "/help")
        ended = run("send")
        assert api.last(7).text
    assert ended.code == 0
    assert ended.err.endswith("Users answered: 1.\n")


def test_settings_are_shown_with_the_token_masked(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NETRA_TELEGRAM_TOKEN", "123:very-secret")
    ended = run("settings")
    assert ended.code == 0
    assert "NETRA_TELEGRAM_TOKEN" in ended.out
    assert "very-secret" not in ended.out
    (line,) = [line for line in ended.out.splitlines() if "NETRA_CRAWL_GAP_SECONDS" in line and "pause" not in line]
    assert line.split() == ["crawl_gap_seconds", "5", "default", "NETRA_CRAWL_GAP_SECONDS"]


PAGE = """<html lang="id"><head><title>Camat Wonosari Dilaporkan ke Bawaslu Kota Semarang</title></head>
<body><article>
<h1>Camat Wonosari Dilaporkan ke Bawaslu Kota Semarang</h1>
<p>SEMARANG - Camat Wonosari dilaporkan ke Bawaslu Kota Semarang karena diduga menghadiri kampanye pasangan calon
wali kota di lapangan kelurahan, Minggu sore. Foto kehadirannya beredar di grup percakapan warga.</p>
<p>Ketua Bawaslu Kota Semarang membenarkan laporan itu sudah diterima dan akan dikaji sesuai dengan aturan yang
berlaku tentang netralitas aparatur sipil negara dalam pemilihan.</p>
</article></body></html>"""


def test_a_page_is_checked_without_being_stored(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(PAGE)
    shown = run("check", "page.html", "--url", "https://a.example/camat")
    assert shown.code == 0
    assert "INCIDENT (main): reported, sub_district_head" in shown.out
    assert "33.74" in shown.out
    found = json.loads(run("check", "page.html", "--json").out)
    assert found["findings"]["incidents"][0]["reasons"]
    assert not (tmp_path / "netra.db").exists()


@pytest.mark.parametrize(
    ("name", "content", "sentence"), [("a.html", b"", "mpty"), ("a.png", b"\x89PNG\r\n" * 9, "")]
)
def test_a_page_that_cannot_be_checked_is_one_line(
    name: str, content: bytes, sentence: str, run: Runner, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(content)
    ended = run("check", name)
    assert ended.code == 1
    assert sentence in ended.err
    assert ended.err.count("\n") == 1


READERS = [("check",), ("extract",), ("match",), ("match", "--jsonl"), ("eval",)]


@pytest.mark.parametrize("command", READERS)
def test_a_file_that_is_not_there_is_wrong_use_and_the_same_line_everywhere(
    command: tuple[str, ...], run: Runner, tmp_path: Path
) -> None:
    for name, why in (("none.html", "No such file or directory"), (str(tmp_path), "Is a directory")):
        ended = run(*command, name)
        assert (ended.code, ended.out) == (2, "")
        assert ended.err == f"netra: {name} cannot be read: {why}.\n"


@pytest.mark.parametrize("command", [("check",), ("extract", "--url")])
def test_an_address_of_another_scheme_is_told_which_ones_are_fetched(command: tuple[str, ...], run: Runner) -> None:
    ended = run(*command, "ftp://x.y/")
    assert ended.code == 2
    assert "http:// or https://" in ended.err
    assert ended.err.count("\n") == 1
    nowhere = run(*command, "http://")
    assert (nowhere.code, nowhere.err) == (2, "netra: 'http://' is not an http or https address.\n")


@pytest.mark.parametrize("command", READERS[1:])
def test_an_address_where_a_file_is_read_is_sent_to_the_command_that_reads_one(
    command: tuple[str, ...], run: Runner
) -> None:
    ended = run(*command, "https://a.example//b")
    assert ended.code == 2
    assert ended.err.startswith(
        "netra: https://a.example//b is an address, and a file is read here; `netra check URL`"
    )


def test_a_file_that_is_no_plain_text_is_one_line(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    ended = run("match", "a.pdf")
    assert ended.code == 1
    assert ended.err == "netra: This is no plain text. For a web page or a PDF use `netra check FILE`.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("crawl", "--budget", "abc"), "'abc' is not a number of seconds above 0."),
        (("crawl", "--budget", "nan"), "'nan' is not a number of seconds above 0."),
        (("crawl", "--budget", "inf"), "'inf' is not a number of seconds above 0."),
        (("crawl", "--budget", "0"), "'0' is not a number of seconds above 0."),
        (("incidents", "--limit", "abc"), "'abc' is not a whole number from 1 to 100000."),
    ],
)
def test_a_wrong_number_is_told_what_is_wanted(arguments: tuple[str, ...], sentence: str, run: Runner) -> None:
    ended = run(*arguments)
    assert ended.code == 2
    assert sentence in ended.err
    assert ended.err.count("\n") == 1
