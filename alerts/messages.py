"""How a message looks: pure rendering of register rows into Telegram's HTML.

Layout: what and where stand within the first 40 characters, which is what a phone's notification shows. Names of
persons never leave the house (:func:`wording.reduce_quote`); everything from the web is escaped.
"""

from __future__ import annotations

from collections.abc import Sequence

from alerts.views import STANDINGS, CircularView, IncidentView, Report, View
from model import Act, MessageKind, Stage
from wording import (
    LANGUAGES,
    LIMIT,
    bare_title,
    cut,
    day,
    escape,
    label,
    link,
    moment,
    plain,
    public_office,
    reduce_quote,
    region_name,
    units,
)

__all__ = ["headline", "plain", "render"]

ROOM = LIMIT - 1 - max(len(label("layout", "maybe_double", language)) for language in LANGUAGES)
"""Units of a message, leaving a line at its top for the mark of one that may have arrived before."""

HEAD_WIDTH = 40
"""Characters of a message that a phone's notification surely shows."""

MAX_OUTLETS = 6
MAX_ACTS = 3
MAX_QUOTE = 400
MAX_FIELD = 300


def render(subjects: Sequence[View], kind: MessageKind, language: str = "id") -> str:
    """One message about one or more subjects of an article, as Telegram's HTML.

    At most 4,096 characters as Telegram counts them, with room left for the mark of a possible double: quotes
    are left out first, then the last subjects ("… dan 3 lagi"), then the end is cut.

    Raises ValueError without subjects.
    """
    if not subjects:
        raise ValueError("a message needs a subject")
    for quotes in (True, False):
        blocks = [_block(subject, kind, language, quotes=quotes) for subject in subjects]
        html = "\n\n".join(blocks)
        if units(html) <= ROOM:
            return html
    kept, room = blocks[:1], ROOM - units(blocks[0])
    for done, block in enumerate(blocks[1:], 1):
        more = label("layout", "more_subjects", language).format(count=len(blocks) - done)
        room -= units(block) + 2
        if room < len(more) + 2:
            kept.append(more)
            break
        kept.append(block)
    return cut("\n\n".join(kept), ROOM)


def headline(subject: View, kind: MessageKind = MessageKind.ALERT, language: str = "id") -> str:
    """The first line as plain text: what, where, who. What and where fit into 40 characters."""
    if isinstance(subject, CircularView):
        what = label("kind_head", subject.kind, language)
        width = HEAD_WIDTH - len(what) - 3
        parts = [what, region_name(subject.region, language, width=width, national=subject.national)]
        return " · ".join([*parts, _field(subject.issuer)] if subject.issuer else parts)
    group = "stage_news" if kind is MessageKind.STAGE else "stage_head"
    what = label(group, subject.stage, language)
    where = region_name(subject.region, language, width=HEAD_WIDTH - len(what) - 3)
    office = public_office(subject.office, subject.region)
    if office is None and subject.told_as and subject.count == 1:
        office = bare_title(subject.told_as)
    return " · ".join((what, where, office or label("actor", subject.actor, language)))


def _block(subject: View, kind: MessageKind, language: str, *, quotes: bool) -> str:
    if isinstance(subject, CircularView):
        return _circular_block(subject, kind, language)
    return _incident_block(subject, kind, language, quotes=quotes)


def _incident_block(view: IncidentView, kind: MessageKind, language: str, *, quotes: bool) -> str:
    def words(value: str, **fields: object) -> str:
        return escape(label("layout", value, language).format(**fields))

    report = _report_to_show(view, kind)
    stage = label("stage", view.stage, language)
    before = view.before if kind is MessageKind.STAGE and view.before != view.stage else None
    lines = [
        f"<b>{escape(headline(view, kind, language))}</b>",
        escape(_fact(view, language)),
        words("stage_was", stage=stage, before=label("stage", before, language))
        if before
        else words("stage", stage=stage),
    ]
    # What was not read is not said: "not told" would be a claim about the story.
    happened = [words("happened", day=_occurred(view, report, language))] if view.occurred else []
    lines.append(" · ".join([*happened, escape(_published(report, view.region, language))]))
    quote = _quote(view, report) if quotes else None
    if quote:
        lines.append(f"“{escape(quote)}”")
    if report and report.unread:
        lines.append(words("unread"))
    response = reduce_quote(view.response, view.region) if view.response else None
    if response:
        lines.append(words("response", response=response))
    lines.append(_media(view.reports, report, kind, language))
    if view.related:
        lines.append(words("related", cases=", ".join(view.related)))
    lines.append(f"{escape(_field(view.case_number))} · {words('footer')}")
    return "\n".join(line for line in lines if line)


