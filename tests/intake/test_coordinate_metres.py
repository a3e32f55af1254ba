"""Points written in metres read back as the degrees that they were."""

from __future__ import annotations

import pandas as pd
import pyproj
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.intake.coordinates import read_points
from geo.intake.judged import Understanding
from geo.words import Kind

UTM = Understanding(Kind.REPORTS, "bali", "polsek", columns={"lat": 0, "lng": 1}, crs="EPSG:32750")
BALI = (114.4, -8.9, 115.8, -8.0)


@settings(deadline=None, max_examples=40)
@given(st.floats(-8.9, -8.0), st.floats(114.4, 115.8))
def test_metres_read_back(lat: float, lng: float) -> None:
    x, y = pyproj.Transformer.from_crs(4326, 32750, always_xy=True).transform(lng, lat)
    cells = (pd.Series([f"{value:.2f}"], dtype="str") for value in (y, x))
    points = read_points(*cells, understanding=UTM, bounds=BALI)
    assert (points.lat[0], points.lng[0]) == pytest.approx((lat, lng), abs=1e-6)
