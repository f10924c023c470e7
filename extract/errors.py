"""Why a page gives no article: named reasons a reader of the log can act on."""

from __future__ import annotations

from model import NetraError


class ExtractionError(NetraError):
    """Base of the errors of this room; ``reason`` is the short form kept in the archive."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason[:1].upper()}{reason[1:]}.")
        self.reason = reason


class NotAnArticle(ExtractionError):
    """The page could be read, and tells no story: a front page, a list, an error page, a login wall."""


class NotHtml(NotAnArticle):
    """The bytes are no web page: empty, plain text, a feed, a PDF, a picture."""


class Unreadable(NotAnArticle):
    """The markup is broken or hostile beyond what may be read in bounded time."""
