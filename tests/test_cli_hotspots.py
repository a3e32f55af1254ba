"""petapora hotspots: where reports are concentrated beyond chance, and the same again by a file."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import update

from geo import __version__
from geo.analysis.concentrations import answer_hotspots
from geo.analysis.hotspot_settings import settings_from_json
from geo.exports.reports import cells_of
from geo.intake.reports import COLUMNS, enter_reports
from geo.maps.files import cells_file
from geo.maps.worlds import read_worlds
from geo.store import tables
from geo.store.database import prepare_store, writing
from geo.store.facts import read_facts
from geo.store.reports import read_reports
from geo.store.rules import Rules
from geo.store.scope import LAPTOP
from geo.store.shipped import load_shipped
from tests.shell import Answer, Shell
from tests.test_cli_reports import row

SQUARE = (115.02, -8.29)
"""South-west corner of Pejarakan, a desa of the small land."""
WINDOW = ("--since", "2026-01-01", "--until", "2026-12-31")
RULES = asdict(Rules())
CELLS = ("hotspots", "--office", "bali", "--unit", "h3:8", *WINDOW)


def points(n: int, west: float, south: float, width: float, height: float) -> list[list[float]]:
    """Latitude and longitude of points spread by chance over a rectangle."""
    shares = np.random.default_rng(7).random((n, 2))
    return [[south + y * height, west + x * width] for x, y in shares.tolist()]


def planted(**said: Any) -> list[dict[str, Any]]:
    """A hundred reports all over the eight desa, and sixty around one."""
    places = points(100, 115.0, -8.3, 0.04, 0.02) + points(60, *SQUARE, 0.015, 0.01)
    return [row(n, lat=lat, lng=lng, **said) for n, (lat, lng) in enumerate(places)]


@pytest.fixture
def reported(small: Path) -> Path:
    """A hundred reports all over the eight desa, sixty around one, and some that are in no cell."""
    rows = planted()
    rows += [row(900, accuracy="desa"), row(901, lat=-1.995, lng=113.005)]
    rows += [row(902, channel="temuan petugas")]
    prepare_store()
    load_shipped(LAPTOP)
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    enter_reports(LAPTOP, frame, read_facts().offices["bali"])
    return small


@pytest.fixture
def found(small: Path) -> Path:
    """The same places, but officers found all that is there."""
    prepare_store()
    load_shipped(LAPTOP)
    frame = pd.DataFrame(planted(channel="temuan petugas"), columns=list(COLUMNS))
    enter_reports(LAPTOP, frame, read_facts().offices["bali"])
    return small


@pytest.fixture
def cells(shell: Shell, reported: Path) -> Answer:
    answer = shell(*CELLS, "--json")
    assert answer.code == 0, answer.err
    return answer


def test_the_cells_where_sixty_reports_were_planted_are_found(cells: Answer) -> None:
    told = cells.json
    significant = [unit for unit in told["units"] if unit["class"] == "signifikan"]
    assert 1 <= len(significant) == told["totals"]["significant"] < 8
    named = {unit["nama"].partition(" (")[0] for unit in significant}
    assert {"Pejarakan"} <= named <= {"Pejarakan", "Sumber Klampok", "Duda", "Ularan"}
    assert told["sentence"].startswith(f"{len(significant)} of {len(told['units'])} cells show")


def test_every_report_is_in_a_cell_or_said_to_be_elsewhere(cells: Answer) -> None:
    totals = cells.json["totals"]
    places = ("in_units", "off_grid", "outside", "without_location")
    assert sum(totals[name] for name in places) == totals["total"] == 162
    assert (totals["coarser"], totals["outside"], totals["n_other"]) == (1, 1, 1)
    assert totals["tested"] + totals["not_tested"] == totals["units"] == len(cells.json["units"])
    assert sum(unit["n_reports"] for unit in cells.json["units"]) == totals["in_units"]


def test_the_shell_and_a_page_have_the_same_numbers(cells: Answer) -> None:
    office, told = read_facts().offices["bali"], cells.json
    worlds = read_worlds(office.kabupaten)
    settings = settings_from_json(told["settings"])
    answer = answer_hotspots(read_reports(LAPTOP, office), worlds, settings, Rules())
    table = answer.hotspots.table
    assert [unit["cell"] for unit in told["units"]] == list(table.index)
    for name in ("n_reports", "n_around", "n_neighbours", "z", "p", "q", "low", "high"):
        values = [np.nan if unit[name] is None else unit[name] for unit in told["units"]]
        assert values == pytest.approx(table[name].to_list(), rel=1e-11, nan_ok=True)


def test_an_answer_is_made_again_from_its_file(shell: Shell, cells: Answer, tmp_path: Path) -> None:
    file = tmp_path / "earlier.json"
    file.write_text(cells.out, encoding="utf-8")
    again = shell("hotspots", "--office", "bali", "--settings", str(file), "--json")
    assert again.json == cells.json
    assert again.json["differs"] == []


def test_an_answer_of_changed_records_says_so(shell: Shell, cells: Answer, tmp_path: Path) -> None:
    file = tmp_path / "earlier.json"
    file.write_text(cells.out, encoding="utf-8")
    office = read_facts().offices["bali"]
    enter_reports(LAPTOP, pd.DataFrame([row(999, is_sample=True)], columns=list(COLUMNS)), office)
    again = shell("hotspots", "--office", "bali", "--settings", str(file), "--json").json
    assert again["differs"] == ["the records have changed"]
    assert again["is_sample"] and again["stamp"]
    told = shell("hotspots", "--office", "bali", "--settings", str(file)).out
    assert told.startswith("Not as in the file: the records have changed.")


def test_an_answer_whose_points_moved_says_that_the_records_changed(
    shell: Shell, cells: Answer, tmp_path: Path
) -> None:
    file = tmp_path / "earlier.json"
    file.write_text(cells.out, encoding="utf-8")
    with writing(LAPTOP) as connection:
        moved = tables.reports.c.lat + 0.0002
        connection.execute(update(tables.reports).values(lat=moved))
    again = shell("hotspots", "--office", "bali", "--settings", str(file), "--json").json
    assert again["differs"] == ["the records have changed"]


def test_a_file_with_a_rule_that_is_no_share_is_refused_and_nothing_is_computed(
    shell: Shell, cells: Answer, tmp_path: Path
) -> None:
    file = tmp_path / "earlier.json"
    file.write_text(json.dumps(cells.json | {"rules": {**RULES, "fdr_percent": 2000}}))
    answer = shell("hotspots", "--office", "bali", "--settings", str(file))
    assert (answer.code, answer.out) == (2, "")
    assert "rules.fdr_percent '2000': not a whole number from 1 to 100" in answer.err


def test_desa_that_are_too_few_to_be_tested_are_listed_without_a_test(
    shell: Shell, reported: Path
) -> None:
    told = shell("hotspots", "--office", "bali", "--unit", "desa", *WINDOW, "--json").json
    assert told["sentence"] == ("Not enough data yet: only 8 desa have reports, 12 are needed.")
    assert {unit["class"] for unit in told["units"]} == {"belum cukup data"}
    assert all(unit["z"] is unit["p"] is unit["q"] is None for unit in told["units"])
    assert (told["totals"]["tested"], told["totals"]["coarser"]) == (0, 0)
    assert told["units"][0]["nama"] == "Nongan"
    assert sum(unit["n_reports"] for unit in told["units"]) == 161


def test_a_test_in_which_every_place_is_dealt_anew_can_be_asked_for_and_made_again(
    shell: Shell, reported: Path, tmp_path: Path
) -> None:
    file = tmp_path / "whole.json"
    told = shell(*CELLS, "--method", "whole", "--json")
    assert told.json["settings"]["method"] == "whole"
    file.write_text(told.out, encoding="utf-8")
    assert shell("hotspots", "--office", "bali", "--settings", str(file), "--json").out == told.out


def test_what_officers_found_and_the_stricter_correction_can_be_asked_for(
    shell: Shell, reported: Path
) -> None:
    told = shell(*CELLS, "--series", "temuan", "--correction", "by", "--json").json
    assert (told["totals"]["total"], told["totals"]["n_other"]) == (1, 162)
    assert told["settings"]["correction"] == "by"
    assert [run["correction"] for run in told["repeats"]].count("bh") == 1
    assert told["enough"]["reason"].startswith(
        "Not enough data yet: 1 finding of officers in the window"
    )


def test_the_answer_is_said_in_words_with_the_reason_of_each_place(
    shell: Shell, reported: Path
) -> None:
    out = shell(*CELLS).out
    assert "cells show a concentration beyond chance" in out
    assert "would be expected if all other places were dealt anew: beyond chance (p" in out
    assert "Significant in " in out and " repeats." in out
    assert "Getis-Ord Gi*" in out
    assert "1 report is known only to a wider area" in out


def test_the_words_begin_with_what_was_asked_and_of_what_it_is_made(
    shell: Shell, cells: Answer
) -> None:
    first = shell(*CELLS).out.splitlines()[0]
    made_of = cells.json["made_of"]
    assert first == (
        "1 January 2026 to 31 December 2026. Reports, H3 cells of about 0.7 km². Last report in "
        f"the data: 1 February 2026. Boundaries: {made_of['boundaries']} ({made_of['vintage']}). "
        f"PetaPORA {__version__}."
    )


def test_a_filter_of_a_file_is_said_in_words(shell: Shell, cells: Answer, tmp_path: Path) -> None:
    file = tmp_path / "earlier.json"
    asked = cells.json["settings"] | {"kinds": ["keberadaan"], "accuracies": ["gps"]}
    file.write_text(json.dumps(cells.json | {"settings": asked}))
    first = shell("hotspots", "--office", "bali", "--settings", str(file)).out.splitlines()[0]
    assert "Filter: Presence only · GPS point." in first


def test_the_words_say_where_every_report_went_and_the_numbers_add_up(
    shell: Shell, reported: Path
) -> None:
    assert (
        "Reports: 162 in all = 160 in these cells + 0 beside them + 1 outside the work area + 1 "
        "known only to a wider area + 0 without location."
    ) in shell(*CELLS).out.splitlines()


def test_what_officers_found_is_not_called_reports_in_words(shell: Shell, found: Path) -> None:
    out = shell(*CELLS, "--series", "temuan").out
    assert " findings of officers. Its " in out
    assert "Found by officers: 160 in all = 160 in these cells + " in out
    assert " reports. " not in out


def test_a_place_says_how_many_repeats_could_not_judge_it(shell: Shell, cells: Answer) -> None:
    told = cells.json
    hot = [unit for unit in told["units"] if unit["class"] == "signifikan"]
    unable = {len(told["repeats"]) - unit["n_runs"] for unit in hot}
    assert any(unable)
    out = shell(*CELLS).out
    for n in unable - {0}:
        assert f" {n} repeat{'s' if n > 1 else ''} cannot judge it." in out


def test_a_store_without_reports_has_an_answer(shell: Shell, small: Path) -> None:
    told = shell("hotspots", "--office", "kahayan", "--unit", "h3:7", "--json").json
    assert (told["totals"]["total"], told["made_of"]["last_report"]) == (0, "")
    assert "not the same as no problem" in told["sentence"]


def test_cells_are_named_as_on_their_map(cells: Answer) -> None:
    office = read_facts().offices["bali"]
    file = cells_file(office.kabupaten, 8, shore_m=Rules().shore_tolerance_m)
    drawn = cells_of(file)["nama"]
    named = {unit["cell"]: unit["nama"] for unit in cells.json["units"]}
    assert named == drawn[list(named)].to_dict()
    assert len(named) < len(drawn)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ((), "--unit '': say one of kecamatan, desa, h3:5, h3:6, h3:7, h3:8"),
        (("--unit", "provinsi"), "--unit 'provinsi'"),
        (("--unit", "h3:12"), "--unit 'h3:12'"),
        (("--unit", "desa", "--correction", "fdr"), "--correction 'fdr': say one of bh, by"),
        (
            ("--unit", "desa", "--method", "z"),
            "--method 'z': say one of exact, whole, permutations",
        ),
        (("--unit", "desa", "--series", "both"), "--series 'both'"),
        (("--unit", "desa", "--since", "soon"), "--since 'soon'"),
        (("--settings", "none.json"), "none.json"),
    ],
)
def test_options_that_make_no_sense_end_with_a_reason(
    shell: Shell, small: Path, options: tuple[str, ...], message: str
) -> None:
    answer = shell("hotspots", "--office", "bali", *options)
    assert (answer.code, answer.out) == (2, "")
    assert message in answer.err


def test_a_file_of_another_office_or_with_other_options_is_refused(
    shell: Shell, cells: Answer, tmp_path: Path
) -> None:
    file = tmp_path / "earlier.json"
    file.write_text(cells.out, encoding="utf-8")
    other = shell("hotspots", "--office", "kahayan", "--settings", str(file))
    assert other.code == 2 and "is of office 'bali'" in other.err
    both = shell(*CELLS, "--settings", str(file))
    assert both.code == 2 and "leave the other options out" in both.err
    file.write_text(json.dumps({"kind": "other"}), encoding="utf-8")
    none = shell("hotspots", "--office", "bali", "--settings", str(file))
    assert none.code == 2 and "no file of settings" in none.err
