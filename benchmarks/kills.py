"""``make bench-kills``: SIGKILL at random moments, 50 times a crawl and 20 times the daemon; nothing may be lost.

Rounds of one archive each: the process is killed at a random moment, started again, killed again …, and at the
end it runs through undisturbed. Then the archive must equal that of a run without kills, every alert must have
arrived, and an alert that arrived twice must say so. Prints the seed, and writes ``benchmarks/kills.md``.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from demo.newsroom import Newsroom
from tests.road.harness import Installation, assert_sound, state_of
from tests.telegram.botapi import TOKEN, BotApi

CHAT = 4711
MARK = "[mungkin ganda]"
RESULT = Path(__file__).with_suffix(".md")
CRAWL_KILLS, DAEMON_KILLS = 50, 20
KILLS_A_ROUND = 5


@dataclass
class Tally:
    """What the kills came to."""

    kills: int = 0
    ended_before: int = 0  # the process was done before its moment came
    rounds: int = 0
    differing: int = 0  # archives that are not what an undisturbed run leaves
    lost: int = 0  # alerts that never arrived
    marked: int = 0  # alerts that arrived once more, marked
    unmarked: int = 0  # alerts that arrived twice without a mark


def kill_after(process: subprocess.Popen[str], seconds: float, tally: Tally) -> None:
    """SIGKILL a process at its moment, and wait until all that hold its pipes are gone."""
    try:
        process.wait(seconds)
        tally.ended_before += 1
    except subprocess.TimeoutExpired:
        process.kill()
        tally.kills += 1
    process.communicate()


def installation_for(folder: Path, newsroom: Newsroom, api: BotApi) -> Installation:
    """A fresh installation whose bot has one subscriber to everything."""
    installation = Installation(
        folder, newsroom, NETRA_TELEGRAM_TOKEN=TOKEN, NETRA_TELEGRAM_API=api.url, NETRA_CRAWL_TICK_SECONDS="1"
    )
    api.say(CHAT, "/langganan semua Indonesia")
    assert installation.netra("send").returncode == 0
    api.messages.clear()
    return installation


def finish(installation: Installation, api: BotApi, expected: Mapping[str, Any], tally: Tally) -> None:
    """Let everything run to its end and compare."""
    for _ in range(3):  # an address that was in flight at several kills may wait for its next try
        assert installation.netra("crawl", "--now").returncode == 0
    assert installation.netra("send").returncode == 0
    assert_sound(installation)
    tally.rounds += 1
    tally.differing += state_of(installation) != expected
    arrived = Counter(sent.text.removeprefix(MARK).strip() for sent in api.messages if sent.chat == CHAT)
    plain = Counter(sent.text for sent in api.messages if not sent.text.startswith(MARK))
    queued = installation.value("select count(*) from outbox")
    tally.lost += queued - len(arrived)
    tally.marked += sum(sent.text.startswith(MARK) for sent in api.messages)
    tally.unmarked += sum(count - 1 for count in plain.values())


def undisturbed(folder: Path, newsroom: Newsroom) -> tuple[Mapping[str, Any], float]:
    """What a run without kills leaves, and how long its crawl takes."""
    with BotApi() as api:
        installation = installation_for(folder, newsroom, api)
        began = time.monotonic()
        assert installation.netra("crawl", "--now").returncode == 0
        took = time.monotonic() - began
        return state_of(installation), took


def main() -> None:
    """Run the kills and write the result."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    parser.add_argument("--crawl-kills", type=int, default=CRAWL_KILLS)
    parser.add_argument("--daemon-kills", type=int, default=DAEMON_KILLS)
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    moments = random.Random(options.seed)
    crawls, daemons = Tally(), Tally()
    with tempfile.TemporaryDirectory() as folder, Newsroom() as newsroom:
        expected, seconds = undisturbed(Path(folder) / "undisturbed", newsroom)
        print(f"an undisturbed crawl takes {seconds:.1f} s", flush=True)
        while crawls.kills < options.crawl_kills:
            with BotApi() as api:
                installation = installation_for(Path(folder) / f"crawl-{crawls.rounds}", newsroom, api)
                for _ in range(KILLS_A_ROUND):
                    kill_after(installation.start("crawl", "--now"), moments.uniform(0.5, seconds), crawls)
                finish(installation, api, expected, crawls)
            print(f"crawl: {crawls}", flush=True)
        while daemons.kills < options.daemon_kills:
            with BotApi() as api:
                installation = installation_for(Path(folder) / f"daemon-{daemons.rounds}", newsroom, api)
                for _ in range(KILLS_A_ROUND):
                    kill_after(installation.start("run"), moments.uniform(1.0, seconds + 8), daemons)
                finish(installation, api, expected, daemons)
            print(f"daemon: {daemons}", flush=True)
    report(options.seed, crawls, daemons)
    sys.exit(any(tally.differing or tally.lost or tally.unmarked for tally in (crawls, daemons)))


def report(seed: int, crawls: Tally, daemons: Tally) -> None:
    """Print the table and keep it."""
    rows = [
        ("SIGKILLs at a random moment", "kills"),
        ("archives compared at the end", "rounds"),
        ("archives that differ from an undisturbed run (target 0)", "differing"),
        ("alerts lost (target 0)", "lost"),
        ("alerts that arrived once more, marked as such", "marked"),
        ("alerts doubled without a mark (target 0)", "unmarked"),
    ]
    lines = [
        "# Kills at random moments",
        "",
        f"`make bench-kills`, seed {seed} (`python -m benchmarks.kills --seed {seed}`). Every archive also passed "
        "`integrity_check`, the foreign-key check, and the comparison of articles with the full-text index.",
        "",
        "| | crawl | daemon |",
        "| --- | ---: | ---: |",
        *(f"| {name} | {getattr(crawls, field)} | {getattr(daemons, field)} |" for name, field in rows),
        "",
    ]
    print("\n".join(lines))
    RESULT.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
