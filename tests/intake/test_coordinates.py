"""Coordinates become degrees as they are written; nothing is swapped or signed unasked."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.errors import CRSError
from geo.intake.coordinates import Points, crs_of, is_unstated, read_points
from geo.intake.judged import Understanding
from geo.intake.reason_words import Reason
from geo.intake.table import Sheet
from geo.words import Kind

pytestmark = pytest.mark.slow

BALI = (114.4, -8.9, 115.8, -8.0)
TWO = Understanding(Kind.REPORTS, "bali", "polsek", columns={"lat": 0, "lng": 1})
ONE = replace(TWO, columns={"lat": 0, "lng": 0})
UTM = replace(TWO, crs="EPSG:32750")


def column(*cells: str) -> pd.Series:
    return pd.Series(list(cells), dtype="str")


def read(lat: str, lng: str, *, by: Understanding = TWO, **options: Any) -> Points:
    return read_points(column(lat), column(lng), understanding=by, **{"bounds": BALI, **options})


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("-8.1125", -8.1125),
        ("-8,1125", -8.1125),
        ("\u22128.1125", -8.1125),
        ("8.1125 LS", -8.1125),
        ("LS 8,1125", -8.1125),
        ("8.1125\u00b0 S", -8.1125),
        ("0.5 LU", 0.5),
        ("0,5 N", 0.5),
        ("8\u00b006'45\" LS", -8.1125),
        ("LS 8\u00b006'45\"", -8.1125),
        ("8\u00ba 6\u2032 45\u2033 S", -8.1125),
        ("8\u00b06\u201945\u2019\u2019 LS", -8.1125),
        ("8 06 45 LS", -8.1125),
        ("08-06-45 LS", -8.1125),
        ("-8:06:45", -8.1125),
        ("8\u00b0 06,75' LS", -8.1125),
        ("8 derajat 6 menit 45 detik Lintang Selatan", -8.1125),
    ],
)
def test_a_latitude_is_read_as_offices_write_it(cell: str, value: float) -> None:
    points = read(cell, "115.09", bounds=None)
    assert points.reason[0] == ""
    assert points.lat[0] == pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize(
    "cell", ["115.09", "115,09 BT", "BT 115\u00b005'24\"", "115 05 24 E", "115\u00b005.4' T"]
)
def test_a_longitude_is_read_as_offices_write_it(cell: str) -> None:
    assert read("-8.11", cell).lng[0] == pytest.approx(115.09, abs=1e-9)


@pytest.mark.parametrize(
    ("lat", "lng", "reason"),
    [
        ("x", "115.09", Reason.COORDINATE),
        ("8 11", "115.09", Reason.COORDINATE),
        ("8\u00b060' LS", "115.09", Reason.COORDINATE),
        ("8\u00b006'60\" LS", "115.09", Reason.COORDINATE),
        ("-8.11.5", "115.09", Reason.COORDINATE),
        ("nan", "115.09", Reason.COORDINATE),
        ("8" * 100, "115.09", Reason.COORDINATE),
        ("-8.11 LS", "115.09", Reason.SIGN_TWICE),
        ("LS 8.11 LS", "115.09", Reason.SIGN_TWICE),
        ("-8.112.345", "115.09", Reason.GROUPED),
        ("-8.11", "115.090.123", Reason.GROUPED),
        ("-8.11", "", Reason.HALF_POINT),
        ("", "115.09", Reason.HALF_POINT),
        ("0", "0,000", Reason.POINT_ZERO),
        ("115.09", "-8.11", Reason.SWAPPED),
        ("115.09", "8.11", Reason.SWAPPED),
        ("115.09 BT", "8.11 LS", Reason.OTHER_AXIS),
        ("8.11", "115.09", Reason.MINUS_MISSING),
        ("8.11 LU", "115.09", Reason.FAR_POINT),
        ("-8.11", "11.509", Reason.FAR_POINT),
        ("-35.2", "149.1", Reason.FAR_POINT),
        ("9103000", "289000", Reason.METRES),
    ],
)
def test_a_point_that_cannot_be_taken_has_a_reason_and_no_place(
    lat: str, lng: str, reason: Reason
) -> None:
    points = read(lat, lng)
    assert points.reason[0] == reason
    assert points.lat.isna()[0] and points.lng.isna()[0]


def test_a_fault_names_the_column_that_it_is_about() -> None:
    assert [
        read(*cells).field[0] for cells in (("x", "115"), ("-8", "x"), ("-8", ""), ("", "115"))
    ] == [
        "lat",
        "lng",
        "lng",
        "lat",
    ]


def test_no_point_is_no_fault() -> None:
    points = read("", "-")
    assert (points.reason[0], points.warning[0]) == ("", "")
    assert points.lat.isna()[0]


def test_a_point_on_the_equator_is_a_point() -> None:
    assert read("0", "114.2", bounds=None).lat[0] == 0


def test_swapped_columns_are_read_only_if_a_reader_says_so() -> None:
    swapped = replace(TWO, swapped=True)
    points = read("115.09", "-8.11", by=swapped)
    assert (points.lat[0], points.lng[0]) == (-8.11, 115.09)
    assert read("115,09 BT", "8,11 LS", by=swapped).reason[0] == ""


def test_a_swap_changes_only_points_that_stand_the_other_way_round() -> None:
    swapped = replace(TWO, swapped=True)
    lat = column("-8.11", "115.10", "8,12 LS", "115,13 BT", "115.14", "Lovina", "51.5")
    lng = column("115.09", "-8.13", "115,12 BT", "8,14 LS", "", "115.1", "-0.1")
    points = read_points(lat, lng, understanding=swapped, bounds=BALI)
    assert list(points.lat[:4]) == pytest.approx([-8.11, -8.13, -8.12, -8.14])
    assert list(points.lng[:4]) == pytest.approx([115.09, 115.10, 115.12, 115.13])
    assert list(points.reason[:4]) == [""] * 4
    plain = read_points(lat, lng, understanding=TWO, bounds=BALI)
    assert list(points.reason[4:]) == list(plain.reason[4:])


def test_a_swap_does_not_overrule_a_direction() -> None:
    points = read("115.09", "8.11 BT", by=replace(TWO, swapped=True))
    assert (points.reason[0], points.field[0]) == (Reason.OTHER_AXIS, "lng")


def test_a_swap_changes_only_metres_whose_northing_stands_in_the_place_of_the_easting() -> None:
    swapped = replace(TWO, crs="EPSG:32750", swapped=True)
    lat, lng = column("9103000", "289000"), column("289000", "9103000")
    points = read_points(lat, lng, understanding=swapped, bounds=BALI)
    assert list(points.lat.round(1)) == [-8.1, -8.1]
    assert list(points.lng.round(1)) == [115.1, 115.1]
    right = read_points(lat, lng, understanding=swapped)
    assert list(right.lat.round(1)) == [-8.1, -8.1]


def test_metres_of_the_north_are_swapped_only_where_they_lie_in_the_work_area_by_it() -> None:
    kahayan = (112.0, -3.5, 115.3, 0.8)
    swapped = replace(TWO, crs="EPSG:32649", swapped=True)
    lat, lng = column("50000", "640000"), column("640000", "50000")
    points = read_points(lat, lng, understanding=swapped, bounds=kahayan)
    assert list(points.lat.round(2)) == [0.45, 0.45]


def test_the_minus_is_added_only_where_the_point_lies_in_the_work_area_by_it() -> None:
    signed = replace(TWO, minus=True)
    lat = column("8.11", "-8.11", "8.11 LU", "1.5")
    points = read_points(lat, column(*["115.09"] * 4), understanding=signed, bounds=BALI)
    assert list(points.lat[:2]) == [-8.11, -8.11]
    assert points.reason[2] == Reason.FAR_POINT
    assert points.lat[3] == 1.5


def test_a_point_north_of_the_equator_stays_where_the_office_reaches_there() -> None:
    murung_raya = (113.3, -0.9, 115.3, 0.8)
    signed = replace(TWO, minus=True)
    assert read("0.5", "114.2", bounds=murung_raya).reason[0] == ""
    assert read("0.5", "114.2", by=signed, bounds=murung_raya).lat[0] == 0.5


@pytest.mark.parametrize(
    ("lat", "lng"),
    [("9103000", "289000"), ("9.103.000", "289.000,0"), ("9103000,00", "289000.0")],
)
@pytest.mark.parametrize("crs", ["EPSG:32750", "32750", "UTM 50S", "EPSG:23880"])
def test_metres_of_zone_50_south_lie_in_buleleng(lat: str, lng: str, crs: str) -> None:
    points = read(lat, lng, by=replace(TWO, crs=crs))
    assert points.lat[0] == pytest.approx(-8.1104, abs=1e-4)
    assert points.lng[0] == pytest.approx(115.0851, abs=1e-4)


def test_degrees_among_metres_and_grouped_metres_are_held() -> None:
    assert read("-8.11", "115.09", by=UTM).reason[0] == Reason.DEGREES_AMONG_METRES
    assert read("9103000", "289.123", by=UTM).reason[0] == Reason.GROUPED


def test_metres_of_the_neighbouring_zone_are_looked_at() -> None:
    points = read("9103000", "289000", by=replace(TWO, crs="UTM 49S"))
    assert points.reason[0] == ""
    assert points.lng[0] == pytest.approx(109.085, abs=1e-3)
    assert points.warning[0] == Reason.FAR_OUTSIDE


def test_a_point_near_the_work_area_is_not_far() -> None:
    assert read("-8.65", "116.2").warning[0] == ""


@pytest.mark.parametrize("crs", ["", "WGS 84", "EPSG:4326", "4755", "EPSG:9470", "OGC:CRS84"])
def test_dgn95_and_srgi_are_degrees_like_any_other(crs: str) -> None:
    assert crs_of(crs) is None


@pytest.mark.parametrize(
    "crs", ["EPSG:1", "EPSG:99999", "+proj=longlat", "/etc/passwd", "UTM 60S", "Bali", "EPSG:5773"]
)
def test_a_system_that_is_not_known_is_refused(crs: str) -> None:
    with pytest.raises(CRSError, match="EPSG:32750"):
        crs_of(crs)


def test_a_layer_that_must_say_its_system_and_does_not_is_held() -> None:
    layer = Sheet("", ("(x)", "(y)"), 1)
    turned = replace(TWO, columns={"lat": 1, "lng": 0})
    assert is_unstated(layer, turned)
    assert not is_unstated(layer, replace(turned, crs="EPSG:4326"))
    assert not is_unstated(replace(layer, crs="EPSG:32750"), turned)
    assert not is_unstated(Sheet("", ("Lat", "Lng"), 1), TWO)
    assert read("-8.11", "115.09", unstated=True).reason[0] == Reason.CRS_UNKNOWN
    assert read("9103000", "289000", unstated=True).reason[0] == Reason.METRES


def test_the_index_stays_and_an_empty_file_can_be_read() -> None:
    lat = pd.Series(["-8.11", "x"], index=[9, 4], dtype="str")
    points = read_points(
        lat, pd.Series(["115", "115"], index=[9, 4], dtype="str"), understanding=TWO
    )
    for each in (points.lat, points.lng, points.reason, points.field, points.warning, points.raw):
        assert list(each.index) == [9, 4]
    assert read_points(column(), column(), understanding=TWO).lat.empty
    assert read_points(column(), column(), understanding=ONE).lat.empty


def dms(value: float, positive: str, negative: str, form: str) -> str:
    """Degrees, minutes and seconds with three decimals."""
    thousandths = round(abs(value) * 3_600_000)
    minutes, rest = divmod(thousandths, 60_000)
    degrees, minutes = divmod(minutes, 60)
    letter = negative if value < 0 else positive
    return form.format(d=degrees, m=minutes, s=f"{rest / 1000:06.3f}", h=letter)


FORMS = [
    "{d}\u00b0{m:02}'{s}\" {h}",
    "{h} {d}\u00b0 {m}' {s}\"",
    "{d} {m} {s} {h}",
    "{h}{d}\u00ba{m}\u2032{s}\u2033",
    "{d}:{m}:{s}{h}",
]


@settings(deadline=None, max_examples=60)
@given(
    st.floats(-11, 6),
    st.floats(95, 141),
    st.sampled_from(FORMS),
    st.sampled_from([("LU", "LS", "BT", "BB"), ("N", "S", "E", "W"), ("u", "s", "t", "b")]),
)
def test_degrees_minutes_and_seconds_read_back(
    lat: float, lng: float, form: str, letters: tuple[str, str, str, str]
) -> None:
    north, south, east, west = letters
    points = read(dms(lat, north, south, form), dms(lng, east, west, form), bounds=None)
    assert points.reason[0] == ""
    assert points.lat[0] == pytest.approx(lat, abs=1e-5)
    assert points.lng[0] == pytest.approx(lng, abs=1e-5)


@settings(deadline=None, max_examples=60)
@given(st.floats(-11, 6), st.floats(95, 141), st.sampled_from([".", ","]))
def test_decimal_degrees_read_back(lat: float, lng: float, sign: str) -> None:
    cells = [f"{value:.7f}".replace(".", sign) for value in (lat, lng)]
    points = read(*cells, bounds=None)
    if points.reason[0] != Reason.MINUS_MISSING:
        assert (points.lat[0], points.lng[0]) == pytest.approx((lat, lng), abs=1e-6)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=30), st.text(max_size=30))
def test_whatever_cells_hold_there_is_a_point_or_a_reason_or_nothing(lat: str, lng: str) -> None:
    for by in (TWO, ONE, UTM):
        points = read(lat, lng, by=by)
        assert points.lat.notna()[0] == points.lng.notna()[0]
        assert not (points.lat.notna()[0] and points.reason[0])
