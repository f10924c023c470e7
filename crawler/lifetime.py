"""How long a list says that it stays as it is: a feed's own word, and the cache headers of its answer."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from scrapy.http import Response

_MAX_AGE = re.compile(r"(?:^|[\s,])(?:s-maxage|max-age)\s*=\s*\"?(\d{1,9})")
_FRESH_NEVER = re.compile(r"\bno-(?:cache|store)\b")
_AGE = re.compile(r"\d{1,9}")


def lifetime(response: Response, now: datetime | None = None) -> float:
    """Seconds for which a cache would answer the same (RFC 9111, 4.2), 0 when the answer promises nothing."""
    told = _header(response, "Cache-Control").lower()
    if _FRESH_NEVER.search(told):
        return 0.0
    if found := _MAX_AGE.search(told):
        age = _AGE.fullmatch(_header(response, "Age").strip())
        return max(0.0, float(found.group(1)) - (float(age.group()) if age else 0.0))
    expires = _moment(_header(response, "Expires"))
    if expires is None:
        return 0.0
    served = _moment(_header(response, "Date")) or now or datetime.now(UTC)
    return max(0.0, (expires - served).total_seconds())


def _header(response: Response, name: str) -> str:
    return b",".join(response.headers.getlist(name)).decode("latin-1")


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, TypeError, OverflowError):
        return None
