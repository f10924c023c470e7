"""Fixtures of the crawler's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crawler.crawl_desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A desk with an empty archive."""
    return Desk(tmp_path)
