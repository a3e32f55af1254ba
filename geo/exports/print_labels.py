"""Where names stand on a printed map: none on another, none over the edge, each near its area."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely

Box = tuple[float, float, float, float]
"""West, south, east, north in metres of the map."""

_NEAR = ((0.0, 0.0), (0.0, -0.7), (0.0, 0.7), (0.0, -1.3), (0.0, 1.3), (-0.3, 0.0), (0.3, 0.0))
"""Steps from the middle of an area that are tried, in widths and heights of the name."""
_GRID = 7


@dataclass(frozen=True)
class Label:
    """A name and its place: the middle of its box, in metres of the map."""

    text: str
    x: float
    y: float


@dataclass(frozen=True)
class Wanted:
    """A name that looks for a place: the ways to break it, with the size of each in metres."""

    area: shapely.Geometry
    forms: Sequence[tuple[str, float, float]]


class Places:
    """What is taken of a map; names are given places one after the other."""

    def __init__(self, frame: Box, taken: Iterable[Box] = ()) -> None:
        self._frame = frame
        self._taken = [np.array(box) for box in taken]

    def keep_free(self, boxes: Iterable[Box]) -> None:
        """Let no further name stand on these boxes."""
        self._taken += [np.array(box) for box in boxes]

    def put_inside(self, wanted: Wanted, *, share: float) -> Label | None:
        """
        A place near the middle of the area, so that `share` of the name's box lies in it.

        Returns
        -------
        Label or None
            None where no way to write it finds room.
        """
        middle = middle_of(wanted.area)
        for text, width, height in wanted.forms:
            for across, up in _NEAR:
                x, y = middle.x + across * width, middle.y + up * height
                box = _box(x, y, width, height)
                if self._free(box) and _covered(wanted.area, box) >= share:
                    return self._take(Label(text, x, y), box)
        return None

    def put_near(self, wanted: Wanted, *, inside: Callable[[Box], float]) -> Label | None:
        """
        The best place on a grid over the area and around it.

        Parameters
        ----------
        inside : callable
            How good a box is by where it lies; its distance from the middle, in sizes of the
            area, is subtracted from that.
        """
        middle = middle_of(wanted.area)
        west, south, east, north = wanted.area.bounds
        size = max(east - west, north - south)
        best, best_box, best_worth = None, None, -np.inf
        for text, width, height in wanted.forms:
            grid = _grid(west - width / 2, south - height, east + width / 2, north + height)
            for x, y in grid:
                box = _box(x, y, width, height)
                worth = inside(box) - float(np.hypot(x - middle.x, y - middle.y)) / size
                if worth > best_worth and self._free(box):
                    best, best_box, best_worth = Label(text, x, y), box, worth
        return self._take(best, best_box) if best and best_box else None

    def put_beside(self, x: float, y: float, form: tuple[str, float, float]) -> Label | None:
        """A place right, left, above or below a point, that keeps the point free too."""
        text, width, height = form
        gap = 0.35 * height
        for across, up in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            label = Label(text, x + across * (width / 2 + gap), y + up * (height / 2 + gap))
            west, south, east, north = _box(label.x, label.y, width, height)
            whole = (
                min(west, x - gap),
                min(south, y - gap),
                max(east, x + gap),
                max(north, y + gap),
            )
            if self._free(whole):
                return self._take(label, whole)
        return None

    def _take(self, label: Label, box: Box) -> Label:
        self._taken.append(np.array(box))
        return label

    def _free(self, box: Box) -> bool:
        west, south, east, north = box
        left, lower, right, upper = self._frame
        if west < left or south < lower or east > right or north > upper:
            return False
        if not self._taken:
            return True
        taken = np.array(self._taken)
        apart = (
            (taken[:, 0] > east)
            | (taken[:, 2] < west)
            | (taken[:, 1] > north)
            | (taken[:, 3] < south)
        )
        return bool(apart.all())


def middle_of(area: shapely.Geometry) -> shapely.Point:
    """Centre of the largest circle in an area's largest part."""
    parts = shapely.get_parts(area)
    largest = parts[int(np.argmax(shapely.area(parts)))]
    tolerance = max(float(np.sqrt(largest.area)) / 50, 1.0)
    circle = shapely.maximum_inscribed_circle(largest, tolerance=tolerance)
    return shapely.Point(circle.coords[0])


def forms_of(
    text: str, size: Callable[[str], tuple[float, float]]
) -> list[tuple[str, float, float]]:
    """A name on one line and, if it has blanks, broken at the one nearest to its middle."""
    forms = [text]
    blanks = [i for i, character in enumerate(text) if character == " "]
    if blanks:
        cut = min(blanks, key=lambda i: abs(i - len(text) / 2))
        forms.append(f"{text[:cut]}\n{text[cut + 1 :]}")
    return [(form, *size(form)) for form in forms]


def by_size(areas: gpd.GeoSeries) -> list[int]:
    """Positions of areas that are there, the largest first."""
    sizes = areas.area.fillna(0).to_numpy()
    return [int(i) for i in np.argsort(-sizes, kind="stable") if sizes[i] > 0]


def _box(x: float, y: float, width: float, height: float) -> Box:
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _covered(area: shapely.Geometry, box: Box) -> float:
    label = shapely.box(*box)
    return float(shapely.intersection(area, label).area / label.area)


def _grid(west: float, south: float, east: float, north: float) -> Iterator[tuple[float, float]]:
    for x in np.linspace(west, east, 2 * _GRID + 1):
        for y in np.linspace(south, north, 2 * _GRID + 1):
            yield float(x), float(y)
