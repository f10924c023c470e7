"""The figures as Markdown tables: one row for each extractor, figures side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

from tabulate import tabulate

from benchmarks.extraction import scores
from benchmarks.extraction.cases import Case
from benchmarks.extraction.peers import Peer, Reading, finds_pages
from benchmarks.extraction.workers import Outcome


@dataclass(frozen=True, slots=True)
class Run:
    """One extractor on one set; ``outcomes`` in the order of ``cases``."""

    peer: Peer
    cases: Sequence[Case]
    outcomes: Sequence[Outcome[Reading]]

    def readings(self) -> list[tuple[Case, Reading]]:
        """The stories with what was read; nothing where the extractor failed."""
        pairs = zip(self.cases, self.outcomes, strict=True)
        return [(case, outcome.value or Reading()) for case, outcome in pairs if case.is_article]

    def texts(self) -> scores.Totals:
        """The score of the texts."""
        pairs = [(case.text, reading.text) for case, reading in self.readings()]
        return scores.totals([scores.matches(*pair) for pair in pairs], [scores.is_exact(*pair) for pair in pairs])

    def share(self, field: str) -> float | None:
        """The share of stories whose title, author or day is right; None when the extractor does not tell it."""
        if field not in self.peer.tells:
            return None
        pairs = self.readings()
        right = [_SAME[field](getattr(case, field) or "", getattr(reading, field)) for case, reading in pairs]
        return sum(right) / len(right)

    def lines(self, compare: Callable[[str, str], list[str]]) -> int:
        """The lines of all stories that ``scores.clutter`` or ``scores.lost`` finds."""
        return sum(len(compare(case.text, reading.text)) for case, reading in self.readings())

    def whole(self) -> tuple[int, int]:
        """Of the stories of several pages those that lost no line, and all of them.

        A peer was handed all pages; ours must also find them from the first one.
        """
        several = [(case, reading) for case, reading in self.readings() if len(case.pages) > 1]
        alone = self.peer.package is not None
        whole = [not scores.lost(case.text, given.text) and (alone or finds_pages(case)) for case, given in several]
        return sum(whole), len(several)

    def refused(self) -> tuple[int, int]:
        """Of the pages that are no article those that gave no text, and all of them."""
        pairs = [pair for pair in zip(self.cases, self.outcomes, strict=True) if not pair[0].is_article]
        return sum(not (outcome.value and outcome.value.text.strip()) for _, outcome in pairs), len(pairs)

    def failures(self) -> str:
        """Crashes and hangs, as "2 + 1"."""
        kinds = [outcome.failure for outcome in self.outcomes]
        return f"{kinds.count('crash')} + {kinds.count('hang')}"

    def milliseconds(self) -> float:
        """CPU per page, median of the stories."""
        pairs = zip(self.cases, self.outcomes, strict=True)
        each = [outcome.seconds / len(case.pages) for case, outcome in pairs if case.is_article and outcome.value]
        return median(each) * 1000 if each else 0.0


_SAME: dict[str, Callable[[str, str | None], bool]] = {
    "title": scores.same_title,
    "author": scores.same_authors,
    "published": scores.same_day,
}


def own_set(runs: Sequence[Run]) -> str:
    """Our pages: what a reader notices first."""
    columns = ["clutter lines left", "paragraphs lost", "several pages whole", "no-articles refused"]
    return _table(runs, _own, columns, metadata=True)


def _own(run: Run) -> Iterator[str]:
    yield str(run.lines(scores.clutter))
    yield str(run.lines(scores.lost))
    yield "{} of {}".format(*run.whole())
    yield "{} of {}".format(*run.refused())


def public_set(runs: Sequence[Run], *, metadata: bool) -> str:
    """A public set: texts, and titles, days and authors where it knows them."""
    return _table(runs, lambda _: iter(()), [], metadata=metadata)


def _table(runs: Sequence[Run], more: Callable[[Run], Iterator[str]], columns: list[str], *, metadata: bool) -> str:
    said = ["day", "title", "author"] if metadata else []
    rows = []
    for run in runs:
        texts = run.texts()
        row = [run.peer.name, *(f"{figure:.4f}" for figure in texts[:3]), percent(texts.exact), *more(run)]
        row += [percent(run.share(field)) for field in ("published", "title", "author")[: len(said)]]
        rows.append([*row, f"{run.milliseconds():.1f}", run.failures()])
    figures = ["F1", "precision", "recall", "exact"]
    return markdown(["extractor", *figures, *columns, *said, "CPU ms a page", "crashed + hung"], rows)


def differences(run: Run) -> str:
    """Where ours differs from our pages' gold: a row a page, counts only."""
    rows = []
    for case, outcome in zip(run.cases, run.outcomes, strict=True):
        reading = outcome.value or Reading()
        wrong = list(_wrong(case, reading)) + [outcome.failure] * bool(outcome.failure)
        if wrong:
            rows.append([case.name, ", ".join(wrong)])
    return markdown(["page", "what differs"], rows, words=2) if rows else "Nowhere."


def _wrong(case: Case, reading: Reading) -> Iterator[str]:
    if not case.is_article:
        if reading.text:
            yield f"taken for an article, is: {case.reason}"
        return
    if reading.refused:
        yield f"refused: {reading.refused}"
        return
    if left := scores.clutter(case.text, reading.text):
        yield f"{len(left)} left in"
    if lost := scores.lost(case.text, reading.text):
        yield f"{len(lost)} lost"
    if len(case.pages) > 1 and not finds_pages(case):
        yield "its pages not found from the first"
    for field, same in _SAME.items():
        if not same(getattr(case, field) or "", getattr(reading, field)):
            yield field


def percent(share: float | None) -> str:
    """A share as "98.4 %"; "–" for none."""
    return "–" if share is None else f"{share * 100:.1f} %"


def markdown(headers: Sequence[str], rows: Sequence[Sequence[str]], *, words: int = 1) -> str:
    """A Markdown table: its first columns, ``words`` many, to the left, figures to the right."""
    align = [*["left"] * words, *["right"] * (len(headers) - words)]
    return tabulate(rows, headers, tablefmt="pipe", colalign=align if rows else None, disable_numparse=True)
