"""Pages → article: trafilatura's text under our own filter, with what the page says of its story.

Pure: no clock, no network, no database. What must be known of the world comes in with the ``Page`` (its address,
when it was fetched, what the list it was found on told); what the outlet repeats from story to story is handed to
``extract.furniture.without``.
"""

from __future__ import annotations

from extract.errors import ExtractionError, LockedPdf, NeedsOcr, NotAnArticle, NotHtml, Unreadable
from extract.following import Role, further_parts, is_part, refused_for_now, role, still_wanted, whole_view
from extract.pager import FirstPage
from extract.pdf import is_pdf
from extract.story import extract

__all__ = [
    "ExtractionError",
    "FirstPage",
    "LockedPdf",
    "NeedsOcr",
    "NotAnArticle",
    "NotHtml",
    "Role",
    "Unreadable",
    "extract",
    "further_parts",
    "is_part",
    "is_pdf",
    "refused_for_now",
    "role",
    "still_wanted",
    "whole_view",
]
