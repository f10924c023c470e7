"""The scores of the extraction benchmark, against examples counted by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.extraction import scores
from benchmarks.extraction.scores import Matches

SEVEN = "satu dua tiga empat lima enam tujuh"  # four runs of four words


@pytest.mark.parametrize(
    ("given_text", "expected"),
    [
        (SEVEN, (4, 0, 0)),
        ("Satu dua tiga empat lima enam tujuh", (3, 1, 1)),  # a capital is another word
        ("satu, dua. tiga (empat) lima\nenam tujuh!", (4, 0, 0)),
        ("satu dua tiga empat", (1, 0, 3)),
        ("dua tiga", (0, 1, 4)),  # too short for a run: one of two words
        ("", (0, 0, 4)),
        (f"{SEVEN} delapan", (4, 1, 0)),
        (f"{SEVEN} {SEVEN}", (4, 7, 0)),  # repeated: three runs across the seam, four a second time
    ],
)
def test_runs_of_four_words_are_counted(given_text: str, expected: tuple[int, int, int]) -> None:
    assert scores.matches(SEVEN, given_text) == expected


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1"),
    [
        ((3, 1, 1), 0.75, 0.75, 0.75),
        ((1, 0, 3), 1.0, 0.25, 0.4),
        ((0, 0, 4), 0.0, 0.0, 0.0),
        ((0, 2, 0), 0.0, 0.0, 0.0),
        ((0, 0, 0), 1.0, 1.0, 1.0),
    ],
)
def test_precision_recall_and_f1_of_one_page(
    counts: tuple[int, int, int], precision: float, recall: float, f1: float
) -> None:
    score = Matches(*counts)
    assert (score.precision, score.recall, score.f1) == pytest.approx((precision, recall, f1))


def test_a_set_has_the_f1_of_its_mean_precision_and_mean_recall() -> None:
    total = scores.totals([Matches(4, 0, 0), Matches(2, 2, 6)], [True, False])
    assert total == pytest.approx((2 * 0.75 * 0.625 / 1.375, 0.75, 0.625, 0.5))


def test_a_page_without_text_has_a_recall_of_none_and_no_precision() -> None:
    total = scores.totals([Matches(4, 0, 0), Matches(0, 0, 4)], [True, False])
    assert (total.precision, total.recall) == (1.0, 0.5)


def test_a_set_on_which_nothing_was_read_scores_nought() -> None:
    assert scores.totals([Matches(0, 0, 4)], [False]) == (0.0, 0.0, 0.0, 0.0)


def test_exact_is_word_by_word() -> None:
    assert scores.is_exact("Satu dua.\nTiga", "Satu – dua tiga".replace("tiga", "Tiga"))
    assert not scores.is_exact("Satu dua", "Satu dua tiga")


STORY = "Camat dipanggil Bawaslu Kota.\nIa mengaku hanya hadir.\nSidang dilanjutkan pekan depan."


@pytest.mark.parametrize(
    ("text", "left", "gone"),
    [
        (STORY, [], []),
        (STORY.replace("\n", " ").upper(), [], []),  # line ends and case are no matter
        (STORY.replace("hanya hadir", "hanya\nhadir"), [], []),
        (f"{STORY}\nBaca juga: Lurah Ikut Konvoi", ["Baca juga: Lurah Ikut Konvoi"], []),
        (STORY.replace("\nIa mengaku hanya hadir.", ""), [], ["Ia mengaku hanya hadir."]),
        (STORY.replace("hadir.", "hadir. Iklan"), ["Ia mengaku hanya hadir. Iklan"], []),
        (STORY.replace("Ia mengaku ", ""), [], ["Ia mengaku hanya hadir."]),
        (f"{STORY}\nIa mengaku hanya hadir.", ["Ia mengaku hanya hadir."], []),  # once is enough
        (f"{STORY}\nhanya hadir", ["hanya hadir"], []),  # a quote of the story beside it
        (f"Kota\n{STORY}", ["Kota"], []),
        (f"{STORY}\nAda\n***", ["Ada"], []),  # no word of the story, though its letters stand in "Sidang … pada"
    ],
)
def test_lines_that_are_too_many_or_missing_are_found(text: str, left: list[str], gone: list[str]) -> None:
    assert (scores.clutter(STORY, text), scores.lost(STORY, text)) == (left, gone)


def test_a_short_line_is_not_blamed_for_standing_in_a_longer_one_too() -> None:
    story = f"Kota\n{STORY}"
    assert scores.clutter(story, f"{story}\nBaca juga: Lurah Kota Ikut Konvoi") == [
        "Baca juga: Lurah Kota Ikut Konvoi"
    ]
    assert scores.lost(story, story.replace("Camat dipanggil Bawaslu Kota.\n", "")) == [
        "Camat dipanggil Bawaslu Kota."
    ]


def test_a_refrain_must_be_given_as_often_as_the_story_has_it() -> None:
    refrain = "Merdeka atau mati!"
    assert scores.lost(f"{refrain}\nTeks.\n{refrain}", f"{refrain}\nTeks.") == [refrain]


@given(st.text(max_size=200))
def test_a_text_held_against_itself_is_perfect(text: str) -> None:
    assert scores.clutter(text, text) == scores.lost(text, text) == []
    assert scores.matches(text, text).f1 == 1.0


@pytest.mark.parametrize(
    ("gold", "stated", "same"),
    [
        ("“Camat” dipanggil – Bawaslu", '"camat"  Dipanggil - bawaslu', True),
        ("Camat dipanggil", "Camat dipanggil | Kabar Merapi", False),
        ("Camat dipanggil", None, False),
        ("", None, True),
    ],
)
def test_titles_are_equal_but_for_the_shapes_of_signs(gold: str, stated: str | None, same: bool) -> None:
    assert scores.same_title(gold, stated) is same


@pytest.mark.parametrize(
    ("gold", "stated", "same"),
    [
        ("Rara Wening, Sari Puspa", "sari puspa; Rara Wening", True),
        ("Rara Wening", "Rara Wening, Redaksi", False),
        ("", None, True),
        ("", "Admin", False),
    ],
)
def test_authors_are_a_set_of_people(gold: str, stated: str | None, same: bool) -> None:
    assert scores.same_authors(gold, stated) is same


@pytest.mark.parametrize(
    ("gold", "stated", "same"),
    [
        ("2024-10-03T23:40:00+07:00", "2024-10-03", True),
        ("2024-10-04T00:40:00+07:00", "2024-10-03T17:40:00+00:00", True),  # one moment, told in two zones
        ("2024-10-04T00:40:00+07:00", "2024-10-03", False),
        ("2024-10-03", "2024-10-04T00:10:00+07:00", False),
        ("2024-10-03", None, False),
        ("", None, True),
        ("", "2024-10-03", False),
        ("2024-10-03", "kemarin", False),
    ],
)
def test_the_day_is_the_local_one(gold: str, stated: str | None, same: bool) -> None:
    assert scores.same_day(gold, stated) is same
