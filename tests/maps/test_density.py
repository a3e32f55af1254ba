"""The map of densities: bands as areas, in steps of the mean, and what a meeting sees of it."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pyproj
import pytest

from geo.analysis.density import Density
from geo.analysis.density_bands import FEW, REST
from geo.exports.density import density_headline, peak_table, take_density
from geo.exports.spreadsheet import safe_cell
from geo.maps.assets import write_asset
from geo.maps.density import (
    area_label,
    band_of,
    band_range,
    density_file,
    density_geometry,
    density_number,
    draw_density,
    shown_bands,
)
from geo.maps.files import kode_in
from geo.maps.view import AreaView
from geo.store.scope import LAPTOP, MEETING, Scope
from geo.text import use_language
from tests.analysis.made_density import make_density, make_land, spread, usual
from tests.builders import make_office
from tests.maps.grounds import make_ground
from tests.maps.test_geometry import decode

NAMES = pd.Series({"51.08.01": "Gerokgak"})
DASH = "\N{EN DASH}"
LOWEST = "Low or no reports (below 2 times the mean)"


@pytest.fixture(autouse=True)
def _english() -> None:
    use_language("en")


def named(density: Density) -> pd.DataFrame:
    """Peaks with the names that the areas around them would give."""
    return density.peaks.assign(
        kode="51.08.01.2001", nama="Pejarakan", kecamatan="51.08.01", place="Lovina"
    )


def draw(density: Density, scope: Scope = LAPTOP, **changes: Any) -> AreaView:
    bands = shown_bands(density, scope)
    return draw_density(density, bands, make_ground(bands.index, changes), scope=scope)


def test_each_band_is_an_area_with_its_class_and_its_number_of_reports() -> None:
    density = usual()
    view = draw(density)
    assert len(view.values) == len(density.bands)
    labels = [view.classes[value].label for value in view.values]
    assert labels[0].startswith("16 times the mean or more (")
    assert labels[-2:] == [LOWEST, "Not enough data (<6 within 2 km)"]
    assert list(view.amounts.values()) == [str(n) for n in density.bands["n_reports"]]
    assert len({each.style for each in view.classes}) == len(view.classes)


def test_title_and_stamp_say_bandwidth_projection_and_where_all_others_went() -> None:
    view = draw(usual())
    assert view.title == "Density of reports · bandwidth 2 km"
    assert "115 of 115 reports are on the map" in view.stamp
    assert "equal-area projection LAEA, WGS 84, centre 8.250°S 115.100°E" in view.stamp


def test_the_legend_says_the_land_of_each_band() -> None:
    view, bands = draw(usual()), usual().bands
    said = {each.label: each.count for each in view.classes}
    assert said[LOWEST] == area_label(bands.loc[REST, "area_km2"])
    assert area_label(2720.7) == "2,721\N{NO-BREAK SPACE}km²"
    assert (area_label(4.24), area_label(0)) == ("4.2\N{NO-BREAK SPACE}km²", "0")


def test_a_meeting_is_not_shown_where_single_reports_lie() -> None:
    density = usual()
    bands = shown_bands(density, MEETING)
    assert FEW not in bands.index
    assert bands["n_reports"].sum() == density.n_used
    assert bands["area_km2"].sum() == pytest.approx(density.bands["area_km2"].sum())
    rest = density.bands.loc[[REST, FEW]].union_all()
    assert bands.loc[REST].geometry.symmetric_difference(rest).area < 1e-6


def test_a_meeting_sees_ranges_and_no_density_that_tells_the_total() -> None:
    view = draw(usual(), MEETING)
    labels = [each.label for each in view.classes]
    assert labels[0] == "Low or not enough data (below 2 times the mean)"
    assert not [label for label in labels if "per km²" in label]
    said = [text for text in view.amounts.values() if text != "0"]
    assert all(re.fullmatch(rf"\d+{DASH}\d+|hidden \(<5\)", text) for text in said)


def test_a_file_of_bands_has_them_in_the_order_of_the_map(assets: Path) -> None:
    density = usual()
    name = density_file(density, density.bands, LAPTOP)
    assert name.startswith("density-")
    assert list(kode_in(name)) == list(density.bands.index)
    assert density_file(density, density.bands, LAPTOP) == name


def test_files_of_bands_do_not_pile_up(assets: Path) -> None:
    for n in range(66):
        old = assets / write_asset("density", "json", f"[{n}]".encode())
        os.utime(old, (n, n))
    name = density_file(usual(), usual().bands, LAPTOP)
    left = sorted(assets.glob("density-*.json"), key=lambda file: file.stat().st_mtime)
    assert (len(left), left[0].stat().st_mtime, left[-1].name) == (64, 3, name)


def test_geometry_keeps_the_shapes_and_puts_no_name_on_the_map() -> None:
    density = usual()
    content = density_geometry(density, density.bands, LAPTOP)
    assert content["unnamed"] is True
    assert content["areas"][0]["nama"] == "16 times the mean or more"
    for area, shape in zip(content["areas"], density.bands.geometry, strict=True):
        assert area["group"] == area["kode"]
        assert decode(area["parts"]).area == pytest.approx(shape.area, rel=0.02)


@pytest.mark.parametrize(
    ("times", "said"),
    [
        (0.5, "below 2 times the mean"),
        (2, f"2{DASH}4 times the mean"),
        (15.9, f"8{DASH}16 times the mean"),
        (16, "16 times the mean or more"),
    ],
)
def test_a_ratio_is_said_by_its_band(times: float, said: str) -> None:
    assert band_range(*band_of(times)) == said


@pytest.mark.parametrize(
    ("value", "said"), [(0, "0"), (41.6, "42"), (4.16, "4.2"), (0.0342, "0.034"), (3e-7, "0.00000")]
)
def test_a_density_is_said_in_two_digits(value: float, said: str) -> None:
    assert density_number(value) == said


def test_the_sentence_names_the_densest_place_and_how_dense_it_is() -> None:
    density = usual()
    said = density_headline(density, named(density), NAMES, scope=LAPTOP)
    start = "Reports lie closest together around Pejarakan, Gerokgak (Lovina): "
    assert re.fullmatch(rf"{re.escape(start)}[\d.]+ per km², 2\d times the mean\.", said)
    said = density_headline(density, named(density), NAMES, scope=MEETING)
    assert said == f"{start}16 times the mean or more."


def test_the_sentence_says_when_nothing_can_be_read() -> None:
    few, even = make_density(spread(59)), make_density(spread(60), least=50)
    said = density_headline(few, named(few), NAMES, scope=LAPTOP)
    assert said == "Not enough data for a density: it takes 60 reports with a point."
    said = density_headline(even, named(even), NAMES, scope=LAPTOP)
    assert said.startswith("Nowhere do 50 reports within 2 km lie closer together than twice")


def test_what_is_taken_along_holds_bands_peaks_sums_and_settings() -> None:
    density = usual()
    view = draw(density)
    taken = take_density(
        density,
        density.bands,
        named(density),
        heading="Satu",
        office=make_office("51.08"),
        view=view,
        kecamatan={"band-16": ["51.08.01"]},
        outline=make_land().assign(source="gadm", vintage="4.1"),
        names=NAMES,
        scope=LAPTOP,
    )
    bands, peaks, sums, settings = taken.tables
    assert bands.rows[0][:4] == ["band-16", "16 times the mean or more", 16.0, None]
    assert bands.rows[0][-1] == "Gerokgak"
    assert [row[0] for row in peaks.rows] == list(range(1, len(density.peaks) + 1))
    assert sums.rows[0][1] == sums.rows[1][1] == 115
    stated = {str(name): value for name, value in settings.rows}
    assert stated["bandwidth_m"] == 2000
    assert "A density tests nothing" in " ".join(taken.notes)
    crs = str(stated["crs"])
    assert safe_cell(crs) == crs  # as it stands in a spreadsheet
    lat, lng = density.land.centre
    wanted = {"proj": "laea", "lat_0": lat, "lon_0": lng, "datum": "WGS84", "units": "m"}
    assert pyproj.CRS(crs) == pyproj.CRS.from_dict(wanted)


def test_peaks_of_a_meeting_have_steps_and_ranges_for_numbers() -> None:
    density = usual()
    rows = peak_table(density, named(density), NAMES, MEETING).rows
    assert rows[0][4:6] == [None, "16 times the mean or more"]
    assert rows[0][6] == f"25{DASH}49"
