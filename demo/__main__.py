"""``python -m demo``: serves the newsroom until Ctrl-C, so that a person can look at it in a browser."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
import threading
from pathlib import Path

from demo.newsroom import DEMO_PORT, Newsroom, PortTaken
from model import NetraError

DATABASE = Path(__file__).resolve().parents[1] / "data" / "newsroom.db"
"""Invented stories go into an archive of their own."""


def main() -> int:
    """Serves until Ctrl-C; gives 0, or 1 with one line on stderr when the newsroom cannot start."""
    parser = argparse.ArgumentParser(prog="python -m demo", description="Serve the built-in newsroom on loopback.")
    parser.add_argument("--port", type=int, default=DEMO_PORT, help=f"default {DEMO_PORT}; 0 picks a free one")
    port = parser.parse_args().port
    for end in (signal.SIGINT, signal.SIGTERM):  # a shell starts what it runs in the background deaf to Ctrl-C
        signal.signal(end, signal.default_int_handler)
    try:
        with tempfile.TemporaryDirectory(prefix="netra-newsroom-") as folder, Newsroom(port=port) as newsroom:
            sources = newsroom.sources_csv(Path(folder) / "sources.csv")
            print("The built-in newsroom is open (all of it is invented):\n")
            for outlet in newsroom.outlets:
                count = len(newsroom.stories(outlet.id))
                print(f"  {outlet.name:22} {newsroom.base(outlet.id)}/  {count:3} stories, {outlet.way}")
            print("\nTo let Netra read it, in another terminal:\n")
            for name, value in newsroom.environment(sources).items():
                print(f"  export {name}={value}")
            print(f"  export NETRA_DATABASE={DATABASE}")
            print("\nCtrl-C closes it.", flush=True)
            threading.Event().wait()
    except PortTaken as error:
        print(_taken(port, error), file=sys.stderr)
        return 1
    except NetraError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nClosed.")
    return 0


def _taken(port: int, error: PortTaken) -> str:
    taken = Newsroom(port=port)
    if taken.is_open_elsewhere():
        return f"The newsroom is open already, at http://{taken.hosts[0]}/ and the next addresses."
    return f"{error} Or open it at a free port: {sys.executable} -m demo --port 0"


if __name__ == "__main__":
    sys.exit(main())
