"""What ``make setup`` shows."""

from __future__ import annotations

import re
from pathlib import Path

MAKEFILE = (Path(__file__).resolve().parents[2] / "Makefile").read_text(encoding="utf-8")


def test_every_installation_hides_pips_warnings_and_never_its_errors() -> None:
    (quiet,) = re.findall(r"^QUIET := (.*)$", MAKEFILE, re.MULTILINE)
    assert quiet.split().count("--quiet") == 2  # a third one would hide errors too
    installs = re.findall(r"pip install(.*)$", MAKEFILE, re.MULTILINE)
    assert len(installs) == 5
    assert all(" $(QUIET) " in install and "--quiet" not in install for install in installs)
