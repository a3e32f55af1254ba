"""Density of reports: who enters it, that all add up, what its bands and peaks are."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import shapely

from geo.analysis.density import (
    FINEST,
    density_land,
    density_settings,
    report_density,
    used_points,
)
from geo.analysis.density_bands import FEW, KODE, LEVELS, REST, add_counts
from geo.analysis.density_places import kecamatan_touched, name_peaks
from geo.analysis.placing import column_of
from geo.errors import DataError
from geo.store.rules import Rules
from geo.text import use_language
from tests.analysis.made_density import (
    CORNER,
    HEAP,
    OTHER,
    WANTED,
    make_density,
    make_land,
    reports_at,
    spread,
    usual,
)
from tests.analysis.made_reports import make_report
from tests.builders import make_kecamatan


def test_only_points_of_gps_and_address_enter_and_all_others_are_told() -> None:
    found = make_density(
        [*spread(70), None],
        make_report("51.08.01.2001", accuracy="desa", place="stated"),
        make_report("51.08.01", accuracy="kecamatan", place="stated"),
        make_report(accuracy="tanpa lokasi"),
        make_report(place="outside"),
        make_report("51.08.01.2001", on="2020-01-01"),
    )
    sums = found.counts.sums
    assert (sums.total, found.n_used, sums.outside) == (75, 70, 1)
    assert (sums.without_location, sums.coarser) == (4, 2)
    assert sums.adds_up


def test_a_point_that_stands_for_a_whole_desa_does_not_enter_even_with_a_cell() -> None:
    reports, points = reports_at([HEAP, HEAP], accuracy="desa", **{column_of(FINEST): "cell"})
    assert used_points(reports, points, WANTED).empty
    reports, points = reports_at([HEAP, HEAP], accuracy="alamat")
    assert len(used_points(reports, points, WANTED)) == 2


def test_a_report_whose_band_is_not_drawn_counts_in_the_next_lower_one() -> None:
    bands = usual().bands.loc[["band-16", "band-4", REST]]
    counted = add_counts(bands, np.array([40.0, 9.0, 3.0, 0.1, np.nan]))
    assert counted["n_reports"].to_list() == [1, 1, 3]


def test_the_reports_of_all_bands_are_those_used() -> None:
    found = usual()
    assert found.n_used == 115
    assert found.bands["n_reports"].sum() == 115
    assert found.counts.counts.to_dict() == found.bands["n_reports"].to_dict()
    assert found.bands.loc["band-16", "n_reports"] >= 40


def test_bands_cover_the_land_once_and_are_valid_in_degrees() -> None:
    found = usual()
    assert list(found.bands.index) == [kode for kode in KODE if kode in found.bands.index]
    assert found.bands.is_valid.all()
    assert set(found.bands.geom_type) == {"MultiPolygon"}
    assert found.bands.crs == "EPSG:4326"
    assert found.bands["area_km2"].sum() == pytest.approx(found.land.area_km2, rel=1e-3)
    whole = make_land().union_all()
    outside = shapely.difference(found.bands.geometry.to_numpy(), whole.buffer(1e-6))
    assert shapely.area(outside).max() < 1e-8


def test_a_band_holds_where_its_steps_of_the_mean_lie() -> None:
    found = usual()
    heap, corner = (shapely.Point(lng, lat) for lat, lng in (HEAP, CORNER))
    assert found.bands.loc["band-16"].geometry.contains(heap)
    assert found.bands.loc[FEW].geometry.contains(corner)
    assert (found.bands.loc[REST, "low"], found.bands.loc[REST, "high"]) == (0, LEVELS[0])
    assert np.isinf(found.bands.loc["band-16", "high"])
    assert np.isnan(found.bands.loc[FEW, "low"])


def test_peaks_are_the_heaps_with_enough_reports_and_no_others() -> None:
    peaks = usual().peaks
    assert peaks["n_within"].min() >= 6
    first, second = peaks.iloc[0], peaks.iloc[1]
    assert (first["lat"], first["lng"]) == pytest.approx(HEAP, abs=0.002)
    assert (second["lat"], second["lng"]) == pytest.approx(OTHER, abs=0.002)
    assert first["n_within"] >= 40
    mean = usual().mean_per_km2
    assert first["per_km2"] == pytest.approx(first["times_mean"] * mean)
    away = np.hypot(peaks["lat"] - CORNER[0], peaks["lng"] - CORNER[1])
    assert away.min() > 0.005
    assert len(usual(least=2).peaks) > len(peaks)


def test_with_few_reports_there_is_no_density_to_read() -> None:
    few, enough = make_density(spread(59)), make_density(spread(60))
    assert (few.has_enough, enough.has_enough) == (False, True)
    assert list(few.bands.index) == [REST]
    assert few.bands.loc[REST, "n_reports"] == few.n_used == 59
    assert few.peaks.empty
    assert make_density([]).n_used == 0


def test_reports_in_the_water_count_at_the_nearest_land_and_are_told() -> None:
    found = make_density([(-8.3005, 115.1)] * 60, place="shore")
    assert found.counts.sums.shore == found.n_used == 60
    assert found.bands["n_reports"].sum() == 60
    assert found.bands.loc["band-16", "n_reports"] == 60


def test_a_wider_bandwidth_draws_a_lower_and_wider_top() -> None:
    narrow, wide = usual(km=1), usual(km=4)
    assert narrow.peaks["times_mean"].max() > wide.peaks["times_mean"].max()
    assert density_settings(wide)["bandwidth_m"] == 4000
    assert density_settings(wide)["crs"].startswith("+proj=laea +lat_0=-8.25 +lon_0=115.1 ")


def test_points_in_another_order_are_refused() -> None:
    reports, points = reports_at(spread(3))
    land = density_land(make_land(), 2)
    with pytest.raises(ValueError, match="not of one order"):
        report_density(reports, points[::-1], WANTED, land, rules=Rules(), least=5)


def test_a_bandwidth_too_small_for_the_work_area_is_refused_in_words() -> None:
    use_language("en")
    wide = make_land().set_geometry([shapely.box(112, -4, 116, 2)], crs="EPSG:4326")
    with pytest.raises(DataError, match=r"a bandwidth of 0\.5 km is too small for this work area"):
        density_land(wide, 0.5)


def test_a_peak_is_named_for_its_desa_and_a_place_near_it() -> None:
    found = usual()
    areas = make_kecamatan("51.07.01", "51.08.01")
    lat, lng = areas.loc["51.08.01"].geometry.centroid.coords[0][::-1]
    peaks = found.peaks.head(2).assign(lat=[lat, HEAP[0]], lng=[lng, HEAP[1]])
    places = pd.DataFrame({"nama": ["Lovina"], "lat": [HEAP[0]], "lng": [HEAP[1] + 0.01]})
    named = name_peaks(peaks, found.land, areas=areas, places=places)
    assert named["kode"].iloc[0] == "51.08.01"
    assert named["kecamatan"].iloc[0] == "51.08.01"
    assert named["place"].to_list() == ["", "Lovina"]
    assert name_peaks(peaks.head(0), found.land, areas=areas, places=places).empty


def test_a_band_says_which_kecamatan_it_touches() -> None:
    kecamatan = make_kecamatan("51.07.01", "51.07.07", "51.08.01")
    bands = kecamatan.iloc[[0]].set_axis(["band-2"])
    bands = bands.set_geometry([kecamatan.iloc[:2].union_all().buffer(-0.001)], crs="EPSG:4326")
    assert kecamatan_touched(bands, kecamatan) == {"band-2": ["51.07.01", "51.07.07"]}
