"""When an article was first published: the page's own statements in order of trust, and only believable ones.

Order: JSON-LD ``datePublished``, metas, ``<time>`` near the headline, the address, the visible byline, and last
what the list told on which the page was found. A bare day is sharpened by a later statement of the same day.
Never: a date of updating, a footer's year, a date told in the prose, a date after the page was fetched.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from itertools import chain, islice
from urllib.parse import urlsplit

from lxml import etree

from extract import outlets, titles
from extract.dates import EASTERNMOST, Told, at_clock, dates, relative, stamp, without_dates
from extract.knowledge import weekdays, words
from extract.markup import INLINE, Markup
from extract.nearby import is_elsewhere, short_text, signs, walk
from extract.titles import Headline

_METAS = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time",
    "published_time", "datepublished", "content_publisheddate", "jpnncom_news_pubdate", "publishdate",
    "publish-date", "publish_date", "pubdate", "publication_date", "published-date", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.created", "dcterms.issued",
    "dc.date", "article.published", "originalpublicationdate", "date",
)  # fmt: skip
_DATED = re.compile(
    r"date|tanggal|publish|posted|waktu|\btime\b|byline|\bmeta\b|entry-meta|post-meta|author|penulis|info"
)
_CLOSELY_DATED = re.compile(r"date|tanggal|publish|posted-on|waktu|\btime\b")
_MARKED = re.compile(r"datepublished|datecreated|dc:(?:date|created|issued)|pubdate|published")
_OF_PAGE = re.compile(
    r"top-?bar|masthead|navbar|site-?header|header-(?:top|date)|today|hari-?ini|current-?(?:date|time)|marquee"
)
_REACH = 120  # elements behind the headline in which a byline stands; half as many before it
_CLOSE = 40  # elements behind the headline that count before those that precede it
_LINE = 120  # characters of a line without an element of its own
_MIDNIGHT = time(0, 0)
_ZONES = tuple(timezone(timedelta(hours=hours)) for hours in (7, 8, 9))  # WIB, WITA, WIT
_CHANGED = ("article:modified_time", "og:updated_time", "datemodified", "modified_time")
_DIGIT = re.compile(r"\d")
_TELLING = re.compile(r"\d|\b(?:hari ini|today|kemar[ei]n|yesterday)\b", re.IGNORECASE)


def published(markup: Markup, headline: Headline | None = None) -> tuple[str | None, tuple[str, ...]]:
    """ISO 8601 with the page's own offset, or a bare day, or None when unsure; and warnings.

    ``headline`` saves looking for it again. A moment stated in UTC is given with the local offset where the page
    also tells it in local time, 7, 8 or 9 hours later; without such evidence it stays as stated.
    """
    headline = headline or titles.headline(markup)
    best: Told | None = None
    warnings: list[str] = []
    for source, told in _statements(markup, headline):
        checked = _believable(told, markup)
        if checked is None:
            warnings.append(f"published: {source} tells {told.iso()}, after the page was fetched")
        elif best is None:
            best = checked
        elif sharper := _sharper(best, checked):
            best = sharper
        if best is not None and best.moment is not None and best.clock != _MIDNIGHT:
            break
    if best is None:
        return None, (*warnings, "published: no date that the page tells of itself")
    return _localised(best, markup, headline).iso(), tuple(warnings)


def _statements(markup: Markup, headline: Headline) -> Iterator[tuple[str, Told]]:
    for item in titles.own_data(markup, headline.text):
        value = item.get("datePublished")
        if isinstance(value, str) and (told := stamp(value)):
            yield "json-ld", told
            break
    for name in _METAS:
        if (content := markup.metas.get(name)) and (told := stamp(content)):
            yield "meta", told
    near = list(_near(markup, headline.element, _TELLING))
    if told := _marked(near):
        yield "time", told
    if told := _in_address(markup.url):
        yield "address", told
    yield from (("byline", told) for told in _bylines(near))
    if told := _in_title(markup, headline.outlet):
        yield "title", told
    if told := next((ago for one in near if (ago := _ago(one, markup.fetched))), None):
        yield "byline", told
    if markup.candidate and markup.candidate.published:
        moment = markup.candidate.published.astimezone(UTC).replace(microsecond=0)
        yield "list", Told(moment.date(), moment.time(), UTC)


def _sharper(best: Told, other: Told) -> Told | None:
    """``other``, when it tells the same day more exactly and does not contradict the clock already told."""
    if other.moment is None or other.clock is None or other.day != best.day:
        return None
    if best.clock in (None, _MIDNIGHT):
        return other
    same = (best.clock.hour, best.clock.minute) == (other.clock.hour, other.clock.minute) if best.clock else True
    return other if same and best.moment is None else None


def _localised(best: Told, markup: Markup, headline: Headline) -> Told:
    """A moment told in UTC with the local offset, where the page tells the same moment in local time too."""
    if best.moment is None or best.offset != UTC:
        return best
    changed = [
        told.moment for name in _CHANGED if (told := stamp(markup.metas.get(name, ""))) and told.offset == UTC
    ]
    changed += [
        told.moment
        for item in markup.articles()
        if isinstance(value := item.get("dateModified"), str) and (told := stamp(value)) and told.offset == UTC
    ]
    moments = [best.moment, *(moment for moment in changed if moment)]
    clocks = {moment.astimezone(zone).strftime("%H[:.]%M") for moment in moments for zone in (UTC, *_ZONES)}
    shown = re.compile(rf"(?<!\d)(?:{'|'.join(sorted(clocks))})(?!\d)")
    local = [
        *_local_stamps(markup),
        *(told for one in _near(markup, headline.element, shown, _CLOSE) for told in one.dates if told.clock),
    ]
    for moment in moments:
        for told in local:
            if offset := _offset_between(moment, told):
                there = best.moment.astimezone(offset)
                return Told(there.date(), there.timetz().replace(tzinfo=None), offset)
    mislabelled = (
        told.offset for told in local if told.offset in _ZONES and _ahead(best.moment, told) == timedelta(0)
    )
    return Told(best.day, best.clock, next(mislabelled, best.offset))


def _local_stamps(markup: Markup) -> Iterator[Told]:
    for element in [*markup.tree.iter("time")][:60]:
        if (value := element.get("datetime")) and (told := stamp(value)) and told.offset in _ZONES:
            yield told
    for name in _METAS:
        if (value := markup.metas.get(name)) and (told := stamp(value)) and told.offset in _ZONES:
            yield told


def _offset_between(moment: datetime, told: Told) -> timezone | None:
    """The local zone in which ``told`` is this moment to the minute, unless it names another."""
    ahead = _ahead(moment, told)
    zone = next((zone for zone in _ZONES if zone.utcoffset(None) == ahead), None)
    return zone if told.offset in (None, zone) else None


def _ahead(moment: datetime, told: Told) -> timedelta | None:
    """By how much the clock told runs ahead of UTC's at this moment, to the minute."""
    if told.clock is None:
        return None
    return datetime.combine(told.day, told.clock, UTC).replace(second=0) - moment.replace(second=0)


