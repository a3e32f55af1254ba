"""Two squares, as a file of each kind that a reader may bring."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import geopandas as gpd
from shapely.geometry import box

SQUARE = box(115.0, -8.3, 115.1, -8.2)


def make_areas(crs: str = "EPSG:4326") -> gpd.GeoDataFrame:
    """Two squares side by side, one with a code that a number would spoil."""
    columns = {"kode": ["51.08.01", "51.10"], "luas": [1.0, None], "no": [1, 2]}
    squares = [SQUARE, box(115.1, -8.3, 115.2, -8.2)]
    return gpd.GeoDataFrame(columns, geometry=squares, crs="EPSG:4326").to_crs(crs)


def write_geojson(path: Path, **members: object) -> Path:
    collection = json.loads(make_areas().to_json()) | members
    collection = {name: value for name, value in collection.items() if value is not None}
    path.write_text(json.dumps(collection), encoding="utf-8")
    return path


def write_shapefile(path: Path, *, without: str = "", crs: str = "EPSG:4326") -> Path:
    folder = path.parent / "parts"
    folder.mkdir()
    make_areas(crs).to_file(folder / "kecamatan.shp")
    with zipfile.ZipFile(path, "w") as archive:
        for part in folder.iterdir():
            if part.suffix != without:
                archive.write(part, f"data/{part.name}")
    return path
