"""A story whose page cannot be read, by what the list that named it says of it: its headline and summary.

Walls, bot checks and refusing sites hide stories that their feeds announce. Such a story is kept only when its
headline and summary tell of an incident or a circular; it gives way to the page once that is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from alerts import matcher
from archive import articles
from model import Article, Findings, Weight

METHOD = articles.LISTED
HIDING = frozenset({"login wall", "no text"})
"""The kinds of refusal (``extract.kinds``) behind which a story stands for good."""
_GONE = ("answered 404", "answered 410")
"""Reasons of the frontier: what is not there any more was perhaps withdrawn."""
_BOILERPLATE = re.compile(r"(?:\s*\[?(?:…|\.\.\.)\]?)?(?:\s*The post .{0,300}? appeared first on .*)?$")
"""What WordPress puts behind a summary."""
FAILURES = 2
"""Fetches in a row that must have failed: the page may come with the next one."""


def listed(row: Mapping[str, Any], why: str) -> tuple[Article, Findings] | None:
    """The story that a row of the frontier announces (``why`` its page is not read); None without a finding."""
    title, summary = (" ".join(str(row.get(key) or "").split()) for key in ("title", "summary"))
    summary = _BOILERPLATE.sub("", summary, count=1)
    if not title or why.startswith(_GONE):
        return None
    summary = "" if summary == title else summary
    url = str(row["url"])
    published = str(row["published"]) if row.get("published") else None
    findings = matcher.match(title, summary, published=published, outlet=articles.outlet_of(url) or None, url=url)
    if Weight.MAIN not in (findings.incident, findings.circular):
        return None
    warning = f"text: the page is not read ({why}); headline and summary are the list's"
    return Article(title, summary or title, url, method=METHOD, warnings=(warning,)), findings


def told_of(article: Mapping[str, Any]) -> str:
    """The text of a row of ``articles`` as the matcher reads it: "" where the headline alone is known."""
    alone = article["method"] == METHOD and article["text"] == article["title"]
    return "" if alone else str(article["text"])
