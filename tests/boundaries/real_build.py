"""Both provinces as both sources have them, and what to read of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest

from geo.boundaries.build import set_name
from geo.boundaries.layers import layer_file, set_folder
from geo.boundaries.sources import SOURCES
from geo.boundaries.summary import Summary
from geo.words import Level

PROVINCES = ("51", "62")
OFFICES = {
    "singaraja": ("51.01", "51.07", "51.08"),
    "palangka-raya": (
        "62.03", "62.04", "62.05", "62.10", "62.11", "62.12", "62.13", "62.71",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Built:
    """A home in which both sources of both provinces are built."""

    home: Path
    summaries: dict[str, dict[str, Summary]]

    def areas(self, source: str, level: Level, *, display: bool = False) -> gpd.GeoDataFrame:
        """Both provinces as one layer."""
        folders = (self.folder(source, provinsi) for provinsi in PROVINCES)
        files = [layer_file(folder, level, display=display) for folder in folders]
        return gpd.GeoDataFrame(pd.concat([gpd.read_parquet(file) for file in files]))

    def of_offices(self, source: str, level: Level) -> gpd.GeoDataFrame:
        """Areas of the eleven kabupaten of both offices, what is no desa left out."""
        areas = self.areas(source, level)
        kabupaten = [kode for kodes in OFFICES.values() for kode in kodes]
        return areas[areas.index.str[:5].isin(kabupaten) & (areas["level"] == level)]

    def report(self, source: str) -> pd.DataFrame:
        """Match report of both provinces."""
        files = [self.folder(source, provinsi) / "match.csv" for provinsi in PROVINCES]
        parts = [pd.read_csv(file, dtype=str, keep_default_na=False) for file in files]
        return pd.concat(parts, ignore_index=True)

    def folder(self, source: str, provinsi: str) -> Path:
        """Folder of one province's set."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("PETAPORA_HOME", str(self.home))
            return set_folder(set_name(SOURCES[source]), provinsi)
