"""The register of codes and names in force: read once from its package, then fast."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geo.boundaries.layers import boundaries_folder, pointer_version
from geo.boundaries.sources import REGISTER, packaged
from geo.crs import WGS84
from geo.errors import DataError, NotBuilt
from geo.home import folder_atomically, write_parquet
from geo.text import _
from geo.words import Level

_FILES = {
    Level.PROVINSI: ("provinces.csv", None),
    Level.KABUPATEN: ("regencies.csv", "province_code"),
    Level.KECAMATAN: ("districts.csv", "regency_code"),
    Level.DESA: ("villages.csv", "district_code"),
}
_ISLANDS = "islands"
_DEGREES = r"(\d+)°(\d+)'([\d.]+)\" ([NSEW])"


def register_folder() -> Path:
    """Folder of the register as built; its name carries the version."""
    return boundaries_folder() / "register" / REGISTER.version


def build_register() -> None:
    """Read the installed register and keep it as Parquet, whole or not at all."""
    if register_folder().exists():
        return
    with folder_atomically(register_folder()) as folder:
        for level in Level:
            table = _from_package(level)
            write_parquet(table, folder / f"{level}.parquet")
        write_parquet(_islands_from_package(), folder / f"{_ISLANDS}.parquet")


def register_version() -> str:
    """A text that changes with the register, and with every build of boundaries."""
    return f"{REGISTER.version}:{pointer_version()}"


def read_register(level: Level) -> pd.DataFrame:
    """
    Names of all areas of one level, as the register has them.

    Parameters
    ----------
    level : Level
        Any of the four.

    Returns
    -------
    DataFrame
        Indexed by ``kode`` and sorted by it, with ``nama`` and ``parent`` (the kode one level
        up; empty for a provinsi). A kabupaten's name begins with Kabupaten or Kota.

    Raises
    ------
    NotBuilt
        If the register has not been built yet.
    """
    return _read(_built(str(level))).copy(deep=False)


def read_islands() -> gpd.GeoDataFrame:
    """
    Islands of the register.

    Returns
    -------
    GeoDataFrame
        Points in WGS 84, indexed by ``kode``, with ``nama``, ``parent`` (kode of the kabupaten,
        or of the provinsi where the register gives no kabupaten), ``populated`` and ``outermost``.

    Raises
    ------
    NotBuilt
        If the register has not been built yet.
    """
    return _read_islands(_built(_ISLANDS)).copy(deep=False)


def _built(name: str) -> Path:
    file = register_folder() / f"{name}.parquet"
    if not file.exists():
        raise NotBuilt(_("The register is not built yet. Run: petapora build"))
    return file


@cache
def _read(file: Path) -> pd.DataFrame:
    return pd.read_parquet(file)


@cache
def _read_islands(file: Path) -> gpd.GeoDataFrame:
    return gpd.read_parquet(file)


def _package_table(name: str) -> pd.DataFrame:
    file = packaged(f"idn-area-data/data/{name}")
    table = pd.read_csv(file, dtype=str, keep_default_na=False).set_index("code").sort_index()
    if not table.index.is_unique:
        raise DataError(_("{file}: a kode stands twice. Install the package again.", file=name))
    return table.rename_axis("kode")


def _from_package(level: Level) -> pd.DataFrame:
    name, parent = _FILES[level]
    table = _package_table(name)
    owner = table[parent] if parent else ""
    return pd.DataFrame({"nama": table["name"], "parent": owner}, index=table.index)


def _islands_from_package() -> gpd.GeoDataFrame:
    table = _package_table("islands.csv")
    lat, lng = (_decimal(part) for _i, part in _coordinate_parts(table["coordinate"]).items())
    parent = table["regency_code"].where(table["regency_code"] != "", table.index.str[:2])
    columns = {
        "nama": table["name"],
        "parent": parent,
        "populated": table["is_populated"] == "1",
        "outermost": table["is_outermost_small"] == "1",
    }
    points = gpd.points_from_xy(lng, lat, crs=WGS84)
    return gpd.GeoDataFrame(columns, index=table.index, geometry=points)


def _coordinate_parts(text: pd.Series) -> pd.DataFrame:
    """Split ``03°19'03.44" N 097°07'41.73" E`` into its latitude and longitude."""
    return text.str.extract(r"(.+ [NS]) (.+ [EW])")


def _decimal(text: pd.Series) -> pd.Series:
    parts = text.str.extract(_DEGREES)
    degrees, minutes, seconds = (parts[i].astype(float) for i in range(3))
    sign = parts[3].isin(["N", "E"]) * 2 - 1
    return sign * (degrees + minutes / 60 + seconds / 3600)
