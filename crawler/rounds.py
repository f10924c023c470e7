"""One reading of a source under way, from its first request to what is written down of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from scrapy.http import Response

from archive.polls import DueSource, Poll
from crawler.faults import Fault
from crawler.lifetime import lifetime
from crawler.lists import MAX_CANDIDATES, Listing
from model import Candidate

_FOR_GOOD = frozenset({301, 308})


def moved_to(response: Response) -> str | None:
    """The address to which an answer's moved for good: every hop of its redirect was a permanent one."""
    hops = response.meta.get("redirect_reasons") or ()
    return response.url if hops and all(hop in _FOR_GOOD for hop in hops) else None


@dataclass(slots=True)
class Round:
    """What a reading of a source brought so far; a sitemap index makes it several requests."""

    due: DueSource
    listed: dict[str, Candidate] = field(default_factory=dict)
    more: list[str] = field(default_factory=list)
    read: int = 0
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    seconds: float | None = None
    canonical: str | None = None  # the address to which the list moved for good
    lifetime: float = 0.0  # seconds for which the list says that it stays as it is

    def validators(self) -> dict[str, str]:
        """The headers that make the first request conditional."""
        told = {"If-None-Match": self.due.etag, "If-Modified-Since": self.due.last_modified}
        return {name: value for name, value in told.items() if value}

    def note_first(self, response: Response, listing: Listing, body_hash: str) -> None:
        """Keep what the first list says of itself, and of further lists."""
        self.more = list(listing.more)
        self.canonical = moved_to(response)
        self.lifetime = max(listing.lifetime, lifetime(response))
        if listing.more:
            return  # an index that did not change says nothing of the sitemaps it names
        self.body_hash = body_hash
        etag, modified = response.headers.get("ETag"), response.headers.get("Last-Modified")
        self.etag = etag.decode("latin-1") if etag else None
        self.last_modified = modified.decode("latin-1") if modified else None

    def unchanged(self) -> Poll:
        """A reading whose list is the one of the last time."""
        return self._poll("unchanged")

    def failed(self, fault: Fault) -> Poll:
        """A reading that gave nothing: without candidates, as it may be these that cannot be kept."""
        poll = self._poll("failed", fault.reason, backoff=self.backoff_after(fault))
        return replace(poll, word=fault.word, of_host=fault.of_host)

    def backoff_after(self, fault: Fault) -> float:
        """What the failures in a row weigh; none of them anything while a way of reading is left untried."""
        untried = not fault.of_host and self.due.fails + 1 < self.due.ways
        return 0.0 if untried else self.due.backoff + fault.weight

    def new(self, known: Collection[str]) -> Poll:
        """A reading that brought a list; of what is not ``known``, the first MAX_CANDIDATES.

        What is left over is the next reading's, which therefore must not be told that nothing changed.
        """
        fresh = [candidate for url, candidate in self.listed.items() if url not in known]
        left = None
        if len(fresh) > MAX_CANDIDATES:
            self.etag = self.last_modified = self.body_hash = None
            left = f"{len(fresh) - MAX_CANDIDATES} of {len(fresh)} new addresses are left for the next reading"
        return self._poll("new", left, fresh[:MAX_CANDIDATES])

    def _poll(
        self,
        outcome: str,
        reason: str | None = None,
        candidates: Collection[Candidate] = (),
        backoff: float = 0.0,
    ) -> Poll:
        return Poll(
            source_id=self.due.source.id,
            reading=self.due.reading,
            url=self.due.url,
            outcome=outcome,
            status=self.status,
            reason=reason,
            etag=self.etag,
            last_modified=self.last_modified,
            body_hash=self.body_hash,
            seconds=self.seconds,
            candidates=tuple(candidates),
            backoff=backoff,
            trial=self.due.trial,
            way=self.due.way,
            canonical=self.canonical or (self.due.url if self.due.url != self.due.way else None),
        )