def _believable(told: Told, markup: Markup) -> Told | None:
    """The statement if it is not of the future; its bare day when only its clock is."""
    told = _relabelled(told, markup)
    if told.moment is None:
        return told if told.day <= markup.fetched.astimezone(EASTERNMOST).date() else None
    if told.moment <= markup.fetched:
        return told
    # The local clock labelled "Z", or a clock that runs ahead: the day is right, the moment is not known.
    return told.dayonly() if told.moment - markup.fetched <= timedelta(hours=9) else None


def _relabelled(told: Told, markup: Markup) -> Told:
    """Mend a local clock labelled UTC when the feed tells the moment: exactly 7, 8 or 9 hours earlier."""
    feed = markup.candidate.published if markup.candidate else None
    if feed is None or told.moment is None or told.offset != UTC:
        return told
    for hours in (7, 8, 9):
        shift = timedelta(hours=hours)
        if abs(told.moment - shift - feed) <= timedelta(minutes=5):
            return Told(told.day, told.clock, timezone(shift), told.start, told.end)
    return told


def _in_address(url: str) -> Told | None:
    """The day in ``/2024/09/16/``, ``/20240916/`` or an id that begins with day and clock; never a month alone."""
    path = urlsplit(url).path if _parsable(url) else ""
    match = next((found for pattern in _IN_PATH if (found := pattern.search(path[:500]))), None)
    if match is None:
        return None
    try:
        return Told(date(int(match[1]), int(match[2]), int(match[3])))
    except ValueError:
        return None


