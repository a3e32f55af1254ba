"""Bandwidths come from data: those of an office, or of every other one."""

from __future__ import annotations

from pathlib import Path

import pytest

from geo.errors import DataError
from geo.store.bandwidths import bandwidths_of, read_bandwidths
from geo.store.facts import read_fact_files
from geo.text import use_language
from tests.builders import make_register, write_facts

GOOD = ("bali,1 3 5,daftar,Rapat.,Dense.", "*,3 5 10,daftar,,")


def read(folder: Path, *rows: str) -> dict[str, tuple[float, ...]]:
    file = write_facts(folder, bandwidths=rows) / "bandwidths.csv"
    return read_bandwidths(file, offices={"bali", "kahayan"}, sources={"daftar"})


def test_an_office_has_its_own_and_any_other_those_of_the_star(tmp_path: Path) -> None:
    stated = read(tmp_path, *GOOD)
    assert bandwidths_of("bali", stated) == (1.0, 3.0, 5.0)
    assert bandwidths_of("kahayan", stated) == (3.0, 5.0, 10.0)
    assert bandwidths_of("kahayan", {}) == ()


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("jakarta,1,daftar,,", r"office 'jakarta': not a known office \(see offices\.csv\)"),
        ("kahayan,,daftar,,", r"km '': empty"),
        ("kahayan,1;3,daftar,,", r"km '1;3': not kilometres parted by blanks, as 1 3 5"),
        ("kahayan,0 3,daftar,,", r"km '0 3': not from 0\.5 to 100\.0 km"),
        ("kahayan,nan,daftar,,", r"km 'nan': not from 0\.5 to 100\.0 km"),
        ("kahayan,5 3,daftar,,", r"km '5 3': not up to 4 different bandwidths, the smallest"),
        ("kahayan,1 2 3 4 5,daftar,,", r"not up to 4 different bandwidths, the smallest first"),
        ("kahayan,3,koran,,", r"source 'koran': not a known source"),
        ("bali,3,daftar,,", r"office 'bali': stands here twice"),
    ],
)
def test_a_wrong_row_is_refused_by_line_value_and_remedy(
    tmp_path: Path, row: str, fault: str
) -> None:
    use_language("en")
    with pytest.raises(DataError, match=rf"^bandwidths\.csv: 1 of 3 rows .* line 4, .*{fault}"):
        read(tmp_path, *GOOD, row)


def test_the_facts_are_refused_with_a_wrong_bandwidth(tmp_path: Path) -> None:
    folder = write_facts(tmp_path, bandwidths=["*,satu,daftar,,"])
    with pytest.raises(DataError, match=r"^bandwidths\.csv: "):
        read_fact_files(folder, register=make_register())


def test_what_ships_has_bandwidths_for_both_offices_and_all_others() -> None:
    folder = Path(__file__).parents[2] / "data"
    offices, sources = {"singaraja", "palangka-raya"}, {"aturan"}
    stated = read_bandwidths(folder / "bandwidths.csv", offices=offices, sources=sources)
    assert stated == {
        "singaraja": (1.0, 3.0, 5.0),
        "palangka-raya": (5.0, 10.0, 20.0),
        "*": (3.0, 5.0, 10.0),
    }
