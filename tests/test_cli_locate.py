"""petapora locate: a file of points comes back with the area of each, or not at all."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from tests.hostile import TEXTS
from tests.shell import Shell

HEADER = "id,lat,lng,note\n"
GOOD = """a,-8.295,115.005,inside
b,-8.301,115.005,sea
c,,115.005,nothing
d,-8.2,115.15,land of nobody's
"""


@pytest.fixture
def points(tmp_path: Path) -> Path:
    file = tmp_path / "points.csv"
    file.write_text(HEADER + GOOD, encoding="utf-8")
    return file


def test_points_come_back_with_their_areas_and_the_counts_add_up(
    shell: Shell, small: Path, points: Path, tmp_path: Path
) -> None:
    answer = shell("locate", str(points), "-o", str(tmp_path / "out.csv"), "--json")
    assert answer.code == 0, answer.err
    assert answer.json == {"read": 4, "inside": 1, "shore": 1, "outside": 1, "missing": 1}
    out = pd.read_csv(tmp_path / "out.csv", dtype=str, keep_default_na=False).set_index("id")
    assert out["place"].to_dict() == {"a": "inside", "b": "shore", "c": "missing", "d": "outside"}
    assert out["note"].to_list() == ["inside", "sea", "nothing", "land of nobody's"]
    assert out.loc["a", "kode_desa"] == out.loc["b", "kode_desa"] == "51.07.01.2001"
    assert out.loc["a", "kode_kabupaten"] == "51.07"
    assert (out.loc["a", "distance_m"], out.loc["c", "distance_m"]) == ("0.0", "")
    assert float(out.loc["b", "distance_m"]) == pytest.approx(111, abs=1)


def test_a_point_is_found_in_every_province_that_is_built(
    shell: Shell, small: Path, points: Path, tmp_path: Path
) -> None:
    points.write_text("id,lat,lng\n1,-8.295,115.005\n2,-1.995,113.005\n", encoding="utf-8")
    shell("locate", str(points), "-o", str(tmp_path / "out.csv"))
    out = pd.read_csv(tmp_path / "out.csv", dtype=str)
    assert out["kode_kabupaten"].to_list() == ["51.07", "62.10"]


def test_the_counts_are_said_in_words_too(
    shell: Shell, small: Path, points: Path, tmp_path: Path
) -> None:
    out = shell("locate", str(points), "-o", str(tmp_path / "out.csv")).out
    assert out == "4 points read: 1 inside, 1 at the shore, 1 outside, 1 without a place.\n"


def test_the_tolerance_is_the_published_one(
    shell: Shell, small: Path, points: Path, tmp_path: Path
) -> None:
    rules = (small / "rules.csv").read_text(encoding="utf-8")
    narrow = rules.replace("shore_tolerance_m,1000", "shore_tolerance_m,100")
    assert narrow != rules
    (small / "rules.csv").write_text(narrow, encoding="utf-8")
    answer = shell("locate", str(points), "-o", str(tmp_path / "out.csv"), "--json")
    assert (answer.json["shore"], answer.json["outside"]) == (0, 2)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("x,115.005,-8.295,", "lat and lng look swapped"),
        ('x,"-8,295",115.005,', "a decimal comma: write -8.295"),
        ("x,delapan,115.005,", "line 6, lat 'delapan': not a number"),
    ],
)
def test_one_broken_row_and_nothing_is_written(
    shell: Shell, small: Path, points: Path, tmp_path: Path, row: str, message: str
) -> None:
    points.write_text(HEADER + GOOD + row + "\n", encoding="utf-8")
    before = tmp_path / "out.csv"
    before.write_text("what was here before", encoding="utf-8")
    answer = shell("locate", str(points), "-o", str(before), "--json")
    assert (answer.code, answer.out) == (2, "")
    assert answer.err.startswith("points.csv: 1 of 5 rows cannot be used: line 6")
    assert message in answer.err
    assert before.read_text(encoding="utf-8") == "what was here before"


def test_a_file_is_never_written_over_itself(shell: Shell, small: Path, points: Path) -> None:
    answer = shell("locate", str(points), "-o", str(points))
    assert answer.code == 2
    assert "is the file that is read" in answer.err
    assert points.read_text(encoding="utf-8") == HEADER + GOOD


def test_hostile_text_is_carried_as_text(
    shell: Shell, small: Path, tmp_path: Path, points: Path
) -> None:
    texts = [*TEXTS, "=cmd|' /C calc'!A0", "+1+1", "@x"]
    rows = pd.DataFrame({"id": texts, "lat": "-8.295", "lng": "115.005"})
    rows.to_csv(points, index=False)
    answer = shell("locate", str(points), "-o", str(tmp_path / "out.csv"))
    assert answer.code == 0, answer.err
    out = pd.read_csv(tmp_path / "out.csv", dtype=str)
    assert out["id"].to_list() == [*TEXTS, *(f"'{text}" for text in texts[-3:])]


def test_before_a_build_it_says_what_to_run(
    shell: Shell, points: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PETAPORA_HOME", str(tmp_path / "nothing"))
    answer = shell("locate", str(points), "-o", str(tmp_path / "out.csv"))
    assert answer.code == 2
    assert "not built yet. Run: petapora build" in answer.err
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.real
def test_well_known_places_lie_in_the_kecamatan_that_the_facts_name(
    shell: Shell, tmp_path: Path
) -> None:
    from geo.store.facts import read_facts

    places = read_facts().places
    file = tmp_path / "places.csv"
    places.rename(columns={"nama": "id"}).to_csv(file, index=False)
    answer = shell("locate", str(file), "-o", str(tmp_path / "out.csv"), "--json")
    assert answer.code == 0, answer.err
    assert answer.json["inside"] + answer.json["shore"] == answer.json["read"] == len(places)
    out = pd.read_csv(tmp_path / "out.csv", dtype=str, keep_default_na=False)
    assert out["kode_kecamatan"].to_list() == places["kode"].to_list()
    assert out["id"].to_list() == places["nama"].to_list()


@pytest.mark.real
def test_the_same_place_with_lat_and_lng_turned_is_refused(shell: Shell, tmp_path: Path) -> None:
    file = tmp_path / "turned.csv"
    file.write_text("id,lat,lng\nSingaraja,115.090,-8.115\n", encoding="utf-8")
    answer = shell("locate", str(file), "-o", str(tmp_path / "out.csv"))
    assert answer.code == 2
    assert "lat and lng look swapped: write lat -8.115, lng 115.090" in answer.err


def test_a_folder_that_is_not_there_is_refused_and_not_made(
    shell: Shell, small: Path, points: Path, tmp_path: Path
) -> None:
    answer = shell("locate", str(points), "-o", str(tmp_path / "hasil" / "out.csv"))
    assert answer.code != 0
    assert f"{tmp_path / 'hasil'}: no such folder. Name a folder that exists." in answer.err
    assert not (tmp_path / "hasil").exists()