_IN_PATH = (
    re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/_-]|$)"),
    re.compile(r"/(20\d\d)(\d\d)(\d\d)(?:\d{6})?(?=[/_-])"),
    re.compile(r"[/-][A-Za-z]?(20\d\d)(\d\d)(\d\d)(?:[01]\d|2[0-3])[0-5]\d\d{0,12}(?=[/_.-]|$)"),
)


def _in_title(markup: Markup, outlet: frozenset[str]) -> Told | None:
    """The day behind the outlet's name at the end of ``<title>``: "Headline | Outlet | 28.04.2023"."""
    parts = outlets.SEPARATOR.split(outlets.window_title(markup))[-2:]
    if len(parts) < 2 or not outlets.is_name(parts[0], outlet):
        return None
    told = next(dates(parts[1]), None)
    return told if told and not without_dates(parts[1]) else None


def _parsable(url: str) -> bool:
    try:
        urlsplit(url)
    except ValueError:
        return False
    return True


@dataclass(frozen=True, slots=True)
class _Near:
    """An element near the headline: its class names, its text when short, and the dates in it."""

    element: etree._Element
    names: str
    text: str

    @property
    def dates(self) -> list[Told]:
        return list(dates(self.text)) if _DIGIT.search(self.text) else []


def _near(
    markup: Markup, headline: etree._Element | None, telling: re.Pattern[str], reach: int = _REACH
) -> Iterator[_Near]:
    """The elements around the headline with a stamp or a ``telling`` text: close behind, before, farther behind."""
    if headline is None:
        headline = markup.tree.find(".//h1")
    if headline is None:
        headline = markup.tree.find(".//article//h2")
    if headline is None:
        return
    behind = list(islice(walk(headline), reach))
    below = set(behind)
    home = set(headline.iterancestors())
    for element in chain(
        [headline], behind[:_CLOSE], islice(walk(headline, back=True), reach // 2), behind[_CLOSE:]
    ):
        line = _line_behind(element, telling)
        text = "" if element is headline else short_text(element)  # a date in the headline is no date of it
        told = telling.search(text) or _attribute(element)
        if not (line or told) or is_elsewhere(element, home):
            continue
        if element in below or element is headline or not _is_of_page(element, home):
            if line:
                yield _Near(element, "", line)
            if told:
                yield _Near(element, signs(element), text)


def _line_behind(element: etree._Element, telling: re.Pattern[str]) -> str | None:
    """A line of its own behind an element that is little more than a date: home-made portals mark nothing."""
    line = " ".join((element.tail or "")[:_LINE].split())
    following = element.getnext()
    if not line or not telling.search(line) or (following is not None and following.tag in INLINE):
        return None
    return line if len(without_dates(line).split()) <= 3 and next(dates(line), None) else None


def _is_of_page(element: etree._Element, home: Collection[etree._Element]) -> bool:
    """Whether an element before the headline belongs to the page's head, where today's date stands."""
    for node in (element, *islice(element.iterancestors(), 8)):
        if node in home or node.tag in ("html", "body"):
            return False
        if node.tag == "header" or _OF_PAGE.search(signs(node)):
            return True
    return False


def _attribute(element: etree._Element) -> str | None:
    """What an element states of a date beside its text; Blogger writes ``<abbr class="published" title="…">``."""
    if element.tag in ("time", "abbr"):
        title = element.get("title") or ""
        return element.get("datetime") or (title if re.search(r"\dT\d", title) else None)
    content = element.get("content")
    return element.get("datetime") or (content if content and _MARKED.search(signs(element)) else None)


def _marked(near: list[_Near]) -> Told | None:
    """The date in an attribute near the headline: ``<time datetime>``, ``itemprop=datePublished``, RDFa."""
    for one in near:
        value = _attribute(one.element)
        if value and not _is_of_update(one.element, one.names) and (told := stamp(value)):
            return told
    return None


def _is_of_update(element: etree._Element, names: str) -> bool:
    """Whether the element by its class or the words before it tells when the story was changed."""
    if _is_marked_updated(names):
        return True
    return bool(_label("updated").search(f"{_lead_in(element)} {short_text(element)[:30]}"))


def _is_marked_updated(names: str) -> bool:
    """WordPress marks a story that was never changed ``published updated``, one that was ``updated`` alone."""
    return bool(re.search(r"\bupdated\b|modified", names)) and not re.search(r"\bpublished\b", names)


def _lead_in(element: etree._Element) -> str:
    """The words right before an element: "Diperbarui: <time>"."""
    previous, parent = element.getprevious(), element.getparent()
    text = previous.tail if previous is not None else parent.text if parent is not None else None
    return (text or "")[-30:]


def _bylines(near: list[_Near]) -> Iterator[Told]:
    """The dates in short lines near the headline that stand there as dates and not in a sentence."""
    for one in near:
        if not one.text or _is_marked_updated(one.names) or _label("updated").search(_lead_in(one.element)):
            continue
        found = [told for told in one.dates if not _updated(one.text, told.start)]
        found.sort(key=lambda told: not _first_publication(one.text, told.start))
        dated = one.element.tag == "time" or bool(_DATED.search(one.names))
        for told in found:
            if _CLOSELY_DATED.search(one.names) or _stands_alone(
                one.text[: told.start], free=dated, timed=bool(told.moment)
            ):
                yield _clocked(told, one)
                break


def _clocked(told: Told, one: _Near) -> Told:
    """The day with the clock that stands in the next element, or behind the date in the line around it."""
    if told.clock is not None or told.end < len(one.text):
        return told
    beside = one.element.getnext()
    tail = " ".join((one.element.tail or "").split())
    texts = [tail] if tail.strip(" |,•·–—-") else [short_text(beside)] if beside is not None else []
    return next((timed for text in texts if (timed := at_clock(told, text))), told)


def _ago(one: _Near, fetched: datetime) -> Told | None:
    """ "3 jam lalu" in an element that is marked as a date, where no date stands."""
    dated = one.element.tag == "time" or bool(_DATED.search(one.names))
    if not dated or not one.text or one.dates or _is_of_update(one.element, one.names):
        return None
    return relative(one.text, fetched)


@cache
def _label(key: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words('bylines', key)))})\b", re.IGNORECASE)


def _before(text: str, start: int) -> str:
    """The words before a date, back to the date before it."""
    cut = max((told.end for told in dates(text[: min(start, len(text))])), default=0)
    return text[cut:start][-40:]


def _updated(text: str, start: int) -> bool:
    return bool(_label("updated").search(_before(text, start)))


def _first_publication(text: str, start: int) -> bool:
    return bool(_label("published").search(_before(text, start)))


def _stands_alone(prefix: str, *, free: bool, timed: bool) -> bool:
    """Whether what stands before a date leaves it a date of its own: a day's name, a label, a separator.

    ``free`` lines are marked as bylines; a date ``timed`` with clock and zone stands in few sentences.
    """
    prefix = prefix.strip().lower()
    if prefix.endswith("("):
        return False  # "Selasa (17/9/2024)" is how prose tells a day
    while (last := prefix.rpartition(" ")[2].strip(",. ")) in weekdays() and last:
        prefix = prefix.rpartition(" ")[0].strip()
    if not prefix or prefix.endswith((":", "|", "•", "·", "–", "—", "-", "/", "»")):
        return len(prefix.split()) <= 10
    return bool(_label("published").search(prefix[-25:])) or (
        len(prefix.split()) <= (8 if free else 4 if timed else 0)
    )
