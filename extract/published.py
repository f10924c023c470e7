"""When an article was first published: what the page and its list state, weighed by trust and by agreement.

Trust: JSON-LD ``datePublished`` of this story, metas, ``<time>`` near the headline, the address, the visible
byline, then JSON-LD that does not say which story it is of, and last the list on which the page was found. The most
trusted one is believed unless more of the others agree on another day. A bare day is sharpened by another statement
of the same day. Never: a date of updating, a footer's year, a date told in the prose, another story's, the day of
today in the page's head, the moment at which the page was made, a date after it was fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, date, time, timedelta, timezone
from typing import NamedTuple
from urllib.parse import urlsplit

from extract import bylines, outlets, owndata, titles
from extract.bylines import LOCAL_ZONES
from extract.dates import EASTERNMOST, WrittenDate, dates, stamp, without_dates
from extract.localtime import localised
from extract.markup import Markup
from extract.titles import Headline

_METAS = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time",
    "published_time", "datepublished", "content_publisheddate", "jpnncom_news_pubdate", "publishdate",
    "publish-date", "publish_date", "pubdate", "publication_date", "published-date", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.created", "dcterms.issued",
    "dc.date", "article.published", "originalpublicationdate", "date",
)  # fmt: skip
_MIDNIGHT = time(0, 0)
_MINUTE = timedelta(minutes=1)
_SAME = timedelta(days=1)  # between the day in UTC and the local one
_UNSET = (date(2000, 1, 1), date(2001, 1, 1))  # where the clocks of some systems begin, without an hour

_TRUST = (
    "json-ld",
    "meta",
    "time",
    "address",
    "byline",
    "title",
    "json-ld unnamed",
    "ago",
    "list",
    "meta of today",
)
_MACHINES = frozenset({"json-ld", "meta", "time", "byline", "json-ld unnamed"})
"""Statements that a page made on request may fill with the moment of the request."""

_PLACES = {
    "meta of today": "meta",
    "json-ld unnamed": "json-ld",
    "time": "shown",
    "byline": "shown",
    "ago": "shown",
    "title": "shown",
}
"""Statements that come from one place on the page agree without being two."""


class _Statement(NamedTuple):
    source: str
    told: WrittenDate

    @property
    def place(self) -> str:
        """Where on the page (or beside it) it comes from."""
        return _PLACES.get(self.source, self.source)

    def trust(self) -> int:
        """Its rank, the most trusted first."""
        return _TRUST.index(self.source)


def published(markup: Markup, headline: Headline | None = None) -> tuple[str | None, tuple[str, ...]]:
    """ISO 8601 with the page's own offset, or a bare day, or None when unsure; and warnings.

    ``headline`` saves looking for it again. A moment stated in UTC is given with the local offset where the page
    also tells it in local time, 7, 8 or 9 hours later; without such evidence it stays as stated.
    """
    headline = headline or titles.headline(markup)
    heard: list[_Statement] = []
    warnings: list[str] = []
    for statements in (_stated(markup, headline), _shown(markup, headline)):
        for source, told in statements:
            checked, doubt = _believable(source, told, markup)
            if doubt:
                warnings.append(f"published: {source} tells {told.iso()}, {doubt}")
            if checked is not None:
                heard.append(_Statement(source, checked))
        if _is_settled(heard):
            break
    leader = _leader(heard)
    if leader is None:
        return None, (*warnings, "published: no date that the page tells of itself")
    return localised(_sharpened(leader, heard), markup, headline, _METAS).iso(), tuple(warnings)


def _stated(markup: Markup, headline: Headline) -> Iterator[tuple[str, WrittenDate]]:
    """What is stated apart from what the page shows: a few look-ups."""
    yield from (("json-ld", told) for told in _in_data(owndata.of_story(markup, headline)))
    for name in _METAS:
        if (content := markup.metas.get(name)) and (told := stamp(content)):
            yield ("meta of today" if _is_bare_today(told, markup) else "meta"), told
    if told := _in_address(markup.url):
        yield "address", told
    yield from (("json-ld unnamed", told) for told in _in_data(owndata.unnamed(markup, headline)))
    if markup.candidate and markup.candidate.published:
        moment = markup.candidate.published.astimezone(UTC).replace(microsecond=0)
        yield "list", WrittenDate(moment.date(), moment.time(), UTC)


def _shown(markup: Markup, headline: Headline) -> Iterator[tuple[str, WrittenDate]]:
    """What the page shows at its headline and in its title."""
    relative = None
    for one in bylines.near(markup, headline.element, bylines.TELLING):
        if told := bylines.stated(one, markup.fetched):
            yield "time", told
        if told := bylines.shown(one, markup.fetched):
            yield "byline", told
        relative = relative or bylines.ago(one, markup.fetched)
    if told := _in_title(markup, headline.outlet):
        yield "title", told
    if relative:
        yield "ago", relative


def _is_bare_today(told: WrittenDate, markup: Markup) -> bool:
    """Whether it is the day of fetching without a clock: templates fill such a meta on every request."""
    return told.clock is None and told.day in bylines.local_days(markup.fetched)


def _in_data(items: Sequence[owndata.Item]) -> Iterator[WrittenDate]:
    stated = (stamp(value) for item in items if isinstance(value := item.get("datePublished"), str))
    first = next(filter(None, stated), None)
    if first:
        yield first


# --- weighing --------------------------------------------------------------------------------------------------


def _is_settled(heard: Sequence[_Statement]) -> bool:
    """Whether what the page shows, one place more, can change neither day nor clock: a trusted moment leads."""
    leader = _leader(heard)
    if leader is None or leader.source not in _TRUST[:2]:
        return False
    best = _sharpened(leader, heard)
    if best.moment is None or best.clock == _MIDNIGHT:
        return False
    own = _places_of(leader, heard)
    others = {one.place for one in heard} - own
    return not others or len(own) >= len(others) + 2


def _leader(heard: Sequence[_Statement]) -> _Statement | None:
    """The statement of the day that most places tell; of the more trusted one's where as many tell another."""
    ranked = sorted(heard, key=_Statement.trust)
    voices = tuple(
        {one.place: one for one in reversed(ranked)}.values()
    )  # of each place its most trusted statement
    return min(voices, key=lambda one: (-len(_places_of(one, voices)), one.trust()), default=None)


