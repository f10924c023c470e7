"""The tables of the extraction benchmark, from readings made by hand."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from benchmarks.extraction import hostile, oracle, tables
from benchmarks.extraction.bars import Measured, bars
from benchmarks.extraction.cases import Case, page
from benchmarks.extraction.peers import OURS, PEERS, Peer, Reading, finds_pages, ours
from benchmarks.extraction.report import report
from benchmarks.extraction.tables import Run
from benchmarks.extraction.timing import Lap, best, pace, race
from benchmarks.extraction.workers import Outcome
from tests.extract.pages_at_hand import PROSE

URL = "https://kabarmerapi.example/2024/10/03/camat-dipanggil-bawaslu"
TEXT = "Camat dipanggil Bawaslu pada hari Senin.\nIa mengaku hanya hadir di sana."
HTML = f"<title>Camat Dipanggil | Kabar</title><h1>Camat Dipanggil</h1><p>{TEXT}"
GOLD = {"title": "Camat Dipanggil", "author": "Rara Wening", "published": "2024-10-03T15:40:00+07:00"}
STORY = Case("tema/camat", (page(HTML.encode(), URL),), TEXT, **GOLD)
FRONT = Case("tema/beranda", (page(b"<p>", "https://kabarmerapi.example/"),), "", reason="front page")
RIGHT = Reading(TEXT, "Camat Dipanggil", "Rara Wening", "2024-10-03")
CLUTTERED = Reading(f"{TEXT}\nBaca juga: Lurah Ikut Konvoi", "Camat", None, "2024-10-04")


def outcomes(readings: Iterable[Reading | None]) -> list[Outcome[Reading]]:
    return [Outcome(reading, 0.02, "" if reading else "crash") for reading in readings]


def runs(first: Reading | None, others: Reading) -> list[Run]:
    stories = (STORY, FRONT)
    mine = Run(OURS, stories, outcomes([first, Reading(refused="the page is a front page")]))
    return [mine, *(Run(peer, stories, outcomes([others, Reading("Berita terkini")])) for peer in PEERS[1:])]


def measured(
    first: Reading | None = RIGHT, others: Reading = CLUTTERED, *, public: bool = False, pages: float = 1.5
) -> Measured:
    sets = {"own": runs(first, others)}
    if public:
        # The public sets have no page that is no article.
        only = [Run(run.peer, [STORY], run.outcomes[:1]) for run in sets["own"]]
        sets |= {"scrapinghub": only, "fundus": only}
    hurting = [(FRONT, Outcome(Reading(refused="the markup is nested too deep"), pages))]
    return Measured(sets, {name: [Lap(0.01, 0.02), Lap(0.03, 0.05)] for name in sets}, hurting)


def met(result: Measured) -> dict[str, str]:
    return {bar.what: bar.met for bar in bars(result)}


def test_every_bar_is_met_by_a_perfect_reading() -> None:
    assert set(met(measured(public=True)).values()) == {"yes"}


@pytest.mark.parametrize("reading", [CLUTTERED, Reading(), None])
def test_a_bad_reading_misses_the_bars(reading: Reading | None) -> None:
    verdicts = met(measured(reading, RIGHT, public=True))
    assert verdicts["fundus: day of publication right"] == verdicts["fundus: title right"] == "**no**"
    assert "**no**" in (verdicts["own pages: clutter lines left"], verdicts["own pages: paragraphs lost"])


def test_a_bar_is_never_higher_than_the_oracle_less_a_point() -> None:
    result = measured(CLUTTERED, public=True)  # the best of all readings has the clutter line too
    texts = next(bar for bar in bars(result) if bar.what == "scrapinghub: F1")
    assert float(texts.target.removeprefix("≥ ")) == pytest.approx(float(texts.oracle) - 0.01, abs=1e-4)
    assert texts.met == "yes"


def test_a_hostile_page_that_takes_long_misses_its_bar() -> None:
    assert met(measured(pages=2.5))["hostile pages end with a text or a reason"] == "**no**"


def test_a_set_that_is_missing_is_not_given() -> None:
    text = report(measured(), {}, ["trafilatura 2"])
    assert text.count("Not given.") == 2
    assert [bar.ours for bar in bars(measured())][:4] == ["not given"] * 4


def test_the_tables_have_a_row_for_each_extractor() -> None:
    text = report(measured(public=True), {"scrapinghub": "abc", "fundus": "def"}, ["trafilatura 2"])
    own = text.partition("## Our own pages")[2].partition("## scrapinghub")[0]
    assert [peer.name for peer in PEERS if f"\n| {peer.name} " not in own] == []
    assert "checkout at abc" in text
    assert text.endswith("trafilatura 2.\n")


def test_a_row_counts_what_a_reader_notices() -> None:
    mine, other = (Run(peer, (STORY, FRONT), result) for peer, result in zip(
        (OURS, PEERS[4]), (outcomes([RIGHT, Reading()]), outcomes([CLUTTERED, None])), strict=True
    ))  # fmt: skip
    cells = [[cell.strip() for cell in line.split("|")] for line in tables.own_set([mine, other]).splitlines()]
    rows = [dict(zip(cells[0], row, strict=True)) for row in cells[2:]]
    assert (rows[0]["clutter lines left"], rows[1]["clutter lines left"]) == ("0", "1")
    assert (rows[0]["day"], rows[0]["author"], rows[1]["day"]) == ("100.0 %", "100.0 %", "0.0 %")
    assert (rows[0]["no-articles refused"], rows[1]["crashed + hung"]) == ("1 of 1", "1 + 0")
    assert rows[0]["CPU ms a page"] == "20.0"


def test_what_an_extractor_does_not_tell_is_not_counted_against_it() -> None:
    assert Run(PEERS[1], (STORY,), outcomes([RIGHT])).share("author") is None


def test_differences_name_pages_and_counts() -> None:
    run = Run(OURS, (STORY, FRONT), outcomes([CLUTTERED, Reading("Berita")]))
    shown = tables.differences(run)
    assert "1 left in, title, author, published" in shown
    assert "taken for an article, is: front page" in shown
    assert tables.differences(Run(OURS, (STORY,), outcomes([RIGHT]))) == "Nowhere."


def test_the_oracle_takes_the_best_reading_of_each_page() -> None:
    two = [STORY, STORY]
    best = oracle.best_texts(two, {"a": [RIGHT, CLUTTERED], "b": [None, RIGHT]})
    assert best == (1.0, 1.0, 1.0, 1.0)
    assert oracle.some_day(two, {"a": [RIGHT, CLUTTERED], "b": [CLUTTERED, None]}) == 0.5


@pytest.mark.parametrize(
    ("head", "share"),
    [
        ("<h1>Camat Dipanggil</h1>", 1.0),
        ("<title>Camat dipanggil</title>", 1.0),
        ('<meta property="og:title" content="Camat Dipanggil">', 1.0),
        ('<script type="application/ld+json">{"@type":"Article","headline":"Camat Dipanggil"}</script>', 1.0),
        ("<h2>Camat Dipanggil</h2>", 0.0),
    ],
)
def test_the_titles_oracle_looks_at_four_places(head: str, share: float) -> None:
    body = f"<html><head></head><body>{head}<p>Teks</p></body></html>".encode()
    assert oracle.stated_titles([Case("x", (page(body, URL),), "", title="Camat Dipanggil")]) == share


def test_cpu_is_told_as_ratio_of_medians_and_as_median_of_ratios() -> None:
    figures = pace([Lap(0.010, 0.020), Lap(0.030, 0.040), Lap(0.020, 0.025)])
    assert figures == pytest.approx((3, 20, 25, 0.8, 0.75))


@pytest.mark.parametrize("peer", [peer for peer in PEERS if peer.package in {"trafilatura", "resiliparse"}])
def test_a_peer_is_handed_all_pages_of_a_story(peer: Peer) -> None:
    bodies = [
        f"<html><title>Rapat</title><body><article>{PROSE}<p>{end}</p></article>" for end in ("Awal.", "Akhir.")
    ]
    pages = tuple(page(body.encode(), URL) for body in bodies)
    read = peer.read(Case("x", pages, ""))
    assert "Awal." in read.text
    assert "Akhir." in read.text
    assert bool(read.title) == ("title" in peer.tells)


def test_pages_of_a_story_are_found_pager_after_pager() -> None:
    head = "<html><head><meta property='og:type' content='article'></head><body><h1>Rapat di Desa</h1>"
    links = "<div class='pagination'><span>1</span> <a href='?page=2'>2</a></div>"
    bodies = (f"{head}<article>{PROSE}{links}</article>", f"{head}<article>{PROSE}</article>")
    first, second = (page(body.encode(), url) for body, url in zip(bodies, (URL, f"{URL}?page=2"), strict=True))
    assert finds_pages(Case("x", (first, second), ""))
    assert not finds_pages(Case("x", (first,), ""))  # one page too many is found
    assert not finds_pages(Case("x", (second, first), ""))


def test_both_are_timed_in_turns_and_a_refused_page_is_not() -> None:
    body = f"<html><title>Rapat di Desa</title><body><h1>Rapat di Desa</h1><article>{PROSE}</article>".encode()
    lap = race(Case("x", (page(body, URL),), ""))
    assert lap is not None
    assert min(lap) > 0
    assert race(FRONT) is None


def test_the_best_of_all_rounds_counts_and_only_pages_timed_in_each() -> None:
    rounds: list[list[Lap | None]] = [[Lap(3, 9), None, Lap(1, 1)], [Lap(4, 8), Lap(1, 1), Lap(2, 2)]]
    assert best(rounds) == [Lap(3, 8), Lap(1, 1)]


def test_hostile_pages_are_what_they_are_called() -> None:
    sizes = {case.name: len(case.pages[0].body) for case in hostile.pages()}
    assert min(size for name, size in sizes.items() if name.startswith("10 MB")) >= 10_000_000
    assert sizes["an attribute of 5 MB"] >= 5_000_000


def test_ours_is_a_reading_or_a_refusal_with_its_reason() -> None:
    html = f"<title>Rapat di Desa</title><h1>Rapat di Desa</h1><article>{PROSE}</article>"
    assert ours(Case("x", (page(html.encode(), URL),), "")).title == "Rapat di Desa"
    assert ours(FRONT).refused
