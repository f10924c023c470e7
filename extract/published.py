"""When an article was first published: the page's own statements in order of trust, and only believable ones.

Order: JSON-LD ``datePublished``, metas, ``<time>`` near the headline, the address, the visible byline, and last
what the list told on which the page was found. A bare day is sharpened by a later statement of the same day.
Never: a date of updating, a footer's year, a date told in the prose, a date after the page was fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from itertools import islice
from urllib.parse import urlsplit

from lxml import etree

from extract.dates import EASTERNMOST, Told, dates, relative, stamp
from extract.knowledge import weekdays, words
from extract.markup import Markup

_METAS = (
    "article:published_time", "article:published", "og:article:published_time", "og:published_time",
    "published_time", "datepublished", "content_publisheddate", "jpnncom_news_pubdate", "publishdate",
    "publish-date", "publish_date", "pubdate", "publication_date", "published-date", "parsely-pub-date",
    "sailthru.date", "cxenseparse:recs:publishtime", "dc.date.issued", "dcterms.created", "dcterms.issued",
    "dc.date", "article.published", "originalpublicationdate", "date",
)  # fmt: skip
_ELSEWHERE = re.compile(
    r"(?:^|\s)(?!has-|with-|no-|right-|left-)(?:[a-z]{1,8}[-_])?(?:footer|sidebar|widget|related|terkait|comments?|"
    r"komentar|popular|populer|trending|latest|terkini|menu|nav|recommend\w*|baca-?juga|copyright|breaking|ticker|"
    r"caption|more|next|prev)\b"
)
_DATED = re.compile(
    r"date|tanggal|publish|posted|waktu|\btime\b|byline|\bmeta\b|entry-meta|post-meta|author|penulis|info"
)
_CLOSELY_DATED = re.compile(r"date|tanggal|publish|posted-on|waktu|\btime\b")
_LONGEST_BYLINE = 160  # characters
_REACH = 120  # elements before and behind the headline in which a byline stands


def published(markup: Markup) -> tuple[str | None, tuple[str, ...]]:
    """ISO 8601 with the page's own offset, or a bare day, or None when unsure; and warnings."""
    best: Told | None = None
    warnings: list[str] = []
    for source, told in _statements(markup):
        checked = _believable(told, markup)
        if checked is None:
            warnings.append(f"published: {source} tells {told.iso()}, after the page was fetched")
        elif best is None:
            best = checked
        elif sharper := _sharper(best, checked):
            best = sharper
        if best is not None and best.moment is not None:
            break
    return (best.iso() if best else None), tuple(warnings)


def _statements(markup: Markup) -> Iterator[tuple[str, Told]]:
    for item in markup.articles():
        value = item.get("datePublished")
        if isinstance(value, str) and (told := stamp(value)):
            yield "json-ld", told
            break
    for name in _METAS:
        if (content := markup.metas.get(name)) and (told := stamp(content)):
            yield "meta", told
    near = list(_near_headline(markup))
    if told := _time_element(near):
        yield "time", told
    if told := _in_address(markup.url):
        yield "address", told
    if told := _byline(near, markup.fetched):
        yield "byline", told
    if markup.candidate and markup.candidate.published:
        moment = markup.candidate.published.astimezone(UTC).replace(microsecond=0)
        yield "list", Told(moment.date(), moment.time(), UTC)


def _sharper(best: Told, other: Told) -> Told | None:
    """``other``, when it tells the same day more exactly and does not contradict the clock already told."""
    if other.clock is None or other.moment is None:
        return None
    same_clock = best.clock is None or (best.clock.hour, best.clock.minute) == (
        other.clock.hour,
        other.clock.minute,
    )
    return other if other.day == best.day and same_clock else None


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
    """The day in ``/2024/09/16/`` or ``/20240916/``; year and month alone are not a day."""
    path = urlsplit(url).path if _parsable(url) else ""
    match = re.search(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/_-]|$)", path[:500]) or re.search(
        r"/(20\d\d)(\d\d)(\d\d)(?:\d{6})?(?=[/_-])", path[:500]
    )
    if match is None:
        return None
    try:
        return Told(date(int(match[1]), int(match[2]), int(match[3])))
    except ValueError:
        return None


