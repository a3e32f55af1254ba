"""The areas or cells of a view as a GeoPackage, for a geographic information system."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio

from geo.crs import WGS84, require_same_crs
from geo.exports.spreadsheet import plain_text
from geo.exports.taken import Taken, own_use
from geo.exports.workbook import STAMP_COLUMN
from geo.text import _

ABOUT_LAYER = "about"
"""Table without geometry: what the file is, as of when, from which sources."""


def geopackage(taken: Taken) -> bytes:
    """
    The areas of a view with their numbers, and a table that says what they are.

    The layer of areas is named for the topic; its columns are those of `Taken.areas`, ``kode``
    first. Over invented data a column stamps every row.

    Returns
    -------
    bytes
        A GeoPackage in WGS 84; nothing is left on the disk.
    """
    areas = _layer(taken)
    about = _about(taken)
    name = layer_name(taken.topic)
    said = {
        "IDENTIFIER": plain_text(taken.view.title),
        "DESCRIPTION": " ".join(f"{line['name']}: {line['value']}." for line in about),
    }
    with tempfile.TemporaryDirectory(prefix="petapora-") as folder:
        file = Path(folder) / "taken.gpkg"
        pyogrio.write_dataframe(
            areas,
            file,
            layer=name,
            driver="GPKG",
            geometry_type="MultiPolygon",
            promote_to_multi=True,
            layer_options=said,
        )
        pyogrio.write_dataframe(pd.DataFrame(about), file, layer=ABOUT_LAYER, driver="GPKG")
        return file.read_bytes()


def layer_name(topic: str) -> str:
    """Name of a layer, in letters, digits and underscores."""
    return re.sub(r"[^a-z0-9]+", "_", topic.lower()).strip("_") or "areas"


def _layer(taken: Taken) -> gpd.GeoDataFrame:
    require_same_crs(taken.areas)
    areas = taken.areas.to_crs(WGS84).rename_axis("kode").reset_index()
    for column in areas.columns.drop("geometry"):
        if isinstance(areas[column].dtype, pd.CategoricalDtype):
            areas[column] = areas[column].astype(areas[column].cat.categories.dtype)
        if pd.api.types.is_string_dtype(areas[column].dtype):
            areas[column] = areas[column].map(plain_text, na_action="ignore")
    if taken.stamp:
        areas.insert(1, STAMP_COLUMN, plain_text(taken.stamp))
    return areas


def _about(taken: Taken) -> list[dict[str, str]]:
    from_gadm = "boundaries" in taken.areas and (taken.areas["boundaries"] == "gadm").any()
    rows = [
        ("stamp", taken.stamp),
        ("heading", taken.heading),
        ("office", taken.office.name),
        ("as_of", taken.as_of.isoformat()),
        ("shown", f"{taken.view.title}. {taken.view.stamp}"),
        *[("note", note) for note in taken.notes],
        *[("source", source) for source in taken.sources],
        ("boundaries", taken.view.credit),
        ("licence", own_use() if from_gadm else ""),
        ("use", _("For planning and display; not evidence of a legal border.")),
    ]
    return [{"name": name, "value": plain_text(text)} for name, text in rows if text]
