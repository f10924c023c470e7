"""The local time of a moment that a page tells in UTC."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone

from extract.bylines import CLOSE, LOCAL_ZONES, near
from extract.dates import WrittenDate, stamp
from extract.markup import Markup
from extract.titles import Headline

_CHANGED = ("article:modified_time", "og:updated_time", "datemodified", "modified_time")
_MOST_TIMES = 60  # <time> elements that are read


def localised(best: WrittenDate, markup: Markup, headline: Headline, metas: Sequence[str]) -> WrittenDate:
    """A moment told in UTC with the local offset, where the page tells the same moment in local time too.

    The page's last change counts as well: told in UTC and in local time, it shows the zone. ``metas`` are the names
    of those that state a publication.
    """
    if best.moment is None or best.offset != UTC:
        return best
    moments = [best.moment, *_changes(markup)]
    local = [*_local_stamps(markup, metas), *_local_clocks(markup, headline, moments)]
    for moment in moments:
        for told in local:
            if offset := _offset_between(moment, told):
                there = best.moment.astimezone(offset)
                return WrittenDate(there.date(), there.timetz().replace(tzinfo=None), offset)
    mislabelled = (
        told.offset for told in local if told.offset in LOCAL_ZONES and _ahead(best.moment, told) == timedelta(0)
    )
    return WrittenDate(best.day, best.clock, next(mislabelled, best.offset))


def _changes(markup: Markup) -> Iterator[datetime]:
    """The moments in UTC at which the page says it was changed."""
    values = [markup.metas.get(name) for name in _CHANGED]
    values += [value for item in markup.articles() if isinstance(value := item.get("dateModified"), str)]
    for value in values:
        told = stamp(value) if value else None
        if told and told.moment and told.offset == UTC:
            yield told.moment


def _local_stamps(markup: Markup, metas: Sequence[str]) -> Iterator[WrittenDate]:
    """What machine-written fields tell in a zone of Indonesia."""
    values = [element.get("datetime") for element in [*markup.tree.iter("time")][:_MOST_TIMES]]
    values += [markup.metas.get(name) for name in metas]
    for value in values:
        if value and (told := stamp(value)) and told.offset in LOCAL_ZONES:
            yield told


def _local_clocks(markup: Markup, headline: Headline, moments: Sequence[datetime]) -> Iterator[WrittenDate]:
    """The dates close to the headline whose clock shows one of the moments, in UTC or in local time."""
    clocks = {moment.astimezone(zone).strftime("%H[:.]%M") for moment in moments for zone in (UTC, *LOCAL_ZONES)}
    shown = re.compile(rf"(?<!\d)(?:{'|'.join(sorted(clocks))})(?!\d)")
    for one in near(markup, headline.element, shown, CLOSE):
        yield from (told for told in one.dates if told.clock)


def _offset_between(moment: datetime, told: WrittenDate) -> timezone | None:
    """The local zone in which ``told`` is this moment to the minute, unless it names another."""
    ahead = _ahead(moment, told)
    zone = next((zone for zone in LOCAL_ZONES if zone.utcoffset(None) == ahead), None)
    return zone if told.offset in (None, zone) else None


def _ahead(moment: datetime, told: WrittenDate) -> timedelta | None:
    """By how much the clock told runs ahead of UTC's at this moment, to the minute."""
    if told.clock is None:
        return None
    return datetime.combine(told.day, told.clock, UTC).replace(second=0) - moment.replace(second=0)
