"""Fixtures of all tests: settings of their own, and an archive in a fresh folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import settings
from archive import Archive, open_archive


@pytest.fixture(autouse=True)
def _own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees the settings of the machine it runs on, be they variables or a netra.toml."""
    monkeypatch.setattr(settings, "PROJECT", tmp_path)
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("NETRA_")]:
        monkeypatch.delenv(name)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "netra.db", tmp_path / "raw.db") as opened:
        yield opened
