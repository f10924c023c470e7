"""Fetches one page in a process of its own and shows what came; argument: a JSON file with the address."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from crawler.fetching import FetchError, fetch_one

if __name__ == "__main__":
    try:
        page = fetch_one(json.loads(Path(sys.argv[1]).read_text())["url"])
    except FetchError as error:
        print(f"FetchError: {error}")
    else:
        print(json.dumps({"url": page.url, "requested_url": page.requested_url, "body": page.body.decode()}))