def _places_of(one: _Statement, heard: Sequence[_Statement]) -> set[str]:
    """The places that tell the same day as this statement, the local one or that of UTC."""
    return {other.place for other in heard if abs(other.told.day - one.told.day) <= _SAME}


def _sharpened(leader: _Statement, heard: Sequence[_Statement]) -> WrittenDate:
    """The leader's day as exactly as it is told."""
    best = leader.told
    for one in sorted(heard, key=_Statement.trust):
        best = _sharper(best, one.told) or best
    return best


def _sharper(best: WrittenDate, other: WrittenDate) -> WrittenDate | None:
    """``other``, when it tells the same day more exactly and does not contradict the clock already told."""
    if best.moment is not None and best.clock != _MIDNIGHT:
        return None
    if other.moment is None or other.clock is None or other.day != best.day:
        return None
    if best.clock in (None, _MIDNIGHT):
        return other
    same = (best.clock.hour, best.clock.minute) == (other.clock.hour, other.clock.minute) if best.clock else True
    return other if same and best.moment is None else None


# --- what may be believed --------------------------------------------------------------------------------------


def _believable(source: str, told: WrittenDate, markup: Markup) -> tuple[WrittenDate | None, str]:
    """The statement, or its bare day when only its clock is wrong, or nothing; and what speaks against it."""
    told = _relabelled(told, markup)
    if source in _MACHINES and _is_of_request(told, markup):
        return None, "the moment at which the page was fetched"
    if told.day in _UNSET and told.clock in (None, _MIDNIGHT):
        return None, "a date that was never set"
    late = "after the page was fetched"
    if told.moment is None:
        return (told, "") if told.day <= markup.fetched.astimezone(EASTERNMOST).date() else (None, late)
    if told.moment <= markup.fetched:
        return told, ""
    # The local clock labelled "Z", or a clock that runs ahead: the day is right, the moment is not known.
    return (told.dayonly(), "") if told.moment - markup.fetched <= timedelta(hours=9) else (None, late)


def _is_of_request(told: WrittenDate, markup: Markup) -> bool:
    """Whether it is the moment at which the page was made for us, in one zone or another."""
    if told.clock is None or told.clock == _MIDNIGHT:
        return False
    zones = (told.offset,) if told.offset else (UTC, *LOCAL_ZONES)
    wall = told.day, told.clock
    moments = (WrittenDate(*wall, zone).moment for zone in zones)
    return any(moment is not None and abs(moment - markup.fetched) <= _MINUTE for moment in moments)


def _relabelled(told: WrittenDate, markup: Markup) -> WrittenDate:
    """Mend a local clock labelled UTC when the feed tells the moment: exactly 7, 8 or 9 hours earlier."""
    feed = markup.candidate.published if markup.candidate else None
    if feed is None or told.moment is None or told.offset != UTC:
        return told
    for hours in (7, 8, 9):
        shift = timedelta(hours=hours)
        if abs(told.moment - shift - feed) <= timedelta(minutes=5):
            return WrittenDate(told.day, told.clock, timezone(shift), told.start, told.end)
    return told


# --- where else a day stands -----------------------------------------------------------------------------------

_IN_PATH = (
    re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/_-]|$)"),
    re.compile(r"/(20\d\d)(\d\d)(\d\d)(?:\d{6})?(?=[/_-])"),
    re.compile(r"[/-][A-Za-z]?(20\d\d)(\d\d)(\d\d)(?:[01]\d|2[0-3])[0-5]\d\d{0,12}(?=[/_.-]|$)"),
)


def _in_address(url: str) -> WrittenDate | None:
    """The day in ``/2024/09/16/``, ``/20240916/`` or an id that begins with day and clock; never a month alone."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    match = next((found for pattern in _IN_PATH if (found := pattern.search(path[:500]))), None)
    if match is None:
        return None
    try:
        return WrittenDate(date(int(match[1]), int(match[2]), int(match[3])))
    except ValueError:
        return None


def _in_title(markup: Markup, outlet: frozenset[str]) -> WrittenDate | None:
    """The day behind the outlet's name at the end of ``<title>``: "Headline | Outlet | 28.04.2023"."""
    parts = outlets.SEPARATOR.split(outlets.window_title(markup))[-2:]
    if len(parts) < 2 or not outlets.is_name(parts[0], outlet):
        return None
    told = next(dates(parts[1]), None)
    return told if told and not without_dates(parts[1]) else None
