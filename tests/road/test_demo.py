"""``netra demo``: the whole job on the built-in newsroom, and again without anything twice."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlite_utils
from click.testing import CliRunner

from archive import open_archive
from commands import demo
from demo.newsroom import DEMO_PORT, Newsroom

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


def test_a_taken_port_is_a_clear_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(demo, "DATABASE", tmp_path / "demo.db")
    with Newsroom() as newsroom:
        monkeypatch.setattr(demo, "DEMO_PORT", newsroom.port)
        ended = CliRunner().invoke(demo.demo_command)
    assert ended.exit_code == 1
    assert str(newsroom.port) in str(ended.exception)
