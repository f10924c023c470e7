"""Places by their English names, and the nearest ones of a name that is misspelt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wording import region_name, regions_below
from wording.places import find_places, near_places


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("West Java", "Prov. Jawa Barat"),
        ("Special Capital Region of Jakarta", "DKI Jakarta"),
        ("the Bangka Belitung Islands", "Prov. Kep. Bangka Belitung"),
        ("Papua Highlands", "Prov. Papua Pegunungan"),
        ("Highland Papua", "Prov. Papua Pegunungan"),
        ("South West Papua", "Prov. Papua Barat Daya"),
        ("Southeast Sulawesi", "Prov. Sulawesi Tenggara"),
        ("North Central Timor", "Kab. Timor Tengah Utara"),
        ("Thousand Islands", "Kab. Kep. Seribu"),
        ("Bandung City", "Kota Bandung"),
        ("Regency of Bandung", "Kab. Bandung"),
        ("Kota Semarang", "Kota Semarang"),
    ],
)
def test_an_english_name_is_the_place_that_it_names(typed: str, name: str) -> None:
    assert [region_name(code) for code in find_places(typed)] == [name]


@pytest.mark.parametrize("typed", ["North Java", "Central", "of", "City", "the", "", "West West"])
def test_what_is_no_place_in_english_either_is_none(typed: str) -> None:
    assert find_places(typed) in ([], find_places("tengah"))
    assert "33" not in find_places(typed)[:1]


def test_every_province_is_found_by_its_english_directions() -> None:
    english = {
        "Utara": "North", "Selatan": "South", "Timur": "East", "Barat": "West", "Tengah": "Central",
        "Tenggara": "Southeast", "Barat Daya": "Southwest", "Pegunungan": "Highland",
    }  # fmt: skip
    tried = 0
    for code in regions_below():
        name = region_name(code).removeprefix("Prov. ")
        for behind, before in english.items():
            if name.endswith(f" {behind}") and not name.startswith("Nusa Tenggara"):
                assert find_places(f"{before} {name.removesuffix(behind)}") == [code], name
                tried += 1
    assert tried == 22


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Kab. Halmahera Slatan", ["Kab. Halmahera Selatan"]),
        ("Jawa Tegah", ["Prov. Jawa Tengah"]),
        ("North Sulawasi", ["Prov. Sulawesi Utara"]),
        ("kota smarang", ["Kota Semarang", "Kab. Semarang"]),
        ("kab smarang", ["Kab. Semarang", "Kota Semarang"]),
        ("Atlantis", []),
        ("", []),
    ],
)
def test_the_nearest_names_are_offered_for_one_that_is_misspelt(typed: str, names: list[str]) -> None:
    assert [region_name(code) for code in near_places(typed, 6)] == names


@given(st.text(max_size=200))
def test_whatever_is_typed_gives_known_places_or_none(typed: str) -> None:
    for code in (*find_places(typed), *near_places(typed, 3)):
        assert region_name(code) != code
