"""Geometry files: whole numbers on a grid, no border torn apart, in the order of the kode."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import shapely
from shapely.geometry import MultiPolygon, Polygon, box

from geo.maps.geometry import STEPS_PER_DEGREE, area_geometry, encode_polygons, write_geometry
from tests.builders import make_kabupaten, make_kecamatan

CROOKED = Polygon(
    [(115.0000049, -8.1), (115.3333333, -8.2999996), (114.9999999, -8.4111115)],
    [[(115.05, -8.2), (115.1, -8.25), (115.05, -8.3)]],
)


def decode(parts: list[list[list[int]]], steps: int = STEPS_PER_DEGREE) -> MultiPolygon:
    """What a browser makes of encoded parts."""
    polygons = []
    for rings in parts:
        shapes = []
        for flat in rings:
            x = y = 0
            ring = []
            for step_x, step_y in zip(flat[::2], flat[1::2], strict=True):
                x, y = x + step_x, y + step_y
                ring.append((x / steps, y / steps))
            shapes.append(ring)
        polygons.append(Polygon(shapes[0], shapes[1:]))
    return MultiPolygon(polygons)


def points(geometry: shapely.Geometry) -> set[tuple[float, float]]:
    return {tuple(point) for point in shapely.get_coordinates(geometry)}


@pytest.mark.parametrize("steps", [4_000, STEPS_PER_DEGREE])
def test_a_polygon_comes_back_within_half_a_step_of_the_grid(steps: int) -> None:
    back = decode(encode_polygons(CROOKED, steps=steps), steps)
    moved = shapely.get_coordinates(back.geoms[0].normalize()) - shapely.get_coordinates(
        CROOKED.normalize()
    )
    assert len(back.geoms[0].interiors) == 1
    assert abs(moved).max() <= 0.5 / steps + 1e-9


def test_parts_and_holes_come_back_as_many_as_they_were() -> None:
    islands = MultiPolygon([CROOKED, box(116, -9, 116.1, -8.9)])
    back = decode(encode_polygons(islands))
    assert [len(part.interiors) for part in back.geoms] == [1, 0]
    assert back.symmetric_difference(islands).area < 1e-4


def test_a_file_holds_whole_numbers_only() -> None:
    (part,) = encode_polygons(CROOKED)
    assert {type(n) for ring in part for n in ring} == {int}
    assert part[0][:2] == [11_500_000, -810_000]


def test_neighbours_share_their_border_to_the_last_point_after_encoding() -> None:
    areas = make_kecamatan("51.08.01", "51.08.02")
    west, east = (decode(encode_polygons(shape)) for shape in areas.geometry)
    assert len(points(west) & points(east)) == 2
    assert west.intersection(east).area == 0
    assert west.union(east).area == pytest.approx(west.area + east.area)


def test_a_corner_that_three_areas_share_stays_one_point() -> None:
    corner = (115.123456789, -8.123456789)
    corners = [(115.1, -8.1), (115.2, -8.1), (115.2, -8.2), (115.1, -8.2)]
    areas = [Polygon([corner, corners[i], corners[(i + 1) % 4]]) for i in range(4)]
    decoded = [points(decode(encode_polygons(area))) for area in areas]
    assert len(set.intersection(*decoded)) == 1


def test_a_ring_smaller_than_the_grid_is_left_out() -> None:
    speck = box(115.000001, -8.000001, 115.000002, -8.000002)
    sliver = box(115.00001, -8.000001, 115.00003, -8.000002)  # two points of the grid
    assert encode_polygons(speck) == encode_polygons(sliver) == []
    island = box(115, -8, 115.1, -7.9)
    assert encode_polygons(MultiPolygon([speck, island])) == encode_polygons(island)


def test_a_hole_smaller_than_the_grid_is_left_out_and_its_area_kept() -> None:
    hole = [(115.05, -7.95), (115.050001, -7.95), (115.05, -7.950001)]
    (rings,) = encode_polygons(Polygon(box(115, -8, 115.1, -7.9).exterior.coords, [hole]))
    assert len(rings) == 1


def test_points_that_fall_onto_one_grid_point_are_kept_once() -> None:
    ring = [(115, -8), (115.0000001, -8), (115.1, -8), (115.1, -7.9)]
    ((flat,),) = encode_polygons(Polygon(ring))
    assert len(flat) == 2 * 3


def test_an_empty_polygon_has_no_parts() -> None:
    assert encode_polygons(Polygon()) == []


def test_areas_stand_in_the_order_of_their_kode_with_name_kabupaten_and_a_point_inside() -> None:
    areas = make_kecamatan("51.07.01", "51.07.07", "51.08.01")
    content = area_geometry(areas, make_kabupaten(areas))
    assert [area["kode"] for area in content["areas"]] == ["51.07.01", "51.07.07", "51.08.01"]
    assert [area["nama"] for area in content["areas"]] == ["Rendang", "Selat", "Gerokgak"]
    assert [area["group"] for area in content["areas"]] == ["51.07", "51.07", "51.08"]
    assert content["groups"] == {"51.07": "Kabupaten Karangasem", "51.08": "Kabupaten Buleleng"}
    for area, shape in zip(content["areas"], areas.geometry, strict=True):
        lat, lng = area["at"]
        assert shape.contains(shapely.Point(lng, lat))


def test_a_geometry_file_is_small_json_under_the_hash_of_its_content(assets: Path) -> None:
    areas = make_kecamatan("51.08.01", "51.08.02")
    content = area_geometry(areas, make_kabupaten(areas))
    name = write_geometry("kecamatan", content)
    text = (assets / name).read_text(encoding="utf-8")
    assert json.loads(text) == content
    assert ", " not in text
    assert write_geometry("kecamatan", area_geometry(areas, make_kabupaten(areas))) == name
