"""RESULTS.md: what is printed, and kept beside the code. No date and no machine in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.extraction import oracle, tables
from benchmarks.extraction.bars import Bar, Measured, bars, readings
from benchmarks.extraction.timing import pace

_HEAD = """\
# Extraction, beside other extractors

Written by `make bench-extraction`, with the public sets where their checkouts are given (none of it is kept):

```sh
git clone https://github.com/scrapinghub/article-extraction-benchmark
git clone https://github.com/flairNLP/fundus
NETRA_BENCH_SCRAPINGHUB=article-extraction-benchmark NETRA_BENCH_FUNDUS=fundus make bench-extraction
```
"""

_HOW = """\
- **F1, precision, recall** are the scrapinghub benchmark's: runs of four words, F1 of the mean precision and the
  mean recall over the pages. On its own set they are also computed by its `evaluate.py`, and both must agree.
  *Exact*: all words of the text are right. Fundus has no score of its own: the same one is taken, of the text that
  its parsers must give (summary, subheadings, paragraphs).
- **Lines**: a line is clutter when the story does not have it, or less often; a paragraph is lost when it is not
  given whole. Blanks, case and punctuation do not count.
- **Several pages whole**: no line lost; Netra must also find all pages from the first, the others are handed them.
- **Day**: the local day of publication as stated, or the same moment stated in another zone. **Title**: equal but
  for case, blanks and the shapes of quotes and dashes. **Author**: the same set of names. Where the gold has
  nothing, nothing must be given.
- **Oracle**: what would be reached if the best extractor were known for each page; for titles the pages on which an
  h1, `og:title`, JSON-LD's headline or `<title>` equals the gold. A bar is the smaller of its figure and the oracle
  minus one point.
- **CPU** in the tables is each extractor's own, in a process of its own, median of the stories. That of the bar is
  taken page by page in turns with `trafilatura.bare_extraction(favor_precision=True, include_comments=False,
  with_metadata=True)` on the decoded string (Netra decodes within its time), the best of three rounds for
  each page.
- Peers get the decoded page, all pages of a story one by one (texts joined), and no network; newspaper4k also gets
  the language of our own pages. A crash, or 30 s without an answer, is a page without text.
"""


def report(measured: Measured, versions: dict[str, str], peers: Sequence[str]) -> str:
    """The whole document; ``versions`` are those of the sets' checkouts, ``peers`` the packages with theirs."""
    parts = [_HEAD, "## The bars\n", _bars(bars(measured)), "", *_sets(measured, versions), *_oracles(measured)]
    parts += ["## CPU in turns\n", _paces(measured), "", "## Hostile pages\n", _hostile(measured), ""]
    return "\n".join([*parts, "## How it is counted\n", _HOW, "## Versions\n", f"{', '.join(peers)}.", ""])


def _bars(rows: list[Bar]) -> str:
    return tables.markdown(["what", "bar", "Netra", "trafilatura, precision", "oracle", "met"], rows)


def _sets(measured: Measured, versions: dict[str, str]) -> Iterator[str]:
    own = measured.runs["own"]
    cases = own[0].cases
    stories = sum(case.is_article for case in cases)
    yield "## Our own pages\n"
    platforms = len({case.name.partition("/")[0] for case in cases})
    yield f"`pages/`: {stories} stories and {len(cases) - stories} pages that are no article, in the markup of"
    yield f"{platforms} kinds of Indonesian newsrooms' sites. Netra was built with them: they show what must stay"
    yield "right, the public sets how it fares on pages of others.\n"
    yield tables.own_set(own)
    yield "\nWhere Netra differs from what a careful reader says:\n"
    yield tables.differences(own[0])
    yield ""
    for name, title in (("scrapinghub", "scrapinghub/article-extraction-benchmark"), ("fundus", "flairNLP/fundus")):
        yield f"## {title}\n"
        if runs := measured.runs.get(name):
            yield f"{len(runs[0].cases)} pages, checkout at {versions[name]}.\n"
            yield tables.public_set(runs, metadata=name == "fundus")
        else:
            yield "Not given."
        yield ""


def _oracles(measured: Measured) -> Iterator[str]:
    yield "## Oracles\n"
    rows = []
    for name, runs in measured.runs.items():
        stories = [number for number, case in enumerate(runs[0].cases) if case.is_article]
        cases = [runs[0].cases[number] for number in stories]
        given = {peer: [all_of[number] for number in stories] for peer, all_of in readings(runs).items()}
        best = oracle.best_texts(cases, given)
        row = [name, *(f"{figure:.4f}" for figure in best[:3]), tables.percent(best.exact)]
        told = name != "scrapinghub"
        row.append(tables.percent(oracle.some_day(cases, given) if told else None))
        row.append(tables.percent(oracle.stated_titles(cases) if told else None))
        rows.append(row)
    told_columns = ["day, any extractor", "title, any statement"]
    yield tables.markdown(["set", "F1", "precision", "recall", "exact", *told_columns], rows)
    yield ""


def _paces(measured: Measured) -> str:
    rows = []
    everything = [lap for laps in measured.laps.values() for lap in laps]
    for name, laps in [*measured.laps.items(), ("all", everything)]:
        figures = pace(laps)
        ratios = [f"{ratio:.3f}" for ratio in figures[3:]]
        rows.append([name, str(figures.pages), f"{figures.ours:.1f}", f"{figures.trafilatura:.1f}", *ratios])
    headers = ["set", "pages", "Netra, ms", "trafilatura, ms", "ratio of medians", "median of ratios"]
    return tables.markdown(headers, rows)


def _hostile(measured: Measured) -> str:
    rows = []
    for case, outcome in measured.hostile:
        reading = outcome.value
        came = (reading.refused or f"{len(reading.text):,} characters of text") if reading else outcome.failure
        rows.append([case.name, came, f"{outcome.seconds:.2f}"])
    return tables.markdown(["page", "what came of it", "CPU s"], rows, words=2)
