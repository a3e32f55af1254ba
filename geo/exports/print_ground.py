"""The ground of a printed map: true metres, land and sea, neighbours, degrees along the frame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import pyproj
import shapely
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from geo.boundaries.basemap import read_base
from geo.crs import WGS84, local_equal_area
from geo.exports.print_labels import Box
from geo.exports.print_text import font, write
from geo.text import _, number
from geo.theme import colour

_MARGIN = 0.035
_STEPS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
_MOST_LINES = 6


@dataclass(frozen=True)
class Ground:
    """An axes in metres of `crs`, cut at `frame`."""

    axes: Axes
    crs: pyproj.CRS
    frame: Box
    metres_an_inch: float

    def projected(self, shapes: gpd.GeoSeries) -> gpd.GeoSeries:
        """Shapes in metres of the map."""
        return shapes.to_crs(self.crs)


def lay_ground(axes: Axes, areas: gpd.GeoSeries, *, wide: float, high: float) -> Ground:
    """
    Fit an axes of so many inches around `areas`, in an equal-area projection centred on them.

    Parameters
    ----------
    areas : GeoSeries
        What has to be seen whole, in any stated CRS.
    """
    crs = local_equal_area(areas)
    west, south, east, north = (float(edge) for edge in areas.to_crs(crs).total_bounds)
    across, up = (east - west) * (1 + 2 * _MARGIN), (north - south) * (1 + 2 * _MARGIN)
    metres_an_inch = max(across / wide, up / high)
    x, y = (west + east) / 2, (south + north) / 2
    half_x, half_y = metres_an_inch * wide / 2, metres_an_inch * high / 2
    frame = (x - half_x, y - half_y, x + half_x, y + half_y)
    axes.set(xlim=(frame[0], frame[2]), ylim=(frame[1], frame[3]), facecolor=colour("base", "sea"))
    axes.set(xticks=[], yticks=[])
    for edge in axes.spines.values():
        edge.set(color=colour("ink", "strong"), linewidth=0.8, zorder=20)
    return Ground(axes, crs, frame, metres_an_inch)


def draw_base(ground: Ground, own: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """
    Land, neighbouring countries, borders of the kabupaten around.

    Returns
    -------
    GeoDataFrame
        The kabupaten around that are not in `own`, cut at the frame, in metres of the map, with
        ``nama``.
    """
    window = _window(ground)
    land = read_base("land")
    for at_home, fill in ((False, "foreign"), (True, "land")):
        shapes = _cut(land.geometry[land["indonesia"] == at_home], window)
        rim = {"edgecolor": colour("base", "shore"), "linewidth": 0.4}
        draw(ground, ground.projected(shapes), facecolor=colour("base", fill), zorder=1, **rim)
    kabupaten = read_base("kabupaten")
    around = kabupaten[~kabupaten.index.isin(own.index)]
    around = around.set_geometry(_cut(around.geometry, window))
    around = around[~around.geometry.is_empty].to_crs(ground.crs)
    border = {"edgecolor": colour("base", "shore"), "linewidth": 0.5, "linestyle": (0, (4, 2))}
    draw(ground, around.geometry, facecolor="none", zorder=2, **border)
    return around.clip(shapely.box(*ground.frame))


def _window(ground: Ground) -> shapely.Polygon:
    """The frame and a little around it, in degrees, as a box."""
    edge = shapely.segmentize(shapely.box(*ground.frame), (ground.frame[2] - ground.frame[0]) / 20)
    west, south, east, north = gpd.GeoSeries([edge], crs=ground.crs).to_crs(WGS84).total_bounds
    over = 0.03 * (east - west)
    return shapely.box(west - over, south - over, east + over, north + over)


def _cut(shapes: gpd.GeoSeries, window: shapely.Polygon) -> gpd.GeoSeries:
    return gpd.GeoSeries(
        shapely.intersection(shapes.to_numpy(), window), index=shapes.index, crs=shapes.crs
    )


def draw(ground: Ground, shapes: Iterable[shapely.Geometry], **style: Any) -> None:
    """Draw polygons as one patch, so that a hatch runs through; others are passed over."""
    if path := path_of(shapes):
        ground.axes.add_patch(PathPatch(path, **style))


def path_of(shapes: Iterable[shapely.Geometry]) -> Path | None:
    """Polygons as one path; None without any."""
    parts = shapely.get_parts(np.array([each for each in shapes if each is not None], object))
    polygons = parts[(shapely.get_type_id(parts) == 3) & ~shapely.is_empty(parts)]
    if not len(polygons):
        return None
    rings = shapely.get_rings(shapely.orient_polygons(polygons))
    codes = [_codes(n) for n in shapely.get_num_coordinates(rings)]
    return Path(shapely.get_coordinates(rings), np.concatenate(codes))


def _codes(n: int) -> np.ndarray:
    codes = np.full(n, Path.LINETO, dtype=Path.code_type)
    codes[0], codes[-1] = Path.MOVETO, Path.CLOSEPOLY
    return codes


def draw_degrees(ground: Ground) -> None:
    """Meridians and parallels, thin, with their degrees along the lower and the left edge."""
    west, south, east, north = _window(ground).bounds
    step = next(
        (each for each in _STEPS if max(east - west, north - south) / each <= _MOST_LINES),
        _STEPS[-1],
    )
    decimals = 0 if step >= 1 else 2 if step < 0.1 else 1
    for lng in np.arange(np.ceil(west / step) * step, east, step):
        line = _projected(ground, np.full(40, lng), np.linspace(south, north, 40))
        _draw_line(ground, line)
        _mark(ground, line, across=True, text=_degrees(lng, decimals, _("°W"), _("°E")))
    for lat in np.arange(np.ceil(south / step) * step, north, step):
        line = _projected(ground, np.linspace(west, east, 40), np.full(40, lat))
        _draw_line(ground, line)
        _mark(ground, line, across=False, text=_degrees(lat, decimals, _("°S"), _("°N")))


def _projected(ground: Ground, lng: np.ndarray, lat: np.ndarray) -> np.ndarray:
    points = gpd.GeoSeries(gpd.points_from_xy(lng, lat), crs=WGS84).to_crs(ground.crs)
    return np.column_stack([points.x, points.y])


def _draw_line(ground: Ground, line: np.ndarray) -> None:
    ink = colour("base", "graticule")
    ground.axes.plot(line[:, 0], line[:, 1], color=ink, linewidth=0.35, alpha=0.7, zorder=2.5)


def _mark(ground: Ground, line: np.ndarray, *, across: bool, text: str) -> None:
    """Name a line of degrees where it meets the lower or the left edge, outside of the frame."""
    west, south, east, north = ground.frame
    like, soft = font(6), {"color": colour("ink", "soft"), "clip_on": False}
    out = 0.05 * ground.metres_an_inch
    if across:
        x = float(np.interp(south, line[:, 1], line[:, 0]))
        if west < x < east:
            write(ground.axes, x, south - out, text, like=like, ha="center", va="top", **soft)
    else:
        y = float(np.interp(west, line[:, 0], line[:, 1]))
        if south < y < north:
            turned = {"ha": "right", "va": "center", "rotation": 90}
            write(ground.axes, west - out, y, text, like=like, **turned, **soft)


def _degrees(value: float, decimals: int, below: str, above: str) -> str:
    rounded = round(float(value), 2)
    sign = "°" if rounded == 0 else below if rounded < 0 else above
    return number(abs(rounded), decimals) + sign
