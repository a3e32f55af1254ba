"""Reports on their way into the store: each is joined once to its areas and its cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Final

import geopandas as gpd
import h3
import numpy as np
import pandas as pd
from h3.api.basic_int import latlng_to_cell as cell_of

from geo.boundaries.layers import layers_version
from geo.crs import points_at
from geo.errors import DataError, Problem, raise_problems
from geo.intake.land import Land, read_land
from geo.intake.locate import kode_columns
from geo.store.checks import key_fault, not_a_flag, plain_keys, unknown_areas
from geo.store.database import writing
from geo.store.facts import read_facts
from geo.store.joins import read_to_join, replace_joins
from geo.store.offices import Office
from geo.store.reports import write_reports
from geo.store.scope import Scope
from geo.text import _
from geo.words import (
    CELL_RESOLUTIONS,
    Accuracy,
    Channel,
    FollowUp,
    Level,
    Place,
    Suspicion,
)

COLUMNS: Final = (
    "report",
    "received_at",
    "channel",
    "kind",
    "accuracy",
    "follow_up",
    "n_persons",
    "lat",
    "lng",
    "stated_kode",
    "source",
    "is_sample",
)
"""What is said of a report; there is no column for anything that tells who a person is."""

BOUNDS: Final = {"lat": (-11.5, 6.5), "lng": (94.5, 141.5)}
"""Degrees within which Indonesia lies."""

_WORDS: Final = {"channel": Channel, "kind": Suspicion, "accuracy": Accuracy, "follow_up": FollowUp}


def enter_reports(
    scope: Scope, rows: pd.DataFrame, office: Office, *, replaces_sample: bool = False
) -> None:
    """
    Join reports to the boundaries in use and write them to the store, all or none.

    Parameters
    ----------
    scope : Scope
        Who enters them.
    rows : DataFrame, n rows
        As `join_reports` takes them, and ``agency`` if it is known which one is responsible.
    office : Office
        The office that received them.
    replaces_sample : bool
        Take the invented reports out in the same transaction.

    Raises
    ------
    DataError
        As `join_reports` does; nothing is written then.
    StoreError
        If the store cannot be written, or holds a report of the same id.
    """
    joined = _joined_in_use(rows.drop(columns="agency", errors="ignore"), office)
    if "agency" in rows:
        joined = joined.assign(agency=rows["agency"])
    _require_known_areas(joined["stated_kode"])
    write_reports(scope, joined, replaces_sample=replaces_sample)


def rejoin_reports(scope: Scope, office: Office) -> int:
    """
    Join all reports of an office again, by the boundaries in use, in one step.

    Parameters
    ----------
    scope : Scope
        Who has it done; holds the whole work area.
    office : Office
        Whose reports.

    Returns
    -------
    int
        Number of reports.

    Raises
    ------
    NotBuilt
        If a province of the office is not built yet.
    StoreError
        For a scope that does not hold the work area, or a store that cannot be written.
    """
    with writing(scope):  # nobody enters a report meanwhile
        rows = read_to_join(scope, office, list(COLUMNS))
        if rows.empty:
            return 0
        moments = pd.to_datetime(rows["received_at"], utc=True, format="ISO8601")
        joined = _joined_in_use(rows.assign(received_at=moments), office)
        replace_joins(scope, office, joined)
    return len(joined)


def _joined_in_use(rows: pd.DataFrame, office: Office) -> pd.DataFrame:
    """Reports joined by the boundaries in use, with the name of these."""
    tolerance = read_facts().rules.shore_tolerance_m
    joined = join_reports(rows, office, read_land(office.kabupaten), tolerance_m=tolerance)
    return joined.assign(boundaries=layers_version(office.kabupaten))


def join_reports(
    rows: pd.DataFrame, office: Office, land: Land, *, tolerance_m: float
) -> pd.DataFrame:
    """
    Find the areas and the cells of reports.

    Parameters
    ----------
    rows : DataFrame, n rows
        Exactly `COLUMNS`: ``received_at`` with a time zone; ``lat`` and ``lng`` in degrees, both
        NaN where there is no point; ``stated_kode`` the kabupaten, kecamatan or desa that the
        report names, or the empty string; channel, kind, accuracy and follow_up as `geo.words`
        writes them.
    office : Office
        Its time zone gives the local day of a report.
    land : Land
        Areas of the office's kabupaten, and all other land.
    tolerance_m : float
        See `locate`.

    Returns
    -------
    DataFrame, n rows
        In the order and index of `rows`, with their columns and ``office``, ``received_on``,
        ``place``, ``kode_kabupaten``, ``kode_kecamatan``, ``kode_desa``, ``distance_m``, ``h3_r5``
        to ``h3_r8``; moments and days as text (2026-01-31T02:00:00+00:00, 2026-01-31).

    Raises
    ------
    DataError
        If a column is missing or not one of these, or a value is not of its kind.

    Notes
    -----
    A report with a point belongs where the point lies (see `locate`), whatever area it names; one
    without belongs to the area it names, and lies outside if that is not of this office. One
    "tanpa lokasi" is missing either way. One known only to its kecamatan is given no desa. Only a
    point of accuracy gps or alamat, inside or at the shore, gets cells, and its own ones.
    """
    _require_columns(rows)
    _require_values(rows, office)
    numbered = rows.reset_index(drop=True)
    found = _places(numbered, office.kabupaten, land, tolerance_m=tolerance_m)
    place, moments = pd.factorize(numbered["received_at"].dt.tz_convert("UTC"))
    days = moments.tz_convert(office.timezone).strftime("%Y-%m-%d")
    joined = numbered.assign(
        office=office.key,
        received_at=moments.strftime("%Y-%m-%dT%H:%M:%S+00:00").take(place),
        received_on=days.take(place),
        **found,
        **_cells(numbered, found["place"]),
    )
    return joined.set_axis(rows.index)


def _places(
    rows: pd.DataFrame, kabupaten: Collection[str], land: Land, *, tolerance_m: float
) -> pd.DataFrame:
    known = rows["accuracy"] != Accuracy.NONE.value
    points = gpd.GeoDataFrame(
        geometry=points_at(rows["lat"].where(known), rows["lng"].where(known))
    )
    found = land.locator.locate(points, tolerance_m=tolerance_m)
    stated = known & (found["place"] == Place.MISSING.value) & (rows["stated_kode"] != "")
    own = stated & rows["stated_kode"].str[:5].isin(kabupaten)
    for column, kode in kode_columns(rows["stated_kode"]).items():
        found[column] = found[column].where(~own, kode)
    found["place"] = (
        found["place"].where(~stated, Place.OUTSIDE.value).where(~own, Place.STATED.value)
    )
    coarse = rows["accuracy"] == Accuracy.KECAMATAN.value
    found["kode_desa"] = found["kode_desa"].where(~coarse, "")
    return found


def _cells(rows: pd.DataFrame, place: pd.Series) -> dict[str, pd.Series]:
    """The H3 cell of each point that may have one, at each resolution by itself."""
    fine = rows["accuracy"].isin([accuracy.value for accuracy in Accuracy if accuracy.fits_cells])
    near = place.isin([Place.INSIDE.value, Place.SHORE.value])
    points = rows.loc[fine & near, ["lat", "lng"]]
    cells = {}
    at = list(zip(points["lat"].tolist(), points["lng"].tolist(), strict=True))
    for resolution in CELL_RESOLUTIONS:
        own = np.array([cell_of(lat, lng, resolution) for lat, lng in at], dtype=np.uint64)
        place, distinct = pd.factorize(own)
        named = pd.array([h3.int_to_str(cell) for cell in distinct.tolist()], dtype="str")
        texts = pd.Series(named.take(place), index=points.index)
        cells[f"h3_r{resolution}"] = texts.reindex(rows.index, fill_value="")
    return cells


def _require_columns(rows: pd.DataFrame) -> None:
    missing = [name for name in COLUMNS if name not in rows]
    unknown = [str(name) for name in rows if name not in COLUMNS]
    if missing:
        raise DataError(_("Reports without the column {names}. Add it.", names=", ".join(missing)))
    if unknown:
        raise DataError(
            _(
                "Reports with the column {names}, which a report does not hold. Leave it out.",
                names=", ".join(unknown),
            )
        )


def _require_values(rows: pd.DataFrame, office: Office) -> None:
    """Raise DataError, naming the reports, for values that are not of their kind."""
    problems = _faults_of_keys(rows) + _faults_of_days(rows, office) + _faults_of_points(rows)
    for column, words in _WORDS.items():
        allowed = [word.value for word in words]
        reason = _("not one of: {known}", known=", ".join(allowed))
        problems += _faults(rows[~rows[column].isin(allowed)], column, reason)
    problems += _faults(rows[rows["n_persons"] < 0], "n_persons", _("less than 0"))
    problems += _faults(rows[not_a_flag(rows["is_sample"])], "is_sample", _("neither 0 nor 1"))
    remedy = _("Mend these reports; none was entered.")
    raise_problems(_("Reports"), problems, remedy=remedy)


def _faults_of_keys(rows: pd.DataFrame) -> list[Problem]:
    doubtful = rows["report"][~plain_keys(rows["report"])]
    faults = ((key, key_fault(key)) for key in doubtful)
    return [Problem(0, "report", str(key), fault) for key, fault in faults if fault]


def _faults_of_days(rows: pd.DataFrame, office: Office) -> list[Problem]:
    """Moments without a time zone, none at all, and days to come by the office's clock."""
    column = "received_at"
    moments = rows[column]
    if not isinstance(moments.dtype, pd.DatetimeTZDtype):
        reason = _("without a time zone. Write moments as 2026-01-31T02:00:00+00:00")
        return _faults(rows.head(1), column, reason)
    tomorrow = dt.datetime.now(office.timezone).date() + dt.timedelta(days=1)
    begins = pd.Timestamp(tomorrow).tz_localize(office.timezone)
    coming = _faults(rows[moments >= begins], column, _("a day that is yet to come"))
    return _faults(rows[moments.isna()], column, _("empty")) + coming


def _faults_of_points(rows: pd.DataFrame) -> list[Problem]:
    problems = []
    for column, (low, high) in BOUNDS.items():
        reason = _("not between {low} and {high} degrees", low=low, high=high)
        outside = rows[column].notna() & ~rows[column].between(low, high)
        problems += _faults(rows[outside], column, reason)
    for column, other in (("lat", "lng"), ("lng", "lat")):
        half = rows[column].isna() & rows[other].notna()
        reason = _("empty, though {other} is given", other=other)
        problems += _faults(rows[half], column, reason)
    return problems


def _faults(rows: pd.DataFrame, column: str, reason: str) -> list[Problem]:
    pairs = zip(rows["report"], rows[column], strict=True)
    return [Problem(0, f"{report}, {column}", str(value), reason) for report, value in pairs]


def _require_known_areas(stated: Collection[str]) -> None:
    levels = (Level.KABUPATEN, Level.KECAMATAN, Level.DESA)
    unknown = unknown_areas((kode for kode in stated if kode), levels)
    reason = _("not a kabupaten, kecamatan or desa of the register")
    problems = [Problem(0, "stated_kode", kode, reason) for kode in unknown]
    raise_problems(_("Reports"), problems, remedy=_("Mend these reports; none was entered."))
