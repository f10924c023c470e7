"""Why a page gives no article: named reasons a reader of the log can act on."""

from __future__ import annotations

from model import NetraError


class ExtractionError(NetraError):
    """Base of the errors of this room; ``reason`` is the short form kept in the archive."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"{reason[:1].upper()}{reason[1:]}.")
        self.reason = reason


class NotAnArticle(ExtractionError):
    """The page could be read, and tells no story: a front page, a list, an error page, a login wall.

    ``kind`` is its word in the vocabulary of extract/kinds.py ("" outside of it); ``temporary`` says that the site
    answered for the moment only, and that the story may stand at the address when it is asked for again.
    """

    def __init__(self, reason: str, *, kind: str = "", temporary: bool = False) -> None:
        super().__init__(reason)
        self.kind = kind
        self.temporary = temporary


class NotHtml(NotAnArticle):
    """The bytes are no web page: empty, plain text, a feed, a picture."""


class Unreadable(NotAnArticle):
    """The markup (or the PDF) is broken or hostile beyond what may be read in bounded time."""


class LockedPdf(NotAnArticle):
    """The PDF opens only with a password."""


class NeedsOcr(NotAnArticle):
    """The PDF is a scan without text: an article perhaps, for who can read pictures."""
