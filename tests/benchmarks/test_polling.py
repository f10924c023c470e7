"""The simulation of polling: the product's own schedule is what it runs, and it is worth having."""

from __future__ import annotations

from benchmarks.polling.__main__ import LEAST_SECONDS, Ours, fixed, row

FEW = 10


def test_for_as_many_requests_news_is_seen_sooner_than_at_a_fixed_interval() -> None:
    _, asked, mean, *_ = row("fixed", lambda _: fixed(5 * LEAST_SECONDS), FEW)
    _, ours_asked, ours_mean, p95, worst, official, _ = row("Netra", Ours, FEW)
    assert isinstance(asked, int)
    assert isinstance(ours_asked, int)
    assert 0.95 < ours_asked / asked < 1.05
    assert float(str(ours_mean)) < 0.75 * float(str(mean))
    assert float(str(p95)) <= 20
    assert float(str(worst)) <= 60
    assert float(str(official)) <= 15
