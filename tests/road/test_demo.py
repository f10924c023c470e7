"""``netra demo``: the whole job on the built-in newsroom, and again without anything twice."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlite_utils
from click.testing import CliRunner

from archive import open_archive
from archive.polls import load_catalogue
from commands import demo
from crawler.catalogue import read_catalogue
from demo import __main__ as serving
from demo import newsroom as newsroom_module
from demo.newsroom import DEMO_PORT, Newsroom
from tests.support import NOW

ROOT = Path(demo.__file__).resolve().parents[1]
COUNTED = ("articles", "incidents", "circulars", "outbox", "alerts")


def test_the_demo_shows_its_alerts_and_finds_nothing_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with Newsroom() as newsroom:
        port = newsroom.port
    monkeypatch.setattr(demo, "DEMO_PORT", port)
    monkeypatch.setattr(demo, "DATABASE", tmp_path / "demo.db")
    monkeypatch.setenv("NETRA_TELEGRAM_TOKEN", "1:never-used-by-the-demo")
    runs = [CliRunner().invoke(demo.demo_command, catch_exceptions=False) for _ in range(2)]
    assert [run.exit_code for run in runs] == [0, 0]
    assert "dibaca otomatis dari berita, bukan putusan" in runs[0].output
    assert "What to type next" in runs[0].output
    shown = [[line for line in run.output.splitlines() if line.startswith(("K-", "E-"))] for run in runs]
    assert shown[0] == shown[1] != []
    # What the READMEs show is what the demo shows, at its usual port.
    alerts = [alert.strip() for alert in runs[0].output.replace(f":{port}/", f":{DEMO_PORT}/").split(demo.RULE)]
    for name in ("README.md", "README.id.md"):
        sample = (ROOT / name).read_text(encoding="utf-8").split("```")[1].strip()
        number = sample.splitlines()[-1].split(" · ")[0]
        assert sample in [alert for alert in alerts if alert.splitlines()[-1].startswith(f"{number} ")], name
    assert "no address failed, 1 refused by robots.txt." in capfd.readouterr().err
    db = sqlite_utils.Database(tmp_path / "demo.db")
    counts = {table: db.table(table).count for table in COUNTED}
    db.close()
    assert counts["articles"] == 46
    assert counts["outbox"] == len(shown[0])


def test_an_earlier_archive_that_cannot_be_used_is_to_be_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    with Newsroom() as newsroom:
        monkeypatch.setattr(demo, "DEMO_PORT", newsroom.port)
    monkeypatch.setattr(demo, "DATABASE", tmp_path / "demo.db")
    with open_archive(tmp_path / "demo.db", tmp_path / "demo-raw.db") as archive:
        archive.db.execute("alter table sources drop column begun")
        archive.db.execute("alter table frontier rename column state to stage")
    ended = CliRunner().invoke(demo.demo_command)
    assert isinstance(ended.exception, demo.DemoFailed)
    assert "rm demo.db* demo-raw.db*" in str(ended.exception)
    said = capfd.readouterr().err
    assert "no column named begun" in said
    assert "Traceback" not in said


@pytest.fixture
def no_crawl(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The demo without its crawl: the sources are entered alone. Gives the homepages of the last run."""
    homepages: list[str] = []

    def enter(environment: dict[str, str]) -> None:
        catalogue = read_catalogue(Path(environment["NETRA_SOURCES"]))
        homepages[:] = [source.homepage for source in catalogue.sources]
        with open_archive(demo.DATABASE, tmp_path / "demo-raw.db") as archive:
            load_catalogue(archive, catalogue.sources, NOW)

    monkeypatch.setattr(demo, "DATABASE", tmp_path / "demo.db")
    monkeypatch.setattr(demo, "_crawl", enter)
    monkeypatch.setattr(demo, "_netra", lambda *_, **__: None)
    return homepages


@pytest.fixture
def taken(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The demo's usual port, where something listens that is no newsroom and never answers."""
    with socket.create_server(("127.83.0.1", 0)) as other:
        port = int(other.getsockname()[1])
        monkeypatch.setattr(demo, "DEMO_PORT", port)
        monkeypatch.setattr(newsroom_module, "_ANSWER_SECONDS", 0.1)
        yield port


def test_a_newsroom_that_is_open_already_is_read_there(
    monkeypatch: pytest.MonkeyPatch, no_crawl: list[str]
) -> None:
    with Newsroom() as newsroom:
        monkeypatch.setattr(demo, "DEMO_PORT", newsroom.port)
        for _ in range(2):
            ended = CliRunner().invoke(demo.demo_command, catch_exceptions=False)
            assert "open already" in ended.output
            assert no_crawl == [f"{newsroom.base(outlet.id)}/" for outlet in newsroom.outlets]
        newsroom.withdraw(newsroom.outlets[0].id, newsroom.stories(newsroom.outlets[0].id)[-1].slug)
        assert not Newsroom(port=newsroom.port).is_open_elsewhere()  # other stories: not the same newsroom


def test_a_port_that_another_program_has_is_replaced_for_a_new_archive_and_kept(
    taken: int, no_crawl: list[str]
) -> None:
    first = CliRunner().invoke(demo.demo_command, catch_exceptions=False)
    assert f"Port {taken} is in use by another program" in first.output
    before = list(no_crawl)
    assert f":{taken}/" not in before[0]
    again = CliRunner().invoke(demo.demo_command, catch_exceptions=False)
    assert "in use" not in again.output
    assert no_crawl == before  # else each story would be found a second time, under another address


def test_a_taken_port_that_an_earlier_archive_needs_is_refused_with_what_to_do(
    taken: int, no_crawl: list[str], tmp_path: Path
) -> None:
    (tmp_path / "s.csv").write_text(
        f"id,name,homepage,feed_url\na,A,http://127.83.0.1:{taken}/,http://127.83.0.1/f\n"
    )
    demo._crawl({"NETRA_SOURCES": str(tmp_path / "s.csv")})
    ended = CliRunner().invoke(demo.demo_command)
    assert isinstance(ended.exception, demo.DemoFailed)
    said = str(ended.exception)
    assert f"Port {taken} cannot be had" in said
    assert "end the program that uses it" in said
    assert said.endswith("delete that archive and run the demo again: rm demo.db* demo-raw.db*")


def test_serving_says_whether_the_newsroom_is_open_already_or_how_to_take_another_port(
    taken: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("signal.signal", lambda *_: None)
    monkeypatch.setattr("sys.argv", ["demo", "--port", str(taken)])
    assert serving.main() == 1
    assert "-m demo --port 0" in capsys.readouterr().err
    with Newsroom() as newsroom:
        monkeypatch.setattr("sys.argv", ["demo", "--port", str(newsroom.port)])
        assert serving.main() == 1
    assert capsys.readouterr().err == (
        f"The newsroom is open already, at http://{newsroom.hosts[0]}/ and the next addresses.\n"
    )
