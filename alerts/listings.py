"""Short forms of register rows, for lists."""

from __future__ import annotations

from alerts.messages import headline
from alerts.views import IncidentView, View
from model import MessageKind
from wording import day, escape, link

MAX_FIELD = 100


def summary(subject: View, outlet: str, url: str | None, reported: str, language: str = "id") -> str:
    """One subject on two lines of HTML: its headline, then its number and the report that speaks for it.

    That report told what the headline says: ``outlet`` is its outlet's name, ``reported`` its local ISO day.
    """
    number = subject.case_number if isinstance(subject, IncidentView) else subject.number or subject.register_number
    facts = [escape(_short(number)), escape(day(reported, language)), link(_short(outlet), url)]
    return f"<b>{escape(headline(subject, MessageKind.STAGE, language))}</b>\n" + " · ".join(facts)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= MAX_FIELD else text[: MAX_FIELD - 1] + "…"
