"""Points held against the kode and names of their own row: what contradicts them is not taken."""

from __future__ import annotations

from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.crs import local_equal_area, points_at
from geo.intake.context import Context
from geo.intake.judge import cells_of
from geo.intake.judge_notes import Mask
from geo.intake.judged import Judged, Understanding
from geo.intake.land import Land, read_land
from geo.intake.place_names import COLUMNS
from geo.intake.reason_words import Reason
from geo.intake.schema import field_label
from geo.intake.table import LINE, Sheet
from geo.store.facts import read_facts
from geo.words import Kind, Level, RowState, level_of

_MOST_SHOWN: Final = 200
_OF_KECAMATAN: Final = 8
"""Characters of the kode of a kecamatan."""


class PointCheck:
    """
    Holds the points of one file's reports against their kode and names; the land is read once.

    Parameters
    ----------
    context : Context
        What the rows are judged against.
    land : Land, optional
        By default that of the office, read when the first row needs it.
    """

    def __init__(
        self, context: Context, land: Land | None = None, *, near_m: float | None = None
    ) -> None:
        self._near_m = near_m
        self._shore_m = 0.0
        self._context = context
        self._land = land
        self._outlines: Outlines | None = None

    def checked(
        self, judged: Judged, batch: pd.DataFrame, sheet: Sheet, understanding: Understanding
    ) -> Judged:
        """
        Hold or warn of accepted reports whose point lies elsewhere than they say.

        Parameters
        ----------
        judged : Judged
            As `geo.intake.judge.judge` returns it for `batch`.
        batch : DataFrame, n rows
        sheet : Sheet
        understanding : Understanding
            As they were given to it.

        Returns
        -------
        Judged
            A report whose point lies in another kecamatan or kabupaten than it names, or outside
            of the work area though it names an area of it, is held, with the kode of the row and
            that of the point. One in another desa of the same kecamatan, or no farther from the
            area it names than a point at the shore may be, is accepted with a
            warning. Rows of other kinds, without a point or without a kode stay as they are.

        Raises
        ------
        NotBuilt
            If a row is to be looked at, and the boundaries of the office are not built yet.
        """
        if self._context.kind is not Kind.REPORTS or judged.accepted.empty:
            return judged
        rows = judged.accepted
        rows = rows[rows["lat"].notna() & (rows["stated_kode"] != "")]
        if rows.empty:
            return judged
        found = self._elsewhere(rows)
        if found.empty:
            return judged
        return _with(judged, _issues(found, batch, sheet, understanding), batch, sheet)

    def _elsewhere(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Rows whose point lies elsewhere: kode ``stated`` and ``there``, and ``is_beside``."""
        if self._land is None:
            self._land = read_land(self._context.office.kabupaten)
        if self._outlines is None:
            self._outlines = Outlines(self._land)
            self._shore_m = read_facts().rules.shore_tolerance_m
        rows = rows[~_within(rows, self._outlines)]
        if rows.empty:
            return rows
        points = gpd.GeoDataFrame(geometry=points_at(rows["lat"], rows["lng"]))
        located = self._land.locator.locate(points, tolerance_m=self._shore_m)
        there = located["kode_desa"].where(located["kode_desa"] != "", located["kode_kecamatan"])
        stated = rows["stated_kode"].astype("str")
        own = stated.str[:5].isin(self._context.office.kabupaten)
        differs = _differ(stated, there) & (own | (there != "")).to_numpy()
        same = stated.str[:_OF_KECAMATAN] == there.str[:_OF_KECAMATAN]
        near_m = self._shore_m if self._near_m is None else self._near_m
        same |= _near(stated, points.geometry, self._outlines, tolerance_m=near_m)
        return pd.DataFrame({"stated": stated, "there": there, "is_beside": same})[differs]


class Outlines:
    """Outlines of areas by kode, each made once and ready for many points."""

    def __init__(self, land: Land) -> None:
        self._land = land
        self.crs = local_equal_area(land.kecamatan)
        self._degrees: dict[str, Any] = {}
        self._metres: dict[str, Any] = {}

    def in_degrees(self, kode: str) -> Any:
        """Outline of an area; None of one that is not among those of the land."""
        if kode not in self._degrees:
            self._degrees[kode] = shape = _shape(kode, self._land)
            shapely.prepare(shape)
        return self._degrees[kode]

    def in_metres(self, kode: str) -> Any:
        """The same in the projection that distances are measured in."""
        if kode not in self._metres:
            shape = gpd.GeoSeries([self.in_degrees(kode)], crs=self._land.kecamatan.crs)
            self._metres[kode] = flat = shape.to_crs(self.crs).iloc[0]
            shapely.prepare(flat)
        return self._metres[kode]


def _within(rows: pd.DataFrame, outlines: Outlines) -> Mask:
    """Whether each point lies in the area that its row names; far less work than to locate it."""
    within = np.zeros(len(rows), dtype=bool)
    lat, lng = rows["lat"].to_numpy(), rows["lng"].to_numpy()
    for kode, places in rows.groupby("stated_kode", sort=False).indices.items():
        shape = outlines.in_degrees(str(kode))
        if shape is not None:
            within[places] = shapely.intersects_xy(shape, lng[places], lat[places])
    return within


def _near(
    stated: pd.Series, points: gpd.GeoSeries, outlines: Outlines, *, tolerance_m: float
) -> Mask:
    """Whether each point lies so near to the area that its row names; borders are indicative."""
    near = np.zeros(len(stated), dtype=bool)
    flat = np.asarray(points.to_crs(outlines.crs).array)
    for kode, places in stated.groupby(stated, sort=False).indices.items():
        shape = outlines.in_metres(str(kode))
        if shape is not None:
            near[places] = shapely.dwithin(shape, flat[places], tolerance_m)
    return near


def _shape(kode: str, land: Land) -> Any:
    """Outline of an area; None of one that is not among those of the land."""
    areas = land.desa if level_of(kode) is Level.DESA else land.kecamatan
    inside = areas.geometry[(areas.index + ".").str.startswith(f"{kode}.")]
    return shapely.union_all(inside.array) if len(inside) else None


def _differ(stated: pd.Series, there: pd.Series) -> Mask:
    """Whether two kode are different areas, and neither lies in the other."""
    pairs = zip((stated + ".").to_list(), (there + ".").to_list(), strict=True)
    return np.array([not (a.startswith(b) or b.startswith(a)) for a, b in pairs], dtype=bool)


def _issues(
    found: pd.DataFrame, batch: pd.DataFrame, sheet: Sheet, understanding: Understanding
) -> pd.DataFrame:
    """One issue a row, beside the kode or name that the point contradicts."""
    told = batch.set_index(LINE).loc[found.index]
    issues = pd.DataFrame({"line": found.index, "state": RowState.HELD.value}, index=found.index)
    issues = issues.assign(field="kode", column=field_label("kode"), value=found["stated"])
    for name in reversed(COLUMNS):
        column = understanding.columns.get(name)
        if column is not None and f"c{column}" in told:
            text = told[f"c{column}"].astype("str").str.strip()
            issues.loc[text != "", ["field", "column"]] = [name, sheet.headings[column]]
            issues["value"] = issues["value"].mask(text != "", text.str[:_MOST_SHOWN])
    issues["reason"] = Reason.POINT_ELSEWHERE.value
    pairs = zip(found["stated"], found["there"], strict=True)
    issues["details"] = [tuple(filter(None, pair)) for pair in pairs]
    beside = [RowState.WARNED.value, Reason.POINT_BESIDE.value]
    issues.loc[found["is_beside"], ["state", "reason"]] = beside
    return issues


def _with(judged: Judged, issues: pd.DataFrame, batch: pd.DataFrame, sheet: Sheet) -> Judged:
    """What was judged, with more said of some of the accepted rows."""
    held = issues.index[issues["state"] == RowState.HELD.value]
    state = judged.accepted["state"].mask(
        judged.accepted.index.isin(issues.index), RowState.WARNED.value
    )
    accepted = judged.accepted.assign(state=state).drop(index=held)
    rows = batch[batch[LINE].isin(held)].sort_values(LINE, kind="stable")
    lines = pd.Index(rows[LINE].to_numpy(dtype=np.int64), name="line")
    more = pd.DataFrame({"state": RowState.HELD.value}, index=lines)
    more["cells"] = pd.Series(cells_of(rows, sheet), index=lines, dtype=object)
    waiting = pd.concat([judged.waiting, more]).astype({"state": "str"}).sort_index()
    every = pd.concat([judged.issues, issues], ignore_index=True)
    ordered = every.sort_values("line", kind="stable").reset_index(drop=True)
    return Judged(accepted, ordered.astype(judged.issues.dtypes.to_dict()), waiting)
