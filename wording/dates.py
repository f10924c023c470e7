"""Days and times as readers see them, in the zone of the place that they are about."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from wording.labels import label

# Presidential decree 41/1987 with the later provinces: three zones without summer time, by province.
_WITA = frozenset({"51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"})
_WIT = frozenset({"81", "82", "91", "92", "93", "94", "95", "96"})


def zone(region: str | None) -> timezone:
    """The zone of a place; WIB when the place is not known (most outlets stamp it)."""
    province = (region or "")[:2]
    if province in _WITA:
        return timezone(timedelta(hours=8), "WITA")
    if province in _WIT:
        return timezone(timedelta(hours=9), "WIT")
    return timezone(timedelta(hours=7), "WIB")


def day(iso: str, language: str = "id", *, weekday: bool = True, year: bool = True) -> str:
    """An ISO day as "Kam 14 Nov 2024"; what is no ISO day is given back as it is."""
    try:
        value = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    parts = [label("weekdays", str(value.weekday()), language)] if weekday else []
    parts += [str(value.day), label("months", str(value.month), language)]
    return " ".join([*parts, str(value.year)] if year else parts)


def moment(iso: str, region: str | None, language: str = "id") -> str:
    """A time (ISO 8601, UTC when it names no offset) as "Kam 14 Nov 2024 13.05 WIT", in the place's zone."""
    try:
        value = datetime.fromisoformat(iso)
        if value.tzinfo is None:
            value = value.replace(tzinfo=UTC)
        there = value.astimezone(zone(region))
    except (ValueError, OverflowError):
        return iso
    clock = there.strftime("%H:%M" if language == "en" else "%H.%M")
    return f"{day(there.date().isoformat(), language)} {clock} {there.tzname()}"
