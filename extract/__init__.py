"""Pages → article: trafilatura's text under our own filter, with what the page says of its story.

Pure: no clock, no network, no database. What must be known of the world comes in with the ``Page`` (its address,
when it was fetched, what the list it was found on told) and as ``furniture``.
"""

from __future__ import annotations

from extract.clutter import clean_lines
from extract.errors import ExtractionError, NotAnArticle, NotHtml, Unreadable
from extract.story import extract, further_parts

__all__ = [
    "ExtractionError",
    "NotAnArticle",
    "NotHtml",
    "Unreadable",
    "clean_lines",
    "extract",
    "further_parts",
]