def _circular_block(view: CircularView, kind: MessageKind, language: str) -> str:
    def words(value: str, **fields: object) -> str:
        return escape(label("layout", value, language).format(**fields))

    form = label("kind", view.kind, language)
    report = view.reports[0] if view.reports else None
    head = headline(
        view, kind, language
    )  # it names the issuer in full, and the place unless it had to be shortened
    place = region_name(view.region, language, national=view.national)
    lines = [
        f"<b>{escape(head)}</b>",
        words("number", kind=form, number=_field(view.number)) if view.number else words("number_none", kind=form),
        words("date", day=day(view.date, language)) if view.date else "",
        words("about", subject=_field(view.subject)) if view.subject else "",
        words("scope", actors=", ".join(label("actor", one, language) for one in view.scope)) if view.scope else "",
        *(
            words(change, numbers=", ".join(map(_field, numbers)))
            for change, numbers in (("revokes", view.revokes), ("amends", view.amends))
            if numbers
        ),
        words("place", place=place) if place not in head.split(" · ") else "",
        escape(_published(report, view.region, language)),
        words("unread") if report and report.unread else "",
        _media(view.reports, report, kind, language),
        f"{escape(_field(view.register_number))} · {words('circular_footer')}",
    ]
    return "\n".join(line for line in lines if line)


def _fact(view: IncidentView, language: str) -> str:
    """A template from the fields, with "diduga" before a ruling; never free prose."""
    named = [act for act in view.acts if act != Act.UNSPECIFIED][:MAX_ACTS] or [Act.UNSPECIFIED.value]
    acts = ", ".join(label("act", act, language) for act in named)
    stage = view.stage if view.stage in STANDINGS else Stage.ALLEGED.value
    fact = label("fact", stage, language).format(act=acts)
    if view.count is None or view.count < 1:
        return fact
    persons = label("layout", "person" if view.count == 1 else "persons", language).format(count=view.count)
    return f"{fact} · {persons}"


def _report_to_show(view: IncidentView, kind: MessageKind) -> Report | None:
    """First news shows the first report; a new stage the report that told it."""
    if kind is MessageKind.STAGE:
        told = [report for report in view.reports if report.stage == view.stage]
        if told:
            return told[0]
    return view.reports[0] if view.reports else None


def _occurred(view: IncidentView, report: Report | None, language: str) -> str:
    """The year is left out when the line's other day shows the same."""
    occurred = view.occurred or ""
    same = report is not None and (report.published_day or report.published or "")[:4] == occurred[:4]
    return day(occurred, language, weekday=False, year=not same)


def _published(report: Report | None, region: str | None, language: str) -> str:
    if report is None or not (report.published or report.published_day):
        return label("layout", "published_unknown", language)
    if report.published and not report.whole_day:
        shown = moment(report.published, region, language)
    else:
        shown = day(report.published_day or report.published or "", language)
    return label("layout", "published", language).format(moment=shown)


def _quote(view: IncidentView, report: Report | None) -> str | None:
    """The sentence that says so, when no name is in it or all names could be taken out."""
    sentence = (report.sentence if report and report.stage == view.stage else None) or view.sentence
    reduced = reduce_quote(" ".join(sentence.split()), view.region)
    if not reduced:
        return None
    return reduced if len(reduced) <= MAX_QUOTE else reduced[:MAX_QUOTE].rsplit(" ", 1)[0] + " …"


def _media(reports: Sequence[Report], shown: Report | None, kind: MessageKind, language: str) -> str:
    """The outlets, each once, with a link: in the order seen, but that of the report shown before all others."""
    outlets: dict[str, Report] = {}
    for report in [shown, *reports] if shown else reports:
        outlets.setdefault(_field(report.outlet), report)
    if not outlets:
        return ""
    links = []
    for place, (outlet, report) in enumerate(list(outlets.items())[:MAX_OUTLETS]):
        told_first = place == 0 and len(outlets) > 1 and kind is MessageKind.ALERT
        name = label("layout", "first", language).format(outlet=outlet) if told_first else outlet
        links.append(link(name, report.url))
    if len(outlets) > MAX_OUTLETS:
        links.append(escape(label("layout", "more_media", language).format(count=len(outlets) - MAX_OUTLETS)))
    before, after = label("layout", "media", language).split("{outlets}")
    return escape(before) + ", ".join(links) + escape(after)


def _field(text: str | None) -> str:
    """A field on one line and of a bounded length."""
    text = " ".join((text or "").split())
    return text if len(text) <= MAX_FIELD else text[: MAX_FIELD - 1] + "…"