def _parsable(url: str) -> bool:
    try:
        urlsplit(url)
    except ValueError:
        return False
    return True


def _near_headline(markup: Markup) -> Iterator[tuple[etree._Element, str]]:
    """The elements around the ``<h1>`` with their class names: first those behind it, then those before it."""
    headline = markup.tree.find(".//h1")
    if headline is None:
        headline = markup.tree.find(".//article//h2")
    if headline is None:
        return
    behind = headline.xpath(f"following::*[position() <= {_REACH}]")
    before = headline.xpath(f"preceding::*[position() <= {_REACH // 2}]")
    for element in (*behind, *reversed(before)):
        if isinstance(element.tag, str) and not _elsewhere(element):
            yield element, _names(element)


def _short_text(element: etree._Element) -> str:
    """The element's text when it is short enough for a byline, else nothing."""
    size, parts = 0, []
    for part in element.itertext():
        size += len(part)
        if size > 4 * _LONGEST_BYLINE:
            return ""
        parts.append(str(part))
    text = " ".join("".join(parts).split())
    return text if len(text) <= _LONGEST_BYLINE else ""


def _names(element: etree._Element) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}".lower()[:300]


def _elsewhere(element: etree._Element) -> bool:
    """Inside a footer, a sidebar, a list of other stories, a comment, a caption."""
    return any(
        node.tag in ("footer", "aside", "nav", "figure", "figcaption") or _ELSEWHERE.search(_names(node))
        for node in (element, *islice(element.iterancestors(), 8))
        if node.tag not in ("html", "body")
    )


def _time_element(near: list[tuple[etree._Element, str]]) -> Told | None:
    for element, names in near:
        value = element.get("datetime") or (element.get("content") if "datepublished" in names else None)
        if value and not _is_of_update(element, names) and (told := stamp(value)):
            return told
    return None


def _is_of_update(element: etree._Element, names: str) -> bool:
    """Whether the element by its class or the words before it tells when the story was changed."""
    if ("updated" in names and "published" not in names) or "modified" in names:
        return True
    return bool(_label("updated").search(f"{_lead_in(element)} {_short_text(element)[:30]}"))


def _lead_in(element: etree._Element) -> str:
    """The words right before an element: "Diperbarui: <time>"."""
    previous, parent = element.getprevious(), element.getparent()
    text = previous.tail if previous is not None else parent.text if parent is not None else None
    return (text or "")[-30:]


def _byline(near: list[tuple[etree._Element, str]], fetched: datetime) -> Told | None:
    """The first date in a short line near the headline that stands there as a date and not in a sentence."""
    for element, names in near:
        text = _short_text(element)
        if not text or "updated" in names or _label("updated").search(_lead_in(element)):
            continue
        dated = element.tag == "time" or bool(_DATED.search(names))
        found = [told for told in dates(text) if not _updated(text, told.start)]
        found.sort(key=lambda told: not _first_publication(text, told.start))
        for told in found:
            if _CLOSELY_DATED.search(names) or _stands_alone(text[: told.start], free=dated):
                return told
        if dated and not found and not _label("updated").search(text) and (ago := relative(text, fetched)):
            return ago
    return None


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


def _stands_alone(prefix: str, *, free: bool) -> bool:
    """Whether what stands before a date leaves it a date of its own: a day's name, a label, a separator."""
    prefix = prefix.strip().lower()
    if prefix.endswith("("):
        return False  # "Selasa (17/9/2024)" is how prose tells a day
    while (last := prefix.rpartition(" ")[2].strip(",. ")) in weekdays() and last:
        prefix = prefix.rpartition(" ")[0].strip()
    if not prefix or prefix.endswith((":", "|", "•", "·", "–", "—", "-", "/", "»")):
        return len(prefix.split()) <= 10
    return bool(_label("published").search(prefix[-25:])) or (free and len(prefix.split()) <= 8)
