"""What the tests of the conveyor share."""

from __future__ import annotations

import pytest

from alerts import subscriptions
from archive import Archive
from intake import Intake
from model import SubjectKind
from settings import load_settings
from tests.road.pages import Clock
from tests.support import NOW


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def take(archive: Archive, clock: Clock) -> Intake:
    subscriptions.subscribe(archive, "telegram:7", SubjectKind.INCIDENT, None, NOW)
    return Intake(archive, load_settings(), clock)
