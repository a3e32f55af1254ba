"""The view of visits and meetings, taken along: every desa with its contacts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import geopandas as gpd
import pandas as pd

from geo.analysis.visits import contact_coverage
from geo.exports.taken import Cell, Table, Taken
from geo.maps.view import AreaView
from geo.store.offices import Office
from geo.text import _


def take_visits(
    visits: pd.DataFrame,
    contact: pd.DataFrame,
    months: pd.DataFrame,
    *,
    heading: str,
    office: Office,
    on: dt.date,
    view: AreaView,
    areas: gpd.GeoDataFrame,
    outline: gpd.GeoDataFrame,
    names: pd.Series,
    sources: Sequence[str],
) -> Taken:
    """
    Visits, meetings and contact by desa, ready to be taken along.

    Parameters
    ----------
    visits, contact, months : DataFrame
        As `geo.analysis.visits` gives them: `visits_by_desa`, `contact_by_desa`, `timeline`.
    heading : str
        The answer in one sentence.
    office, on
        Whose desa, and the day.
    view : AreaView
        The map that the page draws.
    areas, outline : GeoDataFrame
        The desa drawn, in the order of the map, and the kabupaten; with ``nama``.
    names : Series
        Names of the kabupaten, by kode.
    sources : sequence of str
        Where the records are from.
    """
    shown = visits[["last_visit", "months_since", "n_visits"]].reindex(areas.index)
    layer = areas[["nama", "geometry"]].join(shown)
    return Taken(
        topic="visits",
        heading=heading,
        office=office,
        as_of=on,
        notes=[_("Contact: a visit, a meeting of the kecamatan, or a report from the desa.")],
        sources=sources,
        stamp=view.sample,
        view=view,
        areas=layer,
        outline=outline,
        tables=[_desa(visits, contact), _coverage(contact, names), _months(months, names)],
    )


def _desa(visits: pd.DataFrame, contact: pd.DataFrame) -> Table:
    headings = [_("Kode"), _("Name"), _("Last visit"), _("Months since"), _("Visits")]
    headings += [_("Visit"), _("Meeting"), _("Report"), _("Any contact")]
    both = visits.join(contact[["visit", "meeting", "report", "any"]])
    rows: list[list[Cell]] = [
        [
            str(kode),
            row["nama"],
            row["last_visit"].date() if pd.notna(row["last_visit"]) else None,
            int(row["months_since"]) if pd.notna(row["months_since"]) else None,
            int(row["n_visits"]),
            *(_("yes") if row[column] else _("no") for column in ("visit", "meeting", "report")),
            _("yes") if row["any"] else _("no"),
        ]
        for kode, row in both.to_dict("index").items()
    ]
    return Table(_("Desa"), headings, rows)


def _coverage(contact: pd.DataFrame, names: pd.Series) -> Table:
    columns = ("n_desa", "n_visit", "n_meeting", "n_report", "n_any", "n_never")
    headings = [_("Kode"), _("Name"), _("Desa"), _("Visit"), _("Meeting"), _("Report")]
    headings += [_("Any contact"), _("Never visited")]
    rows: list[list[Cell]] = [
        [str(kode), str(names.get(kode, "")), *(int(row[column]) for column in columns)]
        for kode, row in contact_coverage(contact).to_dict("index").items()
    ]
    return Table(_("Kabupaten/kota"), headings, rows)


def _months(months: pd.DataFrame, names: pd.Series) -> Table:
    headings = [_("Kode"), _("Name"), _("Month"), _("Coordination meetings"), _("Operations")]
    rows: list[list[Cell]] = [
        [
            str(kode),
            str(names.get(kode, "")),
            str(month),
            int(row["n_meetings"]),
            int(row["n_operations"]),
            int(row["n_visits"]),
        ]
        for (kode, month), row in months.to_dict("index").items()
    ]
    return Table(_("Months"), [*headings, _("Visits")], rows)
